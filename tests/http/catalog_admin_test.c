/* SPDX-License-Identifier: ISC */
#include "tests/http/catalog.h"

#define NO_ID	"prod_01h455vb4pex5vsknk084sn02q"

/* S1-PRD-01, S3-API-04, S3-DB-04, C-16, C-47: data is the product itself. */
START_TEST(s3_api_29_a_product_is_created_and_answered_whole)
{
	struct answer	*a;
	const char	*cat, *id;
	char		 location[160];

	clients_open();
	cat = category_new(owner, "Poterie", NULL);
	a = product_post(owner, "Vase en grès", cat,
	    ",\"basePrice\":12.5,\"isFeatured\":true" ACTIVE
	    ",\"variations\":[{\"name\":\"Taille\",\"value\":\"60x60cm\","
	    "\"sku\":\"ADM-1\",\"stock\":3},{\"name\":\"Taille\","
	    "\"value\":\"M\",\"priceModifier\":-2.5}],"
	    "\"translations\":[{\"locale\":\"ar\",\"name\":\"مزهرية\","
	    "\"description\":\"وصف طويل بما يكفي\"}]");
	want(a, 201);
	id = id_kept(a);
	want_at(a, "success", "true");
	want_at(a, "data.slug", "vase-en-gres");
	want_at(a, "data.basePrice", "12.50");
	want_at(a, "data.priceFrom", "10.00");
	want_at(a, "data.currency", "EUR");
	want_at(a, "data.status", "ACTIVE");
	want_at(a, "data.isFeatured", "true");
	want_at(a, "data.isNew", "false");
	want_at(a, "data.viewCount", "0");
	want_at(a, "data.version", "1");
	want_at(a, "data.images.0.isPrimary", "true");
	want_at(a, "data.variations.0.sku", "ADM-1");
	want_at(a, "data.variations.0.price", "12.50");
	want_at(a, "data.variations.0.options.0.value", "60x60cm");
	want_at(a, "data.variations.1.priceModifier", "-2.50");
	want_at(a, "data.translations.0.slug", "مزهريه");
	ck_assert_ptr_nonnull(answer_at(a, "meta.requestId"));
	snprintf(location, sizeof(location), PRODUCTS "/%s", id);
	ck_assert_str_eq(answer_header(a, "Location"), location);
	a = client_get(owner, location);
	want(a, 200);
	want_at(a, "data.id", id);
	want_at(a, "data.categoryId", cat);
	want(client_get(owner, PRODUCTS "/" NO_ID), 404);
}
END_TEST

/* S1-GEN-07, S1-GEN-08, S2-VAL-01, S3-API-25, S4-SEC-08 */
START_TEST(s3_api_28_bad_products_are_refused_by_field)
{
	static const struct { const char *more, *field; } t[] = {
		{ ",\"basePrice\":12.505", "basePrice" },
		{ ",\"basePrice\":-3", "basePrice" },
		{ ",\"basePrice\":1e400", "basePrice" },
		{ ",\"basePrice\":true", "basePrice" },
		{ ",\"isFeatured\":\"true\"", "isFeatured" },
		{ ",\"isNew\":1", "isNew" },
		{ ",\"status\":\"active\"", "status" },
		{ ",\"status\":\"ARCHIVED\"", "status" },
		{ ",\"status\":\"ACTIVE\",\"basePrice\":1", "images" },
		{ ACTIVE, "basePrice" },
		{ ",\"colour\":\"red\"", "colour" },
		{ ",\"id\":\"" NO_ID "\"", "id" },
		{ ",\"version\":9", "version" },
		{ ",\"viewCount\":9", "viewCount" },
		{ ",\"createdAt\":\"2020-01-01T00:00:00Z\"", "createdAt" },
		{ ",\"slug\":\"Pas Un Slug\"", "slug" },
		{ ",\"images\":{}", "images" },
		{ ",\"images\":[{\"url\":\"ftp://a.test/1\"}]",
		    "images[0].url" },
		{ ",\"images\":[{\"url\":\"/1\",\"width\":3}]",
		    "images[0].width" },
		{ ",\"variations\":[{\"stock\":-1}]", "variations[0].stock" },
		{ ",\"variations\":[{\"stock\":\"3\"}]",
		    "variations[0].stock" },
		{ ",\"variations\":[{\"price\":1,\"priceModifier\":1}]",
		    "variations[0].priceModifier" },
		{ ",\"prices\":[{\"currency\":\"TND\",\"amount\":1.2345}]",
		    "prices[0].amount" },
	};
	const char	*cat;
	char		 path[128];
	struct answer	*a;
	size_t		 i;

	clients_open();
	cat = category_new(owner, "Refus", NULL);
	for (i = 0; i < COUNT(t); i++) {
		a = product_post(owner, "Refusé", cat, t[i].more);
		ck_assert_msg(a->status == 400, "%s: %d %s", t[i].more,
		    a->status, a->body);
		want_at(a, "error.code", "VALIDATION_ERROR");
		snprintf(path, sizeof(path), "\"%s\":\"", t[i].field);
		ck_assert_msg(strstr(a->body, path) != NULL, "%s: %s",
		    t[i].more, a->body);
	}
	a = client_json(owner, "POST", PRODUCTS, "{\"name\":\"ab\"}");
	want(a, 400);
	ck_assert_ptr_nonnull(answer_at(a, "error.details.name"));
	ck_assert_ptr_nonnull(answer_at(a, "error.details.description"));
	ck_assert_ptr_nonnull(answer_at(a, "error.details.categoryId"));
	want(client_json(owner, "POST", PRODUCTS, "[]"), 400);
	want(client_json(owner, "POST", PRODUCTS, "{\"name\":"), 400);
	want(client_json(owner, "POST", PRODUCTS,
	    "{\"name\":\"aaa\",\"name\":\"bbb\"}"), 400);
	ck_assert_str_eq(shop_sql("SELECT count(*) FROM product_text"
	    " WHERE name = 'Refusé'"), "0");
}
END_TEST

