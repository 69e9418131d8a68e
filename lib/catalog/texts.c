/* SPDX-License-Identifier: ISC */
#include <string.h>

#include "lib/base/text.h"
#include "lib/base/typeid.h"
#include "lib/catalog/group.h"
#include "lib/db/compose.h"
#include "lib/settings/settings.h"

#define SLUG_BYTES	96	/* of one that is made, before "-99" */
#define SLUG_TRIES	50

/* Columns in the order of the text set, here and below. */
static const char sql_product_read[] =
    "SELECT locale, slug, name, description, seo_title, seo_description"
    " FROM product_text WHERE product_id = :id ORDER BY locale";
static const char sql_product_taken[] =
    "SELECT 1 FROM product_text"
    " WHERE locale = :locale AND slug = :slug AND product_id <> :id";
static const char sql_product_drop_others[] =
    "DELETE FROM product_text WHERE product_id = :id AND locale <> :locale";

static const char sql_category_read[] =
    "SELECT locale, slug, name, description"
    " FROM category_text WHERE category_id = :id ORDER BY locale";
static const char sql_category_taken[] =
    "SELECT 1 FROM category_text"
    " WHERE locale = :locale AND slug = :slug AND category_id <> :id";
static const char sql_category_drop_others[] =
    "DELETE FROM category_text WHERE category_id = :id AND locale <> :locale";

static const char sql_collection_read[] =
    "SELECT locale, slug, name, description"
    " FROM collection_text WHERE collection_id = :id ORDER BY locale";
static const char sql_collection_taken[] =
    "SELECT 1 FROM collection_text"
    " WHERE locale = :locale AND slug = :slug AND collection_id <> :id";
static const char sql_collection_drop_others[] =
    "DELETE FROM collection_text"
    " WHERE collection_id = :id AND locale <> :locale";

const struct texts_of product_texts = {
	.set = &product_text_fields,
	.owner = "product_id",
	.list = PRODUCT_TEXTS,
	.main = {
		[TEXT_SLUG] = PRODUCT_SLUG,
		[TEXT_NAME] = PRODUCT_NAME,
		[TEXT_DESCRIPTION] = PRODUCT_DESCRIPTION,
		[TEXT_SEO_TITLE] = PRODUCT_SEO_TITLE,
		[TEXT_SEO_DESCRIPTION] = PRODUCT_SEO_DESCRIPTION,
	},
	.sql_read = sql_product_read,
	.sql_taken = sql_product_taken,
	.sql_drop_others = sql_product_drop_others,
	.redirects = &product_redirects,
};

const struct texts_of category_texts = {
	.set = &category_text_fields,
	.owner = "category_id",
	.list = CATEGORY_TEXTS,
	.main = {
		[TEXT_SLUG] = CATEGORY_SLUG,
		[TEXT_NAME] = CATEGORY_NAME,
		[TEXT_DESCRIPTION] = CATEGORY_DESCRIPTION,
	},
	.sql_read = sql_category_read,
	.sql_taken = sql_category_taken,
	.sql_drop_others = sql_category_drop_others,
	.redirects = &category_redirects,
};

const struct texts_of collection_texts = {
	.set = &collection_text_fields,
	.owner = "collection_id",
	.list = COLLECTION_TEXTS,
	.main = {
		[TEXT_SLUG] = COLLECTION_SLUG,
		[TEXT_NAME] = COLLECTION_NAME,
		[TEXT_DESCRIPTION] = COLLECTION_DESCRIPTION,
	},
	.redirects = &collection_redirects,
	.sql_read = sql_collection_read,
	.sql_taken = sql_collection_taken,
	.sql_drop_others = sql_collection_drop_others,
};

/* ---- reading ------------------------------------------------------------ */

/* Which of the texts is the main one; they are in order of locale. */
static size_t
text_best(const struct value *list, const char *first, const char *shop)
{
	const char *const	wanted[] = { first, shop };
	size_t			i, w;

	for (w = 0; w < 2; w++)
		for (i = 0; i < list->count; i++)
			if (record_is(&list->items[i], TEXT_LOCALE, wanted[w]))
				return i;
	return 0;
}

enum outcome
texts_read(struct act *act, const struct texts_of *of, const char *id,
    enum locale first, struct record *owner)
{
	struct value	*list = &owner->values[of->list];
	struct stmt	*s = db_sql(act->db, of->sql_read);
	struct record	*main;
	enum outcome	 e;
	size_t		 best, f;

