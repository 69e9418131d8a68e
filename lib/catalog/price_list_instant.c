/* SPDX-License-Identifier: ISC */
/*
 * The instants at which price lists begin and end: a job each, made with the
 * list.  Once the clock was set, what was done at an instant may have to be
 * undone, or done again, so then every list with dates is looked at.
 */
#include "lib/base/clock.h"
#include "lib/catalog/price_of.h"
#include "lib/queue/queue.h"
#include "lib/settings/settings.h"

#define LISTS_TX	100

static const char sql_public[] =
    "SELECT 1 FROM price_list WHERE id = :list AND group_id IS NULL"
    " AND is_active = 1 AND currency = :currency";
static const char sql_dated[] =
    "SELECT id, starts_at, ends_at FROM price_list"
    " WHERE id > :after AND is_deleted = 0"
    " AND (starts_at IS NOT NULL OR ends_at IS NOT NULL)"
    " ORDER BY id LIMIT :limit";

/* One job an instant of a list, however often its dates go to and fro. */
static enum outcome
instant_put(struct act *act, const char *list, int64_t at)
{
	const struct job_new	 job = {
		.kind = "catalog.price_list",
		.payload = arena_printf(act->arena, "{\"list\":\"%s\"}",
		    list),
		.due = at,
		.unique_key = arena_printf(act->arena, "price_list %s %lld",
		    list, (long long)at),
	};

	return queue_put(act, &job, NULL);
}

/* What is past already is for the caller to apply. */
enum outcome
price_list_await(struct act *act, const struct record *list)
{
	static const int	 fields[] = { PRICE_LIST_STARTS,
		PRICE_LIST_ENDS };
	const struct value	*v;
	enum outcome		 e;
	size_t			 i;

	for (i = 0; i < sizeof(fields) / sizeof(fields[0]); i++) {
		v = &list->values[fields[i]];
		if (v->state != VALUE_SET || v->num < act->now)
			continue;
		e = instant_put(act, record_text(list, PRICE_LIST_ID), v->num);
		if (e != SOUK_OK)
			return e;
	}
	return SOUK_OK;
}

/*
 * A list begins or ends.  Of one that price_from has nothing of, still an
 * answer in its own currency may be kept somewhere.
 */
enum outcome
price_list_instant(struct act *act, const char *list)
{
	struct stmt	*s = db_sql(act->db, sql_public);
	enum outcome	 e;

	catalog_moved(act);
	db_bind_text(s, ":list", list);
	db_bind_text(s, ":currency", settings_currency(act->settings));
	e = db_step(s);
	db_done(s);
	return e != SOUK_OK ? e : price_list_apply(act, list);
}

/* ---- the clock was set ----------------------------------------------------- */

struct lists {
	const char	*after;
	struct dated { const char *id; int64_t instants[3]; } of[LISTS_TX];
	size_t		 count;
};

/* Each is to be applied now, and at what is still to come. */
static enum outcome
lists_read(struct act *act, struct lists *lists)
{
	struct stmt	*s = db_sql(act->db, sql_dated);
	enum outcome	 e;

	lists->count = 0;
	db_bind_text(s, ":after", lists->after);
	db_bind_int(s, ":limit", LISTS_TX);
	while ((e = db_step(s)) == SOUK_OK && lists->count < LISTS_TX)
		lists->of[lists->count++] = (struct dated){
			.id = db_copy(s, 0, act->arena),
			.instants = { act->now, db_int(s, 1), db_int(s, 2) },
		};
	db_done(s);
	return e == SOUK_NOT_FOUND ? SOUK_OK : e;
}

static enum outcome
lists_await(struct act *act, void *arg)
{
	struct lists	*lists = arg;
	enum outcome	 e = lists_read(act, lists);

	for (size_t i = 0; i < lists->count && e == SOUK_OK; i++)
		for (size_t k = 0; k < 3 && e == SOUK_OK; k++)
			if (lists->of[i].instants[k] >= act->now)
				e = instant_put(act, lists->of[i].id,
				    lists->of[i].instants[k]);
	return e;
}

static enum outcome
job_run(struct act *act, const struct job *job)
{
	struct lists	 lists = { .after = "" };
	enum outcome	 e;

	(void)job;
	do {
		e = db_tx(act, DB_WRITE, lists_await, &lists);
		if (lists.count > 0)
			lists.after = lists.of[lists.count - 1].id;
	} while (e == SOUK_OK && lists.count == LISTS_TX);
	return e;
}

const struct job_kind catalog_instants = {
	.name = "catalog.instants",
	.run = job_run,
	.max_attempts = 10,
	.lease = CLOCK_MINUTE,
	.first_pause = CLOCK_SECOND,
};
