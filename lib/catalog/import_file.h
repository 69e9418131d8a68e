/* SPDX-License-Identifier: ISC */
#ifndef SOUK_CATALOG_IMPORT_FILE_H
#define SOUK_CATALOG_IMPORT_FILE_H

#include <stdbool.h>

#include "lib/base/act.h"
#include "lib/base/field.h"

/*
 * What can be imported: CSV, XLSX and JSON, told apart by their bytes, in the
 * columns of souk, Shopify, WooCommerce, Medusa and Vendure, or in any, with
 * a mapping that says what each column is.
 */
struct import_new {
	const char	*path;
	const char	*type;		/* as sent, for a refusal; or NULL */
	const char	*sheet;		/* of an XLSX; NULL: the first */
	const char	*mapping;	/* JSON: {"column": "cell", …}, or NULL */
	bool		 dry_run;
};

/* What a column may be mapped to, one after another; NULL behind the last. */
const char	*import_cell_at(int n);

/* ---- preview ------------------------------------------------------------- */
enum import_preview_field { PREVIEW_KIND, PREVIEW_FORMAT, PREVIEW_ENCODING,
	PREVIEW_SEPARATOR, PREVIEW_COLUMNS, PREVIEW_PRODUCTS, PREVIEW_LINES,
	PREVIEW_MORE, PREVIEW_ERRORS, PREVIEW_DIFFERENCES, PREVIEW_CELLS,
	PREVIEW__MAX };
extern const struct fieldset	import_preview_fields;	/* "ImportPreview" */

#define IMPORT_PREVIEW_PRODUCTS	20

/*
 * What the first products of a file would become, in a transaction that
 * stays as it was; and what each of its columns was taken for.  A file that
 * cannot be read is OK, with the reason in the errors; one that is no such
 * file at all, or a mapping that is none, INVALID.
 */
enum outcome	 import_preview(struct act *, const struct import_new *,
		    struct record **);

/* ---- report --------------------------------------------------------------- */
struct buf;

/* line, field, code, message: as CSV, in the reader's language, safe to open
 * in a spreadsheet. */
enum outcome	 import_report(struct act *, const char *id, struct buf *);

#endif