	*list = (struct value){ .state = VALUE_SET };
	db_bind_text(s, ":id", id);
	while ((e = db_step(s)) == SOUK_OK)
		compose_row(s, 0, act->arena,
		    list_add(act->arena, list, of->set));
	if (e != SOUK_NOT_FOUND)
		return e;
	if (list->count == 0)
		return SOUK_OK;
	best = text_best(list, locale_tag(first),
	    locale_tag(settings_locale(act->settings)));
	main = &list->items[best];
	for (f = TEXT_SLUG; f < of->set->count; f++)
		owner->values[of->main[f]] = main->values[f];
	memmove(main, main + 1, (list->count - best - 1) * sizeof(*main));
	list->count--;
	return SOUK_OK;
}

/* ---- slugs ------------------------------------------------------------ */

/* OK: another owner has this slug in this locale. */
static enum outcome
slug_taken(struct act *act, const struct texts_of *of, const char *id,
    const char *locale, const char *slug)
{
	struct stmt	*s = db_sql(act->db, of->sql_taken);
	enum outcome	 e;

	db_bind_text(s, ":locale", locale);
	db_bind_text(s, ":slug", slug);
	db_bind_text(s, ":id", id);
	e = db_step(s);
	db_done(s);
	return e;
}

/*
 * "blue-vase", else "blue-vase-2" and so on; when very many bear the name,
 * the end of the id makes it unique, as it stands for a name without any
 * letter that a slug can have.
 */
static enum outcome
slug_make(struct act *act, const struct texts_of *of, const char *id,
    const char *locale, const char *name, const char **slug)
{
	const char	*suffix = id + strlen(id) - TYPEID_SUFFIX;
	const char	*base = text_slug(act->arena, name, SLUG_BYTES);
	enum outcome	 e;
	int		 n;

	if (base[0] == '\0') {
		*slug = suffix;
		return SOUK_OK;
	}
	*slug = base;
	for (n = 2; n < SLUG_TRIES; n++) {
		e = slug_taken(act, of, id, locale, *slug);
		if (e != SOUK_OK)
			return e == SOUK_NOT_FOUND ? SOUK_OK : e;
		*slug = arena_printf(act->arena, "%s-%d", base, n);
	}
	*slug = arena_printf(act->arena, "%s-%s",
	    text_slug(act->arena, name, SLUG_BYTES - TYPEID_SUFFIX), suffix);
	return SOUK_OK;
}

/* Makes the slug of a text that has none, checks one that was given. */
static enum outcome
slug_choose(struct act *act, const struct texts_of *of, const char *id,
    struct record *text, const char *field)
{
	const char	*locale = record_text(text, TEXT_LOCALE);
	const char	*slug = record_text(text, TEXT_SLUG);
	enum outcome	 e;

	if (slug == NULL) {
		e = slug_make(act, of, id, locale,
		    record_text(text, TEXT_NAME), &slug);
		if (e == SOUK_OK)
			record_set_text(text, TEXT_SLUG, slug);
		return e;
	}
	if ((e = slug_taken(act, of, id, locale, slug)) == SOUK_NOT_FOUND)
		return SOUK_OK;
	if (e != SOUK_OK)
		return e;
	act_bad_field(act, field, &catalog_messages[CATALOG_SLUG_TAKEN]);
	return act_refuse(act, SOUK_CONFLICT,
	    &catalog_messages[CATALOG_SLUG_TAKEN]);
}

/* From here on nothing else is at this address. */
static enum outcome
slug_settle(struct act *act, const struct texts_of *of, const char *id,
    struct record *text, const char *field)
{
	enum outcome	 e;

	e = slug_choose(act, of, id, text, field);
	if (e != SOUK_OK || of->redirects == NULL)
		return e;
	return redirect_take(act, of->redirects,
	    record_text(text, TEXT_LOCALE), record_text(text, TEXT_SLUG));
}

/* ---- writing ---------------------------------------------------------- */

static enum outcome
text_insert(struct act *act, const struct texts_of *of, const char *id,
    struct record *text, const char *field)
{
	const struct column_value	 owner = { of->owner, id, 0 };
	enum outcome			 e;

	if ((e = slug_settle(act, of, id, text, field)) != SOUK_OK)
		return e;
	return compose_insert(act->db, text, &owner, 1);
}

/* The fields of a main text that an owner's record has. */
static struct record *
text_main(struct act *act, const struct texts_of *of,
    const struct record *owner)
{
	struct record	*text = record_new(act->arena, of->set);
	size_t		 f;

	for (f = TEXT_SLUG; f < of->set->count; f++)
		text->values[f] = owner->values[of->main[f]];
	return text;
}

