/* SPDX-License-Identifier: ISC */
/*
 * A shopkeeper makes a zone with its taxes, a way of shipping with its rates
 * and a promotion for a category; what is refused is told where it belongs.
 */
#include <stdlib.h>

#include "tests/browser/visit.h"

static void
setup(void)
{
	struct client	*c;

	visit_start();
	c = client_login("owner");
	want(client_json(c, "POST", "/api/admin/categories",
	    "{\"name\":\"Tapis\"}"), 201);
	client_free(c);
	sign_in_to("owner", "/admin/zones");
}

/* ---- helpers -------------------------------------------------------------- */

/* Not the form that makes the first zones of all. */
#define FORM	".selling:not([data-api$=start])"
#define ALERT	"!document.querySelector('" FORM " [role=alert]').hidden"
#define SAID	"document.querySelector('" FORM " output').textContent !== ''"
#define SEND	FORM " button.primary"

static void
choose(const char *name, const char *value)
{
	browser_script(b, "const s = document.querySelector('[name=\"%s\"]');"
	    "s.value = '%s'; s.dispatchEvent(new Event('change'))", name,
	    value);
}

static void
sent_to(const char *folder)
{
	browser_click(b, SEND);
	browser_wait(b, "location.pathname.startsWith('%s/')", folder);
	browser_wait(b, OFFICE_READY);
}

/* ---- tests ------------------------------------------------------------------- */

START_TEST(target_06_a_zone_with_its_taxes_is_made_by_hand)
{
	visit_office("/admin/zones");
	browser_type(b, ".selling [name=name]", "France");
	browser_type(b, "[name=areas]", "FR\nfr//97 1\n* / x");
	browser_type(b, "[data-rows] tr [name=rate]", "5,5");
	browser_type(b, "[data-rows] tr [name=name]", "TVA 5,5 %");
	choose("taxClass", "reduced");
	browser_click(b, SEND);
	browser_wait(b, ALERT);
	browser_picture(b, "zone-refus");
	browser_errors(b);	/* the refusal itself */
	browser_type(b, "[name=areas]", "FR\nfr//97 1\nMC");
	browser_click(b, "[data-row-add]");
	browser_type(b, "[data-rows] tbody tr:nth-child(2) [name=rate]", "20");
	browser_type(b, "[data-rows] tbody tr:nth-child(2) [name=name]",
	    "TVA");
	sent_to("/admin/zones");
	ck_assert_str_eq(shop_sql("SELECT group_concat(rate || tax_class, ' ')"
	    " FROM (SELECT * FROM tax_rate ORDER BY rate)"),
	    "55000reduced 200000standard");
	ck_assert_str_eq(shop_sql("SELECT count(*) FROM zone_area WHERE"
	    " postcode = '971' OR country = 'MC'"), "2");
	ck_assert_str_eq(browser_script(b, "return document.querySelector("
	    "'[name=areas]').value"), "FR\nFR//971\nMC\n");
	browser_picture(b, "zone");
	browser_click(b, "[data-rows] tbody tr:nth-child(1) [data-row-remove]");
	browser_click(b, SEND);
	browser_wait(b, SAID);
	ck_assert_str_eq(shop_sql("SELECT count(*) FROM tax_rate"), "1");
	want_no_errors();
}
END_TEST

