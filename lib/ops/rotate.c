/* SPDX-License-Identifier: ISC */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "lib/ops/ops.h"

struct rotate { int fd; off_t size; char path[4000]; };

/* path.N; N 0 is the file itself. */
static const char *
rotate_name(const struct rotate *r, int n, char *name, size_t size)
{
	if (n == 0)
		snprintf(name, size, "%s", r->path);
	else
		snprintf(name, size, "%s.%d", r->path, n);
	return name;
}

static bool
rotate_reopen(struct rotate *r)
{
	struct stat	 st;

	r->fd = open(r->path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0640);
	r->size = r->fd != -1 && fstat(r->fd, &st) == 0 ? st.st_size : 0;
	return r->fd != -1;
}

/* Each one a number older; the oldest is overwritten, and what is past its
 * days removed. */
static void
rotate_shift(struct rotate *r)
{
	char		 from[4100], to[4100];
	struct stat	 st;

	for (int n = ROTATE_KEEP - 1; n >= 0; n--)
		rename(rotate_name(r, n, from, sizeof(from)),
		    rotate_name(r, n + 1, to, sizeof(to)));
	for (int n = 1; n <= ROTATE_KEEP; n++)
		if (stat(rotate_name(r, n, from, sizeof(from)), &st) == 0 &&
		    st.st_mtime < time(NULL) - ROTATE_DAYS * 86400)
			unlink(from);
}

struct rotate *
rotate_open(const char *path)
{
	struct rotate	*r;

	if (strlen(path) >= sizeof(r->path)) {
		errno = ENAMETOOLONG;
		return NULL;
	}
	if ((r = calloc(1, sizeof(*r))) == NULL)
		return NULL;
	snprintf(r->path, sizeof(r->path), "%s", path);
	if (rotate_reopen(r))
		return r;
	free(r);
	return NULL;
}

/* A line is never parted by a rotation: writers hand over whole lines. */
void
rotate_write(struct rotate *r, const char *p, size_t len)
{
	ssize_t	 n;

	if (r->size + (off_t)len > ROTATE_BYTES) {
		close(r->fd);
		rotate_shift(r);
		rotate_reopen(r);
	}
	for (; len > 0 && r->fd != -1; p += n, len -= (size_t)n) {
		if ((n = write(r->fd, p, len)) <= 0)
			return;
		r->size += n;
	}
}

void
rotate_close(struct rotate *r)
{
	if (r == NULL)
		return;
	close(r->fd);
	free(r);
}
