/* SPDX-License-Identifier: ISC */
/* Notices without a network: whose way is tried when, by a clock that is set. */
#include "tests/unit/accounts_shop.h"

#include "lib/base/buf.h"
#include "lib/base/text.h"
#include "lib/notify/notice_parts.h"
#include "lib/notify/notify.h"
#include "lib/notify/sms_parts.h"
#include "lib/queue/queue.h"

static const char	*user;

static void
start(const char *at)
{
	shop_config.home = store_dir;
	shop_config.twilio_account = "ACaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa";
	shop_config.twilio_from = "+15005550006";
	shop_config.meta_token = "";
	user = shop_user("lina", "CUSTOMER", "brand_1");
	shop_sql("UPDATE users SET phone = '+33612345678' WHERE id = '%s'",
	    user);
	shop_sql("INSERT INTO notice_wish (user_id, topic, ways, updated_at)"
	    " VALUES ('%s', 'orders', 'sms' || char(10) || 'email', 1)",
	    user);
	ck_assert(clock_parse(at, &store.now));
}

static enum outcome
put(const char *topic)
{
	const struct mail_field	 fields[] = { { "name", "Lina" },
		{ "order", "1042" }, { "text", "x" },
		{ "link", "https://shop.test/c" }, { NULL, NULL } };

	return notice_put(&store, &(struct notice_new){ .topic = topic,
		.template = MAIL_ORDER_SHIPPED, .brand_id = "brand_1",
		.user_id = user, .locale = LOCALE_FR, .subject = "order",
		.subject_id = "ord_1", .fields = fields });
}

static void
quiet(int begins, int ends, const char *zone)
{
	shop_sql("INSERT INTO notice_quiet (user_id, begins, ends,"
	    " updated_at) VALUES ('%s', %d, %d, 1) ON CONFLICT (user_id) DO"
	    " UPDATE SET begins = %d, ends = %d", user, begins, ends, begins,
	    ends);
	shop_sql("INSERT INTO preference (user_id, theme, time_zone,"
	    " order_mail, reminder_mail, updated_at) VALUES ('%s', 'dark',"
	    " '%s', 1, 1, 1) ON CONFLICT (user_id) DO UPDATE SET time_zone ="
	    " '%s'", user, zone, zone);
}

static enum outcome
quiet_is(const char *due)
{
	int64_t	 is, want;

	ck_assert(clock_parse(due, &want));
	ck_assert_int_eq(quiet_until(&store, user, &is), SOUK_OK);
	ck_assert_msg(is == want, "%s: %lld, want %lld", due, (long long)is,
	    (long long)want);
	return SOUK_OK;
}

START_TEST(s4_not_05_quiet_hours_are_those_of_the_persons_clock)
{
	static const struct {
		int		 begins, ends;
		const char	*zone, *now, *due;
	} rows[] = {
		{ 1350, 425, "Europe/Paris", "2026-11-22T22:00:00Z",
		  "2026-11-23T06:05:00Z" },
		{ 1350, 425, "Europe/Paris", "2026-11-22T21:29:59Z",
		  "2026-11-22T21:29:59Z" },
		{ 1350, 425, "Europe/Paris", "2026-11-22T21:30:00Z",
		  "2026-11-23T06:05:00Z" },
		{ 1350, 425, "Europe/Paris", "2026-11-23T06:04:59Z",
		  "2026-11-23T06:05:00Z" },
		{ 1350, 425, "Europe/Paris", "2026-11-23T06:05:00Z",
		  "2026-11-23T06:05:00Z" },
		{ 720, 840, "Asia/Tokyo", "2026-11-22T03:30:00Z",
		  "2026-11-22T05:00:00Z" },
		{ 720, 840, "Asia/Tokyo", "2026-11-22T12:30:00Z",
		  "2026-11-22T12:30:00Z" },
		{ 600, 600, "Europe/Paris", "2026-11-22T09:00:00Z",
		  "2026-11-22T09:00:00Z" },
		/* The night in which Paris has 2:30 twice. */
		{ 0, 420, "Europe/Paris", "2026-10-25T00:30:00Z",
		  "2026-10-25T06:00:00Z" },
		/* They end with the first of them, and not again. */
		{ 1320, 150, "Europe/Paris", "2026-10-24T21:00:00Z",
		  "2026-10-25T00:30:00Z" },
		{ 1320, 150, "Europe/Paris", "2026-10-25T01:15:00Z",
		  "2026-10-25T01:15:00Z" },
		/* The night that has no 2:30. */
		{ 1320, 150, "Europe/Paris", "2026-03-28T22:00:00Z",
		  "2026-03-29T01:00:00Z" },
		{ 1320, 420, "Europe/Paris", "2026-03-28T22:00:00Z",
		  "2026-03-29T05:00:00Z" },
		{ 150, 420, "Europe/Paris", "2026-03-29T01:00:00Z",
		  "2026-03-29T05:00:00Z" },
		{ 150, 420, "Europe/Paris", "2026-03-29T00:59:59Z",
		  "2026-03-29T00:59:59Z" },
		{ 1320, 420, "Europe/Paris", "2026-12-31T22:30:00Z",
		  "2027-01-01T06:00:00Z" },
	};

	start("2026-11-22T22:00:00Z");
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		quiet(rows[i].begins, rows[i].ends, rows[i].zone);
		ck_assert(clock_parse(rows[i].now, &store.now));
		shop_in(DB_READ, quiet_is, rows[i].due);
	}
}
END_TEST

