/* SPDX-License-Identifier: ISC */
#include "lib/base/messages.h"
#include "lib/base/money.h"
#include "lib/base/text.h"
#include "lib/orders/order_draft.h"
#include "lib/orders/quote_sum.h"
#include "lib/orders/zones.h"
#include "lib/settings/settings.h"

/*
 * What a draft costs: goods of the catalogue at its prices unless another was
 * agreed on, and what is written by hand.  The same arithmetic as for carts,
 * without promotions, but with one discount that somebody grants.
 */
static const char sql_class[] =
    "SELECT tax_class FROM shipping_method"
    " WHERE id = :id AND brand_id = :brand";

struct drafting {
	const struct record	*in;
	struct quote_item	*items;
	size_t			 item_count;
	size_t			*given_of;	/* of a line: which was given */
	bool			 strict;	/* what cannot be bought is
						   refused, not told */
	struct destination	 to;
	struct zone_taxes	 zone;
	struct quote		*q;		/* the catalogue's, then all */
	int64_t			 discount, shipping, shipping_rate;
	const char		*shipping_tax;
};

static enum outcome
money_at(struct act *act, const struct drafting *d, const char *field,
    const char *text, int64_t *amount)
{
	if (money_parse(text, d->q->decimals, amount) && *amount >= 0)
		return SOUK_OK;
	return act_bad_number(act, field, &base_messages[BASE_BAD_MONEY],
	    d->q->decimals, 0);
}

/* ---- what is of the catalogue ---------------------------------------------------- */

static enum outcome
items_read(struct act *act, struct drafting *d)
{
	const struct value	*lines = &d->in->values[DRAFT_LINES];

	d->items = arena_array(act->arena, lines->count + 1,
	    sizeof(*d->items));
	for (size_t i = 0; i < lines->count; i++) {
		const struct record	*l = &lines->items[i];
		const bool		 known = record_text(l,
					    DRAFT_LINE_VARIATION) != NULL;

		if (known == (record_text(l, DRAFT_LINE_NAME) != NULL) ||
		    (!known && record_text(l, DRAFT_LINE_UNIT) == NULL))
			return act_bad_field(act, item_name(act, "lines", i,
			    "name"), &order_messages[ORDER_LINE_KIND]);
		if (known)
			d->items[d->item_count++] = (struct quote_item){
				record_text(l, DRAFT_LINE_VARIATION),
				l->values[DRAFT_LINE_QUANTITY].num };
	}
	return SOUK_OK;
}

static enum outcome
catalogue_ask(struct act *act, struct drafting *d)
{
	const struct quote_ask	 ask = {
		.items = d->items, .count = d->item_count,
		.brand_id = act->actor.brand_id,
		.currency = record_text(d->in, DRAFT_CURRENCY),
		.to = d->to, .method_id = record_text(d->in, DRAFT_METHOD) };
	enum outcome		 e = quote_make(act, &ask, &d->q);

	if (e != SOUK_OK)
		return e;
	if (d->strict && ask.method_id != NULL && d->q->method == NULL)
		return act_bad_field(act, "shippingMethodId",
		    &order_messages[ORDER_NO_METHOD]);
	return SOUK_OK;
}

static enum outcome
problems_refuse(struct act *act, const struct drafting *d)
{
	bool	 sound = true;

	for (size_t i = 0; d->strict && i < d->q->line_count; i++)
		if (d->q->lines[i].problem != NULL) {
			act_bad_number(act, item_name(act, "lines",
			    d->given_of[i], "variationId"),
			    d->q->lines[i].problem, d->q->lines[i].stock, 0);
			sound = false;
		}
	return sound ? SOUK_OK : act_refuse(act, SOUK_CONFLICT,
	    &order_messages[ORDER_NOT_SOUND]);
}

/* ---- what is agreed on -------------------------------------------------------------- */

static struct quote_line *
line_of(struct quote_line *lines, size_t count, const char *variation)
{
	for (size_t i = 0; i < count; i++)
		if (text_equal(lines[i].variation_id, variation))
			return &lines[i];
	return NULL;
}

