/* SPDX-License-Identifier: ISC */
#include "fcgi/routes/routes.h"
#include "lib/payments/webhook.h"

#define COUNT(TABLE) (sizeof(TABLE) / sizeof((TABLE)[0]))

/* POST /webhooks/stripe: 400 not signed; 404 no key here; else 200. */
static enum outcome
hook_post(struct req *r, struct res *out)
{
	const enum outcome	 e = stripe_deliver(&r->act,
	    req_header(r, "HTTP_STRIPE_SIGNATURE"), r->raw, r->raw_len);
	struct json_out		*json;

	if (e != SOUK_OK)
		return e;
	json = res_data(out);
	json_open(json, "data");
	json_bool(json, "received", true);
	json_close(json);
	return SOUK_OK;
}

/* As big as an event can get; whoever sends more is not Stripe. */
#define HOOK	.method = METHOD_POST, .run = hook_post, .who = FOR_ANYONE, \
	.tx = TX_WRITE, .pool = POOL_STRIPE, .max_body = 1 << 20, \
	.tag = "Payments", .summary = "What Stripe tells, signed by it"

static const struct route routes[] = {
	{ .path = "/webhooks/stripe", HOOK, .flags = ROUTE_RAW },
	{ .path = "/api/billing/stripe/webhook", HOOK,
	  .flags = ROUTE_RAW | ROUTE_HIDDEN },
};

const struct route_table stripe_routes = { routes, COUNT(routes) };
