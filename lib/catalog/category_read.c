/* SPDX-License-Identifier: ISC */
#include "lib/base/text.h"
#include "lib/base/typeid.h"
#include "lib/catalog/internal.h"
#include "lib/db/compose.h"
#include "lib/settings/settings.h"

/*
 * Columns in the order of category_fields.  The number of products is that
 * of the category and of all below it.
 */
#define COLUMNS \
    "c.id, c.parent_id, c.image_url, c.icon, c.position, c.is_active," \
    " CAST(n.products AS BIGINT), c.created_at, c.updated_at, c.version"

static const char sql_read[] =
    "WITH RECURSIVE down(id, products) AS ("
    " SELECT id, products FROM category WHERE id = :id"
    " UNION"
    " SELECT c.id, c.products FROM category c JOIN down"
    "  ON c.parent_id = down.id)"
    " SELECT " COLUMNS ", c.brand_id FROM category c"
    " CROSS JOIN (SELECT sum(products) AS products FROM down) n"
    " WHERE c.id = :id";

/*
 * In tree order: path is the positions and ids from the top.  up carries
 * every category's products to all above it.
 */
#define TREE \
    "WITH RECURSIVE tree(id, path, depth) AS (" \
    " SELECT c.id, CAST(10000 + c.position AS TEXT) || c.id, 1" \
    "  FROM category c WHERE c.parent_id IS NULL AND " SHOWN \
    " UNION ALL" \
    " SELECT c.id, tree.path || '/' || CAST(10000 + c.position AS TEXT)" \
    "  || c.id, tree.depth + 1" \
    "  FROM tree JOIN category c ON c.parent_id = tree.id" \
    "  WHERE tree.depth < 6 AND " SHOWN ")," \
    " up(id, parent_id, products) AS (" \
    " SELECT c.id, c.parent_id, c.products FROM category c" \
    " UNION ALL" \
    " SELECT c.id, c.parent_id, up.products" \
    "  FROM up JOIN category c ON c.id = up.parent_id)," \
    " n(id, products) AS (" \
    " SELECT id, sum(products) FROM up GROUP BY id)" \
    " SELECT " COLUMNS ", t.slug, t.name, t.description" \
    " FROM tree JOIN category c ON c.id = tree.id" \
    " JOIN n ON n.id = c.id" \
    " LEFT JOIN category_text t ON t.category_id = c.id AND t.locale =" \
    "  coalesce((SELECT x.locale FROM category_text x" \
    "   WHERE x.category_id = c.id AND x.locale = :locale)," \
    "   (SELECT x.locale FROM category_text x" \
    "   WHERE x.category_id = c.id AND x.locale = :shop)," \
    "   (SELECT min(x.locale) FROM category_text x" \
    "   WHERE x.category_id = c.id))" \
    " ORDER BY tree.path"

#define SHOWN "c.is_active = 1"
static const char sql_public_list[] = TREE;
#undef SHOWN
#define SHOWN "c.brand_id = :brand"
static const char sql_brand_list[] = TREE;
#undef SHOWN

#define COLUMNS_END	10	/* what comes behind COLUMNS */

static const char sql_find[] =
    "SELECT c.id, c.brand_id FROM category c WHERE c.id = :what";
static const char sql_find_slug[] =
    "SELECT c.id, c.brand_id FROM category_text t"
    " JOIN category c ON c.id = t.category_id WHERE t.slug = :what"
    " ORDER BY c.is_active DESC,"
    " CASE t.locale WHEN :locale THEN 0 WHEN :shop THEN 1 ELSE 2 END,"
    " t.locale LIMIT 1";

enum outcome
category_list(struct act *act, bool public, struct stmt **rows)
{
	*rows = db_sql(act->db, public ? sql_public_list : sql_brand_list);
	if (!public)
		db_bind_text(*rows, ":brand", act->actor.brand_id);
	db_bind_text(*rows, ":locale", locale_tag(act->locale));
	db_bind_text(*rows, ":shop",
	    locale_tag(settings_locale(act->settings)));
	return SOUK_OK;
}

enum outcome
category_row(struct act *act, struct stmt *rows, struct record *category)
{
	static const int	 texts[] = { CATEGORY_SLUG, CATEGORY_NAME,
				    CATEGORY_DESCRIPTION };
	enum outcome		 e;
	int			 i;

	if ((e = db_step(rows)) != SOUK_OK)
		return e;
	compose_row(rows, 0, act->arena, category);
	for (i = 0; i < 3; i++)
		record_set_text(category, texts[i],
		    db_copy(rows, COLUMNS_END + i, act->arena));
	return SOUK_OK;
}

/* The row of any brand's category; own: refuse another brand's. */
static enum outcome
category_load(struct act *act, const char *id, bool own,
    struct record **category)
{
	struct stmt	*s = db_sql(act->db, sql_read);
	const char	*brand = NULL;
	enum outcome	 e;

	*category = record_new(act->arena, &category_fields);
	db_bind_text(s, ":id", id);
	if ((e = db_step(s)) == SOUK_OK) {
		compose_row(s, 0, act->arena, *category);
		brand = db_copy(s, COLUMNS_END, act->arena);
	}
	db_done(s);
	if (e == SOUK_OK && own)
		e = catalog_brand(act, brand);
	return e;
}

enum outcome
category_read(struct act *act, const char *id, struct record **category)
{
	enum outcome	 e;

	if ((e = category_load(act, id, true, category)) != SOUK_OK)
		return e;
	return texts_read(act, &category_texts, id,
	    settings_locale(act->settings), *category);
}

enum outcome
category_find(struct act *act, const char *id_or_slug, const char **id,
    const char **brand_id)
{
	const bool	 by_id = typeid_valid(id_or_slug, "cat");
	struct stmt	*s = db_sql(act->db, by_id ? sql_find : sql_find_slug);
	enum outcome	 e;

	db_bind_text(s, ":what", id_or_slug);
	if (!by_id) {
		db_bind_text(s, ":locale", locale_tag(act->locale));
		db_bind_text(s, ":shop",
		    locale_tag(settings_locale(act->settings)));
	}
	if ((e = db_step(s)) == SOUK_OK) {
		*id = db_copy(s, 0, act->arena);
		*brand_id = db_copy(s, 1, act->arena);
	}
	db_done(s);
	return e;
}

/* One that is not active has no page. */
enum outcome
category_by_slug(struct act *act, const char *slug, struct record **category)
{
	const char	*id, *brand;
	enum outcome	 e;

	if ((e = category_find(act, slug, &id, &brand)) != SOUK_OK ||
	    (e = category_load(act, id, false, category)) != SOUK_OK)
		return e;
	if ((*category)->values[CATEGORY_ACTIVE].num != 1)
		return SOUK_NOT_FOUND;
	return texts_read(act, &category_texts, id, act->locale, *category);
}

enum outcome
category_moved(struct act *act, const char *slug, const char **current)
{
	return redirect_find(act, &category_redirects, slug, current);
}

enum outcome
category_check(struct act *act, const char *field, const char *id)
{
	const char	*found, *brand;
	enum outcome	 e;

	e = category_find(act, id, &found, &brand);
	if (e == SOUK_NOT_FOUND || (e == SOUK_OK && !text_equal(id, found)))
		return act_bad_field(act, field,
		    &catalog_messages[CATALOG_NO_CATEGORY]);
	return e != SOUK_OK ? e : catalog_brand(act, brand);
}
