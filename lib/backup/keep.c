/* SPDX-License-Identifier: ISC */
#include "lib/backup/copy.h"
#include "lib/base/clock.h"

/*
 * The newest of each span of time stays, and the first of all always.  What
 * the clock says is to come is as good as new: it may be the clock that is
 * wrong.
 */
void
keep_choose(const int64_t *at, int count, int64_t now,
    const struct keep_how *how, bool *keep)
{
	int64_t	 day = INT64_MAX, week = INT64_MAX, age;

	for (int i = 0; i < count; i++) {
		age = now - at[i];
		keep[i] = i == 0 || age <= how->all ||
		    (age <= how->daily && at[i] / CLOCK_DAY != day) ||
		    (age <= how->weekly && at[i] / (7 * CLOCK_DAY) != week);
		day = at[i] / CLOCK_DAY;
		week = at[i] / (7 * CLOCK_DAY);
	}
}
