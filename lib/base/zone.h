/* SPDX-License-Identifier: ISC */
#ifndef SOUK_BASE_ZONE_H
#define SOUK_BASE_ZONE_H

#include <stdint.h>
#include <time.h>

/*
 * Instants as a clock on the wall of a zone shows them.  The zone of the
 * process becomes this one; nothing else in souk asks for it.
 */
void	 zone_wall(const char *zone, int64_t ms, struct tm *);
/* The midnight that began the month, so many months later. */
int64_t	 zone_month(const char *zone, int64_t ms, int months_later);

enum weekday { SUNDAY, MONDAY, TUESDAY, WEDNESDAY, THURSDAY, FRIDAY, SATURDAY,
	ANY_DAY };

/* How many seconds ahead of UTC at that moment. */
int64_t	 zone_offset(const char *zone, int64_t ms);
/*
 * When the clocks there show so many minutes of a day, in days since 1970.  A
 * time that is left out that day is when they go on; of one that comes twice
 * it is the first.
 */
int64_t	 zone_moment(const char *zone, int64_t day, int minute);
/* The last such moment, on that day of the week, up to now. */
int64_t	 zone_last(const char *zone, int64_t now, int minute, enum weekday);

#endif
