/* SPDX-License-Identifier: ISC */
/*
 * S3-BULK-03, S3-MIG-01: a whole shop moves out and into an empty one, and
 * what goes out of that is the same file.
 */
#include "lib/catalog/bundle.h"
#include "lib/catalog/internal.h"
#include "tests/unit/collection_shop.h"
#include "tests/unit/export_shop.h"
#include "tests/suite.h"

/* Whatever a text may hold: what other formats take for markup as well. */
#define WILD	"Première ligne\\n\\n  <b>pas en gras</b> &amp; a < b\\\\n" \
	"\\tfin; «œuvre», 100 pour cent — \\u0022cité\\u0022"

/* What the shop of shop_fill() has not. */
static void
shop_fill_more(void)
{
	const char	*bowls, *lamp, *bowl;

	deed_ok(CATEGORY_CREATES, NULL, "{'name':'Bols','slug':'les-bols',"
	    "'description':'" WILD "','imageUrl':'https://x.test/c.jpg',"
	    "'icon':'bowl','order':7,'isActive':false,'translations':["
	    "{'locale':'ar','name':'أوعية','slug':'aw'},{'locale':'en',"
	    "'name':'Bowls','description':'" WILD "'}]}");
	bowls = text_at(got, CATEGORY_ID);
	lamp = product_new("Lampe", bowls, ",'status':'ACTIVE','images':["
	    "{'url':'/media/sans-texte.webp'},{'url':'/media/b.webp',"
	    "'altText':'Deux','isPrimary':true}],'variations':[{'options':"
	    "[{'name':'Pied','value':'Bois'}],'price':30,'stock':2},"
	    "{'options':[{'name':'Pied','value':'Fer'}],'price':40,"
	    "'compareAtPrice':50,'stock':0}]");
	product_described("Bol", bowls, WILD);
	bowl = text_at(got, PRODUCT_ID);
	deed_ok(PRODUCT_CHANGES, bowl, "{'basePrice':9,'compareAtPrice':11,"
	    "'tags':['a, b','c\\\\','d\\\\, e'],'translations':[{'locale':"
	    "'en','name':'Bowl','description':'" WILD "','seoDescription':"
	    "'In a line'}],'variations':[{'options':[{'name':'T','value':"
	    "'1'}],'price':9},{'options':[{'name':'T','value':'2'}],'price':"
	    "12,'compareAtPrice':null}]}");
	coll_ok(COLL_CREATES, NULL, "{'name':'À la une, déjà','slug':'une',"
	    "'description':'" WILD "','imageUrl':'/media/u.webp','order':3,"
	    "'isActive':false,'translations':[{'locale':'ar','name':'مختارات',"
	    "'slug':'mukhtarat'}]}");
	coll_ok(COLL_SETS, text_at(got, COLLECTION_ID),
	    "{'productIds':['%s','%s']}", lamp, bowl);
	coll_ok(COLL_CREATES, NULL, "{'name':'Cadeaux','order':1}");
	coll_ok(COLL_SETS, text_at(got, COLLECTION_ID), "{'productIds':["
	    "'%s']}", bowl);
	coll_ok(COLL_CREATES, NULL, "{'name':'Vide'}");
	coll_by_rules("Par règles", "any", "{'field':'category','relation':"
	    "'is','value':'les-bols'},{'field':'price','relation':'less',"
	    "'value':'12.50'},{'field':'tag','relation':'not_set'}");
	jobs_run();
}

/* One by hand has its members in their order, one by rules has those it
 * finds. */
#define COLLECTIONS \
	"SELECT group_concat(x, ';') FROM (SELECT t.locale || t.slug ||" \
	" t.name || coalesce(t.description, '-') || c.kind || c.matching ||" \
	" coalesce(c.image_url, '-') || c.position || c.is_active ||" \
	" c.products || coalesce((SELECT group_concat(y) FROM (SELECT" \
	" field || relation || CASE field WHEN 'category' THEN (SELECT" \
	" n.slug FROM category_text n WHERE n.category_id = r.value AND" \
	" n.locale = 'fr') ELSE value END AS y FROM collection_rule r" \
	" WHERE r.collection_id = c.id ORDER BY position)), '') ||" \
	" coalesce((SELECT group_concat(y) FROM (SELECT s.slug AS y" \
	" FROM collection_product m JOIN product_text s ON s.product_id =" \
	" m.product_id AND s.locale = 'fr' WHERE m.collection_id = c.id" \
	" ORDER BY m.position, s.slug)), '') AS x FROM collection c" \
	" JOIN collection_text t ON t.collection_id = c.id" \
	" ORDER BY t.locale, t.slug)"
