/* SPDX-License-Identifier: ISC */
#include "tests/unit/catalog_shop.h"

#define ACTIVE ",'status':'ACTIVE'," IMAGE_ ",'basePrice':20"
#define IMAGE_ "'images':[{'url':'/media/a.webp'}]"

/* ---- S3-DB-04, S3-API-28: what a product is --------------------------- */

START_TEST(s3_db_04_a_product_is_read_as_it_was_written)
{
	const char		*cat = category_new("Vases", NULL);
	const struct record	*v;

	deed_ok(PRODUCT_CREATES, NULL, "{'name':'Vase bleu','description':'%s'"
	    ",'categoryId':'%s','basePrice':12.5,'isFeatured':true,"
	    "'seoTitle':'Un vase','status':'ACTIVE',"
	    "'images':[{'url':'https://img.test/1.jpg','altText':'Vase'},"
	    "{'url':'/media/2.webp','isPrimary':true}],"
	    "'variations':[{'name':'Taille','value':'60x60cm','stock':3,"
	    "'sku':'V-1'},{'options':[{'name':'Taille','value':'M'},"
	    "{'name':'Couleur','value':'Blanc'}],'priceModifier':-2.5,"
	    "'stock':4}],'prices':[{'currency':'TND','amount':40.125}],"
	    "'translations':[{'locale':'en','name':'Blue vase',"
	    "'description':'A long description.'}]}", TEXT, cat);
	deed_ok(PRODUCT_READS, text_at(got, PRODUCT_ID), "{}");
	ck_assert_str_eq(text_at(got, PRODUCT_SLUG), "vase-bleu");
	ck_assert_str_eq(text_at(got, PRODUCT_NAME), "Vase bleu");
	ck_assert_str_eq(text_at(got, PRODUCT_CATEGORY), cat);
	ck_assert_str_eq(text_at(got, PRODUCT_STATUS), "ACTIVE");
	ck_assert_str_eq(text_at(got, PRODUCT_CURRENCY), "EUR");
	ck_assert_str_eq(text_at(got, PRODUCT_BRAND), OURS);
	ck_assert_str_eq(text_at(got, PRODUCT_SEO_TITLE), "Un vase");
	ck_assert_int_eq(num_at(got, PRODUCT_BASE_PRICE), 1250);
	ck_assert_int_eq(num_at(got, PRODUCT_PRICE_FROM), 1000);
	ck_assert_int_eq(num_at(got, PRODUCT_FEATURED), 1);
	ck_assert_int_eq(num_at(got, PRODUCT_NEW), 0);
	ck_assert_int_eq(num_at(got, PRODUCT_VERSION), 1);
	ck_assert_int_eq(num_at(got, PRODUCT_VIEW_COUNT), 0);
	ck_assert_int_eq(num_at(got, PRODUCT_CREATED_AT), STORE_NOW);
	v = item_at(got, PRODUCT_IMAGES, 1);
	ck_assert_int_eq(num_at(v, IMAGE_PRIMARY), 1);
	ck_assert_str_eq(text_at(item_at(got, PRODUCT_IMAGES, 0), IMAGE_ALT),
	    "Vase");
	v = item_at(got, PRODUCT_VARIATIONS, 0);
	ck_assert_str_eq(text_at(v, VARIATION_SKU), "V-1");
	ck_assert_int_eq(num_at(v, VARIATION_PRICE), 1250);
	ck_assert_int_eq(num_at(v, VARIATION_MODIFIER), 0);
	ck_assert_int_eq(num_at(v, VARIATION_ACTIVE), 1);
	ck_assert_str_eq(text_at(item_at(v, VARIATION_OPTIONS, 0), 1),
	    "60x60cm");
	v = item_at(got, PRODUCT_VARIATIONS, 1);
	ck_assert_str_eq(text_at(v, VARIATION_NAME), "Taille / Couleur");
	ck_assert_str_eq(text_at(v, VARIATION_VALUE), "M / Blanc");
	ck_assert_int_eq(num_at(v, VARIATION_PRICE), 1000);
	ck_assert_int_eq(num_at(v, VARIATION_MODIFIER), -250);
	v = item_at(got, PRODUCT_PRICES, 0);
	ck_assert_str_eq(text_at(v, PRICE_CURRENCY), "TND");
	ck_assert_int_eq(num_at(v, PRICE_AMOUNT), 40125);
	v = item_at(got, PRODUCT_TEXTS, 0);
	ck_assert_str_eq(text_at(v, TEXT_SLUG), "blue-vase");
	ck_assert_int_eq(shop_sql("SELECT stock FROM product").number, 7);
}
END_TEST

