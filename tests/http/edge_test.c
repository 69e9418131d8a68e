/* SPDX-License-Identifier: ISC */
/* nginx: what every answer carries, and what it refuses by itself. */
#include <check.h>
#include <curl/curl.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <strings.h>
#include <unistd.h>

#include "tests/http/process.h"
#include "tests/http/shop.h"
#include "tests/http/suite.h"

#define RAW_MS		30000
#define RAW_MAX		65536

/* ---- bytes as they are ---------------------------------------------------- */

static CURL *
raw_open(bool plain)
{
	CURL	*easy = curl_easy_init();
	char	 url[64];

	snprintf(url, sizeof(url), "http%s://localhost:%d", plain ? "" : "s",
	    shop_port());
	curl_easy_setopt(easy, CURLOPT_URL, url);
	curl_easy_setopt(easy, CURLOPT_CONNECT_ONLY, 1L);
	curl_easy_setopt(easy, CURLOPT_SSL_VERIFYPEER, 0L);
	curl_easy_setopt(easy, CURLOPT_SSL_ENABLE_ALPN, 0L);
	ck_assert_int_eq(curl_easy_perform(easy), CURLE_OK);
	return easy;
}

/* False: the other side has closed. */
static bool
raw_send(CURL *easy, const char *p, size_t len)
{
	int64_t		 end = now_ms() + RAW_MS;
	CURLcode	 rc;
	size_t		 n;

	while (len > 0 && now_ms() < end) {
		rc = curl_easy_send(easy, p, len, &n);
		if (rc == CURLE_AGAIN) {
			pause_ms(5);
			continue;
		}
		if (rc != CURLE_OK)
			return false;
		p += n;
		len -= n;
	}
	return len == 0;
}

/* Everything until the other side closes, or an answer is whole. */
static char *
raw_receive(CURL *easy)
{
	char		*text = calloc(1, RAW_MAX);
	size_t		 len = 0, n;
	int64_t		 end = now_ms() + RAW_MS;
	CURLcode	 rc;

	while (len < RAW_MAX - 1 && now_ms() < end) {
		rc = curl_easy_recv(easy, text + len, RAW_MAX - 1 - len, &n);
		if (rc == CURLE_AGAIN) {
			pause_ms(5);
			continue;
		}
		if (rc != CURLE_OK || n == 0)
			break;
		len += n;
		if (strstr(text, "\r\n0\r\n\r\n") != NULL)
			break;
	}
	return text;
}

static char *
raw(bool plain, const char *request)
{
	CURL	*easy = raw_open(plain);
	char	*answer;

	raw_send(easy, request, strlen(request));
	answer = raw_receive(easy);
	curl_easy_cleanup(easy);
	return answer;
}

static int
raw_status(const char *answer)
{
	int	 status = 0;

	sscanf(answer, "HTTP/1.1 %d", &status);
	return status;
}

/* ---- what every answer carries ---------------------------------------------- */

static int
line_count(const char *head, const char *name)
{
	size_t	 len = strlen(name);
	int	 n = 0;

	for (const char *p = head; p != NULL && *p != '\0' && *p != '\r';
	    p = strchr(p, '\n'), p += p != NULL)
		n += strncasecmp(p, name, len) == 0 && p[len] == ':';
	return n;
}

/* S3-SEC-05, S4-SEC-06; RFC 6797 §7.2: to a browser by TLS, else not. */
static void
head_check(const char *what, const char *head, bool tls)
{
	static const char *const	 once[] = {
		"X-Content-Type-Options", "X-Frame-Options",
		"Referrer-Policy", "Permissions-Policy",
		"Cross-Origin-Opener-Policy", "Content-Security-Policy",
		"Cache-Control",
	};

	for (size_t i = 0; i < sizeof(once) / sizeof(once[0]); i++)
		ck_assert_msg(line_count(head, once[i]) == 1,
		    "%s: %d times %s:\n%.1500s", what,
		    line_count(head, once[i]), once[i], head);
	ck_assert_msg(line_count(head, "Strict-Transport-Security") == tls,
	    "%s: %.1500s", what, head);
	ck_assert_msg(strcasestr(head, "nginx/1") == NULL, "%s", what);
}

