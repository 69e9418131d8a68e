/* SPDX-License-Identifier: ISC */
#ifndef SOUK_ACCOUNTS_PROFILE_H
#define SOUK_ACCOUNTS_PROFILE_H

#include "lib/base/act.h"
#include "lib/base/field.h"
#include "lib/souk.h"

/*
 * What people say of themselves and how they like things; always the actor's
 * own.  UNAUTHENTICATED for nobody.
 */

/* ---- avatar: the address of a picture of ours; NULL: none ---------------- */
/* *before: the one that is worn no more; NULL.  In the caller's transaction. */
enum outcome	own_avatar(struct act *, const char *url,
		    const char **before);
extern const struct media_user	accounts_media;

/* ---- preferences: one set a person, initial values until changed ------- */
enum preference_field { PREFERENCE_THEME, PREFERENCE_ZONE,
	PREFERENCE_ORDER_MAIL, PREFERENCE_REMINDER_MAIL,
	PREFERENCE_UPDATED_AT, PREFERENCE__MAX };
extern const struct fieldset	preference_fields;	/* "Preferences" */

enum outcome	preference_read(struct act *, struct record **);
enum outcome	preference_change(struct act *, const struct record *change,
		    struct record **);

/* ---- consents: every yes and no is kept, the newest of a purpose holds - */
enum consent_field { CONSENT_PURPOSE, CONSENT_GRANTED, CONSENT_CREATED_AT,
	CONSENT__MAX };
extern const struct fieldset	consent_fields;		/* "Consent" */
#define CONSENT_PURPOSES	4

/* One of each purpose; never asked is a no without a time. */
enum outcome	consent_read(struct act *,
		    struct record *[CONSENT_PURPOSES]);
/* The same answer again adds nothing. */
enum outcome	consent_give(struct act *, const struct record *);
/* What holds of somebody, for those who are about to rely on it. */
enum outcome	consent_holds(struct act *, const char *user_id,
		    const char *purpose, bool *granted);

/* ---- creator profile ----------------------------------------------------- */
enum creator_field { CREATOR_NAME, CREATOR_BIO, CREATOR_WEBSITE,
	CREATOR_NICHE, CREATOR_PLATFORMS, CREATOR_CREATED_AT,
	CREATOR_UPDATED_AT, CREATOR_VERSION, CREATOR__MAX };
extern const struct fieldset	creator_fields;		/* "CreatorProfile" */

enum outcome	creator_read(struct act *, struct record **);	/* NOT_FOUND */
/* Made at the first change, which needs a display name. */
enum outcome	creator_change(struct act *, const struct record *change,
		    struct record **);
enum outcome	creator_delete(struct act *);

#endif
