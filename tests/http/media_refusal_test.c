/* SPDX-License-Identifier: ISC */
/*
 * What is no picture, or more than one, or too much of one: refused at once,
 * and nothing is left of it.
 */
#include <stdio.h>
#include <string.h>

#include "tests/http/media.h"
#include "tests/http/suite.h"
#include "tests/http/workers.h"

#ifdef __SANITIZE_ADDRESS__
#define AT_ONCE		SOON_MS	/* beside others: no time is measured */
#else
#define AT_ONCE		1000
#endif
#define RSS_GROWTH	(8 << 10)	/* KiB, of the worker that takes them */

static void
refusal_open(void)
{
	static bool	 once;

	clients_open();
	if (!once)
		want(client_json(owner, "PATCH", "/api/admin/settings",
		    "{\"limits\":{\"write\":100000,\"user\":1000000}}"), 200);
	once = true;
}

static void
want_nothing_left(const char *what)
{
	ck_assert_msg(halves_on_disk() == 0 && uploads_on_disk() == 0,
	    "%s left something", what);
}

/* Refused with that status and code, naming the field, in time. */
static void
want_refused(struct answer *a, int64_t since, int status, const char *code,
    const char *what)
{
	const char	*said;

	ck_assert_msg(a->status == status, "%s: %d, want %d: %.300s", what,
	    a->status, status, a->body);
	ck_assert_msg(now_ms() - since < AT_ONCE, "%s took %d ms", what,
	    (int)(now_ms() - since));
	said = answer_at(a, "error.code");
	ck_assert_msg(strncmp(said, code, strlen(code)) == 0, "%s: %s", what,
	    said);
	ck_assert_msg(answer_at(a, "error.details.file") != NULL, "%s: %s",
	    what, a->body);
}

/* ---- U03 ------------------------------------------------------------------------ */

#define BYTES(TEXT)	TEXT, sizeof(TEXT) - 1
#define AVIF	"\0\0\0\x20" "ftypavif\0\0\0\0avifmif1miaf"
#define HEIC	"\0\0\0\x18" "ftypheic\0\0\0\0mif1heic"
#define PHP	"<?php system($_GET['c']); ?>"
#define SVG	"<svg xmlns='http://www.w3.org/2000/svg'>" \
	"<script>alert(1)</script></svg>"

/* Of another kind, whatever they are called. */
static const struct {
	const char	*bytes;
	size_t		 len;
	const char	*name, *type, *code;
} foreign[] = {
	{ BYTES("GIF89a\1\0\1\0\0\0\0;"), "a.gif", "image/gif",
	    "UNSUPPORTED_IMAGE_GIF" },
	{ BYTES("GIF89a/*"), "a.jpg", "image/jpeg", "UNSUPPORTED_IMAGE_GIF" },
	{ BYTES(SVG), "a.svg", "image/svg+xml", "UNSUPPORTED_IMAGE_SVG" },
	{ BYTES(SVG), "a.png", "image/png", "UNSUPPORTED_IMAGE_SVG" },
	{ BYTES("<?xml version='1.0'?>" SVG), "a.jpg", "image/jpeg",
	    "UNSUPPORTED_IMAGE_SVG" },
	{ BYTES("<!DOCTYPE svg>" SVG), "a.jpg", NULL,
	    "UNSUPPORTED_IMAGE_SVG" },
	{ BYTES("<html><script>1</script>"), "a.jpg", "image/jpeg",
	    "UNSUPPORTED_IMAGE" },
	{ BYTES("\xef\xbb\xbf" SVG), "a.png", "image/png",
	    "UNSUPPORTED_IMAGE" },
	{ BYTES(HEIC), "a.heic", "image/heic", "UNSUPPORTED_IMAGE_HEIC" },
	{ BYTES(HEIC), "a.jpg", "image/jpeg", "UNSUPPORTED_IMAGE_HEIC" },
	{ BYTES(AVIF), "a.avif", "image/avif", "UNSUPPORTED_IMAGE_AVIF" },
	{ BYTES("BM\x3a\0\0\0\0\0\0\0"), "a.bmp", "image/bmp",
	    "UNSUPPORTED_IMAGE_BMP" },
	{ BYTES("II*\0\x08\0\0\0"), "a.tiff", "image/tiff",
	    "UNSUPPORTED_IMAGE_TIFF" },
	{ BYTES("MM\0*\0\0\0\x08"), "a.jpg", "image/jpeg",
	    "UNSUPPORTED_IMAGE_TIFF" },
	{ BYTES("%PDF-1.7\n"), "a.pdf", "application/pdf",
	    "UNSUPPORTED_IMAGE_PDF" },
	{ BYTES("%PDF-1.7\n"), "a.jpg", "image/jpeg",
	    "UNSUPPORTED_IMAGE_PDF" },
	{ BYTES("PK\3\4\x14\0\0\0"), "a.zip", "application/zip",
	    "UNSUPPORTED_IMAGE" },
	{ BYTES("PK\3\4\x14\0\0\0"), "a.png", "image/png",
	    "UNSUPPORTED_IMAGE" },
	{ BYTES(PHP), "a.php", "text/x-php", "UNSUPPORTED_IMAGE" },
	{ BYTES(PHP), "a.jpg", "image/jpeg", "UNSUPPORTED_IMAGE" },
	{ BYTES("#!/bin/sh\n"), "a.webp", "image/webp",
	    "UNSUPPORTED_IMAGE" },
	{ BYTES("\x7f" "ELF\2\1\1"), "a.jpg", NULL, "UNSUPPORTED_IMAGE" },
	{ BYTES("MZ\x90\0"), "a.png", NULL, "UNSUPPORTED_IMAGE" },
	{ BYTES("\xff\xd8"), "a.jpg", "image/jpeg", "UNSUPPORTED_IMAGE" },
	{ BYTES("\x89PNG"), "a.png", "image/png", "UNSUPPORTED_IMAGE" },
	{ BYTES("RIFF\x04\0\0\0WAVE"), "a.webp", "image/webp",
	    "UNSUPPORTED_IMAGE" },
	{ BYTES("%!PS-Adobe-3.0\n"), "a.jpg", NULL, "UNSUPPORTED_IMAGE" },
	{ BYTES("push graphic-context\n"), "a.png", NULL,
	    "UNSUPPORTED_IMAGE" },
};

