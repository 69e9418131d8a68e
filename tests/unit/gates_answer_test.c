/* SPDX-License-Identifier: ISC */
/*
 * What goes out: the envelope, tags, the cache, large answers, redirects.
 */
#include "lib/base/text.h"
#include "tests/unit/worker.h"

static int	served;

static enum outcome
item(struct req *r, struct res *out)
{
	struct json_out	*j = res_data(out);

	(void)r;
	json_open(j, "data");
	json_int(j, "served", ++served);
	json_text(j, "id", "prod_1");
	json_close(j);
	out->view_id = "prod_00000000000000000000000001";
	return SOUK_OK;
}

static enum outcome
versioned(struct req *r, struct res *out)
{
	res_version(out, 7);
	return item(r, out);
}

static enum outcome
with_header(struct req *r, struct res *out)
{
	res_header(out, "X-Two", "a\r\nSet-Cookie: b=c");
	return item(r, out);
}

static enum outcome
nothing(struct req *r, struct res *out)
{
	(void)r;
	(void)out;
	return SOUK_OK;
}

#define LARGE	300000

static enum outcome
large(struct req *r, struct res *out)
{
	struct json_out	*j = res_list(out);

	(void)r;
	for (int i = 0; i < LARGE; i++)
		json_int(j, NULL, 100000000 + i);
	res_list_end(out, LARGE, NULL);
	return SOUK_OK;
}

static enum outcome
large_then_fails(struct req *r, struct res *out)
{
	enum outcome	e = large(r, out);

	return e == SOUK_OK ? SOUK_NOT_FOUND : e;
}

static enum outcome
redirect(struct req *r, struct res *out)
{
	return res_redirect(out, 303, r->query->values[0].text);
}

static const struct field	to_table[] = {
	{ .name = "to", .type = FIELD_TEXT, .min = 0, .max = 5000,
	  .initial = "\"\"", .flags = FIELD_LINES },
};
static const struct fieldset	to = FIELDSET("To", NULL, to_table);

static const struct route rows[] = {
	ROW(GET, "/item", item, ANYONE, .tx = TX_READ),
	ROW(GET, "/item/7", versioned, ANYONE, .tx = TX_READ),
	ROW(GET, "/flat", item, ANYONE, .flags = ROUTE_FLAT),
	ROW(GET, "/kept", item, ANYONE, .flags = ROUTE_CACHED),
	ROW(GET, "/kept/flat", item, ANYONE,
	    .flags = ROUTE_CACHED | ROUTE_FLAT),
	ROW(GET, "/kept/header", with_header, ANYONE, .flags = ROUTE_CACHED),
	ROW(GET, "/kept/large", large, ANYONE, .flags = ROUTE_CACHED),
	ROW(GET, "/nothing", nothing, ANYONE),
	ROW(GET, "/large", large, ANYONE),
	ROW(GET, "/large/fails", large_then_fails, ANYONE),
	ROW(GET, "/go", redirect, ANYONE, .query = &to),
};
static const struct route_table	table = { rows, COUNT(rows) };
static const struct route_table	*const tables[] = { &table, NULL };

#define IF_NONE(TAG)	{ "HTTP_IF_NONE_MATCH", (TAG) }
#define SPEAKS(TAG)	{ "HTTP_ACCEPT_LANGUAGE", (TAG) }

/* ---- the envelope ------------------------------------------------------ */

START_TEST(an_answer_says_when_and_to_which_request)
{
	int64_t	at;

	ck_assert_int_eq(get("/nothing"), 200);
	ck_assert(answer_at("success", NULL, NULL)->boolean);
	ck_assert_int_eq(answer_at("data", NULL, NULL)->type, JSON_NULL);
	ck_assert_str_eq(answer_text("meta", "requestId", NULL), "ask-1");
	ck_assert_str_eq(answer_header("X-Request-Id"), "ask-1");
	ck_assert(clock_parse(answer_text("meta", "timestamp", NULL), &at));
	ck_assert_int_le(llabs(at - clock_now()), 10000);
	ck_assert(answer_at("meta", "duration", NULL)->is_integer);
	ck_assert_str_eq(answer_header("Content-Length"),
	    arena_printf(store.arena, "%zu", answer.len));
}
END_TEST

START_TEST(a_flat_answer_has_its_data_twice)
{
	get("/flat");
	ck_assert_str_eq(answer_text("data", "id", NULL), "prod_1");
	ck_assert_str_eq(answer_text("id", NULL, NULL), "prod_1");
	ck_assert_ptr_nonnull(answer_at("meta", "requestId", NULL));
	get("/item");
	ck_assert_ptr_null(answer_at("id", NULL, NULL));
}
END_TEST

