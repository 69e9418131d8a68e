/* SPDX-License-Identifier: ISC */
/* Who writes, until when they may be written to freely, and what they want. */
#include "lib/whatsapp/event.h"
#include "tests/unit/wa_shop.h"

#define T0	INT64_C(1780000000)	/* seconds; before STORE_NOW */

/* A text by whoever these members name: a contact, the message's own. */
static void
say(const char *contact, const char *from, const char *id, int64_t at,
    const char *text)
{
	wa_hear_value("\"contacts\":[{%s}],\"messages\":[{%s\"id\":\"%s\","
	    "\"timestamp\":\"%lld\",\"type\":\"text\",\"text\":{\"body\":"
	    "\"%s\"}}]", contact, from, id, (long long)at, text);
}

#define NUMBER(N)	"\"wa_id\":\"" N "\""
#define REF(R)		"\"user_id\":\"" R "\""
#define FROM(N)		"\"from\":\"" N "\","

static const char sql_names[] =
    "SELECT group_concat(coalesce(wa_id, '-') || '/' || coalesce(user_ref,"
    " '-'), ' ') FROM (SELECT * FROM wa_person ORDER BY"
    " coalesce(user_ref, wa_id))";

/* ---- people ----------------------------------------------------------------- */

START_TEST(s1_wa_02_somebody_without_a_number_is_somebody)
{
	say(REF("US.1"), "", "wamid.1", T0, "hi");
	want_heard("came text|hi|-|-\n");
	want_text("-/US.1", sql_names);
	say(REF("US.1"), "", "wamid.2", T0 + 1, "again");
	want_text("-/US.1", sql_names);
}
END_TEST

START_TEST(s1_wa_02_two_names_of_one_person_are_linked)
{
	say(NUMBER("33612345678"), FROM("33612345678"), "wamid.1", T0, "a");
	say(REF("US.1"), "", "wamid.2", T0 + 1, "b");
	want_number(2, "SELECT count(*) FROM wa_person");
	say(NUMBER("33612345678") "," REF("US.1"), FROM("33612345678"),
	    "wamid.3", T0 + 2, "c");
	want_heard("merged\ncame text|c|-|-\n");
	want_text("33612345678/US.1", sql_names);
	want_number(3, "SELECT count(*) FROM wa_event e JOIN wa_person p"
	    " ON p.id = e.person_id");
	want_text("wamid.3", "SELECT last_in_ref FROM wa_pair");
	want_number(1, "SELECT count(*) FROM wa_pair");
}
END_TEST

START_TEST(s1_wa_02_a_number_that_passed_on_mixes_nobody)
{
	say(NUMBER("33600000001") "," REF("US.1"), "", "wamid.1", T0, "a");
	say(NUMBER("33600000002") "," REF("US.2"), "", "wamid.2", T0, "b");
	say(NUMBER("33600000001") "," REF("US.2"), "", "wamid.3", T0, "c");
	want_heard("came text|c|-|-\n");
	want_text("-/US.1 33600000001/US.2", sql_names);
}
END_TEST

#define CHANGED(FORM) \
	"\"messages\":[{" FROM("33600000001") "\"id\":\"wamid.sys\"," \
	"\"timestamp\":\"1780000009\",\"type\":\"system\",\"system\":{" FORM \
	"}}]"

START_TEST(s1_wa_02_who_changes_the_number_stays_who_they_are)
{
	static const char *const	 forms[] = {
		CHANGED("\"type\":\"user_changed_number\","
		    "\"wa_id\":\"33600000009\""),
		CHANGED("\"type\":\"user_changed_number\","
		    "\"new_wa_id\":\"33600000009\""),
		CHANGED("\"type\":\"user_changed_number\",\"customer\":"
		    "\"33600000001\",\"wa_id\":\"33600000009\""),
		CHANGED("\"type\":\"user_changed_number\",\"body\":\"x\","
		    "\"wa_id\":33600000009"),
	};

	for (size_t i = 0; i < COUNT(forms); i++) {
		shop_close();
		wa_open();
		say(NUMBER("33600000001"), "", "wamid.1", T0, "a");
		wa_hear_value("%s", forms[i]);
		want_heard("");
		want_text("33600000009/-", sql_names);
		want_text("33600000009", "SELECT phone FROM wa_person");
		want_number(T0 * 1000, "SELECT last_in_at FROM wa_pair");
	}
}
END_TEST

