/* SPDX-License-Identifier: ISC */
/*
 * Writes that are committed together: each is answered as if it had come
 * alone, and none before the COMMIT of all.
 */
#include "fcgi/http/server.h"
#include "tests/unit/worker.h"

/* Those who wait. */
#define MOST	40

static struct waiting {
	struct ask	 ask;
	struct pending	 pending;
}		 waiting[MOST];
static int	 waits, taken;

static struct pending *
next_waiting(void *io)
{
	struct waiting	*w = &waiting[taken];

	(void)io;
	if (taken == waits)
		return NULL;
	taken++;
	w->pending.head = (struct request_head){
		.method = "POST", .uri = w->ask.uri, .request_id = "ask-1",
		.address = FAR_AWAY, .header = ask_header, .read = ask_read,
		.io = &w->ask,
	};
	return &w->pending;
}

static bool	commit_fails;

static bool
commit_begins(void *arg)
{
	(void)arg;
	return !commit_fails;
}

static void
commit_over(void *arg)
{
	(void)arg;
}

static const struct db_around	around = { commit_begins, commit_over };

static enum outcome
writes(struct req *r, struct res *out)
{
	json_int(res_data(out), "data", 1);
	db_around_commit(r->act.db, &around, NULL);
	return effect_make(&r->act);
}

static enum outcome
refuses(struct req *r, struct res *out)
{
	(void)out;
	(void)effect_make(&r->act);
	return act_bad_field(&r->act, "colour", &http_messages[0]);
}

/* In the middle of a try of its own. */
static enum outcome
exhausts_inside(struct act *act, void *arg)
{
	enum outcome	 e = effect_make(act);

	(void)arg;
	while (e == SOUK_OK)
		memset(arena_alloc(act->arena, 1 << 16), 'x', 1 << 16);
	return e;
}

static enum outcome
exhausts(struct req *r, struct res *out)
{
	(void)out;
	(void)effect_make(&r->act);
	return db_try(&r->act, exhausts_inside, NULL);
}

static enum outcome
effect_step(struct act *act, void *arg)
{
	(void)arg;
	return effect_make(act);
}

static enum outcome
steps(struct req *r, struct res *out)
{
	json_int(res_data(out), "data", 1);
	return db_tx(&r->act, DB_WRITE, effect_step, NULL);
}

static enum outcome
reads_and_writes(struct req *r, struct res *out)
{
	json_int(res_data(out), "data", 1);
	return effect_make(&r->act);
}

/* SQL that fails is more than a refusal. */
static enum outcome
breaks(struct req *r, struct res *out)
{
	static const char	 sql[] = "INSERT INTO nowhere VALUES (1)";

	(void)out;
	return db_run(db_sql(r->act.db, sql));
}

static enum outcome
counts(struct req *r, struct res *out)
{
	static const char	 sql[] = "SELECT count(*) FROM brand"
	    " WHERE name = 'effect'";
	struct stmt		*s = db_sql(r->act.db, sql);
	enum outcome		 e = db_step(s);

	json_int(res_data(out), "data", db_int(s, 0));
	db_done(s);
	return e;
}

/* The transaction ends busy the first time, with others in it already. */
static enum outcome
tries_twice(struct req *r, struct res *out)
{
	json_int(res_data(out), "data", 1);
	if (taken > 0)
		return effect_make(&r->act);
	group_gather(worker);
	return SOUK_BUSY;
}

static const struct route rows[] = {
	ROW(POST, "/writes", writes, ANYONE, .tx = TX_WRITE,
	    .flags = ROUTE_CREATES),
	ROW(POST, "/refuses", refuses, ANYONE, .tx = TX_WRITE),
	ROW(POST, "/exhausts", exhausts, ANYONE, .tx = TX_WRITE),
	ROW(POST, "/steps", steps, ANYONE, .tx = TX_STEPS),
	ROW(POST, "/nests", steps, ANYONE, .tx = TX_WRITE),
	ROW(POST, "/lies", reads_and_writes, ANYONE, .tx = TX_READ),
	ROW(POST, "/breaks", breaks, ANYONE, .tx = TX_WRITE),
	ROW(POST, "/again", tries_twice, ANYONE, .tx = TX_WRITE),
	ROW(POST, "/counts", counts, ANYONE, .tx = TX_WRITE),
};
static const struct route_table	table = { rows, COUNT(rows) };
static const struct route_table	*const tables[] = { &table, NULL };

