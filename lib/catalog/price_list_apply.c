/* SPDX-License-Identifier: ISC */
/*
 * What follows from a price list: price_from of the products in it.
 *
 * Every run sets each product right as of its own moment, whatever was the
 * case before, so one that is late, or cut off and taken up again, or that
 * has nothing to do, does no harm.  A long list is done in batches, each a
 * transaction that leaves the job for the next; a newer run of the same list
 * ends an older one.
 */
#include <string.h>

#include "lib/base/clock.h"
#include "lib/base/json_in.h"
#include "lib/base/text.h"
#include "lib/base/typeid.h"
#include "lib/catalog/group.h"
#include "lib/catalog/price_of.h"
#include "lib/queue/queue.h"
#include "lib/settings/settings.h"

#define BATCH	100

static const char sql_length[] =
    "SELECT count(*) FROM (SELECT 1 FROM price_list_price"
    " WHERE list_id = :list LIMIT :limit) t";
static const char sql_products[] =
    "SELECT DISTINCT v.product_id FROM price_list_price x"
    " JOIN product_variation v ON v.id = x.variation_id"
    " WHERE x.list_id = :list";
static const char sql_batch[] =
    "SELECT x.variation_id, v.product_id FROM price_list_price x"
    " JOIN product_variation v ON v.id = x.variation_id"
    " WHERE x.list_id = :list AND x.variation_id > :after"
    " ORDER BY x.variation_id LIMIT :limit";
static const char sql_begin[] =
    "UPDATE price_list SET applying = :run WHERE id = :list";
static const char sql_current[] =
    "SELECT is_deleted FROM price_list"
    " WHERE id = :list AND applying = :run";
static const char sql_end[] =
    "UPDATE price_list SET applying = NULL WHERE id = :list";
static const char sql_drop_batch[] =
    "DELETE FROM price_list_price"
    " WHERE list_id = :list AND variation_id <= :last";
static const char sql_delete[] = "DELETE FROM price_list WHERE id = :list";

/* ---- products ---------------------------------------------------------------- */

enum outcome
products_refresh(struct act *act, const char *const *ids, size_t n)
{
	enum outcome	 e;
	size_t		 i;

	for (i = 0; i < n; i++)
		if ((e = product_refresh(act, ids[i])) != SOUK_OK ||
		    (e = members_match(act, ids[i])) != SOUK_OK)
			return e;
	catalog_moved(act);
	return SOUK_OK;
}

enum outcome
price_list_products(struct act *act, const char *list, const char ***ids,
    size_t *n)
{
	struct stmt	*s = db_sql(act->db, sql_products);
	enum outcome	 e;

	*ids = arena_array(act->arena, PRICE_LIST_AT_ONCE, sizeof(**ids));
	*n = 0;
	db_bind_text(s, ":list", list);
	while ((e = db_step(s)) == SOUK_OK && *n < PRICE_LIST_AT_ONCE)
		(*ids)[(*n)++] = db_copy(s, 0, act->arena);
	db_done(s);
	return e == SOUK_NOT_FOUND ? SOUK_OK : e;
}

enum outcome
price_list_is_long(struct act *act, const char *list, bool *is_long)
{
	struct stmt	*s = db_sql(act->db, sql_length);
	enum outcome	 e;

	db_bind_text(s, ":list", list);
	db_bind_int(s, ":limit", PRICE_LIST_AT_ONCE + 1);
	if ((e = db_step(s)) == SOUK_OK)
		*is_long = db_int(s, 0) > PRICE_LIST_AT_ONCE;
	db_done(s);
	return e;
}

/* ---- jobs ---------------------------------------------------------------------- */

/* Where a run stands; run NULL: it is only to be begun. */
struct run { const char *list, *run, *after; };

/* Ids are TypeIDs, so they need no escape in JSON. */
static enum outcome
run_put(struct act *act, const struct run *r)
{
	const struct job_new	 job = {
		.kind = "catalog.price_list",
		.payload = arena_printf(act->arena,
		    "{\"list\":\"%s\",\"run\":\"%s\",\"after\":\"%s\"}",
		    r->list, r->run, r->after),
	};

	return queue_put(act, &job, NULL);
}

static enum outcome
run_begin(struct act *act, const char *list)
{
	const struct run	 first = {
		.list = list, .after = "",
		.run = typeid_new(act->arena, "run", act->now),
	};
	struct stmt		*s = db_sql(act->db, sql_begin);
	enum outcome		 e;

	db_bind_text(s, ":list", list);
	db_bind_text(s, ":run", first.run);
	if ((e = db_run(s)) != SOUK_OK)
		return e;
	return run_put(act, &first);
}