/*
 * The text in the shop's locale may be missing when that locale was changed;
 * then it begins as what was shown in its place.
 */
static enum outcome
text_main_change(struct act *act, const struct texts_of *of, const char *id,
    struct record *text, const struct record *old, const char *shop)
{
	const struct column_value	 keys[] = {
		{ of->owner, id, 0 }, { "locale", shop, 0 },
	};
	struct record			*shown = text_main(act, of, old);
	enum outcome			 e;
	size_t				 f;

	if (record_mask(text) == 0)
		return SOUK_OK;
	record_set_text(text, TEXT_LOCALE, shop);
	if (record_has(text, TEXT_SLUG) &&
	    (e = slug_settle(act, of, id, text, "slug")) != SOUK_OK)
		return e;
	e = compose_update(act->db, text, NULL, 0, keys, 2);
	if (e != SOUK_NOT_FOUND)
		return e;
	for (f = TEXT_NAME; f < of->set->count; f++)
		if (!record_has(text, (int)f))
			text->values[f] = shown->values[f];
	return text_insert(act, of, id, text, "slug");
}

/* The slug that the text in this locale has had; NULL: none. */
static const char *
slug_before(const struct value *list, const char *locale)
{
	size_t	 i;

	for (i = 0; i < list->count; i++)
		if (record_is(&list->items[i], TEXT_LOCALE, locale))
			return record_text(&list->items[i], TEXT_SLUG);
	return NULL;
}

static bool
locale_is_twice(const struct value *list, size_t i, const char *shop)
{
	const char	*locale = record_text(&list->items[i], TEXT_LOCALE);
	size_t		 j;

	for (j = 0; j < i; j++)
		if (record_is(&list->items[j], TEXT_LOCALE, locale))
			return true;
	return text_equal(locale, shop);
}

/* Replaces the texts of all locales but the shop's. */
static enum outcome
texts_replace(struct act *act, const struct texts_of *of, const char *id,
    const struct value *list, const struct record *old, const char *shop)
{
	static const char	 name[] = "translations";
	struct stmt		*s = db_sql(act->db, of->sql_drop_others);
	struct record		*text;
	const char		*slug;
	enum outcome		 e;
	size_t			 i;

	db_bind_text(s, ":id", id);
	db_bind_text(s, ":locale", shop);
	if ((e = db_run(s)) != SOUK_OK)
		return e;
	for (i = 0; i < list->count; i++) {
		if (locale_is_twice(list, i, shop))
			return act_bad_field(act,
			    item_name(act, name, i, "locale"),
			    &catalog_messages[CATALOG_LOCALE_TWICE]);
		text = record_copy(act->arena, &list->items[i]);
		if (record_text(text, TEXT_SLUG) == NULL && old != NULL &&
		    (slug = slug_before(&old->values[of->list],
		    record_text(text, TEXT_LOCALE))) != NULL)
			record_set_text(text, TEXT_SLUG, slug);
		e = text_insert(act, of, id, text,
		    item_name(act, name, i, "slug"));
		if (e != SOUK_OK)
			return e;
	}
	return SOUK_OK;
}

static enum outcome
texts_put(struct act *act, const struct texts_of *of, const char *id,
    const struct record *in, const struct record *old)
{
	const char	*shop = locale_tag(settings_locale(act->settings));
	struct record	*text = text_main(act, of, in);
	enum outcome	 e;

	if (old == NULL) {
		record_set_text(text, TEXT_LOCALE, shop);
		e = text_insert(act, of, id, text, "slug");
	} else
		e = text_main_change(act, of, id, text, old, shop);
	if (e != SOUK_OK || !record_has(in, of->list))
		return e;
	return texts_replace(act, of, id, &in->values[of->list], old, shop);
}

/* Most changes touch no slug. */
enum outcome
texts_write(struct act *act, const struct texts_of *of, const char *id,
    const struct record *in, const struct record *old)
{
	const bool	 moves = of->redirects != NULL && old != NULL &&
			    (record_has(in, of->main[TEXT_SLUG]) ||
			    record_has(in, of->list));
	struct slugs	 before;
	enum outcome	 e;

	if (moves && (e = redirect_begin(act, of->redirects, id,
	    &before)) != SOUK_OK)
		return e;
	e = texts_put(act, of, id, in, old);
	return e != SOUK_OK || !moves ? e :
	    redirect_end(act, of->redirects, id, &before);
}
