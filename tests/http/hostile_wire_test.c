/* SPDX-License-Identifier: ISC */
/* What is wrong below the body: lengths, paths, header lines. */
#include <curl/curl.h>
#include <poll.h>

#include "tests/http/hostile.h"

START_TEST(limits_are_raised_and_the_workers_looked_at)
{
	hostile_begin();
}
END_TEST

/* ---- bytes, as they are -------------------------------------------------- */

#define WIRE_MS	30000

/* A TLS connection that says what it is told. */
static CURL *
wire_open(void)
{
	CURL	*wire = curl_easy_init();
	char	 path[128];

	ck_assert_ptr_nonnull(wire);
	snprintf(path, sizeof(path), "%s/etc/tls.crt", shop_home());
	curl_easy_setopt(wire, CURLOPT_URL, shop_url());
	curl_easy_setopt(wire, CURLOPT_CAINFO, path);
	curl_easy_setopt(wire, CURLOPT_CONNECT_ONLY, 1L);
	curl_easy_setopt(wire, CURLOPT_HTTP_VERSION, CURL_HTTP_VERSION_1_1);
	curl_easy_setopt(wire, CURLOPT_NOSIGNAL, 1L);
	curl_easy_setopt(wire, CURLOPT_TIMEOUT_MS, (long)WIRE_MS);
	ck_assert_int_eq(curl_easy_perform(wire), CURLE_OK);
	return wire;
}

static void
wire_await(CURL *wire, short events)
{
	curl_socket_t	 fd;
	struct pollfd	 p;

	curl_easy_getinfo(wire, CURLINFO_ACTIVESOCKET, &fd);
	p = (struct pollfd){ .fd = fd, .events = events };
	poll(&p, 1, 100);
}

/* False: the other side hung up. */
static bool
wire_say(CURL *wire, const char *p, size_t len)
{
	int64_t	 end = now_ms() + WIRE_MS;
	CURLcode rc;
	size_t	 n;

	while (len > 0) {
		rc = curl_easy_send(wire, p, len, &n);
		if (rc == CURLE_AGAIN && now_ms() < end) {
			wire_await(wire, POLLOUT);
			continue;
		}
		if (rc != CURLE_OK)
			return false;
		p += n;
		len -= n;
	}
	return true;
}

/* The status line's number: 0 for none yet or within ms, -1: hung up. */
static int
wire_status(CURL *wire, int ms)
{
	char	 text[256];
	int64_t	 end = now_ms() + ms;
	size_t	 n = 0;
	CURLcode rc;
	int	 status = 0;

	do {
		rc = curl_easy_recv(wire, text, sizeof(text) - 1, &n);
		if (rc == CURLE_OK && n == 0)
			return -1;
		if (rc == CURLE_OK) {
			text[n] = '\0';
			return sscanf(text, "HTTP/1.1 %d", &status) == 1 ?
			    status : -1;
		}
		if (rc != CURLE_AGAIN)
			return -1;
		if (ms > 0)
			wire_await(wire, POLLIN);
	} while (now_ms() < end);
	return 0;
}

static int
wire_request(const char *bytes, size_t len)
{
	CURL	*wire = wire_open();
	int	 status;

	wire_say(wire, bytes, len);
	status = wire_status(wire, WIRE_MS);
	curl_easy_cleanup(wire);
	return status;
}

/* ---- lengths ----------------------------------------------------------------- */

/* U02: refused by its announcement, before a byte of it is read. */
START_TEST(u02_ten_gibibytes_are_413_on_announcement)
{
	static const char *const paths[] = { CATEGORIES, PRODUCTS,
	    "/api/auth/login", "/api/admin/products/bulk" };
	char	 head[512], *before = stored();

	for (size_t i = 0; i < COUNT(paths); i++) {
		snprintf(head, sizeof(head), "POST %s HTTP/1.1\r\n"
		    "Host: localhost\r\nContent-Type: application/json\r\n"
		    "Content-Length: 10737418240\r\n\r\n{", paths[i]);
		ck_assert_msg(wire_request(head, strlen(head)) == 413, "%s",
		    paths[i]);
	}
	want_stored(before);
}
END_TEST

static void
chunked_begin(CURL *wire, const char *path, const char *type)
{
	char	 head[512];

	snprintf(head, sizeof(head), "POST %s HTTP/1.1\r\nHost: localhost\r\n"
	    "Content-Type: %s\r\nTransfer-Encoding: chunked\r\n\r\n", path,
	    type);
	ck_assert(wire_say(wire, head, strlen(head)));
}

