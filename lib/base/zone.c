/* SPDX-License-Identifier: ISC */
#include "lib/base/zone.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "lib/base/clock.h"

#define DAY	(CLOCK_DAY / CLOCK_SECOND)
#define WEEK	7

/* Set only when it is another one: threads of libc may read the rest. */
static void
zone_enter(const char *zone)
{
	char		 name[80];
	const char	*is = getenv("TZ");

	snprintf(name, sizeof(name), ":%s", zone);
	if (is != NULL && strcmp(is, name) == 0)
		return;
	setenv("TZ", name, 1);
	tzset();
}

void
zone_wall(const char *zone, int64_t ms, struct tm *tm)
{
	const time_t	 seconds = (time_t)(ms / CLOCK_SECOND);

	zone_enter(zone);
	if (localtime_r(&seconds, tm) == NULL)
		memset(tm, 0, sizeof(*tm));
}

int64_t
zone_month(const char *zone, int64_t ms, int months_later)
{
	struct tm	 tm;

	zone_wall(zone, ms, &tm);
	tm.tm_mon += months_later;
	tm.tm_mday = 1;
	tm.tm_hour = tm.tm_min = tm.tm_sec = 0;
	tm.tm_isdst = -1;
	return (int64_t)mktime(&tm) * CLOCK_SECOND;
}

/* ---- times of day ---------------------------------------------------- */

/* The quotient below, also of times before 1970. */
static int64_t
floor_div(int64_t a, int64_t b)
{
	return a / b - (a % b < 0);
}

static int64_t
offset_at(int64_t seconds)
{
	const time_t	 t = seconds;
	struct tm	 tm;

	return localtime_r(&t, &tm) == NULL ? 0 : tm.tm_gmtoff;
}

/* The first second that has another offset than `from` has; there is one. */
static int64_t
change_find(int64_t from, int64_t to)
{
	const int64_t	 before = offset_at(from);
	int64_t		 middle;

	while (to - from > 1) {
		middle = from + (to - from) / 2;
		if (offset_at(middle) == before)
			from = middle;
		else
			to = middle;
	}
	return to;
}

int64_t
zone_offset(const char *zone, int64_t ms)
{
	zone_enter(zone);
	return offset_at(floor_div(ms, CLOCK_SECOND));
}

int64_t
zone_moment(const char *zone, int64_t day, int minute)
{
	const int64_t	 shown = day * DAY + minute * 60;
	int64_t		 before, after, change;

	zone_enter(zone);
	before = offset_at(shown - DAY);
	after = offset_at(shown + DAY);
	if (before == after)
		return (shown - before) * CLOCK_SECOND;
	change = change_find(shown - DAY, shown + DAY);
	if (shown - before < change)
		return (shown - before) * CLOCK_SECOND;
	return (change + after >= shown ? change : shown - after) *
	    CLOCK_SECOND;
}

int64_t
zone_last(const char *zone, int64_t now, int minute, enum weekday weekday)
{
	const int64_t	 shown = floor_div(now, CLOCK_SECOND) +
			    zone_offset(zone, now);
	int64_t		 day, moment;

	/* 1 January 1970 was a Thursday. */
	for (day = floor_div(shown, DAY);; day--) {
		if (weekday != ANY_DAY && (day + THURSDAY) % WEEK !=
		    (int64_t)weekday)
			continue;
		if ((moment = zone_moment(zone, day, minute)) <= now)
			return moment;
	}
}
