/* SPDX-License-Identifier: ISC */
/* What goes out on WhatsApp, beside a stand-in of Meta's. */
#include "tests/unit/wa_send.h"

START_TEST(s1_wa_01_a_message_goes_once_and_is_known_by_its_name)
{
	const char	*to = person(1, CLOCK_HOUR), *id;

	id = text_put(to, "Bonjour");
	want_state(id, "waiting");
	ck_assert_int_eq(there(NULL), 0);
	step_all();
	want_state(id, "sent");
	ck_assert_int_eq(there("33600000001"), 1);
	ck_assert_int_eq(strncmp(column_of(id, "wamid"), "wamid.", 6), 0);
	ck_assert_ptr_nonnull(strstr(heard.p, arena_printf(store.arena,
	    "told %s sent 0", id)));
	meta_ask("sent", "to=33600000001");
	ck_assert_str_eq(said_at(&meta_said, "data.0.key"), id);
	ck_assert_str_eq(said_at(&meta_said, "data.0.body.body"), "Bonjour");
	want_number(0, "SELECT count(*) FROM job");
}
END_TEST

START_TEST(target_52_the_same_key_is_the_same_message)
{
	const char		*to = person(1, CLOCK_HOUR), *first;
	const struct wa_send_new m = { .person_id = to, .kind = "text",
		.body = TEXT("a"), .client_key = "k" };

	ck_assert_int_eq(put_as(m), SOUK_OK);
	first = sent_id;
	ck_assert_int_eq(put_as(m), SOUK_OK);
	ck_assert_str_eq(sent_id, first);
	step_all();
	ck_assert_int_eq(put_as(m), SOUK_OK);
	ck_assert_str_eq(sent_id, first);
	step_all();
	ck_assert_int_eq(there(NULL), 1);
}
END_TEST

START_TEST(target_49_the_window_closes_after_24_hours_to_the_ms)
{
	static const struct { int64_t ago; enum outcome is; } rows[] = {
		{ WA_WINDOW - CLOCK_SECOND, SOUK_OK },
		{ WA_WINDOW - 1, SOUK_OK },
		{ WA_WINDOW, SOUK_CONFLICT },
		{ WA_WINDOW + CLOCK_SECOND, SOUK_CONFLICT },
		{ 0, SOUK_CONFLICT },
	};

	for (size_t i = 0; i < COUNT(rows); i++) {
		ck_assert_int_eq(put(person((int)i + 1, rows[i].ago), "text",
		    TEXT("a")), rows[i].is);
		if (rows[i].is != SOUK_OK)
			ck_assert_ptr_eq(store.problem.message,
			    &wa_messages[WA_WINDOW_CLOSED]);
	}
}
END_TEST

START_TEST(target_49_it_is_looked_at_again_when_the_message_goes)
{
	static const struct { int64_t later; const char *state; } rows[] = {
		{ WA_WINDOW - 2 * CLOCK_SECOND, "sent" },	/* 23:59:59 */
		{ WA_WINDOW, "failed" },			/* 24:00:01 */
	};
	const int64_t	 start = store.now;
	const char	*id;

	for (size_t i = 0; i < COUNT(rows); i++) {
		store.now = start;
		id = text_put(person((int)i + 1, CLOCK_SECOND), "late");
		ck_assert_int_eq(step_after(rows[i].later), SOUK_OK);
		want_state(id, rows[i].state);
	}
	ck_assert_str_eq(column_of(id, "CAST(error_code AS TEXT)"), "131047");
	ck_assert_int_eq(there(NULL), 1);
}
END_TEST

/* ---- what Meta says ------------------------------------------------------ */

