/* SPDX-License-Identifier: ISC */
/*
 * F-20, wrong TLS: whoever is not Stripe hears nothing of us.  The stand-in
 * stands behind a server that shows one certificate or another
 * (tests/servers/tls.py); with a wrong one no key, no order and no amount leaves
 * the shop, nothing is lost, and with the right one everything goes on.
 */
#include "tests/http/buy.h"
#include "tests/http/front.h"

static void
front_start(const char *home)
{
	stripe_start(home);
	front_run("SOUK_STRIPE_URL", stripe.port);
}

static void
tls_start(void)
{
	shop_home_made = front_start;
	buy_start();
}

/* A buyer who cannot pay now, and a refund that waits. */
static void
wrong_round(const char *certificate, const char *thing)
{
	struct client	*paying = guest_with(thing, 1),
			*late = guest_with(thing, 1);
	struct answer	*a;
	const char	*paid, *order;

	front_shows("good");
	paid = order_paid(paying);
	stripe_wait();
	want_state(paid, "confirmed");
	front_shows(certificate);
	order = order_new(late, "stripe");
	ck_assert_ptr_null(pay_page(late, order, &a));
	ck_assert_msg(a->status == 502 || a->status == 503, "%s: %d %s",
	    certificate, a->status, a->body);
	want(client_json(owner, "POST", path_of("/api/payments",
	    payment_of(paid), "/refund"), "{\"amount\":\"5.00\"}"), 201);
	sql_await("SELECT count(*) FROM job WHERE kind = 'payments.refund'"
	    " AND due_at > created_at + 10000 AND state = 'waiting'%s", "",
	    1);	/* tried, and put off */
	ck_assert_int_eq(front_trusted(certificate), 0);
	ck_assert_int_eq(stripe_books(paid, "refunds"), 0);
	front_shows("good");
	buy_sql("UPDATE job SET due_at = 1 WHERE kind = 'payments.refund'%s%s",
	    "", "");
	money_await();
	ck_assert_int_eq(stripe_books(paid, "refunded"), 500);
	ck_assert_str_ne(stripe_pay(pay_page_surely(late, order),
	    "pm_card_visa"), "");
	stripe_wait();
	want_state(order, "confirmed");
	client_free(paying);
	client_free(late);
}

START_TEST(f20_b07_with_a_wrong_certificate_nothing_is_told_and_nothing_lost)
{
	static const char *const	 wrong[] = { "itself", "name", "over",
	    "plain" };
	const char			*thing = good_new("Certifié", "10.00",
					    100);

	stripe_hooks("now");
	for (size_t i = 0; i < COUNT(wrong); i++)
		wrong_round(wrong[i], thing);
	ck_assert_int_gt(front_trusted("good"), 0);
	ck_assert_int_eq(sql_long("SELECT count(*) FROM job WHERE state ="
	    " 'dead'%s", ""), 0);
	books_agree();
}
END_TEST

int
main(void)
{
	const TTest *const	tests[] = {
	    f20_b07_with_a_wrong_certificate_nothing_is_told_and_nothing_lost,
	};

	return suite_run_with("stripe TLS", tls_start, tests, COUNT(tests));
}
