/* SPDX-License-Identifier: ISC */
/*
 * The story of the shop: a shopkeeper signs in, imports the product file
 * exported from Shopify, reads the report, changes a price, and a visitor
 * sees it.  And what is refused on the way is told where it belongs.
 */
#include <stdlib.h>

#include "tests/browser/visit.h"

static char		*file;

/* One product with two sizes, one alone, one without a price. */
static const char shopify[] =
    "Handle,Title,Body (HTML),Vendor,Type,Tags,Published,Option1 Name,"
    "Option1 Value,Variant SKU,Variant Inventory Qty,Variant Price,Image Src,"
    "Image Position,Image Alt Text,Status\r\n"
    "tapis-atlas,Tapis de l’Atlas,<p>Laine tissée <b>à la main</b>.</p>,Dar,"
    "Tapis,,true,Taille,140x200,TA-1,3,320.00,"
    "https://localhost:%d/assets/icon.svg,1,Un tapis,active\r\n"
    "tapis-atlas,,,,,,,,200x300,TA-2,1,540.00,,,,\r\n"
    "verre-a-the,Verre à thé,<p>Verre décoré à la main.</p>,Dar,Verres,,true,"
    "Title,Default Title,VT-1,24,6.50,https://localhost:%d/assets/icon.svg,1,"
    "Un verre,active\r\n"
    "sans-prix,Bol sans prix,<p>Il manque le prix ici.</p>,Dar,Bols,,true,"
    "Title,Default Title,BP-1,1,douze,https://localhost:%d/assets/icon.svg,1,"
    "Un bol,active\r\n";

static void
file_write(void)
{
	FILE	*f;

	ck_assert_int_ge(asprintf(&file, "%s/shopify.csv", shop_home()), 0);
	ck_assert_ptr_nonnull(f = fopen(file, "w"));
	fprintf(f, shopify, shop_port(), shop_port(), shop_port());
	fclose(f);
}

static void
setup(void)
{
	visit_start();
	file_write();
}

static void
teardown(void)
{
	visit_stop();
	free(file);
}

/* ---- helpers ------------------------------------------------------------ */

static void
import_file(bool dry)
{
	browser_visit(b, "/admin/import");
	browser_type(b, "[name=file]", file);
	if (dry)
		browser_click(b, "[name=dryRun]");
	browser_click(b, "#import button");
	browser_wait(b, "document.querySelector('#report output').textContent"
	    " === 'Terminé'");
}

static const char *
number(const char *name)
{
	return browser_script(b, "return document.querySelector("
	    "'[data-number=%s]').textContent", name);
}

/* The form of a product, found as a shopkeeper would. */
static void
edit(const char *name)
{
	browser_visit(b, "/admin/produits");
	browser_type(b, "[name=q]", name);
	browser_keys(b, KEY_ENTER);
	browser_wait(b, "location.search.includes('q=') &&"
	    " document.querySelectorAll('tbody tr').length === 1");
	browser_click(b, "tbody a");
	browser_wait(b, "document.querySelector('#product')");
}

static void
save(void)
{
	browser_click(b, "#product .save button");
	browser_wait(b, "document.querySelector('#product output')"
	    ".textContent === 'Enregistré.'");
}

/* ---- signing in --------------------------------------------------------- */

START_TEST(who_is_not_signed_in_is_sent_to_the_form_and_back)
{
	browser_visit(b, "/locale/fr?to=/");
	sign_out();
	browser_visit(b, "/admin/produits");
	browser_wait(b, "location.pathname === '/connexion'");
	sign_in_form("manager", shop_password);
	browser_wait(b, "location.pathname === '/admin/produits'");
	ck_assert_str_eq(browser_text(b, "h1"), "Produits");
}
END_TEST

START_TEST(a_wrong_password_is_told_in_the_form)
{
	browser_visit(b, "/locale/fr?to=/");
	sign_out();
	browser_visit(b, "/connexion");
	sign_in_form("owner", "not the password");
	browser_wait(b, "!document.querySelector('#sign-in .problem').hidden");
	ck_assert_str_ne(browser_text(b, "#sign-in .problem"), "");
	sign_in_form("owner", shop_password);
	browser_wait(b, "location.pathname === '/admin'");
}
END_TEST

/* ---- the story ---------------------------------------------------------- */