#define CATEGORIES \
	"SELECT group_concat(x, ';') FROM (SELECT t.locale || t.slug ||" \
	" t.name || coalesce(t.description, '-') || coalesce(c.image_url," \
	" '-') || coalesce(c.icon, '-') || c.position || c.is_active ||" \
	" c.products AS x FROM category c JOIN category_text t" \
	" ON t.category_id = c.id ORDER BY t.locale, t.slug)"

#define MEMBERS \
	"SELECT group_concat(x, '; ') FROM (SELECT t.name || ': ' ||" \
	" group_concat(s.slug) AS x FROM collection_text t" \
	" JOIN collection_product m ON m.collection_id = t.collection_id" \
	" JOIN product_text s ON s.product_id = m.product_id" \
	" GROUP BY t.name ORDER BY t.name)"

static const char *
whole(enum export_format format, size_t *len)
{
	const struct export_how	 how = { format, ',', false };

	return export_as(&how, NULL, len);
}

START_TEST(s3_bulk_03_a_shop_moves_by_json_without_loss)
{
	const struct value	*v;
	const char		*bytes, *collections, *categories, *csv;
	size_t			 len, n;

	shop_fill();
	shop_fill_more();
	collections = sql(COLLECTIONS);
	categories = sql(CATEGORIES);
	bytes = whole(EXPORT_JSON, &len);
	csv = whole(EXPORT_CSV, &n);
	shop_again();
	v = bytes_import(bytes, len, false);
	jobs_run();
	ck_assert_str_eq(errors(v), "");
	ck_assert_msg(v[IMPORT_DIFFERENCES].count == 0, "%s",
	    text_at(v[IMPORT_DIFFERENCES].items, IMPORT_LEFT_COLUMN));
	want_same(sql(CATEGORIES), categories);
	want_same(sql(COLLECTIONS), collections);
	want_same(whole(EXPORT_CSV, &n), csv);
	want_same(whole(EXPORT_JSON, &n), bytes);
	ck_assert_uint_eq(n, len);
}
END_TEST

/* As wide as a product can be: more values than a request may have. */
START_TEST(s3_bulk_03_the_widest_product_moves_by_json)
{
	const char	*category = category_new("Large", NULL), *bytes;
	const char	*list = "";
	size_t		 len, n;
	int		 i;

	for (i = 0; i < 100; i++)
		list = arena_printf(store.arena, "%s%s{'options':[{'name':"
		    "'A','value':'%d'},{'name':'B','value':'b'},{'name':'C',"
		    "'value':'c'}],'price':%d,'prices':[{'currency':'USD',"
		    "'amount':1},{'currency':'MAD','amount':2},{'currency':"
		    "'GBP','amount':3},{'currency':'JPY','amount':4},"
		    "{'currency':'CHF','amount':5}]}", list, i > 0 ? "," : "",
		    i, i + 1);
	product_new("Large", category, "");
	deed_ok(PRODUCT_CHANGES, text_at(got, PRODUCT_ID),
	    "{'variations':[%s]}", list);
	bytes = whole(EXPORT_JSON, &len);
	shop_again();
	want_tally(bytes_import(bytes, len, false), "done 102/1/0/0/0");
	want_same(whole(EXPORT_JSON, &n), bytes);
}
END_TEST

/* And a second time it changes nothing, a dry run says so before. */
START_TEST(s3_bulk_03_the_same_json_again_changes_nothing)
{
	const struct value	*v;
	const char		*bytes;
	size_t			 len;

	shop_fill();
	shop_fill_more();
	bytes = whole(EXPORT_JSON, &len);
	v = bytes_import(bytes, len, true);
	ck_assert_str_eq(errors(v), "");
	ck_assert_int_eq(v[IMPORT_UNCHANGED].num, 11);
	want_sql("SELECT max(version) FROM collection", "2");
	v = bytes_import(bytes, len, false);
	ck_assert_str_eq(errors(v), "");
	ck_assert_int_eq(v[IMPORT_UNCHANGED].num, 11);
	ck_assert_int_eq(v[IMPORT_CHANGED].num, 0);
	want_sql("SELECT max(version) FROM collection", "2");
	want_sql("SELECT max(version) FROM category", "1");
	shop_again();
	v = bytes_import(bytes, len, true);
	ck_assert_str_eq(errors(v), "");
	ck_assert_int_eq(v[IMPORT_CREATED].num, 9);
	want_sql("SELECT count(*) FROM product", "0");
	want_sql("SELECT count(*) FROM collection", "0");
}
END_TEST

