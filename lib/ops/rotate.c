/* SPDX-License-Identifier: ISC */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "lib/base/clock.h"
#include "lib/base/json_out.h"
#include "lib/base/text.h"
#include "lib/ops/ops.h"

#define ROTATE_LINE	4096
#define ENDING		".log"
#define TIME		"{\"time\":"

struct rotate {
	int	 fd;
	off_t	 size;
	int64_t	 day, now;		/* of what is in it; of this call */
	size_t	 len;			/* of a line still to be ended */
	char	 line[ROTATE_LINE];
	char	 folder[3900], name[64];	/* "souk" of souk.log */
};

static void
path_of(const struct rotate *r, const char *rest, char path[4100])
{
	snprintf(path, 4100, "%s/%s%s" ENDING, r->folder, r->name, rest);
}

static bool
rotate_reopen(struct rotate *r)
{
	char		 path[4100];
	struct stat	 st;

	path_of(r, "", path);
	r->fd = open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0640);
	if (r->fd == -1)
		return false;
	r->size = 0;
	if (fstat(r->fd, &st) == 0)
		r->size = st.st_size;
	r->day = r->now / CLOCK_DAY;
	if (r->size > 0)	/* of an earlier run */
		r->day = (int64_t)st.st_mtime / (CLOCK_DAY / CLOCK_SECOND);
	return true;
}

/* ---- what was before ------------------------------------------------------- */

/* "souk-2026-11-21.3.log": 3, 0 where there is no number; -1: another's. */
static int64_t
part_of(const char *name, const char *begins)
{
	const size_t	 len = strlen(begins);
	char		 number[16];
	int64_t		 part = 0;

	if (strncmp(name, begins, len) != 0)
		return -1;
	name += len;
	if (*name == '.' && strncmp(name, ENDING, strlen(ENDING)) != 0) {
		snprintf(number, sizeof(number), "%.*s",
		    (int)strcspn(name + 1, "."), name + 1);
		if (!text_to_int(number, &part) || part < 1)
			return -1;
		name += 1 + strlen(number);
	}
	return strncmp(name, ENDING, strlen(ENDING)) == 0 ? part : -1;
}

struct plain { int count; int64_t oldest; char name[256]; };

/* One that is not compressed; the oldest is remembered. */
static void
plain_note(const struct rotate *r, const char *name, struct plain *plain)
{
	const size_t	 len = strlen(name), own = strlen(r->name);
	char		 path[4200];
	struct stat	 st;
	int64_t		 at;

	if (strncmp(name, r->name, own) != 0 || name[own] != '-' ||
	    len >= sizeof(plain->name) || len < strlen(ENDING) ||
	    strcmp(name + len - strlen(ENDING), ENDING) != 0)
		return;
	snprintf(path, sizeof(path), "%s/%s", r->folder, name);
	if (stat(path, &st) != 0)
		return;
	at = (int64_t)st.st_mtim.tv_sec * 1000000000 + st.st_mtim.tv_nsec;
	if (plain->count++ == 0 || at < plain->oldest) {
		plain->oldest = at;
		memcpy(plain->name, name, len + 1);
	}
}

/* The number behind the last of those that begin so; -1: there is none. */
static int64_t
look(const struct rotate *r, const char *begins, struct plain *plain)
{
	DIR		*dir = opendir(r->folder);
	struct dirent	*entry;
	int64_t		 last = -1, part;

	*plain = (struct plain){ .count = 0 };
	while (dir != NULL && (entry = readdir(dir)) != NULL) {
		if ((part = part_of(entry->d_name, begins)) > last)
			last = part;
		plain_note(r, entry->d_name, plain);
	}
	if (dir != NULL)
		closedir(dir);
	return last;
}

/* Nobody compresses them, so there must be an end to it here. */
static void
plain_bound(const struct rotate *r, struct plain *plain, const char *begins)
{
	char	 path[4200];

	while (plain->count > ROTATE_PLAIN) {
		snprintf(path, sizeof(path), "%s/%s", r->folder, plain->name);
		if (unlink(path) != 0)
			return;
		look(r, begins, plain);
	}
}

