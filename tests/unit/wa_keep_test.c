/* SPDX-License-Identifier: ISC */
/* What Meta tells is kept: a delivery that is too big whole, until a job has
 * applied it, whoever is killed on the way; and all of it for so long. */
#include "lib/base/clock.h"
#include "lib/queue/queue.h"
#include "tests/unit/wa_shop.h"

#define MESSAGES	300
#define MORE		900	/* bytes of each, so that all are too big */

static int	 came_count, die_at;
static char	 came_first[64], came_last[64];

/* In their order; dies in the middle of one. */
static enum outcome
count_came(struct act *act, const struct wa_inbound *m)
{
	(void)act;
	if (wa_answer != SOUK_OK)
		return wa_answer;
	if (++came_count == die_at)
		_exit(9);
	if (came_count == 1)
		snprintf(came_first, sizeof(came_first), "%s", m->ref);
	else
		ck_assert_str_lt(came_last, m->ref);
	snprintf(came_last, sizeof(came_last), "%s", m->ref);
	return SOUK_OK;
}

static const struct wa_user		 counter = { .came = count_came };
static const struct wa_user *const	 counters[] = { &counter, NULL };

static const char *
many_make(void)
{
	struct buf	 b;

	buf_init(&b, store.arena, 0);
	buf_puts(&b, "{\"object\":\"whatsapp_business_account\",\"entry\":[{"
	    "\"id\":\"2001\",\"changes\":[{\"field\":\"messages\",\"value\":{"
	    "\"metadata\":{\"phone_number_id\":\"1001\"},\"contacts\":[{"
	    "\"wa_id\":\"33600000001\"}],\"messages\":[");
	for (int i = 0; i < MESSAGES; i++)
		buf_printf(&b, "%s{\"from\":\"33600000001\",\"id\":"
		    "\"wamid.%03d\",\"timestamp\":\"1780000000\",\"type\":"
		    "\"text\",\"text\":{\"body\":\"%0*d\"}}", i == 0 ? "" :
		    ",", i, MORE, i);
	buf_puts(&b, "]}}]}]}");
	return b.p;
}

static void
keep_open(void)
{
	wa_open();
	wa_souk.wa_users = counters;
	store.now = clock_now();
	came_count = die_at = 0;
}

static enum outcome
job_run(void)
{
	int64_t	 due;

	return queue_run_one(&store, souk.jobs, "tester", &due);
}

#define WHOLE	"SELECT count(*) FROM wa_event WHERE type = 'batch'"
#define APPLIED	"SELECT count(*) FROM wa_event WHERE kind = 'message'" \
	" AND outcome = 'applied'"

/* ---- whole --------------------------------------------------------------- */

START_TEST(s1_wh_01_what_is_too_big_is_kept_whole_and_applied_by_a_job)
{
	const char	*many = many_make();

	wa_hear(many);
	ck_assert_int_eq(came_count, 0);
	want_number(1, WHOLE " AND outcome = 'early' AND length(body) >"
	    " 192 * 1024");
	want_number(1, "SELECT count(*) FROM job WHERE kind ="
	    " 'whatsapp.batch'");
	wa_hear(many);			/* Meta may say it again */
	want_number(1, WHOLE);
	ck_assert_int_eq(job_run(), SOUK_OK);
	ck_assert_int_eq(came_count, MESSAGES);
	ck_assert_str_eq(came_first, "wamid.000");
	want_number(MESSAGES, APPLIED);
	want_number(1, WHOLE " AND outcome = 'applied' AND body = '{}'");
	wa_hear(many);
	ck_assert_int_eq(job_run(), SOUK_NOT_FOUND);
	ck_assert_int_eq(came_count, MESSAGES);
	want_number(MESSAGES, APPLIED);
}
END_TEST

