/* SPDX-License-Identifier: ISC */
#ifndef SOUK_CATALOG_EXPORTING_H
#define SOUK_CATALOG_EXPORTING_H

#include "lib/base/buf.h"
#include "lib/base/json_out.h"
#include "lib/catalog/export.h"
#include "lib/catalog/import.h"
#include "lib/catalog/selection.h"
#include "lib/catalog/steps.h"

/*
 * An export at work (private to export*.c).
 *
 *	export		what is read when, and given to a writer
 *	export_line	a product as lines of souk's columns
 *	export_csv, export_xlsx, export_json	the writers
 */
struct export_category {
	const char	*id, *parent_id, *path;
	const char	*slug;
};

/* What stands beside a product, by slug; "a, b". */
struct export_related { const char *slug, *related; };

struct sheet;

struct export {
	struct act			*act;	/* of the step */
	struct steps			*steps;
	const struct record		*filter;
	const struct export_how		*how;
	const struct export_writer	*writer;
	int				 fd;
	struct buf			 out;	/* on its way to fd */
	struct json_out			 json;
	struct sheet			*sheet;	/* export_xlsx.c */
	struct selection		 products;
	size_t				 from, to;	/* of the step */
	struct export_related		*related;	/* for the end */
	size_t				 related_count;
	struct export_category		*categories;
	size_t				 category_count;
	struct import_set		 by_id;
};

struct export_writer {
	enum outcome	(*begin)(struct export *);	/* in a READ */
	enum outcome	(*product)(struct export *, const struct record *);
	enum outcome	(*end)(struct export *);
	void		(*free)(struct export *);	/* whatever happened */
};
extern const struct export_writer	export_csv, export_xlsx, export_json;

const struct export_category	*export_category(const struct export *,
				    const char *id);

/* ---- export_line.c ------------------------------------------------------ */
/* The cells of one line, by what they are; NULL: blank.  Every cell that
 * import_souk_written columns name and no other. */
struct export_line { const char *cells[CELL__MAX]; };
typedef enum outcome	 export_line_fn(struct export *,
			    const struct export_line *);
/* Every line of a product. */
enum outcome	 export_lines(struct export *, const struct record *product,
		    export_line_fn *);
/* Behind all products: what stands beside which. */
enum outcome	 export_related_lines(struct export *, export_line_fn *);
/* The slugs of PRODUCT_RELATED, in the arena of the step. */
enum outcome	 export_related_read(struct export *, const struct record *,
		    struct value *slugs);
/* A variation's price and what crosses it out are NULL unless its own. */
void		 export_own_prices(struct arena *, struct record *product);

#endif
