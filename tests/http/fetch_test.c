/* SPDX-License-Identifier: ISC */
/* Pictures that are somewhere else: taken over, or never asked for. */
#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <sys/socket.h>

#include "tests/http/catalog.h"
#include "tests/http/picture.h"
#include "tests/http/process.h"
#include "tests/http/server.h"

#define WAITING		"SELECT count(*) FROM job WHERE kind = 'media.fetch'" \
			" AND state <> 'dead'"

static struct server	gallery;
static char		gallery_url[64];
static const char	*cat;

static void
gallery_end(void)
{
	server_end(&gallery);
}

static void
gallery_start(const char *home)
{
	(void)home;
	server_run(&gallery, "tests/servers/pictures.py");
	snprintf(gallery_url, sizeof(gallery_url), "http://127.0.0.1:%d",
	    gallery.port);
	setenv("SOUK_LOOPBACK", "1", 1);
	atexit(gallery_end);
}

static void
gallery_hang(const char *name, int w, int h)
{
	struct file	 f = jpeg_draw(w, h, (struct jpeg_how){ 0 });
	char		 path[128];
	FILE		*to;

	snprintf(path, sizeof(path), "%s/%s", gallery.folder, name);
	ck_assert_ptr_nonnull(to = fopen(path, "we"));
	ck_assert_uint_eq(fwrite(f.p, 1, f.len, to), f.len);
	fclose(to);
	file_free(&f);
}

static int
asked(const char *path)
{
	char	 file[96], line[512], *text, *p;
	int	 n = 0;

	snprintf(file, sizeof(file), "%s/asked", gallery.folder);
	snprintf(line, sizeof(line), "%s\n", path);
	text = file_read(file);
	for (p = text; (p = strstr(p, line)) != NULL; p++)
		n++;
	free(text);
	return n;
}

static void
corner_open(void)
{
	clients_open();
	if (cat == NULL)
		cat = category_new(owner, "Ailleurs", NULL);
}

/* With the picture of that address, on sale. */
static const char *
product_from(const char *name, const char *url)
{
	char	 more[700];

	corner_open();
	snprintf(more, sizeof(more), ",\"basePrice\":3,\"status\":\"ACTIVE\","
	    "\"images\":[{\"url\":\"%s\"}]", url);
	return product_new(name, cat, more);
}

static const char *
from_gallery(const char *name)
{
	static char	 url[4][400];
	static int	 turn;
	char		*to = url[turn++ % 4];

	snprintf(to, sizeof(url[0]), "%s/%s", gallery_url, name);
	return to;
}

/* Pauses between tries are over at once. */
static void
hurry(void)
{
	free(shop_sql("UPDATE job SET due_at = 1 WHERE state = 'waiting' AND"
	    " kind = 'media.fetch'"));
}

static struct answer *
state_soon(const char *id, const char *state)
{
	const int64_t	 end = now_ms() + SOON_MS;
	struct answer	*a = client_get(owner, path_of(PRODUCTS, id, ""));
	const char	*is;

	while ((is = answer_at(a, "data.images.0.state")) == NULL ||
	    strcmp(is, state) != 0) {
		ck_assert_msg(now_ms() < end, "%s, want %s: %.900s", is,
		    state, a->body);
		pause_ms(30);
		a = client_get(owner, path_of(PRODUCTS, id, ""));
	}
	return a;
}

/* All that waited has been tried, once at least. */
static void
all_tried(void)
{
	const int64_t	 end = now_ms() + SOON_MS;
	char		*left;

	for (;;) {
		left = shop_sql("SELECT count(*) FROM job WHERE kind ="
		    " 'media.fetch' AND (state = 'running' OR (state ="
		    " 'waiting' AND attempts = 0))");
		if (strcmp(left, "0") == 0)
			break;
		free(left);
		ck_assert_msg(now_ms() < end, "jobs are left");
		free(shop_sql("UPDATE job SET due_at = 1 WHERE attempts = 0"
		    " AND state = 'waiting' AND kind = 'media.fetch'"));
		pause_ms(30);
	}
	free(left);
}

