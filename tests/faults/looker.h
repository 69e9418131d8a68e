/* SPDX-License-Identifier: ISC */
#ifndef SOUK_TESTS_FAULTS_LOOKER_H
#define SOUK_TESTS_FAULTS_LOOKER_H

#include <pthread.h>
#include <stdatomic.h>

#include "tests/http/buy_race.h"

/* Somebody who looks at the shop's pages all the time, while others do what
 * the test is about: does he notice? */
#define LOOKS		400000

static struct { pthread_t thread; atomic_bool stop; float ms[LOOKS]; int n,
	failed; } looker;

static inline int
look_compare(const void *a, const void *b)
{
	const float	*x = a, *y = b;

	return (*x > *y) - (*x < *y);
}

static inline void *
looks_run(void *arg)
{
	struct client	*c = client_new();

	(void)arg;
	while (!atomic_load(&looker.stop) && looker.n < LOOKS) {
		struct timespec	 a, b;

		clock_gettime(CLOCK_MONOTONIC, &a);
		looker.failed += client_get(c, looker.n % 2 ? PUBLIC
		    "?limit=20" : "/")->status != 200;
		clock_gettime(CLOCK_MONOTONIC, &b);
		looker.ms[looker.n++] = (float)(b.tv_sec - a.tv_sec) * 1000 +
		    (float)(b.tv_nsec - a.tv_nsec) / 1e6f;
		pause_ms(2);
	}
	client_free(c);
	return NULL;
}

static inline void
looks_begin(void)
{
	looker.n = looker.failed = 0;
	atomic_store(&looker.stop, false);
	ck_assert_int_eq(pthread_create(&looker.thread, NULL, looks_run,
	    NULL), 0);
}

/* Of those since then, in ms; all were answered. */
static inline float
looks_p99(void)
{
	atomic_store(&looker.stop, true);
	pthread_join(looker.thread, NULL);
	ck_assert_int_eq(looker.failed, 0);
	qsort(looker.ms, (size_t)looker.n, sizeof(*looker.ms), look_compare);
	return looker.ms[looker.n * 99 / 100];
}

#endif
