/* SPDX-License-Identifier: ISC */
#include "lib/catalog/listing.h"

#include <stdint.h>

#include "lib/base/messages.h"
#include "lib/base/text.h"
#include "lib/db/search.h"

#define COUNT(TABLE) (sizeof(TABLE) / sizeof((TABLE)[0]))

static const char sql_tree[] =
    "WITH RECURSIVE tree(id, products) AS ("
    " SELECT id, products FROM category WHERE id = :category UNION"
    " SELECT c.id, c.products FROM category c"
    "  JOIN tree ON c.parent_id = tree.id)"
    " SELECT CAST(coalesce(sum(products), 0) AS BIGINT), count(*) FROM tree";
static const char sql_active[] =
    "SELECT CAST(coalesce(sum(products), 0) AS BIGINT) FROM category";
static const char sql_members[] =
    "SELECT products, is_active FROM collection WHERE id = :id";
static const char sql_facet[] =
    "SELECT products FROM facet_count"
    " WHERE kind = :kind AND name = :name AND value = :value";
static const char sql_total[] =
    "SELECT count(*) FROM product p WHERE 1 = 1";

/* Filters that are one condition each, in listing_sql.c. */
static const int	 plain[] = { FILTER_STATUS, FILTER_FEATURED, FILTER_NEW,
	FILTER_MIN_PRICE, FILTER_MAX_PRICE, FILTER_SKU, FILTER_BARCODE,
	FILTER_IN_STOCK };

#define BIT(FIELD)	(UINT64_C(1) << (FIELD))

/* ---- what is asked for -------------------------------------------------- */

static enum outcome
price_range_check(struct act *act, const struct record *filter)
{
	const struct value	*min = &filter->values[FILTER_MIN_PRICE];
	const struct value	*max = &filter->values[FILTER_MAX_PRICE];

	if (min->state != VALUE_SET || max->state != VALUE_SET ||
	    min->num <= max->num)
		return SOUK_OK;
	return act_bad_field(act, "maxPrice",
	    &catalog_messages[CATALOG_PRICE_RANGE]);
}

static enum outcome
category_resolve(struct act *act, struct listing *l)
{
	const char	*what = record_text(l->filter, FILTER_CATEGORY);
	const char	*brand;
	enum outcome	 e;

	if (what == NULL)
		return SOUK_OK;
	e = category_find(act, what, &l->category, &brand);
	if (e == SOUK_NOT_FOUND)
		return act_bad_field(act, "category",
		    &catalog_messages[CATALOG_NO_CATEGORY]);
	return e != SOUK_OK || l->public ? e : catalog_brand(act, brand);
}

/* One that is not shown does not exist in public. */
static enum outcome
collection_resolve(struct act *act, struct listing *l)
{
	const char	*what = record_text(l->filter, FILTER_COLLECTION);
	const char	*brand;
	struct stmt	*s;
	enum outcome	 e;

	if (what == NULL)
		return l->sort != SORT_MANUAL ? SOUK_OK : act_bad_field(act,
		    "sort", &catalog_messages[CATALOG_SORT_MANUAL]);
	e = collection_find(act, what, &l->collection, &brand);
	if (e == SOUK_OK) {
		s = db_sql(act->db, sql_members);
		db_bind_text(s, ":id", l->collection);
		if ((e = db_step(s)) == SOUK_OK) {
			l->members = db_int(s, 0);
			if (l->public && db_int(s, 1) != 1)
				e = SOUK_NOT_FOUND;
		}
		db_done(s);
	}
	if (e == SOUK_NOT_FOUND)
		return act_bad_field(act, "collection",
		    &catalog_messages[CATALOG_NO_COLLECTION]);
	return e != SOUK_OK || l->public ? e : catalog_brand(act, brand);
}

static struct choice *
choice_find(struct listing *l, int field, const char *name)
{
	int	 i;

	for (i = 0; i < l->choice_count; i++)
		if (l->choices[i].field == field &&
		    text_equal(l->choices[i].name, name))
			return &l->choices[i];
	return NULL;
}

