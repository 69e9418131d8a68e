/* SPDX-License-Identifier: ISC */
/* Talks and people who turn out to be one, what words find, and who is told of
 * those who wait. */
#include "lib/base/clock.h"
#include "lib/inbox/inbox.h"
#include "lib/inbox/parts.h"
#include "tests/unit/wa_shop.h"

/* ---- what there is ----------------------------------------------------------- */

static const char	*brand;		/* whose it is, in what follows */

static enum outcome
in_tx(db_fn *fn, void *arg)
{
	memset(&store.problem, 0, sizeof(store.problem));
	store.actor.brand_id = brand;
	store.actor.user_id = "user_1";
	store.actor.permissions = MESSAGE_MANAGE;
	return db_tx(&store, DB_WRITE, fn, arg);
}

static void
inbox_open(void)
{
	wa_open();
	brand = "brand_1";
	store.now = 1700000000000;
}

struct saying { const char *talk, *text, *direction; int64_t at; };

static enum outcome
say_step(struct act *act, void *arg)
{
	const struct saying	*s = arg;

	return message_insert(act, &(struct message_row){ .brand_id = brand,
		.conversation_id = s->talk, .direction = s->direction,
		.kind = "text", .text = s->text, .state = "received",
		.made_at = s->at }, NULL);
}

static void
say(const char *talk, const char *text, const char *direction, int64_t at)
{
	struct saying	 s = { talk, text, direction, at };

	ck_assert_int_eq(in_tx(say_step, &s), SOUK_OK);
}

static enum outcome
talk_step(struct act *act, void *arg)
{
	const char			**talk = arg;
	const struct prospect_seed	  who = { .brand_id = brand,
		.name = *talk, .source = "contact", .email = arena_printf(
		act->arena, "%s@home.test", *talk) };
	const char			 *prospect;
	enum outcome			  e;

	if ((e = prospect_ensure(act, &who, &prospect)) != SOUK_OK)
		return e;
	return conversation_ensure(act, &(struct conversation_seed){
		.brand_id = brand, .prospect_id = prospect,
		.channel = "contact" }, talk);
}

/* A talk with somebody of that name. */
static const char *
talk_with(const char *name)
{
	const char	*talk = name;

	store.now++;
	ck_assert_int_eq(in_tx(talk_step, &talk), SOUK_OK);
	return talk;
}

struct two { const char *from, *into; };

static enum outcome
absorb_step(struct act *act, void *arg)
{
	const struct two	*t = arg;

	return conversation_absorb(act, t->from, t->into);
}

static void
absorb(const char *from, const char *into)
{
	struct two	 t = { from, into };

	ck_assert_int_eq(in_tx(absorb_step, &t), SOUK_OK);
}

#define OF(WHAT, TALK)	arena_printf(store.arena, "SELECT " WHAT \
	" FROM conversation WHERE id = '%s'", TALK)

/* ---- talks -------------------------------------------------------------------- */

START_TEST(target_47_two_talks_become_one_with_all_that_is_in_them)
{
	const char	*into = talk_with("nadia"), *from = talk_with("samir");

	say(into, "Un tapis", "in", 1000);
	say(into, "Lequel ?", "out", 2000);
	say(into, "Le bleu", "in", 5000);
	say(from, "Toujours là ?", "in", 3000);
	say(from, "entre nous", "note", 4000);
	wa_sql("INSERT INTO label (id, brand_id, name, name_key, color,"
	    " created_at, updated_at) VALUES ('l1', 'brand_1', 'A', 'a',"
	    " '#000000', 1, 1), ('l2', 'brand_1', 'B', 'b', '#000000', 1, 1)");
	wa_sql("INSERT INTO conversation_label (conversation_id, label_id)"
	    " VALUES ('%s', 'l1'), ('%s', 'l1'), ('%s', 'l2')", into, from,
	    from);
	/* One that was sent, and one that is to be sent there. */
	wa_sql("INSERT INTO message_file (id, brand_id, message_id, state,"
	    " created_at) SELECT 'f1', 'brand_1', id, 'ready', 1 FROM message"
	    " WHERE text = 'entre nous'");
	wa_sql("INSERT INTO message_file (id, brand_id, conversation_id,"
	    " state, created_at) VALUES ('f2', 'brand_1', '%s', 'ready', 1)",
	    from);
	wa_sql("INSERT INTO users (id, brand_id, username, username_key,"
	    " email, email_key, password_hash, created_at, updated_at) VALUES"
	    " ('user_1', 'brand_1', 'u', 'u', 'u', 'u', 'x', 1, 1)");
	wa_sql("INSERT INTO bell (id, brand_id, user_id, topic, template,"
	    " fields, link, created_at) VALUES ('bell_1', 'brand_1', 'user_1',"
	    " 'messages', 'talk_given', '{}', '" INBOX_PAGE "/%s', 1)", from);
	wa_sql("UPDATE conversation SET subject = 'Tapis', unread = 4"
	    " WHERE id = '%s'", from);
	absorb(from, into);
	want_number(0, OF("count(*)", from));
	want_number(5, arena_printf(store.arena, "SELECT count(*) FROM"
	    " message WHERE conversation_id = '%s'", into));
	want_number(2, arena_printf(store.arena, "SELECT count(*) FROM"
	    " conversation_label WHERE conversation_id = '%s'", into));
	want_number(2, "SELECT count(*) FROM message_file");
	want_text(into, "SELECT conversation_id FROM message_file"
	    " WHERE id = 'f2'");
	want_text(arena_printf(store.arena, INBOX_PAGE "/%s", into),
	    "SELECT link FROM bell");
	/* Its last word, and the oldest that nobody has answered. */
	want_text("Le bleu", OF("excerpt", into));
	want_number(5000, OF("last_at", into));
	want_number(5000, OF("last_in_at", into));
	want_number(3000, OF("waiting_since", into));
	want_number(6, OF("unread", into));
	want_text("Tapis", OF("subject", into));
}
END_TEST

