/* SPDX-License-Identifier: ISC */
#ifndef SOUK_INBOX_LISTED_H
#define SOUK_INBOX_LISTED_H

#include "lib/base/act.h"
#include "lib/base/field.h"
#include "lib/db/rows.h"

/*
 * A list of the actor's brand with filters, found by words too.  Private to
 * this folder.
 */
struct listed_text { int field; const char *sql, *name; };

struct listed {
	const char			*name;		/* of its cursors */
	int				 fields;	/* of its filters */
	const struct listed_text	*texts;		/* field = :name */
	size_t				 text_count;
	int				 person;	/* a filter; its :person */
	const char			*of_person, *of_nobody;
	int				 q;
	const char			*of_q[2];	/* around search_said_owners */
	const char			*count, *counted, *page, *order;
	const char			*after;		/* :id, and :key if timed */
	bool				 timed;		/* by a time, then id */
};

#define LISTED_CONDITIONS	16
struct listed_where { const char *list[LISTED_CONDITIONS + 1]; int count; };
void		 listed_add(struct listed_where *, const char *sql);

/* Filters that are not just a text: their conditions, and what is bound. */
struct listed_how {
	const struct record	*filter;
	void			(*where)(struct act *, const struct record *,
				    struct listed_where *);
	void			(*bind)(struct act *, const struct record *,
				    struct stmt *);
};

enum outcome	 listed_open(struct act *, const struct listed *,
		    const struct listed_how *, const struct list_query *,
		    struct rows *);

#endif