START_TEST(s1_wa_02_a_new_number_that_wrote_already_is_the_same_person)
{
	say(NUMBER("33600000001"), "", "wamid.1", T0, "a");
	say(NUMBER("33600000009"), "", "wamid.2", T0 + 5, "b");
	wa_hear_value(CHANGED("\"type\":\"user_changed_number\","
	    "\"wa_id\":\"33600000009\""));
	want_heard("merged\n");
	want_text("33600000009/-", sql_names);
	want_number((T0 + 5) * 1000, "SELECT last_in_at FROM wa_pair");
	wa_hear_value(CHANGED("\"type\":\"user_changed_user_id\","
	    "\"user_id\":\"US.7\"") ",\"x\":1");
	want_text("nothing", "SELECT outcome FROM wa_event WHERE key ="
	    " 'message:wamid.sys' AND outcome = 'nothing' UNION ALL"
	    " SELECT 'nothing' LIMIT 1");
}
END_TEST

struct phone_try { const char *phone, *id; enum outcome e; };

static enum outcome
phone_step(struct act *act, void *arg)
{
	struct phone_try	*t = arg;

	act->problem = (struct problem){ .message = NULL };
	t->e = wa_person_by_phone(act, "brand_1", t->phone, &t->id);
	return SOUK_OK;
}

static struct phone_try
by_phone(const char *phone)
{
	struct phone_try	 t = { .phone = phone };

	ck_assert_int_eq(db_tx(&store, DB_WRITE, phone_step, &t), SOUK_OK);
	return t;
}

START_TEST(s1_wa_02_a_telephone_is_found_however_meta_writes_it)
{
	static const struct { const char *shop, *meta; } all[] = {
		{ "+33612345678", "33612345678" },
		{ "+525512345678", "5215512345678" },
		{ "+5215587654321", "525587654321" },
		{ "+541123456789", "5491123456789" },
		{ "+551187654321", "5511987654321" },
	};
	static const char *const	 none[] = { NULL, "", "+", "12",
		"+33 6", "abc", "+0612345678", "+1234567890123456" };

	for (size_t i = 0; i < COUNT(all); i++) {
		const struct phone_try	 t = by_phone(all[i].shop);
		const char		*meta = all[i].meta;

		ck_assert_int_eq(t.e, SOUK_OK);
		ck_assert_str_eq(by_phone(all[i].shop + 1).id, t.id);
		say(arena_printf(store.arena, NUMBER("%s"), meta), "",
		    arena_printf(store.arena, "wamid.p%zu", i), T0, "x");
		ck_assert_str_eq(by_phone(all[i].shop).id, t.id);
		ck_assert_str_eq(by_phone(meta).id, t.id);
	}
	want_number(COUNT(all), "SELECT count(*) FROM wa_person");
	for (size_t i = 0; i < COUNT(none); i++)
		ck_assert_int_eq(by_phone(none[i]).e, SOUK_INVALID);
}
END_TEST

START_TEST(s1_wa_02_what_names_nobody_is_kept_and_refused)
{
	wa_hear_value("\"messages\":[{\"id\":\"wamid.1\",\"type\":\"text\","
	    "\"timestamp\":\"1780000000\",\"text\":{\"body\":\"x\"}}]");
	want_heard("");
	want_text("refused", "SELECT outcome FROM wa_event");
	want_number(0, "SELECT count(*) FROM wa_person");
}
END_TEST

/* One that nobody wants keeps none of the others. */
START_TEST(s1_wa_02_who_refuses_a_message_undoes_only_that)
{
	wa_answer = SOUK_CONFLICT;
	say(NUMBER("33600000001"), "", "wamid.1", T0, "a");
	wa_answer = SOUK_OK;
	want_text("refused", "SELECT outcome FROM wa_event");
	want_number(0, "SELECT count(*) FROM wa_person");
	want_number(0, "SELECT count(*) FROM wa_pair");
}
END_TEST

/* ---- windows -------------------------------------------------------------------- */

static int64_t
window_of(void)
{
	int64_t	 closes;

	ck_assert_int_eq(wa_window(&store, NULL, store_text("SELECT id FROM"
	    " wa_person"), &closes), SOUK_OK);
	return closes;
}

