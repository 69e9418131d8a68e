/* SPDX-License-Identifier: ISC */
#include <assert.h>

#include "lib/orders/order_parts.h"
#include "lib/orders/zones.h"

#define COUNT(TABLE) (sizeof(TABLE) / sizeof((TABLE)[0]))
/* What is told, and never taken. */
#define TOLD(NAME, COLUMN, TYPE, HELP) \
	{ .name = (NAME), .column = (COLUMN), .type = (TYPE), \
	  .flags = FIELD_READ_ONLY | FIELD_NULLABLE, .help = (HELP) }
#define PARTS(NAME, TYPE, OF, HELP) \
	{ .name = (NAME), .type = (TYPE), .flags = FIELD_READ_ONLY | \
	  FIELD_NULLABLE, .of = (OF), .help = (HELP) }

const char *const order_states[] = {
	[IS_DRAFT] = "draft", [IS_PENDING] = "pending",
	[IS_CONFIRMED] = "confirmed", [IS_PREPARING] = "preparing",
	[IS_SHIPPED] = "shipped", [IS_DELIVERED] = "delivered",
	[IS_CANCELLED] = "cancelled", [IS_RETURNED] = "returned", NULL
};
static_assert(COUNT(order_states) == ORDER_STATE__MAX + 1,
    "a name for each state");
static const char *const sources[] = { "web", "admin", "chat", "phone", NULL };
const char *const order_ways[] = { "stripe", "cash", "transfer",
	"gift_card", "none", NULL };
static const char *const shorts[] = { "offer", "refund", NULL };

/* ---- what an order is made of ---------------------------------------------- */

static const struct field line_parts[] = {
	[ORDER_LINE_PART_VARIATION] = TOLD("variationId", "variation_id",
	    FIELD_ID, "May be gone meanwhile"),
	[ORDER_LINE_PART_NAME] = TOLD("name", "name", FIELD_TEXT,
	    "In the buyer's language"),
	[ORDER_LINE_PART_OPTIONS] = TOLD("options", "options", FIELD_TEXT,
	    "Which of its variations"),
	[ORDER_LINE_PART_SKU] = TOLD("sku", "sku", FIELD_TEXT, NULL),
	[ORDER_LINE_PART_QUANTITY] = TOLD("quantity", "quantity",
	    FIELD_INTEGER, "In one of the line"),
};
static_assert(COUNT(line_parts) == ORDER_LINE_PART__MAX,
    "a row for each field");
const struct fieldset order_line_part_fields =
    FIELDSET("OrderLinePart", NULL, line_parts);

static const struct field lines[] = {
	[ORDER_LINE_ID] = TOLD("id", "id", FIELD_ID, NULL),
	[ORDER_LINE_PRODUCT] = TOLD("productId", "product_id", FIELD_ID,
	    "May be gone meanwhile"),
	[ORDER_LINE_VARIATION] = TOLD("variationId", "variation_id", FIELD_ID,
	    "Null: not from the catalogue"),
	[ORDER_LINE_NAME] = TOLD("name", "name", FIELD_TEXT,
	    "In the buyer's language"),
	[ORDER_LINE_OPTIONS] = TOLD("options", "options", FIELD_TEXT,
	    "Which of its variations"),
	[ORDER_LINE_SKU] = TOLD("sku", "sku", FIELD_TEXT, NULL),
	[ORDER_LINE_IMAGE] = TOLD("imageUrl", "image_url", FIELD_TEXT, NULL),
	[ORDER_LINE_TAX_CLASS] = TOLD("taxClass", "tax_class", FIELD_TEXT,
	    NULL),
	[ORDER_LINE_TAX_NAME] = TOLD("taxName", "tax_name", FIELD_TEXT, NULL),
	[ORDER_LINE_TAX_RATE] = TOLD("taxRate", "tax_rate", FIELD_INTEGER,
	    "In millionths"),
	[ORDER_LINE_WEIGHT] = TOLD("weight", "weight", FIELD_INTEGER,
	    "Of one, in grams"),
	[ORDER_LINE_UNIT] = TOLD("unitPrice", "unit_price", FIELD_MONEY,
	    "Of one, when it was ordered"),
	[ORDER_LINE_QUANTITY] = TOLD("quantity", "quantity", FIELD_INTEGER,
	    NULL),
	[ORDER_LINE_SUBTOTAL] = TOLD("subtotal", "subtotal", FIELD_MONEY,
	    "Before discounts"),
	[ORDER_LINE_DISCOUNT] = TOLD("discount", "discount", FIELD_MONEY,
	    NULL),
	[ORDER_LINE_TOTAL] = TOLD("total", "total", FIELD_MONEY,
	    "Behind discounts; with the tax where prices include it"),
	[ORDER_LINE_TAX] = TOLD("tax", "tax", FIELD_MONEY, NULL),
	[ORDER_LINE_FULFILLED] = TOLD("fulfilled", "fulfilled", FIELD_INTEGER,
	    "Pieces that left"),
	[ORDER_LINE_RETURNED] = TOLD("returned", "returned", FIELD_INTEGER,
	    "Pieces that came back"),
	[ORDER_LINE_REFUNDED_PIECES] = TOLD("refundedPieces",
	    "refunded_pieces", FIELD_INTEGER, "Pieces that were paid back"),
	[ORDER_LINE_REFUNDED] = TOLD("refunded", "refunded", FIELD_MONEY,
	    "What was paid back of it"),
	[ORDER_LINE_PARTS] = PARTS("parts", FIELD_LIST,
	    &order_line_part_fields, "What a bundle was made of when it was "
	    "ordered"),
};
static_assert(COUNT(lines) == ORDER_LINE__MAX, "a row for each field");
const struct fieldset order_line_fields =
    FIELDSET("OrderLine", "order_line", lines);

