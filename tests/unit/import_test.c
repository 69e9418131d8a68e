/* SPDX-License-Identifier: ISC */
#include <inttypes.h>
#include <signal.h>
#include <sys/wait.h>
#include <time.h>

#include "lib/catalog/import_value.h"
#include "lib/db/db.h"
#include "lib/queue/queue.h"
#include "tests/unit/import_shop.h"

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

/* ---- whole files --------------------------------------------------------- */

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
	const char	*bad = "slug,name,price\n"
			    "a-one,Product one,12\nb-two,,13\nc-three,Three,x\n";
	const struct value	*v;

	want_tally(fixture_import("shopify_home-and-garden", true),
	    "done 21/20/0/0/0");
	ck_assert_str_eq(sql("SELECT " EVERYTHING), before);
	v = bytes_import(bad, strlen(bad), true);
	want_tally(v, "done 3/1/0/0/2");
	want_errors(v, "3 name IMPORT_NO_NAME, 4 price IMPORT_PRICE");
	ck_assert_int_eq(v[IMPORT_DRY_RUN].num, 1);
	ck_assert_str_eq(sql("SELECT " EVERYTHING), before);
	want_sql("SELECT count(*) FROM catalog_import_error", "2");
	want_tally(text_import(bad), "done 3/1/0/0/2");
}
END_TEST

