/* SPDX-License-Identifier: ISC */
#include "tests/http/catalog.h"

/* Old addresses of products and categories lead on, on pages and in the API. */
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

SUITE_MAIN("redirect",
    target_16_an_old_product_address_leads_to_the_new_one,
    target_16_an_old_category_address_leads_to_the_new_one)
