/* SPDX-License-Identifier: ISC */
/*
 * Collections: what each rule takes in, what is refused, and that members and
 * counts are exact after any edit of products, categories and rules.
 */
#include "lib/catalog/price_of.h"
#include "tests/unit/collection_shop.h"

/* ---- rules ------------------------------------------------------------- */

static const char	*home, *kitchen, *garden;

/* One letter a product; the list of members is a word. */
static void
shelf_fill(void)
{
	static const struct { const char *name, *kind, *more; } rows[] = {
		{ "A Théière bleue", "k", "'vendor':'Dar Çini','basePrice':10,"
		    "'tags':['Soldes','thé'],'isNew':true,"
		    "'variations':[{'stock':5,'options':[{'name':'Taille',"
		    "'value':'M'}]},{'stock':1,'isActive':false,"
		    "'options':[{'name':'Taille','value':'L'}]}]" },
		{ "B Bol", "k", "'vendor':'dar cini','basePrice':20.5,"
		    "'tags':['soldes d’été'],'isFeatured':true,"
		    "'variations':[{'stock':0,'options':[{'name':'Taille',"
		    "'value':'L'}]}]" },
		{ "C Chaise", "g", "'basePrice':99,"
		    "'variations':[{'stock':7}]" },
		{ "D Table", "h", "'vendor':'Atlas','tags':['bois','a:b, c'],"
		    "'variations':[{'stock':2,'options':[{'name':'a:b',"
		    "'value':'c,d\\\\'}]}],'translations':[{'locale':'en',"
		    "'name':'Big teapot','description':'" TEXT "'}]" },
	};

	home = category_new("Maison", NULL);
	kitchen = category_new("Cuisine", home);
	garden = category_new("Jardin", NULL);
	for (size_t i = 0; i < COUNT(rows); i++) {
		store.now = STORE_NOW - (int64_t)(i * 10 + 5) * CLOCK_DAY;
		product_new(rows[i].name, rows[i].kind[0] == 'k' ? kitchen :
		    rows[i].kind[0] == 'g' ? garden : home, arena_printf(
		    store.arena, ",%s", rows[i].more));
	}
	store.now = STORE_NOW;
}

static const char *
letters(const char *collection)
{
	const char	*text = shop_sql("SELECT group_concat(l, '') FROM"
			    " (SELECT substr(t.name, 1, 1) AS l"
			    " FROM collection_product m JOIN product_text t"
			    " ON t.product_id = m.product_id"
			    " AND t.locale = 'fr' WHERE m.collection_id = '%s'"
			    " ORDER BY m.position, l)", collection).text;

	return text == NULL ? "" : text;
}

static const struct {
	const char	*field, *relation, *value, *members;
} holding[] = {
	{ "category", "is", "maison", "ABD" },
	{ "category", "is_not", "maison", "C" },
	{ "category", "is", "cuisine", "AB" },
	{ "vendor", "is", "Dar Çini", "A" },
	{ "vendor", "is_not", "Dar Çini", "BCD" },
	{ "vendor", "contains", "CINI", "AB" },
	{ "vendor", "not_contains", "cini", "CD" },
	{ "vendor", "starts_with", "dar", "AB" },
	{ "vendor", "ends_with", "las", "D" },
	{ "vendor", "set", NULL, "ABD" },
	{ "vendor", "not_set", NULL, "C" },
	{ "tag", "is", "Soldes", "A" },
	{ "tag", "is", "soldes", "" },
	{ "tag", "is_not", "Soldes", "BCD" },
	{ "tag", "contains", "soldes", "AB" },
	{ "tag", "ends_with", "ete", "B" },
	{ "tag", "is", "a:b, c", "D" },
	{ "tag", "not_set", NULL, "C" },
	{ "name", "contains", "theiere", "A" },
	{ "name", "is", "Big teapot", "D" },
	{ "name", "ends_with", "TEAPOT", "D" },
	{ "name", "is_not", "D Table", "ABC" },
	{ "name", "not_contains", "b", "C" },
	{ "price", "is", "20.5", "B" },
	{ "price", "is", "20.50", "B" },
	{ "price", "is_not", "20.5", "ACD" },
	{ "price", "greater", "10", "BC" },
	{ "price", "less", "20.51", "AB" },
	{ "price", "less", "10000000000", "ABC" },
	{ "compareAt", "set", NULL, "C" },
	{ "compareAt", "not_set", NULL, "ABD" },
	{ "stock", "is", "0", "B" },
	{ "stock", "greater", "4", "AC" },
	{ "stock", "less", "5", "BD" },
	{ "isNew", "is", "true", "A" },
	{ "isNew", "is", "false", "BCD" },
	{ "isFeatured", "is", "true", "B" },
	{ "createdAt", "less", "20", "AB" },
	{ "createdAt", "greater", "20", "CD" },
	{ "createdAt", "less", "0", "" },
	{ "option", "is", "Taille:M", "A" },
	{ "option", "is", "Taille:L", "B" },
	{ "option", "is_not", "Taille:L", "ACD" },
	{ "option", "is", "a\\\\:b:c\\\\,d\\\\\\\\", "D" },
};

