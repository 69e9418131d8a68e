/* SPDX-License-Identifier: ISC */
#include "lib/base/zone.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "lib/base/clock.h"

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
