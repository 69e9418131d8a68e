/* SPDX-License-Identifier: ISC */
/* Pictures from upload to what is served, and to the bin. */
#include <pthread.h>
#include <stdio.h>
#include <string.h>
#include <utime.h>

#include "tests/http/media.h"
#include "tests/http/suite.h"

static struct client	*lina, *omar;		/* customers */

static void
people_open(void)
{
	clients_open();
	if (lina != NULL)
		return;
	want(client_json(owner, "PATCH", "/api/admin/settings",
	    "{\"limits\":{\"credential\":100000,\"write\":100000,"
	    "\"user\":1000000,\"read\":1000000}}"), 200);
	lina = customer_login("lina");
	omar = customer_login("omar");
}

/* A copy of a value of the answer, for the time of a test. */
static const char *
kept_at(const struct answer *a, const char *path)
{
	static char	 kept[16][200];
	static int	 n;
	const char	*text = answer_at(a, path);

	n = (n + 1) % 16;
	snprintf(kept[n], sizeof(kept[n]), "%s", text == NULL ? "" : text);
	return kept[n];
}

/* The address of a picture in another width and format. */
static const char *
other_file(const char *url, int width, const char *extension)
{
	static char	 path[256];

	snprintf(path, sizeof(path), "%.*s/%d.%s",
	    (int)(strrchr(url, '/') - url), url, width, extension);
	return path;
}

static const char *const	telltales[] = { "Exif", "EXIF", "eXIf", "GPS",
	"ICC_PROFILE", "ICCP", "iCCP", "XMP ", "ns.adobe", CAMERA, PERSON };

static void
want_clean(const struct answer *a, const char *what)
{
	for (size_t i = 0; i < sizeof(telltales) / sizeof(telltales[0]); i++)
		ck_assert_msg(!file_has(a->body, a->len, telltales[i]),
		    "%s in %s", telltales[i], what);
}

/* Every file of a picture, whole and without a word beside it. */
static void
want_files(const char *url, int largest)
{
	static const int	 widths[] = { 160, 320, 640, 960, 1280, 1920 };
	struct answer		*a;
	struct seen		 s;
	int			 w, n = 0;

	for (int i = 0; i < 14; i++) {
		w = i / 2 == 6 ? largest : widths[i / 2];
		if (w > largest)
			continue;
		a = client_get(anyone, other_file(url, w, i % 2 == 0 ? "jpg" :
		    "webp"));
		want(a, 200);
		ck_assert_str_eq(answer_header(a, "Content-Type"),
		    i % 2 == 0 ? "image/jpeg" : "image/webp");
		want_clean(a, url);
		s = i % 2 == 0 ? jpeg_see(a->body, a->len) :
		    webp_see(a->body, a->len);
		ck_assert_int_eq(s.w, w);
		free(s.px);
		n++;
	}
	ck_assert_int_ge(n, 2);
}

/* ---- what is made of them ----------------------------------------------------------- */

/* S3-API-23, S4-PERF-09, S3-STK-02, S3-PERF-03. */
START_TEST(s3_api_23_s3_perf_03_s3_stk_02_it_is_served_in_every_width)
{
	struct file	 f = jpeg_draw(2400, 1600,
			    (struct jpeg_how){ .phone = true });
	struct answer	*a;
	const char	*url;

	people_open();
	ck_assert(file_has(f.p, f.len, CAMERA));
	a = picture_send_named(manager, UPLOAD, "image/jpeg", "Été 1.JPG", &f);
	want(a, 201);
	want_at(a, "data.width", "2400");
	want_at(a, "data.height", "1600");
	want_at(a, "data.largest", "1920");
	want_at(a, "data.isPrivate", "false");
	want_at(a, "data.fileName", "Été 1.JPG");
	ck_assert_ptr_null(answer_at(a, "data.userId"));
	url = kept_at(a, "data.url");
	want_files(url, 1920);
	a = client_get(anyone, other_file(url, 640, "webp"));
	ck_assert_str_eq(answer_header(a, "Cache-Control"),
	    "public, max-age=31536000, immutable");
	ck_assert_str_eq(answer_header(a, "Content-Security-Policy"),
	    "sandbox; default-src 'none'");
	ck_assert_str_eq(answer_header(a, "X-Content-Type-Options"),
	    "nosniff");
	a = client_get(anyone, other_file(url, 641, "webp"));
	want(a, 404);
	ck_assert_str_eq(answer_header(a, "Cache-Control"), "no-store");
	want(client_get(anyone, other_file(url, 640, "png")), 404);
	want(client_get(anyone, "/media/"), 404);
	want(client_get(anyone, "/media-private/"), 404);
	file_free(&f);
}
END_TEST

