/* SPDX-License-Identifier: ISC */
#ifndef SOUK_BASE_MONEY_H
#define SOUK_BASE_MONEY_H

#include <stdbool.h>
#include <stdint.h>

struct buf;

/*
 * Money is an integer of minor units and an ISO 4217 code.  Its text has at
 * most the currency's decimals; no double is ever involved.
 */
#define MONEY_MAX	INT64_C(1000000000000)	/* minor units, either sign */

int	 money_decimals(const char *currency);	/* -1: no such currency */
/* "12.5" with 2 decimals is 1250.  False: not a plain decimal number, too
 * many decimals, or beyond MONEY_MAX.  No exponent, no sign but '-'. */
bool	 money_parse(const char *, int decimals, int64_t *minor);
void	 money_put(struct buf *, int64_t minor, int decimals);	/* 12.50 */
/* For people: "12,50 €", "MAD 12.50" by locale (see message.h). */
void	 money_show(struct buf *, int64_t minor, const char *currency,
	    int locale);
bool	 money_add(int64_t, int64_t, int64_t *);	/* false: overflow */
bool	 money_multiply(int64_t, int64_t n, int64_t *);

#endif