/* W10 */
START_TEST(a_header_value_never_ends_its_line)
{
	get("/kept/header");
	ck_assert_str_eq(answer_header("X-Two"), "aSet-Cookie: b=c");
	ck_assert_ptr_null(answer_header("Set-Cookie"));
	ck_assert_str_eq(answer_header("Content-Type"),
	    "application/json; charset=utf-8");
}
END_TEST

START_TEST(head_is_get_without_a_body)
{
	const char	*tag;

	get("/item/7");
	tag = answer_header("ETag");
	ck_assert_int_eq(ask(.method = "HEAD", .uri = "/item/7"), 200);
	ck_assert_uint_eq(answer.len, 0);
	ck_assert_int_eq(answer.body_fd, -1);
	ck_assert_str_eq(answer_header("ETag"), tag);
	ck_assert_int_eq(ask(.method = "HEAD", .uri = "/large"), 200);
	ck_assert_int_eq(answer.body_fd, -1);
	ck_assert_int_eq(ask(.method = "HEAD", .uri = "/nowhere"), 404);
	ck_assert_uint_eq(answer.len, 0);
}
END_TEST

START_TEST(who_has_the_answer_is_not_sent_it_again)
{
	static const struct { const char *tag; int status; } t[] = {
		{ "\"v7\"", 304 }, { "W/\"v7\"", 304 }, { "*", 304 },
		{ "\"v6\", \"v7\"", 304 }, { "\"v7\",\"v8\"", 304 },
		{ "\"v6\"", 200 }, { "", 200 }, { "v7", 200 },
		{ "\"v77\"", 200 }, { "\"v6\"*", 200 }, { "x\"v7\"", 200 },
	};

	for (size_t i = 0; i < COUNT(t); i++) {
		ck_assert_msg(get("/item/7", WITH(IF_NONE(t[i].tag))) ==
		    t[i].status, "%s", t[i].tag);
		ck_assert_str_eq(answer_header("ETag"), "\"v7\"");
		ck_assert(t[i].status == 200 || answer.len == 0);
	}
	get("/nowhere", WITH(IF_NONE("*")));
	answer_refuses(404, "NOT_FOUND");
}
END_TEST

START_TEST(a_tag_without_a_version_is_of_the_data)
{
	const char	*tag;

	get("/nothing");
	tag = answer_header("ETag");
	ck_assert_int_eq(get("/nothing", WITH(IF_NONE(tag))), 304);
	served = 10;
	get("/item");
	tag = answer_header("ETag");
	ck_assert_int_eq(get("/item", WITH(IF_NONE(tag))), 200);
	served = 10;
	ck_assert_int_eq(get("/item", WITH(IF_NONE(tag))), 304);
}
END_TEST

/* ---- the cache --------------------------------------------------------- */

static int64_t
served_now(const char *uri, const char *language)
{
	ck_assert_int_eq(get(uri, WITH(SPEAKS(language))), 200);
	return answer_at("data", "served", NULL)->integer;
}

START_TEST(an_answer_is_kept_until_something_moved)
{
	int64_t	first = served_now("/kept", "fr");

	ck_assert_str_eq(answer_header("Cache-Control"), "no-cache");
	ck_assert_int_eq(served_now("/kept", "fr"), first);
	ck_assert_int_eq(served_now("/kept?", "fr"), first);
	ck_assert_int_gt(served_now("/kept", "ar"), first);
	ck_assert_int_eq(served_now("/kept", "fr"), first);
	generation_move(store.shared, GENERATION_CATALOG);
	ck_assert_int_gt(served_now("/kept", "fr"), first);
	first = served_now("/kept", "fr");
	generation_move(store.shared, GENERATION_SETTINGS);
	ck_assert_int_gt(served_now("/kept", "fr"), first);
}
END_TEST

START_TEST(a_kept_answer_is_as_good_as_a_new_one)
{
	const char	*tag;

	get("/kept");
	tag = answer_header("ETag");
	get("/kept");
	ck_assert_str_eq(answer_header("ETag"), tag);
	ck_assert_str_eq(answer_text("data", "id", NULL), "prod_1");
	ck_assert_str_eq(answer_text("meta", "requestId", NULL), "ask-1");
	ck_assert_int_eq(get("/kept", WITH(IF_NONE(tag))), 304);
	ck_assert_int_eq(ask(.method = "HEAD", .uri = "/kept"), 200);
	ck_assert_str_eq(answer_header("ETag"), tag);
	get("/kept?x=1");
	answer_blames("x");
}
END_TEST

START_TEST(a_kept_flat_answer_has_its_data_twice_and_no_more)
{
	const char	*first;

	get("/kept/flat");
	first = answer_body(NULL);
	get("/kept/flat");
	ck_assert_str_eq(answer_text("id", NULL, NULL), "prod_1");
	ck_assert_uint_eq(strlen(answer.body), strlen(first));
}
END_TEST