START_TEST(s1_wh_01_what_came_alone_before_is_not_applied_again)
{
	wa_hear_value("\"contacts\":[{\"wa_id\":\"33600000001\"}],"
	    "\"messages\":[{\"from\":\"33600000001\",\"id\":\"wamid.100\","
	    "\"type\":\"text\",\"text\":{\"body\":\"a\"}}]");
	came_count = 0;
	wa_hear(many_make());
	ck_assert_int_eq(job_run(), SOUK_OK);
	ck_assert_int_eq(came_count, MESSAGES - 1);
	want_number(MESSAGES, APPLIED);
}
END_TEST

/* Whoever dies at that message, counted from one, has applied so many. */
static const struct { int at, done; } kills[] = {
	{ 1, 0 }, { 64, 0 }, { 65, 64 }, { 150, 128 }, { MESSAGES, 256 },
};

static void
killed_run(int at)
{
	pid_t	 child;

	if ((child = fork()) == 0) {
		die_at = at;
		store_reopen();
		store.config = &wa_config;
		store.souk = &wa_souk;
		store.now = clock_now();
		job_run();
		_exit(0);
	}
	ck_assert_int_eq(store_wait(child), 9);
}

START_TEST(s1_wh_01_a_killed_job_leaves_nothing_out_and_does_nothing_twice)
{
	for (size_t i = 0; i < COUNT(kills); i++) {
		shop_close();
		keep_open();
		wa_hear(many_make());
		killed_run(kills[i].at);
		want_number(kills[i].done, APPLIED);
		want_number(1, WHOLE " AND outcome = 'early'");
		store.now = clock_now();
		ck_assert_int_eq(job_run(), SOUK_NOT_FOUND);
		store.now += CLOCK_MINUTE + CLOCK_SECOND;
		ck_assert_int_eq(job_run(), SOUK_OK);
		ck_assert_int_eq(came_count, MESSAGES - kills[i].done);
		want_number(MESSAGES, APPLIED);
		want_number(1, WHOLE " AND outcome = 'applied'");
		want_number(0, "SELECT count(*) FROM job");
	}
}
END_TEST

/* The database is full, or somebody holds it: not the delivery's fault. */
START_TEST(f_20_what_could_not_be_written_is_applied_later)
{
	wa_hear(many_make());
	wa_answer = SOUK_BUSY;
	job_run();
	want_number(0, APPLIED);
	want_number(1, WHOLE " AND outcome = 'early'");
	wa_answer = SOUK_OK;
	store.now += CLOCK_MINUTE;
	ck_assert_int_eq(job_run(), SOUK_OK);
	want_number(MESSAGES, APPLIED);
}
END_TEST

static enum outcome
refuse_one(struct act *act, const struct wa_inbound *m)
{
	(void)act;
	return text_equal(m->ref, "wamid.070") ? SOUK_CONFLICT : SOUK_OK;
}

START_TEST(s1_wh_01_one_that_is_refused_keeps_none_of_the_others)
{
	static const struct wa_user	 user = { .came = refuse_one };
	static const struct wa_user *const users[] = { &user, NULL };

	wa_souk.wa_users = users;
	wa_hear(many_make());
	ck_assert_int_eq(job_run(), SOUK_OK);
	want_number(MESSAGES - 1, APPLIED);
	want_text("message:wamid.070", "SELECT key FROM wa_event WHERE"
	    " outcome = 'refused'");
}
END_TEST

START_TEST(s1_wh_01_a_job_without_its_delivery_is_over)
{
	wa_hear(many_make());
	wa_sql("DELETE FROM wa_event");
	ck_assert_int_eq(job_run(), SOUK_OK);
	want_number(0, "SELECT count(*) FROM job");
	ck_assert_int_eq(came_count, 0);
}
END_TEST

/* ---- for so long --------------------------------------------------------- */

static enum outcome
sweep_put(struct act *act, void *arg)
{
	(void)arg;
	return queue_put(act, &(struct job_new){ .kind = wa_sweep.name }, NULL);
}

static void
sweep(void)
{
	ck_assert_int_eq(db_tx(&store, DB_WRITE, sweep_put, NULL), SOUK_OK);
	ck_assert_int_eq(job_run(), SOUK_OK);
}

