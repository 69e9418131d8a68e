/* SPDX-License-Identifier: ISC */
#include "tests/unit/catalog_shop.h"

#define ACTIVE ",'status':'ACTIVE','images':[{'url':'/media/a.webp'}]," \
	"'basePrice':20"

/* ---- images ----------------------------------------------------------- */

START_TEST(s3_db_05_a_product_has_one_primary_image)
{
	const char	*id, *first;

	id = product_new("Vase", category_new("C", NULL),
	    ",'images':[{'url':'/1'},{'url':'/2'}]");
	first = text_at(item_at(got, PRODUCT_IMAGES, 0), IMAGE_ID);
	ck_assert_int_eq(num_at(item_at(got, PRODUCT_IMAGES, 0),
	    IMAGE_PRIMARY), 1);
	deed_ok(PRODUCT_IMAGES_ADDED, id,
	    "{'images':[{'url':'/3','isPrimary':true}]}");
	ck_assert_uint_eq(got->values[PRODUCT_IMAGES].count, 3);
	ck_assert_str_eq(text_at(item_at(got, PRODUCT_IMAGES, 0), IMAGE_ID),
	    first);
	ck_assert_int_eq(num_at(item_at(got, PRODUCT_IMAGES, 0),
	    IMAGE_PRIMARY), 0);
	ck_assert_int_eq(num_at(item_at(got, PRODUCT_IMAGES, 2),
	    IMAGE_PRIMARY), 1);
	ck_assert_int_eq(num_at(got, PRODUCT_VERSION), 2);
	deed_refused(SOUK_INVALID, "images", PRODUCT_IMAGES_ADDED, id,
	    "{'images':[{'url':'/4'},{'url':'/5'},{'url':'/6'}]}");
	deed_refused(SOUK_INVALID, "images", PRODUCT_IMAGES_ADDED, id,
	    "{'images':[]}");
	shop_setting(SOUK_SETTINGS_CATALOG, CATALOG_IMAGES_MAX, NULL, 6);
	deed_ok(PRODUCT_IMAGES_ADDED, id,
	    "{'images':[{'url':'/4'},{'url':'/5'},{'url':'/6'}]}");
	deed_ok(PRODUCT_CHANGES, id, "{'images':[{'id':'%s','url':'/1'}]}",
	    first);
	ck_assert_uint_eq(got->values[PRODUCT_IMAGES].count, 1);
}
END_TEST

/* ---- status, versions, brands ----------------------------------------- */

START_TEST(s3_db_12_only_what_is_active_is_public_and_counted)
{
	static const struct { const char *status; int64_t counted; } t[] = {
		{ "INACTIVE", 0 }, { "ACTIVE", 1 }, { "ARCHIVED", 0 },
		{ "ACTIVE", 1 }, { "DRAFT", 0 },
	};
	const char	*cat = category_new("C", NULL);
	const char	*id = product_new("Vase", cat, ACTIVE);

	for (size_t i = 0; i < sizeof(t) / sizeof(t[0]); i++) {
		deed_ok(PRODUCT_CHANGES, id, "{'status':'%s'}", t[i].status);
		ck_assert_int_eq(deed_try(PRODUCT_BY_SLUG, "vase", NULL),
		    t[i].counted ? SOUK_OK : SOUK_NOT_FOUND);
		ck_assert_int_eq(shop_sql("SELECT products FROM category"
		    " WHERE id = '%s'", cat).number, t[i].counted);
		counters_hold();
	}
}
END_TEST

START_TEST(what_is_active_keeps_its_image_and_price)
{
	const char	*id = product_new("Vase", category_new("C", NULL),
			    ACTIVE);

	deed_refused(SOUK_INVALID, "images", PRODUCT_CHANGES, id,
	    "{'images':[]}");
	deed_refused(SOUK_INVALID, "basePrice", PRODUCT_CHANGES, id,
	    "{'basePrice':null}");
	deed_refused(SOUK_INVALID, "images", PRODUCT_CHANGES, id,
	    "{'images':[],'basePrice':null}");
	ck_assert_int_eq(store.problem.count, 2);
	deed_ok(PRODUCT_CHANGES, id, "{'status':'DRAFT','images':[]}");
}
END_TEST

