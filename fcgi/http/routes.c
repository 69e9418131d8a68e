/* SPDX-License-Identifier: ISC */
#include <assert.h>

#include "fcgi/http/server.h"

/* The rows as JSON, for the access matrix and whoever wants to know. */

static const char *const audiences[] = {
	[FOR_NOBODY] = "nobody", [FOR_ANYONE] = "anyone",
	[FOR_SIGNED_IN] = "signed-in", [FOR_PERMITTED] = "permitted",
	[FOR_LOOPBACK] = "loopback",
};
static_assert(COUNT(audiences) == FOR_LOOPBACK + 1, "a name for each");

static const char *const transactions[] = {
	[TX_NONE] = "none", [TX_READ] = "read", [TX_WRITE] = "write",
	[TX_STEPS] = "steps",
};
static_assert(COUNT(transactions) == TX_STEPS + 1, "a name for each");

static const char *const rates[] = {
	[RATE_NONE] = "none", [RATE_READ] = "read", [RATE_WRITE] = "write",
	[RATE_SUGGEST] = "suggest", [RATE_CREDENTIAL] = "credential",
	[RATE_SIGNUP] = "signup", [RATE_RESET] = "reset",
	[RATE_CONTACT] = "contact",
};
static_assert(COUNT(rates) == RATE__MAX, "a name for each");

static const char *const pools[] = {
	[POOL_WEB] = "web", [POOL_LOGIN] = "login",
	[POOL_UPLOAD] = "upload", [POOL_REMOTE] = "remote",
	[POOL_STRIPE] = "stripe", [POOL_META] = "meta",
};
static_assert(COUNT(pools) == POOL__MAX, "a name for each");

static const struct { unsigned flag; const char *name; } flags[] = {
	{ ROUTE_PAGE, "page" }, { ROUTE_PAGED, "paged" },
	{ ROUTE_CREATES, "creates" }, { ROUTE_FLAT, "flat" },
	{ ROUTE_UPLOAD, "upload" }, { ROUTE_CACHED, "cached" },
	{ ROUTE_BARE, "bare" }, { ROUTE_FORM, "form" },
	{ ROUTE_HIDDEN, "hidden" }, { ROUTE_ACCEPTED, "accepted" },
	{ ROUTE_NO_STORE, "no-store" }, { ROUTE_OWN_COOKIE, "own-cookie" },
	{ ROUTE_PERSON, "person" }, { ROUTE_TOLD_ONCE, "told-once" },
};

void
permissions_write(struct json_out *j, const char *name, uint64_t permissions)
{
	json_open_list(j, name);
	for (int bit = 0; permission_label(bit) != NULL; bit++)
		if (permissions >> bit & 1)
			json_text(j, NULL, permission_label(bit));
	json_close_list(j);
}

static void
route_write(struct json_out *j, const struct route *r)
{
	json_open(j, NULL);
	json_text(j, "method", method_name(r->method));
	json_text(j, "path", r->path);
	json_text(j, "audience", audiences[r->who]);
	permissions_write(j, "permissions", r->permission);
	json_text(j, "tx", transactions[r->tx]);
	json_text(j, "rate", rates[r->rate]);
	json_text(j, "pool", pools[r->pool]);
	json_open_list(j, "flags");
	for (size_t i = 0; i < COUNT(flags); i++)
		if (r->flags & flags[i].flag)
			json_text(j, NULL, flags[i].name);
	json_close_list(j);
	json_int(j, "maxBody", (int64_t)body_limit(r));
	json_text(j, "summary", r->summary);
	json_close(j);
}

void
routes_write(struct buf *b, const struct route_table *const *tables)
{
	struct json_out	 j = { .buf = b };

	json_open_list(&j, NULL);
	for (; *tables != NULL; tables++)
		for (size_t i = 0; i < (*tables)->count; i++)
			route_write(&j, &(*tables)->routes[i]);
	json_close_list(&j);
	buf_putc(b, '\n');
}
