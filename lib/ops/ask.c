/* SPDX-License-Identifier: ISC */
/*
 * One GET, straight to a worker by FastCGI, past nginx: is a shop well whose
 * front is not there, or not ours?
 */
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <sys/un.h>
#include <unistd.h>

#include "lib/base/arena.h"
#include "lib/base/buf.h"
#include "lib/ops/ops.h"

#define ASK_SECONDS	30
#define HEADER		8

enum record { BEGIN = 1, END = 3, PARAMS = 4, STDIN = 5, STDOUT = 6 };

static void
put_record(struct buf *b, enum record type, const char *p, size_t len)
{
	const char	 head[HEADER] = { 1, (char)type, 0, 1,
	    (char)(len >> 8), (char)(len & 0xff), 0, 0 };

	buf_put(b, head, sizeof(head));
	buf_put(b, p, len);
}

static void
put_length(struct buf *b, size_t len)
{
	const char	 wide[] = { (char)(0x80 | (len >> 24)),
	    (char)(len >> 16), (char)(len >> 8), (char)len };

	if (len < 128)
		buf_putc(b, (char)len);
	else
		buf_put(b, wide, sizeof(wide));
}

static void
put_param(struct buf *b, const char *name, const char *value)
{
	put_length(b, strlen(name));
	put_length(b, strlen(value));
	buf_puts(b, name);
	buf_puts(b, value);
}

static void
put_request(struct buf *b, struct arena *arena, const char *uri)
{
	static const char	 responder[HEADER] = { 0, 1 };
	struct buf		 params;

	buf_init(&params, arena, 0);
	put_param(&params, "REQUEST_METHOD", "GET");
	put_param(&params, "REQUEST_URI", uri);
	put_param(&params, "REMOTE_ADDR", "127.0.0.1");
	put_param(&params, "HTTP_HOST", "localhost");
	put_record(b, BEGIN, responder, sizeof(responder));
	put_record(b, PARAMS, params.p, params.len);
	put_record(b, PARAMS, "", 0);
	put_record(b, STDIN, "", 0);
}

/* Relative to the home: sun_path is short. */
static int
connect_to(const char *home, const char *path)
{
	const struct timeval	 patience = { .tv_sec = ASK_SECONDS };
	struct sockaddr_un	 sun = { .sun_family = AF_UNIX };
	int			 fd;

	if (strlen(path) >= sizeof(sun.sun_path) || chdir(home) != 0)
		return -1;
	memcpy(sun.sun_path, path, strlen(path) + 1);
	fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
	if (fd == -1)
		return -1;
	setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof(patience));
	setsockopt(fd, SOL_SOCKET, SO_SNDTIMEO, &patience, sizeof(patience));
	if (connect(fd, (struct sockaddr *)&sun, sizeof(sun)) == 0)
		return fd;
	close(fd);
	return -1;
}

static bool
read_whole(int fd, void *p, size_t len)
{
	return recv(fd, p, len, MSG_WAITALL) == (ssize_t)len;
}

/* Records until END; those of STDOUT together are the answer. */
static bool
read_answer(int fd, struct arena *arena, struct buf *out)
{
	unsigned char	 head[HEADER];
	size_t		 len;
	char		*p = arena_alloc(arena, 65536 + 256);

	while (read_whole(fd, head, sizeof(head))) {
		len = (size_t)head[4] << 8 | head[5];
		if (!read_whole(fd, p, len + head[6]))
			return false;
		if (head[1] == STDOUT)
			buf_put(out, p, len);
		if (head[1] == END)
			return true;
	}
	return false;
}

int
ops_ask(struct arena *arena, const char *home, const char *uri,
    struct buf *out)
{
	struct buf	 request;
	int		 fd = connect_to(home, "run/web.sock"), status = 0;

	if (fd == -1)
		return 0;
	buf_init(&request, arena, 0);
	put_request(&request, arena, uri);
	if (send(fd, request.p, request.len, MSG_NOSIGNAL) ==
	    (ssize_t)request.len && read_answer(fd, arena, out) &&
	    out->len > 12 && memcmp(out->p, "Status: ", 8) == 0)
		status = (int)strtol(out->p + 8, NULL, 10);
	close(fd);
	return status;
}
