/* SPDX-License-Identifier: ISC */
/*
 * Idempotency-Key: the same request twice has one effect and one answer, kept
 * by the transaction of the effect.
 */
#include "lib/ops/idempotency.h"
#include "tests/unit/worker.h"

static const struct field	note_table[] = {
	{ .name = "text", .type = FIELD_TEXT, .min = 0, .max = 100 },
};
static const struct fieldset	note = FIELDSET("Note", NULL, note_table);

static int	nth;

static enum outcome
create(struct req *r, struct res *out)
{
	struct json_out	*j = res_data(out);
	const char	*text = r->body == NULL ? NULL :
			    r->body->values[0].text;
	enum outcome	 e = effect_make(&r->act);

	json_open(j, "data");
	json_int(j, "nth", ++nth);
	json_text(j, "text", text);
	json_close(j);
	res_header(out, "Location", "/things/1");
	res_version(out, 1);
	return e == SOUK_OK && text != NULL && strcmp(text, "bad") == 0 ?
	    SOUK_CONFLICT : e;
}

static enum outcome
create_step(struct act *act, void *out)
{
	(void)act;
	return create(((struct res *)out)->req, out);
}

static enum outcome
create_by_steps(struct req *r, struct res *out)
{
	return db_tx(&r->act, DB_WRITE, create_step, out);
}

static const struct route rows[] = {
	ROW(POST, "/things", create, ANYONE, .tx = TX_WRITE, .body = &note,
	    .flags = ROUTE_CREATES),
	ROW(POST, "/others", create, ANYONE, .tx = TX_WRITE, .body = &note,
	    .flags = ROUTE_CREATES),
	ROW(POST, "/steps", create_by_steps, ANYONE, .tx = TX_STEPS,
	    .body = &note, .flags = ROUTE_CREATES),
	ROW(POST, "/file", create, ANYONE, .tx = TX_WRITE, .max_body = 1000,
	    .flags = ROUTE_UPLOAD | ROUTE_ACCEPTED,
	    .upload_types = "text/csv"),
	ROW(PUT, "/plain", create, ANYONE, .tx = TX_WRITE, .body = &note),
};
static const struct route_table	table = { rows, COUNT(rows) };
static const struct route_table	*const tables[] = { &table, NULL };

#define KEY(TEXT)	{ "HTTP_IDEMPOTENCY_KEY", (TEXT) }

static int64_t
keys(void)
{
	return store_number("SELECT count(*) FROM idempotency");
}

static void
replayed(const char *body, int status)
{
	ck_assert_int_eq(answer.status, status);
	ck_assert_str_eq(answer_header("Idempotency-Replayed"), "true");
	ck_assert_str_eq(answer.body, body);
	ck_assert_str_eq(answer_header("Location"), "/things/1");
	ck_assert_str_eq(answer_header("ETag"), "\"v1\"");
}

START_TEST(the_same_key_and_request_has_one_effect_and_one_answer)
{
	static const char *const	uris[] = { "/things", "/steps" };

	for (size_t i = 0; i < COUNT(uris); i++) {
		const char	*key = arena_printf(store.arena, "k%zu", i);
		const char	*first;

		ck_assert_int_eq(post(uris[i], "{\"text\":\"a\"}",
		    WITH(KEY(key))), 201);
		ck_assert_ptr_null(answer_header("Idempotency-Replayed"));
		first = answer_body(NULL);
		for (int again = 0; again < 3; again++) {
			post(uris[i], "{\"text\":\"a\"}", WITH(KEY(key)));
			replayed(first, 201);
		}
		ck_assert_int_eq(effects(), (int)i + 1);
		ck_assert_int_eq(keys(), (int)i + 1);
	}
}
END_TEST

START_TEST(an_upload_is_the_same_by_its_bytes)
{
	const char	*first;

	ck_assert_int_eq(post_as("text/csv", "/file", "a,b", WITH(KEY("k"))),
	    202);
	first = answer_body(NULL);
	post_as("text/csv", "/file", "a,b", WITH(KEY("k")));
	replayed(first, 202);
	post_as("text/csv", "/file", "a,c", WITH(KEY("k")));
	answer_refuses(409, "IDEMPOTENCY_KEY_REUSED");
	ck_assert_int_eq(effects(), 1);
}
END_TEST

