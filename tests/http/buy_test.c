/* SPDX-License-Identifier: ISC */
/*
 * From the cart to the money and back, with Stripe's stand-in at the other
 * end: whatever happens there and in between, its books and ours agree.
 */
#include "tests/http/buy_race.h"

static const char *
tea(int stock)
{
	return good_new("Thé", "10.00", stock);
}

/* Two pieces, the buyer, the order. */
struct deal {
	const char	*goods, *order;
	struct client	*buyer;
};

static struct deal
deal_new(int stock)
{
	struct deal	 d = { .goods = tea(stock) };

	d.buyer = guest_with(d.goods, 2);
	d.order = order_new(d.buyer, "stripe");
	return d;
}

static void
want_confirmed(const struct deal *d, long left)
{
	want_state(d->order, "confirmed");
	ck_assert_int_eq(order_long(d->order, "paid"), 2490);
	ck_assert_int_eq(order_long(d->order, "stock_held"), 1);
	ck_assert_int_eq(stock_of(d->goods), left);
	ck_assert_int_eq(stripe_books(d->order, "charged"), 2490);
	ck_assert_int_eq(stripe_books(d->order, "charges"), 1);
}

static void
all_is_well(struct deal *d)
{
	client_free(d->buyer);
	money_await();
	books_agree();
	race_is_sound();
}

START_TEST(s1_ord_01_a_guest_buys)
{
	struct deal	 d = deal_new(5);

	stripe_hooks("now");
	want_state(d.order, "pending");
	ck_assert_int_eq(stock_of(d.goods), 3);
	want_at(client_get(d.buyer, CART), "data.lines", "[]");
	stripe_pay(pay_page_surely(d.buyer, d.order), "pm_card_visa");
	stripe_wait();
	want_confirmed(&d, 3);
	/* Once more: there is nothing to pay. */
	ck_assert_ptr_null(pay_page(d.buyer, d.order, NULL));
	all_is_well(&d);
}
END_TEST

static struct answer *
refund(const char *order, const char *amount)
{
	return client_json(owner, "POST", path_of("/api/payments",
	    payment_of(order), "/refund"), "{\"amount\":\"%s\"}", amount);
}

START_TEST(s4_pay_04_refunds_are_right_to_the_cent)
{
	struct deal	 d = deal_new(5);

	stripe_hooks("now");
	stripe_pay(pay_page_surely(d.buyer, d.order), "pm_card_visa");
	stripe_wait();
	want(refund(d.order, "5.01"), 201);
	money_await();
	ck_assert_int_eq(stripe_books(d.order, "refunded"), 501);
	want(refund(d.order, "19.90"), 409);
	want(refund(d.order, "19.89"), 201);
	money_await();
	stripe_wait();
	ck_assert_int_eq(stripe_books(d.order, "refunded"), 2490);
	ck_assert_int_eq(order_long(d.order, "refunded"), 2490);
	want(refund(d.order, "0.01"), 409);
	all_is_well(&d);
}
END_TEST

START_TEST(s4_pay_03_a_refund_that_fails_later_is_owed_again)
{
	struct deal	 d = deal_new(5);
	char		 id[64];

	stripe_hooks("now");
	stripe_pay(pay_page_surely(d.buyer, d.order), "pm_card_visa");
	stripe_wait();
	server_says(&stripe, "pending to=refund times=1\n");
	want(refund(d.order, "5.00"), 201);
	money_await();
	stripe_wait();
	server_says(&stripe, "");
	stripe_ask("last", "%s", "kind=refund");
	snprintf(id, sizeof(id), "%s", stripe_at("id"));
	ck_assert_int_eq(order_long(d.order, "refunded"), 500);
	stripe_ask("refund", "refund=%s&good=0", id);
	stripe_wait();
	ck_assert_int_eq(order_long(d.order, "refunded"), 0);
	want(refund(d.order, "24.90"), 201);
	all_is_well(&d);
}
END_TEST

/* ---- what is told, in any order ------------------------------------------------- */

START_TEST(f15_events_five_times_in_any_order)
{
	static const char *const	 orders[] = { "as", "reverse",
	    "shuffle", "shuffle", "shuffle", "together" };

	for (size_t i = 0; i < COUNT(orders); i++) {
		struct deal	 d = deal_new(5);

		stripe_hooks("hold");
		stripe_pay(pay_page_surely(d.buyer, d.order),
		    "pm_card_chargeDeclined");
		stripe_pay(pay_page_surely(d.buyer, d.order), "pm_card_visa");
		want_state(d.order, "pending");
		stripe_ask("deliver", "order=%s&times=5&seed=%zu", orders[i],
		    i);
		want_confirmed(&d, 3);
		ck_assert_int_eq(sql_long("SELECT count(*) FROM ledger_entry"
		    " WHERE debit = 'stripe' AND cause LIKE 'payment:%s:%%'",
		    payment_of(d.order)), 1);
		ck_assert_int_eq(sql_long("SELECT count(*) FROM order_event"
		    " WHERE order_id = '%s' AND state_to = 'confirmed'",
		    d.order), 1);
		all_is_well(&d);
	}
}
END_TEST

