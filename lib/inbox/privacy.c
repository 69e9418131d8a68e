/* SPDX-License-Identifier: ISC */
/*
 * What is kept here about an account: who they are as a prospect, and what was
 * said.  By the account, or to its address from before there was one.
 */
#include "lib/base/arena.h"
#include "lib/catalog/internal.h"
#include "lib/db/show.h"
#include "lib/inbox/inbox.h"
#include "lib/inbox/parts.h"

#define ADDRESS_OF(USER) "(SELECT lower(email) FROM users WHERE id = " USER ")"
/* An address that somebody typed names nobody of the staff's. */
#define PROSPECTS_OF(USER) \
    "p.id FROM prospect p WHERE p.customer_id = " USER \
    " UNION SELECT q.id FROM prospect q WHERE q.email = " ADDRESS_OF(USER) \
    " AND q.brand_id = (SELECT brand_id FROM users WHERE id = " USER ")"
static const char sql_prospects[] =
    "SELECT name, phone, email, company, status, source, created_at"
    " FROM prospect WHERE id IN (SELECT " PROSPECTS_OF(":owner") ") ORDER BY id";
static const char *const prospect_columns[] = { "name", "phone", "email",
	"company", "status", "source", "createdAt@", NULL };
static const char sql_said[] =
    "SELECT m.direction, m.kind, m.text, m.made_at FROM message m"
    " JOIN conversation c ON c.id = m.conversation_id"
    " WHERE c.prospect_id IN (SELECT " PROSPECTS_OF(":owner") ")"
    " AND m.direction IN ('in', 'out') ORDER BY m.made_at, m.id";
static const char *const said_columns[] = { "direction", "kind", "text",
	"madeAt@", NULL };
static const char sql_contacts[] =
    "SELECT name, email, phone, subject, message, created_at"
    " FROM contact_message WHERE user_id = :owner"
    " UNION SELECT name, email, phone, subject, message, created_at"
    " FROM contact_message WHERE email = " ADDRESS_OF(":owner");
static const char *const contact_columns[] = { "name", "email", "phone",
	"subject", "message", "createdAt@", NULL };

static const char sql_theirs[] = "SELECT " PROSPECTS_OF(":id");
static const char sql_talks[] =
    "SELECT conversation_id FROM contact_message"
    " WHERE user_id = :id AND conversation_id IS NOT NULL"
    " UNION SELECT conversation_id FROM contact_message"
    " WHERE email = " ADDRESS_OF(":id") " AND conversation_id IS NOT NULL";
static const char sql_left[] =
    "DELETE FROM contact_message WHERE user_id = :user"
    " OR email = " ADDRESS_OF(":user");

static enum outcome
show(struct act *act, const char *user_id, struct json_out *json)
{
	const struct show_rows	 all[] = {
		{ "prospects", sql_prospects, prospect_columns, false },
		{ "messages", sql_said, said_columns, false },
		{ "contactMessages", sql_contacts, contact_columns, false },
	};
	enum outcome		 e = SOUK_OK;

	for (size_t i = 0; i < sizeof(all) / sizeof(all[0]) && e == SOUK_OK;
	    i++)
		e = show_rows(act, json, &all[i], user_id);
	return e;
}

static enum outcome
erase(struct act *act, const char *user_id)
{
	struct stmt	*s;
	enum outcome	 e;

	if ((e = inbox_each(act, sql_talks, user_id, conversation_erase)) !=
	    SOUK_OK ||
	    (e = inbox_each(act, sql_theirs, user_id, prospect_erase)) !=
	    SOUK_OK)
		return e;
	s = db_sql(act->db, sql_left);
	db_bind_text(s, ":user", user_id);
	return db_run(s);
}

const struct privacy inbox_privacy = {
	.module = "inbox",
	.show = show,
	.erase = erase,
};
