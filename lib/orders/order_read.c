/* SPDX-License-Identifier: ISC */
#include <string.h>

#include "lib/accounts/accounts.h"
#include "lib/base/clock.h"
#include "lib/base/config.h"
#include "lib/base/crypto.h"
#include "lib/base/text.h"
#include "lib/db/compose.h"
#include "lib/orders/order_parts.h"
#include "lib/settings/settings.h"

/* In the order of their field sets. */
static const char sql_lines[] =
    "SELECT id, product_id, variation_id, name, options, sku, image_url,"
    " tax_class, tax_name, tax_rate, weight, unit_price, quantity, subtotal,"
    " discount, total, tax, fulfilled, returned, refunded_pieces, refunded"
    " FROM order_line WHERE order_id = :id ORDER BY position";
static const char sql_address[] =
    "SELECT name, company, line1, line2, postcode, city, region, country,"
    " phone, vat_number FROM order_address"
    " WHERE order_id = :id AND kind = :kind";
static const char sql_discounts[] =
    "SELECT line_id, code, label, amount FROM order_discount"
    " WHERE order_id = :id ORDER BY position";
static const char sql_taxes[] =
    "SELECT name, rate, base, amount FROM order_tax"
    " WHERE order_id = :id ORDER BY rate DESC, name";
static const char sql_events[] =
    "SELECT id, kind, state_from, state_to, text, amount, is_public, user_id,"
    " created_at FROM order_event WHERE order_id = :id ORDER BY id";
static const char sql_events_public[] =
    "SELECT id, kind, state_from, state_to, text, amount, is_public,"
    " CAST(NULL AS TEXT), created_at FROM order_event"
    " WHERE order_id = :id AND is_public = 1 ORDER BY id";

/* ---- whose --------------------------------------------------------------- */

enum outcome
order_row(struct act *act, const char *id, struct record **o)
{
	const struct column_value	 key = { "id", id, 0 };

	return compose_get(act->db, act->arena, &order_fields, &key, 1, o);
}

const char *
order_pass(struct act *act, const char *id)
{
	uint8_t	 key[CRYPTO_HASH], mac[CRYPTO_HASH];

	config_key(act->config, "order pass", key);
	crypto_hmac(key, sizeof(key), id, strlen(id), mac);
	return crypto_base64url(act->arena, mac, sizeof(mac));
}

bool
order_is_buyer(struct act *act, const struct record *o)
{
	const struct actor	*actor = &act->actor;
	const char		*user = record_text(o, ORDER_USER);

	if (user != NULL && text_equal(user, actor->user_id))
		return true;
	if (user == NULL && crypto_equal_text(record_text(o, ORDER_GUEST),
	    actor->guest))
		return true;
	return actor->pass != NULL && crypto_equal_text(actor->pass,
	    order_pass(act, record_text(o, ORDER_ID)));
}

enum outcome
order_row_own(struct act *act, const char *id, struct record **o)
{
	enum outcome	 e = order_row(act, id, o);

	return e == SOUK_OK && (!order_is_buyer(act, *o) ||
	    order_state_of(*o) == IS_DRAFT) ? SOUK_NOT_FOUND : e;
}

enum outcome
order_row_staff(struct act *act, const char *id, struct record **o)
{
	enum outcome	 e = order_row(act, id, o);

	if (e != SOUK_OK ||
	    (e = catalog_brand(act, record_text(*o, ORDER_BRAND))) != SOUK_OK)
		return e;
	return catalog_version(act, (*o)->values[ORDER_VERSION].num);
}

/* ---- what follows ---------------------------------------------------------- */

static bool
is_payable(enum order_state state)
{
	return state != IS_DRAFT && state != IS_CANCELLED &&
	    state != IS_RETURNED;
}

void
order_follow(struct act *act, struct record *o)
{
	const int64_t	 total = order_num(o, ORDER_TOTAL);
	const int64_t	 paid = order_num(o, ORDER_PAID);
	const int64_t	 at = order_num(o, ORDER_DELIVERED_AT);

	record_set_int(o, ORDER_DUE, is_payable(order_state_of(o)) &&
	    paid < total ? total - paid : 0);
	o->values[ORDER_RETURN_UNTIL].state = VALUE_NULL;
	if (at != 0)
		record_set_int(o, ORDER_RETURN_UNTIL, at + CLOCK_DAY *
		    settings_int(act->settings, &orders_settings,
		    ORDERS_RETURN_DAYS));
}

