/* SPDX-License-Identifier: ISC */
#include <assert.h>
#include <string.h>

#include "lib/accounts/accounts.h"
#include "lib/base/arena.h"
#include "lib/base/crypto.h"
#include "lib/base/json_out.h"
#include "lib/base/log.h"
#include "lib/base/typeid.h"
#include "lib/db/db.h"
#include "lib/whatsapp/told.h"

#define COUNT(TABLE) (sizeof(TABLE) / sizeof((TABLE)[0]))
#define RAW_MAX		((size_t)64 << 10)	/* of what nobody can read */

static const char sql_known[] =
    "SELECT 1 FROM wa_event WHERE key IN (:key, :gone)";
static const char sql_store[] =
    "INSERT INTO wa_event (id, key, kind, brand_id, number_id, person_id,"
    " field, type, body, outcome, problem, made_at, received_at)"
    " VALUES (:id, :key, :kind, :brand, :number, :person, :field, :type,"
    " :body, :outcome, :problem, :made, :now)";

static enum outcome
store(struct act *act, const struct wa_item *it)
{
	struct stmt	*s = db_sql(act->db, sql_store);

	db_bind_text(s, ":id", typeid_new(act->arena, "waevent", act->now));
	db_bind_text(s, ":key", it->key);
	db_bind_text(s, ":kind", it->kind);
	db_bind_text(s, ":brand", it->brand_id);
	db_bind_text(s, ":number", it->number_id);
	db_bind_text(s, ":person", it->person_id);
	db_bind_text(s, ":field", it->field);
	db_bind_text(s, ":type", it->type);
	db_bind_text(s, ":body", it->body);
	db_bind_text(s, ":outcome", it->outcome);
	db_bind_text(s, ":problem", it->problem);
	db_bind_int(s, ":made", it->made_at);
	db_bind_int(s, ":now", act->now);
	return db_run(s);
}

static enum outcome
is_known(struct act *act, const char *key)
{
	struct stmt	*s = db_sql(act->db, sql_known);
	enum outcome	 e;

	db_bind_text(s, ":key", key);
	db_bind_text(s, ":gone", wa_gone_key(act->arena, key));
	e = db_step(s);
	db_done(s);
	return e;
}

/* ---- applying ------------------------------------------------------------ */

/* What is only kept is found by whom it is about, if that is somebody known. */
enum outcome
wa_item_about(struct act *act, struct wa_item *it, const char *number,
    const char *ref)
{
	const struct wa_names	 names = {
		.wa_id = wa_name(act->arena, wa_text(it->item, number)),
		.user_ref = wa_name(act->arena, wa_text(it->item, ref)) };
	const enum outcome	 e = wa_person_find(act, it->brand_id, &names,
				    &it->person_id);

	return e == SOUK_NOT_FOUND ? SOUK_OK : e;
}

/* An echo is what the app on a phone wrote for us. */
static enum outcome
kept_apply(struct act *act, struct wa_item *it)
{
	it->outcome = "nothing";
	return it->sort == WA_ECHO ? wa_item_about(act, it, "to",
	    "to_user_id") : SOUK_OK;
}

static wa_apply_fn *const appliers[] = {
	[WA_MESSAGE] = wa_message_apply,
	[WA_STATUS] = wa_status_apply,
	[WA_FAULT] = kept_apply,
	[WA_PREFERENCE] = wa_preference_apply,
	[WA_ECHO] = kept_apply,
	[WA_OTHER] = wa_field_apply,
};
static_assert(COUNT(appliers) == WA_OTHER + 1, "one for each sort");

static enum outcome
apply_step(struct act *act, void *arg)
{
	struct wa_item	*it = arg;

	return appliers[it->sort](act, it);
}

/* What was begun and cannot be is undone, and kept with the reason. */
enum outcome
wa_event_apply(struct act *act, struct wa_item *it)
{
	enum outcome	 e;

	it->outcome = "applied";
	if ((e = wa_item_place(act, it)) != SOUK_OK ||
	    strcmp(it->outcome, "applied") != 0)
		return e;
	e = db_try(act, apply_step, it);
	if (e == SOUK_OK || e == SOUK_BUSY || e == SOUK_INTERNAL)
		return e;
	it->outcome = "refused";
	it->problem = act->problem.message != NULL ?
	    act->problem.message->code : outcome_name(e);
	act->problem = (struct problem){ .message = NULL };
	return SOUK_OK;
}

/* ---- taking -------------------------------------------------------------- */

