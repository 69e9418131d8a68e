/* SPDX-License-Identifier: ISC */
/*
 * S1-PERF-01, S4-PERF-04: pages that nginx hands out by itself are what a
 * worker would have answered, byte for byte and header for header; whatever
 * is not certain goes to a worker.
 */
#include <pthread.h>
#include <signal.h>
#include <sys/stat.h>
#include <unistd.h>
#include <zlib.h>

#include "tests/http/pages_kept.h"
#include "tests/http/workers.h"
#include "tests/suite.h"

static char	category[64], product[64];

static void
shop_fill(void)
{
	clients_open();
	if (*product != '\0')
		return;
	want(client_json(owner, "PATCH", "/api/admin/settings",
	    "{\"limits\":{\"credential\":100000,\"read\":1000000,"
	    "\"write\":1000000,\"user\":1000000}}"), 200);
	snprintf(category, sizeof(category), "%s",
	    category_new(owner, "Thé", NULL));
	snprintf(product, sizeof(product), "%s", product_new("Théière",
	    category, ",\"slug\":\"theiere\",\"basePrice\":12.50,"
	    "\"variations\":[{\"sku\":\"TH\",\"stock\":3}]" ACTIVE));
}

static char *
kept_body(const struct answer *a)
{
	char	*copy = strdup(a->body);

	ck_assert_ptr_nonnull(copy);
	return copy;
}

/* ---- the same answer -------------------------------------------------------- */

static const char *const paths[] = { "/", "/catalogue", "/produit/theiere",
	"/catalogue/the", "/catalogue?page=1&sort=newest", "/?" };

/* Two answers may differ in these. */
static bool
is_of_one_answer(const char *line)
{
	static const char *const	names[] = { "date:", "etag:",
	    "x-request-id:", "content-length:" };

	for (size_t i = 0; i < COUNT(names); i++)
		if (strncasecmp(line, names[i], strlen(names[i])) == 0)
			return true;
	return false;
}

static void
want_head_within(const char *some, const char *all)
{
	char	 line[1024];
	size_t	 n;

	for (const char *p = some; *p != '\0'; p += n + 2) {
		n = strcspn(p, "\r");
		snprintf(line, sizeof(line), "%.*s\r\n", (int)n, p);
		if (n > 0 && !is_of_one_answer(line))
			ck_assert_msg(strcasestr(all, line) != NULL,
			    "%s is not in:\n%s", line, all);
	}
}

START_TEST(s1_perf_01_nginx_answers_as_a_worker_would)
{
	const char	*path = paths[_i];
	struct answer	*a;
	char		*head, *body;

	shop_fill();
	a = warm(anyone, path);
	ck_assert_ptr_nonnull(answer_header(a, "X-Request-Id"));
	ck_assert_ptr_null(answer_header(a, "Last-Modified"));
	ck_assert_ptr_null(answer_header(a, "Accept-Ranges"));
	head = strdup(a->head);
	body = kept_body(a);
	a = ask_with(anyone, "GET", path, LINES(FROM_WORKER));
	want(a, 200);
	ck_assert(!by_nginx(a));
	ck_assert_str_eq(a->body, body);
	want_head_within(a->head, head);
	want_head_within(head, a->head);
	a = ask_with(anyone, "HEAD", path, LINES(NULL));
	want(a, 200);
	ck_assert(by_nginx(a));
	ck_assert_uint_eq(a->len, 0);
	want_head_within(a->head, head);
	free(head);
	free(body);
}
END_TEST

static size_t
unpack(const struct answer *a, char *to, size_t room)
{
	z_stream	 z = { .next_in = (Bytef *)a->body,
			    .avail_in = (uInt)a->len, .next_out = (Bytef *)to,
			    .avail_out = (uInt)room };

	ck_assert_int_eq(inflateInit2(&z, 15 + 16), Z_OK);
	ck_assert_int_eq(inflate(&z, Z_FINISH), Z_STREAM_END);
	inflateEnd(&z);
	return z.total_out;
}

