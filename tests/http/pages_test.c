/* SPDX-License-Identifier: ISC */
/*
 * What pages say to those who are not people: heads, data, sitemap, robots;
 * where they lead; and that one rendering holds nothing of one visitor.
 */
#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "tests/http/shop.h"
#include "tests/suite.h"

#define OURS	"/media/0a/123456789abcdef0123456789abcde"

static struct client	*visitor, *owner;

static void
shop_fill(void)
{
	struct answer	*a;
	char		*category;

	a = client_json(owner, "POST", "/api/admin/categories",
	    "{\"name\":\"Essais & <tests>\",\"translations\":["
	    "{\"locale\":\"ar\",\"name\":\"تجارب\"}]}");
	want(a, 201);
	category = strdup(answer_at(a, "data.id"));
	want(client_json(owner, "POST", "/api/admin/products",
	    "{\"name\":\"Lampe d'essai\",\"description\":\"Une lampe pour "
	    "les essais.\",\"categoryId\":\"%s\",\"basePrice\":\"1234.50\","
	    "\"status\":\"ACTIVE\",\"images\":[{\"url\":"
	    "\"https://example.org/lampe.jpg\"},{\"url\":\"" OURS
	    "/1920.jpg\"}],\"seoTitle\":\"La lampe\","
	    "\"seoDescription\":\"Elle éclaire.\",\"translations\":["
	    "{\"locale\":\"ar\",\"name\":\"مصباح تجريبي\",\"description\":"
	    "\"مصباح للتجارب فقط.\"}]}", category), 201);
	want(client_json(owner, "POST", "/api/admin/products",
	    "{\"name\":\"Brouillon secret\",\"description\":\"Pas encore "
	    "en vente.\",\"categoryId\":\"%s\"}", category), 201);
	free(category);
}

static void
setup(void)
{
	shop_start();
	visitor = client_new();
	owner = client_login("owner");
	shop_fill();
}

static void
teardown(void)
{
	client_free(visitor);
	client_free(owner);
	shop_stop();
}

static struct answer *
page(const char *path, const char *language)
{
	struct answer	*a;
	char		*line;

	ck_assert_int_ge(asprintf(&line, "Accept-Language: %s", language), 0);
	client_header(visitor, NULL);
	client_header(visitor, "Accept: text/html");
	client_header(visitor, line);
	a = client_get(visitor, path);
	free(line);
	return a;
}

#define holds(answer, text) \
	ck_assert_msg(strstr((answer)->body, text) != NULL, \
	    "no %s in %.2000s", text, (answer)->body)
#define lacks(answer, text) \
	ck_assert_msg(strstr((answer)->body, text) == NULL, \
	    "%s is in %.2000s", text, (answer)->body)

/* S3-UI-12 */
START_TEST(s3_ui_12_a_product_describes_itself_to_engines)
{
	struct answer	*a = page("/produit/lampe-d-essai", "fr");

	want(a, 200);
	ck_assert_str_eq(answer_header(a, "Content-Type"),
	    "text/html; charset=utf-8");
	holds(a, "<html lang=\"fr\" dir=\"ltr\">");
	holds(a, "<title>La lampe – ");
	holds(a, "name=\"description\" content=\"Elle éclaire.\"");
	holds(a, "rel=\"canonical\" href=\"https://");
	holds(a, "/produit/lampe-d-essai\"");
	holds(a, "hreflang=\"ar\"");
	holds(a, "?lang=ar\"");
	holds(a, "hreflang=\"x-default\"");
	holds(a, "property=\"og:title\" content=\"La lampe\"");
	holds(a, OURS "/1280.jpg\"");
	holds(a, "property=\"og:image\" content=\"https://localhost:");
	holds(a, "<source type=\"image/webp\" srcset=\"" OURS
	    "/160.webp 160w, ");
	lacks(a, "example.org");
	holds(a, "\"@type\":\"Product\"");
	holds(a, "\"price\":1234.5");
	holds(a, "\"@type\":\"BreadcrumbList\"");
	holds(a, "<h1><bdi>Lampe d&#39;essai</bdi></h1>");
	lacks(a, "noindex");
}
END_TEST

