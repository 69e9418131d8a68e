/* SPDX-License-Identifier: ISC */
#include "fcgi/routes/routes.h"
#include "lib/settings/settings.h"
#include "lib/souk.h"

#define COUNT(TABLE) (sizeof(TABLE) / sizeof((TABLE)[0]))

/* GET /api/admin/settings: every setting, by module. */
static enum outcome
settings_get(struct req *r, struct res *out)
{
	res_record(out, settings_record(r->act.settings));
	return SOUK_OK;
}

/* A copy of record with what change sets, one level deep. */
static struct record *
record_merge(struct arena *arena, const struct record *record,
    const struct record *change)
{
	struct record	*merged = record_new(arena, record->set);
	size_t		 i;

	for (i = 0; i < record->set->count; i++)
		merged->values[i] = record_has(change, (int)i) ?
		    change->values[i] : record->values[i];
	return merged;
}

/* The settings as they are once this change is committed. */
static struct record *
settings_after(struct req *r)
{
	const struct record	*now = settings_record(r->act.settings);
	struct record		*after = record_new(r->act.arena, now->set);
	size_t			 i;

	for (i = 0; i < now->set->count; i++) {
		after->values[i] = now->values[i];
		if (record_has(r->body, (int)i))
			after->values[i].items = record_merge(r->act.arena,
			    now->values[i].items, r->body->values[i].items);
	}
	return after;
}

/* PATCH /api/admin/settings: 400; 403 a setting only the owner changes. */
static enum outcome
settings_patch(struct req *r, struct res *out)
{
	bool		limited = !(r->act.actor.permissions & SETTINGS_EDIT);
	enum outcome	e = settings_change(&r->act, r->body, limited);

	if (e == SOUK_OK)
		res_record(out, settings_after(r));
	return e;
}

#define FOR_MANAGERS	.who = FOR_PERMITTED, .permission = SETTINGS_LIMITED, \
	.answer = &souk_settings, .tag = "Settings"

static const struct route routes[] = {
	{
		.method = METHOD_GET, .path = "/api/admin/settings",
		.run = settings_get, FOR_MANAGERS,
		.tx = TX_READ, .rate = RATE_READ,
		.summary = "All settings",
	}, {
		.method = METHOD_PATCH, .path = "/api/admin/settings",
		.run = settings_patch, FOR_MANAGERS,
		.body = &souk_settings,
		.tx = TX_WRITE, .rate = RATE_WRITE,
		.summary = "Change settings; a manager, the limited ones",
	},
};

const struct route_table settings_routes = { routes, COUNT(routes) };
