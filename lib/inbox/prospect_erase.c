/* SPDX-License-Identifier: ISC */
/* Whoever is forgotten is forgotten everywhere: in what was said, in files, in
 * what words find. */
#include "lib/audit/audit.h"
#include "lib/catalog/internal.h"
#include "lib/inbox/inbox.h"
#include "lib/inbox/parts.h"
#include "lib/whatsapp/whatsapp.h"

static const char sql_of_prospect[] =
    "SELECT id FROM conversation WHERE prospect_id = :id";
static const char sql_of_person[] =
    "SELECT id FROM conversation WHERE person_id = :id";
static const char sql_merged[] =
    "SELECT id FROM prospect WHERE merged_into = :id";
static const char sql_prospects_of[] =
    "SELECT id FROM prospect WHERE person_id = :id AND merged_into IS NULL";
static const char sql_person_of[] =
    "SELECT person_id FROM prospect WHERE id = :id"
    " AND person_id IS NOT NULL";
/* Who waited for too long was named to the staff. */
static const char sql_warnings[] =
    "DELETE FROM bell WHERE link = '" INBOX_OVERDUE "' AND brand_id ="
    " (SELECT brand_id FROM prospect WHERE id = :id)";
static const char sql_prospect[] = "DELETE FROM prospect WHERE id = :id";

static enum outcome
run_one(struct act *act, const char *sql, const char *id)
{
	struct stmt	*s = db_sql(act->db, sql);

	db_bind_text(s, ":id", id);
	return db_run(s);
}

static enum outcome
prospect_gone(struct act *act, const char *id)
{
	enum outcome	 e;

	if ((e = inbox_each(act, sql_of_prospect, id, conversation_erase)) !=
	    SOUK_OK ||
	    (e = inbox_each(act, sql_merged, id, prospect_erase)) !=
	    SOUK_OK || (e = prospect_find_drop(act, id)) != SOUK_OK ||
	    (e = run_one(act, sql_warnings, id)) != SOUK_OK)
		return e;
	return run_one(act, sql_prospect, id);
}

enum outcome
prospect_erase(struct act *act, const char *id)
{
	enum outcome	 e = inbox_each(act, sql_person_of, id,
			    wa_person_erase);

	return e != SOUK_OK ? e : prospect_gone(act, id);
}

/* Told by wa_person_erase(): what is theirs by their telephone. */
enum outcome
inbox_person_erase(struct act *act, const char *person_id)
{
	enum outcome	 e = inbox_each(act, sql_of_person, person_id,
			    conversation_erase);

	return e != SOUK_OK ? e : inbox_each(act, sql_prospects_of, person_id,
	    prospect_gone);
}

enum outcome
prospect_delete(struct act *act, const char *id)
{
	struct record	*p;
	enum outcome	 e;

	if ((e = prospect_read(act, id, &p)) != SOUK_OK ||
	    (e = catalog_version(act, p->values[PROSPECT_VERSION].num)) !=
	    SOUK_OK || (e = prospect_erase(act, id)) != SOUK_OK)
		return e;
	return audit_write(act, &(struct audit){ .action = "delete_prospect",
		.entity_type = "Prospect", .entity_id = id });
}
