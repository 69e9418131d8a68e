/* SPDX-License-Identifier: ISC */
/* Rows of mails: put with what they tell of, kept for a month, of nobody
 * after that. */
#include "tests/unit/accounts_shop.h"

#include "lib/base/buf.h"
#include "lib/base/json_out.h"
#include "lib/base/zone.h"
#include "lib/notify/notify.h"
#include "lib/queue/queue.h"

#define TO	"lina@shop.test"

static const char	*user;

static enum outcome
put(const char *to)
{
	const struct mail_field	 fields[] = { { "name", "Lina" },
		{ NULL, NULL } };

	return store.souk->mail(&store, &(struct mail_new){
		.template = MAIL_WELCOME, .brand_id = "brand_1",
		.user_id = user, .to = to, .locale = LOCALE_FR,
		.fields = fields });
}

static void
start(void)
{
	shop_config.home = store_dir;
	user = shop_user("lina", "CUSTOMER", "brand_1");
}

static int64_t
count(const char *where)
{
	return shop_sql("SELECT count(*) FROM mail WHERE %s", where).number;
}

static enum outcome
put_and_fail(const char *to)
{
	ck_assert_int_eq(put(to), SOUK_OK);
	return SOUK_CONFLICT;
}

START_TEST(s4_not_04_a_mail_is_put_with_what_it_tells_of_or_not_at_all)
{
	start();
	ck_assert_int_eq(shop_in(DB_WRITE, put_and_fail, TO), SOUK_CONFLICT);
	ck_assert_int_eq(count("1 = 1"), 0);
	ck_assert_int_eq(shop_sql("SELECT count(*) FROM job").number, 0);
	ck_assert_int_eq(shop_in(DB_WRITE, put, TO), SOUK_OK);
	ck_assert_int_eq(count("state = 'waiting'"), 1);
	ck_assert_int_eq(shop_sql("SELECT count(*) FROM job WHERE unique_key ="
	    " (SELECT id FROM mail)").number, 1);
	ck_assert_int_eq(count("sealed LIKE '%Lina%'"), 0);
}
END_TEST

static void
sweep(void)
{
	static const struct job_kind *const	 kinds[] = { &notify_sweep,
		NULL };
	int64_t					 next;

	shop_sql("INSERT INTO job (id, kind, payload, state, due_at,"
	    " created_at) VALUES ('job_s', 'notify.sweep', '{}', 'waiting',"
	    " 1, 1)");
	shop_sql("UPDATE job SET due_at = %lld WHERE kind = 'notify.mail'",
	    (long long)(store.now + CLOCK_DAY));
	ck_assert_int_eq(queue_run_one(&store, kinds, "test", &next),
	    SOUK_OK);
	ck_assert_int_eq(shop_sql("SELECT count(*) FROM job WHERE"
	    " kind = 'notify.sweep'").number, 0);
}

/* A row as it would be in a month's time. */
static void
row(const char *state, int64_t age, int64_t sent_age)
{
	ck_assert_int_eq(shop_in(DB_WRITE, put, TO), SOUK_OK);
	shop_sql("UPDATE mail SET state = '%s', created_at = %lld,"
	    " sent_at = %s WHERE created_at = %lld", state,
	    (long long)(store.now - age), sent_age < 0 ? "NULL" :
	    arena_printf(store.arena, "%lld",
	    (long long)(store.now - sent_age)), (long long)store.now);
}

/* 31 October: what went on the first still counts. */
START_TEST(s3_stk_03_what_is_over_goes_but_not_what_the_quota_counts)
{
	start();
	ck_assert(clock_parse("2026-10-31T22:30:00Z", &store.now));
	row("sent", 40 * CLOCK_DAY, 40 * CLOCK_DAY);
	row("dead", 31 * CLOCK_DAY, -1);
	row("dropped", 31 * CLOCK_DAY, -1);
	ck_assert_int_eq(count("1 = 1"), 3);
	sweep();
	ck_assert_int_eq(count("1 = 1"), 0);
	row("sent", 30 * CLOCK_DAY + CLOCK_HOUR, 30 * CLOCK_DAY + CLOCK_HOUR);
	row("dead", 29 * CLOCK_DAY, -1);
	row("waiting", 29 * CLOCK_DAY + 1, -1);
	sweep();
	ck_assert_int_eq(count("state = 'sent'"), 1);
	ck_assert_int_eq(count("state = 'dead'"), 1);
	ck_assert_int_eq(count("state = 'waiting'"), 1);
	store.now += CLOCK_DAY;
	sweep();
	ck_assert_int_eq(count("state = 'sent'"), 0);
}
END_TEST

START_TEST(s4_not_03_a_mail_whose_job_is_lost_is_shown_as_dead)
{
	start();
	row("waiting", 2 * CLOCK_DAY, -1);
	shop_sql("UPDATE job SET state = 'dead' WHERE kind = 'notify.mail'");
	row("waiting", 2 * CLOCK_DAY + 1, -1);
	sweep();
	ck_assert_int_eq(count("state = 'waiting'"), 1);
	ck_assert_int_eq(count("state = 'dead'"
	    " AND reply = 'its job was lost'"), 1);
}
END_TEST

static enum outcome
erase(const char *id)
{
	return notify_privacy.erase(&store, id);
}

