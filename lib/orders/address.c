/* SPDX-License-Identifier: ISC */
#include <string.h>

#include "lib/base/arena.h"
#include "lib/base/text.h"
#include "lib/base/typeid.h"
#include "lib/db/compose.h"
#include "lib/orders/address.h"
#include "lib/orders/country.h"

#define COUNT(TABLE) (sizeof(TABLE) / sizeof((TABLE)[0]))
/* In the order of address_fields. */
#define BOOK_SQL(WHICH) \
    "SELECT id, label, name, company, line1, line2, postcode, city, region," \
    " country, phone, vat_number, is_default, is_billing, created_at," \
    " updated_at, version FROM address WHERE user_id = :owner AND " WHICH

static const char sql_read[] = BOOK_SQL("id = :id");
static const char sql_count[] =
    "SELECT count(*) FROM address WHERE user_id = :owner";
/* Behind a cursor the default one, with which the list began, is none more. */
static const char sql_page[] =
    BOOK_SQL("(1 - is_default, id) > (:key, :id)"
    " ORDER BY 1 - is_default, id LIMIT :limit OFFSET :offset");
static const char sql_room[] =
    "INSERT INTO address (id, user_id, name, line1, city, country,"
    " is_default, created_at, updated_at) SELECT :id, u.id, '', '', '', '',"
    " CASE WHEN EXISTS (SELECT 1 FROM address a WHERE a.user_id = :owner)"
    " THEN 0 ELSE 1 END, :now, :now FROM users u WHERE u.id = :owner"
    " AND (SELECT count(*) FROM address a WHERE a.user_id = :owner) < :most";
static const char sql_no_default[] =
    "UPDATE address SET is_default = 0"
    " WHERE user_id = :owner AND is_default = 1 AND id <> :id";
static const char sql_no_billing[] =
    "UPDATE address SET is_billing = 0"
    " WHERE user_id = :owner AND is_billing = 1 AND id <> :id";
static const char sql_heir[] =
    "UPDATE address SET is_default = 1 WHERE id = (SELECT max(id)"
    " FROM address WHERE user_id = :owner) AND NOT EXISTS (SELECT 1"
    " FROM address WHERE user_id = :owner AND is_default = 1)";
static const char sql_same[] =
    "SELECT 1 FROM address WHERE user_id = :owner AND name = :name"
    " AND line1 = :line1 AND coalesce(line2, '') = :line2 AND city = :city"
    " AND coalesce(postcode, '') = :postcode AND country = :country LIMIT 1";
static const char sql_drop[] =
    "DELETE FROM address WHERE id = :id AND user_id = :owner";

/* ---- checking ---------------------------------------------------------------- */

enum outcome
address_check(struct act *act, const char *prefix, const char *country,
    const char *postcode)
{
	const bool	 none = postcode == NULL || *postcode == '\0';
	const char	*shape;

	if (!country_is(country))
		return act_bad_field(act, arena_printf(act->arena,
		    "%scountry", prefix),
		    &address_messages[ADDRESS_NO_COUNTRY]);
	shape = country_postcode(country);
	if (none ? shape == NULL || *shape == '\0' :
	    country_takes(country, postcode))
		return SOUK_OK;
	return act_bad_field(act, arena_printf(act->arena, "%spostcode",
	    prefix), &address_messages[none ? ADDRESS_NO_POSTCODE :
	    ADDRESS_BAD_POSTCODE]);
}

/* A text as it will be: given, else as it was. */
static const char *
merged(const struct record *in, const struct record *old, int field)
{
	const struct record	*of = old == NULL || record_has(in, field) ?
				    in : old;

	return of->values[field].state == VALUE_SET ?
	    of->values[field].text : NULL;
}

static enum outcome
book_check(struct act *act, const struct record *in, const struct record *old)
{
	const char	*country = merged(in, old, ADDRESS_COUNTRY);

	return address_check(act, "", country == NULL ? "" : country,
	    merged(in, old, ADDRESS_POSTCODE));
}

/* ---- reading ------------------------------------------------------------------ */

static const struct plain_list book = {
	.name = "addresses", .count = sql_count, .page = sql_page,
	.by = LIST_BY_NUMBER, .start = { .num = -1, .id = "" },
};

enum outcome
book_list(struct act *act, const struct list_query *query, struct rows *rows)
{
	if (act->actor.user_id == NULL)
		return SOUK_UNAUTHENTICATED;
	return plain_list_open(act, &book, act->actor.user_id, query, rows);
}

const char *
book_list_cursor(struct act *act, const struct rows *rows,
    const struct record *address)
{
	return rows_cursor(act, rows, &(struct cursor){
		.num = 1 - address->values[ADDRESS_DEFAULT].num,
		.id = address->values[ADDRESS_ID].text });
}

static struct stmt *
own_sql(struct act *act, const char *sql, const char *id)
{
	struct stmt	*s = db_sql(act->db, sql);

	db_bind_text(s, ":owner", act->actor.user_id);
	if (id != NULL)
		db_bind_text(s, ":id", id);
	return s;
}

enum outcome
book_read(struct act *act, const char *id, struct record **address)
{
	struct stmt	*s;
	enum outcome	 e;

	if (act->actor.user_id == NULL)
		return SOUK_UNAUTHENTICATED;
	s = own_sql(act, sql_read, id);
	if ((e = db_step(s)) != SOUK_OK)
		return e;
	*address = record_new(act->arena, &address_fields);
	compose_row(s, 0, act->arena, *address);
	db_done(s);
	return SOUK_OK;
}

