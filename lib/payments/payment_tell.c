/* SPDX-License-Identifier: ISC */
#include "lib/base/arena.h"
#include "lib/base/log.h"
#include "lib/payments/parts.h"

static struct payment_told
told_of(const struct record *payment, int64_t amount, const char *code)
{
	return (struct payment_told){
		.payment_id = payment_text(payment, PAYMENT_ID),
		.provider = payment_provider_of(payment),
		.amount = amount,
		.received = payment_number(payment, PAYMENT_RECEIVED),
		.refunded = payment_number(payment, PAYMENT_REFUNDED),
		.currency = payment_text(payment, PAYMENT_CURRENCY),
		.code = code,
	};
}

static const struct payment_user *
user_of(const struct act *act, const struct record *payment)
{
	const struct payment_user	*user = payment_user_of(act,
					    payment_text(payment,
					    PAYMENT_SUBJECT));

	if (user == NULL)
		log_line(LOG_ERROR, "a payment for nothing known", "payment",
		    payment_text(payment, PAYMENT_ID), NULL);
	return user;
}

/* Between where the provider's money lies and what customers are owed. */
static enum outcome
books(struct act *act, const struct record *payment, int64_t amount,
    bool comes, const char *cause)
{
	const enum account	where = provider_account(
				    payment_provider_of(payment));

	return ledger_move(act, payment_text(payment, PAYMENT_BRAND),
	    &(struct ledger_move){
		.debit = comes ? where : ACCOUNT_CUSTOMERS,
		.credit = comes ? ACCOUNT_CUSTOMERS : where,
		.amount = amount,
		.currency = payment_text(payment, PAYMENT_CURRENCY),
		.cause = cause, .subject = "payment",
		.subject_id = payment_text(payment, PAYMENT_ID) });
}

/* What cannot be delivered, and is not to be kept. */
static enum outcome
give_back(struct act *act, const struct record *payment, int64_t amount)
{
	struct record	*refund;

	return refund_ask(act, &(struct refund_ask){
		.payment_id = payment_text(payment, PAYMENT_ID),
		.amount = amount,
		.cause = arena_printf(act->arena, "undeliverable:%lld",
		    (long long)payment_number(payment, PAYMENT_RECEIVED)) },
	    &refund);
}

enum outcome
payment_came(struct act *act, const struct record *payment, int64_t amount)
{
	const struct payment_user	*user = user_of(act, payment);
	const struct payment_told	 told = told_of(payment, amount,
					    NULL);
	bool				 back = false;
	enum outcome			 e;

	e = books(act, payment, amount, true, arena_printf(act->arena,
	    "payment:%s:%lld", told.payment_id, (long long)told.received));
	if (e != SOUK_OK || user == NULL)
		return e;
	e = user->paid(act, payment_text(payment, PAYMENT_SUBJECT_ID), &told,
	    &back);
	return e != SOUK_OK || !back ? e : give_back(act, payment, amount);
}

enum outcome
payment_went(struct act *act, const struct record *payment)
{
	const struct payment_user	*user = user_of(act, payment);
	const struct payment_told	 told = told_of(payment, 0,
					    payment_text(payment,
					    PAYMENT_ERROR));

	return user == NULL ? SOUK_OK : user->gone(act,
	    payment_text(payment, PAYMENT_SUBJECT_ID), &told);
}

enum outcome
payment_failed(struct act *act, const struct record *payment)
{
	const struct payment_user	*user = user_of(act, payment);
	const struct payment_told	 told = told_of(payment, 0,
					    payment_text(payment,
					    PAYMENT_ERROR));

	return user == NULL ? SOUK_OK : user->failed(act,
	    payment_text(payment, PAYMENT_SUBJECT_ID), &told);
}

enum outcome
payment_back(struct act *act, const struct record *payment,
    const struct record *refund)
{
	const int64_t			 amount = payment_number(refund,
					    REFUND_AMOUNT);
	const struct payment_user	*user = user_of(act, payment);
	const struct payment_told	 told = told_of(payment, amount,
					    NULL);
	enum outcome			 e;

	e = books(act, payment, amount, false, arena_printf(act->arena,
	    "refund:%s", payment_text(refund, REFUND_ID)));
	return e != SOUK_OK || user == NULL ? e : user->refunded(act,
	    payment_text(payment, PAYMENT_SUBJECT_ID), &told);
}

enum outcome
payment_not_back(struct act *act, const struct record *payment,
    const struct record *refund)
{
	const int64_t			 amount = payment_number(refund,
					    REFUND_AMOUNT);
	const struct payment_user	*user = user_of(act, payment);
	const struct payment_told	 told = told_of(payment, amount,
					    payment_text(refund,
					    REFUND_ERROR));
	enum outcome			 e;

	e = books(act, payment, amount, true, arena_printf(act->arena,
	    "refund_failed:%s", payment_text(refund, REFUND_ID)));
	return e != SOUK_OK || user == NULL ? e : user->refund_failed(act,
	    payment_text(payment, PAYMENT_SUBJECT_ID), &told);
}
