/* SPDX-License-Identifier: ISC */
#ifndef SOUK_DB_SHOW_H
#define SOUK_DB_SHOW_H

#include "lib/base/json_out.h"
#include "lib/db/db.h"

/*
 * Rows as a member of an open object, an array of objects: what a module
 * keeps about a person, for them to read.  The statement takes :owner; each
 * column has a name whose last character may say its type: '@' a time, '#' a
 * number, '?' true or false, else a text.
 */
struct show_rows {
	const char		*name;
	const char		*sql;
	const char *const	*columns;	/* ends with NULL */
	bool			 of_brand;	/* takes :brand, the actor's */
};

enum outcome	show_rows(struct act *, struct json_out *,
		    const struct show_rows *, const char *owner);

#endif
