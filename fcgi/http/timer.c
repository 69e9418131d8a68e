/* SPDX-License-Identifier: ISC */
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "fcgi/http/server.h"

/*
 * A request that exceeds its time ends the process, which is safe at any
 * moment (SQLite rolls back, the supervisor starts another) and the only way
 * out of a loop.  The line to be written is made before, since a signal
 * handler may do little more than write(2).
 */
#define EXIT_TIME	75	/* sysexits.h: try again later */

struct timer { timer_t id; size_t len; char line[512]; };

static void
on_time(int sig, siginfo_t *info, void *context)
{
	const struct timer	*t = info->si_value.sival_ptr;
	ssize_t			 n;

	(void)sig;
	(void)context;
	n = write(STDERR_FILENO, t->line, t->len);
	(void)n;
	_exit(EXIT_TIME);
}

struct timer *
timer_new(void)
{
	struct sigaction	 act = { .sa_sigaction = on_time,
		.sa_flags = SA_SIGINFO };
	struct sigevent		 event = { .sigev_notify = SIGEV_SIGNAL };
	struct timer		*t;

	if ((t = calloc(1, sizeof(*t))) == NULL)
		return NULL;
	event.sigev_signo = SIGRTMIN + 1;
	event.sigev_value.sival_ptr = t;
	sigemptyset(&act.sa_mask);
	if (sigaction(SIGRTMIN + 1, &act, NULL) == 0 &&
	    timer_create(CLOCK_MONOTONIC, &event, &t->id) == 0)
		return t;
	free(t);
	return NULL;
}

void
timer_free(struct timer *t)
{
	if (t == NULL)
		return;
	timer_delete(t->id);
	free(t);
}

static void
arm(struct timer *t, int ms)
{
	const struct itimerspec	 when = {
		.it_value = { ms / 1000, ms % 1000 * 1000000L },
	};

	timer_settime(t->id, 0, &when, NULL);
}

void
timer_start(struct timer *t, int ms, const char *route,
    const char *request_id)
{
	int	 n;

	n = snprintf(t->line, sizeof(t->line), "{\"level\":\"error\","
	    "\"program\":\"souk-web\",\"pid\":%d,\"message\":"
	    "\"request exceeded its time\",\"route\":\"%s\",\"id\":\"%s\"}\n",
	    (int)getpid(), route, request_id);
	t->len = n < (int)sizeof(t->line) ? (size_t)n : sizeof(t->line) - 1;
	arm(t, ms);
}

void
timer_stop(struct timer *t)
{
	arm(t, 0);
}
