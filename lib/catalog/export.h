/* SPDX-License-Identifier: ISC */
#ifndef SOUK_CATALOG_EXPORT_H
#define SOUK_CATALOG_EXPORT_H

#include "lib/catalog/catalog.h"

/*
 * All products that a filter of the admin list shows, as a file that an
 * import takes back without loss:
 *
 *	csv	souk's own columns (import_souk.c), a line a variation, then a
 *		line a translation; formulas disarmed (csv_guard.h)
 *	xlsx	the same columns; every cell is a text
 *	json	categories, products and collections, nested, without ids: a
 *		category is named by its slug, so is whatever stands beside a
 *		product or is chosen by hand for a collection
 *
 * In order of slug and with nothing of this shop's own in it, so that two
 * shops with the same products have the same file.  The products are read in
 * several short transactions; one that is gone when its turn comes is left
 * out.  A sheet has no more of a category than its path, of a collection by
 * hand than its name, and no blanks at the ends of a text; where stock lies,
 * price lists and groups of customers are of this shop alone.
 */
enum export_format { EXPORT_CSV, EXPORT_XLSX, EXPORT_JSON,
	EXPORT_FORMAT__MAX };
extern const char *const	export_format_names[];	/* ends with NULL */
extern const char *const	export_content_types[];

/* Query names of an export: those of the admin list, then these. */
enum export_query { EXPORT_QUERY_FORMAT = FILTER__MAX, EXPORT_QUERY_BOM,
	EXPORT_QUERY_SEPARATOR, EXPORT_QUERY__MAX };
extern const struct fieldset	product_export_query;

extern const char *const	export_separators[];	/* ends with NULL */

/* The two rows of a table of query names that all CSV has. */
#define EXPORT_CSV_QUERIES(BOM, SEPARATOR) \
	[BOM] = { .name = "bom", .type = FIELD_BOOLEAN, .initial = "false", \
		.help = "csv: begins with a byte order mark, for Excel" }, \
	[SEPARATOR] = { .name = "separator", .type = FIELD_ENUM, \
		.choices = export_separators, .initial = "\",\"", \
		.help = "csv: what stands between cells" }

struct export_how {
	enum export_format	 format;
	char			 separator;	/* csv: ',' or ';' */
	bool			 bom;		/* csv: for Excel */
};

/* Writes the file to a descriptor; takes its own transactions.  filter: of
 * product_filter_admin or product_export_query.  TOO_LARGE: more lines than
 * a sheet has. */
enum outcome	 product_export(struct act *, const struct record *filter,
		    const struct export_how *, int fd);

#endif
