/* SPDX-License-Identifier: ISC */
#include "lib/base/shared_layout.h"

#define WINDOW		INT64_C(60000)	/* ms in which so many … */
#define FAILURES	5		/* … are too many */

/*
 * Without a file every process is on its own, and calls.  What a clock of an
 * earlier boot left behind lies further ahead than any pause, and counts for
 * nothing.
 */
bool
shared_breaker_lets(struct shared *s, enum breaker which, int64_t now)
{
	struct shared_breaker	*b;
	int64_t			 until;

	if (s == NULL)
		return true;
	b = &s->map->breakers[which];
	until = atomic_load(&b->until);
	if (until == 0 || until > now + BREAKER_PAUSE)
		return true;
	/* One of all those who find the pause over tries. */
	return now >= until && atomic_compare_exchange_strong(&b->until,
	    &until, now + BREAKER_PAUSE);
}

void
shared_breaker_told(struct shared *s, enum breaker which, bool answered,
    int64_t now)
{
	struct shared_breaker	*b;
	int64_t			 since;

	if (s == NULL)
		return;
	b = &s->map->breakers[which];
	if (answered) {
		atomic_store(&b->failures, 0);
		atomic_store(&b->until, 0);
		return;
	}
	since = atomic_load(&b->since);
	if (now - since > WINDOW || since > now) {
		atomic_store(&b->since, now);
		atomic_store(&b->failures, 0);
	}
	if (atomic_fetch_add(&b->failures, 1) + 1 >= FAILURES ||
	    atomic_load(&b->until) != 0)
		atomic_store(&b->until, now + BREAKER_PAUSE);
}
