/* SPDX-License-Identifier: ISC */
#include "lib/base/lines.h"

#include <errno.h>
#include <stdbool.h>
#include <string.h>
#include <strings.h>
#include <unistd.h>

struct line { char text[LINES_MAX]; int64_t start; size_t len; };

/* What stands there, as much as there is; -1: it cannot be read. */
static ssize_t
bytes_at(const struct lines *lines, int64_t at, char *to, size_t size)
{
	ssize_t	 n;

	if (lines->text == NULL) {
		do
			n = pread(lines->fd, to, size, at);
		while (n == -1 && errno == EINTR);
		return n;
	}
	if ((int64_t)size > lines->size - at)
		size = (size_t)(lines->size - at);
	memcpy(to, lines->text + at, size);
	return (ssize_t)size;
}

/* Moves *at, which is not 0, to the first line that begins there or later. */
static bool
line_skip(const struct lines *lines, int64_t *at)
{
	char		 bytes[LINES_MAX];
	ssize_t		 n = bytes_at(lines, --*at, bytes, sizeof(bytes));
	const char	*end = n > 0 ? memchr(bytes, '\n', (size_t)n) : NULL;

	if (n == -1 || (end == NULL && n == (ssize_t)sizeof(bytes)))
		return false;
	*at = end == NULL ? lines->size : *at + (end - bytes) + 1;
	return true;
}

static bool
line_read(const struct lines *lines, int64_t at, struct line *line)
{
	ssize_t		 n = bytes_at(lines, at, line->text,
			    sizeof(line->text));
	const char	*end;

	if (n <= 0)
		return false;
	end = memchr(line->text, '\n', (size_t)n);
	if (end == NULL && n == (ssize_t)sizeof(line->text))
		return false;
	line->start = at;
	line->len = end == NULL ? (size_t)n : (size_t)(end - line->text);
	return true;
}

/* Below 0: the line comes before the key. */
static int
line_compare(const struct line *line, const char *key, size_t len, char end)
{
	size_t	 n = line->len < len ? line->len : len;
	int	 order = strncasecmp(line->text, key, n);

	if (order != 0)
		return order;
	if (line->len < len)
		return -1;
	return line->len == len || line->text[len] == end ||
	    line->text[len] == '\r' ? 0 : 1;
}

enum lines_found
lines_find(const struct lines *lines, const char *key, size_t len, char end)
{
	int64_t		 low = 0, high = lines->size, middle, at;
	struct line	 line;
	int		 order;

	/* What is looked for begins at low or later, and before high. */
	while (low < high) {
		at = middle = low + (high - low) / 2;
		if (at > low && !line_skip(lines, &at))
			return LINES_BROKEN;
		if (at >= high) {
			high = middle;
			continue;
		}
		if (!line_read(lines, at, &line))
			return LINES_BROKEN;
		order = line_compare(&line, key, len, end);
		if (order == 0)
			return LINES_YES;
		if (order < 0)
			low = at + (int64_t)line.len + 1;
		else
			high = middle;
	}
	return LINES_NO;
}