START_TEST(target_49_the_window_is_of_their_last_message_by_metas_clock)
{
	say(NUMBER("33600000001"), "", "wamid.2", T0 + 60, "late");
	ck_assert_int_eq(window_of(), (T0 + 60) * 1000 + WA_WINDOW);
	say(NUMBER("33600000001"), "", "wamid.1", T0, "early");
	ck_assert_int_eq(window_of(), (T0 + 60) * 1000 + WA_WINDOW);
	wa_hear_value("\"contacts\":[{" NUMBER("33600000001") "}],"
	    "\"messages\":[{" FROM("33600000001") "\"id\":\"wamid.3\","
	    "\"timestamp\":\"%lld\",\"type\":\"reaction\",\"reaction\":{"
	    "\"message_id\":\"wamid.1\",\"emoji\":\"x\"}}]",
	    (long long)T0 + 90);
	wa_hear_value("\"messages\":[{" FROM("33600000001") "\"id\":"
	    "\"wamid.4\",\"timestamp\":\"%lld\",\"type\":\"system\","
	    "\"system\":{\"type\":\"customer_identity_changed\"}}]",
	    (long long)T0 + 90);
	wa_hear_value("\"statuses\":[{\"id\":\"wamid.5\",\"status\":\"read\","
	    "\"timestamp\":\"%lld\",\"recipient_id\":\"33600000001\"}]",
	    (long long)T0 + 90);
	ck_assert_int_eq(window_of(), (T0 + 60) * 1000 + WA_WINDOW);
}
END_TEST

START_TEST(target_49_a_time_to_come_or_none_is_now)
{
	static const char *const	 all[] = { "\"99999999999999999999\"",
		"\"1790000301\"", "4102444800", "\"\"", "null", "\"soon\"",
		"{}", "-5", "\"0\"", "1.5", "\"1790000299\"" };

	for (size_t i = 0; i < COUNT(all); i++) {
		wa_hear_value("\"contacts\":[{" NUMBER("33600000001") "}],"
		    "\"messages\":[{\"id\":\"wamid.t%zu\",\"timestamp\":%s,"
		    "\"type\":\"text\",\"text\":{\"body\":\"x\"}}]", i,
		    all[i]);
		ck_assert_msg(window_of() == STORE_NOW + WA_WINDOW, "%s",
		    all[i]);
	}
}
END_TEST

/* ---- what they want ----------------------------------------------------------------- */

START_TEST(target_55_words_that_stop_and_begin_again)
{
	static const struct { const char *text; enum wa_word is; } all[] = {
		{ "STOP", WA_STOP }, { "stop", WA_STOP }, { " Stop. ",
		WA_STOP }, { "Arrêt", WA_STOP }, { "ARRETER", WA_STOP },
		{ "Désabonnement", WA_STOP }, { "Unsubscribe!", WA_STOP },
		{ "إيقاف", WA_STOP }, { "توقف", WA_STOP },
		{ "إلغاء الاشتراك", WA_STOP }, { "START", WA_START },
		{ "Reprendre", WA_START }, { "ابدأ", WA_START },
		{ "استئناف", WA_START }, { "اشتراك", WA_START },
		{ "stop it please", WA_NO_WORD }, { "non stop", WA_NO_WORD },
		{ "when does it start?", WA_NO_WORD }, { "", WA_NO_WORD },
		{ "...", WA_NO_WORD }, { "bus stop", WA_NO_WORD },
		{ NULL, WA_NO_WORD },
	};

	for (size_t i = 0; i < COUNT(all); i++)
		ck_assert_msg(wa_word(store.arena, all[i].text) ==
		    all[i].is, "%s", all[i].text);
}
END_TEST

static bool
may(enum wa_purpose purpose)
{
	bool	 yes;

	ck_assert_int_eq(wa_may(&store, store_text("SELECT id FROM"
	    " wa_person"), purpose, &yes), SOUK_OK);
	return yes;
}

static enum outcome
agree_step(struct act *act, void *arg)
{
	return wa_consent_put(act, &(struct wa_consent){
		.brand_id = "brand_1", .person_id = arg,
		.purpose = WA_MARKETING, .granted = true,
		.source = WA_BY_FORM, .evidence = "I agree" });
}

