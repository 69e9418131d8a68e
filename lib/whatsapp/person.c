/* SPDX-License-Identifier: ISC */
#include <string.h>

#include "lib/base/arena.h"
#include "lib/base/text.h"
#include "lib/base/typeid.h"
#include "lib/db/compose.h"
#include "lib/whatsapp/told.h"

#define COLUMNS	"id, wa_id, user_ref, phone, name, username" \
	" FROM wa_person WHERE brand_id = :brand AND "

static const char sql_by_wa_id[] = "SELECT " COLUMNS "wa_id = :name";
static const char sql_by_ref[] = "SELECT " COLUMNS "user_ref = :name";
static const char sql_by_phone[] =
    "SELECT " COLUMNS "phone = :name AND wa_id IS NULL"
    " ORDER BY id LIMIT 1";
static const char sql_by_id[] = "SELECT " COLUMNS "id = :name";
static const char sql_insert[] =
    "INSERT INTO wa_person (id, brand_id, wa_id, user_ref, phone, name,"
    " username, created_at, updated_at) VALUES (:id, :brand, :wa_id, :ref,"
    " :phone, :name, :username, :now, :now)";
static const char sql_update[] =
    "UPDATE wa_person SET wa_id = :wa_id, user_ref = :ref, phone = :phone,"
    " name = :name, username = :username, updated_at = :now WHERE id = :id";

struct person { const char *id, *wa_id, *ref, *phone, *name, *username; };

/* ---- finding ------------------------------------------------------------- */

/* name NULL: NOT_FOUND. */
static enum outcome
find_by(struct act *act, const char *sql, const char *brand_id,
    const char *name, struct person *p)
{
	struct stmt	*s;
	enum outcome	 e;

	*p = (struct person){ .id = NULL };
	if (name == NULL)
		return SOUK_NOT_FOUND;
	s = db_sql(act->db, sql);
	db_bind_text(s, ":brand", brand_id);
	db_bind_text(s, ":name", name);
	if ((e = db_step(s)) == SOUK_OK)
		*p = (struct person){ db_copy(s, 0, act->arena),
			db_copy(s, 1, act->arena), db_copy(s, 2, act->arena),
			db_copy(s, 3, act->arena), db_copy(s, 4, act->arena),
			db_copy(s, 5, act->arena) };
	db_done(s);
	return e;
}

/* Whom the shop knows by a telephone that Meta may write otherwise. */
static enum outcome
find_by_phone(struct act *act, const char *sql, const char *brand_id,
    const char *digits, struct person *p)
{
	enum outcome	 e = find_by(act, sql, brand_id, digits, p);

	if (e == SOUK_NOT_FOUND)
		e = find_by(act, sql, brand_id, wa_other_phone(act->arena,
		    digits), p);
	return e;
}

static enum outcome
find_by_wa_id(struct act *act, const char *brand_id, const char *wa_id,
    struct person *p)
{
	enum outcome	 e = find_by(act, sql_by_wa_id, brand_id, wa_id, p);

	if (e == SOUK_NOT_FOUND && wa_is_digits(wa_id))
		e = find_by_phone(act, sql_by_phone, brand_id, wa_id, p);
	return e;
}

enum outcome
wa_person_find(struct act *act, const char *brand_id,
    const struct wa_names *names, const char **id)
{
	struct person	 p;
	enum outcome	 e = find_by(act, sql_by_ref, brand_id,
			    names->user_ref, &p);

	if (e == SOUK_NOT_FOUND)
		e = find_by_wa_id(act, brand_id, names->wa_id, &p);
	*id = p.id;
	return e;
}

/* ---- writing ------------------------------------------------------------- */

static enum outcome
person_write(struct act *act, struct stmt *s, const struct person *p)
{
	db_bind_text(s, ":id", p->id);
	db_bind_text(s, ":wa_id", p->wa_id);
	db_bind_text(s, ":ref", p->ref);
	db_bind_text(s, ":phone", p->phone);
	db_bind_text(s, ":name", p->name);
	db_bind_text(s, ":username", p->username);
	db_bind_int(s, ":now", act->now);
	return db_run(s);
}

static enum outcome
person_new(struct act *act, const char *brand_id, struct person *p)
{
	struct stmt	*s = db_sql(act->db, sql_insert);

	p->id = typeid_new(act->arena, "waperson", act->now);
	db_bind_text(s, ":brand", brand_id);
	return person_write(act, s, p);
}

/* What is told now stands for what was; true: something changed. */
static bool
take(const char **known, const char *told)
{
	if (told == NULL || text_equal(*known, told))
		return false;
	*known = told;
	return true;
}

/* The telephone goes with the number that it was. */
static bool
person_take(struct person *p, const struct wa_names *n)
{
	const bool	 follows = wa_is_digits(n->wa_id) &&
			    (p->phone == NULL || text_equal(p->phone,
			    p->wa_id));
	bool		 changed = take(&p->wa_id, n->wa_id);

	if (follows)
		changed |= take(&p->phone, n->wa_id);
	changed |= take(&p->ref, n->user_ref);
	changed |= take(&p->name, n->name);
	return take(&p->username, n->username) || changed;
}

