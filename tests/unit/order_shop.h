/* SPDX-License-Identifier: ISC */
#ifndef SOUK_TESTS_ORDER_SHOP_H
#define SOUK_TESTS_ORDER_SHOP_H

#include "lib/orders/order_parts.h"
#include "lib/payments/payments.h"
#include "tests/unit/cart_shop.h"

/* The shop of cart_shop.h, where people order, pay, and are forgotten. */
static struct record	*order, *payment;
static struct config	 order_config;

struct order_deed {
	enum { ORDER_PLACES, ORDER_CANCELS, ORDER_CHANGES, ORDER_EXPIRES,
		ORDER_READS, ORDER_REFUNDS, PAY_OPENS, PAY_RECEIVES, PAY_NEWS, PAY_TELLS,
		REFUND_FAILS }
				 deed;
	const char		*id, *json;
	enum payment_provider	 provider;
	enum payment_state	 state;
	int64_t			 amount;
};

static inline struct record *
order_in(struct act *act, const struct fieldset *set, const char *json)
{
	char		*text = arena_copy(act->arena, json);
	struct json_in	*parsed;
	struct record	*in;
	const char	*name;
	size_t		 at;

	for (char *p = text; *p != '\0'; p++)
		*p = *p == '\'' ? '"' : *p;
	ck_assert_int_eq(json_parse(act->arena, text, strlen(text), &parsed,
	    &at, &name), JSON_OK);
	ck_assert_int_eq(validate_json(act, set, VALIDATE_CREATE, parsed,
	    "EUR", &in), SOUK_OK);
	return in;
}

/* What a provider says of one payment, now. */
static inline enum outcome
order_news(struct act *act, const struct order_deed *d)
{
	bool	 changed;

	return payment_news(act, &(struct payment_news){
		.payment_id = d->id, .intent_ref = arena_printf(act->arena,
		"pi_%s", d->id), .state = d->state,
		.amount = d->amount, .received = d->state == STATE_SUCCEEDED ?
		d->amount : 0, .currency = d->json != NULL ? d->json : "EUR",
		.at = act->now / 1000 }, &changed);
}

static inline enum outcome
order_step(struct act *act, void *arg)
{
	struct order_deed	*d = arg;
	bool			 back;

	memset(&act->problem, 0, sizeof(act->problem));
	switch (d->deed) {
	case ORDER_PLACES:
		return order_place(act, order_in(act, &order_place_fields,
		    d->json), &order);
	case ORDER_CANCELS:
		return order_cancel(act, d->id, NULL, &order);
	case ORDER_CHANGES:
		return order_change(act, d->id, order_in(act,
		    &order_change_fields, d->json), &order);
	case ORDER_EXPIRES:
		return orders_expire.run(act, &(struct job){
		    .kind = "orders.expire", .payload = "{}" });
	case ORDER_READS:
		return order_row(act, d->id, &order);
	case ORDER_REFUNDS:
		return order_refund(act, d->id, order_in(act,
		    &order_refund_fields, d->json), &order);
	case PAY_OPENS:
		return payment_open(act, &(struct payment_ask){ "order",
		    d->id, d->provider }, &payment);
	case PAY_RECEIVES:
		return payment_receive(act, d->id, 0, &payment);
	case PAY_NEWS:
		return order_news(act, d);
	case REFUND_FAILS:
		return refund_news(act, &(struct refund_news){
			.refund_id = d->id, .provider_ref = "re_1",
			.intent_ref = arena_printf(act->arena, "pi_%s",
			d->json),
			.amount = d->amount, .currency = "EUR",
			.state = REFUND_FAILED, .error_code = "expired",
			.at = act->now / 1000 }, &back);
	case PAY_TELLS:
		return order_payment.paid(act, d->id, &(struct payment_told){
		    .payment_id = d->json, .provider = d->provider,
		    .amount = d->amount, .received = d->amount,
		    .currency = "EUR" }, &back);
	}
	return SOUK_INTERNAL;
}

static inline enum outcome
order_do(struct order_deed d)
{
	return db_tx(&store, DB_WRITE, order_step, &d);
}

#define order_does(DEED, ...) \
	order_do((struct order_deed){ .deed = (DEED), __VA_ARGS__ })

