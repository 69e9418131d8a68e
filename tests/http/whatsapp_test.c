/* SPDX-License-Identifier: ISC */
/*
 * What goes out on WhatsApp through the whole shop: from a row to Meta's
 * stand-in and back by its statuses; numbers, templates and what is in doubt as
 * the office has them.
 */
#include "tests/http/inbox.h"

#define WA	"/api/admin/whatsapp"
#define PHONE	"33612000001"

static char	number_id[64];

static void
numbers_look(void)
{
	char	*id = shop_sql("SELECT id FROM wa_number WHERE meta_id = '"
		    META_NUMBER "'");

	snprintf(number_id, sizeof(number_id), "%s", id);
	free(id);
}

/* A message of ours to whoever wrote, as lib/whatsapp puts it; its id. */
static const char *
answer_to(const char *phone, const char *words)
{
	static char	 id[64];
	struct answer	*a;
	char		 path[160];

	snprintf(path, sizeof(path), "%s/messages", path_of(TALKS,
	    talk_with(phone), ""));
	a = client_json(manager, "POST", path, "{\"kind\":\"text\","
	    "\"text\":\"%s\"}", words);
	want(a, 201);
	snprintf(id, sizeof(id), "%s", answer_at(a, "data.sendId"));
	return id;
}

static void
state_await(const char *send, const char *state)
{
	const int64_t	 end = now_ms() + SOON_MS;
	char		 path[160];
	const char	*is = "";

	snprintf(path, sizeof(path), "%s", path_of(WA "/sends", send, ""));
	do {
		is = answer_at(client_get(manager, path), "data.state");
	} while (strcmp(is, state) != 0 && now_ms() < end &&
	    (pause_ms(20), true));
	ck_assert_str_eq(is, state);
}

START_TEST(s1_wa_01_an_answer_goes_out_and_is_told_of)
{
	const char	*id;

	meta_ask("hook", "ways=sent,delivered,read");
	said_by(PHONE, "Bonjour");
	id = answer_to(PHONE, "À votre service");
	state_await(id, "read");
	meta_await_sent(PHONE, 1);
	ck_assert_str_eq(meta_at("data.0.key"), id);
	ck_assert_str_eq(meta_at("data.0.body.body"), "À votre service");
}
END_TEST

START_TEST(target_52_what_is_in_doubt_is_shown_and_settled)
{
	struct answer	*a;
	const char	*id;
	char		 path[160];

	meta_ask("hook", "way=hold&ways=sent,delivered");
	server_says(&meta, "lose to=send times=1\n");
	id = answer_to(PHONE, "Perdu");
	state_await(id, "doubt");
	a = client_get(manager, WA "/sends?state=doubt");
	want(a, 200);
	want_at(a, "data.0.id", id);
	want_at(a, "pagination.total", "1");
	a = client_get(manager, "/admin/whatsapp?state=doubt");
	want(a, 200);
	ck_assert_ptr_nonnull(strstr(a->body, id));
	ck_assert_ptr_nonnull(strstr(a->body, "class=\"status dead\""));
	/* Meta has it, and says so by our name for it. */
	meta_ask("deliver", "%s", "order=as");
	meta_hooks("now");
	state_await(id, "delivered");
	snprintf(path, sizeof(path), "%s", path_of(WA "/sends", id,
	    "/retry"));
	want(client_json(manager, "POST", path, "{}"), 409);
	snprintf(path, sizeof(path), "%s", path_of(WA "/sends", id,
	    "/drop"));
	want(client_json(manager, "POST", path, "{}"), 409);
	ck_assert_int_eq(meta_books(PHONE, "twice"), 0);
}
END_TEST

START_TEST(target_46_a_number_is_changed_by_who_may_set)
{
	static const struct { const char *json; int status;
	    const char *field; } rows[] = {
		{ "{\"perSecond\":0}", 400, "perSecond" },
		{ "{\"perSecond\":1001}", 400, "perSecond" },
		{ "{\"perDay\":0}", 400, "perDay" },
		{ "{\"metaId\":\"1\"}", 400, "metaId" },
		{ "{\"problem\":\"x\"}", 400, "problem" },
		{ "{\"perSecond\":40,\"perDay\":null,\"coexists\":true}",
		  200, NULL },
	};
	struct answer	*a;
	const char	*path;
	char		 at[80];

	numbers_look();
	path = path_of(WA "/numbers", number_id, "");
	for (size_t i = 0; i < COUNT(rows); i++) {
		a = client_json(owner, "PATCH", path, "%s", rows[i].json);
		want(a, rows[i].status);
		if (rows[i].field == NULL)
			continue;
		snprintf(at, sizeof(at), "error.details.%s", rows[i].field);
		ck_assert_msg(answer_at(a, at) != NULL, "%s", a->body);
	}
	want_at(a, "data.coexists", "true");
	want(client_get(manager, WA "/numbers"), 403);
	want(client_json(manager, "PATCH", path, "{\"perSecond\":1}"), 403);
	want(client_get(anyone, WA "/numbers"), 401);
	want(client_get(stranger, path), 403);
	want(client_get(owner, WA "/numbers/wanum_01h455vb4pex5vsknk084sn0zz"),
	    404);
	a = client_get(owner, "/admin/whatsapp");
	want(a, 200);
	ck_assert_ptr_nonnull(strstr(a->body, "+" META_PHONE));
	a = client_get(manager, "/admin/whatsapp");
	want(a, 200);
	ck_assert_ptr_null(strstr(a->body, "+" META_PHONE));
	snprintf(at, sizeof(at), "/admin/whatsapp/%s", number_id);
	want(client_get(owner, at), 200);
	want(client_get(manager, at), 403);
	want(client_json(owner, "PATCH", path, "{\"coexists\":false,"
	    "\"perSecond\":80}"), 200);
}
END_TEST

