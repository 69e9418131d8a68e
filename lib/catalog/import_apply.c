/* SPDX-License-Identifier: ISC */
#include <string.h>

#include "lib/base/text.h"
#include "lib/catalog/import.h"
#include "lib/settings/settings.h"

static const char sql_find[] =
    "SELECT t.product_id, p.brand_id FROM product_text t"
    " JOIN product p ON p.id = t.product_id"
    " WHERE t.locale = :locale AND t.slug = :slug";

enum effect { EFFECT_CREATED, EFFECT_CHANGED, EFFECT_UNCHANGED,
	EFFECT_OTHER };	/* a category or collection: not counted */

struct apply {
	struct import		*im;
	struct import_group	*group;
	enum effect		 effect;
};

/* ---- a new product ----------------------------------------------------- */

static enum outcome
category_set(struct import *im, const struct import_group *g,
    const char *name, struct record *product)
{
	const char	*id;
	enum outcome	 e;

	e = im->map.format == &import_json && g->parts.category != NULL ?
	    import_category_slug(im, name, &id) :
	    g->parts.category_is_path && g->parts.category != NULL ?
	    import_category_path(im, name, &id) :
	    import_category(im, name, &id);
	if (e == SOUK_OK)
		record_set_text(product, PRODUCT_CATEGORY, id);
	return e;
}

/* One that is archived is made a draft first. */
static enum outcome
archive(struct import *im, const char *id)
{
	struct record	*change = record_new(im->act.arena, &product_fields);
	struct record	*out;

	record_set_text(change, PRODUCT_STATUS, "ARCHIVED");
	return product_change(&im->act, id, change, &out);
}

static enum outcome
product_make(struct import *im, const struct import_group *g, const char **id)
{
	struct record	*in = record_copy(im->act.arena, g->product), *out;
	const char	*category = g->parts.category;
	const bool	 archived = record_is(in, PRODUCT_STATUS, "ARCHIVED");
	enum outcome	 e;

	if (record_text(in, PRODUCT_DESCRIPTION) == NULL)
		in->values[PRODUCT_DESCRIPTION] = in->values[PRODUCT_NAME];
	if (archived)
		record_set_text(in, PRODUCT_STATUS, "DRAFT");
	if (category == NULL)
		category = import_category_other(im);
	if ((e = category_set(im, g, category, in)) != SOUK_OK ||
	    (e = product_create(&im->act, in, &out)) != SOUK_OK)
		return e;
	*id = record_text(out, PRODUCT_ID);
	return archived ? archive(im, *id) : SOUK_OK;
}

/* ---- a product that is there ------------------------------------------- */

static enum outcome
product_compare(struct import *im, const struct import_group *g,
    const struct record *is, struct record *change)
{
	struct record	*wanted = record_copy(im->act.arena, g->product);
	enum outcome	 e;

	if (g->parts.category != NULL &&
	    (e = category_set(im, g, g->parts.category, wanted)) != SOUK_OK)
		return e;
	import_compare(im, g, wanted, is, change);
	return SOUK_OK;
}

static enum outcome
product_bring_up(struct apply *a, const char *id)
{
	struct act	*act = &a->im->act;
	struct record	*change = record_new(act->arena, &product_fields);
	struct record	*is, *out;
	enum outcome	 e;

	if ((e = product_read(act, id, &is)) != SOUK_OK ||
	    (e = product_compare(a->im, a->group, is, change)) != SOUK_OK)
		return e;
	if (record_mask(change) == 0) {
		a->effect = EFFECT_UNCHANGED;
		return SOUK_OK;
	}
	a->effect = EFFECT_CHANGED;
	return product_change(act, id, change, &out);
}

/* The product of this slug; NOT_FOUND, CONFLICT: another brand's. */
static enum outcome
product_find(struct import *im, const char *slug, const char **id)
{
	struct stmt	*s = db_sql(im->act.db, sql_find);
	enum outcome	 e;

	db_bind_text(s, ":locale",
	    locale_tag(settings_locale(im->act.settings)));
	db_bind_text(s, ":slug", slug);
	if ((e = db_step(s)) == SOUK_OK) {
		*id = db_copy(s, 0, im->act.arena);
		if (!text_equal(db_text(s, 1, NULL), im->act.actor.brand_id))
			e = SOUK_CONFLICT;
	}
	db_done(s);
	if (e == SOUK_CONFLICT)
		act_bad_field(&im->act, "slug",
		    &catalog_messages[CATALOG_SLUG_TAKEN]);
	return e;
}

