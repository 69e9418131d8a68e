/* SPDX-License-Identifier: ISC */
#ifndef SOUK_PAGES_SELLING_H
#define SOUK_PAGES_SELLING_H

#include "fcgi/pages/admin.h"

/*
 * Forms of what decides on what is paid: promotions, zones, ways of shipping;
 * and of synonyms.
 * selling.js sends them: an input's data-as says as what (text, orNull,
 * integer, amount, percent, check, time, areas, lines, secret: what is kept
 * stays unless something is typed, "-" takes it away), countries as they are; a row of a table with
 * data-rows is an item of that list, unless its first input is empty.
 */
struct sell_form {
	const char	*api, *page;	/* "/api/admin/zones", "/admin/zones" */
	const char	*id;		/* NULL: a new one */
	int64_t		 version;
	const char	*next;		/* after it is deleted; NULL: it stays */
	enum ui_text	 send;		/* its button; 0: as usual */
};

void		 sell_form_open(const struct page *, const struct sell_form *);
void		 sell_form_close(const struct page *,
		    const struct sell_form *);

struct sell_input {
	enum ui_text	 label;
	const char	*name, *as, *value;	/* value NULL: empty */
	int		 max;		/* letters */
	bool		 number, required;
	const char	*shown_for;	/* kinds it belongs to; NULL: all */
};
void		 sell_input(const struct page *, const struct sell_input *);
/* Several lines. */
struct sell_lines {
	enum ui_text	 label, hint;
	const char	*name, *as, *text;
	int		 rows;
	bool		 code;		/* no language: left to right */
};
void		 sell_lines(const struct page *, const struct sell_lines *);
void		 sell_check(const struct page *, enum ui_text label,
		    const char *name, bool checked);
/* Of a row: without a label of its own. */
void		 sell_cell(const struct page *, const struct sell_input *);
/* <select> of choices. */
struct choice;
void		 sell_select(const struct page *, enum ui_text label,
		    const char *name, const struct choice *, int n,
		    const char *chosen);

/* As people write them; NULL unless set. */
const char	*sell_percent(const struct page *, const struct value *);
const char	*sell_money(const struct page *, const struct value *,
		    const char *currency);
const char	*sell_integer(const struct page *, const struct value *);

enum outcome	 zone_form(const struct page *, const struct record *);
enum outcome	 shipping_form(const struct page *, const struct record *);
enum outcome	 promotion_form(const struct page *, const struct record *);

#endif