START_TEST(u03_other_kinds_are_refused_by_name)
{
	struct file	 f;
	struct answer	*a;
	int64_t		 since;

	refusal_open();
	for (size_t i = 0; i < sizeof(foreign) / sizeof(foreign[0]); i++) {
		f = (struct file){ NULL, 0 };
		file_put(&f, foreign[i].bytes, foreign[i].len);
		since = now_ms();
		a = picture_send_named(manager, UPLOAD, foreign[i].type,
		    foreign[i].name, &f);
		want_refused(a, since, 415, foreign[i].code, foreign[i].name);
		want_nothing_left(foreign[i].name);
		file_free(&f);
	}
	f = (struct file){ NULL, 0 };
	file_put(&f, "", 0);
	since = now_ms();
	a = picture_send_named(manager, UPLOAD, "image/png", "a.png", &f);
	want_refused(a, since, 400, "EMPTY_FILE", "empty");
	file_free(&f);
	want(client_send(manager, "POST", UPLOAD, "image/gif", "GIF89a", 6),
	    415);
	want(client_send(manager, "POST", UPLOAD, "application/json", "{}",
	    2), 415);
}
END_TEST

/* A real picture under a name or type that is not its own. */
static const struct { const char *name, *type; bool taken; } disguises[] = {
	{ "a.jpg", "image/jpeg", true }, { "a.JPEG", "image/jpg", true },
	{ "blob", "image/jpeg", true }, { "a.jfif", NULL, true },
	{ "a.php.jpg", "image/jpeg; q=1", true },
	{ "a.jpg", "application/octet-stream", true },
	{ "a.png", "image/jpeg", false }, { "a.jpg", "image/png", false },
	{ "a.webp", "image/webp", false }, { "a.php", "image/jpeg", false },
	{ "a.jpg.php", "image/jpeg", false }, { "a.jpg.", NULL, false },
	{ "a.jpg ", NULL, false }, { "a.html", "image/jpeg", false },
	{ "a.svg", NULL, false }, { "a.jpg", "text/html", false },
	{ "a.jpg", "image/svg+xml", false }, { "a.phtml", NULL, false },
	{ "a.jpg;.php", NULL, false }, { "a.jpg%00.php", NULL, false },
	{ ".htaccess", NULL, false }, { "a.jp", NULL, false },
	{ "a.jpg", "image/", false }, { "a.jpg", "x", false },
	{ "a.jpgx", NULL, false },
};

