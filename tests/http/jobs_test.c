/* SPDX-License-Identifier: ISC */
/* What runs beside the requests, seen from outside. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "tests/http/catalog.h"
#include "tests/http/process.h"

#define LINES		20000

static bool
sql_is(const char *want, const char *query)
{
	char	*is = shop_sql(query);
	bool	 same = strcmp(is, want) == 0;

	free(is);
	return same;
}

static void
sql_soon(const char *want, const char *query)
{
	const int64_t	 end = now_ms() + SOON_MS;

	while (!sql_is(want, query)) {
		ck_assert_msg(now_ms() < end, "not in time: %s", query);
		pause_ms(20);
	}
}

static char *
long_file(void)
{
	char	*text = malloc(64 * LINES), *p = text;

	ck_assert_ptr_nonnull(text);
	p += sprintf(p, "slug,name,price\n");
	for (int i = 0; i < LINES; i++)
		p += sprintf(p, "lane-%d,Long %d,%d\n", i, i, i % 90 + 1);
	return text;
}

/* ---- lanes -------------------------------------------------------------- */

#define IMPORTING	"SELECT count(*) FROM job WHERE" \
	" kind = 'catalog.import' AND state = 'running'"

START_TEST(s4_not_04_a_mail_does_not_wait_until_an_import_is_through)
{
	char	*text = long_file();

	clients_open();
	/* Put before, since nobody else writes for long beside an import. */
	free(shop_sql("INSERT INTO job (id, kind, lane, payload, state, due_at,"
	    " created_at) SELECT 'job_lane', 'notify.mail', 'send', '{}',"
	    " 'waiting', strftime('%s', 'now') * 1000 + 2000, 1"));
	want(client_send(owner, "POST", "/api/admin/products/bulk", "text/csv",
	    text, strlen(text)), 202);
	free(text);
	sql_soon("1", IMPORTING);
	sql_soon("0", "SELECT count(*) FROM job WHERE id = 'job_lane'"
	    " AND attempts = 0");
	ck_assert(sql_is("1", IMPORTING));
}
END_TEST

/* ---- what was given up -------------------------------------------------- */

#define API		"/api/admin/jobs"

/* A job of a kind that nobody knows stays as it is while it is dead. */
static void
job_put(const char *id, const char *kind, const char *state,
    const char *payload, const char *unique)
{
	char	 sql[600];

	snprintf(sql, sizeof(sql), "INSERT INTO job (id, kind, payload, state,"
	    " due_at, attempts, unique_key, last_error, created_at) VALUES"
	    " ('%s', '%s', '%s', '%s', 4102444800000, 3, %s%s%s, 'NO_PARCEL',"
	    " 5)", id, kind, payload, state, unique == NULL ? "" : "'",
	    unique == NULL ? "NULL" : unique, unique == NULL ? "" : "'");
	free(shop_sql(sql));
}

static struct answer *
job_call(struct client *c, const char *method, const char *id,
    const char *rest)
{
	return client_send(c, method, path_of(API, id, rest), NULL, NULL, 0);
}

START_TEST(s1_perf_02_an_owner_reads_what_was_given_up)
{
	struct answer	*a;

	clients_open();
	job_put("job_dead_a", "test.secret", "dead",
	    "{\"import\":\"imp_1\",\"token\":\"canary\"}", NULL);
	job_put("job_dead_b", "catalog.import", "dead",
	    "{\"import\":\"imp_2\",\"token\":\"canary\"}", NULL);
	job_put("job_waits", "catalog.import", "waiting", "{}", NULL);
	a = client_get(owner, API "?state=dead&limit=1");
	want(a, 200);
	want_at(a, "data.0.id", "job_dead_b");
	want_at(a, "pagination.total", "2");
	want_at(a, "pagination.hasNext", "true");
	a = client_get(owner, API "?state=dead&kind=test.secret");
	want(a, 200);
	want_at(a, "pagination.total", "1");
	want_at(a, "data.0.kind", "test.secret");
	want_at(a, "data.0.attempts", "3");
	want_at(a, "data.0.lastError", "NO_PARCEL");
	want_at(a, "data.0.lane", "work");
	want_at(a, "data.0.payload", "{}");
	a = client_get(owner, API "/job_dead_b");
	want(a, 200);
	want_at(a, "data.state", "dead");
	want_at(a, "data.payload.import", "imp_2");
	ck_assert_ptr_null(strstr(a->body, "canary"));
	want(client_get(owner, API "?state=asleep"), 400);
	want(client_get(owner, API "/job_none"), 404);
	want(client_get(manager, API), 403);
	want(client_get(reader, API "/job_dead_b"), 403);
	want(client_get(anyone, API), 401);
}
END_TEST

