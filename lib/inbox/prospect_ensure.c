/* SPDX-License-Identifier: ISC */
#include <ctype.h>

#include "lib/base/arena.h"
#include "lib/base/text.h"
#include "lib/base/typeid.h"
#include "lib/db/db.h"
#include "lib/inbox/inbox.h"
#include "lib/inbox/parts.h"

/*
 * Whoever writes is a prospect.  A telephone names somebody only where it was
 * proven, on WhatsApp: anybody can write one into a form, and would be shown
 * as who they are not.
 */
#define FOUND	"id FROM prospect WHERE merged_into IS NULL AND "
static const char sql_by_person[] = "SELECT " FOUND "person_id = :key";
static const char sql_by_merged[] =
    "SELECT merged_into FROM prospect WHERE person_id = :key"
    " AND merged_into IS NOT NULL LIMIT 1";
static const char sql_by_customer[] =
    "SELECT " FOUND "customer_id = :key AND brand_id = :brand"
    " ORDER BY id LIMIT 1";
static const char sql_by_phone[] =
    "SELECT " FOUND "phone = :key AND brand_id = :brand AND person_id IS NULL"
    " ORDER BY id LIMIT 1";
static const char sql_by_email[] =
    "SELECT " FOUND "email = :key AND brand_id = :brand ORDER BY id LIMIT 1";
static const char sql_insert[] =
    "INSERT INTO prospect (id, brand_id, customer_id, person_id, name, phone,"
    " email, source, created_at, updated_at) VALUES (:id, :brand, :customer,"
    " :person, :name, :phone, :email, :source, :now, :now)"
    " ON CONFLICT DO NOTHING";
/* A name that is only their number gives way to what they call themselves. */
static const char sql_complete[] =
    "UPDATE prospect SET person_id = coalesce(person_id, :person),"
    " customer_id = coalesce(customer_id, :customer),"
    " phone = coalesce(phone, :phone),"
    " name = CASE WHEN name LIKE '+%' THEN coalesce(:name, name)"
    "  ELSE name END,"
    " updated_at = :now, version = version + 1 WHERE id = :id"
    " AND (coalesce(person_id, '') <> coalesce(:person, person_id, '')"
    " OR coalesce(customer_id, '') <> coalesce(:customer, customer_id, '')"
    " OR (phone IS NULL AND coalesce(:phone, '') <> '')"
    " OR (name LIKE '+%' AND coalesce(:name, name) <> name))";

const char *
phone_digits(struct arena *arena, const char *phone)
{
	char	*digits;
	size_t	 n = 0;

	if (phone == NULL)
		return NULL;
	digits = arena_copy(arena, phone);
	for (; *phone != '\0'; phone++)
		if (isdigit((unsigned char)*phone))
			digits[n++] = *phone;
	digits[n] = '\0';
	return n == 0 ? NULL : digits;
}

static enum outcome
find(struct act *act, const char *sql, const char *brand_id, const char *key,
    const char **id)
{
	struct stmt	*s;
	enum outcome	 e;

	if (key == NULL)
		return SOUK_NOT_FOUND;
	s = db_sql(act->db, sql);
	db_bind_text(s, ":key", key);
	if (sql != sql_by_person && sql != sql_by_merged)
		db_bind_text(s, ":brand", brand_id);
	if ((e = db_step(s)) == SOUK_OK)
		*id = db_copy(s, 0, act->arena);
	db_done(s);
	return e;
}

static enum outcome
find_any(struct act *act, const struct prospect_seed *p, const char **id)
{
	const bool		 proven = p->person_id != NULL;
	const struct { const char *sql, *key; } ways[] = {
		{ sql_by_person, p->person_id },
		{ sql_by_merged, p->person_id },
		{ sql_by_customer, p->customer_id },
		{ sql_by_phone, proven ? p->phone : NULL },
		{ sql_by_email, p->email },
	};
	enum outcome		 e = SOUK_NOT_FOUND;

	for (size_t i = 0; i < sizeof(ways) / sizeof(ways[0]) &&
	    e == SOUK_NOT_FOUND; i++)
		e = find(act, ways[i].sql, p->brand_id, ways[i].key, id);
	return e;
}

static void
bind(struct stmt *s, struct act *act, const struct prospect_seed *p,
    const char *id)
{
	db_bind_text(s, ":id", id);
	db_bind_text(s, ":person", p->person_id);
	db_bind_text(s, ":customer", p->customer_id);
	db_bind_text(s, ":phone", p->phone);
	db_bind_text(s, ":name", p->name);
	db_bind_int(s, ":now", act->now);
}

static enum outcome
complete(struct act *act, const struct prospect_seed *p, const char *id)
{
	struct stmt	*s;
	enum outcome	 e;

	if (p->person_id == NULL && p->customer_id == NULL)
		return SOUK_OK;
	s = db_sql(act->db, sql_complete);
	bind(s, act, p, id);
	e = db_run_changed(s);
	return e == SOUK_OK ? prospect_find_put(act, id) :
	    e == SOUK_NOT_FOUND ? SOUK_OK : e;
}

static enum outcome
make(struct act *act, const struct prospect_seed *p, const char **id)
{
	struct prospect_seed	 made = *p;
	struct stmt		*s = db_sql(act->db, sql_insert);
	enum outcome		 e;

	*id = typeid_new(act->arena, "prospect", act->now);
	if (made.name == NULL)
		made.name = made.phone != NULL ? arena_printf(act->arena,
		    "+%s", made.phone) : made.email != NULL ? made.email :
		    "+";
	bind(s, act, &made, *id);
	db_bind_text(s, ":brand", made.brand_id);
	db_bind_text(s, ":email", made.email);
	db_bind_text(s, ":source", made.source);
	e = db_run_changed(s);
	if (e == SOUK_NOT_FOUND)	/* another writer was first */
		return find(act, sql_by_person, p->brand_id, p->person_id,
		    id);
	return e == SOUK_OK ? prospect_find_put(act, *id) : e;
}

enum outcome
prospect_ensure(struct act *act, const struct prospect_seed *seed,
    const char **id)
{
	struct prospect_seed	 p = *seed;
	enum outcome		 e;

	p.phone = phone_digits(act->arena, seed->phone);
	if (p.name != NULL && *p.name == '\0')
		p.name = NULL;
	if ((e = find_any(act, &p, id)) == SOUK_OK)
		return complete(act, &p, *id);
	return e == SOUK_NOT_FOUND ? make(act, &p, id) : e;
}