#define ADDRESS_TEXT(NAME, COLUMN, FLAGS, MOST, HELP) \
	{ .name = (NAME), .column = (COLUMN), .type = FIELD_TEXT, \
	  .flags = (FLAGS), .min = 1, .max = (MOST), .help = (HELP) }

static const struct field addresses[] = {
	[ORDER_ADDRESS_NAME] = ADDRESS_TEXT("name", "name", FIELD_REQUIRED,
	    100, "Who it is for"),
	[ORDER_ADDRESS_COMPANY] = ADDRESS_TEXT("company", "company",
	    FIELD_NULLABLE, 100, NULL),
	[ORDER_ADDRESS_LINE1] = ADDRESS_TEXT("line1", "line1", FIELD_REQUIRED,
	    200, "Number and street"),
	[ORDER_ADDRESS_LINE2] = ADDRESS_TEXT("line2", "line2", FIELD_NULLABLE,
	    200, NULL),
	[ORDER_ADDRESS_POSTCODE] = ADDRESS_TEXT("postcode", "postcode",
	    FIELD_NULLABLE, 16, NULL),
	[ORDER_ADDRESS_CITY] = ADDRESS_TEXT("city", "city", FIELD_REQUIRED,
	    100, NULL),
	[ORDER_ADDRESS_REGION] = ADDRESS_TEXT("region", "region",
	    FIELD_NULLABLE, 100, NULL),
	[ORDER_ADDRESS_COUNTRY] = { .name = "country", .column = "country",
	    .type = FIELD_TEXT, .flags = FIELD_REQUIRED, .min = 2, .max = 2,
	    .help = "ISO 3166-1: FR" },
	[ORDER_ADDRESS_PHONE] = { .name = "phone", .column = "phone",
	    .type = FIELD_PHONE, .flags = FIELD_NULLABLE,
	    .help = "For who brings it" },
	[ORDER_ADDRESS_VAT] = ADDRESS_TEXT("vatNumber", "vat_number",
	    FIELD_NULLABLE, 20, "Of a firm"),
};
static_assert(COUNT(addresses) == ORDER_ADDRESS__MAX,
    "a row for each field");
const struct fieldset order_address_fields =
    FIELDSET("OrderAddress", "order_address", addresses);

static const struct field discounts[] = {
	[ORDER_DISCOUNT_LINE] = TOLD("lineId", "line_id", FIELD_ID,
	    "Null: off the shipping"),
	[ORDER_DISCOUNT_CODE] = TOLD("code", "code", FIELD_TEXT,
	    "Null: by itself"),
	[ORDER_DISCOUNT_LABEL] = TOLD("label", "label", FIELD_TEXT, NULL),
	[ORDER_DISCOUNT_AMOUNT] = TOLD("amount", "amount", FIELD_MONEY, NULL),
};
static_assert(COUNT(discounts) == ORDER_DISCOUNT__MAX,
    "a row for each field");
const struct fieldset order_discount_fields =
    FIELDSET("OrderDiscount", "order_discount", discounts);