START_TEST(a_compressed_page_is_the_same_page_with_a_tag_of_its_own)
{
	static char	 text[1 << 20];
	struct answer	*a;
	char		*body, *tag;
	size_t		 n;

	shop_fill();
	a = warm(anyone, "/catalogue");
	body = kept_body(a);
	tag = strdup(answer_header(a, "ETag"));
	a = ask_with(anyone, "GET", "/catalogue",
	    LINES("Accept-Encoding: br;q=0.1, gzip"));
	ck_assert(by_nginx(a));
	ck_assert_str_eq(answer_header(a, "Content-Encoding"), "gzip");
	ck_assert_ptr_nonnull(answer_header(a, "Content-Length"));
	ck_assert_str_ne(answer_header(a, "ETag"), tag);
	ck_assert_int_eq(answer_header(a, "ETag")[0], '"');
	n = unpack(a, text, sizeof(text) - 1);
	text[n] = '\0';
	ck_assert_str_eq(text, body);
	free(body);
	free(tag);
}
END_TEST

/* ---- which language ------------------------------------------------------------ */

static const char *const languages[] = {
	"fr", "en", "ar", "FR", "eN-gb", "fr-FR", "ar-EG,ar", "fr,en", "en,fr",
	"fr-FR,fr;q=0.9,en-US;q=0.8,en;q=0.7", "en-US,en;q=0.5", "de", "de,fr",
	"de-DE,de;q=0.9,en;q=0.8", "*", "*,en", "en;q=0", "en;q=0,ar",
	"en;q=0.3,ar;q=0.9", "fr;q=0.2", "fr;q=1,en", "en;q=1.0", "en ;q=0.1",
	"en ; q=0.1,fr;q=0.5", "ar\t,en", "english", "en_US", "en_US,ar", "e",
	"f,r", "fr-,en", "fr--,en", "-fr", "fr-x-q=0", "fr-x;q=0,en;q=0.1",
	"en,*;q=0.1", "zh-Hant-TW,zh;q=0.9", ",fr", ", ,en", ",", ";", "fr;",
	"fr;en", "en;level=1", "fr;q=", "fr;q=x,en", "en;q=0.0001", "\"fr\"",
	"fr en", "fr\xc3\xa9", "\xc3\xa9,en", "en-\xff", "ar:fr", "none:fr",
	"fr:", "x" "y" "z",
};

/* Put together of pieces, as no browser would. */
static const char *
language_at(int i)
{
	static const char *const	pieces[] = { "fr", "en", "ar", "de",
	    "-FR", ",", ", ", ";q=0.5", ";q=0", ";q=1", " ", "*", "-", ";",
	    "EN", "\t" };
	static char			text[128];
	unsigned			seed = (unsigned)i;
	int				n;

	if (i < (int)COUNT(languages))
		return languages[i];
	text[0] = '\0';
	n = 1 + rand_r(&seed) % 7;
	while (n-- > 0)
		strcat(text, pieces[(unsigned)rand_r(&seed) % COUNT(pieces)]);
	return text;
}

#define LANGUAGES	300

/* Header lines as given; what nginx says alone is what a worker says. */
static bool
compare(const char *const *lines)
{
	const char	*with[5] = { FROM_WORKER, lines[0], lines[1] };
	struct answer	*a = ask_with(anyone, "GET", "/", lines);
	bool		 alone = by_nginx(a);
	char		*body = kept_body(a), tag[8];

	want(a, 200);
	snprintf(tag, sizeof(tag), "%s", answer_header(a, "Content-Language"));
	a = ask_with(anyone, "GET", "/", with);
	want(a, 200);
	ck_assert(!by_nginx(a));
	ck_assert_msg(strcmp(a->body, body) == 0 && strcmp(tag,
	    answer_header(a, "Content-Language")) == 0, "%s | %s: %s, not %s",
	    lines[0], lines[1] == NULL ? "" : lines[1], tag,
	    answer_header(a, "Content-Language"));
	free(body);
	return alone;
}