/* ---- what is here ------------------------------------------------------------ */

START_TEST(s0_int_02_a_picture_from_elsewhere_becomes_the_shops_own)
{
	struct answer	*a;
	const char	*id, *url;
	char		 file[200];

	gallery_hang("vase.jpg", 1000, 700);
	id = product_from("Vase venu", from_gallery("vase.jpg"));
	a = state_soon(id, "ready");
	url = answer_at(a, "data.images.0.url");
	ck_assert_msg(strncmp(url, "/media/", 7) == 0, "%s", url);
	ck_assert_msg(strstr(url, "/1000.jpg") != NULL, "%s", url);
	snprintf(file, sizeof(file), "%s", url);
	want_at(a, "data.images.0.width", "1000");
	want_at(a, "data.images.0.height", "700");
	ck_assert_ptr_nonnull(strstr(answer_at(a, "data.images.0.srcset"),
	    "/320.webp 320w, "));
	ck_assert_ptr_nonnull(strstr(answer_at(a, "data.images.0.srcsetJpeg"),
	    "/1000.jpg 1000w"));
	ck_assert_ptr_nonnull(strstr(answer_at(a,
	    "data.images.0.placeholder"), "data:image/webp;base64,"));
	ck_assert_int_eq(answer_at(a, "data.images.0.color")[0], '#');
	want(client_get(anyone, file), 200);
	a = client_get(anyone, "/produit/vase-venu");
	want(a, 200);
	ck_assert_ptr_nonnull(strstr(a->body, "<source type=\"image/webp\""));
	ck_assert_ptr_null(strstr(a->body, gallery_url));
	ck_assert_int_eq(asked("/vase.jpg"), 1);
	/* The same address again is known. */
	a = client_get(owner, path_of(PRODUCTS, product_from("Vase deux",
	    from_gallery("vase.jpg")), ""));
	want_at(a, "data.images.0.url", file);
	want_at(a, "data.images.0.state", "ready");
	ck_assert_int_eq(asked("/vase.jpg"), 1);
}
END_TEST

START_TEST(s0_int_02_until_then_nothing_of_it_is_shown)
{
	struct answer	*a;
	const char	*id;

	gallery_hang("late.jpg", 200, 200);
	server_says(&gallery, "503 to=/late.jpg times=1\n");
	id = product_from("Vase attendu", from_gallery("late.jpg"));
	a = client_get(anyone, "/produit/vase-attendu");
	want(a, 200);
	ck_assert_ptr_null(strstr(a->body, "late.jpg"));
	ck_assert_ptr_null(strstr(client_get(anyone, "/feed.xml")->body,
	    "late.jpg"));
	all_tried();
	a = client_get(owner, path_of(PRODUCTS, id, ""));
	want_at(a, "data.images.0.state", "waiting");
	hurry();
	state_soon(id, "ready");
	ck_assert_int_eq(asked("/late.jpg"), 2);
	a = client_get(anyone, "/produit/vase-attendu");
	ck_assert_ptr_nonnull(strstr(a->body, "<picture>"));
}
END_TEST

