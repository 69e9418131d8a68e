/* SPDX-License-Identifier: ISC */
/*
 * A shopkeeper makes a group and a price list for a while, finds a product,
 * gives it another price, and a visitor sees it crossed out; what is refused
 * is told where it belongs.
 */
#include <stdlib.h>

#include "tests/browser/visit.h"

static void
setup(void)
{
	struct client	*c;
	char		 category[64];

	visit_start();
	c = client_login("owner");
	want(client_json(c, "PATCH", "/api/admin/settings",
	    "{\"shop\":{\"timeZone\":\"Europe/Paris\"}}"), 200);
	want(client_json(c, "POST", "/api/admin/categories",
	    "{\"name\":\"Tapis\"}"), 201);
	snprintf(category, sizeof(category), "%s", shop_sql("SELECT id FROM"
	    " category"));
	want(client_json(c, "POST", "/api/admin/products", "{\"name\":"
	    "\"Tapis de l’Atlas\",\"description\":\"Laine tissée à la main.\","
	    "\"categoryId\":\"%s\",\"status\":\"ACTIVE\",\"basePrice\":320,"
	    "\"images\":[{\"url\":\"/assets/icon.svg\"}],\"variations\":["
	    "{\"name\":\"Taille\",\"value\":\"140x200\",\"sku\":\"TA-1\","
	    "\"stock\":3},{\"name\":\"Taille\",\"value\":\"200x300\","
	    "\"sku\":\"TA-2\",\"stock\":1,\"price\":540}]}", category), 201);
	client_free(c);
}

/* ---- helpers -------------------------------------------------------------- */

static void
picture(const char *name)
{
	browser_script(b, "document.querySelector('#price-find')"
	    "?.scrollIntoView()");
	browser_picture(b, name);
}

static void
sign_in(void)
{
	sign_in_to("owner", "/admin/prix");
	browser_wait(b, OFFICE_READY);
}

/* As a date input is filled in: typing would depend on the language. */
static void
date_set(const char *name, const char *value)
{
	browser_script(b, "document.querySelector('[name=%s]').value = '%s'",
	    name, value);
}

#define ALERT	"!document.querySelector('%s [role=alert]').hidden"
#define SAID	"document.querySelector('%s output').textContent !== ''"

/* ---- tests ------------------------------------------------------------------- */

START_TEST(target_05_a_shopkeeper_makes_a_sale_and_a_visitor_sees_it)
{
	sign_in();
	browser_type(b, "[name=name]", "Soldes d’hiver");
	date_set("startsAt", "2020-01-08T08:00");
	date_set("endsAt", "2099-07-04T23:30");
	browser_click(b, "#price-list button.primary");
	browser_wait(b, "location.pathname.startsWith('/admin/prix/')");
	browser_wait(b, OFFICE_READY);
	/* An hour ahead of UTC in winter, two in summer. */
	ck_assert_str_eq(shop_sql("SELECT starts_at || ' ' || ends_at FROM"
	    " price_list"), "1578466800000 4086883800000");
	ck_assert_str_eq(browser_script(b, "return document.querySelector("
	    "'[name=endsAt]').value"), "2099-07-04T23:30");
	browser_type(b, "#price-find [name=q]", "atlas");
	browser_click(b, "#price-find button");
	browser_wait(b, "document.querySelector('#price-found button')");
	browser_click(b, "#price-found button");
	browser_wait(b, "document.querySelectorAll('#price-rows tbody tr')"
	    ".length === 2");
	browser_type(b, "#price-rows tbody tr:nth-child(1) input", "299,999");
	browser_click(b, "#price-rows button.primary");
	browser_wait(b, ALERT, "#price-rows");
	ck_assert(browser_has(b, "#price-rows tr:nth-child(1) .problem"));
	picture("prix-refus");
	browser_errors(b);	/* the refusal itself */
	browser_type(b, "#price-rows tbody tr:nth-child(1) input", "299,90");
	browser_click(b, "#price-rows button.primary");
	browser_wait(b, SAID, "#price-rows");
	ck_assert_str_eq(shop_sql("SELECT amount FROM price_list_price"),
	    "29990");
	visit_office(browser_script(b, "return location.pathname"));
	picture("prix-liste");
	browser_visit(b, "/catalogue");
	ck_assert_ptr_nonnull(strstr(browser_text(b, ".card"), "299.90"));
	ck_assert(browser_has(b, ".card s.was"));
	picture("prix-vitrine");
	browser_visit(b, "/produit/tapis-de-l-atlas");
	ck_assert_ptr_nonnull(strstr(browser_text(b, ".offer"), "299.90"));
	ck_assert_ptr_nonnull(strstr(browser_text(b, ".offer"), "320"));
	want_no_errors();
}
END_TEST

