/* SPDX-License-Identifier: ISC */
#ifndef SOUK_TESTS_FAULTS_KILLER_H
#define SOUK_TESTS_FAULTS_KILLER_H

#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>

#include "tests/http/workers.h"

/* Somebody who kills every process of that name, again and again, while others
 * do what the test is about. */
static struct { pthread_t thread; atomic_bool stop; const char *name; int ms,
	rounds; } killer;

static inline void *
killer_run(void *arg)
{
	(void)arg;
	while (!atomic_load(&killer.stop)) {
		struct workers	 w = workers_look(killer.name);

		for (int i = 0; i < w.count; i++)
			kill(w.list[i].pid, SIGKILL);
		killer.rounds += w.count > 0;
		pause_ms(killer.ms);
	}
	return NULL;
}

static inline void
killer_begin(const char *name, int ms)
{
	killer.name = name;
	killer.ms = ms;
	killer.rounds = 0;
	atomic_store(&killer.stop, false);
	ck_assert_int_eq(pthread_create(&killer.thread, NULL, killer_run,
	    NULL), 0);
}

/* How often it did. */
static inline int
killer_end(void)
{
	atomic_store(&killer.stop, true);
	pthread_join(killer.thread, NULL);
	ck_assert_int_gt(killer.rounds, 0);
	return killer.rounds;
}

#endif
