/* SPDX-License-Identifier: ISC */
#ifndef SOUK_ACCOUNTS_SECOND_FACTOR_H
#define SOUK_ACCOUNTS_SECOND_FACTOR_H

#include "lib/base/act.h"
#include "lib/base/field.h"
#include "lib/base/message.h"

/*
 * A second factor: six digits of an authenticator app (totp.h), or one of ten
 * recovery codes, after whatever else proved who somebody is.
 *
 * A code works once, and 30 seconds early or late.  Wrong ones count as
 * failures of their address, and 20 a day are judged of an account, wherever
 * they come from; 80 random bits of a recovery code need no such limit, so
 * nobody who knows the password keeps the owner out.
 *
 * A sign-in that owes a code has a challenge instead of a session: 256 random
 * bits, stored as SHA-256, for five minutes and five tries.
 */
#define RECOVERY_CODES		10
#define CHALLENGE_MINUTES	5
#define CHALLENGE_TRIES		5

enum factor_field { FACTOR_ENABLED, FACTOR_CONFIRMED_AT, FACTOR_RECOVERY_LEFT,
	FACTOR_ASKED, FACTOR__MAX };
extern const struct fieldset	factor_fields;

/* The proof that a change of it needs. */
enum factor_proof_field { FACTOR_PROOF_PASSWORD, FACTOR_PROOF_CODE,
	FACTOR_PROOF_RECOVERY, FACTOR_PROOF__MAX };
extern const struct fieldset	factor_proof_fields;
enum factor_begin_field { FACTOR_BEGIN_PASSWORD, FACTOR_BEGIN__MAX };
extern const struct fieldset	factor_begin_fields;
enum factor_code_field { FACTOR_CODE, FACTOR_CODE__MAX };
extern const struct fieldset	factor_code_fields;

/* What an app is set up with, and the codes for the drawer: told once. */
enum factor_secret_field { FACTOR_SECRET, FACTOR_URI, FACTOR_QR,
	FACTOR_SECRET__MAX };
extern const struct fieldset	factor_secret_fields;
enum factor_recovery_field { FACTOR_RECOVERY_CODES, FACTOR_RECOVERY__MAX };
extern const struct fieldset	factor_recovery_fields;

/* The second step of a sign-in. */
enum login_step_field { LOGIN_STEP_CHALLENGE, LOGIN_STEP_CODE,
	LOGIN_STEP_RECOVERY, LOGIN_STEP__MAX };
extern const struct fieldset	login_step_fields;
enum login_begin_field { LOGIN_BEGIN_CHALLENGE, LOGIN_BEGIN__MAX };
extern const struct fieldset	login_begin_fields;

struct login_result;

/* ---- the actor's own; a session's, never a key's ----------------------- */
enum outcome	second_factor_read(struct act *, struct record **state);
/*
 * TX_STEPS.  A new secret, which counts once it is confirmed by a code.
 * INVALID: the password.  CONFLICT: there is one already.
 */
enum outcome	second_factor_begin(struct act *, const struct record *in,
		    struct record **secret);
/* TX_STEPS.  It counts now; ends the actor's other sessions.  INVALID: not
 * the code.  CONFLICT: nothing was begun. */
enum outcome	second_factor_confirm(struct act *, const struct record *in,
		    struct record **recovery);
/* TX_STEPS.  Ten new recovery codes in place of the old. */
enum outcome	second_factor_renew(struct act *, const struct record *proof,
		    struct record **recovery);
/* TX_STEPS.  No second factor any more. */
enum outcome	second_factor_end(struct act *, const struct record *proof);

/* By USER_MANAGE: of a member of the brand whose phone is lost. */
enum outcome	second_factor_remove(struct act *, const char *user_id);

/* ---- signing in --------------------------------------------------------- */
/*
 * TX_STEPS.  A session for a challenge and the code that it asks for.
 * UNAUTHENTICATED: the challenge is over, or the code is wrong.
 */
enum outcome	login_step(struct act *, const struct record *in,
		    struct login_result *);
/*
 * What a challenge asks for: an enrolment gets a secret, a new one each time.
 * For who was sent to the page with a challenge alone.
 */
enum outcome	login_step_begin(struct act *, const struct record *in,
		    struct login_result *);

enum factor_message { FACTOR_WRONG, FACTOR_NEEDED, FACTOR_OVER, FACTOR_ON,
	FACTOR_OFF, FACTOR_NOT_BEGUN, FACTOR_MESSAGE__MAX };
extern const struct message	factor_messages[];

#endif
