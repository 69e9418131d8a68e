/* SPDX-License-Identifier: ISC */
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include "lib/base/config.h"
#include "tests/unit/base_unit.h"

static const char	secret[] = "0123456789abcdef0123456789abcdef";
static const char	*home;
static struct config	config;

/* A home of its own with this etc/souk.env, and no SOUK_ variable set. */
static void
fresh(const char *file)
{
	static const char *const	 names[] = { "SOUK_DATABASE",
		"SOUK_BASE_URL", "SOUK_PORT", "SOUK_WORKERS", "SOUK_WRITERS",
		"SOUK_MAX_REQUESTS", "SOUK_EDGE_RATE", "SOUK_SECRET",
		"SOUK_METRICS_TOKEN", "SOUK_CORS_ORIGINS", "SOUK_LOG_LEVEL",
		"SOUK_DEMO", "SOUK_API_DOCS" };
	char	*dir = arena_copy(arena, "/tmp/souk-config-XXXXXX");
	FILE	*f;

	for (size_t i = 0; i < COUNT(names); i++)
		unsetenv(names[i]);
	home = mkdtemp(dir);
	ck_assert_ptr_nonnull(home);
	ck_assert_int_eq(setenv("SOUK_HOME", home, 1), 0);
	ck_assert_int_eq(mkdir(arena_printf(arena, "%s/etc", home), 0700), 0);
	f = fopen(arena_printf(arena, "%s/etc/souk.env", home), "w");
	ck_assert_ptr_nonnull(f);
	fputs(file, f);
	fclose(f);
}

static void
gone(void)
{
	config_free(&config);
	unlink(arena_printf(arena, "%s/etc/souk.env", home));
	rmdir(arena_printf(arena, "%s/etc", home));
	rmdir(home);
}

START_TEST(a_secret_and_a_home_are_enough)
{
	fresh("");
	setenv("SOUK_SECRET", secret, 1);
	ck_assert_msg(config_load(&config, &out), "%s", out.p);
	ck_assert_str_eq(config.home, home);
	ck_assert_str_eq(config.database,
	    arena_printf(arena, "%s/db/souk.db", home));
	ck_assert_str_eq(config.base_url, "https://localhost:8443");
	ck_assert_int_eq(config.port, 8443);
	ck_assert_int_eq(config.workers, 4);
	ck_assert_int_eq(config.max_requests, 100000);
	ck_assert_int_eq(config.edge_rate, 100);
	ck_assert_str_eq(config.secret, secret);
	ck_assert_str_eq(config.metrics_token, "");
	ck_assert_str_eq(config.origins, "");
	ck_assert_str_eq(config.log_level, "info");
	ck_assert(config.demo);
	ck_assert(config.api_docs);
	gone();
}
END_TEST

START_TEST(the_file_is_read_and_the_environment_wins)
{
	fresh("# a comment\n\nSOUK_SECRET=0123456789abcdef0123456789abcdef\r\n"
	    "SOUK_PORT=9443\nSOUK_WORKERS=2\nSOUK_DEMO=0\n"
	    "SOUK_METRICS_TOKEN=sixteen=bytes=ok\n"
	    "SOUK_CORS_ORIGINS=https://a.example,http://localhost:3000\n"
	    "SOUK_BASE_URL=https://shop.example/");
	setenv("SOUK_WORKERS", "7", 1);
	ck_assert_msg(config_load(&config, &out), "%s", out.p);
	ck_assert_int_eq(config.port, 9443);
	ck_assert_int_eq(config.workers, 7);
	ck_assert_str_eq(config.secret, secret);
	ck_assert_str_eq(config.metrics_token, "sixteen=bytes=ok");
	ck_assert_str_eq(config.base_url, "https://shop.example");
	ck_assert(!config.demo);
	gone();
}
END_TEST

/* S3-SEC-06 */
START_TEST(every_fault_is_named_at_once_and_no_secret_is_shown)
{
	static const char *const	 named[] = { "SOUK_PORT must",
		"SOUK_WORKERS must", "SOUK_SECRET must", "SOUK_BASE_URL must",
		"SOUK_DEMO must", "SOUK_LOG_LEVEL must",
		"SOUK_CORS_ORIGINS must", "SOUK_METRICS_TOKEN must",
		"SOUK_DATABASE must", "etc/souk.env:2:", "etc/souk.env:3:",
		"etc/souk.env:4:" };

	fresh("SOUK_PORT=65536\nSOUK_PROT=1\nnonsense\nSOUK_HOME=/\n"
	    "SOUK_WORKERS=4x\nSOUK_SECRET=hunter2\nSOUK_BASE_URL=shop\n"
	    "SOUK_DEMO=yes\nSOUK_LOG_LEVEL=all\n"
	    "SOUK_CORS_ORIGINS=https://a/b\nSOUK_METRICS_TOKEN=short\n"
	    "SOUK_DATABASE=souk.db\n");
	ck_assert(!config_load(&config, &out));
	for (size_t i = 0; i < COUNT(named); i++)
		ck_assert_msg(strstr(out.p, named[i]) != NULL, "%s in\n%s",
		    named[i], out.p);
	ck_assert_ptr_null(strstr(out.p, "hunter2"));
	gone();
}
END_TEST