enum outcome
price_list_apply(struct act *act, const char *list)
{
	const char	**products;
	enum outcome	 e;
	size_t		 n;
	bool		 is_long;

	if ((e = price_list_is_long(act, list, &is_long)) != SOUK_OK)
		return e;
	if (is_long)
		return run_begin(act, list);
	if ((e = price_list_products(act, list, &products, &n)) != SOUK_OK)
		return e;
	return products_refresh(act, products, n);
}

/* ---- a batch ------------------------------------------------------------------- */

struct batch {
	const char	*products[BATCH], *last;
	size_t		 count, rows;
};

static bool
batch_has(const struct batch *b, const char *product)
{
	size_t	 i;

	for (i = 0; i < b->count; i++)
		if (text_equal(b->products[i], product))
			return true;
	return false;
}

static enum outcome
batch_read(struct act *act, const struct run *r, struct batch *b)
{
	struct stmt	*s = db_sql(act->db, sql_batch);
	enum outcome	 e;

	*b = (struct batch){ .last = r->after };
	db_bind_text(s, ":list", r->list);
	db_bind_text(s, ":after", r->after);
	db_bind_int(s, ":limit", BATCH);
	while ((e = db_step(s)) == SOUK_OK) {
		b->rows++;
		b->last = db_copy(s, 0, act->arena);
		if (!batch_has(b, db_text(s, 1, NULL)))
			b->products[b->count++] = db_copy(s, 1, act->arena);
	}
	return e == SOUK_NOT_FOUND ? SOUK_OK : e;
}

static enum outcome
run_sql(struct act *act, const char *sql, const char *list)
{
	struct stmt	*s = db_sql(act->db, sql);

	db_bind_text(s, ":list", list);
	return db_run(s);
}

static enum outcome
batch_drop(struct act *act, const char *list, const char *last)
{
	struct stmt	*s = db_sql(act->db, sql_drop_batch);

	db_bind_text(s, ":list", list);
	db_bind_text(s, ":last", last);
	return db_run(s);
}

/* A deleted list loses the batch first; with the last one it goes itself. */
static enum outcome
batch_run(struct act *act, const struct run *r, bool deleted)
{
	struct run	 next = *r;
	struct batch	 b;
	enum outcome	 e;

	if ((e = batch_read(act, r, &b)) != SOUK_OK ||
	    (deleted && (e = batch_drop(act, r->list, b.last)) != SOUK_OK) ||
	    (e = products_refresh(act, b.products, b.count)) != SOUK_OK)
		return e;
	next.after = b.last;
	if (b.rows == BATCH)
		return run_put(act, &next);
	return run_sql(act, deleted ? sql_delete : sql_end, r->list);
}

/* NOT_FOUND: a newer run took over, or the list is gone. */
static enum outcome
run_current(struct act *act, const struct run *r, bool *deleted)
{
	struct stmt	*s = db_sql(act->db, sql_current);
	enum outcome	 e;

	db_bind_text(s, ":list", r->list);
	db_bind_text(s, ":run", r->run);
	if ((e = db_step(s)) == SOUK_OK)
		*deleted = db_int(s, 0) == 1;
	db_done(s);
	return e;
}

static enum outcome
run_step(struct act *act, void *arg)
{
	const struct run	*r = arg;
	enum outcome		 e;
	bool			 deleted;

	if (r->run == NULL)
		e = price_list_instant(act, r->list);
	else if ((e = run_current(act, r, &deleted)) == SOUK_OK)
		e = batch_run(act, r, deleted);
	return e == SOUK_NOT_FOUND ? SOUK_OK : e;
}

static enum outcome
job_run(struct act *act, const struct job *job)
{
	struct json_in	*payload;
	struct run	 r;
	const char	*name;
	size_t		 at;

	if (json_parse(act->arena, job->payload, strlen(job->payload),
	    &payload, &at, &name) != JSON_OK)
		return SOUK_INTERNAL;
	r.list = json_text_member(payload, "list");
	r.run = json_text_member(payload, "run");
	r.after = json_text_member(payload, "after");
	if (r.list == NULL || (r.run == NULL) != (r.after == NULL))
		return SOUK_INTERNAL;
	return db_tx(act, DB_WRITE, run_step, &r);
}

const struct job_kind catalog_price_list = {
	.name = "catalog.price_list",
	.shown = (const char *const[]){ "list", NULL },
	.run = job_run,
	.max_attempts = 10,
	.lease = CLOCK_MINUTE,
	.first_pause = 5 * CLOCK_SECOND,
};
