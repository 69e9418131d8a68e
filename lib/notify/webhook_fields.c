/* SPDX-License-Identifier: ISC */
#include <assert.h>

#include "lib/notify/webhook.h"

#define COUNT(TABLE) (sizeof(TABLE) / sizeof((TABLE)[0]))
#define SHOWN	FIELD_READ_ONLY

static const struct field webhook_table[] = {
	[WEBHOOK_ID] = { .name = "id", .column = "id", .type = FIELD_ID,
		.flags = SHOWN, .prefix = "webhook" },
	[WEBHOOK_BRAND] = { .name = "brandId", .column = "brand_id",
		.type = FIELD_ID, .flags = SHOWN, .prefix = "brand" },
	[WEBHOOK_URL] = { .name = "url", .column = "url", .type = FIELD_URL,
		.flags = FIELD_REQUIRED, .max = 500,
		.help = "https, to a public address, port 443 or from 1024" },
	[WEBHOOK_EVENTS] = { .name = "events", .column = "events",
		.type = FIELD_TEXTS, .flags = FIELD_REQUIRED, .min = 1,
		.max = 30, .help = "\"product.create\" …, or \"*\" for all" },
	[WEBHOOK_DESCRIPTION] = { .name = "description",
		.column = "description", .type = FIELD_TEXT,
		.flags = FIELD_NULLABLE, .max = 200 },
	[WEBHOOK_IS_ACTIVE] = { .name = "isActive", .column = "is_active",
		.type = FIELD_BOOLEAN, .initial = "true",
		.help = "An answer of 410 ends it" },
	[WEBHOOK_CREATED_AT] = { .name = "createdAt", .column = "created_at",
		.type = FIELD_TIME, .flags = SHOWN },
	[WEBHOOK_UPDATED_AT] = { .name = "updatedAt", .column = "updated_at",
		.type = FIELD_TIME, .flags = SHOWN },
	[WEBHOOK_VERSION] = { .name = "version", .column = "version",
		.type = FIELD_INTEGER, .flags = SHOWN,
		.help = "Counts changes; the ETag" },
	[WEBHOOK_SECRET] = { .name = "secret", .type = FIELD_TEXT,
		.flags = SHOWN, .help = "Signs what is sent, by the Standard "
		"Webhooks specification; told once, when it is made" },
};
static_assert(COUNT(webhook_table) == WEBHOOK__MAX, "a row for each field");

const struct fieldset webhook_fields =
    FIELDSET("Webhook", "webhook_endpoint", webhook_table);

static const char *const	states[] = { "waiting", "delivered", "dead",
    NULL };

static const struct field delivery_table[] = {
	[WEBHOOK_DELIVERY_ID] = { .name = "id", .column = "id",
		.type = FIELD_ID, .flags = SHOWN, .prefix = "delivery",
		.help = "The webhook-id, the same however often it is sent" },
	[WEBHOOK_DELIVERY_EVENT] = { .name = "event", .column = "event",
		.type = FIELD_TEXT, .flags = SHOWN },
	[WEBHOOK_DELIVERY_BODY] = { .name = "body", .column = "body",
		.type = FIELD_JSON, .flags = SHOWN,
		.help = "What is sent: ids only" },
	[WEBHOOK_DELIVERY_STATE] = { .name = "state", .column = "state",
		.type = FIELD_ENUM, .flags = SHOWN, .choices = states,
		.help = "dead: given up, until it is replayed" },
	[WEBHOOK_DELIVERY_ATTEMPTS] = { .name = "attempts",
		.column = "attempts", .type = FIELD_INTEGER,
		.flags = SHOWN },
	[WEBHOOK_DELIVERY_STATUS] = { .name = "status", .column = "status",
		.type = FIELD_INTEGER, .flags = SHOWN | FIELD_NULLABLE,
		.help = "Of the last answer; null: there was none" },
	[WEBHOOK_DELIVERY_ANSWER] = { .name = "answer", .column = "answer",
		.type = FIELD_TEXT, .flags = SHOWN | FIELD_NULLABLE,
		.help = "How the last answer began, or why there was none" },
	[WEBHOOK_DELIVERY_CREATED_AT] = { .name = "createdAt",
		.column = "created_at", .type = FIELD_TIME, .flags = SHOWN },
	[WEBHOOK_DELIVERY_DELIVERED_AT] = { .name = "deliveredAt",
		.column = "delivered_at", .type = FIELD_TIME,
		.flags = SHOWN | FIELD_NULLABLE },
};
static_assert(COUNT(delivery_table) == WEBHOOK_DELIVERY__MAX,
    "a row for each field");

const struct fieldset webhook_delivery_fields =
    FIELDSET("WebhookDelivery", "webhook_delivery", delivery_table);

#define MESSAGE(CODE, FR, EN, AR) { .code = (CODE), .text = { \
	[LOCALE_FR] = (FR), [LOCALE_EN] = (EN), [LOCALE_AR] = (AR) } }

const struct message webhook_messages[WEBHOOK_MESSAGE__MAX] = {
	[WEBHOOK_BAD_URL] = MESSAGE("NOT_A_PUBLIC_URL",
	    "Il faut une adresse https:// publique, sur le port 443 ou à "
	    "partir de 1024",
	    "Must be a public https:// address, on port 443 or from 1024 on",
	    "يجب أن يكون عنوان https:// عامًا، على المنفذ 443 أو ابتداءً من "
	    "1024"),
	[WEBHOOK_BAD_EVENT] = MESSAGE("NO_SUCH_EVENT",
	    "Il n’y a pas d’événement de ce nom",
	    "There is no event of that name",
	    "لا يوجد حدث بهذا الاسم"),
	[WEBHOOK_MANY] = MESSAGE("TOO_MANY_WEBHOOKS",
	    "Pas plus de {0} webhooks ; supprimez-en un",
	    "No more than {0} webhooks; delete one",
	    "لا يُسمح بأكثر من {0} من خطافات الويب؛ احذف أحدها"),
	[WEBHOOK_INACTIVE] = MESSAGE("WEBHOOK_INACTIVE",
	    "Ce webhook est désactivé",
	    "This webhook is not active",
	    "خطاف الويب هذا غير مفعّل"),
	[WEBHOOK_UNDER_WAY] = MESSAGE("WEBHOOK_UNDER_WAY",
	    "Cet envoi est déjà en cours",
	    "This delivery is under way already",
	    "هذا الإرسال جارٍ بالفعل"),
	[WEBHOOK_FOREIGN] = MESSAGE("FORBIDDEN",
	    "Vous n'avez pas la permission",
	    "You do not have permission",
	    "ليس لديك الإذن"),
	[WEBHOOK_NOT_DELIVERED] = MESSAGE("WEBHOOK_NOT_DELIVERED",
	    "Le destinataire n’a pas accepté l’envoi",
	    "The receiver did not take the delivery",
	    "لم يقبل المستلم الإرسال"),
};