START_TEST(s3_api_16_the_same_file_twice_still_changes_nothing)
{
	const int64_t	 end = now_ms() + SOON_MS;
	char		 csv[600], path[160];
	struct answer	*a;
	const char	*id;
	char		*count;

	corner_open();
	gallery_hang("file.jpg", 300, 200);
	snprintf(csv, sizeof(csv), "slug,name,price,status,image 1\n"
	    "du-fichier,Du fichier,4,active,%s\n", from_gallery("file.jpg"));
	for (int i = 0; i < 2; i++) {
		a = client_send(owner, "POST", "/api/admin/products/bulk",
		    "text/csv", csv, strlen(csv));
		want(a, 202);
		id = id_kept(a);
		do {
			ck_assert_msg(now_ms() < end, "the import never ends");
			pause_ms(20);
			a = client_get(owner, path_of("/api/admin/imports",
			    id, ""));
		} while (strcmp(answer_at(a, "data.status"), "done") != 0);
		want_at(a, "data.rejected", "0");
		want_at(a, i == 0 ? "data.created" : "data.unchanged", "1");
		snprintf(path, sizeof(path), "%s", shop_sql("SELECT"
		    " product_id FROM product_text WHERE slug ="
		    " 'du-fichier'"));
		state_soon(path, "ready");
	}
	count = shop_sql("SELECT count(*) FROM media_source WHERE url LIKE"
	    " '%file.jpg'");
	ck_assert_str_eq(count, "1");
	free(count);
}
END_TEST

/* What leaves with its address in full comes back as the same picture. */
START_TEST(s3_bulk_01_an_export_tells_addresses_in_full)
{
	struct answer	*a;
	char		 full[200], *csv;
	const char	*id;

	gallery_hang("out.jpg", 320, 200);
	id = product_from("Vase sortant", from_gallery("out.jpg"));
	a = state_soon(id, "ready");
	snprintf(full, sizeof(full), "%s%s", shop_url(),
	    answer_at(a, "data.images.0.url"));
	a = client_get(owner, "/api/admin/products/export?format=csv"
	    "&q=sortant");
	want(a, 200);
	ck_assert_ptr_nonnull(strstr(a->body, full));
	csv = strdup(a->body);
	a = client_send(owner, "POST",
	    "/api/admin/products/bulk?dryRun=true", "text/csv", csv,
	    strlen(csv));
	free(csv);
	want(a, 202);
	id = id_kept(a);
	for (int i = 0; i < 1000; i++) {
		a = client_get(owner, path_of("/api/admin/imports", id, ""));
		if (strcmp(answer_at(a, "data.status"), "done") == 0)
			break;
		pause_ms(20);
	}
	want_at(a, "data.unchanged", "1");
	want_at(a, "data.rejected", "0");
}
END_TEST

/* Of a shop that was upgraded: its migration leaves that one job. */
START_TEST(s0_int_02_what_was_there_before_is_taken_over_once)
{
	struct answer	*a;
	const char	*id;
	char		 sql[400];

	gallery_hang("old.jpg", 300, 300);
	id = product_from("Ancien vase", "/assets/demo/vase.svg");
	snprintf(sql, sizeof(sql), "UPDATE product_image SET url = '%s'"
	    " WHERE product_id = '%s'", from_gallery("old.jpg"), id);
	free(shop_sql(sql));
	snprintf(sql, sizeof(sql), "UPDATE category SET image_url = '%s'"
	    " WHERE id = '%s'", from_gallery("old.jpg"), cat);
	free(shop_sql(sql));
	want_at(client_get(owner, path_of(PRODUCTS, id, "")),
	    "data.images.0.state", "waiting");
	free(shop_sql("INSERT INTO job (id, kind, lane, payload, state,"
	    " due_at, created_at) VALUES ('job_of_an_upgrade',"
	    " 'catalog.pictures', 'work', '{}', 'waiting', 1, 1)"));
	state_soon(id, "ready");
	a = client_get(owner, path_of(CATEGORIES, cat, ""));
	ck_assert_msg(strncmp(answer_at(a, "data.imageUrl"), "/media/", 7) ==
	    0, "%s", a->body);
	ck_assert_int_eq(asked("/old.jpg"), 1);
}
END_TEST

/* ---- what is not ---------------------------------------------------------------- */

