/* SPDX-License-Identifier: ISC */
#include "lib/catalog/bundle_parts.h"
#include "lib/catalog/pictures.h"
#include "lib/db/compose.h"
#include "lib/settings/settings.h"

/* A slug of the reader's language comes first, then one of the shop's. */
static const char sql_by_slug[] =
    "SELECT p.id FROM product_text t JOIN product p ON p.id = t.product_id"
    " WHERE t.slug = :slug AND p.status = 'ACTIVE'"
    " ORDER BY CASE t.locale WHEN :locale THEN 0 WHEN :shop THEN 1 ELSE 2 END,"
    " t.locale LIMIT 1";
/* As many as a sitemap may hold (sitemaps.org). */
static const char sql_sitemap[] =
    "SELECT t.slug, p.updated_at FROM product p"
    " JOIN product_text t ON t.product_id = p.id AND t.locale = :shop"
    " WHERE p.status = 'ACTIVE' ORDER BY p.created_at, p.id LIMIT 50000";

enum outcome
product_row(struct act *act, const char *id, struct record **product)
{
	const struct column_value	 key = { "id", id, 0 };
	enum outcome			 e;

	e = compose_get(act->db, act->arena, &product_fields, &key, 1,
	    product);
	if (e == SOUK_OK)
		record_set_text(*product, PRODUCT_CURRENCY,
		    settings_currency(act->settings));
	return e;
}

enum outcome
product_parts(struct act *act, enum locale locale, struct record *product)
{
	const char	*id = record_text(product, PRODUCT_ID);
	enum outcome	 e;

	if ((e = texts_read(act, &product_texts, id, locale, product)) !=
	    SOUK_OK ||
	    (e = product_prices_read(act, id, product)) != SOUK_OK ||
	    (e = images_read(act, id, product)) != SOUK_OK ||
	    (e = related_read(act, id, product)) != SOUK_OK ||
	    (e = variations_read(act, id, product)) != SOUK_OK)
		return e;
	if ((e = bundles_read(act, id, product)) != SOUK_OK)
		return e;
	return variation_prices_read(act, id, product);
}

enum outcome
product_by_slug(struct act *act, const char *slug, struct record **product)
{
	struct stmt	*s = db_sql(act->db, sql_by_slug);
	const char	*id = NULL;
	enum outcome	 e;

	db_bind_text(s, ":slug", slug);
	db_bind_text(s, ":locale", locale_tag(act->locale));
	db_bind_text(s, ":shop",
	    locale_tag(settings_locale(act->settings)));
	if ((e = db_step(s)) == SOUK_OK)
		id = db_copy(s, 0, act->arena);
	db_done(s);
	if (e != SOUK_OK || (e = product_row(act, id, product)) != SOUK_OK ||
	    (e = product_parts(act, act->locale, *product)) != SOUK_OK)
		return e;
	if ((e = product_pictures(act, *product, false)) != SOUK_OK)
		return e;
	return product_priced(act, NULL, *product);
}

enum outcome
product_moved(struct act *act, const char *slug, const char **current)
{
	return redirect_find(act, &product_redirects, slug, current);
}

/* For those who edit: the main text is the one that an edit changes. */
enum outcome
product_read(struct act *act, const char *id, struct record **product)
{
	enum outcome	 e;

	if ((e = product_row(act, id, product)) != SOUK_OK ||
	    (e = catalog_brand(act,
	    record_text(*product, PRODUCT_BRAND))) != SOUK_OK)
		return e;
	return product_parts(act, settings_locale(act->settings), *product);
}

enum outcome
product_sitemap(struct act *act, struct stmt **rows)
{
	*rows = db_sql(act->db, sql_sitemap);
	db_bind_text(*rows, ":shop",
	    locale_tag(settings_locale(act->settings)));
	return SOUK_OK;
}
