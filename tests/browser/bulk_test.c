/* SPDX-License-Identifier: ISC */
/*
 * Many products at once in the browser: ticking, preview, progress, undoing;
 * export buttons with the filter; and how long a product takes to be added,
 * edited and deleted (S3-OBJ-06).  SOUK_SHOTS names a folder for pictures.
 */
#include <stdlib.h>
#include <time.h>

#include "tests/browser/visit.h"

static void
fill(void)
{
	struct client	*owner = client_login("owner");
	struct answer	*a;
	char		 category[64];
	int		 i;

	a = client_json(owner, "POST", "/api/admin/categories",
	    "{\"name\":\"Vases\"}");
	want(a, 201);
	snprintf(category, sizeof(category), "%s", answer_at(a, "data.id"));
	for (i = 1; i <= 24; i++)
		want(client_json(owner, "POST", "/api/admin/products",
		    "{\"name\":\"Vase %d\",\"description\":\"Une description"
		    " assez longue.\",\"categoryId\":\"%s\",\"status\":\"%s\","
		    "\"images\":[{\"url\":\"/assets/icon.svg\"}],"
		    "\"basePrice\":%d,\"variations\":[{\"stock\":%d}]}", i,
		    category, i % 2 ? "ACTIVE" : "DRAFT", 10 * i, i), 201);
	client_free(owner);
}

static void
setup(void)
{
	visit_start();
	fill();
}

static void
choose(const char *selector, const char *value)
{
	browser_script(b, "const e = document.querySelector(`%s`);"
	    "e.value = '%s';"
	    "e.dispatchEvent(new Event('change', { bubbles: true }));",
	    selector, value);
}

static const char *
number(const char *name)
{
	return browser_script(b, "return document.querySelector("
	    "'[data-number=%s]').textContent", name);
}

/* ---- the way of an edit ------------------------------------------------- */

START_TEST(s3_bulk_02_ticked_products_are_previewed_edited_and_put_back)
{
	sign_in_anew("manager", "fr", "/admin");
	browser_errors(b);
	browser_visit(b, "/admin/produits?q=vase");
	ck_assert(browser_has(b, "#choose button:disabled"));
	browser_click(b, "tbody tr:nth-child(1) [data-id]");
	browser_click(b, "tbody tr:nth-child(2) [data-id]");
	ck_assert_str_eq(browser_text(b, "#choose output"), "2");
	browser_picture(b, "list-fr");
	browser_click(b, "#choose button");
	browser_wait(b, "document.querySelector('.change')");
	ck_assert_str_eq(browser_text(b, ".lead"), "2 produits sélectionnés");
	choose("[name$=operation]", "multiply");
	browser_type(b, "[name$=value]", "90");
	browser_type(b, "[name$=ending]", ",90");
	browser_click(b, "#bulk .primary");
	browser_wait(b, "!document.querySelector('#bulk .apply').hidden");
	ck_assert_str_eq(number("changed"), "2");
	ck_assert_ptr_nonnull(strstr(browser_text(b, ".items tbody"), ",90"));
	browser_picture(b, "preview-fr");
	browser_click(b, "#bulk .apply");
	browser_wait(b, "document.querySelector('#report output').textContent"
	    " === 'Terminé'");
	ck_assert_str_eq(number("changed"), "2");
	ck_assert_str_eq(shop_sql("SELECT count(*) FROM product_price"
	    " WHERE amount % 100 = 90"), "2");
	browser_picture(b, "done-fr");
	browser_click(b, "#report .undo");
	browser_wait(b, "document.querySelector('#report output').textContent"
	    " === 'Annulée'");
	ck_assert_str_eq(number("undone"), "2");
	ck_assert_str_eq(shop_sql("SELECT count(*) FROM product_price"
	    " WHERE amount % 100 = 90"), "0");
	want_no_errors();
}
END_TEST

