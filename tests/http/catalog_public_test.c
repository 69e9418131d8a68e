/* SPDX-License-Identifier: ISC */
#include "tests/http/catalog.h"

/* The corner of the catalogue that these tests look at, made once. */
static const char	*top, *below;
static char		 draft_slug[] = "secret-brouillon";

static void
corner_open(void)
{
	char	 more[256];
	int	 i;

	clients_open();
	if (top != NULL)
		return;
	top = category_new(owner, "Coin public", NULL);
	below = category_new(owner, "Coin dessous", top);
	for (i = 0; i < 5; i++) {
		snprintf(more, sizeof(more), ",\"basePrice\":%d" ACTIVE
		    ",\"isFeatured\":%s,\"isNew\":%s", 10 * (i + 1),
		    i == 1 ? "true" : "false", i == 2 ? "true" : "false");
		product_new("Lanterne", i < 3 ? top : below, more);
	}
	product_new("Secret brouillon", top, ",\"basePrice\":1");
}

static struct answer *
list_get(const char *query)
{
	char	 path[512];

	snprintf(path, sizeof(path), PUBLIC "?category=%s%s", top, query);
	return client_get(anyone, path);
}

/* S3-API-26, S0-GEN-07, C-17: the union of page members. */
START_TEST(s3_api_16_the_public_list_is_active_products_by_page)
{
	struct answer	*a;

	corner_open();
	a = list_get("&limit=2&sort=price_asc");
	want(a, 200);
	want_at(a, "success", "true");
	want_at(a, "pagination.page", "1");
	want_at(a, "pagination.limit", "2");
	want_at(a, "pagination.pageSize", "2");
	want_at(a, "pagination.total", "5");
	want_at(a, "pagination.totalPages", "3");
	want_at(a, "pagination.hasNext", "true");
	want_at(a, "pagination.hasPrev", "false");
	want_at(a, "data.0.priceFrom", "10.00");
	want_at(a, "data.0.image", "/media/a.webp");
	want_at(a, "data.0.categorySlug", "coin-public");
	want_at(a, "data.0.currency", "EUR");
	ck_assert_ptr_null(answer_at(a, "data.2"));
	a = list_get("&limit=2&page=3&sort=price_asc");
	want_at(a, "data.0.priceFrom", "50.00");
	want_at(a, "pagination.hasNext", "false");
	want_at(a, "pagination.hasPrev", "true");
	a = list_get("&pageSize=3");
	want_at(a, "pagination.limit", "3");
	a = client_get(anyone, PUBLIC);
	want(a, 200);
	want_at(a, "pagination.total", shop_sql("SELECT count(*) FROM product"
	    " WHERE status = 'ACTIVE'"));
	a = client_get(anyone, PUBLIC "?category=coin-dessous");
	want_at(a, "pagination.total", "2");
}
END_TEST

START_TEST(s3_api_16_filters_narrow_the_list)
{
	static const struct { const char *query, *total, *first; } t[] = {
		{ "&featured=true", "1", "20.00" },
		{ "&featured=false&sort=price_desc", "4", "50.00" },
		{ "&new=true", "1", "30.00" },
		{ "&minPrice=20&maxPrice=40&sort=price_asc", "3", "20.00" },
		{ "&minPrice=20.01&sort=price_asc", "3", "30.00" },
		{ "&sort=oldest", "5", "10.00" },
		{ "&sort=newest", "5", "50.00" },
		{ "&sort=featured", "5", "20.00" },
		{ "&minPrice=9999", "0", NULL },
		{ "&q=lanterne&sort=price_asc", "5", "10.00" },
		{ "&q=inexistant", "0", NULL },
	};
	struct answer	*a;
	size_t		 i;

	corner_open();
	for (i = 0; i < COUNT(t); i++) {
		a = list_get(t[i].query);
		want(a, 200);
		want_at(a, "pagination.total", t[i].total);
		if (t[i].first != NULL)
			want_at(a, "data.0.priceFrom", t[i].first);
	}
}
END_TEST

