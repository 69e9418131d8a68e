/* SPDX-License-Identifier: ISC */
#include <assert.h>

#include "lib/base/messages.h"
#include "lib/base/text.h"
#include "lib/base/typeid.h"
#include "lib/orders/cart_parts.h"

#define COUNT(TABLE) (sizeof(TABLE) / sizeof((TABLE)[0]))

static const char sql_variation[] =
    "SELECT v.brand_id, v.is_active, p.status FROM product_variation v"
    " JOIN product p ON p.id = v.product_id WHERE v.id = :variation";
/* Both bounds are kept here: how many pieces, and how many lines. */
static const char sql_add[] =
    "INSERT INTO cart_line (id, cart_id, variation_id, quantity)"
    " SELECT :id, c.id, :variation, CAST(:quantity AS BIGINT) FROM cart c"
    " WHERE c.id = :cart AND (EXISTS (SELECT 1 FROM cart_line l"
    " WHERE l.cart_id = :cart AND l.variation_id = :variation)"
    " OR (SELECT count(*) FROM cart_line l WHERE l.cart_id = :cart) < :lines)"
    " ON CONFLICT (cart_id, variation_id) DO UPDATE"
    " SET quantity = cart_line.quantity + excluded.quantity"
    " WHERE cart_line.quantity + excluded.quantity <= :pieces";
static const char sql_has[] =
    "SELECT 1 FROM cart_line WHERE cart_id = :cart"
    " AND variation_id = :variation";
static const char sql_any[] =
    "SELECT 1 FROM cart_line WHERE cart_id = :cart LIMIT 1";
static const char sql_set[] =
    "UPDATE cart_line SET quantity = :quantity"
    " WHERE id = :id AND cart_id = :cart";
static const char sql_drop[] =
    "DELETE FROM cart_line WHERE id = :id AND cart_id = :cart";

static const struct field item_table[] = {
	[CART_ITEM_VARIATION] = {
		.name = "variationId", .type = FIELD_ID, .prefix = "var",
		.flags = FIELD_REQUIRED, .help = "What" },
	[CART_ITEM_QUANTITY] = {
		.name = "quantity", .type = FIELD_INTEGER, .min = 1,
		.max = CART_PIECES, .initial = "1", .help = "How many more" },
};
static_assert(COUNT(item_table) == CART_ITEM__MAX, "a row for each field");
const struct fieldset cart_item_fields =
    FIELDSET("CartItem", NULL, item_table);

static const struct field quantity_table[] = {
	[CART_QUANTITY] = {
		.name = "quantity", .type = FIELD_INTEGER, .min = 1,
		.max = CART_PIECES, .flags = FIELD_REQUIRED,
		.help = "How many of it in all" },
};
static_assert(COUNT(quantity_table) == CART_QUANTITY__MAX,
    "a row for each field");
const struct fieldset cart_quantity_fields =
    FIELDSET("CartQuantity", NULL, quantity_table);

/* ---- adding ------------------------------------------------------------------ */

/* The brand of a variation that is sold. */
static enum outcome
sold_by(struct act *act, const char *variation, const char **brand)
{
	struct stmt	*s = db_sql(act->db, sql_variation);
	enum outcome	 e;
	bool		 sold;

	db_bind_text(s, ":variation", variation);
	if ((e = db_step(s)) == SOUK_NOT_FOUND)
		return act_bad_field(act, "variationId",
		    &cart_messages[CART_NO_VARIATION]);
	if (e != SOUK_OK)
		return e;
	*brand = db_copy(s, 0, act->arena);
	sold = db_int(s, 1) == 1 &&
	    text_equal(db_text(s, 2, NULL), "ACTIVE");
	db_done(s);
	return sold ? SOUK_OK : act_refuse(act, SOUK_CONFLICT,
	    &cart_messages[CART_NOT_SOLD]);
}

static enum outcome
is_there(struct act *act, const char *sql, const char *cart,
    const char *variation)
{
	struct stmt	*s = db_sql(act->db, sql);
	enum outcome	 e;

	db_bind_text(s, ":cart", cart);
	if (variation != NULL)
		db_bind_text(s, ":variation", variation);
	e = db_step(s);
	db_done(s);
	return e;
}

