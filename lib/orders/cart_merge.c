/* SPDX-License-Identifier: ISC */
#include "lib/base/text.h"
#include "lib/orders/cart_parts.h"

static const char sql_take[] =
    "UPDATE cart SET user_id = :user, guest = NULL, email = NULL, news = 0"
    " WHERE id = :cart";
static const char sql_any[] =
    "SELECT 1 FROM cart_line WHERE cart_id = :cart LIMIT 1";
/* Of what is in both, the larger quantity. */
static const char sql_larger[] =
    "UPDATE cart_line SET quantity = (SELECT g.quantity FROM cart_line g"
    " WHERE g.cart_id = :guest AND g.variation_id = cart_line.variation_id)"
    " WHERE cart_id = :cart AND EXISTS (SELECT 1 FROM cart_line g"
    " WHERE g.cart_id = :guest AND g.variation_id = cart_line.variation_id"
    " AND g.quantity > cart_line.quantity)";
/* The rest comes over, as far as there is room. */
static const char sql_move[] =
    "UPDATE cart_line SET cart_id = :cart WHERE id IN (SELECT g.id"
    " FROM cart_line g WHERE g.cart_id = :guest AND NOT EXISTS (SELECT 1"
    " FROM cart_line l WHERE l.cart_id = :cart"
    " AND l.variation_id = g.variation_id) ORDER BY g.id LIMIT :lines"
    " - (SELECT count(*) FROM cart_line l WHERE l.cart_id = :cart))";
static const char sql_codes[] =
    "INSERT INTO cart_code (cart_id, code, created_at)"
    " SELECT :cart, g.code, g.created_at FROM cart_code g"
    " WHERE g.cart_id = :guest AND (SELECT count(*) FROM cart_code c"
    " WHERE c.cart_id = :cart) + (SELECT count(*) FROM cart_code b"
    " WHERE b.cart_id = :guest AND b.code <= g.code) <= :codes"
    " ON CONFLICT DO NOTHING";

static enum outcome
both_run(struct act *act, const char *sql, const struct cart *cart,
    const struct cart *guest, const char *limit, int64_t n)
{
	struct stmt	*s = db_sql(act->db, sql);

	db_bind_text(s, ":cart", cart->id);
	db_bind_text(s, ":guest", guest->id);
	if (limit != NULL)
		db_bind_int(s, limit, n);
	return db_run(s);
}

static enum outcome
is_empty(struct act *act, const struct cart *cart, bool *empty)
{
	struct stmt	*s = db_sql(act->db, sql_any);
	enum outcome	 e;

	db_bind_text(s, ":cart", cart->id);
	e = db_step(s);
	db_done(s);
	*empty = e == SOUK_NOT_FOUND;
	return *empty ? SOUK_OK : e;
}

static enum outcome
become_of(struct act *act, const struct cart *guest, const char *user_id)
{
	struct stmt	*s = db_sql(act->db, sql_take);

	db_bind_text(s, ":cart", guest->id);
	db_bind_text(s, ":user", user_id);
	return db_run(s);
}

static enum outcome
pour(struct act *act, struct cart *cart, const struct cart *guest)
{
	enum outcome	 e;

	if ((e = both_run(act, sql_larger, cart, guest, NULL, 0)) !=
	    SOUK_OK ||
	    (e = both_run(act, sql_move, cart, guest, ":lines",
	    QUOTE_LINES)) != SOUK_OK ||
	    (e = both_run(act, sql_codes, cart, guest, ":codes",
	    QUOTE_CODES)) != SOUK_OK ||
	    (e = cart_clear(act, guest)) != SOUK_OK)
		return e;
	return cart_touch(act, cart);
}

/* Two carts of the actor's own. */
static enum outcome
join(struct act *act, struct cart *cart, const struct cart *guest)
{
	enum outcome	 e;
	bool		 empty = true;

	if (!text_equal(cart->brand_id, guest->brand_id)) {
		if ((e = is_empty(act, cart, &empty)) != SOUK_OK)
			return e;
		if (!empty)
			return SOUK_OK;
		cart->brand_id = guest->brand_id;
	}
	return pour(act, cart, guest);
}

enum outcome
cart_merge(struct act *act, const char *user_id)
{
	const struct actor	 before = act->actor;
	struct cart		 cart, guest;
	enum outcome		 e;

	act->actor = (struct actor){ .guest = before.guest };
	e = cart_find(act, &guest);
	act->actor.user_id = user_id;
	if (e == SOUK_OK) {
		e = cart_find(act, &cart);
		if (e == SOUK_NOT_FOUND)
			e = become_of(act, &guest, user_id);
		else if (e == SOUK_OK)
			e = join(act, &cart, &guest);
	}
	act->actor = before;
	return e == SOUK_NOT_FOUND ? SOUK_OK : e;
}
