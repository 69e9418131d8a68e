/* SPDX-License-Identifier: ISC */
#include <inttypes.h>

#include "lib/catalog/import_value.h"
#include "tests/unit/import_shop.h"
#include "tests/suite.h"

/* Rows of every table that an import may write. */
#define EVERYTHING \
	"(SELECT count(*) FROM product) || '/' ||" \
	" (SELECT count(*) FROM product_text) || '/' ||" \
	" (SELECT count(*) FROM product_variation) || '/' ||" \
	" (SELECT count(*) FROM product_image) || '/' ||" \
	" (SELECT count(*) FROM product_price) || '/' ||" \
	" (SELECT count(*) FROM category) || '/' ||" \
	" (SELECT count(*) FROM audit_log WHERE entity_type <> 'Import')" \
	" || '/' || (SELECT coalesce(sum(version), 0) FROM product)"

/* ---- whole files ------------------------------------------------------- */

/* S3-API-07 */
START_TEST(s3_api_07_shopify_exports_come_in_whole)
{
	want_tally(fixture_import("shopify_apparel", false),
	    "done 22/20/0/0/0");
	want_sql("SELECT count(*) FROM product", "20");
	want_sql("SELECT count(*) FROM product WHERE status = 'ACTIVE'", "20");
	want_sql("SELECT count(*) FROM product_variation", "22");
	want_sql("SELECT v.value FROM product_variation v JOIN product_text t"
	    " ON t.product_id = v.product_id"
	    " WHERE t.slug = 'classic-varsity-top'"
	    " ORDER BY v.position LIMIT 1", "Small");
	want_sql("SELECT name FROM category_text WHERE locale = 'fr'",
	    "Divers");
	want_sql("SELECT products FROM category", "20");

	want_tally(fixture_import("shopify_home-and-garden", false),
	    "done 21/20/0/0/0");
	want_sql("SELECT count(*) FROM category", "3");
	want_sql("SELECT price_from FROM product p JOIN product_text t"
	    " ON t.product_id = p.id WHERE t.slug = 'clay-plant-pot'", "999");
	want_sql("SELECT a.amount FROM variation_price a"
	    " JOIN product_variation v ON v.id = a.variation_id"
	    " JOIN product_text t ON t.product_id = v.product_id"
	    " WHERE t.slug = 'clay-plant-pot'", "1599");
	want_sql("SELECT description FROM product_text"
	    " WHERE slug = 'clay-plant-pot'",
	    "Classic blown clay pot for plants");
	want_sql("SELECT count(*) FROM product_image i JOIN product_text t"
	    " ON t.product_id = i.product_id WHERE t.slug = 'clay-plant-pot'",
	    "2");
}
END_TEST

START_TEST(a_file_read_twice_changes_nothing)
{
	static const char *const	 names[] = { "shopify_apparel",
	    "shopify_home-and-garden" };
	const char			*before;
	size_t				 i;

	for (i = 0; i < 2; i++) {
		fixture_import(names[i], false);
		before = sql("SELECT " EVERYTHING);
		want_tally(fixture_import(names[i], false), i == 0 ?
		    "done 22/0/0/20/0" : "done 21/0/0/20/0");
		ck_assert_str_eq(sql("SELECT " EVERYTHING), before);
	}
}
END_TEST

START_TEST(a_dry_run_reports_and_writes_nothing)
{
	const char	*before = sql("SELECT " EVERYTHING);
	const char	*lines = "slug,name,price\na-one,Product one,12\n"
			    "b-two,,13\nc-three,Three,x\n";
	const struct value	*v;

	want_tally(fixture_import("shopify_home-and-garden", true),
	    "done 21/20/0/0/0");
	ck_assert_str_eq(sql("SELECT " EVERYTHING), before);
	v = bytes_import(lines, strlen(lines), true);
	want_tally(v, "done 3/1/0/0/2");
	want_errors(v, "3 name IMPORT_NO_NAME, 4 price IMPORT_PRICE");
	ck_assert_int_eq(v[IMPORT_DRY_RUN].num, 1);
	ck_assert_str_eq(sql("SELECT " EVERYTHING), before);
	want_sql("SELECT count(*) FROM catalog_import_error", "2");
	want_tally(text_import(lines), "done 3/1/0/0/2");
}
END_TEST