/* Goods of one brand at a time: an order is one seller's. */
static enum outcome
brand_fits(struct act *act, struct cart *cart, const char *brand)
{
	enum outcome	 e;

	if (text_equal(cart->brand_id, brand))
		return SOUK_OK;
	e = is_there(act, sql_any, cart->id, NULL);
	if (e == SOUK_OK)
		return act_refuse(act, SOUK_CONFLICT,
		    &cart_messages[CART_OTHER_BRAND]);
	cart->brand_id = brand;
	return e == SOUK_NOT_FOUND ? SOUK_OK : e;
}

static enum outcome
refuse_more(struct act *act, const struct cart *cart, const char *variation)
{
	enum outcome	 e = is_there(act, sql_has, cart->id, variation);

	if (e == SOUK_OK)
		return act_bad_number(act, "quantity",
		    &cart_messages[CART_MANY_PIECES], CART_PIECES, 0);
	if (e != SOUK_NOT_FOUND)
		return e;
	act->problem.numbers[0] = QUOTE_LINES;
	return act_refuse(act, SOUK_CONFLICT, &cart_messages[CART_MANY_LINES]);
}

static enum outcome
line_add(struct act *act, const struct cart *cart, const char *variation,
    int64_t quantity)
{
	struct stmt	*s = db_sql(act->db, sql_add);
	enum outcome	 e;

	db_bind_text(s, ":id", typeid_new(act->arena, "line", act->now));
	db_bind_text(s, ":cart", cart->id);
	db_bind_text(s, ":variation", variation);
	db_bind_int(s, ":quantity", quantity);
	db_bind_int(s, ":pieces", CART_PIECES);
	db_bind_int(s, ":lines", QUOTE_LINES);
	e = db_run_changed(s);
	return e == SOUK_NOT_FOUND ? refuse_more(act, cart, variation) : e;
}

enum outcome
cart_add(struct act *act, const struct record *item, const char **secret)
{
	const char	*variation = item->values[CART_ITEM_VARIATION].text;
	const char	*brand = NULL;
	struct cart	 cart;
	enum outcome	 e;

	*secret = NULL;
	if (act->actor.key_id != NULL)
		return SOUK_DENIED;
	if ((e = cart_find(act, &cart)) != SOUK_OK && e != SOUK_NOT_FOUND)
		return e;
	if ((e = sold_by(act, variation, &brand)) != SOUK_OK ||
	    (e = cart.id == NULL ? cart_new(act, brand, &cart, secret) :
	    brand_fits(act, &cart, brand)) != SOUK_OK ||
	    (e = line_add(act, &cart, variation,
	    item->values[CART_ITEM_QUANTITY].num)) != SOUK_OK)
		return e;
	return cart_touch(act, &cart);
}

/* ---- one line ----------------------------------------------------------------- */

static enum outcome
line_run(struct act *act, const char *sql, const char *line_id,
    const int64_t *quantity)
{
	struct cart	 cart;
	struct stmt	*s;
	enum outcome	 e = cart_find(act, &cart);

	if (e != SOUK_OK)
		return e;
	s = db_sql(act->db, sql);
	db_bind_text(s, ":cart", cart.id);
	db_bind_text(s, ":id", line_id);
	if (quantity != NULL)
		db_bind_int(s, ":quantity", *quantity);
	e = db_run_changed(s);
	return e == SOUK_OK ? cart_touch(act, &cart) : e;
}

enum outcome
cart_quantity(struct act *act, const char *line_id,
    const struct record *quantity)
{
	if (!record_has(quantity, CART_QUANTITY))
		return act_bad_field(act, "quantity",
		    &base_messages[BASE_REQUIRED]);
	return line_run(act, sql_set, line_id,
	    &quantity->values[CART_QUANTITY].num);
}

enum outcome
cart_remove(struct act *act, const char *line_id)
{
	return line_run(act, sql_drop, line_id, NULL);
}