START_TEST(c_48_a_draft_needs_no_image_and_gets_one_variation)
{
	product_new("Brouillon", category_new("C", NULL), "");
	ck_assert_str_eq(text_at(got, PRODUCT_STATUS), "DRAFT");
	ck_assert_uint_eq(got->values[PRODUCT_IMAGES].count, 0);
	ck_assert_uint_eq(got->values[PRODUCT_VARIATIONS].count, 1);
	ck_assert_int_eq(got->values[PRODUCT_PRICE_FROM].state, VALUE_NULL);
	ck_assert_int_eq(got->values[PRODUCT_BASE_PRICE].state, VALUE_NULL);
}
END_TEST

/* S3-API-28 and the rest of the bounds: each body but one field is good. */
static const struct refusal {
	const char	*member, *field;
} refusals[] = {
	{ "'name':'ab'", "name" },
	{ "'name':12", "name" },
	{ "'name':null", "name" },
	{ "'description':'trop peu'", "description" },
	{ "'categoryId':'cat_123'", "categoryId" },
	{ "'basePrice':0", "basePrice" },
	{ "'basePrice':-1", "basePrice" },
	{ "'basePrice':1.005", "basePrice" },
	{ "'basePrice':1e3", "basePrice" },
	{ "'basePrice':'12,50'", "basePrice" },
	{ "'basePrice':99999999999999", "basePrice" },
	{ "'status':'SOLD'", "status" },
	{ "'status':'ARCHIVED'", "status" },
	{ "'status':'ACTIVE'," IMAGE_, "basePrice" },
	{ "'status':'ACTIVE','basePrice':5", "images" },
	{ "'isFeatured':'yes'", "isFeatured" },
	{ "'slug':'Not A Slug'", "slug" },
	{ "'id':'prod_01h'", "id" },
	{ "'viewCount':5", "viewCount" },
	{ "'priceFrom':5", "priceFrom" },
	{ "'brandId':'" THEIRS "'", "brandId" },
	{ "'colour':'red'", "colour" },
	{ "'images':[{'url':'javascript:alert(1)'}]", "images[0].url" },
	{ "'images':[{'url':'//evil.test/a'}]", "images[0].url" },
	{ "'images':[{'url':'/media/../db'}]", "images[0].url" },
	{ "'images':[{'altText':'x'}]", "images[0].url" },
	{ "'images':[{'url':'/1','isPrimary':true},"
	    "{'url':'/2','isPrimary':true}]", "images[1].isPrimary" },
	{ "'images':[{'url':'/1'},{'url':'/2'},{'url':'/3'},{'url':'/4'},"
	    "{'url':'/5'},{'url':'/6'}]", "images" },
	{ "'images':[{'url':'/1','id':'img_00000000000000000000000000'}]",
	    "images[0].id" },
	{ "'variations':[{'stock':-1}]", "variations[0].stock" },
	{ "'variations':[{'stock':1.5}]", "variations[0].stock" },
	{ "'variations':[{'price':-1}]", "variations[0].price" },
	{ "'variations':[{'price':1,'priceModifier':1}],'basePrice':5",
	    "variations[0].priceModifier" },
	{ "'variations':[{'priceModifier':1}]",
	    "variations[0].priceModifier" },
	{ "'variations':[{'priceModifier':-5.01}],'basePrice':5",
	    "variations[0].priceModifier" },
	{ "'variations':[{},{}]", "variations[1].options" },
	{ "'variations':[{'options':[{'name':'A','value':'1'},"
	    "{'name':'B','value':'2'}]},{'options':[{'name':'B','value':'2'},"
	    "{'name':'A','value':'1'}]}]", "variations[1].options" },
	{ "'variations':[{'options':[{'name':'A'}]}]",
	    "variations[0].options[0].value" },
	{ "'variations':[{'options':[{'name':'A','value':'1'},"
	    "{'name':'B','value':'1'},{'name':'C','value':'1'},"
	    "{'name':'D','value':'1'}]}]", "variations[0].options" },
	{ "'variations':[{'id':'var_00000000000000000000000000'}]",
	    "variations[0].id" },
	{ "'prices':[{'currency':'EUR','amount':5}]", "prices[0].currency" },
	{ "'prices':[{'currency':'USD','amount':5},"
	    "{'currency':'USD','amount':6}]", "prices[1].currency" },
	{ "'prices':[{'currency':'JPY','amount':5.5}]", "prices[0].amount" },
	{ "'prices':[{'currency':'XXQ','amount':5}]", "prices[0].currency" },
	{ "'variations':[{'prices':[{'currency':'EUR','amount':1}]}]",
	    "variations[0].prices[0].currency" },
	{ "'translations':[{'locale':'fr','name':'Nom',"
	    "'description':'Assez longue ici'}]", "translations[0].locale" },
	{ "'translations':[{'locale':'de','name':'Nom',"
	    "'description':'Assez longue ici'}]", "translations[0].locale" },
	{ "'translations':[{'locale':'en','name':'Nom',"
	    "'description':'Assez longue ici'},{'locale':'en','name':'Nom',"
	    "'description':'Assez longue ici'}]", "translations[1].locale" },
};

