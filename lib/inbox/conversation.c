/* SPDX-License-Identifier: ISC */
/* Talks with people, as they are read. */
#include <string.h>

#include "lib/base/arena.h"
#include "lib/base/clock.h"
#include "lib/base/text.h"
#include "lib/catalog/internal.h"
#include "lib/db/compose.h"
#include "lib/db/listed.h"
#include "lib/inbox/inbox.h"
#include "lib/inbox/parts.h"
#include "lib/settings/settings.h"
#include "lib/whatsapp/whatsapp.h"

/* The stored ones of conversation_fields, in order. */
#define CONVERSATION_COLUMNS \
    "c.id, c.brand_id, c.prospect_id, c.channel, c.number_id, c.person_id," \
    " c.subject, c.state, c.assignee_id, c.unread, c.excerpt, c.last_at," \
    " c.last_in_at, c.waiting_since, c.closed_at, c.created_at," \
    " c.updated_at, c.version, p.name FROM conversation c" \
    " JOIN prospect p ON p.id = c.prospect_id"

static const char sql_read[] =
    "SELECT " CONVERSATION_COLUMNS " WHERE c.id = :id";
static const char sql_count[] =
    "SELECT count(*) FROM (SELECT 1 FROM conversation c"
    " WHERE c.brand_id = :brand";
static const char sql_page[] =
    "SELECT " CONVERSATION_COLUMNS " WHERE c.brand_id = :brand";
static const char sql_order[] =
    " ORDER BY c.last_at DESC, c.id DESC LIMIT :limit OFFSET :offset";

static const struct listed_filter filters[CONVERSATIONS_OF__MAX] = {
	[CONVERSATIONS_OF_STATE] = { "c.state = :state", ":state", NULL },
	[CONVERSATIONS_OF_CHANNEL] = { "c.channel = :channel", ":channel",
		NULL },
	[CONVERSATIONS_OF_LABEL] = { "c.id IN (SELECT l.conversation_id"
		" FROM conversation_label l WHERE l.label_id = :label)",
		":label", NULL },
	[CONVERSATIONS_OF_PROSPECT] = { "c.prospect_id = :prospect",
		":prospect", NULL },
	[CONVERSATIONS_OF_UNREAD] = { "c.unread > 0", NULL, "c.unread = 0" },
	/* the others: more() */
};

static int64_t
late_since(const struct act *act)
{
	return act->now - CLOCK_HOUR * settings_int(act->settings,
	    &inbox_settings, INBOX_WARN_HOURS);
}

static void
more(struct act *act, const struct record *filter, struct listed_where *w)
{
	const struct value	*late = &filter->values[
				    CONVERSATIONS_OF_OVERDUE];

	where_staff(act, record_text(filter, CONVERSATIONS_OF_ASSIGNEE), w,
	    "c.assignee_id = :person", "c.assignee_id IS NULL");
	/* What was said in it, or whom it is with; asked once. */
	where_words(act, &(struct find_words){
		.typed = record_text(filter, CONVERSATIONS_OF_Q),
		.before = "c.id IN (WITH hit(owner) AS MATERIALIZED (",
		.after = ") SELECT f.id FROM hit JOIN conversation f"
		    " ON f.id = hit.owner UNION SELECT f.id FROM hit"
		    " JOIN conversation f ON f.prospect_id = hit.owner)" },
	    w);
	if (late->state != VALUE_SET)
		return;
	listed_if(w, late->num == 1 ? "c.waiting_since <= :late" :
	    "(c.waiting_since IS NULL OR c.waiting_since > :late)");
	listed_int(w, ":late", late_since(act));
}

static const struct listed conversations = {
	.name = "conversations", LISTED_FILTERS(filters), .more = more,
	.count = sql_count, .page = sql_page,
	.after = "(c.last_at, c.id) < (:key, :id)", .by_time = true,
	.order = sql_order,
};

enum outcome
conversation_list(struct act *act, const struct record *filter,
    const struct list_query *query, struct rows *rows)
{
	return listed_open(act, &conversations, filter, query, rows);
}

/* ---- what is not of its row ------------------------------------------------------- */

static enum outcome
window_fill(struct act *act, struct record *c)
{
	int64_t		 until = 0;
	enum outcome	 e;

	if (record_text(c, CONVERSATION_PERSON) == NULL)
		return SOUK_OK;
	e = wa_window(act, record_text(c, CONVERSATION_NUMBER),
	    record_text(c, CONVERSATION_PERSON), &until);
	if (e == SOUK_OK && until != 0)
		record_set_int(c, CONVERSATION_WINDOW_UNTIL, until);
	return e;
}

static enum outcome
fill(struct act *act, struct record *c)
{
	const struct value	*since = &c->values[CONVERSATION_WAITING_SINCE];
	enum outcome		 e;

	c->values[CONVERSATION_WINDOW_UNTIL] =
	    (struct value){ .state = VALUE_NULL };
	record_set_int(c, CONVERSATION_OVERDUE, since->state == VALUE_SET &&
	    since->num <= late_since(act));
	if ((e = window_fill(act, c)) != SOUK_OK)
		return e;
	return labels_fill(act, record_text(c, CONVERSATION_ID),
	    &c->values[CONVERSATION_LABELS]);
}

enum outcome
conversation_next(struct act *act, struct rows *rows, struct record *c)
{
	const enum outcome	 e = rows_next(rows, act->arena, c);

	return e == SOUK_OK ? fill(act, c) : e;
}

const char *
conversation_cursor(struct act *act, const struct rows *rows,
    const struct record *c)
{
	return rows_cursor(act, rows, &(struct cursor){
		.num = c->values[CONVERSATION_LAST_AT].num,
		.id = record_text(c, CONVERSATION_ID) });
}

enum outcome
conversation_read(struct act *act, const char *id, struct record **out)
{
	struct stmt	*s = db_sql(act->db, sql_read);
	struct record	*c = record_new(act->arena, &conversation_fields);
	enum outcome	 e;

	db_bind_text(s, ":id", id);
	if ((e = db_step(s)) == SOUK_OK)
		compose_row(s, 0, act->arena, c);
	db_done(s);
	if (e != SOUK_OK ||
	    (e = inbox_brand(act, record_text(c, CONVERSATION_BRAND))) !=
	    SOUK_OK)
		return e;
	*out = c;
	return fill(act, c);
}
