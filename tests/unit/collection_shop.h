/* SPDX-License-Identifier: ISC */
#ifndef SOUK_TESTS_COLLECTION_SHOP_H
#define SOUK_TESTS_COLLECTION_SHOP_H

#include "lib/queue/queue.h"
#include "tests/unit/catalog_shop.h"

/* Collections of the shop of catalog_shop.h, by JSON with ' for ". */
enum coll_deed { COLL_CREATES, COLL_CHANGES, COLL_READS, COLL_DELETES,
	COLL_SETS, COLL_ADDS, COLL_DROPS };

struct coll_args {
	enum coll_deed	 deed;
	const char	*id, *product;
	struct record	*in;
};

static inline enum outcome
coll_step(struct act *act, void *arg)
{
	struct coll_args	*c = arg;

	got = NULL;
	memset(&act->problem, 0, sizeof(act->problem));
	switch (c->deed) {
	case COLL_CREATES:
		return collection_create(act, c->in, &got);
	case COLL_CHANGES:
		return collection_change(act, c->id, c->in, &got);
	case COLL_READS:
		return collection_read(act, c->id, &got);
	case COLL_DELETES:
		return collection_delete(act, c->id);
	case COLL_SETS:
		return collection_set_products(act, c->id, c->in, &got);
	case COLL_ADDS:
		return collection_add_products(act, c->id, c->in, &got);
	case COLL_DROPS:
		return collection_drop_product(act, c->id, c->product, &got);
	}
	return SOUK_INTERNAL;
}

static inline enum outcome
coll_try(enum coll_deed deed, const char *id, const char *json)
{
	struct coll_args	 c = { deed, id, json, NULL };
	struct json_in		*in;
	char			*text = arena_copy(store.arena, json);
	const char		*name;
	size_t			 at;
	enum outcome		 e;

	memset(&store.problem, 0, sizeof(store.problem));
	for (char *p = text; p != NULL && *p != '\0'; p++)
		if (*p == '\'')
			*p = '"';
	if (deed != COLL_READS && deed != COLL_DELETES && deed != COLL_DROPS) {
		ck_assert_msg(json_parse(store.arena, text, strlen(text), &in,
		    &at, &name) == JSON_OK, "%s", text);
		e = validate_json(&store, deed == COLL_SETS ||
		    deed == COLL_ADDS ? &members_fields : &collection_fields,
		    deed == COLL_CREATES ? VALIDATE_CREATE : VALIDATE_CHANGE,
		    in, settings_currency(store.settings), &c.in);
		if (e != SOUK_OK)
			return e;
	}
	return db_tx(&store, DB_WRITE, coll_step, &c);
}

#define coll_ok(DEED, ID, ...) do { \
	enum outcome e_ = coll_try(DEED, ID, arena_printf(store.arena, \
	    __VA_ARGS__)); \
	ck_assert_msg(e_ == SOUK_OK, "line %d: %s %s %s", __LINE__, \
	    outcome_name(e_), shop_code(), problem_field(0)); \
} while (0)

#define coll_refused(OUTCOME, FIELD, DEED, ID, ...) do { \
	enum outcome e_ = coll_try(DEED, ID, arena_printf(store.arena, \
	    __VA_ARGS__)); \
	ck_assert_msg(e_ == (OUTCOME), "line %d: %s, want %s: %s", __LINE__, \
	    outcome_name(e_), outcome_name(OUTCOME), problem_field(0)); \
	ck_assert_str_eq(problem_field(0), FIELD); \
} while (0)

/* rules: what stands between the brackets. */
static inline const char *
coll_by_rules(const char *name, const char *matching, const char *rules)
{
	coll_ok(COLL_CREATES, NULL, "{'name':'%s','kind':'rules',"
	    "'matching':'%s','rules':[%s]}", name, matching, rules);
	return text_at(got, COLLECTION_ID);
}

/* Due jobs, until there are none. */
static inline int
jobs_run(void)
{
	int64_t	 next;
	int	 n = 0;

	while (queue_run_one(&store, souk.jobs, "test", &next) == SOUK_OK)
		n++;
	ck_assert_int_eq(shop_sql("SELECT count(*) FROM job"
	    " WHERE state = 'dead' OR last_error IS NOT NULL").number, 0);
	return n;
}

/* What is counted is what there is. */
static inline void
groups_hold(void)
{
	counters_hold();
	ck_assert_int_eq(shop_sql("SELECT count(*) FROM collection c"
	    " WHERE c.products <> (SELECT count(*) FROM collection_product m"
	    " JOIN product p ON p.id = m.product_id WHERE"
	    " m.collection_id = c.id AND p.status = 'ACTIVE')").number, 0);
	ck_assert_int_eq(shop_sql("SELECT count(*) FROM (SELECT f.kind,"
	    " f.name, f.value, count(*) AS n FROM product_facet f"
	    " JOIN product p ON p.id = f.product_id AND p.status = 'ACTIVE'"
	    " GROUP BY f.kind, f.name, f.value EXCEPT"
	    " SELECT kind, name, value, products FROM facet_count)").number,
	    0);
	ck_assert_int_eq(shop_sql("SELECT count(*) - (SELECT count(*) FROM"
	    " (SELECT DISTINCT f.kind, f.name, f.value FROM product_facet f"
	    " JOIN product p ON p.id = f.product_id"
	    " AND p.status = 'ACTIVE')) FROM facet_count").number, 0);
	/* vendor and tags, from the product's own row */
	ck_assert_int_eq(shop_sql("SELECT count(*) FROM product p"
	    " LEFT JOIN product_facet f ON f.product_id = p.id"
	    " AND f.kind = 'vendor'"
	    " WHERE coalesce(p.vendor, '') <> coalesce(f.value, '')").number,
	    0);
	ck_assert_int_eq(shop_sql("SELECT count(*) FROM product p WHERE"
	    " (SELECT coalesce(sum(length(f.value) + 1), 1)"
	    " FROM product_facet f WHERE f.product_id = p.id"
	    " AND f.kind = 'tag') <> length(p.tags) + 1"
	    " AND p.tags NOT LIKE '%%twice%%'").number, 0);
	/* options, by what active variations say */
	ck_assert_int_eq(shop_sql("SELECT count(*) FROM product_facet f"
	    " WHERE f.kind = 'option' AND NOT EXISTS (SELECT 1 FROM"
	    " product_variation v WHERE v.product_id = f.product_id"
	    " AND v.is_active = 1 AND instr(char(10) || v.options, char(10)"
	    " || f.name || char(9) || f.value || char(10)) > 0)").number, 0);
	ck_assert_int_eq(shop_sql("SELECT count(*) FROM product_variation v"
	    " WHERE v.is_active = 1 AND length(v.options) -"
	    " length(replace(v.options, char(10), '')) > (SELECT count(*)"
	    " FROM product_facet f WHERE f.product_id = v.product_id"
	    " AND f.kind = 'option')").number, 0);
}

#endif