START_TEST(target_55_a_word_takes_back_and_gives_back_what_was)
{
	say(NUMBER("33600000001"), "", "wamid.1", T0, "hello");
	ck_assert(may(WA_SERVICE) && !may(WA_MARKETING));
	say(NUMBER("33600000001"), "", "wamid.2", T0 + 1, "START");
	ck_assert(!may(WA_MARKETING));
	want_number(0, "SELECT count(*) FROM wa_consent");
	store.now = (T0 + 2) * 1000;
	ck_assert_int_eq(db_tx(&store, DB_WRITE, agree_step,
	    store_text("SELECT id FROM wa_person")), SOUK_OK);
	store.now = STORE_NOW;
	ck_assert(may(WA_SERVICE) && may(WA_MARKETING));
	say(NUMBER("33600000001"), "", "wamid.3", T0 + 10, "Arrêt");
	ck_assert(!may(WA_SERVICE) && !may(WA_MARKETING));
	want_text("word Arrêt", "SELECT source || ' ' || evidence FROM"
	    " wa_consent WHERE granted = 0 LIMIT 1");
	say(NUMBER("33600000001"), "", "wamid.4", T0 + 5, "START");
	ck_assert(!may(WA_SERVICE) && !may(WA_MARKETING));
	say(NUMBER("33600000001"), "", "wamid.5", T0 + 20, "start");
	ck_assert(may(WA_SERVICE) && may(WA_MARKETING));
	want_number(5, "SELECT count(*) FROM wa_consent");
}
END_TEST

#define PREFERS(VALUE, AT) \
	"{\"object\":\"whatsapp_business_account\",\"entry\":[{\"id\":" \
	"\"2001\",\"changes\":[{\"field\":\"user_preferences\",\"value\":{" \
	"\"metadata\":{\"phone_number_id\":\"1001\"},\"user_preferences\":[{" \
	"\"wa_id\":\"33600000001\",\"category\":\"marketing_messages\"," \
	"\"detail\":\"they said so\",\"value\":\"" VALUE "\",\"timestamp\":" \
	AT "}]}}]}]}"

/* Meta's clock shows whole seconds, ours less. */
START_TEST(target_55_a_stop_of_the_second_of_a_yes_counts)
{
	say(NUMBER("33600000001"), "", "wamid.1", T0, "hello");
	store.now = (T0 + 2) * 1000 + 500;
	ck_assert_int_eq(db_tx(&store, DB_WRITE, agree_step,
	    store_text("SELECT id FROM wa_person")), SOUK_OK);
	ck_assert(may(WA_MARKETING));
	say(NUMBER("33600000001"), "", "wamid.2", T0 + 1, "STOP");
	ck_assert(may(WA_MARKETING));
	say(NUMBER("33600000001"), "", "wamid.3", T0 + 2, "STOP");
	ck_assert(!may(WA_SERVICE) && !may(WA_MARKETING));
	/* Of one moment ids have no order. */
	store.now++;
	say(NUMBER("33600000001"), "", "wamid.4", T0 + 2, "START");
	ck_assert(may(WA_SERVICE) && may(WA_MARKETING));
}
END_TEST

START_TEST(target_55_what_they_told_meta_counts)
{
	wa_hear(PREFERS("resume", "1780000010"));
	ck_assert(may(WA_MARKETING));
	wa_hear(PREFERS("stop", "1780000005"));
	ck_assert(may(WA_MARKETING));
	wa_hear(PREFERS("stop", "1780000020"));
	ck_assert(!may(WA_MARKETING));
	ck_assert(may(WA_SERVICE));
	want_text("meta they said so", "SELECT source || ' ' || evidence FROM"
	    " wa_consent WHERE granted = 0");
	wa_hear(PREFERS("maybe", "1780000030"));
	want_text("unknown", "SELECT outcome FROM wa_event WHERE type ="
	    " 'maybe'");
}
END_TEST

/* ---- the account, numbers, templates ------------------------------------------------------ */

#define FIELD_OF(FIELD, VALUE) \
	"{\"object\":\"whatsapp_business_account\",\"entry\":[{\"id\":" \
	"\"2001\",\"time\":1780000000,\"changes\":[{\"field\":\"" FIELD "\"," \
	"\"value\":{" VALUE "}}]}]}"
#define LIMIT(MORE) \
	FIELD_OF("phone_number_quality_update", "\"display_phone_number\":" \
	"\"+33 1 00 00 00 01\"," MORE)
#define TEMPLATE(FIELD, MORE) \
	FIELD_OF(FIELD, "\"message_template_name\":\"hi\"," \
	"\"message_template_language\":\"fr\"," MORE)