static void
warm_languages(void)
{
	static const char *const	lines[] = { "Accept-Language: fr",
	    "Accept-Language: en", "Accept-Language: ar" };

	for (size_t i = 0; i < COUNT(lines); i++) {
		client_header(anyone, lines[i]);
		warm(anyone, "/");
		client_header(anyone, NULL);
	}
}

START_TEST(nginx_chooses_the_language_that_a_worker_would)
{
	static const char *const	twice[][2] = {
		{ "Accept-Language: fr", "Accept-Language: en" },
		{ "Accept-Language: de", "Accept-Language: ar" },
		{ "Accept-Language;", "Accept-Language: en" },
		{ "Accept-Language: en;q=0.1", "Accept-Language: ar" },
		{ "Accept-Language;", NULL },
	};
	char		 line[200];
	const char	*lines[4] = { line };
	int		 alone = 0;

	shop_fill();
	warm_languages();
	for (int i = 0; i < LANGUAGES; i++) {
		snprintf(line, sizeof(line), "Accept-Language: %s",
		    language_at(i));
		alone += compare(lines);
	}
	ck_assert_int_gt(alone, LANGUAGES / 10);
	for (size_t i = 0; i < COUNT(twice); i++)
		compare((const char *[]){ twice[i][0], twice[i][1], NULL });
}
END_TEST

START_TEST(a_language_that_was_chosen_is_answered_by_nginx_too)
{
	static const char *const	cookies[] = { "Cookie: locale=ar",
	    "Cookie: locale=en", "Cookie: locale=fr" };
	static const char *const	tags[] = { "ar", "en", "fr" };
	struct answer			*a;

	shop_fill();
	warm_languages();
	for (size_t i = 0; i < COUNT(cookies); i++) {
		a = ask_with(anyone, "GET", "/",
		    LINES(cookies[i], "Accept-Language: de"));
		ck_assert(by_nginx(a));
		ck_assert_str_eq(answer_header(a, "Content-Language"), tags[i]);
	}
}
END_TEST

/* What follows from a setting is brought up to date by jobs, which move the
 * catalogue once more. */
static void
jobs_await(void)
{
	int64_t	 end = now_ms() + SOON_MS;
	char	*left;

	do {
		left = shop_sql("SELECT count(*) FROM job"
		    " WHERE kind = 'catalog.refresh'");
		if (strcmp(left, "0") == 0)
			end = 0;
		free(left);
		pause_ms(20);
	} while (now_ms() < end);
}

START_TEST(silence_is_answered_in_the_language_of_the_shop)
{
	static const char *const	tags[] = { "ar", "en", "fr" };
	struct answer			*a;

	shop_fill();
	for (size_t i = 0; i < COUNT(tags); i++) {
		warm(anyone, "/");
		want(client_json(owner, "PATCH", "/api/admin/settings",
		    "{\"shop\":{\"locale\":\"%s\"}}", tags[i]), 200);
		a = client_get(anyone, "/");
		ck_assert_str_eq(answer_header(a, "Content-Language"), tags[i]);
		a = warm(anyone, "/");
		ck_assert_str_eq(answer_header(a, "Content-Language"), tags[i]);
	}
	jobs_await();
}
END_TEST

/* ---- what is not certain ----------------------------------------------------------- */

static const char *const uncertain[] = {
	"Cookie: theme=dark", "Cookie: locale=fr; theme=dark",
	"Cookie: locale=\"fr\"", "Cookie: locale=de", "Cookie: locale=fr:",
	"Cookie: __Host-session=x", "Authorization: Bearer x",
	"Authorization: Basic x", "Range: bytes=0-9", "If-Range: \"x\"",
	"If-Match: \"x\"", "If-Unmodified-Since: Sat, 29 Oct 1994 19:43:31 GMT",
	"Accept-Language: de", "Accept-Language: fr;q=0.5", "Content-Length: 0",
};

START_TEST(what_is_not_certain_goes_to_a_worker)
{
	struct answer	*a;

	shop_fill();
	warm(anyone, "/");
	a = ask_with(anyone, "GET", "/", LINES(uncertain[_i]));
	want(a, 200);
	ck_assert_msg(!by_nginx(a), "%s", uncertain[_i]);
}
END_TEST