/* C-15: PUT is an alias of PATCH. */
START_TEST(s3_api_05_a_product_is_changed_in_parts)
{
	const char	*id, *path;
	struct answer	*a;

	clients_open();
	id = product_new("Bol", category_new(owner, "Bols", NULL),
	    ",\"basePrice\":8" ACTIVE);
	path = path_of(PRODUCTS, id, "");
	a = client_json(owner, "PATCH", path, "{\"basePrice\":\"9.90\"}");
	want(a, 200);
	want_at(a, "data.basePrice", "9.90");
	want_at(a, "data.name", "Bol");
	want_at(a, "data.version", "2");
	a = client_json(owner, "PUT", path, "{\"status\":\"ARCHIVED\"}");
	want(a, 200);
	want_at(a, "data.status", "ARCHIVED");
	want_at(a, "data.basePrice", "9.90");
	a = client_json(owner, "PATCH", path, "{}");
	want(a, 200);
	want_at(a, "data.version", "3");
	want(client_json(owner, "PATCH", path, "{\"name\":null}"), 400);
	want(client_json(owner, "PATCH", path_of(PRODUCTS, NO_ID, ""),
	    "{\"name\":\"Bol\"}"), 404);
	ck_assert_str_eq(shop_sql("SELECT count(*) FROM audit_log WHERE"
	    " action = 'update_product' AND changes LIKE '%ARCHIVED%'"), "1");
}
END_TEST

/* A stale If-Match is 412, and what matches goes through. */
START_TEST(an_edit_of_an_older_version_is_412)
{
	const char	*path;
	struct answer	*a;

	clients_open();
	path = path_of(PRODUCTS, product_new("Plat",
	    category_new(owner, "Plats", NULL), ""), "");
	a = client_get(owner, path);
	ck_assert_str_eq(answer_header(a, "ETag"), "\"v1\"");
	want(client_json(owner, "PATCH", path, "{\"isNew\":true}"), 200);
	client_header(owner, "If-Match: \"v1\"");
	a = client_json(owner, "PATCH", path, "{\"isNew\":false}");
	want(a, 412);
	want(client_send(owner, "DELETE", path, NULL, NULL, 0), 412);
	client_header(owner, NULL);
	client_header(owner, "If-Match: \"v2\"");
	a = client_json(owner, "PATCH", path, "{\"isNew\":false}");
	client_header(owner, NULL);
	want(a, 200);
}
END_TEST

/* S3-DB-05: one of them is the primary one. */
START_TEST(s3_api_06_images_are_added_to_a_product)
{
	const char	*id;
	struct answer	*a;

	clients_open();
	id = product_new("Tasse", category_new(owner, "Tasses", NULL), "");
	a = client_json(owner, "POST", path_of(PRODUCTS, id, "/images"),
	    "{" IMAGES "}");
	want(a, 201);
	want_at(a, "data.images.0.url", "/media/a.webp");
	want_at(a, "data.images.0.isPrimary", "true");
	a = client_json(owner, "POST", path_of(PRODUCTS, id, "/images"),
	    "{\"images\":[{\"url\":\"https://img.test/2.jpg\","
	    "\"altText\":\"Tasse\",\"isPrimary\":true}]}");
	want(a, 201);
	want_at(a, "data.images.0.isPrimary", "false");
	want_at(a, "data.images.1.isPrimary", "true");
	want_at(a, "data.version", "3");
	want(client_json(owner, "POST", path_of(PRODUCTS, id, "/images"),
	    "{\"images\":[]}"), 400);
	a = client_json(owner, "POST", path_of(PRODUCTS, id, "/images"),
	    "{\"images\":[{\"url\":\"/3\"},{\"url\":\"/4\"},{\"url\":\"/5\"},"
	    "{\"url\":\"/6\"}]}");
	want(a, 400);
	ck_assert_ptr_nonnull(answer_at(a, "error.details.images"));
	want(client_json(owner, "POST", path_of(PRODUCTS, NO_ID, "/images"),
	    "{" IMAGES "}"), 404);
}
END_TEST

