/* SPDX-License-Identifier: ISC */
#ifndef SOUK_DB_MOVED_H
#define SOUK_DB_MOVED_H

#include "lib/base/outcome.h"
#include "lib/base/shared.h"

struct act;

/*
 * In a WRITE transaction: with its commit, what was kept of this generation
 * is out of date for every worker and for nginx (lib/base/shared.h says how
 * and proves it).  Nothing moves unless the transaction commits.
 */
void		 db_moved(struct act *, enum generation);
/* What a killed process left in the middle is put right, under the lock.
 * Outside a transaction; costs two looks when there is nothing to do. */
enum outcome	 db_settle(struct act *);

#endif
