/* SPDX-License-Identifier: ISC */
/*
 * What a shopkeeper fills in besides name and price, and how a visitor sees
 * it: a price crossed out, products beside it, an old address.
 */
#include <stdlib.h>

#include "tests/browser/visit.h"

#define IMAGE ",\"status\":\"ACTIVE\",\"images\":[{\"url\":" \
    "\"/assets/icon.svg\"}]"

static char		 vase[64], category[64];

static void
product_put(const char *name, const char *more)
{
	struct client	*owner = client_login("owner");
	struct answer	*a;

	if (category[0] == '\0') {
		a = client_json(owner, "POST", "/api/admin/categories",
		    "{\"name\":\"Vases du potier\"}");
		want(a, 201);
		snprintf(category, sizeof(category), "%s",
		    answer_at(a, "data.id"));
	}
	a = client_json(owner, "POST", "/api/admin/products", "{\"name\":"
	    "\"%s\",\"description\":\"Une description assez longue.\","
	    "\"categoryId\":\"%s\"%s}", name, category, more);
	want(a, 201);
	snprintf(vase, sizeof(vase), "%s", answer_at(a, "data.id"));
	client_free(owner);
}

static void
setup(void)
{
	visit_start();
	product_put("Amphore orange", IMAGE ",\"basePrice\":48");
	product_put("Cruche ocre", IMAGE ",\"basePrice\":900");
	product_put("Vase du potier", IMAGE ",\"basePrice\":45,\"variations\":["
	    "{\"name\":\"Taille\",\"value\":\"M\",\"sku\":\"VP-M\","
	    "\"stock\":4},{\"name\":\"Taille\",\"value\":\"L\",\"sku\":"
	    "\"VP-L\",\"stock\":2,\"price\":60}],\"translations\":["
	    "{\"locale\":\"ar\",\"name\":\"مزهرية الخزاف\",\"description\":"
	    "\"وصف طويل بما يكفي لهذه المزهرية.\"}]");
}

static void
edit(void)
{
	char	 path[200];

	snprintf(path, sizeof(path), "/admin/produits/%s", vase);
	browser_visit(b, path);
	browser_wait(b, "document.querySelector('#product')");
}

static void
save(void)
{
	browser_click(b, "#product .save button");
	browser_wait(b, "document.querySelector('#product output')"
	    ".textContent === 'Enregistré.'");
}

static void
fill_in(void)
{
	browser_type(b, "[name=compareAtPrice]", "55,50");
	browser_type(b, "[name=vendor]", "Atelier du potier");
	browser_script(b, "const s = document.querySelector('[name=taxClass]');"
	    "s.value = 'reduced'; s.dispatchEvent(new Event('change'))");
	browser_type(b, "[name=tags]", "Argile\nargile\nFait main");
	browser_type(b, "[name='variations[0].barcode']", "400-6381-333931");
	browser_type(b, "[name='variations[0].weight']", "850");
	browser_type(b, "[name='variations[0].lowStockAt']", "2");
	browser_type(b, "[name='variations[1].compareAtPrice']", "75");
	browser_type(b, "#beside input", "cruche");
	browser_wait(b, "document.querySelector('#beside [data-act=add]')");
	browser_click(b, "#beside [data-act=add]");
	browser_type(b, "#beside input", "amphore");
	browser_wait(b, "document.querySelector('#beside [data-act=add]')");
	browser_click(b, "#beside [data-act=add]");
	browser_click(b, "#beside li:nth-child(2) [data-act=up]");
}

static void
want_filled_in(void)
{
	ck_assert_str_eq(browser_script(b, "return document.querySelector("
	    "'[name=tags]').value"), "Argile\nFait main\n");
	ck_assert_str_eq(browser_script(b, "return document.querySelector("
	    "'[name=taxClass]').value"), "reduced");
	ck_assert_str_eq(browser_attribute(b, "[name=compareAtPrice]",
	    "value"), "55.50");
	ck_assert_str_eq(browser_attribute(b,
	    "[name='variations[0].barcode']", "value"), "4006381333931");
	ck_assert_str_eq(browser_attribute(b,
	    "[name='variations[0].weight']", "value"), "850");
	ck_assert_str_eq(browser_attribute(b,
	    "[name='variations[0].price']", "value"), "");
	ck_assert_str_eq(browser_attribute(b,
	    "[name='variations[1].compareAtPrice']", "value"), "75.00");
	ck_assert_str_eq(browser_text(b, "#beside li:first-child bdi"),
	    "Amphore orange");
	ck_assert_str_eq(browser_text(b, "#beside li:nth-child(2) bdi"),
	    "Cruche ocre");
}