/* S0-LIB-05, S2-CC-04: small ones as they are; each format, each way to send. */
START_TEST(s0_lib_05_s2_cc_04_every_kind_comes_out_clean)
{
	struct file	 files[] = {
		jpeg_draw(333, 222, (struct jpeg_how){ .phone = true,
		    .progressive = true }),
		jpeg_draw(200, 150, (struct jpeg_how){ .gray = true }),
		jpeg_draw(240, 180, (struct jpeg_how){ .cmyk = true }),
		png_draw(400, 300, (struct png_how){ .phone = true }),
		png_draw(401, 299, (struct png_how){ .interlaced = true }),
		webp_draw(350, 250, (struct webp_how){ .turn = 1 }),
		webp_draw(90, 60, (struct webp_how){ .lossless = true }),
	};
	static const char *const	 types[] = { "image/jpeg",
		    "image/jpeg", "image/jpeg", "image/png", "image/png",
		    "image/webp", "application/octet-stream" };
	static const char *const	 sizes[] = { "333", "200", "240",
		    "400", "401", "350", "90" };
	struct answer			*a;
	struct seen			 s;
	const char			*url;

	people_open();
	for (size_t i = 0; i < 7; i++) {
		a = picture_send(manager, i % 2 == 0 ? OWN :
		    "/api/content-creation/upload", types[i], &files[i]);
		want(a, 201);
		want_at(a, "data.largest", sizes[i]);
		want_at(a, "data.isPrivate", "false");
		ck_assert_uint_lt(strlen(answer_at(a, "data.placeholder")),
		    540);
		ck_assert_uint_eq(strlen(answer_at(a, "data.color")), 7);
		url = kept_at(a, "data.url");
		want_files(url, atoi(sizes[i]));
		a = client_get(anyone, url);
		s = jpeg_see(a->body, a->len);
		if (i != 1)
			want_upright(&s, types[i]);
		free(s.px);
		file_free(&files[i]);
	}
}
END_TEST

START_TEST(s4_perf_09_all_eight_ways_to_hold_a_camera_come_out_upright)
{
	struct file	 f;
	struct answer	*a;
	struct seen	 s;
	const char	*url;

	people_open();
	for (int i = 0; i < 24; i++) {
		const int	 turn = i % 8 + 1;

		f = i < 8 ? jpeg_draw(300, 200, (struct jpeg_how){
		    .turn = turn, .phone = true }) : i < 16 ?
		    png_draw(280, 200, (struct png_how){ .turn = turn,
		    .phone = true }) :
		    webp_draw(260, 200, (struct webp_how){ .turn = turn });
		a = picture_send(manager, UPLOAD, "application/octet-stream",
		    &f);
		want(a, 201);
		want_at(a, "data.height", "200");
		url = kept_at(a, "data.url");
		a = client_get(anyone, other_file(url, 160, "webp"));
		s = webp_see(a->body, a->len);
		want_upright(&s, "webp");
		free(s.px);
		a = client_get(anyone, url);
		s = jpeg_see(a->body, a->len);
		want_upright(&s, "jpeg");
		free(s.px);
		file_free(&f);
	}
}
END_TEST