START_TEST(s1_perf_02_pages_follow_each_other)
{
	char		 id[32], path[400];
	struct answer	*a;
	const char	*next;
	int		 seen = 0;

	clients_open();
	for (int i = 0; i < 25; i++) {
		snprintf(id, sizeof(id), "job_page_%02d", i);
		job_put(id, "test.paged", "dead", "{}", NULL);
	}
	snprintf(path, sizeof(path), API "?kind=test.paged&limit=10");
	do {
		a = client_get(owner, path);
		want(a, 200);
		want_at(a, "pagination.total", "25");
		for (int i = 0; i < 10 && seen < 25; i++, seen++) {
			snprintf(id, sizeof(id), "data.%d.id", i);
			snprintf(path, sizeof(path), "job_page_%02d",
			    24 - seen);
			want_at(a, id, path);
		}
		next = answer_at(a, "pagination.nextCursor");
		snprintf(path, sizeof(path),
		    API "?kind=test.paged&limit=10&cursor=%s",
		    next == NULL ? "" : next);
	} while (next != NULL && strcmp(next, "null") != 0);
	ck_assert_int_eq(seen, 25);
}
END_TEST

START_TEST(s1_perf_02_a_dead_one_is_tried_again_or_dropped_and_told_of)
{
	struct answer	*a;

	clients_open();
	job_put("job_again", "test.unknown", "dead", "{}", "again 1");
	job_put("job_drop", "test.unknown", "dead", "{}", NULL);
	want(job_call(manager, "POST", "job_again", "/retry"), 403);
	want(job_call(anyone, "DELETE", "job_drop", ""), 401);
	a = job_call(owner, "POST", "job_again", "/retry");
	want(a, 200);
	want_at(a, "data.id", "job_again");
	sql_soon("no such kind", "SELECT last_error FROM job"
	    " WHERE id = 'job_again' AND attempts = 1");
	want(job_call(owner, "DELETE", "job_drop", ""), 200);
	ck_assert(sql_is("0",
	    "SELECT count(*) FROM job WHERE id = 'job_drop'"));
	want(job_call(owner, "DELETE", "job_drop", ""), 404);
	want(job_call(owner, "POST", "job_none", "/retry"), 404);
	ck_assert(sql_is("1", "SELECT count(*) FROM audit_log WHERE"
	    " action = 'retry_job' AND entity_id = 'job_again'"));
	ck_assert(sql_is("1", "SELECT count(*) FROM audit_log WHERE"
	    " action = 'drop_job' AND entity_id = 'job_drop'"
	    " AND changes LIKE '%NO_PARCEL%'"));
}
END_TEST

START_TEST(s1_perf_02_only_a_dead_one_and_not_beside_its_like)
{
	struct answer	*a;

	clients_open();
	job_put("job_alive", "test.unknown", "waiting", "{}", "like 1");
	job_put("job_like", "test.unknown", "dead", "{}", "like 1");
	a = job_call(owner, "POST", "job_alive", "/retry");
	want(a, 409);
	want_at(a, "error.code", "JOB_NOT_DEAD");
	a = job_call(owner, "DELETE", "job_alive", "");
	want(a, 409);
	want_at(a, "error.code", "JOB_NOT_DEAD");
	a = job_call(owner, "POST", "job_like", "/retry");
	want(a, 409);
	want_at(a, "error.code", "JOB_WAITS_ALREADY");
	ck_assert(sql_is("2",
	    "SELECT count(*) FROM job WHERE unique_key = 'like 1'"));
	want(job_call(owner, "DELETE", "job_like", ""), 200);
}
END_TEST

SUITE_MAIN("jobs",
    s1_perf_02_an_owner_reads_what_was_given_up,
    s1_perf_02_pages_follow_each_other,
    s1_perf_02_a_dead_one_is_tried_again_or_dropped_and_told_of,
    s1_perf_02_only_a_dead_one_and_not_beside_its_like,
    s4_not_04_a_mail_does_not_wait_until_an_import_is_through)
