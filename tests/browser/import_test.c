/* SPDX-License-Identifier: ISC */
/*
 * A shopkeeper moves in: chooses a file that no shop knows, says what its
 * columns are, sees what it would become, tries it, imports it, and takes
 * the report home.
 */
#include <stdlib.h>
#include <unistd.h>

#include "tests/browser/visit.h"

static char		*own, *woo;

static const char table[] =
    "Artikel;Bezeichnung;VK brutto;Bestand;Gruppe;Lagerort\n"
    "T1;Teekanne aus Kupfer;39,90;4;Küche > Tee;R3\n"
    "T2;Tasse;5,00;12;Küche > Tee;R4\n"
    "T3;Untertasse;drei;12;Küche > Tee;R4\n";

static char *
file_write(const char *name, const char *text)
{
	char	*path;
	FILE	*f;

	ck_assert_int_ge(asprintf(&path, "%s/%s", shop_home(), name), 0);
	ck_assert_ptr_nonnull(f = fopen(path, "w"));
	fputs(text, f);
	fclose(f);
	return path;
}

static void
setup(void)
{
	char	cwd[3000];

	visit_start();
	own = file_write("eigene.csv", table);
	ck_assert_ptr_nonnull(getcwd(cwd, sizeof(cwd)));
	ck_assert_int_ge(asprintf(&woo,
	    "%s/tests/fixtures/catalog/woocommerce.csv", cwd), 0);
}

static void
teardown(void)
{
	visit_stop();
	free(own);
	free(woo);
}

static void
sign_in(const char *locale)
{
	char	path[64];

	snprintf(path, sizeof(path), "/locale/%s?to=/connexion", locale);
	browser_visit(b, path);
	if (browser_has(b, "[name=username]")) {
		browser_type(b, "[name=username]", "manager");
		browser_type(b, "[name=password]", shop_password);
		browser_keys(b, KEY_ENTER);
		browser_wait(b, "location.pathname === '/admin'");
	}
	browser_visit(b, "/admin/import");
}

static void
choose(const char *path)
{
	browser_type(b, "[name=file]", path);
	browser_wait(b, "document.querySelectorAll("
	    "'#preview .columns tbody tr').length > 0");
}

static void
map(const char *column, const char *cell)
{
	browser_script(b, "const s = document.querySelector("
	    "'#preview select[aria-label=\"%s\"]'); s.value = '%s';"
	    "s.dispatchEvent(new Event('change'));", column, cell);
	browser_wait(b, "document.querySelector('#preview select[aria-label="
	    "\"%s\"]').value === '%s' && !document.querySelector("
	    "'#preview output').textContent.endsWith('…')", column, cell);
}

static const char *
number(const char *name)
{
	return browser_script(b, "return document.querySelector("
	    "'[data-number=%s]').textContent", name);
}

/* What an earlier run said is taken away: it would be taken for this one's. */
static void
run(void)
{
	browser_script(b, "document.querySelector('#report output')"
	    ".textContent = ''");
	browser_click(b, "#import button");
	browser_wait(b, "document.querySelector('#report output').textContent"
	    " === 'Terminé'");
}

/* S3-BULK-01 */
START_TEST(s3_bulk_01_any_table_moves_in_by_choosing_its_columns)
{
	sign_in("fr");
	browser_errors(b);
	choose(own);
	browser_picture(b, "import-fr-unknown");
	ck_assert_ptr_nonnull(strstr(browser_text(b, "#preview output"),
	    "inconnu"));
	map("Bezeichnung", "name");
	map("VK brutto", "price");
	map("Bestand", "stock");
	map("Artikel", "sku");
	map("Gruppe", "categoryPath");
	browser_wait(b, "document.querySelectorAll('#preview .products"
	    " .create').length === 2");
	ck_assert_ptr_nonnull(strstr(browser_text(b,
	    "#preview .products tbody"), "Teekanne aus Kupfer"));
	ck_assert_ptr_nonnull(strstr(browser_text(b,
	    "#preview .errors tbody"), "VK brutto"));
	browser_script(b, "document.querySelector('#preview').scrollIntoView()");
	browser_picture(b, "import-fr-preview");
	browser_script(b, "document.querySelector('#preview .products')"
	    ".scrollIntoView()");
	browser_picture(b, "import-fr-products");

	browser_click(b, "[name=dryRun]");
	run();
	ck_assert_str_eq(number("created"), "2");
	ck_assert_str_eq(shop_sql("SELECT count(*) FROM product_text"
	    " WHERE slug = 'tasse'"), "0");
	browser_click(b, "[name=dryRun]");
	run();
	ck_assert_str_eq(number("created"), "2");
	ck_assert_str_eq(number("rejected"), "1");
	ck_assert_str_eq(shop_sql("SELECT price_from FROM product p JOIN"
	    " product_text t ON t.product_id = p.id WHERE t.slug = 'tasse'"),
	    "500");
	ck_assert_ptr_nonnull(strstr(browser_text(b, "#report .left tbody"),
	    "Lagerort"));
	ck_assert_ptr_nonnull(strstr(browser_attribute(b, "#report .report",
	    "href"), "/report"));
	browser_picture(b, "import-fr-report");
	ck_assert_str_eq(browser_script(b, "const a = document.querySelector("
	    "'#report .report'); const r = new XMLHttpRequest();"
	    " r.open('GET', a.href, false); r.send();"
	    " return r.status + ' ' + r.responseText.includes('Lagerort')"),
	    "200 true");
	want_no_errors();
}
END_TEST

START_TEST(a_known_export_needs_no_choosing_in_arabic_on_a_phone)
{
	browser_size(b, 390, 844);
	sign_in("ar");
	browser_errors(b);
	choose(woo);
	browser_wait(b, "document.querySelectorAll('#preview .create')"
	    ".length > 3");
	ck_assert_ptr_nonnull(strstr(browser_text(b, "#preview output"),
	    "woocommerce"));
	ck_assert_str_eq(browser_script(b, "return String(document"
	    ".documentElement.scrollWidth <= innerWidth)"), "true");
	browser_picture(b, "import-ar-top");
	browser_script(b, "document.querySelector('#preview .columns')"
	    ".scrollIntoView()");
	browser_picture(b, "import-ar-preview");
	browser_click(b, "#import button");
	browser_wait(b, "document.querySelector('#report output').textContent"
	    " === 'اكتمل'");
	ck_assert_str_eq(number("created"), "7");
	browser_script(b, "document.querySelector('#report').scrollIntoView()");
	browser_picture(b, "import-ar-report");
	want_no_errors();
	browser_size(b, 1280, 900);
}
END_TEST

START_TEST(what_is_no_table_is_refused_at_once)
{
	char	*png = file_write("liste.csv", "\x89PNG\r\n\x1a\n");

	sign_in("fr");
	browser_type(b, "[name=file]", png);
	browser_wait(b, "[...document.querySelectorAll('#import .problem')]"
	    ".some(p => p.textContent.includes('image/png'))");
	browser_picture(b, "import-fr-refused");
	free(png);
}
END_TEST

VISIT_MAIN("import page", setup, teardown,
    s3_bulk_01_any_table_moves_in_by_choosing_its_columns,
    a_known_export_needs_no_choosing_in_arabic_on_a_phone,
    what_is_no_table_is_refused_at_once)
