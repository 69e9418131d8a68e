/* SPDX-License-Identifier: ISC */
#include "lib/base/messages.h"
#include "lib/base/text.h"
#include "lib/catalog/group.h"
#include "lib/db/compose.h"

static const char sql_product[] =
    "SELECT p.brand_id, p.status FROM product p WHERE p.id = :id";
static const char sql_empty[] =
    "DELETE FROM collection_product WHERE collection_id = :id";
static const char sql_none[] =
    "UPDATE collection SET products = 0 WHERE id = :id";
static const char sql_end[] =
    "SELECT count(*), coalesce(max(position), 0) FROM collection_product"
    " WHERE collection_id = :id";

static enum outcome
run_with_id(struct act *act, const char *sql, const char *id)
{
	struct stmt	*s = db_sql(act->db, sql);

	db_bind_text(s, ":id", id);
	return db_run(s);
}

/* Of the actor's brand; else the field that names it is bad, or DENIED. */
static enum outcome
product_check(struct act *act, const struct value *ids, size_t i, bool *active)
{
	struct stmt	*s = db_sql(act->db, sql_product);
	const char	*field = arena_printf(act->arena, "productIds[%zu]", i);
	enum outcome	 e;

	db_bind_text(s, ":id", ids->texts[i]);
	if ((e = db_step(s)) == SOUK_OK) {
		*active = text_equal(db_text(s, 1, NULL), "ACTIVE");
		e = catalog_brand(act, db_text(s, 0, NULL));
	}
	db_done(s);
	if (e == SOUK_NOT_FOUND)
		return act_bad_field(act, field,
		    &catalog_messages[CATALOG_NO_PRODUCT]);
	if (e == SOUK_DENIED)
		act_bad_field(act, field,
		    &catalog_messages[CATALOG_FOREIGN_BRAND]);
	return e;
}

/* The first one that stands there a second time. */
static enum outcome
twice_check(struct act *act, const struct value *ids)
{
	size_t	 i, j;

	for (i = 0; i < ids->count; i++)
		for (j = 0; j < i; j++)
			if (text_equal(ids->texts[i], ids->texts[j]))
				return act_bad_field(act,
				    arena_printf(act->arena, "productIds[%zu]",
				    i),
				    &catalog_messages[CATALOG_PRODUCT_TWICE]);
	return SOUK_OK;
}

/* Behind `position`; every id that is refused is told. */
static enum outcome
products_join(struct act *act, const char *id, const struct value *ids,
    int64_t position)
{
	enum outcome	 e, worst = SOUK_OK;
	bool		 active = false;
	size_t		 i;

	for (i = 0; i < ids->count; i++) {
		if ((e = product_check(act, ids, i, &active)) == SOUK_OK)
			e = member_set(act, id, ids->texts[i], ++position,
			    true, active);
		if (e != SOUK_OK && worst != SOUK_DENIED)
			worst = e;
	}
	return worst;
}

static enum outcome
products_set(struct act *act, const char *id, const struct record *members)
{
	const struct value	*ids = &members->values[0];
	enum outcome		 e;

	if (ids->state != VALUE_SET)
		return act_bad_field(act, "productIds",
		    &base_messages[BASE_REQUIRED]);
	if ((e = twice_check(act, ids)) != SOUK_OK ||
	    (e = run_with_id(act, sql_empty, id)) != SOUK_OK ||
	    (e = run_with_id(act, sql_none, id)) != SOUK_OK)
		return e;
	return products_join(act, id, ids, 0);
}

static enum outcome
products_add(struct act *act, const char *id, const struct record *members)
{
	const struct value	*ids = &members->values[0];
	struct stmt		*s = db_sql(act->db, sql_end);
	int64_t			 count = 0, last = 0;
	enum outcome		 e;

	db_bind_text(s, ":id", id);
	if ((e = db_step(s)) == SOUK_OK) {
		count = db_int(s, 0);
		last = db_int(s, 1);
	}
	db_done(s);
	if (e != SOUK_OK || (e = twice_check(act, ids)) != SOUK_OK)
		return e;
	if (count + (int64_t)ids->count > MEMBERS_MAX)
		return act_bad_number(act, "productIds",
		    &base_messages[BASE_TOO_MANY], MEMBERS_MAX - count, 0);
	return products_join(act, id, ids, last);
}

/* NOT_FOUND: there is no such product, or it is not in it. */
static enum outcome
product_leave(struct act *act, const char *id, const struct record *members)
{
	const char	*product = members->values[0].texts[0];
	struct stmt	*s = db_sql(act->db, sql_product);
	enum outcome	 e;
	bool		 active = false;

	db_bind_text(s, ":id", product);
	if ((e = db_step(s)) == SOUK_OK)
		active = text_equal(db_text(s, 1, NULL), "ACTIVE");
	db_done(s);
	return e != SOUK_OK ? e :
	    member_set(act, id, product, 0, false, active);
}

enum outcome
collection_set_products(struct act *act, const char *id,
    const struct record *members, struct record **out)
{
	return collection_edit(act, id, products_set, members, out);
}

enum outcome
collection_add_products(struct act *act, const char *id,
    const struct record *members, struct record **out)
{
	return collection_edit(act, id, products_add, members, out);
}

enum outcome
collection_drop_product(struct act *act, const char *id, const char *product,
    struct record **out)
{
	struct record	*members = record_new(act->arena, &members_fields);
	const char	*ids[] = { product };

	members->values[0] = (struct value){ .state = VALUE_SET, .count = 1,
	    .texts = ids };
	return collection_edit(act, id, product_leave, members, out);
}