START_TEST(s4_perf_09_what_shines_through_stays_so_and_is_white_in_a_jpeg)
{
	struct file	 files[] = {
		png_draw(200, 100, (struct png_how){ .alpha = true }),
		webp_draw(200, 100, (struct webp_how){ .alpha = true }),
	};
	struct answer	*a;
	struct seen	 s;
	const char	*url;

	people_open();
	for (int i = 0; i < 2; i++) {
		a = picture_send(manager, UPLOAD, "application/octet-stream",
		    &files[i]);
		want(a, 201);
		url = kept_at(a, "data.url");
		a = client_get(anyone, other_file(url, 160, "webp"));
		s = webp_see(a->body, a->len);
		ck_assert_int_eq(seen_at(&s, 0.2, 0.8)[3], 255);
		ck_assert_int_eq(seen_at(&s, 0.8, 0.8)[3], 0);
		free(s.px);
		a = client_get(anyone, url);
		s = jpeg_see(a->body, a->len);
		ck_assert(is_near(seen_at(&s, 0.8, 0.8), 255, 255, 255, 6));
		ck_assert(!is_near(seen_at(&s, 0.2, 0.8), 255, 255, 255, 60));
		free(s.px);
		file_free(&files[i]);
	}
}
END_TEST

/* ---- once ------------------------------------------------------------------------------ */

START_TEST(s0_lib_05_the_same_picture_is_stored_once)
{
	struct file	 f = jpeg_draw(210, 140, (struct jpeg_how){ 0 });
	struct answer	*a;
	const char	*id, *url;
	const int	 before = pictures_on_disk("public");

	people_open();
	a = picture_send(manager, UPLOAD, "image/jpeg", &f);
	want(a, 201);
	id = kept_at(a, "data.id");
	url = kept_at(a, "data.url");
	a = picture_send(owner, OWN, "image/jpeg", &f);
	want(a, 201);
	want_at(a, "data.id", id);
	a = picture_send(stranger, UPLOAD, "image/jpeg", &f);
	want(a, 201);
	ck_assert_str_ne(answer_at(a, "data.id"), id);
	want_at(a, "data.url", url);
	want_at(a, "data.width", "210");
	ck_assert_int_eq(pictures_on_disk("public"), before + 1);
	ck_assert_int_eq(halves_on_disk(), 0);
	ck_assert_int_eq(uploads_on_disk(), 0);
	file_free(&f);
}
END_TEST

struct racer { pthread_t thread; const struct file *f; char id[64]; int status; };

static void *
race_run(void *arg)
{
	struct racer	*r = arg;
	struct client	*c = client_login("manager");
	struct answer	*a = picture_send(c, UPLOAD, "image/jpeg", r->f);
	const char	*id = a->status == 201 ? answer_at(a, "data.id") : "";

	r->status = a->status;
	snprintf(r->id, sizeof(r->id), "%s", id);
	client_free(c);
	return NULL;
}

START_TEST(s0_lib_05_two_that_send_it_at_once_get_the_same_row)
{
	static struct racer	 racers[6];
	struct file		 f = jpeg_draw(700, 500,
				    (struct jpeg_how){ .quality = 95 });

	people_open();
	for (int i = 0; i < 6; i++) {
		racers[i] = (struct racer){ .f = &f };
		ck_assert_int_eq(pthread_create(&racers[i].thread, NULL,
		    race_run, &racers[i]), 0);
	}
	for (int i = 0; i < 6; i++) {
		pthread_join(racers[i].thread, NULL);
		ck_assert_int_eq(racers[i].status, 201);
		ck_assert_str_eq(racers[i].id, racers[0].id);
	}
	ck_assert_int_eq(halves_on_disk(), 0);
	file_free(&f);
}
END_TEST

/* ---- the library, the bin ------------------------------------------------------------------ */

static struct answer *
media_call(struct client *c, const char *method, const char *id,
    const char *rest)
{
	char	 path[200];

	snprintf(path, sizeof(path), LIBRARY "/%s%s", id, rest);
	return client_send(c, method, path, NULL, NULL, 0);
}

static const char *
picture_new_id(int w, int h)
{
	struct file	 f = jpeg_draw(w, h, (struct jpeg_how){ 0 });
	struct answer	*a = picture_send(manager, UPLOAD, "image/jpeg", &f);

	file_free(&f);
	want(a, 201);
	return kept_at(a, "data.id");
}

