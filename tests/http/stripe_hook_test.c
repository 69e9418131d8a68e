/* SPDX-License-Identifier: ISC */
/* Stripe's webhook through nginx and souk-stripe, signed here. */
#include "tests/http/suite.h"
#include "tests/http/stripe_sign.h"

#define PI(STATUS, MORE) \
	"{\"id\":\"pi_%d\",\"object\":\"payment_intent\",\"amount\":%d," \
	"\"currency\":\"eur\",\"livemode\":false,\"status\":\"" STATUS "\"" \
	MORE "}"
#define PAID	",\"amount_received\":%d,\"latest_charge\":\"ch_%d\""

static struct client	*stripe_client;

static void
world_open(void)
{
	hook_environment();
	shop_start();
	stripe_client = client_new();
}

/* Event n about payment n. */
static const char *
event_paid(int n, int amount, int received)
{
	return hook_event(n, "payment_intent.succeeded", 1790000000,
	    PI("succeeded", PAID), n, amount, received, n);
}

static void
payment_put(int n, int amount)
{
	char	sql[700];

	snprintf(sql, sizeof(sql), "INSERT INTO payment (id, brand_id,"
	    " subject, subject_id, provider, state, amount, currency,"
	    " intent_ref, created_at, updated_at) SELECT 'pay_%d', id, 'none',"
	    " 'none_%d', 'stripe', 'open', %d, 'EUR', 'pi_%d', 1, 1 FROM brand"
	    " ORDER BY created_at LIMIT 1", n, n, amount, n);
	free(shop_sql(sql));
}

#define want_row(TEXT, ...) do {					\
	char	 query_[400], *is_;					\
									\
	snprintf(query_, sizeof(query_), __VA_ARGS__);			\
	is_ = shop_sql(query_);						\
	ck_assert_str_eq(is_, TEXT);					\
	free(is_);							\
} while (0)

#define want_payment(N, TEXT) \
	want_row(TEXT, "SELECT state || ',' || received || ',' ||" \
	    " coalesce(flag, '-') FROM payment WHERE id = 'pay_%d'", N)

START_TEST(s2_bil_01_a_signed_event_is_stored_with_what_it_does)
{
	const char	*text = event_paid(1, 2390, 2390);
	struct answer	*a;

	payment_put(1, 2390);
	a = hook_send(stripe_client, HOOK_PATH, text, 0);
	want(a, 200);
	want_at(a, "data.received", "true");
	want_payment(1, "succeeded,2390,-");
	want_row("applied pay_1 0", "SELECT outcome || ' ' || payment_id ||"
	    " ' ' || pulled FROM payment_event WHERE id = 'evt_1'");
	want_row("2390", "SELECT sum(amount) FROM ledger_entry WHERE cause"
	    " LIKE 'payment:pay_1%%' AND debit = 'stripe'");
	want(hook_send(stripe_client, HOOK_ALIAS, text, 0), 200);
	want_row("1", "SELECT count(*) FROM payment_event");
	want_row("2390", "SELECT sum(amount) FROM ledger_entry");
}
END_TEST

START_TEST(s4_pay_04_what_is_no_concern_of_ours_is_taken_too)
{
	want(hook_send(stripe_client, HOOK_PATH, hook_event(2,
	    "price.created", 1790000000, "{\"id\":\"x_%d\"}", 2), 0), 200);
	want_row("ignored", "SELECT outcome FROM payment_event"
	    " WHERE id = 'evt_2'");
	want(hook_send(stripe_client, HOOK_PATH, event_paid(3, 1, 1), 0), 200);
	want_row("ignored", "SELECT outcome FROM payment_event"
	    " WHERE id = 'evt_3'");
	want(hook_send(stripe_client, HOOK_PATH, "{\"object\":\"v2.core.event"
	    "\",\"id\":\"evt_4\",\"type\":\"v1.x\",\"created\":"
	    "\"2026-01-01T00:00:00.000Z\"}", 0), 200);
	want_row("ignored", "SELECT outcome FROM payment_event"
	    " WHERE id = 'evt_4'");
}
END_TEST

