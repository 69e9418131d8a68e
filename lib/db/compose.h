/* SPDX-License-Identifier: ISC */
#ifndef SOUK_DB_COMPOSE_H
#define SOUK_DB_COMPOSE_H

#include <stdint.h>

#include "lib/base/field.h"
#include "lib/db/db.h"

/*
 * SQL from field tables, and the only file that builds SQL: one statement a
 * table, verb and column mask, cached by the connection.  Identifiers come
 * from constant tables only, values are always bound.
 */

/*
 * INSERT the record's columns that are not ABSENT.  Extra columns (ids, brand,
 * times) are pairs.  CONFLICT: a constraint.
 */
struct column_value { const char *column, *text; int64_t num; };
	/* text NULL: num is bound */

enum outcome	 compose_insert(struct db *, const struct record *,
		    const struct column_value *extra, size_t);
/*
 * UPDATE the columns present, where every key pair matches; NOT_FOUND when no
 * row did.  An empty record with no extra is OK and touches nothing.
 */
enum outcome	 compose_update(struct db *, const struct record *,
		    const struct column_value *extra, size_t,
		    const struct column_value *keys, size_t);

/* "a.x, a.y" for fields with a column, in the order of the set. */
const char	*compose_columns(struct arena *, const struct fieldset *,
		    const char *alias);
/* One row by its keys into a record; NOT_FOUND. */
enum outcome	 compose_get(struct db *, struct arena *,
		    const struct fieldset *, const struct column_value *keys,
		    size_t, struct record **);
/* The current row of a statement whose columns from `first` on are the
 * stored fields of the set, in order. */
void		 compose_row(struct stmt *, int first, struct arena *,
		    struct record *);

/*
 * A SELECT with optional conditions, for lists: where[] are constant
 * fragments joined by AND (present ones only), order is a constant fragment.
 */
struct compose_select {
	const char		*select;	/* "SELECT … FROM … WHERE …" */
	const char *const	*where;		/* ends with NULL */
	const char		*tail;		/* GROUP BY, ORDER BY, LIMIT … */
};
struct stmt	*compose_select(struct db *, struct arena *,
		    const struct compose_select *);

#endif
