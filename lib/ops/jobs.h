/* SPDX-License-Identifier: ISC */
#ifndef SOUK_OPS_JOBS_H
#define SOUK_OPS_JOBS_H

#include "lib/base/act.h"
#include "lib/base/field.h"
#include "lib/db/rows.h"

/*
 * The queue as an administrator sees it: what waits, runs or was given up.
 * Jobs are the whole shop's.  Of a payload only those members are shown that
 * the kind names.  Who asks must hold SETTINGS_EDIT: the routes say so.
 */
enum job_field { JOB_ID, JOB_KIND, JOB_LANE, JOB_STATE, JOB_ATTEMPTS, JOB_DUE,
	JOB_ERROR, JOB_CREATED_AT, JOB_PAYLOAD, JOB__MAX };
extern const struct fieldset	job_fields;		/* "Job" */

enum job_filter { JOB_OF_STATE, JOB_OF_KIND, JOB_OF__MAX };
extern const struct fieldset	job_filters;

enum ops_message { OPS_JOB_NOT_DEAD, OPS_JOB_WAITS, OPS_MESSAGE__MAX };
extern const struct message	ops_messages[OPS_MESSAGE__MAX];

/* Newest first; counted no further than pages by number reach. */
enum outcome	job_list(struct act *, const struct record *filter,
		    const struct list_query *, struct rows *);
enum outcome	job_list_next(struct act *, struct rows *, struct record *);
const char	*job_list_cursor(struct act *, const struct rows *,
		    const struct record *);
enum outcome	job_read(struct act *, const char *id, struct record **);
/*
 * A dead one once more, from its first attempt; or never again.  CONFLICT: it
 * is not dead, or the same is waiting already.
 */
enum outcome	job_retry(struct act *, const char *id, struct record **);
enum outcome	job_drop(struct act *, const char *id);

#endif
