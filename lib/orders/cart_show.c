/* SPDX-License-Identifier: ISC */
#include "lib/base/arena.h"
#include "lib/orders/cart_parts.h"

static void
text_or_null(struct record *record, int field, const char *text)
{
	if (text == NULL)
		record->values[field].state = VALUE_NULL;
	else
		record_set_text(record, field, text);
}

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
	text_or_null(shown, CART_ID, cart->id);
	record_set_text(shown, CART_CURRENCY, cart->currency);
	text_or_null(shown, CART_EMAIL, cart->email);
	text_or_null(shown, CART_COUNTRY, cart->to.country);
	text_or_null(shown, CART_REGION, cart->to.region);
	text_or_null(shown, CART_POSTCODE, cart->to.postcode);
	text_or_null(shown, CART_METHOD, cart->method_id);
	record_set_int(shown, CART_NEWS, cart->news);
	record_set_int(shown, CART_COUNT, pieces(cart));
	record_set_int(shown, CART_VERSION, cart->version);
}

static void
lines_show(struct act *act, const struct cart *cart, struct record *shown)
{
	struct value	*lines = &shown->values[CART_LINES];
	size_t		 i;

	*lines = (struct value){ .state = VALUE_SET, .count = cart->count };
	lines->items = arena_array(act->arena, cart->count + 1,
	    sizeof(*lines->items));
	for (i = 0; i < cart->count; i++) {
		struct record	*line = record_new(act->arena,
				    &cart_line_fields);

		record_set_text(line, CART_LINE_ID, cart->line_ids[i]);
		record_set_text(line, CART_LINE_VARIATION,
		    cart->items[i].variation_id);
		record_set_int(line, CART_LINE_QUANTITY,
		    cart->items[i].quantity);
		lines->items[i] = *line;
	}
}

enum outcome
cart_show(struct act *act, struct record **shown)
{
	struct cart	 cart;
	enum outcome	 e = cart_read(act, &cart);

	if (e != SOUK_OK)
		return e;
	*shown = record_new(act->arena, &cart_fields);
	head_show(&cart, *shown);
	lines_show(act, &cart, *shown);
	return SOUK_OK;
}