START_TEST(each_bad_value_is_refused)
{
	static const struct { const char *name, *value; } bad[] = {
		{ "SOUK_SECRET", "" },
		{ "SOUK_SECRET", "0123456789abcdef0123456789abcde" },
		{ "SOUK_PORT", "0" }, { "SOUK_PORT", "" },
		{ "SOUK_PORT", "-1" }, { "SOUK_PORT", " 1" },
		{ "SOUK_WORKERS", "65" }, { "SOUK_WRITERS", "0" },
		{ "SOUK_WRITERS", "17" }, { "SOUK_MAX_REQUESTS", "0" },
		{ "SOUK_BASE_URL", "" }, { "SOUK_BASE_URL", "ftp://a" },
		{ "SOUK_BASE_URL", "https://a/?x" },
		{ "SOUK_BASE_URL", "https://u:p@a" },
		{ "SOUK_CORS_ORIGINS", "*" },
		{ "SOUK_CORS_ORIGINS", "https://a,,https://b" },
		{ "SOUK_CORS_ORIGINS", "https://a, https://b" },
		{ "SOUK_CORS_ORIGINS", "null" }, { "SOUK_DEMO", "2" },
		{ "SOUK_API_DOCS", "true" }, { "SOUK_LOG_LEVEL", "" },
		{ "SOUK_HOME", "relative" }, { "SOUK_HOME", "/no/such/place" },
		{ "SOUK_HOME", "" },
	};

	for (size_t i = 0; i < COUNT(bad); i++) {
		fresh("");
		setenv("SOUK_SECRET", secret, 1);
		setenv(bad[i].name, bad[i].value, 1);
		ck_assert_msg(!config_load(&config, &out), "%s=%s",
		    bad[i].name, bad[i].value);
		ck_assert_msg(strncmp(written(), bad[i].name,
		    strlen(bad[i].name)) == 0, "%s", bad[i].name);
		gone();
	}
}
END_TEST

START_TEST(what_is_needed_must_be_there)
{
	fresh("");
	unsetenv("SOUK_HOME");
	ck_assert(!config_load(&config, &out));
	ck_assert_ptr_nonnull(strstr(out.p, "SOUK_HOME must be set"));
	ck_assert_ptr_nonnull(strstr(out.p, "SOUK_SECRET must be set"));
	gone();
}
END_TEST

/* What texts need goes together, or there are none. */
START_TEST(s4_not_05_what_twilio_needs_must_be_there_with_its_account)
{
	static const struct { const char *text, *fault; } rows[] = {
		{ "", NULL },
		{ "SOUK_TWILIO_ACCOUNT=AC1\nSOUK_TWILIO_TOKEN=t\n"
		  "SOUK_TWILIO_FROM=+15005550006\n", NULL },
		{ "SOUK_TWILIO_ACCOUNT=AC1\nSOUK_TWILIO_TOKEN=t\n"
		  "SOUK_TWILIO_FROM=MG1\nSOUK_TWILIO_KEY=SK1\n"
		  "SOUK_TWILIO_KEY_SECRET=s\n", NULL },
		{ "SOUK_TWILIO_ACCOUNT=AC1\nSOUK_TWILIO_TOKEN=t\n",
		  "SOUK_TWILIO_FROM must be set" },
		{ "SOUK_TWILIO_ACCOUNT=AC1\nSOUK_TWILIO_FROM=+1\n",
		  "SOUK_TWILIO_TOKEN must be set" },
		{ "SOUK_TWILIO_ACCOUNT=AC1\nSOUK_TWILIO_FROM=+1\n"
		  "SOUK_TWILIO_TOKEN=t\nSOUK_TWILIO_KEY=SK1\n",
		  "SOUK_TWILIO_KEY_SECRET must be set" },
		{ "SOUK_TWILIO_ACCOUNT=A C\n", "SOUK_TWILIO_ACCOUNT must" },
		{ "SOUK_TWILIO_URL=ftp://twilio.test\n",
		  "SOUK_TWILIO_URL must" },
	};

	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		fresh(rows[i].text);
		setenv("SOUK_SECRET", secret, 1);
		ck_assert_msg(config_load(&config, &out) ==
		    (rows[i].fault == NULL), "%s", rows[i].text);
		ck_assert_msg(rows[i].fault == NULL || strstr(written(),
		    rows[i].fault) != NULL, "%s: %s", rows[i].text,
		    written());
		gone();
	}
}
END_TEST

START_TEST(keys_differ_by_label_and_by_secret)
{
	struct config	 one = { .secret = secret }, two = one;
	uint8_t		 a[32], b[32];

	config_key(&one, "csrf", a);
	config_key(&two, "csrf", b);
	ck_assert_mem_eq(a, b, 32);
	config_key(&one, "jwt", b);
	ck_assert_mem_ne(a, b, 32);
	two.secret = "another secret of thirty-two bytes";
	config_key(&two, "csrf", b);
	ck_assert_mem_ne(a, b, 32);
}
END_TEST

UNIT_MAIN("config",
    a_secret_and_a_home_are_enough,
    the_file_is_read_and_the_environment_wins,
    every_fault_is_named_at_once_and_no_secret_is_shown,
    each_bad_value_is_refused,
    what_is_needed_must_be_there,
    s4_not_05_what_twilio_needs_must_be_there_with_its_account,
    keys_differ_by_label_and_by_secret)
