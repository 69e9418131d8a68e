/* SPDX-License-Identifier: ISC */
#ifndef SOUK_TESTS_BENCH_SELLING_H
#define SOUK_TESTS_BENCH_SELLING_H

#include "tests/bench/load.h"

/* Before the shop starts: somebody who takes cards, and is never called. */
void	 selling_environment(void);
/* Checkouts a second of 32 clients, three lines each; round: of its own. */
double	 selling_checkouts(int round, struct load_result *);
/* ms that the server took, by its log. */
void	 selling_long_cart(double *p50, double *p99);	/* 200 lines */
void	 selling_add(double *p50, double *p99);		/* at 200/s */
/* Stripe tells of 2,000 payments, 200 a second; *paid: orders that are. */
void	 selling_webhook(struct load_result *, int *paid);

#endif
