/* SPDX-License-Identifier: ISC */
#include "lib/accounts/account.h"
#include "lib/base/arena.h"
#include "lib/base/crypto.h"
#include "lib/base/text.h"
#include "lib/base/typeid.h"
#include "lib/orders/cart_parts.h"
#include "lib/orders/order.h"
#include "lib/settings/settings.h"

#define HEAD_SQL(WHOSE) \
    "SELECT id, brand_id, currency, email, country, region, postcode," \
    " method_id, news, version, updated_at FROM cart WHERE " WHOSE

static const char sql_of_user[] = HEAD_SQL("user_id = :owner");
static const char sql_of_guest[] = HEAD_SQL("guest = :owner");
static const char sql_lines[] =
    "SELECT id, variation_id, quantity FROM cart_line WHERE cart_id = :cart"
    " ORDER BY id LIMIT :most";
static const char sql_codes[] =
    "SELECT code FROM cart_code WHERE cart_id = :cart"
    " ORDER BY created_at, code LIMIT :most";
static const char sql_new[] =
    "INSERT INTO cart (id, brand_id, user_id, guest, currency, locale,"
    " created_at, updated_at) VALUES (:id, :brand, :user, :guest, :currency,"
    " :locale, :now, :now)";
/* 0: it was looked at in vain, which holds until now. */
static const char sql_touch[] =
    "UPDATE cart SET version = version + 1, updated_at = :now,"
    " locale = :locale, brand_id = :brand,"
    " reminded_at = CASE WHEN reminded_at > 0 THEN reminded_at END"
    " WHERE id = :cart";
static const char sql_delete[] = "DELETE FROM cart WHERE id = :cart";

/* ---- looking ---------------------------------------------------------------- */

static void
head_read(struct act *act, struct stmt *s, struct cart *cart)
{
	struct arena	*arena = act->arena;

	*cart = (struct cart){
		.id = db_copy(s, 0, arena), .brand_id = db_copy(s, 1, arena),
		.currency = db_copy(s, 2, arena),
		.email = db_copy(s, 3, arena),
		.to = { .country = db_copy(s, 4, arena),
		    .region = db_copy(s, 5, arena),
		    .postcode = db_copy(s, 6, arena) },
		.method_id = db_copy(s, 7, arena),
		.news = db_int(s, 8) == 1, .version = db_int(s, 9),
		.updated_at = db_int(s, 10),
	};
}

enum outcome
cart_find(struct act *act, struct cart *cart)
{
	const char	*user = act->actor.user_id;
	struct stmt	*s;
	enum outcome	 e;

	*cart = (struct cart){ .id = NULL };
	if (act->actor.key_id != NULL ||
	    (user == NULL && act->actor.guest == NULL))
		return SOUK_NOT_FOUND;
	s = db_sql(act->db, user != NULL ? sql_of_user : sql_of_guest);
	db_bind_text(s, ":owner", user != NULL ? user : act->actor.guest);
	if ((e = db_step(s)) != SOUK_OK)
		return e;
	head_read(act, s, cart);
	db_done(s);
	return SOUK_OK;
}

static struct stmt *
parts_of(struct act *act, const char *sql, const struct cart *cart,
    int64_t most)
{
	struct stmt	*s = db_sql(act->db, sql);

	db_bind_text(s, ":cart", cart->id);
	db_bind_int(s, ":most", most);
	return s;
}

static enum outcome
lines_load(struct act *act, struct cart *cart)
{
	struct stmt	*s = parts_of(act, sql_lines, cart, QUOTE_LINES);
	enum outcome	 e;
	size_t		 i;

	cart->items = arena_array(act->arena, QUOTE_LINES,
	    sizeof(*cart->items));
	cart->line_ids = arena_array(act->arena, QUOTE_LINES,
	    sizeof(*cart->line_ids));
	while ((e = db_step(s)) == SOUK_OK) {
		i = cart->count++;
		cart->line_ids[i] = db_copy(s, 0, act->arena);
		cart->items[i].variation_id = db_copy(s, 1, act->arena);
		cart->items[i].quantity = db_int(s, 2);
	}
	return e == SOUK_NOT_FOUND ? SOUK_OK : e;
}

