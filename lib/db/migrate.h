/* SPDX-License-Identifier: ISC */
#ifndef SOUK_DB_MIGRATE_H
#define SOUK_DB_MIGRATE_H

#include <stddef.h>
#include <stdint.h>

#include "lib/db/db.h"

/*
 * A step from version - 1 to version: SQL of any number of statements, run
 * in one transaction with foreign keys off and checked before its end.
 */
struct migration {
	int64_t		 version;
	const char	*sql;
};

/*
 * From the file's version to the last of the table, one transaction each; a
 * process that dies leaves the file at one version or the next.  OK when
 * there is nothing to do; *why in the arena otherwise.
 */
enum outcome	 migrate_run(struct db *, struct arena *,
		    const struct migration *, size_t, const char **why);

#endif