START_TEST(a_stale_version_changes_nothing)
{
	const char	*id = product_new("Vase", category_new("C", NULL), "");

	deed_ok(PRODUCT_CHANGES, id, "{'name':'Deux'}");
	ck_assert_int_eq(num_at(got, PRODUCT_VERSION), 2);
	store.expected_version = 1;
	deed_refused(SOUK_STALE, "", PRODUCT_CHANGES, id, "{'name':'Trois'}");
	ck_assert_int_eq(deed_try(PRODUCT_DELETES, id, NULL), SOUK_STALE);
	store.expected_version = 2;
	deed_ok(PRODUCT_CHANGES, id, "{'name':'Trois'}");
	store.expected_version = 0;
	deed_ok(PRODUCT_CHANGES, id, "{}");
	ck_assert_int_eq(num_at(got, PRODUCT_VERSION), 3);
}
END_TEST

START_TEST(s0_gen_08_another_brands_product_is_refused)
{
	const char	*cat = category_new("C", NULL);
	const char	*id = product_new("Vase", cat, ACTIVE);
	const char	*mine;

	as_brand(THEIRS);
	mine = product_new("Leur", category_new("D", NULL), "");
	deed_refused(SOUK_DENIED, "", PRODUCT_READS, id, "{}");
	deed_refused(SOUK_DENIED, "", PRODUCT_CHANGES, id, "{'isNew':true}");
	deed_refused(SOUK_DENIED, "", PRODUCT_DELETES, id, "{}");
	deed_refused(SOUK_DENIED, "", PRODUCT_IMAGES_ADDED, id,
	    "{'images':[{'url':'/1'}]}");
	deed_refused(SOUK_DENIED, "", PRODUCT_CHANGES, mine,
	    "{'categoryId':'%s'}", cat);
	deed_refused(SOUK_DENIED, "", PRODUCT_CREATES, NULL, "{'name':'Leur',"
	    "'description':'" TEXT "','categoryId':'%s'}", cat);
	deed_refused(SOUK_NOT_FOUND, "", PRODUCT_READS,
	    "prod_00000000000000000000000000", "{}");
	deed_ok(PRODUCT_BY_SLUG, "vase", "{}");
}
END_TEST

START_TEST(a_deleted_product_leaves_nothing_behind)
{
	static const char *const tables[] = { "product", "product_text",
		"product_price", "product_image", "product_variation",
		"variation_price", "search_doc", "search_index" };
	const char	*id = product_new("Vase", category_new("C", NULL),
			    ACTIVE ",'variations':[{'price':5}]");

	ck_assert_int_eq(deed_try(PRODUCT_DELETES, id, NULL), SOUK_OK);
	for (size_t i = 0; i < sizeof(tables) / sizeof(tables[0]); i++)
		ck_assert_int_eq(shop_sql("SELECT count(*) FROM %s",
		    tables[i]).number, 0);
	counters_hold();
	ck_assert_int_eq(deed_try(PRODUCT_DELETES, id, NULL), SOUK_NOT_FOUND);
}
END_TEST

/* ---- what goes with a write ------------------------------------------- */