START_TEST(s0_int_02_what_cannot_be_had_says_why_and_can_be_tried_again)
{
	static const struct { const char *name, *rule, *says; } rows[] = {
		{ "none.jpg", "", "The server has no picture there, or does "
		  "not give it" },
		{ "gone.jpg", "410 to=/gone.jpg\n", "The server has no "
		  "picture there, or does not give it" },
		{ "huge.jpg", "huge to=/huge.jpg\n", "This picture has too "
		  "many bytes" },
		{ "lies.jpg", "lies to=/lies.jpg\n", "This picture has too "
		  "many bytes" },
		{ "page.jpg", "", "This is not a JPEG, PNG or WebP picture" },
		{ "away?/a/b", "", NULL },
	};
	struct answer	*a;
	const char	*id;
	char		 path[256], name[40];

	for (int i = 1; i < 4; i++)
		gallery_hang(rows[i].name, 20, 20);
	snprintf(path, sizeof(path), "%s/page.jpg", gallery.folder);
	fclose(fopen(path, "we"));
	ck_assert_int_eq(truncate(path, 500), 0);
	client_header(owner, "Accept-Language: en");
	for (size_t i = 0; i < COUNT(rows); i++) {
		server_says(&gallery, rows[i].rule);
		snprintf(name, sizeof(name), "Perdu %zu", i);
		id = product_from(name, from_gallery(rows[i].name));
		a = state_soon(id, "failed");
		if (rows[i].says != NULL)
			want_at(a, "data.images.0.error", rows[i].says);
		snprintf(path, sizeof(path), "/produit/perdu-%zu", i);
		a = client_get(anyone, path);
		want(a, 200);
		ck_assert_ptr_null(strstr(a->body, gallery_url));
	}
	client_header(owner, NULL);
	/* The first is there by now. */
	server_says(&gallery, "");
	id = product_from("Perdu trouvé", from_gallery("none.jpg"));
	a = state_soon(id, "failed");
	gallery_hang("none.jpg", 40, 30);
	snprintf(path, sizeof(path), PRODUCTS "/%.60s/images/%.60s/retry",
	    id, answer_at(a, "data.images.0.id"));
	want(client_json(reader, "POST", path, "{}"),
	    403);
	want(client_json(stranger, "POST", path, "{}"),
	    403);
	want(client_json(owner, "POST", path, "{}"),
	    200);
	state_soon(id, "ready");
	want(client_json(owner, "POST", path, "{}"),
	    409);
}
END_TEST

/* ---- F-22 ------------------------------------------------------------------------ */

static int
listener_open(int family, int *port)
{
	struct sockaddr_in	 four = { .sin_family = AF_INET,
	    .sin_addr.s_addr = htonl(INADDR_ANY),
	    .sin_port = htons((uint16_t)*port) };
	struct sockaddr_in6	 six = { .sin6_family = AF_INET6,
	    .sin6_addr = IN6ADDR_ANY_INIT,
	    .sin6_port = htons((uint16_t)*port) };
	struct sockaddr		*a = family == AF_INET ?
	    (struct sockaddr *)&four : (struct sockaddr *)&six;
	socklen_t		 len = family == AF_INET ? sizeof(four) :
	    sizeof(six);
	int			 fd = socket(family, SOCK_STREAM |
	    SOCK_NONBLOCK | SOCK_CLOEXEC, 0), one = 1;

	if (fd == -1)
		return -1;
	if (family == AF_INET6)
		setsockopt(fd, IPPROTO_IPV6, IPV6_V6ONLY, &one, sizeof(one));
	if (bind(fd, a, len) != 0 || listen(fd, 64) != 0) {
		close(fd);
		return -1;
	}
	getsockname(fd, a, &len);
	*port = ntohs(family == AF_INET ? four.sin_port : six.sin6_port);
	return fd;
}

/* Nobody came. */
static void
want_nobody(int fd)
{
	ck_assert_int_eq(accept(fd, NULL, NULL), -1);
	ck_assert(errno == EAGAIN || errno == EWOULDBLOCK);
}

/*
 * Each a way to this machine, to its neighbours or to what tells a cloud's
 * secrets, with the port of a listener on every address there is.  With
 * SOUK_LOOPBACK=1 the three plain names of this machine are allowed, which
 * tests/unit/media_fetch_test.c shows to be refused without.
 */
