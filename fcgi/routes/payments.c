/* SPDX-License-Identifier: ISC */
#include <assert.h>

#include "fcgi/routes/routes.h"
#include "lib/base/arena.h"
#include "lib/base/config.h"
#include "lib/payments/gift_cards.h"
#include "lib/payments/payments.h"
#include "lib/payments/staff.h"

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

static void
put_payment(struct record *r, int field, struct record *payment)
{
	struct value	*v = &r->values[field];

	v->state = VALUE_SET;
	v->count = 1;
	v->items = payment;
}

/*
 * POST /api/payments/create-intent: 400; 404 not the caller's; 409 nothing is
 * due, cards are off, one is being processed; 502, 503 Stripe fails.
 */
static enum outcome
intent_post(struct req *r, struct res *out)
{
	struct record		*told = record_new(r->act.arena,
				    &intent_fields);
	struct payment_start	 start;
	enum outcome		 e;

	e = payment_intent_start(&r->act, "order",
	    r->body->values[START_ORDER].text, &start);
	if (e != SOUK_OK)
		return e;
	put_payment(told, INTENT_PAYMENT, start.payment);
	record_set_text(told, INTENT_SECRET, start.client_secret);
	record_set_text(told, INTENT_KEY, r->act.config->stripe_public);
	res_record(out, told);
	return SOUK_OK;
}

/* POST /api/payments/checkout-session: as create-intent. */
static enum outcome
session_post(struct req *r, struct res *out)
{
	struct record		*told = record_new(r->act.arena,
				    &session_fields);
	struct payment_start	 start;
	enum outcome		 e;

	e = payment_session_start(&r->act, "order",
	    r->body->values[START_ORDER].text, &start);
	if (e != SOUK_OK)
		return e;
	put_payment(told, SESSION_PAYMENT, start.payment);
	record_set_text(told, SESSION_URL, start.url);
	res_record(out, told);
	return SOUK_OK;
}

/* POST /api/payments/gift-card: 400 no such card; 404; 409. */
static enum outcome
gift_card_post(struct req *r, struct res *out)
{
	struct record	*payment;
	enum outcome	 e;

	e = gift_card_pay(&r->act, "order", r->body->values[START_ORDER].text,
	    r->body->values[START_CODE].text, &payment);
	if (e == SOUK_OK)
		res_record(out, payment);
	return e;
}

/* GET /api/payments/{id}: by its payer or with PAYMENT_VIEW; 403, 404. */
static enum outcome
payment_get(struct req *r, struct res *out)
{
	struct record	*payment;
	enum outcome	 e = payment_read(&r->act, req_param(r, 0), &payment);

	if (e == SOUK_OK)
		res_record(out, payment);
	return e;
}

/* ---- by staff -------------------------------------------------------------------- */

/* POST /api/payments/{id}/refund: 201; 400, 403, 404, 409 more than is left. */
static enum outcome
refund_post(struct req *r, struct res *out)
{
	struct record	*refund;
	enum outcome	 e;

	e = refund_entered(&r->act, req_param(r, 0), r->body,
	    req_header(r, "HTTP_IDEMPOTENCY_KEY"), &refund);
	if (e == SOUK_OK)
		res_record(out, refund);
	return e;
}

/* GET /api/admin/payments: newest first. */
static enum outcome
payments_get(struct req *r, struct res *out)
{
	struct rows	 rows;
	enum outcome	 e = payment_list(&r->act, r->query, r->list, &rows);

	return e != SOUK_OK ? e : answer_rows(r, out, &rows, &payment_fields,
	    NULL, payment_list_cursor);
}

/* POST /api/admin/payments/{id}/receive: 400, 403, 404, 409. */
static enum outcome
receive_post(struct req *r, struct res *out)
{
	struct record	*payment;
	enum outcome	 e;

	e = payment_receive_entered(&r->act, req_param(r, 0), r->body,
	    &payment);
	if (e == SOUK_OK)
		res_record(out, payment);
	return e;
}

/* POST /api/admin/payments/{id}/cancel: 403, 404, 409 past that. */
static enum outcome
cancel_post(struct req *r, struct res *out)
{
	struct record	*payment;
	enum outcome	 e;

	if ((e = payment_cancel(&r->act, req_param(r, 0))) != SOUK_OK ||
	    (e = payment_read(&r->act, req_param(r, 0), &payment)) != SOUK_OK)
		return e;
	res_record(out, payment);
	return SOUK_OK;
}

