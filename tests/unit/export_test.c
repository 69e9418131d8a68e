/* SPDX-License-Identifier: ISC */
/* S3-BULK-03: the shopkeeper moves out again, and in. */
#include "lib/catalog/csv_guard.h"
#include "lib/catalog/import.h"
#include "tests/unit/export_shop.h"
#include "tests/suite.h"

/* All that the database holds but ids, times and counters. */
#define CONTENT \
	"SELECT group_concat(x, ';') FROM (SELECT t.locale || t.slug ||" \
	" t.name || t.description || coalesce(t.seo_title, '-') ||" \
	" coalesce(t.seo_description, '-') || p.status || p.is_featured ||" \
	" p.is_new || coalesce(p.vendor, '-') || p.tags || p.tax_class ||" \
	" coalesce(p.price_from, '-') || p.stock AS x FROM product p" \
	" JOIN product_text t ON t.product_id = p.id" \
	" ORDER BY t.locale, t.slug)"
#define VARIATIONS \
	"SELECT group_concat(x, ';') FROM (SELECT v.position || v.options ||" \
	" coalesce(v.sku, '-') || v.stock || v.is_active ||" \
	" coalesce(v.barcode, '-') || coalesce(v.weight, '-') ||" \
	" coalesce(v.low_stock_at, '-') || coalesce((SELECT group_concat(" \
	"a.currency || a.amount || coalesce(a.compare_at, '-')) FROM" \
	" variation_price a WHERE a.variation_id = v.id), '') AS x" \
	" FROM product_variation v JOIN product_text t" \
	" ON t.product_id = v.product_id AND t.locale = 'fr'" \
	" ORDER BY t.slug, v.position)"
#define PARTS \
	"SELECT group_concat(x, ';') FROM (SELECT t.slug || coalesce((SELECT" \
	" group_concat(currency || amount || coalesce(compare_at, '-')) FROM" \
	" product_price a WHERE a.product_id = t.product_id), '') ||" \
	" coalesce((SELECT group_concat(y) FROM (SELECT url ||" \
	" coalesce(alt_text, '-') || position || is_primary AS y FROM" \
	" product_image i WHERE i.product_id = t.product_id" \
	" ORDER BY position)), '') AS x FROM product_text t" \
	" WHERE t.locale = 'fr' ORDER BY t.slug)"
#define BESIDE \
	"SELECT group_concat(x, ';') FROM (SELECT a.slug || b.slug ||" \
	" r.position AS x FROM product_related r JOIN product_text a" \
	" ON a.product_id = r.product_id AND a.locale = 'fr'" \
	" JOIN product_text b ON b.product_id = r.related_id" \
	" AND b.locale = 'fr' ORDER BY x)"
#define TREE \
	"SELECT group_concat(x, ';') FROM (SELECT t.name || coalesce(u.name," \
	" '-') || c.products AS x FROM category c JOIN category_text t ON" \
	" t.category_id = c.id LEFT JOIN category_text u" \
	" ON u.category_id = c.parent_id ORDER BY x)"

START_TEST(s3_bulk_03_out_and_in_and_out_again_is_the_same_to_the_byte)
{
	static const struct export_how	 hows[] = {
		{ EXPORT_CSV, ',', false }, { EXPORT_CSV, ';', true },
	};
	const char	*before[5], *bytes, *again;
	size_t		 i, len, then;

	for (i = 0; i < COUNT(hows); i++) {
		if (i > 0)
			shop_again();
		shop_fill();
		before[0] = sql(CONTENT);
		before[1] = sql(VARIATIONS);
		before[2] = sql(PARTS);
		before[3] = sql(TREE);
		before[4] = sql(BESIDE);
		bytes = export_as(&hows[i], NULL, &len);
		shop_again();
		ck_assert_str_eq(errors(bytes_import(bytes, len, false)), "");
		want_same(sql(CONTENT), before[0]);
		want_same(sql(VARIATIONS), before[1]);
		want_same(sql(PARTS), before[2]);
		want_same(sql(TREE), before[3]);
		want_same(sql(BESIDE), before[4]);
		again = export_as(&hows[i], NULL, &then);
		want_same(again, bytes);
		ck_assert_uint_eq(len, then);
		want_tally(bytes_import(bytes, len, false), "done 14/0/0/9/0");
		shop_again();
		want_tally(bytes_import(bytes, len, true), "done 14/7/2/0/0");
		want_sql("SELECT count(*) FROM product", "0");
	}
}
END_TEST

