/* SPDX-License-Identifier: ISC */
#ifndef SOUK_AUDIT_AUDIT_H
#define SOUK_AUDIT_AUDIT_H

#include "lib/base/act.h"
#include "lib/base/field.h"
#include "lib/db/rows.h"
#include "lib/souk.h"

struct stmt;

/*
 * Who changed what, from where: append-only rows in the transaction of the
 * change itself.  Secret fields are written as "***".
 */
struct audit {
	const char		*action;	/* "create_product" */
	const char		*entity_type;	/* "Product" */
	const char		*entity_id;	/* may be NULL */
	const struct record	*before, *after;	/* either may be NULL */
	const char		*user_id;	/* NULL: the actor */
};

enum outcome	audit_write(struct act *, const struct audit *);

extern const struct privacy	audit_privacy;

/* ---- reading (audit_list.c): the actor's brand, newest first ----------
 * The log grows for ever, so it is not counted beyond what pages by number
 * reach: a total of PAGE_REACH + 1 says that there are more.
 */
enum audit_field { AUDIT_ID, AUDIT_USER, AUDIT_ACTION, AUDIT_ENTITY_TYPE,
	AUDIT_ENTITY_ID, AUDIT_CHANGES, AUDIT_ADDRESS, AUDIT_AGENT,
	AUDIT_CREATED_AT, AUDIT_KEY, AUDIT__MAX };
extern const struct fieldset	audit_fields;		/* "AuditEntry" */

enum audit_filter { AUDIT_OF_USER, AUDIT_OF_ACTION, AUDIT_OF_TYPE,
	AUDIT_OF_ENTITY, AUDIT_FROM, AUDIT_TO, AUDIT_OF__MAX };
extern const struct fieldset	audit_filters;

enum outcome	audit_list(struct act *, const struct record *filters,
		    const struct list_query *, struct rows *);
/* The cursor behind that row; NULL when it was the last of all. */
const char	*audit_list_cursor(struct act *, const struct rows *,
		    const struct record *);

/* ---- behind.c: outside a transaction, of all brands, a line each ------------
 * The newest entry's id; how many entries of which type came after one.
 */
struct buf;
enum outcome	audit_newest(struct act *, struct buf *);
enum outcome	audit_behind(struct act *, const char *id, struct buf *);

#endif
