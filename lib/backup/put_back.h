/* SPDX-License-Identifier: ISC */
#ifndef SOUK_BACKUP_PUT_BACK_H
#define SOUK_BACKUP_PUT_BACK_H

#include "lib/backup/copy.h"

/*
 * Private to restore.c and put_back.c: what was read stands in restore.new/ of
 * the home, as it will stand in the home itself.
 */
struct put_back {
	struct work		*w;		/* w->home: where it comes from */
	const struct restore	*how;
	int			 lock;
	int			 faults;
	int64_t			 files, bytes, schema;
	char			 aside[32];	/* "before-2026-…" */
};

/* An empty restore.new/. */
bool	 put_back_begin(struct put_back *);
/* A file below it; -1: why. */
int	 put_back_create(struct put_back *, const char *path, mode_t);
bool	 put_back_write(struct put_back *, int fd, const uint8_t *, size_t);
/*
 * Everything into its place.  Whoever is killed on the way leaves a home that
 * can be restored into again, with --replace; until the last step its
 * database is the one from before.
 */
bool	 put_back_switch(struct put_back *);
void	 put_back_end(struct put_back *);	/* nothing is left over */

#endif