static void
event_put(int n, int64_t received_at)
{
	wa_sql("INSERT INTO wa_event (id, key, kind, field, body, outcome,"
	    " made_at, received_at) VALUES ('e%d', 'k%d', 'other', 'x', '{}',"
	    " 'nothing', 1, %lld)", n, n, (long long)received_at);
}

START_TEST(s1_wh_01_events_are_kept_for_thirty_days_to_the_ms)
{
	event_put(1, store.now - WA_KEPT);
	event_put(2, store.now - WA_KEPT + 1);
	event_put(3, store.now);
	for (int i = 10; i < 1300; i++)
		event_put(i, 1);
	sweep();
	want_text("e2 e3", "SELECT group_concat(id, ' ') FROM"
	    " (SELECT id FROM wa_event ORDER BY id)");
	sweep();
	want_number(2, "SELECT count(*) FROM wa_event");
}
END_TEST

static void
send_put(const char *state, int64_t created_at)
{
	wa_sql("INSERT INTO wa_send (id, brand_id, number_id, person_id, kind,"
	    " body, subject, subject_id, state, due_at, created_at) SELECT"
	    " '%s' || %lld, 'brand_1', 'wanumber_1', id, 'text', '{}', 'x',"
	    " 'x', '%s', 1, %lld FROM wa_person", state,
	    (long long)created_at, state, (long long)created_at);
}

START_TEST(target_52_sends_are_kept_and_what_is_under_way_for_ever)
{
	static const char *const	 states[] = { "waiting", "sending",
	    "doubt", "sent", "delivered", "read", "played", "failed",
	    "dropped" };
	const int64_t			 old = store.now - 400 * CLOCK_DAY;

	wa_sql("INSERT INTO wa_person (id, brand_id, wa_id, created_at,"
	    " updated_at) VALUES ('p', 'brand_1', '33600000001', 1, 1)");
	wa_sql("INSERT INTO wa_consent (id, brand_id, person_id, purpose,"
	    " granted, source, evidence, created_at) VALUES ('c', 'brand_1',"
	    " 'p', 'marketing', 1, 'form', 'x', 1)");
	wa_sql("INSERT INTO wa_upload (number_id, sha256, meta_id,"
	    " expires_at) VALUES ('wanumber_1', 'a', '1', %lld),"
	    " ('wanumber_1', 'b', '2', %lld)", (long long)store.now,
	    (long long)store.now + 1);
	for (size_t i = 0; i < COUNT(states); i++) {
		send_put(states[i], old);
		send_put(states[i], old + 1);
	}
	sweep();
	want_text("sending waiting", "SELECT group_concat(state, ' ') FROM"
	    " (SELECT state FROM wa_send WHERE created_at <= (SELECT"
	    " min(created_at) FROM wa_send) ORDER BY state)");
	want_number((int64_t)COUNT(states) + 2,
	    "SELECT count(*) FROM wa_send");
	want_text("b", "SELECT sha256 FROM wa_upload");
	want_number(1, "SELECT count(*) FROM wa_consent");
	want_number(1, "SELECT count(*) FROM wa_person");
}
END_TEST

int
main(void)
{
	const TTest *const	 tests[] = {
		s1_wh_01_what_is_too_big_is_kept_whole_and_applied_by_a_job,
		s1_wh_01_what_came_alone_before_is_not_applied_again,
		s1_wh_01_a_killed_job_leaves_nothing_out_and_does_nothing_twice,
		f_20_what_could_not_be_written_is_applied_later,
		s1_wh_01_one_that_is_refused_keeps_none_of_the_others,
		s1_wh_01_a_job_without_its_delivery_is_over,
		s1_wh_01_events_are_kept_for_thirty_days_to_the_ms,
		target_52_sends_are_kept_and_what_is_under_way_for_ever,
	};
	const struct suite	 suite = { "what Meta tells, kept", keep_open,
	    shop_close, true, 120 };

	return suite_of(&suite, tests, COUNT(tests));
}