START_TEST(target_46_a_token_is_taken_and_never_shown)
{
	const char	*path;
	struct answer	*a;
	char		*sealed;

	numbers_look();
	path = path_of(WA "/numbers", number_id, "");
	a = client_json(owner, "PATCH", path, "{\"token\":\"EAA_SECRET_1\"}");
	want(a, 200);
	ck_assert_ptr_null(strstr(a->body, "EAA_SECRET"));
	ck_assert_ptr_null(strstr(client_get(owner, path)->body,
	    "EAA_SECRET"));
	sealed = shop_sql("SELECT sealed FROM wa_number WHERE sealed IS NOT"
	    " NULL");
	ck_assert_str_ne(sealed, "");
	ck_assert_ptr_null(strstr(sealed, "EAA_SECRET"));
	free(sealed);
	free(shop_sql("SELECT 1"));
	sealed = shop_sql("SELECT count(*) FROM audit_log WHERE changes LIKE"
	    " '%EAA_SECRET%'");
	ck_assert_str_eq(sealed, "0");
	free(sealed);
	want(client_json(owner, "PATCH", path, "{\"token\":null}"), 200);
	sealed = shop_sql("SELECT count(*) FROM wa_number WHERE sealed IS NOT"
	    " NULL");
	ck_assert_str_eq(sealed, "0");
	free(sealed);
}
END_TEST

START_TEST(target_50_templates_come_by_a_button)
{
	const int64_t	 end = now_ms() + SOON_MS;
	struct answer	*a;

	meta_ask("template", "name=%s&language=fr&body=%s",
	    "formule", "Bonjour <b>{{1}}</b>");
	want(client_json(manager, "POST", WA "/sync", "{}"), 403);
	want(client_json(owner, "POST", WA "/sync", "{}"), 202);
	do {
		a = client_get(manager, WA "/templates?name=formule");
	} while (strcmp(answer_at(a, "pagination.total"), "0") == 0 &&
	    now_ms() < end && (pause_ms(20), true));
	want_at(a, "data.0.variables", "1");
	want_at(a, "data.0.status", "APPROVED");
	a = client_get(owner, "/admin/whatsapp");
	ck_assert_ptr_nonnull(strstr(a->body,
	    "Bonjour &lt;b&gt;{{1}}&lt;/b&gt;"));
	want(client_get(stranger, WA "/templates"), 200);
}
END_TEST

START_TEST(target_46_another_brand_sees_and_uses_none_of_it)
{
	static const struct { const char *method, *what, *deed; } rows[] = {
		{ "GET", "numbers", "" }, { "PATCH", "numbers", "" },
		{ "GET", "sends", "" }, { "POST", "sends", "/retry" },
		{ "POST", "sends", "/drop" }, { "GET", "events", "" },
		{ "POST", "events", "/replay" },
	};
	static const char *const	 lists[] = { "numbers", "sends",
	    "events", "templates" };
	char		 path[200], table[40], *id;
	struct answer	*a;

	said_by(PHONE, "Bonjour");
	answer_to(PHONE, "Oui");
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		snprintf(table, sizeof(table), "SELECT id FROM wa_%.*s"
		    " LIMIT 1", (int)strlen(rows[i].what) - 1, rows[i].what);
		id = shop_sql(table);
		snprintf(path, sizeof(path), WA "/%s/%s%s", rows[i].what, id,
		    rows[i].deed);
		a = *rows[i].method == 'G' ? client_get(stranger, path) :
		    client_json(stranger, rows[i].method, path, "{}");
		ck_assert_msg(a->status == 403, "%s: %d", path, a->status);
		free(id);
	}
	for (size_t i = 0; i < sizeof(lists) / sizeof(lists[0]); i++) {
		snprintf(path, sizeof(path), WA "/%s", lists[i]);
		want_at(client_get(stranger, path), "pagination.total", "0");
		ck_assert_str_ne(answer_at(client_get(owner, path),
		    "pagination.total"), "0");
	}
}
END_TEST

