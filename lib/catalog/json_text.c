/* SPDX-License-Identifier: ISC */
#include <string.h>

#include "lib/catalog/json_source.h"

void
json_blanks(struct json_text *t)
{
	while (t->p < t->end && (*t->p == ' ' || *t->p == '\t' ||
	    *t->p == '\n' || *t->p == '\r'))
		t->p++;
}

bool
json_take(struct json_text *t, char c)
{
	json_blanks(t);
	if (t->p == t->end || *t->p != c)
		return false;
	t->p++;
	return true;
}

/* Past the closing quote; the opening one has been taken. */
static bool
string_pass(struct json_text *t)
{
	for (; t->p < t->end; t->p++) {
		if (*t->p == '"') {
			t->p++;
			return true;
		}
		if (*t->p == '\\' && ++t->p == t->end)
			return false;
	}
	return false;
}

/*
 * Brackets are only counted: whether the text between them is JSON is seen
 * when it is read.
 */
bool
json_pass(struct json_text *t, const char **begin, size_t *len)
{
	size_t	 depth = 0;

	json_blanks(t);
	*begin = t->p;
	while (t->p < t->end) {
		if (depth == 0 && t->p > *begin && strchr(",]}: \t\n\r",
		    *t->p) != NULL)
			break;
		switch (*t->p++) {
		case '"':
			if (!string_pass(t))
				return false;
			break;
		case '{': case '[':
			depth++;
			continue;
		case '}': case ']':
			if (depth == 0)
				return false;
			depth--;
			break;
		default:
			continue;
		}
		if (depth == 0)
			break;
	}
	*len = (size_t)(t->p - *begin);
	return depth == 0 && *len > 0;
}

int64_t
json_line(struct json_text *t, const char *at)
{
	if (at < t->counted) {
		t->counted = t->base;
		t->line = 1;
	}
	while (t->counted < at)
		t->line += *t->counted++ == '\n';
	return t->line;
}
