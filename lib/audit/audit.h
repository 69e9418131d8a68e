/* SPDX-License-Identifier: ISC */
#ifndef SOUK_AUDIT_AUDIT_H
#define SOUK_AUDIT_AUDIT_H

#include "lib/base/act.h"
#include "lib/base/field.h"

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

#endif
