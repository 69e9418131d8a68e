/* SPDX-License-Identifier: ISC */
#ifndef SOUK_CATALOG_RESOURCE_H
#define SOUK_CATALOG_RESOURCE_H

#include "lib/base/act.h"
#include "lib/base/field.h"
#include "lib/db/rows.h"

/*
 * What the shop keeps as rows of a brand, each with lists of its own: zones,
 * ways of shipping, promotions, synonyms.  Made, read, changed and deleted
 * alike: checked, versioned, audited, of the actor's brand only.
 */
struct resource {
	const struct fieldset	*fields;
	int			 id, brand, version;	/* of them */
	const char		*prefix;	/* of its TypeIDs */
	const char		*type;		/* for the audit: "Zone" */
	const char		*created, *updated, *deleted;	/* actions */
	/* One by :id, its stored fields in order; and its end. */
	const char		*sql_read, *sql_delete;
	const struct message	*taken;		/* its name or code */
	/*
	 * Where there may be so many of a brand only: the place of a new one,
	 * by :id, :brand, :now and :most, if there is room; else it is full.
	 */
	const char		*sql_room;	/* NULL: as many as one likes */
	int64_t			 most;
	const struct message	*full;
	/* What came in, which it may settle; before NULL: a new one. */
	enum outcome		(*check)(struct act *, struct record *in,
				    const struct record *before);
	/* The lists that came in, instead of those there are. */
	enum outcome		(*store)(struct act *, const char *id,
				    const struct record *in);
	/* The lists, into a record that was read; NULL: it has none. */
	enum outcome		(*fill)(struct act *, struct record *);
	enum outcome		(*may_go)(struct act *, const char *id);
};

enum outcome	 resource_read(struct act *, const struct resource *,
		    const char *id, struct record **);
enum outcome	 resource_create(struct act *, const struct resource *,
		    const struct record *, struct record **);
enum outcome	 resource_change(struct act *, const struct resource *,
		    const char *id, const struct record *, struct record **);
enum outcome	 resource_delete(struct act *, const struct resource *,
		    const char *id);

/* ---- for what they say of themselves ---------------------------------------- */

/* A value as it will be: given, else as it was. */
const struct value *value_merged(const struct record *in,
		    const struct record *before, int field);
/* The rows of a statement, whose values but :id are bound, as a list. */
enum outcome	 list_fill(struct act *, const char *sql, const char *id,
		    const struct fieldset *, struct value *list);
/* sql_drop takes :id; then each item is a row, with `owner` its column. */
struct column_value;
enum outcome	 list_store(struct act *, const char *sql_drop,
		    const struct column_value *owner, size_t owners,
		    const struct value *list);
/* Is there a row to a statement that takes :id? */
enum outcome	 is_there(struct act *, const char *sql, const char *id,
		    bool *);

#endif
