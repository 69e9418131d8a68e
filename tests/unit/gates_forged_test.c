/* SPDX-License-Identifier: ISC */
/*
 * Requests that another site makes a browser send, requests that come too
 * often, and what other sites may read.
 */
#include "tests/unit/worker.h"

static enum outcome
act_once(struct req *r, struct res *out)
{
	(void)out;
	return r->route->method == METHOD_GET ? SOUK_OK : effect_make(&r->act);
}

static const struct field	note_table[] = {
	{ .name = "text", .type = FIELD_TEXT, .min = 0, .max = 100 },
};
static const struct fieldset	note = FIELDSET("Note", NULL, note_table);

static const struct route rows[] = {
	ROW(GET, "/read", act_once, ANYONE, .rate = RATE_READ),
	ROW(GET, "/guess", act_once, ANYONE, .rate = RATE_CREDENTIAL),
	ROW(GET, "/page", act_once, ANYONE, .flags = ROUTE_PAGE),
	ROW(POST, "/open", act_once, ANYONE, .tx = TX_WRITE, .body = &note),
	ROW(POST, "/mine", act_once, SIGNED_IN, .tx = TX_WRITE,
	    .body = &note),
	ROW(PATCH, "/mine", act_once, SIGNED_IN, .tx = TX_WRITE,
	    .body = &note),
	ROW(POST, "/bare", act_once, SIGNED_IN, .tx = TX_WRITE),
	ROW(DELETE, "/bare", act_once, PERMITTED, .tx = TX_WRITE,
	    .permission = PRODUCT_DELETE),
	ROW(POST, "/form", act_once, SIGNED_IN, .tx = TX_WRITE, .body = &note,
	    .flags = ROUTE_FORM),
	ROW(POST, "/file", act_once, SIGNED_IN, .tx = TX_WRITE,
	    .flags = ROUTE_UPLOAD, .upload_types = "text/csv",
	    .max_body = 5000),
	ROW(POST, "/renew", act_once, ANYONE, .tx = TX_WRITE,
	    .flags = ROUTE_OWN_COOKIE),
};
static const struct route_table	table = { rows, COUNT(rows) };
static const struct route_table	*const tables[] = { &table, NULL };

#define FORM_TYPE	"application/x-www-form-urlencoded"
#define ORIGIN(TEXT)	{ "HTTP_ORIGIN", (TEXT) }
#define SITE(TEXT)	{ "HTTP_SEC_FETCH_SITE", (TEXT) }

/* What a row takes, so that nothing but the forgery is refused. */
static struct ask
rightly(const struct route *r)
{
	static const char *const	names[] = { [METHOD_POST] = "POST",
	    [METHOD_PATCH] = "PATCH", [METHOD_DELETE] = "DELETE" };
	struct ask			a = { .method = names[r->method],
					    .uri = r->path };

	if (r->flags & ROUTE_UPLOAD)
		a.type = "text/csv", a.body = "a,b\n";
	else if (r->flags & ROUTE_FORM)
		a.type = FORM_TYPE, a.body = "text=x";
	else if (r->body != NULL)
		a.type = JSON_TYPE, a.body = "{\"text\":\"x\"}";
	return a;
}

/* Sends it to every unsafe row that knows its caller; how many took it. */
static int
taken_by_rows(struct header h0, struct header h1, struct header h2,
    const char *code)
{
	int	 taken = 0;

	for (size_t i = 0; i < COUNT(rows); i++) {
		struct ask	a = rightly(&rows[i]);

		if (rows[i].method == METHOD_GET || rows[i].who == FOR_ANYONE)
			continue;
		a.headers[0] = h0;
		a.headers[1] = h1;
		a.headers[2] = h2;
		if (ask_of(worker, a) == 200)
			taken++;
		else
			answer_refuses(403, code);
	}
	return taken;
}

#define HEADER(...)	((struct header){ __VA_ARGS__ })
#define NO_HEADER	((struct header){ NULL, NULL })
#define KNOWN_ROWS	6

