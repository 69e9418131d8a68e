/* SPDX-License-Identifier: ISC */
/* Handlers that misbehave on purpose, and what they cannot do. */
#include "tests/unit/worker.h"

/* Of lib/db/connection.h, whose other names clash with those of a row. */
enum outcome	tx_begin(struct db *, enum db_mode, int64_t deadline_us);

static enum outcome
writes(struct req *r, struct res *out)
{
	json_int(res_data(out), "data", 1);
	return effect_make(&r->act);
}

/* And says that all went well. */
static enum outcome
writes_and_lies(struct req *r, struct res *out)
{
	json_int(res_data(out), "data", 1);
	(void)effect_make(&r->act);
	return SOUK_OK;
}

static enum outcome
fails_half_way(struct req *r, struct res *out)
{
	struct json_out	*j = res_list(out);
	enum outcome	 e = effect_make(&r->act);

	json_open(j, NULL);
	json_text(j, "secret", "half of an answer");
	res_header(out, "X-Half", "yes");
	res_cookie(out, "half", "yes", "Path=/");
	return e == SOUK_OK ? SOUK_CONFLICT : e;
}

static enum outcome
exhausts(struct req *r, struct res *out)
{
	enum outcome	 e = effect_make(&r->act);

	(void)out;
	while (e == SOUK_OK)
		memset(arena_alloc(r->act.arena, 1 << 16), 'x', 1 << 16);
	return e;
}

static enum outcome
returns_nonsense(struct req *r, struct res *out)
{
	(void)out;
	(void)effect_make(&r->act);
	return (enum outcome)(strchr(r->path, '-') != NULL ? -1 : 99);
}

static enum outcome
leaves_open(struct req *r, struct res *out)
{
	enum outcome	 e;

	(void)out;
	e = tx_begin(r->act.db, DB_WRITE, clock_monotonic_us() + 1000000);
	return e == SOUK_OK ? effect_make(&r->act) : e;
}

static enum outcome
effect_step(struct act *act, void *arg)
{
	(void)arg;
	return effect_make(act);
}

static enum outcome
nests(struct req *r, struct res *out)
{
	(void)out;
	return db_tx(&r->act, DB_WRITE, effect_step, NULL);
}

static const struct route rows[] = {
	ROW(GET, "/writes", writes, ANYONE, .tx = TX_READ),
	ROW(GET, "/lies", writes_and_lies, ANYONE, .tx = TX_READ),
	ROW(GET, "/none", writes, ANYONE),
	ROW(POST, "/lies", writes_and_lies, ANYONE, .tx = TX_READ),
	ROW(POST, "/writes", writes, ANYONE, .tx = TX_WRITE),
	ROW(POST, "/half", fails_half_way, ANYONE, .tx = TX_WRITE),
	ROW(POST, "/exhausts", exhausts, ANYONE, .tx = TX_WRITE),
	ROW(POST, "/nonsense", returns_nonsense, ANYONE, .tx = TX_WRITE),
	ROW(POST, "/non-sense", returns_nonsense, ANYONE, .tx = TX_WRITE),
	ROW(POST, "/open", leaves_open, ANYONE, .tx = TX_STEPS),
	ROW(POST, "/nests", nests, ANYONE, .tx = TX_WRITE),
	ROW(POST, "/steps", nests, ANYONE, .tx = TX_STEPS),
};
static const struct route_table	table = { rows, COUNT(rows) };
static const struct route_table	*const tables[] = { &table, NULL };

/* W08 */
START_TEST(w08_a_row_that_reads_cannot_write)
{
	static const char *const	uris[] = { "/writes", "/lies",
	    "/none" };

	for (size_t i = 0; i < COUNT(uris); i++) {
		get(uris[i]);
		answer_refuses(500, "INTERNAL_SERVER_ERROR");
	}
	ask(.method = "POST", .uri = "/lies");
	answer_refuses(500, "INTERNAL_SERVER_ERROR");
	ck_assert_int_eq(effects(), 0);
	ck_assert_int_eq(ask(.method = "POST", .uri = "/writes"), 200);
	ck_assert_int_eq(effects(), 1);
}
END_TEST

START_TEST(half_an_answer_is_never_seen)
{
	ask(.method = "POST", .uri = "/half");
	answer_refuses(409, "CONFLICT");
	ck_assert_ptr_null(strstr(answer.body, "half"));
	ck_assert_ptr_null(answer_header("X-Half"));
	ck_assert_ptr_null(answer_header("Set-Cookie"));
	ck_assert_int_eq(effects(), 0);
}
END_TEST

START_TEST(who_runs_out_of_memory_is_told_to_come_back)
{
	for (int i = 0; i < 3; i++) {
		ask(.method = "POST", .uri = "/exhausts",
		    WITH({ "HTTP_ACCEPT_LANGUAGE", "en" }));
		answer_refuses(503, "BUSY");
		ck_assert_str_eq(answer_header("Retry-After"), "1");
		ck_assert_str_eq(answer_header("Content-Language"), "en");
	}
	ck_assert_int_eq(effects(), 0);
	ck_assert_int_eq(ask(.method = "POST", .uri = "/writes"), 200);
	ck_assert_int_eq(effects(), 1);
}
END_TEST

START_TEST(a_handler_that_returns_no_outcome_failed)
{
	ask(.method = "POST", .uri = "/nonsense");
	answer_refuses(500, "INTERNAL_SERVER_ERROR");
	ask(.method = "POST", .uri = "/non-sense");
	answer_refuses(500, "INTERNAL_SERVER_ERROR");
	ck_assert_int_eq(effects(), 0);
}
END_TEST

START_TEST(a_transaction_left_open_is_rolled_back)
{
	ask(.method = "POST", .uri = "/open");
	answer_refuses(500, "INTERNAL_SERVER_ERROR");
	ck_assert_int_eq(effects(), 0);
	ck_assert_int_eq(ask(.method = "POST", .uri = "/writes"), 200);
	ck_assert_int_eq(ask(.method = "POST", .uri = "/steps"), 200);
	ck_assert_int_eq(effects(), 2);
}
END_TEST

START_TEST(a_transaction_inside_a_transaction_is_refused)
{
	ask(.method = "POST", .uri = "/nests");
	answer_refuses(500, "INTERNAL_SERVER_ERROR");
	ck_assert_int_eq(effects(), 0);
}
END_TEST

int
main(void)
{
	const TTest *const tests[] = {
		w08_a_row_that_reads_cannot_write,
		half_an_answer_is_never_seen,
		who_runs_out_of_memory_is_told_to_come_back,
		a_handler_that_returns_no_outcome_failed,
		a_transaction_left_open_is_rolled_back,
		a_transaction_inside_a_transaction_is_refused,
	};

	return worker_run("gates_handler", tables, tests, COUNT(tests));
}