#define OWN(CATEGORY, PRODUCT, COLLECTION) "{\"generator\":\"souk\"," \
	"\"categories\":[" CATEGORY "],\"products\":[" PRODUCT "]," \
	"\"collections\":[" COLLECTION "]}"

#define DRAFTED "{\"name\":\"Produit\",\"slug\":\"p\",\"status\":\"DRAFT\","

/* Whatever such a file says of translations, products and collections. */
START_TEST(s3_mig_01_bad_parts_of_souks_own_json_are_told)
{
	static const struct { const char *text, *errors; } t[] = {
		{ OWN("{\"name\":\"Un\",\"translations\":[{\"locale\":\"en\"}]}",
		  "", ""), "1 name REQUIRED" },
		{ OWN("{\"name\":\"Deux\",\"translations\":[{\"name\":\"T\"}]}",
		  "", ""), "1 locale LOCALE_TWICE" },
		{ OWN("{\"name\":\"Trois\",\"translations\":[{\"locale\":\"fr\","
		  "\"name\":\"T\"}]}", "", ""), "1 locale LOCALE_TWICE" },
		{ OWN("{\"name\":\"Quatre\",\"translations\":[7,{\"locale\":"
		  "\"en\",\"name\":\"Four\"},{\"locale\":\"en\",\"name\":"
		  "\"Five\"}]}", "", ""), "1 locale LOCALE_TWICE" },
		{ OWN("", DRAFTED "\"translations\":[{\"locale\":"
		  "\"en\"}]}", ""), "1 name IMPORT_NO_NAME" },
		{ OWN("", DRAFTED "\"prices\":["
		  "{\"currency\":\"USD\"}]}", ""), "1 prices IMPORT_PRICE" },
		{ OWN("", DRAFTED "\"relatedIds\":["
		  "\"nowhere\"]}", ""), "1 (related) NO_PRODUCT" },
		{ OWN("", "", "{\"name\":\"C\",\"kind\":\"rules\",\"rules\":[{"
		  "\"field\":\"category\",\"relation\":\"is\",\"value\":"
		  "\"nowhere\"}]}"), "1  NO_CATEGORY" },
		{ OWN("", "", "{\"name\":\"C\",\"secret\":1}"),
		  "1  UNKNOWN_FIELD" },
		{ OWN("", "", "7"), "1  IMPORT_JSON" },
		{ OWN("", "", "{\"name\":\"C\",\"products\":[7,\"nowhere\"]}"),
		  "" },
	};
	size_t	 i;

	for (i = 0; i < COUNT(t); i++)
		ck_assert_str_eq(errors(text_import(t[i].text)), t[i].errors);
}
END_TEST

