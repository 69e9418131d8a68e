/* SPDX-License-Identifier: ISC */
#include "lib/audit/audit.h"
#include "lib/base/text.h"
#include "lib/base/typeid.h"
#include "lib/catalog/bundle_parts.h"
#include "lib/catalog/group.h"
#include "lib/catalog/pictures.h"
#include "lib/db/compose.h"

static const char sql_delete[] = "DELETE FROM product WHERE id = :id";

/* The base price in force once `in` is written. */
static struct price
base_price(const struct record *in, const struct record *old)
{
	struct price	 p = { in->values[PRODUCT_BASE_PRICE],
			    in->values[PRODUCT_COMPARE_AT] };

	if (old != NULL && p.amount.state == VALUE_ABSENT)
		p.amount = old->values[PRODUCT_BASE_PRICE];
	if (old != NULL && p.compare_at.state == VALUE_ABSENT)
		p.compare_at = old->values[PRODUCT_COMPARE_AT];
	return p;
}

static enum outcome
base_price_write(struct act *act, const char *id, const struct record *in)
{
	static const char	 field[] = "compareAtPrice";
	const struct price	 given = base_price(in, NULL);
	enum outcome		 e;

	e = price_write(act, &product_prices, id, &given, field);
	return e != SOUK_NOT_FOUND ? e : act_bad_field(act, field,
	    &catalog_messages[CATALOG_NEEDS_PRICE]);
}

/* old NULL: a new product, which gets a variation in any case. */
static enum outcome
parts_write(struct act *act, const char *id, const struct record *in,
    const struct record *old)
{
	static const struct value	 none = { .state = VALUE_SET };
	const struct value		*v = in->values;
	const struct value		*was = old != NULL ? old->values : NULL;
	const struct price		 base = base_price(in, old);
	enum outcome			 e;

	if ((e = texts_write(act, &product_texts, id, in, old)) != SOUK_OK ||
	    (e = base_price_write(act, id, in)) != SOUK_OK ||
	    (e = prices_write(act, &product_prices, id, &v[PRODUCT_PRICES],
	    "prices")) != SOUK_OK ||
	    (e = related_write(act, id, &v[PRODUCT_RELATED])) != SOUK_OK)
		return e;
	if (record_has(in, PRODUCT_IMAGES) &&
	    (e = images_write(act, id, &v[PRODUCT_IMAGES],
	    was != NULL ? &was[PRODUCT_IMAGES] : &none)) != SOUK_OK)
		return e;
	if (was != NULL && !record_has(in, PRODUCT_VARIATIONS))
		return SOUK_OK;
	return variations_write(act, id, &v[PRODUCT_VARIATIONS],
	    was != NULL ? &was[PRODUCT_VARIATIONS] : &none, &base);
}

/* What the public may see needs a picture and a price. */
static enum outcome
active_check(struct act *act, const struct record *product)
{
	enum outcome	 e = SOUK_OK;

	if (!record_is(product, PRODUCT_STATUS, "ACTIVE"))
		return SOUK_OK;
	if (product->values[PRODUCT_IMAGES].count == 0)
		e = act_bad_field(act, "images",
		    &catalog_messages[CATALOG_NEEDS_IMAGE]);
	if (product->values[PRODUCT_PRICE_FROM].state != VALUE_SET)
		e = act_bad_field(act, "basePrice",
		    &catalog_messages[CATALOG_NEEDS_PRICE]);
	return e;
}

static enum outcome
product_audit(struct act *act, const char *action, const char *id,
    const struct record *before, const struct record *after)
{
	const struct audit	 a = {
		.action = action, .entity_type = "Product", .entity_id = id,
		.before = before, .after = after,
	};

	catalog_moved(act);
	return audit_write(act, &a);
}

enum outcome
product_settle(struct act *act, const char *action, const char *id,
    const struct record *before, struct record **after)
{
	enum outcome	 e;

	if ((e = product_refresh(act, id)) != SOUK_OK ||
	    (e = product_read(act, id, after)) != SOUK_OK ||
	    (e = active_check(act, *after)) != SOUK_OK ||
	    (e = product_counted(act, before, *after)) != SOUK_OK ||
	    (e = product_reindex(act, before, *after)) != SOUK_OK ||
	    (e = facets_write(act, before, *after)) != SOUK_OK ||
	    (e = members_write(act, before, *after)) != SOUK_OK)
		return e;
	if ((e = product_audit(act, action, id, before, *after)) != SOUK_OK)
		return e;
	return product_pictures(act, *after, true);
}