START_TEST(target_19_a_way_of_shipping_with_its_rates_is_made_by_hand)
{
	visit_office("/admin/livraison");
	browser_type(b, ".selling [name=name]", "Colissimo");
	browser_click(b, SEND);
	browser_wait(b, "document.querySelector('[name=zoneId][aria-invalid]')");
	browser_errors(b);
	choose("zoneId", shop_sql("SELECT id FROM zone"));
	browser_type(b, "[data-rows] tr [name=amount]", "4,901");
	browser_click(b, SEND);
	browser_wait(b, "document.querySelector('[data-rows] [aria-invalid]')");
	browser_errors(b);
	browser_type(b, "[data-rows] tr [data-field=amount]", "4,90");
	browser_click(b, "[data-row-add]");
	browser_type(b, "[data-rows] tbody tr:nth-child(2) [name=amount]",
	    "0");
	browser_type(b, "[data-rows] tbody tr:nth-child(2) [name=fromAmount]",
	    "60");
	browser_picture(b, "livraison-neuf");
	sent_to("/admin/livraison");
	ck_assert_str_eq(shop_sql("SELECT group_concat(from_amount || '>' ||"
	    " amount, ' ') FROM (SELECT * FROM shipping_rate ORDER BY"
	    " from_amount)"), "0>490 6000>0");
	ck_assert(!browser_has(b, "label[data-for=pickup]:not([hidden])"));
	browser_picture(b, "livraison");
	visit_office("/admin/livraison");
	browser_type(b, ".selling [name=name]", "Retrait");
	choose("kind", "pickup");
	browser_type(b, "[data-rows] tr [name=amount]", "0");
	sent_to("/admin/livraison");
	ck_assert_str_eq(shop_sql("SELECT count(*) FROM shipping_method WHERE"
	    " kind = 'pickup' AND zone_id IS NULL"), "1");
	browser_click(b, ".selling [data-remove]");
	browser_wait(b, "location.pathname === '/admin/livraison'");
	ck_assert_str_eq(shop_sql("SELECT count(*) FROM shipping_method"),
	    "1");
	want_no_errors();
}
END_TEST

START_TEST(target_07_a_promotion_for_a_category_is_made_by_hand)
{
	visit_office("/admin/promotions");
	browser_type(b, ".selling [name=name]", "Soldes");
	browser_type(b, ".selling [name=code]", "Été 25");
	ck_assert(!browser_has(b, "label[data-for=amount]:not([hidden])"));
	browser_click(b, SEND);
	browser_wait(b, "document.querySelector('[name=rate][aria-invalid]')");
	browser_picture(b, "promotion-refus");
	browser_errors(b);
	browser_type(b, "[name=rate]", "12,5");
	browser_type(b, "[name=usageLimit]", "100");
	choose("scope", "categories");
	browser_type(b, "[data-find]", "tap");
	browser_wait(b, "document.querySelector('[data-found] button')");
	/* the list is made anew by each letter's answer */
	browser_script(b, "document.querySelector('[data-found] button')"
	    ".click()");
	ck_assert(browser_has(b, "[data-target]"));
	browser_picture(b, "promotion-neuf");
	sent_to("/admin/promotions");
	ck_assert_str_eq(shop_sql("SELECT code || ' ' || rate || ' ' ||"
	    " usage_limit || ' ' || scope FROM promotion"),
	    "ete 25 125000 100 categories");
	ck_assert_str_eq(shop_sql("SELECT target_id = (SELECT id FROM category)"
	    " FROM promotion_target"), "1");
	ck_assert_str_eq(browser_text(b, "[data-target] bdi"), "Tapis");
	browser_type(b, "[name=rate]", "15");
	browser_click(b, SEND);
	browser_wait(b, SAID);
	ck_assert_str_eq(shop_sql("SELECT rate || ' ' || version FROM"
	    " promotion"), "150000 2");
	browser_picture(b, "promotion");
	want_no_errors();
}
END_TEST

/* Neither a phone nor Arabic pushes anything over the edge. */
START_TEST(s4_i18n_02_the_pages_of_selling_fit_a_phone_in_every_language)
{
	static const char *const lists[] = { "/admin/promotions",
		"/admin/livraison", "/admin/zones" };
	static const char *const tables[] = { "promotion", "shipping_method",
		"zone" };
	char			 path[160], sql[80];

	for (int i = 0; i < 3; i++) {
		pictures_of_office(lists[i], tables[i]);
		snprintf(sql, sizeof(sql), "SELECT id FROM %s LIMIT 1",
		    tables[i]);
		snprintf(path, sizeof(path), "%s/%s", lists[i], shop_sql(sql));
		snprintf(sql, sizeof(sql), "%s-one", tables[i]);
		pictures_of_office(path, sql);
	}
}
END_TEST

VISIT_MAIN("selling in the browser", setup, visit_stop,
    target_06_a_zone_with_its_taxes_is_made_by_hand,
    target_19_a_way_of_shipping_with_its_rates_is_made_by_hand,
    target_07_a_promotion_for_a_category_is_made_by_hand,
    s4_i18n_02_the_pages_of_selling_fit_a_phone_in_every_language)
