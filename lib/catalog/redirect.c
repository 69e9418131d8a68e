/* SPDX-License-Identifier: ISC */
#include "lib/catalog/redirect.h"

#include "lib/base/text.h"
#include "lib/catalog/summary.h"

static const char sql_take[] =
    "DELETE FROM slug_redirect"
    " WHERE kind = :kind AND locale = :locale AND slug = :slug";
static const char sql_leave[] =
    "INSERT INTO slug_redirect (kind, locale, slug, target_id, created_at)"
    " VALUES (:kind, :locale, :slug, :id, :now)"
    " ON CONFLICT (kind, locale, slug) DO UPDATE"
    " SET target_id = excluded.target_id, created_at = excluded.created_at";
/* Only one is put at a time, so one at most is too many in each language. */
static const char sql_trim[] =
    "DELETE FROM slug_redirect WHERE kind = :kind AND (locale, slug) IN"
    " (SELECT r.locale, r.slug FROM slug_redirect r"
    "  WHERE r.kind = :kind AND r.target_id = :id"
    "  ORDER BY r.created_at DESC, r.locale, r.slug"
    "  LIMIT 1000 OFFSET :kept)";
static const char sql_drop[] =
    "DELETE FROM slug_redirect WHERE kind = :kind AND target_id = :id";

/* The reader's language first, both in where from and in where to. */
#define CURRENT_SQL(TABLE, OWNER, OBJECT, SHOWN) \
    "SELECT t.slug FROM slug_redirect r" \
    " JOIN " OBJECT " o ON o.id = r.target_id AND " SHOWN \
    " JOIN " TABLE " t ON t." OWNER " = o.id AND t.locale = " \
    SUMMARY_TEXT_LOCALE(TABLE, OWNER, "o.id") \
    " WHERE r.kind = :kind AND r.slug = :slug" \
    " ORDER BY CASE r.locale WHEN :locale THEN 0 WHEN :shop THEN 1 ELSE 2" \
    " END, r.locale LIMIT 1"

static const char sql_product_slugs[] =
    "SELECT locale, slug FROM product_text WHERE product_id = :id";
static const char sql_product_current[] =
    CURRENT_SQL("product_text", "product_id", "product", "o.status = 'ACTIVE'");
static const char sql_category_slugs[] =
    "SELECT locale, slug FROM category_text WHERE category_id = :id";
static const char sql_category_current[] =
    CURRENT_SQL("category_text", "category_id", "category", "o.is_active = 1");
static const char sql_collection_slugs[] =
    "SELECT locale, slug FROM collection_text WHERE collection_id = :id";
static const char sql_collection_current[] =
    CURRENT_SQL("collection_text", "collection_id", "collection",
    "o.is_active = 1");

const struct redirects product_redirects = {
	"product", sql_product_slugs, sql_product_current
};
const struct redirects category_redirects = {
	"category", sql_category_slugs, sql_category_current
};
const struct redirects collection_redirects = {
	"collection", sql_collection_slugs, sql_collection_current
};

enum outcome
redirect_begin(struct act *act, const struct redirects *of, const char *id,
    struct slugs *slugs)
{
	struct stmt	*s = db_sql(act->db, of->sql_slugs);
	enum locale	 locale;
	enum outcome	 e;

	*slugs = (struct slugs){ .of = { NULL } };
	db_bind_text(s, ":id", id);
	while ((e = db_step(s)) == SOUK_OK) {
		locale = locale_from_tag(db_text(s, 0, NULL));
		if (locale < LOCALE__MAX)
			slugs->of[locale] = db_copy(s, 1, act->arena);
	}
	return e == SOUK_NOT_FOUND ? SOUK_OK : e;
}

enum outcome
redirect_take(struct act *act, const struct redirects *of, const char *locale,
    const char *slug)
{
	struct stmt	*s = db_sql(act->db, sql_take);

	db_bind_text(s, ":kind", of->kind);
	db_bind_text(s, ":locale", locale);
	db_bind_text(s, ":slug", slug);
	return db_run(s);
}

static enum outcome
redirect_leave(struct act *act, const struct redirects *of, const char *id,
    enum locale locale, const char *slug)
{
	struct stmt	*s = db_sql(act->db, sql_leave);
	enum outcome	 e;

	db_bind_text(s, ":kind", of->kind);
	db_bind_text(s, ":locale", locale_tag(locale));
	db_bind_text(s, ":slug", slug);
	db_bind_text(s, ":id", id);
	db_bind_int(s, ":now", act->now);
	if ((e = db_run(s)) != SOUK_OK)
		return e;
	s = db_sql(act->db, sql_trim);
	db_bind_text(s, ":kind", of->kind);
	db_bind_text(s, ":id", id);
	db_bind_int(s, ":kept", REDIRECTS_KEPT);
	return db_run(s);
}

enum outcome
redirect_end(struct act *act, const struct redirects *of, const char *id,
    const struct slugs *before)
{
	struct slugs	 after;
	enum locale	 l;
	enum outcome	 e;

	if ((e = redirect_begin(act, of, id, &after)) != SOUK_OK)
		return e;
	for (l = 0; l < LOCALE__MAX; l++)
		if (before->of[l] != NULL &&
		    !text_equal(before->of[l], after.of[l]) &&
		    (e = redirect_leave(act, of, id, l, before->of[l])) !=
		    SOUK_OK)
			return e;
	return SOUK_OK;
}

enum outcome
redirect_drop(struct act *act, const struct redirects *of, const char *id)
{
	struct stmt	*s = db_sql(act->db, sql_drop);

	db_bind_text(s, ":kind", of->kind);
	db_bind_text(s, ":id", id);
	return db_run(s);
}

enum outcome
redirect_find(struct act *act, const struct redirects *of, const char *slug,
    const char **current)
{
	struct stmt	*s = db_sql(act->db, of->sql_current);
	enum outcome	 e;

	db_bind_text(s, ":kind", of->kind);
	db_bind_text(s, ":slug", slug);
	summary_bind(act, s);
	if ((e = db_step(s)) == SOUK_OK)
		*current = db_copy(s, 0, act->arena);
	db_done(s);
	if (e == SOUK_OK && text_equal(slug, *current))
		return SOUK_NOT_FOUND;
	return e;
}
