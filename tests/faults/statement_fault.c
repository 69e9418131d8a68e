/* SPDX-License-Identifier: ISC */
/*
 * F-01 for money: whoever places an order, takes what Stripe tells or sends a
 * refund is killed before every single step of a statement of it, and asked
 * again, as a browser, Stripe or the queue would.
 *
 * Guards: one transaction each, with the answer of the key in it
 * (fcgi/http/run.c), the event's row (lib/payments/event_apply.c), the job's
 * idempotency key at Stripe (lib/payments/stripe_call.c).
 */
#include "tests/faults/statement.h"
#include "tests/http/buy_race.h"

#define STOCK	100000

static const char	*piece;
static char		 cookie[200], order[64];
static struct answer	*last;

/* ---- checkout ------------------------------------------------------------------ */

static struct client	*buyer;

static void
cart_fill(int serial)
{
	(void)serial;
	client_free(buyer);
	buyer = client_new();
	want(last = cart_put(buyer, piece, 2), 201);
	snprintf(cookie, sizeof(cookie), CART_LINE "%s",
	    cookie_set_by(last, "__Host-cart"));
	want(client_json(buyer, "POST", "/api/cart/codes",
	    "{\"code\":\"MORT\"}"), 200);
}

static bool
checkout_try(int serial)
{
	char	 key[40];

	snprintf(key, sizeof(key), "between-%d", serial);
	last = order_try(buyer, "stripe", key);
	if (last->status != 201)
		ck_assert_msg(last->status == 0 || last->status == 409 ||
		    last->status >= 502, "%d %s", last->status, last->body);
	else
		snprintf(order, sizeof(order), "%s", answer_at(last,
		    "data.id"));
	return last->status == 201;
}

/* One order, its pieces out of the shelf, its code used, nothing in the cart;
 * the same key still says so. */
static void
checkout_check(int serial)
{
	char	 first[64];

	snprintf(first, sizeof(first), "%s", order);
	ck_assert(checkout_try(serial));
	ck_assert_str_eq(order, first);
	ck_assert_int_eq(sql_long("SELECT count(*) FROM orders WHERE guest ="
	    " (SELECT guest FROM orders WHERE id = '%s')", order), 1);
	ck_assert_int_eq(sql_long("SELECT sum(change) FROM stock_movement"
	    " WHERE reference = '%s'", order), -2);
	ck_assert_int_eq(sql_long("SELECT count(*) FROM promotion_use"
	    " WHERE order_id = '%s'", order), 1);
	ck_assert_int_eq(sql_long("SELECT total FROM orders WHERE id = '%s'",
	    order), 2290);	/* 2 × 10.00 less 10 %, and 4.90 */
	want(client_get(buyer, CART), 200);
	want_at(client_get(buyer, CART), "data.lines", "[]");
	ck_assert_int_eq(stock_of(piece) + sql_long("SELECT coalesce("
	    "sum(quantity), 0) FROM order_line WHERE variation_id = '%s'",
	    piece), STOCK);
}

START_TEST(f_01_checkout_between_any_two_statements)
{
	static const struct between	 checkout = { "checkout", "souk-web",
	    cart_fill, checkout_try, checkout_check };
	int				 serial = 0;

	piece = good_new("Entre deux", "10.00", STOCK);
	code_new("MORT", "", "");
	between_statements(&checkout, &serial, fault_count(1000));
	race_is_sound();
	want_sound();
}
END_TEST

int
main(void)
{
	const TTest *const	tests[] = {
		f_01_checkout_between_any_two_statements,
	};

	return suite_run_with("statement", buy_start, tests, COUNT(tests));
}
