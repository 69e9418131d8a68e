/* SPDX-License-Identifier: ISC */
#ifndef SOUK_ACCOUNTS_MAILED_H
#define SOUK_ACCOUNTS_MAILED_H

#include "lib/accounts/account.h"
#include "lib/accounts/signup.h"
#include "lib/souk.h"

/* Private to lib/accounts: tokens and notices that go by mail. */

enum mailed_purpose { MAILED_RESET, MAILED_NEW_ADDRESS };

/*
 * A new one in place of those before it; *token NULL: this account was sent
 * as many as an hour allows.  In a WRITE transaction, like the others.
 */
enum outcome	 mailed_token_new(struct act *, const char *user_id,
		    enum mailed_purpose, const char *email,
		    const char **token);
/* Whom it was sent to.  INVALID, "token": none, ended, of another purpose. */
struct mailed_token { const char *user_id, *email; };
enum outcome	 mailed_token_read(struct act *, const char *token,
		    enum mailed_purpose, struct mailed_token *);
/* The same, and it is used up. */
enum outcome	 mailed_token_use(struct act *, const char *token,
		    enum mailed_purpose, struct mailed_token *);
enum outcome	 mailed_tokens_end(struct act *, const char *user_id);
/* Of any kind, so that all of them are refused alike. */
enum outcome	 mailed_token_refuse(struct act *);

/* A page of this shop with a secret behind '#', which no server logs. */
const char	*mailed_link(struct act *, const char *path,
		    const char *token);

/* A notice to the holder of an account, at `to` or their own address.  The
 * fields name and time stand before the others. */
struct notice {
	enum mail_template	 template;
	const char		*user_id;	/* NULL: has none any more */
	const char		*to;		/* NULL: the account's */
	struct mail_field	 more[4];	/* ends with name NULL */
};
enum outcome	 mailed_tell(struct act *, const struct notice *);
/* The same, to the person of that record. */
enum outcome	 notice_put_to(struct act *, const struct record *user,
		    const struct notice *);

#endif
