/* SPDX-License-Identifier: ISC */
#ifndef SOUK_TESTS_FAULTS_QUEUE_WORLD_H
#define SOUK_TESTS_FAULTS_QUEUE_WORLD_H

#include <stdatomic.h>
#include <stdint.h>

/*
 * What a job runner with kinds of its own (queue_world.c) shares with the test
 * that steers it, in the file that SOUK_WORLD names: while it is armed, the
 * runner kills itself each time a step of a job was passed `every` times.  What
 * its kinds call is the file beside it, SOUK_WORLD.calls: a line a call, with
 * the key by which the world knows one that it has had before.
 */
enum step { BEFORE_CLAIM, AFTER_CLAIM, AFTER_EFFECT, BEFORE_ACK, AFTER_ACK,
	STEP__MAX };

struct world {
	_Atomic int	 armed;
	_Atomic long	 every, most;		/* kills of each step */
	_Atomic long	 passed[STEP__MAX], killed[STEP__MAX];
	_Atomic int64_t	 killed_at;		/* the last, ms */
};

#endif