/* A dry run has taken back what stood further up, and tells all the same. */
START_TEST(a_sku_that_stands_twice_is_told_of_by_a_dry_run_too)
{
	char			*text = arena_alloc(store.arena, 1 << 16);
	size_t			 n;
	const struct value	*v;
	int			 i;

	n = (size_t)sprintf(text, "slug,name,price,sku\n");
	for (i = 0; i < 450; i++)
		n += (size_t)sprintf(text + n, "p-%d,Product,1,S-%d\n", i,
		    i == 440 ? 3 : i);
	v = bytes_import(text, n, true);
	want_tally(v, "done 450/449/0/0/1");
	want_errors(v, "442 sku SKU_TAKEN");
	want_sql("SELECT count(*) FROM product", "0");
	v = bytes_import(text, n, false);
	want_tally(v, "done 450/449/0/0/1");
	want_errors(v, "442 sku SKU_TAKEN");
}
END_TEST

/* As many columns as a line may have, and one more. */
START_TEST(a_line_has_1024_cells_at_most)
{
	char	*text = arena_alloc(store.arena, 1 << 16);
	int	 columns, i;
	size_t	 n;

	for (columns = 1024; columns <= 1025; columns++) {
		n = (size_t)sprintf(text, "Handle,Title,Variant Price");
		for (i = 3; i < columns; i++)
			n += (size_t)sprintf(text + n, ",C%d", i);
		sprintf(text + n, "\nwide,Wide,1\n");
		want_errors(text_import(text), columns == 1024 ? "" :
		    "1  IMPORT_CELL");
	}
	want_sql("SELECT count(*) FROM product", "1");
}
END_TEST

/* Not one of these can be read at all; the reason stands on a line. */
static const struct {
	const char	*what, *bytes;
	size_t		 len;
	const char	*errors;
} unreadable[] = {
	{ "nothing", "", 0, "1  IMPORT_EMPTY" },
	{ "a header alone", "slug,name,price\n", 16, "1  IMPORT_EMPTY" },
	{ "blank lines only", "slug,name,price\n,,\n\n", 20,
	  "1  IMPORT_EMPTY" },
	{ "other columns", "foo,bar\n1,2\n", 12, "1 name IMPORT_COLUMNS" },
	{ "no price", "slug,name\na,b\n", 14, "1 price IMPORT_COLUMNS" },
	{ "a column nobody knows", "slug,name,price,colour\na,b,1,c\n", 31,
	  "1 colour IMPORT_COLUMNS" },
	{ "zeros", "\0\0\0\0", 4, "1  IMPORT_ENCODING" },
	{ "a broken header", "\"slug\"x,name\n", 13, "1  IMPORT_QUOTE" },
};

START_TEST(a_file_that_cannot_be_read_fails_and_says_why)
{
	const struct value	*v = bytes_import(unreadable[_i].bytes,
				    unreadable[_i].len, false);

	ck_assert_msg(strcmp(v[IMPORT_STATUS].text, "failed") == 0, "%s: %s",
	    unreadable[_i].what, tally(v));
	want_errors(v, unreadable[_i].errors);
	want_sql("SELECT " EVERYTHING, "0/0/0/0/0/0/0/0");
}
END_TEST

/* ---- bad lines --------------------------------------------------------- */

#define GOOD_1	"good-1,Good one,,Vases,,10,,,,G1,3,,,\n"
#define GOOD_2	"good-2,Good two,,Vases,,11,,,,G2,4,,,\n"