START_TEST(a_key_used_for_another_request_is_refused)
{
	post("/things", "{\"text\":\"a\"}", WITH(KEY("k")));
	post("/things", "{\"text\":\"b\"}", WITH(KEY("k")));
	answer_refuses(409, "IDEMPOTENCY_KEY_REUSED");
	post("/others", "{\"text\":\"a\"}", WITH(KEY("k")));
	answer_refuses(409, "IDEMPOTENCY_KEY_REUSED");
	ck_assert_int_eq(effects(), 1);
	post("/things", "{\"text\":\"b\"}", WITH(KEY("k2")));
	ck_assert_int_eq(effects(), 2);
}
END_TEST

START_TEST(a_key_belongs_to_who_sent_it)
{
	struct person	a = person_new("one", "ADMIN");
	struct person	b = person_new("two", "ADMIN");
	struct person	again = person_again(a.id);

	ck_assert_int_eq(post("/things", "{}", WITH(KEY("k"), BEARER(a))),
	    201);
	ck_assert_int_eq(post("/things", "{}", WITH(KEY("k"), BEARER(b))),
	    201);
	ck_assert_ptr_null(answer_header("Idempotency-Replayed"));
	ck_assert_int_eq(post("/things", "{}", WITH(KEY("k"))), 201);
	ck_assert_int_eq(post("/things", "{}", WITH(KEY("k")),
	    .address = "203.0.113.4"), 201);
	ck_assert_int_eq(effects(), 4);
	post("/things", "{}", WITH(KEY("k"), BEARER(again)));
	ck_assert_str_eq(answer_header("Idempotency-Replayed"), "true");
	ck_assert_int_eq(effects(), 4);
}
END_TEST

START_TEST(an_effect_rolled_back_keeps_no_answer)
{
	post("/things", "{\"text\":\"bad\"}", WITH(KEY("k")));
	answer_refuses(409, "CONFLICT");
	post("/things", "{\"text\":5}", WITH(KEY("k")));
	answer_blames("text");
	ck_assert_int_eq(keys(), 0);
	ck_assert_int_eq(effects(), 0);
	/* So the key is free for a better one. */
	ck_assert_int_eq(post("/things", "{\"text\":\"a\"}", WITH(KEY("k"))),
	    201);
	ck_assert_int_eq(keys(), 1);
}
END_TEST

/* Where the answer cannot be kept the effect is not made either. */
START_TEST(an_answer_that_cannot_be_kept_takes_its_effect_with_it)
{
	shop_sql("ALTER TABLE idempotency RENAME TO gone");
	post("/things", "{}", WITH(KEY("k")));
	answer_refuses(500, "INTERNAL_SERVER_ERROR");
	shop_sql("ALTER TABLE gone RENAME TO idempotency");
	ck_assert_int_eq(effects(), 0);
	ck_assert_int_eq(post("/things", "{}", WITH(KEY("k"))), 201);
}
END_TEST

START_TEST(an_answer_is_kept_a_day)
{
	post("/things", "{}", WITH(KEY("k")));
	shop_sql("UPDATE idempotency SET created_at = created_at - %lld",
	    (long long)(CLOCK_DAY - CLOCK_MINUTE));
	post("/things", "{}", WITH(KEY("k")));
	ck_assert_str_eq(answer_header("Idempotency-Replayed"), "true");
	shop_sql("UPDATE idempotency SET created_at = created_at - %lld",
	    (long long)CLOCK_MINUTE);
	ck_assert_int_eq(post("/things", "{\"text\":\"b\"}", WITH(KEY("k"))),
	    201);
	ck_assert_ptr_null(answer_header("Idempotency-Replayed"));
	ck_assert_int_eq(effects(), 2);
	ck_assert_int_eq(keys(), 1);
}
END_TEST

START_TEST(a_key_is_visible_ascii_of_some_length)
{
	char		*longest = arena_alloc(store.arena, 257);
	const char	*bad[] = { "", " ", "a b", "é", "a\tb", "a\x7f",
	    longest };

	memset(longest, 'k', 256);
	for (size_t i = 0; i < COUNT(bad); i++) {
		post("/things", "{}", WITH(KEY(bad[i])));
		answer_blames("Idempotency-Key");
	}
	ck_assert_int_eq(effects(), 0);
	ck_assert_int_eq(post("/things", "{}", WITH(KEY(longest + 1))), 201);
	ck_assert_int_eq(post("/things", "{}", WITH(KEY("\"~!\""))), 201);
}
END_TEST

