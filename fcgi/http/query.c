/* SPDX-License-Identifier: ISC */
#include <string.h>

#include "fcgi/http/server.h"
#include "lib/base/arena.h"
#include "lib/base/messages.h"
#include "lib/base/page.h"
#include "lib/base/text.h"
#include "lib/settings/settings.h"

/* The query: names and values, then records. */

enum list_field { LIST_PAGE, LIST_LIMIT, LIST_PAGE_SIZE, LIST_CURSOR,
	LIST__MAX };

static const struct field list_table[] = {
	[LIST_PAGE] = { .name = "page", .type = FIELD_INTEGER, .min = 1,
	    .max = INT32_MAX, .help = "From 1; page × limit up to 10,000" },
	[LIST_LIMIT] = { .name = "limit", .type = FIELD_INTEGER, .min = 1,
	    .max = PAGE_LIMIT_MAX, .help = "Rows of a page, 20 unless given" },
	[LIST_PAGE_SIZE] = { .name = "pageSize", .type = FIELD_INTEGER,
	    .min = 1, .max = PAGE_LIMIT_MAX, .help = "The same as limit" },
	[LIST_CURSOR] = { .name = "cursor", .type = FIELD_TEXT, .min = 1,
	    .max = 1000, .help = "nextCursor of the page before" },
};
const struct fieldset list_fields = FIELDSET("ListQuery", NULL, list_table);
static const struct fieldset no_fields = { .name = "NoQuery" };

static enum outcome
pair_decode(struct exchange *x, const char *p, size_t len, const char *where,
    struct text_pair *pair)
{
	struct arena	*arena = x->req.act.arena;
	const char	*equals = memchr(p, '=', len);
	size_t		 n = equals == NULL ? len : (size_t)(equals - p);
	const char	*value = equals == NULL ? p + len : equals + 1;
	char		*name, *text;

	if (!text_url_decode(arena, p, n, true, &name))
		return act_bad_field(&x->req.act, where,
		    &base_messages[BASE_BAD_ENCODING]);
	if (!text_url_decode(arena, value, (size_t)(p + len - value), true,
	    &text))
		return act_bad_field(&x->req.act, name,
		    &base_messages[BASE_BAD_ENCODING]);
	*pair = (struct text_pair){ name, text };
	return SOUK_OK;
}

enum outcome
pairs_split(struct exchange *x, const char *text, const char *where,
    struct text_pair **pairs, size_t *count)
{
	enum outcome	 e;
	size_t		 len, n = 0;

	*pairs = arena_array(x->req.act.arena, HTTP_NAMES, sizeof(**pairs));
	for (const char *p = text; *p != '\0'; p += len + (p[len] == '&')) {
		if ((len = strcspn(p, "&")) == 0)
			continue;
		if (n == HTTP_NAMES)
			return act_bad_field(&x->req.act, where,
			    &http_messages[HTTP_NAMES_TOO_MANY]);
		if ((e = pair_decode(x, p, len, where, &(*pairs)[n++])) !=
		    SOUK_OK)
			return e;
	}
	*count = n;
	return SOUK_OK;
}

const char *
pair_value(const struct text_pair *pairs, size_t count, const char *name)
{
	for (size_t i = 0; i < count; i++)
		if (strcmp(pairs[i].name, name) == 0)
			return pairs[i].value;
	return NULL;
}

static bool
is_field(const struct fieldset *set, const char *name)
{
	for (size_t i = 0; set != NULL && i < set->count; i++)
		if (strcmp(set->fields[i].name, name) == 0)
			return true;
	return false;
}

/* Keeps the pairs that belong to one set; the rest stays in order. */
static size_t
pairs_part(const struct fieldset *set, bool belonging,
    const struct text_pair *pairs, size_t count, struct text_pair *part)
{
	size_t	 n = 0;

	for (size_t i = 0; i < count; i++)
		if (is_field(set, pairs[i].name) == belonging)
			part[n++] = pairs[i];
	return n;
}

static enum outcome
list_make(struct exchange *x, const struct record *in)
{
	struct act		*act = &x->req.act;
	struct list_query	*list = arena_alloc(act->arena, sizeof(*list));
	const struct value	*limit = &in->values[LIST_LIMIT];
	const struct value	*size = &in->values[LIST_PAGE_SIZE];

	if (record_has(in, LIST_LIMIT) && record_has(in, LIST_PAGE_SIZE) &&
	    limit->num != size->num)
		return act_bad_field(act, "pageSize",
		    &http_messages[HTTP_PAGE_SIZES]);
	list->page = record_has(in, LIST_PAGE) ? in->values[LIST_PAGE].num : 1;
	list->limit = record_has(in, LIST_LIMIT) ? limit->num :
	    record_has(in, LIST_PAGE_SIZE) ? size->num : PAGE_LIMIT;
	list->cursor = in->values[LIST_CURSOR].text;
	x->req.list = list;
	return page_check(act, list);
}

static enum outcome
validate(struct exchange *x, const struct fieldset *set,
    const struct text_pair *pairs, size_t count, struct record **record)
{
	struct act	*act = &x->req.act;

	return validate_texts(act, set, VALIDATE_CREATE, pairs, count,
	    settings_currency(act->settings), record);
}

static enum outcome
list_read(struct exchange *x, const struct text_pair *pairs, size_t count)
{
	struct text_pair	 part[HTTP_NAMES];
	struct record		*record;
	size_t			 n;

	n = pairs_part(&list_fields, true, pairs, count, part);
	if (validate(x, &list_fields, part, n, &record) != SOUK_OK)
		return SOUK_INVALID;
	return list_make(x, record);
}

/* A file that comes in a form may bring the query's fields with it. */
static enum outcome
form_join(struct exchange *x, struct text_pair *pairs, size_t *count)
{
	for (size_t i = 0; i < x->form_count; i++) {
		if (strcmp(x->form[i].name, "_csrf") == 0)
			continue;
		if (*count == HTTP_NAMES)
			return act_bad_field(&x->req.act, "query",
			    &http_messages[HTTP_NAMES_TOO_MANY]);
		pairs[(*count)++] = x->form[i];
	}
	return SOUK_OK;
}

/* Every bad name and value of the whole query is noted. */
enum outcome
query_read(struct exchange *x)
{
	const struct route	*route = x->req.route;
	const struct fieldset	*set = route->query == NULL ? &no_fields :
				    route->query;
	struct text_pair	*pairs, part[HTTP_NAMES];
	enum outcome		 e, list = SOUK_OK;
	size_t			 count;

	if ((e = pairs_split(x, x->query, "query", &pairs, &count)) !=
	    SOUK_OK || (route->flags & ROUTE_UPLOAD &&
	    (e = form_join(x, pairs, &count)) != SOUK_OK))
		return e;
	if (route->flags & ROUTE_PAGED) {
		list = list_read(x, pairs, count);
		count = pairs_part(&list_fields, false, pairs, count, pairs);
	}
	if (route->flags & ROUTE_PAGE)
		count = pairs_part(set, true, pairs, count, part);
	else
		memcpy(part, pairs, count * sizeof(*pairs));
	e = validate(x, set, part, count, &x->req.query);
	return e != SOUK_OK ? e : list;
}
