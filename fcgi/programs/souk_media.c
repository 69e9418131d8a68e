/* SPDX-License-Identifier: ISC */
/*
 * Opens one picture, for whoever connects to descriptor 0 (lib/media/wire.h),
 * and ends.  What strangers drew is read only behind the sandbox: by then
 * there is nothing but that file, to be read, and that connection.
 */
#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>

#include "lib/media/media.h"
#include "lib/media/open/open.h"
#include "lib/ops/ops.h"

#define LISTENER	0
#define CALLER		0
#define PICTURE		1
#define MEMORY		((rlim_t)256 << 20)
#define SECONDS		(MEDIA_LIMIT_MS / 1000)
#define ASK_MS		1000	/* whoever connects says at once what for */
#define BROKEN		70	/* EX_SOFTWARE: this program, not a picture */

/* Told to end, it ends: but not once it has a picture. */
static int
caller_await(void)
{
	struct pollfd	 listener = { .fd = LISTENER, .events = POLLIN };
	sigset_t	 blocked, before;
	int		 fd;

	sigemptyset(&blocked);
	sigaddset(&blocked, SIGTERM);
	sigprocmask(SIG_BLOCK, &blocked, &before);
	for (;;) {
		if (ppoll(&listener, 1, NULL, &before) == -1)
			return -1;
		fd = accept4(LISTENER, NULL, NULL, SOCK_CLOEXEC);
		if (fd != -1 || (errno != EAGAIN && errno != ECONNABORTED))
			return fd;
	}
}

/* The ask and, beside it, the descriptor of the picture. */
static int
ask_take(int caller, struct wire_ask *ask)
{
	union { struct cmsghdr head; char room[CMSG_SPACE(sizeof(int))]; }
			 control;
	struct iovec	 bytes = { ask, sizeof(*ask) };
	struct msghdr	 message = { .msg_iov = &bytes, .msg_iovlen = 1,
		.msg_control = &control, .msg_controllen = sizeof(control) };
	struct pollfd	 said = { .fd = caller, .events = POLLIN };
	struct cmsghdr	*c;
	int		 fd;

	if (poll(&said, 1, ASK_MS) != 1 || recvmsg(caller, &message,
	    MSG_CMSG_CLOEXEC) != (ssize_t)sizeof(*ask) ||
	    ask->magic != WIRE_MAGIC)
		return -1;
	c = CMSG_FIRSTHDR(&message);
	if (c == NULL || c->cmsg_level != SOL_SOCKET ||
	    c->cmsg_type != SCM_RIGHTS || c->cmsg_len != CMSG_LEN(sizeof(fd)))
		return -1;
	memcpy(&fd, CMSG_DATA(c), sizeof(fd));
	return fd;
}

/* Only these two are left, the log included: a picture writes no lines. */
static bool
descriptors_keep(int caller, int picture)
{
	return dup2(picture, PICTURE) == PICTURE &&
	    dup2(caller, CALLER) == CALLER && close_range(2, ~0U, 0) == 0;
}

static bool
limits_set(void)
{
	const struct rlimit	 cpu = { SECONDS, SECONDS };
#ifndef __SANITIZE_ADDRESS__
	const struct rlimit	 memory = { MEMORY, MEMORY };

	if (setrlimit(RLIMIT_AS, &memory) != 0)
		return false;
#endif
	alarm(SECONDS);
	return setrlimit(RLIMIT_CPU, &cpu) == 0;
}

static bool
caller_put(void *arg, const void *p, size_t len)
{
	const char	*at = p;
	ssize_t		 n;

	(void)arg;
	for (; len > 0; at += n, len -= (size_t)n)
		if ((n = send(CALLER, at, len, MSG_NOSIGNAL)) <= 0)
			return false;
	return true;
}

static struct bytes
picture_read(uint8_t **whole)
{
	const off_t	 size = lseek(PICTURE, 0, SEEK_END);
	struct bytes	 b = { NULL, 0 };
	ssize_t		 n;

	if (size < 0 || size > (off_t)MEDIA_BYTES ||
	    (*whole = malloc((size_t)size + 1)) == NULL)
		return b;
	while (b.len < (size_t)size && (n = pread(PICTURE, *whole + b.len,
	    (size_t)size - b.len, (off_t)b.len)) > 0)
		b.len += (size_t)n;
	b.p = *whole;
	return b;
}

static int
job_do(const struct wire_ask *ask)
{
	const struct sink	 sink = { caller_put, NULL };
	uint8_t			*whole = NULL;
	const struct bytes	 b = picture_read(&whole);
	const bool		 done = b.p != NULL &&
				    answer_write(b, ask->pixels, &sink);

	free(whole);
	return done ? 0 : 1;
}

static int
attack(void)
{
	static char	 lines[8192];
	const char	*why = "";

	setvbuf(stdout, lines, _IOFBF, sizeof(lines));
	if (sandbox_strict(&why))
		return sandbox_attack_strict() == 0 ? 0 : 1;
	fprintf(stderr, "%s\n", why);
	return 1;
}

/* A caller that went away is no fault of this program. */
int
main(int argc, char **argv)
{
	const char	*why = "";
	struct wire_ask	 ask;
	int		 caller, picture;

	if (argc == 2 && strcmp(argv[1], "--self-attack") == 0)
		return attack();
	if ((caller = caller_await()) == -1)
		return errno == EINTR ? 0 : BROKEN;
	if ((picture = ask_take(caller, &ask)) == -1)
		return 0;
	if (!limits_set() || !descriptors_keep(caller, picture) ||
	    !sandbox_strict(&why))
		return BROKEN;
	job_do(&ask);
	return 0;
}

#ifdef __SANITIZE_ADDRESS__
const char	*__asan_default_options(void);

/* The end of a picture that found a fault is a signal, as without. */
const char *
__asan_default_options(void)
{
	return "abort_on_error=1:detect_leaks=0";
}
#endif