START_TEST(f15_old_shapes_say_the_same)
{
	struct deal	 d = deal_new(5);

	stripe_hooks("now");
	stripe_ask("hook", "%s", "version=2020-08-27");
	stripe_pay(pay_page_surely(d.buyer, d.order), "pm_card_visa");
	stripe_wait();
	want_confirmed(&d, 3);
	want(refund(d.order, "5.00"), 201);
	money_await();
	stripe_wait();
	ck_assert_int_eq(order_long(d.order, "refunded"), 500);
	stripe_ask("hook", "%s", "version=2026-10-28.endive");
	all_is_well(&d);
}
END_TEST

/* What it says of another amount, currency, mode or order is not believed. */
START_TEST(f15_what_does_not_match_pays_nothing)
{
	static const char *const	 lies[] = { "amount", "more",
	    "currency", "livemode", "order" };
	char				 rules[200];

	for (size_t i = 0; i < COUNT(lies); i++) {
		struct deal	 d = deal_new(5);

		stripe_hooks("now");
		snprintf(rules, sizeof(rules),
		    "lie:%s to=event/payment_intent.succeeded\n"
		    "lie:%s to=event/checkout.session.completed\n"
		    "lie:%s to=event/charge.succeeded\n", lies[i], lies[i],
		    lies[i]);
		server_says(&stripe, rules);
		stripe_pay(pay_page_surely(d.buyer, d.order), "pm_card_visa");
		stripe_wait();
		server_says(&stripe, "");
		ck_assert_msg(order_long(d.order, "paid") == 0, "%s",
		    lies[i]);
		want_state(d.order, "pending");
		/* The truth, when it comes at last. */
		stripe_ask("truth", "order=%s", d.order);
		stripe_wait();
		want_confirmed(&d, 3);
		all_is_well(&d);
	}
}
END_TEST

START_TEST(f15_forged_events_are_refused)
{
	static const char *const	 ways[] = { "absent", "empty", "v0",
	    "no-t", "no-v1", "other", "bare", "altered", "upper", "short",
	    "long", "old", "very-old", "future", "moved", "words",
	    "v1-only-zeros" };
	struct deal			 d = deal_new(5);
	long				 before;
	char				 path[40];

	stripe_hooks("hold");
	stripe_pay(pay_page_surely(d.buyer, d.order), "pm_card_visa");
	before = sql_long("SELECT count(*) FROM payment_event%s", "");
	stripe_ask("forged", "%s", "");
	for (size_t i = 0; i < COUNT(ways); i++) {
		snprintf(path, sizeof(path), "%s.0", ways[i]);
		ck_assert_msg(stripe_at(path) != NULL &&
		    strcmp(stripe_at(path), "400") == 0, "%s: %s", ways[i],
		    stripe_at(path));
	}
	ck_assert_int_eq(sql_long("SELECT count(*) FROM payment_event%s", ""),
	    before);
	want_state(d.order, "pending");
	stripe_ask("deliver", "%s", "order=as");
	want_confirmed(&d, 3);
	all_is_well(&d);
}
END_TEST

/* ---- ways that go wrong ------------------------------------------------------------ */

START_TEST(s4_pay_02_declined_then_paid)
{
	struct deal	 d = deal_new(5);
	const char	*url;

	stripe_hooks("now");
	url = pay_page_surely(d.buyer, d.order);
	ck_assert_str_eq(stripe_pay(url, "pm_card_chargeDeclined"), "");
	stripe_wait();
	want_state(d.order, "pending");
	ck_assert_int_eq(order_long(d.order, "paid"), 0);
	/* The same page, which is still open. */
	url = pay_page_surely(d.buyer, d.order);
	ck_assert_str_ne(stripe_pay(url, "pm_card_visa"), "");
	stripe_wait();
	want_confirmed(&d, 3);
	all_is_well(&d);
}
END_TEST

START_TEST(s4_pay_02_a_bank_that_asks)
{
	struct deal	 d = deal_new(5);
	char		 bank[1024];

	stripe_hooks("now");
	snprintf(bank, sizeof(bank), "%s", stripe_pay(pay_page_surely(
	    d.buyer, d.order), "pm_card_threeDSecure2Required"));
	ck_assert_ptr_nonnull(strstr(bank, "/3ds/"));
	stripe_wait();
	want_state(d.order, "pending");
	ck_assert_str_ne(stripe_pay(bank, "good"), "");
	stripe_wait();
	want_confirmed(&d, 3);
	all_is_well(&d);
}
END_TEST