static const struct { const char *line, *errors; } bad[] = {
	{ "bad,,,,,1,,,,,,,,", "3 name IMPORT_NO_NAME" },
	{ ",,,,,1,,,,,,,,", "3 name IMPORT_NO_NAME" },
	{ "!!!,Something,,,,1,,,,,,,,", "3 slug BAD_SLUG" },
	{ "bad,Ab,,,,1,,,,,,,,", "3 name TOO_SHORT" },
	{ "bad,Name,,,NOWHERE,1,,,,,,,,", "3 status NOT_A_CHOICE" },
	{ "bad,Name,,,ACTIVE,1,,,,,,,,", "3 image 1 NEEDS_IMAGE" },
	{ "bad,Name,,,ACTIVE,,,,,,,https://x.test/a.jpg,,",
	  "3 price NEEDS_PRICE" },
	{ "bad,Name,,,,-5,,,,,,,,", "3 price IMPORT_PRICE" },
	{ "bad,Name,,,,\"12,345\",,,,,,,,", "3 price IMPORT_PRICE" },
	{ "bad,Name,,,,12.345,,,,,,,,", "3 price IMPORT_PRICE" },
	{ "bad,Name,,,,abc,,,,,,,,", "3 price IMPORT_PRICE" },
	{ "bad,Name,,,,1,USD,,,,,,,", "3 currency IMPORT_PRICE" },
	{ "bad,Name,,,,1,,,Red,,,,,", "3 option1 name REQUIRED" },
	{ "bad,Name,,,,1,,,,G1,,,,", "3 sku SKU_TAKEN" },
	{ "bad,Name,,,,1,,,,,-1,,,", "3 stock TOO_SMALL" },
	{ "bad,Name,,,,1,,,,,1.5,,,", "3 stock IMPORT_NUMBER" },
	{ "bad,Name,,,,1,,,,,many,,,", "3 stock IMPORT_NUMBER" },
	{ "bad,Name,,,,1,,,,,,ftp://x.test/a.jpg,,", "3 image 1 BAD_URL" },
	{ "bad,Name,,,,1,,,,,,javascript:alert(1),,", "3 image 1 BAD_URL" },
	{ "bad,Name,,,,1,,,,,,,en,", "3 locale BAD_LOCALE" },
	{ "bad,Name,,,,1,,,,,,,,perhaps", "3 featured NOT_BOOLEAN" },
	{ "bad,Name,,,,1,,,,,,,,,,extra", "3  IMPORT_COLUMNS" },
	{ "bad,\"Name\"x,,,,1,,,,,,,,", "3  IMPORT_QUOTE" },
	{ "bad,Na\x07me,,,,1,,,,,,,,", "3 name CONTROL_CHARACTER" },
	{ "good-1,Good again,,,,1,,,,,,,,", "3 slug SLUG_TAKEN" },
};

/* Between two good lines, so that each is seen to come in. */
START_TEST(a_bad_line_is_reported_and_stops_no_other)
{
	const struct value	*v = text_import(arena_printf(store.arena,
	    SOUK_HEAD GOOD_1 "%s\n" GOOD_2, bad[_i].line));

	/* The same product twice is not next to itself. */
	if (strstr(bad[_i].line, "good-1") != NULL)
		v = text_import(arena_printf(store.arena, SOUK_HEAD
		    "good-1,Good one,,Vases,,10,,,,G1,3,,,\n"
		    GOOD_2 "%s\n", bad[_i].line));
	ck_assert_msg(v[IMPORT_REJECTED].num == 1, "%s: %s %s", bad[_i].line,
	    tally(v), errors(v));
	want_sql("SELECT count(*) FROM product", "2");
	if (strstr(bad[_i].line, "good-1") == NULL)
		want_errors(v, bad[_i].errors);
	else
		want_errors(v, "4 slug SLUG_TAKEN");
}
END_TEST