START_TEST(s3_api_28_a_product_out_of_bounds_is_refused_by_field)
{
	const struct refusal	*t = &refusals[_i];
	const char		*cat = category_new("C", NULL);
	char			 body[1024];
	bool			 given[3] = {
		strstr(t->member, "'name':") == t->member,
		strstr(t->member, "'description':") == t->member,
		strstr(t->member, "'categoryId':") == t->member,
	};

	snprintf(body, sizeof(body), "{%s%s%s%s%s%s%s%s}", t->member,
	    given[0] ? "" : ",'name':'Un nom'",
	    given[1] ? "" : ",'description':'", given[1] ? "" : TEXT,
	    given[1] ? "" : "'", given[2] ? "" : ",'categoryId':'",
	    given[2] ? "" : cat, given[2] ? "" : "'");
	deed_refused(SOUK_INVALID, t->field, PRODUCT_CREATES, NULL, "%s",
	    body);
	ck_assert_int_eq(shop_sql("SELECT count(*) FROM product").number, 0);
}
END_TEST

/* ---- slugs ------------------------------------------------------------ */

START_TEST(a_slug_made_from_a_name_is_made_unique)
{
	static const struct { const char *name, *slug; } t[] = {
		{ "Thé à la menthe", "the-a-la-menthe" },
		{ "Thé à la menthe", "the-a-la-menthe-2" },
		{ "The a la Menthe!", "the-a-la-menthe-3" },
		{ "مزهرية زرقاء", "مزهريه-زرقاء" },
	};
	const char	*cat = category_new("C", NULL);
	const char	*id;

	for (size_t i = 0; i < sizeof(t) / sizeof(t[0]); i++) {
		product_new(t[i].name, cat, "");
		ck_assert_str_eq(text_at(got, PRODUCT_SLUG), t[i].slug);
	}
	id = product_new("!!!", cat, "");
	ck_assert_str_eq(text_at(got, PRODUCT_SLUG), id + strlen("prod_"));
}
END_TEST

START_TEST(a_given_slug_that_is_taken_is_a_conflict)
{
	const char	*cat = category_new("C", NULL);
	const char	*id;

	product_new("Premier", cat, ",'slug':'mien'");
	deed_refused(SOUK_CONFLICT, "slug", PRODUCT_CREATES, NULL,
	    "{'name':'Second','slug':'mien','description':'" TEXT
	    "','categoryId':'%s'}", cat);
	ck_assert_str_eq(shop_code(), "SLUG_TAKEN");
	id = product_new("Second", cat, "");
	deed_refused(SOUK_CONFLICT, "slug", PRODUCT_CHANGES, id,
	    "{'slug':'mien'}");
	deed_ok(PRODUCT_CHANGES, id, "{'slug':'second'}");
	/* In another language the same slug is free. */
	deed_ok(PRODUCT_CHANGES, id, "{'translations':[{'locale':'en',"
	    "'slug':'mien','name':'Mine','description':'" TEXT "'}]}");
	deed_refused(SOUK_CONFLICT, "translations[0].slug", PRODUCT_CREATES,
	    NULL, "{'name':'Trois','description':'" TEXT "','categoryId':'%s'"
	    ",'translations':[{'locale':'en','slug':'mien','name':'Mine',"
	    "'description':'" TEXT "'}]}", cat);
}
END_TEST

/* ---- variations ------------------------------------------------------- */

static const char *
variation_id(size_t i)
{
	return text_at(item_at(got, PRODUCT_VARIATIONS, i), VARIATION_ID);
}

