/* SPDX-License-Identifier: ISC */
/* Who chooses WhatsApp for news agrees to it, and that is kept. */
#include "lib/base/validate.h"
#include "lib/notify/notice.h"
#include "tests/unit/wa_shop.h"

static void
somebody(const char *role)
{
	const char	*user = shop_user("lina", role, "brand_1");

	wa_sql("UPDATE users SET phone = '+33612345678' WHERE id = '%s'",
	    user);
	store.actor.user_id = user;
	store.actor.brand_id = "brand_1";
	store.locale = LOCALE_EN;
	store.now = 1780000000000;
}

static enum outcome
wish_step(struct act *act, void *arg)
{
	const char	*source = arg, *name;
	struct record	*in, *wishes;
	struct json_in	*json;
	size_t		 at;

	act->problem = (struct problem){ .message = NULL };
	ck_assert_int_eq(json_parse(act->arena, source, strlen(source), &json,
	    &at, &name), JSON_OK);
	ck_assert_int_eq(validate_json(act, &wish_fields, VALIDATE_CHANGE,
	    json, "EUR", &in), SOUK_OK);
	return wish_change(act, in, &wishes);
}

static enum outcome
wish(const char *topics)
{
	store.now++;
	return db_tx(&store, DB_WRITE, wish_step, arena_printf(store.arena,
	    "{\"topics\":[%s]}", topics));
}

#define ON(TOPIC, WAYS)	"{\"topic\":\"" TOPIC "\",\"ways\":[" WAYS "]}"
#define MAIL		"\"email\""
#define CHAT		"\"whatsapp\""
#define ROWS		"SELECT count(*) FROM wa_consent"
#define MAY		"SELECT granted FROM wa_consent ORDER BY created_at" \
	" DESC, id DESC LIMIT 1"

START_TEST(target_55_who_chooses_whatsapp_agrees_and_it_is_kept)
{
	somebody("CUSTOMER");
	ck_assert_int_eq(wish(ON("orders", MAIL)), SOUK_OK);
	want_number(0, ROWS);
	ck_assert_int_eq(wish(ON("orders", CHAT "," MAIL)), SOUK_OK);
	want_text("brand_1 service 1 account By choosing WhatsApp I agree that"
	    " the shop writes to me there. 1780000000002", "SELECT brand_id"
	    " || ' ' || purpose || ' ' || granted || ' ' || source || ' ' ||"
	    " evidence || ' ' || created_at FROM wa_consent");
	want_text("33612345678", "SELECT p.phone FROM wa_consent c JOIN"
	    " wa_person p ON p.id = c.person_id");
	/* Said once is said. */
	ck_assert_int_eq(wish(ON("orders", CHAT)), SOUK_OK);
	ck_assert_int_eq(wish(ON("returns", CHAT)), SOUK_OK);
	want_number(1, ROWS);
}
END_TEST

static enum outcome
stop_step(struct act *act, void *arg)
{
	return wa_word_take(act, &(struct wa_consent){ .brand_id = "brand_1",
		.person_id = arg, .granted = false, .source = WA_BY_WORD,
		.evidence = "STOP" }, act->now);
}

START_TEST(target_55_a_form_that_is_sent_again_undoes_no_stop)
{
	somebody("CUSTOMER");
	ck_assert_int_eq(wish(ON("orders", CHAT)), SOUK_OK);
	store.now++;
	ck_assert_int_eq(db_tx(&store, DB_WRITE, stop_step, (void *)(uintptr_t)
	    store_text("SELECT id FROM wa_person")), SOUK_OK);
	ck_assert_int_eq(wish(ON("orders", CHAT "," MAIL)), SOUK_OK);
	want_number(0, MAY);
	/* Chosen anew, in another second than Meta names, it does. */
	store.now += CLOCK_SECOND;
	ck_assert_int_eq(wish(ON("orders", MAIL)), SOUK_OK);
	want_number(0, MAY);
	ck_assert_int_eq(wish(ON("orders", CHAT)), SOUK_OK);
	want_number(1, MAY);
}
END_TEST

START_TEST(target_55_a_choice_that_is_refused_agrees_to_nothing)
{
	static const char *const	 bad[] = {
		ON("orders", CHAT ",\"x\""), ON("orders", CHAT "," CHAT),
		ON("orders", CHAT) "," ON("orders", MAIL),
		ON("shop", CHAT),
	};

	somebody("CUSTOMER");
	for (size_t i = 0; i < COUNT(bad); i++) {
		ck_assert_msg(wish(bad[i]) == SOUK_INVALID, "%zu", i);
		want_number(0, ROWS);
	}
	wa_sql("UPDATE users SET phone = NULL");
	ck_assert_int_eq(wish(ON("orders", CHAT)), SOUK_INVALID);
	want_number(0, ROWS);
	want_number(0, "SELECT count(*) FROM wa_person");
}
END_TEST

START_TEST(target_55_the_words_are_those_of_ones_language)
{
	somebody("CUSTOMER");
	store.locale = LOCALE_FR;
	ck_assert_int_eq(wish(ON("orders", CHAT)), SOUK_OK);
	want_text(notice_messages[NOTICE_AGREED].text[LOCALE_FR],
	    "SELECT evidence FROM wa_consent");
}
END_TEST

int
main(void)
{
	const TTest *const	 tests[] = {
		target_55_who_chooses_whatsapp_agrees_and_it_is_kept,
		target_55_a_form_that_is_sent_again_undoes_no_stop,
		target_55_a_choice_that_is_refused_agrees_to_nothing,
		target_55_the_words_are_those_of_ones_language,
	};

	return wa_run("wishes", tests, COUNT(tests));
}
