/* SPDX-License-Identifier: ISC */
#include <assert.h>

#include "lib/base/messages.h"
#include "lib/base/text.h"
#include "lib/catalog/bundle_parts.h"
#include "lib/catalog/summary.h"
#include "lib/db/compose.h"

#define COUNT(TABLE) (sizeof(TABLE) / sizeof((TABLE)[0]))

/* The bundle, then in the order of bundle_part_fields. */
static const char sql_read[] =
    "SELECT x.bundle_id, v.id, v.sku, x.quantity, p.id, t.name, v.value,"
    " CASE WHEN p.status = 'ACTIVE' THEN t.slug END, v.stock"
    " FROM product_variation b JOIN bundle_part x ON x.bundle_id = b.id"
    " JOIN product_variation v ON v.id = x.variation_id"
    " JOIN product p ON p.id = v.product_id" SUMMARY_TEXT
    " WHERE b.product_id = :id ORDER BY b.position, b.id, x.position";
static const char sql_by_id[] =
    "SELECT id FROM product_variation"
    " WHERE id = :key AND brand_id = :brand";
static const char sql_by_sku[] =
    "SELECT id FROM product_variation"
    " WHERE sku = :key AND brand_id = :brand";
static const char sql_is_bundle[] =
    "SELECT 1 FROM bundle_part WHERE bundle_id = :id LIMIT 1";
static const char sql_is_part[] =
    "SELECT 1 FROM bundle_part WHERE variation_id = :id LIMIT 1";
static const char sql_was_sold[] =
    "SELECT 1 FROM stock_movement WHERE variation_id = :id"
    " AND reason = 'sold' LIMIT 1";
static const char sql_clear[] =
    "DELETE FROM bundle_part WHERE bundle_id = :id";
/* Whatever may be a part, and nothing else. */
static const char sql_put[] =
    "INSERT INTO bundle_part (bundle_id, variation_id, quantity, position)"
    " SELECT b.id, v.id, CAST(:quantity AS BIGINT), CAST(:position AS BIGINT)"
    " FROM product_variation b JOIN product c ON c.id = b.product_id"
    " JOIN product_variation v ON v.id = :part AND v.brand_id = b.brand_id"
    " JOIN product p ON p.id = v.product_id AND p.tax_class = c.tax_class"
    " WHERE b.id = :id AND v.id <> b.id AND NOT EXISTS (SELECT 1"
    "  FROM bundle_part x WHERE x.bundle_id = v.id) AND NOT EXISTS (SELECT 1"
    "  FROM bundle_part x WHERE x.variation_id = b.id)";
static const char sql_stock[] =
    "UPDATE product_variation SET stock = coalesce((SELECT"
    "  min(v.stock / x.quantity) FROM bundle_part x"
    "  JOIN product_variation v ON v.id = x.variation_id"
    "  WHERE x.bundle_id = :id), 0) WHERE id = :id"
    " RETURNING stock, low_stock_at";
static const char sql_version[] =
    "UPDATE product SET version = version + 1, updated_at = :now"
    " WHERE id = :id";
static const char sql_taxes[] =
    "SELECT 1 FROM product_variation b"
    " JOIN bundle_part x ON x.bundle_id = b.id"
    " JOIN product_variation v ON v.id = x.variation_id"
    " JOIN product p ON p.id = v.product_id"
    " WHERE b.product_id = :id AND p.tax_class <> :class"
    " UNION ALL SELECT 1 FROM product_variation v"
    " JOIN bundle_part x ON x.variation_id = v.id"
    " JOIN product_variation b ON b.id = x.bundle_id"
    " JOIN product p ON p.id = b.product_id"
    " WHERE v.product_id = :id AND p.tax_class <> :class LIMIT 1";

static const char list_name[] = "parts";

#define TOLD(NAME, COLUMN, TYPE, HELP) \
	{ .name = (NAME), .column = (COLUMN), .type = (TYPE), \
	  .flags = FIELD_READ_ONLY | FIELD_NULLABLE, .help = (HELP) }

