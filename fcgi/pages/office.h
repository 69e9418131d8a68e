/* SPDX-License-Identifier: ISC */
#ifndef SOUK_PAGES_OFFICE_H
#define SOUK_PAGES_OFFICE_H

#include "fcgi/pages/admin.h"

/* What the pages of jobs, the audit log, staff and customers share. */
struct choice { const char *value; enum ui_text text; };

/* Its text; the value itself if there is none. */
const char	*choice_text(const struct page *, const struct choice *, int n,
		    const char *value);
/* <option>s. */
void		 choice_options(const struct page *, const struct choice *,
		    int n, const char *chosen);
/* Which of them the page was asked for with; NULL: none. */
const char	*choice_asked(const struct page *, const char *name,
		    const struct choice *, int n);
/* One of them to ask for, or any. */
struct choosing {
	enum ui_text		 label, any;
	const char		*name;
	const struct choice	*choices;
	int			 n;
};
void		 choosing_put(const struct page *, const struct choosing *);
/* The form above a list that has one filter, "state". */
void		 state_filter_put(const struct page *, const char *path,
		    const struct choice *, int n);
/* A button that posts to API/ID/DEED. */
void		 post_put(const struct page *, const char *api, const char *id,
		    const char *deed, enum ui_text);
/* <time>; nothing unless it is set. */
void		 time_put(const struct page *, const struct value *);
/* Where a problem of the buttons is told. */
void		 problem_put(const struct page *);
/* The head of a table: a column a text, UI_TEXT__MAX for none; n of them. */
void		 table_open(const struct page *, const char *id,
		    enum ui_text name, const enum ui_text *heads, int n);
void		 table_close(const struct page *);
/* A dangerous button behind a fold that says what it does. */
void		 danger_put(const struct page *, enum ui_text name,
		    enum ui_text text, const char *attribute, const char *path,
		    const char *next);
/* The midnight in the shop with which a day ("2026-01-31") begins, or so many
 * days later, into a field; nothing for what is no day. */
void		 day_set(const struct page *, struct record *filter, int field,
		    const char *day, int later);
/* A day to choose, as the page was asked for with. */
void		 day_put(const struct page *, const char *name,
		    enum ui_text);
/* "path?a=b" and the next parameter; NULL or "": as it was. */
const char	*path_with(const struct page *, const char *path,
		    const char *name, const char *value);

#endif
