/* SPDX-License-Identifier: ISC */
#ifndef SOUK_PAGES_DOCS_H
#define SOUK_PAGES_DOCS_H

#include "fcgi/pages/page.h"

/* The API page, in two files: routes (docs.c) and field sets (here). */

/* A table of fields under a heading; nothing for NULL. */
void	docs_fields(const struct page *, enum ui_text title,
	    const struct fieldset *);
/* A link to the description of a set. */
void	docs_schema_link(const struct page *, const struct fieldset *);
/* Every set that answers refer to, once each, with those inside them. */
void	docs_schemas(const struct page *);
/* A body that would be taken, as JSON, for an example. */
void	docs_example(struct json_out *, const struct fieldset *);

#endif
