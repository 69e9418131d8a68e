/* SPDX-License-Identifier: ISC */
#ifndef SOUK_PAGES_ADMIN_H
#define SOUK_PAGES_ADMIN_H

#include "fcgi/pages/page.h"

/* What the shopkeeper's pages share. */
struct admin_status { const char *value; enum ui_text text; };
#define ADMIN_STATUSES	4
extern const struct admin_status	admin_statuses[ADMIN_STATUSES];

/* <option>s of the statuses; NULL: none is selected. */
void		 admin_status_options(const struct page *, const char *chosen);
void		 admin_tax_options(const struct page *, const char *chosen);
const char	*admin_status_text(const struct page *, const char *value);
enum outcome	 admin_start(struct page *, struct req *, struct res *,
		    enum ui_text title);
/* What engines, taxes and neighbours need of a product (admin_detail.c). */
void		 admin_detail_put(const struct page *, const struct record *);
enum outcome	 admin_beside_put(const struct page *, const struct record *);
/* A list of products that beside.js lets put in order: between open and close
 * a row each. */
void		 admin_beside_open(const struct page *, enum ui_text title,
		    enum ui_text hint);
void		 admin_beside_row(const struct page *, const struct record *);
void		 admin_beside_close(const struct page *);
/* The rules of a collection (admin_rules.c). */
#define RULE_CATEGORIES	500	/* to choose from */
enum outcome	 admin_rules_put(const struct page *, const struct value *);
/* What the list shows with these. */
struct record	*admin_filter(const struct page *, const char *q,
		    const char *status);
/* <option>s of the brand's categories (admin_product_new.c). */
enum outcome	 admin_category_options(const struct page *);
/* What a column of an import may be, for people (admin_import_cells.c). */
const char	*admin_import_cell(enum locale, const char *cell);
/* The brand's last imports, as a table (admin_import.c). */
enum outcome	 admin_imports_put(const struct page *);

#endif
