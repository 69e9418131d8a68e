/* SPDX-License-Identifier: ISC */
#include "lib/base/text.h"
#include "lib/orders/cart_parts.h"
#include "lib/orders/promotions.h"

static const char sql_add[] =
    "INSERT INTO cart_code (cart_id, code, created_at)"
    " VALUES (:cart, :code, :now)";
static const char sql_drop[] =
    "DELETE FROM cart_code WHERE cart_id = :cart AND code = :code";

static const struct field code_table[] = {
	{ .name = "code", .type = FIELD_TEXT, .min = 1, .max = 64,
	  .flags = FIELD_REQUIRED, .help = "As somebody typed it" },
};
const struct fieldset cart_code_fields =
    FIELDSET("CartCodeEntry", NULL, code_table);

/* The one that reads alike; NULL: none does. */
static const char *
code_alike(struct act *act, const struct cart *cart, const char *key)
{
	size_t	 i;

	for (i = 0; i < cart->code_count; i++)
		if (text_equal(key, promotion_code_fold(act->arena,
		    cart->codes[i])))
			return cart->codes[i];
	return NULL;
}

static enum outcome
code_run(struct act *act, const char *sql, const struct cart *cart,
    const char *code)
{
	struct stmt	*s = db_sql(act->db, sql);
	enum outcome	 e;

	db_bind_text(s, ":cart", cart->id);
	db_bind_text(s, ":code", code);
	if (sql == sql_add)
		db_bind_int(s, ":now", act->now);
	e = db_run_changed(s);
	return e == SOUK_OK ? cart_touch(act, cart) : e;
}

static enum outcome
cart_with_codes(struct act *act, struct cart *cart)
{
	enum outcome	 e = cart_find(act, cart);

	return e == SOUK_OK ? cart_load(act, cart) : e;
}

/* One that takes nothing off is not kept, but its reason is told. */
static enum outcome
code_judge(struct act *act, const struct cart *cart, const char *code)
{
	const struct quote_code	*told;
	struct quote		*quote;
	enum outcome		 e = cart_quote(act, cart, &quote);

	if (e != SOUK_OK)
		return e;
	told = cart_code_of(act, quote, code);
	return told == NULL || told->problem == NULL ? SOUK_OK :
	    act_bad_field(act, "code", told->problem);
}

enum outcome
cart_code_add(struct act *act, const struct record *in)
{
	const char	*code = in->values[0].text, *key;
	struct cart	 cart;
	enum outcome	 e = cart_with_codes(act, &cart);

	if (e != SOUK_OK)
		return e;
	key = promotion_code_fold(act->arena, code);
	if (*key == '\0')
		return act_bad_field(act, "code",
		    &cart_messages[CART_BAD_CODE]);
	if (code_alike(act, &cart, key) != NULL)
		return SOUK_OK;
	if (cart.code_count >= QUOTE_CODES) {
		act->problem.numbers[0] = QUOTE_CODES;
		return act_refuse(act, SOUK_CONFLICT,
		    &cart_messages[CART_MANY_CODES]);
	}
	if ((e = code_run(act, sql_add, &cart, code)) != SOUK_OK)
		return e;
	cart.codes[cart.code_count++] = code;
	return code_judge(act, &cart, code);
}

enum outcome
cart_code_remove(struct act *act, const char *code)
{
	const char	*there;
	struct cart	 cart;
	enum outcome	 e = cart_with_codes(act, &cart);

	if (e != SOUK_OK)
		return e;
	there = code_alike(act, &cart, promotion_code_fold(act->arena, code));
	return there == NULL ? SOUK_NOT_FOUND :
	    code_run(act, sql_drop, &cart, there);
}
