/* SPDX-License-Identifier: ISC */
#include <sys/wait.h>

#include "tests/http/catalog.h"

START_TEST(s3_api_08_categories_are_made_and_listed_in_tree_order)
{
	struct answer	*a;
	const char	*top;

	clients_open();
	a = client_json(owner, "POST", CATEGORIES, "{\"name\":\"Maison\","
	    "\"description\":\"Tout pour elle\",\"order\":1,"
	    "\"imageUrl\":\"/media/m.webp\",\"translations\":"
	    "[{\"locale\":\"en\",\"name\":\"Home\"}]}");
	want(a, 201);
	top = id_kept(a);
	want_at(a, "data.slug", "maison");
	want_at(a, "data.isActive", "true");
	want_at(a, "data.productCount", "0");
	want_at(a, "data.version", "1");
	want_at(a, "data.translations.0.slug", "home");
	ck_assert_str_eq(answer_header(a, "Location"),
	    path_of(CATEGORIES, top, ""));
	category_new(owner, "Cuisine", top);
	a = client_get(owner, CATEGORIES);
	want(a, 200);
	ck_assert(strstr(a->body, "\"Maison\"") <
	    strstr(a->body, "\"Cuisine\""));
	want(client_json(owner, "POST", CATEGORIES, "{}"), 400);
	a = client_json(owner, "POST", CATEGORIES,
	    "{\"name\":\"M\",\"slug\":\"maison\"}");
	want(a, 409);
	want_at(a, "error.code", "SLUG_TAKEN");
}
END_TEST

/* S3-DB-03, C-15 */
START_TEST(s3_api_09_a_category_is_read_changed_moved_and_deleted)
{
	const char	*a1, *a2, *path;
	struct answer	*a;

	clients_open();
	a1 = category_new(owner, "Jardin", NULL);
	a2 = category_new(owner, "Outils", a1);
	path = path_of(CATEGORIES, a2, "");
	a = client_get(owner, path);
	want(a, 200);
	want_at(a, "data.parentId", a1);
	ck_assert_str_eq(answer_header(a, "ETag"), "\"v1\"");
	a = client_json(owner, "PATCH", path, "{\"name\":\"Outillage\"}");
	want(a, 200);
	want_at(a, "data.name", "Outillage");
	want_at(a, "data.slug", "outils");
	a = client_json(owner, "PUT", path, "{\"parentId\":null}");
	want(a, 200);
	want_at(a, "data.name", "Outillage");
	client_header(owner, "If-Match: \"v1\"");
	want(client_json(owner, "PATCH", path, "{\"order\":1}"), 412);
	client_header(owner, NULL);
	want(client_send(owner, "DELETE", path, NULL, NULL, 0), 200);
	want(client_get(owner, path), 404);
	want(client_send(owner, "DELETE", path, NULL, NULL, 0), 404);
}
END_TEST

START_TEST(s3_db_03_the_tree_has_no_cycle_and_no_orphan)
{
	const char	*a1, *a2, *p;
	struct answer	*a;

	clients_open();
	a1 = category_new(owner, "Cycle", NULL);
	a2 = category_new(owner, "Dessous", a1);
	a = client_json(owner, "PATCH", path_of(CATEGORIES, a1, ""),
	    "{\"parentId\":\"%s\"}", a2);
	want(a, 400);
	ck_assert_ptr_nonnull(answer_at(a, "error.details.parentId"));
	want(client_json(owner, "PATCH", path_of(CATEGORIES, a1, ""),
	    "{\"parentId\":\"%s\"}", a1), 400);
	a = client_send(owner, "DELETE", path_of(CATEGORIES, a1, ""), NULL,
	    NULL, 0);
	want(a, 409);
	want_at(a, "error.code", "CATEGORY_USED");
	p = product_new("Dedans", a2, "");
	want(client_send(owner, "DELETE", path_of(CATEGORIES, a2, ""), NULL,
	    NULL, 0), 409);
	want(client_send(owner, "DELETE", path_of(PRODUCTS, p, ""), NULL,
	    NULL, 0), 200);
	want(client_send(owner, "DELETE", path_of(CATEGORIES, a2, ""), NULL,
	    NULL, 0), 200);
	want(client_send(manager, "DELETE", path_of(CATEGORIES, a1, ""), NULL,
	    NULL, 0), 200);
}
END_TEST

