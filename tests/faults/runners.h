/* SPDX-License-Identifier: ISC */
#ifndef SOUK_TESTS_FAULTS_RUNNERS_H
#define SOUK_TESTS_FAULTS_RUNNERS_H

#include <signal.h>

#include "tests/http/talk.h"
#include "tests/http/workers.h"

/* All runners of jobs at once; what they held is free, as it is when its
 * lease ends. */
static inline void
runners_kill(void)
{
	struct workers	 w = workers_look("souk-jobs");

	for (int i = 0; i < w.count; i++)
		kill(w.list[i].pid, SIGKILL);
	for (int i = 0; i < w.count; i++)
		sql_number("UPDATE job SET lease_until = 1 WHERE state ="
		    " 'running' AND worker LIKE '%%-%d'", (int)w.list[i].pid);
}

#endif
