/* SPDX-License-Identifier: ISC */
/*
 * The first gates, each of them refused and passed, over rows of the test's
 * own: path, method, caller, size and type.
 */
#include "tests/unit/worker.h"

static enum outcome
hello(struct req *r, struct res *out)
{
	struct json_out	*j = res_data(out);

	json_open(j, "data");
	json_text(j, "path", r->path);
	json_text(j, "actor", r->act.actor.user_id);
	json_text(j, "address", r->act.actor.address);
	json_text(j, "param", strchr(r->route->path, '{') == NULL ? NULL :
	    req_param(r, 0));
	json_close(j);
	return SOUK_OK;
}

static enum outcome
act_once(struct req *r, struct res *out)
{
	(void)out;
	return effect_make(&r->act);
}

static const struct field	note_table[] = {
	{ .name = "text", .type = FIELD_TEXT, .min = 0, .max = 200000 },
};
static const struct fieldset	note = FIELDSET("Note", NULL, note_table);
static const struct field	slug_table[] = {
	{ .name = "slug", .type = FIELD_SLUG, .flags = FIELD_REQUIRED },
};
static const struct fieldset	slug = FIELDSET("Slug", NULL, slug_table);
static const struct field	any_table[] = {
	{ .name = "any", .type = FIELD_TEXT, .flags = FIELD_REQUIRED },
};
static const struct fieldset	any = FIELDSET("Any", NULL, any_table);

static const struct route rows[] = {
	ROW(GET, "/", hello, ANYONE),
	ROW(GET, "/a", hello, ANYONE),
	ROW(GET, "/a/b", hello, ANYONE),
	ROW(GET, "/item/{id}", hello, ANYONE),
	ROW(GET, "/item/new", hello, ANYONE),
	ROW(DELETE, "/item/{id}", act_once, PERMITTED, .tx = TX_WRITE,
	    .permission = PRODUCT_DELETE | PRODUCT_EDIT),
	ROW(GET, "/word/{slug}", hello, ANYONE, .params = &slug),
	ROW(GET, "/any/{any}", hello, ANYONE, .params = &any),
	ROW(GET, "/mine", hello, SIGNED_IN),
	ROW(GET, "/staff", hello, PERMITTED, .permission = PRODUCT_VIEW),
	ROW(GET, "/metrics", hello, LOOPBACK),
	ROW(POST, "/open", act_once, ANYONE, .tx = TX_WRITE, .body = &note),
	ROW(POST, "/mine", act_once, SIGNED_IN, .tx = TX_WRITE,
	    .body = &note),
	ROW(PUT, "/mine", act_once, SIGNED_IN, .tx = TX_WRITE),
	ROW(POST, "/file", act_once, ANYONE, .tx = TX_WRITE, .max_body = 5000,
	    .flags = ROUTE_UPLOAD, .upload_types = "text/csv, text/plain"),
	ROW(POST, "/small", act_once, ANYONE, .tx = TX_WRITE, .body = &note,
	    .max_body = 20),
};
static const struct route_table	table = { rows, COUNT(rows) };
static const struct route_table	*const tables[] = { &table, NULL };

/* ---- path and method --------------------------------------------------- */

/* W15 */
START_TEST(only_the_canonical_spelling_of_a_path_is_known)
{
	static const struct { const char *uri; int status; } t[] = {
		{ "/", 200 }, { "/a", 200 }, { "/a?x", 400 }, { "/a/b", 200 },
		{ "", 404 }, { "a", 404 }, { "*", 404 },
		{ "http://shop.test/a", 404 }, { "//", 404 }, { "//a", 404 },
		{ "/A", 404 }, { "/a/", 404 }, { "/a/.", 404 },
		{ "/./a", 404 }, { "/a/../a", 404 }, { "/../a", 404 },
		{ "/%61", 404 }, { "/a%2fb", 404 }, { "/a%2Fb", 404 },
		{ "/%2e%2e/a", 404 }, { "/a/%2e", 404 }, { "/a;x", 404 },
		{ "/a;/b", 404 }, { "/a%00", 404 }, { "/a%00/b", 404 },
		{ "/a\\b", 404 }, { "/a/b/", 404 }, { "/a//b", 404 },
		{ "/a#b", 404 }, { "/a.json", 404 }, { "/a%20", 404 },
		{ "/b", 404 }, { "/item", 404 }, { "/item/", 404 },
	};

	for (size_t i = 0; i < COUNT(t); i++)
		ck_assert_msg(get(t[i].uri) == t[i].status, "%s: %d",
		    t[i].uri, answer.status);
	get("/A");
	answer_refuses(404, "NOT_FOUND");
}
END_TEST

