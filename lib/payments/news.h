/* SPDX-License-Identifier: ISC */
#ifndef SOUK_PAYMENTS_NEWS_H
#define SOUK_PAYMENTS_NEWS_H

#include "lib/payments/event.h"
#include "lib/payments/payments.h"

/*
 * Private to what takes news.  The end of a payment is a function of the set
 * of news, whatever order they come in and however often: of all that was
 * said, the strongest stands (succeeded, cancelled, authorised, then whatever
 * was true last), and what came only grows.
 */

/* As payment_news() and refund_news(), and which payment it was about. */
enum outcome	 payment_news_take(struct act *, const struct payment_news *,
		    struct stripe_taken *);
enum outcome	 refund_news_take(struct act *, const struct refund_news *,
		    struct stripe_taken *);

/* Stripe's names of one payment; NULL: not known. */
struct payment_refs {
	const char	*intent, *session, *charge, *payment_id;
};
/* A payment of that provider; NOT_FOUND. */
enum outcome	 payment_by_refs(struct act *, const struct payment_refs *,
		    const char **id, int64_t *news_at);

/* What a person has to look at; the first of these that holds is kept. */
enum payment_flag { FLAG_INTENT, FLAG_LIVEMODE, FLAG_CURRENCY, FLAG_AMOUNT,
	FLAG_SUBJECT, FLAG_REFUNDS, FLAG_STUCK, FLAG__NONE };
extern const char *const	payment_flags[];
/* FLAG__NONE: all that was said fits. */
enum payment_flag payment_mismatch(const struct record *payment,
		    const struct payment_news *);
enum outcome	 payment_flag_set(struct act *, const struct record *payment,
		    enum payment_flag);

/* A charge was refunded by so much in all; what is not known of it is asked
 * for by a job. */
enum outcome	 refund_sum_take(struct act *, const char *payment_id,
		    int64_t total);
/* What was told of refunds before the payment itself had come. */
enum outcome	 refunds_take_up(struct act *, const struct record *payment);
/* The same of disputes that named a charge only. */
enum outcome	 disputes_take_up(struct act *, const struct record *payment);

#endif
