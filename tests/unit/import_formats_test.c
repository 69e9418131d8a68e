/* SPDX-License-Identifier: ISC */
#include "tests/unit/import_shop.h"
#include "tests/suite.h"

/* A shopkeeper moves in from another shop: one export of each. */

#define PRODUCT_OF(SLUG, WHAT) \
	"SELECT " WHAT " FROM product p JOIN product_text t" \
	" ON t.product_id = p.id WHERE t.slug = '" SLUG "'"
/* "value price/before stock, …" of a product's variations, by SKU. */
#define VARIATIONS_OF(SLUG) \
	"SELECT group_concat(x, ', ') FROM (SELECT coalesce(v.sku, '-') ||" \
	" ' ' || coalesce(v.value, '-') || ' ' ||" \
	" coalesce(a.amount, 'base') || '/' || coalesce(a.compare_at, '-')" \
	" || ' ' || v.stock AS x FROM product_variation v JOIN product_text t" \
	" ON t.product_id = v.product_id LEFT JOIN variation_price a" \
	" ON a.variation_id = v.id AND a.currency = 'EUR'" \
	" WHERE t.slug = '" SLUG "' ORDER BY v.sku)"
/* "Home > Pans" of a product. */
#define PATH_OF(SLUG) \
	"WITH RECURSIVE up(id, path) AS (SELECT p.category_id, ''" \
	" FROM product p JOIN product_text t ON t.product_id = p.id" \
	" WHERE t.slug = '" SLUG "' UNION ALL SELECT c.parent_id," \
	" ' > ' || n.name || up.path FROM up JOIN category c ON c.id = up.id" \
	" JOIN category_text n ON n.category_id = c.id AND n.locale = 'fr')" \
	" SELECT path FROM up WHERE id IS NULL"

/* "column lines, …" */
static const char *
differences(const struct value *v)
{
	const struct value	*list = &v[IMPORT_DIFFERENCES], *d;
	const char		*text = "";
	size_t			 i;

	for (i = 0; i < list->count; i++) {
		d = list->items[i].values;
		text = arena_printf(store.arena, "%s%s%s %d", text,
		    i == 0 ? "" : ", ", d[IMPORT_LEFT_COLUMN].text,
		    (int)d[IMPORT_LEFT_LINES].num);
		ck_assert_uint_gt(d[IMPORT_LEFT_MESSAGE].len, 5);
	}
	return text;
}
#define want_left(v, text)	ck_assert_str_eq(differences(v), text)

/* ---- WooCommerce ---------------------------------------------------------- */

START_TEST(s3_bulk_01_woocommerce_moves_in)
{
	const struct value	*v = fixture_import("woocommerce", false);

	want_tally(v, "done 10/7/0/0/1");
	want_errors(v, "11 Parent IMPORT_NO_PARENT");
	ck_assert_str_eq(v[IMPORT_FORMAT].text, "woocommerce");
	want_sql(VARIATIONS_OF("striped-tee"),
	    "TEE-B-M Blue / M 1750/2000 0, TEE-R-L Red / L base/- 3");
	want_sql(PRODUCT_OF("striped-tee", "p.status || ' ' ||"
	    " p.is_featured || ' ' || p.price_from || '/' || p.compare_at"),
	    "ACTIVE 1 1750/2000");
	want_sql(PRODUCT_OF("striped-tee", "t.description"),
	    "Light for summer.\n\nA tee with stripes.\n\nWash cold.");
	want_sql(PATH_OF("striped-tee"), " > Clothing > Tops > Tees");
	want_sql(PATH_OF("wool-hat"), " > Clothing > Hats");
	want_sql(PRODUCT_OF("striped-tee", "(SELECT group_concat(url, ' ')"
	    " FROM (SELECT url FROM product_image WHERE product_id = p.id"
	    " ORDER BY position))"), "https://shop.test/tee.jpg"
	    " https://shop.test/tee-2.jpg https://shop.test/tee-blue.jpg");
	want_sql(PRODUCT_OF("wool-hat", "p.tax_class || ' ' ||"
	    " replace(p.tags, char(10), '|') || ' ' || p.price_from || '/' ||"
	    " p.compare_at"), "reduced wool|winter 1800/2000");
	want_sql("SELECT weight || ' ' || low_stock_at || ' ' || stock"
	    " FROM product_variation WHERE sku = 'HAT'", "250 2 7");
}
END_TEST

