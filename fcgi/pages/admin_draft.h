/* SPDX-License-Identifier: ISC */
#ifndef SOUK_PAGES_ADMIN_DRAFT_H
#define SOUK_PAGES_ADMIN_DRAFT_H

#include "fcgi/pages/admin_orders.h"

/*
 * What the form of a draft is made of; draft.js shows beside it what the
 * server says it costs.  order NULL: a new one.
 */
void		 draft_lines_put(const struct page *,
		    const struct record *order);	/* admin_draft_lines.c */
/* admin_draft_buyer.c; account NULL: of nobody. */
void		 draft_buyer_put(const struct page *,
		    const struct record *order, const struct record *account);
void		 draft_address_put(const struct page *,
		    const struct record *order);
void		 draft_terms_put(const struct page *,
		    const struct record *order);

/* A value as it is typed; NULL: not set, or there is no record. */
const char	*draft_text(const struct record *, int field);
/* An amount as it is typed; NULL for 0. */
const char	*draft_money(const struct page *,
		    const struct record *order, const struct record *,
		    int field);
/* A labelled <input>; type "amount" is text that is sent as an amount. */
void		 draft_input(const struct page *, enum ui_text label,
		    const char *name, const char *type, const char *value);

#endif