/* Values of one name stand together. */
static enum outcome
choices_read(struct act *act, struct listing *l, int field, const char *name)
{
	const char		*text = record_text(l->filter, field);
	const bool		 named = field == FILTER_OPTIONS;
	const int		 before = l->choice_count;
	struct filter_value	 values[FILTER_VALUES];
	struct choice		*c;
	enum outcome		 e;
	size_t			 i, n;

	if (text == NULL)
		return SOUK_OK;
	if ((e = filter_values(act, name, text, named, values, &n)) !=
	    SOUK_OK)
		return e;
	for (i = 0; i < n; i++) {
		if ((c = choice_find(l, field, values[i].name)) == NULL) {
			if (l->choice_count - before == LIST_OPTIONS)
				return act_bad_number(act, name,
				    &base_messages[BASE_TOO_MANY],
				    LIST_OPTIONS, 0);
			c = &l->choices[l->choice_count++];
			c->field = field;
			c->name = values[i].name;
		}
		c->values[c->count++] = values[i].value;
	}
	return SOUK_OK;
}

/* ---- the maintained counters --------------------------------------------- */

static enum outcome
number_read(struct stmt *s, int64_t *number)
{
	enum outcome	 e = db_step(s);

	*number = e == SOUK_OK ? db_int(s, 0) : 0;
	db_done(s);
	return e == SOUK_NOT_FOUND ? SOUK_OK : e;
}

static enum outcome
choice_count(struct act *act, struct choice *c)
{
	struct stmt	*s;
	int64_t		 products;
	enum outcome	 e;
	int		 i;

	for (i = 0; i < c->count; i++) {
		s = db_sql(act->db, sql_facet);
		db_bind_text(s, ":kind", c->field == FILTER_VENDOR ? "vendor" :
		    c->field == FILTER_TAG ? "tag" : "option");
		db_bind_text(s, ":name", c->name);
		db_bind_text(s, ":value", c->values[i]);
		if ((e = number_read(s, &products)) != SOUK_OK)
			return e;
		c->products += products;
	}
	return SOUK_OK;
}

/* All active products, those of the category, and those of each choice. */
static enum outcome
counters_read(struct act *act, struct listing *l)
{
	struct stmt	*s = db_sql(act->db, sql_active);
	enum outcome	 e;
	int		 i;

	if ((e = number_read(s, &l->all)) != SOUK_OK)
		return e;
	for (i = 0; i < l->choice_count; i++)
		if ((e = choice_count(act, &l->choices[i])) != SOUK_OK)
			return e;
	if (l->category == NULL)
		return SOUK_OK;
	s = db_sql(act->db, sql_tree);
	db_bind_text(s, ":category", l->category);
	if ((e = db_step(s)) == SOUK_OK) {
		l->below = db_int(s, 0);
		l->categories = db_int(s, 1);
	}
	db_done(s);
	return e;
}

/* ---- the way to the list -------------------------------------------------- */

static void
finder_offer(struct listing *l, enum finder finder, int chosen, int64_t found)
{
	if (l->finder != BY_NOTHING && l->found <= found)
		return;
	l->finder = finder;
	l->chosen = chosen;
	l->found = found;
}

/* Words, a SKU and a barcode are few by themselves; else the fewest by counters. */
static void
finder_choose(struct listing *l)
{
	int	 i;

	l->finder = BY_NOTHING;
	if (l->plain & (BIT(FILTER_SKU) | BIT(FILTER_BARCODE)))
		l->finder = BY_SKU;
	else if (l->match != NULL)
		l->finder = BY_WORDS;
	if (l->finder != BY_NOTHING) {
		l->found = 0;
		return;
	}
	if (l->category != NULL)
		finder_offer(l, BY_CATEGORY, 0, l->below);
	if (l->collection != NULL)
		finder_offer(l, BY_COLLECTION, 0, l->members);
	for (i = 0; i < l->choice_count; i++)
		finder_offer(l, BY_CHOICE, i, l->choices[i].products);
}

void
listing_settle(struct listing *l, int64_t total)
{
	const bool	 by_time = l->sort == SORT_NEWEST ||
			    l->sort == SORT_OLDEST;

	l->few = l->finder != BY_NOTHING && l->sort != SORT_MANUAL;
	if (!l->few || l->finder == BY_SKU || l->finder == BY_WORDS)
		return;
	/* One category alone has these orders in an index of its own. */
	if (l->finder == BY_CATEGORY && l->categories == 1 && l->public &&
	    by_time)
		l->few = false;
	else
		l->few = l->found < INT32_MAX && total < INT32_MAX &&
		    l->found * total < l->all;
}

