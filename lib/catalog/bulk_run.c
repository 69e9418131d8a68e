/* SPDX-License-Identifier: ISC */
#include "lib/catalog/bulk_run.h"

#include "lib/accounts/accounts.h"
#include "lib/base/text.h"
#include "lib/catalog/steps.h"
#include "lib/queue/queue.h"
#include "lib/settings/settings.h"

#define PRODUCTS_TX	100	/* products a transaction */
#define BUSY_TRIES	5

static const char sql_load[] =
    "SELECT brand_id, user_id, status, request FROM bulk_edit WHERE id = :id";
static const char sql_next[] =
    "SELECT product_id, before, version FROM bulk_edit_item"
    " WHERE edit_id = :id AND state = :state"
    " ORDER BY product_id LIMIT :limit";
static const char sql_done[] =
    "UPDATE bulk_edit_item SET state = :state, before = :before,"
    " after = :after, version = :version, field = :field, code = :code,"
    " number = :number WHERE edit_id = :edit AND product_id = :id";
static const char sql_undone[] =
    "UPDATE bulk_edit_item SET state = :state, field = :field, code = :code,"
    " number = :number WHERE edit_id = :edit AND product_id = :id";
static const char sql_progress[] =
    "UPDATE bulk_edit SET status = :status, changed = changed + :done,"
    " unchanged = unchanged + :same, rejected = rejected + :rejected,"
    " undone = undone + :undone, kept = kept + :kept, updated_at = :now"
    " WHERE id = :id";

/* What a batch did, by the state of its items. */
struct tally { int64_t done, same, rejected, undone, kept; };

struct bulk_work {
	const char		*id;
	const struct job	*job;		/* whose lease is kept, or NULL */
	bool			 over;
	/* Of the transaction. */
	bool			 undoing;
	struct bulk_plan	 plan;
	struct tally		 tally;
	struct bulk_item	 items[PRODUCTS_TX];
	size_t			 count;
};

/* ---- the edit ----------------------------------------------------------- */

/* Whoever began it; what it may do was settled then. */
static void
actor_load(struct act *act, struct stmt *s)
{
	act->actor = (struct actor){
		.brand_id = db_copy(s, 0, act->arena),
		.user_id = db_copy(s, 1, act->arena),
		.role = ROLE_ADMIN,
		.permissions = PRODUCT_VIEW | PRODUCT_EDIT,
	};
	act->locale = settings_locale(act->settings);
}

static enum outcome
edit_load(struct act *act, struct bulk_work *w, const char **status,
    const char **request)
{
	struct stmt	*s = db_sql(act->db, sql_load);
	enum outcome	 e;

	db_bind_text(s, ":id", w->id);
	if ((e = db_step(s)) == SOUK_OK) {
		actor_load(act, s);
		*status = db_copy(s, 2, act->arena);
		*request = db_copy(s, 3, act->arena);
		w->undoing = text_equal(*status, "undoing");
	}
	db_done(s);
	return e;
}

static enum outcome
progress_write(struct act *act, const struct bulk_work *w, const char *status)
{
	struct stmt	*s = db_sql(act->db, sql_progress);

	db_bind_text(s, ":id", w->id);
	db_bind_text(s, ":status", status);
	db_bind_int(s, ":done", w->tally.done);
	db_bind_int(s, ":same", w->tally.same);
	db_bind_int(s, ":rejected", w->tally.rejected);
	db_bind_int(s, ":undone", w->tally.undone);
	db_bind_int(s, ":kept", w->tally.kept);
	db_bind_int(s, ":now", act->now);
	return db_run_changed(s);
}

/* ---- its items ---------------------------------------------------------- */

static enum outcome
items_load(struct act *act, struct bulk_work *w)
{
	struct stmt		*s = db_sql(act->db, sql_next);
	struct bulk_item	*item;
	enum outcome		 e;

	db_bind_text(s, ":id", w->id);
	db_bind_text(s, ":state", w->undoing ? "done" : "waiting");
	db_bind_int(s, ":limit", PRODUCTS_TX);
	for (w->count = 0; (e = db_step(s)) == SOUK_OK; w->count++) {
		item = &w->items[w->count];
		*item = (struct bulk_item){
			.id = db_copy(s, 0, act->arena),
			.before = db_copy(s, 1, act->arena),
			.version = db_int(s, 2),
		};
	}
	return e == SOUK_NOT_FOUND ? SOUK_OK : e;
}

