/* SPDX-License-Identifier: ISC */
/* A message that did not go: once more, or not at all. */
#include "lib/audit/audit.h"
#include "lib/base/text.h"
#include "lib/catalog/internal.h"
#include "lib/db/db.h"
#include "lib/inbox/inbox.h"
#include "lib/inbox/parts.h"
#include "lib/whatsapp/whatsapp.h"

static const char sql_state[] =
    "UPDATE message SET state = :state, error = NULL, error_code = NULL"
    " WHERE id = :id";
static const char sql_whatsapp[] =
    "SELECT 1 FROM wa_send WHERE id = :id";

typedef enum outcome deed_fn(struct act *, const char *id, struct record **);

static bool
goes_by_whatsapp(struct act *act, const char *send_id)
{
	struct stmt	*s = db_sql(act->db, sql_whatsapp);
	enum outcome	 e;

	db_bind_text(s, ":id", send_id);
	e = db_step(s);
	db_done(s);
	return e == SOUK_OK;
}

static enum outcome
state_put(struct act *act, const char *id, const char *state)
{
	struct stmt	*s = db_sql(act->db, sql_state);

	db_bind_text(s, ":id", id);
	db_bind_text(s, ":state", text_equal(state, "sending") ? "waiting" :
	    state);
	return db_run(s);
}

static enum outcome
deed(struct act *act, const char *id, deed_fn *fn, const char *action,
    struct record **out)
{
	const char	*send_id;
	struct record	*send;
	enum outcome	 e;

	if ((e = message_read(act, id, out)) != SOUK_OK)
		return e;
	send_id = record_text(*out, MESSAGE_SEND);
	if (send_id == NULL || !goes_by_whatsapp(act, send_id))
		return act_refuse(act, SOUK_CONFLICT,
		    &inbox_messages[INBOX_NOT_AGAIN]);
	if ((e = fn(act, send_id, &send)) != SOUK_OK ||
	    (e = state_put(act, id, record_text(send, WA_SEND_STATE))) !=
	    SOUK_OK || (e = audit_write(act, &(struct audit){
	    .action = action, .entity_type = "Message",
	    .entity_id = id })) != SOUK_OK)
		return e;
	return message_read(act, id, out);
}

enum outcome
message_again(struct act *act, const char *id, struct record **out)
{
	return deed(act, id, wa_send_again, "repeat_message", out);
}

enum outcome
message_drop(struct act *act, const char *id, struct record **out)
{
	return deed(act, id, wa_send_drop, "drop_message", out);
}
