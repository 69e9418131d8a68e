/* SPDX-License-Identifier: ISC */
/*
 * Running the shop: which sites may call it, what it says of its health, its
 * counters and its log, and what it keeps to itself when something breaks.
 */
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "lib/base/clock.h"
#include "tests/http/catalog.h"
#include "tests/http/process.h"

#define ORIGIN		"https://app.example"
#define LOG_FULL	(64 << 20)

static char	 log_path[128];

static const char *
log_name(const char *ending)
{
	snprintf(log_path, sizeof(log_path), "%s/log/souk.log%s", shop_home(),
	    ending);
	return log_path;
}

static bool
log_has(const char *text)
{
	char	*log = file_read(log_name(""));
	bool	 found = strstr(log, text) != NULL;

	free(log);
	return found;
}

/* ---- other sites -------------------------------------------------------- */

static struct answer *
asked_from(struct client *c, const char *origin, const char *method,
    const char *path)
{
	char	 line[128];

	snprintf(line, sizeof(line), "Origin: %s", origin);
	client_header(c, NULL);
	client_header(c, line);
	return client_send(c, method, path, NULL, NULL, 0);
}

/* S4-SEC-05: the origins of the configuration, letter for letter. */
START_TEST(s3_sec_11_only_listed_sites_may_call)
{
	static const char *const others[] = { "https://evil.example",
		"http://app.example", "https://app.example:8443",
		"https://app.example.evil.example", "null",
		"https://sub.app.example" };
	static const char *const methods[] = { "GET", "POST", "PUT", "PATCH",
		"DELETE" };
	struct client	*c = client_new();
	struct answer	*a;

	a = asked_from(c, ORIGIN, "OPTIONS", PRODUCTS);
	want(a, 204);
	ck_assert_str_eq(answer_header(a, "Access-Control-Allow-Origin"),
	    ORIGIN);
	for (size_t i = 0; i < COUNT(methods); i++)
		ck_assert_ptr_nonnull(strstr(answer_header(a,
		    "Access-Control-Allow-Methods"), methods[i]));
	ck_assert_ptr_null(strchr(answer_header(a,
	    "Access-Control-Allow-Headers"), '*'));
	ck_assert_ptr_nonnull(strstr(a->head, "Origin"));
	a = asked_from(c, ORIGIN, "GET", PUBLIC);
	ck_assert_str_eq(answer_header(a, "Access-Control-Allow-Origin"),
	    ORIGIN);
	for (size_t i = 0; i < COUNT(others); i++) {
		a = asked_from(c, others[i], "OPTIONS", PRODUCTS);
		ck_assert_ptr_null(answer_header(a,
		    "Access-Control-Allow-Origin"));
		a = asked_from(c, others[i], "GET", PUBLIC);
		ck_assert_ptr_null(answer_header(a,
		    "Access-Control-Allow-Origin"));
		want(asked_from(c, others[i], "POST", "/api/auth/logout"),
		    403);
	}
	client_free(c);
}
END_TEST

/* ---- health ------------------------------------------------------------- */

/* S4-MON-02: alive is not ready, and which part is not is told. */
START_TEST(s2_ops_01_a_shop_without_its_database_is_alive_but_not_ready)
{
	static const char *const ready[] = { "/ready", "/api/health" };
	struct client	*c = client_new();
	struct answer	*a;

	free(shop_sql("ALTER TABLE schedule RENAME TO away"));
	for (size_t i = 0; i < COUNT(ready); i++) {
		a = client_get(c, ready[i]);
		want(a, 503);
		want_at(a, "data.status", "fail");
		want_at(a, "data.checks.0.name", "database");
		want_at(a, "data.checks.0.status", "fail");
	}
	want_at(client_get(c, "/health"), "data.status", "ok");
	free(shop_sql("ALTER TABLE away RENAME TO schedule"));
	for (int i = 0; i < 12; i++)	/* every worker recovers */
		want(client_get(c, "/ready"), 200);
	client_free(c);
}
END_TEST

/* ---- counters ----------------------------------------------------------- */

static long
counter(struct client *c, const char *name)
{
	struct answer	*a = client_get(c, "/api/metrics");
	const char	*at;

	want(a, 200);
	at = strstr(a->body, name);
	return at == NULL ? 0 : strtol(at + strlen(name), NULL, 10);
}

/* S2-OPS-03: how many, how long and with what end, of each route. */
START_TEST(s2_ops_02_every_route_is_counted_and_timed)
{
#define OF_SLUGS	"{route=\"/api/public/products/{slug}\",method=\"GET\""
	static const char	 bad[] = "souk_requests_total" OF_SLUGS
	    ",status=\"4xx\"} ";
	static const char	 timed[] =
	    "souk_request_duration_seconds_count" OF_SLUGS "} ";
	static const char	 slowest[] =
	    "souk_request_duration_seconds_bucket" OF_SLUGS
	    ",le=\"+Inf\"} ";
	struct client	*c = client_new();
	long		 before[2] = { counter(c, bad), counter(c, timed) };

	for (int i = 0; i < 7; i++)
		want(client_get(c, PUBLIC "/there-is-no-such-thing"), 404);
	ck_assert_int_eq(counter(c, bad), before[0] + 7);
	ck_assert_int_eq(counter(c, timed), before[1] + 7);
	ck_assert_int_eq(counter(c, slowest), before[1] + 7);
	client_free(c);
}
END_TEST

/* ---- what goes wrong ---------------------------------------------------- */

