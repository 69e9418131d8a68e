/* SPDX-License-Identifier: ISC */
#ifndef SOUK_BASE_LOG_H
#define SOUK_BASE_LOG_H

#include <stdbool.h>

/*
 * One JSON object a line on descriptor 2, one write(2) each, at most 4 kB:
 * {"time":…,"level":…,"program":…,"pid":…,"message":…, members…}.
 * Never a secret, a cookie, a body or a person's data.
 *
 *	log_line(LOG_WARN, "job failed", "kind", kind, "id", id, NULL);
 */
enum log_level { LOG_ERROR, LOG_WARN, LOG_INFO, LOG_DEBUG };

void	log_open(const char *program, enum log_level most);
/*
 * From here on what is no more than information is held back, up to what one
 * write(2) passes through a pipe whole, until log_flush(), a line that is
 * more, or the next that no longer fits.  A process that is killed takes it
 * along.
 */
void	log_hold(void);
bool	log_is_held(void);
void	log_flush(void);
void	log_line(enum log_level, const char *message, ...)
	    __attribute__((sentinel));	/* name, value, … , NULL */

#endif
