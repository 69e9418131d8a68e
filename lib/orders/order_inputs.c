/* SPDX-License-Identifier: ISC */
/* What people say of orders: place one, look for some, change them. */
#include <assert.h>

#include "lib/orders/order_parts.h"
#include "lib/orders/zones.h"

#define COUNT(TABLE) (sizeof(TABLE) / sizeof((TABLE)[0]))

/* That can be chosen; order_ways: that an order can have. */
static const char *const ways[] = { "stripe", "cash", "transfer", NULL };

static const struct field place[] = {
	[CHECKOUT_EMAIL] = { .name = "email", .type = FIELD_EMAIL,
	    .help = "Where the buyer is told; else the account's" },
	[CHECKOUT_NAME] = { .name = "name", .type = FIELD_TEXT, .min = 1,
	    .max = 100, .help = "Else the account's, or the address's" },
	[CHECKOUT_PHONE] = { .name = "phone", .type = FIELD_PHONE,
	    .flags = FIELD_NULLABLE },
	[CHECKOUT_TOLD_BY] = { .name = "toldBy", .type = FIELD_ENUM,
	    .choices = order_told_ways, .help = "How the buyer hears of the "
	    "order; whatsapp and sms need phone" },
	[CHECKOUT_SHIPPING] = { .name = "shippingAddress",
	    .type = FIELD_OBJECT, .of = &order_address_fields,
	    .help = "Or addressId" },
	[CHECKOUT_SHIPPING_ID] = { .name = "addressId", .type = FIELD_ID,
	    .prefix = "addr", .help = "An address of the customer's" },
	[CHECKOUT_BILLING] = { .name = "billingAddress",
	    .type = FIELD_OBJECT, .of = &order_address_fields,
	    .help = "Without: the same" },
	[CHECKOUT_BILLING_ID] = { .name = "billingAddressId",
	    .type = FIELD_ID, .prefix = "addr" },
	[CHECKOUT_SAVE] = { .name = "saveAddress", .type = FIELD_BOOLEAN,
	    .help = "Keep shippingAddress in the customer's book, if there "
	    "is room" },
	[CHECKOUT_METHOD] = { .name = "shippingMethodId", .type = FIELD_ID,
	    .help = "Else what the cart says" },
	[CHECKOUT_PAYMENT] = { .name = "paymentMethod", .type = FIELD_ENUM,
	    .flags = FIELD_REQUIRED, .choices = ways },
	[CHECKOUT_NOTE] = { .name = "note", .type = FIELD_TEXT,
	    .flags = FIELD_NULLABLE | FIELD_LINES, .min = 1, .max = 1000,
	    .help = "For the shop" },
	[CHECKOUT_GIFT_CARD] = { .name = "giftCard", .type = FIELD_TEXT,
	    .min = 1, .max = 64, .help = "Its code; it pays first" },
	[CHECKOUT_EXPECTED] = { .name = "expectedTotal",
	    .type = FIELD_MONEY, .flags = FIELD_AS_GIVEN, .min = 0,
	    .help = "What the buyer was shown; another one is refused" },
};
static_assert(COUNT(place) == CHECKOUT__MAX, "a row for each field");
const struct fieldset order_place_fields =
    FIELDSET("OrderPlace", NULL, place);

#define FILTERS \
	[ORDERS_OF_STATE] = { .name = "state", .type = FIELD_ENUM, \
	    .choices = order_states }, \
	[ORDERS_OF_Q] = { .name = "q", .type = FIELD_TEXT, .min = 1, \
	    .max = 100, .help = "A number, an e-mail, or part of a name" }, \
	[ORDERS_FROM] = { .name = "from", .type = FIELD_TIME, \
	    .help = "Not before" }, \
	[ORDERS_TO] = { .name = "to", .type = FIELD_TIME, .help = "Before" }, \
	[ORDERS_OF_UNPAID] = { .name = "unpaid", .type = FIELD_BOOLEAN, \
	    .help = "Those that are still to be paid, or those that are " \
	    "paid" }, \
	[ORDERS_OF_WAY] = { .name = "paymentMethod", .type = FIELD_ENUM, \
	    .choices = order_ways }, \
	[ORDERS_OF_CUSTOMER] = { .name = "customerId", .type = FIELD_ID, \
	    .prefix = "user", .help = "Whose account they are of" }
static const struct field filters[] = { FILTERS };
static const struct field file_filters[] = { FILTERS,
	EXPORT_CSV_QUERIES(ORDERS_EXPORT_BOM, ORDERS_EXPORT_SEPARATOR)
};
static_assert(COUNT(filters) == ORDERS_OF__MAX &&
    COUNT(file_filters) == ORDERS_EXPORT__MAX, "a row for each filter");
const struct fieldset order_filters =
    FIELDSET("OrderFilter", NULL, filters);
const struct fieldset order_export_query =
    FIELDSET("OrderExport", NULL, file_filters);