START_TEST(s4_perf_06_a_cursor_goes_on_where_the_page_ended)
{
	struct answer	*a;
	char		 query[400], cursor[300], last[32] = "";
	int		 pages, rows = 0;

	corner_open();
	a = list_get("&limit=2&sort=price_asc");
	for (pages = 1; pages < 9; pages++) {
		rows += answer_at(a, "data.1") != NULL ? 2 : 1;
		snprintf(last, sizeof(last), "%s",
		    answer_at(a, "data.0.priceFrom"));
		if (answer_at(a, "pagination.nextCursor") == NULL ||
		    strcmp(answer_at(a, "pagination.hasNext"), "true") != 0)
			break;
		snprintf(cursor, sizeof(cursor), "%s",
		    answer_at(a, "pagination.nextCursor"));
		snprintf(query, sizeof(query),
		    "&limit=2&sort=price_asc&cursor=%s", cursor);
		a = list_get(query);
		want(a, 200);
		want_at(a, "pagination.total", "5");
	}
	ck_assert_int_eq(pages, 3);
	ck_assert_int_eq(rows, 5);
	ck_assert_str_eq(last, "50.00");
	snprintf(query, sizeof(query), "&limit=2&sort=price_desc&cursor=%s",
	    cursor);
	a = list_get(query);
	want(a, 400);
	ck_assert_ptr_nonnull(answer_at(a, "error.details.cursor"));
}
END_TEST

/* S1-PERF-03, S3-API-27 */
START_TEST(queries_that_make_no_sense_are_400)
{
	static const char *const	 queries[] = {
		"?limit=101", "?limit=-1", "?limit=ten", "?page=0",
		"?page=101&limit=100", "?page=9223372036854775808",
		"?limit=5&limit=5", "?sort=newest&sort=oldest",
		"?sort=updated", "?status=DRAFT", "?sku=A",
		"?featured=yes", "?minPrice=1.999", "?minPrice=-5",
		"?minPrice=1e5", "?minPrice=NaN", "?maxPrice=99999999999999",
		"?minPrice=5&maxPrice=4", "?colour=red", "?category=nulle-part",
		"?cursor=AAAA", "?q=%FF", "?q=%00",
		"/search", "/search?q=", "/search?q=a&q=b", "/search?sort=x",
		"/suggest", "/suggest?q=a&limit=5",
	};
	char		 path[160];
	size_t		 i;
	struct answer	*a;

	corner_open();
	for (i = 0; i < COUNT(queries); i++) {
		snprintf(path, sizeof(path), PUBLIC "%s", queries[i]);
		a = client_get(anyone, path);
		ck_assert_msg(a->status == 400, "%s: %d", path, a->status);
		want_at(a, "success", "false");
	}
}
END_TEST

START_TEST(s3_api_17_a_product_is_found_by_its_slug_in_any_language)
{
	struct answer	*a;
	char		 path[128];

	corner_open();
	product_new("Fontaine", top, ",\"basePrice\":7" ACTIVE
	    ",\"slug\":\"fontaine-http\",\"translations\":[{\"locale\":\"en\","
	    "\"slug\":\"fountain-http\",\"name\":\"Fountain\","
	    "\"description\":\"" TEXT "\"}]");
	client_header(anyone, "Accept-Language: fr");
	a = client_get(anyone, PUBLIC "/fountain-http");
	want(a, 200);
	want_at(a, "data.name", "Fontaine");
	want_at(a, "data.slug", "fontaine-http");
	want_at(a, "data.translations.0.slug", "fountain-http");
	client_header(anyone, NULL);
	client_header(anyone, "Accept-Language: en");
	a = client_get(anyone, PUBLIC "/fontaine-http");
	client_header(anyone, NULL);
	want_at(a, "data.name", "Fountain");
	want(client_get(anyone, PUBLIC "/nulle-part"), 404);
	snprintf(path, sizeof(path), PUBLIC "/%s", draft_slug);
	a = client_get(anyone, path);
	want(a, 404);
	ck_assert_ptr_null(strstr(a->body, "brouillon"));
	want(client_json(anyone, "POST", PUBLIC "/fontaine-http", "{}"), 405);
}
END_TEST

/* S4-DB-09: kept answers end with the edit that makes them old. */
START_TEST(what_was_changed_is_shown_at_once)
{
	const char	*id;
	struct answer	*a;

	corner_open();
	id = product_new("Bougie", top, ",\"basePrice\":7" ACTIVE
	    ",\"slug\":\"bougie-http\"");
	want_at(client_get(anyone, PUBLIC "/bougie-http"), "data.priceFrom",
	    "7.00");
	want(client_json(owner, "PATCH", path_of(PRODUCTS, id, ""),
	    "{\"basePrice\":8}"), 200);
	want_at(client_get(anyone, PUBLIC "/bougie-http"), "data.priceFrom",
	    "8.00");
	want(client_json(owner, "PATCH", path_of(PRODUCTS, id, ""),
	    "{\"status\":\"INACTIVE\"}"), 200);
	a = client_get(anyone, PUBLIC "/bougie-http");
	want(a, 404);
}
END_TEST

