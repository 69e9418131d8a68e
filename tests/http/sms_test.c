/* SPDX-License-Identifier: ISC */
/* Texts through the shop that runs: to Twilio once, whatever is said of them,
 * and what Twilio tells. */
#include "tests/http/mail_rows.h"
#include "tests/http/twilio.h"

#define TEXTS	"/api/admin/sms"

static struct client	*owner;

static void
start(const char *home)
{
	mailbox_start(home);
	twilio_start(home);
}

static void
sms_open(void)
{
	if (owner != NULL)
		return;
	owner = client_login("owner");
	twilio_hooks("now");
	want(client_json(owner, "PATCH", SETTINGS, "{\"limits\":{\"reset\":"
	    "100000,\"write\":100000,\"read\":100000,\"user\":100000}}"),
	    200);
}

/* The id of a text to that telephone, for a while. */
static const char *
text_to(const char *to)
{
	static char	 ids[4][64];
	static int	 turn;
	char		*id = ids[turn++ % 4];
	struct answer	*a = client_json(owner, "POST", TEXTS "/test",
			    "{\"to\":\"%s\"}", to);

	want(a, 201);
	snprintf(id, 64, "%s", answer_at(a, "data.id"));
	return id;
}

static void
state_soon(const char *id, const char *want)
{
	char	 query[160];

	snprintf(query, sizeof(query), "SELECT state FROM sms"
	    " WHERE id = '%s'", id);
	sql_soon(want, query);
}

/* Whoever waits has waited: of that text, and for so long. */
static void
time_passes(const char *id)
{
	char	 query[256];

	snprintf(query, sizeof(query), "UPDATE sms SET sending_at ="
	    " sending_at - 120000 WHERE id = '%s'", id);
	free(shop_sql(query));
	snprintf(query, sizeof(query), "UPDATE job SET due_at = 1 WHERE"
	    " state = 'waiting' AND unique_key = '%s'", id);
	free(shop_sql(query));
}

#define want_sql(TEXT, ...) do {					\
	char	 query_[400], *is_;					\
									\
	snprintf(query_, sizeof(query_), __VA_ARGS__);			\
	is_ = shop_sql(query_);						\
	ck_assert_str_eq(is_, TEXT);					\
	free(is_);							\
} while (0)

START_TEST(s1_sms_01_a_text_goes_once_and_is_seen_to_arrive)
{
	const char	*id;
	struct answer	*a;
	char		 path[160];

	sms_open();
	id = text_to("+33612345601");
	state_soon(id, "delivered");
	twilio_await_sent("+33612345601", 1);
	ck_assert_str_eq(twilio_at("data.0.from"), TWILIO_FROM);
	ck_assert_ptr_nonnull(strstr(twilio_at("data.0.callback"), id));
	twilio_wait();
	snprintf(path, sizeof(path), TEXTS "/%s", id);
	a = client_get(owner, path);
	want(a, 200);
	want_at(a, "data.recipient", "+33612345601");
	want_at(a, "data.segments", "1");
	want_at(a, "data.attempts", "1");
	want_sql("1", "SELECT sealed IS NULL AND sid IS NOT NULL FROM sms"
	    " WHERE id = '%s'", id);
	/* Over is over. */
	snprintf(path, sizeof(path), TEXTS "/%s/again", id);
	want(client_json(owner, "POST", path, "{}"), 409);
	snprintf(path, sizeof(path), TEXTS "/%s/drop", id);
	want(client_json(owner, "POST", path, "{}"), 409);
}
END_TEST

static const struct {
	const char	*rule, *state, *code;
} refusals[] = {
	{ "code:21211", "failed", "21211" },
	{ "code:21408", "failed", "21408" },
	{ "code:21606", "failed", "21606" },
	{ "code:21612", "failed", "21612" },
	{ "code:21608", "failed", "21608" },
	{ "code:21614", "failed", "21614" },
	{ "code:20003:401", "failed", "20003" },
	{ "fail:30003", "failed", "30003" },
};

