/* SPDX-License-Identifier: ISC */
/* Whose a number is, and what becomes of it when Meta does not name it. */
#include "lib/accounts/accounts.h"
#include "lib/whatsapp/event.h"
#include "tests/unit/wa_send.h"

#define NEW	"998877"		/* of Meta's */

static enum outcome
gone_heard(struct act *act, const struct notice_new *n, uint64_t permission)
{
	(void)act;
	buf_printf(&heard, "alert %s %.12s%s\n", n->brand_id,
	    n->fields[2].text, permission == SETTINGS_EDIT ? "" : "!");
	return SOUK_OK;
}

static void
as(const char *brand_id)
{
	store.actor.brand_id = brand_id;
	store.actor.permissions = SETTINGS_EDIT | MESSAGE_MANAGE;
	store.problem = (struct problem){ .message = NULL };
}

static void
two_brands(void)
{
	wa_souk.notice_staff = gone_heard;
	wa_sql("INSERT INTO brand (id, name, created_at)"
	    " VALUES ('brand_2', 'Two', 2)");
}

static enum outcome
sync_step(struct act *act, void *arg)
{
	struct record	*in = record_new(act->arena, &wa_sync_fields);

	if (arg != NULL)
		record_set_text(in, WA_SYNC_BRAND, arg);
	return wa_sync_put(act, in);
}

static enum outcome
sync_asked(const char *brand_id)
{
	store.problem = (struct problem){ .message = NULL };
	return db_tx(&store, DB_WRITE, sync_step,
	    (void *)(uintptr_t)brand_id);
}

/* A second later, since what is told at one moment cannot be told apart. */
static void
sync_now(const char *brand_id)
{
	store.now += CLOCK_SECOND;
	ck_assert_int_eq(sync_asked(brand_id), SOUK_OK);
	step_all();
}

static const char *
number_of(const char *meta_id)
{
	return store_text(arena_printf(store.arena, "SELECT id FROM"
	    " wa_number WHERE meta_id = '%s'", meta_id));
}

struct change { const char *id, *brand_id; bool makes_default; };

static enum outcome
move_step(struct act *act, void *arg)
{
	const struct change	*c = arg;
	struct record		*in = record_new(act->arena,
				    &wa_number_fields), *number;

	record_set_text(in, WA_NUMBER_BRAND, c->brand_id);
	if (c->makes_default)
		record_set_int(in, WA_NUMBER_DEFAULT, 1);
	return wa_number_change(act, c->id, in, &number);
}

static enum outcome
move(const char *id, const char *brand_id)
{
	store.problem = (struct problem){ .message = NULL };
	return db_tx(&store, DB_WRITE, move_step,
	    &(struct change){ id, brand_id, false });
}

static const char sql_numbers[] =
    "SELECT group_concat(line, ' ') FROM (SELECT meta_id || '=' || brand_id"
    " || CASE WHEN is_default = 1 THEN '*' ELSE '' END"
    " || CASE WHEN gone_at IS NULL THEN '' ELSE '-' END AS line"
    " FROM wa_number ORDER BY created_at, meta_id)";

/* ---- new ones ------------------------------------------------------------ */

START_TEST(target_46_a_new_number_is_whose_it_is_said_to_be)
{
	two_brands();
	meta_ask("number", "id=" NEW "&phone=33123456789");
	as("brand_2");
	sync_now(NULL);
	want_text(META_NUMBER "=brand_1* " NEW "=brand_2*", sql_numbers);
	meta_ask("number", "id=998878&phone=33123456790");
	sync_now("brand_1");
	want_text(META_NUMBER "=brand_1* " NEW "=brand_2* 998878=brand_1",
	    sql_numbers);
	/* What was there stays whose it was, whoever asks. */
	sync_now("brand_2");
	want_text(META_NUMBER "=brand_1* " NEW "=brand_2* 998878=brand_1",
	    sql_numbers);
}
END_TEST