static const char *
as_text(struct act *act, struct span body)
{
	struct buf	 b;
	struct json_out	 json = { .buf = &b };

	if (body.len > RAW_MAX)
		body.len = RAW_MAX;
	buf_init(&b, act->arena, body.len + 64);
	json_open(&json, NULL);
	json_text_n(&json, "raw", body.p, body.len);
	json_close(&json);
	return b.p;
}

static enum outcome
keep(struct act *act, struct wa_item *it, struct span body)
{
	enum outcome	 e;

	it->body = as_text(act, body);
	it->outcome = "refused";
	it->problem = "NOT_READABLE";
	log_line(LOG_WARN, "something Meta signed cannot be read", NULL);
	e = brand_ensure(act, &it->brand_id);
	return e != SOUK_OK ? e : store(act, it);
}

static const char sql_awaited[] =
    "SELECT id, body FROM wa_event WHERE person_id = :person"
    " AND outcome = 'early' AND kind = 'message' ORDER BY made_at, id";

/* What they did to a message of theirs came before it. */
static enum outcome
awaited_apply(struct act *act, const struct wa_item *it)
{
	struct stmt	*s = db_sql(act->db, sql_awaited);

	db_bind_text(s, ":person", it->person_id);
	return wa_events_again(act, s);
}

enum outcome
wa_event_take(struct act *act, const char *body)
{
	struct wa_item	 it;
	const bool	 readable = wa_item_read(act, body, &it);
	enum outcome	 e;

	if ((e = is_known(act, it.key)) != SOUK_NOT_FOUND)
		return e;
	if (!readable)
		return keep(act, &it, (struct span){ body, strlen(body) });
	if ((e = wa_event_apply(act, &it)) != SOUK_OK ||
	    (e = store(act, &it)) != SOUK_OK)
		return e;
	return it.was_awaited ? awaited_apply(act, &it) : SOUK_OK;
}

static const char sql_settle[] =
    "UPDATE wa_event SET brand_id = :brand, number_id = :number,"
    " person_id = :person, outcome = :outcome, problem = :problem"
    " WHERE id = :id";

enum outcome
wa_event_again(struct act *act, const char *id, const char *body)
{
	struct wa_item	 it;
	struct stmt	*s;
	enum outcome	 e;

	if (!wa_item_read(act, body, &it) || it.item == NULL)
		return SOUK_NOT_FOUND;
	if ((e = wa_event_apply(act, &it)) != SOUK_OK)
		return e;
	s = db_sql(act->db, sql_settle);
	db_bind_text(s, ":id", id);
	db_bind_text(s, ":brand", it.brand_id);
	db_bind_text(s, ":number", it.number_id);
	db_bind_text(s, ":person", it.person_id);
	db_bind_text(s, ":outcome", it.outcome);
	db_bind_text(s, ":problem", it.problem);
	e = db_run(s);
	return e == SOUK_OK && it.was_awaited ? awaited_apply(act, &it) : e;
}

enum outcome
wa_events_again(struct act *act, struct stmt *s)
{
	const char	*ids[WA_EARLY_MOST], *bodies[WA_EARLY_MOST];
	size_t		 n = 0;
	enum outcome	 e = SOUK_OK;

	while (n < WA_EARLY_MOST && (e = db_step(s)) == SOUK_OK) {
		ids[n] = db_copy(s, 0, act->arena);
		bodies[n++] = db_copy(s, 1, act->arena);
	}
	db_done(s);
	if (e == SOUK_NOT_FOUND)
		e = SOUK_OK;
	for (size_t i = 0; i < n && e == SOUK_OK; i++)
		e = wa_event_again(act, ids[i], bodies[i]);
	return e;
}

enum outcome
wa_part_take(struct act *act, const struct wa_part *part, void *arg)
{
	struct buf	 body;

	(void)arg;
	buf_init(&body, act->arena, part->item.len + part->metadata.len +
	    part->contact.len + 128);
	wa_item_write(&body, part);
	return wa_event_take(act, body.p);
}

const char *
wa_whole_key(struct arena *arena, struct span body)
{
	uint8_t	 hash[CRYPTO_HASH];

	crypto_sha256(body.p, body.len, hash);
	return arena_printf(arena, "whole:#%s", crypto_hex(arena, hash,
	    sizeof(hash)));
}

enum outcome
wa_event_keep(struct act *act, struct span body)
{
	struct wa_item	 it = { .kind = "other", .field = "?",
		.made_at = act->now };
	enum outcome	 e;

	it.key = wa_whole_key(act->arena, body);
	e = is_known(act, it.key);
	return e == SOUK_NOT_FOUND ? keep(act, &it, body) : e;
}
