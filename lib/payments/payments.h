/* SPDX-License-Identifier: ISC */
#ifndef SOUK_PAYMENTS_PAYMENTS_H
#define SOUK_PAYMENTS_PAYMENTS_H

#include <stdbool.h>
#include <stdint.h>

#include "lib/base/act.h"
#include "lib/base/field.h"
#include "lib/base/page.h"
#include "lib/db/rows.h"

/*
 * Money that comes in and goes back, whatever it is for.
 *
 * A payment asks for an amount once, for a subject ("order" and its id); one
 * is under way at a time.  True after every transaction, mostly by
 * constraints:
 *
 *   refunded <= received, whoever refunds at once; a refund counts from when
 *   it is asked for until it is known to have failed;
 *   money moves in ledger_entry only, from one account to another, once by
 *   its cause: all accounts together are always 0;
 *   an event of a provider has its effect in the transaction that stores its
 *   id, or none;
 *   whatever order news come in, and however often, the end is the same.
 *
 * Amounts are minor units of payment.currency.  What the provider wants in its
 * own units (three decimals, ISK, HUF) is seen to in stripe_amount.c alone.
 */
enum payment_field { PAYMENT_ID, PAYMENT_BRAND, PAYMENT_SUBJECT,
	PAYMENT_SUBJECT_ID, PAYMENT_PURPOSE, PAYMENT_PROVIDER, PAYMENT_STATE,
	PAYMENT_AMOUNT, PAYMENT_CURRENCY, PAYMENT_RECEIVED, PAYMENT_REFUNDED,
	PAYMENT_LIVEMODE, PAYMENT_INTENT, PAYMENT_SESSION, PAYMENT_CHARGE,
	PAYMENT_GIFT_CARD, PAYMENT_ERROR, PAYMENT_DECLINE, PAYMENT_REASON,
	PAYMENT_FLAG, PAYMENT_CREATED_AT, PAYMENT_UPDATED_AT,
	PAYMENT_EXPIRES_AT, PAYMENT_SUCCEEDED_AT, PAYMENT_VERSION,
	PAYMENT_REFUNDS, PAYMENT__MAX };
extern const struct fieldset	payment_fields;		/* "Payment" */
enum refund_field { REFUND_ID, REFUND_PAYMENT, REFUND_AMOUNT, REFUND_CURRENCY,
	REFUND_STATE, REFUND_CAUSE, REFUND_REASON, REFUND_NOTE, REFUND_REF,
	REFUND_ERROR, REFUND_CREATED_AT, REFUND_UPDATED_AT, REFUND_STUCK_AT,
	REFUND_ASKED, REFUND__MAX };
extern const struct fieldset	refund_fields;		/* "Refund" */

enum payment_state { STATE_OPEN, STATE_ACTION, STATE_PROCESSING,
	STATE_AUTHORISED, STATE_CANCELLED, STATE_SUCCEEDED, STATE__MAX };
extern const char *const	payment_states[];	/* ends with NULL */
enum payment_provider { PROVIDER_STRIPE, PROVIDER_CASH, PROVIDER_TRANSFER,
	PROVIDER_GIFT_CARD, PROVIDER__MAX };
extern const char *const	payment_providers[];	/* ends with NULL */

/* ---- whom it is for (act->souk->payment_users) --------------------------- */

/* What is to be paid now. */
struct payment_due {
	const char	*brand_id, *currency;
	int64_t		 amount;	/* > 0 */
	const char	*purpose;	/* "full", "deposit", "balance" */
	const char	*label;		/* "Order 1042" in the buyer's language */
	const char	*email;		/* NULL: not known */
	int64_t		 expires_at;	/* ms; 0: never */
	const char	*return_path;	/* page of ours the buyer comes back to */
};

/* Money that came, went back, or did not come. */
struct payment_told {
	const char	*payment_id;
	enum payment_provider provider;
	int64_t		 amount;	/* this time */
	int64_t		 received, refunded;	/* of this payment, now */
	const char	*currency;
	const char	*code;		/* why it failed; NULL */
};

/*
 * A module that is paid.  All in the caller's WRITE transaction (due: any),
 * SQL only.  told what is already known, it changes nothing.
 */
