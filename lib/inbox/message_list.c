/* SPDX-License-Identifier: ISC */
/* What was said, the newest first. */
#include "lib/base/arena.h"
#include "lib/base/text.h"
#include "lib/catalog/internal.h"
#include "lib/db/compose.h"
#include "lib/inbox/inbox.h"
#include "lib/inbox/parts.h"

/* The stored ones of message_fields, in order; a key of ours is no name. */
#define MESSAGE_COLUMNS \
    "m.id, m.conversation_id, m.direction, m.kind, m.text, m.body," \
    " m.author_id, CASE WHEN m.ref LIKE 'key:%' THEN NULL ELSE m.ref END," \
    " m.reply_to, m.send_id, m.state, m.error_code, m.error, m.reaction," \
    " m.revoked_at, m.edited_at, m.made_at, m.created_at"

static const char sql_count[] =
    "SELECT count(*) FROM (SELECT 1 FROM message"
    " WHERE conversation_id = :owner LIMIT :reach) c";
static const char sql_page[] =
    "SELECT " MESSAGE_COLUMNS " FROM message m"
    " WHERE m.conversation_id = :owner AND (m.made_at, m.id) < (:key, :id)"
    " ORDER BY m.made_at DESC, m.id DESC LIMIT :limit OFFSET :offset";
static const char sql_read[] =
    "SELECT " MESSAGE_COLUMNS ", m.brand_id FROM message m WHERE m.id = :id";

static const struct plain_list plain = {
	.name = "messages", .count = sql_count, .page = sql_page,
	.by = LIST_BY_NUMBER, .start = { .num = INT64_MAX, .id = "" },
	.reach = true,
};

enum outcome
message_list(struct act *act, const char *conversation,
    const struct list_query *query, struct rows *rows)
{
	struct record	*c;
	enum outcome	 e = conversation_read(act, conversation, &c);

	return e != SOUK_OK ? e : plain_list_open(act, &plain, conversation,
	    query, rows);
}

/* What they took back is shown as that alone. */
static enum outcome
fill(struct act *act, struct record *m)
{
	const struct value	none = { .state = VALUE_SET };
	enum outcome		e;

	m->values[MESSAGE_FILES] = none;
	m->values[MESSAGE_ORDER] = (struct value){ .state = VALUE_NULL };
	m->values[MESSAGE_PRODUCT] = (struct value){ .state = VALUE_NULL };
	if (m->values[MESSAGE_REVOKED_AT].state == VALUE_SET)
		return SOUK_OK;
	if ((e = message_files_fill(act, m)) != SOUK_OK)
		return e;
	if (record_is(m, MESSAGE_DIRECTION, "out"))
		return contact_state_fill(act, m);
	if ((e = message_product_fill(act, m)) != SOUK_OK)
		return e;
	return record_is(m, MESSAGE_KIND, "order") ?
	    message_order_fill(act, m) : SOUK_OK;
}

enum outcome
message_next(struct act *act, struct rows *rows, struct record *m)
{
	const enum outcome	 e = rows_next(rows, act->arena, m);

	return e == SOUK_OK ? fill(act, m) : e;
}

const char *
message_cursor(struct act *act, const struct rows *rows,
    const struct record *m)
{
	return rows_cursor(act, rows, &(struct cursor){
		.num = m->values[MESSAGE_MADE_AT].num,
		.id = record_text(m, MESSAGE_ID) });
}

enum outcome
message_read(struct act *act, const char *id, struct record **out)
{
	struct stmt	*s = db_sql(act->db, sql_read);
	struct record	*m = record_new(act->arena, &message_fields);
	const char	*brand = NULL;
	enum outcome	 e;

	db_bind_text(s, ":id", id);
	if ((e = db_step(s)) == SOUK_OK) {
		compose_row(s, 0, act->arena, m);
		brand = db_copy(s, MESSAGE_CREATED_AT + 1, act->arena);
	}
	db_done(s);
	if (e != SOUK_OK || (e = inbox_brand(act, brand)) != SOUK_OK)
		return e;
	*out = m;
	return fill(act, m);
}
