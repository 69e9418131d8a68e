/* SPDX-License-Identifier: ISC */
#include "lib/inbox/chat_order.h"

#include <string.h>

#include "lib/base/arena.h"
#include "lib/base/clock.h"
#include "lib/base/text.h"
#include "lib/catalog/internal.h"
#include "lib/catalog/resource.h"
#include "lib/db/compose.h"
#include "lib/inbox/parts.h"
#include "lib/queue/queue.h"
#include "lib/settings/settings.h"

/*
 * All of it is SQL, in the transaction that ends the job: one order, one hold
 * and one link for a message, whoever is killed on the way.
 */
#define VALUES_MOST	16384	/* of a body, which has no more bytes than
				   inbox keeps of one */

static const char sql_put[] =
    "INSERT INTO chat_order (message_id, brand_id, state, created_at,"
    " updated_at) VALUES (:id, :brand, 'waiting', :now, :now)"
    " ON CONFLICT DO NOTHING";
static const char sql_brand[] =
    "SELECT brand_id FROM conversation WHERE id = :id";
static const char sql_load[] =
    "SELECT m.conversation_id, o.brand_id, c.number_id, c.person_id,"
    " c.prospect_id, m.ref, m.body, p.name, p.phone, p.email, u.id, u.locale"
    " FROM chat_order o JOIN message m ON m.id = o.message_id"
    " JOIN conversation c ON c.id = m.conversation_id"
    " JOIN prospect p ON p.id = c.prospect_id"
    " LEFT JOIN users u ON u.id = p.customer_id"
    " WHERE o.message_id = :id AND o.state = 'waiting'";
static const char sql_done[] =
    "UPDATE chat_order SET state = :state, order_id = :order,"
    " problem = :problem, updated_at = :now"
    " WHERE message_id = :id AND state = 'waiting'";
/* In the order of message_order_fields. */
static const char sql_of_message[] =
    "SELECT state, order_id, problem FROM chat_order WHERE message_id = :id";

/* ---- kept ------------------------------------------------------------------------- */

enum outcome
inbox_order_put(struct act *act, const char *message_id,
    const char *conversation_id)
{
	struct stmt	*s = db_sql(act->db, sql_brand);
	const char	*brand = NULL;
	enum outcome	 e;

	db_bind_text(s, ":id", conversation_id);
	if ((e = db_step(s)) == SOUK_OK)
		brand = db_copy(s, 0, act->arena);
	db_done(s);
	if (e != SOUK_OK)
		return e;
	s = db_sql(act->db, sql_put);
	db_bind_text(s, ":id", message_id);
	db_bind_text(s, ":brand", brand);
	db_bind_int(s, ":now", act->now);
	if ((e = db_run(s)) != SOUK_OK)
		return e;
	return queue_put(act, &(struct job_new){ .kind = "inbox.order",
		.unique_key = message_id, .payload = arena_printf(act->arena,
		"{\"message\":\"%s\"}", message_id) }, NULL);
}

enum outcome
message_order_fill(struct act *act, struct record *message)
{
	struct stmt	*s = db_sql(act->db, sql_of_message);
	struct record	*r = record_new(act->arena, &message_order_fields);
	enum outcome	 e;

	db_bind_text(s, ":id", record_text(message, MESSAGE_ID));
	if ((e = db_step(s)) == SOUK_OK) {
		compose_row(s, 0, act->arena, r);
		message->values[MESSAGE_ORDER] = (struct value){
			.state = VALUE_SET, .items = r, .count = 1 };
	}
	db_done(s);
	return e == SOUK_NOT_FOUND ? SOUK_OK : e;
}

/* ---- made --------------------------------------------------------------------------- */

static enum locale
locale_of(struct act *act, const char *tag)
{
	const enum locale	 locale = tag == NULL ? LOCALE__MAX :
				    locale_from_tag(tag);

	return locale == LOCALE__MAX ? settings_locale(act->settings) :
	    locale;
}

static enum outcome
load(struct act *act, struct chat_order *c, const char **body)
{
	struct stmt	*s = db_sql(act->db, sql_load);
	enum outcome	 e;

	db_bind_text(s, ":id", c->message_id);
	if ((e = db_step(s)) == SOUK_OK) {
		const char **const	 texts[] = { &c->conversation_id,
			&c->brand_id, &c->number_id, &c->person_id,
			&c->prospect_id, &c->ref, body, &c->name, &c->phone,
			&c->email, &c->customer_id };

		for (int i = 0; i < 11; i++)
			*texts[i] = db_copy(s, i, act->arena);
		c->locale = locale_of(act, db_text(s, 11, NULL));
	}
	db_done(s);
	return e;
}

