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

#endif