/* A category counts by an index that has it, so only if it is small. */
void
listing_for_all(struct listing *l)
{
	l->sort = SORT_UPDATED;
	listing_settle(l, l->found);
	if (l->finder == BY_COLLECTION || l->finder == BY_CHOICE)
		l->few = true;
}

/* By counters alone: nothing is asked for, or one thing that is counted. */
static void
counted_find(struct listing *l)
{
	const struct choice	*c = &l->choices[0];
	const int		 n = (l->category != NULL) +
				    (l->collection != NULL) + l->choice_count;

	l->counted = l->public && l->match == NULL && l->plain == 0 &&
	    (n == 0 || (n == 1 && (l->choice_count == 0 || c->count == 1 ||
	    c->field == FILTER_VENDOR)));
	l->total = n == 0 ? l->all : l->found;
}

static void
way_find(struct listing *l)
{
	finder_choose(l);
	counted_find(l);
	listing_settle(l, l->found);
}

enum outcome
listing_total(struct act *act, const struct listing *l, int64_t *total)
{
	struct listing	 all = *l;

	*total = l->total;
	if (l->counted)
		return SOUK_OK;
	listing_for_all(&all);
	return number_read(listing_sql(act, &all, sql_total, NULL, NULL),
	    total);
}

/* As it is stored; what is no barcode stands on nothing. */
static void
barcode_read(struct act *act, struct listing *l)
{
	const char	*given = record_text(l->filter, FILTER_BARCODE);
	const char	*digits;
	struct record	*filter;

	if (given == NULL)
		return;
	if ((digits = barcode_clean(act->arena, given)) == NULL)
		l->empty = true;
	filter = record_copy(act->arena, l->filter);
	record_set_text(filter, FILTER_BARCODE, digits);
	l->filter = filter;
}

static enum outcome
words_read(struct act *act, const char *q, struct listing *l)
{
	struct search_words	 words;
	enum outcome		 e;

	if (q == NULL)
		return SOUK_OK;
	e = search_words(act->db, act->arena, q, &words);
	l->match = words.match;
	l->empty = l->match == NULL;
	return e;
}

/* ---- making --------------------------------------------------------------- */

enum outcome
listing_make(struct act *act, const struct record *filter, bool public,
    struct listing *l)
{
	const char	*q = record_text(filter, FILTER_Q);
	enum outcome	 e;
	size_t		 i;

	*l = (struct listing){ .filter = filter, .public = public,
	    .sort = sort_find(filter, public) };
	if ((e = price_range_check(act, filter)) != SOUK_OK ||
	    (e = category_resolve(act, l)) != SOUK_OK ||
	    (e = collection_resolve(act, l)) != SOUK_OK ||
	    (e = choices_read(act, l, FILTER_VENDOR, "vendor")) != SOUK_OK ||
	    (e = choices_read(act, l, FILTER_TAG, "tag")) != SOUK_OK ||
	    (e = choices_read(act, l, FILTER_OPTIONS, "options")) != SOUK_OK)
		return e;
	if ((e = words_read(act, q, l)) != SOUK_OK)
		return e;
	barcode_read(act, l);
	for (i = 0; i < COUNT(plain); i++)
		if (record_has(filter, plain[i]))
			l->plain |= BIT(plain[i]);
	if ((e = counters_read(act, l)) == SOUK_OK)
		way_find(l);
	return e;
}

struct listing
listing_without(const struct listing *l, int field, const char *name)
{
	struct listing	 part = *l;
	int		 i;

	part.plain &= ~BIT(field);
	if (field == FILTER_MIN_PRICE)
		part.plain &= ~BIT(FILTER_MAX_PRICE);
	if (field == FILTER_CATEGORY)
		part.category = NULL;
	part.choice_count = 0;
	for (i = 0; i < l->choice_count; i++)
		if (l->choices[i].field != field ||
		    !text_equal(l->choices[i].name, name))
			part.choices[part.choice_count++] = l->choices[i];
	way_find(&part);
	return part;
}