static void
all_gone_await(void)
{
	const int64_t	 end = now_ms() + SOON_MS;
	char		*left = NULL;

	do {
		free(left);
		left = shop_sql("SELECT count(*) FROM wa_send WHERE state IN"
		    " ('waiting', 'sending')");
	} while (strcmp(left, "0") != 0 && now_ms() < end &&
	    (pause_ms(20), true));
	ck_assert_str_eq(left, "0");
	free(left);
}

START_TEST(target_46_a_number_is_given_to_a_brand_that_there_is)
{
	static const struct { const char *json; int status; } rows[] = {
		{ "{\"brandId\":\"brand_01h455vb4pex5vsknk084sn0zz\"}", 400 },
		{ "{\"brandId\":\"x\"}", 400 }, { "{\"brandId\":null}", 400 },
		{ "{\"brandId\":1}", 400 },
	};
	struct answer	*a;
	char		 path[200], talk[200], said[220], *other;

	numbers_look();
	snprintf(path, sizeof(path), "%s", path_of(WA "/numbers", number_id,
	    ""));
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		a = client_json(owner, "PATCH", path, "%s", rows[i].json);
		want(a, 400);
		ck_assert_ptr_nonnull(answer_at(a, "error.details.brandId"));
		want(client_json(owner, "POST", WA "/sync", "%s",
		    rows[i].json), 400);
	}
	a = client_get(owner, path_of("/admin/whatsapp", number_id, ""));
	want(a, 200);
	ck_assert_ptr_nonnull(strstr(a->body, "<select name=\"brandId\""));
	all_gone_await();
	other = shop_sql("SELECT brand_id FROM users WHERE username ="
	    " 'stranger'");
	want(client_json(owner, "PATCH", path, "{\"brandId\":\"%s\"}",
	    other), 200);
	want(client_get(owner, path), 403);
	a = client_get(stranger, path);
	want(a, 200);
	want_at(a, "data.brandId", other);
	free(other);
	/* The old talk is read and closed, and nothing more goes. */
	snprintf(talk, sizeof(talk), "%s", path_of(TALKS, talk_with(PHONE),
	    ""));
	want(client_get(manager, talk), 200);
	want(client_get(stranger, talk), 403);
	snprintf(said, sizeof(said), "%s/messages", talk);
	want(client_json(manager, "POST", said, "{\"kind\":\"text\","
	    "\"text\":\"x\"}"), 409);
	want(client_json(manager, "PATCH", talk, "{\"state\":\"closed\"}"),
	    200);
	other = shop_sql("SELECT brand_id FROM users WHERE username ="
	    " 'owner'");
	want(client_json(stranger, "PATCH", path, "{\"brandId\":\"%s\"}",
	    other), 200);
	free(other);
	want(client_get(owner, path), 200);
}
END_TEST

START_TEST(target_46_a_number_that_left_is_shown_so_until_it_is_back)
{
	const int64_t	 end = now_ms() + SOON_MS;
	struct answer	*a;
	char		 path[200];

	numbers_look();
	snprintf(path, sizeof(path), "%s", path_of(WA "/numbers", number_id,
	    ""));
	free(shop_sql("UPDATE wa_number SET gone_at = 1780000000000 WHERE"
	    " meta_id = '" META_NUMBER "'"));
	a = client_get(owner, path);
	want(a, 200);
	want_at(a, "data.goneAt", "2026-05-28T20:26:40.000Z");
	want_at(a, "data.isActive", "true");
	want(client_json(owner, "PATCH", path, "{\"goneAt\":null}"), 400);
	a = client_get(owner, "/admin/whatsapp");
	want(a, 200);
	ck_assert_ptr_nonnull(strstr(a->body, "<span class=\"status dead\">"
	    "N’est plus dans notre compte"));
	want(client_json(owner, "POST", WA "/sync", "{}"), 202);
	do {
		a = client_get(owner, path);
	} while (strcmp(answer_at(a, "data.goneAt"), "null") != 0 &&
	    now_ms() < end && (pause_ms(20), true));
	want_at(a, "data.goneAt", "null");
}
END_TEST

int
main(void)
{
	const TTest *const	tests[] = {
		s1_wa_01_an_answer_goes_out_and_is_told_of,
		target_52_what_is_in_doubt_is_shown_and_settled,
		target_46_a_number_is_changed_by_who_may_set,
		target_46_a_token_is_taken_and_never_shown,
		target_50_templates_come_by_a_button,
		target_46_another_brand_sees_and_uses_none_of_it,
		target_46_a_number_is_given_to_a_brand_that_there_is,
		target_46_a_number_that_left_is_shown_so_until_it_is_back,
	};

	return suite_run_with("whatsapp", inbox_start, tests,
	    sizeof(tests) / sizeof(tests[0]));
}