/* ---- its parts --------------------------------------------------------------- */

static enum outcome
part_list(struct act *act, const char *sql, struct record *o, int field)
{
	const struct fieldset	*set = order_fields.fields[field].of;
	struct value		*list = &o->values[field];
	struct stmt		*s = db_sql(act->db, sql);
	enum outcome		 e;

	*list = (struct value){ .state = VALUE_SET };
	db_bind_text(s, ":id", record_text(o, ORDER_ID));
	while ((e = db_step(s)) == SOUK_OK)
		compose_row(s, 0, act->arena, list_add(act->arena, list, set));
	return e == SOUK_NOT_FOUND ? SOUK_OK : e;
}

static enum outcome
part_address(struct act *act, struct record *o, int field, const char *kind)
{
	struct value	*v = &o->values[field];
	struct stmt	*s = db_sql(act->db, sql_address);
	enum outcome	 e;

	*v = (struct value){ .state = VALUE_NULL };
	db_bind_text(s, ":id", record_text(o, ORDER_ID));
	db_bind_text(s, ":kind", kind);
	if ((e = db_step(s)) == SOUK_OK) {
		v->state = VALUE_SET;
		v->items = record_new(act->arena, &order_address_fields);
		compose_row(s, 0, act->arena, v->items);
	}
	db_done(s);
	return e == SOUK_NOT_FOUND ? SOUK_OK : e;
}

enum outcome
order_lines(struct act *act, struct record *o)
{
	enum outcome	 e = part_list(act, sql_lines, o, ORDER_LINES);

	return e != SOUK_OK ? e : order_line_parts(act, o);
}

enum outcome
order_parts(struct act *act, struct record *o, bool all)
{
	enum outcome	 e;

	order_follow(act, o);
	if ((e = order_lines(act, o)) != SOUK_OK ||
	    (e = part_address(act, o, ORDER_SHIPPING_ADDRESS, "shipping")) !=
	    SOUK_OK ||
	    (e = part_address(act, o, ORDER_BILLING_ADDRESS, "billing")) !=
	    SOUK_OK ||
	    (e = part_list(act, sql_discounts, o, ORDER_DISCOUNTS)) !=
	    SOUK_OK ||
	    (e = part_list(act, sql_taxes, o, ORDER_TAXES)) != SOUK_OK ||
	    (e = order_parcels(act, o)) != SOUK_OK ||
	    (e = order_returns(act, o)) != SOUK_OK)
		return e;
	return part_list(act, all ? sql_events : sql_events_public, o,
	    ORDER_HISTORY);
}

enum outcome
order_answer(struct act *act, const char *id, bool all, struct record **o)
{
	enum outcome	 e = order_row(act, id, o);

	return e != SOUK_OK ? e : order_parts(act, *o, all);
}

enum outcome
order_read_own(struct act *act, const char *id, struct record **o)
{
	enum outcome	 e = order_row(act, id, o);

	if (e != SOUK_OK)
		return e;
	if (order_is_buyer(act, *o) && order_state_of(*o) != IS_DRAFT)
		return order_parts(act, *o, false);
	if (!(act->actor.permissions & ORDER_VIEW))
		return SOUK_NOT_FOUND;
	e = catalog_brand(act, record_text(*o, ORDER_BRAND));
	return e != SOUK_OK ? e : order_parts(act, *o, true);
}

enum outcome
order_read(struct act *act, const char *id, struct record **o)
{
	enum outcome	 e = order_row(act, id, o);

	if (e != SOUK_OK ||
	    (e = catalog_brand(act, record_text(*o, ORDER_BRAND))) != SOUK_OK)
		return e;
	return order_parts(act, *o, true);
}

enum outcome
order_number_of(struct act *act, const char *sql, const char *id,
    int64_t *number)
{
	struct stmt	*s = db_sql(act->db, sql);
	enum outcome	 e;

	db_bind_text(s, ":id", id);
	if ((e = db_step(s)) == SOUK_OK)
		*number = db_int(s, 0);
	db_done(s);
	return e;
}