/* The sheet is read by its own reader, into the same shop. */
START_TEST(s3_bulk_03_a_sheet_goes_out_and_in_without_loss)
{
	const struct export_how	 how = { EXPORT_XLSX, ',', false };
	const char		*before, *sheet;
	size_t			 len;

	shop_fill();
	before = export_csv_all();
	sheet = export_as(&how, NULL, &len);
	shop_again();
	ck_assert_str_eq(errors(bytes_import(sheet, len, false)), "");
	want_same(export_csv_all(), before);
}
END_TEST

/* Every column of the importer's table is filled by some product. */
START_TEST(s3_bulk_03_every_column_that_is_written_says_something)
{
	const char	*text, *p;
	size_t		 i, column = 0, lines = 0;
	bool		 quoted = false, said[128] = { false };

	shop_fill();
	text_import("slug,name,price,collections\nzz,Dernier,1,Cadeaux\n");
	text = export_csv_all();
	for (p = text; *p != '\0'; p++) {
		if (*p == '"')
			quoted = !quoted;
		else if (!quoted && (*p == ',' || *p == '\n')) {
			column = *p == ',' ? column + 1 : 0;
			lines += *p == '\n';
			continue;
		}
		if (lines > 0 && *p != '\r')
			said[column] = true;
	}
	for (i = 0; i < import_souk_written; i++)
		ck_assert_msg(said[i], "%s", import_souk.columns[i].name);
}
END_TEST

START_TEST(what_stands_beside_a_product_must_be_there)
{
	text_import("slug,name,price\na,Premier,1\nb,Second,2\n");
	ck_assert_str_eq(errors(text_import("slug,name,price,related\n"
	    "a,,,\"b, c\"\nnone,,,a\nb,,,a\n")),
	    "2 related NO_PRODUCT, 3 slug NO_PRODUCT");
	want_sql(BESIDE, "ba0");
	ck_assert_str_eq(errors(text_import("slug,name,price,related\n"
	    "a,Premier,1,b\n")), "");
	want_sql(BESIDE, "ab0;ba0");
	ck_assert_str_eq(errors(text_import("slug,name,price,related\n"
	    "b,,,b\n")), "2 related RELATED_SELF");
}
END_TEST

/* ---- formulas ----------------------------------------------------------- */

static const char *const	starts[] = {
	"=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠", "'", "''",
	"'=", "''=", "'''@", "'a", "a", "", "é", "'＝", "' =", " ="
};

/* The first ten, which are a formula to a spreadsheet. */
static bool
is_formula(const char *text)
{
	size_t	 i;

	for (i = 0; i < 10; i++)
		if (strncmp(text, starts[i], strlen(starts[i])) == 0)
			return true;
	return false;
}

/* Of any beginnings, one after the other. */
START_TEST(s3_bulk_03_guarding_is_undone_by_reading_whatever_stands_there)
{
	const char	*text, *guarded, *kept;
	size_t		 i, j, k;

	for (i = 0; i < COUNT(starts); i++)
		for (j = 0; j < COUNT(starts); j++)
			for (k = 0; k < COUNT(starts); k++) {
				text = arena_printf(store.arena, "%s%s%s",
				    starts[i], starts[j], starts[k]);
				guarded = csv_guard(store.arena, text);
				kept = csv_guard_text(store.arena, text);
				ck_assert(!is_formula(guarded));
				ck_assert_str_eq(csv_unguard(guarded), text);
				ck_assert_str_eq(csv_unguard(kept), text);
			}
}
END_TEST

/* Does a cell of the file begin as a formula does? */
static void
no_formula(const char *text, char separator)
{
	bool	 quoted = false, begins = true;

	for (; *text != '\0'; text++) {
		if (begins && *text != '"')
			ck_assert_msg(!is_formula(text) ||
			    (*text == '\r' && text[1] == '\n' && !quoted),
			    "%.40s", text);
		if (begins && *text == '"' && !quoted) {
			quoted = true;
			continue;
		}
		if (*text == '"')
			quoted = !quoted;
		begins = !quoted && (*text == separator || *text == '\n');
	}
}