/* S4-SEC-12, S1-GEN-01: said to the log, and nothing of it to anybody. */
START_TEST(s3_api_27_an_unexpected_error_tells_nothing)
{
	static const struct { const char *language, *message; } t[] = {
		{ "Accept-Language: en", "An unexpected error occurred" },
		{ "Accept-Language: fr", "Une erreur inattendue s'est "
		    "produite" },
		{ "Accept-Language: ar", "حدث خطأ غير متوقع" },
	};
	static const char *const kept[] = { "audit", "SELECT", "sqlite",
		".c:", "/db/" };
	struct answer	*a;

	clients_open();
	free(shop_sql("ALTER TABLE audit_log RENAME TO away"));
	for (size_t i = 0; i < COUNT(t); i++) {
		client_header(owner, t[i].language);
		a = client_get(owner, "/api/admin/audit");
		client_header(owner, NULL);
		want(a, 500);
		want_at(a, "error.code", "INTERNAL_SERVER_ERROR");
		want_at(a, "error.message", t[i].message);
		want_at(a, "error.details", "{}");
		for (size_t k = 0; k < COUNT(kept); k++)
			ck_assert_ptr_null(strstr(a->body, kept[k]));
	}
	free(shop_sql("ALTER TABLE away RENAME TO audit_log"));
	want(client_get(owner, "/api/admin/audit"), 200);
	ck_assert(log_has("\"level\":\"error\""));
	ck_assert(log_has("no such table"));
}
END_TEST

/* ---- secrets ------------------------------------------------------------ */

static char *
secret_read(void)
{
	char	 path[128], *text, *secret;

	snprintf(path, sizeof(path), "%s/etc/souk.env", shop_home());
	text = file_read(path);
	ck_assert_ptr_nonnull(secret = strstr(text, "SOUK_SECRET="));
	secret = strdup(secret + strlen("SOUK_SECRET="));
	secret[strcspn(secret, "\n")] = '\0';
	free(text);
	ck_assert_uint_ge(strlen(secret), 32);
	return secret;
}

/* S1-GEN-06, S3-ENV-01: made for this shop, and nowhere but in its file. */
START_TEST(s3_sec_13_the_secret_stands_in_one_private_file)
{
	static const char *const folders[] = { "www", "log", "db", "run",
		"media", "etc/nginx.conf", "etc/locations.conf" };
	char		*secret = secret_read(), where[160];
	const char	*grep[] = { "grep", "-rqF", "--", secret, where,
				    NULL };
	struct stat	 st;

	snprintf(where, sizeof(where), "%s/etc/souk.env", shop_home());
	ck_assert_int_eq(stat(where, &st), 0);
	ck_assert_uint_eq(st.st_mode & 0777, 0600);
	ck_assert_int_eq(command_run(NULL, NULL, grep), 0);
	for (size_t i = 0; i < COUNT(folders); i++) {
		snprintf(where, sizeof(where), "%s/%s", shop_home(),
		    folders[i]);
		ck_assert_int_eq(stat(where, &st), 0);
		ck_assert_msg(command_run(NULL, NULL, grep) == 1, "%s", where);
	}
	free(secret);
}
END_TEST

/* ---- the log ------------------------------------------------------------ */

/* As large as it may become. */
static void
log_age(void)
{
	ck_assert_int_eq(truncate(log_name(""), LOG_FULL), 0);
}

/* What it became when it was full. */
static off_t
log_size_before(void)
{
	char		 now[CLOCK_TEXT], path[256];
	struct stat	 st;

	clock_text(clock_now(), now);
	snprintf(path, sizeof(path), "%s/log/souk-%.10s.log", shop_home(),
	    now);
	return stat(path, &st) == 0 ? st.st_size : -1;
}

static off_t
log_size(const char *ending)
{
	struct stat	 st;

	return stat(log_name(ending), &st) == 0 ? st.st_size : -1;
}

/* A worker keeps good news to itself for a moment. */
static bool
log_gets(const char *text)
{
	for (int64_t end = now_ms() + SOON_MS; now_ms() < end; pause_ms(10))
		if (log_has(text))
			return true;
	return false;
}

/*
 * Rotation by size, and the least level that is kept: at
 * "error" a good request leaves the full log as it is.
 */
START_TEST(s4_mon_01_the_log_turns_over_and_keeps_its_level)
{
	struct client	*c = client_new();

	want(client_get(c, PUBLIC), 200);
	ck_assert(log_gets("\"level\":\"info\""));
	shop_stop();
	log_age();
	setenv("SOUK_LOG_LEVEL", "error", 1);
	shop_start();
	want(client_get(c, PUBLIC), 200);
	ck_assert_int_eq(log_size(""), LOG_FULL);
	shop_stop();
	setenv("SOUK_LOG_LEVEL", "info", 1);
	shop_start();
	want(client_get(c, PUBLIC), 200);
	ck_assert_int_eq(log_size_before(), LOG_FULL);
	ck_assert_int_lt(log_size(""), LOG_FULL);
	ck_assert(log_gets("\"route\":\"/api/public/products\""));
	client_free(c);
}
END_TEST

int
main(void)
{
	const TTest *const	tests[] = {
		s3_sec_11_only_listed_sites_may_call,
		s2_ops_01_a_shop_without_its_database_is_alive_but_not_ready,
		s2_ops_02_every_route_is_counted_and_timed,
		s3_api_27_an_unexpected_error_tells_nothing,
		s3_sec_13_the_secret_stands_in_one_private_file,
		s4_mon_01_the_log_turns_over_and_keeps_its_level,
	};

	setenv("SOUK_CORS_ORIGINS", ORIGIN, 1);
	return suite_run("operation", tests, COUNT(tests));
}
