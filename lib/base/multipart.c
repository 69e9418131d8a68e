/* SPDX-License-Identifier: ISC */
#include "lib/base/multipart.h"

#include <stdbool.h>
#include <string.h>
#include <strings.h>

#include "lib/base/arena.h"
#include "lib/base/buf.h"
#include "lib/base/text.h"

#define WINDOW		16384
#define BOUNDARY_MAX	70	/* RFC 2046, 5.1.1 */

struct multipart {
	struct arena	*arena;
	long		(*read)(void *, char *, size_t);
	void		*io;
	char		 delimiter[BOUNDARY_MAX + 8];	/* CRLF -- boundary */
	size_t		 delimiter_len;
	size_t		 at, end;	/* what of the window is not used up */
	bool		 ended;		/* read has nothing more */
	int		 parts;
	char		 window[WINDOW];
};

/* ---- Content-Type ------------------------------------------------------- */

static bool
is_boundary(const char *p, size_t len)
{
	static const char	 allowed[] = "0123456789abcdefghijklmnopqrstu"
	    "vwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ'()+_,-./:=? ";

	if (len == 0 || len > BOUNDARY_MAX || p[len - 1] == ' ')
		return false;
	for (size_t i = 0; i < len; i++)
		if (p[i] == '\0' || strchr(allowed, p[i]) == NULL)
			return false;
	return true;
}

/*
 * The value of a parameter "; name=token" or "; name="quoted"" of a header
 * field; NULL: not there, or not well-formed.  A backslash stands for the
 * character behind it only before a quote or a backslash: browsers put paths
 * into filename as they are.
 */
static char *
parameter(struct arena *arena, const char *field, const char *name)
{
	const size_t	 len = strlen(name);
	struct buf	 b;
	const char	*p = field;

	for (;;) {
		if ((p = strchr(p, ';')) == NULL)
			return NULL;
		p += 1 + strspn(p + 1, " \t");
		if (strncasecmp(p, name, len) == 0 && p[len] == '=')
			break;
		/* A quoted value may hold a semicolon. */
		p += strcspn(p, ";\"");
		if (*p == '"')
			for (p++; *p != '\0' && *p != '"'; p++)
				if (*p == '\\' && p[1] != '\0')
					p++;
	}
	p += len + 1;
	if (*p != '"')
		return arena_text(arena, p, strcspn(p, "; \t"));
	buf_init(&b, arena, 64);
	for (p++; *p != '"'; p++) {
		if (*p == '\\' && (p[1] == '"' || p[1] == '\\'))
			p++;
		if (*p == '\0')
			return NULL;
		buf_putc(&b, *p);
	}
	return b.p;
}

char *
multipart_boundary(struct arena *arena, const char *content_type)
{
	static const char	 type[] = "multipart/form-data";
	char			*boundary;

	if (content_type == NULL ||
	    strncasecmp(content_type, type, sizeof(type) - 1) != 0 ||
	    strchr(";  \t", content_type[sizeof(type) - 1]) == NULL)
		return NULL;
	boundary = parameter(arena, content_type, "boundary");
	if (boundary == NULL || !is_boundary(boundary, strlen(boundary)))
		return NULL;
	return boundary;
}

/* ---- the window ----------------------------------------------------------- */

/* The first delimiter needs no line end before it, so one is put there. */
struct multipart *
multipart_new(struct arena *arena, const char *boundary,
    long (*read)(void *, char *, size_t), void *io)
{
	struct multipart	*m = arena_alloc(arena, sizeof(*m));

	m->arena = arena;
	m->read = read;
	m->io = io;
	memcpy(m->delimiter, "\r\n--", 4);
	m->delimiter_len = strnlen(boundary, BOUNDARY_MAX) + 4;
	memcpy(m->delimiter + 4, boundary, m->delimiter_len - 4);
	memcpy(m->window, "\r\n", 2);
	m->end = 2;
	return m;
}

static size_t
window_len(const struct multipart *m)
{
	return m->end - m->at;
}

/* More bytes into the window; false: there are none, or no room. */
static bool
window_fill(struct multipart *m)
{
	long	 n;

	if (m->at > 0) {
		memmove(m->window, m->window + m->at, window_len(m));
		m->end -= m->at;
		m->at = 0;
	}
	if (m->ended || m->end == WINDOW)
		return false;
	n = m->read(m->io, m->window + m->end, WINDOW - m->end);
	if (n <= 0) {
		m->ended = true;
		return false;
	}
	m->end += (size_t)n;
	return true;
}

static bool
window_need(struct multipart *m, size_t len)
{
	while (window_len(m) < len)
		if (!window_fill(m))
			return false;
	return true;
}

/* ---- parts ------------------------------------------------------------------ */

/*
 * How many bytes of the window are surely the part's own: those before a
 * delimiter, or before what may become one.
 */