struct payment_user {
	const char	*subject;	/* "order" */
	/* NOT_FOUND: not there, or not the actor's to pay (owner, guest or
	 * pass of the actor, or ORDER_EDIT).  CONFLICT: nothing is due. */
	enum outcome	(*due)(struct act *, const char *id,
			    struct payment_due *);
	/* May the actor see what was paid for it? */
	enum outcome	(*may_see)(struct act *, const char *id);
	/* *give_back: it cannot be delivered and is not kept: the payment is
	 * refunded in the same transaction. */
	enum outcome	(*paid)(struct act *, const char *id,
			    const struct payment_told *, bool *give_back);
	enum outcome	(*refunded)(struct act *, const char *id,
			    const struct payment_told *);
	/* amount: what is again ours, of a refund that failed. */
	enum outcome	(*refund_failed)(struct act *, const char *id,
			    const struct payment_told *);
	/* A try failed; another may follow. */
	enum outcome	(*failed)(struct act *, const char *id,
			    const struct payment_told *);
	/* It will not come: expired or cancelled. */
	enum outcome	(*gone)(struct act *, const char *id,
			    const struct payment_told *);
};
/* NULL: no such subject. */
const struct payment_user *payment_user_of(const struct act *,
		    const char *subject);

/* ---- asking for it (payment.c) ------------------------------------------- */

struct payment_ask {
	const char		*subject, *subject_id;
	enum payment_provider	 provider;
};
/*
 * The payment that is under way for it, or a new one; one of another provider
 * or another amount is cancelled first (a job tells its provider).  CONFLICT:
 * nothing is due; the provider is off; what is under way is already being
 * processed.
 */
enum outcome	 payment_open(struct act *, const struct payment_ask *,
		    struct record **);
/* By its payer (may_see) or with PAYMENT_VIEW, with its refunds.  DENIED:
 * another brand's. */
enum outcome	 payment_read(struct act *, const char *id, struct record **);
/* Of a subject, oldest first; all of them. */
enum outcome	 payment_list_of(struct act *, const char *subject,
		    const char *id, struct record **list, size_t *);
/* Cash or a transfer that came; audited.  amount 0: what is owed.  Part of it
 * leaves the payment open. */
enum outcome	 payment_receive(struct act *, const char *id, int64_t amount,
		    struct record **);
/* By staff; audited, and whom it is for hears that it is gone.  CONFLICT: it
 * is past that. */
enum outcome	 payment_cancel(struct act *, const char *id);
/* What is under way for it, by whom it is for, which is not told; OK also if
 * nothing is.  CONFLICT: it is being processed. */
enum outcome	 payment_cancel_of(struct act *, const char *subject,
		    const char *subject_id);

/* ---- by card (stripe_start.c) ---------------------------------------------- */

/*
 * Outside of a transaction, in a program with a network: opens the payment and
 * asks Stripe for what a browser needs to pay it.  What is told here is told
 * once and kept nowhere; asked again, it is the same payment.  UPSTREAM,
 * BUSY: Stripe fails, and it can be tried again.
 */
struct payment_start {
	struct record	*payment;
	const char	*client_secret;		/* of a PaymentIntent */
	const char	*url;			/* of Stripe's own page */
};
enum outcome	 payment_intent_start(struct act *, const char *subject,
		    const char *subject_id, struct payment_start *);
enum outcome	 payment_session_start(struct act *, const char *subject,
		    const char *subject_id, struct payment_start *);

/* ---- giving it back (refund.c) -------------------------------------------- */

struct refund_ask {
	const char	*payment_id;
	int64_t		 amount;	/* 0: all that is left */
	const char	*cause;		/* once each: "return:ret_…" */
	const char	*reason;	/* NULL, "duplicate", "fraudulent",
					   "requested_by_customer" */
	const char	*note;
};
/*
 * Counted at once, sent by the job payments.refund (cash and transfers: owed
 * until somebody says that it was handed over; a gift card: at once).  The same
 * cause again is the same refund.  CONFLICT: more than is left.
 */
enum outcome	 refund_ask(struct act *, const struct refund_ask *,
		    struct record **);
/* One that was given up ("stuckAt") is sent again; audited.  CONFLICT: it is
 * not on its way to a provider. */
enum outcome	 refund_retry(struct act *, const char *id, struct record **);
/* One of cash or a transfer was handed over; audited. */
enum outcome	 refund_done(struct act *, const char *id, struct record **);
/*
 * Over the payments of a subject, the last first, gift cards before money.
 * Where a card cannot be given just that (amounts of KWD, BHD, JOD, OMR and TND
 * end in 0 there), it is given the next step above, as far as that payment has
 * it: *given is what goes back, and never more than came.  Whoever gives back
 * in parts takes what was too much off the next one.  CONFLICT: more than came.
 */
enum outcome	 refund_subject(struct act *, const char *subject,
		    const char *id, int64_t amount, const char *cause,
		    int64_t *given);

/* ---- what a provider says (news.c) ---------------------------------------- */

