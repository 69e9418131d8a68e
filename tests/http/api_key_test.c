/* SPDX-License-Identifier: ISC */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "tests/http/suite.h"

#define OWN	"/api/users/me/api-keys"
#define COUNT(TABLE)	(sizeof(TABLE) / sizeof((TABLE)[0]))

struct key { char id[64], text[128]; };

static void
key_make(struct client *c, const char *scopes, struct key *key)
{
	struct answer	*a = client_json(c, "POST", OWN,
	    "{\"name\":\"Till\",\"scopes\":[%s],\"currentPassword\":\"%s\"}",
	    scopes, shop_password);

	want(a, 201);
	snprintf(key->id, sizeof(key->id), "%s", answer_at(a, "data.id"));
	snprintf(key->text, sizeof(key->text), "%s",
	    answer_at(a, "data.key"));
}

static struct client *
client_key(const struct key *key)
{
	struct client	*c = client_new();
	char		 line[256];

	snprintf(line, sizeof(line), "Authorization: Bearer %s", key->text);
	client_header(c, line);
	return c;
}

static int
status_of(const struct key *key, const char *path)
{
	struct client	*c = client_key(key);
	int		 status = client_get(c, path)->status;

	client_free(c);
	return status;
}

static int
revoke(struct client *c, const char *list, const char *id)
{
	char	path[160];

	snprintf(path, sizeof(path), "%s/%s", list, id);
	return client_send(c, "DELETE", path, NULL, NULL, 0)->status;
}

START_TEST(s10_a_key_is_told_once_and_kept_as_a_hash)
{
	struct client	*c = client_login("owner");
	struct key	 key;
	struct answer	*a;
	char		 sql[256];

	want(client_json(c, "PATCH", "/api/admin/settings",
	    "{\"limits\":{\"credential\":1000}}"), 200);
	client_header(c, "Idempotency-Key: once-more");
	key_make(c, "\"PRODUCT_VIEW\",\"PRODUCT_EDIT\"", &key);
	ck_assert_uint_eq(strlen(key.text), 57);
	ck_assert_int_eq(status_of(&key, "/api/admin/products"), 200);
	a = client_get(c, OWN);
	want(a, 200);
	want_at(a, "data.0.name", "Till");
	ck_assert_str_eq(answer_at(a, "data.0.scopes"),
	    "[\"PRODUCT_VIEW\",\"PRODUCT_EDIT\"]");
	ck_assert_int_eq(strncmp(key.text + 5, answer_at(a, "data.0.prefix"),
	    8), 0);
	ck_assert_ptr_null(strstr(a->body, key.text + 14));
	ck_assert_ptr_null(answer_at(a, "data.0.key"));
	ck_assert_str_ne(answer_at(a, "data.0.lastUsedAt"), "null");
	/* Nowhere in the file, the kept answers and mails included. */
	snprintf(sql, sizeof(sql), "SELECT (SELECT count(*) FROM api_key"
	    " WHERE key_hash LIKE '%%%.20s%%') + (SELECT count(*) FROM"
	    " idempotency WHERE body LIKE '%%souk\\_%%' ESCAPE '\\')"
	    " + (SELECT count(*) FROM audit_log WHERE changes LIKE"
	    " '%%%.20s%%')", key.text + 14, key.text + 14);
	ck_assert_str_eq(shop_sql(sql), "0");
	ck_assert_str_eq(shop_sql("SELECT count(*) FROM mail"
	    " WHERE template = 'api_key_made'"), "1");
	client_free(c);
}
END_TEST

START_TEST(s10_a_key_is_no_session_and_reaches_nothing_of_a_person)
{
	static const struct { const char *method, *path, *json; } t[] = {
		{ "GET", "/api/auth/session", NULL },
		{ "GET", "/api/auth/me", NULL },
		{ "PATCH", "/api/auth/me", "{\"name\":\"x\"}" },
		{ "GET", "/api/users/me/sessions", NULL },
		{ "DELETE", "/api/users/me/sessions", NULL },
		{ "GET", OWN, NULL },
		{ "POST", OWN, "{\"name\":\"x\",\"scopes\":[\"PRODUCT_VIEW\"]}" },
		{ "GET", "/api/users/me/second-factor", NULL },
		{ "POST", "/api/users/me/second-factor", "{}" },
		{ "GET", "/api/admin/api-keys", NULL },
	};
	struct client	*c = client_login("owner"), *k;
	struct key	 key;

	key_make(c, "\"PRODUCT_VIEW\",\"USER_MANAGE\"", &key);
	k = client_key(&key);
	for (size_t i = 0; i < COUNT(t); i++)
		ck_assert_msg(client_send(k, t[i].method, t[i].path,
		    t[i].json ? "application/json" : NULL, t[i].json,
		    t[i].json ? strlen(t[i].json) : 0)->status == 403, "%s %s",
		    t[i].method, t[i].path);
	want(client_send(k, "POST", "/api/auth/logout", NULL, NULL, 0), 200);
	want(client_get(k, "/api/admin/users"), 200);
	want(client_send(k, "POST", "/api/auth/refresh", NULL, NULL, 0), 401);
	client_free(c);
	client_free(k);
}
END_TEST

