/* SPDX-License-Identifier: ISC */
/* Logs: found again, compressed, ended, and what of them becomes rows. */
#include <dirent.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <zlib.h>

#include "lib/base/log.h"
#include "lib/queue/queue.h"
#include "lib/watch/logs.h"
#include "lib/watch/scan.h"
#include "lib/watch/watch.h"
#include "tests/unit/accounts_shop.h"
#include "tests/suite.h"

#define COUNT(TABLE)	(sizeof(TABLE) / sizeof((TABLE)[0]))
#define NOON		INT64_C(1790251200000)	/* 2026-09-24 12:00 UTC */

static struct config	 config;

static const char *
file(const char *name)
{
	return arena_printf(store.arena, "%s/log/%s", store_dir, name);
}

static void
open_all(void)
{
	shop_open();
	log_open("test", LOG_ERROR);
	config = shop_config;
	config.home = store_dir;
	store.config = &config;
	store.now = NOON;
	ck_assert_int_eq(mkdir(file(""), 0700), 0);
}

static void
close_all(void)
{
	DIR		*dir = opendir(file(""));
	struct dirent	*e;

	while ((e = readdir(dir)) != NULL)
		if (e->d_name[0] != '.')
			unlink(file(e->d_name));
	closedir(dir);
	rmdir(file(""));
	shop_close();
}

static void
put(const char *name, const char *text)
{
	FILE	*f = fopen(file(name), "ae");
	gzFile	 gz;

	ck_assert_ptr_nonnull(f);
	if (strstr(name, ".gz") == NULL)
		ck_assert_int_ge(fputs(text, f), 0);
	fclose(f);
	if (strstr(name, ".gz") == NULL)
		return;
	ck_assert_ptr_nonnull(gz = gzopen(file(name), "ab"));
	ck_assert_int_gt(gzputs(gz, text), 0);
	gzclose(gz);
}

static void
age(const char *name, int64_t ms)
{
	const struct timespec	 times[2] = { { ms / 1000, 0 },
				    { ms / 1000, 0 } };

	ck_assert_int_eq(utimensat(AT_FDCWD, file(name), times, 0), 0);
}

/* A line of a minute of that day. */
#define AT(DAY, MINUTE)	"{\"time\":\"2026-09-" #DAY "T10:" #MINUTE \
	":00.000Z\",\"level\":"

static void
some_logs(void)
{
	put("souk-2026-09-22.log.gz",
	    AT(22, 01) "\"error\",\"message\":\"a\"}\n"
	    AT(22, 02) "\"info\",\"message\":\"request\",\"id\":\"r1\","
	    "\"actor\":\"user_1\"}\n");
	put("souk-2026-09-23.log.gz",
	    AT(23, 01) "\"warn\",\"message\":\"b\"}\n");
	put("souk-2026-09-23.1.log",
	    AT(23, 02) "\"info\",\"message\":\"request\",\"id\":\"r2\","
	    "\"actor\":\"user_2\"}\n"
	    AT(23, 03) "\"info\",\"message\":\"job\",\"why\":"
	    "\"\\\"level\\\":\\\"error\\\"\"}\n");
	put("souk.log",
	    AT(24, 01) "\"info\",\"message\":\"request\",\"id\":\"r3\","
	    "\"actor\":\"user_1\"}\n"
	    AT(24, 02) "\"error\",\"message\":\"c\"}\n");
	/* What is no log of ours. */
	put("souk.log.1", AT(24, 03) "\"error\",\"message\":\"no\"}\n");
	put("souk-2026-99-99.log", AT(24, 03) "\"error\"}\n");
	put("other.log", AT(24, 03) "\"error\"}\n");
}

/* The last characters of the minutes found, a page an answer. */
static const char *
found(struct record *filters)
{
	const char	*lines[LOG_LINES_MAX], *cursor;
	char		*all = arena_alloc(store.arena, 256);
	size_t		 n = 0;
	int		 count, pages = 0;

	do {
		ck_assert_int_eq(log_find(&store, filters, lines, &count,
		    &cursor), SOUK_OK);
		for (int i = 0; i < count; i++) {
			all[n++] = lines[i][strlen("{\"time\":\"2026-09-2")];
			all[n++] = lines[i][strlen("{\"time\":\"2026-09-24T10:0")];
			all[n++] = ' ';
		}
		if (cursor != NULL)
			record_set_text(filters, LOG_OF_CURSOR, cursor);
		ck_assert_int_lt(++pages, 20);
	} while (cursor != NULL);
	return all;
}

static struct record *
asked(int filter, const char *text)
{
	struct record	*filters = record_new(store.arena, &log_filters);

	if (text != NULL)
		record_set_text(filters, filter, text);
	return filters;
}

static struct record *
asked_level(int64_t least)
{
	struct record	*filters = asked(0, NULL);

	record_set_int(filters, LOG_OF_LEVEL, least);
	return filters;
}