START_TEST(s3_db_06_variations_are_found_again_by_id_sku_and_options)
{
	const char	*cat = category_new("C", NULL), *id, *a, *b, *c;

	id = product_new("Tapis", cat, ",'basePrice':10,'variations':["
	    "{'name':'T','value':'S','sku':'S','stock':1,'price':8},"
	    "{'name':'T','value':'M','sku':'M','stock':2},"
	    "{'name':'T','value':'L','stock':3}]");
	a = variation_id(0);
	b = variation_id(1);
	c = variation_id(2);
	/* Listed in another order; what is not given stays. */
	deed_ok(PRODUCT_CHANGES, id, "{'variations':["
	    "{'options':[{'name':'T','value':'L'}],'stock':30},"
	    "{'sku':'M','name':'T','value':'XM'},"
	    "{'id':'%s','stock':10}]}", a);
	ck_assert_str_eq(variation_id(0), c);
	ck_assert_str_eq(variation_id(1), b);
	ck_assert_str_eq(variation_id(2), a);
	ck_assert_int_eq(num_at(item_at(got, PRODUCT_VARIATIONS, 1),
	    VARIATION_STOCK), 2);
	ck_assert_str_eq(text_at(item_at(got, PRODUCT_VARIATIONS, 1),
	    VARIATION_VALUE), "XM");
	ck_assert_str_eq(text_at(item_at(got, PRODUCT_VARIATIONS, 2),
	    VARIATION_SKU), "S");
	ck_assert_int_eq(num_at(item_at(got, PRODUCT_VARIATIONS, 2),
	    VARIATION_PRICE), 800);
	/* SKUs and options change places; one goes; own price is dropped. */
	deed_ok(PRODUCT_CHANGES, id, "{'variations':["
	    "{'id':'%s','sku':'M','name':'T','value':'XM','price':null},"
	    "{'id':'%s','sku':'S','name':'T','value':'S'}]}", a, b);
	ck_assert_uint_eq(got->values[PRODUCT_VARIATIONS].count, 2);
	ck_assert_int_eq(num_at(item_at(got, PRODUCT_VARIATIONS, 0),
	    VARIATION_PRICE), 1000);
	ck_assert_int_eq(shop_sql("SELECT count(*) FROM product_variation")
	    .number, 2);
	ck_assert_int_eq(shop_sql("SELECT stock FROM product").number, 12);
	/* What is found by its SKU is not found again by its old options. */
	a = variation_id(0);
	deed_ok(PRODUCT_CHANGES, id, "{'variations':["
	    "{'name':'T','value':'XM'},{'sku':'M','name':'T','value':'Y'}]}");
	ck_assert_uint_eq(got->values[PRODUCT_VARIATIONS].count, 2);
	ck_assert_str_eq(variation_id(1), a);
	/* An empty list is the one without options. */
	deed_ok(PRODUCT_CHANGES, id, "{'variations':[]}");
	ck_assert_uint_eq(got->values[PRODUCT_VARIATIONS].count, 1);
	ck_assert_str_ne(variation_id(0), a);
}
END_TEST

START_TEST(a_sku_is_unique_in_the_brand_only)
{
	const char	*cat = category_new("C", NULL), *theirs;

	product_new("Premier", cat, ",'variations':[{'sku':'A'}]");
	deed_refused(SOUK_CONFLICT, "variations[1].sku", PRODUCT_CREATES, NULL,
	    "{'name':'Second','description':'" TEXT "','categoryId':'%s',"
	    "'variations':[{'name':'n','value':'1','sku':'B'},"
	    "{'name':'n','value':'2','sku':'A'}]}", cat);
	ck_assert_str_eq(shop_code(), "SKU_TAKEN");
	deed_refused(SOUK_CONFLICT, "variations[1].sku", PRODUCT_CREATES, NULL,
	    "{'name':'Second','description':'" TEXT "','categoryId':'%s',"
	    "'variations':[{'name':'n','value':'1','sku':'B'},"
	    "{'name':'n','value':'2','sku':'B'}]}", cat);
	as_brand(THEIRS);
	theirs = category_new("Leur", NULL);
	product_new("Autre", theirs, ",'variations':[{'sku':'A'}]");
	ck_assert_int_eq(shop_sql("SELECT count(*) FROM product_variation"
	    " WHERE sku = 'A'").number, 2);
}
END_TEST

