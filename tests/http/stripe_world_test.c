/* SPDX-License-Identifier: ISC */
#include "tests/http/stripe.h"
#include "tests/suite.h"

/*
 * The stand-in of Stripe itself (tests/servers/stripe.py), as tests in C use
 * it.  That it speaks as Stripe does, Stripe's own client judges
 * (tests/judge/stripe.mjs).
 */
#define INTENT	"amount=1999&currency=eur&metadata[order_id]=order_1"
#define SESSION	"mode=payment&success_url=https%3A%2F%2Fs.example%2Fok" \
	"%3Fs%3D%7BCHECKOUT_SESSION_ID%7D&line_items[0][quantity]=1&" \
	"line_items[0][price_data][currency]=eur&line_items[0][price_data]" \
	"[unit_amount]=1999&line_items[0][price_data][product_data][name]=T&" \
	"payment_intent_data[metadata][order_id]=order_1"

static void
say(const char *rules)
{
	server_says(&stripe, rules);
}

static int
post(const char *path, const char *form)
{
	stripe_call(path, form);
	if (stripe_said.text[0] == '{')
		stripe_parse();
	return stripe_said.status;
}

START_TEST(s4_pay_01_a_session_is_paid_at_its_page)
{
	char	id[128], url[256];

	ck_assert_int_eq(post("/v1/checkout/sessions", SESSION), 200);
	snprintf(id, sizeof(id), "%s", stripe_at("id"));
	snprintf(url, sizeof(url), "%s", stripe_at("url"));
	ck_assert_str_eq(stripe_pay(url, "pm_card_chargeDeclined"), "");
	ck_assert_int_eq(stripe_books("order_1", "charged"), 0);
	ck_assert_ptr_nonnull(strstr(stripe_pay(url, "pm_card_visa"), id));
	ck_assert_int_eq(stripe_books("order_1", "charged"), 1999);
	ck_assert_int_eq(stripe_books("order_1", "charges"), 1);
	ck_assert_str_eq(stripe_pay(url, "pm_card_visa"), "");
	ck_assert_int_eq(stripe_books("order_1", "charges"), 1);
}
END_TEST

START_TEST(f20_what_it_does_wrong_is_told_by_rules)
{
	say("503 to=POST/v1/payment_intents times=2\n");
	ck_assert_int_eq(post("/v1/payment_intents", INTENT), 503);
	ck_assert_int_eq(post("/v1/payment_intents", INTENT), 503);
	ck_assert_int_eq(post("/v1/payment_intents", INTENT), 200);
	say("wait:7 times=1\n");
	ck_assert_int_eq(post("/v1/payment_intents", INTENT), 429);
	say("decline:lost_card to=confirm times=1\n");
	ck_assert_int_eq(post("/v1/payment_intents",
	    INTENT "&confirm=true&payment_method=pm_card_visa"), 402);
	ck_assert_str_eq(stripe_at("error.decline_code"), "lost_card");
	say("lie:amount to=POST/v1/payment_intents times=1\n");
	ck_assert_int_eq(post("/v1/payment_intents", INTENT), 200);
	ck_assert_str_eq(stripe_at("amount"), "1998");
	say("");
}
END_TEST

START_TEST(f15_what_is_held_comes_as_it_is_asked_for)
{
	char	form[128];

	/* Nobody listens there: each try is told as 0. */
	stripe_ask("hook", "url=http://127.0.0.1:1/&secrets=%s&way=hold",
	    STRIPE_SECRET);
	ck_assert_int_eq(post("/v1/payment_intents", INTENT
	    "&confirm=true&payment_method=pm_card_visa"), 200);
	snprintf(form, sizeof(form), "%s", stripe_at("latest_charge"));
	ck_assert_int_eq(stripe_books(NULL, "kept"), 3);
	stripe_ask("deliver", "order=2,0,1&keep=1");
	ck_assert_str_eq(stripe_at("said.2"), "0");
	ck_assert_ptr_null(stripe_at("said.3"));
	stripe_ask("deliver", "order=together&each=10");
	ck_assert_ptr_nonnull(stripe_at("said.29"));
	ck_assert_int_eq(stripe_books(NULL, "kept"), 0);
	ck_assert_int_eq(stripe_call("/v1/events?limit=100", NULL), 200);
	ck_assert_ptr_nonnull(strstr(stripe_said.text, form));
	stripe_ask("hook", "%s", "url=");
}
END_TEST

static void
setup(void)
{
	stripe_run();
}

int
main(void)
{
	const TTest *const	 tests[] = {
		s4_pay_01_a_session_is_paid_at_its_page,
		f20_what_it_does_wrong_is_told_by_rules,
		f15_what_is_held_comes_as_it_is_asked_for,
	};
	const struct suite	 suite = { "stripe world", setup, stripe_end,
	    false, 120 };

	return suite_of(&suite, tests, sizeof(tests) / sizeof(tests[0]));
}
