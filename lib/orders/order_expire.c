/* SPDX-License-Identifier: ISC */
#include "lib/base/clock.h"
#include "lib/orders/order_parts.h"
#include "lib/queue/queue.h"

/*
 * Orders that nobody paid in time give back what they hold.  One whose money
 * is on its way waits on.
 */
#define AT_ONCE		20
#define LONGER		CLOCK_HOUR

static const char sql_past[] =
    "SELECT id FROM orders WHERE hold_until <= :now"
    " ORDER BY hold_until LIMIT :most";
static const char sql_longer[] =
    "UPDATE orders SET hold_until = :until WHERE id = :id";

static enum outcome
end_one(struct act *act, void *id)
{
	struct record	*o;
	enum outcome	 e = order_row(act, id, &o);

	return e != SOUK_OK ? e :
	    order_move(act, &o, IS_CANCELLED, BY_SHOP, ORDER_EXPIRED);
}

static enum outcome
wait_longer(struct act *act, const char *id)
{
	struct stmt	*s = db_sql(act->db, sql_longer);

	db_bind_text(s, ":id", id);
	db_bind_int(s, ":until", act->now + LONGER);
	return db_run(s);
}

static enum outcome
past_read(struct act *act, char *ids[AT_ONCE], size_t *n)
{
	struct stmt	*s = db_sql(act->db, sql_past);
	enum outcome	 e;

	db_bind_int(s, ":now", act->now);
	db_bind_int(s, ":most", AT_ONCE);
	for (*n = 0; *n < AT_ONCE && (e = db_step(s)) == SOUK_OK; ++*n)
		ids[*n] = db_copy(s, 0, act->arena);
	db_done(s);
	return *n == AT_ONCE || e == SOUK_NOT_FOUND ? SOUK_OK : e;
}

/* A job runs inside one transaction: some, and the next job the rest. */
static enum outcome
run(struct act *act, const struct job *job)
{
	char		*ids[AT_ONCE];
	enum outcome	 e;
	size_t		 n;

	(void)job;
	if ((e = past_read(act, ids, &n)) != SOUK_OK)
		return e;
	for (size_t i = 0; i < n; i++) {
		e = db_try(act, end_one, ids[i]);
		if (e == SOUK_CONFLICT)
			e = wait_longer(act, ids[i]);
		if (e != SOUK_OK)
			return e;
	}
	return n < AT_ONCE ? SOUK_OK :
	    queue_put(act, &(struct job_new){ .kind = "orders.expire" },
	    NULL);
}

const struct job_kind orders_expire = {
	.name = "orders.expire",
	.lane = LANE_WORK,
	.tx = true,
	.run = run,
	.max_attempts = 10,
	.lease = 30 * CLOCK_SECOND,
	.first_pause = 5 * CLOCK_SECOND,
};
