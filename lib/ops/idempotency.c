/* SPDX-License-Identifier: ISC */
#include "lib/ops/idempotency.h"

#include "lib/base/clock.h"
#include "lib/db/db.h"
#include "lib/db/show.h"
#include "lib/queue/queue.h"

#define KEPT_FOR	CLOCK_DAY
#define RESERVED_FOR	CLOCK_MINUTE	/* longer than any request */

static const char sql_find[] =
    "SELECT request_hash, status, head, body FROM idempotency"
    " WHERE actor = :actor AND key = :key AND created_at > :since";

static const char sql_forget[] =
    "DELETE FROM idempotency WHERE actor = :actor AND key = :key"
    " AND (created_at <= :since OR (status = 0"
    " AND (created_at <= :left OR created_at > :soon)))";

static const char sql_reserve[] =
    "INSERT INTO idempotency"
    " (actor, key, request_hash, status, head, body, created_at)"
    " VALUES (:actor, :key, :hash, 0, '', '', :now)";

static const char sql_release[] =
    "DELETE FROM idempotency"
    " WHERE actor = :actor AND key = :key AND status = 0";

/* An answer never replaces an answer. */
static const char sql_keep[] =
    "INSERT INTO idempotency"
    " (actor, key, request_hash, status, head, body, created_at)"
    " VALUES (:actor, :key, :hash, :status, :head, :body, :now)"
    " ON CONFLICT (actor, key) DO UPDATE SET status = excluded.status,"
    " head = excluded.head, body = excluded.body"
    " WHERE idempotency.status = 0"
    " AND idempotency.request_hash = excluded.request_hash";

static const char sql_sweep[] =
    "DELETE FROM idempotency WHERE (actor, key) IN"
    " (SELECT actor, key FROM idempotency WHERE created_at <= :before"
    " LIMIT :rows) RETURNING 1";

static const char sql_kept[] =
    "SELECT created_at, status, body FROM idempotency"
    " WHERE actor = :owner ORDER BY created_at";
static const char *const kept_columns[] = { "createdAt@", "status#", "answer",
	NULL };

static const char sql_erase[] = "DELETE FROM idempotency WHERE actor = :user";

static enum outcome
idempotency_show(struct act *act, const char *user_id, struct json_out *json)
{
	const struct show_rows	 rows = { "answersKept", sql_kept,
				    kept_columns, false };

	return show_rows(act, json, &rows, user_id);
}

static enum outcome
idempotency_erase(struct act *act, const char *user_id)
{
	struct stmt	*s = db_sql(act->db, sql_erase);

	db_bind_text(s, ":user", user_id);
	return db_run(s);
}

const struct privacy idempotency_privacy = {
	.module = "ops",
	.show = idempotency_show,
	.erase = idempotency_erase,
};

enum outcome
idempotency_find(struct act *act, const char *actor, const char *key,
    struct kept_answer *kept)
{
	struct stmt	*s = db_sql(act->db, sql_find);
	enum outcome	 e;

	db_bind_text(s, ":actor", actor);
	db_bind_text(s, ":key", key);
	db_bind_int(s, ":since", act->now - KEPT_FOR);
	if ((e = db_step(s)) != SOUK_OK)
		return e;
	kept->request_hash = db_copy(s, 0, act->arena);
	kept->status = db_int(s, 1);
	kept->head = db_copy(s, 2, act->arena);
	kept->body = db_copy(s, 3, act->arena);
	db_done(s);
	return SOUK_OK;
}

/* A key whose answer or reservation is past its time is free again; so is a
 * reservation from before the clock was set back. */
static enum outcome
forget(struct act *act, const char *actor, const char *key)
{
	struct stmt	*s = db_sql(act->db, sql_forget);

	db_bind_text(s, ":actor", actor);
	db_bind_text(s, ":key", key);
	db_bind_int(s, ":since", act->now - KEPT_FOR);
	db_bind_int(s, ":left", act->now - RESERVED_FOR);
	db_bind_int(s, ":soon", act->now + RESERVED_FOR);
	return db_run(s);
}

enum outcome
idempotency_reserve(struct act *act, const char *actor, const char *key,
    const char *request_hash)
{
	struct stmt	*s;
	enum outcome	 e;

	if ((e = forget(act, actor, key)) != SOUK_OK)
		return e;
	s = db_sql(act->db, sql_reserve);
	db_bind_text(s, ":actor", actor);
	db_bind_text(s, ":key", key);
	db_bind_text(s, ":hash", request_hash);
	db_bind_int(s, ":now", act->now);
	return db_run(s);
}

enum outcome
idempotency_release(struct act *act, const char *actor, const char *key)
{
	struct stmt	*s = db_sql(act->db, sql_release);

	db_bind_text(s, ":actor", actor);
	db_bind_text(s, ":key", key);
	return db_run(s);
}

enum outcome
idempotency_keep(struct act *act, const char *actor, const char *key,
    const struct kept_answer *kept)
{
	struct stmt	*s;
	enum outcome	 e;

	if ((e = forget(act, actor, key)) != SOUK_OK)
		return e;
	s = db_sql(act->db, sql_keep);
	db_bind_text(s, ":actor", actor);
	db_bind_text(s, ":key", key);
	db_bind_text(s, ":hash", kept->request_hash);
	db_bind_int(s, ":status", kept->status);
	db_bind_text(s, ":head", kept->head);
	db_bind_text(s, ":body", kept->body);
	db_bind_int(s, ":now", act->now);
	e = db_run_changed(s);
	return e == SOUK_NOT_FOUND ? SOUK_CONFLICT : e;
}

static enum outcome
sweep(struct act *act, const struct job *job)
{
	static const struct queue_kept	 kept[] = { { sql_sweep, KEPT_FOR },
					    { NULL, 0 } };

	return queue_sweep(act, job, kept);
}

const struct job_kind idempotency_sweep = {
	.name = "idempotency.sweep",
	.run = sweep,
	.max_attempts = 5,
	.lease = CLOCK_MINUTE,
	.first_pause = CLOCK_SECOND,
};
