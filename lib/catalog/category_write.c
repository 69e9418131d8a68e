/* SPDX-License-Identifier: ISC */
#include "lib/audit/audit.h"
#include "lib/base/text.h"
#include "lib/base/typeid.h"
#include "lib/catalog/group.h"
#include "lib/catalog/pictures.h"
#include "lib/db/compose.h"

/* How deep a category stands (1: at the top), and whether :id is above. */
static const char sql_above[] =
    "WITH RECURSIVE up(id, parent_id, depth) AS ("
    " SELECT id, parent_id, 1 FROM category WHERE id = :parent"
    " UNION ALL"
    " SELECT c.id, c.parent_id, up.depth + 1"
    "  FROM up JOIN category c ON c.id = up.parent_id"
    "  WHERE up.depth < 100)"
    " SELECT max(depth), count(CASE WHEN id = :id THEN 1 END) FROM up";
/* How many levels a category and those below it take. */
static const char sql_height[] =
    "WITH RECURSIVE down(id, height) AS ("
    " SELECT id, 1 FROM category WHERE id = :id"
    " UNION ALL"
    " SELECT c.id, down.height + 1"
    "  FROM down JOIN category c ON c.parent_id = down.id"
    "  WHERE down.height < 100)"
    " SELECT max(height) FROM down";
static const char sql_used[] =
    "SELECT 1 FROM category c WHERE c.id = :id AND (EXISTS"
    " (SELECT 1 FROM category x WHERE x.parent_id = c.id) OR EXISTS"
    " (SELECT 1 FROM product p WHERE p.category_id = c.id))";
static const char sql_delete[] = "DELETE FROM category WHERE id = :id";

/* The only row of a question about ids; numbers that are NULL are 0. */
static enum outcome
ask(struct act *act, const char *sql, const char *id, const char *parent,
    int64_t answer[2])
{
	struct stmt	*s = db_sql(act->db, sql);
	enum outcome	 e;
	int		 i;

	db_bind_text(s, ":id", id);
	if (parent != NULL)
		db_bind_text(s, ":parent", parent);
	e = db_step(s);
	for (i = 0; e == SOUK_OK && i < db_columns(s); i++)
		answer[i] = db_int(s, i);
	db_done(s);
	return e;
}

/* May this category (a new one is in no row yet) hang below that one? */
static enum outcome
parent_check(struct act *act, const char *id, const char *parent)
{
	int64_t		 above[2], height[2];
	enum outcome	 e;

	if ((e = category_check(act, "parentId", parent)) != SOUK_OK ||
	    (e = ask(act, sql_above, id, parent, above)) != SOUK_OK ||
	    (e = ask(act, sql_height, id, NULL, height)) != SOUK_OK)
		return e;
	if (above[1] > 0)
		return act_bad_field(act, "parentId",
		    &catalog_messages[CATALOG_CYCLE]);
	if (height[0] == 0)
		height[0] = 1;
	if (above[0] + height[0] > CATEGORY_DEPTH)
		return act_bad_number(act, "parentId",
		    &catalog_messages[CATALOG_TOO_DEEP], CATEGORY_DEPTH, 0);
	return SOUK_OK;
}

/* What in a body needs more than its own field to be judged. */
static enum outcome
body_check(struct act *act, const char *id, const struct record **in)
{
	const char	*parent = record_text(*in, CATEGORY_PARENT);
	enum outcome	 e;

	if ((e = picture_take_in(act, in, CATEGORY_IMAGE)) != SOUK_OK)
		return e;
	return parent == NULL ? SOUK_OK : parent_check(act, id, parent);
}

static enum outcome
category_audit(struct act *act, const char *action, const char *id,
    const struct record *before, const struct record *after)
{
	const struct audit	 a = {
		.action = action, .entity_type = "Category", .entity_id = id,
		.before = before, .after = after,
	};

	catalog_moved(act);
	return audit_write(act, &a);
}

enum outcome
category_create(struct act *act, const struct record *in, struct record **out)
{
	const char			*id = typeid_new(act->arena, "cat",
					    act->now);
	const struct column_value	 extra[] = {
		{ "id", id, 0 },
		{ "brand_id", act->actor.brand_id, 0 },
		{ "created_at", NULL, act->now },
		{ "updated_at", NULL, act->now },
	};
	enum outcome			 e;

	if ((e = body_check(act, id, &in)) != SOUK_OK ||
	    (e = compose_insert(act->db, in, extra, 4)) != SOUK_OK ||
	    (e = texts_write(act, &category_texts, id, in, NULL)) != SOUK_OK ||
	    (e = category_read(act, id, out)) != SOUK_OK)
		return e;
	return category_audit(act, "create_category", id, NULL, *out);
}

static enum outcome
category_update(struct act *act, const char *id, const struct record *in,
    const struct record *before)
{
	const struct column_value	 extra[] = {
		{ "updated_at", NULL, act->now },
		{ "version", NULL, before->values[CATEGORY_VERSION].num + 1 },
	};
	const struct column_value	 key = { "id", id, 0 };
	enum outcome			 e;

	if ((e = body_check(act, id, &in)) != SOUK_OK ||
	    (e = compose_update(act->db, in, extra, 2, &key, 1)) != SOUK_OK)
		return e;
	return texts_write(act, &category_texts, id, in, before);
}

enum outcome
category_change(struct act *act, const char *id, const struct record *in,
    struct record **out)
{
	struct record	*before;
	enum outcome	 e;

	if ((e = category_read(act, id, &before)) != SOUK_OK ||
	    (e = catalog_version(act,
	    before->values[CATEGORY_VERSION].num)) != SOUK_OK)
		return e;
	*out = before;
	if (record_mask(in) == 0)
		return SOUK_OK;
	if ((e = category_update(act, id, in, before)) != SOUK_OK ||
	    (e = category_read(act, id, out)) != SOUK_OK)
		return e;
	/* Products are found by the names of their category. */
	if ((record_has(in, CATEGORY_NAME) || record_has(in,
	    CATEGORY_TEXTS)) &&
	    (e = catalog_refresh_later(act, id)) != SOUK_OK)
		return e;
	/* It takes the products below it along. */
	if (record_has(in, CATEGORY_PARENT) &&
	    (e = collections_rebuild(act, RULE_CATEGORY)) != SOUK_OK)
		return e;
	return category_audit(act, "update_category", id, before, *out);
}

enum outcome
category_delete(struct act *act, const char *id)
{
	struct record	*before;
	struct stmt	*s;
	int64_t		 used[2];
	enum outcome	 e;

	if ((e = category_read(act, id, &before)) != SOUK_OK ||
	    (e = catalog_version(act,
	    before->values[CATEGORY_VERSION].num)) != SOUK_OK)
		return e;
	if ((e = ask(act, sql_used, id, NULL, used)) == SOUK_OK)
		return act_refuse(act, SOUK_CONFLICT,
		    &catalog_messages[CATALOG_CATEGORY_USED]);
	if (e != SOUK_NOT_FOUND)
		return e;
	s = db_sql(act->db, sql_delete);
	db_bind_text(s, ":id", id);
	if ((e = db_run_changed(s)) != SOUK_OK ||
	    (e = redirect_drop(act, &category_redirects, id)) != SOUK_OK)
		return e;
	return category_audit(act, "delete_category", id, before, NULL);
}