START_TEST(s4_pay_02_money_that_is_told_of_later)
{
	struct deal	 d = deal_new(5);
	char		 id[64];

	stripe_hooks("now");
	stripe_pay(pay_page_surely(d.buyer, d.order), "pm_sepa");
	stripe_wait();
	want_state(d.order, "pending");
	ck_assert_int_eq(order_long(d.order, "stock_held"), 1);
	/* Its time passes, but the money is on its way. */
	buy_sql("UPDATE orders SET hold_until = 1 WHERE id = '%s'%s", d.order,
	    "");
	job_now("orders.expire");
	want_state(d.order, "pending");
	stripe_ask("last", "%s", "kind=payment_intent");
	snprintf(id, sizeof(id), "%s", stripe_at("id"));
	stripe_ask("settle", "intent=%s&good=1", id);
	stripe_wait();
	want_confirmed(&d, 3);
	all_is_well(&d);
}
END_TEST

static void
expire(const char *order)
{
	buy_sql("UPDATE orders SET hold_until = 1 WHERE id = '%s'%s", order,
	    "");
	job_now("orders.expire");
	want_state(order, "cancelled");
}

START_TEST(s1_ord_03_what_nobody_pays_ends_here_and_there)
{
	struct deal	 d = deal_new(5);

	stripe_hooks("now");
	pay_page_surely(d.buyer, d.order);
	expire(d.order);
	ck_assert_int_eq(stock_of(d.goods), 5);
	money_await();
	stripe_ask("last", "%s", "kind=checkout_session");
	ck_assert_str_eq(stripe_at("status"), "expired");
	ck_assert_ptr_null(pay_page(d.buyer, d.order, NULL));
	all_is_well(&d);
}
END_TEST

/* The page could not be closed in time: somebody paid what had ended. */
static struct deal
paid_too_late(int stock, const char *setting, int sold_meanwhile)
{
	struct deal	 d = deal_new(stock);
	struct client	*other;
	char		 url[512];

	want(client_json(owner, "PATCH", "/api/admin/settings",
	    "{\"orders\":{\"whenShort\":\"%s\"}}", setting), 200);
	stripe_hooks("now");
	snprintf(url, sizeof(url), "%s", pay_page_surely(d.buyer, d.order));
	server_says(&stripe, "500 to=POST/v1/checkout/sessions/{id}/expire\n");
	expire(d.order);
	if (sold_meanwhile > 0) {
		other = guest_with(d.goods, sold_meanwhile);
		order_new(other, "cash");
		client_free(other);
	}
	ck_assert_str_ne(stripe_pay(url, "pm_card_visa"), "");
	stripe_wait();
	server_says(&stripe, "");
	return d;
}

START_TEST(s4_pay_05_paid_too_late_but_still_there)
{
	struct deal	 d = paid_too_late(5, "refund", 0);

	want_confirmed(&d, 3);
	all_is_well(&d);
}
END_TEST

START_TEST(s4_pay_05_paid_too_late_and_gone_is_given_back)
{
	struct deal	 d = paid_too_late(5, "refund", 4);

	money_await();
	want_state(d.order, "cancelled");
	ck_assert_int_eq(stripe_books(d.order, "charged"), 2490);
	ck_assert_int_eq(stripe_books(d.order, "refunded"), 2490);
	ck_assert_int_eq(stock_of(d.goods), 1);
	all_is_well(&d);
}
END_TEST

START_TEST(s4_pay_05_paid_too_late_and_gone_is_offered)
{
	struct deal	 d = paid_too_late(5, "offer", 4);

	money_await();
	ck_assert_int_eq(stripe_books(d.order, "charged"), 2490);
	ck_assert_int_eq(stripe_books(d.order, "refunded"), 0);
	ck_assert_int_eq(order_long(d.order, "short IS NOT NULL"), 1);
	ck_assert_int_eq(stock_of(d.goods), 1);
	all_is_well(&d);
}
END_TEST

/* ---- the browser comes back, or does not ------------------------------------------- */

static void
come_back(const char *to)
{
	size_t	 len = strlen(shop_url());

	ck_assert_msg(strncmp(to, shop_url(), len) == 0, "%s", to);
	ck_assert_int_lt(client_get(anyone, to + len)->status, 500);
}

START_TEST(target_29_s4_pay_01_the_browser_comes_back_before_after_or_never)
{
	char	 back[1024];

	for (int when = 0; when < 3; when++) {
		struct deal	 d = deal_new(5);

		stripe_hooks(when == 0 ? "hold" : "now");
		snprintf(back, sizeof(back), "%s", stripe_pay(
		    pay_page_surely(d.buyer, d.order), "pm_card_visa"));
		if (when == 0) {
			come_back(back);
			ck_assert_int_eq(order_long(d.order, "paid"), 0);
			stripe_ask("deliver", "%s", "order=as");
		}
		stripe_wait();
		if (when == 1)
			come_back(back);
		want_confirmed(&d, 3);
		all_is_well(&d);
	}
}
END_TEST

