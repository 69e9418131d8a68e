/* SPDX-License-Identifier: ISC */
#ifndef SOUK_PAYMENTS_STRIPE_LIST_H
#define SOUK_PAYMENTS_STRIPE_LIST_H

#include "lib/payments/stripe_later.h"

/*
 * Stripe's lists, newest first, a page a job: each puts the next one, with
 * where the page ended, in the transaction that takes its page.  So a killed
 * one is taken up where it was, and a long list needs little memory.
 */
#define STRIPE_PAGE	25

struct stripe_page {
	struct stripe_answer	 answer;
	const struct json_in	*items;
	size_t			 count;
	const char		*after;		/* where the next begins; NULL:
						   this was the last */
};
/* query: "/v1/events?created[gte]=…"; after: "" at first.  False: there was no
 * answer, see page->answer. */
bool		 stripe_list_ask(struct act *, const char *query,
		    const char *after, struct stripe_page *);
/* The next page of what this job reads: its texts stay but "after". */
enum outcome	 stripe_list_next(struct act *, const struct job *,
		    const char *const *texts, const struct stripe_page *);

#endif
