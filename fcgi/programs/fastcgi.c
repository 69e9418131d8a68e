/* SPDX-License-Identifier: ISC */
/*
 * A FastCGI connection, as the server knows requests and replies.  libfcgi
 * reads; the answer goes out as records of our own making.
 */
#include <errno.h>
#include <fastcgi.h>
#include <stdio.h>
#include <sys/socket.h>
#include <sys/uio.h>
#include <unistd.h>

#include "fcgi/programs/fastcgi.h"
#include "lib/base/text.h"

#define COPY		65536
#define SMALL_BODY	4096	/* comes together with its head */
#define RECORD_BYTES	((size_t)65528)	/* of 65535, a multiple of 8 */
#define RECORDS		16

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

bool
fastcgi_head(struct request_head *head, FCGX_Request *r)
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
	if (head->method != NULL && head->uri != NULL && head->address != NULL)
		return true;
	FCGX_PutS("Status: 400 Bad Request\r\n\r\n", r->out);
	FCGX_Finish_r(r);
	return false;
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

/* libfcgi's streams pass on 8 kB at a time; this is for what spilled. */
static void
send_stream(FCGX_Request *r, const struct reply *reply)
{
	FCGX_PutStr(reply->head.p, (int)reply->head.len, r->out);
	if (reply->body_fd != -1)
		send_file(r, reply->body_fd);
	FCGX_PutStr(reply->body, (int)reply->len, r->out);
	FCGX_Finish_r(r);
}

static void
write_all(int fd, struct iovec *v, int count)
{
	ssize_t	 n;

	while (count > 0) {
		if ((n = writev(fd, v, count)) == -1)
			return;
		for (; count > 0 && (size_t)n >= v->iov_len; v++, count--)
			n -= (ssize_t)v->iov_len;
		if (count > 0) {
			v->iov_base = (char *)v->iov_base + n;
			v->iov_len -= (size_t)n;
		}
	}
}

static FCGI_Header
record_head(const FCGX_Request *r, int type, size_t len)
{
	return (FCGI_Header){ .version = FCGI_VERSION_1,
		.type = (unsigned char)type,
		.requestIdB1 = (unsigned char)(r->requestId >> 8),
		.requestIdB0 = (unsigned char)r->requestId,
		.contentLengthB1 = (unsigned char)(len >> 8),
		.contentLengthB0 = (unsigned char)len };
}

/* As records of the protocol, the whole of them in one call: nginx wakes once
 * and has everything. */
static void
send_records(FCGX_Request *r, const struct reply *reply)
{
	const size_t	 total = reply->head.len + reply->len;
	FCGI_Header	 heads[RECORDS], ends[2] = {
		record_head(r, FCGI_STDOUT, 0),
		record_head(r, FCGI_END_REQUEST, sizeof(FCGI_EndRequestBody)),
	};
	FCGI_EndRequestBody	 end = { .protocolStatus =
		FCGI_REQUEST_COMPLETE };
	struct iovec	 v[2 * RECORDS + 3];
	size_t		 at = 0, in_head, len;
	int		 n = 0;

	for (int i = 0; at < total; i++, at += len) {
		len = total - at > RECORD_BYTES ? RECORD_BYTES : total - at;
		in_head = at >= reply->head.len ? 0 : reply->head.len - at;
		if (in_head > len)
			in_head = len;
		heads[i] = record_head(r, FCGI_STDOUT, len);
		v[n++] = (struct iovec){ &heads[i], sizeof(heads[i]) };
		if (in_head > 0)
			v[n++] = (struct iovec){ reply->head.p + at, in_head };
		v[n++] = (struct iovec){ (void *)(uintptr_t)(reply->body +
		    at + in_head - reply->head.len), len - in_head };
	}
	v[n++] = (struct iovec){ ends, sizeof(ends) };
	v[n++] = (struct iovec){ &end, sizeof(end) };
	write_all(r->ipcFd, v, n);
}

/*
 * FCGX_Free() bows out: it shuts its side down, waits for nginx to close and
 * reads what is left, lest bytes that nobody has read make the kernel reset
 * the connection and nginx lose the answer.  Where the end of the body has
 * been read and nothing is left, close() alone is as safe.
 */
static void
hang_up(FCGX_Request *r, const struct request_head *head)
{
	char	 c;

	if (head->content_length >= 0 && head->content_length <= SMALL_BODY &&
	    FCGX_GetChar(r->in) == EOF && recv(r->ipcFd, &c, 1,
	    MSG_PEEK | MSG_DONTWAIT) == -1 && errno == EAGAIN)
		FCGX_Detach(r);
	FCGX_Free(r, 1);
}

void
fastcgi_reply(FCGX_Request *r, const struct request_head *head,
    const struct reply *reply)
{
	if (reply->body_fd != -1 || reply->head.len + reply->len >
	    RECORDS * RECORD_BYTES) {
		send_stream(r, reply);
		return;
	}
	send_records(r, reply);
	hang_up(r, head);
}