START_TEST(target_46_the_job_of_each_night_gives_it_to_the_oldest_brand)
{
	two_brands();
	meta_ask("number", "id=" NEW "&phone=33123456789");
	wa_sql("INSERT INTO job (id, kind, lane, payload, state, due_at,"
	    " created_at) VALUES ('j', 'whatsapp.sync', 'chat', '{}',"
	    " 'waiting', 1, 1)");
	step_all();
	want_text(META_NUMBER "=brand_1* " NEW "=brand_1", sql_numbers);
}
END_TEST

START_TEST(target_46_a_brand_that_is_none_gets_nothing)
{
	two_brands();
	as("brand_2");
	ck_assert_int_eq(sync_asked("brand_3"), SOUK_INVALID);
	ck_assert_str_eq(store.problem.fields[0].name, "brandId");
	store.actor.permissions = MESSAGE_MANAGE;
	ck_assert_int_eq(sync_asked(NULL), SOUK_DENIED);
	as("brand_1");
	ck_assert_int_eq(move("wanumber_1", "brand_3"), SOUK_INVALID);
	ck_assert_str_eq(store.problem.fields[0].name, "brandId");
	as("brand_2");
	ck_assert_int_eq(move("wanumber_1", "brand_2"), SOUK_DENIED);
	want_number(0, "SELECT count(*) FROM job WHERE kind ="
	    " 'whatsapp.sync'");
	want_text(META_NUMBER "=brand_1*", sql_numbers);
}
END_TEST

START_TEST(target_50_templates_are_each_brands_that_has_a_number)
{
	struct record	*t;

	two_brands();
	meta_ask("template", "name=hi&language=fr&body=Hi");
	as("brand_1");
	sync_now(NULL);
	ck_assert_int_eq(wa_template_find(&store, "brand_1", "hi", LOCALE_FR,
	    &t), SOUK_OK);
	ck_assert_int_eq(wa_template_find(&store, "brand_2", "hi", LOCALE_FR,
	    &t), SOUK_NOT_FOUND);
	store.now += CLOCK_SECOND;
	ck_assert_int_eq(move("wanumber_1", "brand_2"), SOUK_OK);
	step_all();
	ck_assert_int_eq(wa_template_find(&store, "brand_2", "hi", LOCALE_FR,
	    &t), SOUK_OK);
	ck_assert_int_eq(wa_template_find(&store, "brand_1", "hi", LOCALE_FR,
	    &t), SOUK_NOT_FOUND);
}
END_TEST

/* ---- several ------------------------------------------------------------- */

START_TEST(target_46_each_number_has_its_window_and_its_answers)
{
	const char	*one, *second;

	two_brands();
	meta_ask("number", "id=" NEW "&phone=33123456789");
	as("brand_1");
	sync_now(NULL);
	second = number_of(NEW);
	one = person(1, CLOCK_HOUR);
	ck_assert_int_eq(put_as((struct wa_send_new){ .person_id = one,
	    .number_id = second, .kind = "text", .body = TEXT("b") }),
	    SOUK_CONFLICT);
	ck_assert_ptr_eq(store.problem.message,
	    &wa_messages[WA_WINDOW_CLOSED]);
	wa_sql("INSERT INTO wa_pair (number_id, person_id, last_in_at)"
	    " VALUES ('%s', '%s', %lld)", second, one,
	    (long long)store.now);
	ck_assert_int_eq(put_as((struct wa_send_new){ .person_id = one,
	    .number_id = second, .kind = "text", .body = TEXT("b") }),
	    SOUK_OK);
	text_put(one, "a");
	step_all();
	meta_ask("sent", "to=33600000001");
	for (int i = 0; i < 2; i++) {
		const bool	 is_b = text_equal(said_at(&meta_said, i == 0 ?
				    "data.0.body.body" : "data.1.body.body"),
				    "b");

		ck_assert_str_eq(said_at(&meta_said, i == 0 ?
		    "data.0.number" : "data.1.number"), is_b ? NEW :
		    META_NUMBER);
	}
}
END_TEST