START_TEST(what_woocommerce_hides_stays_hidden_and_old_sales_are_over)
{
	const struct value	*v = fixture_import("woocommerce", false);

	want_sql(PRODUCT_OF("draft-scarf", "p.status"), "DRAFT");
	want_sql(PRODUCT_OF("private-gloves", "p.status || p.stock"),
	    "INACTIVE1");
	want_sql(PRODUCT_OF("a-song", "p.tax_class"), "exempt");
	want_sql(PRODUCT_OF("winter-coat", "p.price_from || ' ' ||"
	    " coalesce(p.compare_at, '-') || ' ' || p.stock"), "8000 - 0");
	want_sql(PRODUCT_OF("wool-hat-25", "p.price_from"), "3000");
	want_left(v, "In stock? 2, Attribute 1 global 1, Attribute 1 visible 1,"
	    " Attribute 2 global 1, Attribute 2 visible 1, Categories 1,"
	    " Download 1 URL 1, Download 1 name 1, Position 1, Sale price 1");
	want_tally(fixture_import("woocommerce", false), "done 10/0/0/7/1");
}
END_TEST

START_TEST(woocommerce_in_french_is_understood)
{
	want_tally(text_import("ID,Type,UGS,Nom,Publié,Mis en avant ?,"
	    "Description,En stock ?,Stock,Poids (kg),Tarif promo,"
	    "Tarif régulier,Catégories,Étiquettes,Images,Parent,"
	    "Nom de l’attribut 1,Valeur(s) de l’attribut 1\n"
	    "1,variable,P,Pull,1,0,Un pull en laine épaisse,1,,,,,"
	    "Vêtements > Pulls,laine,https://x.test/p.jpg,,Taille,\"S, M\"\n"
	    "2,variation,P-S,Pull - S,1,0,,1,4,\"0,5\",\"45,00\",\"50,00\",,,,"
	    "id:1,Taille,S\n"), "done 2/1/0/0/0");
	want_sql(VARIATIONS_OF("pull"), "P-S S base/- 4");
	want_sql(PRODUCT_OF("pull", "p.price_from || '/' || p.compare_at"),
	    "4500/5000");
	want_sql("SELECT weight FROM product_variation", "500");
}
END_TEST

/* The first category, or the one below it; the others are tags. */
START_TEST(s3_bulk_01_further_categories_of_woocommerce_become_tags)
{
	const struct value	*v;

	v = text_import("ID,Type,SKU,Name,Regular price,Categories,Tags\n"
	    "1,simple,A,One,1,\"Home, Home > Pans, Sale > Winter\\, late,"
	    " Gifts, , Home\",\"iron, gifts\"\n"
	    "2,simple,B,Two,1,\"Home, Home > Pans\",\n"
	    "3,simple,C,Three,1,,\n"
	    "4,simple,D,Four,1,\"Homely, Home\",\n");
	want_tally(v, "done 4/4/0/0/0");
	want_left(v, "Categories 2");
	want_sql(PATH_OF("one"), " > Home > Pans");
	want_sql(PRODUCT_OF("one", "replace(p.tags, char(10), '|')"),
	    "iron|gifts|Winter, late");
	want_sql(PATH_OF("two"), " > Home > Pans");
	want_sql(PRODUCT_OF("two", "p.tags"), "");
	want_sql(PATH_OF("three"), " > Divers");
	want_sql(PATH_OF("four"), " > Homely");
	want_sql(PRODUCT_OF("four", "p.tags"), "Home");
}
END_TEST