static enum outcome
show(const char *id)
{
	struct buf	 b;
	struct json_out	 json = { .buf = &b };
	enum outcome	 e;

	buf_init(&b, store.arena, 256);
	json_open(&json, NULL);
	e = notify_privacy.show(&store, id, &json);
	json_close(&json);
	ck_assert_ptr_nonnull(strstr(b.p, "\"welcome\""));
	ck_assert_ptr_nonnull(strstr(b.p, TO));
	return e;
}

START_TEST(s4_not_04_a_persons_mails_are_shown_and_forgotten)
{
	const char	*other;

	start();
	row("sent", CLOCK_DAY, CLOCK_DAY);
	row("dead", 2 * CLOCK_DAY, -1);
	ck_assert_int_eq(shop_in(DB_WRITE, put, TO), SOUK_OK);
	other = user;
	user = shop_user("zoe", "CUSTOMER", "brand_1");
	ck_assert_int_eq(shop_in(DB_WRITE, put, "zoe@x.test"), SOUK_OK);
	ck_assert_int_eq(shop_in(DB_READ, show, other), SOUK_OK);
	ck_assert_int_eq(shop_in(DB_WRITE, erase, other), SOUK_OK);
	ck_assert_int_eq(count("recipient = '' AND sealed IS NULL AND"
	    " user_id IS NULL AND reply IS NULL"), 3);
	ck_assert_int_eq(count("state = 'sent'"), 1);
	ck_assert_int_eq(count("state = 'dropped'"), 2);
	ck_assert_int_eq(count("recipient = 'zoe@x.test' AND state ="
	    " 'waiting' AND sealed IS NOT NULL"), 1);
}
END_TEST

static const char	*shown;

static enum outcome
look(const char *id)
{
	struct record	*mail = record_new(store.arena, &outbox_fields);
	struct rows	 rows;

	(void)id;
	ck_assert_int_eq(outbox_list(&store, record_new(store.arena,
	    &outbox_filters), &(struct list_query){ .page = 1, .limit = 5 },
	    &rows), SOUK_OK);
	ck_assert_int_eq(outbox_next(&store, &rows, mail), SOUK_OK);
	shown = mail->values[OUTBOX_RECIPIENT].text;
	db_done(rows.stmt);
	return SOUK_OK;
}

/* Whoever may change texts need not know the customers. */
START_TEST(s4_not_04_an_outbox_names_people_to_those_who_manage_them)
{
	start();
	ck_assert_int_eq(shop_in(DB_WRITE, put, TO), SOUK_OK);
	store.actor.brand_id = "brand_1";
	store.actor.permissions = SETTINGS_EDIT;
	ck_assert_int_eq(shop_in(DB_READ, look, NULL), SOUK_OK);
	ck_assert_str_eq(shown, "l…@shop.test");
	store.actor.permissions = SETTINGS_EDIT | USER_MANAGE;
	ck_assert_int_eq(shop_in(DB_READ, look, NULL), SOUK_OK);
	ck_assert_str_eq(shown, TO);
}
END_TEST

/* The month is the shop's own: an hour or two before or after UTC's. */
START_TEST(s3_stk_03_a_month_begins_at_the_shops_midnight)
{
	static const struct { const char *zone, *now, *begin, *end; } at[] = {
		{ "Europe/Paris", "2026-11-21T12:00:00Z",
		    "2026-10-31T23:00:00.000Z", "2026-11-30T23:00:00.000Z" },
		{ "Europe/Paris", "2026-10-31T23:30:00Z",
		    "2026-10-31T23:00:00.000Z", "2026-11-30T23:00:00.000Z" },
		{ "Europe/Paris", "2026-10-31T22:59:59Z",
		    "2026-09-30T22:00:00.000Z", "2026-10-31T23:00:00.000Z" },
		{ "Africa/Algiers", "2026-12-31T23:30:00Z",
		    "2026-12-31T23:00:00.000Z", "2027-01-31T23:00:00.000Z" },
		{ "America/Toronto", "2027-01-01T04:59:59Z",
		    "2026-12-01T05:00:00.000Z", "2027-01-01T05:00:00.000Z" },
		{ "UTC", "2028-02-29T23:59:59Z",
		    "2028-02-01T00:00:00.000Z", "2028-03-01T00:00:00.000Z" },
	};
	char	 text[CLOCK_TEXT];
	int64_t	 now;

	for (size_t i = 0; i < sizeof(at) / sizeof(at[0]); i++) {
		ck_assert(clock_parse(at[i].now, &now));
		clock_text(zone_month(at[i].zone, now, 0), text);
		ck_assert_str_eq(text, at[i].begin);
		clock_text(zone_month(at[i].zone, now, 1), text);
		ck_assert_str_eq(text, at[i].end);
	}
}
END_TEST

int
main(void)
{
	const TTest *const	 tests[] = {
		s4_not_04_a_mail_is_put_with_what_it_tells_of_or_not_at_all,
		s3_stk_03_what_is_over_goes_but_not_what_the_quota_counts,
		s4_not_03_a_mail_whose_job_is_lost_is_shown_as_dead,
		s4_not_04_a_persons_mails_are_shown_and_forgotten,
		s4_not_04_an_outbox_names_people_to_those_who_manage_them,
		s3_stk_03_a_month_begins_at_the_shops_midnight,
	};

	return shop_run("notify", tests, sizeof(tests) / sizeof(tests[0]));
}
