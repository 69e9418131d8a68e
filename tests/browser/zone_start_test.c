/* SPDX-License-Identifier: ISC */
/*
 * Who opens an empty shop makes its zones in one act, gives a way of shipping
 * its price, and somebody can buy.
 */
#include "tests/browser/visit.h"

static void
setup(void)
{
	struct client	*c;
	struct answer	*a;
	char		 category[64];

	visit_start();
	c = client_login("owner");
	a = client_json(c, "POST", "/api/admin/categories",
	    "{\"name\":\"Thé\"}");
	want(a, 201);
	snprintf(category, sizeof(category), "%s", answer_at(a, "data.id"));
	want(client_json(c, "POST", "/api/admin/products", "{\"name\":"
	    "\"Théière de Fès\",\"description\":\"Laiton martelé.\","
	    "\"categoryId\":\"%s\",\"status\":\"ACTIVE\",\"basePrice\":"
	    "\"23.90\",\"images\":[{\"url\":\"/assets/icon.svg\"}],"
	    "\"variations\":[{\"sku\":\"T-1\",\"stock\":9}]}", category), 201);
	client_free(c);
	sign_in_to("owner", "/admin/zones");
}

#define SAID	"document.querySelector('.selling output').textContent !== ''"

START_TEST(target_19_the_first_zones_are_offered_in_both_directions)
{
	pictures_of_office("/admin/zones", "zones-debut");
	browser_visit(b, "/locale/fr?to=/admin/zones");
	browser_wait(b, OFFICE_READY);
	ck_assert_str_eq(browser_script(b, "return document.querySelector("
	    "'[name=country]').selectedOptions[0].textContent"), "France");
}
END_TEST

START_TEST(target_19_an_empty_shop_sells_after_one_act_and_a_price)
{
	visit_office("/admin/zones");
	browser_script(b, "document.querySelector('[name=country]').value ="
	    " 'BE'");
	browser_click(b, ".selling button.primary");
	browser_wait(b, "location.pathname.startsWith('/admin/zones/zone_')");
	browser_wait(b, OFFICE_READY);
	ck_assert_str_eq(browser_script(b, "return document.querySelector("
	    "'[name=areas]').value"), "BE\n");
	browser_picture(b, "zones-national");
	visit_office("/admin/zones");
	ck_assert_str_eq(browser_script(b, "return String(document."
	    "querySelectorAll('#zones tbody tr').length)"), "3");
	ck_assert(!browser_has(b, "[data-api$=start]"));
	visit_office("/admin/livraison");
	browser_click(b, "main tbody tr a");
	browser_wait(b, "location.pathname.startsWith('/admin/livraison/')");
	browser_wait(b, OFFICE_READY);
	browser_type(b, "[data-rows] tr [name=amount]", "6,50");
	browser_click(b, "[name=isActive]");
	browser_click(b, ".selling button.primary");
	browser_wait(b, SAID);
	browser_picture(b, "zones-prix");
	ck_assert_str_eq(browser_errors(b), "");
}
END_TEST

START_TEST(target_19_somebody_can_check_out_then)
{
	sign_out();
	browser_visit(b, "/produit/theiere-de-fes");
	browser_click(b, "#add button");
	browser_wait(b, "document.querySelector('#add output').textContent"
	    " !== ''");
	browser_visit(b, "/commander");
	browser_wait(b, "document.documentElement.dataset.ready === 'buy'");
	browser_wait(b, "document.querySelector('main').textContent"
	    ".includes('Livraison standard')");
	ck_assert_str_eq(browser_script(b, "return String(document."
	    "querySelector('main').textContent.includes('6,50'))"), "true");
	browser_picture(b, "zones-commande");
	browser_type(b, "[name=email]", "lina@shop.test");
	browser_type(b, "[name=name]", "Lina B.");
	browser_type(b, "[name=\"shippingAddress.line1\"]", "3 rue Haute");
	browser_type(b, "[name=\"shippingAddress.postcode\"]", "1000");
	browser_type(b, "[name=\"shippingAddress.city\"]", "Bruxelles");
	browser_click(b, "[name=paymentMethod][value=cash]");
	browser_click(b, "#go");
	browser_wait(b, "location.pathname.startsWith('/commande/')");
	ck_assert_str_eq(shop_sql("SELECT total || ' ' || (SELECT"
	    " max(country) FROM order_address) FROM orders"), "3040 BE");
	ck_assert_str_eq(browser_errors(b), "");
}
END_TEST

VISIT_MAIN("zone start", setup, visit_stop,
    target_19_the_first_zones_are_offered_in_both_directions,
    target_19_an_empty_shop_sells_after_one_act_and_a_price,
    target_19_somebody_can_check_out_then)