/* U02: cut where the limit is, not where the memory ends. */
START_TEST(u02_an_endless_chunked_body_is_cut_at_413)
{
	static const struct { const char *path; int mib; } t[] = {
		{ CATEGORIES, 8 }, { "/api/auth/login", 8 }, { PRODUCTS, 8 },
		{ "/api/admin/products/bulk", 96 },
	};
	static char	 chunk[8 + 65536 + 2];
	char		*before = stored();
	int		 status, sent;
	CURL		*wire;

	memset(chunk, '[', sizeof(chunk));
	memcpy(chunk, "010000\r\n", 8);
	memcpy(chunk + sizeof(chunk) - 2, "\r\n", 2);
	for (size_t i = 0; i < COUNT(t); i++) {
		wire = wire_open();
		chunked_begin(wire, t[i].path, "text/csv");
		status = sent = 0;
		while (status == 0 && sent++ < t[i].mib * 16)
			if (!wire_say(wire, chunk, sizeof(chunk)) ||
			    (status = wire_status(wire, 0)) != 0)
				break;
		if (status == 0)
			status = wire_status(wire, WIRE_MS);
		ck_assert_msg(status == 413, "%s: %d after %d blocks",
		    t[i].path, status, sent);
		curl_easy_cleanup(wire);
	}
	want_stored(before);
}
END_TEST

START_TEST(a_chunked_body_within_the_limit_is_read_like_any_other)
{
	static const char	 lines[] = "Transfer-Encoding: chunked";
	struct answer		*a;

	client_header(owner, lines);
	a = client_json(owner, "POST", CATEGORIES,
	    "{\"name\":\"En morceaux\"}");
	client_header(owner, NULL);
	want(a, 201);
	want_at(a, "data.name", "En morceaux");
	client_header(owner, lines);
	want(client_json(owner, "POST", CATEGORIES, "{\"name\":"), 400);
	client_header(owner, NULL);
}
END_TEST

/* W13: one meaning of where a request ends. */
START_TEST(w13_ambiguous_lengths_and_heads_are_400)
{
#define POST(LINES) "POST /api/auth/login HTTP/1.1\r\nHost: localhost\r\n" \
	"Content-Type: application/json\r\n" LINES "\r\n"
#define GET(LINES) "GET /api/public/products HTTP/1.1\r\n" LINES "\r\n"
#define WIRE(TEXT) { TEXT, sizeof(TEXT) - 1 }
	static const struct { const char *bytes; size_t len; } t[] = {
		WIRE(POST("Content-Length: 2\r\nContent-Length: 3\r\n") "{}"),
		WIRE(POST("Content-Length: 2\r\nTransfer-Encoding: chunked\r\n")
		    "0\r\n\r\n"),
		WIRE(POST("Content-Length: -1\r\n")),
		WIRE(POST("Content-Length: 2x\r\n") "{}"),
		WIRE(POST("Content-Length: 0x2\r\n") "{}"),
		WIRE(POST("Content-Length: 99999999999999999999\r\n") "{}"),
		WIRE(POST("Transfer-Encoding: chunked\r\n") "zz\r\n{}\r\n"),
		WIRE(POST("Transfer-Encoding: chunked\r\n")
		    "fffffffffffffffff\r\n{}"),
		WIRE(GET("")),
		WIRE(GET("Host: localhost\r\nHost: evil.test\r\n")),
		WIRE(GET("Host: local host\r\n")),
		WIRE(GET("Host: localhost\r\nX: a\0b\r\n")),
		WIRE("GET  HTTP/1.1\r\nHost: localhost\r\n\r\n"),
		WIRE("GET /a b HTTP/1.1\r\nHost: localhost\r\n\r\n"),
		WIRE("G\x01T / HTTP/1.1\r\nHost: localhost\r\n\r\n"),
		WIRE("GET /%00 HTTP/1.1\r\nHost: localhost\r\n\r\n"),
		WIRE("GET /%zz HTTP/1.1\r\nHost: localhost\r\n\r\n"),
		WIRE("\x16\x03\x01\x02\x00\x01\xfc\r\n\r\n"),
	};
	char	*before = stored();
	int	 status;

	for (size_t i = 0; i < COUNT(t); i++) {
		status = wire_request(t[i].bytes, t[i].len);
		ck_assert_msg(status == 400 || status == 413 || status == -1,
		    "%zu: %d %.120s", i, status, t[i].bytes);
	}
	want_stored(before);
}
END_TEST

