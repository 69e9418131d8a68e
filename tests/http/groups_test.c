/* SPDX-License-Identifier: ISC */
#include "tests/http/catalog.h"

#define GROUPS		"/api/admin/customer-groups"
#define LISTS		"/api/admin/price-lists"
#define READER		"user_01h455vb4pex5vsknk084sn02s"
#define STRANGER	"user_01h455vb4pex5vsknk084sn02t"
#define NOBODY		"user_01h455vb4pex5vsknk084sn02v"

static const char *
group_new(struct client *c, const char *name)
{
	struct answer	*a = client_json(c, "POST", GROUPS,
			    "{\"name\":\"%s\"}", name);

	want(a, 201);
	return id_kept(a);
}

START_TEST(target_05_an_owner_makes_renames_and_removes_a_group)
{
	struct answer	*a;
	const char	*id;
	char		 next[400];

	clients_open();
	id = group_new(owner, "Professionnels");
	ck_assert_ptr_nonnull(strstr(answer_header(client_get(owner,
	    path_of(GROUPS, id, "")), "ETag"), "\""));
	a = client_json(owner, "PATCH", path_of(GROUPS, id, ""),
	    "{\"name\":\"Pros\"}");
	want(a, 200);
	want_at(a, "data.name", "Pros");
	want_at(a, "data.version", "2");
	want_at(a, "data.members", "0");
	ck_assert_str_eq(answer_header(a, "ETag"), "\"v2\"");
	client_header(owner, "If-Match: \"v1\"");
	want(client_json(owner, "PUT", path_of(GROUPS, id, ""),
	    "{\"name\":\"Trop tard\"}"), 412);
	client_header(owner, NULL);
	a = client_json(owner, "POST", GROUPS, "{\"name\":\"Pros\"}");
	want(a, 409);
	want_at(a, "error.code", "GROUP_TAKEN");
	ck_assert_ptr_nonnull(answer_at(a, "error.details.name"));
	group_new(owner, "Amis");
	a = client_get(owner, GROUPS "?limit=1");
	want(a, 200);
	want_at(a, "data.0.name", "Amis");
	want_at(a, "pagination.total", "2");
	snprintf(next, sizeof(next), GROUPS "?limit=1&cursor=%s",
	    answer_at(a, "pagination.nextCursor"));
	want_at(client_get(owner, next), "data.0.name", "Pros");
	want(client_send(owner, "DELETE", path_of(GROUPS, id, ""), NULL, NULL,
	    0), 200);
	want(client_get(owner, path_of(GROUPS, id, "")), 404);
	ck_assert_str_eq(shop_sql("SELECT count(*) FROM audit_log WHERE"
	    " entity_type = 'CustomerGroup'"), "4");
}
END_TEST

START_TEST(target_05_members_come_by_account_or_e_mail_and_go)
{
	struct answer	*a;
	const char	*id;
	char		 members[120];

	clients_open();
	id = group_new(owner, "Membres");
	snprintf(members, sizeof(members), "%s", path_of(GROUPS, id,
	    "/members"));
	a = client_json(owner, "POST", members, "{\"userId\":\"" READER "\"}");
	want(a, 201);
	want_at(a, "data.username", "reader");
	ck_assert_ptr_null(strstr(a->body, "assword"));
	a = client_json(owner, "POST", members,
	    "{\"email\":\"Manager@Example.com\"}");
	want(a, 201);
	want_at(a, "data.username", "manager");
	a = client_json(owner, "POST", members,
	    "{\"email\":\"reader@example.com\"}");
	want(a, 409);
	want_at(a, "error.code", "GROUP_MEMBER");
	a = client_get(owner, members);
	want(a, 200);
	want_at(a, "pagination.total", "2");
	ck_assert_ptr_null(strstr(a->body, "argon2"));
	want_at(client_get(owner, path_of(GROUPS, id, "")), "data.members",
	    "2");
	a = client_send(owner, "DELETE", path_of(members, READER, ""), NULL,
	    NULL, 0);
	want(a, 200);
	want_at(a, "data.id", READER);
	want(client_send(owner, "DELETE", path_of(members, READER, ""), NULL,
	    NULL, 0), 404);
	want_at(client_get(owner, members), "pagination.total", "1");
}
END_TEST

