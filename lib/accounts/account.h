/* SPDX-License-Identifier: ISC */
#ifndef SOUK_ACCOUNTS_ACCOUNT_H
#define SOUK_ACCOUNTS_ACCOUNT_H

#include "lib/accounts/accounts.h"

/*
 * Private to lib/accounts: what its files share.  All functions work in the
 * caller's transaction.
 */

/* ---- account.c: a row of users as a login needs it --------------------- */
struct account {
	const char	*id;		/* NULL: nobody */
	const char	*brand_id, *username, *hash;
	enum role	 role;
	bool		 active;
};

/* By user name or, if there is an '@' in it, by e-mail; else NOT_FOUND. */
enum outcome	 account_by_login(struct act *, const char *typed,
		    struct account *);
enum outcome	 account_by_id(struct act *, const char *id, struct account *);

/* What must be unique.  NULL: not a user name (letters, digits, . _ -). */
char		*username_key(struct arena *, const char *);
char		*email_key(struct arena *, const char *);

/* ---- attempt.c: guesses at passwords, counted before they are judged --- */
struct attempt {
	const char	*account_key;
	const char	*user_id;	/* NULL: no such account */
	const char	*address;	/* an address_group() */
};

void		 attempt_init(struct act *, const char *typed,
		    const struct account *, struct attempt *);
/* Counts it as failed; LIMITED: not counted, and not to be judged. */
enum outcome	 attempt_reserve(struct act *, const struct attempt *);
/* It was right: forget this account's failures from this address. */
enum outcome	 attempt_succeed(struct act *, const struct attempt *);

/* ---- own_proof.c ------------------------------------------------------- */
/*
 * A session alone does not change how an account is proved or reached: its
 * current password does.  A wrong guess counts like one at the login.
 */
struct own_proof {
	bool		 counted;	/* an attempt was reserved */
	struct account	 account;
	struct attempt	 attempt;
};
/* TX_STEPS.  INVALID "currentPassword"; LIMITED. */
enum outcome	 own_prove(struct act *, struct own_proof *,
		    const struct value *current);
/* In the transaction that relies on it: the password that was judged is
 * still the one.  OK if nothing was to be proved. */
enum outcome	 own_settle(struct act *, const struct own_proof *);

/* ---- privacy.c ---------------------------------------------------------- */
enum outcome	 person_erase(struct act *, const char *user_id);

/* ---- user.c -------------------------------------------------------------- */
/* CONFLICT: without this user, nobody could manage the brand. */
enum outcome	 user_may_go(struct act *, const struct record *user);

/* ---- login_finish.c ---------------------------------------------------- */
/*
 * It is proved that `account` is who calls, by a password or by somebody who
 * vouches: ends the browser's former session, starts one, audits.  In the
 * caller's WRITE transaction.
 */
enum outcome	 login_finish(struct act *, const struct account *,
		    bool remember, struct login_result *);
/* An audit row of a person who is not (yet) the actor. */
enum outcome	 login_audit(struct act *, const char *action,
		    const struct actor *as, const char *entity_id);

/* ---- username.c -------------------------------------------------------- */
/*
 * A customer's user name: what was wished for, or the local part of an
 * address, and some letters of chance.  So no wish tells whether somebody has
 * that name already.
 */
char		*username_for(struct act *, const char *wish);

/* ---- session.c, refresh.c ---------------------------------------------- */
#define TOKEN_BYTES	32	/* of a session or refresh token */
#define TOKEN_TEXT	43	/* the same as base64url */

struct session {
	const char	*id;
	int64_t		 last_seen_at, expires_at;
	bool		 remember;
	struct actor	 actor;
};

/* A new session with all its tokens; fills all but result->user. */
enum outcome	 session_start(struct act *, const struct account *,
		    bool remember, struct login_result *);
/* UNAUTHENTICATED: ended, expired, idle, or its user is disabled. */
enum outcome	 session_find(struct act *, const char *id, struct session *);
/* End a user's sessions, except one (NULL: none). */
enum outcome	 session_end_all(struct act *, const char *user_id,
		    const char *except);

/* ---- token.c ----------------------------------------------------------- */
struct access_claims { const char *user_id, *session_id; };
char		*access_token_new(struct act *, const struct access_claims *,
		    int64_t *seconds);
/* False: forged, expired, or not an access token of this shop. */
bool		 access_token_read(struct act *, const char *jwt,
		    struct access_claims *);

/* ---- refresh.c --------------------------------------------------------- */
/* The one unused refresh token of a session. */
enum outcome	 refresh_token_new(struct act *, const char *session_id,
		    const char **token);

/* ---- user_store.c ------------------------------------------------------ */
/* Adds a user; the brand and the password's hash are the caller's word. */
struct user_new {
	const char		*id;		/* NULL: a new one */
	const char		*brand_id, *hash;
	const struct record	*input;		/* of user_fields */
};
enum outcome	 user_store_new(struct act *, const struct user_new *,
		    struct record **);

struct user_edit {
	const struct record	*before, *change;	/* of user_fields */
	const char		*hash;		/* NULL: the password stays */
	const char		*spare;		/* a session that goes on */
};
enum outcome	 user_store_edit(struct act *, const struct user_edit *,
		    struct record **);
/* By id, in whatever brand. */
enum outcome	 user_load(struct act *, const char *id, struct record **);

/* ---- common_passwords.c ------------------------------------------------ */
/* The longest common password that text starts with, in bytes; 0: none. */
size_t		 common_password_prefix(const char *text);

#endif
