/* SPDX-License-Identifier: ISC */
#include "tests/http/catalog.h"

/* Old addresses of products, categories and collections lead on, on pages and
 * in the API. */
#define COLLECTIONS	"/api/admin/collections"
#define SHOWN		"/api/public/collections"

static const char *cat;

static void
want_moved(const char *method, const char *path, const char *to)
{
	struct answer	*a = client_send(anyone, method, path, NULL, NULL, 0);

	want(a, 301);
	ck_assert_ptr_nonnull(answer_header(a, "Location"));
	ck_assert_str_eq(answer_header(a, "Location"), to);
	ck_assert_str_eq(answer_header(a, "Cache-Control"), "no-store");
	if (strcmp(method, "HEAD") == 0)
		ck_assert_uint_eq(a->len, 0);
}

static void
corner_open(void)
{
	clients_open();
	if (cat == NULL)
		cat = category_new(owner, "Coin des renoms", NULL);
}

START_TEST(target_16_an_old_product_address_leads_to_the_new_one)
{
	const char	*id;

	corner_open();
	id = product_new("Amphore", cat, ",\"basePrice\":7" ACTIVE
	    ",\"slug\":\"amphore-a\"");
	want(client_get(anyone, "/produit/amphore-a"), 200);
	want(client_json(owner, "PATCH", path_of(PRODUCTS, id, ""),
	    "{\"slug\":\"amphore-b\",\"translations\":[{\"locale\":\"ar\","
	    "\"name\":\"جرة قديمة\",\"slug\":\"جره\",\"description\":"
	    "\"وصف طويل بما يكفي\"}]}"), 200);
	want_moved("GET", "/produit/amphore-a", "/produit/amphore-b");
	want_moved("HEAD", "/produit/amphore-a", "/produit/amphore-b");
	want_moved("GET", PUBLIC "/amphore-a", PUBLIC "/amphore-b");
	want_moved("HEAD", PUBLIC "/amphore-a", PUBLIC "/amphore-b");
	/* What else the address says goes along; so does the language. */
	want_moved("GET", "/produit/amphore-a?lang=ar&utm_source=x",
	    "/produit/%D8%AC%D8%B1%D9%87?lang=ar&utm_source=x");
	want_moved("GET", "/produit/amphore-a?lang=%5C",
	    "/produit/amphore-b?lang=%5C");
	/* A chain is one step. */
	want(client_json(owner, "PATCH", path_of(PRODUCTS, id, ""),
	    "{\"slug\":\"amphore-c\"}"), 200);
	want_moved("GET", "/produit/amphore-a", "/produit/amphore-c");
	want_moved("GET", PUBLIC "/amphore-b", PUBLIC "/amphore-c");
	want(client_get(anyone, PUBLIC "/amphore-c"), 200);
	/* Back again: it leads nowhere, it is there. */
	want(client_json(owner, "PATCH", path_of(PRODUCTS, id, ""),
	    "{\"slug\":\"amphore-a\"}"), 200);
	want(client_get(anyone, "/produit/amphore-a"), 200);
	want_moved("GET", "/produit/amphore-c", "/produit/amphore-a");
	/* Taken by another product. */
	product_new("Amphore", cat, ",\"basePrice\":8" ACTIVE
	    ",\"slug\":\"amphore-c\"");
	want_at(client_get(anyone, PUBLIC "/amphore-c"), "data.priceFrom",
	    "8.00");
	/* Not public: nothing leads there. */
	want(client_json(owner, "PATCH", path_of(PRODUCTS, id, ""),
	    "{\"status\":\"INACTIVE\"}"), 200);
	want(client_get(anyone, "/produit/amphore-b"), 404);
	want(client_get(anyone, PUBLIC "/amphore-b"), 404);
	want(client_send(owner, "DELETE", path_of(PRODUCTS, id, ""), NULL,
	    NULL, 0), 200);
	want(client_get(anyone, PUBLIC "/amphore-b"), 404);
	want(client_json(anyone, "POST", PUBLIC "/amphore-b", "{}"), 405);
}
END_TEST

