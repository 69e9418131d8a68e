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
static const char *const ways[] = { "stripe", "cash", "transfer", NULL };
static const char *const ways_there[] = { "stripe", "cash", "transfer",
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
	    .choices = ways_there },
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

/* ---- what comes in ------------------------------------------------------------ */

static const struct field place[] = {
	[CHECKOUT_EMAIL] = { .name = "email", .type = FIELD_EMAIL,
	    .help = "Where the buyer is told; else the account's" },
	[CHECKOUT_NAME] = { .name = "name", .type = FIELD_TEXT, .min = 1,
	    .max = 100, .help = "Else the account's, or the address's" },
	[CHECKOUT_PHONE] = { .name = "phone", .type = FIELD_PHONE,
	    .flags = FIELD_NULLABLE },
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
	    .choices = ways_there }, \
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
static const char *const draft_ways[] = { "stripe", "cash", "transfer", NULL };
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
	    .choices = draft_ways, .initial = "\"stripe\"" },
	[DRAFT_NOTE] = { .name = "note", .type = FIELD_TEXT,
	    .flags = FIELD_LINES, .min = 1, .max = 1000,
	    .help = "For the buyer too" },
};
static_assert(COUNT(drafts) == ORDER_DRAFT__MAX, "a row for each field");
const struct fieldset order_draft_fields =
    FIELDSET("OrderDraft", NULL, drafts);