static void
rotate_shift(struct rotate *r)
{
	char		 from[4100], to[4100], text[CLOCK_TEXT], begins[160],
			 rest[64];
	struct plain	 plain;
	int64_t		 last;

	close(r->fd);
	clock_text(r->day * CLOCK_DAY, text);
	snprintf(rest, sizeof(rest), "-%.10s", text);
	snprintf(begins, sizeof(begins), "%s%s", r->name, rest);
	if ((last = look(r, begins, &plain)) >= 0)
		snprintf(rest, sizeof(rest), "-%.10s.%lld", text,
		    (long long)last + 1);
	path_of(r, "", from);
	path_of(r, rest, to);
	if (rename(from, to) == 0)
		plain.count++;
	plain_bound(r, &plain, begins);
	rotate_reopen(r);
}

/* ---- what comes ----------------------------------------------------------------- */

static bool
rotate_is_due(const struct rotate *r, size_t len)
{
	return r->size > 0 && (r->size + (off_t)len > ROTATE_BYTES ||
	    r->now / CLOCK_DAY != r->day);
}

struct rotate *
rotate_open(const char *path)
{
	const char	*slash = strrchr(path, '/');
	const char	*name = slash == NULL ? path : slash + 1;
	const size_t	 len = strlen(name);
	struct rotate	*r;

	if ((slash != NULL && (size_t)(slash - path) >= sizeof(r->folder)) ||
	    len >= sizeof(r->name) || len <= strlen(ENDING)) {
		errno = ENAMETOOLONG;
		return NULL;
	}
	if ((r = calloc(1, sizeof(*r))) == NULL)
		return NULL;
	snprintf(r->folder, sizeof(r->folder), "%.*s", slash == NULL ? 1 :
	    (int)(slash - path), slash == NULL ? "." : path);
	snprintf(r->name, sizeof(r->name), "%.*s",
	    (int)(len - strlen(ENDING)), name);
	r->now = clock_now();
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
	if (r->size == 0)
		r->day = r->now / CLOCK_DAY;
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

	clock_text(r->now, now);
	len = (size_t)snprintf(line, sizeof(line), TIME "\"%s\","
	    "\"level\":\"error\",\"message\":\"", now);
	if (cut != NULL)
		end = cut;
	while (p < end && len < ROTATE_LINE)
		len += json_escape_next(&p, end, line + len);
	len += (size_t)snprintf(line + len, sizeof(line) - len, "\"}\n");
	rotate_write(r, line, len);
}

/* A program that dies has no time to tell the time. */
static void
rotate_time(struct rotate *r)
{
	char	 line[ROTATE_LINE + 64], now[CLOCK_TEXT];
	int	 len;

	clock_text(r->now, now);
	len = snprintf(line, sizeof(line), TIME "\"%s\",%.*s", now,
	    (int)r->len - 1, r->line + 1);
	rotate_write(r, line, (size_t)len);
}

static bool
has_time(const char *p, size_t len)
{
	return len > strlen(TIME) && memcmp(p, TIME, strlen(TIME)) == 0;
}

/* A line whole in r->line, its end included. */
static void
rotate_line(struct rotate *r)
{
	if (has_time(r->line, r->len))
		rotate_write(r, r->line, r->len);
	else if (r->line[0] == '{' && r->len > 2)
		rotate_time(r);
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

	while (has_time(p + own, len - own) && (end = memchr(p + own, '\n',
	    len - own)) != NULL && end - (p + own) < ROTATE_LINE)
		own = (size_t)(end + 1 - p);
	return own;
}

void
rotate_lines(struct rotate *r, const char *p, size_t len)
{
	rotate_lines_at(r, clock_now(), p, len);
}

void
rotate_lines_at(struct rotate *r, int64_t now, const char *p, size_t len)
{
	size_t	 own = r->len == 0 ? rotate_own(p, len) : 0;

	r->now = now;
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
