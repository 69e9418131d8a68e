/* SPDX-License-Identifier: ISC */
#include <inttypes.h>
#include <string.h>

#include "lib/base/buf.h"
#include "lib/base/text.h"
#include "lib/catalog/group.h"

#define COUNT(TABLE)	(sizeof(TABLE) / sizeof((TABLE)[0]))

/* The rules of the product's brand, those of a collection together; NULL where it has none. */
static const char sql_rules[] =
    "SELECT c.id, c.matching, m.product_id, r.field, r.relation, r.value"
    " FROM collection c"
    " LEFT JOIN collection_rule r ON r.collection_id = c.id"
    " LEFT JOIN collection_product m ON m.collection_id = c.id"
    "  AND m.product_id = :id"
    " WHERE c.brand_id = (SELECT p.brand_id FROM product p WHERE p.id = :id)"
    " AND c.kind = 'rules'"
    " ORDER BY c.id, r.position NULLS FIRST";
static const char sql_join[] =
    "INSERT INTO collection_product (collection_id, product_id, position)"
    " VALUES (:collection, :product, :position)"
    " ON CONFLICT (collection_id, product_id) DO NOTHING";
static const char sql_leave[] =
    "DELETE FROM collection_product"
    " WHERE collection_id = :collection AND product_id = :product";
static const char sql_count[] =
    "UPDATE collection SET products = products + :change WHERE id = :id";
static const char sql_count_all[] =
    "UPDATE collection SET products = products + :change WHERE id IN"
    " (SELECT m.collection_id FROM collection_product m"
    "  WHERE m.product_id = :id)";

/* ---- joining and leaving ------------------------------------------------ */

static enum outcome
count_change(struct act *act, const char *sql, const char *id, int64_t change)
{
	struct stmt	*s = db_sql(act->db, sql);

	db_bind_text(s, ":id", id);
	db_bind_int(s, ":change", change);
	return db_run(s);
}

enum outcome
member_set(struct act *act, const char *collection, const char *product,
    int64_t position, bool in, bool active)
{
	struct stmt	*s = db_sql(act->db, in ? sql_join : sql_leave);
	enum outcome	 e;

	db_bind_text(s, ":collection", collection);
	db_bind_text(s, ":product", product);
	if (in)
		db_bind_int(s, ":position", position);
	if ((e = db_run_changed(s)) == SOUK_NOT_FOUND)
		return SOUK_OK;
	if (e != SOUK_OK || !active)
		return e;
	return count_change(act, sql_count, collection, in ? 1 : -1);
}

/* ---- the rules of a brand ----------------------------------------------- */

struct rulesets {
	struct ruleset	*sets;
	size_t		 count;
	unsigned	 about;		/* bits of what any rule is about */
};

#define ROWS_MAX	(RULE_COLLECTIONS_MAX * RULES_MAX)

static void
rule_take(struct act *act, struct stmt *s, struct rulesets *all)
{
	struct ruleset	*set = all->sets + all->count - 1;
	struct rule	*r;

	if (all->count == 0 || !text_equal(set->collection,
	    db_text(s, 0, NULL))) {
		set = &all->sets[all->count++];
		set->collection = db_copy(s, 0, act->arena);
		set->any = text_equal(db_text(s, 1, NULL), "any");
		set->member = !db_is_null(s, 2);
		set->rules = arena_array(act->arena, RULES_MAX,
		    sizeof(*set->rules));
	}
	if (db_is_null(s, 3) || set->count == RULES_MAX)
		return;
	r = &set->rules[set->count++];
	*r = rule_of(act, db_text(s, 3, NULL), db_text(s, 4, NULL),
	    db_copy(s, 5, act->arena));
	all->about |= 1u << r->about;
}