static enum outcome
codes_load(struct act *act, struct cart *cart)
{
	struct stmt	*s = parts_of(act, sql_codes, cart, QUOTE_CODES);
	enum outcome	 e;

	cart->codes = arena_array(act->arena, QUOTE_CODES + 1,
	    sizeof(*cart->codes));
	while ((e = db_step(s)) == SOUK_OK)
		cart->codes[cart->code_count++] = db_copy(s, 0, act->arena);
	return e == SOUK_NOT_FOUND ? SOUK_OK : e;
}

enum outcome
cart_load(struct act *act, struct cart *cart)
{
	enum outcome	 e = lines_load(act, cart);

	return e == SOUK_OK ? codes_load(act, cart) : e;
}

enum outcome
cart_read(struct act *act, struct cart *cart)
{
	enum outcome	 e = cart_find(act, cart);

	if (e == SOUK_NOT_FOUND) {
		cart->currency = settings_currency(act->settings);
		return SOUK_OK;
	}
	return e == SOUK_OK ? cart_load(act, cart) : e;
}

const char *
cart_customer(struct act *act, const char *email)
{
	return cart_customer_of(act, act->actor.user_id, email);
}

const char *
cart_customer_of(struct act *act, const char *user_id, const char *email)
{
	if (user_id != NULL)
		return user_id;
	if (email == NULL || *email == '\0')
		return NULL;
	return crypto_sha256_hex(act->arena, email_key(act->arena, email));
}

/* ---- the whole of it --------------------------------------------------------- */

enum outcome
cart_new(struct act *act, const char *brand_id, struct cart *cart,
    const char **secret)
{
	const char	*guest = act->actor.guest;
	struct stmt	*s = db_sql(act->db, sql_new);

	if (act->actor.user_id == NULL && guest == NULL) {
		*secret = crypto_token(act->arena, CART_SECRET);
		guest = crypto_sha256_hex(act->arena, *secret);
		act->actor.guest = guest;
	}
	*cart = (struct cart){ .brand_id = brand_id, .version = 1,
		.id = typeid_new(act->arena, "cart", act->now),
		.currency = settings_currency(act->settings) };
	db_bind_text(s, ":id", cart->id);
	db_bind_text(s, ":brand", brand_id);
	db_bind_text(s, ":user", act->actor.user_id);
	db_bind_text(s, ":guest", act->actor.user_id == NULL ? guest : NULL);
	db_bind_text(s, ":currency", cart->currency);
	db_bind_text(s, ":locale", locale_tag(act->locale));
	db_bind_int(s, ":now", act->now);
	return db_run(s);
}

enum outcome
cart_touch(struct act *act, const struct cart *cart)
{
	struct stmt	*s = db_sql(act->db, sql_touch);

	db_bind_text(s, ":cart", cart->id);
	db_bind_text(s, ":brand", cart->brand_id);
	db_bind_text(s, ":locale", locale_tag(act->locale));
	db_bind_int(s, ":now", act->now);
	return db_run(s);
}

enum outcome
cart_run(struct act *act, const char *sql, const char *cart_id)
{
	struct stmt	*s = db_sql(act->db, sql);

	db_bind_text(s, ":cart", cart_id);
	return db_run(s);
}

enum outcome
cart_clear(struct act *act, const struct cart *cart)
{
	struct stmt	*s;
	enum outcome	 e;

	if (cart->id == NULL)
		return SOUK_OK;
	s = db_sql(act->db, sql_delete);
	db_bind_text(s, ":cart", cart->id);
	e = db_run_changed(s);
	return e != SOUK_NOT_FOUND ? e : act_refuse(act, SOUK_CONFLICT,
	    &order_messages[ORDER_EMPTY_CART]);
}

enum outcome
cart_drop(struct act *act)
{
	struct cart	 cart;
	enum outcome	 e = cart_find(act, &cart);

	if (e != SOUK_OK)
		return e == SOUK_NOT_FOUND ? SOUK_OK : e;
	return cart_run(act, sql_delete, cart.id);
}