START_TEST(target_51_beside_the_app_twenty_go_in_a_second)
{
	static const struct { int coexists, per_second, is; } rows[] = {
		{ 0, 80, 80 }, { 1, 80, 20 }, { 1, 1000, 20 }, { 1, 5, 5 },
		{ 0, 1000, 1000 }, { 1, 20, 20 }, { 1, 21, 20 },
	};
	struct wa_number	 n;

	for (size_t i = 0; i < COUNT(rows); i++) {
		wa_sql("UPDATE wa_number SET coexists = %d, per_second = %d",
		    rows[i].coexists, rows[i].per_second);
		ck_assert_int_eq(wa_number_load(&store, "wanumber_1", &n),
		    SOUK_OK);
		ck_assert_int_eq(n.per_second, rows[i].is);
	}
}
END_TEST

/* ---- to another brand ---------------------------------------------------- */

#define IN(ID, MORE) "\"contacts\":[{\"wa_id\":\"33600000001\"}]," \
	"\"messages\":[{\"from\":\"33600000001\",\"id\":\"" ID "\"," MORE "}]"
#define hear(...) \
	wa_hear(arena_printf(store.arena, "{\"object\":" \
	    "\"whatsapp_business_account\",\"entry\":[{\"id\":\"" \
	    META_ACCOUNT "\",\"changes\":[{\"field\":\"messages\",\"value\":" \
	    "{\"metadata\":{\"phone_number_id\":\"" META_NUMBER "\"},%s}}]}" \
	    "]}", arena_printf(store.arena, __VA_ARGS__)))

static const char *
words_of(const char *person_id, const char *number_id)
{
	return put_as((struct wa_send_new){ .person_id = person_id,
		.number_id = number_id, .kind = "text",
		.body = TEXT("more") }) == SOUK_OK ? "" :
	    store.problem.message->code;
}

START_TEST(target_46_what_waits_keeps_a_number_where_it_is)
{
	const char	*id;

	two_brands();
	as("brand_1");
	id = text_put(person(1, CLOCK_HOUR), "a");
	ck_assert_int_eq(move("wanumber_1", "brand_2"), SOUK_CONFLICT);
	ck_assert_ptr_eq(store.problem.message,
	    &wa_messages[WA_NUMBER_BUSY]);
	wa_sql("UPDATE wa_send SET state = 'sending', sending_at = 1");
	ck_assert_int_eq(move("wanumber_1", "brand_2"), SOUK_CONFLICT);
	wa_sql("UPDATE wa_send SET state = 'waiting', sending_at = NULL");
	step_all();
	want_state(id, "sent");
	ck_assert_int_eq(move("wanumber_1", "brand_2"), SOUK_OK);
}
END_TEST

START_TEST(target_46_what_was_said_stays_with_whom_it_was_said_to)
{
	const char	*one, *sent;
	int64_t		 until;

	two_brands();
	as("brand_1");
	hear(IN("wamid.A", "\"type\":\"text\",\"text\":{\"body\":\"a\"}"));
	one = store_text("SELECT id FROM wa_person");
	sent = text_put(one, "b");
	step_all();
	ck_assert_int_eq(move("wanumber_1", "brand_2"), SOUK_OK);
	/* Nothing of the old talk goes by it. */
	ck_assert_str_eq(words_of(one, "wanumber_1"), "WHATSAPP_NO_NUMBER");
	ck_assert_str_eq(words_of(one, NULL), "WHATSAPP_NO_NUMBER");
	ck_assert_int_eq(wa_window(&store, "wanumber_1", one, &until),
	    SOUK_OK);
	ck_assert_int_eq(until, 0);
	/* What is told of it is the old brand's all the same. */
	hear("\"statuses\":[{\"id\":\"%s\",\"status\":\"delivered\","
	    "\"recipient_id\":\"33600000001\"}]", column_of(sent, "wamid"));
	want_state(sent, "delivered");
	hear(IN("wamid.B", "\"type\":\"revoke\",\"revoke\":{"
	    "\"original_message_id\":\"wamid.A\"}"));
	want_heard("changed 2 wamid.A|-\n");
	want_number(3, "SELECT count(*) FROM wa_event WHERE brand_id ="
	    " 'brand_1' AND outcome = 'applied'");
	want_number(1, "SELECT count(*) FROM wa_person");
	/* Who writes now is somebody of the new one. */
	hear(IN("wamid.C", "\"type\":\"text\",\"text\":{\"body\":\"c\"}"));
	want_number(1, "SELECT count(*) FROM wa_person WHERE brand_id ="
	    " 'brand_2'");
	want_number(1, "SELECT count(*) FROM wa_event WHERE brand_id ="
	    " 'brand_2'");
}
END_TEST

