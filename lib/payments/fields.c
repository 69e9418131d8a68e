/* SPDX-License-Identifier: ISC */
#include <assert.h>

#include "lib/payments/payments.h"

#define COUNT(TABLE) (sizeof(TABLE) / sizeof((TABLE)[0]))
#define SHOWN	FIELD_READ_ONLY
#define MAY_LACK (FIELD_READ_ONLY | FIELD_NULLABLE)
#define INSIDE	(FIELD_READ_ONLY | FIELD_NULLABLE | FIELD_HIDDEN)

const char *const payment_states[] = {
	[STATE_OPEN] = "open", [STATE_ACTION] = "action",
	[STATE_PROCESSING] = "processing", [STATE_AUTHORISED] = "authorised",
	[STATE_CANCELLED] = "cancelled", [STATE_SUCCEEDED] = "succeeded",
	[STATE__MAX] = NULL
};
const char *const payment_providers[] = {
	[PROVIDER_STRIPE] = "stripe", [PROVIDER_CASH] = "cash",
	[PROVIDER_TRANSFER] = "transfer", [PROVIDER_GIFT_CARD] = "gift_card",
	[PROVIDER__MAX] = NULL
};
const char *const refund_states[] = {
	[REFUND_WAITING] = "waiting", [REFUND_SENT] = "sent",
	[REFUND_SUCCEEDED] = "succeeded", [REFUND_FAILED] = "failed",
	[REFUND_CANCELLED] = "cancelled", [REFUND_STATE__MAX] = NULL
};
static const char *const purposes[] = { "full", "deposit", "balance", NULL };
static const char *const reasons[] = {
	"duplicate", "fraudulent", "requested_by_customer", NULL
};

static const struct field refund_table[] = {
	[REFUND_ID] = { .name = "id", .column = "id", .type = FIELD_ID,
		.flags = SHOWN, .prefix = "refund", .help = "TypeID" },
	[REFUND_PAYMENT] = { .name = "paymentId", .column = "payment_id",
		.type = FIELD_ID, .flags = SHOWN, .prefix = "pay" },
	[REFUND_AMOUNT] = { .name = "amount", .column = "amount",
		.type = FIELD_MONEY, .flags = SHOWN },
	[REFUND_CURRENCY] = { .name = "currency", .column = "currency",
		.type = FIELD_CURRENCY, .flags = SHOWN },
	[REFUND_STATE] = { .name = "state", .column = "state",
		.type = FIELD_ENUM, .flags = SHOWN, .choices = refund_states,
		.help = "waiting: owed; sent: the provider has it; failed: "
		    "the money is with the shop again" },
	[REFUND_CAUSE] = { .name = "cause", .column = "cause",
		.type = FIELD_TEXT, .flags = INSIDE,
		.help = "What asked for it, once" },
	[REFUND_REASON] = { .name = "reason", .column = "reason",
		.type = FIELD_ENUM, .flags = MAY_LACK, .choices = reasons },
	[REFUND_NOTE] = { .name = "note", .column = "note",
		.type = FIELD_TEXT, .flags = MAY_LACK,
		.help = "For the shopkeeper" },
	[REFUND_REF] = { .name = "providerRef", .column = "provider_ref",
		.type = FIELD_TEXT, .flags = MAY_LACK,
		.help = "The provider's name of it" },
	[REFUND_ERROR] = { .name = "error", .column = "error_code",
		.type = FIELD_TEXT, .flags = MAY_LACK,
		.help = "Why it failed, in the provider's words" },
	[REFUND_CREATED_AT] = { .name = "createdAt", .column = "created_at",
		.type = FIELD_TIME, .flags = SHOWN },
	[REFUND_UPDATED_AT] = { .name = "updatedAt", .column = "updated_at",
		.type = FIELD_TIME, .flags = SHOWN },
	[REFUND_STUCK_AT] = { .name = "stuckAt", .column = "stuck_at",
		.type = FIELD_TIME, .flags = MAY_LACK,
		.help = "Since then nobody tries to send it; staff only" },
	[REFUND_ASKED] = { .name = "asked", .column = "asked",
		.type = FIELD_INTEGER, .flags = INSIDE },
};
static_assert(COUNT(refund_table) == REFUND__MAX, "a row for each field");
const struct fieldset refund_fields =
    FIELDSET("Refund", "payment_refund", refund_table);