START_TEST(target_02_every_rule_takes_in_what_it_says)
{

	shelf_fill();
	shop_sql("UPDATE product SET compare_at = 12000 WHERE price_from ="
	    " 9900");
	for (size_t i = 0; i < COUNT(holding); i++) {
		const char	*id = coll_by_rules("R", "all", arena_printf(
				    store.arena, "{'field':'%s','relation':"
				    "'%s'%s%s%s}", holding[i].field, holding[i].relation,
				    holding[i].value == NULL ? "" : ",'value':'",
				    holding[i].value == NULL ? "" : holding[i].value,
				    holding[i].value == NULL ? "" : "'"));

		ck_assert_msg(strcmp(letters(id), holding[i].members) == 0,
		    "%s %s %s: %s, want %s", holding[i].field, holding[i].relation,
		    holding[i].value, letters(id), holding[i].members);
		coll_ok(COLL_DELETES, id, "{}");
	}
}
END_TEST

START_TEST(target_02_all_or_any_of_the_rules_must_hold)
{
	static const char	 two[] = "{'field':'stock','relation':"
	    "'greater','value':'0'},{'field':'price','relation':'greater',"
	    "'value':'10'}";
	const char		*all, *any, *none;

	shelf_fill();
	all = coll_by_rules("All", "all", two);
	any = coll_by_rules("Any", "any", two);
	none = coll_by_rules("None", "all", "");
	ck_assert_str_eq(letters(all), "C");
	ck_assert_str_eq(letters(any), "ABCD");
	ck_assert_str_eq(letters(none), "");
	coll_ok(COLL_CHANGES, all, "{'matching':'any'}");
	ck_assert_str_eq(letters(all), "ABCD");
	coll_ok(COLL_CHANGES, all, "{'rules':[]}");
	ck_assert_str_eq(letters(all), "");
	ck_assert_uint_eq(got->values[COLLECTION_RULES].count, 0);
	groups_hold();
}
END_TEST

