/* SPDX-License-Identifier: ISC */
/*
 * A shopkeeper counts what there is, takes in a delivery, carries some to
 * another place, reads what happened, and a visitor sees what is left.
 */
#include <stdlib.h>

#include "tests/browser/visit.h"

static struct client	*owner;
static char		 variation[64];

static void
visit_item(void)
{
	char	path[128];

	snprintf(path, sizeof(path), "/admin/stock/%s", variation);
	browser_visit(b, path);
}

static void
shop_fill(void)
{
	struct answer	*a;
	char		 category[64];

	owner = client_login("owner");
	a = client_json(owner, "POST", "/api/admin/categories",
	    "{\"name\":\"Vaisselle\"}");
	want(a, 201);
	snprintf(category, sizeof(category), "%s", answer_at(a, "data.id"));
	a = client_json(owner, "POST", "/api/admin/products",
	    "{\"name\":\"Bol bleu de Fès\",\"description\":"
	    "\"Un bol peint à la main.\",\"categoryId\":\"%s\","
	    "\"basePrice\":12,\"status\":\"ACTIVE\",\"images\":[{\"url\":"
	    "\"/assets/icon.svg\"}],\"variations\":["
	    "{\"name\":\"Taille\",\"value\":\"Grand\",\"sku\":\"BF-G\","
	    "\"stock\":9},{\"name\":\"Taille\",\"value\":\"Petit\","
	    "\"sku\":\"BF-P\",\"stock\":1}]}", category);
	want(a, 201);
	snprintf(variation, sizeof(variation), "%s",
	    answer_at(a, "data.variations.0.id"));
}

static void
setup(void)
{
	visit_start();
	shop_fill();
	sign_in_anew("manager", "fr", "/admin");
}

static void
teardown(void)
{
	client_free(owner);
	visit_stop();
}

/* What the count's input of this row holds, and its total. */
#define ROW	"tr[data-stock='%s'] "

static void
count_enter(const char *text, const char *total)
{
	char	selector[160];

	snprintf(selector, sizeof(selector), ROW "[name=quantity]", variation);
	browser_type(b, selector, text);
	snprintf(selector, sizeof(selector), ROW "button", variation);
	browser_click(b, selector);
	browser_wait(b, "document.querySelector(\"" ROW ".total\")"
	    ".textContent === '%s'", variation, total);
}

START_TEST(target_08_stock_is_counted_and_adjusted_in_the_list)
{
	char	selector[160];

	browser_visit(b, "/admin");
	browser_errors(b);
	ck_assert_str_eq(browser_text(b, ".notices b"), "0");
	browser_visit(b, "/admin/stock");
	count_enter("12", "12");
	count_enter("+5", "17");
	count_enter("-3", "14");
	count_enter("14", "14");
	snprintf(selector, sizeof(selector), ROW "[name=quantity]", variation);
	browser_type(b, selector, "beaucoup");
	snprintf(selector, sizeof(selector), ROW "button", variation);
	browser_click(b, selector);
	browser_wait(b, "document.querySelector(\"" ROW "[aria-invalid]\")",
	    variation);
}
END_TEST

START_TEST(target_08_places_are_added_and_stock_carried_there)
{
	browser_visit(b, "/admin/emplacements");
	browser_type(b, "#place-new [name=name]", "Cave");
	browser_type(b, "#place-new [name=address]", "12 rue des Puits");
	browser_click(b, "#place-new button");
	browser_wait(b, "document.querySelectorAll('.place').length === 2");
	browser_type(b, "#place-new [name=name]", "Cave");
	browser_click(b, "#place-new button");
	browser_wait(b, "document.querySelector("
	    "'#place-new [name=name][aria-invalid] + .problem')?.textContent");
	visit_item();
	browser_type(b, "#transfer [name=quantity]", "40");
	browser_click(b, "#transfer button");
	browser_wait(b, "document.querySelector("
	    "'#transfer [name=quantity][aria-invalid] + .problem')"
	    "?.textContent.includes('14')");
	browser_type(b, "#transfer [name=quantity]", "4");
	browser_click(b, "#transfer button");
	browser_wait(b, "document.querySelectorAll('.count-form').length"
	    " === 2");
	ck_assert_str_eq(browser_text(b, ".total"), "14");
	ck_assert_ptr_nonnull(strstr(browser_text(b, "tbody tr:last-child"),
	    "Cave"));
}
END_TEST