static int64_t
count(const char *table, const char *where)
{
	return shop_sql("SELECT count(*) FROM %s WHERE %s", table,
	    where).number;
}

static void
work(void)
{
	static const struct job_kind *const	 kinds[] = { &notify_notice,
		NULL };
	int64_t					 next;

	while (queue_run_one(&store, kinds, "test", &next) == SOUK_OK)
		continue;
}

START_TEST(s4_not_05_what_rings_waits_for_the_end_of_quiet_hours)
{
	start("2026-11-22T22:00:00Z");
	quiet(1350, 425, "Europe/Paris");
	ck_assert_int_eq(shop_in(DB_WRITE, put, "orders"), SOUK_OK);
	ck_assert_int_eq(count("sms", "1 = 1"), 0);
	ck_assert_int_eq(count("mail", "1 = 1"), 0);
	ck_assert_int_eq(count("notice", "state = 'waiting'"), 1);
	work();
	ck_assert_int_eq(count("sms", "1 = 1"), 0);
	ck_assert(clock_parse("2026-11-23T06:05:01Z", &store.now));
	work();
	ck_assert_int_eq(count("sms", "state = 'waiting'"), 1);
	ck_assert_int_eq(count("notice", "state = 'under_way'"), 1);
	/* A mail wakes nobody. */
	ck_assert(clock_parse("2026-11-23T23:00:00Z", &store.now));
	ck_assert_int_eq(shop_in(DB_WRITE, put, "returns"), SOUK_OK);
	ck_assert_int_eq(count("mail", "state = 'waiting'"), 1);
	ck_assert_int_eq(count("bell", "topic = 'returns'"), 1);
}
END_TEST

/* What has not even left after a while is held back, and said by mail. */
START_TEST(s4_not_05_a_text_that_does_not_leave_is_held_back)
{
	start("2026-11-22T12:00:00Z");
	ck_assert_int_eq(shop_in(DB_WRITE, put, "orders"), SOUK_OK);
	ck_assert_int_eq(count("sms", "state = 'waiting'"), 1);
	work();
	ck_assert_int_eq(count("mail", "1 = 1"), 0);
	store.now += 16 * CLOCK_MINUTE;
	work();
	ck_assert_int_eq(count("sms", "state = 'dropped'"), 1);
	ck_assert_int_eq(count("mail", "state = 'waiting'"), 1);
	ck_assert_int_eq(count("notice_try", "way = 'sms' AND state ="
	    " 'failed'"), 1);
}
END_TEST

/* What is told of a text, in whatever order, and what its notice makes of it;
 * "+15": a quarter of an hour passes. */
static const struct {
	const char	*told[6];
	const char	*tries, *state;
} fates[] = {
	{ { "sent" }, "sms sent", "under_way" },
	{ { "sent", "delivered" }, "sms delivered", "told" },
	{ { "delivered", "sent" }, "sms delivered", "told" },
	{ { "read", "delivered", "sent" }, "sms read", "told" },
	{ { "delivered", "failed" }, "sms delivered", "told" },
	{ { "failed", "delivered" }, "sms delivered,email under_way",
	  "told" },
	{ { "failed" }, "sms failed,email under_way", "under_way" },
	{ { "sent", "failed" }, "sms failed,email under_way", "under_way" },
	{ { "failed", "failed" }, "sms failed,email under_way",
	  "under_way" },
	{ { "sent", "+16" }, "sms sent,email under_way", "under_way" },
	{ { "sent", "+16", "delivered" }, "sms delivered,email under_way",
	  "told" },
	/* It left late, and has its time from then on. */
	{ { "+14", "sent", "+14" }, "sms sent", "under_way" },
	{ { "+14", "sent", "+16" }, "sms sent,email under_way",
	  "under_way" },
	/* Nobody knows: it is told no other way, however long that lasts. */
	{ { "doubt", "+16" }, "sms doubt", "under_way" },
	{ { "doubt", "+3000" }, "sms doubt", "under_way" },
	{ { "doubt", "+3000", "delivered" }, "sms delivered", "told" },
	{ { "doubt", "+3000", "failed" }, "sms failed,email under_way",
	  "under_way" },
	{ { "doubt", "+3000", "sent", "+14" }, "sms sent", "under_way" },
	{ { "doubt", "+3000", "sent", "+16" }, "sms sent,email under_way",
	  "under_way" },
	{ { "doubt", "waiting" }, "sms under_way", "under_way" },
	{ { "doubt", "+3000", "waiting", "doubt" }, "sms doubt",
	  "under_way" },
	{ { "delivered", "doubt" }, "sms delivered", "told" },
	{ { "sent", "doubt", "waiting" }, "sms sent", "under_way" },
	{ { "failed", "waiting" }, "sms failed,email under_way",
	  "under_way" },
	{ { "accepted", "queued", "" }, "sms under_way", "under_way" },
};

