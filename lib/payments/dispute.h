/* SPDX-License-Identifier: ISC */
#ifndef SOUK_PAYMENTS_DISPUTE_H
#define SOUK_PAYMENTS_DISPUTE_H

#include "lib/base/act.h"
#include "lib/base/field.h"
#include "lib/base/page.h"
#include "lib/db/rows.h"

/*
 * Money that a buyer's bank asks back.  The shop is told by mail when it
 * begins and again before evidence is due, which is given at Stripe.
 */
struct job_kind;

enum dispute_field { DISPUTE_ID, DISPUTE_PAYMENT, DISPUTE_REF, DISPUTE_AMOUNT,
	DISPUTE_CURRENCY, DISPUTE_REASON, DISPUTE_STATE, DISPUTE_WITHDRAWN,
	DISPUTE_REINSTATED, DISPUTE_DUE_AT, DISPUTE_CREATED_AT,
	DISPUTE_CLOSED_AT, DISPUTE__MAX };
extern const struct fieldset	dispute_fields;		/* "Dispute" */

/* Of the actor's brand, newest first. */
enum outcome	 dispute_list(struct act *, const struct list_query *,
		    struct rows *);
const char	*dispute_cursor(struct act *, const struct rows *,
		    const struct record *last);

/* Is one open about money that came for it? */
enum outcome	 dispute_open_of(struct act *, const char *subject,
		    const char *subject_id, bool *open);

/* Tells of evidence that is due soon, once each. */
#define DISPUTE_WARN_DAYS	3
extern const struct job_kind	payments_disputes;

#endif
