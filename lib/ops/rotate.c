/* SPDX-License-Identifier: ISC */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "lib/base/clock.h"
#include "lib/base/json_out.h"
#include "lib/ops/ops.h"

#define ROTATE_LINE	4096
#define DAY		((time_t)86400)

struct rotate {
	int	 fd;
	off_t	 size;
	time_t	 born;
	size_t	 len;			/* of a line still to be ended */
	char	 line[ROTATE_LINE];
	char	 path[4000];
};

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

static void
rotate_expire(const struct rotate *r)
{
	char		 name[4100];
	struct stat	 st;

	for (int n = 1; n <= ROTATE_KEEP; n++)
		if (stat(rotate_name(r, n, name, sizeof(name)), &st) == 0 &&
		    st.st_mtime < time(NULL) - ROTATE_DAYS * DAY)
			unlink(name);
}

static bool
rotate_reopen(struct rotate *r)
{
	struct statx	 st;

	r->fd = open(r->path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0640);
	if (r->fd == -1)
		return false;
	r->size = 0;
	r->born = time(NULL);
	if (statx(r->fd, "", AT_EMPTY_PATH, STATX_SIZE | STATX_BTIME,
	    &st) == 0) {
		r->size = (off_t)st.stx_size;
		if (st.stx_mask & STATX_BTIME)
			r->born = st.stx_btime.tv_sec;
	}
	rotate_expire(r);
	return true;
}

/* Each one a number older; the oldest is overwritten. */
static void
rotate_shift(struct rotate *r)
{
	char	 from[4100], to[4100];

	close(r->fd);
	for (int n = ROTATE_KEEP - 1; n >= 0; n--)
		rename(rotate_name(r, n, from, sizeof(from)),
		    rotate_name(r, n + 1, to, sizeof(to)));
	rotate_reopen(r);
}

/* Full, or so old that the last of its kind would outlive its days. */
static bool
rotate_is_due(const struct rotate *r, size_t len)
{
	return r->size + (off_t)len > ROTATE_BYTES ||
	    time(NULL) - r->born > ROTATE_DAYS * DAY / (ROTATE_KEEP + 1);
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

static void
rotate_write(struct rotate *r, const char *p, size_t len)
{
	ssize_t	 n;

	if (rotate_is_due(r, len))
		rotate_shift(r);
	for (; len > 0 && r->fd != -1; p += n, len -= (size_t)n) {
		if ((n = write(r->fd, p, len)) <= 0)
			return;
		r->size += n;
	}
}

/*
 * What nginx, a sanitizer or the loader says becomes a line like all others.
 * nginx ends its own with the visitor's address and request: cut off.
 */
static void
rotate_wrap(struct rotate *r, const char *p, const char *end)
{
	const char	*cut = memmem(p, (size_t)(end - p), ", client: ", 10);
	char		 line[ROTATE_LINE + 128], now[CLOCK_TEXT];
	size_t		 len;

	clock_text(clock_now(), now);
	len = (size_t)snprintf(line, sizeof(line), "{\"time\":\"%s\","
	    "\"level\":\"error\",\"message\":\"", now);
	if (cut != NULL)
		end = cut;
	while (p < end && len < ROTATE_LINE)
		len += json_escape_next(&p, end, line + len);
	len += (size_t)snprintf(line + len, sizeof(line) - len, "\"}\n");
	rotate_write(r, line, len);
}

/* A line whole in r->line, its end included. */
static void
rotate_line(struct rotate *r)
{
	if (r->line[0] == '{')
		rotate_write(r, r->line, r->len);
	else if (r->len > 1)
		rotate_wrap(r, r->line, r->line + r->len - 1);
	r->len = 0;
}

/* How much of it is whole lines of the programs' own, to be passed on. */
static size_t
rotate_own(const char *p, size_t len)
{
	const char	*end;
	size_t		 own = 0;

	while (own < len && p[own] == '{' && (end = memchr(p + own, '\n',
	    len - own)) != NULL && end - (p + own) < ROTATE_LINE)
		own = (size_t)(end + 1 - p);
	return own;
}

void
rotate_lines(struct rotate *r, const char *p, size_t len)
{
	size_t	 own = r->len == 0 ? rotate_own(p, len) : 0;

	if (own > 0)
		rotate_write(r, p, own);
	p += own;
	len -= own;
	for (; len > 0; p++, len--) {
		r->line[r->len++] = *p;
		if (*p != '\n' && r->len == sizeof(r->line))
			r->line[r->len - 1] = '\n';
		if (r->line[r->len - 1] == '\n')
			rotate_line(r);
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