START_TEST(target_08_a_variation_shows_its_movements)
{
	browser_errors(b);	/* refusals of before */
	visit_item();
	browser_click(b, "#adjust option[value=damaged]");
	browser_type(b, "#adjust [name=change]", "6");
	browser_type(b, "#adjust [name=note]", "tombés de l’étagère");
	browser_click(b, "#adjust button");
	browser_wait(b, "document.querySelector('.total').textContent"
	    " === '8'");
	ck_assert_ptr_nonnull(strstr(browser_script(b, "return "
	    "[...document.querySelectorAll('.table')].at(-1).innerText"),
	    "tombés de l’étagère"));
	ck_assert_str_eq(browser_script(b, "return [...document"
	    ".querySelectorAll('.table')].at(-1).querySelectorAll('tbody tr')"
	    ".length"), "7");
	want_no_errors();
}
END_TEST

/* What is left is told to the visitor and to the shopkeeper. */
START_TEST(target_10_what_runs_low_shows_on_the_first_page_and_in_the_shop)
{
	want(client_json(owner, "POST", "/api/admin/stock/movements",
	    "{\"sku\":\"BF-G\",\"change\":-4,\"reason\":\"sold\"}"), 201);
	browser_visit(b, "/catalogue");
	ck_assert_str_eq(browser_text(b, ".badge.few"), "Plus que 5 en stock");
	want(client_json(owner, "POST", "/api/admin/stock/transfers",
	    "{\"sku\":\"BF-G\",\"fromPlaceId\":\"%s\",\"toPlaceId\":\"%s\","
	    "\"quantity\":1}", shop_sql("SELECT id FROM place WHERE"
	    " name = 'Cave'"), shop_sql("SELECT id FROM place WHERE"
	    " is_default = 1")), 201);
	want(client_json(owner, "POST", "/api/admin/stock/movements",
	    "{\"sku\":\"BF-G\",\"change\":-1,\"reason\":\"sold\"}"), 201);
	want(client_json(owner, "POST", "/api/admin/stock/movements",
	    "{\"sku\":\"BF-G\",\"placeId\":\"%s\",\"change\":-1,"
	    "\"reason\":\"sold\"}", shop_sql("SELECT id FROM place WHERE"
	    " name = 'Cave'")), 201);
	browser_visit(b, "/produit/bol-bleu-de-fes");
	ck_assert_ptr_nonnull(strstr(browser_text(b, ".offer"),
	    "Plus que 2 en stock"));
	browser_visit(b, "/admin");
	ck_assert_str_eq(browser_text(b, ".notices.some b"), "1");
	browser_click(b, ".notices");
	browser_wait(b, "document.querySelectorAll('tr[data-stock]').length"
	    " === 2");		/* the small one never had more */
	want(client_json(owner, "POST", "/api/admin/stock/movements",
	    "{\"sku\":\"BF-P\",\"quantity\":0}"), 201);
	want(client_json(owner, "POST", "/api/admin/stock/movements",
	    "{\"sku\":\"BF-G\",\"placeId\":\"%s\",\"quantity\":0}",
	    shop_sql("SELECT id FROM place WHERE name = 'Cave'")), 201);
	browser_visit(b, "/catalogue");
	ck_assert_str_eq(browser_text(b, ".badge.out"), "Épuisé");
}
END_TEST

