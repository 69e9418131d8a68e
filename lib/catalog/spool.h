/* SPDX-License-Identifier: ISC */
#ifndef SOUK_CATALOG_SPOOL_H
#define SOUK_CATALOG_SPOOL_H

#include <stdbool.h>
#include <stddef.h>

/*
 * A file without a name beside another one, for what does not fit in memory
 * (private to lib/catalog).  It is gone when its descriptor is closed.
 */
int	 spool_open(const char *beside);	/* -1: errno */
/* All of it; false: errno. */
bool	 spool_write(int fd, const void *, size_t);

#endif
