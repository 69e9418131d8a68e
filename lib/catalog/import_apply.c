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
	EFFECT_CATEGORY };	/* not counted */

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
product_make(struct import *im, const struct import_group *g)
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
	return archived ? archive(im, record_text(out, PRODUCT_ID)) : SOUK_OK;
}

/* ---- what differs from the record -------------------------------------- */

static bool
texts_differ(const struct value *wanted, const struct value *is)
{
	size_t	 i;

	if (wanted->texts == NULL || is->texts == NULL ||
	    wanted->count != is->count)
		return wanted->count != is->count;
	for (i = 0; i < wanted->count; i++)
		if (!text_equal(wanted->texts[i], is->texts[i]))
			return true;
	return false;
}

/* What is said and is not so yet; what is not said stays. */
static bool
value_differs(const struct value *wanted, const struct value *is)
{
	switch (wanted->state) {
	case VALUE_ABSENT:
		return false;
	case VALUE_NULL:
		return is->state == VALUE_SET;
	case VALUE_SET:
		break;
	}
	if (is->state != VALUE_SET)
		return true;
	if (wanted->texts != NULL || is->texts != NULL)
		return texts_differ(wanted, is);
	if (wanted->text != NULL)
		return !text_equal(wanted->text, is->text);
	return wanted->num != is->num;
}

static bool
fields_differ(const struct record *wanted, const struct record *is,
    const int *fields, size_t n)
{
	size_t	 i;

	for (i = 0; i < n; i++)
		if (value_differs(&wanted->values[fields[i]],
		    &is->values[fields[i]]))
			return true;
	return false;
}

/* The variation of the same options, NULL: there is none. */
static const struct record *
variation_find(const struct value *list, const struct record *like)
{
	size_t	 i;

	for (i = 0; i < list->count; i++)
		if (options_equal(&list->items[i], like))
			return &list->items[i];
	return NULL;
}

static const struct record *
price_find(const struct value *list, const struct record *like)
{
	size_t	 i;

	for (i = 0; i < list->count; i++)
		if (record_is(&list->items[i], PRICE_CURRENCY,
		    record_text(like, PRICE_CURRENCY)))
			return &list->items[i];
	return NULL;
}

/* Those in other currencies. */
static bool
prices_differ(const struct value *wanted, const struct value *is)
{
	static const int	 fields[] = { PRICE_AMOUNT, PRICE_COMPARE_AT };
	const struct record	*match;
	size_t			 i;

	if (wanted->state != VALUE_SET)
		return false;
	if (wanted->count != is->count)
		return true;
	for (i = 0; i < wanted->count; i++) {
		match = price_find(is, &wanted->items[i]);
		if (match == NULL ||
		    fields_differ(&wanted->items[i], match, fields, 2))
			return true;
	}
	return false;
}

/* The stored price is what holds: the product's where it has none. */
static bool
variation_differs(const struct record *wanted, const struct record *is,
    const struct record *product)
{
	static const int	 fields[] = { VARIATION_SKU, VARIATION_STOCK,
	    VARIATION_BARCODE, VARIATION_WEIGHT, VARIATION_LOW_STOCK,
	    VARIATION_ACTIVE };
	const struct value	*price = &wanted->values[VARIATION_PRICE];
	const struct value	*before = &wanted->values[VARIATION_COMPARE_AT];

	if (price->state == VALUE_NULL) {
		price = &product->values[PRODUCT_BASE_PRICE];
		before = &product->values[PRODUCT_COMPARE_AT];
	}
	return value_differs(price, &is->values[VARIATION_PRICE]) ||
	    prices_differ(&wanted->values[VARIATION_PRICES],
	    &is->values[VARIATION_PRICES]) ||
	    value_differs(before, &is->values[VARIATION_COMPARE_AT]) ||
	    fields_differ(wanted, is, fields,
	    sizeof(fields) / sizeof(fields[0]));
}