static const struct { const char *rule, *field; } refused[] = {
	{ "{}", "rules[0].field" },
	{ "{'field':'colour','relation':'is','value':'x'}",
	    "rules[0].field" },
	{ "{'field':'tag','relation':'like','value':'x'}",
	    "rules[0].relation" },
	{ "{'field':'price','relation':'contains','value':'1'}",
	    "rules[0].relation" },
	{ "{'field':'category','relation':'greater','value':'x'}",
	    "rules[0].relation" },
	{ "{'field':'isNew','relation':'is_not','value':'true'}",
	    "rules[0].relation" },
	{ "{'field':'createdAt','relation':'is','value':'1'}",
	    "rules[0].relation" },
	{ "{'field':'option','relation':'contains','value':'M'}",
	    "rules[0].relation" },
	{ "{'field':'tag','relation':'is'}", "rules[0].value" },
	{ "{'field':'tag','relation':'is','value':''}",
	    "rules[0].value" },
	{ "{'field':'tag','relation':'is','value':null}",
	    "rules[0].value" },
	{ "{'field':'tag','relation':'set','value':'x'}",
	    "rules[0].value" },
	{ "{'field':'tag','relation':'contains','value':'!?'}",
	    "rules[0].value" },
	{ "{'field':'price','relation':'less','value':'1.001'}",
	    "rules[0].value" },
	{ "{'field':'price','relation':'less','value':'-1'}",
	    "rules[0].value" },
	{ "{'field':'price','relation':'less','value':'1e9'}",
	    "rules[0].value" },
	{ "{'field':'price','relation':'less','value':'NaN'}",
	    "rules[0].value" },
	{ "{'field':'price','relation':'less',"
	    "'value':'99999999999999999999'}", "rules[0].value" },
	{ "{'field':'stock','relation':'is','value':'1.5'}",
	    "rules[0].value" },
	{ "{'field':'stock','relation':'is','value':'-1'}",
	    "rules[0].value" },
	{ "{'field':'stock','relation':'is',"
	    "'value':'9223372036854775807'}", "rules[0].value" },
	{ "{'field':'stock','relation':'is',"
	    "'value':'9223372036854775808'}", "rules[0].value" },
	{ "{'field':'createdAt','relation':'less','value':'36501'}",
	    "rules[0].value" },
	{ "{'field':'isNew','relation':'is','value':'yes'}",
	    "rules[0].value" },
	{ "{'field':'stock','relation':'is','value':5}",
	    "rules[0].value" },
	{ "{'field':'category','relation':'is','value':'inconnue'}",
	    "rules[0].value" },
	{ "{'field':'option','relation':'is','value':'M'}",
	    "rules[0].value" },
	{ "{'field':'option','relation':'is','value':':M'}",
	    "rules[0].value" },
	{ "{'field':'option','relation':'is','value':'Size:'}",
	    "rules[0].value" },
	{ "{'field':'option','relation':'is','value':'S:M,S:L'}",
	    "rules[0].value" },
	{ "{'field':'tag','relation':'is','value':'x','more':1}",
	    "rules[0].more" },
	{ "{'field':'isNew','relation':'is','value':'true'},"
	    "{'field':'stock','relation':'is','value':'x'}",
	    "rules[1].value" },
};

START_TEST(target_02_rules_that_cannot_be_meant_are_refused)
{
	char	 many[4096] = "";

	for (size_t i = 0; i < COUNT(refused); i++)
		coll_refused(SOUK_INVALID, refused[i].field, COLL_CREATES, NULL,
		    "{'name':'R','kind':'rules','rules':[%s]}", refused[i].rule);
	coll_refused(SOUK_INVALID, "rules", COLL_CREATES, NULL,
	    "{'name':'R','rules':[{'field':'isNew','relation':'is',"
	    "'value':'true'}]}");
	for (int i = 0; i < 21; i++)
		snprintf(many + strlen(many), sizeof(many) - strlen(many),
		    "%s{'field':'isNew','relation':'is','value':'true'}",
		    i == 0 ? "" : ",");
	coll_refused(SOUK_INVALID, "rules", COLL_CREATES, NULL,
	    "{'name':'R','kind':'rules','rules':[%s]}", many);
	ck_assert_int_eq(shop_sql("SELECT count(*) FROM collection").number,
	    0);
}
END_TEST

START_TEST(target_02_a_brand_has_at_most_200_collections_by_rules)
{
	for (int i = 0; i < 200; i++)
		coll_by_rules("R", "all", "");
	coll_refused(SOUK_CONFLICT, "", COLL_CREATES, NULL,
	    "{'name':'R','kind':'rules'}");
	ck_assert_str_eq(shop_code(), "TOO_MANY_COLLECTIONS");
	coll_ok(COLL_CREATES, NULL, "{'name':'R'}");
	as_brand(THEIRS);
	coll_by_rules("R", "all", "");
}
END_TEST

/* ---- random edits ------------------------------------------------------ */

static unsigned	 seed;

static unsigned
any_of(unsigned n)
{
	seed = seed * 1103515245u + 12345u;
	return (seed >> 16) % n;
}

#define RANDOM_PRODUCTS	40
#define RANDOM_EDITS	400

static const char	*random_ids[RANDOM_PRODUCTS];

static const char *
random_options(void)
{
	static const char *const	 sizes[] = { "S", "M", "L" };
	unsigned			 size = any_of(3);

	return arena_printf(store.arena, "'variations':[{'stock':%u,"
	    "'isActive':%s,'options':[{'name':'Size','value':'%s'}]},"
	    "{'stock':%u,'price':%u,'options':[{'name':'Size','value':'%s'},"
	    "{'name':'Colour','value':'%s'}]}]", any_of(4),
	    any_of(3) ? "true" : "false", sizes[size], any_of(4),
	    any_of(3) * 10 + 1, sizes[(size + 1) % 3],
	    any_of(2) ? "red" : "blue");
}

