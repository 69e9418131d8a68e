/* SPDX-License-Identifier: ISC */
#include "tests/bench/load.h"

#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <netinet/tcp.h>
#include <openssl/ssl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/epoll.h>
#include <time.h>
#include <unistd.h>

#define INPUT	(1 << 20)	/* of one answer */
#define EVENTS	64
#define LATE	30	/* seconds, for what was asked at a rate */

struct connection {
	SSL		*ssl;
	int		 fd, index;
	const char	*out;		/* what is left to send */
	size_t		 out_len;
	char		*in;
	size_t		 in_len, in_size;
	bool		 waiting, of_beside;
	double		 since;
};

struct load {
	SSL_CTX			*context;
	int			 port, epoll, count;
	struct connection	*connections;
	/* of the run */
	struct requests		*requests;
	struct beside		*beside;
	int			 wanted, sent;
	double			 rate, start;	/* rate 0: one after another */
	struct load_result	*result;
	float			*times;
};

/* ---- requests ---------------------------------------------------------- */

void
requests_add(struct requests *r, const char *method, const char *path,
    const char *head, const char *body)
{
	if (r->count == r->size) {
		r->size = r->size == 0 ? 64 : r->size * 2;
		r->texts = realloc(r->texts, r->size * sizeof(*r->texts));
	}
	if (r->texts == NULL || asprintf(&r->texts[r->count++],
	    "%s %s HTTP/1.1\r\nHost: localhost\r\n%sContent-Length: %zu\r\n"
	    "\r\n%s", method, path, head, strlen(body), body) == -1)
		abort();
}

void
requests_free(struct requests *r)
{
	for (size_t i = 0; i < r->count; i++)
		free(r->texts[i]);
	free(r->texts);
	*r = (struct requests){ .texts = NULL };
}

static const char *
requests_next(struct requests *r)
{
	return r->texts[r->next++ % r->count];
}

/* ---- connections ------------------------------------------------------- */

