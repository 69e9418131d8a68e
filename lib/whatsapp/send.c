/* SPDX-License-Identifier: ISC */
/* The job of a number: takes, says, writes down; see send.h. */
#include "lib/whatsapp/send.h"

#include "lib/base/arena.h"
#include "lib/db/db.h"

#define ANSWER_MOST	((size_t)16 << 10)
#define ENDLESS		1000000		/* it is as old as the shop */
#define RECORD_TRIES	5
#define MOMENT_US	50000	/* what a kill puts in doubt, besides what is
				   under way */

static const char *
key_of(struct act *act, const char *number_id)
{
	return arena_printf(act->arena, "whatsapp.send:%s", number_id);
}

enum outcome
wa_send_wake(struct act *act, const char *number_id, int64_t due)
{
	const char	*key = key_of(act, number_id), *id;
	enum outcome	 e;

	e = queue_put(act, &(struct job_new){ .kind = wa_send_job.name,
		.due = due, .unique_key = key, .payload = arena_printf(
		act->arena, "{\"number\":\"%s\"}", number_id) }, &id);
	return e != SOUK_OK || id != NULL ? e :
	    queue_hasten(act, key, due);
}

/* ---- the first transaction ----------------------------------------------- */

static enum outcome
take(struct act *act, void *arg)
{
	struct wa_round	*b = arg;
	enum outcome	 e = wa_number_load(act, b->number.id, &b->number);

	return e != SOUK_OK ? e : wa_round_take(act, b);
}

/* While Meta is away, one probe at a time. */
static int
lets_count(struct act *act)
{
	int	 n = 0;

	while (n < WA_ROUND && graph_lets(act))
		n++;
	return n;
}

/* ---- between them -------------------------------------------------------- */

static void
requests_make(struct act *act, const struct wa_round *b, const char *token,
    struct net_one *ones)
{
	const char	*path = arena_printf(act->arena, "/%s/messages",
			    b->number.meta_id);

	for (int i = 0; i < b->count; i++) {
		graph_request(act, &(struct graph_call){ .token = token,
		    .path = path, .body = wa_row_body(act, &b->rows[i]) },
		    &ones[i].request);
		ones[i].request.most = ANSWER_MOST;
		ones[i].after_us = b->rows[i].after_us;
	}
}

/* The rows from one on, of which the first is to be said now. */
struct moment { struct act *act; struct wa_round *b; int from, to; };

/* What was dropped or erased meanwhile stays so. */
static enum outcome
moment_mark(struct act *act, void *arg)
{
	const struct moment	*m = arg;
	enum outcome		 e = SOUK_OK;

	for (int i = m->from; i < m->to && e == SOUK_OK; i++)
		if ((e = wa_row_mark(act, &m->b->rows[i])) == SOUK_NOT_FOUND)
			e = SOUK_OK;
	return e;
}

static bool
may_say(void *arg, size_t i)
{
	struct moment	*m = arg;
	struct wa_row	*rows = m->b->rows;

	if ((int)i < m->to)
		return rows[i].is_marked;
	m->from = (int)i;
	while (m->to < m->b->count &&
	    rows[m->to].after_us <= rows[i].after_us + MOMENT_US)
		m->to++;
	/* Who cannot write says no more in this round. */
	if (db_tx(m->act, DB_WRITE, moment_mark, m) != SOUK_OK)
		for (m->to = m->from; m->to < m->b->count; m->to++)
			rows[m->to].is_marked = false;
	return rows[i].is_marked;
}

/* There is nothing to say it with: nobody heard, and a person must help. */
static void
tokenless(struct act *act, struct wa_round *b)
{
	struct moment	 all = { act, b, 0, b->count };

	db_tx(act, DB_WRITE, moment_mark, &all);
	for (int i = 0; i < b->count; i++)
		b->answers[i] = (struct graph_answer){ .end = GRAPH_HELD,
			.error = "no token, or sealed under another "
			    "SOUK_SECRET" };
}

static void
say(struct act *act, struct wa_round *b)
{
	const char		*token = wa_number_token(act, &b->number);
	const size_t		 n = (size_t)b->count;
	struct moment		 moment = { act, b, 0, 0 };
	const struct net_gate	 gate = { may_say, &moment };
	struct net_one		*ones;
	struct net_answer	*in;
	enum net_result		*results;

	if (n == 0)
		return;
	if (token == NULL) {
		tokenless(act, b);
		return;
	}
	ones = arena_array(act->arena, n, sizeof(*ones));
	in = arena_array(act->arena, n, sizeof(*in));
	results = arena_array(act->arena, n, sizeof(*results));
	requests_make(act, b, token, ones);
	net_http_many(act, &gate, ones, n, in, results);
	for (size_t i = 0; i < n; i++) {
		graph_read(act, results[i], &in[i], &b->answers[i]);
		if (b->rows[i].is_marked)
			graph_told(act, &b->answers[i]);
	}
}

/* ---- the second transaction ---------------------------------------------- */

/* Whoever took the job over looks again by itself. */
static enum outcome
job_settle(struct act *act, const struct wa_round *b)
{
	int64_t		 next;
	enum outcome	 e;

	if ((e = wa_round_next(act, b, &next)) != SOUK_OK)
		return e;
	e = next == 0 ? queue_end(act, b->job) :
	    queue_postpone(act, b->job, next);
	return e == SOUK_NOT_FOUND ? SOUK_OK : e;
}

static enum outcome
record(struct act *act, void *arg)
{
	struct wa_round	*b = arg;
	enum outcome	 e = wa_round_record(act, b);

	if (e == SOUK_OK && b->file.id != NULL)
		e = wa_file_record(act, b);
	return e != SOUK_OK ? e : job_settle(act, b);
}

static enum outcome
send_run(struct act *act, const struct job *job)
{
	const int64_t	 start = clock_monotonic_us();
	struct wa_round	*b = arena_alloc(act->arena, sizeof(*b));
	enum outcome	 e;

	b->job = job;
	b->number.id = job_text(act, job, "number");
	if (b->number.id == NULL)
		return SOUK_INVALID;
	b->most = lets_count(act);
	if ((e = db_tx(act, DB_WRITE, take, b)) != SOUK_OK)
		return e == SOUK_NOT_FOUND ? SOUK_OK : e;
	say(act, b);
	if (b->file.id != NULL)
		wa_row_bring(act, b);
	/* What was said takes its time. */
	act->now += (clock_monotonic_us() - start) / 1000;
	for (int i = 0; i < RECORD_TRIES; i++)
		if ((e = db_tx(act, DB_WRITE, record, b)) != SOUK_BUSY)
			break;
	return e;
}

const struct job_kind wa_send_job = {
	.name = "whatsapp.send",
	.shown = (const char *const[]){ "number", NULL },
	.lane = LANE_CHAT,
	.run = send_run,
	.max_attempts = ENDLESS,
	.lease = CLOCK_MINUTE,
	.first_pause = CLOCK_SECOND,
};