static enum outcome
items_settle(struct act *act, struct chat_order *c, const char *body)
{
	struct json_in	*json;
	const char	*name;
	size_t		 at;
	enum outcome	 e;

	if (body == NULL || json_parse_most(act->arena, body, strlen(body),
	    VALUES_MOST, &json, &at, &name) != JSON_OK)
		return SOUK_INVALID;
	if ((e = chat_items_read(act, c, json)) != SOUK_OK ||
	    (e = chat_items_find(act, c)) != SOUK_OK)
		return e;
	return chat_items_offer(act, c);
}

static void
line_add(struct act *act, struct value *lines, const struct chat_item *i)
{
	struct record	*l = list_add(act->arena, lines, &draft_line_fields);

	record_set_text(l, DRAFT_LINE_VARIATION, i->variation_id);
	record_set_int(l, DRAFT_LINE_QUANTITY, i->given);
}

static struct record *
draft_of(struct act *act, const struct chat_order *c)
{
	struct record	*in = record_new(act->arena, &order_draft_fields);
	struct value	*lines = &in->values[DRAFT_LINES];
	const struct { int field; const char *text; } told[] = {
		{ DRAFT_CUSTOMER, c->customer_id }, { DRAFT_EMAIL, c->email },
		{ DRAFT_NAME, c->name }, { DRAFT_PHONE, c->phone == NULL ?
		    NULL : arena_printf(act->arena, "+%s", c->phone) },
		{ DRAFT_LOCALE, locale_tag(c->locale) },
		{ DRAFT_SOURCE, "chat" }, { DRAFT_PAYMENT, "stripe" },
		{ DRAFT_NOTE, c->note } };

	for (size_t i = 0; i < sizeof(told) / sizeof(told[0]); i++)
		if (told[i].text != NULL)
			record_set_text(in, told[i].field, told[i].text);
	for (size_t i = 0; i < c->count; i++)
		if (c->items[i].given > 0)
			line_add(act, lines, &c->items[i]);
	return in;
}

static enum outcome
order_make(struct act *act, struct chat_order *c)
{
	const int64_t	 minutes = settings_int(act->settings,
			    &inbox_settings, INBOX_ORDER_MINUTES);
	struct record	*in = draft_of(act, c), *order;
	enum outcome	 e;

	if (in->values[DRAFT_LINES].count == 0)
		return SOUK_OK;
	if ((e = order_draft(act, in, &order)) != SOUK_OK ||
	    (e = order_hold(act, record_text(order, ORDER_ID), act->now +
	    minutes * CLOCK_MINUTE, &order)) != SOUK_OK)
		return e;
	c->order = order;
	return SOUK_OK;
}

static enum outcome
done(struct act *act, const struct chat_order *c)
{
	struct stmt	*s = db_sql(act->db, sql_done);

	db_bind_text(s, ":id", c->message_id);
	db_bind_text(s, ":state", c->order != NULL ? "made" : "refused");
	db_bind_text(s, ":order", c->order == NULL ? NULL :
	    record_text(c->order, ORDER_ID));
	db_bind_text(s, ":problem", chat_order_problem(act, c));
	db_bind_int(s, ":now", act->now);
	return db_run(s);
}

/* A sum beyond what money can be, or an address that somebody wrote down
 * wrongly, is no order either: it is refused, and people look. */
struct trial { struct chat_order *c; const char *body; };

static enum outcome
try_it(struct act *act, void *arg)
{
	struct trial	*t = arg;
	enum outcome	 e = items_settle(act, t->c, t->body);

	return e == SOUK_OK ? order_make(act, t->c) : e;
}

static enum outcome
order_run(struct act *act, const struct job *job)
{
	struct chat_order	 c = { .message_id = job_text(act, job,
		"message") };
	struct trial		 t = { .c = &c };
	enum outcome		 e;

	if (c.message_id == NULL)
		return SOUK_INVALID;
	if ((e = load(act, &c, &t.body)) != SOUK_OK)
		return e == SOUK_NOT_FOUND ? SOUK_OK : e;
	act->actor.brand_id = c.brand_id;
	act->locale = c.locale;
	e = db_try(act, try_it, &t);
	if (e == SOUK_INVALID || e == SOUK_CONFLICT) {
		c.order = NULL;
		for (size_t i = 0; i < c.count; i++)
			c.items[i].given = 0;
	} else if (e != SOUK_OK)
		return e;
	if ((e = done(act, &c)) != SOUK_OK ||
	    (e = chat_order_answer(act, &c)) != SOUK_OK)
		return e;
	return chat_order_tell(act, &c);
}

const struct job_kind inbox_order = {
	.name = "inbox.order",
	.shown = (const char *const[]){ "message", NULL },
	.tx = true,
	.run = order_run,
	.max_attempts = 8,
	.lease = CLOCK_MINUTE,
	.first_pause = 5 * CLOCK_SECOND,
};
