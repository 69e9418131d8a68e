/* SPDX-License-Identifier: ISC */
#include "fcgi/routes/routes.h"

#define COUNT(TABLE) (sizeof(TABLE) / sizeof((TABLE)[0]))
#define OWN	"/api/users/me/sessions"

/* GET /api/users/me/sessions: where one is signed in; 401. */
static enum outcome
sessions_get(struct req *r, struct res *out)
{
	struct rows	list;
	enum outcome	e = own_session_list(&r->act, r->list, &list);

	return e != SOUK_OK ? e : answer_rows(r, out, &list,
	    &own_session_fields, own_session_next, own_list_cursor);
}

/* DELETE /api/users/me/sessions/{id}: 404 somebody else's, or over. */
static enum outcome
session_delete(struct req *r, struct res *out)
{
	enum outcome	e = own_session_end(&r->act, req_param(r, 0));

	if (e == SOUK_OK)
		answer_gone(r, out);
	return e;
}

/* DELETE /api/users/me/sessions: all others. */
static enum outcome
sessions_delete(struct req *r, struct res *out)
{
	enum outcome	e = own_sessions_end(&r->act);

	if (e == SOUK_OK)
		answer_gone_id(out, r->act.actor.user_id);
	return e;
}

/* GET /api/users/me/security-log: newest first; 401. */
static enum outcome
log_get(struct req *r, struct res *out)
{
	struct rows	list;
	enum outcome	e = security_log(&r->act, r->list, &list);

	return e != SOUK_OK ? e : answer_rows(r, out, &list,
	    &security_fields, security_log_next, own_list_cursor);
}

#define MINE	.who = FOR_SIGNED_IN, .tag = "Security"
#define LIST	.tx = TX_READ, .rate = RATE_READ, \
	.flags = ROUTE_PAGED | ROUTE_NO_STORE
#define WRITES	.tx = TX_WRITE, .rate = RATE_WRITE

static const struct route routes[] = {
	{
		.method = METHOD_GET, .path = OWN, .run = sessions_get, MINE,
		.answer = &own_session_fields, LIST,
		.summary = "Where one is signed in",
	}, {
		.method = METHOD_DELETE, .path = OWN "/{id}",
		.run = session_delete, MINE, WRITES,
		.summary = "End one of one's sessions",
	}, {
		.method = METHOD_DELETE, .path = OWN,
		.run = sessions_delete, MINE, WRITES,
		.summary = "End all one's sessions but this one",
	}, {
		.method = METHOD_GET, .path = "/api/users/me/security-log",
		.run = log_get, MINE, .answer = &security_fields, LIST,
		.summary = "What happened to one's account",
	},
};

const struct route_table sessions_routes = { routes, COUNT(routes) };
