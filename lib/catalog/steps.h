/* SPDX-License-Identifier: ISC */
#ifndef SOUK_CATALOG_STEPS_H
#define SOUK_CATALOG_STEPS_H

#include "lib/base/act.h"
#include "lib/base/arena.h"

/*
 * Long work in short steps: an act with an arena of its own that is taken
 * back after each step, so that a hundred thousand products take no more
 * memory than the largest step.  What must live longer goes into `keep`.
 */
struct steps {
	struct act	 act;
	struct arena	*keep;
};

typedef enum outcome	 steps_fn(struct steps *, void *);

/* fn's outcome, and its problem as the caller's; BUSY: memory ran out. */
enum outcome	 steps_run(struct act *, steps_fn *, void *);
/* A step is over: its memory and problem are forgotten, and it is later. */
void		 steps_next(struct steps *);

#endif