static enum outcome
item_write(struct act *act, const struct bulk_work *w,
    const struct bulk_item *item)
{
	struct stmt	*s = db_sql(act->db,
			    w->undoing ? sql_undone : sql_done);

	if (!w->undoing) {
		db_bind_text(s, ":before", item->before);
		db_bind_text(s, ":after", item->after);
		db_bind_int(s, ":version", item->version);
	}
	db_bind_text(s, ":edit", w->id);
	db_bind_text(s, ":id", item->id);
	db_bind_text(s, ":state", item->state);
	db_bind_text(s, ":field", item->field);
	db_bind_text(s, ":code", item->code);
	db_bind_int(s, ":number", item->number);
	return db_run(s);
}

static void
item_tally(struct tally *t, const char *state)
{
	const struct { const char *state; int64_t *n; }	 counts[] = {
		{ "done", &t->done }, { "same", &t->same },
		{ "rejected", &t->rejected }, { "undone", &t->undone },
		{ "kept", &t->kept },
	};
	size_t						 i;

	for (i = 0; i < sizeof(counts) / sizeof(counts[0]); i++)
		if (text_equal(counts[i].state, state))
			++*counts[i].n;
}

static enum outcome
items_run(struct act *act, struct bulk_work *w)
{
	enum outcome	 e = SOUK_OK;
	size_t		 i;

	for (i = 0; i < w->count && e == SOUK_OK; i++) {
		e = w->undoing ? bulk_item_undo(act, &w->items[i]) :
		    bulk_item_do(act, &w->plan, &w->items[i]);
		if (e == SOUK_OK)
			e = item_write(act, w, &w->items[i]);
		item_tally(&w->tally, w->items[i].state);
	}
	return e;
}

/* ---- one transaction ---------------------------------------------------- */

/* The request was good when it came; a setting may have changed since. */
static enum outcome
plan_load(struct act *act, struct bulk_work *w, const char *text)
{
	struct record	*request;
	enum outcome	 e;

	e = bulk_json_read(act, &bulk_request_fields, text, &request);
	return e == SOUK_OK ? bulk_plan_make(act, request, &w->plan) : e;
}

/* Products, what became of them and the lease: all of it or nothing.  STALE:
 * the job is another worker's now. */
static enum outcome
batch_write(struct act *act, void *arg)
{
	struct bulk_work	*w = arg;
	const char		*status, *request;
	enum outcome		 e;

	w->tally = (struct tally){ 0 };
	w->over = false;
	if (w->job != NULL && (e = queue_extend(act, w->job)) != SOUK_OK)
		return e == SOUK_NOT_FOUND ? SOUK_STALE : e;
	if ((e = edit_load(act, w, &status, &request)) != SOUK_OK)
		return e;
	w->over = !w->undoing && !text_equal(status, "waiting") &&
	    !text_equal(status, "running");
	if (w->over)
		return SOUK_OK;
	if (!w->undoing && (e = plan_load(act, w, request)) != SOUK_OK) {
		w->over = true;
		return e == SOUK_BUSY || e == SOUK_INTERNAL ? e :
		    progress_write(act, w, "failed");
	}
	if ((e = items_load(act, w)) != SOUK_OK ||
	    (e = items_run(act, w)) != SOUK_OK)
		return e;
	w->over = w->count < PRODUCTS_TX;
	if (w->undoing)
		return progress_write(act, w, w->over ? "undone" : "undoing");
	return progress_write(act, w, w->over ? "done" : "running");
}

/* Waits for others to let go of the lock. */
static enum outcome
batch_run(struct steps *steps, struct bulk_work *w)
{
	enum outcome	 e;
	int		 tries = 0;

	do {
		steps_next(steps);
		e = db_tx(&steps->act, DB_WRITE, batch_write, w);
	} while (e == SOUK_BUSY && ++tries < BUSY_TRIES);
	return e == SOUK_STALE ? SOUK_BUSY : e;
}

static enum outcome
work_run(struct steps *steps, void *arg)
{
	struct bulk_work	*w = arg;
	enum outcome		 e = SOUK_OK;

	steps->act.expected_version = 0;
	while (e == SOUK_OK && !w->over)
		e = batch_run(steps, w);
	return e;
}

enum outcome
bulk_work(struct act *act, const char *id, const struct job *job)
{
	struct bulk_work	 w = { .id = id, .job = job };

	return steps_run(act, work_run, &w);
}