START_TEST(target_05_bad_members_and_names_are_refused)
{
	static const struct { const char *json; int status;
	    const char *field; } t[] = {
		{ "{}", 400, "userId" },
		{ "{\"userId\":\"" READER "\",\"email\":\"a@b.fr\"}", 400,
		    "userId" },
		{ "{\"userId\":\"x\"}", 400, "userId" },
		{ "{\"userId\":\"" NOBODY "\"}", 400, "userId" },
		{ "{\"email\":\"nobody@example.com\"}", 400, "email" },
		{ "{\"email\":\"stranger@example.com\"}", 400, "email" },
		{ "{\"email\":\"x\"}", 400, "email" },
		{ "{\"userId\":\"" STRANGER "\"}", 403, NULL },
	};
	static const char *const names[] = { "{}", "{\"name\":\"\"}",
		"{\"name\":null}", "{\"name\":7}" };
	struct answer	*a;
	const char	*id;
	char		 path[64];

	clients_open();
	id = group_new(owner, "Refus");
	for (size_t i = 0; i < COUNT(t); i++) {
		a = client_json(owner, "POST", path_of(GROUPS, id, "/members"),
		    "%s", t[i].json);
		want(a, t[i].status);
		if (t[i].field == NULL)
			continue;
		snprintf(path, sizeof(path), "error.details.%s", t[i].field);
		ck_assert_msg(answer_at(a, path) != NULL, "%s: %s", t[i].json,
		    a->body);
	}
	for (size_t i = 0; i < COUNT(names); i++)
		want(client_json(owner, "POST", GROUPS, "%s", names[i]), 400);
	want(client_json(manager, "POST", GROUPS, "{\"name\":\"a\"}"), 403);
	want(client_get(reader, GROUPS), 403);
	want(client_get(anyone, GROUPS), 401);
	want(client_get(stranger, path_of(GROUPS, id, "")), 403);
	want(client_get(stranger, path_of(GROUPS, id, "/members")), 403);
	want(client_json(stranger, "PATCH", path_of(GROUPS, id, ""),
	    "{\"name\":\"a\"}"), 403);
	want(client_json(stranger, "POST", path_of(GROUPS, id, "/members"),
	    "{\"userId\":\"" STRANGER "\"}"), 403);
	want(client_get(owner, GROUPS "/group_01h455vb4pex5vsknk084sn02v"),
	    404);
	want_at(client_get(stranger, GROUPS), "pagination.total", "0");
}
END_TEST

START_TEST(target_05_a_group_with_a_price_list_stays)
{
	struct answer	*a;
	const char	*id, *list;

	clients_open();
	id = group_new(owner, "Avec prix");
	a = client_json(owner, "POST", LISTS, "{\"name\":\"L\",\"currency\":"
	    "\"EUR\",\"groupId\":\"%s\"}", id);
	want(a, 201);
	want_at(a, "data.groupName", "Avec prix");
	list = id_kept(a);
	a = client_send(owner, "DELETE", path_of(GROUPS, id, ""), NULL, NULL,
	    0);
	want(a, 409);
	want_at(a, "error.code", "GROUP_USED");
	want(client_json(stranger, "POST", LISTS, "{\"name\":\"L\","
	    "\"currency\":\"EUR\",\"groupId\":\"%s\"}", id), 403);
	want(client_send(owner, "DELETE", path_of(LISTS, list, ""), NULL,
	    NULL, 0), 200);
	want(client_send(owner, "DELETE", path_of(GROUPS, id, ""), NULL, NULL,
	    0), 200);
}
END_TEST

SUITE_MAIN("groups",
    target_05_an_owner_makes_renames_and_removes_a_group,
    target_05_members_come_by_account_or_e_mail_and_go,
    target_05_bad_members_and_names_are_refused,
    target_05_a_group_with_a_price_list_stays)
