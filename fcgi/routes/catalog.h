/* SPDX-License-Identifier: ISC */
#ifndef SOUK_ROUTES_CATALOG_H
#define SOUK_ROUTES_CATALOG_H

#include "fcgi/http/http.h"
#include "lib/catalog/catalog.h"

/* Writes a page of products, public or not, that has just been asked for. */
enum outcome	 catalog_rows(struct req *, struct res *,
		    struct product_list *);

#endif