/* Not one of these can be read at all; the reason stands on a line. */
static const struct { const char *what, *bytes; size_t len; const char *errors; }
unreadable[] = {
	{ "nothing", "", 0, "1  IMPORT_EMPTY" },
	{ "a header alone", "slug,name,price\n", 16, "1  IMPORT_EMPTY" },
	{ "blank lines only", "slug,name,price\n,,\n\n", 20,
	  "1  IMPORT_EMPTY" },
	{ "other columns", "foo,bar\n1,2\n", 12, "1 name IMPORT_COLUMNS" },
	{ "no price", "slug,name\na,b\n", 14, "1 price IMPORT_COLUMNS" },
	{ "a column nobody knows", "slug,name,price,colour\na,b,1,c\n", 31,
	  "1 colour IMPORT_COLUMNS" },
	{ "a picture", "\x89PNG\r\n\x1a\n\0\0\0\rIHDR", 16,
	  "1 name IMPORT_COLUMNS" },
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

START_TEST(exports_of_other_shops_are_refused_whole)
{
	static const char *const	 names[] = {
		"medusa_exported-products-comma",
		"medusa_exported-products-semicolon",
		"medusa_invalid-column", "medusa_invalid-prices",
		"medusa_product-with-categories",
	};
	const struct value		*v;
	size_t				 i;

	for (i = 0; i < 5; i++) {
		v = fixture_import(names[i], false);
		ck_assert_str_eq(v[IMPORT_STATUS].text, "failed");
		want_errors(v, "1 name IMPORT_COLUMNS");
	}
	want_sql("SELECT count(*) FROM product", "0");
}
END_TEST

/* ---- bad lines ----------------------------------------------------------- */

#define SOUK_HEAD	"slug,name,description,category,status,price,currency," \
	"option1 name,option1 value,sku,stock,image 1,locale,featured\n"
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

/* ---- what lines mean -------------------------------------------------------- */

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
	want_sql("SELECT count(*) FROM category", "2");
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

START_TEST(another_brands_slug_is_left_alone)
{
	const struct value	*v;

	text_import("slug,name,price\nmine,Mine,1\n");
	as_brand(THEIRS);
	v = text_import("slug,name,price\nmine,Theirs,1\nown,Own one,1\n");
	want_tally(v, "done 2/1/0/0/1");
	want_errors(v, "2 slug SLUG_TAKEN");
	want_sql("SELECT name FROM product_text WHERE slug = 'mine'", "Mine");
}
END_TEST

/* ---- prices ------------------------------------------------------------------ */

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

/* ---- killed ------------------------------------------------------------------- */

/* Products of 1 to 7 lines, some of them bad. */
static char *
long_file(int lines)
{
	const size_t	 size = (size_t)lines * 160 + 256;
	char		*text = arena_alloc(store.arena, size);
	size_t		 n;
	int		 i, product = 0, part = 0;

	n = (size_t)snprintf(text, size, SOUK_HEAD);
	for (i = 0; i < lines; i++) {
		n += (size_t)snprintf(text + n, size - n,
		    "p-%d,Product %d,,Category %d,DRAFT,%s,EUR,Size,%d,K%d,%d"
		    ",https://x.test/%d.jpg,,no\n", product, product,
		    product % 9, i % 97 == 5 ? "bad" : "9.90", part, i, i % 50,
		    i);
		if (part++ >= product % 7) {
			part = 0;
			product++;
		}
	}
	return text;
}

/* An empty shop in the place of this one. */
static void
store_again(void)
{
	db_close(store.db);
	store_remove();
	store_reopen();
	as_brand(OURS);
}

/* kill -9 after that many microseconds; 0: never. */
static bool
die_after(long us)
{
	const struct itimerspec	 when = {
		.it_value = { us / 1000000, us % 1000000 * 1000 }
	};
	struct sigevent		 event = {
		.sigev_notify = SIGEV_SIGNAL, .sigev_signo = SIGKILL
	};
	timer_t			 timer;

	return us == 0 || (timer_create(CLOCK_MONOTONIC, &event, &timer) == 0 &&
	    timer_settime(timer, 0, &when, NULL) == 0);
}

static pid_t
run_apart(const char *id, long us)
{
	pid_t	 pid = fork();

	ck_assert_int_ge(pid, 0);
	if (pid > 0)
		return pid;
	if (!die_after(us))
		_exit(2);
	store_reopen();
	_exit(import_run(&store, id) == SOUK_OK ? 0 : 3);
}

/* True: it was killed. */
static bool
was_killed(pid_t pid)
{
	int	 status;

	ck_assert_int_eq(waitpid(pid, &status, 0), pid);
	if (WIFSIGNALED(status)) {
		ck_assert_int_eq(WTERMSIG(status), SIGKILL);
		return true;
	}
	ck_assert_int_eq(WEXITSTATUS(status), 0);
	return false;
}

/* All that a file says, without ids and times. */
#define CONTENT \
	"SELECT group_concat(x, ';') FROM (SELECT t.slug || t.name ||" \
	" p.status || p.version || c.name || v.sku || v.stock ||" \
	" v.position || v.options || coalesce(i.url, '') || a.amount AS x" \
	" FROM product p JOIN product_text t ON t.product_id = p.id" \
	" JOIN category_text c ON c.category_id = p.category_id" \
	" JOIN product_price a ON a.product_id = p.id" \
	" JOIN product_variation v ON v.product_id = p.id" \
	" LEFT JOIN product_image i ON i.product_id = p.id" \
	" AND i.is_primary = 1 ORDER BY t.slug, v.position)"
#define ERRORS \
	"SELECT group_concat(x, ' ') FROM (SELECT line || field || code AS x" \
	" FROM catalog_import_error ORDER BY line, field)"

/* What one run in peace leaves, then an empty shop and the id of another. */
struct peace { const char *tally, *content, *errors, *id; };

static struct peace
peace_make(int lines)
{
	char		*text = long_file(lines);
	struct peace	 p;

	p.tally = tally(text_import(text));
	p.content = sql(CONTENT);
	p.errors = sql(ERRORS);
	ck_assert_uint_gt(strlen(p.errors), 100);
	store_again();
	p.id = begin(text, strlen(text), false);
	db_close(store.db);
	return p;
}

static void
peace_check(const struct peace *p)
{
	store_reopen();
	ck_assert_str_eq(tally(report(p->id)), p->tally);
	ck_assert_str_eq(sql(CONTENT), p->content);
	ck_assert_str_eq(sql(ERRORS), p->errors);
	want_sql("SELECT count(*) FROM audit_log"
	    " WHERE action = 'create_product'",
	    sql("SELECT count(*) FROM product"));
}

START_TEST(an_import_killed_anywhere_resumes_exactly)
{
	const struct peace	 p = peace_make(3000);
	long			 us = 20000;
	int			 kills = 0;

	while (was_killed(run_apart(p.id, us))) {
		us += us / 10;
		ck_assert_int_lt(++kills, 200);
	}
	ck_assert_int_gt(kills, 3);
	peace_check(&p);
}
END_TEST

START_TEST(two_processes_at_one_import_do_it_once)
{
	const struct peace	 p = peace_make(2000);
	const pid_t		 a = run_apart(p.id, 0);
	const pid_t		 b = run_apart(p.id, 0);

	ck_assert(!was_killed(a));
	ck_assert(!was_killed(b));
	peace_check(&p);
}
END_TEST

START_TEST(the_queue_runs_what_was_started)
{
	static const struct job_kind *const	 kinds[] = {
		&catalog_import, NULL
	};
	static const char			 text[] =
	    "slug,name,price\na-a,First,1\n";
	const char				*id = begin(text,
						    strlen(text), false);
	int64_t					 due;

	store.now = clock_now();
	ck_assert_int_eq(queue_run_one(&store, kinds, "test", &due), SOUK_OK);
	want_tally(report(id), "done 1/1/0/0/0");
	want_sql("SELECT count(*) FROM job", "0");
	ck_assert_int_eq(access(home_path(arena_printf(
	    store.arena, "/db/import/%s.csv", id)), F_OK), -1);
	ck_assert_int_eq(import_run(&store, id), SOUK_OK);
	want_sql("SELECT count(*) FROM product", "1");
}
END_TEST

/* ---- who may see it --------------------------------------------------------- */

static enum outcome
read_one(const char *id)
{
	struct record	*import;

	return import_read(&store, id, &import);
}

static enum outcome
list_two(const char *newest)
{
	const struct list_query	 query = { .page = 1, .limit = 1 };
	struct record		*row = record_new(store.arena, &import_fields);
	struct list_query	 next = query;
	struct import_list	 list;

	ck_assert_int_eq(import_list(&store, &query, &list), SOUK_OK);
	ck_assert_int_eq(list.total, 2);
	ck_assert_int_eq(import_list_next(&store, &list, row), SOUK_OK);
	ck_assert_str_eq(row->values[IMPORT_ID].text, newest);
	ck_assert_int_eq(import_list_next(&store, &list, row), SOUK_NOT_FOUND);
	next.cursor = import_list_cursor(&store, &list, row);
	ck_assert_ptr_nonnull(next.cursor);
	ck_assert_int_eq(import_list(&store, &next, &list), SOUK_OK);
	ck_assert_int_eq(import_list_next(&store, &list, row), SOUK_OK);
	ck_assert_str_ne(row->values[IMPORT_ID].text, newest);
	ck_assert_int_eq(import_list_next(&store, &list, row), SOUK_NOT_FOUND);
	ck_assert_ptr_null(import_list_cursor(&store, &list, row));
	return SOUK_OK;
}

START_TEST(imports_are_listed_newest_first_and_closed_to_other_brands)
{
	const char	*id = begin("a", 1, false);

	store.now++;
	id = begin("b", 1, false);
	ck_assert_int_eq(shop_in(DB_READ, list_two, id), SOUK_OK);
	ck_assert_int_eq(shop_in(DB_READ, read_one, "import_none"),
	    SOUK_NOT_FOUND);
	as_brand(THEIRS);
	ck_assert_int_eq(shop_in(DB_READ, read_one, id), SOUK_DENIED);
	ck_assert_int_eq(import_run(&store, "import_none"), SOUK_NOT_FOUND);
}
END_TEST

#define COUNT(TABLE)	((int)(sizeof(TABLE) / sizeof((TABLE)[0])))

int
main(void)
{
	Suite	*suite = suite_create("import");
	TCase	*tcase = tcase_create("import");
	SRunner	*runner = srunner_create(suite);
	int	 failed;

	tcase_set_timeout(tcase, 120);
	tcase_add_checked_fixture(tcase, import_shop_open, import_shop_close);
	tcase_add_test(tcase, s3_api_07_shopify_exports_come_in_whole);
	tcase_add_test(tcase, a_file_read_twice_changes_nothing);
	tcase_add_test(tcase, a_dry_run_reports_and_writes_nothing);
	tcase_add_loop_test(tcase, a_file_that_cannot_be_read_fails_and_says_why,
	    0, COUNT(unreadable));
	tcase_add_test(tcase, exports_of_other_shops_are_refused_whole);
	tcase_add_loop_test(tcase, a_bad_line_is_reported_and_stops_no_other,
	    0, COUNT(bad));
	tcase_add_test(tcase, a_long_cell_costs_its_line_only);
	tcase_add_test(tcase,
	    only_a_thousand_errors_are_kept_but_all_are_counted);
	tcase_add_test(tcase, formulas_are_stored_as_the_text_they_are);
	tcase_add_test(tcase, excel_in_french_is_understood);
	tcase_add_test(tcase, a_short_description_becomes_the_name);
	tcase_add_test(tcase,
	    lines_of_a_slug_are_one_product_and_what_changed_is_changed);
	tcase_add_test(tcase, a_refused_line_takes_no_variation_away);
	tcase_add_test(tcase, translations_stand_beside_the_shops_language);
	tcase_add_test(tcase, shopifys_newer_columns_are_respected);
	tcase_add_test(tcase, the_latest_headings_of_shopify_are_known);
	tcase_add_test(tcase, more_images_than_the_shop_takes_are_reported);
	tcase_add_test(tcase, another_brands_slug_is_left_alone);
	tcase_add_loop_test(tcase,
	    a_price_is_read_when_it_can_be_read_in_one_way, 0,
	    COUNT(prices));
	tcase_add_test(tcase, an_import_killed_anywhere_resumes_exactly);
	tcase_add_test(tcase, two_processes_at_one_import_do_it_once);
	tcase_add_test(tcase, the_queue_runs_what_was_started);
	tcase_add_test(tcase,
	    imports_are_listed_newest_first_and_closed_to_other_brands);
	suite_add_tcase(suite, tcase);
	srunner_run_all(runner, CK_ENV);
	failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