START_TEST(without_a_key_or_on_a_row_without_keys_each_request_counts)
{
	for (int i = 0; i < 2; i++) {
		post("/things", "{}");
		ask(.method = "PUT", .uri = "/plain", .type = JSON_TYPE,
		    .body = "{}", WITH(KEY("k")));
		ck_assert_int_eq(answer.status, 200);
	}
	ck_assert_int_eq(effects(), 4);
	ck_assert_int_eq(keys(), 0);
}
END_TEST

/* ---- two workers at once ----------------------------------------------- */

/* Its own worker posts with the key; 0: it made the effect, 1: replayed. */
static int
post_apart(const char *uri)
{
	struct server	*own = worker_new();
	int		 status;

	status = ask_of(own, (struct ask){ .method = "POST", .uri = uri,
	    .type = JSON_TYPE, .body = "{\"text\":\"a\"}",
	    WITH(KEY("k")) });
	if (status != 201)
		return 2;
	return answer_header("Idempotency-Replayed") == NULL ? 0 : 1;
}

START_TEST(of_workers_at_once_one_makes_the_effect_and_all_answer)
{
	enum { WORKERS = 6 };
	pid_t	 children[WORKERS];
	int	 ends[3] = { 0 }, status;

	for (int i = 0; i < WORKERS; i++) {
		if ((children[i] = fork()) == 0)
			_exit(post_apart("/things"));
		ck_assert_int_gt(children[i], 0);
	}
	for (int i = 0; i < WORKERS; i++) {
		status = store_wait(children[i]);
		ck_assert_int_ge(status, 0);
		ck_assert_int_lt(status, 3);
		ends[status]++;
	}
	ck_assert_int_eq(ends[0], 1);
	ck_assert_int_eq(ends[1], WORKERS - 1);
	ck_assert_int_eq(effects(), 1);
	ck_assert_int_eq(keys(), 1);
}
END_TEST

/* Of several transactions: the key is taken before the first of them. */
START_TEST(work_in_steps_reserves_its_key)
{
	post("/steps", "{\"text\":\"a\"}", WITH(KEY("k")));
	ck_assert_int_eq(effects(), 1);
	/* As the row stands while the first one is still at work. */
	store_write("UPDATE idempotency SET status = 0, head = '', body = ''");
	post("/steps", "{\"text\":\"a\"}", WITH(KEY("k")));
	answer_refuses(409, "IDEMPOTENCY_IN_PROGRESS");
	post("/steps", "{\"text\":\"b\"}", WITH(KEY("k")));
	answer_refuses(409, "IDEMPOTENCY_KEY_REUSED");
	ck_assert_int_eq(effects(), 1);
	/* Its worker died: free again after a minute. */
	store_write("UPDATE idempotency SET created_at = created_at - 61000");
	ck_assert_int_eq(post("/steps", "{\"text\":\"a\"}",
	    WITH(KEY("k"))), 201);
	ck_assert_int_eq(effects(), 2);
	/* F-07: so it is if the clock was set back meanwhile. */
	store_write("UPDATE idempotency SET status = 0, head = '', body = '',"
	    " created_at = created_at + 86400000");
	ck_assert_int_eq(post("/steps", "{\"text\":\"a\"}",
	    WITH(KEY("k"))), 201);
	ck_assert_int_eq(effects(), 3);
}
END_TEST

START_TEST(work_in_steps_that_fails_gives_its_key_back)
{
	ck_assert_int_eq(post("/steps", "{\"text\":\"bad\"}",
	    WITH(KEY("k"))), 409);
	ck_assert_int_eq(keys(), 0);
	ck_assert_int_eq(post("/steps", "{\"text\":\"a\"}",
	    WITH(KEY("k"))), 201);
	ck_assert_int_eq(effects(), 1);
}
END_TEST

int
main(void)
{
	const TTest *const tests[] = {
		the_same_key_and_request_has_one_effect_and_one_answer,
		an_upload_is_the_same_by_its_bytes,
		a_key_used_for_another_request_is_refused,
		a_key_belongs_to_who_sent_it,
		an_effect_rolled_back_keeps_no_answer,
		an_answer_that_cannot_be_kept_takes_its_effect_with_it,
		an_answer_is_kept_a_day,
		a_key_is_visible_ascii_of_some_length,
		without_a_key_or_on_a_row_without_keys_each_request_counts,
		of_workers_at_once_one_makes_the_effect_and_all_answer,
		work_in_steps_reserves_its_key,
		work_in_steps_that_fails_gives_its_key_back,
	};

	store_keep_private();
	return worker_run("gates_key", tables, tests, COUNT(tests));
}