START_TEST(target_16_an_old_category_address_leads_to_the_new_one)
{
	const char	*id;

	corner_open();
	id = category_new(owner, "Jarres", NULL);
	want(client_json(owner, "PATCH", path_of(CATEGORIES, id, ""),
	    "{\"slug\":\"grandes-jarres\"}"), 200);
	want_moved("GET", "/catalogue/jarres", "/catalogue/grandes-jarres");
	want_moved("HEAD", "/catalogue/jarres", "/catalogue/grandes-jarres");
	want_moved("GET", "/catalogue/jarres?page=2&sort=newest",
	    "/catalogue/grandes-jarres?page=2&sort=newest");
	want(client_json(owner, "PATCH", path_of(CATEGORIES, id, ""),
	    "{\"isActive\":false}"), 200);
	want(client_get(anyone, "/catalogue/jarres"), 404);
	want(client_send(owner, "DELETE", path_of(CATEGORIES, id, ""), NULL,
	    NULL, 0), 200);
	want(client_get(anyone, "/catalogue/jarres"), 404);
}
END_TEST

static const char *
redirects_of(const char *slug)
{
	static char	 query[200];

	snprintf(query, sizeof(query), "SELECT count(*) FROM slug_redirect"
	    " WHERE kind = 'collection' AND slug = '%s'", slug);
	return shop_sql(query);
}

START_TEST(target_16_an_old_collection_address_leads_to_the_new_one)
{
	struct answer	*a;
	const char	*id, *other;

	corner_open();
	a = client_json(owner, "POST", COLLECTIONS, "{\"name\":\"Soldes\","
	    "\"slug\":\"soldes-a\"}");
	want(a, 201);
	id = id_kept(a);
	ck_assert_ptr_nonnull(strstr(client_get(anyone, "/sitemap.xml")->body,
	    "/collections/soldes-a</loc><lastmod>2"));
	want(client_json(owner, "PATCH", path_of(COLLECTIONS, id, ""),
	    "{\"slug\":\"soldes-b\",\"translations\":[{\"locale\":\"en\","
	    "\"name\":\"Sales\",\"slug\":\"sales\"}]}"), 200);
	want_moved("GET", "/collections/soldes-a", "/collections/soldes-b");
	want_moved("HEAD", "/collections/soldes-a", "/collections/soldes-b");
	want_moved("GET", SHOWN "/soldes-a", SHOWN "/soldes-b");
	want_moved("GET", "/collections/soldes-a?lang=en&page=2",
	    "/collections/sales?lang=en&page=2");
	a = client_get(anyone, "/sitemap.xml");
	ck_assert_ptr_nonnull(strstr(a->body, "/collections/soldes-b<"));
	ck_assert_ptr_null(strstr(a->body, "/collections/soldes-a<"));
	/* A chain is one step; a translation's slug leads on too. */
	want(client_json(owner, "PATCH", path_of(COLLECTIONS, id, ""),
	    "{\"slug\":\"soldes-c\",\"translations\":[{\"locale\":\"en\","
	    "\"name\":\"Sales\",\"slug\":\"big-sales\"}]}"), 200);
	want_moved("GET", "/collections/soldes-a", "/collections/soldes-c");
	want_moved("GET", "/collections/sales?lang=en",
	    "/collections/big-sales?lang=en");
	/* Taken by another one. */
	a = client_json(owner, "POST", COLLECTIONS, "{\"name\":\"Autres\","
	    "\"slug\":\"soldes-b\"}");
	want(a, 201);
	other = id_kept(a);
	want(client_get(anyone, "/collections/soldes-b"), 200);
	ck_assert_str_eq(redirects_of("soldes-b"), "0");
	want(client_send(owner, "DELETE", path_of(COLLECTIONS, other, ""),
	    NULL, NULL, 0), 200);
	want(client_get(anyone, "/collections/soldes-b"), 404);
	/* Hidden, it leads nowhere and no engine is told of it. */
	want(client_json(owner, "PATCH", path_of(COLLECTIONS, id, ""),
	    "{\"isActive\":false}"), 200);
	want(client_get(anyone, "/collections/soldes-a"), 404);
	want(client_get(anyone, SHOWN "/soldes-a"), 404);
	ck_assert_ptr_null(strstr(client_get(anyone, "/sitemap.xml")->body,
	    "/collections/soldes-c<"));
	ck_assert_str_eq(redirects_of("soldes-a"), "1");
	want(client_send(owner, "DELETE", path_of(COLLECTIONS, id, ""), NULL,
	    NULL, 0), 200);
	ck_assert_str_eq(redirects_of("soldes-a"), "0");
	ck_assert_str_eq(redirects_of("sales"), "0");
}
END_TEST

SUITE_MAIN("redirect",
    target_16_an_old_product_address_leads_to_the_new_one,
    target_16_an_old_category_address_leads_to_the_new_one,
    target_16_an_old_collection_address_leads_to_the_new_one)