/* ---- writing ------------------------------------------------------------------- */

/* A place in the book, to be filled: the bound is kept by one statement. */
static enum outcome
room_take(struct act *act, const char *id)
{
	struct stmt	*s = own_sql(act, sql_room, id);
	enum outcome	 e;

	db_bind_int(s, ":now", act->now);
	db_bind_int(s, ":most", BOOK_MAX);
	if ((e = db_run_changed(s)) != SOUK_NOT_FOUND)
		return e;
	act->problem.numbers[0] = BOOK_MAX;
	return act_refuse(act, SOUK_CONFLICT,
	    &address_messages[ADDRESS_BOOK_FULL]);
}

/* One at most is the default, and one for invoices; the default one is never
 * told to be none: another is made it. */
static enum outcome
default_settle(struct act *act, struct record *in, const char *id)
{
	struct value		*wanted = &in->values[ADDRESS_DEFAULT];
	const struct value	*bills = &in->values[ADDRESS_BILLING];
	enum outcome		 e = SOUK_OK;

	if (wanted->state == VALUE_SET && wanted->num == 1)
		e = db_run(own_sql(act, sql_no_default, id));
	else
		wanted->state = VALUE_ABSENT;
	if (e == SOUK_OK && bills->state == VALUE_SET && bills->num == 1)
		e = db_run(own_sql(act, sql_no_billing, id));
	return e;
}

static enum outcome
book_write(struct act *act, const char *id, const struct record *given,
    int64_t version, struct record **address)
{
	const struct column_value	 key = { "id", id, 0 };
	const struct column_value	 extra[] = {
		{ "updated_at", NULL, act->now },
		{ "version", NULL, version },
	};
	struct record			*in = record_new(act->arena,
					    &address_fields);
	enum outcome			 e;

	for (int i = 0; i < ADDRESS__MAX; i++)
		in->values[i] = given->values[i];
	if ((e = default_settle(act, in, id)) != SOUK_OK ||
	    (e = compose_update(act->db, in, extra, COUNT(extra), &key, 1)) !=
	    SOUK_OK)
		return e;
	return book_read(act, id, address);
}

enum outcome
book_add(struct act *act, const struct record *in, struct record **address)
{
	const char	*id = typeid_new(act->arena, "addr", act->now);
	enum outcome	 e;

	if (act->actor.user_id == NULL)
		return SOUK_UNAUTHENTICATED;
	if ((e = book_check(act, in, NULL)) != SOUK_OK ||
	    (e = room_take(act, id)) != SOUK_OK)
		return e;
	return book_write(act, id, in, 1, address);
}

enum outcome
book_change(struct act *act, const char *id, const struct record *in,
    struct record **address)
{
	int64_t		 version;
	enum outcome	 e = book_read(act, id, address);

	if (e != SOUK_OK)
		return e;
	version = (*address)->values[ADDRESS_VERSION].num;
	if (act->expected_version != 0 && act->expected_version != version)
		return SOUK_STALE;
	if (record_mask(in) == 0)
		return SOUK_OK;
	if ((e = book_check(act, in, *address)) != SOUK_OK)
		return e;
	return book_write(act, id, in, version + 1, address);
}

enum outcome
book_drop(struct act *act, const char *id)
{
	enum outcome	 e;

	if (act->actor.user_id == NULL)
		return SOUK_UNAUTHENTICATED;
	if ((e = db_run_changed(own_sql(act, sql_drop, id))) != SOUK_OK)
		return e;
	return db_run(own_sql(act, sql_heir, NULL));
}

/* ---- out of an order ------------------------------------------------------------ */

/* Fields of the same name: whatever the record is of. */
static struct record *
address_of(struct act *act, const struct record *given)
{
	struct record	*in = record_new(act->arena, &address_fields);

	for (size_t i = 0; i < given->set->count; i++)
		for (int k = ADDRESS_NAME; k <= ADDRESS_VAT; k++)
			if (text_equal(given->set->fields[i].name,
			    address_fields.fields[k].name))
				in->values[k] = given->values[i];
	return in;
}

static enum outcome
is_there(struct act *act, const struct record *in, bool *there)
{
	static const struct { const char *name; int field; } same[] = {
		{ ":name", ADDRESS_NAME }, { ":line1", ADDRESS_LINE1 },
		{ ":line2", ADDRESS_LINE2 }, { ":city", ADDRESS_CITY },
		{ ":postcode", ADDRESS_POSTCODE },
		{ ":country", ADDRESS_COUNTRY },
	};
	struct stmt	*s = own_sql(act, sql_same, NULL);
	enum outcome	 e;

	for (size_t i = 0; i < COUNT(same); i++)
		db_bind_text(s, same[i].name,
		    merged(in, NULL, same[i].field) == NULL ? "" :
		    merged(in, NULL, same[i].field));
	e = db_step(s);
	db_done(s);
	*there = e == SOUK_OK;
	return e == SOUK_NOT_FOUND ? SOUK_OK : e;
}

enum outcome
book_keep(struct act *act, const struct record *given)
{
	struct record	*in = address_of(act, given), *address;
	enum outcome	 e;
	bool		 there;

	if (act->actor.user_id == NULL)
		return SOUK_OK;
	if ((e = is_there(act, in, &there)) != SOUK_OK || there)
		return e;
	if ((e = book_add(act, in, &address)) != SOUK_CONFLICT)
		return e;
	memset(&act->problem, 0, sizeof(act->problem));
	return SOUK_OK;
}