/* What is open stays so; a person who has to look, looks. */
START_TEST(target_47_of_two_talks_the_livelier_state_stands)
{
	static const struct { const char *from, *into, *then; } t[] = {
		{ "open", "open", "open" }, { "open", "closed", "open" },
		{ "closed", "open", "open" },
		{ "closed", "closed", "closed" },
		{ "handoff", "open", "handoff" },
		{ "open", "handoff", "handoff" },
		{ "handoff", "closed", "handoff" },
		{ "closed", "handoff", "handoff" },
	};
	const char	*from, *into;

	for (size_t i = 0; i < COUNT(t); i++) {
		into = talk_with("nadia");
		from = talk_with("samir");
		wa_sql("UPDATE conversation SET state = '%s', closed_at ="
		    " CASE WHEN '%s' = 'closed' THEN 7 END WHERE id = '%s'",
		    t[i].into, t[i].into, into);
		wa_sql("UPDATE conversation SET state = '%s', closed_at ="
		    " CASE WHEN '%s' = 'closed' THEN 9 END WHERE id = '%s'",
		    t[i].from, t[i].from, from);
		absorb(from, into);
		want_text(t[i].then, OF("state", into));
		want_number(strcmp(t[i].then, "closed") != 0, OF(
		    "closed_at IS NULL", into));
	}
}
END_TEST

/* Nobody waits in either, or in one: as it was, whichever is which. */
START_TEST(target_47_who_waited_before_still_waits)
{
	static const struct { int from, into, then; } t[] = {
		{ 0, 0, 0 }, { 5, 0, 5 }, { 0, 5, 5 }, { 3, 5, 3 },
		{ 5, 3, 3 },
	};
	const char	*from, *into;

	for (size_t i = 0; i < COUNT(t); i++) {
		into = talk_with("nadia");
		from = talk_with("samir");
		wa_sql("UPDATE conversation SET waiting_since = NULLIF(%d, 0)"
		    " WHERE id = '%s'", t[i].into, into);
		wa_sql("UPDATE conversation SET waiting_since = NULLIF(%d, 0)"
		    " WHERE id = '%s'", t[i].from, from);
		absorb(from, into);
		want_number(t[i].then, OF("coalesce(waiting_since, 0)", into));
	}
}
END_TEST

/* ---- words ----------------------------------------------------------------------- */

struct asked { const char *words; int64_t total; const char *id; };

static enum outcome
find_step(struct act *act, void *arg)
{
	struct asked		*a = arg;
	const struct list_query	 query = { .page = 1, .limit = 25 };
	struct record		*f, *c;
	struct rows		 rows = { .total = 0 };
	enum outcome		 e;

	f = record_new(act->arena, &conversation_filters);
	c = record_new(act->arena, &conversation_fields);
	record_set_text(f, CONVERSATIONS_OF_Q, a->words);
	if ((e = conversation_list(act, f, &query, &rows)) != SOUK_OK)
		return e;
	a->total = rows.total;
	for (a->id = NULL; (e = conversation_next(act, &rows, c)) == SOUK_OK;)
		a->id = c->values[CONVERSATION_ID].text;
	return e == SOUK_NOT_FOUND ? SOUK_OK : e;
}

/* talk NULL: none. */
static void
want_found(const char *words, const char *talk)
{
	struct asked	 a = { .words = words };

	ck_assert_int_eq(in_tx(find_step, &a), SOUK_OK);
	ck_assert_msg(a.total == (talk != NULL), "%s: %lld", words,
	    (long long)a.total);
	ck_assert_msg(talk == NULL || strcmp(a.id, talk) == 0, "%s", words);
}