static enum outcome
sku_race(struct act *act, void *arg)
{
	(void)act;
	(void)arg;
	return db_run(store_sql("INSERT INTO product_variation (id, brand_id,"
	    " product_id, options, sku, created_at) SELECT 'var_x', brand_id,"
	    " product_id, 'x', sku, 1 FROM product_variation"));
}

START_TEST(the_schema_itself_refuses_a_second_sku_and_negative_stock)
{
	product_new("Vase", category_new("C", NULL),
	    ",'variations':[{'sku':'A'}]");
	ck_assert_int_eq(db_tx(&store, DB_WRITE, sku_race, NULL),
	    SOUK_CONFLICT);
}
END_TEST

/* ---- prices: C-20 and number 5 of the table of features --------------- */

START_TEST(c_20_money_has_the_decimals_of_its_currency)
{
	static const struct {
		const char *currency, *price, *bad; int64_t minor;
	} t[] = {
		{ "EUR", "12.34", "12.345", 1234 },
		{ "JPY", "1234", "12.5", 1234 },
		{ "TND", "12.345", "12.3456", 12345 },
	};
	const char	*cat = category_new("C", NULL);

	for (size_t i = 0; i < 3; i++) {
		shop_setting(SOUK_SETTINGS_SHOP, SHOP_CURRENCY, t[i].currency,
		    0);
		product_new("Prix", cat, arena_printf(store.arena,
		    ",'basePrice':%s", t[i].price));
		ck_assert_int_eq(num_at(got, PRODUCT_BASE_PRICE), t[i].minor);
		ck_assert_str_eq(text_at(got, PRODUCT_CURRENCY),
		    t[i].currency);
		deed_refused(SOUK_INVALID, "basePrice", PRODUCT_CHANGES,
		    text_at(got, PRODUCT_ID), "{'basePrice':%s}", t[i].bad);
	}
}
END_TEST

START_TEST(price_from_follows_every_price_and_every_variation)
{
	static const struct { const char *change; int64_t from; } t[] = {
		{ "{'basePrice':30}", 2500 },
		{ "{'variations':[{'sku':'A','price':null},{'sku':'B'}]}",
		    2600 },
		{ "{'variations':[{'sku':'A','priceModifier':-10},"
		    "{'sku':'B','price':7}]}", 700 },
		{ "{'variations':[{'sku':'A'},{'sku':'B','isActive':false}]}",
		    2000 },
		{ "{'basePrice':null}", 2000 },
		{ "{'prices':[{'currency':'USD','amount':1}]}", 2000 },
		{ "{'variations':[{'sku':'A','price':0},{'sku':'B'}]}", 0 },
	};
	const char	*id;

	id = product_new("Prix", category_new("C", NULL), ",'basePrice':20,"
	    "'variations':[{'name':'n','value':'1','sku':'A','price':25},"
	    "{'name':'n','value':'2','sku':'B','price':26}]");
	ck_assert_int_eq(num_at(got, PRODUCT_PRICE_FROM), 2500);
	for (size_t i = 0; i < sizeof(t) / sizeof(t[0]); i++) {
		deed_ok(PRODUCT_CHANGES, id, "%s", t[i].change);
		ck_assert_msg(num_at(got, PRODUCT_PRICE_FROM) == t[i].from,
		    "%s: %ld", t[i].change,
		    (long)num_at(got, PRODUCT_PRICE_FROM));
	}
}
END_TEST

/* ---- texts ------------------------------------------------------------ */

START_TEST(reading_falls_back_to_the_shops_language)
{
	static const struct {
		const char *slug; enum locale reader; const char *name;
	} t[] = {
		{ "vase", LOCALE_FR, "Vase" },
		{ "vase", LOCALE_AR, "مزهرية" },
		{ "vase", LOCALE_EN, "Vase" },
		{ "مزهريه", LOCALE_FR, "Vase" },
		{ "مزهريه", LOCALE_AR, "مزهرية" },
	};

	product_new("Vase", category_new("C", NULL), ACTIVE
	    ",'translations':[{'locale':'ar','name':'مزهرية',"
	    "'description':'وصف طويل بما يكفي'}]");
	for (size_t i = 0; i < sizeof(t) / sizeof(t[0]); i++) {
		store.locale = t[i].reader;
		deed_ok(PRODUCT_BY_SLUG, t[i].slug, "{}");
		ck_assert_str_eq(text_at(got, PRODUCT_NAME), t[i].name);
		ck_assert_uint_eq(got->values[PRODUCT_TEXTS].count, 1);
	}
	deed_refused(SOUK_NOT_FOUND, "", PRODUCT_BY_SLUG, "inconnu", "{}");
}
END_TEST

