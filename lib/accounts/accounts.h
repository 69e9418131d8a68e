/* SPDX-License-Identifier: ISC */
#ifndef SOUK_ACCOUNTS_ACCOUNTS_H
#define SOUK_ACCOUNTS_ACCOUNTS_H

#include <stdbool.h>
#include <stdint.h>

#include "lib/base/act.h"
#include "lib/base/field.h"
#include "lib/base/page.h"
#include "lib/db/rows.h"

/*
 * People: users of one brand with a role; a role is a set of permissions.
 * No account exists until `souk create-admin` (or the demo) makes one.
 * User names and e-mails are unique in their folded form.
 */
enum role { ROLE_NONE, ROLE_CUSTOMER, ROLE_VIEWER, ROLE_ADMIN,
	ROLE_SUPER_ADMIN, ROLE__MAX };

enum permission {
	PRODUCT_VIEW		= 1 << 0,
	PRODUCT_CREATE		= 1 << 1,
	PRODUCT_EDIT		= 1 << 2,
	PRODUCT_DELETE		= 1 << 3,
	CATEGORY_MANAGE		= 1 << 4,
	USER_MANAGE		= 1 << 5,
	SETTINGS_EDIT		= 1 << 6,
	SETTINGS_LIMITED	= 1 << 7,
	ANALYTICS_VIEW		= 1 << 8,
	MESSAGE_MANAGE		= 1 << 9,
	AUDIT_VIEW		= 1 << 10,
	ORDER_VIEW		= 1 << 11,
	ORDER_EDIT		= 1 << 12,
	PROMOTION_EDIT		= 1 << 13,
	PAYMENT_VIEW		= 1 << 14,
	PAYMENT_REFUND		= 1 << 15,
};

const char		*permission_label(int bit);	/* NULL: none such */
uint64_t		 role_permissions(enum role);
const char		*role_name(enum role);		/* "SUPER_ADMIN" */
enum role		 role_from_name(const char *);	/* ROLE_NONE */
extern const char *const role_names[];			/* staff; ends NULL */

enum user_field { USER_ID, USER_USERNAME, USER_EMAIL, USER_NAME, USER_ROLE,
	USER_BRAND, USER_LOCALE, USER_ACTIVE, USER_PASSWORD,
	USER_CREATED_AT, USER_UPDATED_AT, USER_VERSION, USER_PHONE,
	USER_BUSINESS, USER_AVATAR, USER_SUBSCRIPTION, USER_VERIFIED_AT,
	USER_TERMS_AT, USER__MAX };
extern const struct fieldset	user_fields;		/* "User" */

/* What people change of their own account. */
enum own_field { OWN_NAME, OWN_USERNAME, OWN_EMAIL, OWN_LOCALE, OWN_PHONE,
	OWN_BUSINESS, OWN_AVATAR, OWN_CURRENT_PASSWORD, OWN_NEW_PASSWORD,
	OWN__MAX };
extern const struct fieldset	own_fields;

enum login_field { LOGIN_USERNAME, LOGIN_EMAIL, LOGIN_PASSWORD,
	LOGIN_REMEMBER, LOGIN__MAX };
extern const struct fieldset	login_fields;

enum accounts_setting { ACCOUNTS_ADDRESS_FAILURES, ACCOUNTS_ACCOUNT_FAILURES,
	ACCOUNTS_SESSION_HOURS, ACCOUNTS_REMEMBER_DAYS,
	ACCOUNTS_IDLE_MINUTES, ACCOUNTS_ACCESS_MINUTES,
	ACCOUNTS_STAFF_IDLE_MINUTES, ACCOUNTS_STAFF_HOURS,
	ACCOUNTS_STAFF_SECOND_FACTOR, ACCOUNTS__MAX };
extern const struct fieldset	accounts_settings;
struct job_kind;
extern const struct job_kind	accounts_sweep;	/* expired sessions, failures */
extern const struct job_kind	accounts_expire;	/* sign-ups, tokens */

