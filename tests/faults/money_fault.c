/* SPDX-License-Identifier: ISC */
/*
 * B08: a million random carts (COUNT) cost what an independent model in
 * decimal fractions says, and give back what was paid.  SEED names a run; each
 * processor has a part of it.
 */
#include <inttypes.h>
#include <time.h>

#include "tests/faults/figure.h"
#include "tests/unit/money_carts.h"

#define CARTS	1000000
#define PARTS	16

static uint64_t
seed_given(void)
{
	const char	*given = getenv("SEED");

	return given == NULL || *given == '\0' ? (uint64_t)time(NULL) :
	    strtoull(given, NULL, 10);
}

/* 0: all are alike; the parent adds up what was too much for either. */
static pid_t
part_start(uint64_t seed, int count, int told)
{
	int	 overflows, bad;
	pid_t	 pid = fork();

	if (pid != 0)
		return pid;
	bad = carts_run("tests/unit/money_model.py", seed, count, &overflows);
	if (write(told, &overflows, sizeof(overflows)) !=
	    (ssize_t)sizeof(overflows))
		bad = 1;
	_exit(bad != 0);
}

int
main(void)
{
	const uint64_t	 seed = seed_given();
	const int	 count = fault_count(CARTS);
	const long	 cores = sysconf(_SC_NPROCESSORS_ONLN);
	const int	 parts = cores < 1 ? 1 : cores > PARTS ? PARTS :
			    (int)cores;
	pid_t		 pids[PARTS];
	struct timespec	 from, to;
	int		 told[2], status, bad = 0, one, overflows = 0;
	double		 seconds;

	printf("%d carts in %d parts, SEED=%" PRIu64 "\n", count, parts, seed);
	fflush(stdout);
	clock_gettime(CLOCK_MONOTONIC, &from);
	if (pipe(told) != 0)
		return 1;
	for (int i = 0; i < parts; i++)
		pids[i] = part_start(seed + (uint64_t)i, count / parts +
		    (i < count % parts), told[1]);
	close(told[1]);
	for (int i = 0; i < parts; i++)
		bad += waitpid(pids[i], &status, 0) != pids[i] || status != 0;
	while (read(told[0], &one, sizeof(one)) == (ssize_t)sizeof(one))
		overflows += one;
	close(told[0]);
	clock_gettime(CLOCK_MONOTONIC, &to);
	seconds = (double)(to.tv_sec - from.tv_sec) +
	    (double)(to.tv_nsec - from.tv_nsec) / 1e9;
	fault_say("B08", "%d carts, %d too much for either, %d parts differ, "
	    "%.0f carts/s, SEED=%" PRIu64, count, overflows, bad,
	    count / seconds, seed);
	return bad != 0;
}