/* POST /api/admin/refunds/{id}/done: 403, 404, 409 not one to be handed over. */
static enum outcome
refund_done_post(struct req *r, struct res *out)
{
	struct record	*refund;
	enum outcome	 e = refund_done(&r->act, req_param(r, 0), &refund);

	if (e == SOUK_OK)
		res_record(out, refund);
	return e;
}

/* POST /api/admin/refunds/{id}/retry: 403, 404, 409 it does not wait. */
static enum outcome
refund_retry_post(struct req *r, struct res *out)
{
	struct record	*refund;
	enum outcome	 e = refund_retry(&r->act, req_param(r, 0), &refund);

	if (e == SOUK_OK)
		res_record(out, refund);
	return e;
}

/* GET /api/admin/ledger: newest first. */
static enum outcome
ledger_get(struct req *r, struct res *out)
{
	struct rows	 rows;
	enum outcome	 e = ledger_list(&r->act, r->list, &rows);

	return e != SOUK_OK ? e : answer_rows(r, out, &rows, &ledger_fields,
	    NULL, ledger_list_cursor);
}

/* GET /api/admin/ledger/balances. */
static enum outcome
balances_get(struct req *r, struct res *out)
{
	struct record	*list, *told = record_new(r->act.arena,
			    &ledger_balances_fields);
	struct value	*v = &told->values[0];
	enum outcome	 e;

	if ((e = ledger_balances(&r->act, &list, &v->count)) != SOUK_OK)
		return e;
	v->state = VALUE_SET;
	v->items = list;
	res_record(out, told);
	return SOUK_OK;
}

/* ---- gift cards ------------------------------------------------------------------- */

/* GET /api/admin/gift-cards: newest first. */
static enum outcome
cards_get(struct req *r, struct res *out)
{
	struct rows	 rows;
	enum outcome	 e = gift_card_list(&r->act, r->list, &rows);

	return e != SOUK_OK ? e : answer_rows(r, out, &rows,
	    &gift_card_fields, NULL, gift_card_list_cursor);
}

/* POST /api/admin/gift-cards: 201; the code is told here and never again. */
static enum outcome
cards_post(struct req *r, struct res *out)
{
	struct record	*card;
	enum outcome	 e = gift_card_create(&r->act, r->body, &card);

	if (e == SOUK_OK)
		res_record(out, card);
	return e;
}

/* GET /api/admin/gift-cards/{id}: 403, 404. */
static enum outcome
card_get(struct req *r, struct res *out)
{
	struct record	*card;
	enum outcome	 e = gift_card_read(&r->act, req_param(r, 0), &card);

	if (e != SOUK_OK)
		return e;
	res_version(out, card->values[GIFT_CARD_VERSION].num);
	res_record(out, card);
	return SOUK_OK;
}

/* PATCH /api/admin/gift-cards/{id}: 400, 403, 404, 412. */
static enum outcome
card_patch(struct req *r, struct res *out)
{
	struct record	*card;
	enum outcome	 e;

	e = gift_card_change(&r->act, req_param(r, 0), r->body, &card);
	if (e != SOUK_OK)
		return e;
	res_version(out, card->values[GIFT_CARD_VERSION].num);
	res_record(out, card);
	return SOUK_OK;
}

static enum outcome
card_switch(struct req *r, struct res *out, int64_t active)
{
	struct record	*in = record_new(r->act.arena, &gift_card_fields);
	struct record	*card;
	enum outcome	 e;

	record_set_int(in, GIFT_CARD_ACTIVE, active);
	e = gift_card_change(&r->act, req_param(r, 0), in, &card);
	if (e == SOUK_OK)
		res_record(out, card);
	return e;
}

/* POST /api/admin/gift-cards/{id}/deactivate, /activate: 403, 404. */
static enum outcome
card_stop(struct req *r, struct res *out)
{
	return card_switch(r, out, 0);
}

static enum outcome
card_start(struct req *r, struct res *out)
{
	return card_switch(r, out, 1);
}

#define PAYS	.who = FOR_ANYONE, .feature = FEATURE_CART, .tag = "Payments"
#define ASKS_STRIPE PAYS, .pool = POOL_REMOTE, .tx = TX_STEPS, \
	.time_limit_ms = CALL_OUT_MS, .rate = RATE_WRITE, \
	.flags = ROUTE_TOLD_ONCE | ROUTE_NO_STORE
#define ALLOWED(PERMISSION) .who = FOR_PERMITTED, \
	.permission = (PERMISSION), .tag = "Payments"