static const char	*text_id;

static enum outcome
fate(const char *state)
{
	return notice_fate(&store, text_id, state, NULL);
}

static void
happens(const char *what)
{
	int64_t	 minutes;

	if (*what != '+') {
		ck_assert_int_eq(shop_in(DB_WRITE, fate, what), SOUK_OK);
		return;
	}
	ck_assert(text_to_int(what + 1, &minutes));
	/* It went: only what is waiting could be held back. */
	shop_sql("UPDATE sms SET state = 'sending'");
	store.now += minutes * CLOCK_MINUTE;
	work();
}

START_TEST(s4_not_05_news_of_a_way_come_in_any_order)
{
	struct shop_sql	 is;

	start("2026-11-22T12:00:00Z");
	for (size_t i = 0; i < sizeof(fates) / sizeof(fates[0]); i++) {
		shop_sql("DELETE FROM notice");
		shop_sql("DELETE FROM sms");
		shop_sql("DELETE FROM job");
		ck_assert_int_eq(shop_in(DB_WRITE, put, "orders"), SOUK_OK);
		text_id = shop_sql("SELECT id FROM sms").text;
		for (size_t k = 0; fates[i].told[k] != NULL; k++)
			happens(fates[i].told[k]);
		is = shop_sql("SELECT group_concat(way || ' ' || state)"
		    " FROM notice_try");
		ck_assert_msg(strcmp(is.text, fates[i].tries) == 0,
		    "row %zu: %s, want %s", i, is.text, fates[i].tries);
		ck_assert_int_eq(count("notice", "state = 'told'"),
		    strcmp(fates[i].state, "told") == 0);
		ck_assert_int_eq(count("mail", "1 = 1"),
		    strstr(is.text, "email") != NULL);
		shop_sql("DELETE FROM mail");
	}
}
END_TEST

/* What becomes of the text itself is what its notice hears. */
static enum outcome
text_becomes(const char *state)
{
	return sms_become(&store, text_id, &(struct sms_news){
		.state = state, .code = 30003 });
}

START_TEST(s4_not_05_a_notice_hears_what_becomes_of_its_text)
{
	static const struct { const char *state, *tries; } rows[] = {
		{ "waiting", "sms under_way" }, { "doubt", "sms doubt" },
		{ "sent", "sms sent twilio_30003" },
		{ "delivered", "sms delivered twilio_30003" },
		{ "failed", "sms failed twilio_30003,email under_way" },
		/* Given up: another way is begun, whoever looks at it. */
		{ "dead", "sms failed twilio_30003,email under_way" },
	};
	struct shop_sql	 is;

	start("2026-11-22T12:00:00Z");
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		shop_sql("DELETE FROM notice");
		shop_sql("DELETE FROM sms");
		ck_assert_int_eq(shop_in(DB_WRITE, put, "orders"), SOUK_OK);
		text_id = shop_sql("SELECT id FROM sms").text;
		shop_sql("UPDATE sms SET state = 'sending'");
		ck_assert_int_eq(shop_in(DB_WRITE, text_becomes,
		    rows[i].state), SOUK_OK);
		is = shop_sql("SELECT group_concat(way || ' ' || state ||"
		    " coalesce(' ' || reason, '')) FROM notice_try");
		ck_assert_msg(strcmp(is.text, rows[i].tries) == 0,
		    "row %zu: %s, want %s", i, is.text, rows[i].tries);
	}
}
END_TEST