static void
by_hand(const struct drafting *d, const struct record *l,
    struct quote_line *line)
{
	const enum tax_class	 class = tax_class_from(record_text(l,
					    DRAFT_LINE_CLASS));

	*line = (struct quote_line){ .name = record_text(l, DRAFT_LINE_NAME),
		.options = "", .tax_class = tax_classes[class],
		.quantity = l->values[DRAFT_LINE_QUANTITY].num,
		.tax_rate = d->q->reverse_charge ? 0 :
		    d->zone.rates[class].rate,
		.tax_name = d->zone.rates[class].name };
}

/* What one that was given comes to: the catalogue's, once, or by hand. */
static struct quote_line *
line_put(struct drafting *d, const struct record *l, struct quote_line *all,
    size_t *n)
{
	const char		*variation = record_text(l,
				    DRAFT_LINE_VARIATION);
	struct quote_line	*line = variation == NULL ? NULL :
				    line_of(all, *n, variation);
	struct quote_line	*known = variation == NULL ? NULL :
				    line_of(d->q->lines, d->q->line_count,
				    variation);

	if (line != NULL)
		return line;
	line = &all[(*n)++];
	if (known != NULL)
		*line = *known;
	else
		by_hand(d, l, line);
	return line;
}

/* In the order in which they were given. */
static enum outcome
lines_read(struct act *act, struct drafting *d)
{
	const struct value	*given = &d->in->values[DRAFT_LINES];
	struct quote_line	*all, *line;
	enum outcome		 e = SOUK_OK;
	size_t			 n = 0;

	all = arena_array(act->arena, given->count + 1, sizeof(*all));
	d->given_of = arena_array(act->arena, given->count + 1,
	    sizeof(*d->given_of));
	for (size_t i = 0; i < given->count && e == SOUK_OK; i++) {
		const struct record	*l = &given->items[i];
		const char		*price = record_text(l,
					    DRAFT_LINE_UNIT);

		d->given_of[n] = i;
		line = line_put(d, l, all, &n);
		if (price != NULL)
			e = money_at(act, d, item_name(act, "lines", i,
			    "unitPrice"), price, &line->unit);
	}
	d->q->lines = all;
	d->q->line_count = n;
	return e != SOUK_OK ? e : problems_refuse(act, d);
}

/* What the way costs, unless somebody says; its taxes are its class's. */
static enum outcome
shipping_read(struct act *act, struct drafting *d)
{
	const char	*given = record_text(d->in, DRAFT_SHIPPING_AMOUNT);
	enum tax_class	 class = TAX_STANDARD;
	enum outcome	 e = SOUK_OK;
	struct stmt	*s;

	if (d->q->method != NULL) {
		d->shipping = d->q->method->amount;
		s = db_sql(act->db, sql_class);
		db_bind_text(s, ":id", d->q->method->id);
		db_bind_text(s, ":brand", act->actor.brand_id);
		if ((e = db_step(s)) == SOUK_OK)
			class = tax_class_from(db_text(s, 0, NULL));
		db_done(s);
	}
	d->shipping_rate = d->q->reverse_charge ? 0 :
	    d->zone.rates[class].rate;
	d->shipping_tax = d->zone.rates[class].name;
	if (e != SOUK_OK || given == NULL)
		return e;
	return money_at(act, d, "shippingAmount", given, &d->shipping);
}

/* ---- the sum --------------------------------------------------------------------------- */

static void
tax_add(struct quote *q, const char *name, int64_t rate, int64_t amount,
    int64_t tax)
{
	size_t	 i;

	if (rate == 0)
		return;
	for (i = 0; i < q->tax_count; i++)
		if (q->taxes[i].rate == rate &&
		    text_equal(q->taxes[i].name, name))
			break;
	if (i == q->tax_count)
		q->taxes[q->tax_count++] = (struct quote_tax){ name, rate, 0,
		    0 };
	q->taxes[i].base += q->tax_included ? amount - tax : amount;
	q->taxes[i].amount += tax;
}

