/* SPDX-License-Identifier: ISC */
/* A table of rows that says something it must not is refused at the start. */
#include "fcgi/routes/routes.h"
#include "tests/unit/worker.h"

static enum outcome
nothing(struct req *r, struct res *out)
{
	(void)r;
	(void)out;
	return SOUK_OK;
}

static const struct route	good = ROW(GET, "/good", nothing, ANYONE);
static const struct field	one[] = { { .name = "a" } };
static const struct fieldset	set = FIELDSET("Set", NULL, one);

static const struct route_table	 good_table = { &good, 1 };
static const struct route_table	*const tables[] = { &good_table, NULL };

/* Does a worker start with these rows?  What it says if not. */
static const char *
refusal(const struct route *rows, size_t count)
{
	const struct route_table	 table = { rows, count };
	const struct route_table	*both[] = { &good_table, &table,
					    NULL };
	const struct server_new		 how = { .config = &worker_config,
	    .souk = &souk, .tables = both, .shared = store.shared };
	const char			*why = NULL;
	struct server			*s = server_new(&how, &why);
	char				*copy;

	if (s != NULL) {
		server_free(s);
		return NULL;
	}
	copy = arena_copy(store.arena, why == NULL ? "" : why);
	free((void *)(uintptr_t)why);
	return copy;
}

START_TEST(a_row_that_must_not_be_is_refused_by_its_name)
{
	static const struct { struct route row; const char *why; } t[] = {
		{ ROW(GET, "/x", nothing, NOBODY), "says not whom" },
		{ { .method = METHOD_GET, .path = "/x", .run = nothing },
		  "says not whom" },
		{ ROW(GET, "/x", NULL, ANYONE), "has no handler" },
		{ ROW(NONE, "/x", nothing, ANYONE), "has no method" },
		{ ROW(GET, "/x/", nothing, ANYONE), "no canonical path" },
		{ ROW(GET, "//x", nothing, ANYONE), "no canonical path" },
		{ ROW(GET, "x", nothing, ANYONE), "no canonical path" },
		{ ROW(GET, "", nothing, ANYONE), "no canonical path" },
		{ ROW(GET, NULL, nothing, ANYONE), "no canonical path" },
		{ ROW(GET, "/x", nothing, ANYONE, .tx = TX_WRITE),
		  "is a GET that writes" },
		{ ROW(PUT, "/x", nothing, ANYONE, .flags = ROUTE_CREATES),
		  "creates, but" },
		{ ROW(GET, "/x", nothing, ANYONE, .flags = ROUTE_CREATES),
		  "creates, but" },
		{ ROW(GET, "/x", nothing, PERMITTED), "permission" },
		{ ROW(GET, "/x", nothing, SIGNED_IN,
		    .permission = PRODUCT_VIEW), "permission" },
		{ ROW(GET, "/x", nothing, ANYONE, .body = &set),
		  "GET with a body" },
		{ ROW(GET, "/x", nothing, SIGNED_IN, .flags = ROUTE_CACHED),
		  "is cached" },
		{ ROW(POST, "/x", nothing, ANYONE, .flags = ROUTE_CACHED),
		  "is cached" },
		{ ROW(POST, "/x", nothing, ANYONE, .flags = ROUTE_UPLOAD,
		    .max_body = 9), "upload of any" },
		{ ROW(POST, "/x", nothing, ANYONE, .flags = ROUTE_UPLOAD,
		    .upload_types = "a/b"), "upload of any" },
		{ ROW(GET, "/x/{a}/{b}", nothing, ANYONE, .params = &set),
		  "other parameters" },
		{ ROW(GET, "/good", nothing, SIGNED_IN), "stands twice" },
	};

	for (size_t i = 0; i < COUNT(t); i++) {
		const char	*why = refusal(&t[i].row, 1);

		ck_assert_msg(why != NULL, "%zu: %s", i, t[i].why);
		ck_assert_msg(strstr(why, t[i].why) != NULL, "%s", why);
		ck_assert_msg(strstr(why, t[i].row.path == NULL ? "?" :
		    t[i].row.path) != NULL, "%s", why);
	}
}
END_TEST

START_TEST(rows_that_match_the_same_requests_are_refused)
{
	static const struct route	twice[] = {
		ROW(GET, "/x/{id}/y", nothing, ANYONE),
		ROW(GET, "/x/{slug}/y", nothing, SIGNED_IN),
	};
	static const struct route	apart[] = {
		ROW(GET, "/x/{id}", nothing, ANYONE),
		ROW(POST, "/x/{id}", nothing, ANYONE),
		ROW(GET, "/x/{id}/y", nothing, ANYONE),
		ROW(GET, "/x/y", nothing, ANYONE),
		ROW(POST, "/good", nothing, ANYONE),
	};

	ck_assert_ptr_nonnull(strstr(refusal(twice, 2), "/x/{slug}/y"));
	ck_assert_ptr_null(refusal(apart, COUNT(apart)));
}
END_TEST

START_TEST(more_rows_than_can_be_counted_are_refused)
{
	struct route	*rows = arena_array(store.arena, SHARED_ROUTES,
			    sizeof(*rows));

	for (int i = 0; i < SHARED_ROUTES; i++) {
		rows[i] = good;
		rows[i].path = arena_printf(store.arena, "/%d", i);
	}
	ck_assert_ptr_nonnull(strstr(refusal(rows, SHARED_ROUTES),
	    "can be counted"));
	ck_assert_ptr_null(refusal(rows, SHARED_ROUTES - 2));
}
END_TEST

START_TEST(a_worker_without_its_database_does_not_start)
{
	const char	*why;

	worker_config.database = "/nowhere/souk.db";
	why = refusal(NULL, 0);
	ck_assert_msg(why != NULL && *why != '\0', "it started");
}
END_TEST

START_TEST(the_rows_of_the_product_are_taken)
{
	worker_tables = route_tables;
	server_free(worker);
	worker = worker_new();
	worker_tables = tables;
	ck_assert_int_eq(get("/health"), 200);
	ck_assert_int_eq(get("/api/nowhere"), 404);
}
END_TEST

int
main(void)
{
	const TTest *const tests[] = {
		a_row_that_must_not_be_is_refused_by_its_name,
		rows_that_match_the_same_requests_are_refused,
		more_rows_than_can_be_counted_are_refused,
		a_worker_without_its_database_does_not_start,
		the_rows_of_the_product_are_taken,
	};

	return worker_run("gates_rows", tables, tests, COUNT(tests));
}