START_TEST(s3_sec_05_answers_of_workers_and_files_carry_every_header)
{
	static const struct { const char *path; int status; } gets[] = {
		{ "/", 200 }, { "/connexion", 200 }, { "/no-such-page", 404 },
		{ "/api/public/products", 200 }, { "/api/none", 404 },
		{ "/api/admin/products", 401 }, { "/admin", 303 },
		{ "/api/public/products?limit=1000", 400 },
		{ "/ready", 200 }, { "/sitemap.xml", 200 },
		{ "/assets/souk.css", 200 }, { "/assets/souk.css?v=1", 200 },
		{ "/assets/none.css", 404 }, { "/media/none.jpg", 404 },
		{ "/assets/", 403 }, { "/errors/page", 404 },
	};
	struct client	*c = client_new();

	for (size_t i = 0; i < sizeof(gets) / sizeof(gets[0]); i++) {
		struct answer	*a = client_get(c, gets[i].path);

		ck_assert_msg(a->status == gets[i].status, "%s: %d",
		    gets[i].path, a->status);
		head_check(gets[i].path, a->head, true);
	}
	client_free(c);
}
END_TEST

#define HOST	"Host: localhost\r\nConnection: close\r\n"
#define X1K	"xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx" \
		"xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx" \
		"xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx" \
		"xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx" \
		"xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"
#define X10K	X1K X1K X1K X1K X1K X1K X1K X1K X1K X1K \
		X1K X1K X1K X1K X1K X1K X1K X1K X1K X1K \
		X1K X1K X1K X1K X1K X1K X1K X1K X1K X1K X1K X1K X1K X1K

static const struct { const char *name; int status; const char *request; }
    refusals[] = {
	{ "no host", 400, "GET / HTTP/1.1\r\nConnection: close\r\n\r\n" },
	{ "two hosts", 400, "GET / HTTP/1.1\r\nHost: a\r\n" HOST "\r\n" },
	{ "bad host", 400, "GET / HTTP/1.1\r\nHost: a/b\r\n\r\n" },
	{ "foreign host", 421,
	  "GET / HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n" },
	{ "two lengths", 400, "POST /api/auth/login HTTP/1.1\r\n" HOST
	  "Content-Length: 1\r\nContent-Length: 2\r\n\r\nab" },
	{ "length and chunks", 400, "POST /api/auth/login HTTP/1.1\r\n" HOST
	  "Content-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n" },
	{ "chunks of no number", 400, "POST /api/auth/login HTTP/1.1\r\n" HOST
	  "Transfer-Encoding: chunked\r\n\r\nzz\r\n" },
	{ "unknown coding", 501, "POST /api/auth/login HTTP/1.1\r\n" HOST
	  "Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n" },
	{ "10 GiB announced", 413, "POST /api/auth/login HTTP/1.1\r\n" HOST
	  "Content-Length: 10737418240\r\n\r\n" },
	{ "trace", 405, "TRACE / HTTP/1.1\r\n" HOST "\r\n" },
	{ "connect", 400, "CONNECT localhost:1 HTTP/1.1\r\n" HOST "\r\n" },
	{ "file posted to", 405, "POST /assets/souk.css HTTP/1.1\r\n" HOST
	  "Content-Length: 0\r\n\r\n" },
	{ "long line", 414, "GET /" X10K " HTTP/1.1\r\n" HOST "\r\n" },
	{ "long header", 400,
	  "GET / HTTP/1.1\r\n" HOST "X-Long: " X10K "\r\n\r\n" },
	{ "NUL in the path", 400, "GET /%00 HTTP/1.1\r\n" HOST "\r\n" },
	{ "bad escape", 400, "GET /%zz HTTP/1.1\r\n" HOST "\r\n" },
	{ "above the root", 400, "GET /../../etc/passwd HTTP/1.1\r\n" HOST
	  "\r\n" },
	{ "no method", 400, "\x01\x02\x03 / HTTP/1.1\r\n" HOST "\r\n" },
	{ "HTTP/2.0 as text", 505, "GET / HTTP/2.0\r\n" HOST "\r\n" },
};