/* ---- paths ---------------------------------------------------------------------- */

/* W15: one spelling reaches a route, for the owner as for anyone. */
START_TEST(w15_a_path_has_one_spelling)
{
	static const char *const paths[] = { "/admin", "/admin/produits",
	    "/admin/import", "/catalogue", "/connexion", "/recherche",
	    "/api/admin/products", "/api/admin/users", "/api/admin/settings",
	    "/api/auth/me", "/api/public/products", "/health" };
	static const char *const spellings[] = { "/%s", "%s/", "/.%s",
	    "%s/.", "%s/..", "%s;x", "%s;x=1", "%s%%2f", "/%%2e%s",
	    "/%%2e%%2e%s", "%s%%00", "%s%%20", "%s%%09", "%s.json", "%s/%%2e",
	    "/x/..%s", "/x/%%2e%%2e%s", "/%%5c%s", "%s%%3f", "%s%%23",
	    "/%%252e%%252e%s", "%s//" };
	struct client	*clients[] = { anyone, owner };
	struct answer	*a;
	char		 path[256];

	for (size_t i = 0; i < COUNT(paths); i++)
		for (size_t k = 0; k < COUNT(spellings); k++)
			for (size_t c = 0; c < 2; c++) {
				snprintf(path, sizeof(path), spellings[k],
				    paths[i]);
				a = client_get(clients[c], path);
				ck_assert_msg(a->status == 404 ||
				    a->status == 400, "%s: %d %.200s", path,
				    a->status, a->body);
			}
}
END_TEST

START_TEST(w15_letters_are_not_folded)
{
	static const char *const paths[] = { "/ADMIN", "/Admin",
	    "/admin/PRODUITS", "/API/admin/products", "/api/Admin/products",
	    "/api/admin/productS", "/%41dmin", "/\xc4\xb1", "/CATALOGUE",
	    "/Health" };

	for (size_t i = 0; i < COUNT(paths); i++)
		ck_assert_msg(client_get(owner, paths[i])->status == 404, "%s",
		    paths[i]);
}
END_TEST

/* Nothing of the home is a file of the site. */
START_TEST(files_outside_are_not_reached)
{
	static const char *const paths[] = { "/assets/../etc/souk.env",
	    "/assets/..%2fetc/souk.env", "/assets/%2e%2e/etc/souk.env",
	    "/assets../etc/souk.env", "/media/../db/souk.db",
	    "/media/..%2fdb%2fsouk.db", "/media../db/souk.db",
	    "/media/%2e%2e/%2e%2e/etc/passwd", "/assets//etc/passwd",
	    "/media/%00", "/assets/", "/media/", "/.env", "/.git/config",
	    "/etc/souk.env", "/db/souk.db", "/run/web.sock",
	    "/errors/page", "/errors/envelope" };
	struct answer	*a;

	for (size_t i = 0; i < COUNT(paths); i++) {
		a = client_get(anyone, paths[i]);
		ck_assert_msg(a->status == 404 || a->status == 400 ||
		    a->status == 403, "%s: %d", paths[i], a->status);
		ck_assert_ptr_null(strstr(a->body, "SOUK_SECRET"));
	}
}
END_TEST

/* ---- header lines --------------------------------------------------------------- */

START_TEST(a_header_of_nine_kilobytes_is_refused_cleanly)
{
	static const char *const names[] = { "X-Long", "Cookie", "User-Agent",
	    "Accept-Language", "Authorization", "Idempotency-Key" };
	char		*line = malloc(16 << 10);
	struct client	*c;
	int		 status;

	for (size_t i = 0; i < COUNT(names); i++) {
		c = client_new();
		snprintf(line, 16 << 10, "%s: %09216d", names[i], 0);
		client_header(c, line);
		status = client_get(c, PUBLIC)->status;
		ck_assert_msg(status >= 200 && status < 500, "%s: %d",
		    names[i], status);
		client_free(c);
	}
	free(line);
	want(client_get(anyone, PUBLIC), 200);
}
END_TEST