START_TEST(s1_wa_03_what_meta_says_of_numbers_and_templates_is_seen)
{
	static const struct { const char *told, *sql, *is; } all[] = {
		{ LIMIT("\"event\":\"UPGRADE\",\"current_limit\":\"TIER_1K\""),
		  "SELECT per_day FROM wa_number", "1000" },
		{ LIMIT("\"event\":\"DOWNGRADE\",\"current_limit\":"
		  "\"TIER_250\""), "SELECT per_day FROM wa_number", "250" },
		{ LIMIT("\"event\":\"UPGRADE\",\"max_daily_conversations_per_"
		  "business\":\"TIER_100K\""),
		  "SELECT per_day FROM wa_number", "100000" },
		{ LIMIT("\"event\":\"UPGRADE\",\"current_limit\":\"TIER_X\""),
		  "SELECT per_day FROM wa_number", "100000" },
		{ LIMIT("\"event\":\"UPGRADE\",\"current_limit\":"
		  "\"TIER_UNLIMITED\""), "SELECT per_day FROM wa_number",
		  "-" },
		{ LIMIT("\"event\":\"FLAGGED\",\"current_limit\":"
		  "\"TIER_10K\""), "SELECT problem || per_day FROM wa_number",
		  "FLAGGED10000" },
		{ LIMIT("\"event\":\"UNFLAGGED\""),
		  "SELECT problem FROM wa_number", "-" },
		{ FIELD_OF("account_update", "\"event\":"
		  "\"ACCOUNT_RESTRICTION\",\"restriction_info\":[{"
		  "\"restriction_type\":\"X\"}]"),
		  "SELECT problem FROM wa_number", "ACCOUNT_RESTRICTION X" },
		{ FIELD_OF("account_update", "\"event\":\"DISABLED_UPDATE\","
		  "\"ban_info\":{\"waba_ban_state\":\"REINSTATE\"}"),
		  "SELECT problem FROM wa_number", "-" },
		{ TEMPLATE("message_template_status_update", "\"event\":"
		  "\"REJECTED\",\"reason\":\"SCAM\""),
		  "SELECT status || reason FROM wa_template",
		  "REJECTEDSCAM" },
		{ TEMPLATE("message_template_status_update", "\"event\":"
		  "\"APPROVED\",\"reason\":\"NONE\""),
		  "SELECT status || coalesce(reason, '') FROM wa_template",
		  "APPROVED" },
		{ TEMPLATE("message_template_quality_update",
		  "\"new_quality_score\":\"RED\""),
		  "SELECT quality FROM wa_template", "RED" },
		{ TEMPLATE("message_template_quality_update",
		  "\"new_quality_score\":7"),
		  "SELECT quality FROM wa_template", "7" },
		{ TEMPLATE("message_template_quality_update",
		  "\"new_quality_score\":{}"), "SELECT outcome FROM wa_event"
		  " WHERE outcome = 'refused'", "refused" },
		{ TEMPLATE("template_category_update", "\"new_category\":"
		  "\"MARKETING\""), "SELECT category FROM wa_template",
		  "marketing" },
		{ TEMPLATE("template_category_update", "\"correct_category\":"
		  "\"UTILITY\""), "SELECT category FROM wa_template",
		  "marketing" },
	};

	wa_sql("INSERT INTO wa_template (id, brand_id, account_id, meta_id,"
	    " name, language, category, status, components, synced_at) VALUES"
	    " ('t', 'brand_1', '2001', '1', 'hi', 'fr', 'UTILITY', 'PENDING',"
	    " '[]', 1)");
	for (size_t i = 0; i < COUNT(all); i++) {
		wa_hear(all[i].told);
		want_text(all[i].is, all[i].sql);
	}
}
END_TEST

#define ANY_SYNC "SELECT count(*) FROM job WHERE kind = 'whatsapp.sync'"