START_TEST(s1_sms_01_what_twilio_refuses_is_not_asked_again)
{
	const char	*id;
	char		 rule[100], to[20];

	sms_open();
	for (size_t i = 0; i < COUNT(refusals); i++) {
		snprintf(to, sizeof(to), "+3361234561%zu", i);
		snprintf(rule, sizeof(rule), "%s to=send/%s\n",
		    refusals[i].rule, to + 1);
		server_says(&twilio, rule);
		id = text_to(to);
		state_soon(id, refusals[i].state);
		want_sql(refusals[i].code, "SELECT error_code FROM sms"
		    " WHERE id = '%s'", id);
		want_sql("1", "SELECT attempts FROM sms WHERE id = '%s'",
		    id);
	}
	server_says(&twilio, "");
}
END_TEST

/* Who answered STOP is not asked again either, by nobody. */
START_TEST(s1_sms_01_who_said_stop_gets_no_more)
{
	const char	*id;

	sms_open();
	twilio_ask("phone", "phone=%%2B33612345630&stopped=1");
	id = text_to("+33612345630");
	state_soon(id, "failed");
	want_sql("twilio 21610", "SELECT source FROM sms_stop WHERE"
	    " phone = '+33612345630'");
	want(client_json(owner, "POST", TEXTS "/test",
	    "{\"to\":\"+33612345630\"}"), 409);
	twilio_ask("phone", "phone=%%2B33612345630&stopped=0");
	want(client_json(owner, "POST", TEXTS "/test", "{\"to\":\"06\"}"),
	    400);
	want(client_json(owner, "POST", TEXTS "/test", "{}"), 400);
}
END_TEST

START_TEST(s1_sms_01_what_was_not_taken_is_asked_for_again)
{
	static const char *const	 rules[] = {
		"code:20429 to=send/33612345620 times=1\n",
		"429 to=send/33612345621 times=1\n",
	};
	const char			*id;
	char				 to[20];

	sms_open();
	for (size_t i = 0; i < COUNT(rules); i++) {
		snprintf(to, sizeof(to), "+3361234562%zu", i);
		server_says(&twilio, rules[i]);
		id = text_to(to);
		sql_soon("1", "SELECT count(*) FROM job WHERE"
		    " kind = 'notify.sms' AND attempts = 1"
		    " AND state = 'waiting'");
		want_sql("waiting", "SELECT state FROM sms WHERE id = '%s'",
		    id);
		time_passes(id);
		state_soon(id, "delivered");
		twilio_await_sent(to, 1);
	}
	server_says(&twilio, "");
}
END_TEST

/* Each time it waits longer; in the end it is given up, and a person may have
 * it tried once more, or not. */
START_TEST(s1_not_01_what_is_given_up_is_kept_for_a_person)
{
	const char	*id, *rule = "429 to=send/33612345625\n";
	char		 path[160], query[200];
	struct answer	*a;

	sms_open();
	server_says(&twilio, rule);
	id = text_to("+33612345625");
	for (int n = 1; n <= 3; n++) {
		snprintf(query, sizeof(query), "SELECT count(*) FROM job"
		    " WHERE unique_key = '%s' AND state = 'waiting' AND"
		    " attempts = %d", id, n);
		sql_soon("1", query);
		want_sql("1", "SELECT due_at / 1000 - strftime('%%s', 'now')"
		    " BETWEEN %d AND %d FROM job WHERE unique_key = '%s'",
		    1 << n, (1 << n) * 5, id);
		want_sql("waiting", "SELECT state FROM sms WHERE id = '%s'",
		    id);
		time_passes(id);
	}
	snprintf(query, sizeof(query), "SELECT count(*) FROM job WHERE"
	    " unique_key = '%s' AND state = 'waiting' AND attempts = 4", id);
	sql_soon("1", query);
	snprintf(query, sizeof(query), "UPDATE job SET attempts = 19, due_at ="
	    " 1 WHERE unique_key = '%s'", id);
	free(shop_sql(query));
	state_soon(id, "dead");
	a = client_get(owner, TEXTS "?state=dead");
	want(a, 200);
	want_at(a, "pagination.total", "1");
	want_at(a, "data.0.id", id);
	want_at(a, "data.0.errorCode", "20429");
	twilio_await_sent("+33612345625", 0);
	server_says(&twilio, "");
	snprintf(path, sizeof(path), TEXTS "/%s/again", id);
	want(client_json(owner, "POST", path, "{}"), 200);
	state_soon(id, "delivered");
	twilio_await_sent("+33612345625", 1);
}
END_TEST