static const struct field parts[] = {
	[BUNDLE_PART_VARIATION] = { .name = "variationId", .column = "id",
	    .type = FIELD_ID, .prefix = "var", .help = "This or sku" },
	[BUNDLE_PART_SKU] = { .name = "sku", .column = "sku",
	    .type = FIELD_TEXT, .flags = FIELD_NULLABLE, .min = 1, .max = 100,
	    .help = "In place of variationId" },
	[BUNDLE_PART_QUANTITY] = { .name = "quantity", .column = "quantity",
	    .type = FIELD_INTEGER, .min = 1, .max = BUNDLE_PIECES,
	    .initial = "1", .help = "Pieces of it in one bundle" },
	[BUNDLE_PART_PRODUCT] = TOLD("productId", "product_id", FIELD_ID,
	    "The product it is of"),
	[BUNDLE_PART_NAME] = TOLD("name", "name", FIELD_TEXT,
	    "Of that product, in the reader's language"),
	[BUNDLE_PART_OPTIONS] = TOLD("options", "value", FIELD_TEXT,
	    "Which of its variations"),
	[BUNDLE_PART_SLUG] = TOLD("slug", "slug", FIELD_SLUG,
	    "In addresses; null: it has no page"),
	[BUNDLE_PART_STOCK] = TOLD("stock", "stock", FIELD_INTEGER,
	    "Pieces there are of it"),
};
static_assert(COUNT(parts) == BUNDLE_PART__MAX, "a row for each field");
const struct fieldset bundle_part_fields =
    FIELDSET("BundlePart", NULL, parts);

static const struct field bundle[] = {
	[BUNDLE_VARIATION] = TOLD("variationId", NULL, FIELD_ID,
	    "What is sold"),
	[BUNDLE_PRODUCT] = TOLD("productId", NULL, FIELD_ID,
	    "The product it is of"),
	[BUNDLE_STOCK] = TOLD("stock", NULL, FIELD_INTEGER,
	    "As many as can be made"),
	[BUNDLE_LIST] = { .name = list_name, .type = FIELD_LIST,
	    .flags = FIELD_REQUIRED, .max = BUNDLE_PARTS,
	    .of = &bundle_part_fields,
	    .help = "What one is made of; none: it is no bundle" },
	[BUNDLE_VERSION] = TOLD("version", NULL, FIELD_INTEGER,
	    "The product's, for If-Match"),
};
static_assert(COUNT(bundle) == BUNDLE__MAX, "a row for each field");
const struct fieldset bundle_fields = FIELDSET("Bundle", NULL, bundle);

/* ---- reading -------------------------------------------------------------- */

enum outcome
bundles_read(struct act *act, const char *product_id, struct record *product)
{
	struct value	*list = &product->values[PRODUCT_VARIATIONS];
	struct stmt	*s = db_sql(act->db, sql_read);
	struct value	*of;
	enum outcome	 e;
	size_t		 i;

	for (i = 0; i < list->count; i++)
		list->items[i].values[VARIATION_PARTS].state = VALUE_SET;
	i = 0;
	db_bind_text(s, ":id", product_id);
	summary_bind(act, s);
	while ((e = db_step(s)) == SOUK_OK) {
		while (!record_is(&list->items[i], VARIATION_ID,
		    db_text(s, 0, NULL)))
			i++;
		of = &list->items[i].values[VARIATION_PARTS];
		compose_row(s, 1, act->arena, list_add(act->arena, of,
		    &bundle_part_fields));
	}
	return e == SOUK_NOT_FOUND ? SOUK_OK : e;
}

static enum outcome
variation_find(const struct record *product, const char *id,
    const struct record **variation)
{
	const struct value	*list = &product->values[PRODUCT_VARIATIONS];
	size_t			 i;

	for (i = 0; i < list->count; i++)
		if (record_is(&list->items[i], VARIATION_ID, id)) {
			*variation = &list->items[i];
			return SOUK_OK;
		}
	return SOUK_NOT_FOUND;
}

static enum outcome
bundle_of(struct act *act, const struct record *product, const char *id,
    struct record **out)
{
	const struct record	*v = NULL;
	struct record		*r = record_new(act->arena, &bundle_fields);
	enum outcome		 e = variation_find(product, id, &v);

