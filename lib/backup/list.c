/* SPDX-License-Identifier: ISC */
/* The lists that copies are made of: lines in a buffer of fixed size. */
#include <inttypes.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include "lib/backup/copy.h"
#include "lib/base/text.h"

void
list_put(struct list *l, const char *format, ...)
{
	const size_t	 room = LIST_MAX - l->len;
	va_list		 ap;
	int		 n;

	va_start(ap, format);
	n = vsnprintf(l->p + l->len, room, format, ap);
	va_end(ap);
	if (n < 0 || (size_t)n >= room)
		l->full = true;
	else
		l->len += (size_t)n;
}

bool
list_line(const struct list *l, size_t *at, char *line, size_t size)
{
	const char	*start = l->p + *at, *end;
	size_t		 n;

	if (*at >= l->len)
		return false;
	end = memchr(start, '\n', l->len - *at);
	n = end == NULL ? l->len - *at : (size_t)(end - start);
	*at += n + (end != NULL);
	if (n >= size)
		n = size - 1;
	memcpy(line, start, n);
	line[n] = '\0';
	return true;
}

void
list_put_entry(struct list *l, const struct entry *e)
{
	list_put(l, "%o %" PRId64 " %" PRId64 " %s %s\n", (unsigned)e->mode,
	    e->size, e->changed, e->chunks, e->path);
}

/* A path stays below the folder it is listed in. */
static bool
path_is_below(const char *path)
{
	const char	*p = path;

	if (*p == '/' || *p == '\0')
		return false;
	while (p != NULL) {
		if (strncmp(p, "..", 2) == 0 && (p[2] == '/' || p[2] == '\0'))
			return false;
		if ((p = strchr(p, '/')) != NULL)
			p++;
	}
	return true;
}

bool
list_entry(const struct list *l, size_t *at, struct entry *e)
{
	char	 line[LIST_LINE], *chunks, *path, *end;

	if (!list_line(l, at, line, sizeof(line)))
		return false;
	e->mode = (mode_t)strtoul(line, &end, 8) & 0777;
	e->size = strtoll(end, &end, 10);
	e->changed = strtoll(end, &end, 10);
	if (*end != ' ' || (path = strchr(chunks = end + 1, ' ')) == NULL)
		return false;
	*path++ = '\0';
	if (strlen(chunks) >= sizeof(e->chunks) ||
	    strlen(path) >= sizeof(e->path) || !path_is_below(path))
		return false;
	memcpy(e->chunks, chunks, strlen(chunks) + 1);
	memcpy(e->path, path, strlen(path) + 1);
	return true;
}

bool
entry_chunk(const struct entry *e, int nth, chunk_name name)
{
	const size_t	 at = (size_t)nth * (NAME_HEX + 1);

	if (at + NAME_HEX > strlen(e->chunks))
		return false;
	memcpy(name, e->chunks + at, NAME_HEX);
	name[NAME_HEX] = '\0';
	return chunk_is_name(name);
}

bool
line_chunk(const char *line, chunk_name name)
{
	if (!text_starts(line, "chunk ") || !chunk_is_name(line + 6))
		return false;
	memcpy(name, line + 6, NAME_HEX + 1);
	return true;
}

bool
line_part(const char *line, char folder[ENTRY_PATH], chunk_name name)
{
	const char	*last = strrchr(line, ' ');
	size_t		 n;

	if (!text_starts(line, "part ") || !chunk_is_name(last + 1) ||
	    last < line + 6)
		return false;
	n = (size_t)(last - line - 5);
	if (n >= ENTRY_PATH)
		return false;
	memcpy(folder, line + 5, n);
	folder[n] = '\0';
	memcpy(name, last + 1, NAME_HEX + 1);
	return path_is_below(folder);
}

bool
list_find_part(const struct list *l, const char *folder, chunk_name name)
{
	char	 line[LIST_LINE], found[ENTRY_PATH];
	size_t	 at = 0;

	while (list_line(l, &at, line, sizeof(line)))
		if (line_part(line, found, name) && strcmp(found, folder) == 0)
			return true;
	return false;
}

int64_t
list_number(const struct list *l, const char *word)
{
	const size_t	 n = strlen(word);
	char		 line[LIST_LINE];
	size_t		 at = 0;

	while (list_line(l, &at, line, sizeof(line)))
		if (strncmp(line, word, n) == 0 && line[n] == ' ')
			return strtoll(line + n, NULL, 10);
	return -1;
}
