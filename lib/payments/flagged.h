/* SPDX-License-Identifier: ISC */
#ifndef SOUK_PAYMENTS_FLAGGED_H
#define SOUK_PAYMENTS_FLAGGED_H

#include "lib/base/act.h"
#include "lib/base/field.h"
#include "lib/base/page.h"
#include "lib/db/rows.h"

/* Payments of which Stripe says what cannot be, and nothing was taken as paid;
 * and those of which a refund does not reach it ("stuck"). */
enum flagged_field { FLAGGED_ID, FLAGGED_SUBJECT, FLAGGED_SUBJECT_ID,
	FLAGGED_STATE, FLAGGED_AMOUNT, FLAGGED_RECEIVED, FLAGGED_CURRENCY,
	FLAGGED_INTENT, FLAGGED_FLAG, FLAGGED_UPDATED_AT, FLAGGED__MAX };
extern const struct fieldset	flagged_fields;		/* "FlaggedPayment" */

/* Of the actor's brand, newest first. */
enum outcome	 flagged_list(struct act *, const struct list_query *,
		    struct rows *);
const char	*flagged_cursor(struct act *, const struct rows *,
		    const struct record *last);
/* Somebody looked at it; audited.  OK also if there was no flag. */
enum outcome	 flagged_clear(struct act *, const char *id);

#endif