START_TEST(other_methods_are_refused_by_a_worker)
{
	static const char *const	methods[] = { "POST", "PUT", "DELETE",
	    "PATCH", "PROPFIND" };
	struct answer			*a;

	shop_fill();
	warm(anyone, "/catalogue");
	for (size_t i = 0; i < COUNT(methods); i++) {
		a = client_send(anyone, methods[i], "/catalogue", NULL,
		    i % 2 ? NULL : "{}", i % 2 ? 0 : 2);
		want(a, 405);
		ck_assert_str_eq(answer_header(a, "Allow"),
		    "GET, HEAD, OPTIONS");
	}
	want(client_send(anyone, "OPTIONS", "/catalogue", NULL, NULL, 0), 204);
}
END_TEST

/* Each is what a worker makes of it, and none is found in the files. */
static const char *const hostile[] = {
	"/live/", "/live/fr/@.html", "/live/fr/catalogue@.html", "/live",
	"/live/_/", "/live/-", "/live/../shared", "/../run/cache/live/fr/@",
	"/catalogue/..", "/catalogue/../", "/catalogue/%2e%2e", "/%2e%2e/",
	"/catalogue/%2e%2e/%2e%2e/shared", "/catalogue/..%2f..%2fshared",
	"/catalogue/%2F", "/catalogue//", "//catalogue", "/./catalogue",
	"/catalogue/.", "/catalogue/theiere%00", "/catalogue%00.html",
	"/catalogue@", "/catalogue@.html", "/produit/theiere@.html",
	"/produit/theiere@", "/produit/theiere%40.html", "/produit/%74heiere@",
	"/produit/.theiere", "/produit/theiere/", "/produit/theiere%0a",
	"/produit/theiere%20", "/produit/theiere%5c", "/catalogue\\..\\x",
	"/produit/theiere.gz", "/produit/theiere@.html.gz",
};

START_TEST(hostile_addresses_find_no_file)
{
	const char	*path = hostile[_i];
	struct answer	*a;
	int		 status;

	shop_fill();
	warm(anyone, "/catalogue");
	warm(anyone, "/produit/theiere");
	a = client_get(anyone, path);
	status = a->status;
	ck_assert_msg(!by_nginx(a) && (status == 404 || status == 400 ||
	    status == 200), "%s: %d by %s", path, status,
	    by_nginx(a) ? "nginx" : "a worker");
	ck_assert_ptr_null(strstr(a->body, "soukshar"));
	a = ask_with(anyone, "GET", path, LINES(FROM_WORKER));
	ck_assert_msg(a->status == status, "%s: %d and %d", path, status,
	    a->status);
}
END_TEST

/* The same page by other spellings: answered, but never from a file. */
START_TEST(other_spellings_of_a_page_are_a_workers)
{
	static const char *const	same[] = { "/produit/%74heiere",
	    "/produit/theiere?a=/", "/produit/theiere?a=;", "/produit/theiere?@",
	    "/produit/theiere?a=%C3%A9'" };
	char				 query[3000] = "/?q=";
	struct answer			*a;

	shop_fill();
	warm(anyone, "/produit/theiere");
	for (size_t i = 0; i < COUNT(same); i++)
		for (int k = 0; k < 8; k++) {
			a = client_get(anyone, same[i]);
			want(a, 200);
			ck_assert_msg(!by_nginx(a), "%s", same[i]);
		}
	memset(query + 4, 'a', sizeof(query) - 5);
	for (int k = 0; k < 8; k++) {
		a = client_get(anyone, query);
		want(a, 200);
		ck_assert(!by_nginx(a));
	}
}
END_TEST

