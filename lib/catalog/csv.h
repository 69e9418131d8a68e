/* SPDX-License-Identifier: ISC */
#ifndef SOUK_CATALOG_CSV_H
#define SOUK_CATALOG_CSV_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/*
 * CSV from outside, a record at a time in fixed memory (private to
 * lib/catalog).
 *
 * RFC 4180, and what spreadsheets make of it: comma, semicolon, tab or bar,
 * the commonest of the header line; a byte order mark; lines end with CRLF, LF
 * or CR; blanks may follow a closing quote; a quote inside a cell that does
 * not begin with one is text.  Empty lines are passed over.
 *
 * Text is UTF-8, or Windows-1252 where the first 64 KiB from the first byte
 * beyond ASCII hold more broken than whole UTF-8 sequences; decided once.
 * Cells are handed out as UTF-8 without NUL, line breaks in them as LF.
 *
 * A bad record never ends the reading.  After a broken quote it goes on at
 * the line behind the one where that quote opened, so an unclosed quote
 * costs its own record only.
 */
#define CSV_CELL_MAX	(64 << 10)	/* bytes of one cell */
#define CSV_RECORD_MAX	(1 << 20)	/* bytes of all cells of a record */
#define CSV_CELLS_MAX	1024

enum csv_fault {
	CSV_FINE,
	CSV_CELL,		/* a cell or the record is too long */
	CSV_QUOTE,		/* text behind a closing quote, or none */
	CSV_ENCODING,		/* not UTF-8 after all, or a NUL */
	/* of other files than CSV, see source.h */
	CSV_JSON,		/* not JSON, or not an object */
	CSV_CYCLE,		/* a category below itself */
	CSV_DEEP,		/* a category below too many others */
	CSV_FAULT__MAX
};

/* One record; its cells live until the next csv_next(). */
struct csv_record {
	int64_t			 line;	/* where it starts, from 1 */
	int64_t			 end;	/* bytes of the file up to behind it */
	enum csv_fault		 fault;	/* then there are no cells */
	size_t			 count;
	const char *const	*cells;
	const char		*name;	/* what the fault is about, or NULL */
	bool			 joined; /* belongs to the record before */
};

struct csv;
struct csv_kind;		/* csv_sniff.h */

/* Takes the descriptor of a regular file over.  NULL: errno. */
struct csv	*csv_open(int fd);
void		 csv_close(struct csv *);	/* NULL is allowed */
/* False: the end, or a read error (csv_broken()). */
bool		 csv_next(struct csv *, struct csv_record *);
bool		 csv_broken(const struct csv *);
const struct csv_kind	*csv_kind(const struct csv *);

#endif
