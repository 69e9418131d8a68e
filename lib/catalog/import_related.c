/* SPDX-License-Identifier: ISC */
#include <string.h>

#include "lib/base/text.h"
#include "lib/catalog/import.h"
#include "lib/catalog/import_value.h"
#include "lib/settings/settings.h"

static const char sql_find[] =
    "SELECT product_id FROM product_text"
    " WHERE locale = :locale AND slug = :slug";

/* NULL: there is no product of this slug. */
static enum outcome
related_find(struct act *act, const char *slug, const char **id)
{
	struct stmt	*s = db_sql(act->db, sql_find);
	enum outcome	 e;

	*id = NULL;
	db_bind_text(s, ":locale", locale_tag(settings_locale(act->settings)));
	db_bind_text(s, ":slug", slug);
	if ((e = db_step(s)) == SOUK_OK)
		*id = db_copy(s, 0, act->arena);
	db_done(s);
	return e == SOUK_NOT_FOUND ? SOUK_OK : e;
}

/* In a dry run one that was made further up has been taken back. */
static enum outcome
slug_take(struct import *im, const char *slug, struct value *ids)
{
	const char	*id;
	enum outcome	 e = related_find(&im->act, slug, &id);

	if (e != SOUK_OK)
		return e;
	if (id != NULL)
		ids->texts[ids->count++] = id;
	else if (!im->dry_run || import_set_get(&im->met, "slug", slug) < 0)
		return act_bad_field(&im->act, "related",
		    &catalog_messages[CATALOG_NO_PRODUCT]);
	return SOUK_OK;
}

static enum outcome
slugs_take(struct import *im, const char *text, struct value *ids)
{
	const char	*end, *slug;
	enum outcome	 e = SOUK_OK;

	*ids = (struct value){ .state = VALUE_SET, .texts = arena_array(
	    im->act.arena, strlen(text) / 2 + 1, sizeof(*ids->texts)) };
	for (; *text != '\0' && e == SOUK_OK; text = end + (*end != '\0')) {
		end = text + strcspn(text, ",;");
		slug = import_trim(im->act.arena, arena_text(im->act.arena,
		    text, (size_t)(end - text)));
		if (*slug != '\0')
			e = slug_take(im, slug, ids);
	}
	return e;
}

static bool
lists_differ(const struct value *a, const struct value *b)
{
	size_t	 i;

	if (a->count != b->count)
		return true;
	for (i = 0; i < a->count; i++)
		if (!text_equal(a->texts[i], b->texts[i]))
			return true;
	return false;
}

enum outcome
import_related(struct import *im, struct import_group *g,
    const char *product_id, bool *changed)
{
	struct record	*change = record_new(im->act.arena, &product_fields);
	struct value	*ids = &change->values[PRODUCT_RELATED];
	struct record	*product;
	enum outcome	 e;

	e = slugs_take(im, g->parts.related->cells[CELL_RELATED], ids);
	if (e != SOUK_OK ||
	    (e = product_read(&im->act, product_id, &product)) != SOUK_OK)
		return e;
	*changed = lists_differ(ids, &product->values[PRODUCT_RELATED]);
	return *changed ? product_change(&im->act, product_id, change,
	    &product) : SOUK_OK;
}
