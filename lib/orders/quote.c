/* SPDX-License-Identifier: ISC */
#include <string.h>

#include "lib/base/arena.h"
#include "lib/base/messages.h"
#include "lib/base/money.h"
#include "lib/base/text.h"
#include "lib/orders/orders.h"
#include "lib/orders/quote_parts.h"
#include "lib/settings/settings.h"

static const char *
shop_country(const struct act *act)
{
	return settings_text(act->settings, &orders_settings, ORDERS_COUNTRY);
}

/* ---- where to ---------------------------------------------------------------- */

/* A firm in another country than the shop's, in a zone whose firms owe the
 * tax themselves. */
static bool
is_reverse_charge(const struct quote_work *w, const struct destination *to)
{
	const char	*home = shop_country(w->act), *country;

	return w->zone.reverse_charge && strcmp(to->country, home) != 0 &&
	    vat_number_ok(w->act->arena, to->vat_number, &country) &&
	    strcmp(country, home) != 0;
}

/* What is taken at the shop is taxed there. */
static enum outcome
taxes_of_home(struct quote_work *w, struct zone_taxes *zone)
{
	return zone_of(w->act, w->ask->brand_id, &(struct destination){
		.country = shop_country(w->act) }, zone);
}

static enum outcome
taxes_decide(struct quote_work *w, const struct destination *to)
{
	struct sum_step	*step;
	enum outcome	 e;
	size_t		 i, k;

	if (w->way != NULL && text_equal(w->way->method.kind, "pickup"))
		return taxes_of_home(w, &w->zone);
	w->quote->reverse_charge = is_reverse_charge(w, to);
	w->net = w->quote->reverse_charge && w->quote->tax_included;
	if (!w->net)
		return SOUK_OK;
	if ((e = taxes_of_home(w, &w->home)) != SOUK_OK)
		return e;
	for (i = 0; i < w->way_count; i++)
		for (k = 0; k < w->ways[i].step_count; k++) {
			step = &w->ways[i].steps[k];
			step->amount = quote_net(w, w->ways[i].tax_class,
			    step->amount);
		}
	return SOUK_OK;
}

static enum outcome
taxes_and_ways(struct quote_work *w)
{
	struct destination	 to = w->ask->to;
	enum outcome		 e;

	if (to.country == NULL || *to.country == '\0')
		to = (struct destination){ .country = shop_country(w->act),
			.vat_number = to.vat_number };
	to.country = zone_country(w->act->arena, to.country);
	if ((e = zone_of(w->act, w->ask->brand_id, &to, &w->zone)) !=
	    SOUK_OK ||
	    (e = quote_ways(w, w->zone.id)) != SOUK_OK)
		return e;
	return taxes_decide(w, &to);
}

/* ---- into the sum and out of it ------------------------------------------------- */

static void
sum_fill(struct quote_work *w, struct sum *sum, size_t *offer_of)
{
	struct quote	*q = w->quote;
	size_t		 i;

	sum->tax_included = q->tax_included;
	sum->line_count = q->line_count;
	sum->lines = arena_array(w->act->arena, q->line_count + 1,
	    sizeof(*sum->lines));
	for (i = 0; i < q->line_count; i++) {
		const bool	 costs = q->lines[i].unit > 0;

		sum->lines[i].unit = q->lines[i].unit;
		sum->lines[i].quantity = costs ? q->lines[i].quantity : 0;
		sum->lines[i].rate = q->lines[i].tax_rate;
		if (costs || q->lines[i].problem == NULL)
			sum->weight += q->lines[i].weight *
			    q->lines[i].quantity;
	}
	sum->promotions = arena_array(w->act->arena, w->offer_count + 1,
	    sizeof(*sum->promotions));
	for (i = 0; i < w->offer_count; i++)
		if (w->offers[i].problem == NULL) {
			offer_of[sum->promotion_count] = i;
			sum->promotions[sum->promotion_count++] =
			    w->offers[i].sum;
		}
	if (w->way == NULL || q->line_count == 0)
		return;
	sum->steps = w->way->steps;
	sum->step_count = w->way->step_count;
	sum->shipping_rate = q->reverse_charge ? 0 :
	    w->zone.rates[w->way->tax_class].rate;
}

