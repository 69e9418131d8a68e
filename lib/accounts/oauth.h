/* SPDX-License-Identifier: ISC */
#ifndef SOUK_ACCOUNTS_OAUTH_H
#define SOUK_ACCOUNTS_OAUTH_H

#include "lib/base/act.h"
#include "lib/base/field.h"
#include "lib/db/rows.h"

/*
 * Signing in with Google or Facebook: the code flow of RFC 6749 with PKCE
 * (RFC 7636), state, nonce and a cookie of the browser that began it.
 *
 * Who somebody is, is (provider, issuer, subject), never an address.  An
 * identity nobody has linked yet
 *   - makes a customer, if its provider says that the address is verified
 *     and nobody here has it;
 *   - is linked to the account with that address only if the provider runs
 *     the address (Gmail, a Google Workspace), our account has confirmed it
 *     too, and is a customer's: staff link by hand;
 *   - else is told to sign in as before and to link it there.
 * An address that no provider vouches for (Facebook's, always) neither makes
 * nor finds an account: who comes so is told to sign up, whoever has it.
 *
 * Where calls go is configuration.  The endpoints that Google's discovery
 * document names must lie at its issuer or at hosts known to be Google's.
 */
enum oauth_provider { OAUTH_GOOGLE, OAUTH_FACEBOOK, OAUTH__MAX };
const char	*oauth_name(enum oauth_provider);	/* "google" */
const char	*oauth_label(enum oauth_provider);	/* "Google" */
bool		 oauth_is_on(const struct config *, enum oauth_provider);
/* By its name; false also for one that is not configured. */
bool		 oauth_find(const struct config *, const char *name,
		    enum oauth_provider *);

#define OAUTH_SECONDS	600	/* to come back in */

/* Where to send the browser, and the cookie it must bring back. */
struct oauth_begun { const char *url, *cookie; };

/*
 * TX_STEPS.  `to`: a path of this site to go on to, "" by role; `cookie`: the
 * browser's, if it has one.  UPSTREAM: the provider does not answer.
 */
enum outcome	oauth_begin(struct act *, enum oauth_provider,
		    const char *to, const char *cookie,
		    struct oauth_begun *);
/*
 * The same to link an identity to the actor's account, who says the current
 * password once more.  CONFLICT: their address is not confirmed.
 */
enum oauth_link_field { OAUTH_LINK_PASSWORD, OAUTH_LINK_TO,
	OAUTH_LINK__MAX };
extern const struct fieldset	oauth_link_fields;
enum outcome	oauth_link_begin(struct act *, enum oauth_provider,
		    const struct record *in, const char *cookie,
		    struct oauth_begun *);

/* What the browser brought back; NULL where it did not. */
struct oauth_back {
	enum oauth_provider	 provider;
	const char		*state, *code, *error, *issuer, *cookie;
};
struct login_result;
struct oauth_end {
	const char		*to;		/* "": wherever; known also
						   when it was refused */
	bool			 linking;
	struct login_result	*login;		/* if not: the caller's */
};
/*
 * TX_STEPS.  Signs in (or leaves a challenge, see login_result) or links.
 * Whatever a provider does, the refusal is a
 * message of oauth_messages; a state that is not this browser's is refused
 * before anything else is looked at.
 */
enum outcome	oauth_finish(struct act *, const struct oauth_back *,
		    struct oauth_end *);

/* ---- the actor's identities ---------------------------------------------- */
enum identity_field { IDENTITY_ID, IDENTITY_PROVIDER, IDENTITY_EMAIL,
	IDENTITY_CREATED_AT, IDENTITY_LAST_USED_AT, IDENTITY__MAX };
extern const struct fieldset	identity_fields;
enum outcome	identity_list(struct act *, const struct list_query *,
		    struct rows *);
const char	*identity_list_cursor(struct act *, const struct rows *,
		    const struct record *);
/* CONFLICT: nobody could sign in to the account any more. */
enum outcome	identity_unlink(struct act *, const char *id);
/* All of an account: it is erased, or its address has a new reader. */
enum outcome	identities_forget(struct act *, const char *user_id);

/*
 * Facebook tells that somebody took our app away.  In the caller's WRITE
 * transaction; *code confirms it.  INVALID: not Facebook's signature.
 */
extern const struct fieldset	oauth_deletion_fields;
enum outcome	oauth_facebook_deletion(struct act *, const struct record *in,
		    const char **code);

/* Each but the last two may be what a person is sent to /connexion with. */
enum oauth_message { OAUTH_OFF, OAUTH_EXPIRED, OAUTH_CANCELLED, OAUTH_FAILED,
	OAUTH_DOWN, OAUTH_SIGN_IN_FIRST, OAUTH_NO_ADDRESS, OAUTH_TAKEN,
	OAUTH_UNCONFIRMED, OAUTH_BUSY, OAUTH_FORGOTTEN, OAUTH_LAST,
	OAUTH_UNSIGNED, OAUTH_MESSAGE__MAX };
extern const struct message	oauth_messages[];
/* By the code in an address; NULL: none of these. */
const struct message	*oauth_problem(const char *code);

#endif
