/* SPDX-License-Identifier: ISC */
#include "fcgi/routes/routes.h"
#include "lib/whatsapp/event.h"

#define COUNT(TABLE) (sizeof(TABLE) / sizeof((TABLE)[0]))
#define HOOK	"/webhooks/meta"
#define EVENTS	"/api/admin/whatsapp/events"
#define SEEN	1000		/* of what may be asked; longer is noise */

enum challenge_field { CHALLENGE_MODE, CHALLENGE_TOKEN, CHALLENGE_TEXT };

static const struct field challenge_table[] = {
	[CHALLENGE_MODE] = { .name = "hub.mode", .type = FIELD_TEXT,
		.max = SEEN, .help = "subscribe" },
	[CHALLENGE_TOKEN] = { .name = "hub.verify_token", .type = FIELD_TEXT,
		.max = SEEN, .help = "SOUK_META_VERIFY_TOKEN" },
	[CHALLENGE_TEXT] = { .name = "hub.challenge", .type = FIELD_TEXT,
		.max = SEEN, .help = "Digits, which are the answer" },
};
static const struct fieldset challenge_fields =
    FIELDSET("MetaChallenge", NULL, challenge_table);

/* GET /webhooks/meta: the challenge and nothing else; 403: it is not Meta; 404
 * no WhatsApp here. */
static enum outcome
hook_get(struct req *r, struct res *out)
{
	const struct value	*asked = r->query->values;
	const enum outcome	 e = wa_challenge(&r->act,
				    asked[CHALLENGE_MODE].text,
				    asked[CHALLENGE_TOKEN].text,
				    asked[CHALLENGE_TEXT].text);

	if (e != SOUK_OK)
		return e;
	out->content_type = "text/plain; charset=utf-8";
	buf_puts(&out->body, asked[CHALLENGE_TEXT].text);
	return SOUK_OK;
}

/* POST /webhooks/meta: 400 not signed; 404 no WhatsApp here; else 200. */
static enum outcome
hook_post(struct req *r, struct res *out)
{
	const enum outcome	 e = wa_deliver(&r->act,
	    req_header(r, "HTTP_X_HUB_SIGNATURE_256"), r->raw, r->raw_len);
	struct json_out		*json;

	if (e != SOUK_OK)
		return e;
	json = res_data(out);
	json_open(json, "data");
	json_bool(json, "received", true);
	json_close(json);
	return SOUK_OK;
}

/* GET …/events: the newest first. */
static enum outcome
events_get(struct req *r, struct res *out)
{
	struct rows	 rows;
	enum outcome	 e = wa_event_list(&r->act, r->query, r->list, &rows);

	return e != SOUK_OK ? e : answer_rows(r, out, &rows,
	    &wa_event_fields, NULL, wa_event_cursor);
}

/* GET …/events/{id}: with what it says; 403, 404. */
static enum outcome
event_get(struct req *r, struct res *out)
{
	struct record	*event;
	enum outcome	 e = wa_event_read(&r->act, req_param(r, 0), &event);

	return answer_record(out, e, event);
}

/* POST …/events/{id}/replay: 403, 404, 409 it was applied. */
static enum outcome
replay_post(struct req *r, struct res *out)
{
	struct record	*event;
	enum outcome	 e = wa_event_replay(&r->act, req_param(r, 0),
			    &event);

	return answer_record(out, e, event);
}

#define FOR_OWNERS	.who = FOR_PERMITTED, .permission = SETTINGS_EDIT, \
	.tag = "WhatsApp"

static const struct route routes[] = {
	{
		.method = METHOD_GET, .path = HOOK, .run = hook_get,
		.who = FOR_ANYONE, .pool = POOL_META,
		.query = &challenge_fields,
		.flags = ROUTE_BARE | ROUTE_NO_STORE, .tag = "WhatsApp",
		.summary = "Meta looks whether this is ours",
	}, {
		.method = METHOD_POST, .path = HOOK, .run = hook_post,
		.who = FOR_ANYONE, .tx = TX_WRITE, .pool = POOL_META,
		.max_body = (size_t)4 << 20, .flags = ROUTE_RAW,
		.tag = "WhatsApp",
		.summary = "What Meta tells, signed by it",
	}, {
		.method = METHOD_GET, .path = EVENTS, .run = events_get,
		FOR_OWNERS, .tx = TX_READ, .rate = RATE_READ,
		.query = &wa_event_filters, .answer = &wa_event_fields,
		.flags = ROUTE_PAGED,
		.summary = "What Meta told in the last 30 days, the newest "
		    "first",
	}, {
		.method = METHOD_GET, .path = EVENTS "/{id}",
		.run = event_get, FOR_OWNERS, .tx = TX_READ,
		.rate = RATE_READ, .answer = &wa_event_full_fields,
		.summary = "One of them, with what it says",
	}, {
		.method = METHOD_POST, .path = EVENTS "/{id}/replay",
		.run = replay_post, FOR_OWNERS, .tx = TX_WRITE,
		.rate = RATE_WRITE, .answer = &wa_event_full_fields,
		.summary = "Apply one again that was refused, or was nobody's",
	},
};

const struct route_table meta_routes = { routes, COUNT(routes) };