START_TEST(s3_bak_04_a_deleted_picture_comes_back)
{
	const char	*id;
	struct answer	*a;
	const char	*url;

	people_open();
	id = picture_new_id(170, 101);
	a = media_call(reader, "GET", id, "");
	want(a, 200);
	url = kept_at(a, "data.url");
	want(media_call(reader, "DELETE", id, ""), 403);
	want(media_call(stranger, "GET", id, ""), 403);
	want(media_call(stranger, "DELETE", id, ""), 403);
	want(media_call(manager, "DELETE", id, ""), 200);
	want(media_call(manager, "DELETE", id, ""), 404);
	a = client_get(manager, LIBRARY "?deleted=true");
	want(a, 200);
	want_at(a, "data.0.id", id);
	ck_assert_ptr_nonnull(answer_at(a, "data.0.deletedAt"));
	a = client_get(manager, LIBRARY);
	want(a, 200);
	ck_assert_str_ne(answer_at(a, "data.0.id"), id);
	want(client_get(anyone, url), 200);
	want(media_call(stranger, "POST", id, "/restore"), 403);
	a = media_call(manager, "POST", id, "/restore");
	want(a, 200);
	want_at(a, "data.deletedAt", "null");
	want(media_call(manager, "POST", "media_none", "/restore"), 404);
	ck_assert_int_eq(sql_number("SELECT count(*) FROM audit_log WHERE"
	    " action IN ('delete_media', 'restore_media')"), 2);
}
END_TEST

START_TEST(s3_bak_04_sent_again_it_is_out_of_the_bin)
{
	const char	*id;

	people_open();
	id = picture_new_id(171, 101);
	want(media_call(manager, "DELETE", id, ""), 200);
	ck_assert_str_eq(picture_new_id(171, 101), id);
	want_at(media_call(manager, "GET", id, ""), "data.deletedAt", "null");
}
END_TEST

START_TEST(s3_bak_04_after_its_days_in_the_bin_it_is_gone_files_and_all)
{
	const char	*id, *url;
	int		 before;
	char		 sql[200];

	people_open();
	id = picture_new_id(172, 101);
	url = kept_at(media_call(manager, "GET", id, ""), "data.url");
	before = pictures_on_disk("public");
	want(media_call(manager, "DELETE", id, ""), 200);
	sweep_now();
	want(client_get(anyone, url), 200);
	snprintf(sql, sizeof(sql), "UPDATE media SET deleted_at = deleted_at"
	    " - 31 * 86400000 WHERE id = '%s'", id);
	free(shop_sql(sql));
	sweep_now();
	want(client_get(anyone, url), 404);
	want(media_call(manager, "GET", id, ""), 404);
	ck_assert_int_eq(pictures_on_disk("public"), before - 1);
	ck_assert_int_eq(halves_on_disk(), 0);
}
END_TEST

START_TEST(s3_bak_04_files_stay_while_another_brand_has_them)
{
	struct file	 f = jpeg_draw(173, 101, (struct jpeg_how){ 0 });
	struct answer	*a;
	const char	*id, *url;
	char		 sql[200];

	people_open();
	a = picture_send(stranger, UPLOAD, "image/jpeg", &f);
	want(a, 201);
	id = picture_new_id(173, 101);
	url = kept_at(media_call(manager, "GET", id, ""), "data.url");
	want(media_call(manager, "DELETE", id, ""), 200);
	snprintf(sql, sizeof(sql), "UPDATE media SET deleted_at = 1"
	    " WHERE id = '%s'", id);
	free(shop_sql(sql));
	sweep_now();
	want(media_call(manager, "GET", id, ""), 404);
	want(client_get(anyone, url), 200);
	file_free(&f);
}
END_TEST