static const char *const	 spellings[] = {
	"http://127.1:%d/", "http://127.0.1:%d/", "http://127.0.0.2:%d/",
	"http://127.255.255.254:%d/", "http://2130706433:%d/",
	"http://0x7f000001:%d/", "http://0x7f.0.0.1:%d/",
	"http://0x7f.1:%d/", "http://0177.0.0.1:%d/", "http://0177.1:%d/",
	"http://017700000001:%d/", "http://127.0.0.1.:%d/",
	"http://0:%d/", "http://0.0.0.0:%d/", "http://0.0.0.1:%d/",
	"http://[::]:%d/", "http://[0:0:0:0:0:0:0:1]:%d/",
	"http://[::ffff:127.0.0.1]:%d/", "http://[::ffff:7f00:1]:%d/",
	"http://[0:0:0:0:0:ffff:127.0.0.1]:%d/", "http://[::127.0.0.1]:%d/",
	"http://[64:ff9b::7f00:1]:%d/", "http://[2002:7f00:1::]:%d/",
	"http://[fe80::1]:%d/", "http://[fd00::1]:%d/",
	"http://[::1%%25lo]:%d/", "http://[ff02::1]:%d/",
	"http://169.254.169.254:%d/latest/meta-data/",
	"http://2852039166:%d/", "http://0xa9fea9fe:%d/",
	"http://0251.0376.0251.0376:%d/",
	"http://[::ffff:169.254.169.254]:%d/", "http://[fd00:ec2::254]:%d/",
	"http://10.0.0.1:%d/", "http://172.16.0.1:%d/",
	"http://192.168.1.1:%d/", "http://100.64.0.1:%d/",
	"http://localhost.:%d/", "http://localhost.localdomain:%d/",
	"http://x.localhost:%d/", "http://printer.local:%d/",
	"http://db.internal:%d/", "http://router.lan:%d/",
	"http://user@127.0.0.1:%d/", "http://example.com@127.0.0.1:%d/",
	"http://user:pass@127.0.0.1:%d/", "http://127.0.0.1@0:%d/",
	"http://127.0.0.1:%d@127.0.0.2/", "https://127.1:%d/",
	"https://2130706433:%d/", "https://0x7f000001:%d/",
	"https://[::ffff:127.0.0.1]:%d/", "https://0:%d/",
	"https://[::]:%d/", "https://169.254.169.254:%d/",
	"https://127.0.0.2:%d/", "https://0177.0.0.1:%d/",
	"https://127.0.0.1.:%d/", "https://10.0.0.1:%d/",
	"https://192.168.0.1:%d/", "https://x.localhost:%d/",
	"http://\xe2\x91\xa0\xe2\x91\xa1\xe2\x91\xa6.0.0.1:%d/",
	"HTTP://0X7F.1:%d/", "http://127.0.0.1%%2f@127.1:%d/",
	"ftp://127.0.0.1:%d/", "gopher://127.0.0.1:%d/",
	"dict://127.0.0.1:%d/", "file:///etc/hostname#%d",
	"//127.1:%d/", "http:127.1:%d/", "http:/127.1:%d/",
	"http:\\\\127.1:%d/",
};

/* As an image, a category's and a collection's: every field that is fetched. */
static int
entered_everywhere(const char *url, size_t i)
{
	char		 escaped[200] = "", name[32], body[600];
	struct answer	*a;
	size_t		 n = 0;
	int		 taken = 0;

	for (const char *p = url; *p != '\0' && n < sizeof(escaped) - 2; p++) {
		if (*p == '\\')
			escaped[n++] = '\\';
		escaped[n++] = *p;
	}
	snprintf(name, sizeof(name), "Ruse %zu", i);
	snprintf(body, sizeof(body), ",\"images\":[{\"url\":\"%s\"}]",
	    escaped);
	a = product_post(owner, name, cat, body);
	ck_assert_msg(a->status == 201 || a->status == 400, "%s: %d", url,
	    a->status);
	taken += a->status == 201;
	a = client_json(owner, "POST", CATEGORIES, "{\"name\":\"R %zu\","
	    "\"imageUrl\":\"%s\"}", i, escaped);
	ck_assert_msg(a->status == 201 || a->status == 400, "%s: %d", url,
	    a->status);
	taken += a->status == 201;
	a = client_json(owner, "POST", "/api/admin/collections",
	    "{\"name\":\"R %zu\",\"imageUrl\":\"%s\"}", i, escaped);
	ck_assert_msg(a->status == 201 || a->status == 400, "%s: %d", url,
	    a->status);
	return taken + (a->status == 201);
}

