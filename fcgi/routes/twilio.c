/* SPDX-License-Identifier: ISC */
#include "fcgi/routes/routes.h"
#include "lib/notify/notice.h"

#define COUNT(TABLE) (sizeof(TABLE) / sizeof((TABLE)[0]))

static const struct field status_table[] = {
	{ .name = "sms", .type = FIELD_ID, .prefix = "sms",
	  .help = "Our name of the text, from where souk told Twilio to say "
	  "what became of it" },
};
static const struct fieldset status_query =
    FIELDSET("SmsStatusQuery", NULL, status_table);

/* 403 not signed; 404 no Twilio here; else 200 and nothing to say. */
static enum outcome
hook_post(struct req *r, struct res *out)
{
	const enum outcome	 e = sms_deliver(&r->act, r->head->uri,
	    req_header(r, "HTTP_X_TWILIO_SIGNATURE"), r->raw, r->raw_len);

	if (e != SOUK_OK)
		return e;
	out->content_type = "text/xml; charset=utf-8";
	buf_puts(&out->body, "<Response/>\n");
	return SOUK_OK;
}

#define HOOK	.method = METHOD_POST, .run = hook_post, .who = FOR_ANYONE, \
	.tx = TX_WRITE, .pool = POOL_META, .max_body = 64 << 10, \
	.flags = ROUTE_RAW | ROUTE_BARE, .tag = "Texts"

static const struct route routes[] = {
	{ .path = "/webhooks/twilio/status", HOOK, .query = &status_query,
	  .summary = "What became of a text, signed by Twilio" },
	{ .path = "/webhooks/twilio/text", HOOK,
	  .summary = "A text that somebody sent, signed by Twilio" },
};

const struct route_table twilio_routes = { routes, COUNT(routes) };
