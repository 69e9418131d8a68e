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
static char		 order[64];
static struct answer	*last;

/* ---- checkout ------------------------------------------------------------------ */

static struct client	*buyer;

static void
cart_fill(int serial)
{
	(void)serial;
	if (piece == NULL) {
		piece = good_new("Entre deux", "10.00", STOCK);
		code_new("MORT", "", "");
	}
	client_free(buyer);
	buyer = client_new();
	want(cart_put(buyer, piece, 2), 201);
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

	between_statements(&checkout, &serial, fault_count(1000));
	race_is_sound();
	want_sound();
}
END_TEST

/* ---- what Stripe tells ---------------------------------------------------------- */

/* Paid at Stripe; nobody has told us. */
static void
payment_make(int serial)
{
	cart_fill(serial);
	snprintf(order, sizeof(order), "%s", order_new(buyer, "stripe"));
	stripe_hooks("hold");
	ck_assert_str_ne(stripe_pay(pay_page_surely(buyer, order),
	    "pm_card_visa"), "");
}

/* Once each, and kept for another time. */
static bool
told_try(int serial)
{
	char	 path[16];
	bool	 taken = true;

	(void)serial;
	stripe_ask("deliver", "%s", "order=as&keep=1");
	for (int i = 0; i < 99; i++) {
		snprintf(path, sizeof(path), "said.%d", i);
		if (stripe_at(path) == NULL)
			break;
		taken = taken && strcmp(stripe_at(path), "200") == 0;
	}
	return taken;
}

static void
told_check(int serial)
{
	ck_assert(told_try(serial));
	stripe_ask("deliver", "%s", "order=as&sign=absent");
	want_state(order, "confirmed");
	ck_assert_int_eq(order_long(order, "paid"), 2290);
	ck_assert_int_eq(sql_long("SELECT count(*) FROM ledger_entry WHERE"
	    " debit = 'stripe' AND cause LIKE 'payment:%s:%%'",
	    payment_of(order)), 1);
	ck_assert_int_eq(sql_long("SELECT count(*) FROM order_event WHERE"
	    " order_id = '%s' AND state_to = 'confirmed'", order), 1);
	ck_assert_int_eq(stripe_books(order, "charged"), 2290);
}

START_TEST(f_01_webhook_between_any_two_statements)
{
	static const struct between	 told = { "what Stripe tells",
	    "souk-stripe", payment_make, told_try, told_check };
	int				 serial = 100000;

	between_statements(&told, &serial, fault_count(1000));
	books_agree();
	race_is_sound();
}
END_TEST

/* ---- a refund is sent ------------------------------------------------------------- */

static void
paid_make(int serial)
{
	payment_make(serial);
	ck_assert(told_try(serial));
	stripe_hooks("never");
}

static bool
refund_try(int serial)
{
	char	 key[64], path[160];
	int64_t	 end = now_ms() + 3000;
	int	 status;

	snprintf(key, sizeof(key), "Idempotency-Key: refund-%d", serial);
	snprintf(path, sizeof(path), "/api/payments/%s/refund",
	    payment_of(order));
	client_header(owner, key);
	status = client_json(owner, "POST", path, "{\"amount\":\"5.00\"}")
	    ->status;
	client_header(owner, NULL);
	/* Sent by a job, which dies; the lease of who died is over. */
	while (status == 201 && now_ms() < end && sql_long("SELECT count(*)"
	    " FROM payment_refund WHERE state = 'succeeded' AND payment_id ="
	    " '%s'", payment_of(order)) == 0) {
		pause_ms(20);
		buy_sql("UPDATE job SET lease_until = 1 WHERE state ="
		    " 'running' AND kind = 'payments.refund'%s%s", "", "");
		jobs_hasten();
	}
	return status == 201 && now_ms() < end;
}

static void
refund_check(int serial)
{
	ck_assert(refund_try(serial));
	ck_assert_int_eq(stripe_books(order, "refunds"), 1);
	ck_assert_int_eq(stripe_books(order, "refunded"), 500);
	ck_assert_int_eq(order_long(order, "refunded"), 500);
	ck_assert_int_eq(sql_long("SELECT count(*) FROM payment_refund WHERE"
	    " payment_id = '%s'", payment_of(order)), 1);
}

START_TEST(f_01_refund_between_any_two_statements)
{
	static const struct between	 refund = { "a refund", "souk-jobs",
	    paid_make, refund_try, refund_check };
	int				 serial = 200000;

	between_statements(&refund, &serial, fault_count(100));
	books_agree();
	race_is_sound();
}
END_TEST

int
main(void)
{
	const TTest *const	tests[] = {
		f_01_checkout_between_any_two_statements,
		f_01_webhook_between_any_two_statements,
		f_01_refund_between_any_two_statements,
	};

	return suite_run_with("statement", buy_start, tests, COUNT(tests));
}
