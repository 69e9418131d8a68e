/* SPDX-License-Identifier: ISC */
#ifndef SOUK_TESTS_FAULTS_PRELOAD_H
#define SOUK_TESTS_FAULTS_PRELOAD_H

#include <stdatomic.h>

/*
 * What the preloaded library shares with the test that steers it: a file
 * named by SOUK_FAULT, mapped by every process of the shop.  While it is
 * armed, calls of one kind by programs of one name are counted, and the nth
 * fails (persistent: the nth and all behind it), or ends the process.  A
 * statement is a step of SQLite's: killed before each, nothing lies between
 * two statements where nobody died.
 *
 * And the wall clock of souk's workers, read in any way, is clock_ms ahead;
 * what they ask of the kernel (timers, times of files) follows the true one.
 */
enum fault_call { FAULT_NONE, FAULT_WRITE, FAULT_SYNC, FAULT_OPEN,
	FAULT_RENAME, FAULT_MEMORY, FAULT_RANDOM, FAULT_TRUNCATE,
	FAULT_CONNECT, FAULT_STATEMENT, FAULT__MAX };
#define FAULT_KILL	(-1)	/* as its error: SIGKILL, before the call */

struct fault {
	_Atomic int	 armed, call, error, persistent;
	_Atomic long	 nth, seen, fired;
	_Atomic long	 clock_ms;
	char		 program[16];	/* as in /proc/self/comm */
};

#endif
