/* SPDX-License-Identifier: ISC */
#include <stdio.h>
#include <string.h>

#include "tests/http/suite.h"

#define COUNT(TABLE) (sizeof(TABLE) / sizeof((TABLE)[0]))
#define USERS		"/api/admin/users"

static char *
user_path(const char *username)
{
	static char	 path[128];
	char		 query[128];

	snprintf(query, sizeof(query),
	    "SELECT id FROM users WHERE username = '%s'", username);
	snprintf(path, sizeof(path), USERS "/%s", shop_sql(query));
	return path;
}

static struct answer *
user_new(struct client *c, const char *name, const char *role)
{
	return client_json(c, "POST", USERS, "{\"username\":\"%s\","
	    "\"email\":\"%s@staff.test\",\"password\":\"%s\","
	    "\"role\":\"%s\"}", name, name, shop_password, role);
}

static struct client	*owner;

static void
open_owner(void)
{
	if (owner == NULL)
		owner = client_login("owner");
}

/* S3-AUTH-15, S4-AUTH-11, S3-DB-01, C-15 */
START_TEST(s3_auth_15_an_owner_adds_reads_changes_and_removes_staff)
{
	char		 path[128];
	struct answer	*a;

	open_owner();
	a = user_new(owner, "lina", "VIEWER");
	want(a, 201);
	want_at(a, "data.role", "VIEWER");
	want_at(a, "data.isActive", "true");
	ck_assert_ptr_null(strstr(a->body, "assword"));
	snprintf(path, sizeof(path), USERS "/%s", answer_at(a, "data.id"));
	want(client_get(owner, path), 200);
	a = client_json(owner, "PATCH", path, "{\"name\":\"Lina\"}");
	want(a, 200);
	want_at(a, "data.name", "Lina");
	want_at(a, "data.version", "2");
	a = client_json(owner, "PUT", path, "{\"role\":\"ADMIN\"}");
	want(a, 200);
	want_at(a, "data.name", "Lina");
	want_at(a, "data.role", "ADMIN");
	want(client_send(owner, "DELETE", path, NULL, NULL, 0), 200);
	want(client_get(owner, path), 404);
	ck_assert_str_eq(shop_sql("SELECT count(*) FROM audit_log WHERE"
	    " entity_type = 'User' AND action IN"
	    " ('create_user', 'update_user', 'delete_user')"
	    " AND user_id IS NOT NULL"), "4");
	ck_assert_str_eq(shop_sql("SELECT count(*) FROM audit_log WHERE"
	    " changes LIKE '%argon2%'"), "0");
}
END_TEST

/* C-09: what an admin makes is ADMIN unless said otherwise. */
START_TEST(s3_db_01_a_new_member_is_admin_unless_said_otherwise)
{
	struct answer	*a;

	open_owner();
	a = client_json(owner, "POST", USERS, "{\"username\":\"samir\","
	    "\"email\":\"samir@staff.test\",\"password\":\"%s\"}",
	    shop_password);
	want(a, 201);
	want_at(a, "data.role", "ADMIN");
	a = user_new(owner, "Samir", "VIEWER");
	want(a, 409);
	want_at(a, "error.code", "USERNAME_TAKEN");
	want(client_send(owner, "DELETE", user_path("samir"), NULL, NULL, 0),
	    200);
}
END_TEST

START_TEST(the_list_is_of_the_own_brand_and_has_no_secret)
{
	struct answer	*a;

	open_owner();
	a = client_get(owner, USERS "?limit=2");
	want(a, 200);
	want_at(a, "pagination.limit", "2");
	want_at(a, "pagination.total", "3");
	want_at(a, "pagination.hasNext", "true");
	want_at(a, "data.0.username", "manager");
	want_at(a, "data.1.username", "owner");
	a = client_get(owner, USERS "?limit=2&page=2");
	want(a, 200);
	want_at(a, "data.0.username", "reader");
	ck_assert_ptr_null(answer_at(a, "data.1"));
	ck_assert_ptr_null(strstr(a->body, "argon2"));
	ck_assert_ptr_null(strstr(a->body, "stranger"));
	want(client_get(owner, USERS "?limit=101"), 400);
	want(client_get(owner, USERS "?sort=email"), 400);
}
END_TEST

/* S3-SEC-07, S3-AUTH-10: staff is the owner's matter */
START_TEST(nobody_but_owners_manages_staff)
{
	static const struct { const char *user; int status; } t[] = {
		{ NULL, 401 }, { "reader", 403 }, { "manager", 403 },
	};
	struct client	*c;
	size_t		 i;

	for (i = 0; i < COUNT(t); i++) {
		c = t[i].user == NULL ? client_new() :
		    client_login(t[i].user);
		want(client_get(c, USERS), t[i].status);
		want(client_get(c, user_path("owner")), t[i].status);
		want(user_new(c, "eve", "SUPER_ADMIN"), t[i].status);
		want(client_json(c, "PATCH", user_path("reader"),
		    "{\"role\":\"SUPER_ADMIN\"}"), t[i].status);
		want(client_send(c, "DELETE", user_path("owner"), NULL, NULL,
		    0), t[i].status);
		client_free(c);
	}
}
END_TEST