static enum outcome
drop_step(struct act *act, void *talk)
{
	return conversation_find_drop(act, talk);
}

START_TEST(target_48_words_find_a_talk_wherever_it_went)
{
	const char	*into = talk_with("nadia"), *from = talk_with("samir");

	say(from, "Mon colis, s'il vous plaît : ÉGARÉ !", "in", 1000);
	say(from, "remboursement 4711", "out", 2000);
	say(from, "fraudeur", "note", 3000);
	say(from, "attribuée", "event", 4000);
	want_found("egare", from);
	want_found("colis rembou", NULL);	/* said apart */
	want_found("rembou", from);
	want_found("rembou 4711", NULL);	/* a part stands last only */
	want_found("4711 rembou", from);
	want_found("fraudeur", from);
	want_found("attribuee", NULL);
	want_found("samir", from);
	want_found("samir@home.test", from);
	want_found("nadia", into);
	absorb(from, into);
	want_found("egare", into);
	want_found("fraudeur", into);
	ck_assert_int_eq(in_tx(drop_step, (void *)(uintptr_t)into), SOUK_OK);
	want_found("egare", NULL);
	want_found("nadia", into);		/* she is still there */
}
END_TEST

/* Nothing that is typed is more than words. */
START_TEST(target_48_what_is_typed_is_words_and_nothing_else)
{
	static const char *const	 typed[] = { "\"", "*", "a*b\"", "NEAR(a b)",
		"said:x", "rowid:1", "-", "^x", "x AND", "OR", "NOT egare",
		"(", "{x}", "'; DROP TABLE message --", "%", "\xC2\xA0", "...",
		"\xE2\x80\xAE", "x^2", "\\" };
	struct asked			 a;

	say(talk_with("nadia"), "égaré", "in", 1000);
	for (size_t i = 0; i < COUNT(typed); i++) {
		a = (struct asked){ .words = typed[i] };
		ck_assert_msg(in_tx(find_step, &a) == SOUK_OK, "%s",
		    typed[i]);
		ck_assert_msg(a.total == 0, "%s", typed[i]);
	}
}
END_TEST

static enum outcome
names_step(struct act *act, void *arg)
{
	struct asked		*a = arg;
	const struct list_query	 query = { .page = 1, .limit = 25 };
	struct record		*f = record_new(act->arena, &prospect_filters);
	struct rows		 rows = { .total = 0 };
	enum outcome		 e;

	record_set_text(f, PROSPECTS_OF_Q, a->words);
	e = prospect_list(act, f, &query, &rows);
	a->total = rows.total;
	db_done(rows.stmt);
	return e;
}

static enum outcome
chatter_step(struct act *act, void *arg)
{
	struct saying	 s = { .talk = arg, .direction = "in",
		.text = "Bonjour, merci" };
	enum outcome	 e = SOUK_OK;

	for (int i = 0; i < 3100 && e == SOUK_OK; i++) {
		s.at = i * CLOCK_SECOND;
		e = say_step(act, &s);
	}
	return e;
}

/* However often others have said their name since. */
START_TEST(s1_pro_01_who_is_called_like_a_common_word_is_found)
{
	static const struct { const char *words; int64_t total; } t[] = {
		{ "bonjour", 1 }, { "bonj", 1 }, { "merci", 0 },
		{ "bonjour home test", 1 }, { "bonjour merci", 0 },
	};
	struct asked	 a;

	talk_with("bonjour");
	ck_assert_int_eq(in_tx(chatter_step, (void *)(uintptr_t)
	    talk_with("bavard")), SOUK_OK);
	for (size_t i = 0; i < COUNT(t); i++) {
		a = (struct asked){ .words = t[i].words };
		ck_assert_int_eq(in_tx(names_step, &a), SOUK_OK);
		ck_assert_msg(a.total == t[i].total, "%s: %lld", t[i].words,
		    (long long)a.total);
	}
}
END_TEST

/* ---- people --------------------------------------------------------------------- */

static enum outcome
merge_step(struct act *act, void *arg)
{
	const struct two	*t = arg;
	struct record		*p;

	return prospect_merge(act, t->into, t->from, &p);
}

static const char *
prospect_of(const char *talk)
{
	return store_text(OF("prospect_id", talk));
}

