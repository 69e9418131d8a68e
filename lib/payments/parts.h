/* SPDX-License-Identifier: ISC */
#ifndef SOUK_PAYMENTS_PARTS_H
#define SOUK_PAYMENTS_PARTS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "lib/base/arena.h"
#include "lib/payments/messages.h"
#include "lib/payments/payments.h"

/* Private to lib/payments: what its files share. */

#define PAYMENT_UNDER_WAY "('open', 'action', 'processing', 'authorised')"

/* In the order of refund_fields. */
#define REFUND_COLUMNS \
    "r.id, r.payment_id, r.amount, p.currency, r.state, r.cause, r.reason," \
    " r.note, r.provider_ref, r.error_code, r.created_at, r.updated_at," \
    " r.stuck_at, r.asked" \
    " FROM payment_refund r JOIN payment p ON p.id = r.payment_id"

/* The text of a field, NULL unless set. */
static inline const char *
payment_text(const struct record *r, int field)
{
	return r->values[field].state == VALUE_SET ? r->values[field].text :
	    NULL;
}

static inline int64_t
payment_number(const struct record *r, int field)
{
	return r->values[field].num;
}

/* ---- payment.c ------------------------------------------------------------- */

/* Whoever asks; without refunds. */
enum outcome	 payment_find(struct act *, const char *id, struct record **);
/* Of the actor's brand: DENIED otherwise. */
enum outcome	 payment_find_own(struct act *, const char *id,
		    struct record **);
enum payment_state payment_state_of(const struct record *);
enum payment_provider payment_provider_of(const struct record *);
/* Where money of that provider lies. */
enum account	 provider_account(enum payment_provider);
/* A change of state by staff, in the log of its brand. */
enum outcome	 payment_audit(struct act *, const char *action,
		    const char *type, const char *id,
		    const struct record *before, const struct record *after);

/* ---- payment_open.c -------------------------------------------------------- */

/* payment_open(), and for what. */
enum outcome	 payment_open_due(struct act *, const struct payment_ask *,
		    struct payment_due *, struct record **);

/* A new one, for just what is due. */
enum outcome	 payment_put(struct act *, const struct payment_ask *,
		    const struct payment_due *, struct record **);

/* ---- payment_tell.c -------------------------------------------------------- */

/*
 * So much more of it is ours, and the row says so already: into the books,
 * told to whom it is for, and given back at once if that cannot be kept.  In
 * the WRITE transaction of the row's change.
 */
enum outcome	 payment_came(struct act *, const struct record *payment,
		    int64_t amount);
/* It will not come; the row says so already. */
enum outcome	 payment_went(struct act *, const struct record *payment);
/* A try failed. */
enum outcome	 payment_failed(struct act *, const struct record *payment);
/* A refund is on its way, or what it was is again ours; the payment's row
 * says so already. */
enum outcome	 payment_back(struct act *, const struct record *payment,
		    const struct record *refund);
enum outcome	 payment_not_back(struct act *, const struct record *payment,
		    const struct record *refund);

/* ---- payment_close.c ------------------------------------------------------- */

/* Closes what is open, without a word to whom it is for; its provider is
 * told by a job.  CONFLICT: it is past that. */
enum outcome	 payment_close(struct act *, const struct record *payment);

/* ---- refund.c -------------------------------------------------------------- */

enum outcome	 refund_find(struct act *, const char *id, struct record **);
/*
 * What became of one: the state only ever moves on, and what failed or was
 * cancelled is put back, once (payment.refunded, the books, whom it is for).
 * at: seconds there, 0: from here.  *changed may be NULL.
 */
struct refund_end {
	enum refund_state	 state;
	const char		*provider_ref, *error_code;
	int64_t			 at;
};
enum outcome	 refund_settle(struct act *, const char *id,
		    const struct refund_end *, bool *changed);
/* Entered as already under way at its provider (made there by hand). */
enum outcome	 refund_enter(struct act *, const struct record *payment,
		    const struct refund_ask *, struct record **);

/* ---- gift_card*.c ---------------------------------------------------------- */

/* As it is stored, however it was written. */
const char	*gift_card_hash(struct arena *, const char *code);

enum outcome	 gift_card_give_back(struct act *, const char *id,
		    int64_t amount);

#endif
