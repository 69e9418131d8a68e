/* SPDX-License-Identifier: ISC */
#include <assert.h>

#include "lib/accounts/accounts.h"
#include "lib/base/clock.h"
#include "lib/base/messages.h"
#include "lib/base/money.h"
#include "lib/base/text.h"
#include "lib/base/typeid.h"
#include "lib/db/compose.h"
#include "lib/orders/address.h"
#include "lib/orders/order_parts.h"
#include "lib/payments/payments.h"
#include "lib/settings/settings.h"

/*
 * A cart becomes an order.  What it costs is asked anew, the stock goes out of
 * the shelf by one move, and whoever is told is told by a job: all of it in
 * the caller's transaction, and as few statements as there can be.
 */
static const char sql_buyer[] =
    "SELECT email, name, phone FROM users WHERE id = :id";
/* In the order of order_address_fields. */
static const char sql_kept[] =
    "SELECT name, company, line1, line2, postcode, city, region, country,"
    " phone, vat_number FROM address WHERE id = :id AND user_id = :user";
static const char sql_ships[] =
    "SELECT count(*) FROM (SELECT 1 FROM shipping_method"
    " WHERE brand_id = :id AND is_active = 1 LIMIT 1) m";

struct placing {
	const struct record	*in;
	struct cart		 cart;
	struct record		*shipping, *billing;
	const char		*email, *name, *phone, *customer, *told_by;
	struct quote		*quote;
	struct order_new	 order;
};

static enum outcome
bad(struct act *act, const char *field, enum order_message m)
{
	return act_bad_field(act, field, &order_messages[m]);
}

/* ---- who and where to ------------------------------------------------------- */

static enum outcome
buyer_account(struct act *act, struct placing *p)
{
	struct stmt	*s = db_sql(act->db, sql_buyer);
	enum outcome	 e;

	db_bind_text(s, ":id", act->actor.user_id);
	if ((e = db_step(s)) == SOUK_OK) {
		if (p->email == NULL)
			p->email = db_copy(s, 0, act->arena);
		if (p->name == NULL)
			p->name = db_copy(s, 1, act->arena);
		if (p->phone == NULL)
			p->phone = db_copy(s, 2, act->arena);
	}
	db_done(s);
	return e == SOUK_NOT_FOUND ? SOUK_OK : e;
}

static enum outcome
buyer_read(struct act *act, struct placing *p)
{
	enum outcome	 e = SOUK_OK;

	p->email = record_text(p->in, CHECKOUT_EMAIL);
	p->name = record_text(p->in, CHECKOUT_NAME);
	p->phone = record_text(p->in, CHECKOUT_PHONE);
	p->told_by = record_text(p->in, CHECKOUT_TOLD_BY);
	if (act->actor.user_id != NULL && (p->email == NULL ||
	    p->name == NULL || (p->told_by != NULL && p->phone == NULL)))
		e = buyer_account(act, p);
	if (p->email == NULL)
		p->email = p->cart.email;
	if (e != SOUK_OK)
		return e;
	if (p->email == NULL)
		return act_bad_field(act, "email",
		    &base_messages[BASE_REQUIRED]);
	p->email = order_email(act, p->email);
	p->customer = cart_customer(act, p->email);
	return order_told_check(act, p->cart.brand_id, p->told_by, p->phone);
}

/* One of the customer's own; anybody else's is not there. */
static enum outcome
address_kept(struct act *act, const char *field, const char *id,
    struct record **address)
{
	struct stmt	*s = db_sql(act->db, sql_kept);
	enum outcome	 e;

	db_bind_text(s, ":id", id);
	db_bind_text(s, ":user", act->actor.user_id != NULL ?
	    act->actor.user_id : "");
	if ((e = db_step(s)) == SOUK_OK) {
		*address = record_new(act->arena, &order_address_fields);
		compose_row(s, 0, act->arena, *address);
	}
	db_done(s);
	return e == SOUK_NOT_FOUND ? bad(act, field, ORDER_NO_ADDRESS) : e;
}

static enum outcome
address_read(struct act *act, const struct record *in, int object, int id,
    struct record **address)
{
	const struct fieldset	*set = in->set;
	enum outcome		 e;

	*address = NULL;
	if (in->values[id].state == VALUE_SET)
		return address_kept(act, set->fields[id].name,
		    record_text(in, id), address);
	if (in->values[object].state != VALUE_SET)
		return SOUK_OK;
	*address = in->values[object].items;
	if ((e = order_address_check(act, set->fields[object].name,
	    *address)) != SOUK_OK)
		return e;
	return address_check(act, arena_printf(act->arena, "%s.",
	    set->fields[object].name),
	    record_text(*address, ORDER_ADDRESS_COUNTRY),
	    record_text(*address, ORDER_ADDRESS_POSTCODE));
}