static size_t
own_bytes(const struct multipart *m, bool *delimited)
{
	const char	*p = m->window + m->at;
	const char	*found = memmem(p, window_len(m), m->delimiter,
			    m->delimiter_len);

	*delimited = found != NULL;
	if (found != NULL)
		return (size_t)(found - p);
	return window_len(m) < m->delimiter_len ? 0 :
	    window_len(m) - m->delimiter_len + 1;
}

long
multipart_read(struct multipart *m, char *p, size_t size)
{
	bool	 delimited;
	size_t	 n;

	while ((n = own_bytes(m, &delimited)) == 0 && !delimited)
		if (!window_fill(m))
			return -1;
	if (n > size)
		n = size;
	memcpy(p, m->window + m->at, n);
	m->at += n;
	return (long)n;
}

static bool
part_skip(struct multipart *m)
{
	char	 p[1024];
	long	 n;

	while ((n = multipart_read(m, p, sizeof(p))) > 0)
		continue;
	return n == 0;
}

/* Behind a delimiter: "--" ends it all, else padding and a line end. */
static enum multipart_state
delimiter_end(struct multipart *m)
{
	m->at += m->delimiter_len;
	if (!window_need(m, 2))
		return MULTIPART_BAD;
	if (memcmp(m->window + m->at, "--", 2) == 0) {
		m->at += 2;
		return MULTIPART_END;
	}
	while (window_need(m, 2) && strchr(" \t", m->window[m->at]) != NULL &&
	    m->window[m->at] != '\0')
		m->at++;
	if (!window_need(m, 2) || memcmp(m->window + m->at, "\r\n", 2) != 0)
		return MULTIPART_BAD;
	m->at += 2;
	return ++m->parts <= MULTIPART_PARTS ? MULTIPART_PART : MULTIPART_BAD;
}

/* A line of the head without its end; NULL: too long, or cut off. */
static char *
head_line(struct multipart *m, size_t *left)
{
	char	*p, *line;
	size_t	 len;

	for (;;) {
		p = memmem(m->window + m->at, window_len(m), "\r\n", 2);
		if (p != NULL || window_len(m) > *left || !window_fill(m))
			break;
	}
	if (p == NULL)
		return NULL;
	len = (size_t)(p - m->window) - m->at;
	if (len + 2 > *left || memchr(p - len, '\0', len) != NULL)
		return NULL;
	line = arena_text(m->arena, p - len, len);
	m->at += len + 2;
	*left -= len + 2;
	return line;
}

static const char *
header_value(const char *line, const char *name)
{
	const size_t	 len = strlen(name);

	if (strncasecmp(line, name, len) != 0 || line[len] != ':')
		return NULL;
	return line + len + 1 + strspn(line + len + 1, " \t");
}

static bool
is_name(const char *text)
{
	const size_t	 len = strlen(text);

	return utf8_valid(text, len) && !text_has_control(text, len, false);
}

static bool
disposition_read(struct arena *arena, const char *value,
    struct multipart_part *part)
{
	const size_t	 len = strcspn(value, "; \t");

	if (part->name != NULL || len != strlen("form-data") ||
	    strncasecmp(value, "form-data", len) != 0)
		return false;
	part->name = parameter(arena, value, "name");
	part->filename = parameter(arena, value, "filename");
	return part->name != NULL && is_name(part->name) &&
	    (part->filename == NULL || is_name(part->filename));
}

/* Bytes that stand for themselves; the rest went out with RFC 7578. */
static bool
is_plain_encoding(const char *value)
{
	return strcasecmp(value, "binary") == 0 ||
	    strcasecmp(value, "8bit") == 0 || strcasecmp(value, "7bit") == 0;
}

static enum multipart_state
head_read(struct multipart *m, struct multipart_part *part)
{
	size_t		 left = MULTIPART_HEAD;
	const char	*line, *value;

	*part = (struct multipart_part){ .name = NULL };
	while ((line = head_line(m, &left)) != NULL && *line != '\0') {
		if ((value = header_value(line, "Content-Disposition")) !=
		    NULL && !disposition_read(m->arena, value, part))
			return MULTIPART_BAD;
		if ((value = header_value(line, "Content-Type")) != NULL)
			part->type = value;
		if ((value = header_value(line,
		    "Content-Transfer-Encoding")) != NULL &&
		    !is_plain_encoding(value))
			return MULTIPART_BAD;
	}
	return line != NULL && part->name != NULL ? MULTIPART_PART :
	    MULTIPART_BAD;
}

enum multipart_state
multipart_next(struct multipart *m, struct multipart_part *part)
{
	enum multipart_state	 state;

	if (!part_skip(m))
		return MULTIPART_BAD;
	state = delimiter_end(m);
	return state == MULTIPART_PART ? head_read(m, part) : state;
}
