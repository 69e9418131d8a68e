/* SPDX-License-Identifier: ISC */
#ifndef SOUK_SOUK_H
#define SOUK_SOUK_H

#include "lib/base/field.h"
#include "lib/queue/queue.h"

/*
 * Every module once (souk.c): what each adds to the settings, the job kinds
 * and the schedules.  A lower floor reaches a higher one only through this
 * list, by act->souk.
 */

/*
 * Called in the transaction that changes settings, with the whole record as
 * it was and what came in; SQL only, may refuse.
 */
typedef enum outcome settings_hook(struct act *, const struct record *before,
    const struct record *change);

struct souk {
	const struct fieldset		*settings;	/* of OBJECTs */
	settings_hook *const		*settings_hooks; /* ends with NULL */
	const struct job_kind *const	*jobs;		/* ends with NULL */
	const struct schedule		*schedules;
	int				 schedule_count;
};

extern const struct souk	souk;

/* The members of /api/admin/settings, one a module that has settings. */
enum souk_settings_field { SOUK_SETTINGS_SHOP, SOUK_SETTINGS_ACCOUNTS,
	SOUK_SETTINGS_CATALOG, SOUK_SETTINGS_LIMITS, SOUK_SETTINGS__MAX };
extern const struct fieldset	souk_settings;

#endif
