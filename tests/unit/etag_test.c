/* SPDX-License-Identifier: ISC */
/*
 * Which state an answer shows: tags of versions and of contents, by
 * language, through compression, in kept answers and from the cache.
 */
#include "tests/unit/worker.h"

static int	state;			/* what handlers show */
static int	runs;			/* how often they ran */

static enum outcome
show(struct req *r, struct res *out)
{
	struct json_out	*j = res_data(out);

	runs++;
	json_open(j, "data");
	json_int(j, "state", state);
	json_text(j, "locale", locale_tag(r->act.locale));
	json_text(j, "currency", settings_currency(r->act.settings));
	json_close(j);
	return SOUK_OK;
}

static enum outcome
show_version(struct req *r, struct res *out)
{
	res_version(out, 7);
	return show(r, out);
}

/* Tells which version the caller expects. */
static enum outcome
change(struct req *r, struct res *out)
{
	struct json_out	*j = res_data(out);

	json_open(j, "data");
	json_int(j, "expected", r->act.expected_version);
	json_close(j);
	return SOUK_OK;
}

static enum outcome
make(struct req *r, struct res *out)
{
	res_version(out, 1);
	res_header(out, "Location", "/thing");
	return effect_make(&r->act);
}

static const struct route rows[] = {
	ROW(GET, "/plain", show, ANYONE, .tx = TX_READ),
	ROW(GET, "/kept", show, ANYONE, .tx = TX_READ,
	    .flags = ROUTE_CACHED),
	ROW(GET, "/thing", show_version, ANYONE, .tx = TX_READ),
	ROW(PATCH, "/thing", change, ANYONE, .tx = TX_WRITE),
	ROW(POST, "/thing", make, ANYONE, .tx = TX_WRITE,
	    .flags = ROUTE_CREATES),
};
static const struct route_table		table = { rows, COUNT(rows) };
static const struct route_table	*const	tables[] = { &table, NULL };

#define SPEAKS(TAG)	{ "HTTP_ACCEPT_LANGUAGE", (TAG) }
#define KNOWS(ETAG)	{ "HTTP_IF_NONE_MATCH", (ETAG) }

START_TEST(what_did_not_change_is_304_and_empty)
{
	const char	*etag, *list;

	state = 1;
	ck_assert_int_eq(get("/plain"), 200);
	etag = answer_header("ETag");
	ck_assert_ptr_nonnull(etag);
	list = arena_printf(store.arena, "\"other\", W/%s", etag);
	ck_assert_int_eq(get("/plain", WITH(KNOWS(etag))), 304);
	ck_assert_uint_eq(answer.len, 0);
	ck_assert_str_eq(answer_header("ETag"), etag);
	ck_assert_ptr_null(answer_header("Content-Length"));
	ck_assert_int_eq(get("/plain", WITH(KNOWS(list))), 304);
	ck_assert_int_eq(get("/plain", WITH(KNOWS("*"))), 304);
	state = 2;
	ck_assert_int_eq(get("/plain", WITH(KNOWS(etag))), 200);
	ck_assert_str_ne(answer_header("ETag"), etag);
	ck_assert_int_eq(get("/plain", WITH(KNOWS("\"x"))), 200);
}
END_TEST

/* RFC 9110 8.8.3: two representations never have one strong tag. */
START_TEST(a_version_has_a_tag_in_each_language)
{
	ck_assert_int_eq(get("/thing"), 200);
	ck_assert_str_eq(answer_header("ETag"), "\"v7\"");
	ck_assert_int_eq(get("/thing", WITH(KNOWS("\"v7\""))), 304);
	ck_assert_int_eq(get("/thing", WITH(KNOWS("\"v7\""),
	    SPEAKS("en"))), 200);
	ck_assert_str_eq(answer_header("ETag"), "\"v7-en\"");
	ck_assert_str_eq(answer_text("data", "locale", NULL), "en");
	ck_assert_int_eq(get("/thing", WITH(KNOWS("\"v7-en\""),
	    SPEAKS("en"))), 304);
}
END_TEST

/* As read in any language, and as nginx hands out what it compressed. */
START_TEST(every_tag_of_a_version_names_it_in_if_match)
{
	static const char *const	good[] = { "\"v7\"", "W/\"v7\"",
	    "\"v7-en\"", "W/\"v7-ar\"" };
	static const char *const	bad[] = { "\"v7-\"", "\"v7-e\"",
	    "\"v7-eng\"", "\"v7-en", "\"v7-en\"x", "W/", "W/v7" };

	for (size_t i = 0; i < COUNT(good); i++) {
		ck_assert_int_eq(ask(.method = "PATCH", .uri = "/thing",
		    WITH({ "HTTP_IF_MATCH", good[i] })), 200);
		ck_assert_int_eq(answer_at("data", "expected",
		    NULL)->integer, 7);
	}
	for (size_t i = 0; i < COUNT(bad); i++) {
		ask(.method = "PATCH", .uri = "/thing",
		    WITH({ "HTTP_IF_MATCH", bad[i] }));
		answer_blames("If-Match");
	}
}
END_TEST