START_TEST(f_20_each_error_is_answered_by_its_class)
{
	static const struct { const char *rule, *state; bool held; } rows[] = {
		{ "code:131026", "failed", false },
		{ "code:131047", "failed", false },
		{ "code:131049", "failed", false },
		{ "code:131050", "failed", false },
		{ "code:130472", "failed", false },
		{ "code:131030", "failed", false },
		{ "code:132000", "failed", false },
		{ "code:132001", "failed", false },
		{ "code:100", "failed", false },
		{ "code:131009", "failed", false },
		{ "code:1", "waiting", false }, { "code:2", "waiting", false },
		{ "code:131000", "waiting", false },
		{ "code:131016", "waiting", false },
		{ "500", "waiting", false },
		{ "code:131056", "waiting", false },
		{ "code:4", "waiting", true },
		{ "code:80007", "waiting", true },
		{ "code:130429", "waiting", true },
		{ "429", "waiting", true },
		{ "code:131048", "waiting", true },
		{ "code:368", "waiting", true },
		{ "code:131031", "waiting", true },
		{ "code:190", "waiting", true },
		{ "code:10", "waiting", true },
		{ "code:0", "waiting", true },
		{ "code:200", "waiting", true },
		{ "lose", "doubt", false }, { "short", "doubt", false },
		{ "close", "doubt", false }, { "garbage", "doubt", false },
		{ "html", "doubt", false }, { "empty", "doubt", false },
		{ "deep", "doubt", false },
	};
	struct shared	*shared = store.shared;
	const char	*id;

	store.shared = NULL;	/* no breaker */
	for (size_t i = 0; i < COUNT(rows); i++) {
		wa_sql("UPDATE wa_number SET held_until = NULL,"
		    " problem = NULL, free_at = 0");
		wa_sql("DELETE FROM job");
		id = text_put(person((int)i + 1, CLOCK_HOUR), "a");
		meta_says("%s to=send times=1\n", rows[i].rule);
		ck_assert_int_eq(step_after(0), SOUK_OK);
		ck_assert_msg(text_equal(column_of(id, "state"),
		    rows[i].state), "%s: %s", rows[i].rule,
		    column_of(id, "state"));
		ck_assert_msg((store_number("SELECT COALESCE(held_until, 0)"
		    " FROM wa_number") > store.now) == rows[i].held, "%s",
		    rows[i].rule);
		wa_sql("DELETE FROM wa_send WHERE state = 'waiting'");
	}
	store.shared = shared;
}
END_TEST

START_TEST(f_20_what_was_not_taken_goes_later_and_once)
{
	const char	*id = text_put(person(1, CLOCK_HOUR), "a");

	meta_says("code:131000 to=send times=3\n");
	for (int i = 0; i < 3; i++) {
		ck_assert_int_eq(step_after(i == 0 ? 0 : CLOCK_MINUTE),
		    SOUK_OK);
		want_state(id, "waiting");
	}
	ck_assert_str_eq(column_of(id, "CAST(attempts AS TEXT)"), "3");
	ck_assert_int_eq(step_after(10), SOUK_NOT_FOUND);
	ck_assert_int_eq(step_after(CLOCK_MINUTE), SOUK_OK);
	want_state(id, "sent");
	ck_assert_int_eq(there(NULL), 1);
}
END_TEST

START_TEST(f_20_who_is_not_there_is_asked_for_72_hours)
{
	struct shared	*shared = store.shared;
	const char	*id;
	int		 tries = 0;
	int64_t		 start;

	store.shared = NULL;
	wa_sql("INSERT INTO wa_template (id, brand_id, account_id, meta_id,"
	    " name, language, category, status, components, synced_at)"
	    " VALUES ('t', 'brand_1', 'a', '1', 'hello_world', 'en_US',"
	    " 'utility', 'APPROVED', '[]', 1)");
	ck_assert_int_eq(put(person(1, 0), "template", "{\"name\":"
	    "\"hello_world\",\"language\":{\"code\":\"en_US\"}}"), SOUK_OK);
	id = sent_id;
	start = store.now;
	wa_config.meta_url = "http://127.0.0.1:1";
	while (text_equal(column_of(id, "state"), "waiting")) {
		tries += step_after(0) == SOUK_OK;
		store.now += 10 * CLOCK_MINUTE;
	}
	want_state(id, "failed");
	ck_assert_int_ge(tries, 12);
	ck_assert_int_ge(store.now - start, WA_GIVE_UP);
	store.shared = shared;
	ck_assert_int_eq(there(NULL), 0);
}
END_TEST

START_TEST(target_51_meta_says_how_long_to_wait)
{
	const char	*id = text_put(person(1, CLOCK_HOUR), "a");

	meta_says("wait:100 to=send times=1\n");
	ck_assert_int_eq(step_after(0), SOUK_OK);
	want_state(id, "waiting");
	ck_assert_int_eq(step_after(98 * CLOCK_SECOND), SOUK_NOT_FOUND);
	ck_assert_int_eq(step_after(5 * CLOCK_SECOND), SOUK_OK);
	want_state(id, "sent");
}
END_TEST