static const struct field taxes[] = {
	[ORDER_TAX_NAME] = TOLD("name", "name", FIELD_TEXT, NULL),
	[ORDER_TAX_RATE] = TOLD("rate", "rate", FIELD_INTEGER,
	    "In millionths"),
	[ORDER_TAX_BASE] = TOLD("base", "base", FIELD_MONEY, "Of what"),
	[ORDER_TAX_AMOUNT] = TOLD("amount", "amount", FIELD_MONEY, NULL),
};
static_assert(COUNT(taxes) == ORDER_TAX__MAX, "a row for each field");
const struct fieldset order_tax_fields =
    FIELDSET("OrderTax", "order_tax", taxes);

static const struct field events[] = {
	[ORDER_EVENT_ID] = TOLD("id", "id", FIELD_ID, "In order of time"),
	[ORDER_EVENT_KIND] = TOLD("kind", "kind", FIELD_TEXT,
	    "state, note, payment, refund, stock, parcel, return, change, "
	    "link"),
	[ORDER_EVENT_FROM] = TOLD("from", "state_from", FIELD_TEXT, NULL),
	[ORDER_EVENT_TO] = TOLD("to", "state_to", FIELD_TEXT, NULL),
	[ORDER_EVENT_TEXT] = TOLD("text", "text", FIELD_TEXT, NULL),
	[ORDER_EVENT_AMOUNT] = TOLD("amount", "amount", FIELD_MONEY, NULL),
	[ORDER_EVENT_PUBLIC] = TOLD("isPublic", "is_public", FIELD_BOOLEAN,
	    "The buyer sees it too"),
	[ORDER_EVENT_USER] = TOLD("userId", "user_id", FIELD_ID,
	    "Null: the shop itself, or a guest"),
	[ORDER_EVENT_CREATED_AT] = TOLD("createdAt", "created_at", FIELD_TIME,
	    NULL),
};
static_assert(COUNT(events) == ORDER_EVENT__MAX, "a row for each field");
const struct fieldset order_event_fields =
    FIELDSET("OrderEvent", "order_event", events);

static const struct field parts[] = {
	[ORDER_PART_LINE] = { .name = "lineId", .type = FIELD_ID,
	    .column = "line_id", .flags = FIELD_REQUIRED, .prefix = "oline",
	    .help = "A line of the order" },
	[ORDER_PART_QUANTITY] = { .name = "quantity", .type = FIELD_INTEGER,
	    .column = "quantity", .flags = FIELD_REQUIRED, .min = 1,
	    .max = 1000000, .help = "Pieces of it" },
};
static_assert(COUNT(parts) == ORDER_PART__MAX, "a row for each field");
const struct fieldset order_part_fields =
    FIELDSET("OrderPart", NULL, parts);

static const struct field fulfilments[] = {
	[FULFILMENT_ID] = TOLD("id", "id", FIELD_ID, NULL),
	[FULFILMENT_STATE] = TOLD("state", "state", FIELD_TEXT,
	    "shipped, delivered, cancelled"),
	[FULFILMENT_CARRIER] = { .name = "carrier", .column = "carrier",
	    .type = FIELD_TEXT, .flags = FIELD_NULLABLE, .min = 1,
	    .max = 100, .help = "Who brings it" },
	[FULFILMENT_NUMBER] = { .name = "trackingNumber",
	    .column = "tracking_number", .type = FIELD_TEXT,
	    .flags = FIELD_NULLABLE, .min = 1, .max = 100 },
	[FULFILMENT_URL] = { .name = "trackingUrl", .column = "tracking_url",
	    .type = FIELD_URL, .flags = FIELD_NULLABLE,
	    .help = "Where the buyer can follow it" },
	[FULFILMENT_CREATED_AT] = TOLD("createdAt", "created_at", FIELD_TIME,
	    NULL),
	[FULFILMENT_UPDATED_AT] = TOLD("updatedAt", "updated_at", FIELD_TIME,
	    NULL),
	[FULFILMENT_LINES] = { .name = "lines", .type = FIELD_LIST,
	    .min = 1, .max = QUOTE_LINES, .of = &order_part_fields,
	    .help = "Without: all that has not left yet" },
};
static_assert(COUNT(fulfilments) == FULFILMENT__MAX, "a row for each field");
const struct fieldset fulfilment_fields =
    FIELDSET("Fulfilment", "fulfilment", fulfilments);