/* F-31, W07 */
START_TEST(f_31_each_unsafe_row_wants_the_token_of_this_session)
{
	struct person	p = person_new("owner", "SUPER_ADMIN");
	struct person	other = person_new("other", "SUPER_ADMIN");
	struct person	old = person_again(p.id);
	char		*near = arena_copy(store.arena, p.csrf);
	const char	*tokens[] = { NULL, "", "x", other.csrf, old.csrf,
	    p.cookie, near, arena_printf(store.arena, "%s ", p.csrf),
	    arena_text(store.arena, p.csrf, strlen(p.csrf) - 1) };

	near[3] = near[3] == 'A' ? 'B' : 'A';
	for (size_t i = 0; i < COUNT(tokens); i++)
		ck_assert_int_eq(taken_by_rows(HEADER("HTTP_COOKIE",
		    p.cookie), HEADER("HTTP_X_CSRF_TOKEN", tokens[i]),
		    NO_HEADER, "CSRF_INVALID"), 0);
	ck_assert_int_eq(effects(), 0);
	ck_assert_int_eq(taken_by_rows(HEADER("HTTP_COOKIE", p.cookie),
	    HEADER("HTTP_X_CSRF_TOKEN", p.csrf), NO_HEADER, ""), KNOWN_ROWS);
	ck_assert_int_eq(effects(), KNOWN_ROWS);
}
END_TEST

/* F-31, W07: even with the right token */
START_TEST(f_31_a_request_of_another_site_is_refused)
{
	static const struct header	from[] = {
		ORIGIN("null"), ORIGIN(""), ORIGIN("https://evil.test"),
		ORIGIN("https://shop.test.evil"), ORIGIN("https://shop.testx"),
		ORIGIN("https://evilshop.test"), ORIGIN("http://shop.test"),
		ORIGIN("https://shop.test:444"), ORIGIN("https://shop.test/"),
		ORIGIN("https://admin.shop.test"), ORIGIN("shop.test"),
		ORIGIN("https://friend.testx"), ORIGIN("https://friend"),
		ORIGIN("https://friend.test, https://other.test:8443"),
		SITE("cross-site"), SITE("same-site"), SITE(""),
		SITE("same-originx"), SITE("SAME-ORIGIN"),
	};
	struct person			p = person_new("owner", "SUPER_ADMIN");

	for (size_t i = 0; i < COUNT(from); i++) {
		ck_assert_int_eq(taken_by_rows(HEADER("HTTP_COOKIE",
		    p.cookie), HEADER("HTTP_X_CSRF_TOKEN", p.csrf), from[i],
		    "ORIGIN_REFUSED"), 0);
		post("/open", "{}", .headers = { from[i] });
		answer_refuses(403, "ORIGIN_REFUSED");
		post("/renew", NULL, .headers = { from[i] });
		answer_refuses(403, "ORIGIN_REFUSED");
	}
	ck_assert_int_eq(effects(), 0);
}
END_TEST

/* F-31, W03 */
START_TEST(f_31_our_own_pages_and_listed_sites_are_taken)
{
	static const struct header	from[] = {
		ORIGIN(OURS), ORIGIN("HTTPS://SHOP.TEST"), ORIGIN(FRIEND),
		ORIGIN("https://other.test:8443"), SITE("same-origin"),
		SITE("none"), { NULL, NULL },
	};
	struct person			p = person_new("owner", "SUPER_ADMIN");

	for (size_t i = 0; i < COUNT(from); i++) {
		ck_assert_int_eq(taken_by_rows(HEADER("HTTP_COOKIE",
		    p.cookie), HEADER("HTTP_X_CSRF_TOKEN", p.csrf), from[i],
		    ""), KNOWN_ROWS);
		ck_assert_int_eq(post("/open", "{}", .headers = { from[i] }),
		    200);
	}
}
END_TEST

/* W08: what another site may link to must not be refused either */
START_TEST(a_get_is_read_from_everywhere)
{
	ck_assert_int_eq(get("/read", WITH(ORIGIN("https://evil.test"),
	    SITE("cross-site"))), 200);
}
END_TEST

START_TEST(a_bearer_needs_no_token_but_a_cookie_beside_it_is_not_believed)
{
	struct person	p = person_new("owner", "SUPER_ADMIN");
	struct person	reader = person_new("reader", "VIEWER");

	ck_assert_int_eq(post("/mine", "{}", WITH(BEARER(p))), 200);
	ask(.method = "DELETE", .uri = "/bare", WITH(BEARER(reader),
	    COOKIE(p)));
	answer_refuses(403, "FORBIDDEN");
	ck_assert_int_eq(effects(), 1);
}
END_TEST