	if (e != SOUK_OK)
		return e;
	record_set_text(r, BUNDLE_VARIATION, id);
	record_set_text(r, BUNDLE_PRODUCT, record_text(product, PRODUCT_ID));
	r->values[BUNDLE_STOCK] = v->values[VARIATION_STOCK];
	r->values[BUNDLE_LIST] = v->values[VARIATION_PARTS];
	r->values[BUNDLE_VERSION] = product->values[PRODUCT_VERSION];
	*out = r;
	return SOUK_OK;
}

enum outcome
bundle_read(struct act *act, const char *product_id, const char *variation,
    struct record **out)
{
	struct record	*product;
	enum outcome	 e = product_read(act, product_id, &product);

	return e != SOUK_OK ? e : bundle_of(act, product, variation, out);
}

/* ---- may it be so? ---------------------------------------------------------- */

static enum outcome
bad(struct act *act, size_t i, const char *member, enum bundle_message m)
{
	return act_bad_field(act, item_name(act, list_name, i, member),
	    &bundle_messages[m]);
}

/* Is there such a row of it?  NOT_FOUND. */
static enum outcome
is_there(struct act *act, const char *sql, const char *id)
{
	struct stmt	*s = db_sql(act->db, sql);
	enum outcome	 e;

	db_bind_text(s, ":id", id);
	e = db_step(s);
	db_done(s);
	return e;
}

static enum outcome
refuse_if(struct act *act, const char *sql, const char *id,
    enum bundle_message m)
{
	enum outcome	 e = is_there(act, sql, id);

	if (e == SOUK_OK)
		return act_refuse(act, SOUK_CONFLICT, &bundle_messages[m]);
	return e == SOUK_NOT_FOUND ? SOUK_OK : e;
}

enum outcome
bundle_part_refuse(struct act *act, const char *variation_id)
{
	return refuse_if(act, sql_is_part, variation_id, BUNDLE_PART_KEPT);
}

/*
 * What was sold as a piece may come back as one, and then lies somewhere: a
 * bundle does not.
 */
static enum outcome
bundle_check(struct act *act, const struct record *variation)
{
	const char	*id = record_text(variation, VARIATION_ID);
	enum outcome	 e;

	if ((e = refuse_if(act, sql_is_part, id, BUNDLE_IS_PART)) !=
	    SOUK_OK || variation->values[VARIATION_PARTS].count > 0)
		return e;
	if (variation->values[VARIATION_STOCK].num > 0)
		return act_refuse(act, SOUK_CONFLICT,
		    &bundle_messages[BUNDLE_HAS_STOCK]);
	return refuse_if(act, sql_was_sold, id, BUNDLE_WAS_SOLD);
}

enum outcome
bundles_tax_check(struct act *act, const char *product_id, const char *class)
{
	struct stmt	*s = db_sql(act->db, sql_taxes);
	enum outcome	 e;

	db_bind_text(s, ":id", product_id);
	db_bind_text(s, ":class", class);
	e = db_step(s);
	db_done(s);
	if (e == SOUK_OK)
		return act_bad_field(act, "taxClass",
		    &bundle_messages[BUNDLE_TAX_CHANGE]);
	return e == SOUK_NOT_FOUND ? SOUK_OK : e;
}

/* ---- writing ---------------------------------------------------------------- */

/* The variation meant, of the brand. */
static enum outcome
part_find(struct act *act, const struct record *in, size_t i,
    const char **part)
{
	const char	*id = record_text(in, BUNDLE_PART_VARIATION);
	const char	*sku = record_text(in, BUNDLE_PART_SKU);
	const char	*field = item_name(act, list_name, i,
			    id == NULL ? "sku" : "variationId");
	struct stmt	*s;
	enum outcome	 e;

	if ((id == NULL) == (sku == NULL))
		return act_bad_field(act, field,
		    &catalog_messages[CATALOG_LIST_WHICH]);
	s = db_sql(act->db, id != NULL ? sql_by_id : sql_by_sku);
	db_bind_text(s, ":key", id != NULL ? id : sku);
	db_bind_text(s, ":brand", act->actor.brand_id);
	if ((e = db_step(s)) == SOUK_OK)
		*part = db_copy(s, 0, act->arena);
	db_done(s);
	return e != SOUK_NOT_FOUND ? e : act_bad_field(act, field,
	    &catalog_messages[CATALOG_LIST_VARIATION]);
}

