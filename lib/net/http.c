/* SPDX-License-Identifier: ISC */
#include <ctype.h>
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>
#include <sys/socket.h>
#include <unistd.h>

#include "lib/base/act.h"
#include "lib/base/arena.h"
#include "lib/base/clock.h"
#include "lib/base/config.h"
#include "lib/base/log.h"
#include "lib/base/text.h"
#include "lib/net/call.h"
#include "lib/net/public.h"

#define TIMEOUT_MS	15000
#define MOST_BYTES	((size_t)1 << 20)
#define TYPE_BYTES	128
#define LOCATION_BYTES	2048
#define SLOWEST		1000	/* bytes a second of a file, for … */
#define SLOW_SECONDS	20	/* … so long, then it is given up */
#define LONGEST_PAUSE	(CLOCK_DAY / CLOCK_SECOND)

/* ---- what is asked ------------------------------------------------------- */

static bool
is_method(const char *name)
{
	static const char *const	 methods[] = { "GET", "HEAD", "POST",
	    "PUT", "PATCH", "DELETE" };

	for (size_t i = 0; i < sizeof(methods) / sizeof(methods[0]); i++)
		if (strcmp(methods[i], name) == 0)
			return true;
	return false;
}

/* Goes behind the base as it is: cannot make another host of it. */
static bool
is_path(const char *path)
{
	if (*path != '\0' && *path != '/')
		return false;
	for (; *path != '\0'; path++)
		if (*path <= ' ' || *path == '#' || *path == '\\' ||
		    (unsigned char)*path >= 0x7f)
			return false;
	return true;
}

static bool
is_header(const char *line)
{
	size_t	name = strcspn(line, ": \t");

	return name > 0 && line[name] == ':' &&
	    !text_has_control(line, strlen(line), false);
}

static bool
request_is_allowed(struct act *act, const struct net_request *request)
{
	const char *const	*line;

	if (!net_is_allowed(act) || !is_method(request->method) ||
	    !text_is_http_url(request->base) || !is_path(request->path))
		return false;
	for (line = request->headers; line != NULL && *line != NULL; line++)
		if (!is_header(*line))
			return false;
	if (request->public_only)
		return net_is_public_url(act->arena, act->config,
		    request->base);
	return text_starts(request->base, "https://") ||
	    (act->config->loopback &&
	    net_is_loopback(act->arena, request->base));
}

static const char *
url_of(struct arena *arena, const struct net_request *request)
{
	size_t	len = strlen(request->base);

	while (len > 0 && request->base[len - 1] == '/')
		len--;
	return arena_printf(arena, "%.*s%s", (int)len, request->base,
	    request->path);
}

/* False: no memory. */
static bool
headers_make(const char *const *lines, struct curl_slist **list)
{
	struct curl_slist	*longer;

	*list = curl_slist_append(NULL, "Expect:");
	for (; *list != NULL && lines != NULL && *lines != NULL; lines++) {
		if ((longer = curl_slist_append(*list, *lines)) == NULL) {
			curl_slist_free_all(*list);
			return false;
		}
		*list = longer;
	}
	return *list != NULL;
}

/* A file that became shorter ends the call. */
static size_t
give_file(char *to, size_t size, size_t count, void *departure)
{
	struct net_departure	*d = departure;
	size_t			 room = size * count;
	ssize_t			 n;

	if ((int64_t)room > d->size - d->at)
		room = (size_t)(d->size - d->at);
	if (room == 0)
		return 0;
	do
		n = pread(d->fd, to, room, (off_t)d->at);
	while (n == -1 && errno == EINTR);
	if (n <= 0)
		return CURL_READFUNC_ABORT;
	d->at += n;
	return (size_t)n;
}

static void
file_set(struct net_call *call, struct net_departure *d)
{
	net_set(call, CURLOPT_UPLOAD, 1L);
	net_set(call, CURLOPT_INFILESIZE_LARGE, (curl_off_t)d->size);
	net_set(call, CURLOPT_READFUNCTION, give_file);
	net_set(call, CURLOPT_READDATA, d);
}

static void
request_set(struct net_call *call, const struct net_request *request,
    struct curl_slist *headers, struct net_departure *d)
{
	net_set(call, CURLOPT_HTTP_VERSION, (long)CURL_HTTP_VERSION_1_1);
	net_set(call, CURLOPT_PATH_AS_IS, 1L);
	net_set(call, CURLOPT_HTTPHEADER, headers);
	if (request->body != NULL) {
		net_set(call, CURLOPT_POSTFIELDSIZE_LARGE,
		    (curl_off_t)request->len);
		net_set(call, CURLOPT_POSTFIELDS, request->body);
	}
	if (request->from_fd > 0)
		file_set(call, d);
	if (request->from_fd > 0 || request->to_fd > 0) {
		net_set(call, CURLOPT_LOW_SPEED_LIMIT, (long)SLOWEST);
		net_set(call, CURLOPT_LOW_SPEED_TIME, (long)SLOW_SECONDS);
	}
	if (text_equal(request->method, "HEAD"))
		net_set(call, CURLOPT_NOBODY, 1L);
	else
		net_set(call, CURLOPT_CUSTOMREQUEST, request->method);
}