/* S4-I18N-01 S4-I18N-02 */
START_TEST(s4_i18n_02_the_language_is_the_cookies_else_the_browsers)
{
	static const struct { const char *accept, *html; } t[] = {
		{ "fr", "lang=\"fr\" dir=\"ltr\"" },
		{ "en-GB,en;q=0.8", "lang=\"en\" dir=\"ltr\"" },
		{ "ar", "lang=\"ar\" dir=\"rtl\"" },
		{ "tlh, ar;q=0.5, en;q=0.4", "lang=\"ar\" dir=\"rtl\"" },
		{ "tlh", "lang=\"fr\" dir=\"ltr\"" },
	};
	struct answer	*a;
	size_t		 i;

	for (i = 0; i < sizeof(t) / sizeof(t[0]); i++) {
		a = page("/", t[i].accept);
		want(a, 200);
		holds(a, t[i].html);
	}
	want(page("/locale/en?to=/catalogue", "ar"), 303);
	holds(page("/", "ar"), "lang=\"en\"");
	holds(page("/?lang=ar", "fr"), "lang=\"ar\" dir=\"rtl\"");
	holds(page("/produit/lampe-d-essai?lang=ar", "fr"), "مصباح تجريبي");
	client_free(visitor);
	visitor = client_new();
}
END_TEST

START_TEST(s4_i18n_01_a_number_of_things_is_said_as_each_language_does)
{
	holds(page("/recherche?q=lampe", "fr"), "1 produit<");
	holds(page("/recherche?q=lampe", "en"), "1 product<");
	holds(page("/recherche?q=lampe", "ar"), "منتج واحد<");
}
END_TEST

/* W09 */
START_TEST(a_change_of_language_leads_to_this_site_only)
{
	static const char *const	 evil[] = { "//evil.example",
		"/%5Cevil.example", "https:evil.example", "@evil.example",
		"https://evil.example", "%5C%5Cevil.example", "evil",
		"/%09/evil.example" };
	struct answer	*a;
	char		*path;
	size_t		 i;

	for (i = 0; i < sizeof(evil) / sizeof(evil[0]); i++) {
		ck_assert_int_ge(asprintf(&path, "/locale/en?to=%s", evil[i]),
		    0);
		a = page(path, "fr");
		ck_assert_msg(a->status == 400, "%s: %d", evil[i], a->status);
		ck_assert_ptr_null(answer_header(a, "Location"));
		ck_assert_ptr_null(answer_header(a, "Set-Cookie"));
		free(path);
	}
	want(page("/locale/de?to=/", "fr"), 404);
	a = page("/locale/ar?to=/catalogue%3Fpage=1", "fr");
	want(a, 303);
	ck_assert_str_eq(answer_header(a, "Location"), "/catalogue?page=1");
	ck_assert_ptr_nonnull(strstr(answer_header(a, "Set-Cookie"),
	    "locale=ar"));
	client_free(visitor);
	visitor = client_new();
}
END_TEST

START_TEST(a_public_page_is_the_same_for_everybody)
{
	static const char *const	 paths[] = { "/", "/catalogue",
		"/produit/lampe-d-essai" };
	char		*body;
	size_t		 i;

	for (i = 0; i < sizeof(paths) / sizeof(paths[0]); i++) {
		body = strdup(page(paths[i], "fr")->body);
		client_header(owner, "Accept-Language: fr");
		ck_assert_msg(strcmp(client_get(owner, paths[i])->body,
		    body) == 0, "%s tells people apart", paths[i]);
		client_header(owner, NULL);
		free(body);
	}
}
END_TEST

START_TEST(nothing_a_visitor_types_into_an_address_breaks_a_page)
{
	static const struct { const char *path; int status; } t[] = {
		{ "/catalogue?page=0", 200 }, { "/catalogue?page=x", 200 },
		{ "/catalogue?page=-1&minPrice=&maxPrice=", 200 },
		{ "/catalogue?minPrice=abc&maxPrice=1e9&sort=nonsense", 200 },
		{ "/catalogue?minPrice=99999999999999999999", 200 },
		{ "/catalogue?minPrice=10,5", 200 },
		{ "/catalogue?utm_source=x&fbclid=y", 200 },
		{ "/catalogue?page=99", 404 }, { "/catalogue/nothing", 404 },
		{ "/produit/nothing", 404 }, { "/produit/brouillon-secret",
		404 }, { "/recherche?q=", 200 },
		{ "/recherche?q=%22*%28", 200 },
		{ "/?lang=xx", 200 }, { "/nowhere", 404 },
	};
	struct answer	*a;
	size_t		 i;

	for (i = 0; i < sizeof(t) / sizeof(t[0]); i++) {
		a = page(t[i].path, "fr");
		ck_assert_msg(a->status == t[i].status, "%s: %d, want %d",
		    t[i].path, a->status, t[i].status);
	}
}
END_TEST