/* W15 */
START_TEST(a_parameter_is_decoded_once_and_never_a_way_out)
{
	static const struct { const char *uri, *param; } t[] = {
		{ "/item/prod_01", "prod_01" }, { "/item/%70rod", "prod" },
		{ "/item/a%2fb", NULL }, { "/item/%2e%2e", NULL },
		{ "/item/..", NULL }, { "/item/.", NULL },
		{ "/item/a%00", NULL }, { "/item/a%0a", NULL },
		{ "/item/a%5cb", NULL }, { "/item/%2570", NULL },
		{ "/item/a;x", NULL }, { "/item/a%3bx", NULL },
		{ "/item/%", NULL }, { "/item/%zz", NULL },
		{ "/item/%c0%ae", NULL }, { "/item/%ff", NULL },
		{ "/item/a%20b", NULL }, { "/item/'", NULL },
		{ "/item/x/y", NULL }, { "/item/x/", NULL },
		{ "/word/caf%C3%A9", NULL }, { "/word/cafe", "cafe" },
		{ "/word/a--b", NULL }, { "/word/A", NULL },
		{ "/word/%D8%AF%D8%A7%D8%B1", "دار" },
		/* Where the field takes any text, the router is alone. */
		{ "/any/a%20b;%25", "a b;%" }, { "/any/...", "..." },
		{ "/any/%2e%2e", NULL }, { "/any/%2E", NULL },
		{ "/any/a%2fb", NULL }, { "/any/a%5cb", NULL },
		{ "/any/a%00", NULL }, { "/any/a%0d%0ab", NULL },
		{ "/any/%ed%a0%80", NULL }, { "/any/", NULL },
	};

	for (size_t i = 0; i < COUNT(t); i++) {
		get(t[i].uri);
		if (t[i].param == NULL) {
			answer_refuses(404, "NOT_FOUND");
			continue;
		}
		ck_assert_msg(answer.status == 200, "%s", t[i].uri);
		ck_assert_str_eq(answer_text("data", "param", NULL),
		    t[i].param);
	}
}
END_TEST

START_TEST(a_literal_segment_beats_a_parameter)
{
	ck_assert_int_eq(get("/item/new"), 200);
	ck_assert_str_eq(answer_text("data", "param", NULL), "");
	ck_assert_int_eq(get("/item/newer"), 200);
	ck_assert_str_eq(answer_text("data", "param", NULL), "newer");
}
END_TEST

/* W14 */
START_TEST(other_methods_are_told_which_there_are)
{
	static const char *const	methods[] = { "POST", "PUT", "PATCH",
	    "DELETE", "TRACE", "CONNECT", "PROPFIND", "get", "", "GET " };

	for (size_t i = 0; i < COUNT(methods); i++) {
		ask(.method = methods[i], .uri = "/a");
		answer_refuses(405, "METHOD_NOT_ALLOWED");
		ck_assert_str_eq(answer_header("Allow"),
		    "GET, HEAD, OPTIONS");
	}
	ask(.method = "PATCH", .uri = "/mine");
	ck_assert_str_eq(answer_header("Allow"),
	    "GET, HEAD, POST, PUT, OPTIONS");
	ask(.method = "HEAD", .uri = "/open");
	ck_assert_int_eq(answer.status, 405);
	ck_assert_uint_eq(answer.len, 0);
}
END_TEST

/* W14 */
START_TEST(options_answers_without_a_handler)
{
	ck_assert_int_eq(ask(.method = "OPTIONS", .uri = "/mine"), 204);
	ck_assert_str_eq(answer_header("Allow"),
	    "GET, HEAD, POST, PUT, OPTIONS");
	ck_assert_uint_eq(answer.len, 0);
	ck_assert_int_eq(ask(.method = "OPTIONS", .uri = "/nowhere"), 404);
	ck_assert_int_eq(effects(), 0);
}
END_TEST