START_TEST(s1_not_01_the_order_of_ways_is_the_persons)
{
	static const struct { const char *wish, *tries; } rows[] = {
		{ "'email' || char(10) || 'sms'", "email under_way" },
		{ "'sms' || char(10) || 'email'", "sms under_way" },
		{ "'app' || char(10) || 'sms'", "app delivered,sms under_way" },
		{ "'whatsapp' || char(10) || 'sms'",
		  "whatsapp skipped,sms under_way" },
		{ "'whatsapp'", "whatsapp skipped" },
		{ "'app'", "app delivered" },
		{ "'pigeon' || char(10) || 'email'", "email under_way" },
	};
	struct shop_sql	 is;

	start("2026-11-22T12:00:00Z");
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		shop_sql("DELETE FROM notice");
		shop_sql("UPDATE notice_wish SET ways = %s", rows[i].wish);
		ck_assert_int_eq(shop_in(DB_WRITE, put, "orders"), SOUK_OK);
		is = shop_sql("SELECT group_concat(way || ' ' || state)"
		    " FROM notice_try");
		ck_assert_msg(strcmp(is.text, rows[i].tries) == 0,
		    "row %zu: %s, want %s", i, is.text, rows[i].tries);
	}
	/* Told by the bell alone; by nothing at all. */
	ck_assert_int_eq(count("notice", "state = 'under_way'"), 1);
	shop_sql("UPDATE notice_wish SET ways = 'whatsapp'");
	ck_assert_int_eq(shop_in(DB_WRITE, put, "orders"), SOUK_OK);
	ck_assert_int_eq(count("notice", "state = 'dead' AND sealed IS NOT"
	    " NULL"), 1);
	shop_sql("UPDATE notice_wish SET ways = 'app'");
	ck_assert_int_eq(shop_in(DB_WRITE, put, "orders"), SOUK_OK);
	ck_assert_int_eq(count("notice", "state = 'told' AND told_by = 'app'"
	    " AND sealed IS NULL"), 1);
	shop_sql("UPDATE notice_wish SET ways = ''");
	ck_assert_int_eq(shop_in(DB_WRITE, put, "orders"), SOUK_OK);
	ck_assert_int_eq(count("notice", "1 = 1"), 3);
}
END_TEST

static const char *
doctor_says(void)
{
	struct buf	 b;

	buf_init(&b, store.arena, 256);
	ck_assert_int_eq(mail_findings(&store, &b), 0);
	return b.p;
}

START_TEST(s1_not_01_the_doctor_says_what_waits_for_a_person)
{
	start("2026-11-22T12:00:00Z");
	shop_config.smtp_url = shop_config.resend_key = "";
	shop_config.twilio_token = "token";
	ck_assert_int_eq(shop_in(DB_WRITE, put, "orders"), SOUK_OK);
	ck_assert_ptr_null(strstr(doctor_says(), "/admin/avis"));
	shop_sql("UPDATE sms SET state = 'doubt'");
	ck_assert_ptr_nonnull(strstr(doctor_says(), "texts: 1 given up or in"
	    " doubt since yesterday; see /admin/avis\n"));
	shop_sql("UPDATE notice_wish SET ways = 'whatsapp'");
	ck_assert_int_eq(shop_in(DB_WRITE, put, "orders"), SOUK_OK);
	ck_assert_ptr_nonnull(strstr(doctor_says(), "notices: 1 told to"
	    " nobody since yesterday; see /admin/avis\n"));
	store.now += CLOCK_DAY + 1;
	ck_assert_ptr_null(strstr(doctor_says(), "/admin/avis"));
}
END_TEST

static enum outcome
put_and_fail(const char *topic)
{
	ck_assert_int_eq(put(topic), SOUK_OK);
	return SOUK_CONFLICT;
}

START_TEST(s1_not_01_a_notice_is_there_with_what_it_tells_of_or_not_at_all)
{
	start("2026-11-22T12:00:00Z");
	ck_assert_int_eq(shop_in(DB_WRITE, put_and_fail, "orders"),
	    SOUK_CONFLICT);
	ck_assert_int_eq(count("notice", "1 = 1"), 0);
	ck_assert_int_eq(count("sms", "1 = 1"), 0);
	ck_assert_int_eq(shop_sql("SELECT count(*) FROM job").number, 0);
	ck_assert_int_eq(shop_in(DB_WRITE, put, "orders"), SOUK_OK);
	ck_assert_int_eq(count("notice", "sealed LIKE '%Lina%'"), 0);
	ck_assert_int_eq(count("sms", "sealed LIKE '%1042%'"), 0);
}
END_TEST

int
main(void)
{
	const TTest *const	 tests[] = {
		s4_not_05_quiet_hours_are_those_of_the_persons_clock,
		s4_not_05_what_rings_waits_for_the_end_of_quiet_hours,
		s4_not_05_a_text_that_does_not_leave_is_held_back,
		s4_not_05_news_of_a_way_come_in_any_order,
		s4_not_05_a_notice_hears_what_becomes_of_its_text,
		s1_not_01_the_order_of_ways_is_the_persons,
		s1_not_01_the_doctor_says_what_waits_for_a_person,
		s1_not_01_a_notice_is_there_with_what_it_tells_of_or_not_at_all,
	};

	return shop_run("notices", tests, sizeof(tests) / sizeof(tests[0]));
}