/* Whoever could put a link there, could not make nginx follow it. */
START_TEST(a_link_among_the_files_is_not_followed)
{
	char		 path[200], secret[200];
	struct answer	*a;

	shop_fill();
	warm(anyone, "/catalogue");
	snprintf(secret, sizeof(secret), "%s/etc/souk.env", shop_home());
	snprintf(path, sizeof(path), "%s/run/cache/live/_fr/catalogue@.html",
	    shop_home());
	ck_assert_int_eq(unlink(path), 0);
	ck_assert_int_eq(symlink(secret, path), 0);
	a = client_get(anyone, "/catalogue");
	want(a, 200);
	ck_assert(!by_nginx(a));
	ck_assert_ptr_null(strstr(a->body, "SOUK_SECRET"));
}
END_TEST

START_TEST(nobody_else_may_look_into_the_files)
{
	static const char *const	below[] = { "", "/g", "/live",
	    "/live/fr" };
	struct stat			 st;
	char				 path[200];

	shop_fill();
	warm(anyone, "/");
	for (size_t i = 0; i < COUNT(below); i++) {
		snprintf(path, sizeof(path), "%s/run/cache%s", shop_home(),
		    below[i]);
		ck_assert_int_eq(stat(path, &st), 0);
		ck_assert_msg((st.st_mode & 07777) == 0700, "%s: %o", path,
		    st.st_mode);
	}
}
END_TEST

/* ---- asking again -------------------------------------------------------------------- */

static int
status_knowing(const char *path, const char *tag)
{
	char	 line[120];

	snprintf(line, sizeof(line), "If-None-Match: %s", tag);
	return ask_with(anyone, "GET", path, LINES(line))->status;
}

START_TEST(a_page_is_asked_for_again_only_when_it_changed)
{
	char		 tag[64], other[64];
	const char	*path = "/produit/theiere";
	struct answer	*a;

	shop_fill();
	a = warm(anyone, path);
	snprintf(tag, sizeof(tag), "%s", answer_header(a, "ETag"));
	ck_assert_int_eq(status_knowing(path, tag), 304);
	ck_assert_int_eq(status_knowing(path, "\"other\""), 200);
	/* Of one size, within a second. */
	for (int i = 1; i <= 9; i++) {
		want(client_json(owner, "PATCH", path_of(PRODUCTS, product, ""),
		    "{\"basePrice\":2%d.50}", i), 200);
		ck_assert_int_eq(status_knowing(path, tag), 200);
		a = warm(anyone, path);
		snprintf(other, sizeof(other), "%s", answer_header(a, "ETag"));
		ck_assert_str_ne(other, tag);
		ck_assert_int_eq(status_knowing(path, tag), 200);
		ck_assert_int_eq(status_knowing(path, other), 304);
		snprintf(tag, sizeof(tag), "%s", other);
	}
	/* Another page changed, and this one not. */
	product_new("Brouillon", category, "");
	warm(anyone, path);
	ck_assert_int_eq(status_knowing(path, tag), 304);
	a = ask_with(anyone, "GET", path, LINES(
	    "If-Modified-Since: Sat, 29 Oct 2094 19:43:31 GMT"));
	want(a, 200);
}
END_TEST

/* ---- views ------------------------------------------------------------------------------- */

static long
views_now(const char *id)
{
	char	 query[120], *text;
	long	 n;

	snprintf(query, sizeof(query),
	    "SELECT view_count FROM product WHERE id = '%s'", id);
	text = shop_sql(query);
	n = strtol(text, NULL, 10);
	free(text);
	return n;
}

/* The job comes each minute, or as soon as it is due; nginx writes each
 * second: so many, and no more for some of those. */
static void
views_await(const char *id, long want)
{
	const int64_t	 end = now_ms() + SOON_MS;
	int64_t		 still = now_ms();
	long		 n = 0;

	while (now_ms() < end && (n < want || now_ms() < still + 3000)) {
		free(shop_sql("UPDATE schedule SET last_at = 0"
		    " WHERE kind = 'catalog.views'"));
		pause_ms(200);
		if (views_now(id) != n)
			still = now_ms();
		n = views_now(id);
	}
	ck_assert_int_eq(n, want);
}