/* ---- what comes ----------------------------------------------------------- */

/* Only what was asked for: an answer of 2xx. */
static bool
goes_into_file(const struct net_arrival *a)
{
	long	status = 0;

	curl_easy_getinfo(a->curl, CURLINFO_RESPONSE_CODE, &status);
	return a->to_fd > 0 && status >= 200 && status < 300;
}

static bool
file_add(struct net_arrival *a, const char *bytes, size_t len)
{
	curl_off_t	 size = -1;
	ssize_t		 n;

	curl_easy_getinfo(a->curl, CURLINFO_CONTENT_LENGTH_DOWNLOAD_T, &size);
	if ((int64_t)len > a->room || size > a->size) {
		a->answer->too_long = true;
		return false;
	}
	a->room -= (int64_t)len;
	while (len > 0) {
		n = write(a->to_fd, bytes, len);
		if (n == -1 && errno == EINTR)
			continue;
		if (n <= 0)
			return false;
		bytes += n;
		len -= (size_t)n;
	}
	return true;
}

/* Content-Length may be absent, or a lie. */
static size_t
take_body(char *bytes, size_t size, size_t count, void *arrival)
{
	struct net_arrival	*a = arrival;
	struct net_answer	*answer = a->answer;
	size_t			 n = size * count;

	size_t			 room = a->most - answer->len;

	if (goes_into_file(a))
		return file_add(a, bytes, n) ? n : 0;
	if (n > room && !a->cut)
		return 0;
	if (room > n)
		room = n;
	memcpy(answer->body + answer->len, bytes, room);
	answer->len += room;
	return n;
}

/* The value of a directive of Cache-Control, in seconds; 0: not there. */
static int64_t
max_age_of(const char *line, size_t len)
{
	static const char	 name[] = "max-age=";
	const size_t		 n = sizeof(name) - 1;
	int64_t			 age = 0;

	for (; len > n; line++, len--) {
		if (strncasecmp(line, "no-store", 8) == 0 ||
		    strncasecmp(line, "no-cache", 8) == 0)
			return 0;
		if (strncasecmp(line, name, n) != 0)
			continue;
		for (line += n; isdigit((unsigned char)*line) &&
		    age <= LONGEST_PAUSE; line++)
			age = age * 10 + (*line - '0');
		break;
	}
	return age < LONGEST_PAUSE ? age : LONGEST_PAUSE;
}

/* What stands behind "Name: " in a line of n bytes; NULL: another header. */
static const char *
header_value(const char *line, size_t n, const char *name)
{
	size_t	 len = strlen(name);

	return n > len && strncasecmp(line, name, len) == 0 ? line + len :
	    NULL;
}

/* Lines end with CRLF, and with no NUL. */
static size_t
take_header(char *line, size_t size, size_t count, void *arrival)
{
	struct net_answer	*answer = ((struct net_arrival *)arrival)->answer;
	size_t			 n = size * count;
	const char		*value;
	char			 text[40];

	if ((value = header_value(line, n, "Stripe-Should-Retry: ")) != NULL)
		answer->should_retry = *value == 't' ? 1 : -1;
	if ((value = header_value(line, n, "Idempotent-Replayed: ")) != NULL)
		answer->replayed = *value == 't';
	if ((value = header_value(line, n, "Date: ")) != NULL) {
		snprintf(text, sizeof(text), "%.*s",
		    (int)(line + n - value), value);
		answer->date = curl_getdate(text, NULL);
	}
	if (header_value(line, n, "Cache-Control:") != NULL)
		answer->max_age = max_age_of(line, n);
	return n;
}

static void
arrival_read(CURL *curl, struct net_arrival *a)
{
	struct net_answer	*answer = a->answer;
	const char		*type = NULL, *to = NULL;
	curl_off_t		 wait = 0, size = -1;
	long			 status = 0;

	curl_easy_getinfo(curl, CURLINFO_RESPONSE_CODE, &status);
	curl_easy_getinfo(curl, CURLINFO_RETRY_AFTER, &wait);
	curl_easy_getinfo(curl, CURLINFO_CONTENT_TYPE, &type);
	curl_easy_getinfo(curl, CURLINFO_CONTENT_LENGTH_DOWNLOAD_T, &size);
	curl_easy_getinfo(curl, CURLINFO_REDIRECT_URL, &to);
	answer->status = (int)status;
	answer->retry_after = wait < 0 ? 0 : wait > LONGEST_PAUSE ?
	    LONGEST_PAUSE : wait;
	if (type != NULL)
		strncat(a->type, type, TYPE_BYTES - 1);
	answer->size = size;
	if (to != NULL && strlen(to) < LOCATION_BYTES)
		strncat(a->location, to, LOCATION_BYTES - 1);
	answer->body[answer->len] = '\0';
}