static const char *
random_change(void)
{
	static const char *const	 statuses[] = { "DRAFT", "ACTIVE",
					    "ACTIVE", "INACTIVE" };
	static const char *const	 tags[] = { "", "'sale'",
					    "'sale','wood'", "'wood','twice',"
					    "'twice'" };
	static const char *const	 vendors[] = { "null", "'Dar'",
					    "'Atlas'" };
	const char			*cats[] = { home, kitchen, garden };

	switch (any_of(7)) {
	case 0:
		return arena_printf(store.arena, "'status':'%s'",
		    statuses[any_of(4)]);
	case 1:
		return arena_printf(store.arena, "'tags':[%s]",
		    tags[any_of(4)]);
	case 2:
		return arena_printf(store.arena, "'vendor':%s",
		    vendors[any_of(3)]);
	case 3:
		return arena_printf(store.arena, "'categoryId':'%s'",
		    cats[any_of(3)]);
	case 4:
		return arena_printf(store.arena, "'basePrice':%u,'isNew':%s",
		    any_of(3) * 10 + 1, any_of(2) ? "true" : "false");
	case 5:
		return arena_printf(store.arena, "'name':'%s thing'",
		    any_of(2) ? "Blue" : "Red");
	default:
		return random_options();
	}
}

static void
random_edit(void)
{
	const unsigned	 i = any_of(RANDOM_PRODUCTS);

	if (random_ids[i] == NULL) {
		random_ids[i] = product_new("Thing", home, arena_printf(
		    store.arena, ",'images':[{'url':'/a'}],'basePrice':5,%s",
		    random_options()));
		return;
	}
	if (any_of(12) == 0) {
		deed_ok(PRODUCT_DELETES, random_ids[i], "{}");
		random_ids[i] = NULL;
		return;
	}
	deed_ok(PRODUCT_CHANGES, random_ids[i], "{%s}", random_change());
}

static const char *const random_rules[] = {
	"{'field':'category','relation':'is','value':'maison'}",
	"{'field':'category','relation':'is_not','value':'maison'}",
	"{'field':'tag','relation':'is','value':'sale'},"
	    "{'field':'vendor','relation':'is','value':'Dar'}",
	"{'field':'option','relation':'is','value':'Size:M'}",
	"{'field':'stock','relation':'less','value':'2'}",
	"{'field':'price','relation':'greater','value':'10'},"
	    "{'field':'isNew','relation':'is','value':'true'}",
	"{'field':'name','relation':'starts_with','value':'blue'}",
	"{'field':'vendor','relation':'not_set'}",
};
#define RANDOM_SETS	(2 * COUNT(random_rules))

static const char *
members_of(const char *id)
{
	const char	*text = shop_sql("SELECT group_concat(product_id) FROM"
			    " (SELECT product_id FROM collection_product"
			    " WHERE collection_id = '%s' ORDER BY product_id)",
			    id).text;

	return text == NULL ? "" : text;
}

/* One made now has the members that the old one has come to. */
static void
rules_hold(const char *const sets[])
{
	for (size_t i = 0; i < RANDOM_SETS; i++) {
		const char	*fresh = coll_by_rules("Fresh", i % 2 == 0 ?
				    "all" : "any", random_rules[i / 2]);

		ck_assert_msg(strcmp(members_of(fresh), members_of(sets[i])) ==
		    0, "%zu", i);
		coll_ok(COLL_DELETES, fresh, "{}");
	}
}

START_TEST(target_02_members_and_counts_are_exact_after_random_edits)
{
	const char	*sets[RANDOM_SETS], *hand;

	home = category_new("Maison", NULL);
	kitchen = category_new("Cuisine", NULL);
	garden = category_new("Jardin", NULL);
	for (size_t i = 0; i < RANDOM_SETS; i++)
		sets[i] = coll_by_rules("Set", i % 2 == 0 ? "all" : "any",
		    random_rules[i / 2]);
	coll_ok(COLL_CREATES, NULL, "{'name':'By hand'}");
	hand = text_at(got, COLLECTION_ID);
	seed = 4711;
	for (int i = 0; i < RANDOM_EDITS; i++) {
		store.now += 1000;
		if (i % 40 == 39)
			deed_ok(CATEGORY_CHANGES, kitchen, i % 80 == 39 ?
			    "{'parentId':'%s'}" : "{'parentId':null}", home);
		else if (i % 10 == 9 && random_ids[3] != NULL)
			coll_ok(COLL_SETS, hand, "{'productIds':['%s']}",
			    random_ids[3]);
		else
			random_edit();
		if (i % 20 == 19) {
			groups_hold();
			rules_hold(sets);
		}
	}
	ck_assert_int_gt(shop_sql("SELECT sum(products) FROM collection")
	    .number, 20);
}
END_TEST

