/* SPDX-License-Identifier: ISC */
#include <errno.h>
#include <signal.h>
#include <stdbool.h>
#include <sys/epoll.h>
#include <sys/signalfd.h>
#include <unistd.h>

#include "fcgi/programs/fastcgi.h"
#include "fcgi/programs/worker.h"
#include "lib/base/log.h"
#include "lib/ops/ops.h"

#define LISTENER	0
#define TURNS		16	/* requests in a row without a look around */
#define LOG_WAITS_MS	20
#define REST_AFTER_MS	500
#define GATHER_US	8000	/* of a group of writes: some four orders */

int
worker_signals(void)
{
	sigset_t	 set;

	sigemptyset(&set);
	sigaddset(&set, SIGTERM);
	sigaddset(&set, SIGINT);
	sigaddset(&set, SIGHUP);
	sigaddset(&set, SIGUSR1);
	sigaddset(&set, SIGPIPE);
	sigprocmask(SIG_BLOCK, &set, NULL);
	sigdelset(&set, SIGHUP);
	sigdelset(&set, SIGPIPE);
	return signalfd(-1, &set, SFD_CLOEXEC);
}

/* Recycling is spread, so that the workers do not end together. */
static int64_t
requests_to_serve(int64_t most)
{
	return most - most / 8 * (getpid() % 8) / 8;
}

/*
 * The listener is shared and not blocking.  EPOLLEXCLUSIVE: a connection
 * wakes one of those who wait, not all.
 */
static int
waiter_open(int signals)
{
	struct epoll_event	 listener = {
		.events = EPOLLIN | EPOLLEXCLUSIVE, .data.fd = LISTENER };
	struct epoll_event	 signal = { .events = EPOLLIN,
		.data.fd = signals };
	int			 waiter = epoll_create1(EPOLL_CLOEXEC);

	if (waiter != -1 &&
	    epoll_ctl(waiter, EPOLL_CTL_ADD, LISTENER, &listener) == 0 &&
	    epoll_ctl(waiter, EPOLL_CTL_ADD, signals, &signal) == 0)
		return waiter;
	return -1;
}

/*
 * Until something comes.  Once it is quiet, what was logged is written; once
 * it stays quiet, memory that a rush has filled goes back to the system.
 */
static int
wait_through_rest(struct worker *w, struct epoll_event *events, int most)
{
	int	 n;

	n = epoll_wait(w->waiter, events, most, log_is_held() ? LOG_WAITS_MS :
	    w->rested ? -1 : REST_AFTER_MS);
	if (n == 0 && log_is_held()) {
		log_flush();
		n = epoll_wait(w->waiter, events, most, REST_AFTER_MS);
	}
	if (n == 0) {
		server_rest(w->server);
		w->rested = true;
		n = epoll_wait(w->waiter, events, most, -1);
	}
	return n;
}

/* False: it is time to end. */
static bool
wait_for_work(struct worker *w)
{
	struct epoll_event	 events[2];
	int			 n = wait_through_rest(w, events, 2);

	if (n == -1)
		return errno == EINTR;
	for (int i = 0; i < n; i++)
		if (events[i].data.fd == w->signals)
			return false;
	return true;
}

/* ---- requests --------------------------------------------------------------- */

/* Whoever comes too late finds nothing: FCGX_Accept_r() answers -EAGAIN. */
static struct place *
place_take(struct worker *w)
{
	struct place	*p = &w->places[w->taken];

	if (w->taken == HTTP_GROUP || FCGX_Accept_r(&p->r) != 0 ||
	    !fastcgi_head(&p->pending.head, &p->r))
		return NULL;
	w->taken++;
	return p;
}

/* One more that waits while the first runs. */
static struct pending *
next_waiting(void *worker)
{
	struct place	*p = place_take(worker);

	return p == NULL ? NULL : &p->pending;
}

static void
place_serve(struct worker *w, struct place *p)
{
	p->pending.reply = (struct reply){ .body_fd = -1 };
	server_handle(w->server, &p->pending.head, &p->pending.reply);
	fastcgi_reply(&p->r, &p->pending.head, &p->pending.reply);
}

/* The first, those that joined it, and who was set aside (the last). */
static void
places_serve(struct worker *w)
{
	struct place	*p;

	place_serve(w, &w->places[0]);
	for (int i = 1; i < w->taken; i++) {
		p = &w->places[i];
		if (p->pending.set_aside)
			place_serve(w, p);
		else
			fastcgi_reply(&p->r, &p->pending.head,
			    &p->pending.reply);
	}
}

/* After a request the next is asked for at once. */
static void
serve_all(struct worker *w, int64_t left)
{
	int	 turns = 0;

	while (left > 0) {
		if (turns == 0 && !wait_for_work(w))
			break;
		turns = (turns + 1) % TURNS;
		w->taken = 0;
		if (place_take(w) == NULL) {
			turns = 0;
			continue;
		}
		places_serve(w);
		w->rested = false;
		left -= w->taken;
	}
	for (int i = 0; i < HTTP_GROUP; i++)
		FCGX_Free(&w->places[i].r, 1);
	log_flush();
}

/* The sandbox closes behind what the loop needs. */
const char *
worker_run(struct worker *w, int64_t most)
{
	const struct source	 source = { next_waiting, w, GATHER_US };
	const char		*why = "";

	if ((w->waiter = waiter_open(w->signals)) == -1)
		return "nothing to wait with";
	if (w->groups && !server_take_from(w->server, &source))
		return "out of memory";
	FCGX_Init();
	for (int i = 0; i < HTTP_GROUP; i++)
		FCGX_InitRequest(&w->places[i].r, LISTENER,
		    FCGI_FAIL_ACCEPT_ON_INTR);
	if (!sandbox_enter(w->network, &why))
		return why == NULL ? "no sandbox" : why;
	log_hold();
	serve_all(w, requests_to_serve(most));
	return NULL;
}
