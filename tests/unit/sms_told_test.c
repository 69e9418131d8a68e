/* SPDX-License-Identifier: ISC */
/* What Twilio tells of texts, and texts that people send: without a network, in
 * any order. */
#include "tests/unit/accounts_shop.h"

#include "lib/base/json_in.h"
#include "lib/base/text.h"
#include "lib/db/db.h"
#include "lib/notify/sms_parts.h"

#define COUNT(TABLE)	(sizeof(TABLE) / sizeof((TABLE)[0]))
#define TOKEN		"token of this test"
#define PHONE		"+33612345678"
#define TO		"%2B33612345678"

static void
start(void)
{
	shop_config.twilio_account = "ACaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa";
	shop_config.twilio_from = "+15005550006";
	shop_config.twilio_token = TOKEN;
	shop_user("lina", "CUSTOMER", "brand_1");
}

static const char	*text_id;

static enum outcome
put(const char *to)
{
	return sms_put(&store, &(struct sms_new){ .brand_id = "brand_1",
	    .to = to, .text = "Bonjour", .subject = "test",
	    .subject_id = "" }, &text_id);
}

struct told { const char *path, *form, *token, *url; };

static enum outcome
told_step(struct act *act, void *arg)
{
	const struct told	*t = arg;
	struct sms_form		 form;

	ck_assert(sms_form_read(act->arena, t->form, strlen(t->form),
	    &form));
	return sms_deliver(act, t->path, sms_signature(act->arena, t->token,
	    t->url, &form), t->form, strlen(t->form));
}

static enum outcome
told(const char *path, const char *form)
{
	struct told	 t = { path, form, TOKEN, arena_printf(store.arena,
			    "https://shop.test%s", path) };

	memset(&store.problem, 0, sizeof(store.problem));
	return db_tx(&store, DB_WRITE, told_step, &t);
}

static enum outcome
named(const char *sid)
{
	return sms_sent(&store, text_id, sid, 1);
}

static const char *
text_now(void)
{
	return shop_sql("SELECT state || ' ' || coalesce(error_code, 0)"
	    " FROM sms WHERE id = '%s'", text_id).text;
}

/* What comes before the answer that has its name: in which words, in what
 * order, and what it is in the end. */
static const struct {
	const char	*statuses[3];
	const char	*code;
	const char	*is;
	bool		 stops;
} early[] = {
	{ { "sent" }, "", "sent 0", false },
	{ { "queued" }, "", "sent 0", false },
	{ { "delivered", "sent" }, "", "delivered 0", false },
	{ { "undelivered" }, "30003", "failed 30003", false },
	{ { "failed", "sent" }, "30008", "failed 30008", false },
	{ { "failed" }, "21610", "failed 21610", true },
	{ { "failed" }, "", "failed 0", false },
	{ { "failed" }, "none", "failed 0", false },
	{ { "failed" }, "99999999999999999999", "failed 0", false },
	{ { "delivered", "failed" }, "30008", "delivered 0", false },
};

START_TEST(s1_sms_01_what_is_told_before_its_name_is_known_keeps_its_code)
{
	start();
	for (size_t i = 0; i < COUNT(early); i++) {
		const char	*sid = arena_printf(store.arena, "SM%zu", i);

		ck_assert_int_eq(shop_in(DB_WRITE, put, PHONE), SOUK_OK);
		shop_sql("UPDATE sms SET state = 'sending' WHERE id = '%s'",
		    text_id);
		for (size_t k = 0; early[i].statuses[k] != NULL; k++)
			ck_assert_int_eq(told(SMS_STATUS,
			    arena_printf(store.arena, "MessageSid=%s&To=%s"
			    "&MessageStatus=%s&ErrorCode=%s", sid, TO,
			    early[i].statuses[k], strchr("fu",
			    *early[i].statuses[k]) != NULL ? early[i].code :
			    "")), SOUK_OK);
		ck_assert_str_eq(text_now(), "sending 0");
		ck_assert_int_eq(shop_in(DB_WRITE, named, sid), SOUK_OK);
		ck_assert_msg(strcmp(text_now(), early[i].is) == 0,
		    "row %zu: %s", i, text_now());
		ck_assert_int_eq(shop_sql("SELECT count(*) FROM sms_stop"
		    " WHERE phone = '" PHONE "'").number, early[i].stops);
		shop_sql("DELETE FROM sms_stop");
		/* "queued" is none of those that say anything new. */
		ck_assert_int_eq(shop_sql("SELECT count(*) FROM sms_event"
		    " WHERE outcome = 'early' AND status <> 'queued'").number,
		    0);
		ck_assert_int_eq(shop_sql("SELECT count(*) FROM sms_event"
		    " WHERE sms_id = '%s' AND brand_id = 'brand_1'",
		    text_id).number, strcmp(early[i].statuses[0], "queued") ==
		    0 ? 0 : early[i].statuses[1] == NULL ? 1 : 2);
	}
}
END_TEST