/* ---- building ---------------------------------------------------------- */

#define MANY	1300

START_TEST(target_02_new_rules_come_to_all_products_in_batches)
{
	const char	*id;

	home = category_new("Maison", NULL);
	for (int i = 0; i < MANY; i++, store.now++)
		product_new("Article", home, i % 2 == 0 ? ",'isNew':true" :
		    ",'isFeatured':true");
	id = coll_by_rules("R", "all",
	    "{'field':'isNew','relation':'is','value':'true'}");
	ck_assert_int_eq(num_at(got, COLLECTION_BUILDING), 1);
	ck_assert_int_eq(shop_sql("SELECT count(*) FROM collection_product")
	    .number, 100);
	ck_assert_int_eq(jobs_run(), 3);
	coll_ok(COLL_READS, id, "{}");
	ck_assert_int_eq(num_at(got, COLLECTION_BUILDING), 0);
	ck_assert_int_eq(shop_sql("SELECT count(*) FROM collection_product")
	    .number, MANY / 2);

	/* Those not looked at yet stay as they were; edits follow new rules;
	 * rules that are newer still end what older ones began. */
	coll_ok(COLL_CHANGES, id, "{'rules':[{'field':'isFeatured',"
	    "'relation':'is','value':'true'}]}");
	ck_assert_int_eq(num_at(got, COLLECTION_BUILDING), 1);
	ck_assert_int_eq(shop_sql("SELECT count(*) FROM collection_product m"
	    " JOIN product p ON p.id = m.product_id AND p.is_new = 1")
	    .number, MANY / 2 - 100);
	product_new("Venu", home, ",'isFeatured':true");
	coll_ok(COLL_CHANGES, id, "{'matching':'any'}");
	ck_assert_int_eq(jobs_run(), 1 + 3);
	coll_ok(COLL_READS, id, "{}");
	ck_assert_int_eq(num_at(got, COLLECTION_BUILDING), 0);
	ck_assert_int_eq(shop_sql("SELECT count(*) FROM collection_product m"
	    " JOIN product p ON p.id = m.product_id AND p.is_new = 1")
	    .number, 0);
	ck_assert_int_eq(shop_sql("SELECT count(*) FROM collection_product")
	    .number, MANY / 2 + 1);
	coll_ok(COLL_CHANGES, id, "{'matching':'all'}");
	coll_ok(COLL_DELETES, id, "{}");
	jobs_run();
	groups_hold();
}
END_TEST

static enum outcome
age_step(struct act *act, void *arg)
{
	const struct job_new	 job = { .kind = "catalog.collections" };

	(void)arg;
	return queue_put(act, &job, NULL);
}

START_TEST(target_02_products_grow_older_day_by_day)
{
	const char	*young, *old;

	shelf_fill();
	young = coll_by_rules("Y", "all", "{'field':'createdAt','relation':"
	    "'less','value':'30'},{'field':'stock','relation':'greater',"
	    "'value':'1'}");
	old = coll_by_rules("O", "all", "{'field':'createdAt','relation':"
	    "'greater','value':'30'}");
	ck_assert_str_eq(letters(young), "AC");
	ck_assert_str_eq(letters(old), "D");
	store.now += 10 * CLOCK_DAY;
	ck_assert_int_eq(db_tx(&store, DB_WRITE, age_step, NULL), SOUK_OK);
	ck_assert_int_eq(jobs_run(), 3);
	ck_assert_str_eq(letters(young), "A");
	ck_assert_str_eq(letters(old), "CD");
}
END_TEST