/* W08, W14: and no header makes another method of it */
START_TEST(a_method_is_what_it_is)
{
	struct person	p = person_new("owner", "SUPER_ADMIN");

	post("/item/x", "{}", WITH(COOKIE(p), CSRF(p),
	    { "HTTP_X_HTTP_METHOD_OVERRIDE", "DELETE" }));
	answer_refuses(405, "METHOD_NOT_ALLOWED");
	get("/item/x?_method=DELETE", WITH(COOKIE(p), CSRF(p)));
	answer_blames("_method");
	ck_assert_int_eq(effects(), 0);
}
END_TEST

/* ---- caller ------------------------------------------------------------ */

START_TEST(who_is_not_signed_in_is_told_to)
{
	static const char *const	cookies[] = { NULL, "", "x=y",
	    "__Host-session=", "__Host-session=forged", "session=forged",
	    "__Host-session=\"\"" };

	for (size_t i = 0; i < COUNT(cookies); i++) {
		get("/mine", WITH({ "HTTP_COOKIE", cookies[i] }));
		answer_refuses(401, "UNAUTHORIZED");
		ck_assert_str_eq(answer_header("WWW-Authenticate"), "Bearer");
		ck_assert_int_eq(get("/a", WITH({ "HTTP_COOKIE",
		    cookies[i] })), 200);
	}
}
END_TEST

START_TEST(a_session_is_known_by_cookie_and_by_bearer)
{
	struct person	p = person_new("reader", "VIEWER");

	ck_assert_int_eq(get("/mine", WITH(COOKIE(p))), 200);
	ck_assert_str_eq(answer_text("data", "actor", NULL), p.id);
	ck_assert_int_eq(get("/mine", WITH(BEARER(p))), 200);
	ck_assert_int_eq(get("/a", WITH(COOKIE(p))), 200);
	ck_assert_str_eq(answer_text("data", "actor", NULL), p.id);
	ck_assert_int_eq(get("/mine", WITH({ "HTTP_COOKIE", arena_printf(
	    store.arena, "a=b;  %s ; c=d", p.cookie) })), 200);
	shop_sql("DELETE FROM session WHERE id = '%s'", p.session);
	ck_assert_int_eq(get("/mine", WITH(COOKIE(p))), 401);
	ck_assert_int_eq(get("/mine", WITH(BEARER(p))), 401);
}
END_TEST

/* A cookie that comes along does not save a bad bearer. */
START_TEST(a_bad_bearer_is_refused_whatever_comes_with_it)
{
	static const char *const	bad[] = { "Bearer", "Bearer ",
	    "Bearer x", "Basic eDp5", "", "Bearer eyJhbGciOiJub25lIn0.e30." };
	struct person			p = person_new("reader", "VIEWER");

	for (size_t i = 0; i < COUNT(bad); i++) {
		get("/mine", WITH({ "HTTP_AUTHORIZATION", bad[i] },
		    COOKIE(p)));
		answer_refuses(401, "");
		ck_assert_int_eq(get("/a", WITH({ "HTTP_AUTHORIZATION",
		    bad[i] }, COOKIE(p))), 200);
		ck_assert_str_eq(answer_text("data", "actor", NULL), "");
	}
}
END_TEST

START_TEST(every_permission_of_the_row_is_asked_for)
{
	struct person	customer = person_new("buyer", "CUSTOMER");
	struct person	reader = person_new("reader", "VIEWER");
	struct person	manager = person_new("manager", "ADMIN");
	struct person	owner = person_new("owner", "SUPER_ADMIN");

	get("/staff", WITH(COOKIE(customer)));
	answer_refuses(403, "FORBIDDEN");
	ck_assert_int_eq(get("/staff", WITH(COOKIE(reader))), 200);
	ask(.method = "DELETE", .uri = "/item/x", WITH(BEARER(reader)));
	answer_refuses(403, "FORBIDDEN");
	ask(.method = "DELETE", .uri = "/item/x", WITH(BEARER(manager)));
	answer_refuses(403, "FORBIDDEN");
	ck_assert_int_eq(effects(), 0);
	ck_assert_int_eq(ask(.method = "DELETE", .uri = "/item/x",
	    WITH(BEARER(owner))), 200);
	ck_assert_int_eq(effects(), 1);
}
END_TEST