/* Both the list as it is filtered and the whole ledger go out as files. */
START_TEST(target_08_the_list_and_the_ledger_go_out_as_files)
{
	browser_visit(b, "/admin/stock?q=bol&low=1");
	ck_assert_str_eq(browser_script(b, "return [...document"
	    ".querySelectorAll('.export a')].map(a =>"
	    " a.getAttribute('href')).join(' ')"),
	    "/api/admin/stock/levels/export?bom=false&q=bol&low=true"
	    " /api/admin/stock/levels/export?bom=true&separator=%3B&q=bol"
	    "&low=true /api/admin/stock/movements/export?bom=false"
	    " /api/admin/stock/movements/export?bom=true&separator=%3B");
	browser_visit(b, "/admin/stock");
	browser_script(b, "Promise.all([...document.querySelectorAll("
	    "'.export a')].map(a => fetch(a.href).then(r => r.text())))"
	    ".then(t => { window.exported = t.join('\\n'); })");
	browser_wait(b, "window.exported !== undefined");
	ck_assert_str_eq(browser_script(b, "return window.exported.split("
	    "'%s,Bol bleu de Fès').length > 4", variation), "true");
}
END_TEST

/* Nothing is wider than the screen, in either direction of writing. */
static void
page_fits(const char *path, const char *locale, int width, const char *shot)
{
	char	url[160], *file;

	browser_size(b, width, 900);
	snprintf(url, sizeof(url), "/locale/%s?to=%s", locale, path);
	browser_visit(b, url);
	browser_wait(b, "document.readyState === 'complete' &&"
	    " document.documentElement.lang === '%s'", locale);
	ck_assert_msg(strcmp(browser_script(b, "return document"
	    ".documentElement.scrollWidth <= innerWidth"), "true") == 0,
	    "%s in %s at %d is too wide", path, locale, width);
	ck_assert_int_ge(asprintf(&file, "%s-%s-%d", shot, locale, width), 0);
	browser_picture(b, file);
	free(file);
}

START_TEST(target_08_the_pages_fit_a_telephone_and_arabic)
{
	static const char *const locales[] = { "fr", "en", "ar" };
	static const int	 widths[] = { 360, 1100 };
	char			 item[128];

	snprintf(item, sizeof(item), "/admin/stock/%s", variation);
	for (int l = 0; l < 3; l++)
		for (int w = 0; w < 2; w++) {
			page_fits("/admin", locales[l], widths[w], "admin");
			page_fits("/admin/stock", locales[l], widths[w],
			    "stock");
			page_fits(item, locales[l], widths[w], "item");
			page_fits("/admin/emplacements", locales[l],
			    widths[w], "places");
			page_fits("/catalogue", locales[l], widths[w],
			    "catalogue");
		}
	want_no_errors();
}
END_TEST

START_TEST(target_08_a_reader_may_look_but_not_count)
{
	browser_size(b, 1100, 900);
	browser_visit(b, "/locale/fr?to=/admin");
	browser_click(b, "#sign-out");
	browser_wait(b, "location.pathname === '/'");
	sign_in_anew("reader", "fr", "/admin");
	browser_visit(b, "/admin/stock");
	ck_assert(browser_has(b, "tr[data-stock]"));
	ck_assert(!browser_has(b, ".count-form"));
	visit_item();
	ck_assert(browser_has(b, ".total"));
	ck_assert(!browser_has(b, "main form"));
	browser_visit(b, "/admin/emplacements");
	ck_assert(browser_has(b, ".place fieldset[disabled]"));
	ck_assert(!browser_has(b, "#place-new"));
}
END_TEST

VISIT_MAIN("stock pages", setup, teardown,
    target_08_stock_is_counted_and_adjusted_in_the_list,
    target_08_places_are_added_and_stock_carried_there,
    target_08_a_variation_shows_its_movements,
    target_08_the_list_and_the_ledger_go_out_as_files,
    target_10_what_runs_low_shows_on_the_first_page_and_in_the_shop,
    target_08_the_pages_fit_a_telephone_and_arabic,
    target_08_a_reader_may_look_but_not_count)