START_TEST(target_50_what_is_told_of_templates_is_fetched_soon)
{
	static const struct { const char *told, *outcome; int syncs; } all[] = {
		{ TEMPLATE("message_template_components_update",
		  "\"message_template_element\":\"Hi {{1}}\""), "applied", 1 },
		{ TEMPLATE("message_template_status_update", "\"event\":"
		  "\"APPROVED\",\"reason\":\"NONE\""), "applied", 1 },
		{ TEMPLATE("message_template_quality_update",
		  "\"new_quality_score\":\"GREEN\""), "applied", 1 },
		{ TEMPLATE("template_category_update", "\"new_category\":"
		  "\"UTILITY\""), "applied", 1 },
		{ TEMPLATE("template_category_update", "\"correct_category\":"
		  "\"UTILITY\""), "nothing", 0 },
		{ TEMPLATE("template_category_update", "\"x\":1"),
		  "refused", 0 },
		{ TEMPLATE("message_template_status_update", "\"event\":{}"),
		  "refused", 0 },
		{ FIELD_OF("phone_number_name_update", "\"decision\":"
		  "\"APPROVED\""), "nothing", 0 },
	};

	for (size_t i = 0; i < COUNT(all); i++) {
		wa_sql("DELETE FROM job");
		wa_sql("DELETE FROM wa_event");
		wa_hear(all[i].told);
		want_text(all[i].outcome, "SELECT outcome FROM wa_event");
		ck_assert_msg(store_number(ANY_SYNC) == all[i].syncs, "%zu",
		    i);
	}
	/* Many at once are one. */
	wa_sql("DELETE FROM wa_event");
	for (size_t i = 0; i < 4; i++)
		wa_hear(all[i].told);
	want_number(1, ANY_SYNC);
	want_number(1, "SELECT count(*) FROM job WHERE payload ="
	    " '{\"brand\":\"brand_1\"}' AND due_at > created_at");
}
END_TEST

/* The events are of 1780000000. */
START_TEST(target_50_what_is_older_than_a_fetch_changes_nothing)
{
	wa_sql("INSERT INTO wa_template (id, brand_id, account_id, meta_id,"
	    " name, language, category, status, components, synced_at) VALUES"
	    " ('t', 'brand_1', '2001', '1', 'hi', 'fr', 'utility', 'PAUSED',"
	    " '[]', 1780000000001)");
	wa_hear(TEMPLATE("message_template_status_update", "\"event\":"
	    "\"APPROVED\""));
	want_text("PAUSED", "SELECT status FROM wa_template");
	want_number(1, ANY_SYNC);
	wa_sql("UPDATE wa_template SET synced_at = 1780000000000");
	wa_hear(TEMPLATE("message_template_status_update", "\"event\":"
	    "\"DISABLED\""));
	want_text("DISABLED", "SELECT status FROM wa_template");
}
END_TEST

/* ---- what comes before its time ----------------------------------------------------------- */

START_TEST(target_47_what_comes_before_its_message_is_told_behind_it)
{
	wa_hear_value("\"contacts\":[{" NUMBER("33600000001") "}],"
	    "\"messages\":[{" FROM("33600000001") "\"id\":\"wamid.r\","
	    "\"timestamp\":\"1780000005\",\"type\":\"reaction\",\"reaction\":"
	    "{\"message_id\":\"wamid.1\",\"emoji\":\"x\"}}]");
	want_text("early", "SELECT outcome FROM wa_event");
	say(NUMBER("33600000001"), "", "wamid.1", T0, "a");
	want_heard("came text|a|-|-\nchanged 0 wamid.1|x\n");
	want_number(0, "SELECT count(*) FROM wa_event WHERE outcome ="
	    " 'early'");
}
END_TEST

static enum outcome
early_step(struct act *act, void *arg)
{
	return wa_status_early(act, arg);
}

/* A message of ours to whoever wrote, as Meta has taken it. */
static void
sent_put(const char *wamid)
{
	wa_sql("INSERT INTO wa_send (id, brand_id, number_id, person_id, kind,"
	    " body, subject, subject_id, state, wamid, due_at, created_at)"
	    " SELECT 's', 'brand_1', 'wanumber_1', id, 'text', '{}', 'x',"
	    " 'x', 'sent', '%s', 1, 1 FROM wa_person", wamid);
}

START_TEST(target_54_a_failure_has_its_reason_unless_it_arrived)
{
	say(NUMBER("33600000001"), "", "wamid.1", T0, "a");
	sent_put("wamid.out");
	wa_hear_value("\"statuses\":[{\"id\":\"wamid.out\",\"status\":"
	    "\"failed\",\"timestamp\":\"1780000009\",\"errors\":[{"
	    "\"code\":131047,\"title\":\"Re-engagement message\"}]}]");
	want_heard("told s failed 131047\n");
	want_text("failed 131047", "SELECT state || ' ' || error_code"
	    " FROM wa_send WHERE error IS NOT NULL AND ended_at IS NOT NULL");
	wa_hear_value("\"statuses\":[{\"id\":\"wamid.out\",\"status\":"
	    "\"sent\",\"timestamp\":\"1780000010\"}]");
	want_text("failed", "SELECT state FROM wa_send");
	wa_hear_value("\"statuses\":[{\"id\":\"wamid.out\",\"status\":"
	    "\"delivered\",\"timestamp\":\"1780000010\"}]");
	want_text("delivered -", "SELECT state || ' ' || coalesce(error, '-')"
	    " FROM wa_send");
}
END_TEST

