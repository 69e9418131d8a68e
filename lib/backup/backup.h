/* SPDX-License-Identifier: ISC */
#ifndef SOUK_BACKUP_BACKUP_H
#define SOUK_BACKUP_BACKUP_H

#include <stdbool.h>
#include <stdint.h>

#include "lib/base/act.h"
#include "lib/base/field.h"
#include "lib/db/rows.h"
#include "lib/queue/queue.h"

/*
 * Copies of the shop: its database, its pictures, what is in etc/.  A copy is
 * whole or not there; it shares with others what they have in common; every
 * byte of it is known by a hash, and none is taken back that is another.
 *
 * Copies stand in the home (backup/, where they help against a mistake or a
 * damaged database) and, if SOUK_BACKUP_PLACE says where, in a second place
 * (a folder of another disk or machine, or S3), where they help against the
 * loss of the machine.  With SOUK_BACKUP_KEY they are encrypted, but for what
 * lies as open beside it: pictures in the home's own place are second names
 * (hard links) of the shop's files.
 *
 * Made while the shop runs: the database by SQLite's backup in one snapshot,
 * checked (integrity, references), then the pictures, so no row points to a
 * file that is not there.  What does not check is not kept.
 *
 * Personal data: whoever is erased is in no copy made afterwards, and in none
 * at all once those from before have been removed: after `weeklyDays`.  After
 * a restore of an older copy, erase again who was erased since: the audit log
 * of the damaged database (db.before-…) names them by id.
 */
#define BACKUP_WHY	600

enum backup_setting { BACKUP_EVERY, BACKUP_ALL_HOURS, BACKUP_DAILY_DAYS,
	BACKUP_WEEKLY_DAYS, BACKUP_SETTING__MAX };
extern const struct fieldset	backup_settings;

/* ---- run.c, job.c: what was made ------------------------------------------------- */

enum backup_field { BACKUP_ID, BACKUP_KIND, BACKUP_STARTED, BACKUP_ENDED,
	BACKUP_STATUS, BACKUP_NAME, BACKUP_BYTES, BACKUP_NEW_BYTES,
	BACKUP_FILES, BACKUP_SECOND, BACKUP_ERROR, BACKUP__MAX };
extern const struct fieldset	backup_fields;		/* "Backup" */

/* Newest first.  Who asks must hold SETTINGS_EDIT: the routes say so. */
enum outcome	 backup_list(struct act *, const struct list_query *,
		    struct rows *);
const char	*backup_list_cursor(struct act *, const struct rows *,
		    const struct record *);
/* One as soon as can be, by the job runner; in the caller's transaction. */
enum outcome	 backup_ask(struct act *, const char **job_id);

extern const struct job_kind	backup_run, backup_read_back;

/* ---- make.c ------------------------------------------------------------------ */

struct backup {
	const char	*kind;		/* auto, asked, upgrade */
	const char	*to;		/* a second place; NULL: as configured */
	/* what it became */
	const char	*id;		/* of its row */
	char		 name[64];
	int64_t		 bytes, new_bytes, files;
	bool		 in_second;
	char		 why[BACKUP_WHY];	/* also if only the second
						   place lacks it */
};
/*
 * Outside a transaction; takes minutes where much is new.  job: whose lease is
 * kept, or NULL.  BUSY: another copy is being made, no space, or told to end.
 * INTERNAL: it failed and is not kept.
 */
enum outcome	 backup_make(struct act *, const struct job *,
		    struct backup *);

/* ---- restore.c ------------------------------------------------------------------ */

typedef void backup_say(void *, const char *line);

struct restore {
	const char	*from;		/* a place; NULL: the home's own, or
					   to restore where that is empty
					   SOUK_BACKUP_PLACE */
	const char	*copy;		/* its name; NULL: the newest */
	bool		 replace;	/* a database that is there goes aside */
	backup_say	*say;		/* what is damaged, what was done */
	void		*arg;
};
/*
 * Of a shop that does not run, into act->config's home.  Nothing is changed
 * before all of the copy was read and found right.  act has no database.
 */
enum outcome	 backup_restore(struct act *, const struct restore *);
/* Reads all of one copy, or of all (NULL).  NOT_FOUND: none is there.
 * CONFLICT: something is damaged; it was said. */
enum outcome	 backup_verify(struct act *, const struct restore *);
/* A line each, newest first. */
enum outcome	 backup_print(struct act *, const struct restore *);

/* ---- doctor.c: lines about copies that are missing or old; how many -------- */
struct buf;
int		 backup_findings(struct act *, struct buf *);

#endif
