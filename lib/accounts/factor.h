/* SPDX-License-Identifier: ISC */
#ifndef SOUK_ACCOUNTS_FACTOR_H
#define SOUK_ACCOUNTS_FACTOR_H

#include "lib/accounts/account.h"
#include "lib/accounts/second_factor.h"

/*
 * Private to lib/accounts: the rows of a second factor.  All in the caller's
 * WRITE transaction.
 */

struct factor {
	const char	*user_id, *sealed;
	int64_t		 last_step, confirmed_at;
	bool		 on;		/* confirmed */
};

/* NOT_FOUND: none, not even begun. */
enum outcome	 factor_load(struct act *, const char *user_id,
		    struct factor *);
/* A fresh secret, not confirmed yet; CONFLICT: a confirmed one is there. */
enum outcome	 factor_begin(struct act *, const struct account *,
		    struct record **secret);
enum outcome	 factor_delete(struct act *, const char *user_id);

/* One of the two; the other is NULL. */
struct guess { const char *code, *recovery; };
/* INVALID: neither, or both. */
enum outcome	 guess_read(struct act *, const struct value *code,
		    const struct value *recovery, struct guess *);
/*
 * Counts the guess, judges it and, if it is right, uses it up.  OK also for a
 * wrong one, since its count must be committed.  LIMITED: it was not judged.
 */
enum outcome	 factor_judge(struct act *, const struct account *,
		    const struct factor *, const struct guess *,
		    bool *right);
/* The secret of a right code counts from now on; audit, mail, codes. */
enum outcome	 factor_turn_on(struct act *, const char *user_id,
		    struct record **recovery);

/* Must an account of this role have one? */
bool		 second_factor_due(struct act *, enum role);

/* ---- recovery.c --------------------------------------------------------- */
enum outcome	 recovery_new(struct act *, const char *user_id,
		    struct record **codes);
enum outcome	 recovery_use(struct act *, const char *user_id,
		    const char *code, bool *right);
enum outcome	 recovery_left(struct act *, const char *user_id,
		    int64_t *left);
enum outcome	 recovery_delete(struct act *, const char *user_id);

/* ---- challenge.c -------------------------------------------------------- */
/* In place of a session, in result->challenge. */
enum outcome	 challenge_new(struct act *, const struct account *,
		    enum second_factor, bool remember, struct login_result *);
enum outcome	 challenges_end(struct act *, const char *user_id);

#endif