START_TEST(u03_s3_sec_09_name_type_and_content_must_agree)
{
	struct file	 f = jpeg_draw(60, 40, (struct jpeg_how){ 0 });
	struct answer	*a;
	int64_t		 since;

	refusal_open();
	for (size_t i = 0; i < sizeof(disguises) / sizeof(disguises[0]);
	    i++) {
		since = now_ms();
		a = picture_send_named(manager, UPLOAD, disguises[i].type,
		    disguises[i].name, &f);
		if (disguises[i].taken)
			want(a, 201);
		else
			want_refused(a, since, 400, "IMAGE_NOT_WHAT_IT_SAYS",
			    disguises[i].name);
	}
	file_free(&f);
}
END_TEST

/* ---- U03: pictures that are something else as well ---------------------------------- */

static const char *const	passengers[] = { PHP, SVG,
	"<script>alert(document.domain)</script>", "PK\3\4payload.zip",
	"EICAR-STANDARD-ANTIVIRUS-TEST-FILE" };

static void
want_no_passenger(struct file *f, const char *passenger)
{
	static const char *const	 extensions[] = { "jpg", "webp" };
	struct answer			*a;
	char				 url[160], path[200];

	ck_assert(file_has(f->p, f->len, passenger));
	a = picture_send(manager, UPLOAD, "application/octet-stream", f);
	want(a, 201);
	snprintf(url, sizeof(url), "%s", answer_at(a, "data.url"));
	for (int i = 0; i < 2; i++) {
		snprintf(path, sizeof(path), "%.*s.%s",
		    (int)(strrchr(url, '.') - url), url, extensions[i]);
		a = client_get(anyone, path);
		want(a, 200);
		ck_assert_msg(!file_has(a->body, a->len, passenger),
		    "%s went through", passenger);
	}
	file_free(f);
}

/* Behind the end, and in the comment of each format. */
START_TEST(u03_what_rides_along_is_not_stored)
{
	struct file	 f, png;

	refusal_open();
	for (size_t i = 0; i < 5; i++) {
		const char	*p = passengers[i];

		f = jpeg_draw(64, 48, (struct jpeg_how){ 0 });
		file_put(&f, p, strlen(p));
		want_no_passenger(&f, p);
		f = png_draw(64, 48, (struct png_how){ 0 });
		file_put(&f, p, strlen(p));
		want_no_passenger(&f, p);
		png = png_draw(64, 48, (struct png_how){ 0 });
		f = (struct file){ NULL, 0 };
		file_put(&f, png.p, 33);	/* up to the end of IHDR */
		png_chunk(&f, "tEXt", p, strlen(p));
		file_put(&f, png.p + 33, png.len - 33);
		want_no_passenger(&f, p);
		file_free(&png);
		f = webp_draw(64, 48, (struct webp_how){ 0 });
		riff_chunk(&f, "XMP ", p, strlen(p));
		riff_close(&f);
		want_no_passenger(&f, p);
	}
}
END_TEST

/* ---- U05, F-23 ------------------------------------------------------------------------- */

/* A JPEG that says another size in its frame header. */
static struct file
jpeg_say(int w, int h)
{
	struct file	 f = jpeg_draw(64, 48, (struct jpeg_how){ 0 });

	for (size_t i = 0; i + 9 < f.len; i++)
		if (f.p[i] == 0xff && f.p[i + 1] == 0xc0) {
			f.p[i + 5] = (uint8_t)(h >> 8);
			f.p[i + 6] = (uint8_t)h;
			f.p[i + 7] = (uint8_t)(w >> 8);
			f.p[i + 8] = (uint8_t)w;
			return f;
		}
	ck_abort_msg("no frame header");
	return f;
}

/* Nothing but black, really that large: some bytes become gigabytes. */
static struct file
png_black(uint32_t w, uint32_t h)
{
	struct png_how	 how = { .say_w = w, .say_h = h };
	struct file	 f = { NULL, 0 };
	struct file	 rows = { calloc(1, 4 << 20), 4 << 20 };

	png_head(&f, w, h, &how);
	png_data(&f, &rows);
	png_chunk(&f, "IEND", NULL, 0);
	file_free(&rows);
	return f;
}

/* Of progressive scans there are many more than anybody writes. */
static struct file
jpeg_scans(int n)
{
	struct file	 f = jpeg_draw(256, 256, (struct jpeg_how){
			    .progressive = true }), out = { NULL, 0 };
	size_t		 at = f.len - 2;

	while (!(f.p[at] == 0xff && f.p[at + 1] == 0xda))
		at--;
	file_put(&out, f.p, at);
	for (int i = 0; i < n; i++)
		file_put(&out, f.p + at, f.len - 2 - at);
	file_put(&out, "\xff\xd9", 2);
	file_free(&f);
	return out;
}

