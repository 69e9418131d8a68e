/* SPDX-License-Identifier: ISC */
#ifndef SOUK_CATALOG_CSV_WRITE_H
#define SOUK_CATALOG_CSV_WRITE_H

#include <stdbool.h>
#include <stdint.h>

#include "lib/base/buf.h"

/*
 * CSV for people and spreadsheets (by list_export.h): cells one after another, quoted where they have to be.  A text that a spreadsheet would run
 * as a formula is disarmed (csv_guard.h); a number is written as it is.
 */
struct csv_out {
	struct buf	*buf;
	struct arena	*arena;		/* for a cell at a time */
	char		 separator;
	bool		 begun;		/* the line has a cell */
};

#define CSV_BOM	"\xef\xbb\xbf"		/* without it Excel takes Latin-1 */

void	csv_put(struct csv_out *, const char *);	/* NULL: blank */
void	csv_put_int(struct csv_out *, int64_t);
void	csv_put_end(struct csv_out *);

/* ---- to a file ------------------------------------------------------------ */
/* A buffer that empties itself into *fd; a disk that is full is as a memory
 * that is.  spill_end() writes the rest. */
void	spill_open(struct buf *, struct arena *, int *fd);
void	spill_end(struct buf *);

#endif