/* The shop's prices in another currency are other prices. */
START_TEST(target_02_rules_follow_the_shops_currency)
{
	const char	*id;

	shelf_fill();
	deed_ok(PRODUCT_CHANGES, shop_sql("SELECT product_id FROM product_text"
	    " WHERE name = 'C Chaise'").text,
	    "{'prices':[{'currency':'USD','amount':5}]}");
	id = coll_by_rules("P", "all",
	    "{'field':'price','relation':'less','value':'9'}");
	ck_assert_str_eq(letters(id), "");
	shop_setting(SOUK_SETTINGS_SHOP, SHOP_CURRENCY, "USD", 0);
	jobs_run();
	ck_assert_str_eq(letters(id), "C");
	groups_hold();
}
END_TEST

/* Stock that is sold and prices that lists change are no edits. */
static enum outcome
elsewhere_step(struct act *act, void *arg)
{
	const char *const	*ids = arg;
	enum outcome		 e;

	if ((e = stock_set(act, ids[1], NULL, 0)) != SOUK_OK)
		return e;
	return products_refresh(act, ids, 1);
}

START_TEST(target_02_members_follow_stock_and_price_lists)
{
	const char	*sold, *cheap, *ids[2];

	shelf_fill();
	ids[0] = shop_sql("SELECT product_id FROM product_text WHERE name ="
	    " 'C Chaise'").text;
	ids[1] = shop_sql("SELECT id FROM product_variation WHERE"
	    " product_id = '%s'", ids[0]).text;
	sold = coll_by_rules("S", "all",
	    "{'field':'stock','relation':'is','value':'0'}");
	cheap = coll_by_rules("P", "all",
	    "{'field':'price','relation':'less','value':'9'}");
	ck_assert_str_eq(letters(sold), "B");
	shop_sql("UPDATE product_price SET amount = 500 WHERE product_id ="
	    " '%s'", ids[0]);
	ck_assert_int_eq(db_tx(&store, DB_WRITE, elsewhere_step, ids),
	    SOUK_OK);
	ck_assert_str_eq(letters(sold), "BC");
	ck_assert_str_eq(letters(cheap), "C");
	/* shown and sold out in one edit, it counts once */
	deed_ok(PRODUCT_CHANGES, shop_sql("SELECT product_id FROM"
	    " product_text WHERE name = 'A Théière bleue'").text,
	    "{'status':'ACTIVE','images':[{'url':'/a'}],'variations':"
	    "[{'stock':0,'options':[{'name':'Taille','value':'M'}]}]}");
	ck_assert_str_eq(letters(sold), "ABC");
	groups_hold();
}
END_TEST

/* A shop that has just stepped to this schema has no facets until the job. */
START_TEST(target_02_facets_come_to_a_shop_of_the_schema_before)
{
	const char	*id;

	shelf_fill();
	shop_sql("UPDATE product SET status = 'ACTIVE'");
	shop_sql("UPDATE category SET products = (SELECT count(*) FROM"
	    " product p WHERE p.category_id = category.id)");
	shop_sql("DELETE FROM product_facet");
	shop_sql("DELETE FROM facet_count");
	id = shop_sql("SELECT product_id FROM product_text WHERE name ="
	    " 'D Table'").text;
	deed_ok(PRODUCT_CHANGES, id, "{'status':'INACTIVE'}");
	id = shop_sql("SELECT product_id FROM product_text WHERE name ="
	    " 'B Bol'").text;
	deed_ok(PRODUCT_DELETES, id, "{}");
	shop_sql("INSERT INTO job (id, kind, payload, state, due_at,"
	    " created_at) VALUES ('job_x', 'catalog.refresh', '{}',"
	    " 'waiting', 1, 1)");
	jobs_run();
	groups_hold();
	ck_assert_int_eq(shop_sql("SELECT count(*) FROM product_facet")
	    .number, 8);
}
END_TEST

/* ---- by hand ----------------------------------------------------------- */

