/* SPDX-License-Identifier: ISC */
/*
 * The stand-in of Twilio itself (tests/servers/twilio.py), as tests in C use
 * it. That it signs as Twilio does, Twilio's own client judges
 * (tests/judge/twilio.mjs).
 */
#include "tests/http/twilio.h"
#include "tests/suite.h"

#define COUNT(A)	(sizeof(A) / sizeof((A)[0]))
#define MESSAGES	"/2010-04-01/Accounts/" TWILIO_ACCOUNT "/Messages.json"
#define WHO		TWILIO_ACCOUNT ":" TWILIO_TOKEN
#define TO		"To=%2B33612345678&From=%2B15005550006"

static int
post(const char *form)
{
	return twilio_call(MESSAGES, WHO, form);
}

/* As twilio/twilio-oai has it (fixtures/twilio/post_CreateMessage_*). */
START_TEST(s1_sms_01_what_clients_of_twilio_send_is_taken)
{
	ck_assert_int_eq(post("ApplicationSid=APaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
	    "aaa&Body=Hello%21%20%F0%9F%91%8D&From=%2B14155552345&MediaUrl="
	    "https%3A%2F%2Fexample.com&PersistentAction=mailto%3Atest"
	    "%40example.com&StatusCallback=https%3A%2F%2Fexample.com&To="
	    "%2B14155552345"), 201);
	ck_assert_str_eq(twilio_at("status"), "queued");
	ck_assert_str_eq(twilio_at("num_media"), "1");
	ck_assert_int_eq(strncmp(twilio_at("sid"), "MM", 2), 0);
	ck_assert_int_eq(post("To=%2B14155552345&Body=x&MessagingServiceSid="
	    "MGaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"), 201);
	ck_assert_str_eq(twilio_at("status"), "accepted");
	ck_assert_str_eq(twilio_at("num_segments"), "0");
	ck_assert_ptr_null(twilio_at("error_code"));
	ck_assert_int_eq(twilio_books("+14155552345", "sent"), 2);
}
END_TEST

/* As fixtures/twilio/error_* have it. */
START_TEST(s1_sms_01_what_twilio_refuses_is_refused_by_its_codes)
{
	static const struct {
		const char	*who, *form, *code;
		int		 status;
	} rows[] = {
		{ NULL, TO "&Body=x", "20003", 401 },
		{ TWILIO_ACCOUNT ":wrong", TO "&Body=x", "20003", 401 },
		{ WHO, "To=123XXXX&From=%2B15005550006&Body=x", "21211",
		  400 },
		{ WHO, "From=%2B15005550006&Body=x", "21604", 400 },
		{ WHO, "To=%2B33612345678&Body=x", "21603", 400 },
		{ WHO, TO, "21602", 400 },
		{ WHO, TO "&Body=x&Colour=red", "20001", 400 },
	};

	for (size_t i = 0; i < COUNT(rows); i++) {
		ck_assert_msg(twilio_call(MESSAGES, rows[i].who, rows[i].form)
		    == rows[i].status, "%zu: %s", i, twilio_said.text);
		ck_assert_str_eq(twilio_at("code"), rows[i].code);
	}
	ck_assert_int_eq(twilio_books("+33612345678", "sent"), 0);
}
END_TEST

START_TEST(s1_sms_01_who_said_stop_gets_nothing_until_start)
{
	twilio_ask("hook", "base=http://127.0.0.1:1&token=%s&way=hold",
	    TWILIO_TOKEN);
	twilio_say("+33612345678", " stop ");
	ck_assert_int_eq(post(TO "&Body=x"), 400);
	ck_assert_str_eq(twilio_at("code"), "21610");
	ck_assert_str_eq(twilio_at("more_info"),
	    "https://www.twilio.com/docs/errors/21610");
	twilio_say("+33612345678", "START");
	ck_assert_int_eq(post(TO "&Body=x"), 201);
	ck_assert_int_eq(twilio_books(NULL, "kept"), 2);
}
END_TEST

START_TEST(s1_sms_01_what_was_sent_is_listed)
{
	ck_assert_int_eq(post("To=%2B33699999999&From=%2B15005550006&Body=x"
	    "&StatusCallback=http%3A%2F%2F127.0.0.1%3A1%2Fs"), 201);
	ck_assert_int_eq(twilio_call(MESSAGES "?To=%2B33699999999&DateSent>="
	    "2001-01-01", WHO, NULL), 200);
	ck_assert_str_eq(twilio_at("messages.0.status"), "delivered");
	ck_assert_ptr_null(twilio_at("messages.1.sid"));
	ck_assert_int_eq(twilio_call(MESSAGES "?DateSent%3E=2999-01-01", WHO,
	    NULL), 200);
	ck_assert_ptr_null(twilio_at("messages.0.sid"));
	ck_assert_int_eq(twilio_call(MESSAGES "?PageSize=1", WHO, NULL), 200);
	ck_assert_ptr_nonnull(twilio_at("next_page_uri"));
}
END_TEST

START_TEST(f20_what_it_does_wrong_is_told_by_rules)
{
	const long	 before = twilio_books("+33612345678", "sent");

	server_says(&twilio, "code:20429 to=send/33612345678 times=1\n"
	    "503 to=send times=1\n");
	ck_assert_int_eq(post(TO "&Body=x"), 429);
	ck_assert_int_eq(post(TO "&Body=x"), 503);
	ck_assert_int_eq(twilio_books("+33612345678", "sent"), before);
	ck_assert_int_eq(post(TO "&Body=x"), 201);
	server_says(&twilio, "");
}
END_TEST

static void
setup(void)
{
	twilio_run();
}

int
main(void)
{
	const TTest *const	 tests[] = {
		s1_sms_01_what_clients_of_twilio_send_is_taken,
		s1_sms_01_what_twilio_refuses_is_refused_by_its_codes,
		s1_sms_01_who_said_stop_gets_nothing_until_start,
		s1_sms_01_what_was_sent_is_listed,
		f20_what_it_does_wrong_is_told_by_rules,
	};
	const struct suite	 suite = { "twilio world", setup, twilio_end,
	    false, 120 };

	return suite_of(&suite, tests, COUNT(tests));
}
