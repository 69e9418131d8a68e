/* SPDX-License-Identifier: ISC */
#include <string.h>

#include "lib/base/json_in.h"
#include "lib/base/text.h"
#include "lib/catalog/group.h"
#include "lib/catalog/import.h"
#include "lib/settings/settings.h"

/*
 * A collection of souk's own JSON, whole: by the field table, as if it came
 * in by the API, with "products", the slugs of those chosen by hand.
 */
static const char sql_members[] =
    "SELECT product_id FROM collection_product"
    " WHERE collection_id = :id ORDER BY position, product_id";
static const char sql_product[] =
    "SELECT t.product_id FROM product_text t"
    " JOIN product p ON p.id = t.product_id"
    " WHERE t.locale = :locale AND t.slug = :slug AND p.brand_id = :brand";

/* ---- before the transaction ------------------------------------------------ */

/* The object without its products. */
static struct json_in *
body_of(struct import *im, const struct json_in *in)
{
	struct arena	*arena = im->act.arena;
	struct json_in	*body = arena_alloc(arena, sizeof(*body));
	size_t		 i, n = 0;

	*body = *in;
	body->names = arena_array(arena, in->count + 1, sizeof(*body->names));
	body->items = arena_array(arena, in->count + 1, sizeof(*body->items));
	for (i = 0; i < in->count; i++)
		if (strcmp(in->names[i], "products") != 0) {
			body->names[n] = in->names[i];
			body->items[n++] = in->items[i];
		}
	body->count = n;
	return body;
}

void
import_choice_read(struct import *im, struct import_group *g)
{
	struct import_row	*row = g->rows;
	const char		*text = import_cell_text(row, CELL_BODY);
	struct json_in		*in;
	const char		*name;
	size_t			 at;

	if (text == NULL || json_parse(im->act.arena, text, strlen(text), &in,
	    &at, &name) != JSON_OK || in->type != JSON_OBJECT) {
		import_refuse(im, row, CELL__MAX,
		    &catalog_messages[CATALOG_IMPORT_JSON], row->line);
		return;
	}
	g->members = json_member(in, "products");
	if (validate_json(&im->act, &collection_fields, VALIDATE_CREATE,
	    body_of(im, in), im->currency, &g->collection) == SOUK_OK)
		return;
	g->collection = NULL;
	import_refuse_problem(im, &g->parts, row);
}

/* ---- its products ----------------------------------------------------------- */

/* NULL: there is none of this slug. */
static enum outcome
product_of(struct import *im, const char *slug, const char **id)
{
	struct stmt	*s = db_sql(im->act.db, sql_product);
	enum outcome	 e;

	*id = NULL;
	db_bind_text(s, ":locale",
	    locale_tag(settings_locale(im->act.settings)));
	db_bind_text(s, ":slug", slug);
	db_bind_text(s, ":brand", im->act.actor.brand_id);
	if ((e = db_step(s)) == SOUK_OK)
		*id = db_copy(s, 0, im->act.arena);
	db_done(s);
	return e == SOUK_NOT_FOUND ? SOUK_OK : e;
}

/* A part of a shop may name what is not in it: that is left out. */
static enum outcome
members_want(struct import *im, const struct json_in *slugs,
    struct value *ids)
{
	enum outcome	 e = SOUK_OK;
	const char	*id;
	size_t		 i;

	*ids = (struct value){ .state = VALUE_SET, .texts = arena_array(
	    im->act.arena, slugs->count + 1, sizeof(*ids->texts)) };
	for (i = 0; i < slugs->count && e == SOUK_OK; i++) {
		if (slugs->items[i].type != JSON_STRING)
			continue;
		e = product_of(im, slugs->items[i].text, &id);
		if (e == SOUK_OK && id != NULL)
			ids->texts[ids->count++] = id;
	}
	return e;
}

/* Is it these and no others, in this order? */
static enum outcome
members_are(struct act *act, const char *id, const struct value *ids,
    bool *same)
{
	struct stmt	*s = db_sql(act->db, sql_members);
	enum outcome	 e;
	size_t		 n = 0;

	*same = true;
	db_bind_text(s, ":id", id);
	while ((e = db_step(s)) == SOUK_OK) {
		*same = *same && n < ids->count &&
		    text_equal(db_text(s, 0, NULL), ids->texts[n]);
		n++;
	}
	*same = *same && n == ids->count;
	return e == SOUK_NOT_FOUND ? SOUK_OK : e;
}

