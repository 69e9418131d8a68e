/* SPDX-License-Identifier: ISC */
#include "lib/db/show.h"
#include "lib/orders/order_parts.h"

/*
 * What orders know of a person.  When they are forgotten the orders stay for
 * the books, with numbers and amounts and countries (which taxes were owed),
 * and nobody in them.
 */
/* Theirs, and what they ordered with that address as a guest. */
#define THEIRS(USER) \
    " (o.user_id = " USER " OR (o.user_id IS NULL AND o.email =" \
    " (SELECT lower(u.email) FROM users u WHERE u.id = " USER ")))"

static const char sql_show[] =
    "SELECT id, number, state, email, name, phone, note, total, currency,"
    " created_at FROM orders o WHERE" THEIRS(":owner") " ORDER BY id";
static const char *const columns[] = { "id", "number#", "state", "email",
	"name", "phone", "note", "total#", "currency", "createdAt@", NULL };
static const char sql_show_addresses[] =
    "SELECT a.order_id, a.kind, a.name, a.company, a.line1, a.line2,"
    " a.postcode, a.city, a.region, a.country, a.phone, a.vat_number"
    " FROM orders o JOIN order_address a ON a.order_id = o.id"
    " WHERE" THEIRS(":owner") " ORDER BY a.order_id, a.kind";
static const char *const address_columns[] = { "orderId", "kind", "name",
	"company", "line1", "line2", "postcode", "city", "region", "country",
	"phone", "vatNumber", NULL };
static const char sql_show_returns[] =
    "SELECT r.order_id, r.state, r.reason, r.note, r.created_at"
    " FROM orders o JOIN order_return r ON r.order_id = o.id"
    " WHERE" THEIRS(":owner") " ORDER BY r.id";
static const char *const return_columns[] = { "orderId", "state", "reason",
	"note", "createdAt@", NULL };

static const char sql_forget_addresses[] =
    "UPDATE order_address SET name = '', company = NULL, line1 = '',"
    " line2 = NULL, postcode = NULL, city = '', region = NULL, phone = NULL,"
    " vat_number = NULL"
    " WHERE order_id IN (SELECT o.id FROM orders o WHERE"
    THEIRS(":user") ")";
static const char sql_forget_events[] =
    "UPDATE order_event SET text = NULL"
    " WHERE order_id IN (SELECT o.id FROM orders o WHERE"
    THEIRS(":user") ")";
static const char sql_forget_returns[] =
    "UPDATE order_return SET reason = '', note = NULL, answer = NULL"
    " WHERE order_id IN (SELECT o.id FROM orders o WHERE"
    THEIRS(":user") ")";
static const char sql_forget[] =
    "UPDATE orders SET email = NULL, name = NULL, phone = NULL, note = NULL,"
    " guest = NULL, cancel_reason = CASE WHEN cancel_reason = 'expired'"
    " THEN cancel_reason END WHERE id IN (SELECT o.id FROM orders o WHERE"
    THEIRS(":user") ")";

enum outcome
order_privacy_show(struct act *act, const char *user_id,
    struct json_out *json)
{
	const struct show_rows	 parts[] = {
		{ "orders", sql_show, columns, false },
		{ "orderAddresses", sql_show_addresses, address_columns,
		    false },
		{ "returns", sql_show_returns, return_columns, false },
	};
	enum outcome		 e = SOUK_OK;

	for (size_t i = 0; i < sizeof(parts) / sizeof(parts[0]) &&
	    e == SOUK_OK; i++)
		e = show_rows(act, json, &parts[i], user_id);
	return e;
}

enum outcome
order_privacy_erase(struct act *act, const char *user_id)
{
	static const char *const	 sql[] = { sql_forget_addresses,
		sql_forget_events, sql_forget_returns, sql_forget };
	enum outcome			 e = SOUK_OK;
	struct stmt			*s;

	for (size_t i = 0; i < sizeof(sql) / sizeof(sql[0]) && e == SOUK_OK;
	    i++) {
		s = db_sql(act->db, sql[i]);
		db_bind_text(s, ":user", user_id);
		e = db_run(s);
	}
	return e;
}