START_TEST(two_products_may_share_a_slug_in_two_languages)
{
	const char	*cat = category_new("C", NULL), *fr, *en;

	fr = product_new("Chat", cat, ACTIVE);
	en = product_new("Discussion", cat, ACTIVE ",'translations':["
	    "{'locale':'en','slug':'chat','name':'Chat','description':'"
	    TEXT "'}]");
	store.locale = LOCALE_FR;
	deed_ok(PRODUCT_BY_SLUG, "chat", "{}");
	ck_assert_str_eq(text_at(got, PRODUCT_ID), fr);
	store.locale = LOCALE_EN;
	deed_ok(PRODUCT_BY_SLUG, "chat", "{}");
	ck_assert_str_eq(text_at(got, PRODUCT_ID), en);
}
END_TEST

START_TEST(what_is_edited_is_the_text_in_the_shops_language)
{
	const char	*id;

	id = product_new("Vase", category_new("C", NULL), ",'translations':["
	    "{'locale':'en','name':'Pot','description':'" TEXT "'}]");
	store.locale = LOCALE_EN;
	deed_ok(PRODUCT_CHANGES, id, "{'name':'Grand vase'}");
	ck_assert_str_eq(text_at(got, PRODUCT_NAME), "Grand vase");
	ck_assert_str_eq(text_at(got, PRODUCT_SLUG), "vase");
	ck_assert_str_eq(text_at(item_at(got, PRODUCT_TEXTS, 0), TEXT_NAME),
	    "Pot");
	/* A new name in another language keeps its address too. */
	deed_ok(PRODUCT_CHANGES, id, "{'translations':[{'locale':'en',"
	    "'name':'Jar','description':'" TEXT "'}]}");
	ck_assert_str_eq(text_at(item_at(got, PRODUCT_TEXTS, 0), TEXT_SLUG),
	    "pot");
	deed_ok(PRODUCT_CHANGES, id, "{'translations':[]}");
	ck_assert_uint_eq(got->values[PRODUCT_TEXTS].count, 0);
}
END_TEST

START_TEST(a_shop_that_changes_its_language_still_shows_and_edits)
{
	const char	*id = product_new("Vase", category_new("C", NULL), "");

	shop_setting(SOUK_SETTINGS_SHOP, SHOP_LOCALE, "ar", 0);
	deed_ok(PRODUCT_READS, id, "{}");
	ck_assert_str_eq(text_at(got, PRODUCT_NAME), "Vase");
	deed_ok(PRODUCT_CHANGES, id, "{'name':'مزهرية'}");
	ck_assert_str_eq(text_at(got, PRODUCT_NAME), "مزهرية");
	ck_assert_str_eq(text_at(got, PRODUCT_DESCRIPTION), TEXT);
	ck_assert_str_eq(text_at(item_at(got, PRODUCT_TEXTS, 0), TEXT_LOCALE),
	    "fr");
}
END_TEST

int
main(void)
{
	const struct suite_row	 tests[] = {
		{ s3_api_28_a_product_out_of_bounds_is_refused_by_field,
		    sizeof(refusals) / sizeof(refusals[0]) },
		{ s3_db_04_a_product_is_read_as_it_was_written, 1 },
		{ c_48_a_draft_needs_no_image_and_gets_one_variation, 1 },
		{ a_slug_made_from_a_name_is_made_unique, 1 },
		{ a_given_slug_that_is_taken_is_a_conflict, 1 },
		{ s3_db_06_variations_are_found_again_by_id_sku_and_options, 1 },
		{ a_sku_is_unique_in_the_brand_only, 1 },
		{ the_schema_itself_refuses_a_second_sku_and_negative_stock, 1 },
		{ c_20_money_has_the_decimals_of_its_currency, 1 },
		{ price_from_follows_every_price_and_every_variation, 1 },
		{ reading_falls_back_to_the_shops_language, 1 },
		{ two_products_may_share_a_slug_in_two_languages, 1 },
		{ what_is_edited_is_the_text_in_the_shops_language, 1 },
		{ a_shop_that_changes_its_language_still_shows_and_edits, 1 },
	};
	const struct suite	 suite = { "catalog", catalog_open, shop_close,
	    true, 60 };

	return suite_rows(&suite, tests, sizeof(tests) / sizeof(tests[0]));
}