START_TEST(target_02_a_collection_by_hand_keeps_its_order)
{
	const char	*id, *p[4], *foreign, *cat = category_new("C", NULL);
	static const char *const	 names[] = { "Aaa", "Bbb", "Ccc",
					    "Ddd" };

	for (int i = 0; i < 4; i++)
		p[i] = product_new(names[i], cat, "");
	coll_ok(COLL_CREATES, NULL, "{'name':'Été','translations':"
	    "[{'locale':'en','name':'Summer'}]}");
	id = text_at(got, COLLECTION_ID);
	ck_assert_str_eq(text_at(got, COLLECTION_SLUG), "ete");
	coll_ok(COLL_SETS, id, "{'productIds':['%s','%s','%s']}", p[2], p[0],
	    p[1]);
	ck_assert_str_eq(letters(id), "CAB");
	ck_assert_int_eq(num_at(got, COLLECTION_VERSION), 2);
	ck_assert_int_eq(num_at(got, COLLECTION_PRODUCTS), 0);
	coll_ok(COLL_ADDS, id, "{'productIds':['%s','%s']}", p[0], p[3]);
	ck_assert_str_eq(letters(id), "CABD");
	ck_assert_int_eq(coll_try(COLL_DROPS, id, p[0]), SOUK_OK);
	ck_assert_str_eq(letters(id), "CBD");
	ck_assert_int_eq(coll_try(COLL_DROPS, id, "prod_none"),
	    SOUK_NOT_FOUND);
	coll_refused(SOUK_INVALID, "productIds[1]", COLL_SETS, id,
	    "{'productIds':['%s','prod_none']}", p[0]);
	coll_refused(SOUK_INVALID, "productIds[1]", COLL_SETS, id,
	    "{'productIds':['%s','%s']}", p[0], p[0]);
	coll_refused(SOUK_INVALID, "productIds", COLL_SETS, id, "{}");
	ck_assert_str_eq(letters(id), "CBD");
	as_brand(THEIRS);
	foreign = product_new("Ailleurs", category_new("X", NULL), "");
	coll_refused(SOUK_DENIED, "", COLL_SETS, id, "{'productIds':[]}");
	coll_refused(SOUK_DENIED, "", COLL_READS, id, "{}");
	coll_refused(SOUK_DENIED, "", COLL_DELETES, id, "{}");
	coll_refused(SOUK_DENIED, "", COLL_CREATES, NULL,
	    "{'name':'R','kind':'rules','rules':[{'field':'category',"
	    "'relation':'is','value':'%s'}]}", cat);
	as_brand(OURS);
	coll_refused(SOUK_DENIED, "productIds[0]", COLL_ADDS, id,
	    "{'productIds':['%s']}", foreign);
	coll_ok(COLL_SETS, id, "{'productIds':[]}");
	ck_assert_str_eq(letters(id), "");
	id = coll_by_rules("R", "all", "");
	coll_refused(SOUK_CONFLICT, "", COLL_SETS, id, "{'productIds':[]}");
	ck_assert_str_eq(shop_code(), "COLLECTION_BY_RULES");
	coll_refused(SOUK_INVALID, "kind", COLL_CHANGES, id,
	    "{'kind':'manual'}");
}
END_TEST

START_TEST(target_02_a_collection_by_hand_holds_1000)
{
	const char	*id, *cat = category_new("C", NULL);
	char		*list = arena_alloc(store.arena, 1001 * 40), *end;

	coll_ok(COLL_CREATES, NULL, "{'name':'Tout'}");
	id = text_at(got, COLLECTION_ID);
	end = list;
	for (int i = 0; i < 1000; i++)
		end += snprintf(end, 40, "%s'%s'", i == 0 ? "" : ",",
		    product_new("Article", cat, ""));
	coll_ok(COLL_SETS, id, "{'productIds':[%s]}", list);
	coll_refused(SOUK_INVALID, "productIds", COLL_ADDS, id,
	    "{'productIds':['%s']}", product_new("Article", cat, ""));
	snprintf(end, 5, ",'x'");
	coll_refused(SOUK_INVALID, "productIds", COLL_SETS, id,
	    "{'productIds':[%s]}", list);
}
END_TEST

int
main(void)
{
	const TTest *const tests[] = {
		target_02_every_rule_takes_in_what_it_says,
		target_02_all_or_any_of_the_rules_must_hold,
		target_02_rules_that_cannot_be_meant_are_refused,
		target_02_a_brand_has_at_most_200_collections_by_rules,
		target_02_members_and_counts_are_exact_after_random_edits,
		target_02_new_rules_come_to_all_products_in_batches,
		target_02_products_grow_older_day_by_day,
		target_02_rules_follow_the_shops_currency,
		target_02_members_follow_stock_and_price_lists,
		target_02_facets_come_to_a_shop_of_the_schema_before,
		target_02_a_collection_by_hand_keeps_its_order,
		target_02_a_collection_by_hand_holds_1000,
	};

	return catalog_run("collections", tests, COUNT(tests));
}