START_TEST(s3_sec_05_refusals_of_nginx_itself_carry_every_header)
{
	for (size_t i = 0; i < sizeof(refusals) / sizeof(refusals[0]); i++) {
		char	*answer = raw(false, refusals[i].request);

		ck_assert_msg(raw_status(answer) == refusals[i].status,
		    "%s: %.300s", refusals[i].name, answer);
		head_check(refusals[i].name, answer, true);
		free(answer);
	}
}
END_TEST

START_TEST(x01_an_endless_chunked_body_is_cut_off)
{
	static char	 chunk[4096 + 8];
	CURL		*easy = raw_open(false);
	static const char head[] = "POST /api/auth/login HTTP/1.1\r\n" HOST
	    "Transfer-Encoding: chunked\r\n\r\n";
	char		*answer;
	int		 sent = 0;

	memcpy(chunk, "1000\r\n", 6);
	memset(chunk + 6, 'x', 4096);
	memcpy(chunk + 6 + 4096, "\r\n", 2);
	ck_assert(raw_send(easy, head, sizeof(head) - 1));
	while (sent < 32 && raw_send(easy, chunk, sizeof(chunk)))
		sent++;
	answer = raw_receive(easy);
	ck_assert_msg(raw_status(answer) == 413, "%d chunks: %.300s", sent,
	    answer);
	head_check("chunked", answer, true);
	free(answer);
	curl_easy_cleanup(easy);
}
END_TEST

/* ---- HTTPS --------------------------------------------------------------------- */

START_TEST(s3_sec_10_plain_http_is_sent_on_or_refused)
{
	char	*a, location[80];

	a = raw(true, "GET /produit/x?a=b HTTP/1.1\r\n" HOST "\r\n");
	ck_assert_int_eq(raw_status(a), 301);
	snprintf(location, sizeof(location),
	    "\r\nLocation: https://localhost:%d/produit/x?a=b\r\n",
	    shop_port());
	ck_assert_msg(strstr(a, location) != NULL, "%s", a);
	head_check("redirect", a, false);
	free(a);
	a = raw(true, "POST /api/auth/login HTTP/1.1\r\n" HOST
	    "Content-Length: 0\r\n\r\n");
	ck_assert_int_eq(raw_status(a), 403);
	head_check("plain POST", a, false);
	free(a);
	a = raw(true, "GET / HTTP/1.1\r\nHost: evil.example\r\n"
	    "Connection: close\r\n\r\n");
	ck_assert_msg(strstr(a, "evil") == NULL, "%s", a);
	free(a);
}
END_TEST

static CURLcode
tls_try(long version, const char *ciphers)
{
	CURL		*easy = curl_easy_init();
	CURLcode	 rc;

	curl_easy_setopt(easy, CURLOPT_URL, shop_url());
	curl_easy_setopt(easy, CURLOPT_NOBODY, 1L);
	curl_easy_setopt(easy, CURLOPT_SSL_VERIFYPEER, 0L);
	curl_easy_setopt(easy, CURLOPT_SSLVERSION, version | version << 16);
	if (ciphers != NULL)
		curl_easy_setopt(easy, CURLOPT_SSL_CIPHER_LIST, ciphers);
	rc = curl_easy_perform(easy);
	curl_easy_cleanup(easy);
	return rc;
}

START_TEST(s3_sec_10_only_tls_1_2_and_1_3_with_modern_ciphers)
{
	ck_assert_int_eq(tls_try(CURL_SSLVERSION_TLSv1_3, NULL), CURLE_OK);
	ck_assert_int_eq(tls_try(CURL_SSLVERSION_TLSv1_2, NULL), CURLE_OK);
	ck_assert_int_ne(tls_try(CURL_SSLVERSION_TLSv1_1,
	    "DEFAULT:@SECLEVEL=0"), CURLE_OK);
	ck_assert_int_ne(tls_try(CURL_SSLVERSION_TLSv1_0,
	    "DEFAULT:@SECLEVEL=0"), CURLE_OK);
	ck_assert_int_ne(tls_try(CURL_SSLVERSION_TLSv1_2, "AES128-SHA"),
	    CURLE_OK);
}
END_TEST

/* ---- what people see -------------------------------------------------------------- */

