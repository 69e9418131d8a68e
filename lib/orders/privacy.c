/* SPDX-License-Identifier: ISC */
#include "lib/db/show.h"
#include "lib/orders/order_parts.h"
#include "lib/souk.h"

/* What is kept here about a person, by whoever keeps it. */

static const char sql_addresses[] =
    "SELECT id, label, name, company, line1, line2, postcode, city, region,"
    " country, phone, vat_number, is_default, is_billing, created_at"
    " FROM address WHERE user_id = :owner ORDER BY id";
static const char *const address_columns[] = { "id", "label", "name",
	"company", "line1", "line2", "postcode", "city", "region", "country",
	"phone", "vatNumber", "isDefault?", "isBilling?",
	"createdAt@", NULL };
static const char sql_cart[] =
    "SELECT c.email, c.country, c.region, c.postcode, l.variation_id,"
    " l.quantity, c.updated_at FROM cart c LEFT JOIN cart_line l"
    " ON l.cart_id = c.id WHERE c.user_id = :owner ORDER BY l.id";
static const char *const cart_columns[] = { "email", "country", "region",
	"postcode", "variationId", "quantity#", "updatedAt@", NULL };

static const char sql_no_addresses[] =
    "DELETE FROM address WHERE user_id = :user";
static const char sql_no_cart[] = "DELETE FROM cart WHERE user_id = :user";

static enum outcome
show(struct act *act, const char *user_id, struct json_out *json)
{
	const struct show_rows	 book = { "addresses", sql_addresses,
				    address_columns, false };
	const struct show_rows	 cart = { "cart", sql_cart, cart_columns,
				    false };
	enum outcome		 e = show_rows(act, json, &book, user_id);

	if (e != SOUK_OK ||
	    (e = show_rows(act, json, &cart, user_id)) != SOUK_OK)
		return e;
	return order_privacy_show(act, user_id, json);
}

static enum outcome
erase_by(struct act *act, const char *sql, const char *user_id)
{
	struct stmt	*s = db_sql(act->db, sql);

	db_bind_text(s, ":user", user_id);
	return db_run(s);
}

static enum outcome
erase(struct act *act, const char *user_id)
{
	enum outcome	 e = erase_by(act, sql_no_addresses, user_id);

	if (e != SOUK_OK ||
	    (e = erase_by(act, sql_no_cart, user_id)) != SOUK_OK)
		return e;
	return order_privacy_erase(act, user_id);
}

const struct privacy orders_privacy = {
	.module = "orders",
	.show = show,
	.erase = erase,
};