START_TEST(every_field_of_a_product_is_edited_in_its_form)
{
	browser_visit(b, "/locale/fr?to=/connexion");
	sign_in_to("manager", "/admin");
	browser_errors(b);
	edit();
	fill_in();
	save();
	edit();
	want_filled_in();
	browser_picture(b, "form");
	browser_script(b, "document.querySelector('[name=tags]')"
	    ".scrollIntoView()");
	browser_picture(b, "form-below");
	browser_size(b, 390, 844);
	browser_script(b, "document.querySelector('.table')"
	    ".scrollIntoView()");
	browser_script(b, "document.querySelector('.table').scrollLeft = 60;"
	    "return new Promise(r => setTimeout(r, 500))");
	browser_picture(b, "form-phone");
	ck_assert_str_eq(browser_script(b, "return String("
	    "document.documentElement.scrollWidth <= 390)"), "true");
	browser_size(b, 1280, 900);
	/* A change of stock alone leaves all that as it is. */
	browser_type(b, "[name='variations[0].stock']", "5");
	save();
	want_no_errors();
}
END_TEST

START_TEST(what_is_refused_is_told_beside_its_field)
{
	edit();
	browser_type(b, "[name=compareAtPrice]", "45");
	browser_type(b, "[name=name]", "Vase");
	browser_click(b, "#product .save button");
	browser_wait(b, "document.querySelector("
	    "'[name=compareAtPrice][aria-invalid] + .problem')?.textContent");
	edit();
	browser_type(b, "[name='variations[0].barcode']", "4006381333932");
	browser_click(b, "#product .save button");
	browser_wait(b, "document.querySelector(\"[name='variations[0]"
	    ".barcode'][aria-invalid] + .problem\")?.textContent");
}
END_TEST

/* A choice of a variation takes its crossed-out price along. */
START_TEST(a_visitor_sees_what_it_cost_before_and_what_stands_beside_it)
{
	browser_visit(b, "/produit/vase-du-potier");
	ck_assert_ptr_nonnull(strstr(browser_text(b, ".offer .was bdi"),
	    "55,50"));
	ck_assert_ptr_nonnull(strstr(browser_script(b,
	    "return document.querySelector('.offer .was').textContent"),
	    "Prix avant"));
	browser_script(b, "document.querySelectorAll('.choice input')[1]"
	    ".click()");
	browser_wait(b, "document.querySelector('.offer .was bdi')"
	    ".textContent.includes('75,00')");
	ck_assert_ptr_nonnull(strstr(browser_text(b, ".offer .price"),
	    "60,00"));
	ck_assert_str_eq(browser_text(b, ".related li:first-child .name"),
	    "Amphore orange");
	browser_picture(b, "product");
	browser_size(b, 390, 844);
	browser_visit(b, "/produit/vase-du-potier?lang=ar");
	ck_assert_str_eq(browser_script(b, "return String("
	    "document.documentElement.scrollWidth <= 390)"), "true");
	browser_picture(b, "product-ar-phone");
	browser_script(b, "document.querySelector('.related')"
	    ".scrollIntoView()");
	browser_picture(b, "related-ar-phone");
	browser_visit(b, "/catalogue/vases-du-potier?lang=ar");
	browser_picture(b, "catalogue-ar-phone");
	browser_size(b, 1280, 900);
}
END_TEST

START_TEST(target_16_a_bookmark_of_an_old_address_still_leads_there)
{
	struct client	*owner = client_login("owner");
	char		 path[200];

	snprintf(path, sizeof(path), "/api/admin/products/%s", vase);
	want(client_json(owner, "PATCH", path, "{\"slug\":\"grand-vase\"}"),
	    200);
	client_free(owner);
	browser_visit(b, "/produit/vase-du-potier");
	browser_wait(b, "location.pathname === '/produit/grand-vase'");
	ck_assert_str_eq(browser_text(b, "h1"), "Vase du potier");
}
END_TEST

VISIT_MAIN("product form", setup, visit_stop,
    every_field_of_a_product_is_edited_in_its_form,
    what_is_refused_is_told_beside_its_field,
    a_visitor_sees_what_it_cost_before_and_what_stands_beside_it,
    target_16_a_bookmark_of_an_old_address_still_leads_there)
