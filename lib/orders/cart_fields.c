/* SPDX-License-Identifier: ISC */
#include <assert.h>

#include "lib/orders/cart_parts.h"

#define COUNT(TABLE) (sizeof(TABLE) / sizeof((TABLE)[0]))

/* What a cart looks like to its owner; nothing of it is ever taken in. */

static const struct field problem_table[] = {
	[CART_PROBLEM_CODE] = { .name = "code", .type = FIELD_TEXT },
	[CART_PROBLEM_TEXT] = { .name = "message", .type = FIELD_TEXT },
};
const struct fieldset cart_problem_fields =
    FIELDSET("CartProblem", NULL, problem_table);

static const struct field line_table[] = {
	[CART_LINE_ID] = { .name = "id", .type = FIELD_ID, .prefix = "line" },
	[CART_LINE_VARIATION] = { .name = "variationId", .type = FIELD_ID,
	    .prefix = "var" },
	[CART_LINE_PRODUCT] = { .name = "productId", .type = FIELD_ID,
	    .prefix = "prod", .flags = FIELD_NULLABLE },
	[CART_LINE_NAME] = { .name = "name", .type = FIELD_TEXT,
	    .flags = FIELD_NULLABLE },
	[CART_LINE_OPTIONS] = { .name = "options", .type = FIELD_TEXT,
	    .flags = FIELD_NULLABLE, .help = "Which variation: L, rouge" },
	[CART_LINE_SKU] = { .name = "sku", .type = FIELD_TEXT,
	    .flags = FIELD_NULLABLE },
	[CART_LINE_SLUG] = { .name = "slug", .type = FIELD_TEXT,
	    .flags = FIELD_NULLABLE },
	[CART_LINE_IMAGE] = { .name = "imageUrl", .type = FIELD_TEXT,
	    .flags = FIELD_NULLABLE },
	[CART_LINE_UNIT] = { .name = "unitPrice", .type = FIELD_MONEY },
	[CART_LINE_COMPARE] = { .name = "compareAtPrice",
	    .type = FIELD_MONEY, .flags = FIELD_NULLABLE },
	[CART_LINE_QUANTITY] = { .name = "quantity", .type = FIELD_INTEGER },
	[CART_LINE_STOCK] = { .name = "stock", .type = FIELD_INTEGER },
	[CART_LINE_SUBTOTAL] = { .name = "subtotal", .type = FIELD_MONEY },
	[CART_LINE_DISCOUNT] = { .name = "discount", .type = FIELD_MONEY },
	[CART_LINE_TOTAL] = { .name = "total", .type = FIELD_MONEY },
	[CART_LINE_TAX] = { .name = "tax", .type = FIELD_MONEY },
	[CART_LINE_PROBLEM] = { .name = "problem", .type = FIELD_OBJECT,
	    .of = &cart_problem_fields, .flags = FIELD_NULLABLE,
	    .help = "Why it cannot be ordered so" },
};
static_assert(COUNT(line_table) == CART_LINE__MAX, "a row for each field");
const struct fieldset cart_line_fields =
    FIELDSET("CartLine", NULL, line_table);

static const struct field code_table[] = {
	[CART_CODE_TEXT] = { .name = "code", .type = FIELD_TEXT },
	[CART_CODE_PROBLEM] = { .name = "problem", .type = FIELD_OBJECT,
	    .of = &cart_problem_fields, .flags = FIELD_NULLABLE,
	    .help = "Why it takes nothing off" },
};
const struct fieldset cart_code_shown_fields =
    FIELDSET("CartCode", NULL, code_table);

static const struct field discount_table[] = {
	[CART_DISCOUNT_LABEL] = { .name = "label", .type = FIELD_TEXT },
	[CART_DISCOUNT_CODE] = { .name = "code", .type = FIELD_TEXT,
	    .flags = FIELD_NULLABLE },
	[CART_DISCOUNT_LINE] = { .name = "lineId", .type = FIELD_ID,
	    .prefix = "line", .flags = FIELD_NULLABLE,
	    .help = "null: off the shipping" },
	[CART_DISCOUNT_AMOUNT] = { .name = "amount", .type = FIELD_MONEY },
};
const struct fieldset cart_discount_fields =
    FIELDSET("CartDiscount", NULL, discount_table);

