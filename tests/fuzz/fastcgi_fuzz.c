/* SPDX-License-Identifier: ISC */
/*
 * The bytes of a FastCGI connection, as if nginx were somebody else: records,
 * parameter lengths, bodies.  libfcgi reads them and fastcgi_reply() answers.
 */
#include <signal.h>
#include <stdio.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include "fcgi/programs/fastcgi.h"
#include "tests/fuzz/fuzz_worker.h"

#define BYTES_MAX	60000	/* what a socket holds without a reader */

int	LLVMFuzzerTestOneInput(const uint8_t *, size_t);
const char	*__lsan_default_suppressions(void);

/* What libfcgi itself loses when a connection ends among its parameters: a
 * few bytes, of nobody but nginx, until the worker is replaced. */
const char *
__lsan_default_suppressions(void)
{
	return "leak:libfcgi";
}

static struct sockaddr_un	 address = { .sun_family = AF_UNIX };
static struct server		*server;
static FCGX_Request		 request;

static void
listener_open(void)
{
	int	 fd = socket(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK, 0);

	server = fuzz_worker();
	snprintf(address.sun_path, sizeof(address.sun_path), "%s.sock",
	    fuzz_dir);
	fuzz_need(bind(fd, (struct sockaddr *)&address, sizeof(address)) == 0
	    && listen(fd, 8) == 0 && FCGX_Init() == 0 &&
	    FCGX_InitRequest(&request, fd, FCGI_FAIL_ACCEPT_ON_INTR) == 0,
	    "no listener");
	signal(SIGPIPE, SIG_IGN);
}

/*
 * libfcgi takes as much memory as a parameter announces, and does not look if
 * it got it.  The socket is nginx's alone, which announces what it sends; so
 * what announces gigabytes is left out, lest each run finds that again: four
 * bytes that read as a length of more than a mebibyte.
 */
static bool
announces_much(const uint8_t *bytes, size_t len)
{
	for (size_t i = 0; i + 3 < len; i++)
		if (bytes[i] & 0x80 && ((bytes[i] & 0x7f) != 0 ||
		    bytes[i + 1] > 0x10))
			return true;
	return false;
}

/*
 * All that comes and then its end, and nobody who listens: neither side waits
 * for the other.
 */
int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
	struct reply		 reply = { .body_fd = -1 };
	struct request_head	 head;
	int			 fd;

	if (server == NULL)
		listener_open();
	if (len > BYTES_MAX || announces_much(bytes, len))
		return -1;
	fd = socket(AF_UNIX, SOCK_STREAM, 0);
	fuzz_need(connect(fd, (struct sockaddr *)&address,
	    sizeof(address)) == 0, "no connection");
	fuzz_need(write(fd, bytes, len) == (ssize_t)len, "a short write");
	shutdown(fd, SHUT_WR);
	shutdown(fd, SHUT_RD);
	if (FCGX_Accept_r(&request) == 0 && fastcgi_head(&head, &request)) {
		server_handle(server, &head, &reply);
		fastcgi_reply(&request, &head, &reply);
		FCGX_Finish_r(&request);
	}
	close(fd);
	return 0;
}