/* A parent may stand behind a million others: here, behind many. */
START_TEST(variations_find_their_product_wherever_it_stands)
{
	const char	*text = "ID,Type,SKU,Name,Published,Regular price,"
			    "Parent,Attribute 1 name,Attribute 1 value(s)\n";
	int		 i;

	for (i = 0; i < 300; i++)
		text = arena_printf(store.arena, "%s%d,variation,V%d,,1,%d,"
		    "id:%d,No,%d\n", text, 1000 + i, i, 1 + i, 1 + i % 7, i);
	for (i = 0; i < 7; i++)
		text = arena_printf(store.arena,
		    "%s%d,variable,,Product %d,1,,,,\n", text, 1 + i, i);
	want_tally(text_import(text), "done 307/7/0/0/0");
	want_sql("SELECT group_concat(n, ' ') FROM (SELECT count(*) AS n"
	    " FROM product_variation GROUP BY product_id ORDER BY n DESC)",
	    "43 43 43 43 43 43 42");
	want_sql("SELECT count(*) FROM product_variation v JOIN product_text t"
	    " ON t.product_id = v.product_id WHERE t.slug = 'product-2'"
	    " AND (CAST(substr(v.sku, 2) AS INTEGER)) % 7 <> 2", "0");
}
END_TEST

/* ---- Medusa --------------------------------------------------------------- */

START_TEST(s3_bulk_01_medusa_moves_in)
{
	static const char *const	 names[] = {
		"medusa_exported-products-comma",
		"medusa_exported-products-semicolon",
	};
	const struct value		*v = fixture_import(names[_i], false);

	want_tally(v, "done 3/2/0/0/0");
	ck_assert_str_eq(v[IMPORT_FORMAT].text, "medusa");
	want_sql(VARIATIONS_OF("base-product"),
	    "- large / green base/- 0, - small / green 6500/- 0");
	want_sql(PRODUCT_OF("base-product", "p.status || ' ' || p.price_from"
	    " || ' ' || replace(p.tags, char(10), '|')"), "DRAFT 4500 123|456");
	want_sql("SELECT group_concat(x, ' ') FROM (SELECT a.currency ||"
	    " a.amount AS x FROM variation_price a WHERE a.currency <> 'EUR'"
	    " ORDER BY a.currency, a.amount)",
	    "DKK3000 DKK3000 DKK5000 USD10000 USD10000 USD20000");
	ck_assert_ptr_nonnull(strstr(differences(v), "Product Thumbnail 3"));
	want_tally(fixture_import(names[_i], false), "done 3/0/0/2/0");
}
END_TEST

START_TEST(medusas_unknown_columns_are_told)
{
	const struct value	*v = fixture_import("medusa_invalid-column",
				    false);

	want_tally(v, "done 1/1/0/0/0");
	ck_assert_ptr_nonnull(strstr(differences(v), "Product field 1"));
	v = fixture_import("medusa_invalid-prices", false);
	ck_assert_str_eq(v[IMPORT_STATUS].text, "done");
	ck_assert_ptr_nonnull(strstr(differences(v),
	    "Variant Price nonexistent [EUR] 1"));
	v = fixture_import("medusa_product-with-categories", false);
	want_tally(v, "done 2/1/0/0/0");
	ck_assert_ptr_nonnull(strstr(differences(v), "Product Category 1 1"));
}
END_TEST

/* As people write them, and a name for its collection. */
START_TEST(s3_bulk_01_medusas_first_version_has_plain_prices)
{
	static const char	 file[] = "Product Handle;Product Title;"
	    "Product Status;Product Collection Title;Variant SKU;"
	    "Variant Inventory Quantity;Price EUR;Price USD;"
	    "Option 1 Name;Option 1 Value;Image 1 Url\n"
	    "cup;Cup;published;Winter, 2023;C1;5;12.5;14;Colour;Red;"
	    "https://x.test/c.jpg\n"
	    "cup;Cup;published;Winter, 2023;C2;0;1250;15.25;Colour;Blue;\n";

	want_tally(text_import(file), "done 2/1/0/0/0");
	want_sql(PRODUCT_OF("cup", "p.status || ' ' || p.price_from || ' ' ||"
	    " p.stock"), "ACTIVE 1250 5");
	want_sql(VARIATIONS_OF("cup"), "C1 Red base/- 5, C2 Blue 125000/- 0");
	want_sql("SELECT group_concat(amount) FROM variation_price"
	    " WHERE currency = 'USD'", "1400,1525");
	want_sql("SELECT t.name || c.products || c.kind FROM collection c JOIN"
	    " collection_text t ON t.collection_id = c.id",
	    "Winter, 20231manual");
	want_tally(text_import(file), "done 2/0/0/1/0");
}
END_TEST