static const struct field tax_table[] = {
	[CART_TAX_NAME] = { .name = "name", .type = FIELD_TEXT },
	[CART_TAX_RATE] = { .name = "rate", .type = FIELD_INTEGER,
	    .help = "Millionths: 200000 is 20 %" },
	[CART_TAX_BASE] = { .name = "base", .type = FIELD_MONEY },
	[CART_TAX_AMOUNT] = { .name = "amount", .type = FIELD_MONEY },
};
const struct fieldset cart_tax_fields =
    FIELDSET("CartTax", NULL, tax_table);

static const struct field method_table[] = {
	[CART_METHOD_ID] = { .name = "id", .type = FIELD_ID },
	[CART_METHOD_KIND] = { .name = "kind", .type = FIELD_TEXT,
	    .help = "carrier, courier or pickup" },
	[CART_METHOD_NAME] = { .name = "name", .type = FIELD_TEXT },
	[CART_METHOD_DESCRIPTION] = { .name = "description",
	    .type = FIELD_TEXT, .flags = FIELD_NULLABLE },
	[CART_METHOD_AMOUNT] = { .name = "amount", .type = FIELD_MONEY },
	[CART_METHOD_DAYS_MIN] = { .name = "daysMin", .type = FIELD_INTEGER,
	    .flags = FIELD_NULLABLE },
	[CART_METHOD_DAYS_MAX] = { .name = "daysMax", .type = FIELD_INTEGER,
	    .flags = FIELD_NULLABLE },
};
const struct fieldset cart_method_fields =
    FIELDSET("CartShippingMethod", NULL, method_table);

#define LIST(NAME, SET) { .name = (NAME), .type = FIELD_LIST, .of = &(SET) }

static const struct field cart_table[] = {
	[CART_ID] = { .name = "id", .type = FIELD_ID, .prefix = "cart",
	    .flags = FIELD_NULLABLE, .help = "null: there is none yet" },
	[CART_CURRENCY] = { .name = "currency", .type = FIELD_CURRENCY,
	    .help = "ISO 4217, of every amount" },
	[CART_EMAIL] = { .name = "email", .type = FIELD_EMAIL,
	    .flags = FIELD_NULLABLE },
	[CART_COUNTRY] = { .name = "country", .type = FIELD_TEXT,
	    .flags = FIELD_NULLABLE },
	[CART_REGION] = { .name = "region", .type = FIELD_TEXT,
	    .flags = FIELD_NULLABLE },
	[CART_POSTCODE] = { .name = "postcode", .type = FIELD_TEXT,
	    .flags = FIELD_NULLABLE },
	[CART_METHOD] = { .name = "shippingMethodId", .type = FIELD_ID,
	    .flags = FIELD_NULLABLE,
	    .help = "The chosen one, while it is offered" },
	[CART_NEWS] = { .name = "remind", .type = FIELD_BOOLEAN },
	[CART_LINES] = LIST("lines", cart_line_fields),
	[CART_CODES] = LIST("codes", cart_code_shown_fields),
	[CART_DISCOUNTS] = LIST("discounts", cart_discount_fields),
	[CART_TAXES] = LIST("taxes", cart_tax_fields),
	[CART_METHODS] = LIST("shippingMethods", cart_method_fields),
	[CART_COUNT] = { .name = "itemCount", .type = FIELD_INTEGER,
	    .help = "Pieces in all" },
	[CART_TAX_INCLUDED] = { .name = "taxIncluded",
	    .type = FIELD_BOOLEAN, .help = "Prices are with taxes" },
	[CART_REVERSE] = { .name = "reverseCharge", .type = FIELD_BOOLEAN,
	    .help = "The buyer, a firm, owes the tax" },
	[CART_WEIGHT] = { .name = "weight", .type = FIELD_INTEGER,
	    .help = "Grams" },
	[CART_SUBTOTAL] = { .name = "subtotal", .type = FIELD_MONEY },
	[CART_DISCOUNT] = { .name = "discount", .type = FIELD_MONEY },
	[CART_SHIPPING] = { .name = "shipping", .type = FIELD_MONEY },
	[CART_TAX] = { .name = "tax", .type = FIELD_MONEY },
	[CART_TOTAL] = { .name = "total", .type = FIELD_MONEY },
	[CART_SOUND] = { .name = "canOrder", .type = FIELD_BOOLEAN,
	    .help = "It has lines, and none has a problem" },
	[CART_VERSION] = { .name = "version", .type = FIELD_INTEGER,
	    .help = "Counts its changes" },
};
static_assert(COUNT(cart_table) == CART__MAX, "a row for each field");
const struct fieldset cart_fields = FIELDSET("Cart", NULL, cart_table);