START_TEST(what_is_large_or_has_headers_of_its_own_is_not_kept)
{
	int64_t	first = served_now("/kept/header", "fr");

	ck_assert_int_gt(served_now("/kept/header", "fr"), first);
	get("/kept/large");
	get("/kept/large");
	ck_assert_int_ne(answer.body_fd, -1);
}
END_TEST

static bool
view_count(void *sum, const char *id, uint64_t n)
{
	ck_assert_str_eq(id, "prod_00000000000000000000000001");
	*(uint64_t *)sum += n;
	return true;
}

START_TEST(a_kept_answer_counts_as_a_view_too)
{
	uint64_t	views = 0;

	for (int i = 0; i < 3; i++)
		get("/kept");
	get("/kept?x");
	shared_take_views(store.shared, view_count, &views);
	ck_assert_uint_eq(views, 3);
}
END_TEST

/* ---- large answers ----------------------------------------------------- */

START_TEST(an_answer_above_a_mebibyte_is_complete)
{
	size_t		 size;
	const char	*p, *end;

	ck_assert_int_eq(get("/large"), 200);
	ck_assert_int_ne(answer.body_fd, -1);
	p = answer_body(&size);
	ck_assert_uint_gt(size, (size_t)LARGE * 10);
	ck_assert_str_eq(answer_header("Content-Length"),
	    arena_printf(store.arena, "%zu", size));
	ck_assert(strncmp(p, "{\"success\":true,\"data\":[", 24) == 0);
	for (int i = 0; i < LARGE; i++)
		ck_assert_int_eq(strtol(p + 24 + 10 * i, NULL, 10),
		    100000000 + i);
	end = p + 24 + 10 * LARGE;
	ck_assert_int_eq(strncmp(end - 1, "],\"meta\":{", 10), 0);
	ck_assert_str_eq(p + size - 2, "}}");
}
END_TEST

START_TEST(a_large_answer_that_fails_is_forgotten)
{
	get("/large/fails");
	answer_refuses(404, "NOT_FOUND");
	ck_assert_int_eq(answer.body_fd, -1);
	ck_assert_str_eq(answer_header("Content-Length"),
	    arena_printf(store.arena, "%zu", answer.len));
}
END_TEST

/* No room for the file: busy, and the worker goes on. */
START_TEST(a_large_answer_that_cannot_be_kept_is_busy)
{
	ck_assert_int_eq(rmdir(worker_run_dir()), 0);
	get("/large");
	answer_refuses(503, "BUSY");
	ck_assert_int_eq(mkdir(worker_run_dir(), 0700), 0);
	ck_assert_int_eq(get("/large"), 200);
}
END_TEST

/* ---- redirects --------------------------------------------------------- */

/* W09 */
START_TEST(w09_a_redirect_leads_only_to_a_path_of_ours)
{
	static const char *const	bad[] = { "", "//evil.test",
	    "/%5Cevil.test", "%5C%5Cevil.test", "https:evil.test",
	    "https://evil.test", "@evil.test", "evil", "javascript:alert(1)",
	    "/%09/evil.test", "/a%0d%0aX:1", "///evil.test", "%20/a",
	    "/%5C/evil", "?a", "#a", "data:,x" };
	static const char *const	good[] = { "/", "/a?b=c", "/a//b",
	    "/@evil", "/a#b" };

	for (size_t i = 0; i < COUNT(bad); i++) {
		get(arena_printf(store.arena, "/go?to=%s", bad[i]));
		answer_refuses(400, "REDIRECT");
		ck_assert_ptr_null(answer_header("Location"));
	}
	for (size_t i = 0; i < COUNT(good); i++) {
		struct buf	 b;

		buf_init(&b, store.arena, 0);
		buf_puts(&b, "/go?to=");
		text_url_encode(&b, good[i]);
		ck_assert_int_eq(get(b.p), 303);
		ck_assert_str_eq(answer_header("Location"), good[i]);
		ck_assert_uint_eq(answer.len, 0);
	}
}
END_TEST

int
main(void)
{
	const TTest *const tests[] = {
		an_answer_says_when_and_to_which_request,
		a_flat_answer_has_its_data_twice,
		a_header_value_never_ends_its_line,
		head_is_get_without_a_body,
		who_has_the_answer_is_not_sent_it_again,
		a_tag_without_a_version_is_of_the_data,
		an_answer_is_kept_until_something_moved,
		a_kept_answer_is_as_good_as_a_new_one,
		a_kept_flat_answer_has_its_data_twice_and_no_more,
		what_is_large_or_has_headers_of_its_own_is_not_kept,
		a_kept_answer_counts_as_a_view_too,
		an_answer_above_a_mebibyte_is_complete,
		a_large_answer_that_fails_is_forgotten,
		a_large_answer_that_cannot_be_kept_is_busy,
		w09_a_redirect_leads_only_to_a_path_of_ours,
	};

	return worker_run("gates_answer", tables, tests, COUNT(tests));
}