/* A file of before that counted in cents, which its owner knows. */
START_TEST(s3_bulk_01_a_column_may_be_said_to_count_in_cents)
{
	sending.mapping = "{\"Price EUR\":\"priceInCents\"}";
	want_tally(text_import("Product Handle;Product Title;Price EUR;"
	    "Variant SKU\ncup;Cup;1250;C1\nbowl;Bowl;12.5;C2\n"
	    "jar;Jar;-5;C3\npot;Pot;99999999999999;C4\n"),
	    "done 4/1/0/0/3");
	want_sql(PRODUCT_OF("cup", "p.price_from"), "1250");
	want_sql("SELECT group_concat(line || field || code) FROM"
	    " catalog_import_error", "3Price EURIMPORT_PRICE,"
	    "4Price EURIMPORT_PRICE,5Price EURIMPORT_PRICE");
}
END_TEST

/* ---- Vendure -------------------------------------------------------------- */

START_TEST(s3_bulk_01_vendure_moves_in)
{
	const struct value	*v = fixture_import("vendure", false);

	want_tally(v, "done 4/2/0/0/0");
	ck_assert_str_eq(v[IMPORT_FORMAT].text, "vendure");
	want_sql(VARIATIONS_OF("lamp"), "L-BS Black / S base/- 3,"
	    " L-WL White / L 4990/- 0, L-WS White / S base/- 12");
	want_sql(PATH_OF("lamp"), " > Home > Light");
	want_sql(PRODUCT_OF("lamp", "p.vendor || ' ' || p.tags || ' ' ||"
	    " p.status || ' ' || t.description"),
	    "Lumen Office ACTIVE A lamp, with a shade of paper");
	want_sql(PRODUCT_OF("tea-pot", "p.tax_class || ' ' || p.price_from"),
	    "zero 129900");
	want_left(v, "trackInventory 3, assets 1, variantFacets 1");
	want_tally(fixture_import("vendure", false), "done 4/0/0/2/0");
}
END_TEST

/* ---- JSON ----------------------------------------------------------------- */

static const struct value *
json_import(void)
{
	size_t	 len;
	char	*bytes = file_read("tests/fixtures/catalog/migration.json",
		    &len);

	return bytes_import(bytes, len, false);
}

START_TEST(s3_mig_01_categories_products_and_images_come_from_json)
{
	const struct value	*v = json_import();

	want_tally(v, "done 7/2/0/0/0");
	ck_assert_str_eq(v[IMPORT_FORMAT].text, "json");
	want_sql("SELECT group_concat(x, ', ') FROM (SELECT t.slug || ' ' ||"
	    " t.name || ' ' || coalesce(t.description, '-') || ' ' ||"
	    " coalesce(c.image_url, '-') || ' ' || coalesce(c.icon, '-') ||"
	    " ' ' || c.position AS x FROM category c JOIN category_text t"
	    " ON t.category_id = c.id ORDER BY c.position)",
	    "maison Maison Pour la maison https://shop.test/maison.jpg home 1,"
	    " cuisine Cuisine - - - 2, deco Déco - - - 3");
	want_sql(PATH_OF("vase-bleu"), " > Maison > Déco");
	want_sql(PATH_OF("bol"), " > Maison > Cuisine");
	want_sql(PRODUCT_OF("vase-bleu", "p.status || ' ' || p.is_featured ||"
	    " p.is_new || ' ' || p.price_from"), "ACTIVE 10 4550");
	want_sql("SELECT group_concat(x, ', ') FROM (SELECT i.position || ' '"
	    " || i.alt_text || ' ' || i.is_primary || ' ' || i.url AS x"
	    " FROM product_image i JOIN product_text t"
	    " ON t.product_id = i.product_id WHERE t.slug = 'vase-bleu'"
	    " ORDER BY i.position)",
	    "0 Vase bleu 1 https://shop.test/a.jpg,"
	    " 1 Vase bleu 0 https://shop.test/b.jpg");
	want_sql(PRODUCT_OF("bol", "p.status || ' ' || p.is_new || ' ' ||"
	    " p.vendor || ' ' || replace(p.tags, char(10), '|')"),
	    "DRAFT 1 Atelier grès|table");
	want_sql(VARIATIONS_OF("bol"),
	    "BOL-L L 1500/- 2, BOL-S S base/- 4");
	want_left(v, "id 3, whatsapp 1");
	want_tally(json_import(), "done 7/0/0/2/0");
	want_sql("SELECT sum(version) FROM category", "3");
}
END_TEST