static void
arrival_set(struct net_call *call, struct net_arrival *a)
{
	a->curl = call->curl;
	if (!a->cut)
		net_set(call, CURLOPT_MAXFILESIZE_LARGE,
		    (curl_off_t)a->most);
	net_set(call, CURLOPT_WRITEFUNCTION, take_body);
	net_set(call, CURLOPT_WRITEDATA, a);
	net_set(call, CURLOPT_HEADERFUNCTION, take_header);
	net_set(call, CURLOPT_HEADERDATA, a);
}

/* ---- where to ------------------------------------------------------------- */

/* What the name stands for now, whatever it stood for when it was entered. */
static curl_socket_t
public_socket(void *arg, curlsocktype purpose, struct curl_sockaddr *to)
{
	(void)arg;
	if (purpose != CURLSOCKTYPE_IPCXN || !net_is_public(&to->addr)) {
		log_line(LOG_WARN, "a call out to an address inside", NULL);
		return CURL_SOCKET_BAD;
	}
	return socket(to->family, to->socktype | SOCK_CLOEXEC, to->protocol);
}

/* ---- both ------------------------------------------------------------------ */

/* Another address than the name's, and a certificate of our own.  False: no
 * memory. */
static bool
front_set(struct net_call *call, const struct net_request *request,
    struct curl_slist **to)
{
	char	 line[64];

	*to = NULL;
	if (request->pinned != NULL) {
		net_set(call, CURLOPT_CAINFO, request->pinned);
		net_set(call, CURLOPT_CAPATH, NULL);
	}
	if (request->at == NULL)
		return true;
	snprintf(line, sizeof(line), "::%.40s:", request->at);
	if ((*to = curl_slist_append(NULL, line)) == NULL)
		return false;
	net_set(call, CURLOPT_CONNECT_TO, *to);
	return true;
}

bool
net_prepare(struct act *act, const struct net_request *request,
    struct net_answer *answer, struct net_exchange *x)
{
	struct net_arrival	*a = &x->arrival;

	*answer = (struct net_answer){ .type = "", .location = "",
		.size = -1, .body = arena_text(act->arena, "", 0) };
	*x = (struct net_exchange){ .request = request,
		.departure = { request->from_fd, 0, request->size },
		.arrival = { .answer = answer, .cut = request->cut,
		.to_fd = request->to_fd, .size = request->size,
		.room = request->size,
		.most = request->most > 0 ? request->most : MOST_BYTES } };
	if (!request_is_allowed(act, request)) {
		log_line(LOG_ERROR, "a call out is not allowed", NULL);
		return false;
	}
	/* A loopback address in the URL was allowed by the configuration. */
	x->public_only = request->public_only &&
	    !net_is_loopback(act->arena, request->base);
	answer->type = a->type = arena_alloc(act->arena, TYPE_BYTES);
	answer->location = a->location = arena_alloc(act->arena,
	    LOCATION_BYTES);
	answer->body = arena_alloc(act->arena, a->most + 1);
	x->url = url_of(act->arena, request);
	return true;
}

bool
net_begin(struct act *act, struct net_exchange *x)
{
	const struct net_request	*request = x->request;

	if (x->url == NULL || !headers_make(request->headers, &x->headers) ||
	    !net_open(act, &x->call, x->url, "https,http",
	    request->timeout_ms > 0 ? request->timeout_ms : TIMEOUT_MS))
		return false;
	request_set(&x->call, request, x->headers, &x->departure);
	arrival_set(&x->call, &x->arrival);
	if (x->public_only)
		net_set(&x->call, CURLOPT_OPENSOCKETFUNCTION, public_socket);
	return front_set(&x->call, request, &x->to) && !x->call.failed;
}

enum net_result
net_finish(struct net_exchange *x, enum net_result result)
{
	if (result == NET_OK)
		arrival_read(x->call.curl, &x->arrival);
	else
		x->arrival.answer->len = 0;
	if (x->call.curl != NULL)
		net_close(&x->call);
	curl_slist_free_all(x->headers);
	curl_slist_free_all(x->to);
	return result;
}

enum net_result
net_http(struct act *act, const struct net_request *request,
    struct net_answer *answer)
{
	struct net_exchange	 x;

	if (!net_prepare(act, request, answer, &x))
		return NET_REFUSED;
	return net_finish(&x, net_begin(act, &x) ? net_perform(&x.call) :
	    NET_REFUSED);
}