START_TEST(s3_api_23_pages_of_the_library_follow_each_other)
{
	struct answer	*a;
	char		 path[300], first[64];
	int		 total, seen = 0;

	people_open();
	a = client_get(manager, LIBRARY "?limit=5");
	want(a, 200);
	total = atoi(answer_at(a, "pagination.total"));
	ck_assert_int_gt(total, 10);
	for (;;) {
		snprintf(first, sizeof(first), "%s",
		    answer_at(a, "data.0.id"));
		for (int i = 0; i < 5; i++) {
			snprintf(path, sizeof(path), "data.%d.url", i);
			seen += answer_at(a, path) != NULL;
		}
		if (strcmp(answer_at(a, "pagination.hasNext"), "false") == 0)
			break;
		snprintf(path, sizeof(path), LIBRARY "?limit=5&cursor=%s",
		    answer_at(a, "pagination.nextCursor"));
		a = client_get(manager, path);
		want(a, 200);
		ck_assert_str_lt(answer_at(a, "data.0.id"), first);
	}
	ck_assert_int_eq(seen, total);
	want(client_get(manager, LIBRARY "?deleted=maybe"), 400);
	want(client_get(lina, LIBRARY), 403);
	want(client_get(anyone, LIBRARY), 401);
}
END_TEST

/* ---- what is somebody's own ------------------------------------------------------------------ */

/* U07: a name that tries to be more than one. */
START_TEST(u07_a_private_picture_is_for_its_owner_and_the_staff)
{
	struct file	 f = jpeg_draw(180, 120, (struct jpeg_how){
			    .phone = true });
	struct answer	*a;
	const char	*url, *id, *theirs;
	char		 path[200];

	people_open();
	want(picture_send(lina, UPLOAD, "image/jpeg", &f), 403);
	want(picture_send(anyone, OWN, "image/jpeg", &f), 401);
	a = picture_send_named(lina, OWN, "image/jpeg",
	    "C:\\bilder\\Ça %22va; é.jpg", &f);
	want(a, 201);
	want_at(a, "data.isPrivate", "true");
	url = kept_at(a, "data.url");
	id = kept_at(a, "data.id");
	a = client_get(lina, url);
	want(a, 200);
	want_clean(a, "private");
	ck_assert_str_eq(answer_header(a, "Content-Type"), "image/jpeg");
	ck_assert_str_eq(answer_header(a, "Cache-Control"),
	    "private, no-store");
	ck_assert_str_eq(answer_header(a, "Content-Security-Policy"),
	    "sandbox; default-src 'none'");
	ck_assert_str_eq(answer_header(a, "Content-Disposition"),
	    "inline; filename=\"__a _22va; __.jpg\"; "
	    "filename*=UTF-8''%C3%87a%20%2522va%3B%20%C3%A9.jpg");
	snprintf(path, sizeof(path), "%s?format=webp", url);
	a = client_get(lina, path);
	want(a, 200);
	ck_assert_str_eq(answer_header(a, "Content-Type"), "image/webp");
	want(client_get(reader, url), 200);
	want(client_get(owner, url), 200);
	want(client_get(omar, url), 404);
	want(client_get(stranger, url), 403);
	want(client_get(anyone, url), 401);
	want(media_call(omar, "GET", id, ""), 403);
	snprintf(path, sizeof(path), "/api/media/%s/170", id);
	want(client_get(lina, path), 404);
	snprintf(path, sizeof(path), "/api/media/%s/180?format=php", id);
	want(client_get(lina, path), 400);
	a = picture_send(omar, OWN, "image/jpeg", &f);
	want(a, 201);
	ck_assert_str_ne(answer_at(a, "data.id"), id);
	theirs = kept_at(a, "data.url");
	want(client_get(lina, theirs), 404);
	ck_assert_int_eq(pictures_on_disk("private"), 2);
	a = client_get(owner, LIBRARY "?private=true");
	want_at(a, "pagination.total", "2");
	file_free(&f);
}
END_TEST