/* found: what finding the product said.  In a dry run it may have been made
 * further up, and taken back. */
static enum outcome
group_related(struct apply *a, enum outcome found, const char *id)
{
	struct import	*im = a->im;
	bool		 changed = false;
	enum outcome	 e = found;

	if (found == SOUK_NOT_FOUND && im->dry_run && a->group->again) {
		a->effect = EFFECT_CHANGED;
		return SOUK_OK;
	}
	if (found == SOUK_NOT_FOUND)
		return act_bad_field(&im->act, "slug",
		    &catalog_messages[CATALOG_NO_PRODUCT]);
	if (e == SOUK_OK)
		e = import_related(im, a->group, id, &changed);
	if (e == SOUK_OK && a->effect != EFFECT_CREATED && changed)
		a->effect = EFFECT_CHANGED;
	return e;
}

/* What the file says of the product's collections, once it is there. */
static enum outcome
group_collections(struct apply *a, const char *id)
{
	const char	*names = a->group->parts.collections;
	bool		 changed = false;
	enum outcome	 e;

	if (names == NULL || (*names == '\0' && a->effect == EFFECT_CREATED))
		return SOUK_OK;
	e = import_collections(a->im, id, names, &changed);
	if (e == SOUK_OK && changed && a->effect == EFFECT_UNCHANGED)
		a->effect = EFFECT_CHANGED;
	return e;
}

static enum outcome
group_write(struct act *act, void *arg)
{
	struct apply	*a = arg;
	const char	*slug = record_text(a->group->product, PRODUCT_SLUG);
	const char	*id = NULL;
	enum outcome	 e;

	act->problem = (struct problem){ 0 };
	e = product_find(a->im, slug, &id);
	if (a->group->only_related)
		return group_related(a, e, id);
	if (e == SOUK_OK)
		e = product_bring_up(a, id);
	else if (e == SOUK_NOT_FOUND) {
		a->effect = EFFECT_CREATED;
		e = product_make(a->im, a->group, &id);
	}
	if (e == SOUK_OK)
		e = group_collections(a, id);
	if (e != SOUK_OK || a->group->parts.related == NULL)
		return e;
	return group_related(a, SOUK_OK, id);
}

static enum outcome
other_write(struct act *act, void *arg)
{
	struct apply	*a = arg;

	act->problem = (struct problem){ 0 };
	a->effect = EFFECT_OTHER;
	return a->group->category != NULL ?
	    import_tree_write(a->im, a->group) :
	    import_choice_write(a->im, a->group);
}

/* Somebody else deleted it since it was read. */
static bool
category_is_gone(const struct import *im)
{
	const struct problem	*problem = &im->act.problem;
	int			 i;

	for (i = 0; i < problem->count; i++)
		if (text_equal(problem->fields[i].name, "categoryId"))
			return true;
	return false;
}

static void
group_refuse(struct import *im, struct import_group *g)
{
	if (im->names_new || category_is_gone(im))
		import_categories_forget(im);
	import_refuse_problem(im, &g->parts, NULL);
	import_refuse_group(im, g);
}

enum outcome
import_apply(struct import *im, struct import_group *g,
    struct import_progress *progress, bool together)
{
	struct apply	 a = { .im = im, .group = g,
			    .effect = EFFECT_UNCHANGED };
	db_fn		*write = g->product == NULL ? other_write :
			    group_write;
	const char	*const effects[] = {
		[EFFECT_CREATED] = "create",
		[EFFECT_CHANGED] = "change",
		[EFFECT_UNCHANGED] = "none",
		[EFFECT_OTHER] = g->category != NULL ? "category" :
		    "collection",
	};
	int64_t		*counts[] = {
		[EFFECT_CREATED] = &progress->created,
		[EFFECT_CHANGED] = &progress->changed,
		[EFFECT_UNCHANGED] = &progress->unchanged,
	};
	enum outcome	 e;

	g->effect = NULL;
	if (g->product == NULL && g->category == NULL &&
	    g->collection == NULL)
		return SOUK_OK;
	e = together ? write(&im->act, &a) : db_try(&im->act, write, &a);
	if (e == SOUK_BUSY || e == SOUK_INTERNAL)
		return e;
	if (e == SOUK_OK) {
		if (a.effect != EFFECT_OTHER)
			++*counts[a.effect];
		g->effect = effects[a.effect];
	} else if (together)
		return SOUK_CONFLICT;
	else
		group_refuse(im, g);
	return SOUK_OK;
}