START_TEST(s3_bulk_02_all_that_the_filter_shows_is_edited)
{
	sign_in_anew("manager", "fr", "/admin");
	browser_visit(b, "/admin/produits?status=DRAFT");
	browser_click(b, "#choose [name=all]");
	browser_click(b, "#choose button");
	browser_wait(b, "document.querySelector('.change')");
	ck_assert_str_eq(browser_text(b, ".lead"), "12 produits sélectionnés");
	choose("[name$=field]", "tags");
	choose("[name$=operation]", "add");
	browser_type(b, "[name$=value]", "soldes, été");
	browser_click(b, "#bulk .more");
	browser_wait(b, "document.querySelectorAll('.change').length === 2");
	choose(".change:nth-child(2) [name$=field]", "isNew");
	browser_click(b, "#bulk .primary");
	browser_wait(b, "!document.querySelector('#bulk .apply').hidden");
	ck_assert_str_eq(number("changed"), "12");
	browser_click(b, "#bulk .apply");
	browser_wait(b, "document.querySelector('#report output').textContent"
	    " === 'Terminé'");
	ck_assert_str_eq(shop_sql("SELECT count(*) FROM product WHERE"
	    " is_new = 1 AND tags LIKE 'soldes%t_'"), "12");
	browser_visit(b, "/admin/produits/lot");
	browser_click(b, "[data-undo]");
	browser_wait(b, "!document.querySelector('tbody tr [data-undo]') &&"
	    " document.querySelector('#report').hidden");
	ck_assert_str_eq(shop_sql("SELECT count(*) FROM product WHERE"
	    " is_new = 1"), "0");
}
END_TEST

START_TEST(what_is_refused_is_told_beside_its_field)
{
	sign_in_anew("manager", "fr", "/admin");
	browser_visit(b, "/admin/produits/lot?all=1&q=vase");
	browser_wait(b, "document.querySelector('.change')");
	browser_type(b, "[name$=value]", "douze");
	browser_click(b, "#bulk .primary");
	browser_wait(b, "document.querySelector("
	    "'[name$=value][aria-invalid] + .problem')?.textContent");
	ck_assert(browser_has(b, "#bulk .apply[hidden]"));
	choose("[name$=field]", "stock");
	choose("[name$=operation]", "subtract");
	browser_type(b, "[name$=value]", "20");
	browser_click(b, "#bulk .primary");
	browser_wait(b, "document.querySelector('[data-number=rejected]')"
	    ".textContent === '19'");
	ck_assert_str_eq(number("changed"), "5");
	ck_assert_ptr_nonnull(strstr(browser_text(b, ".items tbody"), "0"));
	browser_picture(b, "refused-fr");
}
END_TEST

START_TEST(a_reader_exports_but_does_not_edit)
{
	sign_in_anew("reader", "fr", "/admin");
	browser_visit(b, "/admin/produits?status=ACTIVE");
	ck_assert(!browser_has(b, "#choose"));
	ck_assert(!browser_has(b, "tbody [data-id]"));
	ck_assert_ptr_nonnull(strstr(browser_attribute(b,
	    ".export a", "href"), "status=ACTIVE"));
	browser_visit(b, "/admin/produits/lot");
	ck_assert_str_eq(browser_text(b, ".error .code"), "403");
}
END_TEST

/* The links carry the filter, and what they lead to is the file. */
START_TEST(s3_bulk_03_the_export_buttons_carry_the_filter)
{
	sign_in_anew("manager", "fr", "/admin");
	browser_visit(b, "/admin/produits?q=vase&status=DRAFT");
	ck_assert_str_eq(browser_script(b, "return [...document"
	    ".querySelectorAll('.export a')].map(a => a.textContent)"
	    ".join()"), "CSV,CSV (Excel),XLSX,JSON");
	browser_script(b, "fetch(document.querySelector('.export a').href)"
	    ".then(a => a.text()).then(t => { window.exported ="
	    " t.trim().split('\\n').length; });");
	browser_wait(b, "window.exported === 13");
}
END_TEST

/* ---- in Arabic, on a phone ---------------------------------------------- */