static void
sum_take(struct act *act, struct drafting *d, const struct sum *sum)
{
	struct quote	*q = d->q;

	q->taxes = arena_array(act->arena, q->line_count + 2,
	    sizeof(*q->taxes));
	q->tax_count = 0;
	for (size_t i = 0; i < q->line_count; i++) {
		q->lines[i].subtotal = sum->lines[i].subtotal;
		q->lines[i].discount = sum->lines[i].discount;
		q->lines[i].total = sum->lines[i].total;
		q->lines[i].tax = sum->lines[i].tax;
		tax_add(q, q->lines[i].tax_name, q->lines[i].tax_rate,
		    q->lines[i].total, q->lines[i].tax);
	}
	tax_add(q, d->shipping_tax, d->shipping_rate, sum->shipping,
	    sum->shipping_tax);
	q->discounts = arena_array(act->arena, sum->discount_count + 1,
	    sizeof(*q->discounts));
	for (size_t i = 0; i < sum->discount_count; i++)
		q->discounts[i] = (struct quote_discount){ .label = "",
			.line = sum->discounts[i].line,
			.amount = sum->discounts[i].amount };
	q->discount_count = sum->discount_count;
	q->subtotal = sum->subtotal;
	q->discount = sum->discount;
	q->shipping = sum->shipping;
	q->shipping_tax = sum->shipping_tax;
	q->tax = sum->tax;
	q->total = sum->total;
}

static enum outcome
sum_make(struct act *act, struct drafting *d)
{
	const struct sum_step	 step = { 0, 0, d->shipping };
	struct sum_promotion	 granted = { .kind = PROMOTION_AMOUNT,
				    .amount = d->discount };
	struct sum		 sum = { .line_count = d->q->line_count,
		.promotions = &granted, .promotion_count = d->discount > 0,
		.steps = &step, .step_count = 1,
		.shipping_rate = d->shipping_rate,
		.tax_included = d->q->tax_included };
	size_t			 at;

	sum.lines = arena_array(act->arena, sum.line_count + 1,
	    sizeof(*sum.lines));
	for (size_t i = 0; i < sum.line_count; i++)
		sum.lines[i] = (struct sum_line){ .unit = d->q->lines[i].unit,
			.rate = d->q->lines[i].tax_rate,
			.quantity = d->q->lines[i].quantity };
	if (!quote_sum(act->arena, &sum, &at))
		return act_bad_field(act, "lines",
		    &base_messages[BASE_TOO_HIGH]);
	if (d->discount > sum.subtotal)
		return act_bad_field(act, "discount",
		    &order_messages[ORDER_DISCOUNT_TOO_MUCH]);
	sum_take(act, d, &sum);
	return SOUK_OK;
}

enum outcome
order_draft_quote(struct act *act, const struct record *in,
    const struct record *shipping, bool strict, struct quote **q)
{
	const char	*discount = record_text(in, DRAFT_DISCOUNT);
	struct drafting	 d = { .in = in, .strict = strict, .to = { .country = settings_text(
			    act->settings, &orders_settings,
			    ORDERS_COUNTRY) } };
	enum outcome	 e;

	if (shipping != NULL)
		d.to = (struct destination){
			.country = record_text(shipping,
			    ORDER_ADDRESS_COUNTRY),
			.region = record_text(shipping, ORDER_ADDRESS_REGION),
			.postcode = record_text(shipping,
			    ORDER_ADDRESS_POSTCODE),
			.vat_number = record_text(shipping,
			    ORDER_ADDRESS_VAT) };
	if ((e = items_read(act, &d)) != SOUK_OK ||
	    (e = catalogue_ask(act, &d)) != SOUK_OK ||
	    (e = zone_of(act, act->actor.brand_id, &d.to, &d.zone)) !=
	    SOUK_OK || (e = lines_read(act, &d)) != SOUK_OK ||
	    (e = shipping_read(act, &d)) != SOUK_OK)
		return e;
	if (discount != NULL && (e = money_at(act, &d, "discount", discount,
	    &d.discount)) != SOUK_OK)
		return e;
	*q = d.q;
	return sum_make(act, &d);
}
