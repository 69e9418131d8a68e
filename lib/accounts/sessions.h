/* SPDX-License-Identifier: ISC */
#ifndef SOUK_ACCOUNTS_SESSIONS_H
#define SOUK_ACCOUNTS_SESSIONS_H

#include "lib/base/act.h"
#include "lib/base/field.h"
#include "lib/base/page.h"
#include "lib/db/rows.h"

/*
 * Where one is signed in, and what happened to one's account.  Of the actor
 * alone; by a session, never a key.  The last fields of both sets are only
 * read, not told.
 */
enum own_session_field { OWN_SESSION_ID, OWN_SESSION_CURRENT,
	OWN_SESSION_DEVICE, OWN_SESSION_ADDRESS, OWN_SESSION_CREATED_AT,
	OWN_SESSION_SEEN_AT, OWN_SESSION_EXPIRES_AT, OWN_SESSION_AGENT,
	OWN_SESSION__MAX };
extern const struct fieldset	own_session_fields;	/* "OwnSession" */

/* Living ones, the newest first; own_session_next() reads them. */
enum outcome	 own_session_list(struct act *, const struct list_query *,
		    struct rows *);
enum outcome	 own_session_next(struct act *, struct rows *,
		    struct record *);
/* NOT_FOUND: somebody else's, or over. */
enum outcome	 own_session_end(struct act *, const char *id);
/* All but the one that asks, and sign-ins half done. */
enum outcome	 own_sessions_end(struct act *);

enum security_field { SECURITY_ID, SECURITY_ACTION, SECURITY_DEVICE,
	SECURITY_ADDRESS, SECURITY_AT, SECURITY_BY_OTHER, SECURITY_KEY,
	SECURITY_AGENT, SECURITY_USER, SECURITY__MAX };
extern const struct fieldset	security_fields;	/* "SecurityEvent" */

/* Every audited event of the account, the newest first. */
enum outcome	 security_log(struct act *, const struct list_query *,
		    struct rows *);
enum outcome	 security_log_next(struct act *, struct rows *,
		    struct record *);

/* The cursor behind that row of either list. */
const char	*own_list_cursor(struct act *, const struct rows *,
		    const struct record *);

#endif