/* Hostile beginnings in every text a product has. */
START_TEST(s3_bulk_03_no_cell_of_an_export_begins_as_a_formula)
{
	const struct export_how	 hows[] = {
		{ EXPORT_CSV, ',', false }, { EXPORT_CSV, ';', false },
	};
	const char		*category, *bytes;
	size_t			 i, len;

	for (i = 0; i < 10; i++) {
		const char	*s = starts[i][0] == '\t' ||
		    starts[i][0] == '\r' ? "=" : starts[i];

		category = category_new(arena_printf(store.arena, "%scat%zu",
		    s, i), NULL);
		product_new(arena_printf(store.arena, "%scmd%zu", s, i),
		    category, arena_printf(store.arena, ",'basePrice':1,"
		    "'vendor':'%sv','tags':['%st'],'seoTitle':'%sx',"
		    "'seoDescription':'%sy','images':[{'url':'/media/a.webp',"
		    "'altText':'%sz'}],'variations':[{'sku':'%ss%zu','name':"
		    "'%sn','value':'%so'}],'translations':[{"
		    "'locale':'en','name':'%sname','description':'%sdescribed"
		    " at length'}]", s, s, s, s, s, s, i, s, s, s, s));
	}
	for (i = 0; i < COUNT(hows); i++) {
		bytes = export_as(&hows[i], NULL, &len);
		no_formula(bytes, hows[i].separator);
		shop_again();
		ck_assert_str_eq(errors(bytes_import(bytes, len, false)), "");
		want_sql("SELECT count(*) FROM product WHERE vendor LIKE"
		    " '=v' OR vendor LIKE '@v'", "4");
		want_sql("SELECT count(*) FROM product WHERE vendor LIKE"
		    " '''%'", "0");
	}
}
END_TEST

/* ---- what is in it ------------------------------------------------------ */

START_TEST(an_export_holds_what_the_filter_shows)
{
	struct record	*filter = record_new(store.arena,
			    &product_filter_admin);
	const char	*text;
	size_t		 len;

	shop_fill();
	record_set_text(filter, FILTER_STATUS, "ACTIVE");
	text = export_as(&plain, filter, &len);
	ck_assert_ptr_nonnull(strstr(text, "\r\nvase-bleu,"));
	ck_assert_ptr_null(strstr(text, "Archive"));
	filter = record_new(store.arena, &product_filter_admin);
	record_set_text(filter, FILTER_Q, "archive");
	text = export_as(&plain, filter, &len);
	ck_assert_ptr_nonnull(strstr(text, "Archive"));
	ck_assert_ptr_null(strstr(text, "vase-bleu"));
	record_set_text(filter, FILTER_Q, "nothing like it");
	text = export_as(&plain, filter, &len);
	ck_assert_str_eq(strchr(text, '\n'), "\n");
	as_brand(THEIRS);
	text = export_csv_all();
	ck_assert_str_eq(strchr(text, '\n'), "\n");
	filter = record_new(store.arena, &product_filter_admin);
	record_set_text(filter, FILTER_CATEGORY, "vases");
	ck_assert_int_eq(product_export(&store, filter, &plain, -1),
	    SOUK_DENIED);
	record_set_text(filter, FILTER_CATEGORY, "nowhere");
	ck_assert_int_eq(product_export(&store, filter, &plain, -1),
	    SOUK_INVALID);
	ck_assert_str_eq(problem_field(0), "category");
}
END_TEST

START_TEST(a_file_for_excel_begins_with_a_mark_and_has_its_separator)
{
	const struct export_how	 how = { EXPORT_CSV, ';', true };
	size_t			 len;
	const char		*text;

	shop_fill();
	text = export_as(&how, NULL, &len);
	ck_assert_int_eq(strncmp(text, "\xef\xbb\xbfslug;translation of;", 20),
	    0);
	ck_assert_ptr_nonnull(strstr(text, "\"'-5 \"\"quoted\"\"; a, b\""));
}
END_TEST

