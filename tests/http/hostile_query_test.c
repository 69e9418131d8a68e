/* SPDX-License-Identifier: ISC */
/* Queries made to hurt, of the API and of pages. */
#include "tests/http/hostile.h"

START_TEST(limits_are_raised_and_the_workers_looked_at)
{
	hostile_begin();
	product_new("Cible", category_new(owner, "Cible", NULL),
	    ",\"slug\":\"cible\",\"basePrice\":5" ACTIVE);
}
END_TEST

/* ---- queries ------------------------------------------------------------------- */

START_TEST(e16_repeated_and_absurd_query_values_are_refused_by_name)
{
	static const struct { const char *query, *field; } t[] = {
		{ "page=1&page=1", "page" }, { "page=0", "page" },
		{ "page=-1", "page" }, { "page=1.5", "page" },
		{ "page=1e3", "page" }, { "page=0x10", "page" },
		{ "page=9223372036854775808", "page" },
		{ "page=%201", "page" }, { "page=1%00", "page" },
		{ "limit=101", "limit" }, { "limit=0", "limit" },
		{ "limit=-1", "limit" }, { "limit=NaN", "limit" },
		{ "limit=99999999999999999999", "limit" },
		{ "limit=10&limit=20", "limit" },
		{ "limit=10&pageSize=20", "pageSize" },
		{ "page[]=1", "page[]" }, { "page%5B0%5D=1", "page[0]" },
		{ "minPrice=1.001", "minPrice" }, { "minPrice=-1", "minPrice" },
		{ "minPrice=NaN", "minPrice" }, { "minPrice=1e9", "minPrice" },
		{ "minPrice=99999999999999999999", "minPrice" },
		{ "maxPrice=Infinity", "maxPrice" },
		{ "featured=2", "featured" }, { "featured=yes", "featured" },
		{ "new=null", "new" }, { "sort=name%3bdrop", "sort" },
		{ "sort=price_from%20desc", "sort" },
		{ "sort=newest&sort=oldest", "sort" },
		{ "cursor=AAAA", "cursor" }, { "cursor=%00", "cursor" },
		{ "cursor=../../etc", "cursor" },
		{ "category=x&category=y", "category" },
		{ "options=x", "options" }, { "vendor=a,,b", "vendor" },
		{ "tag=,", "tag" }, { "inStock=yes", "inStock" },
		{ "collection=none", "collection" },
		{ "q=%ff", "q" }, { "q=%c0%ae", "q" }, { "q=%ed%a0%80", "q" },
		{ "q=%00", "q" }, { "q=a%00b", "q" }, { "q=%zz", "q" },
		{ "q=%", "q" }, { "q=a&q=b", "q" }, { "status=SOLD", "status" },
		{ "brandId=x", "brandId" }, { "__proto__=1", "__proto__" },
		{ "%ff=1", "query" },
	};
	char	 path[200], *before = stored();

	for (size_t i = 0; i < COUNT(t); i++) {
		snprintf(path, sizeof(path), PUBLIC "?%s", t[i].query);
		want_refused(anyone, "GET", path, NULL, 0, t[i].field);
	}
	want_stored(before);
}
END_TEST

/* Nothing that a visitor can type makes a page fail. */
START_TEST(pages_bear_any_query)
{
	static const char *const pages[] = { "/", "/catalogue",
	    "/catalogue/cible", "/collections/x", "/produit/cible", "/recherche", "/connexion",
	    "/admin", "/admin/produits", "/admin/collections",
	    "/admin/collections/nouvelle", "/admin/import" };
	static const char *const queries[] = { "page=0", "page=-1",
	    "page=99999999999999999999", "page=1&page=2", "page[]=1",
	    "minPrice=abc&maxPrice=-1", "minPrice=1.001", "sort=x'--",
	    "options=x&vendor=,&tag=a,,b&inStock=2", "options=a:b&tag=%5C",
	    "vendor=%22%3e%3cscript%3e&options=%3ca:%22%3e",
	    "category=x&new=1&featured=0", "minPrice=9&maxPrice=1",
	    "lang=xx", "lang=../../etc", "q=%22%3e%3csvg%20onload%3d1%3e",
	    "q=AND%20OR%20NOT%20NEAR(%22*", "q=%27%22%3b--", "colour=red",
	    "status=x", "to=https://evil.test", "to=//evil.test",
	    "to=/%5cevil.test", "to=%0d%0aX-Evil:1" };
	struct answer	*a;
	char		 path[200];

	for (size_t i = 0; i < COUNT(pages); i++)
		for (size_t k = 0; k < COUNT(queries); k++) {
			snprintf(path, sizeof(path), "%s?%s", pages[i],
			    queries[k]);
			a = client_get(owner, path);
			ck_assert_msg(a->status < 500 && a->status >= 200,
			    "%s: %d", path, a->status);
			ck_assert_ptr_null(strcasestr(a->head, "\nx-evil"));
			ck_assert_ptr_null(strcasestr(a->head,
			    "location: https://evil"));
			ck_assert_ptr_null(strcasestr(a->head,
			    "location: //evil"));
			ck_assert_ptr_null(strcasestr(a->head,
			    "location: /\\"));
		}
}
END_TEST

START_TEST(no_worker_ended_or_grew)
{
	hostile_end();
}
END_TEST

SUITE_MAIN("hostile query",
    limits_are_raised_and_the_workers_looked_at,
    e16_repeated_and_absurd_query_values_are_refused_by_name,
    pages_bear_any_query,
    no_worker_ended_or_grew)