static enum outcome
read_step(struct act *act, void *arg)
{
	return wa_read_put(act, "wanumber_1", arg);
}

START_TEST(target_46_what_another_brand_sees_is_not_marked_read)
{
	const char	*one;

	two_brands();
	as("brand_1");
	hear(IN("wamid.A", "\"type\":\"text\",\"text\":{\"body\":\"a\"}"));
	one = store_text("SELECT id FROM wa_person");
	for (int i = 0; i < 2; i++) {
		ck_assert_int_eq(db_tx(&store, DB_WRITE, read_step,
		    (void *)(uintptr_t)one), SOUK_OK);
		step_all();
		meta_ask("reads", "%s", "");
		ck_assert_str_eq(or_none(said_at(&meta_said, "data.0")),
		    "wamid.A");
		ck_assert_ptr_null(said_at(&meta_said, "data.1"));
		if (i == 0)
			ck_assert_int_eq(move("wanumber_1", "brand_2"),
			    SOUK_OK);
	}
}
END_TEST

static enum outcome
again_step(struct act *act, void *arg)
{
	struct record	*send;

	return wa_send_again(act, arg, &send);
}

START_TEST(target_46_a_doubt_is_settled_but_not_sent_by_anothers_number)
{
	const char	*one, *sent;

	two_brands();
	as("brand_1");
	hear(IN("wamid.A", "\"type\":\"text\",\"text\":{\"body\":\"a\"}"));
	one = store_text("SELECT id FROM wa_person");
	meta_says("lose to=send times=1\n");
	sent = text_put(one, "b");
	step_all();
	want_state(sent, "doubt");
	ck_assert_int_eq(move("wanumber_1", "brand_2"), SOUK_OK);
	ck_assert_int_eq(db_tx(&store, DB_WRITE, again_step,
	    (void *)(uintptr_t)sent), SOUK_CONFLICT);
	ck_assert_ptr_eq(store.problem.message, &wa_messages[WA_NO_NUMBER]);
	want_state(sent, "doubt");
	hear("\"statuses\":[{\"id\":\"wamid.S\",\"status\":\"read\","
	    "\"biz_opaque_callback_data\":\"%s\"}]", sent);
	want_state(sent, "read");
}
END_TEST

START_TEST(target_46_a_number_that_comes_back_goes_on)
{
	const char	*one;
	int64_t		 until;

	two_brands();
	as("brand_1");
	hear(IN("wamid.A", "\"type\":\"text\",\"text\":{\"body\":\"a\"}"));
	one = store_text("SELECT id FROM wa_person");
	ck_assert_int_eq(move("wanumber_1", "brand_2"), SOUK_OK);
	ck_assert_int_eq(move("wanumber_1", "brand_1"), SOUK_DENIED);
	as("brand_2");
	ck_assert_int_eq(move("wanumber_1", "brand_1"), SOUK_OK);
	ck_assert_int_eq(wa_window(&store, "wanumber_1", one, &until),
	    SOUK_OK);
	ck_assert_int_eq(until, store.now + WA_WINDOW);
	ck_assert_str_eq(words_of(one, NULL), "");
	want_number(2, "SELECT count(*) FROM audit_log WHERE action ="
	    " 'update_whatsapp_number'");
}
END_TEST