START_TEST(s3_mon_04_lines_are_found_newest_first_in_every_file)
{
	struct record	*filters;

	some_logs();
	ck_assert_str_eq(found(asked(0, NULL)),
	    "42 41 33 32 31 22 21 ");
	ck_assert_str_eq(found(asked_level(0)), "42 21 ");
	ck_assert_str_eq(found(asked_level(1)), "42 31 21 ");
	ck_assert_str_eq(found(asked(LOG_OF_USER, "user_1")), "41 22 ");
	ck_assert_str_eq(found(asked(LOG_OF_USER, "user_")), "");
	ck_assert_str_eq(found(asked(LOG_OF_REQUEST, "r2")), "32 ");
	ck_assert_str_eq(found(asked(LOG_OF_MESSAGE, "job")), "33 ");
	filters = asked(LOG_OF_MESSAGE, "request");
	record_set_text(filters, LOG_OF_USER, "user_1");
	ck_assert_str_eq(found(filters), "41 22 ");
	filters = asked(0, NULL);
	record_set_int(filters, LOG_OF_FROM, NOON - 26 * CLOCK_HOUR);
	record_set_int(filters, LOG_OF_TO, NOON - 2 * CLOCK_HOUR);
	ck_assert_str_eq(found(filters), "33 32 31 ");
}
END_TEST

/* Also when a file turns over, or is compressed, between two pages. */
START_TEST(s3_mon_04_pages_go_on_where_the_last_ended)
{
	const char	*lines[LOG_LINES_MAX], *cursor;
	struct record	*filters;
	int		 count;

	some_logs();
	for (int limit = 1; limit < 9; limit++) {
		filters = asked(0, NULL);
		record_set_int(filters, LOG_OF_LIMIT, limit);
		ck_assert_str_eq(found(filters), "42 41 33 32 31 22 21 ");
	}
	filters = asked(0, NULL);
	record_set_int(filters, LOG_OF_LIMIT, 1);
	ck_assert_int_eq(log_find(&store, filters, lines, &count, &cursor),
	    SOUK_OK);
	ck_assert_int_eq(rename(file("souk.log"),
	    file("souk-2026-09-24.log")), 0);
	put("souk.log", AT(24, 09) "\"info\"}\n");
	record_set_text(filters, LOG_OF_CURSOR, cursor);
	ck_assert_str_eq(found(filters), "41 33 32 31 22 21 ");
	/* A cursor of another question. */
	filters = asked_level(0);
	record_set_text(filters, LOG_OF_CURSOR, cursor);
	ck_assert_int_eq(log_find(&store, filters, lines, &count, &cursor),
	    SOUK_INVALID);
	filters = asked(LOG_OF_CURSOR, "bm9uZQ");
	ck_assert_int_eq(log_find(&store, filters, lines, &count, &cursor),
	    SOUK_INVALID);
}
END_TEST

START_TEST(what_is_no_json_is_told_as_such)
{
	const char	*lines[LOG_LINES_MAX], *cursor;
	static char	 endless[100000];
	int		 count;

	memset(endless, 'x', sizeof(endless) - 2);
	endless[sizeof(endless) - 2] = '\n';
	put("souk.log", "{\"time\":\"2026\",\"half\n");
	put("souk.log", endless);
	put("souk.log", "{\"a\":1}\nno end");
	ck_assert_int_eq(log_find(&store, asked(0, NULL), lines, &count,
	    &cursor), SOUK_OK);
	ck_assert_int_eq(count, 3);
	ck_assert_str_eq(lines[0], "{\"a\":1}");
	ck_assert_ptr_nonnull(strstr(lines[1], "cut"));
	ck_assert_ptr_nonnull(strstr(lines[2], "cut"));
}
END_TEST

/* ---- kept for a time ---------------------------------------------------------- */

static void
keep(void)
{
	const struct job	 job = { .id = "job_x", .kind = "watch.logs" };

	ck_assert_int_eq(watch_logs.run(&store, &job), SOUK_OK);
}

static bool
is_there(const char *name)
{
	return access(file(name), F_OK) == 0;
}

START_TEST(s4_mon_06_full_files_are_compressed_and_say_the_same)
{
	some_logs();
	age("souk-2026-09-23.1.log", NOON - CLOCK_DAY);
	put("souk-2026-09-24.log", AT(24, 00) "\"info\"}\n");
	age("souk-2026-09-24.log", NOON - CLOCK_MINUTE);
	keep();
	ck_assert(is_there("souk-2026-09-23.1.log.gz"));
	ck_assert(!is_there("souk-2026-09-23.1.log"));
	ck_assert(is_there("souk-2026-09-24.log"));	/* too young */
	ck_assert(is_there("souk.log"));
	ck_assert(is_there("other.log"));
	ck_assert_str_eq(found(asked(0, NULL)),
	    "42 41 40 33 32 31 22 21 ");
}
END_TEST

