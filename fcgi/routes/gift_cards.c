/* SPDX-License-Identifier: ISC */
#include "fcgi/routes/routes.h"
#include "lib/payments/gift_cards.h"

#define COUNT(TABLE) (sizeof(TABLE) / sizeof((TABLE)[0]))

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
	struct record	*card = NULL;
	enum outcome	 e = gift_card_create(&r->act, r->body, &card);

	return answer_record(out, e, card);
}

static enum outcome
card_answer(struct res *out, enum outcome e, const struct record *card)
{
	if (e == SOUK_OK)
		res_version(out, card->values[GIFT_CARD_VERSION].num);
	return answer_record(out, e, card);
}

/* GET /api/admin/gift-cards/{id}: 403, 404. */
static enum outcome
card_get(struct req *r, struct res *out)
{
	struct record	*card = NULL;
	enum outcome	 e = gift_card_read(&r->act, req_param(r, 0), &card);

	return card_answer(out, e, card);
}

/* PATCH /api/admin/gift-cards/{id}: 400, 403, 404, 412. */
static enum outcome
card_patch(struct req *r, struct res *out)
{
	struct record	*card = NULL;
	enum outcome	 e;

	e = gift_card_change(&r->act, req_param(r, 0), r->body, &card);
	return card_answer(out, e, card);
}

static enum outcome
card_switch(struct req *r, struct res *out, int64_t active)
{
	struct record	*in = record_new(r->act.arena, &gift_card_fields);
	struct record	*card = NULL;
	enum outcome	 e;

	record_set_int(in, GIFT_CARD_ACTIVE, active);
	e = gift_card_change(&r->act, req_param(r, 0), in, &card);
	return answer_record(out, e, card);
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

#define ALLOWED(PERMISSION) .who = FOR_PERMITTED, \
	.permission = (PERMISSION), .tag = "Payments"
#define READS	.tx = TX_READ, .rate = RATE_READ
#define WRITES	.tx = TX_WRITE, .rate = RATE_WRITE

static const struct route routes[] = {
	{
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

const struct route_table gift_cards_routes = { routes, COUNT(routes) };