/* ---- those who wait ------------------------------------------------------- */

static void
waits_for(const char *uri, const char *key)
{
	waiting[waits++] = (struct waiting){ .ask = { .uri = uri, .headers = {
	    { key == NULL ? NULL : "HTTP_IDEMPOTENCY_KEY", key } } } };
}

/* The answer of one that waited is looked at as if it had come alone. */
static int
answered(int i)
{
	ck_assert_int_lt(i, taken);
	ck_assert(!waiting[i].pending.set_aside);
	answer = waiting[i].pending.reply;
	return answer.status;
}

static void
group_open(void)
{
	const struct source	 source = { next_waiting, NULL, 60000000 };

	ck_assert(server_take_from(worker, &source));
	waits = taken = 0;
	commit_fails = false;
}

/* ---- tests ------------------------------------------------------------------ */

START_TEST(all_who_wait_are_committed_with_the_first)
{
	int64_t	 before;

	group_open();
	for (int i = 0; i < 30; i++)
		waits_for("/writes", NULL);
	before = store_number("PRAGMA data_version");
	ck_assert_int_eq(post("/writes", NULL), 201);
	ck_assert_int_eq(taken, HTTP_GROUP - 1);
	for (int i = 0; i < taken; i++)
		ck_assert_int_eq(answered(i), 201);
	ck_assert_int_eq(effects(), HTTP_GROUP);
	/* One commit as another connection counts them. */
	ck_assert_int_eq(store_number("PRAGMA data_version"), before + 1);
	ck_assert_int_eq(post("/writes", NULL), 201);
	ck_assert_int_eq(taken, 2 * (HTTP_GROUP - 1));
	ck_assert_int_eq(effects(), 2 * HTTP_GROUP);
}
END_TEST

START_TEST(who_is_refused_undoes_its_own_work_only)
{
	group_open();
	waits_for("/writes", NULL);
	waits_for("/refuses", NULL);
	waits_for("/nowhere", NULL);
	waits_for("/exhausts", NULL);
	waits_for("/counts", NULL);
	waits_for("/writes", NULL);
	ck_assert_int_eq(post("/writes", NULL), 201);
	ck_assert_int_eq(taken, 6);
	ck_assert_int_eq(answered(0), 201);
	answered(1);
	answer_blames("colour");
	answered(2);
	answer_refuses(404, "NOT_FOUND");
	ck_assert_int_eq(answered(3), 503);
	ck_assert_int_eq(answered(4), 200);
	ck_assert_ptr_nonnull(strstr(answer.body, "\"data\":2"));
	ck_assert_int_eq(answered(5), 201);
	ck_assert_int_eq(effects(), 3);
}
END_TEST

/* Work in steps and rows that read have their own transactions. */
START_TEST(who_cannot_join_is_set_aside_untouched)
{
	static const char *const	uris[] = { "/steps", "/lies" };

	for (size_t i = 0; i < COUNT(uris); i++) {
		group_open();
		waits_for("/writes", NULL);
		waits_for(uris[i], NULL);
		waits_for("/writes", NULL);
		ck_assert_int_eq(post("/writes", NULL), 201);
		ck_assert_int_eq(taken, 2);
		ck_assert_int_eq(answered(0), 201);
		ck_assert(waiting[1].pending.set_aside);
		ck_assert_int_eq(effects(), 2 * (int64_t)(i + 1));
	}
}
END_TEST

