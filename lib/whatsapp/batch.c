/* SPDX-License-Identifier: ISC */
/*
 * A delivery that is too big to be applied while Meta waits and others want to
 * write: it is kept whole, and a job applies it a few items at a time.  Who is
 * killed on the way begins again, and what was applied is known by its key.
 */
#include <setjmp.h>

#include "lib/accounts/accounts.h"
#include "lib/base/arena.h"
#include "lib/base/clock.h"
#include "lib/base/crypto.h"
#include "lib/base/json_out.h"
#include "lib/base/log.h"
#include "lib/base/typeid.h"
#include "lib/db/db.h"
#include "lib/queue/queue.h"
#include "lib/whatsapp/told.h"

#define AT_ONCE		64		/* items in one transaction */
#define STEP_MAX	((size_t)24 << 20)	/* of memory for them */

/* ---- kept ---------------------------------------------------------------- */

static const char sql_known[] = "SELECT 1 FROM wa_event WHERE key = :key";
static const char sql_store[] =
    "INSERT INTO wa_event (id, key, kind, brand_id, field, type, body,"
    " outcome, made_at, received_at) VALUES (:id, :key, 'other', :brand,"
    " 'messages', '" WA_WHOLE "', :body, 'early', :now, :now)";

static enum outcome
job_put(struct act *act, const char *id)
{
	struct buf	 b;
	struct json_out	 json = { .buf = &b };

	buf_init(&b, act->arena, 0);
	json_open(&json, NULL);
	json_text(&json, "event", id);
	json_close(&json);
	return queue_put(act, &(struct job_new){ .kind = wa_batch.name,
		.payload = b.p, .unique_key = id }, NULL);
}

static enum outcome
store(struct act *act, const char *id, const char *key, struct span body)
{
	const char	*brand;
	struct stmt	*s;
	enum outcome	 e;

	if ((e = brand_ensure(act, &brand)) != SOUK_OK)
		return e;
	s = db_sql(act->db, sql_store);
	db_bind_text(s, ":id", id);
	db_bind_text(s, ":key", key);
	db_bind_text(s, ":brand", brand);
	db_bind_text(s, ":body", body.p);
	db_bind_int(s, ":now", act->now);
	return db_run(s);
}

enum outcome
wa_batch_put(struct act *act, struct span body)
{
	const char	*id = typeid_new(act->arena, "waevent", act->now);
	const char	*key = wa_whole_key(act->arena, body);
	struct stmt	*s = db_sql(act->db, sql_known);
	enum outcome	 e;

	db_bind_text(s, ":key", key);
	e = db_step(s);
	db_done(s);
	if (e != SOUK_NOT_FOUND)
		return e;
	if ((e = store(act, id, key, body)) != SOUK_OK)
		return e;
	return job_put(act, id);
}

/* ---- applied ------------------------------------------------------------- */

struct batch {
	struct act		 step;		/* with an arena of its own */
	const struct job	*job;
	const char		*id;
	struct wa_part		 parts[AT_ONCE];
	size_t			 count;
};

static enum outcome
parts_step(struct act *act, void *arg)
{
	const struct batch	*b = arg;
	enum outcome		 e = SOUK_OK;

	for (size_t i = 0; i < b->count && e == SOUK_OK; i++)
		e = wa_part_take(act, &b->parts[i], NULL);
	return e;
}

static enum outcome
parts_flush(struct batch *b)
{
	enum outcome	 e = db_tx(&b->step, DB_WRITE, parts_step, b);

	arena_reset(b->step.arena);
	b->count = 0;
	return e == SOUK_OK ? queue_extend(&b->step, b->job) : e;
}

static enum outcome
part_add(struct act *act, const struct wa_part *part, void *arg)
{
	struct batch	*b = arg;

	(void)act;
	b->parts[b->count++] = *part;
	return b->count < AT_ONCE ? SOUK_OK : parts_flush(b);
}

static const char sql_body[] =
    "SELECT body FROM wa_event WHERE id = :id AND outcome = 'early'";
static const char sql_over[] =
    "UPDATE wa_event SET body = '{}', outcome = 'applied' WHERE id = :id";

struct body { const char *id; struct span text; };

static enum outcome
body_step(struct act *act, void *arg)
{
	struct body	*body = arg;
	struct stmt	*s = db_sql(act->db, sql_body);
	enum outcome	 e;

	db_bind_text(s, ":id", body->id);
	if ((e = db_step(s)) == SOUK_OK) {
		body->text.p = db_text(s, 0, &body->text.len);
		body->text.p = arena_text(act->arena, body->text.p,
		    body->text.len);
	}
	db_done(s);
	return e;
}

static enum outcome
over_step(struct act *act, void *arg)
{
	struct stmt	*s = db_sql(act->db, sql_over);

	db_bind_text(s, ":id", arg);
	return db_run(s);
}

static enum outcome
batch_apply(struct act *act, struct batch *b, struct span body)
{
	enum outcome	 e = wa_split(act, body, part_add, b);

	if (e == SOUK_OK)
		e = parts_flush(b);
	return e != SOUK_OK ? e : db_tx(act, DB_WRITE, over_step,
	    (void *)(uintptr_t)b->id);
}

/* Items far too big for a step are a delivery that stays as it is, dead and
 * shown. */
static enum outcome
batch_guarded(struct act *act, struct batch *b, struct span body)
{
	jmp_buf	 guard;

	if (setjmp(guard) != 0) {
		db_abandon(act->db);
		log_line(LOG_ERROR, "a delivery takes too much memory",
		    "event", b->id, NULL);
		return SOUK_BUSY;
	}
	arena_guard(b->step.arena, &guard);
	return batch_apply(act, b, body);
}

static enum outcome
batch_run(struct act *act, const struct job *job)
{
	struct batch	*b = arena_alloc(act->arena, sizeof(*b));
	struct body	 body = { .id = job_text(act, job, "event") };
	enum outcome	 e;

	if (body.id == NULL)
		return SOUK_INVALID;
	e = db_tx(act, DB_READ, body_step, &body);
	if (e != SOUK_OK)
		return e == SOUK_NOT_FOUND ? SOUK_OK : e;
	*b = (struct batch){ .step = *act, .job = job, .id = body.id };
	if ((b->step.arena = arena_new(STEP_MAX)) == NULL)
		return SOUK_BUSY;
	e = batch_guarded(act, b, body.text);
	arena_free(b->step.arena);
	return e;
}

static const char *const shown[] = { "event", NULL };

const struct job_kind wa_batch = {
	.name = "whatsapp.batch",
	.run = batch_run,
	.max_attempts = 20,
	.lease = CLOCK_MINUTE,
	.first_pause = CLOCK_SECOND,
	.shown = shown,
};
