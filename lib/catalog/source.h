/* SPDX-License-Identifier: ISC */
#ifndef SOUK_CATALOG_SOURCE_H
#define SOUK_CATALOG_SOURCE_H

#include <stdbool.h>
#include <stdint.h>

#include "lib/catalog/csv.h"

/*
 * A file of whatever kind as records, the first of which is the header
 * (private to lib/catalog).  `line` of a record is the line of a CSV or JSON
 * file and the row of a sheet; `end` grows from record to record and is the
 * same whenever the file is read again.
 */
struct arena;
struct message;
struct source;

/* Why nothing (more) is read, besides an error of the disk. */
struct source_why {
	const struct message	*message;	/* NULL: nothing is wrong */
	int64_t			 number;
	const char		*name;		/* static: a part of the file */
};

/* What a kind of file does.  `next` as csv_next(). */
struct source_ops {
	bool	(*next)(void *, struct csv_record *);
	bool	(*broken)(const void *);
	void	(*close)(void *);		/* takes NULL */
};

struct source {
	const struct source_ops	*ops;
	void			*reader;
	const char		*kind;		/* "csv", "xlsx", "json" */
	const char		*encoding;	/* NULL where there is none */
	char			 delimiter;	/* '\0' where there is none */
	struct source_why	 why;
};

struct source_from {
	const char	*path;
	const char	*sheet;		/* of an XLSX; NULL: the first */
	struct arena	*arena;		/* for one record of JSON at a time */
};

/*
 * *source is set before anything is allocated in the arena.  False: why, or
 * errno when there is no message; source_close() is due all the same.
 */
bool		 source_open(struct source **, const struct source_from *);
bool		 source_next(struct source *, struct csv_record *);
/* A read error, as against the end of the file or source->why. */
bool		 source_broken(const struct source *);
void		 source_close(struct source *);	/* NULL is allowed */

/* ---- the kinds (reader NULL: source->why, or errno) --------------------- */
bool		 xlsx_open(struct source *, const struct source_from *);
bool		 json_source_open(struct source *, const struct source_from *,
		    int fd);

#endif
