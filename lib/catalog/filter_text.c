/* SPDX-License-Identifier: ISC */
#include <string.h>

#include "lib/base/buf.h"
#include "lib/base/messages.h"
#include "lib/base/text.h"
#include "lib/catalog/group.h"

#define ESCAPE	'\\'

/* Up to one of `ends` that is not escaped; *p stands at it, or at the end. */
static const char *
part_read(struct arena *arena, const char **p, const char *ends)
{
	struct buf	 b;

	buf_init(&b, arena, 32);
	for (; **p != '\0' && strchr(ends, **p) == NULL; ++*p) {
		if (**p == ESCAPE && (*p)[1] != '\0')
			++*p;
		buf_putc(&b, **p);
	}
	return b.p;
}

static enum outcome
value_read(struct act *act, const char *field, const char **p, bool named,
    struct filter_value *v)
{
	v->name = "";
	if (named) {
		v->name = part_read(act->arena, p, ":,");
		if (**p != ':' || *v->name == '\0')
			return act_bad_field(act, field,
			    &catalog_messages[CATALOG_OPTION_FORM]);
		++*p;
	}
	v->value = part_read(act->arena, p, ",");
	if (*v->value == '\0')
		return act_bad_field(act, field, named ?
		    &catalog_messages[CATALOG_OPTION_FORM] :
		    &base_messages[BASE_REQUIRED]);
	return SOUK_OK;
}

static bool
is_there(const struct filter_value *values, size_t n,
    const struct filter_value *v)
{
	size_t	 i;

	for (i = 0; i < n; i++)
		if (text_equal(values[i].name, v->name) &&
		    text_equal(values[i].value, v->value))
			return true;
	return false;
}

/* The same value twice is that value. */
enum outcome
filter_values(struct act *act, const char *field, const char *text,
    bool named, struct filter_value *values, size_t *count)
{
	struct filter_value	 v = { NULL, NULL };
	enum outcome		 e;

	memset(values, 0, FILTER_VALUES * sizeof(*values));
	*count = 0;
	for (;; text++) {
		if ((e = value_read(act, field, &text, named, &v)) != SOUK_OK)
			return e;
		if (!is_there(values, *count, &v)) {
			if (*count == FILTER_VALUES)
				return act_bad_number(act, field,
				    &base_messages[BASE_TOO_MANY],
				    FILTER_VALUES, 0);
			values[(*count)++] = v;
		}
		if (*text == '\0')
			return SOUK_OK;
	}
}

static void
part_put(struct buf *b, const char *text)
{
	for (; *text != '\0'; text++) {
		if (strchr("\\,:", *text) != NULL)
			buf_putc(b, ESCAPE);
		buf_putc(b, *text);
	}
}

void
filter_value_put(struct buf *b, const struct filter_value *v)
{
	if (*v->name != '\0') {
		part_put(b, v->name);
		buf_putc(b, ':');
	}
	part_put(b, v->value);
}

/* ---- for pages ------------------------------------------------------------ */

bool
product_filter_holds(struct act *act, int field, const char *text)
{
	struct filter_value	 values[FILTER_VALUES];
	const struct problem	 before = act->problem;
	enum outcome		 e;
	size_t			 n;

	e = filter_values(act, "", text, field == FILTER_OPTIONS, values, &n);
	act->problem = before;
	return e == SOUK_OK;
}

const char *
product_filter_toggle(struct act *act, int field, const char *text,
    const char *name, const char *value)
{
	const struct filter_value	 v = { name == NULL ? "" : name,
					    value };
	struct filter_value		 values[FILTER_VALUES];
	struct buf			 b;
	size_t				 i, n = 0;
	bool				 there = false;

	if (text != NULL && filter_values(act, "", text,
	    field == FILTER_OPTIONS, values, &n) != SOUK_OK)
		n = 0;
	buf_init(&b, act->arena, 64);
	for (i = 0; i < n; i++) {
		if (is_there(&v, 1, &values[i])) {
			there = true;
			continue;
		}
		if (b.len > 0)
			buf_putc(&b, ',');
		filter_value_put(&b, &values[i]);
	}
	if (!there) {
		if (b.len > 0)
			buf_putc(&b, ',');
		filter_value_put(&b, &v);
	}
	return b.len > 0 ? b.p : NULL;
}

size_t
product_filter_values(struct act *act, int field, const char *text,
    struct filter_value values[FILTER_VALUES])
{
	size_t	 n;

	return filter_values(act, "", text, field == FILTER_OPTIONS, values,
	    &n) == SOUK_OK ? n : 0;
}
