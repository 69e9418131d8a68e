/* SPDX-License-Identifier: ISC */
#ifndef SOUK_PAYMENTS_RECONCILE_PARTS_H
#define SOUK_PAYMENTS_RECONCILE_PARTS_H

#include "lib/base/json_in.h"
#include "lib/payments/parts.h"

/* Private to the reconciliation.  All in the caller's WRITE transaction, as
 * the brand of the run. */

struct reconcile_run {
	const char	*id, *brand_id;
	int64_t		 since, until;		/* ms */
	int64_t		 begun;			/* ms: what is seen is marked */
};

struct difference {
	const char	*kind, *ref, *payment_id, *currency;
	int64_t		 ours, theirs;
	bool		 mended;
};

/* ---- reconcile_run.c ------------------------------------------------------------ */
enum outcome	 reconcile_begin(struct act *, struct reconcile_run *);
enum outcome	 reconcile_find(struct act *, const char *id,
		    struct reconcile_run *);
enum outcome	 reconcile_count(struct act *, const struct reconcile_run *,
		    int64_t seen, int64_t matched);
enum outcome	 reconcile_note(struct act *, const struct reconcile_run *,
		    const struct difference *);
/* Done: what Stripe does not have is noted, and the shop told. */
enum outcome	 reconcile_end(struct act *, const struct reconcile_run *);

/* ---- reconcile_compare.c ---------------------------------------------------------- */
/* One of their list; *matched: there is nothing to note. */
enum outcome	 reconcile_intent(struct act *, const struct reconcile_run *,
		    const struct json_in *, bool *ours, bool *matched);
enum outcome	 reconcile_refund(struct act *, const struct reconcile_run *,
		    const struct json_in *, bool *ours, bool *matched);

#endif