/*
 * From a webhook, an answer, a pull or the reconciliation: always through here.
 * at: when it was true there, seconds.  Names that are not known are NULL.
 */
struct payment_news {
	const char	*payment_id;	/* ours, out of its metadata */
	const char	*intent_ref, *session_ref, *charge_ref;
	enum payment_state state;
	int64_t		 amount;	/* asked for, minor units */
	int64_t		 received;
	const char	*currency;	/* upper case */
	const char	*subject_id;	/* out of its metadata */
	bool		 livemode;
	const char	*error_code, *decline_code;
	int64_t		 at;
};
/*
 * NOT_FOUND: no payment of ours.  Amount, currency, mode or subject that do not
 * match: nothing is taken as paid, the payment is flagged, *changed is set.
 */
enum outcome	 payment_news(struct act *, const struct payment_news *,
		    bool *changed);

struct refund_news {
	const char	*refund_id;	/* ours, out of its metadata; NULL */
	const char	*provider_ref, *intent_ref, *charge_ref;
	int64_t		 amount;
	const char	*currency;
	enum refund_state { REFUND_WAITING, REFUND_SENT, REFUND_SUCCEEDED,
		REFUND_FAILED, REFUND_CANCELLED, REFUND_STATE__MAX }
			 state;
	const char	*error_code;
	int64_t		 at;
};
extern const char *const	refund_states[];	/* ends with NULL */
/* One that was made at the provider by hand is entered too. */
enum outcome	 refund_news(struct act *, const struct refund_news *,
		    bool *changed);

struct dispute_news {
	const char	*provider_ref, *intent_ref, *charge_ref;
	int64_t		 amount;
	const char	*currency, *reason, *state;
	int64_t		 due_at;	/* seconds, 0: none */
	bool		 withdrawn, reinstated, closed;
	int64_t		 at;
};
enum outcome	 dispute_news(struct act *, const struct dispute_news *,
		    bool *changed);

/* ---- the books (ledger.c) -------------------------------------------------- */

/* Accounts: what we hold (assets), owe and earned. */
enum account { ACCOUNT_STRIPE, ACCOUNT_CASH, ACCOUNT_BANK, ACCOUNT_GIFT_CARDS,
	ACCOUNT_CUSTOMERS, ACCOUNT_SALES, ACCOUNT_SHIPPING, ACCOUNT_TAX,
	ACCOUNT_DISPUTES, ACCOUNT_FEES, ACCOUNT__MAX };
extern const char *const	account_names[];

struct ledger_move {
	enum account	 debit, credit;
	int64_t		 amount;	/* 0: nothing is written */
	const char	*currency, *cause;
	const char	*subject, *subject_id;
};
/* OK also when that cause has moved it before. */
enum outcome	 ledger_move(struct act *, const char *brand_id,
		    const struct ledger_move *);
/* Debits less credits of an account in a currency, of the actor's brand. */
enum outcome	 ledger_balance(struct act *, enum account,
		    const char *currency, int64_t *);
/*
 * What came and went back of each payment is what the books say lies with its
 * provider (moves of subject "payment", which disputes and fees are not): how
 * many payments of the actor's brand are not so, and one of them ("": none).
 */
enum outcome	 ledger_check(struct act *, int64_t *wrong, const char **one);

/* ---- deposits (deposit.c) --------------------------------------------------- */

/* A rule of whoever wants part of the money ahead (a table, a long order). */
enum deposit_kind { DEPOSIT_NONE, DEPOSIT_PERCENT, DEPOSIT_FIXED,
	DEPOSIT_PER_PERSON, DEPOSIT__MAX };
extern const char *const	deposit_kinds[];	/* ends with NULL */
struct deposit_rule {
	enum deposit_kind kind;
	int64_t		 value;		/* millionths, or minor units */
	int64_t		 least, most;	/* of the result; 0: no bound */
	int64_t		 from_people;	/* fewer: nothing; 0 */
};
/* Never above total where there is one (0: none).  False: overflow. */
bool		 deposit_of(const struct deposit_rule *, int64_t total,
		    int64_t people, int64_t *amount);

/* ---- settings, jobs, doctor -------------------------------------------------- */

enum payments_setting { PAYMENTS_STRIPE, PAYMENTS_CASH, PAYMENTS_TRANSFER,
	PAYMENTS_HOLDER, PAYMENTS_IBAN, PAYMENTS_BIC, PAYMENTS_BANK_NOTE,
	PAYMENTS_STATEMENT, PAYMENTS__MAX };
extern const struct fieldset	payments_settings;
/* Is it offered: its setting, and for cards a key. */
bool		 provider_is_on(const struct act *, enum payment_provider);

#endif