static const struct field changes[] = {
	[ORDER_TO_STATE] = { .name = "state", .type = FIELD_ENUM,
	    .choices = order_states },
	[ORDER_TO_REASON] = { .name = "reason", .type = FIELD_TEXT,
	    .min = 1, .max = 500, .help = "Why, for the buyer" },
	[ORDER_TO_EMAIL] = { .name = "email", .column = "email",
	    .type = FIELD_EMAIL },
	[ORDER_TO_NAME] = { .name = "name", .column = "name",
	    .type = FIELD_TEXT, .min = 1, .max = 100 },
	[ORDER_TO_PHONE] = { .name = "phone", .column = "phone",
	    .type = FIELD_PHONE, .flags = FIELD_NULLABLE },
	[ORDER_TO_SHIPPING] = { .name = "shippingAddress",
	    .type = FIELD_OBJECT, .of = &order_address_fields,
	    .help = "Until it is on its way; taxes and shipping stay" },
	[ORDER_TO_BILLING] = { .name = "billingAddress",
	    .type = FIELD_OBJECT, .of = &order_address_fields },
};
static_assert(COUNT(changes) == ORDER_TO__MAX, "a row for each field");
const struct fieldset order_change_fields =
    FIELDSET("OrderChange", "orders", changes);

static const struct field cancels[] = {
	[ORDER_CANCEL_REASON_TEXT] = { .name = "reason", .type = FIELD_TEXT,
	    .min = 1, .max = 500, .help = "Why" },
};
const struct fieldset order_cancel_fields =
    FIELDSET("OrderCancel", NULL, cancels);

static const struct field notes[] = {
	[ORDER_NOTE_TEXT] = { .name = "text", .type = FIELD_TEXT,
	    .flags = FIELD_REQUIRED | FIELD_LINES, .min = 1, .max = 4000 },
	[ORDER_NOTE_PUBLIC] = { .name = "isPublic", .type = FIELD_BOOLEAN,
	    .initial = "false", .help = "The buyer sees it too" },
};
static_assert(COUNT(notes) == ORDER_NOTE__MAX, "a row for each field");
const struct fieldset order_note_fields =
    FIELDSET("OrderNote", NULL, notes);

static const char *const parcel_moves[] = { "delivered", "cancelled", NULL };
static const struct field parcel_changes[] = {
	[FULFILMENT_TO_STATE] = { .name = "state", .type = FIELD_ENUM,
	    .choices = parcel_moves, .help = "cancelled: it never left" },
	[FULFILMENT_TO_CARRIER] = { .name = "carrier", .column = "carrier",
	    .type = FIELD_TEXT, .flags = FIELD_NULLABLE, .min = 1,
	    .max = 100 },
	[FULFILMENT_TO_NUMBER] = { .name = "trackingNumber",
	    .column = "tracking_number", .type = FIELD_TEXT,
	    .flags = FIELD_NULLABLE, .min = 1, .max = 100 },
	[FULFILMENT_TO_URL] = { .name = "trackingUrl",
	    .column = "tracking_url", .type = FIELD_URL,
	    .flags = FIELD_NULLABLE },
};
static_assert(COUNT(parcel_changes) == FULFILMENT_TO__MAX,
    "a row for each field");
const struct fieldset fulfilment_change_fields =
    FIELDSET("FulfilmentChange", "fulfilment", parcel_changes);

static const struct field refunds[] = {
	[ORDER_REFUND_LINES] = { .name = "lines", .type = FIELD_LIST,
	    .min = 1, .max = QUOTE_LINES, .of = &order_part_fields,
	    .help = "Pieces that are paid back" },
	[ORDER_REFUND_AMOUNT] = { .name = "amount", .type = FIELD_MONEY,
	    .flags = FIELD_AS_GIVEN, .min = 0,
	    .help = "Instead of lines: of the order as a whole" },
	[ORDER_REFUND_SHIPPING] = { .name = "shipping",
	    .type = FIELD_BOOLEAN, .initial = "false",
	    .help = "What is left of the shipping, too" },
	[ORDER_REFUND_NOTE] = { .name = "note", .type = FIELD_TEXT,
	    .min = 1, .max = 500, .help = "For the shop" },
};
static_assert(COUNT(refunds) == ORDER_REFUND__MAX, "a row for each field");
const struct fieldset order_refund_fields =
    FIELDSET("OrderRefund", NULL, refunds);

const char *const order_return_states[] = { "requested", "approved", "refused",
	"received", "refunded", NULL };
static const struct field return_filter_table[] = {
	[RETURNS_OF_STATE] = { .name = "state", .type = FIELD_ENUM,
	    .choices = order_return_states },
	[RETURNS_OF_NUMBER] = { .name = "number", .type = FIELD_INTEGER,
	    .min = 1, .max = INT32_MAX, .help = "Of the order" },
	[RETURNS_OF_OPEN] = { .name = "open", .type = FIELD_BOOLEAN,
	    .help = "Those that wait for the shop, or those that do not" },
};
static_assert(COUNT(return_filter_table) == RETURNS_OF__MAX,
    "a row for each filter");
const struct fieldset return_filters =
    FIELDSET("OrderReturnFilter", NULL, return_filter_table);

static const char *const return_moves[] = { "approved", "refused",
	"received", "refunded", NULL };
