/* SPDX-License-Identifier: ISC */
/* What the staff have seen is marked read at Meta: the last message, and with
 * it all before. */
#include "lib/base/arena.h"
#include "lib/base/buf.h"
#include "lib/base/json_out.h"
#include "lib/db/db.h"
#include "lib/whatsapp/send.h"

#define ATTEMPTS	8

static const char sql_last[] =
    "SELECT w.last_in_ref FROM wa_pair w"
    " JOIN wa_number n ON n.id = w.number_id AND n.gone_at IS NULL"
    " JOIN wa_person p ON p.id = w.person_id AND p.brand_id = n.brand_id"
    " WHERE w.number_id = :number AND w.person_id = :person"
    " AND w.last_in_ref IS NOT NULL";

enum outcome
wa_read_put(struct act *act, const char *number_id, const char *person_id)
{
	return queue_put(act, &(struct job_new){ .kind = wa_read_job.name,
		.payload = arena_printf(act->arena,
		"{\"number\":\"%s\",\"person\":\"%s\"}", number_id,
		person_id), .unique_key = arena_printf(act->arena,
		"whatsapp.read:%s:%s", number_id, person_id) }, NULL);
}

struct reading {
	const char		*person_id, *wamid;
	struct wa_number	 number;
};

static enum outcome
load(struct act *act, void *arg)
{
	struct reading	*r = arg;
	struct stmt	*s;
	enum outcome	 e;

	if ((e = wa_number_load(act, r->number.id, &r->number)) != SOUK_OK)
		return e;
	s = db_sql(act->db, sql_last);
	db_bind_text(s, ":number", r->number.id);
	db_bind_text(s, ":person", r->person_id);
	if ((e = db_step(s)) == SOUK_OK)
		r->wamid = db_copy(s, 0, act->arena);
	db_done(s);
	return e;
}

static const char *
body_of(struct act *act, const char *wamid)
{
	struct buf	 b;
	struct json_out	 json = { .buf = &b };

	buf_init(&b, act->arena, 256);
	json_open(&json, NULL);
	json_text(&json, "messaging_product", "whatsapp");
	json_text(&json, "status", "read");
	json_text(&json, "message_id", wamid);
	json_close(&json);
	return b.p;
}

/* Marked twice is marked: whatever may have happened, again.  What Meta
 * refuses is of no importance. */
static enum outcome
read_run(struct act *act, const struct job *job)
{
	struct reading		 r = { .person_id = job_text(act, job,
				    "person") };
	struct graph_answer	 answer;
	const char		*token;
	enum outcome		 e;

	r.number.id = job_text(act, job, "number");
	if (r.number.id == NULL || r.person_id == NULL)
		return SOUK_INVALID;
	if ((e = db_tx(act, DB_READ, load, &r)) != SOUK_OK)
		return e == SOUK_NOT_FOUND ? SOUK_OK : e;
	if ((token = wa_number_token(act, &r.number)) == NULL)
		return SOUK_OK;
	graph_ask(act, &(struct graph_call){ .token = token,
	    .path = arena_printf(act->arena, "/%s/messages",
	    r.number.meta_id), .body = body_of(act, r.wamid) }, &answer);
	return answer.end == GRAPH_UNSENT || answer.end == GRAPH_UNSURE ||
	    answer.end == GRAPH_ILL || answer.end == GRAPH_BUSY ?
	    act_refuse(act, SOUK_UPSTREAM, &wa_messages[WA_NOT_SYNCED]) :
	    SOUK_OK;
}

const struct job_kind wa_read_job = {
	.name = "whatsapp.read",
	.shown = (const char *const[]){ "number", NULL },
	.lane = LANE_CHAT,
	.run = read_run,
	.max_attempts = ATTEMPTS,
	.lease = CLOCK_MINUTE,
	.first_pause = CLOCK_SECOND,
};