START_TEST(a_row_with_a_strict_cookie_of_its_own_needs_no_token)
{
	struct person	p = person_new("owner", "SUPER_ADMIN");

	ck_assert_int_eq(post("/renew", NULL, WITH(COOKIE(p))), 200);
	ck_assert_int_eq(post("/renew", NULL, WITH(COOKIE(p),
	    SITE("same-site"))), 403);
}
END_TEST

START_TEST(a_form_may_carry_the_token_in_a_field)
{
	struct person	p = person_new("owner", "SUPER_ADMIN");
	const char	*right = arena_printf(store.arena, "text=x&_csrf=%s",
			    p.csrf);

	ck_assert_int_eq(post_as(FORM_TYPE, "/form", right, WITH(COOKIE(p))),
	    200);
	post_as(FORM_TYPE, "/form", "text=x&_csrf=x", WITH(COOKIE(p)));
	answer_refuses(403, "CSRF_INVALID");
	post_as(FORM_TYPE, "/form", "text=x", WITH(COOKIE(p)));
	answer_refuses(403, "CSRF_INVALID");
	/* The header counts if there is one, and JSON has no such field. */
	post_as(FORM_TYPE, "/form", right, WITH(COOKIE(p),
	    { "HTTP_X_CSRF_TOKEN", "x" }));
	answer_refuses(403, "CSRF_INVALID");
	post("/mine", arena_printf(store.arena, "{\"_csrf\":\"%s\"}", p.csrf),
	    WITH(COOKIE(p)));
	answer_refuses(403, "CSRF_INVALID");
	post("/form", right, WITH(COOKIE(p)));
	answer_refuses(415, "UNSUPPORTED_MEDIA_TYPE");
	ck_assert_int_eq(effects(), 1);
}
END_TEST

/* What is wrong with a form is told as such, though its token is in it. */
START_TEST(a_form_that_cannot_be_read_is_not_called_forged)
{
	struct person	p = person_new("owner", "SUPER_ADMIN");
	static char	large[70000];

	memset(large, 'x', sizeof(large));
	post_as(FORM_TYPE, "/form", large, .len = sizeof(large),
	    .length = LENGTH_UNKNOWN, WITH(COOKIE(p)));
	answer_refuses(413, "PAYLOAD_TOO_LARGE");
	post_as(FORM_TYPE, "/form", "text=%ff", WITH(COOKIE(p)));
	answer_blames("text");
	post_as(FORM_TYPE, "/form", "text=x", .length = 60, WITH(COOKIE(p)));
	answer_blames("body");
}
END_TEST

/* ---- rates ------------------------------------------------------------- */

START_TEST(a_stranger_is_counted_by_address_and_told_when_to_come_back)
{
	for (int left = 29; left >= 0; left--) {
		ck_assert_int_eq(get("/guess"), 200);
		ck_assert_str_eq(answer_header("RateLimit-Limit"), "30");
		ck_assert_str_eq(answer_header("RateLimit-Remaining"),
		    arena_printf(store.arena, "%d", left));
	}
	get("/guess");
	answer_refuses(429, "RATE_LIMITED");
	ck_assert_str_eq(answer_header("RateLimit-Remaining"), "0");
	ck_assert_str_eq(answer_header("Retry-After"), "30");
	ck_assert_int_ge(atoll(answer_header("RateLimit-Reset")), 890);
	ck_assert_int_eq(get("/guess", .address = "192.0.2.8"), 200);
	ck_assert_int_eq(get("/read"), 200);
	ck_assert_str_eq(answer_header("RateLimit-Limit"), "1000");
	ck_assert_int_eq(get("/page"), 200);
	ck_assert_ptr_null(answer_header("RateLimit-Limit"));
}
END_TEST

