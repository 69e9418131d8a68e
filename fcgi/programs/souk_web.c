/* SPDX-License-Identifier: ISC */
/*
 * One worker: JSON API and pages, one request at a time, from the listening
 * socket on descriptor 0.  SOUK_POOL=login makes it the worker of the routes
 * that hash.  Ends by itself after SOUK_MAX_REQUESTS and on SIGTERM, never
 * in the middle of a request.
 */
#include <errno.h>
#include <fcgiapp.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/signalfd.h>
#include <sys/socket.h>
#include <unistd.h>

#include "fcgi/http/http.h"
#include "fcgi/pages/pages.h"
#include "fcgi/programs/start.h"
#include "lib/base/text.h"
#include "lib/ops/ops.h"

#define LISTENER	0
#define COPY		65536
#define TURNS		16	/* requests in a row without a look around */
#define LOG_WAITS_MS	20

/* ---- what comes in ------------------------------------------------------- */

static const char *
head_param(void *io, const char *name)
{
	FCGX_Request	*r = io;

	return FCGX_GetParam(name, r->envp);
}

/* -1: the body broke off (libfcgi says so only by its error). */
static long
head_read(void *io, char *p, size_t size)
{
	FCGX_Request	*r = io;
	int		 n = FCGX_GetStr(p, (int)size, r->in);

	return n == 0 && FCGX_GetError(r->in) != 0 ? -1 : n;
}

static void
head_fill(struct request_head *head, FCGX_Request *r)
{
	const char	*length = head_param(r, "CONTENT_LENGTH");

	*head = (struct request_head){
		.method = head_param(r, "REQUEST_METHOD"),
		.uri = head_param(r, "REQUEST_URI"),
		.content_type = head_param(r, "CONTENT_TYPE"),
		.content_length = -1,
		.address = head_param(r, "REMOTE_ADDR"),
		.request_id = head_param(r, "REQUEST_ID"),
		.header = head_param, .read = head_read, .io = r,
	};
	if (length == NULL || *length == '\0')
		head->content_length = 0;
	else if (!text_to_int(length, &head->content_length))
		head->content_length = -1;
}

/* ---- what goes out -------------------------------------------------------- */

static void
send_file(FCGX_Request *r, int fd)
{
	char	 p[COPY];
	ssize_t	 n;

	lseek(fd, 0, SEEK_SET);
	while ((n = read(fd, p, sizeof(p))) > 0)
		if (FCGX_PutStr(p, (int)n, r->out) < 0)
			return;
}

static void
serve(struct server *server, FCGX_Request *r)
{
	struct request_head	 head;
	struct reply		 reply = { .body_fd = -1 };

	head_fill(&head, r);
	if (head.method == NULL || head.uri == NULL || head.address == NULL) {
		FCGX_PutS("Status: 400 Bad Request\r\n\r\n", r->out);
		return;
	}
	server_handle(server, &head, &reply);
	FCGX_PutStr(reply.head.p, (int)reply.head.len, r->out);
	if (reply.body_fd != -1)
		send_file(r, reply.body_fd);
	FCGX_PutStr(reply.body, (int)reply.len, r->out);
}

/* ---- the loop --------------------------------------------------------------- */

static int
signals_open(void)
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

/* False: it is time to end.  What was logged is written once it is quiet. */
static bool
wait_for_work(int waiter, int signals)
{
	struct epoll_event	 events[2];
	int			 n;

	n = epoll_wait(waiter, events, 2, log_is_held() ? LOG_WAITS_MS : -1);
	if (n == 0) {
		log_flush();
		n = epoll_wait(waiter, events, 2, -1);
	}
	if (n == -1)
		return errno == EINTR;
	for (int i = 0; i < n; i++)
		if (events[i].data.fd == signals)
			return false;
	return true;
}

/*
 * FCGX_Finish_r() bows out: it shuts its side down, waits for nginx to close
 * and reads what is left, lest bytes that nobody has read make the kernel
 * reset the connection and nginx lose the answer.  Where nothing is left to
 * be read, close() alone is as safe.
 */
static void
finish(FCGX_Request *r)
{
	const char	*length = head_param(r, "CONTENT_LENGTH");
	char		 c;

	if ((length == NULL || *length == '\0') && recv(r->ipcFd, &c, 1,
	    MSG_PEEK | MSG_DONTWAIT) == -1 && errno == EAGAIN)
		FCGX_Detach(r);
	FCGX_Finish_r(r);
}

/*
 * Whoever comes too late finds nothing (FCGX_Accept_r answers -EAGAIN) and
 * waits.  After a request the next is asked for at once.
 */
static void
serve_all(struct server *server, int signals, int waiter, int64_t left)
{
	FCGX_Request	 r;
	int		 turns = 0;

	FCGX_Init();
	FCGX_InitRequest(&r, LISTENER, FCGI_FAIL_ACCEPT_ON_INTR);
	while (left > 0) {
		if (turns == 0 && !wait_for_work(waiter, signals))
			break;
		turns = (turns + 1) % TURNS;
		if (FCGX_Accept_r(&r) != 0) {
			turns = 0;
			continue;
		}
		serve(server, &r);
		finish(&r);
		left--;
	}
	FCGX_Free(&r, 1);
	log_flush();
}

static int
refuse_start(const char *why)
{
	log_line(LOG_ERROR, "cannot start", "why",
	    why == NULL ? "out of memory" : why, NULL);
	return 1;
}

int
main(int argc, char **argv)
{
	struct process		 p = { .file = -1 };
	struct server_new	 how = { .souk = &souk,
		.tables = route_tables, .pool = POOL_WEB };
	struct server		*server;
	const char		*pool = getenv("SOUK_POOL"), *why = "";
	int			 signals = signals_open(), waiter, status;

	if (process_attacks(argc, argv, false, &status))
		return status;
	if ((status = process_start(&p, "souk-web")) != 0)
		return status;
	if (pool != NULL && strcmp(pool, "login") == 0)
		how.pool = POOL_LOGIN;
	how.config = &p.config;
	how.shared = p.shared;
	http_error_page = error_page;
	if ((server = server_new(&how, &why)) == NULL)
		return refuse_start(why);
	if ((waiter = waiter_open(signals)) == -1)
		return refuse_start("nothing to wait with");
	if (!sandbox_enter(false, &why))
		return refuse_start(why);
	log_hold();
	serve_all(server, signals, waiter,
	    requests_to_serve(p.config.max_requests));
	server_free(server);
	process_end(&p);
	return 0;
}
