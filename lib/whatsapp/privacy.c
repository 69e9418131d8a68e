/* SPDX-License-Identifier: ISC */
/*
 * Who has an account is found here by its telephone, which nobody proved to be
 * theirs: so only where that number never wrote to us, and there is nothing but
 * what they gave us themselves.  Whoever the staff know to be a customer is
 * lib/inbox's to find, with all that was said.
 */
#include "lib/base/arena.h"
#include "lib/base/text.h"
#include "lib/db/db.h"
#include "lib/db/show.h"
#include "lib/souk.h"
#include "lib/whatsapp/whatsapp.h"

/* Ours is without its plus. */
#define THEIRS \
    " FROM users u JOIN wa_person p ON p.brand_id = u.brand_id" \
    " AND p.phone = substr(u.phone, 2) AND NOT EXISTS (SELECT 1" \
    " FROM wa_pair w WHERE w.person_id = p.id AND w.last_in_at IS NOT NULL)"

static const char sql_people[] =
    "SELECT p.phone, p.name, p.username, p.created_at" THEIRS
    " WHERE u.id = :owner ORDER BY p.id";
static const char *const people[] = { "phone", "name", "username",
	"createdAt@", NULL };

static const char sql_consents[] =
    "SELECT c.purpose, c.granted, c.source, c.evidence, c.created_at" THEIRS
    " JOIN wa_consent c ON c.person_id = p.id WHERE u.id = :owner"
    " ORDER BY c.id";
static const char *const consents[] = { "purpose", "granted?", "source",
	"evidence", "createdAt@", NULL };

static const char sql_ids[] =
    "SELECT p.id" THEIRS " WHERE u.id = :owner ORDER BY p.id";

static enum outcome
show(struct act *act, const char *user_id, struct json_out *json)
{
	const struct show_rows	 lists[] = {
		{ "people", sql_people, people, false },
		{ "consents", sql_consents, consents, false } };
	enum outcome		 e = SOUK_OK;

	for (size_t i = 0; i < 2 && e == SOUK_OK; i++)
		e = show_rows(act, json, &lists[i], user_id);
	return e;
}

static enum outcome
erase(struct act *act, const char *user_id)
{
	struct stmt	 *s = db_sql(act->db, sql_ids);
	const char	**ids = NULL;
	size_t		  n = 0;
	enum outcome	  e;

	db_bind_text(s, ":owner", user_id);
	while ((e = db_step(s)) == SOUK_OK) {
		ids = arena_more(act->arena, ids, n, sizeof(*ids));
		ids[n++] = db_copy(s, 0, act->arena);
	}
	if (e != SOUK_NOT_FOUND)
		return e;
	e = SOUK_OK;
	for (size_t i = 0; i < n && e == SOUK_OK; i++)
		e = wa_person_erase(act, ids[i]);
	return e;
}

const struct privacy wa_privacy = {
	.module = "whatsapp",
	.show = show,
	.erase = erase,
};