#define READS	.tx = TX_READ, .rate = RATE_READ
#define WRITES	.tx = TX_WRITE, .rate = RATE_WRITE

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
		.method = METHOD_POST, .path = PAYMENTS "/{id}/refund",
		.run = refund_post, ALLOWED(PAYMENT_REFUND), WRITES,
		.body = &refund_input_fields, .answer = &refund_fields,
		.flags = ROUTE_CREATES,
		.summary = "Give back all or part of a payment",
	}, {
		.method = METHOD_GET, .path = "/api/admin/payments",
		.run = payments_get, ALLOWED(PAYMENT_VIEW), READS,
		.query = &payment_filters, .answer = &payment_fields,
		.flags = ROUTE_PAGED,
		.summary = "Payments of the brand, newest first",
	}, {
		.method = METHOD_GET, .path = "/api/admin/payments/{id}",
		.run = payment_get, ALLOWED(PAYMENT_VIEW), READS,
		.answer = &payment_fields,
		.summary = "A payment with its refunds",
	}, {
		.method = METHOD_POST, .path = "/api/admin/payments/{id}/receive",
		.run = receive_post, ALLOWED(PAYMENT_REFUND), WRITES,
		.body = &receive_fields, .answer = &payment_fields,
		.summary = "Cash or a transfer has come",
	}, {
		.method = METHOD_POST, .path = "/api/admin/payments/{id}/cancel",
		.run = cancel_post, ALLOWED(PAYMENT_REFUND), WRITES,
		.answer = &payment_fields,
		.summary = "Cancel a payment that is not being processed",
	}, {
		.method = METHOD_POST, .path = "/api/admin/refunds/{id}/done",
		.run = refund_done_post, ALLOWED(PAYMENT_REFUND), WRITES,
		.answer = &refund_fields,
		.summary = "A refund of cash or a transfer was handed over",
	}, {
		.method = METHOD_POST, .path = "/api/admin/refunds/{id}/retry",
		.run = refund_retry_post, ALLOWED(PAYMENT_REFUND), WRITES,
		.answer = &refund_fields,
		.summary = "Send a refund again that Stripe did not take",
	}, {
		.method = METHOD_GET, .path = "/api/admin/ledger",
		.run = ledger_get, ALLOWED(PAYMENT_VIEW), READS,
		.answer = &ledger_fields, .flags = ROUTE_PAGED,
		.summary = "The books, newest first",
	}, {
		.method = METHOD_GET, .path = "/api/admin/ledger/balances",
		.run = balances_get, ALLOWED(PAYMENT_VIEW), READS,
		.answer = &ledger_balances_fields,
		.summary = "What lies on each account",
	}, {
		.method = METHOD_GET, .path = "/api/admin/gift-cards",
		.run = cards_get, ALLOWED(PAYMENT_VIEW), READS,
		.answer = &gift_card_fields, .flags = ROUTE_PAGED,
		.summary = "Gift cards of the brand, newest first",
	}, {
		.method = METHOD_POST, .path = "/api/admin/gift-cards",
		.run = cards_post, ALLOWED(PAYMENT_REFUND), WRITES,
		.body = &gift_card_fields, .answer = &gift_card_fields,
		.flags = ROUTE_CREATES | ROUTE_TOLD_ONCE,
		.summary = "Make a gift card; its code is told once",
	}, {
		.method = METHOD_GET, .path = "/api/admin/gift-cards/{id}",
		.run = card_get, ALLOWED(PAYMENT_VIEW), READS,
		.answer = &gift_card_fields,
		.summary = "A gift card, without its code",
	}, {
		.method = METHOD_PATCH, .path = "/api/admin/gift-cards/{id}",
		.run = card_patch, ALLOWED(PAYMENT_REFUND), WRITES,
		.body = &gift_card_fields, .answer = &gift_card_fields,
		.summary = "Whether a gift card pays, and until when",
	}, {
		.method = METHOD_POST,
		.path = "/api/admin/gift-cards/{id}/deactivate",
		.run = card_stop, ALLOWED(PAYMENT_REFUND), WRITES,
		.answer = &gift_card_fields,
		.summary = "A gift card pays nothing any more",
	}, {
		.method = METHOD_POST,
		.path = "/api/admin/gift-cards/{id}/activate",
		.run = card_start, ALLOWED(PAYMENT_REFUND), WRITES,
		.answer = &gift_card_fields,
		.summary = "A gift card pays again",
	},
};

const struct route_table payments_routes = { routes, COUNT(routes) };
