/* SPDX-License-Identifier: ISC */
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/uio.h>
#include <time.h>
#include <unistd.h>

#include "fcgi/http/server.h"
#include "lib/base/clock.h"

/*
 * A request that exceeds its time ends the process, which is safe at any
 * moment (SQLite rolls back, the supervisor starts another) and the only way
 * out of a loop.  A signal handler may do little more than write(2), so the
 * line is in pieces.
 *
 * To arm and disarm a timer costs two system calls a request.  Instead it
 * stays armed: when it rings, whether a request runs and since when decides,
 * and if its time is not over the timer is set to what is left.
 *
 * So it may ring when no request runs.  Then it has to wait: libfcgi takes a
 * poll(2) that is interrupted, after it has accepted a connection, for a client
 * that says nothing, and hangs up.
 */
#define RING		(SIGRTMIN + 1)
#define EXIT_TIME	75	/* sysexits.h: try again later */

struct timer {
	timer_t			 id;
	char			 begin[160];
	const char *volatile	 route, *volatile request_id;
	/* In us of the monotonic clock; 0: no request, not armed. */
	volatile int64_t	 deadline, rings;
};

static void
arm(struct timer *t, int64_t now)
{
	const int64_t		 us = t->deadline > now ? t->deadline - now : 1;
	const struct itimerspec	 when = {
		.it_value = { us / 1000000, us % 1000000 * 1000 },
	};

	t->rings = t->deadline;
	timer_settime(t->id, 0, &when, NULL);
}

static void
say(const struct timer *t)
{
	const char	*pieces[] = { t->begin, t->route, "\",\"id\":\"",
			    t->request_id, "\"}\n" };
	struct iovec	 line[COUNT(pieces)];
	ssize_t		 n;

	for (size_t i = 0; i < COUNT(pieces); i++)
		line[i] = (struct iovec){
			.iov_base = (void *)(uintptr_t)pieces[i],
			.iov_len = strlen(pieces[i]),
		};
	n = writev(STDERR_FILENO, line, COUNT(line));
	(void)n;
}

/* SIG_BLOCK: it waits; SIG_UNBLOCK: also one that waited. */
static void
ring_let(int how)
{
	sigset_t	 set;

	sigemptyset(&set);
	sigaddset(&set, RING);
	sigprocmask(how, &set, NULL);
}

static void
on_time(int sig, siginfo_t *info, void *context)
{
	struct timer	*t = info->si_value.sival_ptr;
	const int	 before = errno;
	int64_t		 now = clock_monotonic_us();

	(void)sig;
	(void)context;
	t->rings = 0;
	if (t->deadline == 0)
		return;
	if (now >= t->deadline) {
		say(t);
		_exit(EXIT_TIME);
	}
	arm(t, now);
	errno = before;
}

struct timer *
timer_new(void)
{
	struct sigaction	 act = { .sa_sigaction = on_time,
		.sa_flags = SA_SIGINFO | SA_RESTART };
	struct sigevent		 event = { .sigev_notify = SIGEV_SIGNAL };
	struct timer		*t;

	if ((t = calloc(1, sizeof(*t))) == NULL)
		return NULL;
	snprintf(t->begin, sizeof(t->begin), "{\"level\":\"error\","
	    "\"program\":\"%.32s\",\"pid\":%d,\"message\":"
	    "\"request exceeded its time\",\"route\":\"",
	    program_invocation_short_name, (int)getpid());
	ring_let(SIG_BLOCK);
	event.sigev_signo = RING;
	event.sigev_value.sival_ptr = t;
	sigemptyset(&act.sa_mask);
	if (sigaction(RING, &act, NULL) == 0 &&
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

void
timer_start(struct timer *t, int ms, const char *route,
    const char *request_id)
{
	const int64_t	 now = clock_monotonic_us();

	t->route = route;
	t->request_id = request_id;
	t->deadline = now + (int64_t)ms * 1000;
	if (t->rings == 0 || t->rings > t->deadline)
		arm(t, now);
	ring_let(SIG_UNBLOCK);
}

void
timer_stop(struct timer *t)
{
	ring_let(SIG_BLOCK);
	t->deadline = 0;
}
