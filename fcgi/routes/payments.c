/* SPDX-License-Identifier: ISC */
#include <assert.h>

#include "fcgi/routes/routes.h"
#include "lib/base/arena.h"
#include "lib/base/config.h"
#include "lib/payments/gift_cards.h"
#include "lib/payments/payments.h"

#define COUNT(TABLE) (sizeof(TABLE) / sizeof((TABLE)[0]))
#define PAYMENTS	"/api/payments"
#define CALL_OUT_MS	24000	/* two calls, and somebody waits */

/* ---- what comes in and goes out --------------------------------------------- */

enum start_field { START_ORDER, START_CODE, START__MAX };
#define ORDER_FIELD { .name = "orderId", .type = FIELD_ID, \
	.flags = FIELD_REQUIRED, .prefix = "ord", .help = "What is paid" }
static const struct field start_table[] = { [START_ORDER] = ORDER_FIELD };
static const struct fieldset start_fields =
    FIELDSET("PaymentStart", NULL, start_table);

static const struct field card_table[] = {
	[START_ORDER] = ORDER_FIELD,
	[START_CODE] = { .name = "code", .type = FIELD_TEXT,
		.flags = FIELD_REQUIRED, .min = 1, .max = 64,
		.help = "Of the gift card" },
};
static_assert(COUNT(card_table) == START__MAX, "a row for each field");
static const struct fieldset card_fields =
    FIELDSET("GiftCardPayment", NULL, card_table);

enum intent_field { INTENT_PAYMENT, INTENT_SECRET, INTENT_KEY, INTENT__MAX };
static const struct field intent_table[] = {
	[INTENT_PAYMENT] = { .name = "payment", .type = FIELD_OBJECT,
		.of = &payment_fields },
	[INTENT_SECRET] = { .name = "clientSecret", .type = FIELD_TEXT,
		.help = "For Stripe's own program in the browser" },
	[INTENT_KEY] = { .name = "publicKey", .type = FIELD_TEXT,
		.help = "The shop's there" },
};
static_assert(COUNT(intent_table) == INTENT__MAX, "a row for each field");
static const struct fieldset intent_fields =
    FIELDSET("PaymentIntent", NULL, intent_table);

enum session_field { SESSION_PAYMENT, SESSION_URL, SESSION__MAX };
static const struct field session_table[] = {
	[SESSION_PAYMENT] = { .name = "payment", .type = FIELD_OBJECT,
		.of = &payment_fields },
	[SESSION_URL] = { .name = "url", .type = FIELD_URL,
		.help = "Stripe's page, for the browser" },
};
static_assert(COUNT(session_table) == SESSION__MAX, "a row for each field");
static const struct fieldset session_fields =
    FIELDSET("PaymentPage", NULL, session_table);

/* ---- paying ------------------------------------------------------------------- */

/* The first field of both. */
static void
payment_put(struct record *r, struct record *payment)
{
	struct value	*v = &r->values[0];

	v->state = VALUE_SET;
	v->count = 1;
	v->items = payment;
}

/* The two ways to pay by card: what of the start is told, and how. */
struct way {
	const struct fieldset	*told;
	enum outcome		(*start)(struct act *, const char *subject,
				    const char *id, struct payment_start *);
	void			(*tell)(struct req *, struct record *,
				    const struct payment_start *);
};

static enum outcome
way_start(struct req *r, struct res *out, const struct way *way)
{
	struct record		*told = record_new(r->act.arena, way->told);
	struct payment_start	 start;
	enum outcome		 e = way->start(&r->act, "order",
				    r->body->values[START_ORDER].text,
				    &start);

	if (e != SOUK_OK)
		return e;
	payment_put(told, start.payment);
	way->tell(r, told, &start);
	return answer_record(out, e, told);
}

static void
intent_tell(struct req *r, struct record *told,
    const struct payment_start *start)
{
	record_set_text(told, INTENT_SECRET, start->client_secret);
	record_set_text(told, INTENT_KEY, r->act.config->stripe_public);
}

static void
session_tell(struct req *r, struct record *told,
    const struct payment_start *start)
{
	(void)r;
	record_set_text(told, SESSION_URL, start->url);
}

static const struct way intent_way = { &intent_fields, payment_intent_start,
	intent_tell };
static const struct way session_way = { &session_fields,
	payment_session_start, session_tell };

/*
 * POST /api/payments/create-intent: 400; 404 not the caller's; 409 nothing is
 * due, cards are off, one is being processed; 502, 503 Stripe fails.
 */
static enum outcome
intent_post(struct req *r, struct res *out)
{
	return way_start(r, out, &intent_way);
}

/* POST /api/payments/checkout-session: as create-intent. */
static enum outcome
session_post(struct req *r, struct res *out)
{
	return way_start(r, out, &session_way);
}

/* POST /api/payments/gift-card: 400 no such card; 404; 409. */
static enum outcome
gift_card_post(struct req *r, struct res *out)
{
	struct record	*payment = NULL;
	enum outcome	 e;

	e = gift_card_pay(&r->act, "order", r->body->values[START_ORDER].text,
	    r->body->values[START_CODE].text, &payment);
	return answer_record(out, e, payment);
}

/* GET /api/payments/{id}, /api/admin/payments/{id}: by its payer or with
 * PAYMENT_VIEW; 403, 404. */
static enum outcome
payment_get(struct req *r, struct res *out)
{
	struct record	*payment = NULL;
	enum outcome	 e = payment_read(&r->act, req_param(r, 0), &payment);

	return answer_record(out, e, payment);
}

#define PAYS	.who = FOR_ANYONE, .feature = FEATURE_CART, .tag = "Payments"
#define ASKS_STRIPE PAYS, .pool = POOL_REMOTE, .tx = TX_STEPS, \
	.time_limit_ms = CALL_OUT_MS, .rate = RATE_WRITE, \
	.flags = ROUTE_TOLD_ONCE | ROUTE_NO_STORE
#define READS	.tx = TX_READ, .rate = RATE_READ

static const struct route routes[] = {
	{
		.method = METHOD_POST, .path = PAYMENTS "/create-intent",
		.run = intent_post, ASKS_STRIPE,
		.body = &start_fields, .answer = &intent_fields,
		.summary = "Pay an order by card in one's own page",
	}, {
		.method = METHOD_POST, .path = PAYMENTS "/checkout-session",
		.run = session_post, ASKS_STRIPE,
		.body = &start_fields, .answer = &session_fields,
		.summary = "Pay an order by card on a page of Stripe's",
	}, {
		.method = METHOD_POST, .path = PAYMENTS "/gift-card",
		.run = gift_card_post, PAYS,
		.tx = TX_WRITE, .rate = RATE_CREDENTIAL,
		.body = &card_fields, .answer = &payment_fields,
		.summary = "Pay an order with a gift card, as far as it goes",
	}, {
		.method = METHOD_GET, .path = PAYMENTS "/{id}",
		.run = payment_get, PAYS, READS,
		.answer = &payment_fields, .flags = ROUTE_NO_STORE,
		.summary = "A payment with its refunds, for its payer",
	}, {
		.method = METHOD_GET, .path = "/api/admin/payments/{id}",
		.run = payment_get, .who = FOR_PERMITTED,
		.permission = PAYMENT_VIEW, .tag = "Payments", READS,
		.answer = &payment_fields,
		.summary = "A payment with its refunds",
	},
};

const struct route_table payments_routes = { routes, COUNT(routes) };
