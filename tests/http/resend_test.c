/* SPDX-License-Identifier: ISC */
/* Mail by Resend: its API, its faults, its month. */
#include "lib/base/zone.h"
#include "tests/http/mail_rows.h"
#include "tests/suite.h"

#define KEY	"re_test_4711"

static void
resend_start(const char *home)
{
	static const char *const words[] = { KEY, NULL };
	char			 url[64];

	(void)home;
	mailbox.script = "tests/servers/resend.py";
	mailbox_folder();
	mailbox_run(words);
	snprintf(url, sizeof(url), "http://127.0.0.1:%d", mailbox.port);
	setenv("SOUK_RESEND_URL", url, 1);
	setenv("SOUK_RESEND_KEY", KEY, 1);
	setenv("SOUK_LOOPBACK", "1", 1);
	setenv("SOUK_MAIL_FROM", "shop@souk.test", 1);
}

static void
quota_set(int quota)
{
	struct client	*c = client_login("owner");

	want(client_json(c, "PATCH", SETTINGS,
	    "{\"notify\":{\"monthlyQuota\":%d}}", quota), 200);
	client_free(c);
}

START_TEST(s3_stk_03_a_mail_goes_out_by_resend)
{
	const struct mail	*m;

	put("lina@shop.test");
	m = mailbox_await("lina@shop.test");
	ck_assert_str_eq(mail_text(m, "from"), "\"souk\" <shop@souk.test>");
	ck_assert_str_eq(mail_text(m, "subject"),
	    "Confirmez votre adresse e-mail");
	ck_assert_ptr_nonnull(strstr(mail_text(m, "html"), "<html"));
	ck_assert_str_eq(mail_link(m, 0), "https://shop.test/x#token=abc");
	row_soon("lina@shop.test", "state", "sent");
	ck_assert_str_eq(row("lina@shop.test", "id"),
	    mail_text(m, "messageId"));
	ck_assert_str_eq(row("lina@shop.test", "'200 re_' || id"),
	    row("lina@shop.test", "reply || ''"));
	ck_assert_str_eq(row("lina@shop.test", "transport"), "resend");
}
END_TEST

static const struct fault {
	const char	*rule, *reply;
	const char	*state;
} faults[] = {
	{ "500", "500", "waiting" }, { "503", "503", "waiting" },
	{ "403", "403", "waiting" }, { "401", "401", "waiting" },
	{ "drop", "unknown", "waiting" }, { "lose", "unknown", "waiting" },
	{ "422", "422", "dead" }, { "400", "400", "dead" },
};

/* Whatever happened, one mail: the key of idempotency is the mail's id. */
START_TEST(s3_stk_03_a_fault_of_resend_loses_no_mail_and_doubles_none)
{
	const struct fault	*f = &faults[_i];
	struct client		*c;
	char			 rule[64], to[64], path[640];

	snprintf(to, sizeof(to), "fault%d@shop.test", _i);
	snprintf(rule, sizeof(rule), "%s times=1\n", f->rule);
	mailbox_fail(rule);
	put(to);
	reply_soon(to, f->reply);
	ck_assert_str_eq(row(to, "state"), f->state);
	ck_assert_str_eq(row(to, "sealed IS NULL"), "0");
	if (strcmp(f->state, "dead") == 0) {
		c = client_login("owner");
		snprintf(path, sizeof(path), OUTBOX "/%s/retry",
		    row(to, "id"));
		want(client_json(c, "POST", path, "{}"), 200);
		client_free(c);
	}
	pauses_over();
	row_soon(to, "state", "sent");
	ck_assert_int_eq(mailbox_count(to), 1);
	mailbox_fail("");
}
END_TEST

/* Too fast for them: when they say, and as no attempt. */
START_TEST(s3_stk_03_a_rate_over_there_postpones)
{
	mailbox_fail("429 retry=1800 times=1\n");
	put("slow@shop.test");
	sql_soon("1", "SELECT count(*) FROM job WHERE kind = 'notify.mail' AND"
	    " state = 'waiting' AND attempts = 0 AND"
	    " due_at - created_at BETWEEN 1790000 AND 1830000");
	mailbox_fail("");
	pauses_over();
	mailbox_await("slow@shop.test");
}
END_TEST

/* A text that was changed between two tries: it went the first time. */
START_TEST(s3_stk_03_other_words_under_a_used_key_are_no_second_mail)
{
	struct client	*c = client_login("owner");

	mailbox_fail("lose times=1\n");
	put("twice@shop.test");
	reply_soon("twice@shop.test", "unknown");
	want(client_json(c, "PATCH", SETTINGS,
	    "{\"shop\":{\"name\":\"Other\"}}"), 200);
	pauses_over();
	row_soon("twice@shop.test", "state", "sent");
	ck_assert_int_eq(mailbox_count("twice@shop.test"), 1);
	client_free(c);
}
END_TEST

/* 2, of which 1 is used: the rest waits for the next month, and is told. */
START_TEST(s3_stk_03_beyond_the_months_quota_mails_wait_for_the_next)
{
	char	 query[256], *out;
	int64_t	 next = zone_month("Europe/Paris", clock_now(), 1);

	free(shop_sql("UPDATE mail SET sent_at = 1 WHERE sent_at > 0"));
	quota_set(2);
	put("quota0@shop.test");
	mailbox_await("quota0@shop.test");
	put("quota1@shop.test");
	mailbox_await("quota1@shop.test");
	row_soon("quota1@shop.test", "state", "sent");
	put("quota2@shop.test");
	put("quota3@shop.test");
	snprintf(query, sizeof(query), "SELECT count(*) FROM job WHERE"
	    " kind = 'notify.mail' AND state = 'waiting' AND attempts = 0 AND"
	    " due_at BETWEEN %lld AND %lld", (long long)next,
	    (long long)next + 600000);
	sql_soon("2", query);
	ck_assert_int_eq(mailbox_count("quota2@shop.test"), 0);
	ck_assert_int_eq(shop_command(NULL, &out, "doctor", NULL), 1);
	ck_assert_ptr_nonnull(strstr(out, "this month's 2 are used up"));
	free(out);
	/* A new month has come. */
	free(shop_sql("UPDATE mail SET sent_at = 1 WHERE sent_at > 0"));
	pauses_over();
	mailbox_await("quota2@shop.test");
	mailbox_await("quota3@shop.test");
	quota_set(3000);
}
END_TEST

int
main(void)
{
	const struct suite_row	 tests[] = {
		{ s3_stk_03_a_mail_goes_out_by_resend, 1 },
		{ s3_stk_03_a_fault_of_resend_loses_no_mail_and_doubles_none,
		    COUNT(faults) },
		{ s3_stk_03_a_rate_over_there_postpones, 1 },
		{ s3_stk_03_other_words_under_a_used_key_are_no_second_mail,
		    1 },
		{ s3_stk_03_beyond_the_months_quota_mails_wait_for_the_next,
		    1 },
	};
	const struct suite	 suite = { "resend", shop_start,
	    shop_stop, false, SUITE_TIMEOUT };

	shop_home_made = resend_start;
	return suite_rows(&suite, tests,
	    sizeof(tests) / sizeof(tests[0]));
}