static const struct field payment_table[] = {
	[PAYMENT_ID] = { .name = "id", .column = "id", .type = FIELD_ID,
		.flags = SHOWN, .prefix = "pay", .help = "TypeID" },
	[PAYMENT_BRAND] = { .name = "brandId", .column = "brand_id",
		.type = FIELD_ID, .flags = INSIDE, .prefix = "brand" },
	[PAYMENT_SUBJECT] = { .name = "subject", .column = "subject",
		.type = FIELD_TEXT, .flags = SHOWN,
		.help = "What it is for: order" },
	[PAYMENT_SUBJECT_ID] = { .name = "subjectId", .column = "subject_id",
		.type = FIELD_ID, .flags = SHOWN },
	[PAYMENT_PURPOSE] = { .name = "purpose", .column = "purpose",
		.type = FIELD_ENUM, .flags = SHOWN, .choices = purposes },
	[PAYMENT_PROVIDER] = { .name = "provider", .column = "provider",
		.type = FIELD_ENUM, .flags = SHOWN,
		.choices = payment_providers },
	[PAYMENT_STATE] = { .name = "state", .column = "state",
		.type = FIELD_ENUM, .flags = SHOWN, .choices = payment_states,
		.help = "action: the buyer has to do something; processing: "
		    "the bank has to" },
	[PAYMENT_AMOUNT] = { .name = "amount", .column = "amount",
		.type = FIELD_MONEY, .flags = SHOWN,
		.help = "What is asked for" },
	[PAYMENT_CURRENCY] = { .name = "currency", .column = "currency",
		.type = FIELD_CURRENCY, .flags = SHOWN },
	[PAYMENT_RECEIVED] = { .name = "received", .column = "received",
		.type = FIELD_MONEY, .flags = SHOWN, .help = "What came" },
	[PAYMENT_REFUNDED] = { .name = "refunded", .column = "refunded",
		.type = FIELD_MONEY, .flags = SHOWN,
		.help = "What went back of it, or is on its way" },
	[PAYMENT_LIVEMODE] = { .name = "livemode", .column = "livemode",
		.type = FIELD_BOOLEAN, .flags = SHOWN,
		.help = "False: no real money, where the provider tells" },
	[PAYMENT_INTENT] = { .name = "intentRef", .column = "intent_ref",
		.type = FIELD_TEXT, .flags = MAY_LACK,
		.help = "The provider's name of it" },
	[PAYMENT_SESSION] = { .name = "sessionRef", .column = "session_ref",
		.type = FIELD_TEXT, .flags = INSIDE },
	[PAYMENT_CHARGE] = { .name = "chargeRef", .column = "charge_ref",
		.type = FIELD_TEXT, .flags = INSIDE },
	[PAYMENT_GIFT_CARD] = { .name = "giftCardId",
		.column = "gift_card_id", .type = FIELD_ID, .flags = INSIDE },
	[PAYMENT_ERROR] = { .name = "error", .column = "error_code",
		.type = FIELD_TEXT, .flags = MAY_LACK,
		.help = "Of the last try that failed" },
	[PAYMENT_DECLINE] = { .name = "decline", .column = "decline_code",
		.type = FIELD_TEXT, .flags = MAY_LACK,
		.help = "What the buyer's bank said; staff see all of it" },
	[PAYMENT_REASON] = { .name = "errorText", .type = FIELD_TEXT,
		.flags = MAY_LACK,
		.help = "The same for people, in the caller's language" },
	[PAYMENT_FLAG] = { .name = "flag", .column = "flag",
		.type = FIELD_TEXT, .flags = MAY_LACK,
		.help = "What a person has to look at; staff only" },
	[PAYMENT_CREATED_AT] = { .name = "createdAt", .column = "created_at",
		.type = FIELD_TIME, .flags = SHOWN },
	[PAYMENT_UPDATED_AT] = { .name = "updatedAt", .column = "updated_at",
		.type = FIELD_TIME, .flags = SHOWN },
	[PAYMENT_EXPIRES_AT] = { .name = "expiresAt", .column = "expires_at",
		.type = FIELD_TIME, .flags = MAY_LACK },
	[PAYMENT_SUCCEEDED_AT] = { .name = "succeededAt",
		.column = "succeeded_at", .type = FIELD_TIME,
		.flags = MAY_LACK },
	[PAYMENT_VERSION] = { .name = "version", .column = "version",
		.type = FIELD_INTEGER, .flags = SHOWN },
	[PAYMENT_REFUNDS] = { .name = "refunds", .type = FIELD_LIST,
		.flags = SHOWN, .of = &refund_fields,
		.help = "Oldest first" },
};
static_assert(COUNT(payment_table) == PAYMENT__MAX, "a row for each field");
const struct fieldset payment_fields =
    FIELDSET("Payment", "payment", payment_table);