static bool
variations_differ(const struct value *wanted, const struct value *is,
    const struct record *product)
{
	const struct record	*match;
	size_t			 i;

	if (wanted->count != is->count)
		return true;
	for (i = 0; i < wanted->count; i++) {
		match = variation_find(is, &wanted->items[i]);
		if (match == NULL ||
		    variation_differs(&wanted->items[i], match, product))
			return true;
	}
	return false;
}

/*
 * Lines were refused, so variations that the file seems to lack may be meant
 * by them: these stay.
 */
static void
variations_keep(struct arena *arena, struct value *wanted,
    const struct value *is)
{
	struct record	*kept;
	size_t		 i, j;
	bool		 meant;

	for (i = 0; i < is->count; i++) {
		meant = variation_find(wanted, &is->items[i]) != NULL;
		for (j = 0; j < wanted->count && !meant; j++)
			meant = record_text(&is->items[i], VARIATION_SKU) !=
			    NULL && record_is(&wanted->items[j], VARIATION_SKU,
			    record_text(&is->items[i], VARIATION_SKU));
		if (meant)
			continue;
		kept = list_add(arena, wanted, &variation_fields);
		kept->values[VARIATION_ID] =
		    is->items[i].values[VARIATION_ID];
		kept->values[VARIATION_OPTIONS] =
		    is->items[i].values[VARIATION_OPTIONS];
	}
}

static void
variations_compare(struct import *im, const struct import_group *g,
    const struct record *is, struct record *change)
{
	struct value		 wanted =
	    g->product->values[PRODUCT_VARIATIONS];
	const struct value	*stored = &is->values[PRODUCT_VARIATIONS];

	if (wanted.count == 0)
		return;
	if (g->torn)
		variations_keep(im->act.arena, &wanted, stored);
	if (variations_differ(&wanted, stored, g->product))
		change->values[PRODUCT_VARIATIONS] = wanted;
}

/* The same pictures in the same order; a line refused: leave them alone. */
static void
images_compare(const struct import_group *g, const struct record *is,
    struct record *change)
{
	static const int	 fields[] = { IMAGE_URL, IMAGE_ALT,
	    IMAGE_PRIMARY };
	const struct value	*wanted = &g->product->values[PRODUCT_IMAGES];
	const struct value	*stored = &is->values[PRODUCT_IMAGES];
	bool			 differs = wanted->count != stored->count;
	size_t			 i;

	if (wanted->count == 0 || g->torn)
		return;
	for (i = 0; i < wanted->count && !differs; i++)
		differs = fields_differ(&wanted->items[i], &stored->items[i],
		    fields, 3);
	if (differs)
		change->values[PRODUCT_IMAGES] = *wanted;
}

static struct record *
text_find(const struct value *list, const char *locale)
{
	size_t	 i;

	for (i = 0; i < list->count; i++)
		if (record_is(&list->items[i], TEXT_LOCALE, locale))
			return &list->items[i];
	return NULL;
}

/* What is said takes the place of what is on record; true: it differs. */
static bool
text_merge(const struct record *wanted, struct record *is)
{
	static const int	 fields[] = { TEXT_SLUG, TEXT_NAME,
	    TEXT_DESCRIPTION, TEXT_SEO_TITLE, TEXT_SEO_DESCRIPTION };
	const bool		 differs = fields_differ(wanted, is, fields,
	    5);
	int			 f;

	for (f = 0; f < TEXT__MAX; f++)
		if (record_has(wanted, f))
			is->values[f] = wanted->values[f];
	return differs;
}

