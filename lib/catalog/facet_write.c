/* SPDX-License-Identifier: ISC */
#include <stdlib.h>
#include <string.h>

#include "lib/base/text.h"
#include "lib/catalog/group.h"

static const char sql_stored[] =
    "SELECT kind, name, value FROM product_facet WHERE product_id = :id"
    " ORDER BY kind, name, value";
static const char sql_put[] =
    "INSERT INTO product_facet (product_id, kind, name, value)"
    " VALUES (:id, :kind, :name, :value)";
static const char sql_drop[] =
    "DELETE FROM product_facet WHERE product_id = :id AND kind = :kind"
    " AND name = :name AND value = :value";
static const char sql_up[] =
    "INSERT INTO facet_count (kind, name, value, products)"
    " VALUES (:kind, :name, :value, 1)"
    " ON CONFLICT (kind, name, value) DO UPDATE"
    " SET products = facet_count.products + 1";
/* The last one goes; any other is counted down. */
static const char sql_down[] =
    "UPDATE facet_count SET products = products - 1 WHERE kind = :kind"
    " AND name = :name AND value = :value AND products > 1";
static const char sql_last[] =
    "DELETE FROM facet_count WHERE kind = :kind AND name = :name"
    " AND value = :value AND products = 1";

struct facet { const char *kind, *name, *value; };

/* In order, none twice. */
struct facets { struct facet *list; size_t count; };

static int
facet_compare(const void *x, const void *y)
{
	const struct facet	*a = x, *b = y;
	int			 d;

	if ((d = strcmp(a->kind, b->kind)) != 0 ||
	    (d = strcmp(a->name, b->name)) != 0)
		return d;
	return strcmp(a->value, b->value);
}

static void
facet_add(struct facets *f, const char *kind, const char *name,
    const char *value)
{
	if (value != NULL && *value != '\0')
		f->list[f->count++] = (struct facet){ kind, name, value };
}

static void
options_add(struct facets *f, const struct record *variation)
{
	const struct value	*options =
				    &variation->values[VARIATION_OPTIONS];
	size_t			 i;

	if (variation->values[VARIATION_ACTIVE].num != 1)
		return;
	for (i = 0; i < options->count; i++)
		facet_add(f, "option",
		    record_text(&options->items[i], OPTION_NAME),
		    record_text(&options->items[i], OPTION_VALUE));
}

/* What a product that has been read has; NULL: nothing. */
static struct facets
facets_of(struct arena *arena, const struct record *product)
{
	const struct value	*tags, *list;
	struct facets		 f = { NULL, 0 };
	size_t			 i, n;

	if (product == NULL)
		return f;
	tags = &product->values[PRODUCT_TAGS];
	list = &product->values[PRODUCT_VARIATIONS];
	for (n = 1 + tags->count, i = 0; i < list->count; i++)
		n += list->items[i].values[VARIATION_OPTIONS].count;
	f.list = arena_array(arena, n, sizeof(*f.list));
	facet_add(&f, "vendor", "", record_text(product, PRODUCT_VENDOR));
	for (i = 0; i < tags->count; i++)
		facet_add(&f, "tag", "", tags->texts[i]);
	for (i = 0; i < list->count; i++)
		options_add(&f, &list->items[i]);
	qsort(f.list, f.count, sizeof(*f.list), facet_compare);
	for (n = 0, i = 0; i < f.count; i++)
		if (n == 0 || facet_compare(&f.list[n - 1], &f.list[i]) != 0)
			f.list[n++] = f.list[i];
	f.count = n;
	return f;
}

/* Sorted here, since not every database sorts texts by their bytes. */
static enum outcome
facets_stored(struct act *act, const char *id, struct facets *f)
{
	struct stmt	*s = db_sql(act->db, sql_stored);
	struct facet	*list;
	size_t		 room = 16;
	enum outcome	 e;

	*f = (struct facets){ arena_array(act->arena, room, sizeof(*f->list)),
	    0 };
	db_bind_text(s, ":id", id);
	while ((e = db_step(s)) == SOUK_OK) {
		if (f->count == room) {
			list = arena_array(act->arena, room *= 2,
			    sizeof(*list));
			memcpy(list, f->list, f->count * sizeof(*list));
			f->list = list;
		}
		f->list[f->count++] = (struct facet){
			db_copy(s, 0, act->arena), db_copy(s, 1, act->arena),
			db_copy(s, 2, act->arena) };
	}
	qsort(f->list, f->count, sizeof(*f->list), facet_compare);
	return e == SOUK_NOT_FOUND ? SOUK_OK : e;
}

