/* SPDX-License-Identifier: ISC */
#include "lib/catalog/steps.h"

#include <setjmp.h>
#include <stdlib.h>

#include "lib/base/clock.h"
#include "lib/base/log.h"
#include "lib/db/db.h"

#define STEP_MAX	((size_t)96 << 20)
#define KEEP_MAX	((size_t)256 << 20)

void
steps_next(struct steps *steps)
{
	arena_reset(steps->act.arena);
	steps->act.problem = (struct problem){ 0 };
	steps->act.now = clock_now();
}

/* Names of fields are of the step; everything else is constant. */
static void
problem_hand_over(struct act *to, const struct problem *problem)
{
	int	 i;

	to->problem = *problem;
	for (i = 0; i < problem->count; i++)
		to->problem.fields[i].name = arena_copy(to->arena,
		    problem->fields[i].name);
}

static bool
arenas_make(struct steps *steps, jmp_buf *guard)
{
	steps->act.arena = arena_new(STEP_MAX);
	steps->keep = arena_new(KEEP_MAX);
	if (steps->act.arena == NULL || steps->keep == NULL)
		return false;
	arena_guard(steps->act.arena, guard);
	arena_guard(steps->keep, guard);
	return true;
}

static enum outcome
steps_guarded(struct steps *steps, steps_fn *fn, void *arg)
{
	jmp_buf	 guard;

	if (setjmp(guard) != 0) {
		db_abandon(steps->act.db);
		log_line(LOG_ERROR, "long work out of memory", NULL);
		return SOUK_BUSY;
	}
	if (!arenas_make(steps, &guard))
		return SOUK_BUSY;
	return fn(steps, arg);
}

enum outcome
steps_run(struct act *act, steps_fn *fn, void *arg)
{
	struct steps	*steps = calloc(1, sizeof(*steps));
	enum outcome	 e;

	if (steps == NULL)
		return SOUK_BUSY;
	steps->act = *act;
	steps->act.arena = NULL;
	steps->act.problem = (struct problem){ 0 };
	e = steps_guarded(steps, fn, arg);
	if (steps->act.arena != NULL)
		problem_hand_over(act, &steps->act.problem);
	arena_free(steps->act.arena);
	arena_free(steps->keep);
	free(steps);
	return e;
}
