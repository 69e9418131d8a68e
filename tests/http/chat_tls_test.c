/* SPDX-License-Identifier: ISC */
/*
 * F-20, wrong TLS: whoever is not Meta or Twilio hears nothing of us.  Their
 * stand-ins stand behind a server that shows one certificate or another
 * (tests/servers/tls.py); with a wrong one neither token nor word leaves the
 * shop, nothing is lost or in doubt, and with the right one everything goes
 * on.
 */
#include "tests/http/front.h"
#include "tests/http/suite.h"
#include "tests/http/talk.h"
#include "tests/http/twilio.h"

#define MESSAGES	3
#define WRONG		4
#define OF(TABLE, WHERE) "SELECT count(*) FROM " TABLE " WHERE " WHERE

static const char *const	 wrong[WRONG] = { "itself", "name", "over",
				    "plain" };
static struct client		*owner;

static void
talks_put(int first)
{
	talk_people(first, MESSAGES);
	talk_to(first, MESSAGES, "secret");
}

static void
texts_put(int first)
{
	texts_to(owner, first, MESSAGES);
}

static void
texts_hasten(void)
{
	sql_number("UPDATE job SET due_at = 1 WHERE state = 'waiting' AND kind"
	    " = 'notify.sms'");
}

static const struct carrier {
	const char	*tried, *left, *doubt, *delivered;
	const int	*port;
	void		(*put)(int first);
	void		(*hasten)(void);
	void		(*wait)(void);
	long		(*books)(const char *to, const char *what);
} carriers[] = {
	{ OF("wa_send", "state = 'waiting' AND attempts > 0"),
	  OF("wa_send", "state IN ('waiting', 'sending')"),
	  OF("wa_send", "state = 'doubt'"),
	  OF("wa_send", "state = 'delivered'"),
	  &meta.port, talks_put, talk_hasten, meta_wait, meta_books },
	{ OF("sms", "state = 'waiting' AND attempts > 0"),
	  OF("sms", "state IN ('waiting', 'sending')"),
	  OF("sms", "state = 'doubt'"),
	  OF("sms", "state = 'delivered'"),
	  &twilio.port, texts_put, texts_hasten, twilio_wait, twilio_books },
};

static long
number_of(const char *query)
{
	return sql_number("%s", query);
}

/* Until the query says so many; hasten: what was put off need not wait. */
static void
count_await(const char *query, long count, void (*hasten)(void))
{
	const int64_t	 end = now_ms() + SOON_MS;

	while (number_of(query) != count) {
		ck_assert_msg(now_ms() < end, "%s: %ld", query,
		    number_of(query));
		if (hasten != NULL)
			hasten();
		pause_ms(50);
	}
}

static void
wrong_round(const struct carrier *c, const char *certificate, int before)
{
	front_shows(certificate);
	c->put(before);
	count_await(c->tried, MESSAGES, NULL);
	ck_assert_int_eq(number_of(c->doubt), 0);
	ck_assert_int_eq(front_trusted(certificate), 0);
	ck_assert_int_eq(c->books(NULL, "sent"), before);
	front_shows("good");
	count_await(c->left, 0, c->hasten);
	c->wait();
	ck_assert_int_eq(number_of(c->delivered), before + MESSAGES);
	ck_assert_int_eq(c->books(NULL, "sent"), before + MESSAGES);
	ck_assert_int_eq(c->books(NULL, "twice"), 0);
}

static void
wrong_rounds(const struct carrier *c)
{
	const int	 before = front_trusted("good");

	front_leads(*c->port);
	for (int i = 0; i < WRONG; i++)
		wrong_round(c, wrong[i], i * MESSAGES);
	ck_assert_int_gt(front_trusted("good"), before);
	ck_assert_int_eq(sql_number("SELECT count(*) FROM job WHERE state ="
	    " 'dead'"), 0);
}

START_TEST(f20_with_a_wrong_certificate_meta_is_told_nothing_and_nothing_lost)
{
	wrong_rounds(&carriers[0]);
}
END_TEST

START_TEST(f20_with_a_wrong_certificate_twilio_is_told_nothing_and_nothing_lost)
{
	wrong_rounds(&carriers[1]);
}
END_TEST

static void
home_made(const char *home)
{
	meta_start(home);
	twilio_start(home);
	front_run("SOUK_META_URL", meta.port);
	setenv("SOUK_TWILIO_URL", getenv("SOUK_META_URL"), 1);
}

static void
tls_start(void)
{
	shop_home_made = home_made;
	shop_start();
	owner = client_login("owner");
	want(client_json(owner, "PATCH", "/api/admin/settings",
	    "{\"limits\":{\"reset\":100000}}"), 200);
	meta_number_put();
	meta_hooks("now");
	twilio_hooks("now");
}

int
main(void)
{
	const TTest *const	tests[] = {
	    f20_with_a_wrong_certificate_meta_is_told_nothing_and_nothing_lost,
	    f20_with_a_wrong_certificate_twilio_is_told_nothing_and_nothing_lost,
	};

	return suite_run_with("chat TLS", tls_start, tests, 2);
}
