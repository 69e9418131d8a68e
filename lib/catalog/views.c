/* SPDX-License-Identifier: ISC */
#include "lib/base/clock.h"
#include "lib/base/shared.h"
#include "lib/catalog/internal.h"
#include "lib/queue/queue.h"

#define BATCH	200

static const char sql_add[] =
    "UPDATE product SET view_count = view_count + :views WHERE id = :id";

struct batch {
	struct arena	*arena;
	int		 count;
	struct { const char *id; uint64_t views; } of[BATCH];
};

/* What does not fit is put back, for the next batch. */
static bool
batch_take(void *arg, const char *id, uint64_t views)
{
	struct batch	*b = arg;

	if (b->count == BATCH)
		return false;
	b->of[b->count].id = arena_copy(b->arena, id);
	b->of[b->count++].views = views;
	return true;
}

/* A product deleted meanwhile is no fault. */
static enum outcome
batch_store(struct act *act, void *arg)
{
	const struct batch	*b = arg;
	enum outcome		 e;
	int			 i;

	for (i = 0; i < b->count; i++) {
		struct stmt	*s = db_sql(act->db, sql_add);

		db_bind_text(s, ":id", b->of[i].id);
		db_bind_int(s, ":views", (int64_t)b->of[i].views);
		if ((e = db_run(s)) != SOUK_OK)
			return e;
	}
	return SOUK_OK;
}

static void
batch_put_back(struct act *act, const struct batch *b)
{
	uint64_t	 n;
	int		 i;

	for (i = 0; i < b->count; i++)
		for (n = 0; n < b->of[i].views; n++)
			shared_view(act->shared, b->of[i].id);
}

/*
 * Views counted in shared memory, and those that nginx counted, become
 * product.view_count.
 */
static enum outcome
views_run(struct act *act, const struct job *job)
{
	struct batch	 b = { .arena = act->arena };
	enum outcome	 e;

	(void)job;
	do {
		b.count = 0;
		shared_take_views(act->shared, batch_take, &b);
		if (b.count == 0)
			return views_from_log(act);
		e = db_tx(act, DB_WRITE, batch_store, &b);
	} while (e == SOUK_OK && b.count == BATCH);
	if (e == SOUK_OK)
		return views_from_log(act);
	batch_put_back(act, &b);
	return e;
}

const struct job_kind catalog_views = {
	.name = "catalog.views",
	.run = views_run,
	.max_attempts = 3,
	.lease = CLOCK_MINUTE,
	.first_pause = 5 * CLOCK_SECOND,
};
