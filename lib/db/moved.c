/* SPDX-License-Identifier: ISC */
#include "lib/db/moved.h"

#include "lib/base/act.h"
#include "lib/db/db.h"

static bool
settings_before(void *shared)
{
	return shared_moving(shared, GENERATION_SETTINGS);
}

static bool
catalog_before(void *shared)
{
	return shared_moving(shared, GENERATION_CATALOG);
}

static bool
nothing_before(void *shared)
{
	(void)shared;
	return true;
}

static void
settle(void *shared)
{
	shared_settle(shared);
}

static const struct db_around moves[GENERATION__MAX] = {
	[GENERATION_SETTINGS] = { settings_before, settle },
	[GENERATION_CATALOG] = { catalog_before, settle },
};
static const struct db_around nothing_moves = { nothing_before, settle };

/* The shared file outlives every transaction; an act may not. */
void
db_moved(struct act *act, enum generation g)
{
	if (act->shared != NULL)
		db_around_commit(act->db, &moves[g], act->shared);
}

static enum outcome
settle_inside(struct act *act, void *arg)
{
	(void)arg;
	db_around_commit(act->db, &nothing_moves, act->shared);
	return SOUK_OK;
}

enum outcome
db_settle(struct act *act)
{
	if (act->shared == NULL || shared_is_settled(act->shared))
		return SOUK_OK;
	return db_tx(act, DB_WRITE, settle_inside, NULL);
}