/* ---- passwords (password.c): Argon2id t=2 m=19456 KiB p=1 -------------- */
enum outcome	password_hash(struct arena *, const char *plain, char **hash);
/* BUSY: no memory to tell.  Not right either when the stored parameters
 * exceed what souk obeys.  *outdated: right, but stored with others. */
enum outcome	password_verify(const char *plain, const char *hash,
		    bool *right, bool *outdated);
/*
 * 8 characters (15 for staff) to 256 bytes, and more than common words, the
 * shop's name, repetitions and runs; notes `field`.
 */
enum outcome	password_check(struct act *, const char *field,
		    const char *plain, enum role);

/* ---- sessions (session.c) -------------------------------------------
 * One row a login.  The browser holds a 256-bit token (stored as SHA-256)
 * and a refresh token; API clients get an access token (JWT HS256, 15 min,
 * carries the session id).  All end together.  A used refresh token that
 * comes back ends the session; of concurrent uses one wins, then the
 * session ends.
 */
/* What a sign-in owes before there is a session (second_factor.h). */
enum second_factor { SECOND_FACTOR_NONE, SECOND_FACTOR_REQUIRED,
	SECOND_FACTOR_ENROLL };

/* With a challenge there is no session: nobody is the actor, no token set. */
struct login_result {
	struct actor	 actor;
	const char	*session_token, *refresh_token, *access_token;
	int64_t		 expires_at;	/* of the session */
	int64_t		 access_seconds;	/* the access token lives */
	bool		 remember;
	const struct record *user;	/* not after a refresh */
	enum second_factor second_factor;	/* what is owed */
	const char	*challenge;	/* NULL: nothing */
	const struct record *secret;	/* ENROLL: of factor_secret_fields */
	const struct record *recovery;	/* just enrolled: its codes, or NULL */
};

/*
 * TX_STEPS: looks up, hashes without a transaction, then records.  The
 * session in act->actor, if any, ends with the success.
 * UNAUTHENTICATED: one text for unknown name and wrong password, at the cost
 * of one hash either way.  LIMITED: 5 failures in 15 min for this address
 * (IPv6: its /64) or this account at this address, or 100 an hour for the
 * account from addresses that never succeeded.
 */
enum outcome	login(struct act *, const struct record *input,
		    struct login_result *);
/* TX_STEPS: the end of a session must commit although the answer is
 * UNAUTHENTICATED. */
enum outcome	session_refresh(struct act *, const char *refresh_token,
		    struct login_result *);
/* NOT_FOUND: it had ended, or never was. */
enum outcome	session_end(struct act *, const char *session_id);
/*
 * Fills act->actor.  UNAUTHENTICATED: unknown, expired, idle, disabled.
 * In a READ transaction; *touch: last_seen should move (session_touch).
 */
enum outcome	session_by_token(struct act *, const char *token,
		    bool *touch);
enum outcome	session_by_access_token(struct act *, const char *jwt,
		    bool *touch);
enum outcome	session_touch(struct act *);
/* base64url of HMAC(key, session id): sent back as X-CSRF-Token. */
char		*session_csrf(struct act *, const char *session_id);
/* Expiry and the user's record of the current session. */
enum outcome	session_read(struct act *, int64_t *expires_at,
		    struct record **user);

/*
 * Whom an address counts as: IPv4 (mapped too) itself, IPv6 its /64.  NULL
 * or not an address: "-".
 */
char		*address_group(struct arena *, const char *address);

/* ---- users (user.c): staff, within the actor's brand ------------------- */
/* Checks the password, hashes it between transactions (TX_STEPS). */
enum outcome	user_create(struct act *, const struct record *,
		    struct record **);
enum outcome	user_read(struct act *, const char *id, struct record **);
/*
 * TX_STEPS.  A new password, role or is_active ends the user's sessions.
 * CONFLICT: the last active SUPER_ADMIN of the brand, or one's own password
 * or e-mail (those ask for the current password: own_change).
 */
