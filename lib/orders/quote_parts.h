/* SPDX-License-Identifier: ISC */
#ifndef SOUK_ORDERS_QUOTE_PARTS_H
#define SOUK_ORDERS_QUOTE_PARTS_H

#include "lib/catalog/price_list.h"
#include "lib/orders/quote.h"
#include "lib/orders/quote_messages.h"
#include "lib/orders/quote_sum.h"
#include "lib/orders/zones.h"

/* What the files of quote_make() share. */
struct offer {			/* a promotion that may count */
	const char	*id, *code, *label, *scope, *group_id, *currency;
	int64_t		 priority, usage_limit, customer_limit, used;
	int64_t		 starts, ends;	/* 0: none */
	bool		 active;
	const struct message *problem;	/* it does not count */
	struct sum_promotion sum;
};

struct way {			/* of shipping */
	struct quote_method method;
	enum tax_class	 tax_class;
	struct sum_step	*steps;
	size_t		 step_count;
};

struct quote_work {
	struct act		*act;
	const struct quote_ask	*ask;
	struct quote		*quote;
	struct price_terms	 terms;
	size_t			*line_of;	/* of an item */
	struct zone_taxes	 zone;		/* that decides on taxes */
	struct zone_taxes	 home;		/* what is taken out */
	bool			 net;		/* the home tax is taken out */
	struct way		*ways;
	size_t			 way_count;
	const struct way	*way;		/* the chosen one */
	struct offer		*offers;	/* by priority */
	size_t			 offer_count;
};

/* Without the tax of home, where that is taken out. */
int64_t		 quote_net(const struct quote_work *, enum tax_class,
		    int64_t amount);
/* quote_lines.c: the lines, from the items; then their goods and prices. */
enum outcome	 quote_items(struct quote_work *);
enum outcome	 quote_goods(struct quote_work *);
/* quote_bundles.c: what there is too little of for some lines together. */
enum outcome	 quote_bundles(struct quote_work *);
/* quote_ways.c, of the zone that the goods go to. */
enum outcome	 quote_ways(struct quote_work *, const char *zone_id);
/* quote_offers.c: offers, and what is wrong with the codes given. */
enum outcome	 quote_offers(struct quote_work *);
/* quote_scope.c: which lines each offer is about. */
enum outcome	 quote_scopes(struct quote_work *);

#endif