static enum outcome
rulesets_read(struct act *act, const char *product, struct rulesets *all)
{
	struct stmt	*s = db_sql(act->db, sql_rules);
	enum outcome	 e;

	*all = (struct rulesets){ .count = 0 };
	db_bind_text(s, ":id", product);
	while ((e = db_step(s)) == SOUK_OK) {
		if (all->sets == NULL)
			all->sets = arena_array(act->arena,
			    RULE_COLLECTIONS_MAX, sizeof(*all->sets));
		if (all->count < RULE_COLLECTIONS_MAX ||
		    text_equal(all->sets[all->count - 1].collection,
		    db_text(s, 0, NULL)))
			rule_take(act, s, all);
	}
	return e == SOUK_NOT_FOUND ? SOUK_OK : e;
}

enum outcome
members_match(struct act *act, const char *product)
{
	struct rulesets	 all;
	struct facts	*facts;
	enum outcome	 e;
	size_t		 i;
	bool		 in;

	if ((e = rulesets_read(act, product, &all)) != SOUK_OK ||
	    all.count == 0 ||
	    (e = facts_read(act, product, all.about, &facts)) != SOUK_OK)
		return e;
	for (i = 0; i < all.count && e == SOUK_OK; i++) {
		in = ruleset_holds(&all.sets[i], facts, act->now, act->arena);
		if (in != all.sets[i].member)
			e = member_set(act, all.sets[i].collection, product, 0,
			    in, facts_are_active(facts));
	}
	return e;
}

/* ---- the edits ---------------------------------------------------------- */

static void
value_put(struct buf *b, const struct record *r, int field)
{
	const struct value	*v = &r->values[field];
	size_t			 i;

	buf_printf(b, "\n%d %d %" PRId64 " ", field, (int)v->state, v->num);
	if (v->state == VALUE_SET && v->text != NULL)
		buf_puts(b, v->text);
	for (i = 0; v->texts != NULL && i < v->count; i++) {
		buf_putc(b, '\n');
		buf_puts(b, v->texts[i]);
	}
}

static void
variation_put(struct buf *b, struct arena *arena, const struct record *v)
{
	static const int	 fields[] = { VARIATION_STOCK, VARIATION_ACTIVE,
				    VARIATION_COMPARE_AT };
	size_t			 f;

	for (f = 0; f < COUNT(fields); f++)
		value_put(b, v, fields[f]);
	buf_puts(b, options_write(arena, v));
}

/* All that any rule may look at. */
static const char *
ruled_text(struct arena *arena, const struct record *product)
{
	static const int	 fields[] = { PRODUCT_CATEGORY, PRODUCT_VENDOR,
				    PRODUCT_TAGS, PRODUCT_NAME,
				    PRODUCT_PRICE_FROM, PRODUCT_COMPARE_AT,
				    PRODUCT_NEW, PRODUCT_FEATURED };
	const struct value	*texts = &product->values[PRODUCT_TEXTS];
	const struct value	*list = &product->values[PRODUCT_VARIATIONS];
	struct buf		 b;
	size_t			 i;

	buf_init(&b, arena, 512);
	for (i = 0; i < COUNT(fields); i++)
		value_put(&b, product, fields[i]);
	for (i = 0; i < texts->count; i++)
		value_put(&b, &texts->items[i], TEXT_NAME);
	for (i = 0; i < list->count; i++)
		variation_put(&b, arena, &list->items[i]);
	return b.p;
}

enum outcome
members_write(struct act *act, const struct record *before,
    const struct record *after)
{
	const char	*id = record_text(after, PRODUCT_ID);
	const bool	 is = record_is(after, PRODUCT_STATUS, "ACTIVE");
	enum outcome	 e;
	bool		 was;

	if (before != NULL) {
		was = record_is(before, PRODUCT_STATUS, "ACTIVE");
		if (was != is && (e = count_change(act, sql_count_all, id,
		    is ? 1 : -1)) != SOUK_OK)
			return e;
		if (text_equal(ruled_text(act->arena, before),
		    ruled_text(act->arena, after)))
			return SOUK_OK;
	}
	return members_match(act, id);
}

enum outcome
members_drop(struct act *act, const struct record *product)
{
	if (!record_is(product, PRODUCT_STATUS, "ACTIVE"))
		return SOUK_OK;
	return count_change(act, sql_count_all,
	    record_text(product, PRODUCT_ID), -1);
}