/* ---- writing what differs ---------------------------------------------- */

static enum outcome
facet_run(struct act *act, const char *sql, const char *id,
    const struct facet *f)
{
	struct stmt	*s = db_sql(act->db, sql);

	if (id != NULL)
		db_bind_text(s, ":id", id);
	db_bind_text(s, ":kind", f->kind);
	db_bind_text(s, ":name", f->name);
	db_bind_text(s, ":value", f->value);
	return id != NULL ? db_run(s) : db_run_changed(s);
}

static enum outcome
count_down(struct act *act, const struct facet *f)
{
	enum outcome	 e = facet_run(act, sql_down, NULL, f);

	if (e == SOUK_NOT_FOUND)
		e = facet_run(act, sql_last, NULL, f);
	return e == SOUK_NOT_FOUND ? SOUK_INTERNAL : e;
}

/* One that comes or goes: its row unless id is NULL, its count if counted. */
static enum outcome
facet_move(struct act *act, const char *id, const struct facet *f, bool comes,
    bool counted)
{
	enum outcome	 e = SOUK_OK;

	if (id != NULL)
		e = facet_run(act, comes ? sql_put : sql_drop, id, f);
	if (e != SOUK_OK || !counted)
		return e;
	return comes ? facet_run(act, sql_up, NULL, f) : count_down(act, f);
}

struct change {
	const char	*id;
	bool		 was, is;	/* counted, which active products are */
};

/* One that stays is counted or not counted any more. */
static enum outcome
facet_stays(struct act *act, const struct change *c, const struct facet *f)
{
	return c->was == c->is ? SOUK_OK :
	    facet_move(act, NULL, f, c->is, true);
}

static enum outcome
facets_change(struct act *act, const struct change *c,
    const struct facets *old, const struct facets *new)
{
	size_t		 i = 0, j = 0;
	enum outcome	 e = SOUK_OK;
	int		 d;

	while (e == SOUK_OK && (i < old->count || j < new->count)) {
		d = i == old->count ? 1 : j == new->count ? -1 :
		    facet_compare(&old->list[i], &new->list[j]);
		if (d < 0)
			e = facet_move(act, c->id, &old->list[i++], false,
			    c->was);
		else if (d > 0)
			e = facet_move(act, c->id, &new->list[j++], true,
			    c->is);
		else {
			e = facet_stays(act, c, &new->list[j]);
			i++;
			j++;
		}
	}
	return e;
}

/* ---- the edits ---------------------------------------------------------- */

static bool
is_active(const struct record *product)
{
	return product != NULL && record_is(product, PRODUCT_STATUS, "ACTIVE");
}

static bool
facets_equal(const struct facets *a, const struct facets *b)
{
	size_t	 i;

	for (i = 0; i < a->count && i < b->count; i++)
		if (facet_compare(&a->list[i], &b->list[i]) != 0)
			return false;
	return a->count == b->count;
}

/*
 * What is counted is what is stored, not what the record before says: a shop
 * whose schema has just stepped has products without facets.
 */
enum outcome
facets_write(struct act *act, const struct record *before,
    const struct record *after)
{
	const struct change	 c = {
		.id = record_text(after, PRODUCT_ID),
		.was = is_active(before), .is = is_active(after),
	};
	struct facets		 old = facets_of(act->arena, before);
	struct facets		 new = facets_of(act->arena, after);
	enum outcome		 e;

	if (before != NULL) {
		if (c.was == c.is && facets_equal(&old, &new))
			return SOUK_OK;
		if ((e = facets_stored(act, c.id, &old)) != SOUK_OK)
			return e;
	}
	return facets_change(act, &c, &old, &new);
}

enum outcome
facets_drop(struct act *act, const struct record *product)
{
	const struct change	 c = {
		.id = record_text(product, PRODUCT_ID),
		.was = is_active(product),
	};
	const struct facets	 none = { NULL, 0 };
	struct facets		 old;
	enum outcome		 e;

	if ((e = facets_stored(act, c.id, &old)) != SOUK_OK)
		return e;
	return facets_change(act, &c, &old, &none);
}

enum outcome
facets_renew(struct act *act, const struct record *product)
{
	const struct change	 c = {
		.id = record_text(product, PRODUCT_ID),
		.was = is_active(product), .is = is_active(product),
	};
	struct facets		 old, new = facets_of(act->arena, product);
	enum outcome		 e;

	if ((e = facets_stored(act, c.id, &old)) != SOUK_OK)
		return e;
	return facets_change(act, &c, &old, &new);
}
