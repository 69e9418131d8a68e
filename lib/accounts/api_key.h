/* SPDX-License-Identifier: ISC */
#ifndef SOUK_ACCOUNTS_API_KEY_H
#define SOUK_ACCOUNTS_API_KEY_H

#include "lib/base/act.h"
#include "lib/base/field.h"
#include "lib/base/message.h"
#include "lib/base/page.h"
#include "lib/db/rows.h"

/*
 * API keys: programs that act for a member of staff.  What one may do is what
 * its person may do now, within the scopes it was made with; it is no session,
 * so it never reaches what is for people: passwords, second factors, other
 * keys.  "souk_", a prefix to know it by, '_' and 256 random bits; stored as
 * SHA-256 and told once.
 */
#define API_KEY_START	"souk_"
#define API_KEYS_MAX	50	/* of a person that are not revoked */

enum api_key_field { API_KEY_ID, API_KEY_USER, API_KEY_NAME, API_KEY_PREFIX,
	API_KEY_SCOPES, API_KEY_CREATED_AT, API_KEY_LAST_USED_AT,
	API_KEY_EXPIRES_AT, API_KEY_REVOKED_AT, API_KEY_SECRET,
	API_KEY__MAX };
extern const struct fieldset	api_key_fields;		/* "ApiKey" */

enum api_key_new_field { API_KEY_NEW_NAME, API_KEY_NEW_SCOPES,
	API_KEY_NEW_EXPIRES_AT, API_KEY_NEW_PASSWORD, API_KEY_NEW__MAX };
extern const struct fieldset	api_key_new_fields;

/* ---- one's own: staff, by a session -------------------------------------- */
/*
 * TX_STEPS.  INVALID: the password; a scope that is none, or that the actor
 * does not have; an end that is past.  CONFLICT: too many.
 */
enum outcome	 api_key_create(struct act *, const struct record *in,
		    struct record **key);
/* In order of creation, revoked ones too; rows_next() reads them. */
enum outcome	 api_key_list(struct act *, const struct list_query *,
		    struct rows *);
/* NOT_FOUND: somebody else's, or revoked before. */
enum outcome	 api_key_revoke(struct act *, const char *id);

/* ---- of the brand: USER_MANAGE -------------------------------------------- */
enum outcome	 api_key_list_all(struct act *, const struct list_query *,
		    struct rows *);
enum outcome	 api_key_revoke_any(struct act *, const char *id);
/* The cursor behind that row of either list. */
const char	*api_key_list_cursor(struct act *, const struct rows *,
		    const struct record *);

/* ---- callers --------------------------------------------------------------- */
/*
 * Fills act->actor from what stands behind "Bearer ".  UNAUTHENTICATED: no
 * such key, revoked, expired, or its person is disabled or not staff.  In a
 * READ transaction; *touch: api_key_touch() should be called.
 */
enum outcome	 api_key_enter(struct act *, const char *bearer, bool *touch);
enum outcome	 api_key_touch(struct act *);

enum api_key_message { API_KEY_NO_SCOPE, API_KEY_PAST, API_KEY_MANY,
	API_KEY_MESSAGE__MAX };
extern const struct message	api_key_messages[];

#endif