START_TEST(a_long_cell_costs_its_line_only)
{
	const size_t		 n = 1 << 20;
	char			*bytes = arena_alloc(store.arena, n + 256);
	const struct value	*v;
	int			 head;

	head = snprintf(bytes, 256, "slug,name,price\na,\"");
	memset(bytes + head, 'x', n);
	snprintf(bytes + (size_t)head + n, 128, "\",1\nb-b,Second,2\n");
	v = text_import(bytes);
	want_tally(v, "done 2/1/0/0/1");
	want_errors(v, "2  IMPORT_CELL");
}
END_TEST

START_TEST(only_a_thousand_errors_are_kept_but_all_are_counted)
{
	const size_t		 size = 64 * 1024;
	char			*text = arena_alloc(store.arena, size);
	size_t			 n;
	int			 i;
	const struct value	*v;

	n = (size_t)snprintf(text, size, "slug,name,price\n");
	for (i = 0; i < 1500; i++)
		n += (size_t)snprintf(text + n, size - n, "p-%d,Name %d,x\n",
		    i, i);
	v = text_import(text);
	want_tally(v, "done 1500/0/0/0/1500");
	ck_assert_uint_eq(v[IMPORT_ERRORS].count, 1000);
	want_sql("SELECT max(line) FROM catalog_import_error", "1001");
}
END_TEST

/* ---- what lines mean --------------------------------------------------- */

START_TEST(formulas_are_stored_as_the_text_they_are)
{
	want_tally(text_import("slug,name,description,price\n"
	    "evil,=cmd|' /C calc'!A0,\"=HYPERLINK(\"\"http://x\"\")\",1\n"),
	    "done 1/1/0/0/0");
	want_sql("SELECT name || description FROM product_text",
	    "=cmd|' /C calc'!A0=HYPERLINK(\"http://x\")");
}
END_TEST

START_TEST(excel_in_french_is_understood)
{
	want_tally(text_import("\xef\xbb\xbfslug;name;price;stock\r\n"
	    "th\xc3\xa9;Th\xc3\xa9 vert;1 299,00;3\r\n"), "done 1/1/0/0/0");
	want_sql("SELECT slug || price_from || '/' || stock FROM product p"
	    " JOIN product_text t ON t.product_id = p.id", "the129900/3");
	want_tally(text_import("slug;name;price\ncafe;Caf\xe9 moulu;5,50\n"),
	    "done 1/1/0/0/0");
	want_sql("SELECT name FROM product_text WHERE slug = 'cafe'",
	    "Café moulu");
}
END_TEST

START_TEST(a_short_description_becomes_the_name)
{
	want_tally(text_import("slug,name,description,price\n"
	    "a-a,Vase,short,1\nb-b,Bowl,,1\n"), "done 2/2/0/0/0");
	want_sql("SELECT count(*) FROM product_text WHERE description = name",
	    "2");
}
END_TEST

#define IDS	"SELECT group_concat(id, ' ') FROM (SELECT id" \
	" FROM product_variation ORDER BY sku)"

START_TEST(lines_of_a_slug_are_one_product_and_what_changed_is_changed)
{
	static const char	 first[] = SOUK_HEAD
	    "shirt,Shirt,,Clothes,ACTIVE,20,EUR,Size,S,S1,1,"
	    "https://x.test/1.jpg,fr,yes\n"
	    "shirt,,,,,25,EUR,Size,M,S2,2,https://x.test/2.jpg,,\n";
	const char		*ids;

	want_tally(text_import(first), "done 2/1/0/0/0");
	ids = sql(IDS);
	want_sql("SELECT stock || '/' || price_from || '/' || is_featured"
	    " FROM product", "3/2000/1");
	want_tally(text_import(first), "done 2/0/0/1/0");
	want_tally(text_import(SOUK_HEAD
	    "shirt,Shirt,,Clothes,ACTIVE,20,EUR,Size,S,S1,7,"
	    "https://x.test/1.jpg,fr,yes\n"
	    "shirt,,,,,25,EUR,Size,M,S2,2,https://x.test/2.jpg,,\n"),
	    "done 2/0/1/0/0");
	want_sql("SELECT stock FROM product", "9");
	want_sql(IDS, ids);
}
END_TEST