/* The shop takes cards; goods of so many pieces at 20 €. */
static inline const char *
order_goods(const char *name, int stock)
{
	const char	*variation = goods_new(name, category_new(
			    arena_printf(store.arena, "Rayon %s", name),
			    NULL), "20", "standard");

	shop_sql("UPDATE product_variation SET stock = %d WHERE id = '%s'",
	    stock, variation);
	shop_sql("UPDATE stock_level SET quantity = %d"
	    " WHERE variation_id = '%s'", stock, variation);
	shop_sql("UPDATE stock_movement SET change = %d, quantity = %d"
	    " WHERE variation_id = '%s'", stock, stock, variation);
	shop_sql("UPDATE product SET stock = %d"
	    " WHERE id = (SELECT product_id FROM product_variation"
	    " WHERE id = '%s')", stock, variation);
	order_config = *store.config;
	order_config.stripe_key = "sk_test_x";
	order_config.stripe_public = "pk_test_x";
	order_config.loopback = true;
	store.config = &order_config;
	return variation;
}

#define ORDER_TO "'email':'l@shop.test','shippingAddress':{'name':'L'," \
	"'line1':'1','postcode':'75011','city':'P','country':'FR'}"

/* So many of one good, ordered by a guest; the order's id. */
static inline const char *
order_of(const char *guest, const char *variation, int n, const char *way)
{
	as_guest(guest);
	ck_assert_int_eq(adds(variation, n), SOUK_OK);
	ck_assert_int_eq(order_does(ORDER_PLACES, .json = arena_printf(
	    store.arena, "{" ORDER_TO ",'paymentMethod':'%s'}", way)),
	    SOUK_OK);
	return record_text(order, ORDER_ID);
}

/* A card is asked for; the payment's id. */
static inline const char *
card_of(const char *id)
{
	ck_assert_int_eq(order_does(PAY_OPENS, .id = id,
	    .provider = PROVIDER_STRIPE), SOUK_OK);
	return record_text(payment, PAYMENT_ID);
}

static inline enum outcome
card_is(const char *payment_id, enum payment_state state, int64_t amount)
{
	struct actor	 before = store.actor;
	enum outcome	 e;

	store.actor = (struct actor){ .user_id = NULL };
	e = order_does(PAY_NEWS, .id = payment_id, .state = state,
	    .amount = amount);
	store.actor = before;
	return e;
}

static inline void
time_passes(int64_t ms)
{
	struct actor	 before = store.actor;

	store.now += ms;
	store.actor = (struct actor){ .user_id = NULL };
	ck_assert_int_eq(order_does(ORDER_EXPIRES), SOUK_OK);
	store.actor = before;
}

static inline const char *
state_of(const char *id)
{
	ck_assert_int_eq(order_does(ORDER_READS, .id = id), SOUK_OK);
	return order_states[order_state_of(order)];
}

static inline int64_t
order_column(const char *id, int field)
{
	ck_assert_int_eq(order_does(ORDER_READS, .id = id), SOUK_OK);
	return order_num(order, field);
}

/* Whatever happened: stock by the ledger, money by the payments, and all
 * accounts together 0. */
static inline void
orders_are_sound(void)
{
	stock_is_sound();
	ck_assert_int_eq(shop_sql("SELECT count(*) FROM orders o WHERE"
	    " (SELECT coalesce(-sum(m.change), 0) FROM stock_movement m"
	    "  WHERE m.reference = o.id) <> CASE stock_held WHEN 1 THEN"
	    " (SELECT sum(l.quantity) FROM order_line l"
	    "  WHERE l.order_id = o.id) ELSE 0 END").number, 0);
	ck_assert_int_eq(shop_sql("SELECT count(*) FROM orders o WHERE paid"
	    " <> (SELECT coalesce(sum(received), 0) FROM payment p"
	    "  WHERE p.subject_id = o.id)").number, 0);
}

/* What customers owe (above 0) or are owed. */
static inline int64_t
customers_owe(void)
{
	return shop_sql("SELECT coalesce(sum(CASE WHEN debit = 'customers'"
	    " THEN amount WHEN credit = 'customers' THEN -amount ELSE 0 END),"
	    " 0) FROM ledger_entry").number;
}

#endif