/* Names and values of ours are never another's. */
START_TEST(header_bound_values_start_no_line_of_their_own)
{
	static const struct { const char *method, *path, *line; } t[] = {
		{ "GET", "/locale/en?to=/%0d%0aX-Evil:1", NULL },
		{ "GET", "/locale/en?to=%0aX-Evil:1", NULL },
		{ "GET", "/locale/en%0d%0aX-Evil:1", NULL },
		{ "GET", "/locale/en?to=/%e5%98%8a%e5%98%8dX-Evil:1", NULL },
		{ "GET", "/connexion?to=/%0d%0aX-Evil:1", NULL },
		{ "GET", "/admin?x=%0d%0aX-Evil:1", NULL },
		{ "GET", "/produit/%0d%0aX-Evil:1", NULL },
		{ "GET", "/catalogue/%0d%0aX-Evil:1", NULL },
		{ "GET", "/api/public/products/%0d%0aX-Evil:1", NULL },
		{ "GET", PUBLIC "?cursor=%0d%0aX-Evil:1", NULL },
		{ "GET", PUBLIC, "X-Request-Id: a\rX-Evil: 1" },
		{ "GET", PUBLIC, "Origin: https://a\rX-Evil: 1" },
		{ "GET", PUBLIC, "Accept-Language: fr\rX-Evil: 1" },
		{ "GET", PUBLIC, "If-None-Match: \"\rX-Evil: 1\"" },
		{ "POST", CATEGORIES, "Idempotency-Key: a\rX-Evil: 1" },
		{ "POST", CATEGORIES, "Idempotency-Key: a b" },
		{ "PATCH", CATEGORIES "/cat_01h455vb4pex5vsknk084sn02q",
		    "If-Match: \"v1\rX-Evil: 1\"" },
	};
	struct answer	*a;
	char		*before = stored();

	for (size_t i = 0; i < COUNT(t); i++) {
		if (t[i].line != NULL)
			client_header(owner, t[i].line);
		a = client_send(owner, t[i].method, t[i].path, NULL,
		    t[i].method[0] == 'G' ? NULL : "{}",
		    t[i].method[0] == 'G' ? 0 : 2);
		client_header(owner, NULL);
		ck_assert_msg(a->status < 500, "%s: %d", t[i].path,
		    a->status);
		ck_assert_msg(strcasestr(a->head, "\nx-evil") == NULL &&
		    strcasestr(a->head, "\rx-evil") == NULL, "%s %s: %s",
		    t[i].path, t[i].line == NULL ? "" : t[i].line, a->head);
	}
	want_stored(before);
}
END_TEST

/* W03, A12: a Host that is not ours gets nothing; no link is made of it. */
START_TEST(another_host_is_421_and_never_echoed)
{
	static const char *const hosts[] = { "evil.test", "localhost.evil.test",
	    "evil.test:443", "127.0.0.2", "[::2]", "localhost@evil.test" };
	char		 line[80];
	struct answer	*a;

	for (size_t i = 0; i < COUNT(hosts); i++) {
		snprintf(line, sizeof(line), "Host: %s", hosts[i]);
		client_header(anyone, line);
		a = client_get(anyone, "/");
		client_header(anyone, NULL);
		ck_assert_msg(a->status == 421 || a->status == 400, "%s: %d",
		    hosts[i], a->status);
		ck_assert_ptr_null(strstr(a->body, "evil.test"));
	}
	client_header(anyone, "X-Forwarded-Host: evil.test");
	a = client_get(anyone, "/");
	client_header(anyone, NULL);
	want(a, 200);
	ck_assert_ptr_null(strstr(a->body, "evil.test"));
}
END_TEST

START_TEST(no_worker_ended_or_grew)
{
	hostile_end();
}
END_TEST

SUITE_MAIN("hostile wire",
    limits_are_raised_and_the_workers_looked_at,
    u02_ten_gibibytes_are_413_on_announcement,
    u02_an_endless_chunked_body_is_cut_at_413,
    a_chunked_body_within_the_limit_is_read_like_any_other,
    w13_ambiguous_lengths_and_heads_are_400,
    w15_a_path_has_one_spelling,
    w15_letters_are_not_folded,
    files_outside_are_not_reached,
    a_header_of_nine_kilobytes_is_refused_cleanly,
    header_bound_values_start_no_line_of_their_own,
    another_host_is_421_and_never_echoed,
    no_worker_ended_or_grew)
