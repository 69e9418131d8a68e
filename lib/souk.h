/* SPDX-License-Identifier: ISC */
#ifndef SOUK_SOUK_H
#define SOUK_SOUK_H

#include "lib/base/field.h"
#include "lib/queue/queue.h"

/*
 * Every module once (lib/souk.c): what each adds to the settings, the job
 * kinds, the schedules.  A lower floor reaches a higher one only through
 * this list, by act->souk.
 */
struct souk {
	const struct fieldset		*settings;	/* of OBJECTs */
	const struct job_kind *const	*jobs;		/* ends with NULL */
	const struct schedule		*schedules;
	int				 schedule_count;
};

extern const struct souk	souk;

#endif