static const struct field returns[] = {
	[RETURN_ID] = TOLD("id", "id", FIELD_ID, NULL),
	[RETURN_ORDER] = TOLD("orderId", "order_id", FIELD_ID, NULL),
	[RETURN_NUMBER] = TOLD("orderNumber", "number", FIELD_INTEGER, NULL),
	[RETURN_CURRENCY] = TOLD("currency", "currency", FIELD_CURRENCY,
	    NULL),
	[RETURN_STATE] = TOLD("state", "state", FIELD_TEXT,
	    "requested, approved, refused, received, refunded"),
	[RETURN_REASON] = { .name = "reason", .column = "reason",
	    .type = FIELD_TEXT, .flags = FIELD_REQUIRED, .min = 1,
	    .max = 200, .help = "Why" },
	[RETURN_NOTE] = { .name = "note", .column = "note",
	    .type = FIELD_TEXT, .flags = FIELD_NULLABLE | FIELD_LINES,
	    .min = 1, .max = 2000, .help = "The buyer's words" },
	[RETURN_ANSWER] = TOLD("answer", "answer", FIELD_TEXT,
	    "The shop's words"),
	[RETURN_RESTOCK] = TOLD("restock", "restock", FIELD_BOOLEAN,
	    "What comes back is sold again"),
	[RETURN_AMOUNT] = TOLD("amount", "amount", FIELD_MONEY,
	    "What was paid back"),
	[RETURN_CREATED_AT] = TOLD("createdAt", "created_at", FIELD_TIME,
	    NULL),
	[RETURN_UPDATED_AT] = TOLD("updatedAt", "updated_at", FIELD_TIME,
	    NULL),
	[RETURN_VERSION] = TOLD("version", "version", FIELD_INTEGER, NULL),
	[RETURN_LINES] = { .name = "lines", .type = FIELD_LIST,
	    .flags = FIELD_REQUIRED, .min = 1, .max = QUOTE_LINES,
	    .of = &order_part_fields, .help = "What comes back" },
};
static_assert(COUNT(returns) == RETURN__MAX, "a row for each field");
const struct fieldset return_fields =
    FIELDSET("OrderReturn", "order_return", returns);

/* ---- an order --------------------------------------------------------------- */