/* ---- Stripe is away ------------------------------------------------------------------ */

START_TEST(f20_stripe_is_away_and_the_order_stays)
{
	static const char *const	 ways[] = { "500", "429", "close",
	    "garbage", "html", "deep", "empty", "redirect", "short",
	    "kept", "lie:amount", "lie:currency", "lie:id" };
	char				 rule[80];

	for (size_t i = 0; i < COUNT(ways); i++) {
		struct deal	 d = deal_new(5);
		struct answer	*a;

		stripe_hooks("now");
		snprintf(rule, sizeof(rule),
		    "%s to=POST/v1/checkout/sessions\n", ways[i]);
		server_says(&stripe, rule);
		if (pay_page(d.buyer, d.order, &a) == NULL)
			ck_assert_msg(a->status == 502 || a->status == 503 ||
			    a->status == 409, "%s: %d %s", ways[i], a->status,
			    a->body);
		else
			ck_assert_str_eq(ways[i], "lie:id");
		server_says(&stripe, "");
		want_state(d.order, "pending");
		ck_assert(pay_page_await(d.buyer, d.order));
		stripe_pay(pay_page_surely(d.buyer, d.order), "pm_card_visa");
		stripe_wait();
		want_confirmed(&d, 3);
		all_is_well(&d);
	}
}
END_TEST

/* It did what it was asked and nobody heard of it: not twice. */
START_TEST(f20_what_is_not_heard_of_is_not_done_twice)
{
	struct deal	 d = deal_new(5);

	stripe_hooks("now");
	server_says(&stripe, "lose to=POST/v1/checkout/sessions times=1\n");
	ck_assert_ptr_null(pay_page(d.buyer, d.order, NULL));
	stripe_pay(pay_page_surely(d.buyer, d.order), "pm_card_visa");
	stripe_wait();
	want_confirmed(&d, 3);
	server_says(&stripe, "lose to=POST/v1/refunds times=2\n");
	want(refund(d.order, "5.00"), 201);
	money_await();
	stripe_wait();
	ck_assert_int_eq(stripe_books(d.order, "refunded"), 500);
	ck_assert_int_eq(stripe_books(d.order, "refunds"), 1);
	server_says(&stripe, "");
	all_is_well(&d);
}
END_TEST

/* Stripe forgets a key after a day. */
START_TEST(f20_nor_after_a_day)
{
	struct deal	 d = deal_new(5);

	stripe_hooks("now");
	stripe_pay(pay_page_surely(d.buyer, d.order), "pm_card_visa");
	stripe_wait();
	stripe_hooks("never");
	server_says(&stripe, "lose to=POST/v1/refunds times=1\n");
	want(refund(d.order, "5.00"), 201);
	sql_await("SELECT count(*) FROM job WHERE kind = 'payments.refund'"
	    " AND attempts > 0%s", "", 1);
	stripe_ask("forget", "%s", "");
	buy_sql("UPDATE payment_refund SET created_at = created_at - 90000000"
	    " WHERE payment_id = '%s'%s", payment_of(d.order), "");
	money_await();
	ck_assert_int_eq(stripe_books(d.order, "refunds"), 1);
	ck_assert_int_eq(stripe_books(d.order, "refunded"), 500);
	server_says(&stripe, "");
	all_is_well(&d);
}
END_TEST

int
main(void)
{
	const TTest *const	tests[] = {
		s1_ord_01_a_guest_buys,
		s4_pay_04_refunds_are_right_to_the_cent,
		s4_pay_03_a_refund_that_fails_later_is_owed_again,
		f15_events_five_times_in_any_order,
		f15_old_shapes_say_the_same,
		f15_what_does_not_match_pays_nothing,
		f15_forged_events_are_refused,
		s4_pay_02_declined_then_paid,
		s4_pay_02_a_bank_that_asks,
		s4_pay_02_money_that_is_told_of_later,
		s1_ord_03_what_nobody_pays_ends_here_and_there,
		s4_pay_05_paid_too_late_but_still_there,
		s4_pay_05_paid_too_late_and_gone_is_given_back,
		s4_pay_05_paid_too_late_and_gone_is_offered,
		target_29_s4_pay_01_the_browser_comes_back_before_after_or_never,
		f20_stripe_is_away_and_the_order_stays,
		f20_what_is_not_heard_of_is_not_done_twice,
		f20_nor_after_a_day,
	};

	return suite_run_with("buy", buy_start, tests, COUNT(tests));
}