static void
want_none_ready(void)
{
	char	*ready = shop_sql("SELECT count(*) FROM media_source WHERE"
		    " state = 'ready' AND (url LIKE '%:1234%' OR url LIKE"
		    " '%away?%')");

	ck_assert_str_eq(ready, "0");
	free(ready);
}

START_TEST(f_22_no_spelling_reaches_what_is_inside)
{
	int	 port = 0, port6, fd = listener_open(AF_INET, &port), fd6;
	int	 entered = 0;
	char	 url[200];

	ck_assert_int_ne(fd, -1);
	port6 = port;
	fd6 = listener_open(AF_INET6, &port6);
	corner_open();
	for (size_t i = 0; i < COUNT(spellings); i++) {
		snprintf(url, sizeof(url), spellings[i], port);
		entered += entered_everywhere(url, i);
	}
	ck_assert_int_gt(entered, 100);
	all_tried();
	want_nobody(fd);
	if (fd6 != -1)
		want_nobody(fd6);
	want_none_ready();
	close(fd);
	close(fd6);
}
END_TEST

/* From a server that is allowed, to each of them. */
START_TEST(f_22_no_redirect_leads_inside)
{
	int	 port = 0, port6, fd = listener_open(AF_INET, &port), fd6;
	char	 url[200], away[400];
	char	*asked_for, path[96];

	ck_assert_int_ne(fd, -1);
	port6 = port;
	fd6 = listener_open(AF_INET6, &port6);
	for (size_t i = 0; i < COUNT(spellings); i++) {
		if (strchr(spellings[i], '\\') != NULL)
			continue;
		snprintf(url, sizeof(url), spellings[i], port);
		snprintf(away, sizeof(away), "away?%s", url);
		product_from("Détour", from_gallery(away));
	}
	/* Two of them behind a redirect that is fine. */
	snprintf(away, sizeof(away), "away?%s/away?http://127.1:%d/",
	    gallery_url, port);
	product_from("Deux détours", from_gallery(away));
	snprintf(away, sizeof(away), "away?/away?/away?/away?/away?/away");
	product_from("Sans fin", from_gallery(away));
	all_tried();
	want_nobody(fd);
	if (fd6 != -1)
		want_nobody(fd6);
	want_none_ready();
	snprintf(path, sizeof(path), "%s/asked", gallery.folder);
	asked_for = file_read(path);
	ck_assert_ptr_nonnull(strstr(asked_for, "/away?http://127.1:"));
	free(asked_for);
	close(fd);
	close(fd6);
}
END_TEST

int
main(void)
{
	shop_home_made = gallery_start;
	return suite_run("fetch", (const TTest *const[]){
	    s0_int_02_a_picture_from_elsewhere_becomes_the_shops_own,
	    s0_int_02_until_then_nothing_of_it_is_shown,
	    s3_api_16_the_same_file_twice_still_changes_nothing,
	    s3_bulk_01_an_export_tells_addresses_in_full,
	    s0_int_02_what_was_there_before_is_taken_over_once,
	    s0_int_02_what_cannot_be_had_says_why_and_can_be_tried_again,
	    f_22_no_spelling_reaches_what_is_inside,
	    f_22_no_redirect_leads_inside }, 8);
}