/* Seven levels, and two that stand below each other. */
START_TEST(s3_mig_01_circular_and_too_deep_categories_are_refused_by_name)
{
	const struct value	*v = text_import("{\"categories\": [\n"
	    "{\"id\": 1, \"slug\": \"a\", \"name\": \"Ring A\","
	    " \"parentId\": 2},\n"
	    "{\"id\": 2, \"slug\": \"b\", \"name\": \"Ring B\","
	    " \"parentId\": 1},\n"
	    "{\"id\": 3, \"slug\": \"self\", \"name\": \"Itself\","
	    " \"parentId\": 3},\n"
	    "{\"slug\": \"below\", \"name\": \"Below\", \"parent\": \"a\"},\n"
	    "{\"slug\": \"l1\", \"name\": \"L1\", \"children\": [{\"slug\":"
	    " \"l2\", \"name\": \"L2\", \"children\": [{\"slug\": \"l3\","
	    " \"name\": \"L3\", \"children\": [{\"slug\": \"l4\", \"name\":"
	    " \"L4\", \"children\": [{\"slug\": \"l5\", \"name\": \"L5\","
	    " \"children\": [{\"slug\": \"l6\", \"name\": \"L6\","
	    " \"children\": [{\"slug\": \"l7\", \"name\": \"L7\"}]}]}]}]}]}]},"
	    "\n{\"slug\": \"lost\", \"name\": \"Lost\", \"parentId\": 99}\n"
	    "], \"products\": []}");

	want_tally(v, "done 12/0/0/0/6");
	want_errors(v, "2 Ring A CATEGORY_CYCLE, 3 Ring B CATEGORY_CYCLE,"
	    " 4 Itself CATEGORY_CYCLE, 5 Below CATEGORY_CYCLE,"
	    " 6 L7 CATEGORY_TOO_DEEP, 7 parent NO_CATEGORY");
	want_sql("SELECT count(*) FROM category", "6");
}
END_TEST

static const struct { const char *what, *text, *tally, *errors; } odd[] = {
	{ "a list of products", "[{\"slug\":\"a-a\",\"name\":\"Aaa\","
	  "\"price\":1}]", "done 1/1/0/0/0", "" },
	{ "nothing in it", "{}", "failed 0/0/0/0/0", "1  IMPORT_EMPTY" },
	{ "cut off", "[{\"slug\":\"a-a\",\"name\":\"Aaa\",\"price\":1},",
	  "failed 1/1/0/0/0", "1  IMPORT_JSON" },
	{ "cut off in categories", "{\"categories\":[{\"slug\":\"a\"",
	  "failed 0/0/0/0/0", "1  IMPORT_JSON" },
	{ "a bad one among good ones", "[\n{\"slug\":\"a-a\",\"name\":\"Aaa\","
	  "\"price\":1},\n{bad},\n{\"slug\":\"b-b\",\"name\":\"Bbb\","
	  "\"price\":2},\n7]", "done 4/2/0/0/2",
	  "3  IMPORT_JSON, 5  IMPORT_JSON" },
	{ "a price like no price", "[{\"slug\":\"a-a\",\"name\":\"Aaa\","
	  "\"price\":1.999}]", "done 1/0/0/0/1", "1 basePrice IMPORT_PRICE" },
	{ "an unknown status", "[{\"slug\":\"a-a\",\"name\":\"Aaa\","
	  "\"price\":1,\"status\":\"sold\"}]", "done 1/0/0/0/1",
	  "1 status NOT_A_CHOICE" },
	{ "text behind it", "{\"products\":[]} x", "failed 0/0/0/0/0",
	  "1  IMPORT_JSON" },
	{ "bytes that are no UTF-8", "[{\"slug\":\"a-a\",\"name\":\"A\xff"
	  "a\",\"price\":1},{\"slug\":\"b-b\",\"name\":\"Bbb\","
	  "\"price\":2}]", "done 2/1/0/0/1", "1  IMPORT_ENCODING" },
	{ "a mark before it", "\xef\xbb\xbf[{\"slug\":\"a-a\","
	  "\"name\":\"Aaa\",\"price\":1}]", "done 1/1/0/0/0", "" },
	{ "a category that is a number", "{\"categories\":[7],"
	  "\"products\":[]}", "failed 0/0/0/0/0", "1  IMPORT_JSON" },
	{ "categories that are none", "{\"categories\":7}",
	  "failed 0/0/0/0/0", "1  IMPORT_EMPTY" },
	{ "a product without a name", "[{\"slug\":\"a-a\",\"price\":1}]",
	  "done 1/0/0/0/1", "1 name IMPORT_NO_NAME" },
};