static const struct field return_changes[] = {
	[RETURN_TO_STATE] = { .name = "state", .type = FIELD_ENUM,
	    .flags = FIELD_REQUIRED, .choices = return_moves },
	[RETURN_TO_ANSWER] = { .name = "answer", .type = FIELD_TEXT,
	    .flags = FIELD_LINES, .min = 1, .max = 2000,
	    .help = "For the buyer" },
	[RETURN_TO_RESTOCK] = { .name = "restock", .type = FIELD_BOOLEAN,
	    .help = "With received: what came back is sold again" },
	[RETURN_TO_SHIPPING] = { .name = "shipping", .type = FIELD_BOOLEAN,
	    .help = "With refunded: what is left of the shipping, too" },
};
static_assert(COUNT(return_changes) == RETURN_TO__MAX,
    "a row for each field");
const struct fieldset return_change_fields =
    FIELDSET("OrderReturnChange", NULL, return_changes);

static const char *const draft_sources[] = { "admin", "chat", "phone", NULL };
static const struct field draft_lines[] = {
	[DRAFT_LINE_VARIATION] = { .name = "variationId", .type = FIELD_ID,
	    .prefix = "var", .help = "Of the catalogue; or a name" },
	[DRAFT_LINE_NAME] = { .name = "name", .type = FIELD_TEXT, .min = 1,
	    .max = 200, .help = "Of what is not in the catalogue" },
	[DRAFT_LINE_UNIT] = { .name = "unitPrice", .type = FIELD_MONEY,
	    .flags = FIELD_AS_GIVEN, .min = 0,
	    .help = "As agreed; else the catalogue's" },
	[DRAFT_LINE_CLASS] = { .name = "taxClass", .type = FIELD_ENUM,
	    .choices = tax_classes, .help = "Of what is not in the "
	    "catalogue; else standard" },
	[DRAFT_LINE_QUANTITY] = { .name = "quantity", .type = FIELD_INTEGER,
	    .flags = FIELD_REQUIRED, .min = 1, .max = QUOTE_PIECES },
};
static_assert(COUNT(draft_lines) == DRAFT_LINE__MAX, "a row for each field");
const struct fieldset draft_line_fields =
    FIELDSET("OrderDraftLine", NULL, draft_lines);

static const struct field drafts[] = {
	[DRAFT_CUSTOMER] = { .name = "customerId", .type = FIELD_ID,
	    .prefix = "user", .help = "Whose account it is for" },
	[DRAFT_EMAIL] = { .name = "email", .type = FIELD_EMAIL,
	    .help = "Where the link to pay goes" },
	[DRAFT_NAME] = { .name = "name", .type = FIELD_TEXT, .min = 1,
	    .max = 100 },
	[DRAFT_PHONE] = { .name = "phone", .type = FIELD_PHONE },
	[DRAFT_TOLD_BY] = { .name = "toldBy", .type = FIELD_ENUM,
	    .choices = order_told_ways, .help = "How the buyer hears of the "
	    "order; whatsapp and sms need phone" },
	[DRAFT_LOCALE] = { .name = "locale", .type = FIELD_LOCALE,
	    .help = "In which the buyer is told" },
	[DRAFT_SOURCE] = { .name = "source", .type = FIELD_ENUM,
	    .choices = draft_sources, .initial = "\"admin\"" },
	[DRAFT_CURRENCY] = { .name = "currency", .type = FIELD_CURRENCY,
	    .help = "Else the shop's" },
	[DRAFT_LINES] = { .name = "lines", .type = FIELD_LIST,
	    .flags = FIELD_REQUIRED, .min = 1, .max = QUOTE_LINES,
	    .of = &draft_line_fields },
	[DRAFT_DISCOUNT] = { .name = "discount", .type = FIELD_MONEY,
	    .flags = FIELD_AS_GIVEN, .min = 0, .help = "Off all lines" },
	[DRAFT_SHIPPING] = { .name = "shippingAddress",
	    .type = FIELD_OBJECT, .of = &order_address_fields },
	[DRAFT_BILLING] = { .name = "billingAddress",
	    .type = FIELD_OBJECT, .of = &order_address_fields },
	[DRAFT_METHOD] = { .name = "shippingMethodId", .type = FIELD_ID,
	    .help = "A way that is offered there" },
	[DRAFT_SHIPPING_AMOUNT] = { .name = "shippingAmount",
	    .type = FIELD_MONEY, .flags = FIELD_AS_GIVEN, .min = 0,
	    .help = "As agreed; else what the way costs" },
	[DRAFT_PAYMENT] = { .name = "paymentMethod", .type = FIELD_ENUM,
	    .choices = ways, .initial = "\"stripe\"" },
	[DRAFT_NOTE] = { .name = "note", .type = FIELD_TEXT,
	    .flags = FIELD_LINES, .min = 1, .max = 1000,
	    .help = "For the buyer too" },
};
static_assert(COUNT(drafts) == ORDER_DRAFT__MAX, "a row for each field");
const struct fieldset order_draft_fields =
    FIELDSET("OrderDraft", NULL, drafts);
