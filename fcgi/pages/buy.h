/* SPDX-License-Identifier: ISC */
#ifndef SOUK_PAGES_BUY_H
#define SOUK_PAGES_BUY_H

#include "fcgi/pages/page.h"

/*
 * Pages of who buys: private, kept by nobody.  What is changed goes to the API
 * (buy.js), which then takes the part #buying of the page anew, so that prices
 * and words are written here alone.
 */
enum outcome	 buy_start(struct page *, struct req *, struct res *,
		    enum ui_text title);

/* An amount of a record, in its currency. */
void		 buy_amount(const struct page *, const struct record *,
		    int field, const char *currency);
/* A row of <dl class="sums">; nothing for an amount of 0 unless `always`. */
void		 buy_sum(const struct page *, enum ui_text label,
		    int64_t amount, const char *currency, bool always);
/* Every country by its code, which countries.js puts into words. */
void		 buy_countries(const struct page *, const char *name,
		    const char *chosen);

struct buy_input {
	const char	*name, *type, *autocomplete;
	enum ui_text	 label;
	int		 max;
	bool		 required;
};
/* prefix stands before the name: "shippingAddress." */
void		 buy_input(const struct page *, const char *prefix,
		    const struct buy_input *, const char *value);

/* buy_address.c: what an address is made of but its name; a: what it is now,
 * NULL: nothing yet, but for the country. */
void		 buy_address_inputs(const struct page *, const char *prefix,
		    const struct record *a, const char *country);
/* Line by line, for a letter. */
void		 buy_address(const struct page *, const struct record *a);
/* A text by the name of its field; NULL: none. */
const char	*buy_named(const struct record *, const char *name);

/* Where the shop sells to as a rule. */
const char	*buy_home_country(const struct page *);
/* checkout_address.c: where to, and who is billed. */
enum outcome	 checkout_addresses(const struct page *,
		    const struct record *cart);

/* cart_page.c: ways of shipping as a choice; cart_sums.c: what it costs. */
void		 cart_ways(const struct page *, const struct record *cart);
void		 cart_sums(const struct page *, const struct record *cart);

#endif
