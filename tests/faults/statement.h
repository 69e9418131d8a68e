/* SPDX-License-Identifier: ISC */
#ifndef SOUK_TESTS_FAULTS_STATEMENT_H
#define SOUK_TESTS_FAULTS_STATEMENT_H

#include <limits.h>

#include "tests/faults/steered.h"

/*
 * Something is asked for again and again, and each time its program is killed
 * one statement later, until it gets through: so there are no two statements
 * between which nobody died.  What is asked for twice must be there once.
 *
 * try() says whether it was acknowledged; it is called again, as a client
 * would, until it is.  check() asserts that it was done once and wholly.
 */
#define AGAIN_MS	20000

struct between {
	const char	*name, *program;
	void		(*prepare)(int serial);	/* may be NULL */
	bool		(*try)(int serial);
	void		(*check)(int serial);
};

static inline void
between_arm(const char *program, long nth)
{
	snprintf(fault->program, sizeof(fault->program), "%s", program);
	atomic_store(&fault->call, FAULT_STATEMENT);
	atomic_store(&fault->error, FAULT_KILL);
	atomic_store(&fault->persistent, 0);
	atomic_store(&fault->nth, nth);
	atomic_store(&fault->seen, 0);
	atomic_store(&fault->fired, 0);
	atomic_store(&fault->armed, 1);
}

static inline void
between_again(const struct between *b, int serial, long nth)
{
	int64_t	 end = now_ms() + AGAIN_MS;

	while (!b->try(serial)) {
		ck_assert_msg(now_ms() < end, "%s, statement %ld: not in"
		    " %d ms", b->name, nth, AGAIN_MS);
		pause_ms(10);
	}
}

/* How many steps were met; most: no more than so many, spread evenly. */
static inline int
between_statements(const struct between *b, int *serial, int most)
{
	long	 all, stride;
	int	 killed = 0, lost = 0;
	bool	 done;

	for (int warm = 0; warm < 2; warm++) {	/* whoever is new does more */
		if (b->prepare != NULL)
			b->prepare(*serial);
		between_arm(b->program, LONG_MAX);
		ck_assert_msg(b->try(*serial), "%s", b->name);
		atomic_store(&fault->armed, 0);
		b->check((*serial)++);
	}
	all = atomic_load(&fault->seen);
	stride = all / most + 1;
	for (long nth = 1; nth <= all; nth += stride, (*serial)++) {
		if (b->prepare != NULL)
			b->prepare(*serial);
		between_arm(b->program, nth);
		done = b->try(*serial);
		killed += atomic_load(&fault->fired) > 0;
		lost += !done;
		atomic_store(&fault->armed, 0);
		between_again(b, *serial, nth);
		b->check(*serial);
	}
	fault_say("F-01", "%s: %s killed before each of %ld steps of a"
	    " statement (%d deaths, %d without an answer): done once and"
	    " wholly, each time", b->name, b->program, all, killed, lost);
	return killed;
}

#endif