START_TEST(prices_filter_and_sort_the_catalogue)
{
	holds(page("/catalogue?minPrice=1234,50&maxPrice=1234.5", "fr"),
	    "/produit/lampe-d-essai");
	lacks(page("/catalogue?maxPrice=1234.49", "fr"),
	    "/produit/lampe-d-essai");
	holds(page("/catalogue?sort=price_desc", "fr"),
	    "value=\"price_desc\" selected");
}
END_TEST

START_TEST(the_sitemap_names_what_is_on_sale_and_nothing_else)
{
	struct answer	*a = page("/sitemap.xml", "fr");

	want(a, 200);
	ck_assert_ptr_nonnull(strstr(answer_header(a, "Content-Type"),
	    "application/xml"));
	holds(a, "/produit/lampe-d-essai</loc><lastmod>2");
	holds(a, "/catalogue/essais-tests</loc>");
	lacks(a, "brouillon-secret");
	lacks(a, "/admin");
	a = page("/robots.txt", "fr");
	want(a, 200);
	holds(a, "Disallow: /admin\n");
	holds(a, "/sitemap.xml\n");
}
END_TEST

/* S4-SEC-12 */
START_TEST(s4_sec_12_errors_are_pages_for_people_in_their_language)
{
	static const struct { const char *language, *title; } t[] = {
		{ "fr", "Page introuvable" }, { "en", "Page not found" },
		{ "ar", "الصفحة غير موجودة" },
	};
	struct answer	*a;
	size_t		 i;

	for (i = 0; i < sizeof(t) / sizeof(t[0]); i++) {
		a = page("/no/such/page", t[i].language);
		want(a, 404);
		holds(a, t[i].title);
		holds(a, "action=\"/recherche\"");
		holds(a, "noindex");
	}
	a = client_send(visitor, "DELETE", "/catalogue", NULL, NULL, 0);
	want(a, 405);
	ck_assert_ptr_nonnull(answer_header(a, "Allow"));
}
END_TEST

START_TEST(the_shopkeepers_pages_are_for_staff)
{
	static const char *const	 paths[] = { "/admin",
		"/admin/produits", "/admin/import" };
	struct answer	*a;
	size_t		 i;

	for (i = 0; i < sizeof(paths) / sizeof(paths[0]); i++) {
		a = page(paths[i], "fr");
		want(a, 303);
		ck_assert_ptr_nonnull(strstr(answer_header(a, "Location"),
		    "/connexion?to=%2Fadmin"));
		a = client_get(owner, paths[i]);
		want(a, 200);
		ck_assert_str_eq(answer_header(a, "Cache-Control"),
		    "no-store");
		holds(a, "name=\"csrf-token\" content=\"");
		holds(a, "noindex");
	}
	holds(client_get(owner, "/admin/produits?status=DRAFT"),
	    "Brouillon secret");
	lacks(client_get(owner, "/admin/produits?status=ACTIVE"),
	    "Brouillon secret");
	a = client_get(owner, "/connexion?to=//evil.example");
	want(a, 303);
	ck_assert_str_eq(answer_header(a, "Location"), "/admin");
}
END_TEST

/* S0-Q-08 S1-GEN-12 S3-DOC-01 */
START_TEST(s3_doc_01_the_api_page_shows_every_documented_route)
{
	struct answer	*a = page("/api/docs", "fr");

	want(a, 200);
	holds(a, "/api/auth/login</code>");
	holds(a, "/api/admin/products/{id}</code>");
	holds(a, "/api/public/products/search</code>");
	holds(a, "id=\"schema-Product\"");
	holds(a, "curl -X POST https://");
	lacks(a, "http-equiv");
	a = page("/api/openapi.json", "fr");
	want(a, 200);
	want_at(a, "openapi", "3.1.0");
}
END_TEST

int
main(void)
{
	const TTest *const	 tests[] = {
		s3_ui_12_a_product_describes_itself_to_engines,
		s4_i18n_02_the_language_is_the_cookies_else_the_browsers,
		s4_i18n_01_a_number_of_things_is_said_as_each_language_does,
		a_change_of_language_leads_to_this_site_only,
		a_public_page_is_the_same_for_everybody,
		nothing_a_visitor_types_into_an_address_breaks_a_page,
		prices_filter_and_sort_the_catalogue,
		the_sitemap_names_what_is_on_sale_and_nothing_else,
		s4_sec_12_errors_are_pages_for_people_in_their_language,
		the_shopkeepers_pages_are_for_staff,
		s3_doc_01_the_api_page_shows_every_documented_route,
	};
	const struct suite	 suite = { "pages", setup, teardown, false, 60 };

	return suite_of(&suite, tests,
	    sizeof(tests) / sizeof(tests[0]));
}
