/* SPDX-License-Identifier: ISC */
#ifndef SOUK_CATALOG_LIST_EXPORT_H
#define SOUK_CATALOG_LIST_EXPORT_H

#include "lib/catalog/catalog.h"
#include "lib/catalog/csv_write.h"

/*
 * All of a list as CSV for a spreadsheet, a page a transaction: of what
 * changes meanwhile a line is as it was or as it became.  Texts that would run
 * as formulas are disarmed.
 */
struct list_export {
	const struct fieldset	*set;		/* of a row */
	const char		*const *heads;	/* ends with NULL */
	enum outcome		(*open)(struct act *,
				    const struct record *filter,
				    const struct list_query *, struct rows *);
	/* NULL: rows_next() */
	enum outcome		(*next)(struct act *, struct rows *,
				    struct record *);
	const char		*(*cursor)(struct act *, const struct rows *,
				    const struct record *);
	/* One line or more of a row. */
	void			(*put)(struct csv_out *,
				    const struct record *filter,
				    const struct record *row);
};

/* To a descriptor; takes its own transactions. */
enum outcome	 list_export(struct act *, const struct list_export *,
		    const struct record *filter, const struct export_how *,
		    int fd);

#endif