/* In those that the column names and in no other one by hand. */
START_TEST(s3_bulk_03_a_column_says_which_collections_a_product_is_in)
{
	const char	*head = "slug,name,price,collections\n";
	const char	*long_name = "";
	int		 i;

#define SAID(LINES) errors(text_import(arena_printf(store.arena, "%s%s", \
	    head, LINES)))
	ck_assert_str_eq(SAID("a,Produit,1,\"A, B\\, b, A\"\nb,Produit,1,A\n"),
	    "");
	want_sql(MEMBERS, "A: a,b; B, b: a");
	ck_assert_str_eq(SAID("a,Produit,1,\"B\\, b,C\"\n"), "");
	want_sql(MEMBERS, "A: b; B, b: a; C: a");
	ck_assert_str_eq(errors(text_import("slug,name,price\na,Autre,1\n")),
	    "");
	want_sql(MEMBERS, "A: b; B, b: a; C: a");
	want_tally(text_import("slug,name,price,collections\na,Autre,1,\n"),
	    "done 1/0/1/0/0");
	want_sql(MEMBERS, "A: b");
	want_sql("SELECT count(*) FROM collection", "3");
	/* By rules, too long a name, another brand's of that name. */
	coll_by_rules("Règles", "all", "{'field':'price','relation':'greater',"
	    "'value':'5'}");
	for (i = 0; i < 101; i++)
		long_name = arena_printf(store.arena, "%sé", long_name);
	ck_assert_str_eq(SAID(arena_printf(store.arena, "a,Autre,1,Règles\n"
	    "b,Produit,1,A\nc,Produit,1,%s\nd,Produit,1,C\n", long_name)),
	    "2 collections COLLECTION_BY_RULES, 4 collections NO_COLLECTION");
	want_sql(MEMBERS, "A: b; C: d");
	as_brand(THEIRS);
	ck_assert_str_eq(SAID("x,Produit,1,A\n"), "");
	want_sql("SELECT count(*) FROM collection WHERE brand_id = '" THEIRS
	    "'", "1");
	want_sql(MEMBERS, "A: b,x; C: d");
	groups_hold();
#undef SAID
}
END_TEST

START_TEST(a_collection_that_is_full_takes_no_more_lines)
{
	char	*text = arena_alloc(store.arena, 1 << 16);
	size_t	 n = (size_t)sprintf(text, "slug,name,price,collections\n");
	int	 i;

	for (i = 0; i < MEMBERS_MAX + 2; i++)
		n += (size_t)sprintf(text + n, "p-%d,Produit,1,%s\n", i,
		    i == MEMBERS_MAX + 1 ? "Autre" : "Tous");
	ck_assert_str_eq(errors(text_import(text)),
	    "1002 collections TOO_MANY");
	want_sql("SELECT count(*) FROM product", "1001");
	want_sql("SELECT count(*) FROM collection_product", "1001");
}
END_TEST

/* What the file says is none is taken away again, and what has changed since
 * is as it was. */
START_TEST(s3_bulk_03_souks_own_json_puts_a_shop_back)
{
	const char	*category = category_new("Retour", NULL), *id, *bytes;
	const char	*coll;
	size_t		 len, n;

	product_new("Retour", category, ",'basePrice':10,'variations':["
	    "{'price':12}]");
	id = text_at(got, PRODUCT_ID);
	coll_ok(COLL_CREATES, NULL, "{'name':'Choix'}");
	coll = text_at(got, COLLECTION_ID);
	bytes = whole(EXPORT_JSON, &len);
	deed_ok(PRODUCT_CHANGES, id, "{'compareAtPrice':20,'tags':['a'],"
	    "'variations':[{'price':13,'compareAtPrice':15,'sku':'S',"
	    "'barcode':'4006381333931','weight':3,'lowStockAt':1,'prices':[{"
	    "'currency':'USD','amount':3}]}],'prices':[{'currency':'USD',"
	    "'amount':2}]}");
	deed_ok(CATEGORY_CHANGES, category, "{'order':3,'name':'Autre'}");
	coll_ok(COLL_CHANGES, coll, "{'order':3,'isActive':false}");
	coll_ok(COLL_SETS, coll, "{'productIds':['%s']}", id);
	ck_assert_str_eq(errors(bytes_import(bytes, len, false)), "");
	want_same(whole(EXPORT_JSON, &n), bytes);
}
END_TEST

/* Of another shop's currency or language nothing is taken for one's own. */
START_TEST(s3_mig_01_json_in_another_currency_or_language_is_refused)
{
	static const struct { const char *text, *errors; } t[] = {
		{ "[{\"name\":\"Bol\",\"price\":1,\"currency\":\"USD\"}]",
		  "1 currency IMPORT_PRICE" },
		{ "[{\"name\":\"Bol\",\"price\":1,\"currency\":\"eur\"}]", "" },
		{ "{\"generator\":\"souk\",\"locale\":\"en\",\"products\":[{"
		  "\"name\":\"Bowl\"}]}", "1 locale BAD_LOCALE" },
		{ "{\"locale\":\"en\",\"products\":[{\"name\":\"Bowl\"}]}",
		  "" },
	};
	size_t	 i;

	for (i = 0; i < COUNT(t); i++)
		ck_assert_str_eq(errors(text_import(t[i].text)), t[i].errors);
}
END_TEST