START_TEST(target_46_each_brand_with_a_number_has_a_default_one)
{
	two_brands();
	meta_ask("number", "id=" NEW "&phone=33123456789");
	as("brand_1");
	sync_now(NULL);
	want_text(META_NUMBER "=brand_1* " NEW "=brand_1", sql_numbers);
	ck_assert_int_eq(move("wanumber_1", "brand_2"), SOUK_OK);
	want_text(META_NUMBER "=brand_2* " NEW "=brand_1*", sql_numbers);
	ck_assert_int_eq(move(number_of(NEW), "brand_2"), SOUK_OK);
	want_text(META_NUMBER "=brand_2* " NEW "=brand_2", sql_numbers);
	as("brand_2");
	ck_assert_int_eq(db_tx(&store, DB_WRITE, move_step,
	    &(struct change){ number_of(NEW), "brand_2", true }), SOUK_OK);
	want_text(META_NUMBER "=brand_2 " NEW "=brand_2*", sql_numbers);
}
END_TEST

/* ---- what came to it before ---------------------------------------------- */

static enum outcome
replay_step(struct act *act, void *arg)
{
	struct record		*event;
	const enum outcome	 e = wa_event_replay(act, arg, &event);

	if (e == SOUK_OK)
		buf_printf(&heard, "%s of %s\n",
		    event->values[WA_EVENT_OUTCOME].text,
		    event->values[WA_EVENT_BRAND].text);
	return e;
}

static enum outcome
replay(const char *brand_id)
{
	as(brand_id);
	heard.len = 0;
	*heard.p = '\0';
	return db_tx(&store, DB_WRITE, replay_step, (void *)(uintptr_t)
	    store_text("SELECT id FROM wa_event WHERE type = 'text'"));
}

#define TO_NEW(ID, MORE) "{\"object\":\"whatsapp_business_account\"," \
	"\"entry\":[{\"id\":\"" META_ACCOUNT "\",\"changes\":[{" \
	"\"field\":\"messages\",\"value\":{\"metadata\":{" \
	"\"phone_number_id\":\"" NEW "\"}," IN(ID, MORE) "}}]}]}"

START_TEST(target_46_what_came_to_a_number_that_was_nobodys_goes_to_its_brand)
{
	two_brands();
	wa_hear(TO_NEW("wamid.A", "\"type\":\"text\",\"text\":{\"body\":"
	    "\"a\"}"));
	want_heard("");
	want_text("stranger brand_1", "SELECT outcome || ' ' || brand_id FROM"
	    " wa_event");
	ck_assert_int_eq(replay("brand_2"), SOUK_DENIED);
	ck_assert_int_eq(replay("brand_1"), SOUK_OK);
	want_heard("stranger of brand_1\n");
	meta_ask("number", "id=" NEW "&phone=33123456789");
	as("brand_2");
	sync_now(NULL);
	wa_hear(TO_NEW("wamid.B", "\"type\":\"reaction\",\"reaction\":{"
	    "\"message_id\":\"wamid.A\",\"emoji\":\"x\"}"));
	want_text("early", "SELECT outcome FROM wa_event WHERE type ="
	    " 'reaction'");
	ck_assert_int_eq(replay("brand_1"), SOUK_OK);
	want_heard("came text|a|-|-\nchanged 0 wamid.A|x\n"
	    "applied of brand_2\n");
	want_number(2, "SELECT count(*) FROM wa_event WHERE brand_id ="
	    " 'brand_2' AND outcome = 'applied'");
	ck_assert_int_eq(replay("brand_1"), SOUK_DENIED);
	ck_assert_int_eq(replay("brand_2"), SOUK_CONFLICT);
}
END_TEST

/* ---- gone, and back ------------------------------------------------------ */