START_TEST(u05_f_23_bombs_are_refused_at_once_and_leave_nothing)
{
	struct file	 bombs[] = {
		png_black(30000, 30000), png_black(0x7fffffff, 0x7fffffff),
		png_black(7000, 6000), png_black(1, 40000000),
		jpeg_say(65500, 65500), jpeg_say(65535, 65535),
		jpeg_say(8000, 6000), jpeg_say(40, 65000),
		png_draw(64, 64, (struct png_how){ .frames = 10000 }),
		webp_draw(64, 64, (struct webp_how){ .animated = true }),
		png_draw(40, 40, (struct png_how){ .say_w = 5000,
		    .say_h = 5000, .interlaced = true }),
		jpeg_scans(1000), png_black(6000, 6000),
	};
	static const struct { const char *what, *code; } said[] = {
		{ "30000 x 30000", "IMAGE_TOO_LARGE" },
		{ "2^31 x 2^31", "IMAGE_TOO_LARGE" },
		{ "42 megapixels", "IMAGE_TOO_LARGE" },
		{ "1 x 40000000", "" },
		{ "JPEG 65500 x 65500", "IMAGE_TOO_LARGE" },
		{ "JPEG 65535 x 65535", "IMAGE_TOO_LARGE" },
		{ "JPEG 48 megapixels", "IMAGE_TOO_LARGE" },
		{ "JPEG 40 x 65000", "IMAGE_TOO_LARGE" },
		{ "APNG", "ANIMATED_IMAGE" }, { "WebP", "ANIMATED_IMAGE" },
		{ "interlaced", "IMAGE_TOO_LARGE" },
		{ "1000 scans", "BROKEN_IMAGE" },
		{ "36 megapixels, of which few are there", "BROKEN_IMAGE" },
	};
	struct workers	 before;
	struct answer	*a;
	int64_t		 since;
	int		 made;

	refusal_open();
	before = workers_look("souk-web");
	made = sql_number("SELECT count(*) FROM media");
	for (size_t i = 0; i < sizeof(said) / sizeof(said[0]); i++) {
		since = now_ms();
		a = picture_send(manager, UPLOAD, "application/octet-stream",
		    &bombs[i]);
		want_refused(a, since, 400, said[i].code, said[i].what);
		want_nothing_left(said[i].what);
		file_free(&bombs[i]);
	}
	ck_assert_int_eq(sql_number("SELECT count(*) FROM media"), made);
	for (int i = 0; i < before.count; i++)
		ck_assert_int_lt(worker_resident(before.list[i].pid),
		    before.list[i].resident + RSS_GROWTH);
}
END_TEST

/* Cut anywhere: refused as broken, and the next picture is taken. */
START_TEST(u03_f_23_what_is_cut_off_is_broken)
{
	struct file	 whole[] = {
		jpeg_draw(120, 90, (struct jpeg_how){ .phone = true }),
		jpeg_draw(120, 90, (struct jpeg_how){ .progressive = true }),
		png_draw(120, 90, (struct png_how){ .phone = true }),
		webp_draw(120, 90, (struct webp_how){ 0 }),
	};
	struct file	 f;
	struct answer	*a;
	int64_t		 since;

	refusal_open();
	for (int i = 0; i < 4; i++) {
		for (size_t k = 1; k < 16; k++) {
			f = (struct file){ NULL, 0 };
			/* What stands behind a WebP's pixels may be missing. */
			file_put(&f, whole[i].p, 16 + (whole[i].len - 18 -
			    (i == 3 ? 220 : 0)) * k / 16);
			since = now_ms();
			a = picture_send(manager, UPLOAD,
			    "application/octet-stream", &f);
			want_refused(a, since, 400, "BROKEN_IMAGE", "cut off");
			file_free(&f);
		}
		a = picture_send(manager, UPLOAD, "application/octet-stream",
		    &whole[i]);
		want(a, 201);
		file_free(&whole[i]);
	}
	want_nothing_left("what was cut off");
}
END_TEST

/* Said in the caller's language. */
START_TEST(u03_a_refusal_is_said_in_three_languages)
{
	static const struct { const char *locale, *text; } said[] = {
		{ "fr", "ne sont pas acceptés" }, { "en", "are not taken" },
		{ "ar", "لا تُقبل" },
	};
	struct client	*c = client_login("manager");
	struct file	 f = { NULL, 0 };
	char		 line[200];
	struct answer	*a;

	file_put(&f, "GIF89a", 6);
	for (int i = 0; i < 3; i++) {
		snprintf(line, sizeof(line), "UPDATE users SET locale = '%s'"
		    " WHERE username = 'manager'", said[i].locale);
		free(shop_sql(line));
		a = picture_send_named(c, UPLOAD, "image/gif", "a.gif", &f);
		want(a, 415);
		ck_assert_msg(strstr(a->body, said[i].text) != NULL, "%s",
		    a->body);
	}
	client_free(c);
	file_free(&f);
}
END_TEST

