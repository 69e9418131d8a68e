/* SPDX-License-Identifier: ISC */
/* What may have gone out on WhatsApp, and nobody knows: it is marked before it
 * is said, never said again by itself, and settled by Meta or a person. */
#include "tests/unit/wa_send.h"

START_TEST(target_52_one_that_was_under_way_is_in_doubt_and_never_goes_again)
{
	const char	*id = text_put(person(1, CLOCK_HOUR), "a");

	wa_souk.notice_staff = alert_heard;
	wa_sql("UPDATE wa_send SET state = 'sending', sending_at = 1");
	ck_assert_int_eq(step_after(0), SOUK_OK);
	want_state(id, "doubt");
	step_after(3 * CLOCK_HOUR);
	ck_assert_ptr_null(strstr(heard.p, "alert"));
	step_after(CLOCK_DAY);
	ck_assert_ptr_nonnull(strstr(heard.p, "alert 1 message"));
	step_after(CLOCK_DAY);
	ck_assert_int_eq(there(NULL), 0);
}
END_TEST

/* Its row is taken with the others', and is dropped before its moment. */
START_TEST(target_52_what_is_dropped_meanwhile_is_not_said)
{
	const char	*first = text_put(person(1, CLOCK_HOUR), "a"),
			*last;

	text_put(person(2, CLOCK_HOUR), "b");
	last = text_put(person(3, CLOCK_HOUR), "c");
	wa_sql("UPDATE wa_number SET per_second = 5");
	wa_sql("UPDATE wa_send SET due_at = 1 WHERE id = '%s'", first);
	wa_sql("CREATE TEMP TRIGGER meanwhile AFTER UPDATE OF state ON wa_send"
	    " WHEN new.id = '%s' AND new.state = 'sending' BEGIN UPDATE wa_send"
	    " SET state = 'dropped' WHERE id = '%s'; END", first, last);
	ck_assert_int_eq(step_after(0), SOUK_OK);
	want_state(first, "sent");
	want_state(last, "dropped");
	ck_assert_str_eq(column_of(last, "attempts"), "0");
	ck_assert_int_eq(there(NULL), 2);
	ck_assert_int_eq(there("33600000003"), 0);
}
END_TEST

/* What cannot be marked is not said, nor what stands behind it. */
START_TEST(target_52_what_cannot_be_written_down_first_is_not_said)
{
	const char	*first = text_put(person(1, CLOCK_HOUR), "a"),
			*second = text_put(person(2, CLOCK_HOUR), "b");

	wa_sql("UPDATE wa_number SET per_second = 5");
	wa_sql("UPDATE wa_send SET due_at = 1 WHERE id = '%s'", first);
	wa_sql("CREATE TEMP TRIGGER refuses BEFORE UPDATE OF state ON wa_send"
	    " WHEN new.id = '%s' AND new.state = 'sending' BEGIN SELECT"
	    " RAISE(ABORT, 'no'); END", second);
	ck_assert_int_eq(step_after(0), SOUK_OK);
	want_state(first, "sent");
	want_state(second, "waiting");
	ck_assert_int_eq(there(NULL), 1);
	wa_sql("DROP TRIGGER refuses");
	ck_assert_int_eq(step_after(CLOCK_SECOND), SOUK_OK);
	want_state(second, "sent");
	ck_assert_int_eq(there(NULL), 2);
}
END_TEST

START_TEST(target_52_a_status_that_names_it_settles_a_doubt)
{
	const char	*id = text_put(person(1, CLOCK_HOUR), "a"), *wamid;

	meta_says("lose to=send times=1\n");
	ck_assert_int_eq(step_after(0), SOUK_OK);
	want_state(id, "doubt");
	ck_assert_str_eq(column_of(id, "wamid"), "-");
	ck_assert_int_eq(there(NULL), 1);
	meta_ask("sent", "to=33600000001");
	wamid = arena_copy(store.arena, said_at(&meta_said, "data.0.id"));
	wa_sql("UPDATE wa_number SET meta_id = '1001'");
	wa_hear_value("\"statuses\":[{\"id\":\"%s\",\"status\":\"delivered\","
	    "\"timestamp\":\"%lld\",\"recipient_id\":\"33600000001\","
	    "\"biz_opaque_callback_data\":\"%s\"}]", wamid,
	    (long long)(store.now / 1000), id);
	want_state(id, "delivered");
	ck_assert_str_eq(column_of(id, "wamid"), wamid);
}
END_TEST

static enum outcome
again_step(struct act *act, void *id)
{
	struct record	*send;

	return wa_send_again(act, id, &send);
}

static enum outcome
drop_step(struct act *act, void *id)
{
	struct record	*send;

	return wa_send_drop(act, id, &send);
}

static enum outcome
by_staff(db_fn *fn, const char *id)
{
	store.actor.brand_id = "brand_1";
	store.actor.permissions = MESSAGE_MANAGE;
	store.problem = (struct problem){ .message = NULL };
	return db_tx(&store, DB_WRITE, fn, (void *)(uintptr_t)id);
}

START_TEST(target_52_a_person_may_send_it_again_or_drop_it)
{
	const char	*one = person(1, CLOCK_HOUR);
	const char	*first = text_put(one, "a"), *second;

	ck_assert_int_eq(by_staff(again_step, first), SOUK_CONFLICT);
	meta_says("lose to=send times=1\n");
	step_all();
	want_state(first, "doubt");
	ck_assert_int_eq(by_staff(again_step, first), SOUK_OK);
	want_state(first, "waiting");
	step_all();
	want_state(first, "sent");
	ck_assert_int_eq(there(NULL), 2);
	ck_assert_int_eq(by_staff(drop_step, first), SOUK_CONFLICT);
	second = text_put(one, "b");
	ck_assert_int_eq(by_staff(drop_step, second), SOUK_OK);
	step_all();
	want_state(second, "dropped");
	ck_assert_int_eq(there(NULL), 2);
	want_text("retry_whatsapp_send drop_whatsapp_send", "SELECT"
	    " group_concat(action, ' ') FROM (SELECT action FROM audit_log"
	    " ORDER BY id)");
}
END_TEST

static enum outcome
told_badly(struct act *act, const struct wa_told *t)
{
	(void)act;
	return text_equal(t->subject_id, "bad") ? SOUK_CONFLICT : SOUK_OK;
}

START_TEST(target_52_who_cannot_bear_the_news_spoils_no_others)
{
	static const struct wa_user	 user = { .told = told_badly };
	static const struct wa_user *const users[] = { &user, NULL };
	const char			*bad, *good;

	wa_souk.wa_users = users;
	ck_assert_int_eq(put_as((struct wa_send_new){ .kind = "text",
	    .person_id = person(1, CLOCK_HOUR), .body = TEXT("a"),
	    .subject_id = "bad" }), SOUK_OK);
	bad = sent_id;
	good = text_put(person(2, CLOCK_HOUR), "b");
	step_all();
	want_state(bad, "sent");
	want_state(good, "sent");
	ck_assert_int_eq(there(NULL), 2);
}
END_TEST

int
main(void)
{
	const TTest *const	tests[] = {
	    target_52_one_that_was_under_way_is_in_doubt_and_never_goes_again,
		target_52_what_is_dropped_meanwhile_is_not_said,
		target_52_what_cannot_be_written_down_first_is_not_said,
		target_52_a_status_that_names_it_settles_a_doubt,
		target_52_a_person_may_send_it_again_or_drop_it,
		target_52_who_cannot_bear_the_news_spoils_no_others,
	};

	return send_suite("whatsapp doubts", tests, COUNT(tests));
}
