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

/* ---- attempt.c: guesses, counted before they are judged ---------------- */
struct attempt {
	const char	*account_key;
	const char	*user_id;	/* NULL: no such account */
	const char	*address;	/* an address_group() */
	enum { ATTEMPT_PASSWORD, ATTEMPT_CODE, ATTEMPT_RECOVERY }
			 kind;
	const char	*id;		/* once reserved */
};
#define ATTEMPTS_MANY	10	/* failures worth a word to the owner */

void		 attempt_init(struct act *, const char *typed,
		    const struct account *, struct attempt *);
/* A guess at the second factor, or at a recovery code. */
void		 attempt_init_code(struct act *, const struct account *,
		    bool recovery, struct attempt *);
/* Counts it as failed; LIMITED: not counted, and not to be judged. */
enum outcome	 attempt_reserve(struct act *, struct attempt *);
/* It was right: it alone is not counted any more. */
enum outcome	 attempt_release(struct act *, const struct attempt *);
/* Forgets all failures of its kind at this account from this address. */
enum outcome	 attempt_forget(struct act *, const struct attempt *);
/* Were there ATTEMPTS_MANY lately, from wherever? */
enum outcome	 attempt_many(struct act *, const struct attempt *,
		    bool *many);
/* Addresses from which an account signed in before.  NOT_FOUND: not one. */
enum outcome	 address_is_known(struct act *, const char *user_id,
		    const char *address);
enum outcome	 address_remember(struct act *, const char *user_id,
		    const char *address);

/* ---- own_proof.c ------------------------------------------------------- */
/*
 * A session alone does not change how an account is proved or reached: its
 * current password does.  A wrong guess counts like one at the login.  An
 * account without a password needs a session of the last ten minutes.
 */
struct own_proof {
	bool		 given, asked;	/* private to own_proof.c */
	struct account	 account;
	struct attempt	 attempt;
};
/* TX_STEPS.  INVALID "currentPassword"; LIMITED.  DENIED: an API
 * key, or a session that is too old to stand for a password. */
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
 * vouches.  In the caller's WRITE transaction.  A session (login_grant), or
 * where the account has or must have a second factor, result->challenge and
 * no session: who answers a browser then hands the challenge on, as the
 * answer of /api/auth/login does or as /connexion#challenge=…
 */
enum outcome	 login_finish(struct act *, const struct account *,
		    bool remember, struct login_result *);
/*
 * Nothing more is owed: forgets failures from here, remembers the address,
 * ends the browser's former session, starts one, audits.
 */
enum outcome	 login_grant(struct act *, const struct account *,
		    bool remember, struct login_result *);
/* sign_in_watch.c: a word to the owner where a success looks odd. */
enum outcome	 sign_in_watch(struct act *, const struct account *);
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
/* An unused one ends after; 0: no limit but its own end. */
int64_t		 session_idle(struct act *, enum role);
/* End a user's sessions, except one (NULL: none), and sign-ins half done. */
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
/* Is the folded text one of the thousands that are tried first, alone, again
 * and again, or with digits and signs around it? */
bool		 common_password_is(const char *text);

/* ---- breached.c --------------------------------------------------------- */
/* In the owner's file of leaked ones (SOUK_BREACHED_PASSWORDS)? */
bool		 password_is_breached(struct act *, const char *plain);

#endif