/* W12 */
START_TEST(headers_that_name_an_address_or_a_user_mean_nothing)
{
	get("/metrics", WITH({ "HTTP_X_FORWARDED_FOR", "127.0.0.1" },
	    { "HTTP_X_REAL_IP", "127.0.0.1" }));
	answer_refuses(401, "UNAUTHORIZED");
	ck_assert_int_eq(get("/mine", WITH({ "HTTP_X_USER_ID", "user_0" },
	    { "HTTP_REMOTE_USER", "owner" })), 401);
	get("/a", WITH({ "HTTP_X_FORWARDED_FOR", "203.0.113.9" }));
	ck_assert_str_eq(answer_text("data", "address", NULL), FAR_AWAY);
}
END_TEST

START_TEST(metrics_are_for_loopback_or_the_token)
{
	ck_assert_int_eq(get("/metrics", .address = "127.0.0.1"), 200);
	ck_assert_int_eq(get("/metrics", .address = "::1"), 200);
	ck_assert_int_eq(get("/metrics", .address = "127.0.0.2"), 401);
	/* Without a token in the configuration there is no right one. */
	ck_assert_int_eq(get("/metrics", WITH({ "HTTP_AUTHORIZATION",
	    "Bearer " })), 403);
	worker_config.metrics_token = "a token for the scraper";
	ck_assert_int_eq(get("/metrics", WITH({ "HTTP_AUTHORIZATION",
	    "Bearer a token for the scrapes" })), 403);
	ck_assert_int_eq(get("/metrics", WITH({ "HTTP_AUTHORIZATION",
	    "Bearer a token for the scraper" })), 200);
}
END_TEST

/* ---- size and type ----------------------------------------------------- */

START_TEST(a_body_announced_too_large_is_not_read)
{
	post("/small", "{\"text\":\"012345678901\"}");
	answer_refuses(413, "PAYLOAD_TOO_LARGE");
	post("/open", "{}", .length = 65537);
	answer_refuses(413, "PAYLOAD_TOO_LARGE");
	post("/open", "{}", .length = INT64_MAX);
	answer_refuses(413, "PAYLOAD_TOO_LARGE");
	ck_assert_int_eq(effects(), 0);
	ck_assert_int_eq(post("/small", "{\"text\":\"0123456789\"}"), 413);
	ck_assert_int_eq(post("/small", "{\"text\":\"01234567\"}"), 200);
}
END_TEST

/* W13: and whatever else is wrong with it */
START_TEST(a_body_of_unknown_length_is_counted)
{
	const char	*uris[] = { "/small", "/small?wrong=1" };

	for (size_t i = 0; i < COUNT(uris); i++) {
		post(uris[i], "{\"text\":\"0123456789012345\"}",
		    .length = LENGTH_UNKNOWN);
		answer_refuses(413, "PAYLOAD_TOO_LARGE");
	}
	ck_assert_int_eq(effects(), 0);
	ck_assert_int_eq(post("/small", "{\"text\":\"01234567\"}",
	    .length = LENGTH_UNKNOWN), 200);
}
END_TEST

/* W13 */
START_TEST(a_body_of_another_length_than_announced_is_refused)
{
	post("/open", "{\"text\":\"abc\"}", .length = 100);
	answer_blames("body");
	post("/open", "{\"text\":\"abc\"}", .length = 5);
	answer_blames("body");
	post("/open", "{\"text\":\"abc\"}", .length = 100, .breaks = true);
	answer_blames("body");
	post("/open", "{\"text\":\"abc\"}", .length = LENGTH_UNKNOWN,
	    .breaks = true);
	answer_blames("body");
	ck_assert_int_eq(effects(), 0);
}
END_TEST

static char *
bytes(size_t n)
{
	char	*p = arena_alloc(store.arena, n + 1);

	memset(p, 'x', n);
	return p;
}

