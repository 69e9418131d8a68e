/* SPDX-License-Identifier: ISC */
#ifndef SOUK_PAYMENTS_EVENT_H
#define SOUK_PAYMENTS_EVENT_H

#include <stdbool.h>
#include <stdint.h>

#include "lib/base/act.h"
#include "lib/base/json_in.h"
#include "lib/payments/payments.h"

/*
 * Stripe's events, of any version: fields that are not there are not known;
 * only what plainly says so counts as paid.
 */
/* What our objects there say of us, in their metadata. */
#define STRIPE_NOTE_PAYMENT	"souk_payment"
#define STRIPE_NOTE_SUBJECT	"souk_subject_id"
#define STRIPE_NOTE_REFUND	"souk_refund"
#define STRIPE_VALUES	65536		/* of any type, in a document of theirs */

struct stripe_event {
	const char		*id, *type, *api_version, *account;
	int64_t			 made_at;	/* seconds, there */
	bool			 livemode;
	bool			 thin;		/* names its object only */
	const char		*object_id;
	const struct json_in	*object;
};

/* False: it is no event. */
bool		 stripe_event_read(const struct json_in *,
		    struct stripe_event *);

/* What came of one. */
struct stripe_taken {
	bool		 known;		/* told before: nothing was done */
	bool		 changed;
	const char	*problem;	/* why it was refused; NULL */
	const char	*payment_id;
};
/* Stored with what it does, in the caller's WRITE transaction.  pulled: found
 * in Stripe's list, not sent. */
enum outcome	 stripe_event_take(struct act *, const struct stripe_event *,
		    bool pulled, struct stripe_taken *);

/* Every type that means something to us; ends with NULL. */
extern const char *const	stripe_event_types[];
/* Those that a webhook at Stripe has to be enabled for. */
extern const char *const	stripe_events_needed[];

/* Does our key take real money? */
bool		 stripe_is_live(const struct act *);

/* ---- objects (object.c), as they stand in events, lists and answers -------- */

/* False: it is none, or nothing that can be understood. */
bool		 stripe_intent_read(struct act *, const struct json_in *,
		    struct payment_news *);
bool		 stripe_charge_read(struct act *, const struct json_in *,
		    struct payment_news *);
/* What went back of it in all; -1: not known. */
int64_t		 stripe_charge_refunded(struct act *, const struct json_in *);
bool		 stripe_session_read(struct act *, const struct json_in *,
		    struct payment_news *);
bool		 stripe_refund_read(struct act *, const struct json_in *,
		    struct refund_news *);
bool		 stripe_dispute_read(struct act *, const struct json_in *,
		    struct dispute_news *);

/* The text of a member, or the id of the object there; NULL. */
const char	*stripe_text(const struct json_in *, const char *name);
/* A member that is a whole number; else `other`. */
int64_t		 stripe_int(const struct json_in *, const char *name,
		    int64_t other);
/* The items of a list, which is an array or an object with `data`. */
const struct json_in	*stripe_items(const struct json_in *,
			    const char *name, size_t *count);

#endif