START_TEST(s0_gen_08_another_brands_staff_is_forbidden)
{
	struct client	*c = client_login("stranger");
	struct answer	*a;

	client_header(c, "Accept-Language: fr");
	a = client_get(c, user_path("reader"));
	want(a, 403);
	want_at(a, "error.code", "FORBIDDEN");
	want_at(a, "error.message", "Vous n'avez pas la permission");
	want(client_json(c, "PATCH", user_path("reader"),
	    "{\"isActive\":false}"), 403);
	want(client_send(c, "DELETE", user_path("reader"), NULL, NULL, 0),
	    403);
	a = client_get(c, USERS);
	want(a, 200);
	want_at(a, "pagination.total", "1");
	client_free(c);
}
END_TEST

START_TEST(z04_what_a_client_must_not_set_is_refused_by_name)
{
	static const char *const members[] = {
		"\"id\":\"user_01h455vb4pex5vsknk084sn02q\"",
		"\"brandId\":\"brand_01h455vb4pex5vsknk084sn02q\"",
		"\"version\":7", "\"createdAt\":\"2020-01-01T00:00:00Z\"",
		"\"passwordHash\":\"x\"", "\"password_hash\":\"x\"",
		"\"permissions\":[\"USER_MANAGE\"]", "\"isActive\":\"yes\"",
		"\"role\":\"CUSTOMER\"", "\"role\":\"ROOT\"",
		"\"role\":null", "\"email\":\"nonsense\"",
		"\"username\":\"a b\"", "\"username\":\"ab\"",
		"\"password\":\"short\"",
		"\"password\":\"passwordpassword\"",
	};
	size_t	i;

	open_owner();
	for (i = 0; i < COUNT(members); i++)
		ck_assert_msg(client_json(owner, "PATCH", user_path("reader"),
		    "{%s}", members[i])->status == 400, "%s", members[i]);
	want(client_json(owner, "POST", USERS, "{}"), 400);
	ck_assert_str_eq(shop_sql("SELECT role FROM users WHERE username ="
	    " 'reader'"), "VIEWER");
}
END_TEST

START_TEST(the_last_owner_stays_and_nobody_removes_themselves)
{
	struct answer	*a;

	open_owner();
	a = client_send(owner, "DELETE", user_path("owner"), NULL, NULL, 0);
	want(a, 409);
	want_at(a, "error.code", "LAST_OWNER");
	want(client_json(owner, "PATCH", user_path("owner"),
	    "{\"role\":\"VIEWER\"}"), 409);
	want(client_json(owner, "PATCH", user_path("owner"),
	    "{\"isActive\":false}"), 409);
	want(user_new(owner, "second", "SUPER_ADMIN"), 201);
	a = client_send(owner, "DELETE", user_path("owner"), NULL, NULL, 0);
	want(a, 409);
	want_at(a, "error.code", "CURRENT_USER");
	want(client_send(owner, "DELETE", user_path("second"), NULL, NULL, 0),
	    200);
}
END_TEST

START_TEST(an_older_version_is_not_overwritten)
{
	char		 path[128];
	struct answer	*a;

	open_owner();
	snprintf(path, sizeof(path), "%s", user_path("reader"));
	a = client_get(owner, path);
	want(a, 200);
	ck_assert_ptr_nonnull(answer_header(a, "ETag"));
	client_header(owner, "If-Match: \"v999\"");
	want(client_json(owner, "PATCH", path, "{\"name\":\"x\"}"), 412);
	client_header(owner, NULL);
	want(client_get(owner, USERS "/user_01h455vb4pex5vsknk084sn02q"), 404);
}
END_TEST

/* S04 */
START_TEST(s3_auth_01_s04_a_disabled_user_is_out_by_every_door)
{
	struct client	*cookie = client_login("reader");
	struct client	*bearer = client_bearer("reader");

	open_owner();
	want(client_get(cookie, "/api/auth/me"), 200);
	want(client_get(bearer, "/api/auth/me"), 200);
	want(client_json(owner, "PATCH", user_path("reader"),
	    "{\"isActive\":false}"), 200);
	want(client_get(cookie, "/api/auth/me"), 401);
	want(client_get(bearer, "/api/auth/me"), 401);
	want(client_send(cookie, "POST", "/api/auth/refresh", NULL, NULL,
	    0), 401);
	want(client_json(owner, "PATCH", user_path("reader"),
	    "{\"isActive\":true}"), 200);
	want(client_get(cookie, "/api/auth/me"), 401);
	client_free(cookie);
	client_free(bearer);
}
END_TEST

SUITE_MAIN("users",
    the_list_is_of_the_own_brand_and_has_no_secret,
    s3_auth_15_an_owner_adds_reads_changes_and_removes_staff,
    s3_db_01_a_new_member_is_admin_unless_said_otherwise,
    nobody_but_owners_manages_staff,
    s0_gen_08_another_brands_staff_is_forbidden,
    z04_what_a_client_must_not_set_is_refused_by_name,
    the_last_owner_stays_and_nobody_removes_themselves,
    an_older_version_is_not_overwritten,
    s3_auth_01_s04_a_disabled_user_is_out_by_every_door)
