/* SPDX-License-Identifier: ISC */
#ifndef SOUK_DB_COPY_H
#define SOUK_DB_COPY_H

#include <stdbool.h>
#include <stdint.h>

#include "lib/base/outcome.h"

/*
 * A database file apart from the shop's own: made from it while everybody
 * writes on, and looked at without anything being written beside it.
 */
struct db;

/* Called now and then; false ends the work (BUSY). */
struct db_patience {
	bool	(*go_on)(void *);
	void	*arg;
};

#define DB_COPY_WHY	512

/*
 * The whole database as it is at one moment of this call, into a new file at
 * path, which is not synced.  Made by SQLite's backup within one read
 * transaction, over a connection of its own.  INTERNAL: the database is damaged;
 * BUSY: it was not possible (no space, the end of patience).  why says what.
 */
enum outcome	 db_copy_to(const struct db *, const char *path,
		    const struct db_patience *, char why[DB_COPY_WHY]);
/*
 * Is such a file sound (integrity_check, foreign_key_check), souk's, and how
 * many rows has each table?  Also of whatever stands at path.  Nothing else
 * may have it open.  Outcomes as above.
 */
struct db_copy_look {
	int64_t	 version;		/* of the schema */
	void	(*table)(void *, const char *name, int64_t rows);
	void	*arg;
};
enum outcome	 db_copy_check(const char *path, struct db_copy_look *,
		    const struct db_patience *, char why[DB_COPY_WHY]);

#endif