START_TEST(target_51_131056_waits_four_to_the_nth_for_that_person_alone)
{
	const char	*one = person(1, CLOCK_HOUR), *two;
	const char	*first = text_put(one, "a"), *second, *other;

	meta_says("code:131056 to=send/33600000001 times=2\n");
	ck_assert_int_eq(step_after(0), SOUK_OK);
	two = person(2, CLOCK_HOUR);
	second = text_put(one, "b");
	other = text_put(two, "c");
	ck_assert_int_eq(step_after(0), SOUK_OK);
	want_state(other, "sent");
	want_state(second, "waiting");
	ck_assert_int_eq(step_after(3 * CLOCK_SECOND), SOUK_NOT_FOUND);
	ck_assert_int_eq(step_after(2 * CLOCK_SECOND), SOUK_OK);
	want_state(first, "waiting");
	ck_assert_int_eq(step_after(14 * CLOCK_SECOND), SOUK_NOT_FOUND);
	ck_assert_int_eq(step_after(3 * CLOCK_SECOND), SOUK_OK);
	want_state(first, "sent");
	want_state(second, "waiting");
	step_after(7 * CLOCK_SECOND);
	step_all();
	want_state(second, "sent");
}
END_TEST

START_TEST(target_51_a_token_that_ended_holds_the_queue_and_shows_why)
{
	const char	*id, *alert;

	wa_souk.notice_staff = alert_heard;

	wa_config.meta_token = "EAA_expired";
	id = text_put(person(1, CLOCK_HOUR), "a");
	ck_assert_int_eq(step_after(0), SOUK_OK);
	want_state(id, "waiting");
	ck_assert_int_eq(strncmp(store_text("SELECT problem FROM wa_number"),
	    "190 ", 4), 0);
	ck_assert_ptr_nonnull(alert = strstr(heard.p, "alert 190 "));
	step_after(16 * CLOCK_MINUTE);
	ck_assert_ptr_null(strstr(alert + 1, "alert"));
	wa_config.meta_token = "EAA_TEST_TOKEN";
	ck_assert_int_eq(step_after(CLOCK_MINUTE), SOUK_NOT_FOUND);
	ck_assert_int_eq(step_after(15 * CLOCK_MINUTE), SOUK_OK);
	want_state(id, "sent");
	want_number(0, "SELECT count(*) FROM wa_number WHERE problem IS NOT"
	    " NULL OR held_until IS NOT NULL");
}
END_TEST

START_TEST(s1_wa_01_whom_meta_calls_otherwise_is_known_by_it)
{
	wa_sql("INSERT INTO wa_person (id, brand_id, phone, created_at,"
	    " updated_at) VALUES ('waper_m', 'brand_1', '525512345678', 1,"
	    " 1)");
	wa_sql("INSERT INTO wa_pair (number_id, person_id, last_in_at)"
	    " VALUES ('wanumber_1', 'waper_m', %lld)",
	    (long long)store.now - 1000);
	meta_ask("person", "wa_id=525512345678&is=5215512345678");
	text_put("waper_m", "hola");
	step_all();
	want_text("5215512345678 525512345678", "SELECT wa_id || ' ' || phone"
	    " FROM wa_person");
	text_put("waper_m", "de nuevo");
	step_all();
	ck_assert_int_eq(there("5215512345678"), 2);
}
END_TEST

/* ---- limits, in rows ----------------------------------------------------- */

START_TEST(target_51_a_person_gets_45_at_once_and_then_one_in_6_s)
{
	const char	*to = person(1, CLOCK_HOUR);

	meta_ask("app", "pair=0");
	for (int i = 0; i < 47; i++)
		text_put(to, "a");
	step_all();
	ck_assert_int_eq(there(NULL), 45);
	ck_assert_int_eq(step_after(7 * CLOCK_SECOND), SOUK_OK);
	step_all();
	ck_assert_int_eq(there(NULL), 46);
	step_after(7 * CLOCK_SECOND);
	step_all();
	ck_assert_int_eq(there(NULL), 47);
}
END_TEST

START_TEST(target_51_the_rate_outlives_a_restart)
{
	wa_sql("UPDATE wa_number SET per_second = 10");
	for (int i = 0; i < 30; i++)
		text_put(person(i + 1, CLOCK_HOUR), "a");
	ck_assert_int_eq(step_after(0), SOUK_OK);
	ck_assert_int_lt(there(NULL), 12);
	/* The next process at the same moment. */
	store.now = store_number("SELECT MIN(sending_at) FROM wa_send WHERE"
	    " state = 'sent'");
	db_close(store.db);
	store_reopen();
	wa_sql("UPDATE job SET due_at = 1");
	ck_assert_int_eq(step_after(0), SOUK_OK);
	ck_assert_int_lt(there(NULL), 12);
}
END_TEST

