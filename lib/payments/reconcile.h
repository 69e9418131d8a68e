/* SPDX-License-Identifier: ISC */
#ifndef SOUK_PAYMENTS_RECONCILE_H
#define SOUK_PAYMENTS_RECONCILE_H

#include "lib/base/act.h"
#include "lib/base/field.h"
#include "lib/base/page.h"
#include "lib/db/rows.h"

/*
 * Our books held against Stripe's, each night: the payments and refunds of the
 * last days.  What only was not told is taken as news and noted as mended; the
 * rest is noted, and the shop is told by mail.  Refunds that nobody sends any more
 * are sent again.
 */
struct job_kind;

#define RECONCILE_DAYS	8
extern const struct job_kind	payments_reconcile;

enum reconcile_field { RECONCILE_ID, RECONCILE_SINCE, RECONCILE_UNTIL,
	RECONCILE_STATE, RECONCILE_SEEN, RECONCILE_MATCHED,
	RECONCILE_DIFFERENCES, RECONCILE_ERROR, RECONCILE_CREATED_AT,
	RECONCILE_FINISHED_AT, RECONCILE__MAX };
extern const struct fieldset	reconcile_fields;	/* "Reconciliation" */
enum difference_field { DIFFERENCE_ID, DIFFERENCE_KIND, DIFFERENCE_REF,
	DIFFERENCE_PAYMENT, DIFFERENCE_OURS, DIFFERENCE_THEIRS,
	DIFFERENCE_CURRENCY, DIFFERENCE_MENDED, DIFFERENCE__MAX };
extern const struct fieldset	difference_fields;	/* "Difference" */

/* Of the actor's brand, newest first. */
enum outcome	 reconcile_list(struct act *, const struct list_query *,
		    struct rows *);
const char	*reconcile_cursor(struct act *, const struct rows *,
		    const struct record *last);
/* NOT_FOUND; DENIED: another brand's. */
enum outcome	 reconcile_read(struct act *, const char *id,
		    struct record **);
/* Of one that was read. */
enum outcome	 difference_list(struct act *, const char *run_id,
		    const struct list_query *, struct rows *);
const char	*difference_cursor(struct act *, const struct rows *,
		    const struct record *last);

#endif