START_TEST(s4_mon_06_ninety_days_are_kept)
{
	put("souk-2026-06-26.log.gz", "{}\n");	/* 90 days before */
	put("souk-2026-06-25.log.gz", "{}\n");
	put("souk-2025-01-01.3.log.gz", "{}\n");
	keep();
	ck_assert(is_there("souk-2026-06-26.log.gz"));
	ck_assert(!is_there("souk-2026-06-25.log.gz"));
	ck_assert(!is_there("souk-2025-01-01.3.log.gz"));
}
END_TEST

static enum outcome
settings_again(struct act *act, void *settings)
{
	return settings_load(settings, act, true);
}

START_TEST(s4_mon_06_beyond_the_bound_the_oldest_go)
{
	store.now = clock_now();
	shop_sql("INSERT INTO setting (name, value, updated_at) VALUES"
	    " ('ops.logMegabytes', '16', 1)");
	ck_assert_int_eq(db_tx(&store, DB_READ, settings_again, shop_set),
	    SOUK_OK);
	store.now = NOON;
	for (int day = 10; day < 14; day++) {
		const char	*name = arena_printf(store.arena,
				    "souk-2026-09-%d.log.gz", day);

		put(name, "{}\n");
		ck_assert_int_eq(truncate(file(name), 5 << 20), 0);
	}
	put("souk.log", "{}\n");
	keep();
	ck_assert(!is_there("souk-2026-09-10.log.gz"));
	ck_assert(is_there("souk-2026-09-11.log.gz"));
	ck_assert(is_there("souk-2026-09-13.log.gz"));
	ck_assert(is_there("souk.log"));
}
END_TEST

/* ---- what becomes rows ------------------------------------------------------------ */

START_TEST(s3_mon_01_each_error_counts_once_through_every_turn)
{
	static const char	 error[] = AT(24, 01) "\"error\",\"program\":"
	    "\"souk-web\",\"message\":\"worker 12 died\",\"route\":\"/a\"}\n";

	put("souk.log", error);
	put("souk.log", AT(24, 02) "\"error\",\"program\":\"souk-web\","
	    "\"message\":\"worker 13 died\"}\n" AT(24, 02) "\"info\"}\n"
	    AT(24, 03) "\"warn\",\"message\":\"slow statement\",\"ms\":"
	    "\"300\",\"sql\":\"SELECT 1\"}\n{\"half");
	ck_assert_int_eq(log_scan(&store), SOUK_OK);
	ck_assert_int_eq(log_scan(&store), SOUK_OK);
	ck_assert_int_eq(shop_sql("SELECT times FROM watch_error").number, 2);
	ck_assert_int_eq(shop_sql("SELECT count(*) FROM watch_error").number,
	    1);
	ck_assert_str_eq(shop_sql("SELECT tags FROM watch_error").text,
	    "{\"route\":\"/a\"}");
	ck_assert_int_eq(shop_sql("SELECT worst_ms FROM watch_slow").number,
	    300);
	/* It turns over, twice, before anybody looks again. */
	put("souk.log", "\"}\n");
	put("souk.log", error);
	rename(file("souk.log"), file("souk-2026-09-24.log"));
	put("souk.log", error);
	rename(file("souk.log"), file("souk-2026-09-24.1.log"));
	put("souk.log", error);
	ck_assert_int_eq(log_scan(&store), SOUK_OK);
	ck_assert_int_eq(shop_sql("SELECT times FROM watch_error").number, 5);
	ck_assert_int_eq(log_scan(&store), SOUK_OK);
	ck_assert_int_eq(shop_sql("SELECT times FROM watch_error").number, 5);
}
END_TEST

static const struct { const char *text, *masked; } masks[] = {
	{ "worker died", "worker died" }, { "", "" },
	{ "no mail to lina@shop.test, ever", "no mail to [address], ever" },
	{ "to lina%40shop.test", "to [address]" },
	{ "connect to 192.0.2.7:443 failed", "connect to [address] failed" },
	{ "from 2001:db8::1", "from [address]" },
	{ "version 1.2.3", "version 1.2.3" },
	{ "lib/db/tx.c:12: error", "lib/db/tx.c:12: error" },
};

START_TEST(s3_mon_01_no_address_leaves_the_machine)
{
	for (size_t i = 0; i < COUNT(masks); i++)
		ck_assert_str_eq(text_masked(&store, masks[i].text),
		    masks[i].masked);
}
END_TEST

int
main(void)
{
	const TTest *const	 tests[] = {
		s3_mon_04_lines_are_found_newest_first_in_every_file,
		s3_mon_04_pages_go_on_where_the_last_ended,
		what_is_no_json_is_told_as_such,
		s4_mon_06_full_files_are_compressed_and_say_the_same,
		s4_mon_06_ninety_days_are_kept,
		s4_mon_06_beyond_the_bound_the_oldest_go,
		s3_mon_01_each_error_counts_once_through_every_turn,
		s3_mon_01_no_address_leaves_the_machine,
	};
	const struct suite	 suite = { "watch_log", open_all,
	    close_all, true, 60 };

	return suite_of(&suite, tests,
	    sizeof(tests) / sizeof(tests[0]));
}