START_TEST(a_handler_cannot_nest_there_either)
{
	group_open();
	waits_for("/nests", NULL);
	ck_assert_int_eq(post("/writes", NULL), 201);
	answered(0);
	answer_refuses(500, "INTERNAL_SERVER_ERROR");
	ck_assert_int_eq(effects(), 1);
}
END_TEST

/* Also who was refused: perhaps by what has never been. */
START_TEST(a_commit_that_fails_is_told_to_all)
{
	group_open();
	waits_for("/writes", NULL);
	waits_for("/refuses", NULL);
	commit_fails = true;
	post("/writes", NULL);
	ck_assert_int_ge(answer.status, 500);
	for (int i = 0; i < 2; i++) {
		answered(i);
		answer_refuses(503, "BUSY");
		ck_assert_str_eq(answer_header("Retry-After"), "1");
	}
	ck_assert_int_eq(effects(), 0);
	commit_fails = false;
	ck_assert_int_eq(post("/writes", NULL), 201);
	ck_assert_int_eq(effects(), 1);
}
END_TEST

START_TEST(a_statement_that_breaks_is_told_to_all)
{
	group_open();
	waits_for("/writes", NULL);
	waits_for("/breaks", NULL);
	post("/writes", NULL);
	ck_assert_int_ge(answer.status, 500);
	ck_assert_int_eq(answered(0), 503);
	ck_assert_int_eq(answered(1), 503);
	ck_assert_int_eq(effects(), 0);
}
END_TEST

START_TEST(who_was_in_a_try_that_was_undone_is_told_so)
{
	group_open();
	for (int i = 0; i < HTTP_GROUP; i++)
		waits_for("/writes", NULL);
	ck_assert_int_eq(post("/again", NULL), 200);
	ck_assert_int_eq(taken, HTTP_GROUP - 1);
	for (int i = 0; i < taken; i++)
		ck_assert_int_eq(answered(i), 503);
	ck_assert_int_eq(effects(), 1);
}
END_TEST

START_TEST(a_group_ends_when_its_time_is_over)
{
	const struct source	 source = { next_waiting, NULL, 0 };

	group_open();
	ck_assert(server_take_from(worker, &source));
	waits_for("/writes", NULL);
	ck_assert_int_eq(post("/writes", NULL), 201);
	ck_assert_int_eq(taken, 0);
}
END_TEST

START_TEST(a_first_that_is_refused_takes_nobody)
{
	group_open();
	waits_for("/writes", NULL);
	post("/refuses", NULL);
	answer_blames("colour");
	ck_assert_int_eq(taken, 0);
	ck_assert_int_eq(effects(), 0);
}
END_TEST

/* F-13 among those who are committed together. */
START_TEST(one_key_has_one_effect_within_a_group)
{
	group_open();
	for (int i = 0; i < 5; i++)
		waits_for("/writes", "k");
	ck_assert_int_eq(post("/writes", NULL,
	    WITH({ "HTTP_IDEMPOTENCY_KEY", "k" })), 201);
	for (int i = 0; i < 5; i++) {
		ck_assert_int_eq(answered(i), 201);
		ck_assert_str_eq(answer_header("Idempotency-Replayed"),
		    "true");
	}
	ck_assert_int_eq(effects(), 1);
}
END_TEST

int
main(void)
{
	const TTest *const	tests[] = {
		all_who_wait_are_committed_with_the_first,
		who_is_refused_undoes_its_own_work_only,
		who_cannot_join_is_set_aside_untouched,
		a_handler_cannot_nest_there_either,
		a_commit_that_fails_is_told_to_all,
		a_statement_that_breaks_is_told_to_all,
		who_was_in_a_try_that_was_undone_is_told_so,
		a_group_ends_when_its_time_is_over,
		a_first_that_is_refused_takes_nobody,
		one_key_has_one_effect_within_a_group,
	};

	store_keep_private();
	return worker_run("gates_group", tables, tests, COUNT(tests));
}