static void
discounts_take(struct quote_work *w, const struct sum *sum,
    const size_t *offer_of)
{
	struct quote	*q = w->quote;
	size_t		 i;

	q->discount_count = sum->discount_count;
	q->discounts = arena_array(w->act->arena, sum->discount_count + 1,
	    sizeof(*q->discounts));
	for (i = 0; i < sum->discount_count; i++) {
		const struct offer	*o =
		    &w->offers[offer_of[sum->discounts[i].promotion]];

		q->discounts[i] = (struct quote_discount){
			.promotion_id = o->id, .code = o->code,
			.label = o->label, .line = sum->discounts[i].line,
			.amount = sum->discounts[i].amount };
	}
}

static void
sum_take(struct quote_work *w, const struct sum *sum)
{
	struct quote	*q = w->quote;
	size_t		 i;

	for (i = 0; i < q->line_count; i++) {
		q->lines[i].subtotal = sum->lines[i].subtotal;
		q->lines[i].discount = sum->lines[i].discount;
		q->lines[i].total = sum->lines[i].total;
		q->lines[i].tax = sum->lines[i].tax;
	}
	q->subtotal = sum->subtotal;
	q->discount = sum->discount;
	q->shipping = sum->shipping;
	q->shipping_tax = sum->shipping_tax;
	q->tax = sum->tax;
	q->total = sum->total;
	q->weight = sum->weight;
}

/* ---- taxes, by name and rate ----------------------------------------------------- */

static void
tax_note(struct quote *q, const char *name, int64_t rate, int64_t amount,
    int64_t tax)
{
	const int64_t	 base = q->tax_included ? amount - tax : amount;
	size_t		 i;

	if (rate == 0)
		return;
	for (i = 0; i < q->tax_count; i++)
		if (q->taxes[i].rate == rate &&
		    strcmp(q->taxes[i].name, name) == 0)
			break;
	if (i == q->tax_count)
		q->taxes[q->tax_count++] = (struct quote_tax){ name, rate,
		    0, 0 };
	q->taxes[i].base += base;
	q->taxes[i].amount += tax;
}

static void
taxes_note(struct quote_work *w, const struct sum *sum)
{
	struct quote	*q = w->quote;
	size_t		 i;

	q->taxes = arena_array(w->act->arena, q->line_count + 1,
	    sizeof(*q->taxes));
	for (i = 0; i < q->line_count; i++)
		if (q->lines[i].subtotal > 0)
			tax_note(q, q->lines[i].tax_name, q->lines[i].tax_rate,
			    q->lines[i].total, q->lines[i].tax);
	if (sum->shipping > 0)
		tax_note(q, w->zone.rates[w->way->tax_class].name,
		    sum->shipping_rate, sum->shipping - sum->shipping_discount,
		    sum->shipping_tax);
}

/* ---- what else is told -------------------------------------------------------------- */

static void
ways_tell(struct quote_work *w)
{
	struct quote		*q = w->quote;
	const struct sum_step	*step;
	int64_t			 goods = 0;
	size_t			 i;

	for (i = 0; i < q->line_count; i++)
		goods += q->lines[i].total;
	q->methods = arena_array(w->act->arena, w->way_count + 1,
	    sizeof(*q->methods));
	for (i = 0; i < w->way_count; i++) {
		step = sum_step_of(w->ways[i].steps, w->ways[i].step_count,
		    goods, q->weight);
		if (step == NULL)
			continue;
		q->methods[q->method_count] = w->ways[i].method;
		q->methods[q->method_count].amount = step->amount;
		if (w->way == &w->ways[i])
			q->method = &q->methods[q->method_count];
		q->method_count++;
	}
}

