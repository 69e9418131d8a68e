/* SPDX-License-Identifier: ISC */
/* What an owner turns off is gone at once, and comes back as it was. */
#include "tests/http/suite.h"

#include <string.h>

static void
feature_set(const char *name, const char *value)
{
	struct client	*owner = client_bearer("owner");

	want(client_json(owner, "PATCH", "/api/admin/settings",
	    "{\"features\":{\"%s\":%s}}", name, value), 200);
	client_free(owner);
}

static void
page_says(const char *path, const char *part, bool wanted)
{
	struct client	*c = client_new();
	struct answer	*a = client_get(c, path);

	want(a, 200);
	ck_assert_msg((strstr(a->body, part) != NULL) == wanted,
	    "%s: \"%s\" is %sthere", path, part, wanted ? "not " : "");
	client_free(c);
}

static const struct {
	const char	*name, *method, *path, *body;
	int		 on;		/* its answer otherwise */
	bool		 is_page;
} doors[] = {
	{ "signUp", "POST", "/api/auth/register", "{}", 400, false },
	{ "signUp", "POST", "/api/auth/signup", "{}", 400, false },
	{ "signUp", "GET", "/inscription", NULL, 200, true },
	{ "socialSignIn", "GET", "/api/auth/oauth/google", NULL, 404, true },
	{ "feed", "GET", "/feed.xml", NULL, 200, true },
	{ "cart", "GET", "/api/cart", NULL, 200, false },
	{ "cart", "POST", "/api/cart/items", "{}", 400, false },
	{ "cart", "GET", "/panier", NULL, 200, true },
	{ "suggestions", "GET", "/api/public/products/suggest?q=th", NULL,
	  200, false },
};

static int
door_status(struct client *c, size_t i, struct answer **a)
{
	*a = client_send(c, doors[i].method, doors[i].path, NULL,
	    doors[i].body, doors[i].body == NULL ? 0 : strlen(doors[i].body));
	return (*a)->status;
}

START_TEST(s3_dep_03_what_is_off_is_not_there)
{
	struct client	*c = client_new(), *owner = client_bearer("owner");
	struct answer	*a;

	want(client_json(owner, "PATCH", "/api/admin/settings",
	    "{\"limits\":{\"signup\":10000}}"), 200);
	client_free(owner);
	for (size_t i = 0; i < sizeof(doors) / sizeof(doors[0]); i++) {
		ck_assert_int_eq(door_status(c, i, &a), doors[i].on);
		ck_assert_int_eq(door_status(c, i, &a), doors[i].on);
		feature_set(doors[i].name, "false");
		ck_assert_msg(door_status(c, i, &a) == 404, "%s: %d",
		    doors[i].path, a->status);
		ck_assert_msg(doors[i].is_page ||
		    strstr(a->body, "FEATURE_OFF") != NULL, "%s", a->body);
		feature_set(doors[i].name, "true");
		ck_assert_int_eq(door_status(c, i, &a), doors[i].on);
	}
	client_free(c);
}
END_TEST

START_TEST(s3_dep_03_no_page_leads_to_what_is_off)
{
	page_says("/connexion", "\"/inscription\"", true);
	page_says("/", "/feed.xml", true);
	feature_set("signUp", "false");
	feature_set("feed", "false");
	page_says("/connexion", "\"/inscription\"", false);
	page_says("/", "/feed.xml", false);
	feature_set("signUp", "true");
	feature_set("feed", "true");
	page_says("/connexion", "\"/inscription\"", true);
	page_says("/", "/feed.xml", true);
}
END_TEST

START_TEST(s3_dep_03_only_owners_turn_things_off)
{
	struct client	*c = client_bearer("reader");

	want(client_json(c, "PATCH", "/api/admin/settings",
	    "{\"features\":{\"feed\":false}}"), 403);
	client_free(c);
	c = client_bearer("manager");
	want(client_json(c, "PATCH", "/api/admin/settings",
	    "{\"features\":{\"feed\":false}}"), 403);
	client_free(c);
	c = client_bearer("owner");
	want(client_json(c, "PATCH", "/api/admin/settings",
	    "{\"features\":{\"feed\":\"perhaps\"}}"), 400);
	want(client_json(c, "PATCH", "/api/admin/settings",
	    "{\"features\":{\"nothing\":false}}"), 400);
	client_free(c);
	page_says("/", "/feed.xml", true);
}
END_TEST

SUITE_MAIN("features",
    s3_dep_03_what_is_off_is_not_there,
    s3_dep_03_no_page_leads_to_what_is_off,
    s3_dep_03_only_owners_turn_things_off)