START_TEST(f15_what_is_forged_is_refused_and_leaves_nothing)
{
	static const struct { const char *secret, *form; int late; } all[] = {
		{ "whsec_of_another_account_altogether_", HOOK_FORM, 0 },
		{ "", HOOK_FORM, 0 },
		{ HOOK_SECRET, HOOK_FORM, -301 },
		{ HOOK_SECRET, HOOK_FORM, 360 },
		{ HOOK_SECRET, HOOK_FORM, -172800 },
		{ HOOK_SECRET, "Stripe-Signature: t=%lld,v0=%s", 0 },
		{ HOOK_SECRET, "Stripe-Signature: t=%lld,v1=A%s", 0 },
		{ HOOK_SECRET, "Stripe-Signature;", 0 },
		{ HOOK_SECRET, "X-Stripe-Signature: t=%lld,v1=%s", 0 },
	};
	const char	*text = event_paid(5, 2390, 2390);
	struct answer	*a;

	payment_put(5, 2390);
	for (size_t i = 0; i < sizeof(all) / sizeof(all[0]); i++)
		for (int alias = 0; alias < 2; alias++) {
			a = hook_send_as(stripe_client, alias ? HOOK_ALIAS :
			    HOOK_PATH, text, all[i].secret, all[i].form,
			    all[i].late);
			want(a, 400);
			want_at(a, "error.code", "SIGNATURE_INVALID");
		}
	want_row("0", "SELECT count(*) FROM payment_event WHERE id = 'evt_5'");
	want_payment(5, "open,0,-");
}
END_TEST

START_TEST(f15_an_amount_a_currency_or_a_mode_that_differs_pays_nothing)
{
	static const struct { const char *object, *flag, *outcome; } all[] = {
		{ PI("succeeded", PAID), "amount", "refused" },
		{ "{\"id\":\"pi_%d\",\"amount\":%d,\"currency\":\"usd\","
		  "\"status\":\"succeeded\",\"amount_received\":%d,"
		  "\"latest_charge\":\"ch_%d\"}", "currency", "refused" },
		{ "{\"id\":\"pi_%d\",\"amount\":%d,\"currency\":\"eur\","
		  "\"status\":\"succeeded\",\"amount_received\":%d,"
		  "\"latest_charge\":\"ch_%d\",\"metadata\":{\"souk_subject_id\":"
		  "\"none_1\"}}", "subject", "refused" },
	};
	char	want_text[64];

	for (int i = 0; i < 3; i++) {
		const int	 n = 10 + i;

		payment_put(n, 2390);
		want(hook_send(stripe_client, HOOK_PATH, hook_event(n,
		    "payment_intent.succeeded", 1790000000, all[i].object, n,
		    i == 0 ? 2389 : 2390, i == 0 ? 2389 : 2390, n), 0), 200);
		snprintf(want_text, sizeof(want_text), "open,0,%s",
		    all[i].flag);
		want_payment(n, want_text);
		want_row(all[i].outcome, "SELECT outcome FROM payment_event"
		    " WHERE id = 'evt_%d'", n);
	}
	hook_live = "true";
	payment_put(20, 2390);
	want(hook_send(stripe_client, HOOK_PATH, event_paid(20, 2390, 2390),
	    0), 200);
	hook_live = "false";
	want_payment(20, "open,0,-");
	want_row("refused livemode", "SELECT outcome || ' ' || problem FROM"
	    " payment_event WHERE id = 'evt_20'");
}
END_TEST

START_TEST(target_30_f15_fifty_at_once_have_one_effect)
{
	struct burst	 burst = { .failed = 0 };
	const char	*text = event_paid(30, 990, 990);

	payment_put(30, 990);
	client_header(stripe_client, NULL);
	client_header(stripe_client, hook_header(HOOK_SECRET, text, HOOK_FORM,
	    0));
	client_burst(stripe_client, 50, "POST", HOOK_PATH, text, &burst);
	ck_assert_int_eq(burst.by_status[200], 50);
	want_payment(30, "succeeded,990,-");
	want_row("1", "SELECT count(*) FROM payment_event"
	    " WHERE id = 'evt_30'");
	want_row("990", "SELECT sum(amount) FROM ledger_entry WHERE cause"
	    " LIKE 'payment:pay_30%%'");
}
END_TEST

START_TEST(f15_three_megabytes_are_refused_unread)
{
	const size_t	 len = 3 << 20;
	char		*text = malloc(len + 1);

	ck_assert_ptr_nonnull(text);
	memset(text, ' ', len);
	text[len] = '\0';
	want(hook_send(stripe_client, HOOK_PATH, text, 0), 413);
	want(hook_send(stripe_client, HOOK_ALIAS, text, 0), 413);
	text[1000000] = '\0';
	memcpy(text, "{\"id\":\"evt_40\"}", 15);
	want(hook_send(stripe_client, HOOK_PATH, text, 0), 400);
	free(text);
}
END_TEST

int
main(void)
{
	const TTest *const	tests[] = {
		s2_bil_01_a_signed_event_is_stored_with_what_it_does,
		s4_pay_04_what_is_no_concern_of_ours_is_taken_too,
		f15_what_is_forged_is_refused_and_leaves_nothing,
		f15_an_amount_a_currency_or_a_mode_that_differs_pays_nothing,
		target_30_f15_fifty_at_once_have_one_effect,
		f15_three_megabytes_are_refused_unread,
	};

	return suite_run_with("stripe hook", world_open, tests,
	    sizeof(tests) / sizeof(tests[0]));
}