START_TEST(s1_pro_01_who_is_merged_brings_all_that_is_theirs)
{
	const char	*first = talk_with("ali"), *second = talk_with("lina"),
			*third = talk_with("zoe");
	struct two	 t = { prospect_of(second), prospect_of(third) };

	say(first, "Un", "in", 1000);
	say(second, "Deux", "in", 2000);
	wa_sql("UPDATE prospect SET phone = '33611110001', notes = 'pressée',"
	    " tags = 'vip' || char(10) || 'gros', company = 'Riad' WHERE id ="
	    " '%s'", t.from);
	wa_sql("UPDATE prospect SET phone = '33611110002', tags = 'vip'"
	    " WHERE id = '%s'", t.into);
	ck_assert_int_eq(in_tx(merge_step, &t), SOUK_OK);
	want_text(t.into, OF("prospect_id", second));
	want_text("vip\ngros", arena_printf(store.arena, "SELECT tags FROM"
	    " prospect WHERE id = '%s'", t.into));
	want_text("pressée\n+33611110001\nlina@home.test",
	    arena_printf(store.arena, "SELECT notes FROM prospect WHERE id ="
	    " '%s'", t.into));
	want_text("Riad", arena_printf(store.arena, "SELECT company FROM"
	    " prospect WHERE id = '%s'", t.into));
	want_found("lina", NULL);
	want_found("deux", second);
	/* Whoever was merged into her is merged into him too. */
	t = (struct two){ prospect_of(third), prospect_of(first) };
	ck_assert_int_eq(in_tx(merge_step, &t), SOUK_OK);
	want_number(2, arena_printf(store.arena, "SELECT count(*) FROM"
	    " prospect WHERE merged_into = '%s'", t.into));
	want_number(3, arena_printf(store.arena, "SELECT count(*) FROM"
	    " conversation WHERE prospect_id = '%s'", t.into));
	/* Neither again, nor into who is another by now. */
	ck_assert_int_eq(in_tx(merge_step, &t), SOUK_CONFLICT);
	ck_assert_str_eq(shop_code(), inbox_messages[INBOX_MERGED].code);
	t = (struct two){ t.into, t.from };
	ck_assert_int_eq(in_tx(merge_step, &t), SOUK_CONFLICT);
	t.from = t.into;
	ck_assert_int_eq(in_tx(merge_step, &t), SOUK_CONFLICT);
	ck_assert_str_eq(shop_code(), inbox_messages[INBOX_SAME].code);
}
END_TEST

/* ---- who waits ---------------------------------------------------------------------- */

static enum outcome
warn_step(struct act *act, void *job)
{
	return inbox_warn.run(act, job);
}

/* Each brand's staff hear of who waits there, once. */
START_TEST(s4_sup_03_each_brand_hears_of_its_own_who_wait)
{
	static const char *const	 brands[] = { "brand_1", "brand_2",
		"brand_3" };
	struct job			 job = { .id = "job_1" };
	const char			*sql;

	for (size_t i = 0; i < COUNT(brands); i++) {
		wa_sql("INSERT INTO brand (id, name, created_at) VALUES"
		    " ('%s', '%s', 1) ON CONFLICT DO NOTHING", brands[i],
		    brands[i]);
		wa_sql("INSERT INTO users (id, brand_id, username,"
		    " username_key, email, email_key, password_hash, role,"
		    " created_at, updated_at) VALUES ('user_%zu', '%s', 'u%zu',"
		    " 'u%zu', 'u%zu@shop.test', 'u%zu@shop.test', 'x',"
		    " 'ADMIN', 1, 1)", i + 1, brands[i], i, i, i, i);
		brand = brands[i];
		say(talk_with(brand), "Alors ?", "in", store.now -
		    (i == 1 ? CLOCK_HOUR : 2 * CLOCK_DAY));
	}
	for (int round = 0; round < 2; round++) {
		ck_assert_int_eq(in_tx(warn_step, &job), SOUK_OK);
		for (size_t i = 0; i < COUNT(brands); i++) {
			sql = arena_printf(store.arena, "SELECT count(*) FROM"
			    " notice WHERE template = 'contact_waits' AND"
			    " brand_id = '%s' AND user_id = 'user_%zu'",
			    brands[i], i + 1);
			want_number(i == 1 ? 0 : 1, sql);
		}
	}
	want_number(2, "SELECT count(*) FROM notice");
}
END_TEST

int
main(void)
{
	const TTest *const	 tests[] = {
		target_47_two_talks_become_one_with_all_that_is_in_them,
		target_47_of_two_talks_the_livelier_state_stands,
		target_47_who_waited_before_still_waits,
		target_48_words_find_a_talk_wherever_it_went,
		target_48_what_is_typed_is_words_and_nothing_else,
		s1_pro_01_who_is_called_like_a_common_word_is_found,
		s1_pro_01_who_is_merged_brings_all_that_is_theirs,
		s4_sup_03_each_brand_hears_of_its_own_who_wait,
	};
	const struct suite	 suite = { "inbox", inbox_open, shop_close,
	    true, 120 };

	return suite_of(&suite, tests, COUNT(tests));
}