START_TEST(target_54_statuses_before_the_answer_count_when_it_comes)
{
	static const char	 wamid[] = "wamid.HBgL+/=";

	say(NUMBER("33600000001"), "", "wamid.1", T0, "a");
	wa_hear_value("\"statuses\":[{\"id\":\"%s\",\"status\":\"read\","
	    "\"timestamp\":\"1780000009\"},{\"id\":\"%s\",\"status\":"
	    "\"sent\",\"timestamp\":\"1780000001\"}]", wamid, wamid);
	want_number(2, "SELECT count(*) FROM wa_event WHERE outcome ="
	    " 'early'");
	sent_put(wamid);
	heard.len = 0;
	ck_assert_int_eq(db_tx(&store, DB_WRITE, early_step,
	    (void *)(uintptr_t)wamid), SOUK_OK);
	want_heard("told s read 0\n");
	want_text("read 1780000009000", "SELECT state || ' ' || read_at"
	    " FROM wa_send");
	want_number(0, "SELECT count(*) FROM wa_event WHERE outcome ="
	    " 'early'");
}
END_TEST

/* ---- forgotten ------------------------------------------------------------------------------ */

static enum outcome
erase_step(struct act *act, void *arg)
{
	return wa_person_erase(act, arg);
}

START_TEST(s1_pro_01_who_is_forgotten_leaves_no_word_and_does_not_come_back)
{
	say(NUMBER("33600000001") ",\"profile\":{\"name\":\"Zoe\"}", "",
	    "wamid.1", T0, "a secret");
	say(NUMBER("33600000001"), "", "wamid.2", T0 + 1, "stop");
	heard.len = 0;
	ck_assert_int_eq(db_tx(&store, DB_WRITE, erase_step,
	    store_text("SELECT id FROM wa_person")), SOUK_OK);
	want_heard("forget\n");
	want_number(0, "SELECT count(*) FROM wa_person");
	want_number(0, "SELECT count(*) FROM wa_consent");
	want_number(0, "SELECT count(*) FROM wa_pair");
	want_number(0, "SELECT count(*) FROM wa_event WHERE body <> '{}' OR"
	    " person_id IS NOT NULL OR key LIKE '%wamid%'");
	say(NUMBER("33600000001") ",\"profile\":{\"name\":\"Zoe\"}", "",
	    "wamid.1", T0, "a secret");
	want_heard("");
	want_number(0, "SELECT count(*) FROM wa_person");
	want_number(2, "SELECT count(*) FROM wa_event");
}
END_TEST

static enum outcome
account_erase_step(struct act *act, void *arg)
{
	return wa_privacy.erase(act, arg);
}

/* A telephone in a profile is only written there; who wrote from it stays. */
START_TEST(s1_pro_01_a_telephone_that_nobody_proved_forgets_nobody_who_wrote)
{
	const char	*user = shop_user("zoe", "CUSTOMER", "brand_1");

	say(NUMBER("33600000001"), FROM("33600000001"), "wamid.1", T0, "hi");
	ck_assert_int_eq(by_phone("+33600000002").e, SOUK_OK);
	wa_sql("UPDATE users SET phone = '+33600000001' WHERE id = '%s'",
	    user);
	ck_assert_int_eq(db_tx(&store, DB_WRITE, account_erase_step,
	    (void *)(uintptr_t)user), SOUK_OK);
	want_number(2, "SELECT count(*) FROM wa_person");
	wa_sql("UPDATE users SET phone = '+33600000002' WHERE id = '%s'",
	    user);
	ck_assert_int_eq(db_tx(&store, DB_WRITE, account_erase_step,
	    (void *)(uintptr_t)user), SOUK_OK);
	want_text("33600000001", "SELECT group_concat(phone) FROM wa_person");
}
END_TEST

/* ---- shapes that nobody has seen ------------------------------------------------------------- */

