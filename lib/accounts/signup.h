/* SPDX-License-Identifier: ISC */
#ifndef SOUK_ACCOUNTS_SIGNUP_H
#define SOUK_ACCOUNTS_SIGNUP_H

#include "lib/base/act.h"
#include "lib/base/field.h"

/*
 * Becoming a customer, and getting back in.
 *
 * No door here tells whether an address has an account: each does the same
 * work and says the same for all, and leaves a job.  The job looks, and what
 * differs is told by mail, to who reads that address.
 *
 * An account begins when its address is confirmed, by the mailed token and
 * the password chosen at sign-up together.  So nobody can prepare an account
 * for somebody else's address and wait (or have them confirm it).
 *
 * Tokens are 256 bits, stored as SHA-256, live an hour, work once, and end
 * with the next one asked for.  At most MAILS_AN_HOUR go to an address.
 */
#define MAILED_TOKEN_MINUTES	60
#define MAILS_AN_HOUR		3

enum signup_field { SIGNUP_NAME, SIGNUP_EMAIL, SIGNUP_PASSWORD, SIGNUP_TERMS,
	SIGNUP__MAX };
extern const struct fieldset	signup_fields;

/* What a stranger learns of the account to be. */
enum newcomer_field { NEWCOMER_ID, NEWCOMER_NAME, NEWCOMER_EMAIL,
	NEWCOMER_SUBSCRIPTION, NEWCOMER_CREATED_AT, NEWCOMER__MAX };
extern const struct fieldset	newcomer_fields;

enum door_field { DOOR_EMAIL, DOOR__MAX };
extern const struct fieldset	door_fields;	/* one address */

enum proof_field { PROOF_TOKEN, PROOF_PASSWORD, PROOF__MAX };
extern const struct fieldset	proof_fields;	/* token and password */

struct login_result;

/* TX_STEPS.  INVALID: password_check(), or the terms are not accepted. */
enum outcome	signup(struct act *, const struct record *in,
		    struct record **newcomer);
/* The confirming mail once more, for who asked and lost it. */
enum outcome	signup_again(struct act *, const struct record *in);
/*
 * TX_STEPS.  Makes the account and signs in.  INVALID: "token" is not one
 * that was mailed, has ended or was used; "password" is not the one chosen.
 */
enum outcome	signup_confirm(struct act *, const struct record *in,
		    struct login_result *);

/* A mail to set a new password. */
enum outcome	password_forgotten(struct act *, const struct record *in);
/*
 * TX_STEPS.  Sets the password, ends all sessions and tokens of the account,
 * signs nobody in and leaves the second factor as it is.
 */
enum outcome	password_reset(struct act *, const struct record *in);

/*
 * In the caller's transaction: mails a token to the new address of the
 * account.  The address changes when that is confirmed.  LIMITED: it asked
 * for as many as an hour allows.
 */
enum outcome	new_address_ask(struct act *, const char *user_id,
		    const char *email);
/* What the actor's account waits for; NULL: nothing. */
enum outcome	new_address_pending(struct act *, const char **email);
/* By its owner, signed in: INVALID "token". */
extern const struct fieldset	address_token_fields;
enum outcome	new_address_confirm(struct act *, const struct record *in,
		    struct record **user);

struct job_kind;
extern const struct job_kind	accounts_signup, accounts_door;

#endif
