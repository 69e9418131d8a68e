/* SPDX-License-Identifier: ISC */
/* A row of the limits on what is sent: where it stands, and its value. */
#include <stdlib.h>
#include <string.h>

#include "lib/base/arena.h"
#include "lib/base/messages.h"
#include "lib/base/text.h"
#include "lib/whatsapp/shape.h"
#include "lib/whatsapp/whatsapp.h"

/* ---- one value ----------------------------------------------------------- */

/* Blanks enough to look like a table, which Meta refuses. */
static bool
is_plain(const char *text)
{
	return strpbrk(text, "\n\r\t") == NULL && strstr(text, "    ") == NULL;
}

static enum outcome
text_check(struct act *act, const struct shape_limit *l, const char *name,
    const struct json_in *v)
{
	const int64_t	 length = (int64_t)utf8_length(v->text, v->len);

	if (length < l->min)
		return act_bad_field(act, name, l->min == 1 ?
		    &base_messages[BASE_REQUIRED] :
		    &base_messages[BASE_TOO_SHORT]);
	if (length > l->max)
		return act_bad_number(act, name, &base_messages[BASE_TOO_LONG],
		    l->max, 0);
	if (text_has_control(v->text, v->len, true))
		return act_bad_field(act, name, &base_messages[BASE_CONTROL]);
	if (l->shape == SHAPE_PLAIN && !is_plain(v->text))
		return act_bad_field(act, name, &wa_messages[WA_NOT_PLAIN]);
	if (l->shape == SHAPE_URL && !text_is_http_url(v->text))
		return act_bad_field(act, name, &base_messages[BASE_BAD_URL]);
	return SOUK_OK;
}

static enum outcome
list_check(struct act *act, const struct shape_limit *l, const char *name,
    const struct json_in *v)
{
	if ((int64_t)v->count < l->min)
		return act_bad_number(act, name, &base_messages[BASE_TOO_FEW],
		    l->min, 0);
	return (int64_t)v->count <= l->max ? SOUK_OK : act_bad_number(act,
	    name, &base_messages[BASE_TOO_MANY], l->max, 0);
}

static enum outcome
number_check(struct act *act, const struct shape_limit *l, const char *name,
    const struct json_in *v)
{
	const double	 n = strtod(v->text, NULL);

	if (n < (double)l->min)
		return act_bad_number(act, name,
		    &base_messages[BASE_TOO_SMALL], l->min, 0);
	return n <= (double)l->max ? SOUK_OK : act_bad_number(act, name,
	    &base_messages[BASE_TOO_BIG], l->max, 0);
}

static enum outcome
value_check(struct act *act, const struct shape_limit *l, const char *name,
    const struct json_in *v)
{
	switch (l->shape) {
	case SHAPE_LIST:
		return v->type == JSON_ARRAY ? list_check(act, l, name, v) :
		    act_bad_field(act, name, &base_messages[BASE_NOT_A_LIST]);
	case SHAPE_NUMBER:
		return v->type == JSON_NUMBER ? number_check(act, l, name,
		    v) : act_bad_field(act, name,
		    &base_messages[BASE_NOT_A_NUMBER]);
	case SHAPE_TEXT:
	case SHAPE_PLAIN:
	case SHAPE_URL:
		break;
	}
	return v->type == JSON_STRING ? text_check(act, l, name, v) :
	    act_bad_field(act, name, &base_messages[BASE_NOT_TEXT]);
}

/* ---- where it stands ----------------------------------------------------- */

static enum outcome	walk(struct act *, const struct shape_limit *,
			    const char *, const char *,
			    const struct json_in *);

static enum outcome
items_walk(struct act *act, const struct shape_limit *l, const char *path,
    const char *name, const struct json_in *list)
{
	enum outcome	 one, e = SOUK_OK;

	if (list->type != JSON_ARRAY)
		return act_bad_field(act, name,
		    &base_messages[BASE_NOT_A_LIST]);
	for (size_t i = 0; i < list->count; i++)
		if ((one = walk(act, l, path, arena_printf(act->arena,
		    "%s[%zu]", name, i), &list->items[i])) != SOUK_OK)
			e = one;
	return e;
}

/* Is it missed where it is not? */
static bool
is_needed(const struct shape_limit *l)
{
	return l->shape == SHAPE_NUMBER || l->min > 0;
}

/* From v on along what is left of the path; name: so far. */
static enum outcome
walk(struct act *act, const struct shape_limit *l, const char *path,
    const char *name, const struct json_in *v)
{
	const struct json_in	*next;
	const char		*part;
	size_t			 n;

	path += *path == '.';
	if (*path == '\0')
		return value_check(act, l, name, v);
	if (*path == '[')
		return items_walk(act, l, path + 2, name, v);
	n = strcspn(path, ".[");
	part = arena_text(act->arena, path, n);
	if (v->type != JSON_OBJECT)
		return act_bad_field(act, name,
		    &base_messages[BASE_NOT_AN_OBJECT]);
	name = arena_printf(act->arena, "%s.%s", name, part);
	if ((next = json_member(v, part)) != NULL)
		return walk(act, l, path + n, name, next);
	return is_needed(l) ? act_bad_field(act, name,
	    &base_messages[BASE_REQUIRED]) : SOUK_OK;
}

enum outcome
shape_limit_check(struct act *act, const struct shape_limit *l,
    const char *name, const struct json_in *v)
{
	return walk(act, l, l->path, name, v);
}