START_TEST(s1_wh_01_no_type_is_trusted)
{
	static const char *const	 values[] = { "null", "true", "5",
		"1.5", "\"\"", "\"x\"", "[]", "[5]", "{}", "{\"body\":{}}",
		"{\"body\":[]}", "[[{}]]" };
	static const char *const	 forms[] = {
		"\"messages\":%s", "\"statuses\":[%s]", "\"messages\":[%s]",
		"\"contacts\":%s,\"messages\":[{\"id\":\"wamid.x\"}]",
		"\"messages\":[{\"id\":%s}]",
		"\"messages\":[{\"id\":\"wamid.a\",\"from\":%s,\"type\":"
		    "\"text\"}]",
		"\"messages\":[{\"id\":\"wamid.b\",\"from\":\"33600000001\","
		    "\"type\":%s}]",
		"\"messages\":[{\"id\":\"wamid.c\",\"from\":\"33600000001\","
		    "\"type\":\"text\",\"text\":%s}]",
		"\"messages\":[{\"id\":\"wamid.d\",\"from\":\"33600000001\","
		    "\"type\":\"image\",\"image\":%s}]",
		"\"messages\":[{\"id\":\"wamid.e\",\"from\":\"33600000001\","
		    "\"type\":\"contacts\",\"contacts\":%s}]",
		"\"messages\":[{\"id\":\"wamid.f\",\"from\":\"33600000001\","
		    "\"type\":\"interactive\",\"interactive\":%s}]",
		"\"messages\":[{\"id\":\"wamid.g\",\"from\":\"33600000001\","
		    "\"type\":\"order\",\"order\":%s}]",
		"\"messages\":[{\"id\":\"wamid.h\",\"from\":\"33600000001\","
		    "\"type\":\"reaction\",\"reaction\":%s}]",
		"\"messages\":[{\"id\":\"wamid.i\",\"from\":\"33600000001\","
		    "\"type\":\"edit\",\"edit\":%s}]",
		"\"messages\":[{\"id\":\"wamid.j\",\"from\":\"33600000001\","
		    "\"type\":\"system\",\"system\":%s}]",
		"\"messages\":[{\"id\":\"wamid.k\",\"from\":\"33600000001\","
		    "\"type\":\"text\",\"text\":{\"body\":\"x\"},"
		    "\"context\":%s}]",
		"\"statuses\":[{\"id\":\"wamid.l\",\"status\":\"failed\","
		    "\"errors\":%s}]",
		"\"statuses\":[{\"id\":\"wamid.m\",\"status\":%s}]",
		"\"errors\":%s", "\"x\":%s",
	};

	for (size_t i = 0; i < COUNT(forms); i++)
		for (size_t k = 0; k < COUNT(values); k++) {
			char	text[400];

			snprintf(text, sizeof(text), forms[i], values[k]);
			wa_hear_value("%s", text);
		}
	want_number(0, "SELECT count(*) FROM wa_event WHERE body = ''");
	ck_assert_int_gt(store_number("SELECT count(*) FROM wa_event"), 80);
}
END_TEST

int
main(void)
{
	const TTest *const	 tests[] = {
		s1_wa_02_somebody_without_a_number_is_somebody,
		s1_wa_02_two_names_of_one_person_are_linked,
		s1_wa_02_a_number_that_passed_on_mixes_nobody,
		s1_wa_02_who_changes_the_number_stays_who_they_are,
		s1_wa_02_a_new_number_that_wrote_already_is_the_same_person,
		s1_wa_02_a_telephone_is_found_however_meta_writes_it,
		s1_wa_02_what_names_nobody_is_kept_and_refused,
		s1_wa_02_who_refuses_a_message_undoes_only_that,
		target_49_the_window_is_of_their_last_message_by_metas_clock,
		target_49_a_time_to_come_or_none_is_now,
		target_55_words_that_stop_and_begin_again,
		target_55_a_word_takes_back_and_gives_back_what_was,
		target_55_a_stop_of_the_second_of_a_yes_counts,
		target_55_what_they_told_meta_counts,
		s1_wa_03_what_meta_says_of_numbers_and_templates_is_seen,
		target_50_what_is_told_of_templates_is_fetched_soon,
		target_50_what_is_older_than_a_fetch_changes_nothing,
		target_47_what_comes_before_its_message_is_told_behind_it,
		target_54_a_failure_has_its_reason_unless_it_arrived,
		target_54_statuses_before_the_answer_count_when_it_comes,
		s1_pro_01_who_is_forgotten_leaves_no_word_and_does_not_come_back,
		s1_pro_01_a_telephone_that_nobody_proved_forgets_nobody_who_wrote,
		s1_wh_01_no_type_is_trusted,
	};

	return wa_run("wa_people", tests, COUNT(tests));
}
