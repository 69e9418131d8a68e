/* SPDX-License-Identifier: ISC */
#ifndef SOUK_CATALOG_SUMMARY_H
#define SOUK_CATALOG_SUMMARY_H

#include "lib/catalog/internal.h"
#include "lib/settings/settings.h"

/*
 * What every list shows of a product p, in the order of
 * product_summary_fields.  The text is in the reader's locale, else in the
 * shop's, else in any; outer joins, so that p stays the outermost loop and
 * its index decides the order.
 */
#define SUMMARY_TEXT_LOCALE(TABLE, OWNER, ID) \
    "coalesce((SELECT x.locale FROM " TABLE " x" \
    "  WHERE x." OWNER " = " ID " AND x.locale = :locale)," \
    " (SELECT x.locale FROM " TABLE " x" \
    "  WHERE x." OWNER " = " ID " AND x.locale = :shop)," \
    " (SELECT min(x.locale) FROM " TABLE " x WHERE x." OWNER " = " ID "))"

#define SUMMARY_COLUMNS \
    "p.id, t.slug, t.name, p.price_from, i.url, i.alt_text, p.category_id," \
    " ct.slug, ct.name, p.status, p.is_featured, p.is_new, p.stock," \
    " p.created_at, p.updated_at, p.version, p.vendor, p.compare_at"

#define SUMMARY_TEXT \
    " LEFT JOIN product_text t ON t.product_id = p.id AND t.locale = " \
    SUMMARY_TEXT_LOCALE("product_text", "product_id", "p.id")

#define SUMMARY_JOINS SUMMARY_TEXT \
    " LEFT JOIN product_image i ON i.product_id = p.id AND i.is_primary = 1" \
    " LEFT JOIN category_text ct ON ct.category_id = p.category_id" \
    " AND ct.locale = " \
    SUMMARY_TEXT_LOCALE("category_text", "category_id", "p.category_id")

/* product_search.c: to the next row of a search; NOT_FOUND. */
enum outcome	 product_search_step(struct act *, struct product_list *);

static inline void
summary_bind(struct act *act, struct stmt *s)
{
	db_bind_text(s, ":locale", locale_tag(act->locale));
	db_bind_text(s, ":shop",
	    locale_tag(settings_locale(act->settings)));
}

#endif
