/* SPDX-License-Identifier: ISC */
#include <string.h>

#include "lib/whatsapp/split.h"

static const char *
blanks_skip(const char *p, const char *end)
{
	while (p < end && (*p == ' ' || *p == '\t' || *p == '\n' ||
	    *p == '\r'))
		p++;
	return p;
}

/* Behind its opening quote; NULL: it does not end. */
static const char *
string_skip(const char *p, const char *end)
{
	for (; p < end; p++) {
		if (*p == '"')
			return p + 1;
		if (*p == '\\')
			p++;
	}
	return NULL;
}

/* Behind its opening bracket: whether the kinds of brackets fit is told by
 * whoever reads it. */
static const char *
brackets_skip(const char *p, const char *end)
{
	size_t	 depth = 1;

	while (p != NULL && p < end) {
		const char	 c = *p++;

		if (c == '"')
			p = string_skip(p, end);
		else if (c == '{' || c == '[')
			depth++;
		else if ((c == '}' || c == ']') && --depth == 0)
			return p;
	}
	return NULL;
}

static const char *
word_skip(const char *p, const char *end)
{
	const char	*from = p;

	while (p < end && strchr(",]}: \t\r\n\"{[", *p) == NULL && *p != '\0')
		p++;
	return p == from ? NULL : p;
}

/* NULL: there is no value. */
static const char *
value_skip(const char *p, const char *end)
{
	if (p == end)
		return NULL;
	if (*p == '"')
		return string_skip(p + 1, end);
	if (*p == '{' || *p == '[')
		return brackets_skip(p + 1, end);
	return word_skip(p, end);
}

bool
walk_into(struct walk *w, struct span value, char open)
{
	const char	*p, *end;

	if (value.len == 0)
		return false;
	end = value.p + value.len;
	p = blanks_skip(value.p, end);
	if (p == end || *p != open ||
	    (w->end = brackets_skip(p + 1, end)) == NULL ||
	    blanks_skip(w->end, end) != end)
		return false;
	w->p = p + 1;
	w->named = open == '{';
	w->begun = w->broken = false;
	return true;
}

static bool
broken(struct walk *w)
{
	w->broken = true;
	return false;
}

/* A name and its colon. */
static bool
name_take(struct walk *w, struct span *name)
{
	const char	*p = w->p;

	if (p == w->end || *p != '"' ||
	    (w->p = string_skip(p + 1, w->end)) == NULL)
		return broken(w);
	if (name != NULL)
		*name = (struct span){ p + 1, (size_t)(w->p - p) - 2 };
	w->p = blanks_skip(w->p, w->end);
	if (w->p == w->end || *w->p != ':')
		return broken(w);
	w->p = blanks_skip(w->p + 1, w->end);
	return true;
}

bool
walk_next(struct walk *w, struct span *name, struct span *value)
{
	const char	*from;

	if (w->broken)
		return false;
	w->p = blanks_skip(w->p, w->end);
	if (w->p == w->end - 1 && *w->p == (w->named ? '}' : ']'))
		return false;
	if (w->begun && *w->p++ != ',')
		return broken(w);
	w->begun = true;
	w->p = blanks_skip(w->p, w->end);
	if (w->named && !name_take(w, name))
		return false;
	from = w->p;
	if ((w->p = value_skip(from, w->end)) == NULL)
		return broken(w);
	*value = (struct span){ from, (size_t)(w->p - from) };
	return true;
}

static bool
is_named(struct span name, const char *text)
{
	return name.len == strlen(text) && memcmp(name.p, text, name.len) == 0;
}

struct span
walk_member(struct span object, const char *name)
{
	struct walk	 w;
	struct span	 found, value;

	if (walk_into(&w, object, '{'))
		while (walk_next(&w, &found, &value))
			if (is_named(found, name))
				return value;
	return (struct span){ NULL, 0 };
}