/* They said so when the text was put already, but had not gone. */
START_TEST(s1_sms_01_who_stops_before_it_goes_gets_it_not)
{
	const char	*id;

	sms_open();
	server_says(&twilio, "429 to=send/33612345626 times=1\n");
	id = text_to("+33612345626");
	sql_soon("1", "SELECT count(*) FROM job WHERE kind = 'notify.sms' AND"
	    " attempts = 1 AND state = 'waiting'");
	twilio_say("+33612345626", "STOP");
	twilio_wait();
	time_passes(id);
	state_soon(id, "failed");
	want_sql("21610", "SELECT error_code FROM sms WHERE id = '%s'", id);
	/* Twilio, which would say the same, was not asked again. */
	want_sql("1", "SELECT attempts FROM sms WHERE id = '%s'", id);
	twilio_await_sent("+33612345626", 0);
	server_says(&twilio, "");
}
END_TEST

/* What is not there yet may come: nothing is said again so early. */
static void
too_soon(const char *id)
{
	char	 query[256];

	snprintf(query, sizeof(query), "UPDATE job SET due_at = 1 WHERE"
	    " state = 'waiting' AND unique_key = '%s'", id);
	free(shop_sql(query));
	snprintf(query, sizeof(query), "SELECT count(*) FROM job WHERE"
	    " state = 'waiting' AND due_at > 1 AND unique_key = '%s'", id);
	sql_soon("1", query);
	want_sql("doubt", "SELECT state FROM sms WHERE id = '%s'", id);
}

/* times: how often it is at Twilio before anybody looks. */
static const struct { const char *rule; long before; } doubts[] = {
	{ "lose", 1 }, { "short", 1 }, { "late:12", 1 },
	{ "500", 0 }, { "close", 0 }, { "garbage", 0 }, { "html", 0 },
};

START_TEST(s1_sms_01_what_is_in_doubt_is_looked_for_before_it_is_said_again)
{
	const char	*id;
	char		 rule[100], to[20];

	sms_open();
	twilio_hooks("hold");
	for (size_t i = 0; i < COUNT(doubts); i++) {
		snprintf(to, sizeof(to), "+3361234564%zu", i);
		snprintf(rule, sizeof(rule), "%s to=send/%s times=1\n",
		    doubts[i].rule, to + 1);
		server_says(&twilio, rule);
		id = text_to(to);
		state_soon(id, "doubt");
		ck_assert_int_eq(twilio_books(to, "sent"), doubts[i].before);
		if (doubts[i].before == 0)
			too_soon(id);
		time_passes(id);
		state_soon(id, "sent");
		twilio_await_sent(to, 1);
	}
	server_says(&twilio, "");
	twilio_ask("deliver", "order=reverse&times=3");
	for (size_t i = 0; i < COUNT(doubts); i++) {
		snprintf(to, sizeof(to), "+3361234564%zu", i);
		want_sql("delivered", "SELECT state FROM sms WHERE"
		    " recipient = '%s'", to);
	}
	twilio_hooks("now");
}
END_TEST

/* The address where we are told of it carries its name: no answer is needed. */
START_TEST(s1_sms_01_news_of_a_text_end_its_doubt)
{
	const char	*id;

	sms_open();
	twilio_hooks("now");
	server_says(&twilio, "lose to=send/33612345650 times=1\n");
	id = text_to("+33612345650");
	state_soon(id, "delivered");
	twilio_await_sent("+33612345650", 1);
	want_sql("1", "SELECT count(*) FROM sms WHERE id = '%s'"
	    " AND sid IS NOT NULL", id);
	server_says(&twilio, "");
}
END_TEST

START_TEST(s1_sms_01_news_come_once_and_never_go_back)
{
	const char	*id;

	sms_open();
	twilio_hooks("hold");
	id = text_to("+33612345660");
	state_soon(id, "sent");
	twilio_await_sent("+33612345660", 1);
	twilio_ask("status", "sid=%s&status=undelivered&code=30003",
	    twilio_at("data.0.sid"));
	/* Delivered is told first, then that it was sent, then that it was not
	 * delivered; each four times. */
	twilio_ask("deliver", "order=1,0,2&times=4");
	want_sql("delivered", "SELECT state FROM sms WHERE id = '%s'", id);
	want_sql("3", "SELECT count(*) FROM sms_event WHERE sms_id = '%s'",
	    id);
	want_sql("1", "SELECT count(*) FROM sms_event WHERE sms_id = '%s'"
	    " AND outcome = 'applied'", id);
	twilio_hooks("now");
}
END_TEST