START_TEST(a_repeated_creation_is_answered_with_the_same_head)
{
	const struct header	 key = { "HTTP_IDEMPOTENCY_KEY", "k" };
	const char		*first;

	ck_assert_int_eq(post("/thing", "{}", WITH(key)), 201);
	ck_assert_ptr_null(answer_header("Idempotency-Replayed"));
	first = answer_body(NULL);
	ck_assert_int_eq(post("/thing", "{}", WITH(key)), 201);
	ck_assert_str_eq(answer_body(NULL), first);
	ck_assert_str_eq(answer_header("ETag"), "\"v1\"");
	ck_assert_str_eq(answer_header("Location"), "/thing");
	ck_assert_str_eq(answer_header("Idempotency-Replayed"), "true");
	ck_assert_int_eq(effects(), 1);
}
END_TEST

/* ---- kept by the worker -------------------------------------------------------- */

START_TEST(an_answer_is_kept_until_the_catalogue_moves)
{
	const char	*etag;

	state = 1;
	runs = 0;
	ck_assert_int_eq(get("/kept"), 200);
	etag = answer_header("ETag");
	state = 2;
	ck_assert_int_eq(get("/kept"), 200);
	ck_assert_int_eq(runs, 1);
	ck_assert_int_eq(answer_at("data", "state", NULL)->integer, 1);
	ck_assert_str_eq(answer_header("ETag"), etag);
	ck_assert_str_eq(answer_text("meta", "requestId", NULL), "ask-1");
	ck_assert_int_eq(get("/kept", WITH(KNOWS(etag))), 304);
	get("/kept", WITH(SPEAKS("ar")));
	ck_assert_str_eq(answer_text("data", "locale", NULL), "ar");
	ck_assert_int_eq(runs, 2);
	generation_move(store.shared, GENERATION_CATALOG);
	get("/kept", WITH(KNOWS(etag)));
	ck_assert_int_eq(answer_at("data", "state", NULL)->integer, 2);
	ck_assert_int_eq(runs, 3);
}
END_TEST

START_TEST(a_change_of_the_settings_is_seen_in_kept_answers)
{
	get("/kept");
	ck_assert_str_ne(answer_text("data", "currency", NULL), "JPY");
	shop_sql("INSERT INTO setting (name, value, updated_at)"
	    " VALUES ('shop.currency', '\"JPY\"', 1)");
	generation_move(store.shared, GENERATION_SETTINGS);
	get("/kept");
	ck_assert_str_eq(answer_text("data", "currency", NULL), "JPY");
}
END_TEST

/* ---- whose language -------------------------------------------------------------- */

START_TEST(an_account_has_a_language_unless_the_browser_chose_one)
{
	struct person	p = person_new("owner", "SUPER_ADMIN");
	const char	*chosen = arena_printf(store.arena, "%s; locale=fr",
			    p.cookie);

	get("/plain", WITH(COOKIE(p), SPEAKS("en")));
	ck_assert_str_eq(answer_header("Content-Language"), "en");
	shop_sql("UPDATE users SET locale = 'ar' WHERE id = '%s'", p.id);
	get("/plain", WITH(COOKIE(p), SPEAKS("en")));
	ck_assert_str_eq(answer_header("Content-Language"), "ar");
	get("/plain", WITH(BEARER(p), SPEAKS("en")));
	ck_assert_str_eq(answer_header("Content-Language"), "ar");
	get("/plain", WITH({ "HTTP_COOKIE", chosen }, SPEAKS("en")));
	ck_assert_str_eq(answer_header("Content-Language"), "fr");
	get("/plain", WITH(SPEAKS("en")));
	ck_assert_str_eq(answer_header("Content-Language"), "en");
}
END_TEST

int
main(void)
{
	const TTest *const tests[] = {
		what_did_not_change_is_304_and_empty,
		a_version_has_a_tag_in_each_language,
		every_tag_of_a_version_names_it_in_if_match,
		a_repeated_creation_is_answered_with_the_same_head,
		an_answer_is_kept_until_the_catalogue_moves,
		a_change_of_the_settings_is_seen_in_kept_answers,
		an_account_has_a_language_unless_the_browser_chose_one,
	};

	return worker_run("etag", tables, tests, COUNT(tests));
}
