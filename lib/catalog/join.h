/* SPDX-License-Identifier: ISC */
#ifndef SOUK_CATALOG_JOIN_H
#define SOUK_CATALOG_JOIN_H

#include "lib/catalog/source.h"

/*
 * Records that belong to another one, anywhere in a file, are put right
 * behind it and marked as joined (private to lib/catalog).  The file is read
 * once ahead, into a spool; 32 bytes a record stay in memory.
 */
#define JOIN_ROWS	((size_t)1 << 20)

struct join_by {
	const char	*path;		/* for the spool to stand beside */
	int		 id, sku;	/* columns that a parent is named by */
	int		 parent;	/* "id:12" or a SKU; -1: none of these */
	size_t		 limit;		/* records; 0: all */
};

/*
 * Takes the source over: its header has been read, the rest comes out of
 * *source from now on.  False: (*source)->why, or errno.
 */
bool	 join_open(struct source **, const struct join_by *);

#endif