enum outcome	user_change(struct act *, const char *id,
		    const struct record *, struct record **);
enum outcome	user_delete(struct act *, const char *id);
/* In order of user name; rows_next() reads them. */
enum outcome	user_list(struct act *, const struct list_query *,
		    struct rows *);
/* The cursor behind that row; NULL when it was the last of all. */
const char	*user_list_cursor(struct act *, const struct rows *,
		    const struct record *);
/* Who of the brand's active staff may do that, by name; for those who may
 * themselves. */
struct colleague { const char *id, *name; };
enum outcome	 colleague_list(struct act *, uint64_t permission,
		    struct colleague **, size_t *count);
/*
 * TX_STEPS.  The actor's own account, by own_fields: a new e-mail or
 * password asks for the current password, counted like a login.  A password
 * ends the actor's other sessions; an e-mail becomes theirs when it is
 * confirmed (signup.h).  A customer's user name gets letters of chance.
 */
enum outcome	own_change(struct act *, const struct record *,
		    struct record **);
/* False: the actor signs in by an identity only; a mailed link (signup.h)
 * gives them a password. */
enum outcome	own_has_password(struct act *, bool *has);
/* TX_STEPS.  A SUPER_ADMIN of the first brand, made by the machine's owner. */
enum outcome	account_bootstrap(struct act *, const char *username,
		    const char *email, const char *password,
		    struct record **);
/* The first brand, made at init; OK also if there. */
enum outcome	brand_ensure(struct act *, const char **brand_id);
/* All there are, the oldest first; at most so many. */
struct brand { const char *id, *name; };
enum outcome	brand_all(struct act *, struct brand *, size_t most,
		    size_t *count);

enum accounts_message { ACCOUNTS_BAD_CREDENTIALS, ACCOUNTS_TOO_MANY,
	ACCOUNTS_USERNAME_TAKEN, ACCOUNTS_EMAIL_TAKEN, ACCOUNTS_PASSWORD_SHORT,
	ACCOUNTS_PASSWORD_COMMON, ACCOUNTS_LAST_OWNER, ACCOUNTS_FOREIGN_BRAND,
	ACCOUNTS_NEED_LOGIN_NAME, ACCOUNTS_REFRESH_REUSED,
	ACCOUNTS_CURRENT_USER, ACCOUNTS_BAD_USERNAME, ACCOUNTS_PASSWORD_LONG,
	ACCOUNTS_BAD_EMAIL, ACCOUNTS_PASSWORD_NEEDED, ACCOUNTS_PASSWORD_WRONG,
	ACCOUNTS_GROUP_TAKEN, ACCOUNTS_GROUP_USED, ACCOUNTS_GROUP_MEMBER,
	ACCOUNTS_NO_GROUP, ACCOUNTS_NO_USER, ACCOUNTS_USER_OR_EMAIL,
	ACCOUNTS_TOKEN_ENDED, ACCOUNTS_TERMS_NEEDED, ACCOUNTS_PASSWORD_OTHER,
	ACCOUNTS_SIGN_IN_AGAIN, ACCOUNTS_SIGNED_UP, ACCOUNTS_MAIL_GOES,
	ACCOUNTS_PASSWORD_SET, ACCOUNTS_NAME_NEEDED, ACCOUNTS_MANY_ADDRESSES,
	ACCOUNTS_PASSWORD_BREACHED, ACCOUNTS_MESSAGE__MAX };
extern const struct message	accounts_messages[];

#include "lib/accounts/api_key.h"
#include "lib/accounts/customers.h"
#include "lib/accounts/groups.h"
#include "lib/accounts/oauth.h"
#include "lib/accounts/privacy.h"
#include "lib/accounts/profile.h"
#include "lib/accounts/signup.h"
#include "lib/accounts/second_factor.h"
/* doctor.c: lines about owners, if others can reach the shop; how many. */
struct buf;
int		 accounts_findings(struct act *, struct buf *);

#include "lib/accounts/sessions.h"

#endif
