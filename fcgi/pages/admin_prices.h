/* SPDX-License-Identifier: ISC */
#ifndef SOUK_PAGES_ADMIN_PRICES_H
#define SOUK_PAGES_ADMIN_PRICES_H

#include "fcgi/pages/admin.h"
#include "lib/catalog/catalog.h"

/* The form of a price list, NULL: of a new one (admin_prices.c). */
enum outcome	 price_list_form(const struct page *, const struct record *);

#endif