/* S4-SEC-12 */
START_TEST(s4_sec_12_refusals_are_in_the_visitors_language)
{
	static const struct { const char *line, *html, *text; } says[] = {
		{ "Accept-Language: fr-FR,fr;q=0.9", "lang=\"fr\" dir=\"ltr\"",
		  "n’existe pas" },
		{ "Accept-Language: en", "lang=\"en\" dir=\"ltr\"",
		  "does not exist" },
		{ "Accept-Language: ar-MA", "lang=\"ar\" dir=\"rtl\"",
		  "غير موجودة" },
		{ "Accept-Language: *", "lang=\"fr\"", "n’existe pas" },
	};
	struct client	*c = client_new();

	for (size_t i = 0; i < sizeof(says) / sizeof(says[0]); i++) {
		struct answer	*a;

		client_header(c, says[i].line);
		a = client_get(c, "/assets/none.css");
		want(a, 404);
		ck_assert_msg(strstr(a->body, says[i].html) != NULL &&
		    strstr(a->body, says[i].text) != NULL &&
		    strstr(a->body, "<!--#") == NULL, "%s", a->body);
		client_header(c, NULL);
	}
	client_free(c);
}
END_TEST

START_TEST(s4_sec_12_the_api_is_refused_in_its_own_form)
{
	static char	 body[70000];
	struct client	*c = client_new();
	struct answer	*a;

	memset(body, ' ', sizeof(body));
	client_header(c, "Accept-Language: en");
	a = client_send(c, "POST", "/api/auth/login", NULL, body,
	    sizeof(body));
	want(a, 413);
	ck_assert_msg(answer_at(a, "success") != NULL, "%s", a->body);
	want_at(a, "success", "false");
	want_at(a, "error.message", "What was sent is too large.");
	ck_assert_ptr_nonnull(answer_at(a, "meta.requestId"));
	ck_assert_ptr_nonnull(strstr(answer_header(a, "Content-Type"),
	    "application/json"));
	client_free(c);
}
END_TEST

static void
socket_move(const char *from, const char *to)
{
	char	 a[128], b[128];

	snprintf(a, sizeof(a), "%s/run/%s", shop_home(), from);
	snprintf(b, sizeof(b), "%s/run/%s", shop_home(), to);
	ck_assert_int_eq(rename(a, b), 0);
}

START_TEST(without_workers_nginx_says_when_to_come_again)
{
	struct client	*c = client_new();
	int		 page, api;
	char		*text, *paged;

	socket_move("web.sock", "aside");
	page = client_get(c, "/catalogue?nobody=asked")->status;
	paged = strdup(client_get(c, "/catalogue?nobody=asked")->head);
	text = strdup(client_get(c, "/ready")->head);
	api = client_get(c, "/api/public/products")->status;
	socket_move("aside", "web.sock");
	ck_assert_int_eq(page, 502);
	ck_assert_int_eq(api, 502);
	head_check("502", text, true);
	ck_assert_int_eq(line_count(text, "Retry-After"), 1);
	head_check("502", paged, true);
	ck_assert_int_eq(line_count(paged, "Retry-After"), 1);
	want(client_get(c, "/"), 200);
	free(text);
	free(paged);
	client_free(c);
}
END_TEST

/* ---- files, sizes, addresses --------------------------------------------------------- */

START_TEST(files_outside_www_and_media_cannot_be_reached)
{
	static const char *const	 paths[] = {
		"/assets/../etc/souk.env", "/assets/%2e%2e/etc/souk.env",
		"/assets/..%2fetc/souk.env", "/assets../etc/souk.env",
		"/assets/%252e%252e/etc/souk.env", "/media/../db/souk.db",
		"/media../db/souk.db", "/media/..%5cdb/souk.db",
		"/etc/souk.env", "/db/souk.db", "/log/souk.log",
		"/assets//souk.css/..", "/run/web.sock", "/.git/config",
		"/assets/souk.css%00.html", "/errors/envelope",
	};
	struct client	*c = client_new();

	for (size_t i = 0; i < sizeof(paths) / sizeof(paths[0]); i++) {
		struct answer	*a = client_get(c, paths[i]);

		ck_assert_msg(a->status >= 400 && a->status < 500, "%s: %d",
		    paths[i], a->status);
		ck_assert_ptr_null(strstr(a->body, "SOUK_SECRET"));
	}
	client_free(c);
}
END_TEST