/* Why sql_put put nothing, or the key was there. */
static enum outcome
part_refuse(struct act *act, enum outcome e, const char *id,
    const char *part, const struct record *in, size_t i)
{
	const char	*member = record_text(in, BUNDLE_PART_SKU) != NULL ?
			    "sku" : "variationId";

	if (e == SOUK_CONFLICT)
		return bad(act, i, member, BUNDLE_TWICE);
	if (text_equal(id, part))
		return bad(act, i, member, BUNDLE_ITSELF);
	e = is_there(act, sql_is_bundle, part);
	if (e != SOUK_OK && e != SOUK_NOT_FOUND)
		return e;
	return bad(act, i, member, e == SOUK_OK ? BUNDLE_NESTED :
	    BUNDLE_TAX);
}

static enum outcome
part_put(struct act *act, const char *id, const struct record *in, size_t i)
{
	const char	*part = NULL;
	struct stmt	*s;
	enum outcome	 e = part_find(act, in, i, &part);

	if (e != SOUK_OK)
		return e;
	s = db_sql(act->db, sql_put);
	db_bind_text(s, ":id", id);
	db_bind_text(s, ":part", part);
	db_bind_int(s, ":quantity", in->values[BUNDLE_PART_QUANTITY].num);
	db_bind_int(s, ":position", (int64_t)i);
	e = db_run_changed(s);
	return e != SOUK_NOT_FOUND && e != SOUK_CONFLICT ? e :
	    part_refuse(act, e, id, part, in, i);
}

/* As many as can be made, and who is told of that. */
static enum outcome
stock_write(struct act *act, const struct record *variation)
{
	const int64_t		 before =
				    variation->values[VARIATION_STOCK].num;
	struct stock_state	 state = {
		.brand_id = act->actor.brand_id,
		.variation_id = record_text(variation, VARIATION_ID),
	};
	struct stmt		*s = db_sql(act->db, sql_stock);
	enum outcome		 e;

	db_bind_text(s, ":id", state.variation_id);
	if ((e = db_step(s)) == SOUK_OK) {
		state.stock = db_int(s, 0);
		state.threshold = db_is_null(s, 1) ? stock_threshold(act) :
		    db_int(s, 1);
	}
	db_done(s);
	return e != SOUK_OK ? e :
	    notice_check(act, &state, state.stock < before);
}

static enum outcome
parts_write(struct act *act, const struct record *variation,
    const struct value *list)
{
	const char	*id = record_text(variation, VARIATION_ID);
	struct stmt	*s = db_sql(act->db, sql_clear);
	enum outcome	 e;
	size_t		 i;

	db_bind_text(s, ":id", id);
	if ((e = db_run(s)) != SOUK_OK)
		return e;
	for (i = 0; i < list->count; i++)
		if ((e = part_put(act, id, &list->items[i], i)) != SOUK_OK)
			return e;
	return stock_write(act, variation);
}

static enum outcome
version_write(struct act *act, const char *product)
{
	struct stmt	*s = db_sql(act->db, sql_version);

	db_bind_text(s, ":id", product);
	db_bind_int(s, ":now", act->now);
	return db_run(s);
}

enum outcome
bundle_replace(struct act *act, const char *product_id, const char *variation,
    const struct record *in, struct record **out)
{
	const struct value	*list = &in->values[BUNDLE_LIST];
	const struct record	*v = NULL;
	struct record		*before, *after;
	enum outcome		 e;

	if (list->state != VALUE_SET)
		return act_bad_field(act, list_name,
		    &base_messages[BASE_REQUIRED]);
	if ((e = product_read(act, product_id, &before)) != SOUK_OK ||
	    (e = catalog_version(act,
	    before->values[PRODUCT_VERSION].num)) != SOUK_OK ||
	    (e = variation_find(before, variation, &v)) != SOUK_OK)
		return e;
	if (list->count == 0 && v->values[VARIATION_PARTS].count == 0)
		return bundle_of(act, before, variation, out);
	if ((e = bundle_check(act, v)) != SOUK_OK ||
	    (e = parts_write(act, v, list)) != SOUK_OK ||
	    (e = version_write(act, product_id)) != SOUK_OK ||
	    (e = product_settle(act, "update_product", product_id, before,
	    &after)) != SOUK_OK)
		return e;
	return bundle_of(act, after, variation, out);
}
