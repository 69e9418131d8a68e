/* SPDX-License-Identifier: ISC */
#ifndef SOUK_WHATSAPP_LIMIT_H
#define SOUK_WHATSAPP_LIMIT_H

#include <stdbool.h>
#include <stdint.h>

/*
 * Meta's limits as leaky buckets whose state is one number in a row: when the
 * bucket is empty, in microseconds since 1970.  What a clock that was set left
 * too far ahead counts for nothing.
 */
#define WA_COEXIST	20		/* a second, beside the app */
#define WA_SPAN_US	INT64_C(1000000)	/* so far ahead messages are begun */
#define WA_PAIR_US	INT64_C(6000000)	/* one to a person … */
#define WA_PAIR_BURST	45		/* … but so many at once, first */

/* A number's: when the next one goes (*at), and the bucket after it.  False:
 * not within the span; *at is when to look again. */
bool	 wa_rate_take(int64_t *free_at, int64_t per_second, int64_t now_us,
	    int64_t *at);
/* A pair's, alike, but at once or not at all. */
bool	 wa_pair_take(int64_t *free_at, int64_t now_us, int64_t *at);
/* Full for so long: nothing goes to that person before. */
int64_t	 wa_pair_until(int64_t until_us);

/* How long the nth failure (from 1) in a row waits: ms, without chance. */
int64_t	 wa_pause(int64_t n);		/* 1 s, doubles, at most an hour */
int64_t	 wa_pair_pause(int64_t n);	/* 4 s, times four, the same */
/* As much again by chance, up to a quarter. */
int64_t	 wa_jitter(int64_t pause);

#endif
