/* SPDX-License-Identifier: ISC */
#ifndef SOUK_BASE_LOG_H
#define SOUK_BASE_LOG_H

/*
 * One JSON object a line on descriptor 2, one write(2) each, at most 4 kB:
 * {"time":…,"level":…,"program":…,"pid":…,"message":…, members…}.
 * Never a secret, a cookie, a body or a person's data.
 *
 *	log_line(LOG_WARN, "job failed", "kind", kind, "id", id, NULL);
 */
enum log_level { LOG_ERROR, LOG_WARN, LOG_INFO, LOG_DEBUG };

void	log_open(const char *program, enum log_level most);
void	log_line(enum log_level, const char *message, ...)
	    __attribute__((sentinel));	/* name, value, … , NULL */

#endif