START_TEST(s09_a_key_may_do_what_its_scopes_and_its_person_may)
{
	struct client	*manager = client_login("manager");
	struct client	*reader = client_login("reader"), *k;
	struct key	 key;

	want(client_json(reader, "POST", OWN, "{\"name\":\"x\",\"scopes\":"
	    "[\"PRODUCT_EDIT\"],\"currentPassword\":\"%s\"}", shop_password),
	    400);
	key_make(manager, "\"PRODUCT_VIEW\",\"CATEGORY_MANAGE\"", &key);
	k = client_key(&key);
	want(client_json(k, "POST", "/api/admin/categories",
	    "{\"name\":\"By a key\"}"), 201);
	ck_assert_str_eq(shop_sql("SELECT count(*) FROM audit_log a JOIN"
	    " api_key k ON k.id = a.key_id AND k.user_id = a.user_id"
	    " WHERE a.action = 'create_category'"), "1");
	want(client_json(k, "POST", "/api/admin/products", "{}"), 403);
	want(client_get(k, "/api/admin/users"), 403);
	/* At once: the person is less than before, or nobody any more. */
	free(shop_sql("UPDATE users SET role = 'VIEWER'"
	    " WHERE username = 'manager'"));
	want(client_get(k, "/api/admin/products"), 200);
	want(client_json(k, "POST", "/api/admin/categories",
	    "{\"name\":\"No more\"}"), 403);
	free(shop_sql("UPDATE users SET role = 'CUSTOMER'"
	    " WHERE username = 'manager'"));
	want(client_get(k, "/api/admin/products"), 401);
	free(shop_sql("UPDATE users SET role = 'ADMIN', is_active = 0"
	    " WHERE username = 'manager'"));
	want(client_get(k, "/api/admin/products"), 401);
	free(shop_sql("UPDATE users SET is_active = 1"
	    " WHERE username = 'manager'"));
	want(client_get(k, "/api/admin/products"), 200);
	client_free(manager);
	client_free(reader);
	client_free(k);
}
END_TEST

START_TEST(s10_a_revoked_or_expired_key_is_nobody_at_once)
{
	struct client	*manager = client_login("manager");
	struct client	*reader = client_login("reader");
	struct client	*owner = client_login("owner");
	struct client	*stranger = client_login("stranger");
	struct key	 a, b;
	char		 sql[160];

	key_make(manager, "\"PRODUCT_VIEW\"", &a);
	key_make(manager, "\"PRODUCT_VIEW\"", &b);
	ck_assert_int_eq(revoke(reader, OWN, a.id), 404);
	ck_assert_int_eq(revoke(reader, "/api/admin/api-keys", a.id), 403);
	ck_assert_int_eq(revoke(stranger, "/api/admin/api-keys", a.id), 403);
	ck_assert_int_eq(revoke(owner, OWN, a.id), 404);
	ck_assert_int_eq(status_of(&a, "/api/admin/products"), 200);
	ck_assert_int_eq(revoke(manager, OWN, a.id), 200);
	ck_assert_int_eq(status_of(&a, "/api/admin/products"), 401);
	ck_assert_int_eq(revoke(manager, OWN, a.id), 404);
	ck_assert_int_eq(status_of(&b, "/api/admin/products"), 200);
	ck_assert_int_eq(revoke(owner, "/api/admin/api-keys", b.id), 200);
	ck_assert_int_eq(status_of(&b, "/api/admin/products"), 401);
	ck_assert_str_eq(shop_sql("SELECT count(*) FROM audit_log"
	    " WHERE action = 'revoke_api_key'"), "2");
	key_make(manager, "\"PRODUCT_VIEW\"", &a);
	snprintf(sql, sizeof(sql), "UPDATE api_key SET expires_at = 1"
	    " WHERE id = '%s'", a.id);
	free(shop_sql(sql));
	ck_assert_int_eq(status_of(&a, "/api/admin/products"), 401);
	client_free(manager);
	client_free(reader);
	client_free(owner);
	client_free(stranger);
}
END_TEST

