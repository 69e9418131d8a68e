/* SPDX-License-Identifier: ISC */
#include "lib/audit/audit.h"
#include "lib/base/arena.h"
#include "lib/catalog/internal.h"
#include "lib/db/compose.h"
#include "lib/inbox/contact_parts.h"
#include "lib/inbox/parts.h"

static const char sql_seen[] =
    "UPDATE conversation SET unread = 0, updated_at = :now,"
    " version = version + 1 WHERE id = :id AND unread > 0";
static const char sql_settled[] =
    "UPDATE conversation SET unread = 0, waiting_since = NULL,"
    " warned_at = NULL, updated_at = :now, version = version + 1"
    " WHERE id = :id AND (unread > 0 OR waiting_since IS NOT NULL)";
static const char sql_whose[] =
    "SELECT prospect_id FROM conversation WHERE id = :id";
/* Of whom nothing else is known, and with whom nobody has to do. */
static const char sql_drop_bare[] =
    "DELETE FROM prospect WHERE id = :id AND source = 'contact'"
    " AND status = 'new' AND tags = '' AND notes IS NULL"
    " AND owner_id IS NULL AND customer_id IS NULL AND person_id IS NULL"
    " AND merged_into IS NULL AND NOT EXISTS (SELECT 1 FROM conversation c"
    " WHERE c.prospect_id = prospect.id) AND NOT EXISTS (SELECT 1"
    " FROM prospect p WHERE p.merged_into = prospect.id)";
static const char sql_delete[] =
    "DELETE FROM contact_message WHERE id = :id";

/* Of that version, if one is meant. */
static enum outcome
row_read(struct act *act, const char *id, struct record **contact)
{
	enum outcome	 e = contact_read(act, id, contact);

	return e != SOUK_OK ? e : catalog_version(act,
	    (*contact)->values[CONTACT_VERSION].num);
}

/* Without what they say: who is forgotten is forgotten there too. */
static enum outcome
audit(struct act *act, const char *action, const char *id)
{
	return audit_write(act, &(struct audit){ .action = action,
		.entity_type = "ContactMessage", .entity_id = id });
}

/* What a status says of the conversation. */
static enum outcome
conversation_follow(struct act *act, const struct record *contact,
    enum contact_status status)
{
	struct stmt	*s;

	if (status == CONTACT_IS_NEW ||
	    record_text(contact, CONTACT_CONVERSATION) == NULL)
		return SOUK_OK;
	s = db_sql(act->db, status == CONTACT_IS_READ ? sql_seen :
	    sql_settled);
	db_bind_text(s, ":id", record_text(contact, CONTACT_CONVERSATION));
	db_bind_int(s, ":now", act->now);
	return db_run(s);
}

enum outcome
contact_change(struct act *act, const char *id, const struct record *in,
    struct record **out)
{
	const struct column_value	 key = { "id", id, 0 };
	struct column_value		 extra[] = {
		{ "updated_at", NULL, act->now },
		{ "version", NULL, 0 },
	};
	enum outcome			 e;

	if ((e = row_read(act, id, out)) != SOUK_OK ||
	    record_mask(in) == 0)
		return e;
	extra[1].num = (*out)->values[CONTACT_VERSION].num + 1;
	if ((e = compose_update(act->db, in, extra, 2, &key, 1)) != SOUK_OK)
		return e;
	if (record_has(in, CONTACT_TO_STATUS) &&
	    (e = conversation_follow(act, *out, (enum contact_status)
	    in->values[CONTACT_TO_STATUS].num)) != SOUK_OK)
		return e;
	if ((e = audit(act, "update_contact_message", id)) != SOUK_OK)
		return e;
	return contact_read(act, id, out);
}

enum outcome
contact_reply(struct act *act, const char *id, const struct record *in,
    struct record **out)
{
	struct record	*message, *new = record_new(act->arena,
			    &message_new_fields);
	enum outcome	 e;

	if ((e = row_read(act, id, out)) != SOUK_OK)
		return e;
	record_set_int(new, MESSAGE_IN_KIND, IN_TEXT);
	new->values[MESSAGE_IN_TEXT] = in->values[CONTACT_REPLY_TEXT];
	new->values[MESSAGE_IN_KEY] = in->values[CONTACT_REPLY_KEY];
	e = message_write(act, record_text(*out, CONTACT_CONVERSATION), new,
	    &message);
	return e != SOUK_OK ? e : contact_read(act, id, out);
}

static enum outcome
talk_erase(struct act *act, const char *conversation)
{
	struct stmt	*s = db_sql(act->db, sql_whose);
	const char	*prospect = NULL;
	enum outcome	 e;

	db_bind_text(s, ":id", conversation);
	if ((e = db_step(s)) == SOUK_OK)
		prospect = db_copy(s, 0, act->arena);
	db_done(s);
	if (e != SOUK_OK)
		return e == SOUK_NOT_FOUND ? SOUK_OK : e;
	if ((e = conversation_erase(act, conversation)) != SOUK_OK)
		return e;
	s = db_sql(act->db, sql_drop_bare);
	db_bind_text(s, ":id", prospect);
	e = db_run_changed(s);
	return e == SOUK_OK ? prospect_find_drop(act, prospect) :
	    e == SOUK_NOT_FOUND ? SOUK_OK : e;
}

enum outcome
contact_delete(struct act *act, const char *id)
{
	struct record	*contact;
	struct stmt	*s;
	enum outcome	 e;

	if ((e = row_read(act, id, &contact)) != SOUK_OK)
		return e;
	s = db_sql(act->db, sql_delete);
	db_bind_text(s, ":id", id);
	if ((e = db_run_changed(s)) != SOUK_OK ||
	    (e = talk_erase(act, record_text(contact,
	    CONTACT_CONVERSATION))) != SOUK_OK)
		return e;
	return audit(act, "delete_contact_message", id);
}