START_TEST(target_51_so_many_people_a_day_are_written_to_first)
{
	static const char	 hello[] = "{\"name\":\"hello_world\","
	    "\"language\":{\"code\":\"en_US\"}}";

	wa_sql("INSERT INTO wa_template (id, brand_id, account_id, meta_id,"
	    " name, language, category, status, components, synced_at)"
	    " VALUES ('t', 'brand_1', 'a', '1', 'hello_world', 'en_US',"
	    " 'utility', 'APPROVED', '[]', 1)");
	wa_sql("UPDATE wa_number SET per_day = 3");
	for (int i = 0; i < 5; i++, store.now++)
		ck_assert_int_eq(put(person(i + 1, 0), "template", hello),
		    SOUK_OK);
	/* One who wrote is not written to first, nor is one twice. */
	ck_assert_int_eq(put(person(6, CLOCK_HOUR), "template", hello),
	    SOUK_OK);
	ck_assert_int_eq(put("waper_00000000000000000000000001", "template",
	    hello), SOUK_OK);
	step_all();
	ck_assert_int_eq(there(NULL), 5);
	ck_assert_int_eq(there("33600000001"), 2);
	step_after(CLOCK_DAY - CLOCK_MINUTE);
	step_all();
	ck_assert_int_eq(there(NULL), 5);
	step_after(2 * CLOCK_MINUTE);
	step_all();
	ck_assert_int_eq(there(NULL), 7);
}
END_TEST

START_TEST(target_47_the_order_to_a_person_stays)
{
	const char	*to = person(1, CLOCK_HOUR);

	for (int i = 0; i < 8; i++)
		text_put(to, arena_printf(store.arena, "%d", i));
	meta_says("code:131000 to=send times=2\n");
	for (int i = 0; i < 20; i++)
		step_after(CLOCK_MINUTE);
	meta_ask("sent", "to=33600000001");
	for (int i = 0; i < 8; i++)
		ck_assert_str_eq(said_at(&meta_said, arena_printf(store.arena,
		    "data.%d.body.body", i)), arena_printf(store.arena, "%d",
		    i));
}
END_TEST

START_TEST(s1_wa_01_a_number_has_a_token_of_its_own)
{
	const char	*id;

	meta_ask("app", "token=OWN_TOKEN");
	wa_sql("UPDATE wa_number SET sealed = '%s'", crypto_seal(store.arena,
	    &wa_config, wa_number_label(&store, "wanumber_1"), "OWN_TOKEN"));
	id = text_put(person(1, CLOCK_HOUR), "a");
	step_all();
	want_state(id, "sent");
	wa_sql("UPDATE wa_number SET sealed = 'nonsense'");
	ck_assert_int_eq(put("waper_00000000000000000000000001", "text",
	    TEXT("b")), SOUK_CONFLICT);
	ck_assert_ptr_eq(store.problem.message, &wa_messages[WA_OFF]);
}
END_TEST

START_TEST(target_55_who_does_not_want_it_is_not_written_to)
{
	const char	*to = person(1, CLOCK_HOUR), *id;

	id = text_put(to, "a");
	wa_sql("INSERT INTO wa_consent (id, brand_id, person_id, purpose,"
	    " granted, source, evidence, created_at) VALUES ('c', 'brand_1',"
	    " '%s', 'service', 0, 'word', 'STOP', 1)", to);
	step_all();
	want_state(id, "failed");
	ck_assert_int_eq(put(to, "text", TEXT("b")), SOUK_CONFLICT);
	ck_assert_ptr_eq(store.problem.message, &wa_messages[WA_NOT_WANTED]);
	ck_assert_int_eq(there(NULL), 0);
}
END_TEST

int
main(void)
{
	const TTest *const	tests[] = {
		s1_wa_01_a_message_goes_once_and_is_known_by_its_name,
		target_52_the_same_key_is_the_same_message,
		target_49_the_window_closes_after_24_hours_to_the_ms,
		target_49_it_is_looked_at_again_when_the_message_goes,
		f_20_each_error_is_answered_by_its_class,
		f_20_what_was_not_taken_goes_later_and_once,
		f_20_who_is_not_there_is_asked_for_72_hours,
		target_51_meta_says_how_long_to_wait,
		target_51_131056_waits_four_to_the_nth_for_that_person_alone,
		target_51_a_token_that_ended_holds_the_queue_and_shows_why,
		s1_wa_01_whom_meta_calls_otherwise_is_known_by_it,
		target_51_a_person_gets_45_at_once_and_then_one_in_6_s,
		target_51_the_rate_outlives_a_restart,
		target_51_so_many_people_a_day_are_written_to_first,
		target_47_the_order_to_a_person_stays,
		s1_wa_01_a_number_has_a_token_of_its_own,
		target_55_who_does_not_want_it_is_not_written_to,
	};

	return send_suite("whatsapp sends", tests, COUNT(tests));
}