START_TEST(target_46_a_number_that_left_is_off_and_told_of_once)
{
	const char	*id;
	struct buf	 out;

	two_brands();
	as("brand_1");
	sync_now(NULL);
	meta_ask("number", "id=" NEW "&phone=33123456789");
	meta_ask("number", "id=" META_NUMBER "&account=1");
	id = text_put(person(1, CLOCK_HOUR), "a");
	wa_sql("UPDATE wa_send SET due_at = due_at + 5000");
	heard.len = 0;
	sync_now("brand_2");
	want_text(META_NUMBER "=brand_1*- " NEW "=brand_2*", sql_numbers);
	want_heard("alert brand_1 +15550783881\n");
	sync_now("brand_2");
	want_heard("alert brand_1 +15550783881\n");
	/* Nothing goes, and nothing more can be put. */
	step_after(10 * CLOCK_SECOND);
	want_state(id, "waiting");
	ck_assert_str_eq(words_of(person(2, CLOCK_HOUR), "wanumber_1"),
	    "WHATSAPP_NO_NUMBER");
	ck_assert(!wa_is_on(&store));
	buf_init(&out, store.arena, 0);
	ck_assert_int_eq(wa_findings(&store, &out), 1);
	ck_assert_ptr_nonnull(strstr(out.p, "not in the account"));
	/* Named again, it goes on where it was. */
	meta_ask("number", "id=" META_NUMBER "&account=" META_ACCOUNT);
	sync_now("brand_2");
	want_text(META_NUMBER "=brand_1* " NEW "=brand_2*", sql_numbers);
	want_state(id, "sent");
	ck_assert(wa_is_on(&store));
}
END_TEST

START_TEST(target_46_another_takes_the_place_of_one_that_left)
{
	two_brands();
	meta_ask("number", "id=" NEW "&phone=33123456789");
	as("brand_1");
	sync_now(NULL);
	meta_ask("number", "id=" META_NUMBER "&account=1");
	sync_now(NULL);
	want_text(META_NUMBER "=brand_1- " NEW "=brand_1*", sql_numbers);
	meta_ask("number", "id=" META_NUMBER "&account=" META_ACCOUNT);
	sync_now(NULL);
	want_text(META_NUMBER "=brand_1 " NEW "=brand_1*", sql_numbers);
}
END_TEST

START_TEST(target_46_a_list_that_is_none_sends_no_number_away)
{
	static const char *const	 faults[] = { "garbage to=numbers",
		"code:1 to=numbers", "code:190 to=numbers",
		"garbage to=templates" };

	two_brands();
	as("brand_1");
	sync_now(NULL);
	for (size_t i = 0; i < COUNT(faults); i++) {
		meta_says("%s times=1\n", faults[i]);
		heard.len = 0;
		*heard.p = '\0';
		sync_now(NULL);
		want_heard("");
		want_text(META_NUMBER "=brand_1*", sql_numbers);
		wa_sql("DELETE FROM job");
	}
}
END_TEST

int
main(void)
{
	const TTest *const	tests[] = {
		target_46_a_new_number_is_whose_it_is_said_to_be,
		target_46_the_job_of_each_night_gives_it_to_the_oldest_brand,
		target_46_a_brand_that_is_none_gets_nothing,
		target_50_templates_are_each_brands_that_has_a_number,
		target_46_each_number_has_its_window_and_its_answers,
		target_51_beside_the_app_twenty_go_in_a_second,
		target_46_what_waits_keeps_a_number_where_it_is,
		target_46_what_was_said_stays_with_whom_it_was_said_to,
		target_46_what_another_brand_sees_is_not_marked_read,
		target_46_a_doubt_is_settled_but_not_sent_by_anothers_number,
		target_46_a_number_that_comes_back_goes_on,
		target_46_each_brand_with_a_number_has_a_default_one,
		target_46_what_came_to_a_number_that_was_nobodys_goes_to_its_brand,
		target_46_a_number_that_left_is_off_and_told_of_once,
		target_46_another_takes_the_place_of_one_that_left,
		target_46_a_list_that_is_none_sends_no_number_away,
	};

	return send_suite("whatsapp numbers", tests, COUNT(tests));
}