static const struct message *
verdict_message(enum sum_verdict verdict)
{
	switch (verdict) {
	case SUM_TAKEN:
		return NULL;
	case SUM_BELOW:
		return &quote_messages[CODE_MINIMUM];
	case SUM_OTHERS:
		return &quote_messages[CODE_NOT_TOGETHER];
	case SUM_NOTHING:
		break;
	}
	return &quote_messages[CODE_NOTHING];
}

static void
code_tell(struct quote *q, const struct offer *o)
{
	size_t	 i;

	for (i = 0; i < q->code_count && o->code != NULL; i++)
		if (strcmp(q->codes[i].code, o->code) == 0)
			q->codes[i].problem = o->problem;
}

static void
codes_tell(struct quote_work *w, const struct sum *sum,
    const size_t *offer_of)
{
	size_t	 i;

	for (i = 0; i < sum->promotion_count; i++)
		w->offers[offer_of[i]].problem =
		    verdict_message(sum->promotions[i].verdict);
	for (i = 0; i < w->offer_count; i++)
		code_tell(w->quote, &w->offers[i]);
}

static void
soundness(struct quote *q)
{
	size_t	 i;

	q->sound = true;
	for (i = 0; i < q->line_count; i++)
		q->sound &= q->lines[i].problem == NULL;
	for (i = 0; i < q->code_count; i++)
		q->sound &= q->codes[i].problem == NULL;
}

/* ---- the whole ------------------------------------------------------------------------ */

/* The first item of the line that is too much; "items": all together. */
static enum outcome
too_much(struct quote_work *w, size_t line)
{
	size_t	 i;

	for (i = 0; i < w->ask->count; i++)
		if (w->line_of[i] == line)
			return act_bad_field(w->act, arena_printf(
			    w->act->arena, "items[%zu].quantity", i),
			    &base_messages[BASE_TOO_HIGH]);
	return act_bad_field(w->act, "items", &base_messages[BASE_TOO_HIGH]);
}

static enum outcome
quote_total(struct quote_work *w)
{
	struct sum	 sum = { .line_count = 0 };
	size_t		*offer_of, at;

	offer_of = arena_array(w->act->arena, w->offer_count + 1,
	    sizeof(*offer_of));
	sum_fill(w, &sum, offer_of);
	if (!quote_sum(w->act->arena, &sum, &at))
		return too_much(w, at);
	sum_take(w, &sum);
	discounts_take(w, &sum, offer_of);
	taxes_note(w, &sum);
	ways_tell(w);
	codes_tell(w, &sum, offer_of);
	soundness(w->quote);
	return SOUK_OK;
}

enum outcome
quote_make(struct act *act, const struct quote_ask *ask, struct quote **quote)
{
	struct quote		*q = arena_alloc(act->arena, sizeof(*q));
	struct quote_work	 w = { .act = act, .ask = ask, .quote = q };
	enum outcome		 e;

	if ((e = price_currency_check(act, ask->currency)) != SOUK_OK ||
	    (e = quote_items(&w)) != SOUK_OK ||
	    (e = price_terms_of(act, ask->currency, &w.terms)) != SOUK_OK)
		return e;
	q->currency = w.terms.currency;
	q->decimals = money_decimals(q->currency);
	q->tax_included = settings_int(act->settings, &orders_settings,
	    ORDERS_TAX_INCLUDED) == 1;
	if ((e = taxes_and_ways(&w)) != SOUK_OK ||
	    (e = quote_goods(&w)) != SOUK_OK ||
	    (e = quote_bundles(&w)) != SOUK_OK ||
	    (e = quote_offers(&w)) != SOUK_OK ||
	    (e = quote_scopes(&w)) != SOUK_OK ||
	    (e = quote_total(&w)) != SOUK_OK)
		return e;
	*quote = q;
	return SOUK_OK;
}
