/* SPDX-License-Identifier: ISC */
#ifndef SOUK_AUDIT_AUDIT_H
#define SOUK_AUDIT_AUDIT_H

#include <stdbool.h>

#include "lib/base/act.h"
#include "lib/base/field.h"
#include "lib/base/page.h"

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

/* ---- reading (audit_list.c): the actor's brand, newest first ---------- */
enum audit_field { AUDIT_ID, AUDIT_USER, AUDIT_ACTION, AUDIT_ENTITY_TYPE,
	AUDIT_ENTITY_ID, AUDIT_CHANGES, AUDIT_ADDRESS, AUDIT_AGENT,
	AUDIT_CREATED_AT, AUDIT__MAX };
extern const struct fieldset	audit_fields;		/* "AuditEntry" */

enum audit_filter { AUDIT_OF_USER, AUDIT_OF_ACTION, AUDIT_OF_TYPE,
	AUDIT_OF_ENTITY, AUDIT_OF__MAX };
extern const struct fieldset	audit_filters;

struct audit_list {
	struct stmt	*rows;
	int64_t		 total;
	const char	*filters;	/* for the cursor */
	int64_t		 left;		/* rows of this page still to come */
	bool		 more;		/* after the last: another page? */
};
enum outcome	audit_list(struct act *, const struct record *filters,
		    const struct list_query *, struct audit_list *);
/* Fills a record made once; NOT_FOUND after the last of the page. */
enum outcome	audit_list_next(struct act *, struct audit_list *,
		    struct record *);
/* The cursor behind that row; NULL when it was the last of all. */
const char	*audit_list_cursor(struct act *, const struct audit_list *,
		    const struct record *);

#endif