/* ---- U02, U06 ------------------------------------------------------------------------------ */

START_TEST(u02_two_gigabytes_are_refused_unread)
{
	struct client	*c = client_login("manager");
	int64_t		 since = now_ms();

	client_header(c, "Content-Length: 2147483648");
	want(client_send(c, "POST", UPLOAD, "image/jpeg", "\xff\xd8\xff", 3),
	    413);
	ck_assert_int_lt(now_ms() - since, SOON_MS);
	client_free(c);
}
END_TEST

static bool
is_own_path(const char *path)
{
	const char	*dot = strrchr(path, '.');

	return dot != NULL && strspn(path, "0123456789abcdef/") ==
	    (size_t)(dot - path) && (strcmp(dot, ".jpg") == 0 ||
	    strcmp(dot, ".webp") == 0);
}

/* Whatever lies below public/: only names of our own making. */
static void
want_own_paths(const char *folder, size_t root)
{
	struct dirent	*e;
	struct stat	 st;
	DIR		*dir = opendir(folder);
	char		 path[400];

	ck_assert_ptr_nonnull(dir);
	while ((e = readdir(dir)) != NULL) {
		if (strcmp(e->d_name, ".") == 0 ||
		    strcmp(e->d_name, "..") == 0)
			continue;
		snprintf(path, sizeof(path), "%s/%s", folder, e->d_name);
		ck_assert_int_eq(lstat(path, &st), 0);
		if (S_ISDIR(st.st_mode))
			want_own_paths(path, root);
		else
			ck_assert_msg(S_ISREG(st.st_mode) && is_own_path(path +
			    root), "%s", path + root);
		ck_assert_int_eq(st.st_mode & 0007, 0);
		ck_assert_int_eq(st.st_mode & 0111 & ~(S_ISDIR(st.st_mode) ?
		    0777U : 0U), 0);
	}
	closedir(dir);
}

START_TEST(u06_no_name_becomes_a_part_of_a_path)
{
	static const char *const	 ways[] = { "../", "..\\\\", "/", "....//",
	    "%2e%2e%2f", "..%c0%af", "./", "C:\\\\", "\\\\\\\\host\\\\", "~/" };
	static const char *const	 targets[] = { "etc/passwd.jpg",
	    "www/souk.jpg", "media/public/x.jpg", "db/souk.db.jpg",
	    "new-x.jpg", ".jpg", "a/../b.jpg", "nul.jpg", "a b.jpg",
	    "\xc3\xa9.jpg", "-rf.jpg", "$(id).jpg", "`id`.jpg", "a|b.jpg",
	    "a:b.jpg", "*.jpg", "?.jpg", "a\\\"b.jpg", "CON.jpg",
	    "run/upload-1.jpg" };
	struct file	 f = jpeg_draw(30, 20, (struct jpeg_how){ 0 });
	struct answer	*a;
	char		 name[160], root[200];

	refusal_open();
	for (int i = 0; i < 200; i++) {
		snprintf(name, sizeof(name), "%s%s%s", ways[i % 10],
		    ways[i / 100], targets[i / 10]);
		a = picture_send_named(manager, UPLOAD, "image/jpeg", name,
		    &f);
		ck_assert_msg(a->status == 201 || a->status == 400, "%s: %d",
		    name, a->status);
		ck_assert(a->status == 400 ||
		    strchr(answer_at(a, "data.fileName"), '/') == NULL);
	}
	snprintf(root, sizeof(root), "%s/media/public", shop_home());
	want_own_paths(root, strlen(root));
	ck_assert_int_eq(entries_of(media_path(""), "public"), 1);
	ck_assert_int_eq(entries_of(media_path(""), "files"), 1);
	ck_assert_int_eq(entries_of(media_path(""), ""), 2);
	file_free(&f);
}
END_TEST

SUITE_MAIN("media_refusal",
    u03_other_kinds_are_refused_by_name,
    u03_s3_sec_09_name_type_and_content_must_agree,
    u03_what_rides_along_is_not_stored,
    u05_f_23_bombs_are_refused_at_once_and_leave_nothing,
    u03_f_23_what_is_cut_off_is_broken,
    u03_a_refusal_is_said_in_three_languages,
    u02_two_gigabytes_are_refused_unread,
    u06_no_name_becomes_a_part_of_a_path)