START_TEST(target_05_what_a_list_refuses_is_told_beside_its_field)
{
	visit_office("/admin/prix");
	browser_type(b, "[name=name]", "À l’envers");
	browser_type(b, "[name=currency]", "XYZ");
	browser_type(b, "[name=priority]", "beaucoup");
	browser_click(b, "#price-list button.primary");
	browser_wait(b, ALERT, "#price-list");
	ck_assert(browser_has(b, "[name=currency][aria-invalid]"));
	ck_assert(browser_has(b, "[name=priority][aria-invalid]"));
	browser_type(b, "[name=currency]", "eur");
	browser_type(b, "[name=priority]", "5");
	date_set("startsAt", "2030-02-04T10:00");
	date_set("endsAt", "2030-02-04T10:00");
	browser_click(b, "#price-list button.primary");
	browser_wait(b, "document.querySelector('[name=endsAt][aria-invalid]')");
	ck_assert_str_eq(shop_sql("SELECT count(*) FROM price_list"), "1");
	browser_errors(b);	/* the refusals themselves */
}
END_TEST

START_TEST(target_05_a_list_is_changed_and_a_price_taken_out)
{
	char	 path[128];

	snprintf(path, sizeof(path), "/admin/prix/%s",
	    shop_sql("SELECT id FROM price_list"));
	visit_office(path);
	browser_type(b, "[name=priority]", "7");
	browser_click(b, "#price-list button.primary");
	browser_wait(b, SAID, "#price-list");
	ck_assert_str_eq(shop_sql("SELECT priority || ' ' || version || ' ' ||"
	    " (ends_at - starts_at > 0) FROM price_list"), "7 2 1");
	browser_click(b, "#price-rows .remove");
	browser_wait(b, "!document.querySelector('#price-rows tbody tr')");
	ck_assert_str_eq(shop_sql("SELECT count(*) FROM price_list_price"),
	    "0");
	browser_click(b, "#price-list [data-delete]");
	browser_wait(b, "location.pathname === '/admin/prix'");
	ck_assert_str_eq(shop_sql("SELECT count(*) FROM price_list"), "0");
	want_no_errors();
}
END_TEST

START_TEST(target_05_an_owner_puts_people_into_a_group)
{
	visit_office("/admin/groupes");
	browser_type(b, "[name=name]", "Professionnels");
	browser_click(b, "#group button.primary");
	browser_wait(b, "location.pathname.startsWith('/admin/groupes/')");
	browser_wait(b, OFFICE_READY);
	browser_type(b, "#member [name=email]", "nobody@example.com");
	browser_click(b, "#member button");
	browser_wait(b, ALERT, "#member");
	browser_errors(b);
	browser_type(b, "#member [name=email]", "reader@example.com");
	browser_click(b, "#member button");
	browser_wait(b, "document.querySelector('tbody [data-delete]')");
	picture("groupe");
	ck_assert_ptr_nonnull(strstr(browser_text(b, "tbody"),
	    "reader@example.com"));
	browser_wait(b, OFFICE_READY);
	browser_click(b, "tbody [data-delete]");
	browser_wait(b, "!document.querySelector('tbody')");
	ck_assert_str_eq(shop_sql("SELECT count(*) FROM"
	    " customer_group_member"), "0");
	want_no_errors();
}
END_TEST

/* Neither a phone nor Arabic pushes anything over the edge. */
START_TEST(target_05_the_pages_fit_a_phone_in_every_language)
{
	struct client	*c = client_login("owner");
	char		 path[128];

	want(client_json(c, "POST", "/api/admin/price-lists", "{\"name\":"
	    "\"Soldes\",\"currency\":\"EUR\",\"endsAt\":"
	    "\"2099-02-04T22:30:00Z\"}"), 201);
	snprintf(path, sizeof(path), "/api/admin/price-lists/%s/prices",
	    shop_sql("SELECT id FROM price_list"));
	want(client_json(c, "PUT", path, "{\"prices\":[{\"sku\":\"TA-1\","
	    "\"amount\":299.9},{\"sku\":\"TA-2\",\"amount\":500}]}"), 200);
	client_free(c);
	snprintf(path, sizeof(path), "/admin/prix/%s",
	    shop_sql("SELECT id FROM price_list"));
	pictures_of_office("/admin/prix", "prices");
	pictures_of_office(path, "price-list");
	pictures_of_office("/admin/groupes", "groups");
}
END_TEST

VISIT_MAIN("prices in the browser", setup, visit_stop,
    target_05_a_shopkeeper_makes_a_sale_and_a_visitor_sees_it,
    target_05_what_a_list_refuses_is_told_beside_its_field,
    target_05_a_list_is_changed_and_a_price_taken_out,
    target_05_an_owner_puts_people_into_a_group,
    target_05_the_pages_fit_a_phone_in_every_language)
