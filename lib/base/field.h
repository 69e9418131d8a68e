/* SPDX-License-Identifier: ISC */
#ifndef SOUK_BASE_FIELD_H
#define SOUK_BASE_FIELD_H

#include <stddef.h>
#include <stdint.h>

/*
 * A field is one row of a constant table.  From the row come validation, SQL
 * column lists, JSON out and the OpenAPI schema.  A table is indexed by an
 * enum of its module, so code says record->values[PRODUCT_SLUG].
 *
 * JSON, C and SQL by type (what `num` and `text` of a value hold):
 *   TEXT EMAIL URL SLUG ID PHONE LOCALE CURRENCY ZONE PASSWORD   text; TEXT
 *   ENUM    text is one of choices, num its index; TEXT in SQL
 *   INTEGER num; INTEGER      BOOLEAN num 0/1; INTEGER
 *   MONEY   num in minor units; INTEGER.  Its currency is the CURRENCY field
 *           of the same set if that has one, else the shop's.
 *   TIME    num in ms; RFC 3339 in JSON; INTEGER
 *   OBJECT  items[0], described by `of`        LIST   items[0..count) of `of`
 *   TEXTS   a JSON array of strings: texts[0..count); TEXT, one a line
 *   JSON    any JSON value, text is its compact source; TEXT
 */
enum field_type {
	FIELD_TEXT, FIELD_EMAIL, FIELD_URL, FIELD_SLUG, FIELD_ID, FIELD_PHONE,
	FIELD_LOCALE, FIELD_CURRENCY, FIELD_ZONE, FIELD_PASSWORD, FIELD_ENUM,
	FIELD_INTEGER, FIELD_BOOLEAN, FIELD_MONEY, FIELD_TIME,
	FIELD_OBJECT, FIELD_LIST, FIELD_TEXTS, FIELD_JSON,
	FIELD_TYPE__MAX
};

enum field_flag {
	FIELD_REQUIRED	= 1 << 0,	/* must be there on create */
	FIELD_READ_ONLY	= 1 << 1,	/* never accepted from outside */
	FIELD_NULLABLE	= 1 << 2,	/* null is a value */
	FIELD_LINES	= 1 << 3,	/* TEXT may hold line breaks */
	FIELD_SECRET	= 1 << 4,	/* never written out */
	FIELD_CREATE_ONLY = 1 << 5,	/* fixed once created */
	FIELD_HIDDEN	= 1 << 6,	/* stored, but not in answers */
	FIELD_AS_GIVEN	= 1 << 7,	/* MONEY stays text: only the module knows
					   its currency, and reads it */
};

struct fieldset;

struct field {
	const char		*name;		/* JSON or query name */
	const char		*column;	/* SQL; NULL: not one column */
	enum field_type		 type;
	unsigned		 flags;
	int64_t			 min, max;	/* code points, items or value;
						   0,0: the type's own bounds */
	const char *const	*choices;	/* ENUM, ends with NULL */
	const char		*prefix;	/* ID: its TypeID prefix */
	const char		*initial;	/* default, as JSON text */
	const struct fieldset	*of;		/* OBJECT, LIST */
	const char		*help;		/* one line for the API page */
};

struct fieldset {
	const char		*name;		/* OpenAPI schema, "Product" */
	const char		*table;		/* SQL; NULL: not stored */
	const struct field	*fields;
	size_t			 count;		/* at most 64 */
};

#define FIELDSET(NAME, TABLE, FIELDS) \
	{ .name = (NAME), .table = (TABLE), .fields = (FIELDS), \
	  .count = sizeof(FIELDS) / sizeof((FIELDS)[0]) }

enum value_state { VALUE_ABSENT, VALUE_NULL, VALUE_SET };

struct record;

struct value {
	enum value_state	 state;
	int64_t			 num;
	const char		*text;		/* NUL-terminated, no NUL inside */
	size_t			 len;		/* bytes of text */
	size_t			 count;		/* of items or texts */
	struct record		*items;
	const char		**texts;
};

/* Validated values in the order of their set; all in the act's arena. */
struct record {
	const struct fieldset	*set;
	struct value		*values;
};

struct arena;
struct record	*record_new(struct arena *, const struct fieldset *);
void		 record_set_text(struct record *, int field, const char *);
void		 record_set_int(struct record *, int field, int64_t);
uint64_t	 record_mask(const struct record *);	/* fields not ABSENT */

static inline int
record_has(const struct record *r, int field)
{
	return r->values[field].state != VALUE_ABSENT;
}

#endif