/* Sheets have a column of collections by hand, by name; the rest of a
 * collection and what a category says of itself is JSON's. */
START_TEST(s3_bulk_03_a_shop_moves_by_sheets_with_its_collections)
{
	static const enum export_format	 formats[] = {
		EXPORT_CSV, EXPORT_XLSX
	};
	const char	*bytes, *csv;
	size_t		 i, len, n;

	for (i = 0; i < COUNT(formats); i++) {
		if (i > 0)
			shop_again();
		shop_fill();
		shop_fill_more();
		bytes = whole(formats[i], &len);
		csv = whole(EXPORT_CSV, &n);
		shop_again();
		ck_assert_str_eq(errors(bytes_import(bytes, len, false)), "");
		want_same(whole(EXPORT_CSV, &n), csv);
		want_sql("SELECT group_concat(x, '; ') FROM (SELECT c.products"
		    " || ' ' || t.name AS x FROM collection c JOIN"
		    " collection_text t ON t.collection_id = c.id"
		    " ORDER BY t.name)", "0 Cadeaux; 1 À la une, déjà");
		ck_assert_int_eq(bytes_import(bytes, len,
		    false)[IMPORT_CHANGED].num, 0);
	}
}
END_TEST

/* Two of the first variation there is. */
static enum outcome
bundle_step(struct act *act, void *arg)
{
	struct record	*in = record_new(act->arena, &bundle_fields), *part,
			*out;
	const char	**ids = arg;

	in->values[BUNDLE_LIST].state = VALUE_SET;
	part = list_add(act->arena, &in->values[BUNDLE_LIST],
	    &bundle_part_fields);
	record_set_text(part, BUNDLE_PART_VARIATION, ids[0]);
	record_set_int(part, BUNDLE_PART_QUANTITY, 2);
	return bundle_replace(act, ids[1], ids[2], in, &out);
}

/* Nobody can sell in the new shop what was only counted in the old one. */
START_TEST(target_7_a_bundle_brings_no_stock_and_its_parts_are_told)
{
	const enum export_format	 formats[] = { EXPORT_JSON,
		EXPORT_CSV };
	const char			*category, *ids[3], *bytes;
	const struct value		*v;
	size_t				 len;

	for (int i = 0; i < 2; i++) {
		shop_again();
		category = category_new("Vaisselle", NULL);
		product_new("Tasse", category, ",'variations':[{'stock':9}]");
		ids[0] = sql("SELECT id FROM product_variation");
		ids[1] = product_new("Service", category, "");
		ids[2] = arena_copy(store.arena, sql("SELECT id FROM"
		    " product_variation WHERE stock = 0"));
		ck_assert_int_eq(db_tx(&store, DB_WRITE, bundle_step, ids),
		    SOUK_OK);
		want_sql("SELECT group_concat(stock) FROM (SELECT stock FROM"
		    " product_variation ORDER BY stock)", "4,9");
		bytes = whole(formats[i], &len);
		shop_again();
		v = bytes_import(bytes, len, false);
		ck_assert_str_eq(errors(v), "");
		want_sql("SELECT group_concat(stock) FROM (SELECT stock FROM"
		    " product_variation ORDER BY stock)", "0,9");
		ck_assert_int_eq((int)v[IMPORT_DIFFERENCES].count,
		    formats[i] == EXPORT_JSON);
	}
}
END_TEST

int
main(void)
{
	const TTest *const	 tests[] = {
		s3_bulk_03_a_shop_moves_by_json_without_loss,
		s3_bulk_03_the_widest_product_moves_by_json,
		s3_bulk_03_the_same_json_again_changes_nothing,
		s3_bulk_03_a_column_says_which_collections_a_product_is_in,
		s3_mig_01_bad_parts_of_souks_own_json_are_told,
		a_collection_that_is_full_takes_no_more_lines,
		s3_bulk_03_souks_own_json_puts_a_shop_back,
		s3_mig_01_json_in_another_currency_or_language_is_refused,
		s3_bulk_03_a_shop_moves_by_sheets_with_its_collections,
		target_7_a_bundle_brings_no_stock_and_its_parts_are_told,
	};
	const struct suite	 suite = { "move", export_open, export_close,
	    true, 120 };

	return suite_of(&suite, tests, sizeof(tests) / sizeof(tests[0]));
}
