/* SPDX-License-Identifier: ISC */
#ifndef SOUK_BASE_CLOCK_H
#define SOUK_BASE_CLOCK_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/*
 * Time is UTC milliseconds since 1970 everywhere but at the edges: RFC 3339
 * in JSON ("2026-11-21T04:15:00.000Z").
 */
#define CLOCK_SECOND	INT64_C(1000)
#define CLOCK_MINUTE	(60 * CLOCK_SECOND)
#define CLOCK_HOUR	(60 * CLOCK_MINUTE)
#define CLOCK_DAY	(24 * CLOCK_HOUR)
#define CLOCK_TEXT	25	/* bytes of the text with its NUL */

int64_t	 clock_now(void);		/* wall clock, ms */
int64_t	 clock_monotonic_us(void);
void	 clock_text(int64_t ms, char[CLOCK_TEXT]);
bool	 clock_parse(const char *, int64_t *ms);	/* RFC 3339 */
bool	 clock_is_zone(const char *);	/* an IANA name on this host */

#endif