static const struct field orders[] = {
	[ORDER_ID] = TOLD("id", "id", FIELD_ID, "TypeID"),
	[ORDER_BRAND] = TOLD("brandId", "brand_id", FIELD_ID, "Who sells"),
	[ORDER_NUMBER] = TOLD("number", "number", FIELD_INTEGER,
	    "What people call it"),
	[ORDER_STATE] = { .name = "state", .column = "state",
	    .type = FIELD_ENUM, .flags = FIELD_READ_ONLY,
	    .choices = order_states },
	[ORDER_SOURCE] = { .name = "source", .column = "source",
	    .type = FIELD_ENUM, .flags = FIELD_READ_ONLY,
	    .choices = sources },
	[ORDER_USER] = TOLD("userId", "user_id", FIELD_ID, "Null: a guest"),
	[ORDER_GUEST] = { .name = "guest", .column = "guest",
	    .type = FIELD_TEXT, .flags = FIELD_READ_ONLY | FIELD_NULLABLE |
	    FIELD_SECRET, .help = "SHA-256 of the cart's cookie" },
	[ORDER_EMAIL] = TOLD("email", "email", FIELD_EMAIL, NULL),
	[ORDER_NAME] = TOLD("name", "name", FIELD_TEXT, NULL),
	[ORDER_PHONE] = TOLD("phone", "phone", FIELD_TEXT, NULL),
	[ORDER_TOLD_BY] = TOLD("toldBy", "told_by", FIELD_TEXT,
	    "How the buyer wants to hear of it: email, whatsapp, sms"),
	[ORDER_LOCALE] = TOLD("locale", "locale", FIELD_TEXT,
	    "In which the buyer is told"),
	[ORDER_CURRENCY] = TOLD("currency", "currency", FIELD_CURRENCY, NULL),
	[ORDER_TAX_INCLUDED] = TOLD("taxIncluded", "tax_included",
	    FIELD_BOOLEAN, "Prices are with taxes"),
	[ORDER_SUBTOTAL] = TOLD("subtotal", "subtotal", FIELD_MONEY,
	    "Of the lines, before discounts"),
	[ORDER_DISCOUNT] = TOLD("discount", "discount", FIELD_MONEY,
	    "Of lines and shipping"),
	[ORDER_SHIPPING] = TOLD("shipping", "shipping", FIELD_MONEY,
	    "Before discounts"),
	[ORDER_TAX] = TOLD("tax", "tax", FIELD_MONEY, NULL),
	[ORDER_TOTAL] = TOLD("total", "total", FIELD_MONEY,
	    "What the buyer pays"),
	[ORDER_PAID] = TOLD("paid", "paid", FIELD_MONEY, "What came"),
	[ORDER_REFUNDED] = TOLD("refunded", "refunded", FIELD_MONEY,
	    "What of it goes back"),
	[ORDER_SHIPPING_REFUNDED] = TOLD("shippingRefunded",
	    "shipping_refunded", FIELD_MONEY, "What of that was shipping"),
	[ORDER_METHOD] = TOLD("shippingMethodId", "method_id", FIELD_ID,
	    NULL),
	[ORDER_METHOD_KIND] = TOLD("shippingKind", "method_kind", FIELD_TEXT,
	    "carrier, courier, pickup"),
	[ORDER_METHOD_NAME] = TOLD("shippingName", "method_name", FIELD_TEXT,
	    NULL),
	[ORDER_PAYMENT_METHOD] = { .name = "paymentMethod",
	    .column = "payment_method", .type = FIELD_ENUM,
	    .flags = FIELD_READ_ONLY | FIELD_NULLABLE,
	    .choices = order_ways },
	[ORDER_HELD] = TOLD("stockHeld", "stock_held", FIELD_BOOLEAN,
	    "Its pieces are out of the shelf"),
	[ORDER_HOLD_UNTIL] = TOLD("holdUntil", "hold_until", FIELD_TIME,
	    "Unless it is paid; null: for good"),
	[ORDER_SHORT] = { .name = "short", .column = "short",
	    .type = FIELD_ENUM, .flags = FIELD_READ_ONLY | FIELD_NULLABLE,
	    .choices = shorts, .help = "Paid, but there is not enough: what "
	    "becomes of it" },
	[ORDER_NOTE] = TOLD("note", "note", FIELD_TEXT, "The buyer's words"),
	[ORDER_CANCEL_REASON] = TOLD("cancelReason", "cancel_reason",
	    FIELD_TEXT, NULL),
	[ORDER_CREATED_AT] = TOLD("createdAt", "created_at", FIELD_TIME,
	    NULL),
	[ORDER_UPDATED_AT] = TOLD("updatedAt", "updated_at", FIELD_TIME,
	    NULL),
	[ORDER_PLACED_AT] = TOLD("placedAt", "placed_at", FIELD_TIME, NULL),
	[ORDER_DELIVERED_AT] = TOLD("deliveredAt", "delivered_at", FIELD_TIME,
	    NULL),
	[ORDER_VERSION] = TOLD("version", "version", FIELD_INTEGER,
	    "For If-Match"),
	[ORDER_DUE] = TOLD("due", NULL, FIELD_MONEY,
	    "What is still to be paid"),
	[ORDER_RETURN_UNTIL] = TOLD("returnUntil", NULL, FIELD_TIME,
	    "Until then a return may be asked for"),
	[ORDER_LINES] = PARTS("lines", FIELD_LIST, &order_line_fields, NULL),
	[ORDER_SHIPPING_ADDRESS] = PARTS("shippingAddress", FIELD_OBJECT,
	    &order_address_fields, "Null: fetched from the shop"),
	[ORDER_BILLING_ADDRESS] = PARTS("billingAddress", FIELD_OBJECT,
	    &order_address_fields, "Null: the other one"),
	[ORDER_DISCOUNTS] = PARTS("discounts", FIELD_LIST,
	    &order_discount_fields, NULL),
	[ORDER_TAXES] = PARTS("taxes", FIELD_LIST, &order_tax_fields,
	    "By name and rate, with those of the shipping"),
	[ORDER_FULFILMENTS] = PARTS("fulfilments", FIELD_LIST,
	    &fulfilment_fields, "Parcels"),
	[ORDER_RETURNS] = PARTS("returns", FIELD_LIST, &return_fields, NULL),
	[ORDER_HISTORY] = PARTS("history", FIELD_LIST, &order_event_fields,
	    "What happened to it, the oldest first"),
};
static_assert(COUNT(orders) == ORDER__MAX, "a row for each field");
const struct fieldset order_fields = FIELDSET("Order", "orders", orders);
