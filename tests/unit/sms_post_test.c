/* SPDX-License-Identifier: ISC */
/* One call to Twilio's stand-in, as a shop in production is set up: by the
 * account's token or a key, from a number or a messaging service. */
#include "tests/http/said.h"
#include "tests/http/server.h"
#include "tests/unit/accounts_shop.h"

#include "lib/base/clock.h"
#include "lib/base/text.h"
#include "lib/notify/sms_parts.h"

#define COUNT(TABLE)	(sizeof(TABLE) / sizeof((TABLE)[0]))
#define ACCOUNT		"ACaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
#define SERVICE		"MGaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
#define KEY		"SKaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
#define FROM		"+15005550006"

static struct server	 twilio;
static struct said	 twilio_said;
static char		 twilio_url[64];

#define twilio_ask(NAME, ...) \
	said_ask(&twilio_said, twilio_url, NAME, __VA_ARGS__)

static void
post_open(void)
{
	char	 run[96];

	shop_open();
	server_run(&twilio, "tests/servers/twilio.py");
	snprintf(twilio_url, sizeof(twilio_url), "http://127.0.0.1:%d",
	    twilio.port);
	shop_config.twilio_url = twilio_url;
	shop_config.loopback = true;
	shop_config.ca_file = "";
	shop_config.home = store_dir;
	snprintf(run, sizeof(run), "%s/run", store_dir);
	ck_assert_int_eq(mkdir(run, 0700), 0);
	store.now = clock_now();
	twilio_ask("app", "account=" ACCOUNT "&token=right&key=" KEY
	    "&secret=proof");
}

static void
post_close(void)
{
	char	 run[96];

	server_end(&twilio);
	said_end(&twilio_said);
	snprintf(run, sizeof(run), "%s/run", store_dir);
	rmdir(run);
	shop_close();
}

static const struct {
	const char	*account, *token, *key, *secret, *from;
	enum sms_end	 end;
	int64_t		 code;
} setups[] = {
	{ ACCOUNT, "right", "", "", FROM, SMS_TAKEN, 0 },
	{ ACCOUNT, "right", KEY, "proof", FROM, SMS_TAKEN, 0 },
	/* The key is what counts; the token may be of before. */
	{ ACCOUNT, "of before", KEY, "proof", FROM, SMS_TAKEN, 0 },
	{ ACCOUNT, "right", "", "", SERVICE, SMS_TAKEN, 0 },
	{ ACCOUNT, "right", "", "", "Souk", SMS_TAKEN, 0 },
	{ ACCOUNT, "of before", "", "", FROM, SMS_REFUSED, 20003 },
	{ ACCOUNT, "right", KEY, "of another", FROM, SMS_REFUSED, 20003 },
	{ ACCOUNT, "right", "SKb", "proof", FROM, SMS_REFUSED, 20003 },
	{ "ACbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb", "right", "", "", FROM,
	  SMS_REFUSED, 20404 },
	{ ACCOUNT, "right", "", "", "+0", SMS_REFUSED, 21606 },
};

START_TEST(s4_not_05_a_shop_in_production_is_who_it_says)
{
	struct sms_answer	 answer;
	long			 taken = 0;

	for (size_t i = 0; i < COUNT(setups); i++) {
		shop_config.twilio_account = setups[i].account;
		shop_config.twilio_token = setups[i].token;
		shop_config.twilio_key = setups[i].key;
		shop_config.twilio_key_secret = setups[i].secret;
		shop_config.twilio_from = setups[i].from;
		sms_post(&store, &(struct sms_call){ "sms_1", "+33612345678",
		    "Bonjour, 10 € + 5 %" }, &answer);
		ck_assert_msg(answer.end == setups[i].end, "row %zu: %d %s",
		    i, (int)answer.end, answer.error);
		ck_assert_int_eq(answer.code, setups[i].code);
		taken += setups[i].end == SMS_TAKEN;
		twilio_ask("books", "to=%%2B33612345678");
		ck_assert_int_eq(said_long(&twilio_said, "sent"), taken);
	}
	twilio_ask("sent", "to=%%2B33612345678");
	ck_assert_str_eq(said_at(&twilio_said, "data.0.body"),
	    "Bonjour, 10 € + 5 %");
	ck_assert_str_eq(said_at(&twilio_said, "data.0.from"), FROM);
	ck_assert_str_eq(said_at(&twilio_said, "data.0.callback"),
	    "https://shop.test" SMS_STATUS "?sms=sms_1");
	ck_assert_str_eq(said_at(&twilio_said, "data.3.service"), SERVICE);
	ck_assert_str_eq(said_at(&twilio_said, "data.4.from"), "Souk");
}
END_TEST

/* What cannot be read says nothing of whether it was taken. */
static const struct { const char *rule; enum sms_end end; } answers[] = {
	{ "500", SMS_UNSURE }, { "close", SMS_UNSURE },
	{ "garbage", SMS_UNSURE }, { "html", SMS_UNSURE },
	{ "lose", SMS_UNSURE }, { "short", SMS_UNSURE },
	{ "429", SMS_UNSENT }, { "code:20429", SMS_UNSENT },
	{ "code:21211", SMS_REFUSED }, { "code:21610", SMS_REFUSED },
	{ "code:21408:403", SMS_REFUSED },
};

START_TEST(f_20_an_answer_that_is_none_leaves_it_open)
{
	struct sms_answer	 answer;
	char			 rule[60];

	shop_config.twilio_account = ACCOUNT;
	shop_config.twilio_token = "right";
	shop_config.twilio_key = "";
	shop_config.twilio_from = FROM;
	for (size_t i = 0; i < COUNT(answers); i++) {
		snprintf(rule, sizeof(rule), "%s to=send times=1\n",
		    answers[i].rule);
		server_says(&twilio, rule);
		sms_post(&store, &(struct sms_call){ "sms_1", "+33612345678",
		    "x" }, &answer);
		ck_assert_msg(answer.end == answers[i].end, "%s: %d %s",
		    answers[i].rule, (int)answer.end, answer.error);
		ck_assert_ptr_nonnull(answer.error);
	}
	/* Nobody is there. */
	shop_config.twilio_url = "http://127.0.0.1:1";
	sms_post(&store, &(struct sms_call){ "sms_1", "+33612345678", "x" },
	    &answer);
	ck_assert_int_eq(answer.end, SMS_UNSENT);
}
END_TEST

int
main(void)
{
	const TTest *const	 tests[] = {
		s4_not_05_a_shop_in_production_is_who_it_says,
		f_20_an_answer_that_is_none_leaves_it_open,
	};
	const struct suite	 suite = { "texts to Twilio", post_open,
		post_close, true, 60 };

	return suite_of(&suite, tests, COUNT(tests));
}
