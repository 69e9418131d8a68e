/* SPDX-License-Identifier: ISC */
#ifndef SOUK_WATCH_LOGS_H
#define SOUK_WATCH_LOGS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "lib/base/act.h"
#include "lib/base/field.h"
#include "lib/queue/queue.h"

/*
 * The log below home/log (lib/ops/rotate.c says how its files are called):
 * looked through, compressed, and ended after ROTATE_DAYS or beyond the
 * owner's bound.  Lines hold ids, and no name, address or text of a person.
 */
extern const struct job_kind	watch_logs;	/* log_keep.c */

/* ---- log_files.c --------------------------------------------------------- */
#define LOG_FILES_MAX	2048
struct log_file {
	char	 name[48];
	int64_t	 day, part;	/* since 1970; within it */
	int64_t	 bytes, mtime;	/* ms */
	uint64_t inode;
	bool	 is_gz, is_current;
};
/* Newest first; the array lives in the arena. */
int		 log_files(struct act *, struct log_file **);
const char	*log_path(struct act *, const char *name);

/* ---- log_find.c: what was said, newest first ------------------------------ */
enum log_filter { LOG_OF_LEVEL, LOG_OF_FROM, LOG_OF_TO, LOG_OF_USER,
	LOG_OF_REQUEST, LOG_OF_MESSAGE, LOG_OF_LIMIT, LOG_OF_CURSOR,
	LOG_OF__MAX };
extern const struct fieldset	log_filters;	/* "LogQuery" */

/*
 * At most `limit` lines into lines[], each JSON.  *cursor goes on behind
 * them; NULL: that was all.  A call reads so much and no more, so there may be
 * a cursor where few lines, or none, were found.  INVALID: not our cursor.
 */
#define LOG_LINES_MAX	200
enum outcome	 log_find(struct act *, const struct record *filters,
		    const char *lines[LOG_LINES_MAX], int *count,
		    const char **cursor);
/* Does a line pass?  For who follows the log. */
bool		 log_passes(const struct record *filters, const char *line,
		    size_t len);

#endif