START_TEST(s1_sms_01_of_a_text_that_is_not_ours_nothing_changes)
{
	start();
	ck_assert_int_eq(shop_in(DB_WRITE, put, PHONE), SOUK_OK);
	shop_sql("UPDATE sms SET state = 'sending', sid = 'SM1'");
	ck_assert_int_eq(told(SMS_STATUS, "MessageSid=SM2&To=" TO
	    "&MessageStatus=failed&ErrorCode=30003"), SOUK_OK);
	/* Ours, but another telephone, or another name than is known. */
	ck_assert_int_eq(told(arena_printf(store.arena, SMS_STATUS "?sms=%s",
	    text_id), "MessageSid=SM3&To=" TO "&MessageStatus=failed"),
	    SOUK_OK);
	shop_sql("UPDATE sms SET sid = NULL");
	ck_assert_int_eq(told(arena_printf(store.arena, SMS_STATUS "?sms=%s",
	    text_id), "MessageSid=SM4&To=%2B33699999999&MessageStatus="
	    "failed"), SOUK_OK);
	ck_assert_str_eq(text_now(), "sending 0");
	ck_assert_int_eq(shop_sql("SELECT count(*) FROM sms_event WHERE"
	    " outcome = 'early'").number, 3);
	ck_assert_int_eq(told(SMS_STATUS, "MessageSid=SM4"), SOUK_INVALID);
	ck_assert_int_eq(told(SMS_STATUS, "MessageStatus=sent"),
	    SOUK_INVALID);
	ck_assert_int_eq(told(SMS_STATUS, ""), SOUK_INVALID);
}
END_TEST

#define STATUS_URL	"https://shop.test" SMS_STATUS

static const struct { const char *why; struct told t; } forged[] = {
	{ "another's token", { SMS_STATUS, "a=1", "token of another",
	    STATUS_URL } },
	{ "no token", { SMS_STATUS, "a=1", "", STATUS_URL } },
	{ "another's address", { SMS_STATUS, "a=1", TOKEN,
	    "https://other.test" SMS_STATUS } },
	{ "without TLS", { SMS_STATUS, "a=1", TOKEN,
	    "http://shop.test" SMS_STATUS } },
	{ "another path", { SMS_STATUS, "a=1", TOKEN,
	    "https://shop.test" SMS_TEXT } },
	{ "another text's", { SMS_STATUS "?sms=sms_2", "a=1", TOKEN,
	    STATUS_URL "?sms=sms_1" } },
	{ "ours put behind it", { SMS_STATUS "?sms=sms_2", "a=1", TOKEN,
	    STATUS_URL } },
};

START_TEST(s1_sms_01_what_another_signed_or_for_another_address_is_refused)
{
	struct told	 t;

	start();
	for (size_t i = 0; i < COUNT(forged); i++) {
		t = forged[i].t;
		memset(&store.problem, 0, sizeof(store.problem));
		ck_assert_msg(db_tx(&store, DB_WRITE, told_step, &t) ==
		    SOUK_DENIED, "%s", forged[i].why);
	}
	t = (struct told){ SMS_STATUS, "MessageSid=SM1&MessageStatus=sent",
		TOKEN, STATUS_URL };
	ck_assert_int_eq(db_tx(&store, DB_WRITE, told_step, &t), SOUK_OK);
	/* Without a token nobody can have signed anything. */
	shop_config.twilio_token = "";
	t.token = "";
	ck_assert_int_eq(db_tx(&store, DB_WRITE, told_step, &t),
	    SOUK_NOT_FOUND);
	ck_assert_int_eq(shop_sql("SELECT count(*) FROM sms_event").number,
	    1);
}
END_TEST

/* Where there may be no such number, it is refused before it costs. */
static const struct { const char *to; enum outcome e; } numbers[] = {
	{ PHONE, SOUK_OK }, { "+213551234567", SOUK_OK },
	{ "+0612345678", SOUK_INVALID }, { "0612345678", SOUK_INVALID },
	{ "33612345678", SOUK_INVALID }, { "+33", SOUK_INVALID },
	{ "+3361234567812345", SOUK_INVALID }, { "+33 612345678",
	  SOUK_INVALID }, { "+33612345678x", SOUK_INVALID },
	{ "", SOUK_INVALID }, { NULL, SOUK_INVALID },
};

START_TEST(s1_sms_01_a_text_goes_to_a_number_with_its_country_only)
{
	start();
	for (size_t i = 0; i < COUNT(numbers); i++)
		ck_assert_msg(shop_in(DB_WRITE, put, numbers[i].to) ==
		    numbers[i].e, "%s", numbers[i].to);
}
END_TEST

/* Newest first, as Twilio lists them.  SM1 is another text of ours. */
#define MESSAGE(SID, TO_, BODY) "{\"sid\":" SID ",\"to\":\"" TO_ \
	"\",\"body\":\"" BODY "\",\"num_segments\":\"2\"}"
