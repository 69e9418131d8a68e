/* SPDX-License-Identifier: ISC */
#include <assert.h>

#include "lib/db/compose.h"
#include "lib/orders/address.h"
#include "lib/orders/cart_parts.h"
#include "lib/orders/country.h"

#define COUNT(TABLE) (sizeof(TABLE) / sizeof((TABLE)[0]))

static const struct field change_table[] = {
	[CART_CHANGE_CURRENCY] = {
		.name = "currency", .column = "currency",
		.type = FIELD_CURRENCY,
		.help = "ISO 4217: what it is to be paid in" },
	[CART_CHANGE_EMAIL] = {
		.name = "email", .column = "email", .type = FIELD_EMAIL,
		.flags = FIELD_NULLABLE,
		.help = "A guest's, for promotions and a reminder" },
	[CART_CHANGE_COUNTRY] = {
		.name = "country", .column = "country", .type = FIELD_TEXT,
		.min = 2, .max = 2, .flags = FIELD_NULLABLE,
		.help = "Where to, ISO 3166-1; null: the shop's" },
	[CART_CHANGE_REGION] = {
		.name = "region", .column = "region", .type = FIELD_TEXT,
		.max = 100, .flags = FIELD_NULLABLE },
	[CART_CHANGE_POSTCODE] = {
		.name = "postcode", .column = "postcode", .type = FIELD_TEXT,
		.max = 16, .flags = FIELD_NULLABLE },
	[CART_CHANGE_METHOD] = {
		.name = "shippingMethodId", .column = "method_id",
		.type = FIELD_ID, .flags = FIELD_NULLABLE,
		.help = "One of those that are offered" },
	[CART_CHANGE_NEWS] = {
		.name = "remind", .column = "news", .type = FIELD_BOOLEAN,
		.help = "A guest agrees to be reminded of the cart by mail" },
};
static_assert(COUNT(change_table) == CART_CHANGE__MAX, "a row for each field");
const struct fieldset cart_change_fields =
    FIELDSET("CartChange", "cart", change_table);

static enum outcome
change_check(struct act *act, const struct record *in)
{
	const struct value	*country = &in->values[CART_CHANGE_COUNTRY];

	if (country->state == VALUE_SET && !country_is(country->text))
		return act_bad_field(act, "country",
		    &address_messages[ADDRESS_NO_COUNTRY]);
	return SOUK_OK;
}

/* After the change, which may have said where to as well. */
static enum outcome
method_check(struct act *act)
{
	struct cart	 cart;
	struct quote	*quote;
	enum outcome	 e;

	if ((e = cart_read(act, &cart)) != SOUK_OK ||
	    (e = cart_quote(act, &cart, &quote)) != SOUK_OK)
		return e;
	return quote->method != NULL ? SOUK_OK : act_bad_field(act,
	    "shippingMethodId", &cart_messages[CART_NO_METHOD]);
}

enum outcome
cart_change(struct act *act, const struct record *in)
{
	struct column_value	 key = { .column = "id" };
	struct cart		 cart;
	enum outcome		 e = cart_find(act, &cart);

	if (e != SOUK_OK || record_mask(in) == 0)
		return e;
	key.text = cart.id;
	if ((e = change_check(act, in)) != SOUK_OK ||
	    (e = compose_update(act->db, in, NULL, 0, &key, 1)) != SOUK_OK)
		return e;
	if ((e = cart_touch(act, &cart)) != SOUK_OK)
		return e;
	return in->values[CART_CHANGE_METHOD].state == VALUE_SET ?
	    method_check(act) : SOUK_OK;
}
