/* SPDX-License-Identifier: ISC */
#include <string.h>

#include "lib/base/json_in.h"
#include "lib/base/messages.h"
#include "lib/base/text.h"
#include "lib/catalog/internal.h"
#include "lib/db/moved.h"

struct record *
list_add(struct arena *arena, struct value *list, const struct fieldset *set)
{
	const size_t	 n = list->count;

	list->items = arena_more(arena, list->items, n,
	    sizeof(*list->items));
	list->state = VALUE_SET;
	list->count = n + 1;
	list->items[n] = *record_new(arena, set);
	return &list->items[n];
}

struct record *
record_copy(struct arena *arena, const struct record *from)
{
	struct record	*copy = record_new(arena, from->set);

	memcpy(copy->values, from->values,
	    from->set->count * sizeof(*copy->values));
	return copy;
}

const char *
record_text(const struct record *r, int field)
{
	const struct value	*v = &r->values[field];

	return v->state == VALUE_SET ? v->text : NULL;
}

bool
record_is(const struct record *r, int field, const char *text)
{
	return text_equal(record_text(r, field), text);
}

const char *
json_text_member(const struct json_in *payload, const char *name)
{
	const struct json_in	*v = json_member(payload, name);

	return v != NULL && v->type == JSON_STRING ? v->text : NULL;
}

const char *
item_name(struct act *act, const char *list, size_t index, const char *member)
{
	return arena_printf(act->arena, "%s[%zu].%s", list, index, member);
}

/* A picture is somewhere on the web or at a path of this very shop. */
enum outcome
picture_check(struct act *act, const char *field, const char *url)
{
	const bool	 own = url[0] == '/' && url[1] != '/' &&
			    strstr(url, "..") == NULL &&
			    strpbrk(url, " \"<>\\^`{|}") == NULL;

	if (own || text_is_http_url(url))
		return SOUK_OK;
	return act_bad_field(act, field, &base_messages[BASE_BAD_URL]);
}

void
catalog_moved(struct act *act)
{
	db_moved(act, GENERATION_CATALOG);
}

enum outcome
catalog_brand(struct act *act, const char *brand_id)
{
	if (text_equal(brand_id, act->actor.brand_id))
		return SOUK_OK;
	return act_refuse(act, SOUK_DENIED,
	    &catalog_messages[CATALOG_FOREIGN_BRAND]);
}

enum outcome
catalog_version(struct act *act, int64_t version)
{
	if (act->expected_version == 0 || act->expected_version == version)
		return SOUK_OK;
	return act_refuse(act, SOUK_STALE, NULL);
}
