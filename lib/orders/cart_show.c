/* SPDX-License-Identifier: ISC */
#include <string.h>

#include "lib/base/arena.h"
#include "lib/base/messages.h"
#include "lib/orders/cart_parts.h"
#include "lib/settings/settings.h"

static int64_t
pieces(const struct cart *cart)
{
	int64_t	 n = 0;
	size_t	 i;

	for (i = 0; i < cart->count; i++)
		n += cart->items[i].quantity;
	return n;
}

static void
head_show(const struct cart *cart, struct record *shown)
{
	cart_text(shown, CART_ID, cart->id);
	record_set_text(shown, CART_CURRENCY, cart->currency);
	cart_text(shown, CART_EMAIL, cart->email);
	cart_text(shown, CART_COUNTRY, cart->to.country);
	cart_text(shown, CART_REGION, cart->to.region);
	cart_text(shown, CART_POSTCODE, cart->to.postcode);
	record_set_int(shown, CART_NEWS, cart->news);
	record_set_int(shown, CART_COUNT, pieces(cart));
	record_set_int(shown, CART_VERSION, cart->version);
}

static void
lines_show(struct act *act, const struct cart *cart, struct record *shown)
{
	struct record	*lines = cart_list(act, shown, CART_LINES,
			    cart->count, &cart_line_fields);
	size_t		 i;

	for (i = 0; i < cart->count; i++) {
		record_set_text(&lines[i], CART_LINE_ID, cart->line_ids[i]);
		record_set_text(&lines[i], CART_LINE_VARIATION,
		    cart->items[i].variation_id);
		record_set_int(&lines[i], CART_LINE_QUANTITY,
		    cart->items[i].quantity);
	}
}

/* Nothing costs nothing. */
static void
nothing_show(struct act *act, const struct cart *cart, struct record *shown)
{
	const struct quote	 none = {
		.tax_included = settings_int(act->settings, &orders_settings,
		    ORDERS_TAX_INCLUDED) == 1 };

	cart_costs(act, cart, &none, shown);
}

/* Prices have risen so that the sum is beyond what money can be: whoever
 * looks is shown the lines, to take some out. */
static enum outcome
dear_show(struct act *act, struct cart *cart, struct record *shown)
{
	struct value	*lines = &shown->values[CART_LINES];
	const size_t	 count = lines->count;
	size_t		 i;

	memset(&act->problem, 0, sizeof(act->problem));
	lines->count = cart->count = cart->code_count = 0;
	nothing_show(act, cart, shown);
	lines->count = count;
	for (i = 0; i < count; i++)
		cart_problem(act, &lines->items[i], CART_LINE_PROBLEM,
		    &cart_messages[CART_TOO_DEAR], 0);
	return SOUK_OK;
}

/* Of what was just put in, that it is too much is said of its quantity. */
static enum outcome
dear_refuse(struct act *act)
{
	memset(&act->problem, 0, sizeof(act->problem));
	return act_bad_field(act, "quantity", &cart_messages[CART_TOO_DEAR]);
}

enum outcome
cart_show(struct act *act, bool changed, struct record **shown)
{
	struct cart	 cart;
	struct quote	*quote;
	enum outcome	 e = cart_read(act, &cart);

	if (e != SOUK_OK)
		return e;
	*shown = record_new(act->arena, &cart_fields);
	head_show(&cart, *shown);
	lines_show(act, &cart, *shown);
	if (cart.id == NULL) {
		nothing_show(act, &cart, *shown);
		return SOUK_OK;
	}
	e = cart_quote(act, &cart, &quote);
	if (e == SOUK_INVALID)
		return changed ? dear_refuse(act) :
		    dear_show(act, &cart, *shown);
	if (e == SOUK_OK)
		cart_costs(act, &cart, quote, *shown);
	return e;
}