static double
now(void)
{
	struct timespec	 t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static bool
connection_open(struct load *l, struct connection *c)
{
	struct sockaddr_in	 to = { .sin_family = AF_INET };
	struct epoll_event	 event = { .events = EPOLLIN, .data.ptr = c };
	int			 one = 1;

	to.sin_port = htons((uint16_t)l->port);
	to.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
	c->fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
	c->ssl = SSL_new(l->context);
	if (c->fd == -1 || c->ssl == NULL ||
	    connect(c->fd, (struct sockaddr *)&to, sizeof(to)) == -1)
		return false;
	setsockopt(c->fd, IPPROTO_TCP, TCP_NODELAY, &one, sizeof(one));
	SSL_set_fd(c->ssl, c->fd);
	SSL_set_tlsext_host_name(c->ssl, "localhost");
	if (SSL_connect(c->ssl) != 1)
		return false;
	fcntl(c->fd, F_SETFL, O_NONBLOCK);
	return epoll_ctl(l->epoll, EPOLL_CTL_ADD, c->fd, &event) == 0;
}

static void
connection_close(struct connection *c)
{
	SSL_free(c->ssl);
	if (c->fd != -1)
		close(c->fd);
	c->ssl = NULL;
	c->fd = -1;
	c->in_len = c->out_len = 0;
	c->waiting = false;
}

struct load *
load_open(int port, int connections)
{
	struct load	*l = calloc(1, sizeof(*l));

	if (l == NULL)
		return NULL;
	*l = (struct load){ .port = port, .count = connections,
		.context = SSL_CTX_new(TLS_client_method()),
		.epoll = epoll_create1(EPOLL_CLOEXEC),
		.connections = calloc((size_t)connections,
		    sizeof(*l->connections)) };
	for (int i = 0; i < connections; i++) {
		l->connections[i].index = i;
		if (!connection_open(l, &l->connections[i])) {
			l->count = i + 1;
			load_close(l);
			return NULL;
		}
	}
	return l;
}

void
load_close(struct load *l)
{
	for (int i = 0; i < l->count; i++) {
		connection_close(&l->connections[i]);
		free(l->connections[i].in);
	}
	free(l->connections);
	close(l->epoll);
	SSL_CTX_free(l->context);
	free(l);
}

/* ---- one request and its answer ------------------------------------------- */

static void
connection_write(struct connection *c)
{
	size_t	 n;

	while (c->out_len > 0 && SSL_write_ex(c->ssl, c->out, c->out_len, &n)) {
		c->out += n;
		c->out_len -= n;
	}
}

/* False: nothing is left to be asked. */
static bool
connection_ask(struct load *l, struct connection *c)
{
	struct requests	*r = l->requests;

	if (l->beside != NULL && c->index < l->beside->connections) {
		if (l->result->done + l->result->failed == l->wanted)
			return false;
		r = l->beside->requests;
	} else if (l->sent == l->wanted ||
	    (l->rate > 0 && now() < l->start + l->sent / l->rate))
		return false;
	else
		l->sent++;
	c->of_beside = r != l->requests;
	c->out = requests_next(r);
	c->out_len = strlen(c->out);
	c->waiting = true;
	/* At a rate, from when it was due, whether or not a connection was
	 * free. */
	c->since = l->rate > 0 ? l->start + (l->sent - 1) / l->rate : now();
	connection_write(c);
	return true;
}

/* At a rate: those that rest, as far as something is due. */
static void
connections_ask(struct load *l)
{
	for (int i = 0; i < l->count; i++)
		if (!l->connections[i].waiting &&
		    !connection_ask(l, &l->connections[i]))
			break;
}

static const char *
head_value(const char *head, const char *end, const char *name)
{
	size_t	 len = strlen(name);

	for (const char *p = head; p < end; p++)
		if (*p == '\n' && strncasecmp(p + 1, name, len) == 0)
			return p + 1 + len;
	return NULL;
}

/* Is an answer there as a whole? */
static bool
answer_is_whole(const struct connection *c)
{
	const char	*end = memmem(c->in, c->in_len, "\r\n\r\n", 4), *value;

	if (end == NULL)
		return false;
	if ((value = head_value(c->in, end, "Content-Length:")) != NULL)
		return c->in_len >= (size_t)(end + 4 - c->in) +
		    strtoul(value, NULL, 10);
	if (head_value(c->in, end, "Transfer-Encoding:") != NULL)
		return memcmp(c->in + c->in_len - 5, "0\r\n\r\n", 5) == 0;
	return true;
}

static void
answer_count(struct load *l, struct connection *c, bool good)
{
	struct load_result	*r = l->result;

	c->waiting = false;
	if (c->of_beside) {
		*(good ? &l->beside->done : &l->beside->failed) += 1;
		return;
	}
	if (good)
		l->times[r->done++] = (float)((now() - c->since) * 1000);
	else
		r->failed++;
}

/* The connection broke: the request counts as failed, the next has a new. */
static void
connection_again(struct load *l, struct connection *c)
{
	if (c->waiting)
		answer_count(l, c, false);
	connection_close(c);
	if (!connection_open(l, c))
		abort();
	connection_ask(l, c);
}

static void
connection_read(struct load *l, struct connection *c)
{
	size_t	 n;

	if (c->in == NULL && (c->in = malloc(c->in_size = INPUT)) == NULL)
		abort();
	while (SSL_read_ex(c->ssl, c->in + c->in_len, c->in_size - c->in_len,
	    &n))
		c->in_len += n;
	if (SSL_get_error(c->ssl, 0) != SSL_ERROR_WANT_READ) {
		connection_again(l, c);
		return;
	}
	connection_write(c);
	if (c->in_len < 12 || !answer_is_whole(c))
		return;
	answer_count(l, c, c->in[9] == '2');
	n = memmem(c->in, c->in_len, "\r\nConnection: close", 19) != NULL;
	c->in_len = 0;
	if (n)
		connection_again(l, c);
	else
		connection_ask(l, c);
}

/* ---- a run ---------------------------------------------------------------- */

static int
by_time(const void *a, const void *b)
{
	const float	*x = a, *y = b;

	return (*x > *y) - (*x < *y);
}

static void
result_times(struct load *l)
{
	struct load_result	*r = l->result;

	if (r->done == 0)
		return;
	qsort(l->times, (size_t)r->done, sizeof(*l->times), by_time);
	r->p50_ms = (double)l->times[r->done / 2];
	r->p99_ms = (double)l->times[r->done * 99 / 100];
}

static bool
is_over(const struct load *l)
{
	if (l->result->done + l->result->failed < l->wanted)
		return false;
	for (int i = 0; i < l->count; i++)
		if (l->connections[i].waiting)
			return false;
	return true;
}

static void
load_loop(struct load *l, struct requests *requests, int n,
    struct beside *beside, struct load_result *result)
{
	struct epoll_event	 events[EVENTS];
	int			 count;

	l->start = now();

	*result = (struct load_result){ .done = 0 };
	l->requests = requests;
	l->beside = beside;
	l->wanted = n;
	l->sent = 0;
	l->result = result;
	if ((l->times = calloc((size_t)n, sizeof(*l->times))) == NULL)
		abort();
	for (int i = 0; i < l->count; i++)
		connection_ask(l, &l->connections[i]);
	while (!is_over(l)) {
		count = epoll_wait(l->epoll, events, EVENTS,
		    l->rate > 0 ? 1 : 10000);
		if ((count == 0 && l->rate <= 0) ||
		    (count == -1 && errno != EINTR))
			break;
		if (l->rate > 0)
			connections_ask(l);
		if (l->rate > 0 && now() > l->start + n / l->rate + LATE)
			break;
		for (int i = 0; i < count; i++)
			connection_read(l, events[i].data.ptr);
	}
	result->failed = n - result->done;
	result->seconds = now() - l->start;
	result_times(l);
	free(l->times);
}

void
load_run_beside(struct load *l, struct requests *requests, int n,
    struct beside *beside, struct load_result *result)
{
	l->rate = 0;
	load_loop(l, requests, n, beside, result);
}

void
load_run(struct load *l, struct requests *requests, int n,
    struct load_result *result)
{
	load_run_beside(l, requests, n, NULL, result);
}

void
load_run_at(struct load *l, struct requests *requests, int n, double rate,
    struct load_result *result)
{
	l->rate = rate;
	load_loop(l, requests, n, NULL, result);
}