START_TEST(a_refused_line_takes_no_variation_away)
{
	text_import(SOUK_HEAD
	    "shirt,Shirt,,,,20,,Size,S,S1,1,,,\n"
	    "shirt,,,,,20,,Size,M,S2,2,,,\n"
	    "shirt,,,,,20,,Size,L,S3,3,,,\n");
	want_tally(text_import(SOUK_HEAD
	    "shirt,Shirt,,,,20,,Size,S,S1,10,,,\n"
	    "shirt,,,,,oops,,Size,M,S2,2,,,\n"
	    "shirt,,,,,20,,Size,L,S3,3,,,\n"), "done 3/0/1/0/1");
	want_sql("SELECT count(*) || '/' || sum(stock)"
	    " FROM product_variation", "3/15");
	want_tally(text_import(SOUK_HEAD
	    "shirt,Shirt,,,,20,,Size,S,S1,10,,,\n"
	    "shirt,,\"x\"y,,,20,,Size,M,S2,2,,,\n"
	    "shirt,,,,,20,,Size,L,S3,3,,,\n"), "done 3/0/0/1/1");
	want_sql("SELECT count(*) FROM product_variation", "3");
	want_tally(text_import(SOUK_HEAD
	    "shirt,Shirt,,,,20,,Size,S,S1,10,,,\n"
	    "shirt,,,,,20,,Size,L,S3,3,,,\n"), "done 2/0/1/0/0");
	want_sql("SELECT count(*) FROM product_variation", "2");
}
END_TEST

START_TEST(translations_stand_beside_the_shops_language)
{
	static const char	 file[] =
	    "slug,name,description,price,locale,translation of\n"
	    "theiere,Théière,Une belle théière émaillée,30,fr,\n"
	    "teapot,Teapot,A fine enamelled teapot,,en,theiere\n"
	    "ibriq,إبريق شاي,إبريق شاي مطلي جميل,,ar,theiere\n";
	const struct value	*v;

	want_tally(text_import(file), "done 3/1/0/0/0");
	want_sql("SELECT count(*) FROM product_text", "3");
	want_sql("SELECT name FROM product_text WHERE slug = 'teapot'",
	    "Teapot");
	want_tally(text_import(file), "done 3/0/0/1/0");
	v = text_import("slug,name,description,price,locale,translation of\n"
	    "theiere,Théière,Une belle théière émaillée,30,fr,\n"
	    "teapot,Tea pot,A fine enamelled teapot,,en,theiere\n"
	    "xx,Something,A fine enamelled teapot,,fr,theiere\n"
	    "lost,Nothing,A translation of nothing,,en,nowhere\n");
	want_tally(v, "done 4/0/1/0/2");
	want_errors(v, "4 locale LOCALE_TWICE, "
	    "5 translation of IMPORT_NO_NAME");
	want_sql("SELECT count(*) FROM product_text", "3");
	want_sql("SELECT name FROM product_text WHERE slug = 'teapot'",
	    "Tea pot");
}
END_TEST

#define SHOPIFY_HEAD	"Handle,Title,Body (HTML),Type,Product Category," \
	"Published,Status,Option1 Name,Option1 Value,Variant SKU," \
	"Variant Inventory Qty,Variant Price,Image Src,Image Position\n"