enum outcome
product_create(struct act *act, const struct record *in, struct record **out)
{
	const char			*id = typeid_new(act->arena, "prod",
					    act->now);
	const struct column_value	 extra[] = {
		{ "id", id, 0 },
		{ "brand_id", act->actor.brand_id, 0 },
		{ "created_at", NULL, act->now },
		{ "updated_at", NULL, act->now },
	};
	enum outcome			 e;

	if (record_is(in, PRODUCT_STATUS, "ARCHIVED"))
		return act_bad_field(act, "status",
		    &catalog_messages[CATALOG_STATUS_NEW]);
	if ((e = tags_clean(act, &in)) != SOUK_OK ||
	    (e = category_check(act, "categoryId",
	    record_text(in, PRODUCT_CATEGORY))) != SOUK_OK ||
	    (e = compose_insert(act->db, in, extra, 4)) != SOUK_OK ||
	    (e = parts_write(act, id, in, NULL)) != SOUK_OK)
		return e;
	return product_settle(act, "create_product", id, NULL, out);
}

static enum outcome
product_update(struct act *act, const char *id, const struct record *in,
    const struct record *before)
{
	const struct column_value	 extra[] = {
		{ "updated_at", NULL, act->now },
		{ "version", NULL, before->values[PRODUCT_VERSION].num + 1 },
	};
	const struct column_value	 key = { "id", id, 0 };
	enum outcome			 e;

	if ((e = tags_clean(act, &in)) != SOUK_OK)
		return e;
	if (record_has(in, PRODUCT_CATEGORY) &&
	    (e = category_check(act, "categoryId",
	    record_text(in, PRODUCT_CATEGORY))) != SOUK_OK)
		return e;
	if (record_has(in, PRODUCT_TAX_CLASS) && (e = bundles_tax_check(act,
	    id, record_text(in, PRODUCT_TAX_CLASS))) != SOUK_OK)
		return e;
	e = compose_update(act->db, in, extra, 2, &key, 1);
	return e != SOUK_OK ? e : parts_write(act, id, in, before);
}

/* Nothing given is nothing changed: no new version, no audit. */
enum outcome
product_change(struct act *act, const char *id, const struct record *in,
    struct record **out)
{
	struct record	*before;
	enum outcome	 e;

	if ((e = product_read(act, id, &before)) != SOUK_OK ||
	    (e = catalog_version(act,
	    before->values[PRODUCT_VERSION].num)) != SOUK_OK)
		return e;
	*out = before;
	if (record_mask(in) == 0)
		return product_pictures(act, before, true);
	if ((e = product_update(act, id, in, before)) != SOUK_OK)
		return e;
	return product_settle(act, "update_product", id, before, out);
}

static enum outcome
used_refuse(struct act *act, const struct record *product)
{
	const struct value	*list = &product->values[PRODUCT_VARIATIONS];
	enum outcome		 e = SOUK_OK;
	size_t			 i;

	for (i = 0; i < list->count && e == SOUK_OK; i++)
		e = bundle_part_refuse(act, record_text(&list->items[i],
		    VARIATION_ID));
	return e != SOUK_OK ? e : act_refuse(act, SOUK_CONFLICT,
	    &catalog_messages[CATALOG_PRODUCT_USED]);
}

/* What is sold, booked or otherwise in use elsewhere stays. */
enum outcome
product_delete(struct act *act, const char *id)
{
	struct record	*before;
	struct stmt	*s;
	enum outcome	 e;

	if ((e = product_read(act, id, &before)) != SOUK_OK ||
	    (e = catalog_version(act,
	    before->values[PRODUCT_VERSION].num)) != SOUK_OK)
		return e;
	if ((e = facets_drop(act, before)) != SOUK_OK ||
	    (e = members_drop(act, before)) != SOUK_OK ||
	    (e = stock_closed_all(act, before)) != SOUK_OK)
		return e;
	s = db_sql(act->db, sql_delete);
	db_bind_text(s, ":id", id);
	if ((e = db_run_changed(s)) == SOUK_CONFLICT)
		return used_refuse(act, before);
	if (e != SOUK_OK ||
	    (e = product_counted(act, before, NULL)) != SOUK_OK ||
	    (e = product_unindex(act, id)) != SOUK_OK ||
	    (e = redirect_drop(act, &product_redirects, id)) != SOUK_OK)
		return e;
	return product_audit(act, "delete_product", id, before, NULL);
}