START_TEST(s3_mig_01_json_is_refused_where_it_is_wrong)
{
	const struct value	*v = text_import(odd[_i].text);

	ck_assert_msg(strcmp(tally(v), odd[_i].tally) == 0 &&
	    strcmp(errors(v), odd[_i].errors) == 0, "%s: %s [%s]",
	    odd[_i].what, tally(v), errors(v));
}
END_TEST

/* ---- any other ------------------------------------------------------------- */

START_TEST(any_columns_come_in_by_a_mapping)
{
	static const char	 file[] = "Artikel|Bezeichnung|EAN|VK brutto|"
	    "Bestand|Gruppe|Lagerort\nT1|Teekanne|4006381333931|39,90|4|"
	    "Küche > Tee|R3\nT2|Tasse||5,00|12|Küche > Tee|R4\n";
	const struct value	*v;

	want_errors(text_import(file), "1 name IMPORT_COLUMNS");
	sending.mapping = "{\"Artikel\":\"sku\",\"Bezeichnung\":\"name\","
	    "\"EAN\":\"barcode\",\"VK brutto\":\"price\",\"Bestand\":\"stock\","
	    "\"Gruppe\":\"category\",\"Lagerort\":\"\"}";
	v = text_import(file);
	want_tally(v, "done 2/2/0/0/0");
	ck_assert_str_eq(v[IMPORT_FORMAT].text, "custom");
	want_left(v, "Lagerort 2");
	want_sql(PATH_OF("tasse"), " > Küche > Tee");
	want_sql("SELECT sku || ' ' || barcode || ' ' || stock"
	    " FROM product_variation WHERE sku = 'T1'", "T1 4006381333931 4");
	want_tally(text_import(file), "done 2/0/0/2/0");
}
END_TEST

START_TEST(a_mapping_overrules_what_a_column_is_called)
{
	sending.mapping = "{\"description\":\"seoDescription\",\"price\":\"\","
	    "\"cost\":\"price\"}";
	want_tally(text_import("slug,name,description,price,cost\n"
	    "a-a,Product,Some words here,1,7\n"), "done 1/1/0/0/0");
	want_sql("SELECT seo_description || ' ' || price_from"
	    " FROM product_text t JOIN product p ON p.id = t.product_id",
	    "Some words here 700");
}
END_TEST

int
main(void)
{
	const struct suite_row	 tests[] = {
		{ s3_bulk_01_woocommerce_moves_in, 1 },
		{ what_woocommerce_hides_stays_hidden_and_old_sales_are_over,
		    1 },
		{ woocommerce_in_french_is_understood, 1 },
		{ s3_bulk_01_further_categories_of_woocommerce_become_tags, 1 },
		{ variations_find_their_product_wherever_it_stands, 1 },
		{ s3_bulk_01_medusa_moves_in, 2 },
		{ medusas_unknown_columns_are_told, 1 },
		{ s3_bulk_01_medusas_first_version_has_plain_prices, 1 },
		{ s3_bulk_01_a_column_may_be_said_to_count_in_cents, 1 },
		{ s3_bulk_01_vendure_moves_in, 1 },
		{ s3_mig_01_categories_products_and_images_come_from_json, 1 },
		{ s3_mig_01_circular_and_too_deep_categories_are_refused_by_name,
		    1 },
		{ s3_mig_01_json_is_refused_where_it_is_wrong, COUNT(odd) },
		{ any_columns_come_in_by_a_mapping, 1 },
		{ a_mapping_overrules_what_a_column_is_called, 1 },
	};
	const struct suite	 suite = { "import formats", import_shop_open,
	    import_shop_close, true, 120 };

	return suite_rows(&suite, tests,
	    sizeof(tests) / sizeof(tests[0]));
}
