/* SPDX-License-Identifier: ISC */
#include <assert.h>

#include "lib/orders/orders.h"

#define COUNT(TABLE) (sizeof(TABLE) / sizeof((TABLE)[0]))

static const char *const shorts[] = {
	[SHORT_REFUND] = "refund", [SHORT_OFFER] = "offer", NULL
};

static const struct field settings[] = {
	[ORDERS_TAX_INCLUDED] = {
		.name = "pricesIncludeTax", .type = FIELD_BOOLEAN,
		.initial = "true", .help = "Prices are with taxes" },
	[ORDERS_COUNTRY] = {
		.name = "country", .type = FIELD_TEXT, .min = 2, .max = 2,
		.initial = "\"FR\"",
		.help = "Where the shop is, ISO 3166-1: FR; taxes of who "
		    "has not said where they are" },
	[ORDERS_HOLD_MINUTES] = {
		.name = "holdMinutes", .type = FIELD_INTEGER, .min = 30,
		.max = 1440, .initial = "30",
		.help = "Stock waits so long for a card to be charged" },
	[ORDERS_TRANSFER_DAYS] = {
		.name = "transferDays", .type = FIELD_INTEGER, .min = 1,
		.max = 60, .initial = "7",
		.help = "Stock waits so long for a bank transfer" },
	[ORDERS_GUESTS] = {
		.name = "guests", .type = FIELD_BOOLEAN, .initial = "true",
		.help = "People may order without an account" },
	[ORDERS_SHORT] = {
		.name = "whenShort", .type = FIELD_ENUM, .choices = shorts,
		.initial = "\"refund\"",
		.help = "Paid, but no longer there: the money goes back, or "
		    "somebody of the shop makes an offer" },
	[ORDERS_RETURN_DAYS] = {
		.name = "returnDays", .type = FIELD_INTEGER, .min = 0,
		.max = 365, .initial = "14",
		.help = "After delivery, a return may be asked for" },
	[ORDERS_CART_HOURS] = {
		.name = "cartReminderHours", .type = FIELD_INTEGER, .min = 0,
		.max = 720, .initial = "0",
		.help = "A cart left so long is told of once by mail; 0: "
		    "never" },
	[ORDERS_CART_DAYS] = {
		.name = "cartDays", .type = FIELD_INTEGER, .min = 1,
		.max = 365, .initial = "90",
		.help = "A cart nobody touched so long is forgotten" },
	[ORDERS_NUMBER_FROM] = {
		.name = "firstNumber", .type = FIELD_INTEGER, .min = 1,
		.max = 1000000000, .initial = "1001",
		.help = "Of the first order; each next one is one more" },
};
static_assert(COUNT(settings) == ORDERS__MAX, "a row for each setting");
const struct fieldset orders_settings =
    FIELDSET("OrdersSettings", NULL, settings);
