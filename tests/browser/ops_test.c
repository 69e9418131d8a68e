/* SPDX-License-Identifier: ISC */
/*
 * An owner looks at how the shop runs: an alert to look after, the last hour,
 * copies, the log; in French and in Arabic, at a desk and on a telephone.
 */

#include "lib/base/clock.h"
#include "tests/browser/visit.h"
#include "tests/http/process.h"
#include "tests/http/suite.h"

#define OPS	"/admin/exploitation"

/* An hour of samples, and two alerts. */
static void
hour_make(void)
{
	const int64_t	 now = clock_now() / CLOCK_MINUTE * CLOCK_MINUTE;
	char		 sql[800];

	for (int n = 1; n < 60; n++) {
		snprintf(sql, sizeof(sql), "INSERT INTO watch_sample (at, up,"
		    " answer_ms, requests, errors, p50_ms, p95_ms, p99_ms,"
		    " waiting, disk_percent, memory_mb, load_percent,"
		    " certificate_days, pictures_percent) VALUES (%lld, %d,"
		    " %d, %d, %d, 2, %d, 40, 0, 61, %d, %d, 80, 12)"
		    " ON CONFLICT DO NOTHING", (long long)(now -
		    n * CLOCK_MINUTE), n != 30, 3 + n % 4, 40 + n * 7 % 50,
		    n % 13 == 0, 8 + n % 9, 140 + n % 5, 20 + n % 30);
		free(shop_sql(sql));
	}
	snprintf(sql, sizeof(sql), "INSERT INTO watch_alert (id, rule,"
	    " severity, value, worst, threshold, opened_at, closed_at) VALUES"
	    " ('alert_a', 'disk_free', 'critical', 9, 7, 10, %lld, NULL),"
	    " ('alert_0', 'down', 'critical', 0, 0, 1, %lld, %lld)",
	    (long long)(now - 20 * CLOCK_MINUTE),
	    (long long)(now - 30 * CLOCK_MINUTE),
	    (long long)(now - 29 * CLOCK_MINUTE));
	free(shop_sql(sql));
	free(shop_sql("INSERT INTO watch_slow (sql, times, worst_ms, last_at)"
	    " VALUES ('SELECT p.id FROM product p WHERE p.name = :name', 3,"
	    " 412, 1790000000000)"));
}

static void
setup(void)
{
	visit_start();
	hour_make();
	sign_in_to("owner", OPS);
}

START_TEST(s4_mon_03_an_owner_sees_how_the_shop_runs)
{
	pictures_of_office(OPS, "ops");
	ck_assert_str_eq(browser_script(b, "return document.querySelectorAll("
	    "'.chart polyline').length"), "6");
	ck_assert_ptr_nonnull(strstr(browser_text(b, "#ops-now"), " %"));
	ck_assert_ptr_nonnull(strstr(browser_text(b, "#slow"), "412 ms"));
	want_no_errors();
}
END_TEST

START_TEST(s4_mon_05_an_alert_is_taken_by_a_button)
{
	browser_size(b, 1280, 900);
	visit_office("/locale/fr?to=" OPS);
	ck_assert_ptr_nonnull(strstr(browser_text(b, "#alerts"),
	    "Peu d’espace disque libre"));
	ck_assert_ptr_nonnull(strstr(browser_text(b, "#alerts"), "7 %"));
	browser_click(b, "[data-post$='alert_a/acknowledge']");
	browser_wait(b, "!document.querySelector('[data-post*=alert_a]')");
	ck_assert_ptr_nonnull(strstr(browser_text(b, "#alerts"),
	    "Quelqu’un s’en occupe"));
	ck_assert_str_eq(shop_sql("SELECT acknowledged_by = (SELECT id FROM"
	    " users WHERE username = 'owner') FROM watch_alert WHERE id ="
	    " 'alert_a'"), "1");
	want_no_errors();
}
END_TEST

START_TEST(s3_mon_04_the_log_is_searched_in_the_browser)
{
	visit_office(OPS "?level=info&message=GET");
	browser_wait(b, "document.querySelector('#log-lines') !== null");
	ck_assert_ptr_nonnull(strstr(browser_text(b, "#log-lines"),
	    "request"));
	browser_script(b, "document.querySelector('#log').scrollIntoView()");
	browser_picture(b, "ops-log-fr");
	browser_click(b, "#older");
	browser_wait(b, "location.search.includes('cursor=')");
	visit_office(OPS "?message=%3Cscript%3Ealert(1)%3C/script%3E");
	ck_assert(!browser_has(b, "#log-lines"));
	want_no_errors();
}
END_TEST

START_TEST(s4_mon_04_a_copy_is_asked_for_by_a_button)
{
	const int64_t	 end = now_ms() + SOON_MS;

	visit_office(OPS);
	browser_click(b, "[data-post='/api/admin/ops/backups']");
	while (strcmp(shop_sql("SELECT count(*) > 0 FROM backup_run WHERE"
	    " kind = 'asked'"), "1") != 0) {
		ck_assert(now_ms() < end);
		pause_ms(50);
	}
	want_no_errors();
}
END_TEST

VISIT_MAIN("ops", setup, visit_stop,
    s4_mon_03_an_owner_sees_how_the_shop_runs,
    s4_mon_05_an_alert_is_taken_by_a_button,
    s3_mon_04_the_log_is_searched_in_the_browser,
    s4_mon_04_a_copy_is_asked_for_by_a_button)