static enum outcome
addresses_read(struct act *act, struct placing *p)
{
	enum outcome	 e;

	e = address_read(act, p->in, CHECKOUT_SHIPPING, CHECKOUT_SHIPPING_ID,
	    &p->shipping);
	if (e == SOUK_OK)
		e = address_read(act, p->in, CHECKOUT_BILLING,
		    CHECKOUT_BILLING_ID, &p->billing);
	if (e == SOUK_OK && p->name == NULL && p->shipping != NULL)
		p->name = record_text(p->shipping, ORDER_ADDRESS_NAME);
	if (e == SOUK_OK && p->name == NULL && p->billing != NULL)
		p->name = record_text(p->billing, ORDER_ADDRESS_NAME);
	return e;
}

/* ---- what it costs ------------------------------------------------------------ */

static struct destination
destination_of(const struct placing *p)
{
	const struct record	*a = p->shipping;
	const struct record	*firm = p->billing != NULL ? p->billing : a;

	if (a == NULL)
		return p->cart.to;
	return (struct destination){
		.country = record_text(a, ORDER_ADDRESS_COUNTRY),
		.region = record_text(a, ORDER_ADDRESS_REGION),
		.postcode = record_text(a, ORDER_ADDRESS_POSTCODE),
		.vat_number = record_text(firm, ORDER_ADDRESS_VAT) };
}

static enum outcome
cost(struct act *act, struct placing *p)
{
	const char		*method = record_text(p->in, CHECKOUT_METHOD);
	const struct quote_ask	 ask = {
		.items = p->cart.items, .count = p->cart.count,
		.brand_id = p->cart.brand_id, .currency = p->cart.currency,
		.to = destination_of(p),
		.method_id = method != NULL ? method : p->cart.method_id,
		.codes = p->cart.codes, .code_count = p->cart.code_count,
		.customer = p->customer };

	return quote_make(act, &ask, &p->quote);
}

/* A shop that ships nowhere sells what needs no shipping. */
static enum outcome
way_check(struct act *act, struct placing *p)
{
	const struct quote_method	*m = p->quote->method;
	int64_t				 ships = 0;
	enum outcome			 e;

	if (m == NULL && record_has(p->in, CHECKOUT_METHOD))
		return bad(act, "shippingMethodId", ORDER_NO_METHOD);
	if (m == NULL && p->quote->method_count > 0)
		return act_bad_field(act, "shippingMethodId",
		    &base_messages[BASE_REQUIRED]);
	if (m == NULL) {
		e = order_number_of(act, sql_ships, p->cart.brand_id, &ships);
		if (e != SOUK_OK)
			return e;
		if (ships > 0)
			return act_refuse(act, SOUK_CONFLICT,
			    &order_messages[ORDER_METHOD_OFF]);
	}
	if (p->shipping == NULL && !(m != NULL && text_equal(m->kind, "pickup")))
		return act_bad_field(act, "shippingAddress",
		    &base_messages[BASE_REQUIRED]);
	return SOUK_OK;
}

/* What cannot be bought so, all of it named. */
static enum outcome
sound_check(struct act *act, const struct quote *q)
{
	if (q->sound)
		return SOUK_OK;
	for (size_t i = 0; i < q->line_count; i++)
		if (q->lines[i].problem != NULL)
			act_bad_number(act, item_name(act, "lines", i,
			    "variationId"), q->lines[i].problem,
			    q->lines[i].stock, 0);
	for (size_t i = 0; i < q->code_count; i++)
		if (q->codes[i].problem != NULL)
			act_bad_field(act, arena_printf(act->arena,
			    "codes[%zu]", i), q->codes[i].problem);
	return act_refuse(act, SOUK_CONFLICT,
	    &order_messages[ORDER_NOT_SOUND]);
}

static enum outcome
expected_check(struct act *act, const struct placing *p)
{
	const char	*text = record_text(p->in, CHECKOUT_EXPECTED);
	int64_t		 expected;

	if (text == NULL)
		return SOUK_OK;
	if (!money_parse(text, p->quote->decimals, &expected))
		return act_bad_number(act, "expectedTotal",
		    &base_messages[BASE_BAD_MONEY], p->quote->decimals, 0);
	if (expected == p->quote->total)
		return SOUK_OK;
	bad(act, "expectedTotal", ORDER_OTHER_TOTAL);
	return act_refuse(act, SOUK_CONFLICT,
	    &order_messages[ORDER_OTHER_TOTAL]);
}

static const enum payment_provider providers[] = { PROVIDER_STRIPE,
	PROVIDER_CASH, PROVIDER_TRANSFER };

static enum outcome
quote_check(struct act *act, struct placing *p)
{
	const int64_t	 way = p->in->values[CHECKOUT_PAYMENT].num;
	enum outcome	 e;

	if ((e = cost(act, p)) != SOUK_OK ||
	    (e = way_check(act, p)) != SOUK_OK ||
	    (e = sound_check(act, p->quote)) != SOUK_OK ||
	    (e = expected_check(act, p)) != SOUK_OK)
		return e;
	if (p->quote->total > 0 && !provider_is_on(act, providers[way]))
		return bad(act, "paymentMethod", ORDER_PAYMENT_OFF);
	return SOUK_OK;
}

