/* SPDX-License-Identifier: ISC */
#ifndef SOUK_ROUTES_AUTH_H
#define SOUK_ROUTES_AUTH_H

#include "fcgi/http/http.h"

/* What the routes about people answer with (auth.c). */
extern const struct fieldset	account_fields;		/* "Account" */
extern const struct fieldset	tokens_fields;		/* "Tokens" */

/* A record of account_fields from one of user_fields. */
struct record	*auth_account(struct req *, const struct record *user);
/* For its holder: with the address that waits to be confirmed, or NULL. */
struct record	*auth_account_own(struct req *, const struct record *user,
		    const char *pending);
/* Takes both cookies away. */
void		 auth_forget(struct res *);
/* Both cookies, for who goes on to a page. */
void		 auth_cookies(struct req *, struct res *,
		    const struct login_result *);
/* Both cookies, and the tokens as data; or what the sign-in still owes. */
void		 auth_answer(struct req *, struct res *,
		    const struct login_result *);

#endif
