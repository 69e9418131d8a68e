/* SPDX-License-Identifier: ISC */
#ifndef SOUK_PAGES_ADMIN_PRICES_H
#define SOUK_PAGES_ADMIN_PRICES_H

#include "fcgi/pages/admin.h"
#include "lib/catalog/catalog.h"

/* The form of a price list, NULL: of a new one (admin_prices.c). */
enum outcome	 price_list_form(const struct page *, const struct record *);
/* An instant that form scripts turn into the shop's own time, and back. */
void		 admin_time_input(const struct page *, const char *name,
		    enum ui_text label, const struct value *);
/* Which customers something is for; chosen NULL: everybody. */
enum outcome	 admin_group_options(const struct page *, const char *chosen);

#endif