START_TEST(every_write_is_audited_and_moves_the_generation)
{
	uint64_t	 before;
	const char	*cat = category_new("C", NULL), *id;

	before = shared_generation(store.shared, GENERATION_CATALOG);
	id = product_new("Vase", cat, "");
	ck_assert_uint_gt(shared_generation(store.shared, GENERATION_CATALOG),
	    before);
	deed_ok(PRODUCT_CHANGES, id, "{'name':'Pot bleu'}");
	ck_assert_int_eq(deed_try(PRODUCT_DELETES, id, NULL), SOUK_OK);
	ck_assert_int_eq(shop_sql("SELECT count(*) FROM audit_log"
	    " WHERE entity_id = '%s' AND action IN ('create_product',"
	    " 'update_product', 'delete_product')", id).number, 3);
	ck_assert_int_eq(shop_sql("SELECT count(*) FROM audit_log"
	    " WHERE action = 'update_product' AND changes LIKE '%%Vase%%'"
	    " AND changes LIKE '%%Pot bleu%%'").number, 1);
	before = shared_generation(store.shared, GENERATION_CATALOG);
	deed_refused(SOUK_INVALID, "categoryId", PRODUCT_CREATES, NULL,
	    "{'name':'Vase','description':'" TEXT
	    "','categoryId':'cat_00000000000000000000000000'}");
	ck_assert_uint_eq(shared_generation(store.shared, GENERATION_CATALOG),
	    before);
}
END_TEST

static enum outcome
job_run(struct act *act, const struct job_kind *kind)
{
	static const struct job_kind	*kinds[2];
	int64_t				 next;

	kinds[0] = kind;
	return queue_run_one(act, kinds, "test", &next);
}

START_TEST(s3_api_17_views_are_moved_to_the_product_by_a_job)
{
	const struct job	 job = { .kind = "catalog.views",
				    .payload = "{}" };
	const char		*cat = category_new("C", NULL);
	const char		*a = product_new("Vase", cat, "");
	const char		*b = product_new("Pot", cat, "");

	for (int i = 0; i < 5; i++)
		shared_view(store.shared, a);
	shared_view(store.shared, b);
	shared_view(store.shared, "prod_deleted");
	ck_assert_int_eq(catalog_views.run(&store, &job), SOUK_OK);
	ck_assert_int_eq(catalog_views.run(&store, &job), SOUK_OK);
	ck_assert_int_eq(shop_sql("SELECT view_count FROM product WHERE"
	    " id = '%s'", a).number, 5);
	ck_assert_int_eq(shop_sql("SELECT view_count FROM product WHERE"
	    " id = '%s'", b).number, 1);
}
END_TEST

/* What nginx appends to run/views.log. */
static void
log_append(const char *lines, size_t len, int times)
{
	char	 path[160];
	FILE	*f;

	snprintf(path, sizeof(path), "%s/views.log", store_dir);
	ck_assert_ptr_nonnull(f = fopen(path, "ae"));
	while (times-- > 0)
		ck_assert_uint_eq(fwrite(lines, 1, len, f), len);
	ck_assert_int_eq(fclose(f), 0);
}
#define LOG(LINES, TIMES) log_append(LINES, sizeof(LINES) - 1, TIMES)

static int64_t
views_after_job(const char *id)
{
	const struct job	 job = { .kind = "catalog.views",
				    .payload = "{}" };

	ck_assert_int_eq(catalog_views.run(&store, &job), SOUK_OK);
	return shop_sql("SELECT view_count FROM product WHERE id = '%s'",
	    id).number;
}

START_TEST(s3_api_17_views_that_nginx_wrote_down_are_added_once)
{
	const char	*cat = category_new("C", NULL);
	const char	*a = product_new("Vase", cat, ",'slug':'vase'");
	const char	*b = product_new("Thé", cat, ",'slug':'the-x'");
	char		 path[160];

	ck_assert_int_eq(views_after_job(a), 0);	/* no log yet */
	LOG("fr vase\nen the-x\nfr vase\n", 1);
	LOG("fr nobody\n\nx\n fr\nfr \nfr %zz\nfr %00\n\0\0\nfr v\0\n", 1);
	LOG("fr va", 1);
	ck_assert_int_eq(views_after_job(a), 2);
	ck_assert_int_eq(views_after_job(b), 1);
	LOG("se\nfr th%65-x\n", 1);
	ck_assert_int_eq(views_after_job(a), 3);
	ck_assert_int_eq(views_after_job(b), 2);
	LOG("ar vase\n", 20000);		/* more than is read at once */
	ck_assert_int_eq(views_after_job(a), 20003);
	ck_assert_int_eq(views_after_job(a), 20003);
	/* Begun again by somebody else. */
	snprintf(path, sizeof(path), "%s/views.log", store_dir);
	ck_assert_int_eq(truncate(path, 0), 0);
	LOG("fr vase\n", 1);
	ck_assert_int_eq(views_after_job(a), 20004);
	/* Begun again by the job, once all of much was read. */
	ck_assert_int_eq(truncate(path, 17 << 20), 0);
	LOG("\nfr vase\n", 1);
	ck_assert_int_eq(views_after_job(a), 20005);
	LOG("fr vase\n", 1);
	ck_assert_int_eq(views_after_job(a), 20006);
	ck_assert_uint_eq(shared_views_read(store.shared), 8);
	ck_assert_int_eq(unlink(path), 0);
}
END_TEST