static int
parent_put(struct client *c, const char *id, const char *parent)
{
	return client_json(c, "PATCH", path_of(CATEGORIES, id, ""),
	    "{\"parentId\":%s%s%s}", parent == NULL ? "" : "\"",
	    parent == NULL ? "null" : parent, parent == NULL ? "" : "\"")
	    ->status;
}

/* Each alone would be right: one of two that race is refused. */
START_TEST(s3_db_03_two_moves_that_race_make_no_cycle)
{
	struct client	*other;
	const char	*top, *middle, *low;
	int		 status, mine, theirs;
	pid_t		 child;

	clients_open();
	other = client_bearer("owner");
	top = category_new(owner, "Course", NULL);
	middle = category_new(owner, "Milieu", top);
	low = category_new(owner, "Fond", middle);
	ck_assert_int_eq(parent_put(owner, top, low), 400);
	ck_assert_int_eq(parent_put(owner, top, middle), 400);
	for (int i = 0; i < 12; i++) {
		ck_assert_int_eq(parent_put(owner, middle, NULL), 200);
		ck_assert_int_eq(parent_put(owner, top, NULL), 200);
		if ((child = fork()) == 0)
			_exit(parent_put(other, middle, top) == 200 ? 0 : 1);
		ck_assert_int_gt(child, 0);
		mine = parent_put(owner, top, low);
		ck_assert_int_eq(waitpid(child, &status, 0), child);
		theirs = WEXITSTATUS(status) == 0 ? 200 : 400;
		ck_assert_int_eq(mine + theirs, 600);
		ck_assert_str_eq(shop_sql("WITH RECURSIVE up(id, parent, n) AS"
		    " (SELECT id, parent_id, 1 FROM category UNION ALL"
		    " SELECT up.id, c.parent_id, n + 1 FROM up JOIN category c"
		    " ON c.id = up.parent WHERE n < 50)"
		    " SELECT count(*) FROM up WHERE n >= 50"), "0");
	}
	client_free(other);
}
END_TEST

START_TEST(s3_api_19_the_public_tree_nests_and_counts)
{
	const char	*top, *below, *path;
	struct answer	*a;
	char		*at;

	clients_open();
	top = category_new(owner, "Zarbre", NULL);
	below = category_new(owner, "Zbranche", top);
	product_new("Feuille", below, ",\"basePrice\":3" ACTIVE);
	product_new("Brouillon", below, "");
	a = client_get(anyone, "/api/public/categories");
	want(a, 200);
	at = strstr(a->body, "\"Zarbre\"");
	ck_assert_ptr_nonnull(at);
	ck_assert_ptr_nonnull(strstr(at, "\"productCount\":1"));
	at = strstr(at, "\"children\":[{");
	ck_assert_ptr_nonnull(at);
	ck_assert_ptr_nonnull(strstr(at, "\"Zbranche\""));
	ck_assert_ptr_nonnull(strstr(at, "\"children\":[]"));
	path = path_of(CATEGORIES, top, "");
	want(client_json(owner, "PATCH", path, "{\"isActive\":false}"), 200);
	a = client_get(anyone, "/api/public/categories");
	ck_assert_ptr_null(strstr(a->body, "\"Zarbre\""));
	ck_assert_ptr_null(strstr(a->body, "\"Zbranche\""));
	want(client_get(anyone, "/api/public/categories?page=1"), 400);
}
END_TEST

SUITE_MAIN("catalog categories",
    s3_api_08_categories_are_made_and_listed_in_tree_order,
    s3_api_09_a_category_is_read_changed_moved_and_deleted,
    s3_db_03_the_tree_has_no_cycle_and_no_orphan,
    s3_db_03_two_moves_that_race_make_no_cycle,
    s3_api_19_the_public_tree_nests_and_counts)