/* W12: what a client can write into a request changes nothing */
START_TEST(a_network_is_one_stranger_whatever_its_headers_say)
{
	for (int i = 0; i < 30; i++)
		ck_assert_int_eq(get("/guess", .address = arena_printf(
		    store.arena, "2001:db8:1:2::%x", i), WITH(
		    { "HTTP_X_FORWARDED_FOR", arena_printf(store.arena,
		    "10.0.0.%d", i) })), 200);
	ck_assert_int_eq(get("/guess", .address = "2001:db8:1:2:ffff::1"),
	    429);
	ck_assert_int_eq(get("/guess", .address = "2001:db8:1:3::1"), 200);
}
END_TEST

START_TEST(a_user_is_counted_once_wherever_they_are)
{
	struct person	p = person_new("reader", "VIEWER");
	struct person	again = person_again(p.id);

	get("/read", WITH(COOKIE(p)));
	get("/read", WITH(BEARER(again)), .address = "203.0.113.1");
	ck_assert_str_eq(answer_header("RateLimit-Remaining"), "998");
	get("/read");
	ck_assert_str_eq(answer_header("RateLimit-Remaining"), "999");
	/* But guesses at passwords by where they come from. */
	get("/guess", WITH(COOKIE(p)));
	get("/guess");
	ck_assert_str_eq(answer_header("RateLimit-Remaining"), "28");
}
END_TEST

/* ---- what other sites may read ----------------------------------------- */

/* W03 */
START_TEST(w03_only_a_listed_origin_may_read_answers)
{
	static const char *const	others[] = { NULL, "null", "*",
	    "https://evil.test", "https://friend.test.evil", OURS,
	    "https://evilfriend.test", "http://friend.test",
	    "https://friend.test:443", "https://other.test", "" };

	for (size_t i = 0; i < COUNT(others); i++) {
		ck_assert_int_eq(get("/read", WITH(ORIGIN(others[i]))), 200);
		ck_assert_ptr_null(answer_header(
		    "Access-Control-Allow-Origin"));
		ck_assert_ptr_null(answer_header(
		    "Access-Control-Allow-Credentials"));
	}
	ck_assert_int_eq(get("/read", WITH(ORIGIN(FRIEND))), 200);
	ck_assert_str_eq(answer_header("Access-Control-Allow-Origin"), FRIEND);
	ck_assert_ptr_nonnull(strstr(answer_header("Vary"), "Origin"));
	get("/nowhere", WITH(ORIGIN(FRIEND)));
	ck_assert_str_eq(answer_header("Access-Control-Allow-Origin"), FRIEND);
	get("/page", WITH(ORIGIN(FRIEND)));
	ck_assert_ptr_null(answer_header("Access-Control-Allow-Origin"));
}
END_TEST

START_TEST(w03_a_preflight_of_a_listed_origin_says_what_may_be_sent)
{
	ck_assert_int_eq(ask(.method = "OPTIONS", .uri = "/mine",
	    WITH(ORIGIN(FRIEND))), 204);
	ck_assert_ptr_nonnull(strstr(answer_header(
	    "Access-Control-Allow-Methods"), "PATCH"));
	ck_assert_ptr_nonnull(strstr(answer_header(
	    "Access-Control-Allow-Headers"), "Idempotency-Key"));
	ask(.method = "OPTIONS", .uri = "/mine",
	    WITH(ORIGIN("https://evil.test")));
	ck_assert_ptr_null(answer_header("Access-Control-Allow-Methods"));
}
END_TEST

int
main(void)
{
	const TTest *const tests[] = {
		f_31_each_unsafe_row_wants_the_token_of_this_session,
		f_31_a_request_of_another_site_is_refused,
		f_31_our_own_pages_and_listed_sites_are_taken,
		a_get_is_read_from_everywhere,
		a_bearer_needs_no_token_but_a_cookie_beside_it_is_not_believed,
		a_row_with_a_strict_cookie_of_its_own_needs_no_token,
		a_form_may_carry_the_token_in_a_field,
		a_form_that_cannot_be_read_is_not_called_forged,
		a_stranger_is_counted_by_address_and_told_when_to_come_back,
		a_network_is_one_stranger_whatever_its_headers_say,
		a_user_is_counted_once_wherever_they_are,
		w03_only_a_listed_origin_may_read_answers,
		w03_a_preflight_of_a_listed_origin_says_what_may_be_sent,
	};

	return worker_run("gates_forged", tables, tests, COUNT(tests));
}