START_TEST(shopifys_newer_columns_are_respected)
{
	want_tally(text_import(SHOPIFY_HEAD
	    "a-a,Active,,,Home > Decor > Vases,true,active,Title,"
	    "Default Title,,-3,5.00,https://x.test/a.jpg,1\n"
	    "b-b,Bare,,,Home > Decor > Vases,true,active,Title,"
	    "Default Title,,1,5.00,,\n"
	    "c-c,Old one,,,,false,archived,Title,Default Title,,1,5.00,,\n"
	    "d-d,Draft,,Vases,,true,draft,Title,Default Title,,1,5.00,"
	    "https://x.test/b.jpg,2\n"
	    "d-d,,,,,,,,,,,,https://x.test/a.jpg,1\n"), "done 5/4/0/0/0");
	want_sql("SELECT group_concat(s, ' ') FROM (SELECT p.status AS s"
	    " FROM product p JOIN product_text t ON t.product_id = p.id"
	    " ORDER BY t.slug)", "ACTIVE DRAFT ARCHIVED DRAFT");
	want_sql("SELECT group_concat(name, ' ') FROM (SELECT t.name"
	    " FROM category_text t JOIN category c ON c.id = t.category_id"
	    " ORDER BY c.created_at, t.name)", "Decor Divers Home Vases");
	want_sql("SELECT i.url FROM product_image i JOIN product_text t"
	    " ON t.product_id = i.product_id WHERE t.slug = 'd-d'"
	    " AND i.is_primary = 1", "https://x.test/a.jpg");
	want_sql("SELECT count(*) FROM product_variation"
	    " WHERE options = ''", "4");
}
END_TEST

START_TEST(the_latest_headings_of_shopify_are_known)
{
	want_tally(text_import("Title,URL handle,Description,Type,Published on"
	    " online store,Status,SKU,Option1 name,Option1 value,Price,"
	    "Inventory quantity,Product image URL,Image position\n"
	    "Lamp,lamp,<p>A <b>bright</b> lamp</p>,Lights,TRUE,Active,L1,"
	    "Colour,Red,19.90,4,https://x.test/l.jpg,1\n"), "done 1/1/0/0/0");
	want_sql("SELECT description FROM product_text", "A bright lamp");
}
END_TEST

START_TEST(more_images_than_the_shop_takes_are_reported)
{
	const char		*text = SHOPIFY_HEAD "a-a,Many,,,,true,,"
	    "Title,Default Title,,1,5,https://x.test/0.jpg,1\n";
	const struct value	*v;
	int			 i;

	for (i = 1; i < 25; i++)
		text = arena_printf(store.arena,
		    "%sa-a,,,,,,,,,,,,https://x.test/%d.jpg,%d\n", text, i,
		    i + 1);
	v = text_import(text);
	ck_assert_int_eq(v[IMPORT_CREATED].num, 1);
	ck_assert_int_eq(v[IMPORT_REJECTED].num + shop_sql(
	    "SELECT count(*) FROM product_image").number, 25);
	ck_assert_int_gt(v[IMPORT_REJECTED].num, 0);
}
END_TEST

START_TEST(more_variations_than_a_product_takes_are_reported)
{
	const char	*text = SOUK_HEAD;
	int		 i;

	for (i = 0; i < 450; i++)
		text = arena_printf(store.arena,
		    "%sbig,Big,,,,1,,No,%d,,1,,,\n", text, i);
	want_tally(text_import(arena_printf(store.arena, "%s%s", text,
	    "small,Small,,,,1,,,,,,,,\n")), "done 451/2/0/0/350");
	want_sql("SELECT count(*) FROM product_variation", "101");
	want_sql("SELECT min(line) || '-' || max(line)"
	    " FROM catalog_import_error", "102-451");
}
END_TEST

START_TEST(another_brands_slug_is_left_alone)
{
	const struct value	*v;

	text_import("slug,name,price\nmine,Mine,1\n");
	as_brand(THEIRS);
	v = text_import("slug,name,price,collections\nown,Own one,1,New\n"
	    "mine,Theirs,1,New\nother,Another,1,New\n");
	want_tally(v, "done 3/2/0/0/1");
	want_errors(v, "3 slug SLUG_TAKEN");
	want_sql("SELECT group_concat(products) FROM collection", "0");
	want_sql("SELECT count(*) FROM collection_product", "2");
	want_sql("SELECT name FROM product_text WHERE slug = 'mine'", "Mine");
}
END_TEST

/* ---- prices ------------------------------------------------------------ */