START_TEST(a_link_below_media_leads_nowhere)
{
	struct client	*c = client_new();
	char		 path[128];

	snprintf(path, sizeof(path), "%s/media/public", shop_home());
	ck_assert_int_eq(mkdir(path, 0755), 0);
	snprintf(path, sizeof(path), "%s/media/public/abc.jpg", shop_home());
	ck_assert_int_eq(symlink("../../etc/souk.env", path), 0);
	want(client_get(c, "/media/abc.jpg"), 403);
	client_free(c);
}
END_TEST

START_TEST(s4_perf_05_texts_are_compressed_and_files_cached)
{
	struct client	*c = client_new();
	struct answer	*a;

	client_header(c, "Accept-Encoding: gzip");
	a = client_get(c, "/assets/souk.css?v=1");
	want(a, 200);
	ck_assert_str_eq(answer_header(a, "Content-Encoding"), "gzip");
	ck_assert_str_eq(answer_header(a, "Cache-Control"),
	    "public, max-age=31536000, immutable");
	a = client_get(c, "/");
	ck_assert_str_eq(answer_header(a, "Content-Encoding"), "gzip");
	client_header(c, NULL);
	a = client_get(c, "/assets/souk.css");
	ck_assert_ptr_null(answer_header(a, "Content-Encoding"));
	ck_assert_str_eq(answer_header(a, "Cache-Control"),
	    "public, no-cache");
	if (access("/usr/lib/nginx/modules/ngx_http_brotli_filter_module.so",
	    R_OK) == 0) {
		client_header(c, "Accept-Encoding: br");
		a = client_get(c, "/assets/souk.css");
		ck_assert_str_eq(answer_header(a, "Content-Encoding"), "br");
	}
	client_free(c);
}
END_TEST

START_TEST(nobody_chooses_the_address_that_is_recorded)
{
	struct client	*c = client_new();
	char		*address;

	client_header(c, "X-Forwarded-For: 203.0.113.7");
	client_header(c, "X-Real-IP: 203.0.113.7");
	client_header(c, "Forwarded: for=203.0.113.7");
	want(client_json(c, "POST", "/api/auth/login",
	    "{\"username\":\"owner\",\"password\":\"%s\"}", shop_password),
	    200);
	address = shop_sql("SELECT count(*) FROM session"
	    " WHERE ip_address LIKE '203.%'");
	ck_assert_str_eq(address, "0");
	free(address);
	client_free(c);
}
END_TEST

/* S3-SEC-12 */
START_TEST(s3_sec_12_a_flood_is_refused_at_the_edge)
{
	struct client	*c;
	struct answer	*a;
	int		 tries = 0;

	shop_stop();
	setenv("SOUK_EDGE_RATE", "5", 1);
	shop_start();
	c = client_new();
	do
		a = client_get(c, "/assets/souk.css");
	while (a->status == 200 && ++tries < 100);
	want(a, 429);
	ck_assert_int_ge(tries, 5);
	head_check("429", a->head, true);
	ck_assert_ptr_nonnull(answer_header(a, "Retry-After"));
	client_free(c);
}
END_TEST

SUITE_MAIN("edge",
    s3_sec_05_answers_of_workers_and_files_carry_every_header,
    s3_sec_05_refusals_of_nginx_itself_carry_every_header,
    x01_an_endless_chunked_body_is_cut_off,
    s3_sec_10_plain_http_is_sent_on_or_refused,
    s3_sec_10_only_tls_1_2_and_1_3_with_modern_ciphers,
    s4_sec_12_refusals_are_in_the_visitors_language,
    s4_sec_12_the_api_is_refused_in_its_own_form,
    without_workers_nginx_says_when_to_come_again,
    files_outside_www_and_media_cannot_be_reached,
    a_link_below_media_leads_nowhere,
    s4_perf_05_texts_are_compressed_and_files_cached,
    nobody_chooses_the_address_that_is_recorded,
    s3_sec_12_a_flood_is_refused_at_the_edge)
