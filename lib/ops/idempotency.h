/* SPDX-License-Identifier: ISC */
#ifndef SOUK_OPS_IDEMPOTENCY_H
#define SOUK_OPS_IDEMPOTENCY_H

#include <stdint.h>

#include "lib/base/act.h"
#include "lib/souk.h"

/*
 * Answers kept under a client's Idempotency-Key for 24 hours, written by the
 * same transaction as the effect they report, so that both are there or
 * neither.  Work that takes several transactions reserves its key first; a
 * reservation that nobody finished is free again after a minute.
 * fcgi/http decides when; this is the record.
 */
struct job_kind;
extern const struct job_kind	idempotency_sweep;	/* rows past 24 h */

struct kept_answer {
	const char	*request_hash;	/* route and body */
	int64_t		 status;	/* 0: reserved, no answer yet */
	const char	*head, *body;
};

/* NOT_FOUND: the key is unused (or its answer is past 24 h). */
enum outcome	idempotency_find(struct act *, const char *actor,
		    const char *key, struct kept_answer *);
/* CONFLICT: another request with this key is at work, or was. */
enum outcome	idempotency_reserve(struct act *, const char *actor,
		    const char *key, const char *request_hash);
/* Gives a reservation up: the work failed and left nothing. */
enum outcome	idempotency_release(struct act *, const char *actor,
		    const char *key);
/* Also in place of one's own reservation.  CONFLICT: another was faster. */
enum outcome	idempotency_keep(struct act *, const char *actor,
		    const char *key, const struct kept_answer *);

extern const struct privacy	idempotency_privacy;

#endif
