/* SPDX-License-Identifier: ISC */
/* What somebody wants to send: looked at, and a row. */
#include <string.h>

#include "lib/base/arena.h"
#include "lib/base/config.h"
#include "lib/base/buf.h"
#include "lib/base/json_out.h"
#include "lib/base/messages.h"
#include "lib/base/text.h"
#include "lib/base/typeid.h"
#include "lib/db/db.h"
#include "lib/whatsapp/send.h"
#include "lib/whatsapp/shape.h"
#include "lib/whatsapp/template.h"

static const char sql_put[] =
    "INSERT INTO wa_send (id, brand_id, number_id, person_id, kind, body,"
    " category, subject, subject_id, client_key, due_at, created_at)"
    " VALUES (:id, :brand, :number, :person, :kind, :body, :category,"
    " :subject, :subject_id, :key, :now, :now)";
static const char sql_by_key[] =
    "SELECT id FROM wa_send WHERE brand_id = :brand AND client_key = :key";
static const char sql_last[] =
    "SELECT id FROM wa_send WHERE person_id = :person"
    " ORDER BY id DESC LIMIT 1";

/* ---- may it? ------------------------------------------------------------- */

static enum outcome
body_read(struct act *act, const struct wa_send_new *new,
    const struct json_in **object)
{
	struct json_in		*json;
	const struct message	*fault;
	const char		*name;
	size_t			 at;

	fault = json_fault_message(json_parse(act->arena, new->body,
	    strlen(new->body), &json, &at, &name));
	if (fault != NULL)
		return act_bad_number(act, new->kind, fault, (int64_t)at, 0);
	*object = json;
	return wa_shape_check(act, new->kind, json, new->file != NULL);
}

/* Free words only while the window is open. */
static enum outcome
window_check(struct act *act, const struct wa_number *number,
    const struct wa_send_new *new)
{
	int64_t		 closes_at;
	enum outcome	 e;

	if (strcmp(new->kind, "template") == 0)
		return SOUK_OK;
	e = wa_window(act, number->id, new->person_id, &closes_at);
	return e != SOUK_OK || closes_at > act->now ? e : act_refuse(act,
	    SOUK_CONFLICT, &wa_messages[WA_WINDOW_CLOSED]);
}

static enum outcome
wish_check(struct act *act, const struct wa_send_new *new,
    const char *category)
{
	const enum wa_purpose	 purpose = text_equal(category,
				    "marketing") ? WA_MARKETING : WA_SERVICE;
	enum outcome		 e;
	bool			 wanted;

	e = wa_may(act, new->person_id, purpose, &wanted);
	return e != SOUK_OK || wanted ? e : act_refuse(act, SOUK_CONFLICT,
	    &wa_messages[WA_NOT_WANTED]);
}

/* ---- the row ------------------------------------------------------------- */

/*
 * Behind all that is to go to that person: ids are sent in their order, and
 * two of one millisecond would stand by chance.
 */
static enum outcome
id_new(struct act *act, const char *person_id, const char **id)
{
	struct stmt	*s = db_sql(act->db, sql_last);
	int64_t		 at = act->now, step = 1;
	const char	*last;
	enum outcome	 e;

	*id = typeid_new(act->arena, "wasend", at);
	db_bind_text(s, ":person", person_id);
	if ((e = db_step(s)) != SOUK_OK)
		return e == SOUK_NOT_FOUND ? SOUK_OK : e;
	last = db_copy(s, 0, act->arena);
	db_done(s);
	for (; strcmp(*id, last) <= 0; step *= 2)
		*id = typeid_new(act->arena, "wasend", at += step);
	return SOUK_OK;
}

static const char *
body_make(struct act *act, const struct wa_send_new *new,
    const struct json_in *object)
{
	struct buf	 b;
	struct json_out	 json = { .buf = &b };

	buf_init(&b, act->arena, strlen(new->body) + 256);
	json_open(&json, NULL);
	json_copy(&json, new->kind, object);
	if (new->reply_ref != NULL) {
		json_open(&json, "context");
		json_text(&json, "message_id", new->reply_ref);
		json_close(&json);
	}
	if (new->file != NULL) {
		json_open(&json, WA_FILE_MEMBER);
		json_text(&json, "path", new->file);
		json_text(&json, "type", new->file_type);
		json_text(&json, "name", new->file_name);
		json_close(&json);
	}
	json_close(&json);
	return b.p;
}

static enum outcome
row_put(struct act *act, const struct wa_send_new *new,
    const struct wa_number *number, const char *body, const char *category,
    const char *id)
{
	struct stmt	*s = db_sql(act->db, sql_put);
	enum outcome	 e;

	db_bind_text(s, ":id", id);
	db_bind_text(s, ":brand", new->brand_id);
	db_bind_text(s, ":number", number->id);
	db_bind_text(s, ":person", new->person_id);
	db_bind_text(s, ":kind", new->kind);
	db_bind_text(s, ":body", body);
	db_bind_text(s, ":category", category);
	db_bind_text(s, ":subject", new->subject);
	db_bind_text(s, ":subject_id", new->subject_id);
	db_bind_text(s, ":key", new->client_key);
	db_bind_int(s, ":now", act->now);
	e = db_run(s);
	return e != SOUK_OK ? e : wa_send_wake(act, number->id, act->now);
}

/* NOT_FOUND: nobody asked so before. */
static enum outcome
by_key(struct act *act, const struct wa_send_new *new, const char **id)
{
	struct stmt	*s;
	enum outcome	 e;

	if (new->client_key == NULL)
		return SOUK_NOT_FOUND;
	s = db_sql(act->db, sql_by_key);
	db_bind_text(s, ":brand", new->brand_id);
	db_bind_text(s, ":key", new->client_key);
	if ((e = db_step(s)) == SOUK_OK)
		*id = db_copy(s, 0, act->arena);
	db_done(s);
	return e;
}

enum outcome
wa_send_put(struct act *act, const struct wa_send_new *new, const char **id)
{
	const struct json_in	*object = NULL;
	const char		*category;
	struct wa_number	 number;
	enum outcome		 e;

	if ((e = by_key(act, new, id)) != SOUK_NOT_FOUND)
		return e;
	if ((e = wa_number_of(act, new->brand_id, new->number_id,
	    &number)) != SOUK_OK)
		return e;
	if (wa_number_token(act, &number) == NULL)
		return act_refuse(act, SOUK_CONFLICT, &wa_messages[WA_OFF]);
	if ((e = body_read(act, new, &object)) != SOUK_OK ||
	    (e = wa_template_category(act, new->brand_id, new->kind, object,
	    &category)) != SOUK_OK ||
	    (e = window_check(act, &number, new)) != SOUK_OK ||
	    (e = wish_check(act, new, category)) != SOUK_OK ||
	    (e = id_new(act, new->person_id, id)) != SOUK_OK)
		return e;
	return row_put(act, new, &number, body_make(act, new, object),
	    category, *id);
}