static int64_t
search_count(const char *word)
{
	return shop_sql("SELECT count(*) FROM search_index"
	    " WHERE search_index MATCH '%s'", word).number;
}

START_TEST(products_are_found_by_the_new_name_of_their_category)
{
	const char	*cat = category_new("Poterie", NULL);

	for (int i = 0; i < 120; i++)
		product_new("Vase", cat, "");
	ck_assert_int_eq(search_count("poterie"), 120);
	deed_ok(CATEGORY_CHANGES, cat, "{'name':'Faience'}");
	ck_assert_int_eq(job_run(&store, &catalog_refresh), SOUK_OK);
	ck_assert_int_eq(job_run(&store, &catalog_refresh), SOUK_OK);
	ck_assert_int_eq(job_run(&store, &catalog_refresh), SOUK_NOT_FOUND);
	ck_assert_int_eq(search_count("poterie"), 0);
	ck_assert_int_eq(search_count("faience"), 120);
}
END_TEST

START_TEST(a_new_currency_of_the_shop_refreshes_the_lowest_prices)
{
	const char	*id = product_new("Vase", category_new("C", NULL),
			    ",'basePrice':10,"
			    "'prices':[{'currency':'USD','amount':11}]");

	shop_setting(SOUK_SETTINGS_SHOP, SHOP_CURRENCY, "USD", 0);
	ck_assert_int_eq(job_run(&store, &catalog_refresh), SOUK_OK);
	ck_assert_int_eq(job_run(&store, &catalog_refresh), SOUK_NOT_FOUND);
	deed_ok(PRODUCT_READS, id, "{}");
	ck_assert_int_eq(num_at(got, PRODUCT_PRICE_FROM), 1100);
	ck_assert_int_eq(num_at(got, PRODUCT_BASE_PRICE), 1100);
}
END_TEST

START_TEST(every_message_has_a_code_and_three_languages)
{
	for (int i = 0; i < CATALOG_MESSAGE__MAX; i++) {
		ck_assert_ptr_nonnull(catalog_messages[i].code);
		for (int l = 0; l < LOCALE__MAX; l++)
			ck_assert_ptr_nonnull(catalog_messages[i].text[l]);
	}
}
END_TEST

int
main(void)
{
	const TTest *const tests[] = {
		s3_db_05_a_product_has_one_primary_image,
		s3_db_12_only_what_is_active_is_public_and_counted,
		what_is_active_keeps_its_image_and_price,
		a_stale_version_changes_nothing,
		s0_gen_08_another_brands_product_is_refused,
		a_deleted_product_leaves_nothing_behind,
		every_write_is_audited_and_moves_the_generation,
		s3_api_17_views_are_moved_to_the_product_by_a_job,
		s3_api_17_views_that_nginx_wrote_down_are_added_once,
		products_are_found_by_the_new_name_of_their_category,
		a_new_currency_of_the_shop_refreshes_the_lowest_prices,
		every_message_has_a_code_and_three_languages,
	};

	return catalog_run("catalog write", tests,
	    sizeof(tests) / sizeof(tests[0]));
}