/* ---- the order ------------------------------------------------------------------ */

int64_t
order_hold_until(struct act *act, const char *way)
{
	if (text_equal(way, "stripe"))
		return act->now + CLOCK_MINUTE * settings_int(act->settings,
		    &orders_settings, ORDERS_HOLD_MINUTES);
	if (text_equal(way, "transfer"))
		return act->now + CLOCK_DAY * settings_int(act->settings,
		    &orders_settings, ORDERS_TRANSFER_DAYS);
	return 0;
}

static void
order_fill(struct act *act, struct placing *p)
{
	const char	*way = p->quote->total == 0 ? "none" :
			    record_text(p->in, CHECKOUT_PAYMENT);

	p->order = (struct order_new){
		.id = typeid_new(act->arena, "ord", act->now),
		.brand_id = p->cart.brand_id, .user_id = act->actor.user_id,
		.guest = act->actor.user_id == NULL ? act->actor.guest : NULL,
		.source = "web", .state = IS_PENDING, .email = p->email,
		.name = p->name, .phone = p->phone, .told_by = p->told_by,
		.note = record_text(p->in, CHECKOUT_NOTE),
		.payment_method = way,
		.hold_until = order_hold_until(act, way), .held = true,
		.locale = act->locale, .quote = p->quote,
		.shipping = p->shipping, .billing = p->billing };
}

static enum outcome
order_write(struct act *act, struct placing *p)
{
	const char	*id = p->order.id;
	int64_t		 number;
	enum outcome	 e;

	if ((e = order_stock_take(act, id, p->cart.items, p->cart.count)) !=
	    SOUK_OK || (e = order_insert(act, &p->order, &number)) !=
	    SOUK_OK || (e = order_told_agreed(act, &p->order)) !=
	    SOUK_OK || (e = quote_redeem(act, p->quote, id, p->customer)) !=
	    SOUK_OK || (e = cart_clear(act, &p->cart)) != SOUK_OK)
		return e;
	return order_event(act, id, &(struct order_news){ .kind = "state",
		.to = order_states[IS_PENDING], .is_public = true });
}

static enum outcome
address_keep(struct act *act, const struct placing *p)
{
	const struct value	*wanted = &p->in->values[CHECKOUT_SAVE];

	if (wanted->state != VALUE_SET || wanted->num == 0 ||
	    p->in->values[CHECKOUT_SHIPPING].state != VALUE_SET)
		return SOUK_OK;
	return book_keep(act, p->shipping);
}

/* Who hears of it, and how it is paid; what costs nothing is confirmed. */
static enum outcome
order_begin(struct act *act, struct placing *p)
{
	const char	*id = p->order.id;
	const char	*card = record_text(p->in, CHECKOUT_GIFT_CARD);
	struct record	*o;
	enum outcome	 e = SOUK_OK;

	if (act->souk->event != NULL)
		e = act->souk->event(act, "place_order", "Order", id);
	if (e != SOUK_OK ||
	    (e = order_tell(act, id, TALE_PLACED, NULL, 0)) != SOUK_OK ||
	    (card != NULL && p->quote->total > 0 &&
	    (e = order_pay_gift(act, id, card)) != SOUK_OK) ||
	    (e = order_row(act, id, &o)) != SOUK_OK)
		return e;
	if (p->quote->total == 0)
		return order_move(act, &o, IS_CONFIRMED, BY_SHOP, NULL);
	order_follow(act, o);
	return order_num(o, ORDER_DUE) == 0 ? SOUK_OK :
	    order_pay_open(act, o);
}

enum outcome
order_place(struct act *act, const struct record *in, struct record **order)
{
	struct placing	 p = { .in = in };
	enum outcome	 e;

	if (act->actor.user_id == NULL && settings_int(act->settings,
	    &orders_settings, ORDERS_GUESTS) == 0)
		return act_refuse(act, SOUK_UNAUTHENTICATED,
		    &order_messages[ORDER_NO_GUESTS]);
	if ((e = cart_read(act, &p.cart)) != SOUK_OK)
		return e;
	if (p.cart.id == NULL || p.cart.count == 0)
		return act_refuse(act, SOUK_CONFLICT,
		    &order_messages[ORDER_EMPTY_CART]);
	if ((e = buyer_read(act, &p)) != SOUK_OK ||
	    (e = addresses_read(act, &p)) != SOUK_OK ||
	    (e = quote_check(act, &p)) != SOUK_OK)
		return e;
	order_fill(act, &p);
	if ((e = order_write(act, &p)) != SOUK_OK ||
	    (e = address_keep(act, &p)) != SOUK_OK ||
	    (e = order_begin(act, &p)) != SOUK_OK)
		return e;
	return order_answer(act, p.order.id, false, order);
}
