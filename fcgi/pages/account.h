/* SPDX-License-Identifier: ISC */
#ifndef SOUK_PAGES_ACCOUNT_H
#define SOUK_PAGES_ACCOUNT_H

#include "fcgi/pages/page.h"

/*
 * Pages of people about themselves.  A form says where it goes to
 * (data-send="POST /api/…"), and account.js sends its fields as JSON, with
 * the token behind '#' of a mailed link where it says data-token.
 */

/* An input of such a form. */
struct account_input {
	const char	*name, *type;		/* of <input>; "select": choices */
	const char	*autocomplete;
	enum ui_text	 label;
	int		 max;
	bool		 required;
};

struct account_form {
	const char			*id, *send;
	const char			*to;	/* where to go then; NULL: stay */
	const struct account_input	*inputs;
	size_t				 count;
	enum ui_text			 submit, done;	/* done: what is said */
	bool				 token;		/* data-token */
	bool				 partial;	/* only what changed */
	int64_t				 version;	/* data-version; 0: none */
};

/* The texts of values stand in the order of the inputs; NULL: all empty. */
void		 account_form_put(const struct page *,
		    const struct account_form *, const char *const *values);
/* One of them, where a form has others too. */
void		 account_input_put(const struct page *,
		    const struct account_input *, const char *value);
void		 account_form_open(const struct page *,
		    const struct account_form *);
void		 account_form_close(const struct page *,
		    const struct account_form *);
/* The frame of a page for who is signed in, with its menu. */
enum outcome	 account_start(struct page *, struct req *, struct res *,
		    enum ui_text title);

#endif