static const struct { const char *list, *sid; } lists[] = {
	{ "", NULL },
	{ MESSAGE("\"SM2\"", PHONE, "Bonjour"), "SM2" },
	{ MESSAGE("\"SM3\"", PHONE, "Bonjour") ","
	  MESSAGE("\"SM2\"", PHONE, "Bonjour"), "SM2" },
	{ MESSAGE("\"SM3\"", PHONE, "Bonjour") ","
	  MESSAGE("\"SM1\"", PHONE, "Bonjour"), "SM3" },
	{ MESSAGE("\"SM1\"", PHONE, "Bonjour"), NULL },
	{ MESSAGE("\"SM2\"", PHONE, "Bonsoir"), NULL },
	{ MESSAGE("\"SM2\"", PHONE, "Bonjour !"), NULL },
	{ MESSAGE("\"SM2\"", PHONE, "onjour"), NULL },
	/* What a trial account writes before it. */
	{ MESSAGE("\"SM2\"", PHONE, "Sent from a trial - Bonjour"), "SM2" },
	{ MESSAGE("\"SM2\"", "+33699999999", "Bonjour"), NULL },
	{ MESSAGE("null", PHONE, "Bonjour"), NULL },
	{ "1,null,[]," MESSAGE("\"SM2\"", PHONE, "Bonjour"), "SM2" },
};

static const char	*found_sid;

static enum outcome
find(const char *list)
{
	char			*text = arena_printf(store.arena,
				    "{\"messages\":[%s]}", list);
	struct sms_found	 found;
	struct json_in		*json;
	const char		*name;
	size_t			 at;
	enum outcome		 e;

	ck_assert_int_eq(json_parse(store.arena, text, strlen(text), &json,
	    &at, &name), JSON_OK);
	e = sms_find(&store, &(struct sms_call){ text_id, PHONE, "Bonjour" },
	    json, &found);
	found_sid = found.sid;
	return e;
}

START_TEST(s1_sms_01_a_text_is_found_among_those_that_twilio_has)
{
	start();
	ck_assert_int_eq(shop_in(DB_WRITE, put, PHONE), SOUK_OK);
	shop_sql("UPDATE sms SET sid = 'SM1'");
	ck_assert_int_eq(shop_in(DB_WRITE, put, PHONE), SOUK_OK);
	for (size_t i = 0; i < COUNT(lists); i++) {
		ck_assert_int_eq(shop_in(DB_READ, find, lists[i].list),
		    SOUK_OK);
		ck_assert_msg(text_equal(found_sid, lists[i].sid),
		    "row %zu: %s", i, found_sid);
	}
}
END_TEST

/* STOP, by a text; by Twilio's own word for one that we do not know. */
START_TEST(s1_sms_01_who_stops_is_asked_no_more_until_they_begin_again)
{
	static const struct { const char *form; enum outcome e; } texts[] = {
		{ "Body=STOP", SOUK_CONFLICT },
		{ "Body=START", SOUK_OK },
		{ "Body=Basta&OptOutType=STOP", SOUK_CONFLICT },
		{ "Body=hello", SOUK_CONFLICT },
		{ "Body=x&OptOutType=HELP", SOUK_CONFLICT },
		{ "Body=Weiter&OptOutType=START", SOUK_OK },
		{ "Body=", SOUK_OK },
	};

	start();
	for (size_t i = 0; i < COUNT(texts); i++) {
		const char	*form = arena_printf(store.arena,
				    "MessageSid=SM%zu&From=%s&%s", i, TO,
				    texts[i].form);

		ck_assert_int_eq(told(SMS_TEXT, form), SOUK_OK);
		ck_assert_msg(shop_in(DB_WRITE, put, PHONE) == texts[i].e,
		    "%s", form);
		/* Told twice is told once. */
		ck_assert_int_eq(told(SMS_TEXT, form), SOUK_OK);
		ck_assert_int_eq(shop_sql("SELECT count(*) FROM sms_event")
		    .number, (int)i + 1);
	}
	ck_assert_int_eq(told(SMS_TEXT, "MessageSid=SM99&Body=STOP"),
	    SOUK_INVALID);
	/* An old one that comes again ends no wish of today. */
	ck_assert_int_eq(told(SMS_TEXT, "MessageSid=SM0&From=" TO
	    "&Body=STOP"), SOUK_OK);
	ck_assert_int_eq(shop_in(DB_WRITE, put, PHONE), SOUK_OK);
}
END_TEST

int
main(void)
{
	const TTest *const	 tests[] = {
		s1_sms_01_what_is_told_before_its_name_is_known_keeps_its_code,
		s1_sms_01_of_a_text_that_is_not_ours_nothing_changes,
		s1_sms_01_what_another_signed_or_for_another_address_is_refused,
		s1_sms_01_a_text_goes_to_a_number_with_its_country_only,
		s1_sms_01_who_stops_is_asked_no_more_until_they_begin_again,
		s1_sms_01_a_text_is_found_among_those_that_twilio_has,
	};

	return shop_run("texts told", tests, COUNT(tests));
}