START_TEST(a_dry_run_tells_what_would_be_and_stores_nothing)
{
	sign_in_anew("manager", "fr", "/admin");
	import_file(true);
	ck_assert_str_eq(number("created"), "2");
	browser_visit(b, "/produit/tapis-atlas");
	ck_assert_str_eq(browser_text(b, ".error .code"), "404");
}
END_TEST

START_TEST(a_shopkeeper_imports_changes_a_price_and_a_visitor_sees_it)
{
	sign_in_anew("manager", "fr", "/admin");
	browser_errors(b);
	import_file(false);
	ck_assert_str_eq(number("created"), "2");
	ck_assert_msg(strstr(browser_text(b, "#report .errors tbody"), "5") != NULL,
	    "%s", browser_text(b, "#report .errors tbody"));

	browser_visit(b, "/produit/tapis-atlas");
	ck_assert_ptr_nonnull(strstr(browser_text(b, ".offer"), "320,00"));
	ck_assert_ptr_nonnull(strstr(browser_text(b, ".choices"), "540,00"));

	edit("tapis");
	browser_type(b, "[name='variations[0].price']", "299,90");
	browser_type(b, "[name='variations[0].stock']", "7");
	save();
	browser_visit(b, "/produit/verre-a-the");
	edit("verre");
	browser_type(b, "[name=basePrice]", "7.25");
	save();

	sign_out();
	browser_visit(b, "/produit/tapis-atlas");
	ck_assert_ptr_nonnull(strstr(browser_text(b, ".offer"), "299,90"));
	browser_visit(b, "/produit/verre-a-the");
	ck_assert_ptr_nonnull(strstr(browser_text(b, ".offer"), "7,25"));
	browser_visit(b, "/recherche?q=verre");
	ck_assert_ptr_nonnull(strstr(browser_text(b, ".card"), "7,25"));
	want_no_errors();
}
END_TEST

START_TEST(the_same_file_again_changes_nothing)
{
	sign_in_anew("manager", "fr", "/admin");
	import_file(false);
	ck_assert_str_eq(number("created"), "0");
}
END_TEST

/* ---- refusals ----------------------------------------------------------- */

START_TEST(a_bad_value_is_told_beside_its_field)
{
	sign_in_anew("manager", "fr", "/admin");
	edit("tapis");
	browser_type(b, "[name=name]", "ab");
	browser_type(b, "[name='variations[1].stock']", "-4");
	browser_click(b, "#product .save button");
	browser_wait(b, "document.querySelector("
	    "'[name=name][aria-invalid] + .problem')?.textContent");
	ck_assert(browser_has(b, "[name='variations[1].stock'][aria-invalid]"
	    " + .problem"));
	browser_wait(b, "document.activeElement.name === 'name'");
	browser_type(b, "[name=name]", "Tapis de l’Atlas");
	browser_type(b, "[name='variations[1].stock']", "4");
	save();
	ck_assert(!browser_has(b, "[aria-invalid]"));
}
END_TEST

START_TEST(an_older_form_does_not_undo_a_newer_change)
{
	struct client	*owner = client_login("owner");
	char		*path;

	sign_in_anew("manager", "fr", "/admin");
	edit("tapis");
	ck_assert_int_ge(asprintf(&path, "/api/admin/products/%s",
	    browser_attribute(b, "#product", "data-id")), 0);
	want(client_json(owner, "PATCH", path, "{\"isFeatured\":true}"), 200);
	browser_type(b, "[name='variations[0].price']", "1");
	browser_click(b, "#product .save button");
	browser_wait(b, "document.querySelector('#product [role=alert]')"
	    ".textContent.includes('entre-temps')");
	want(client_get(owner, path), 200);
	free(path);
	client_free(owner);
}
END_TEST

START_TEST(a_reader_may_look_but_not_change)
{
	sign_in_anew("reader", "fr", "/admin");
	edit("tapis");
	ck_assert(browser_has(b, "#product fieldset[disabled]"));
	browser_visit(b, "/admin/import");
	ck_assert_str_eq(browser_text(b, ".error .code"), "403");
}
END_TEST

VISIT_MAIN("admin", setup, teardown,
    who_is_not_signed_in_is_sent_to_the_form_and_back,
    a_wrong_password_is_told_in_the_form,
    a_dry_run_tells_what_would_be_and_stores_nothing,
    a_shopkeeper_imports_changes_a_price_and_a_visitor_sees_it,
    the_same_file_again_changes_nothing,
    a_bad_value_is_told_beside_its_field,
    an_older_form_does_not_undo_a_newer_change,
    a_reader_may_look_but_not_change)