static enum outcome
members_put(struct import *im, const struct import_group *g, const char *id)
{
	struct record	*members = record_new(im->act.arena, &members_fields);
	struct record	*out;
	enum outcome	 e;
	bool		 same;

	if (g->members == NULL || g->members->type != JSON_ARRAY ||
	    !record_is(g->collection, COLLECTION_KIND, "manual"))
		return SOUK_OK;
	if ((e = members_want(im, g->members, &members->values[0])) !=
	    SOUK_OK || (e = members_are(&im->act, id, &members->values[0],
	    &same)) != SOUK_OK || same)
		return e;
	return collection_set_products(&im->act, id, members, &out);
}

/* ---- the collection --------------------------------------------------------- */

/* In stored form; checking them writes into them, so it has its own copy. */
static struct value
rules_copy(struct arena *arena, const struct value *from)
{
	struct value	 rules = { .state = VALUE_SET };
	size_t		 i;

	for (i = 0; i < from->count; i++)
		*list_add(arena, &rules, &rule_fields) =
		    *record_copy(arena, &from->items[i]);
	return rules;
}

static bool
rules_differ(const struct value *a, const struct value *b)
{
	size_t	 i, f;

	if (a->count != b->count)
		return true;
	for (i = 0; i < a->count; i++)
		for (f = 0; f < RULE_FIELD__MAX; f++)
			if (!text_equal(a->items[i].values[f].text,
			    b->items[i].values[f].text))
				return true;
	return false;
}

static enum outcome
collection_bring_up(struct import *im, const struct record *wanted,
    const char *id)
{
	struct act	*act = &im->act;
	struct record	*change = record_new(act->arena, &collection_fields);
	struct record	*is;
	struct value	 rules, texts;
	enum outcome	 e;
	int		 f;

	if ((e = collection_read(act, id, &is)) != SOUK_OK)
		return e;
	if (!text_equal(record_text(wanted, COLLECTION_KIND),
	    record_text(is, COLLECTION_KIND)))
		return act_bad_field(act, "collections",
		    &catalog_messages[CATALOG_COLLECTION_BY_RULES]);
	rules = rules_copy(act->arena, &wanted->values[COLLECTION_RULES]);
	if ((e = rules_check(act, &rules)) != SOUK_OK)
		return e;
	for (f = 0; f < COLLECTION__MAX; f++)
		if (f != COLLECTION_TEXTS && f != COLLECTION_RULES &&
		    f != COLLECTION_KIND && import_value_differs(
		    &wanted->values[f], &is->values[f]))
			change->values[f] = wanted->values[f];
	if (rules_differ(&rules, &is->values[COLLECTION_RULES]))
		change->values[COLLECTION_RULES] = rules;
	if (import_texts_merge(act->arena, &wanted->values[COLLECTION_TEXTS],
	    &is->values[COLLECTION_TEXTS], &texts))
		change->values[COLLECTION_TEXTS] = texts;
	return record_mask(change) == 0 ? SOUK_OK :
	    collection_change(act, id, change, &is);
}

static enum outcome
collection_put(struct import *im, const struct record *wanted, const char **id)
{
	struct act	*act = &im->act;
	struct record	*in = record_copy(act->arena, wanted), *out;
	const char	*slug = record_text(in, COLLECTION_SLUG), *brand;
	enum outcome	 e = slug == NULL ? SOUK_NOT_FOUND :
			    collection_find(act, slug, id, &brand);

	if (e == SOUK_OK && !text_equal(brand, act->actor.brand_id))
		return act_bad_field(act, "slug",
		    &catalog_messages[CATALOG_SLUG_TAKEN]);
	if (e == SOUK_OK)
		return collection_bring_up(im, wanted, *id);
	if (e != SOUK_NOT_FOUND)
		return e;
	in->values[COLLECTION_RULES] = rules_copy(act->arena,
	    &wanted->values[COLLECTION_RULES]);
	if ((e = collection_create(act, in, &out)) == SOUK_OK)
		*id = record_text(out, COLLECTION_ID);
	return e;
}

enum outcome
import_choice_write(struct import *im, struct import_group *g)
{
	const char	*id = NULL;
	enum outcome	 e = collection_put(im, g->collection, &id);

	return e != SOUK_OK ? e : members_put(im, g, id);
}