START_TEST(s1_sms_01_what_is_not_signed_by_twilio_is_refused)
{
	static const char *const	 ways[] = { "absent", "empty", "other",
		"sha256", "url", "unsorted", "altered", "bare", "zeros",
		"words" };
	char				 at[40];

	sms_open();
	twilio_ask("forged", "path=" TWILIO_TEXT "&from=%%2B33612345670&text="
	    "STOP");
	for (size_t i = 0; i < COUNT(ways); i++) {
		snprintf(at, sizeof(at), "said.%s.0", ways[i]);
		if (strcmp(twilio_at(at), "403") != 0)
			ck_abort_msg("%s: %s", ways[i], twilio_at(at));
	}
	want_sql("0", "SELECT count(*) FROM sms_event WHERE"
	    " sender = '+33612345670'");
	want_sql("0", "SELECT count(*) FROM sms_stop WHERE"
	    " phone = '+33612345670'");
}
END_TEST

static const struct { const char *word; bool stops; } words[] = {
	{ "STOP", true }, { "Arrêt", true }, { " stop. ", true },
	{ "توقف", true }, { "Unsubscribe", true },
	{ "stop it please", false },
	{ "Où est ma commande ?", false },
};

START_TEST(s1_sms_01_words_that_stop_and_begin_again_are_obeyed)
{
	struct answer	*a;
	char		 who[20];

	sms_open();
	twilio_hooks("now");
	for (size_t i = 0; i < COUNT(words); i++) {
		snprintf(who, sizeof(who), "+3361234568%zu", i);
		twilio_say(who, words[i].word);
		twilio_wait();
		want_sql(words[i].stops ? "1" : "0", "SELECT count(*) FROM"
		    " sms_stop WHERE phone = '%s'", who);
		twilio_say(who, "START");
		twilio_wait();
		want_sql("0", "SELECT count(*) FROM sms_stop WHERE"
		    " phone = '%s'", who);
	}
	twilio_say("+33612345690", "<script>x</script>\a");
	twilio_wait();
	a = client_get(owner, TEXTS "/received?limit=1");
	want(a, 200);
	want_at(a, "data.0.from", "+33612345690");
	want_at(a, "data.0.outcome", "nothing");
	ck_assert_ptr_nonnull(strstr(answer_at(a, "data.0.text"),
	    "<script>x</script>"));
	ck_assert_ptr_null(strstr(answer_at(a, "data.0.text"), "\a"));
}
END_TEST

START_TEST(s1_sms_01_only_who_may_sees_texts)
{
	struct client	*stranger = client_login("stranger"),
			*reader = client_login("reader");
	const char	*id;
	char		 path[160];

	sms_open();
	id = text_to("+33612345695");
	state_soon(id, "delivered");
	snprintf(path, sizeof(path), TEXTS "/%s", id);
	want(client_get(stranger, path), 403);
	want(client_get(reader, path), 403);
	want(client_get(owner, TEXTS "/sms_00000000000000000000000000"), 404);
	want_at(client_get(stranger, TEXTS), "pagination.total", "0");
	client_free(stranger);
	client_free(reader);
}
END_TEST

int
main(void)
{
	const TTest *const	 tests[] = {
		s1_sms_01_a_text_goes_once_and_is_seen_to_arrive,
		s1_sms_01_what_twilio_refuses_is_not_asked_again,
		s1_sms_01_who_said_stop_gets_no_more,
		s1_sms_01_what_was_not_taken_is_asked_for_again,
		s1_not_01_what_is_given_up_is_kept_for_a_person,
		s1_sms_01_who_stops_before_it_goes_gets_it_not,
		s1_sms_01_what_is_in_doubt_is_looked_for_before_it_is_said_again,
		s1_sms_01_news_of_a_text_end_its_doubt,
		s1_sms_01_news_come_once_and_never_go_back,
		s1_sms_01_what_is_not_signed_by_twilio_is_refused,
		s1_sms_01_words_that_stop_and_begin_again_are_obeyed,
		s1_sms_01_only_who_may_sees_texts };

	shop_home_made = start;
	return suite_run("sms", tests, COUNT(tests));
}
