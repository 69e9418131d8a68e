/* SPDX-License-Identifier: ISC */
#include "lib/catalog/selection.h"

#include "lib/catalog/listing.h"
#include "lib/settings/settings.h"

static const char sql_listed[] = "SELECT p.id FROM product p WHERE 1 = 1";
static const char sql_by_slug[] =
    "SELECT p.id, coalesce((SELECT t.slug FROM product_text t"
    " WHERE t.product_id = p.id AND t.locale = :shop),"
    " (SELECT min(o.slug) FROM product_text o WHERE o.product_id = p.id))"
    " FROM product p WHERE 1 = 1";

static void
selection_add(struct arena *arena, struct selection *s, const char *id)
{
	s->ids = arena_more(arena, s->ids, s->count, sizeof(*s->ids));
	s->ids[s->count++] = arena_copy(arena, id);
}

static enum outcome
selection_read(struct stmt *s, struct arena *arena, struct selection *to)
{
	enum outcome	 e;

	*to = (struct selection){ NULL, 0 };
	while ((e = db_step(s)) == SOUK_OK)
		selection_add(arena, to, db_text(s, 0, NULL));
	return e == SOUK_NOT_FOUND ? SOUK_OK : e;
}

enum outcome
selection_listed(struct act *act, struct arena *arena,
    const struct record *filter, struct selection *to)
{
	struct listing	 l;
	enum outcome	 e;

	*to = (struct selection){ NULL, 0 };
	if ((e = listing_make(act, filter, false, &l)) != SOUK_OK || l.empty)
		return e;
	return selection_read(listing_sql(act, &l, sql_listed, NULL,
	    sort_sql[l.sort].order), arena, to);
}

enum outcome
selection_by_slug(struct act *act, struct arena *arena,
    const struct record *filter, struct selection *to)
{
	struct listing	 l;
	struct stmt	*s;
	enum outcome	 e;

	*to = (struct selection){ NULL, 0 };
	if ((e = listing_make(act, filter, false, &l)) != SOUK_OK || l.empty)
		return e;
	s = listing_sql(act, &l, sql_by_slug, NULL, "ORDER BY 2, p.id");
	db_bind_text(s, ":shop", locale_tag(settings_locale(act->settings)));
	return selection_read(s, arena, to);
}