/* What the file does not say of a text, and other languages, stay. */
static void
texts_compare(struct import *im, const struct import_group *g,
    const struct record *is, struct record *change)
{
	const struct value	*wanted = &g->product->values[PRODUCT_TEXTS];
	const struct value	*stored = &is->values[PRODUCT_TEXTS];
	struct arena		*arena = im->act.arena;
	struct value		 all = { .state = VALUE_SET };
	bool			 differs = false;
	struct record		*text;
	size_t			 i;

	for (i = 0; i < stored->count; i++)
		*list_add(arena, &all, &product_text_fields) =
		    *record_copy(arena, &stored->items[i]);
	for (i = 0; i < wanted->count; i++) {
		text = text_find(&all,
		    record_text(&wanted->items[i], TEXT_LOCALE));
		if (text == NULL)
			text = list_add(arena, &all, &product_text_fields);
		if (text_merge(&wanted->items[i], text))
			differs = true;
	}
	if (differs)
		change->values[PRODUCT_TEXTS] = all;
}

/* ---- a product that is there ------------------------------------------- */

static enum outcome
product_compare(struct import *im, const struct import_group *g,
    const struct record *is, struct record *change)
{
	static const int	 fields[] = { PRODUCT_NAME,
	    PRODUCT_DESCRIPTION, PRODUCT_CATEGORY, PRODUCT_BASE_PRICE,
	    PRODUCT_COMPARE_AT, PRODUCT_STATUS, PRODUCT_FEATURED, PRODUCT_NEW,
	    PRODUCT_SEO_TITLE, PRODUCT_SEO_DESCRIPTION, PRODUCT_VENDOR,
	    PRODUCT_TAGS, PRODUCT_TAX_CLASS };
	struct record		*wanted = record_copy(im->act.arena,
	    g->product);
	enum outcome		 e;
	size_t			 i;

	if (g->parts.category != NULL &&
	    (e = category_set(im, g, g->parts.category, wanted)) != SOUK_OK)
		return e;
	for (i = 0; i < sizeof(fields) / sizeof(fields[0]); i++)
		if (value_differs(&wanted->values[fields[i]],
		    &is->values[fields[i]]))
			change->values[fields[i]] = wanted->values[fields[i]];
	if (prices_differ(&wanted->values[PRODUCT_PRICES],
	    &is->values[PRODUCT_PRICES]))
		change->values[PRODUCT_PRICES] =
		    wanted->values[PRODUCT_PRICES];
	variations_compare(im, g, is, change);
	images_compare(g, is, change);
	texts_compare(im, g, is, change);
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
		e = product_make(a->im, a->group);
	}
	if (e != SOUK_OK || a->group->parts.related == NULL)
		return e;
	e = product_find(a->im, slug, &id);
	return e != SOUK_OK ? e : group_related(a, e, id);
}

static enum outcome
category_write(struct act *act, void *arg)
{
	struct apply	*a = arg;

	act->problem = (struct problem){ 0 };
	a->effect = EFFECT_CATEGORY;
	return import_tree_write(a->im, a->group);
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

enum outcome
import_apply(struct import *im, struct import_group *g,
    struct import_progress *progress)
{
	struct apply	 a = { .im = im, .group = g,
			    .effect = EFFECT_UNCHANGED };
	static const char *const effects[] = {
		[EFFECT_CREATED] = "create",
		[EFFECT_CHANGED] = "change",
		[EFFECT_UNCHANGED] = "none",
		[EFFECT_CATEGORY] = "category",
	};
	int64_t		*counts[] = {
		[EFFECT_CREATED] = &progress->created,
		[EFFECT_CHANGED] = &progress->changed,
		[EFFECT_UNCHANGED] = &progress->unchanged,
	};
	enum outcome	 e;

	g->effect = NULL;
	if (g->product == NULL && g->category == NULL)
		return SOUK_OK;
	e = db_try(&im->act, g->category != NULL ? category_write :
	    group_write, &a);
	if (e == SOUK_BUSY || e == SOUK_INTERNAL)
		return e;
	if (e == SOUK_OK) {
		if (a.effect != EFFECT_CATEGORY)
			++*counts[a.effect];
		g->effect = effects[a.effect];
		return SOUK_OK;
	}
	if (im->names_new || category_is_gone(im))
		import_categories_forget(im);
	import_refuse_problem(im, &g->parts, NULL);
	import_refuse_group(im, g);
	return SOUK_OK;
}