START_TEST(what_is_no_key_is_refused_by_its_field)
{
	static const struct { const char *json, *field; } t[] = {
		{ "{\"scopes\":[\"PRODUCT_VIEW\"]}", "name" },
		{ "{\"name\":\"\",\"scopes\":[\"PRODUCT_VIEW\"]}", "name" },
		{ "{\"name\":\"x\"}", "scopes" },
		{ "{\"name\":\"x\",\"scopes\":[]}", "scopes" },
		{ "{\"name\":\"x\",\"scopes\":[\"ALL\"]}", "scopes" },
		{ "{\"name\":\"x\",\"scopes\":[\"PRODUCT_VIEW \"]}", "scopes" },
		{ "{\"name\":\"x\",\"scopes\":\"PRODUCT_VIEW\"}", "scopes" },
		{ "{\"name\":\"x\",\"scopes\":[\"PRODUCT_VIEW\"],"
		    "\"expiresAt\":\"2020-01-01T00:00:00Z\"}", "expiresAt" },
		{ "{\"name\":\"x\",\"scopes\":[\"PRODUCT_VIEW\"]}",
		    "currentPassword" },
		{ "{\"name\":\"x\",\"scopes\":[\"PRODUCT_VIEW\"],"
		    "\"currentPassword\":\"wrong\"}", "currentPassword" },
	};
	struct client	*c = client_login("owner");
	struct answer	*a;
	char		 path[64];

	for (size_t i = 0; i < COUNT(t); i++) {
		a = client_json(c, "POST", OWN, "%s", t[i].json);
		want(a, 400);
		snprintf(path, sizeof(path), "error.details.%s", t[i].field);
		ck_assert_msg(answer_at(a, path) != NULL, "row %zu: %s", i,
		    a->body);
	}
	client_free(c);
}
END_TEST

/* One program that runs wild leaves its user the rest of theirs. */
START_TEST(s2_rl_01_a_key_is_limited_for_itself_and_with_its_user)
{
	struct client	*c = client_login("reader"), *k, *other;
	struct client	*owner = client_login("owner");
	struct key	 key, second;
	struct answer	*a;
	int		 i;

	want(client_json(owner, "PATCH", "/api/admin/settings",
	    "{\"limits\":{\"key\":5,\"user\":30}}"), 200);
	key_make(c, "\"PRODUCT_VIEW\"", &key);
	key_make(c, "\"PRODUCT_VIEW\"", &second);
	k = client_key(&key);
	other = client_key(&second);
	for (i = 0; i < 5; i++) {
		a = client_get(k, "/api/admin/products");
		want(a, 200);
		ck_assert_int_eq(atoi(answer_header(a,
		    "RateLimit-Remaining")), 4 - i);
	}
	a = client_get(k, "/api/admin/products");
	want(a, 429);
	ck_assert_int_gt(atoi(answer_header(a, "Retry-After")), 0);
	want(client_get(other, "/api/admin/products"), 200);
	want(client_get(c, "/api/admin/products"), 200);
	want(client_json(owner, "PATCH", "/api/admin/settings",
	    "{\"limits\":{\"key\":500}}"), 200);
	for (i = 0; client_get(other, "/api/admin/products")->status == 200;
	    i++)
		ck_assert_int_lt(i, 30);
	want(client_get(c, "/api/admin/products"), 429);
	want(client_json(owner, "PATCH", "/api/admin/settings",
	    "{\"limits\":{\"user\":1000}}"), 200);
	client_free(c);
	client_free(k);
	client_free(other);
	client_free(owner);
}
END_TEST

SUITE_MAIN("API keys",
    s10_a_key_is_told_once_and_kept_as_a_hash,
    s10_a_key_is_no_session_and_reaches_nothing_of_a_person,
    s09_a_key_may_do_what_its_scopes_and_its_person_may,
    s10_a_revoked_or_expired_key_is_nobody_at_once,
    what_is_no_key_is_refused_by_its_field,
    s2_rl_01_a_key_is_limited_for_itself_and_with_its_user)