static const char sql_unname[] =
    "UPDATE wa_person SET wa_id = NULL, updated_at = :now WHERE id = :id";

/* Two who each have both names: the number is another's now. */
static enum outcome
number_pass(struct act *act, const struct person *from)
{
	struct stmt	*s = db_sql(act->db, sql_unname);

	db_bind_text(s, ":id", from->id);
	db_bind_int(s, ":now", act->now);
	return db_run(s);
}

static void
fill(const char **known, const char *other)
{
	if (*known == NULL)
		*known = other;
}

/* Found by either name as two rows: they are one, or the number moved.  Either
 * way a name of the row is new to it, so it is written. */
static enum outcome
two_settle(struct act *act, const struct wa_names *n, struct person *by_number,
    const struct person *by_ref)
{
	const struct person	 was = *by_number;
	const struct person	*other = by_ref;
	const char		*id;
	enum outcome		 e;

	if (was.ref != NULL && by_ref->wa_id != NULL &&
	    !text_equal(was.ref, n->user_ref)) {
		*by_number = *by_ref;
		return number_pass(act, &was);
	}
	e = wa_person_merge(act, was.id, by_ref->id, &id);
	if (strcmp(id, by_ref->id) == 0) {
		*by_number = *by_ref;
		other = &was;
	}
	fill(&by_number->phone, other->phone);
	fill(&by_number->name, other->name);
	fill(&by_number->username, other->username);
	return e;
}

static enum outcome
person_settle(struct act *act, const char *brand_id,
    const struct wa_names *names, struct person *p)
{
	struct person	 by_ref;
	enum outcome	 e, ref;

	ref = find_by(act, sql_by_ref, brand_id, names->user_ref, &by_ref);
	if (ref != SOUK_OK && ref != SOUK_NOT_FOUND)
		return ref;
	e = find_by_wa_id(act, brand_id, names->wa_id, p);
	if (e == SOUK_OK && ref == SOUK_OK && strcmp(p->id, by_ref.id) != 0)
		return two_settle(act, names, p, &by_ref);
	if (e == SOUK_NOT_FOUND && ref == SOUK_OK) {
		*p = by_ref;
		return SOUK_OK;
	}
	return e;
}

enum outcome
wa_person_named(struct act *act, const char *brand_id,
    const struct wa_names *names, const char **id)
{
	struct person	 p;
	enum outcome	 e;

	if (names->wa_id == NULL && names->user_ref == NULL)
		return SOUK_INVALID;
	e = person_settle(act, brand_id, names, &p);
	if (e == SOUK_OK) {
		*id = p.id;
		return person_take(&p, names) ? person_write(act,
		    db_sql(act->db, sql_update), &p) : SOUK_OK;
	}
	if (e != SOUK_NOT_FOUND)
		return e;
	person_take(&p, names);
	e = person_new(act, brand_id, &p);
	*id = p.id;
	return e;
}

/* Both rows, if there are two, are the one who said so. */
enum outcome
wa_person_rename(struct act *act, const char *brand_id, const char **id,
    const struct wa_names *names)
{
	struct person	 p;
	const char	*other;
	enum outcome	 e = wa_person_find(act, brand_id, names, &other);

	if (e == SOUK_OK && strcmp(other, *id) != 0)
		e = wa_person_merge(act, *id, other, id);
	if (e != SOUK_OK && e != SOUK_NOT_FOUND)
		return e;
	if ((e = find_by(act, sql_by_id, brand_id, *id, &p)) != SOUK_OK)
		return e;
	return person_take(&p, names) ? person_write(act, db_sql(act->db,
	    sql_update), &p) : SOUK_OK;
}

/* ---- by telephone, for others -------------------------------------------- */

static const char sql_of_phone[] = "SELECT " COLUMNS "phone = :name"
    " ORDER BY id LIMIT 1";

enum outcome
wa_person_by_phone(struct act *act, const char *brand_id, const char *phone,
    const char **id)
{
	const char	*digits = phone == NULL ? "" : phone + (*phone == '+');
	struct person	 p;
	enum outcome	 e;

	if (!text_is_phone(arena_printf(act->arena, "+%s", digits)))
		return act_refuse(act, SOUK_INVALID,
		    &wa_messages[WA_NO_PHONE]);
	e = find_by_phone(act, sql_by_wa_id, brand_id, digits, &p);
	if (e == SOUK_NOT_FOUND)
		e = find_by_phone(act, sql_of_phone, brand_id, digits, &p);
	if (e == SOUK_NOT_FOUND) {
		p = (struct person){ .phone = arena_copy(act->arena, digits) };
		e = person_new(act, brand_id, &p);
	}
	*id = p.id;
	return e;
}

enum outcome
wa_person_read(struct act *act, const char *id, struct record **person)
{
	const struct column_value	 key = { "id", id, 0 };

	return compose_get(act->db, act->arena, &wa_person_fields, &key, 1,
	    person);
}