/* S3-SRCH-01, S3-STK-05: and a literal path beats the slug "search". */
START_TEST(s3_api_18_search_finds_words_in_all_languages)
{
	static const struct { const char *q, *total; } t[] = {
		{ "samovar", "1" }, { "SAMOVAR%20%C3%A9maill%C3%A9", "1" },
		{ "emaille", "1" }, { "samo", "1" },
		{ "%D8%B3%D9%85%D8%A7%D9%88%D8%B1", "1" },
		{ "urn", "1" }, { "samovar%20absent", "0" },
		{ "%22%20OR%20*", "0" },
	};
	struct answer	*a;
	char		 path[256];
	size_t		 i;

	corner_open();
	product_new("Samovar émaillé", top, ",\"basePrice\":7" ACTIVE
	    ",\"translations\":[{\"locale\":\"en\",\"name\":\"Enamel urn\","
	    "\"description\":\"A very long text.\"},{\"locale\":\"ar\","
	    "\"name\":\"سماور مطلي\",\"description\":\"وصف طويل بما يكفي\"}]");
	product_new("Samovar brouillon", top, "");
	for (i = 0; i < COUNT(t); i++) {
		snprintf(path, sizeof(path), PUBLIC "/search?q=%s", t[i].q);
		a = client_get(anyone, path);
		want(a, 200);
		want_at(a, "pagination.total", t[i].total);
	}
	a = client_get(anyone, PUBLIC "/search?q=samovar");
	want_at(a, "data.0.slug", "samovar-emaille");
	ck_assert_ptr_null(answer_at(a, "data.1"));
}
END_TEST

START_TEST(target_03_search_forgives_typing_errors)
{
	static const struct { const char *q, *total; } t[] = {
		{ "gueirdon", "1" }, { "ugeridon", "1" },
		{ "gueridno%20laqu%C3%A9", "1" },
		{ "%D9%85%D9%86%D8%AF%D8%B6%D8%A9", "1" },
		{ "guxrxdxn", "0" }, { "nru", "0" }, { "gueirdon%20absent", "0" },
	};
	struct answer	*a;
	char		 path[256];
	size_t		 i;

	corner_open();
	product_new("Guéridon laqué", top, ",\"basePrice\":7" ACTIVE
	    ",\"translations\":[{\"locale\":\"en\",\"name\":\"Low urn\","
	    "\"description\":\"A very long text.\"},{\"locale\":\"ar\","
	    "\"name\":\"منضدة مطلية\",\"description\":\"وصف طويل بما يكفي\"}]");
	for (i = 0; i < COUNT(t); i++) {
		snprintf(path, sizeof(path), PUBLIC "/search?q=%s", t[i].q);
		a = client_get(anyone, path);
		want(a, 200);
		want_at(a, "pagination.total", t[i].total);
		if (*t[i].total == '1')
			want_at(a, "data.0.slug", "gueridon-laque");
	}
	a = client_get(anyone, "/recherche?q=gueirdon");
	want(a, 200);
	ck_assert_ptr_nonnull(strstr(a->body, "/gueridon-laque\""));
}
END_TEST

START_TEST(s3_srch_02_suggestions_are_at_most_eight_names)
{
	struct answer	*a;
	int		 i;

	corner_open();
	for (i = 0; i < 10; i++)
		product_new("Zellige", top, ",\"basePrice\":7" ACTIVE);
	a = client_get(anyone, PUBLIC "/suggest?q=zel");
	want(a, 200);
	want_at(a, "data.0.name", "Zellige");
	ck_assert_ptr_nonnull(answer_at(a, "data.7.slug"));
	ck_assert_ptr_null(answer_at(a, "data.8"));
	a = client_get(anyone, PUBLIC "/suggest?q=introuvable");
	want(a, 200);
	ck_assert_ptr_null(answer_at(a, "data.0"));
}
END_TEST

SUITE_MAIN("catalog public",
    s3_api_16_the_public_list_is_active_products_by_page,
    s3_api_16_filters_narrow_the_list,
    s4_perf_06_a_cursor_goes_on_where_the_page_ended,
    queries_that_make_no_sense_are_400,
    s3_api_17_a_product_is_found_by_its_slug_in_any_language,
    what_was_changed_is_shown_at_once,
    s3_api_18_search_finds_words_in_all_languages,
    target_03_search_forgives_typing_errors,
    s3_srch_02_suggestions_are_at_most_eight_names)