/* S3-MIG-01: its categories, products and images, and all else. */
START_TEST(s3_mig_01_the_json_has_categories_products_and_images)
{
	const struct export_how	 how = { EXPORT_JSON, ',', false };
	const struct json_in	*product, *image, *list;
	struct json_in		*in;
	const char		*text, *name;
	size_t			 len, at, i;

	shop_fill();
	text = export_as(&how, NULL, &len);
	ck_assert_int_eq(json_parse(store.arena, text, len, &in, &at, &name),
	    JSON_OK);
	list = json_member(in, "categories");
	ck_assert_uint_eq(list->count, 3);
	for (i = 0; i < 3; i++)
		ck_assert_str_eq(json_member(&list->items[i], "id")->text,
		    json_member(&list->items[i], "slug")->text);
	list = json_member(in, "products");
	ck_assert_uint_eq(list->count, 7);
	product = &list->items[6];
	ck_assert_str_eq(json_member(product, "slug")->text, "vase-bleu");
	ck_assert_str_eq(json_member(product, "basePrice")->text, "10.00");
	ck_assert_str_eq(json_member(product, "categoryId")->text, "vases");
	ck_assert(json_member(product, "isFeatured")->boolean);
	ck_assert_ptr_null(json_member(product, "id"));
	ck_assert_str_eq(json_member(&json_member(product, "prices")->items[0],
	    "amount")->text, "1500");
	image = &json_member(product, "images")->items[1];
	ck_assert_int_eq(json_member(image, "order")->integer, 1);
	ck_assert(json_member(image, "isPrimary")->boolean);
	list = json_member(product, "variations");
	ck_assert_str_eq(json_member(&list->items[0], "price")->text, "15.00");
	ck_assert_int_eq(json_member(&list->items[1], "price")->type,
	    JSON_NULL);
}
END_TEST

START_TEST(a_sheet_is_a_zip_with_the_same_columns_and_no_formula)
{
	const struct export_how	 how = { EXPORT_XLSX, ',', false };
	const char		*bytes;
	char			 out[65536];
	size_t			 len, n;
	FILE			*unzip;

	shop_fill();
	bytes = export_as(&how, NULL, &len);
	ck_assert_int_eq(memcmp(bytes, "PK\3\4", 4), 0);
	file_write(home_path("/sheet"), bytes, len);
	unzip = popen(arena_printf(store.arena, "python3 -c \"import zipfile;"
	    "print(zipfile.ZipFile('%s').read('xl/worksheets/sheet1.xml')"
	    ".decode())\"", home_path("/sheet")), "r");
	ck_assert_ptr_nonnull(unzip);
	n = fread(out, 1, sizeof(out) - 1, unzip);
	out[n] = '\0';
	ck_assert_int_eq(pclose(unzip), 0);
	unlink(home_path("/sheet"));
	ck_assert_ptr_nonnull(strstr(out, "<t>translation of</t>"));
	ck_assert_ptr_nonnull(strstr(out, "<t>=1+1</t>"));
	ck_assert_ptr_nonnull(strstr(out, "<t>''=already guarded</t>"));
	ck_assert_ptr_null(strstr(out, "<f>"));
	ck_assert_ptr_null(strstr(out, "<v>"));
}
END_TEST

/* More than one step, more than one block on its way to the file. */
START_TEST(two_thousand_products_are_exported_in_steps)
{
	const char	*first, *second, *p;
	int		 i, lines = 0;
	char		*text = arena_alloc(store.arena, 1 << 20);
	size_t		 n = 0;

	n += (size_t)snprintf(text, 100, "slug,name,price,sku\n");
	for (i = 0; i < 2300; i++)
		n += (size_t)snprintf(text + n, 200,
		    "p-%04d,Produit %d,%d.50,S-%d\n", i * 7 % 2300, i, i, i);
	text_import(text);
	first = export_csv_all();
	for (p = first; (p = strchr(p, '\n')) != NULL; p++)
		lines++;
	ck_assert_int_eq(lines, 2301);
	shop_again();
	text_import(first);
	second = export_csv_all();
	want_same(second, first);
}
END_TEST

int
main(void)
{
	const TTest *const	 tests[] = {
		s3_bulk_03_out_and_in_and_out_again_is_the_same_to_the_byte,
		s3_bulk_03_a_sheet_goes_out_and_in_without_loss,
		s3_bulk_03_every_column_that_is_written_says_something,
		what_stands_beside_a_product_must_be_there,
		s3_bulk_03_guarding_is_undone_by_reading_whatever_stands_there,
		s3_bulk_03_no_cell_of_an_export_begins_as_a_formula,
		an_export_holds_what_the_filter_shows,
		a_file_for_excel_begins_with_a_mark_and_has_its_separator,
		s3_mig_01_the_json_has_categories_products_and_images,
		a_sheet_is_a_zip_with_the_same_columns_and_no_formula,
		two_thousand_products_are_exported_in_steps,
	};
	const struct suite	 suite = { "export", export_open,
	    export_close, true, 120 };

	return suite_of(&suite, tests, sizeof(tests) / sizeof(tests[0]));
}