/* C-10: admins archive, only owners delete. */
START_TEST(s3_auth_12_only_a_super_admin_deletes_products)
{
	const char	*id, *path;
	struct answer	*a;

	clients_open();
	id = product_new("Cruche", category_new(owner, "Cruches", NULL), "");
	path = path_of(PRODUCTS, id, "");
	want(client_send(anyone, "DELETE", path, NULL, NULL, 0), 401);
	want(client_send(reader, "DELETE", path, NULL, NULL, 0), 403);
	want(client_send(manager, "DELETE", path, NULL, NULL, 0), 403);
	want(client_json(manager, "PATCH", path, "{\"status\":\"ARCHIVED\"}"),
	    200);
	a = client_send(owner, "DELETE", path, NULL, NULL, 0);
	want(a, 200);
	want_at(a, "data.id", id);
	want_at(a, "data.deleted", "true");
	want(client_get(owner, path), 404);
	want(client_send(owner, "DELETE", path, NULL, NULL, 0), 404);
}
END_TEST

START_TEST(s3_api_29_those_who_may_only_look_write_nothing)
{
	const char	*cat, *id;

	clients_open();
	cat = category_new(owner, "Regard", NULL);
	id = product_new("Regardé", cat, "");
	want(client_get(reader, PRODUCTS), 200);
	want(client_get(reader, CATEGORIES), 200);
	want(client_get(reader, path_of(PRODUCTS, id, "")), 200);
	want(product_post(reader, "Nouveau", cat, ""), 403);
	want(client_json(reader, "PATCH", path_of(PRODUCTS, id, ""),
	    "{\"isNew\":true}"), 403);
	want(client_json(reader, "POST", path_of(PRODUCTS, id, "/images"),
	    "{" IMAGES "}"), 403);
	want(client_json(reader, "POST", CATEGORIES, "{\"name\":\"N\"}"), 403);
	want(client_send(reader, "DELETE", path_of(CATEGORIES, cat, ""), NULL,
	    NULL, 0), 403);
	want(product_post(anyone, "Nouveau", cat, ""), 401);
	want(client_get(anyone, PRODUCTS), 401);
	want(client_json(anyone, "POST", CATEGORIES, "{\"name\":\"N\"}"), 401);
}
END_TEST

START_TEST(s0_gen_08_another_brands_catalogue_is_forbidden)
{
	const char	*cat, *id, *theirs;
	struct answer	*a;
	char		 path[160];

	clients_open();
	cat = category_new(owner, "Nôtre", NULL);
	id = product_new("Notre vase", cat, "");
	client_header(stranger, "Accept-Language: fr");
	a = client_get(stranger, path_of(PRODUCTS, id, ""));
	want(a, 403);
	want_at(a, "error.code", "FORBIDDEN");
	want_at(a, "error.message", "Vous n'avez pas la permission");
	want(client_json(stranger, "PATCH", path_of(PRODUCTS, id, ""),
	    "{\"isNew\":true}"), 403);
	want(client_send(stranger, "DELETE", path_of(PRODUCTS, id, ""), NULL,
	    NULL, 0), 403);
	want(client_json(stranger, "POST", path_of(PRODUCTS, id, "/images"),
	    "{" IMAGES "}"), 403);
	want(product_post(stranger, "Leur vase", cat, ""), 403);
	want(client_get(stranger, path_of(CATEGORIES, cat, "")), 403);
	want(client_json(stranger, "PATCH", path_of(CATEGORIES, cat, ""),
	    "{\"order\":1}"), 403);
	want(client_json(stranger, "POST", CATEGORIES,
	    "{\"name\":\"N\",\"parentId\":\"%s\"}", cat), 403);
	theirs = category_new(stranger, "Leur", NULL);
	want(client_json(owner, "PATCH", path_of(PRODUCTS, id, ""),
	    "{\"categoryId\":\"%s\"}", theirs), 403);
	a = client_get(stranger, PRODUCTS);
	want(a, 200);
	want_at(a, "pagination.total", "0");
	snprintf(path, sizeof(path), PRODUCTS "?category=%s", cat);
	want(client_get(stranger, path), 403);
}
END_TEST