static const struct { const char *text, *currency; int64_t minor; } prices[] = {
	{ "12", "EUR", 1200 }, { "12.5", "EUR", 1250 },
	{ "12,50", "EUR", 1250 }, { "1 299,00", "EUR", 129900 },
	{ "1 299,00 €", "EUR", 129900 }, { "1,299.00", "EUR", 129900 },
	{ "1.299,00", "EUR", 129900 }, { "1.299.000,5", "EUR", 129900050 },
	{ "1'299.00", "EUR", 129900 }, { "$50", "EUR", 5000 },
	{ "EUR 50", "EUR", 5000 }, { "50 EUR", "EUR", 5000 },
	{ "120 DH", "MAD", 12000 }, { "١٢٫٥٠", "EUR", 1250 },
	{ " 7 ", "EUR", 700 }, { "0", "EUR", 0 }, { "1299,5", "EUR", 129950 },
	{ "1,299", "JPY", 1299 }, { "1.250", "TND", 1250 },
	{ "12,345", "EUR", -1 }, { "1.299", "EUR", -1 },
	{ "1,299", "TND", -1 }, { "1.299.00", "EUR", -1 },
	{ "1,2,3", "EUR", -1 }, { "12,34.5,6", "EUR", -1 },
	{ "-5", "EUR", -1 }, { "1e3", "EUR", -1 }, { "", "EUR", -1 },
	{ "€", "EUR", -1 }, { "abc", "EUR", -1 }, { "12 34", "EUR", -1 },
	{ "1 29", "EUR", -1 }, { ".", "EUR", -1 }, { ",5", "EUR", -1 },
	{ "5,", "EUR", -1 }, { "=5", "EUR", -1 }, { "10-20", "EUR", -1 },
	{ "99999999999999999999", "EUR", -1 }, { "5.5", "JPY", -1 },
	{ "5", "XXQ", -1 }, { "12\xff", "EUR", -1 },
};

START_TEST(a_price_is_read_when_it_can_be_read_in_one_way)
{
	int64_t	 minor = -1;
	bool	 ok = import_price(store.arena, prices[_i].text,
		    prices[_i].currency, &minor);

	ck_assert_msg(ok == (prices[_i].minor >= 0) &&
	    (!ok || minor == prices[_i].minor), "%s: %d %" PRId64,
	    prices[_i].text, ok, minor);
}
END_TEST

int
main(void)
{
	const struct suite_row	 tests[] = {
		{ s3_api_07_shopify_exports_come_in_whole, 1 },
		{ a_file_read_twice_changes_nothing, 1 },
		{ a_dry_run_reports_and_writes_nothing, 1 },
		{ a_line_has_1024_cells_at_most, 1 },
		{ a_sku_that_stands_twice_is_told_of_by_a_dry_run_too, 1 },
		{ a_file_that_cannot_be_read_fails_and_says_why,
		    COUNT(unreadable) },
		{ a_bad_line_is_reported_and_stops_no_other, COUNT(bad) },
		{ a_long_cell_costs_its_line_only, 1 },
		{ only_a_thousand_errors_are_kept_but_all_are_counted, 1 },
		{ formulas_are_stored_as_the_text_they_are, 1 },
		{ excel_in_french_is_understood, 1 },
		{ a_short_description_becomes_the_name, 1 },
		{ lines_of_a_slug_are_one_product_and_what_changed_is_changed,
		    1 },
		{ a_refused_line_takes_no_variation_away, 1 },
		{ translations_stand_beside_the_shops_language, 1 },
		{ shopifys_newer_columns_are_respected, 1 },
		{ the_latest_headings_of_shopify_are_known, 1 },
		{ more_images_than_the_shop_takes_are_reported, 1 },
		{ more_variations_than_a_product_takes_are_reported, 1 },
		{ another_brands_slug_is_left_alone, 1 },
		{ a_price_is_read_when_it_can_be_read_in_one_way,
		    COUNT(prices) },
	};
	const struct suite	 suite = { "import", import_shop_open,
	    import_shop_close, true, 120 };

	return suite_rows(&suite, tests,
	    sizeof(tests) / sizeof(tests[0]));
}