START_TEST(the_pages_stand_in_arabic_and_on_a_phone)
{
	sign_in_anew("manager", "ar", "/admin");
	browser_size(b, 390, 844);
	browser_visit(b, "/admin/produits?q=vase");
	ck_assert_str_eq(browser_attribute(b, "html", "dir"), "rtl");
	want_no_sideways();
	browser_picture(b, "list-ar-phone");
	browser_visit(b, "/admin/produits/lot?all=1&q=vase");
	browser_wait(b, "document.querySelector('.change')");
	browser_type(b, "[name$=value]", "5");
	browser_click(b, "#bulk .primary");
	browser_wait(b, "!document.querySelector('#bulk .apply').hidden");
	want_no_sideways();
	browser_picture(b, "bulk-ar-phone");
	browser_size(b, 1280, 900);
	browser_picture(b, "bulk-ar");
}
END_TEST

/* ---- how long it takes --------------------------------------------------- */

static double
seconds(void)
{
	struct timespec	t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

/* From the press of the button until it is told; the pages are at hand. */
START_TEST(s3_obj_06_a_product_is_added_edited_and_deleted_in_seconds)
{
	double	 add, edit, drop, start;

	sign_in_anew("owner", "fr", "/admin");
	browser_errors(b);
	browser_visit(b, "/admin/produits");
	browser_click(b, ".heading a");
	browser_wait(b, "document.querySelector('#product-new')");
	browser_type(b, "[name=name]", "Théière de voyage");
	browser_type(b, "[name=description]", "Petite, et tient au chaud.");
	browser_type(b, "[name=basePrice]", "24,50");
	browser_type(b, "[name$=stock]", "6");
	start = seconds();
	browser_click(b, "#product-new button");
	browser_wait(b, "document.querySelector('#product')?.elements.name"
	    ".value === 'Théière de voyage'");
	add = seconds() - start;
	browser_type(b, "[name=basePrice]", "19.90");
	start = seconds();
	browser_click(b, "#product button");
	browser_wait(b, "document.querySelector('#product output')"
	    ".textContent === 'Enregistré.'");
	edit = seconds() - start;
	ck_assert_str_eq(shop_sql("SELECT amount FROM product_price a JOIN"
	    " product_text t ON t.product_id = a.product_id"
	    " WHERE t.slug = 'theiere-de-voyage'"), "1990");
	browser_click(b, ".delete summary");
	start = seconds();
	browser_click(b, "#product-delete");
	browser_wait(b, "location.pathname === '/admin/produits' &&"
	    " document.readyState === 'complete'");
	drop = seconds() - start;
	ck_assert_str_eq(shop_sql("SELECT count(*) FROM product_text"
	    " WHERE slug = 'theiere-de-voyage'"), "0");
	ck_assert_msg(add < 5 && edit < 5 && drop < 5,
	    "add %.2f s, edit %.2f s, delete %.2f s", add, edit, drop);
	want_no_errors();
	if (getenv("SOUK_SHOTS") != NULL)
		printf("add %.2f s, edit %.2f s, delete %.2f s\n", add, edit,
		    drop);
}
END_TEST

START_TEST(a_new_product_that_is_refused_says_why)
{
	sign_in_anew("owner", "fr", "/admin");
	browser_visit(b, "/admin/produits/nouveau");
	browser_type(b, "[name=name]", "ab");
	browser_type(b, "[name$=stock]", "-1");
	browser_click(b, "#product-new button");
	browser_wait(b, "document.querySelector("
	    "'[name=name][aria-invalid] + .problem')?.textContent");
	ck_assert(browser_has(b, "[name=description][aria-invalid]"));
	ck_assert(browser_has(b, "[name$=stock][aria-invalid]"));
	browser_picture(b, "new-fr");
}
END_TEST

VISIT_MAIN("bulk", setup, visit_stop,
    s3_bulk_02_ticked_products_are_previewed_edited_and_put_back,
    s3_bulk_02_all_that_the_filter_shows_is_edited,
    what_is_refused_is_told_beside_its_field,
    a_reader_exports_but_does_not_edit,
    s3_bulk_03_the_export_buttons_carry_the_filter,
    the_pages_stand_in_arabic_and_on_a_phone,
    s3_obj_06_a_product_is_added_edited_and_deleted_in_seconds,
    a_new_product_that_is_refused_says_why)
