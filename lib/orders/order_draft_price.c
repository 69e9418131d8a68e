/* SPDX-License-Identifier: ISC */
#include <assert.h>

#include "lib/orders/cart_parts.h"
#include "lib/orders/order_draft.h"

#define COUNT(TABLE) (sizeof(TABLE) / sizeof((TABLE)[0]))

/*
 * What a draft would cost, while somebody still writes it: in the shape of a
 * cart, with the ways of shipping that are offered there.
 */
static const struct field fields[] = {
	[DRAFT_PRICE_CURRENCY] = { .name = "currency",
	    .type = FIELD_CURRENCY, .help = "Else the shop's" },
	[DRAFT_PRICE_LINES] = { .name = "lines", .type = FIELD_LIST,
	    .flags = FIELD_REQUIRED, .max = QUOTE_LINES,
	    .of = &draft_line_fields },
	[DRAFT_PRICE_DISCOUNT] = { .name = "discount", .type = FIELD_MONEY,
	    .flags = FIELD_AS_GIVEN, .min = 0, .help = "Off all lines" },
	[DRAFT_PRICE_METHOD] = { .name = "shippingMethodId",
	    .type = FIELD_ID },
	[DRAFT_PRICE_SHIPPING] = { .name = "shippingAmount",
	    .type = FIELD_MONEY, .flags = FIELD_AS_GIVEN, .min = 0,
	    .help = "As agreed; else what the way costs" },
	[DRAFT_PRICE_COUNTRY] = { .name = "country", .type = FIELD_TEXT,
	    .min = 2, .max = 2, .help = "Where it goes; else the shop's" },
	[DRAFT_PRICE_REGION] = { .name = "region", .type = FIELD_TEXT,
	    .min = 1, .max = 100 },
	[DRAFT_PRICE_POSTCODE] = { .name = "postcode", .type = FIELD_TEXT,
	    .min = 1, .max = 16 },
	[DRAFT_PRICE_VAT] = { .name = "vatNumber", .type = FIELD_TEXT,
	    .min = 1, .max = 20, .help = "Of a firm" },
};
static_assert(COUNT(fields) == DRAFT_PRICE__MAX, "a row for each field");
const struct fieldset order_draft_price_fields =
    FIELDSET("OrderDraftPrice", NULL, fields);

/* The same as a draft says it. */
static struct record *
draft_of(struct act *act, const struct record *in)
{
	static const struct { int of, as; } same[] = {
		{ DRAFT_PRICE_CURRENCY, DRAFT_CURRENCY },
		{ DRAFT_PRICE_LINES, DRAFT_LINES },
		{ DRAFT_PRICE_DISCOUNT, DRAFT_DISCOUNT },
		{ DRAFT_PRICE_METHOD, DRAFT_METHOD },
		{ DRAFT_PRICE_SHIPPING, DRAFT_SHIPPING_AMOUNT },
	};
	struct record	*draft = record_new(act->arena, &order_draft_fields);

	for (size_t i = 0; i < COUNT(same); i++)
		draft->values[same[i].as] = in->values[same[i].of];
	return draft;
}

/* NULL: where the shop is. */
static enum outcome
place_of(struct act *act, const struct record *in, struct record **place)
{
	static const struct { int of, as; } same[] = {
		{ DRAFT_PRICE_COUNTRY, ORDER_ADDRESS_COUNTRY },
		{ DRAFT_PRICE_REGION, ORDER_ADDRESS_REGION },
		{ DRAFT_PRICE_POSTCODE, ORDER_ADDRESS_POSTCODE },
		{ DRAFT_PRICE_VAT, ORDER_ADDRESS_VAT },
	};

	*place = NULL;
	if (record_text(in, DRAFT_PRICE_COUNTRY) == NULL)
		return SOUK_OK;
	*place = record_new(act->arena, &order_address_fields);
	for (size_t i = 0; i < COUNT(same); i++)
		(*place)->values[same[i].as] = in->values[same[i].of];
	return order_address_check(act, NULL, *place);
}

static void
lines_show(struct act *act, const struct quote *q, struct record *shown)
{
	struct record	*lines = cart_list(act, shown, CART_LINES,
			    q->line_count, &cart_line_fields);

	for (size_t i = 0; i < q->line_count; i++) {
		cart_text(&lines[i], CART_LINE_VARIATION,
		    q->lines[i].variation_id);
		record_set_int(&lines[i], CART_LINE_QUANTITY,
		    q->lines[i].quantity);
	}
}

enum outcome
order_draft_price(struct act *act, const struct record *in,
    struct record **shown)
{
	struct cart	 none = { .id = NULL };
	struct record	*place;
	struct quote	*q;
	enum outcome	 e;

	if ((e = place_of(act, in, &place)) != SOUK_OK ||
	    (e = order_draft_quote(act, draft_of(act, in), place, false,
	    &q)) != SOUK_OK)
		return e;
	none.count = q->line_count;
	none.line_ids = arena_array(act->arena, q->line_count + 1,
	    sizeof(*none.line_ids));
	*shown = record_new(act->arena, &cart_fields);
	record_set_text(*shown, CART_CURRENCY, q->currency);
	lines_show(act, q, *shown);
	cart_costs(act, &none, q, *shown);
	return SOUK_OK;
}