START_TEST(an_upload_is_bounded_and_of_a_listed_type)
{
	static const char *const	bad[] = { NULL, "", "text/html",
	    "text", "text/csvx", "text/csv,text/plain", "multipart/form-data",
	    "application/json" };

	for (size_t i = 0; i < COUNT(bad); i++) {
		post_as(bad[i], "/file", "a,b");
		answer_refuses(415, "UNSUPPORTED_MEDIA_TYPE");
	}
	post_as("text/csv", "/file", bytes(5001));
	answer_refuses(413, "PAYLOAD_TOO_LARGE");
	post_as("text/csv", "/file", bytes(5001),
	    .length = LENGTH_UNKNOWN);
	answer_refuses(413, "PAYLOAD_TOO_LARGE");
	post_as("text/csv", "/file", bytes(4000), .length = 4500);
	answer_blames("body");
	ck_assert_int_eq(effects(), 0);
	ck_assert_int_eq(post_as("text/plain", "/file", bytes(5000)),
	    200);
	ck_assert_int_eq(post_as("TEXT/CSV;charset=x", "/file", "a"),
	    200);
}
END_TEST

#define FORM	"multipart/form-data; boundary=b"
#define FILE_PART "--b\r\nContent-Disposition: form-data; name=file;" \
	" filename=x.csv\r\n\r\na,b\r\n"

/* The file of a form is the upload; fields beside it are the query's. */
START_TEST(an_upload_may_come_in_a_form)
{
	ck_assert_int_eq(post_as(FORM, "/file", FILE_PART "--b--"), 200);
	ck_assert_int_eq(effects(), 1);
	post_as(FORM, "/file", "--b--");
	answer_blames("file");
	post_as(FORM, "/file", FILE_PART FILE_PART "--b--");
	answer_blames("file");
	post_as(FORM, "/file", FILE_PART "--b\r\nContent-Disposition:"
	    " form-data; name=unheard\r\n\r\n1\r\n--b--");
	answer_blames("unheard");
	post_as(FORM, "/file", FILE_PART "--b\r\nContent-Disposition:"
	    " form-data; name=bad\r\n\r\n\xff\r\n--b--");
	answer_blames("bad");
	post_as(FORM, "/file", FILE_PART);
	answer_blames("body");
	post_as(FORM, "/file", FILE_PART "--b--", .length = 4000);
	answer_blames("body");
	post_as(FORM, "/file", arena_printf(store.arena, FILE_PART "%s\r\n--b--",
	    bytes(5001)));
	answer_refuses(413, "PAYLOAD_TOO_LARGE");
	ck_assert_int_eq(effects(), 1);
}
END_TEST

/* W07: what a form of another site could send is not JSON */
START_TEST(json_must_say_that_it_is)
{
	static const char *const	bad[] = { NULL, "", "text/plain",
	    "application/x-www-form-urlencoded", "multipart/form-data",
	    "application/jsonx", "text/plain; application/json",
	    "application/json, text/plain", "application" };

	for (size_t i = 0; i < COUNT(bad); i++) {
		post_as(bad[i], "/open", "{}");
		answer_refuses(415, "UNSUPPORTED_MEDIA_TYPE");
	}
	ck_assert_int_eq(effects(), 0);
	ck_assert_int_eq(post_as("Application/JSON; charset=utf-8",
	    "/open", "{}"), 200);
}
END_TEST

int
main(void)
{
	const TTest *const tests[] = {
		only_the_canonical_spelling_of_a_path_is_known,
		a_parameter_is_decoded_once_and_never_a_way_out,
		a_literal_segment_beats_a_parameter,
		other_methods_are_told_which_there_are,
		options_answers_without_a_handler,
		a_method_is_what_it_is,
		who_is_not_signed_in_is_told_to,
		a_session_is_known_by_cookie_and_by_bearer,
		a_bad_bearer_is_refused_whatever_comes_with_it,
		every_permission_of_the_row_is_asked_for,
		headers_that_name_an_address_or_a_user_mean_nothing,
		metrics_are_for_loopback_or_the_token,
		a_body_announced_too_large_is_not_read,
		a_body_of_unknown_length_is_counted,
		a_body_of_another_length_than_announced_is_refused,
		an_upload_is_bounded_and_of_a_listed_type,
		an_upload_may_come_in_a_form,
		json_must_say_that_it_is,
	};

	return worker_run("gates", tables, tests, COUNT(tests));
}