START_TEST(a_customer_can_fill_only_what_the_setting_allows)
{
	struct file	 f = jpeg_draw(900, 700, (struct jpeg_how){ 0 });
	struct answer	*a;
	char		 sql[200];

	people_open();
	want(client_json(owner, "PATCH", "/api/admin/settings",
	    "{\"media\":{\"personMegabytes\":1}}"), 200);
	want(picture_send(omar, OWN, "image/jpeg", &f), 201);
	snprintf(sql, sizeof(sql), "UPDATE media SET bytes = 999990 WHERE"
	    " user_id = 'user_omar' AND width = 900");
	free(shop_sql(sql));
	file_free(&f);
	f = jpeg_draw(901, 700, (struct jpeg_how){ 0 });
	a = picture_send(omar, OWN, "image/jpeg", &f);
	want(a, 409);
	want_at(a, "error.code", "PICTURES_FULL");
	ck_assert_ptr_nonnull(answer_at(a, "error.details.file"));
	want(picture_send(manager, UPLOAD, "image/jpeg", &f), 201);
	want(client_json(owner, "PATCH", "/api/admin/settings",
	    "{\"media\":{\"personMegabytes\":100}}"), 200);
	want(picture_send(omar, OWN, "image/jpeg", &f), 201);
	file_free(&f);
}
END_TEST

START_TEST(who_is_erased_leaves_no_picture)
{
	struct file	 f = jpeg_draw(190, 120, (struct jpeg_how){ 0 });
	struct client	*nadia;
	struct answer	*a;
	const char	*url;
	int		 before;
	int64_t		 end;

	people_open();
	nadia = customer_login("nadia");
	a = picture_send_named(nadia, OWN, "image/jpeg", "passport.jpg", &f);
	want(a, 201);
	url = kept_at(a, "data.url");
	before = pictures_on_disk("private");
	a = client_get(nadia, "/api/users/me/export");
	want(a, 200);
	ck_assert_ptr_nonnull(strstr(a->body, "passport.jpg"));
	want(client_send(owner, "POST",
	    "/api/admin/customers/user_nadia/erase", NULL, NULL, 0), 200);
	want(client_get(owner, url), 404);
	ck_assert_int_eq(sql_number("SELECT count(*) FROM media WHERE"
	    " file_name = 'passport.jpg' OR user_id = 'user_nadia'"), 0);
	end = now_ms() + SOON_MS;
	while (pictures_on_disk("private") == before && now_ms() < end)
		pause_ms(20);
	ck_assert_int_eq(pictures_on_disk("private"), before - 1);
	client_free(nadia);
	file_free(&f);
}
END_TEST

/* ---- what is told of it ------------------------------------------------------------------------ */

START_TEST(u01_what_is_taken_is_told_from_the_table_that_takes_it)
{
	struct answer	*a;

	people_open();
	a = client_get(anyone, "/api/upload/limits");
	want(a, 200);
	want_at(a, "data.kinds.0.type", "image/jpeg");
	want_at(a, "data.kinds.0.extensions", "jpg jpeg jfif");
	want_at(a, "data.kinds.1.type", "image/png");
	want_at(a, "data.kinds.2.type", "image/webp");
	want_at(a, "data.kinds.2.bytes", "26214400");
	want_at(a, "data.kinds.2.pixels", "40000000");
	want_at(a, "data.widths.5", "1920");
	a = client_get(anyone, "/api/openapi.json");
	ck_assert_ptr_nonnull(strstr(a->body, "/api/upload/image"));
}
END_TEST

SUITE_MAIN("media",
    s3_api_23_s3_perf_03_s3_stk_02_it_is_served_in_every_width,
    s0_lib_05_s2_cc_04_every_kind_comes_out_clean,
    s4_perf_09_all_eight_ways_to_hold_a_camera_come_out_upright,
    s4_perf_09_what_shines_through_stays_so_and_is_white_in_a_jpeg,
    s0_lib_05_the_same_picture_is_stored_once,
    s0_lib_05_two_that_send_it_at_once_get_the_same_row,
    s3_bak_04_a_deleted_picture_comes_back,
    s3_bak_04_sent_again_it_is_out_of_the_bin,
    s3_bak_04_after_its_days_in_the_bin_it_is_gone_files_and_all,
    s3_bak_04_files_stay_while_another_brand_has_them,
    s3_api_23_pages_of_the_library_follow_each_other,
    u07_a_private_picture_is_for_its_owner_and_the_staff,
    a_customer_can_fill_only_what_the_setting_allows,
    who_is_erased_leaves_no_picture,
    u01_what_is_taken_is_told_from_the_table_that_takes_it)