START_TEST(slugs_and_skus_that_are_taken_are_409)
{
	const char	*cat;
	struct answer	*a;

	clients_open();
	cat = category_new(owner, "Doubles", NULL);
	product_new("Premier", cat, ",\"slug\":\"double\","
	    "\"variations\":[{\"sku\":\"DOUBLE-1\"}]");
	a = product_post(owner, "Second", cat, ",\"slug\":\"double\"");
	want(a, 409);
	want_at(a, "error.code", "SLUG_TAKEN");
	ck_assert_ptr_nonnull(answer_at(a, "error.details.slug"));
	a = product_post(owner, "Second", cat,
	    ",\"variations\":[{\"sku\":\"DOUBLE-1\"}]");
	want(a, 409);
	want_at(a, "error.code", "SKU_TAKEN");
	ck_assert_ptr_nonnull(strstr(a->body, "\"variations[0].sku\""));
	a = product_post(owner, "Troisième double", cat, "");
	want_at(a, "data.slug", "troisieme-double");
	a = product_post(owner, "Troisième double", cat, "");
	want(a, 201);
	want_at(a, "data.slug", "troisieme-double-2");
}
END_TEST

/* A race for one SKU has one winner. */
START_TEST(of_twenty_who_want_one_sku_one_gets_it)
{
	struct burst	 b;
	char		 json[512];

	clients_open();
	snprintf(json, sizeof(json), "{\"name\":\"Course\",\"description\":\""
	    TEXT "\",\"categoryId\":\"%s\",\"variations\":"
	    "[{\"sku\":\"RACE-1\"}]}", category_new(owner, "Course", NULL));
	client_burst(owner, 20, "POST", PRODUCTS, json, &b);
	ck_assert_int_eq(b.failed, 0);
	ck_assert_int_eq(b.by_status[201], 1);
	ck_assert_int_eq(b.by_status[409], 19);
	ck_assert_str_eq(shop_sql("SELECT count(*) FROM product_variation"
	    " WHERE sku = 'RACE-1'"), "1");
}
END_TEST

START_TEST(s3_api_04_the_list_takes_filters_sorts_and_pages)
{
	static const char *const	 refused[] = {
		"?limit=101", "?limit=0", "?page=0", "?page=1001&limit=10",
		"?page=1&page=2", "?status=SOLD", "?featured=maybe",
		"?minPrice=-1", "?minPrice=1.001", "?maxPrice=1e400",
		"?minPrice=9&maxPrice=1", "?sort=price_asc", "?colour=red",
		"?cursor=nonsense", "?category=inconnue-partout",
	};
	const char	*cat;
	struct answer	*a;
	char		 query[256];
	size_t		 i;

	clients_open();
	cat = category_new(owner, "Liste", NULL);
	product_new("Un brouillon", cat, ",\"variations\":"
	    "[{\"sku\":\"LIST-1\"}]");
	product_new("Une théière", cat, ",\"basePrice\":5" ACTIVE);
	snprintf(query, sizeof(query), PRODUCTS "?category=%s", cat);
	a = client_get(owner, query);
	want(a, 200);
	want_at(a, "pagination.total", "2");
	want_at(a, "pagination.page", "1");
	want_at(a, "pagination.pageSize", "20");
	want_at(a, "pagination.totalPages", "1");
	want_at(a, "data.0.name", "Une théière");
	snprintf(query, sizeof(query), PRODUCTS "?category=%s&status=DRAFT",
	    cat);
	want_at(client_get(owner, query), "pagination.total", "1");
	snprintf(query, sizeof(query), PRODUCTS "?category=%s&q=theiere",
	    cat);
	want_at(client_get(owner, query), "pagination.total", "1");
	a = client_get(owner, PRODUCTS "?sku=LIST-1&sort=newest");
	want_at(a, "pagination.total", "1");
	want_at(a, "data.0.status", "DRAFT");
	for (i = 0; i < COUNT(refused); i++) {
		snprintf(query, sizeof(query), PRODUCTS "%s", refused[i]);
		a = client_get(owner, query);
		ck_assert_msg(a->status == 400, "%s: %d", query, a->status);
	}
}
END_TEST

SUITE_MAIN("catalog admin",
    s3_api_29_a_product_is_created_and_answered_whole,
    s3_api_28_bad_products_are_refused_by_field,
    s3_api_05_a_product_is_changed_in_parts,
    an_edit_of_an_older_version_is_412,
    s3_api_06_images_are_added_to_a_product,
    s3_auth_12_only_a_super_admin_deletes_products,
    s3_api_29_those_who_may_only_look_write_nothing,
    s0_gen_08_another_brands_catalogue_is_forbidden,
    slugs_and_skus_that_are_taken_are_409,
    of_twenty_who_want_one_sku_one_gets_it,
    s3_api_04_the_list_takes_filters_sorts_and_pages)