START_TEST(s3_api_17_views_that_nginx_answers_are_counted)
{
	const char	*path = "/produit/vue";
	char		 line[120] = "If-None-Match: ";
	struct answer	*a;
	char		 seen[64];
	long		 asked = 0;

	shop_fill();
	snprintf(seen, sizeof(seen), "%s", product_new("Vue", category,
	    ",\"slug\":\"vue\",\"basePrice\":1" ACTIVE));
	do {
		want(a = client_get(anyone, path), 200);
		asked++;
	} while (!by_nginx(a) && asked < 10000);
	strcat(line, answer_header(a, "ETag"));
	for (int i = 0; i < 1000; i++) {
		if (i % 10 == 0)
			client_header(anyone, line);
		a = client_get(anyone, path);
		client_header(anyone, NULL);
		ck_assert_int_eq(a->status, i % 10 == 0 ? 304 : 200);
		ck_assert(by_nginx(a));
		asked++;
	}
	views_await(seen, asked);
}
END_TEST

/* ---- the processes -------------------------------------------------------------------------- */

/* A new program may make other pages: none of the old ones is left. */
START_TEST(replacing_the_workers_replaces_the_pages)
{
	char		 path[200], before[200] = "", after[200] = "";
	int64_t		 end = now_ms() + SOON_MS;
	ssize_t		 n;

	shop_fill();
	warm(anyone, "/");
	snprintf(path, sizeof(path), "%s/run/cache/live", shop_home());
	ck_assert_int_gt(readlink(path, before, sizeof(before) - 1), 0);
	kill(shop_supervisor(), SIGHUP);
	do {
		pause_ms(50);
		want(client_get(anyone, "/"), 200);
		n = readlink(path, after, sizeof(after) - 1);
		after[n < 0 ? 0 : n] = '\0';
	} while ((n <= 0 || strcmp(before, after) == 0) && now_ms() < end);
	ck_assert_str_ne(before, after);
	warm(anyone, "/");
}
END_TEST

START_TEST(switched_off_every_page_is_a_workers)
{
	char		 path[200];
	struct stat	 st;
	struct answer	*a;

	shop_fill();
	warm(anyone, "/");
	shop_stop();
	setenv("SOUK_PAGE_CACHE", "0", 1);
	shop_start();
	snprintf(path, sizeof(path), "%s/run/cache", shop_home());
	ck_assert_int_ne(lstat(path, &st), 0);
	for (int i = 0; i < 12; i++) {
		a = client_get(anyone, "/");
		want(a, 200);
		ck_assert(!by_nginx(a));
	}
	want(client_json(owner, "PATCH", path_of(PRODUCTS, product, ""),
	    "{\"basePrice\":99}"), 200);
	ck_assert_int_ne(lstat(path, &st), 0);
	unsetenv("SOUK_PAGE_CACHE");
}
END_TEST

int
main(void)
{
	const struct suite_row	 tests[] = {
		{ s1_perf_01_nginx_answers_as_a_worker_would, COUNT(paths) },
		{ a_compressed_page_is_the_same_page_with_a_tag_of_its_own, 1 },
		{ nginx_chooses_the_language_that_a_worker_would, 1 },
		{ a_language_that_was_chosen_is_answered_by_nginx_too, 1 },
		{ silence_is_answered_in_the_language_of_the_shop, 1 },
		{ what_is_not_certain_goes_to_a_worker, COUNT(uncertain) },
		{ other_methods_are_refused_by_a_worker, 1 },
		{ hostile_addresses_find_no_file, COUNT(hostile) },
		{ other_spellings_of_a_page_are_a_workers, 1 },
		{ a_link_among_the_files_is_not_followed, 1 },
		{ nobody_else_may_look_into_the_files, 1 },
		{ a_page_is_asked_for_again_only_when_it_changed, 1 },
		{ s3_api_17_views_that_nginx_answers_are_counted, 1 },
		{ replacing_the_workers_replaces_the_pages, 1 },
		{ switched_off_every_page_is_a_workers, 1 },
	};
	const struct suite	 suite = { "pages kept", shop_start,
	    shop_stop, false, SUITE_TIMEOUT };

	return suite_rows(&suite, tests,
	    sizeof(tests) / sizeof(tests[0]));
}
