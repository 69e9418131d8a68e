/* SPDX-License-Identifier: ISC */
/* Bundles through the whole shop: made of others, counted, sold, given back. */
#include "tests/http/bundle.h"
#include "tests/http/order.h"
#include "tests/http/process.h"

#define STOCK_OF "SELECT stock FROM product_variation WHERE id = '%s'"

/* What there is of a cup, a pot and their set of four and one. */
static void
want_stock(const char *cup, const char *cups, const char *pot,
    const char *pots, const char *set, const char *sets)
{
	want_sql_of(STOCK_OF, cup, cups);
	want_sql_of(STOCK_OF, pot, pots);
	want_sql_of(STOCK_OF, set, sets);
	orders_are_sound();
}

static struct answer *
entry(const char *variation, int change)
{
	return client_json(owner, "POST", "/api/admin/stock/movements",
	    "{\"variationId\":\"%s\",\"change\":%d,\"reason\":\"received\"}",
	    variation, change);
}

static const char *
product_of(const char *variation)
{
	static char	 id[80];
	char		 sql[160], *found;

	snprintf(sql, sizeof(sql), "SELECT product_id FROM product_variation"
	    " WHERE id = '%s'", variation);
	found = shop_sql(sql);
	snprintf(id, sizeof(id), "%s", found);
	free(found);
	return id;
}

/* ---- made of others ----------------------------------------------------------- */

START_TEST(target_7_a_bundle_is_counted_from_its_parts_and_shown_with_them)
{
	const char	*cup, *pot, *set;
	struct answer	*a;

	orders_open();
	cup = good_new("Tasse à thé", "4.50", 10);
	pot = good_new("Théière rouge", "23.90", 3);
	set = bundle_new("Service à thé", "39.00", cup, 4, pot, 1);
	want_stock(cup, "10", pot, "3", set, "2");
	a = client_get(anyone, "/api/public/products/service-a-the");
	want(a, 200);
	want_at(a, "data.variations.0.stock", "2");
	want_at(a, "data.variations.0.price", "39.00");
	want_at(a, "data.variations.0.parts.0.name", "Tasse à thé");
	want_at(a, "data.variations.0.parts.0.slug", "tasse-a-the");
	want_at(a, "data.variations.0.parts.0.quantity", "4");
	want_at(a, "data.variations.0.parts.1.variationId", pot);
	a = client_get(anyone, "/api/public/products/tasse-a-the");
	want_at(a, "data.variations.0.parts", "[]");
	want(entry(cup, 2), 201);
	want_stock(cup, "12", pot, "3", set, "3");
	want(entry(cup, 100), 201);
	want_stock(cup, "112", pot, "3", set, "3");
	want(entry(pot, -3), 201);
	want_stock(cup, "112", pot, "0", set, "0");
	a = client_get(anyone, "/api/public/products/service-a-the");
	want_at(a, "data.variations.0.stock", "0");
	want_sql_of("SELECT stock FROM product WHERE id = '%s'",
	    product_of(set), "0");
	/* Without parts it is a variation like others, of which there is
	 * none yet. */
	want(entry(pot, 5), 201);
	want_stock(cup, "112", pot, "5", set, "5");
	a = client_json(owner, "PUT", parts_path(set), "{\"parts\":[]}");
	want(a, 200);
	want_at(a, "data.stock", "0");
	want(entry(set, 7), 201);
	want_stock(cup, "112", pot, "5", set, "7");
}
END_TEST

START_TEST(target_7_a_bundles_stock_is_not_set_by_hand)
{
	const char	*cup, *set, *place;
	struct answer	*a;

	orders_open();
	cup = good_new("Verre", "2.00", 9);
	set = bundle_new("Six verres", "10.00", cup, 6, NULL, 0);
	a = entry(set, 1);
	want(a, 409);
	want_at(a, "error.code", "BUNDLE_COUNTED");
	a = client_json(owner, "POST", "/api/admin/stock/movements",
	    "{\"variationId\":\"%s\",\"quantity\":8}", set);
	want(a, 409);
	place = id_kept(client_json(owner, "POST", "/api/admin/places",
	    "{\"name\":\"Cave\"}"));
	want(client_json(owner, "POST", "/api/admin/stock/transfers",
	    "{\"variationId\":\"%s\",\"fromPlaceId\":\"%s\",\"toPlaceId\":"
	    "\"%s\",\"quantity\":1}", set, place, id_kept(client_json(owner,
	    "POST", "/api/admin/places", "{\"name\":\"Grenier\"}"))), 409);
	a = client_json(owner, "PATCH", path_of(PRODUCTS, product_of(set),
	    ""), "{\"variations\":[{\"id\":\"%s\",\"stock\":4}]}", set);
	want(a, 409);
	want_at(a, "error.code", "BUNDLE_COUNTED");
	ck_assert_ptr_nonnull(strstr(a->body, "variations[0].stock"));
	/* What it is stays what it is, and the rest of it changes. */
	a = client_json(owner, "PATCH", path_of(PRODUCTS, product_of(set),
	    ""), "{\"variations\":[{\"id\":\"%s\",\"stock\":1,\"sku\":"
	    "\"SIX\"}]}", set);
	want(a, 200);
	want_at(a, "data.variations.0.parts.0.quantity", "6");
	want_sql_of(STOCK_OF, set, "1");
	orders_are_sound();
}
END_TEST

/* Parts as they come in; %s is a cup. */
START_TEST(target_7_what_cannot_be_a_part_is_refused_and_named)
{
	static const struct { const char *json, *field; } bad[] = {
		{ "{}", "parts" }, { "{\"parts\":7}", "parts" },
		{ "{\"parts\":[{\"quantity\":1}]}", "parts[0].sku" },
		{ "{\"parts\":[{\"sku\":\"none\"}]}", "parts[0].sku" },
		{ "{\"parts\":[{\"variationId\":"
		    "\"var_01h455vb4pex5vsknk084sn02q\"}]}",
		    "parts[0].variationId" },
		{ "{\"parts\":[{\"variationId\":\"%s\",\"sku\":\"x\"}]}",
		    "parts[0].variationId" },
		{ "{\"parts\":[{\"variationId\":\"%s\",\"quantity\":0}]}",
		    "parts[0].quantity" },
		{ "{\"parts\":[{\"variationId\":\"%s\",\"quantity\":1001}]}",
		    "parts[0].quantity" },
		{ "{\"parts\":[{\"variationId\":\"%s\",\"quantity\":1.5}]}",
		    "parts[0].quantity" },
		{ "{\"parts\":[{\"variationId\":\"%1$s\"},"
		    "{\"variationId\":\"%1$s\"}]}", "parts[1].variationId" },
		{ "{\"parts\":[{\"variationId\":\"%s\",\"price\":1}]}",
		    "price" },
		{ "{\"parts\":[{\"variationId\":\"%s\"}],\"stock\":5}",
		    "stock" },
	};
	const char	*cup, *set, *other;
	char		 json[300];
	struct answer	*a;

	orders_open();
	cup = good_new("Bol rond", "2.00", 9);
	set = good_new("Lot de bols", "10.00", 0);
	other = bundle_new("Autre lot", "10.00", cup, 2, NULL, 0);
	for (size_t i = 0; i < COUNT(bad); i++) {
		snprintf(json, sizeof(json), bad[i].json, cup);
		a = client_json(owner, "PUT", parts_path(set), "%s", json);
		ck_assert_msg(a->status == 400 && strstr(a->body,
		    bad[i].field) != NULL, "%s: %d %.300s", json, a->status,
		    a->body);
	}
	a = parts_put(owner, set, set, 1, NULL, 0);
	want(a, 400);
	ck_assert_ptr_nonnull(strstr(a->body, "se contenir"));
	a = parts_put(owner, set, cup, 1, other, 1);
	want(a, 400);
	ck_assert_ptr_nonnull(strstr(a->body, "elle-même un lot"));
	ck_assert_ptr_nonnull(strstr(a->body, "parts[1].variationId"));
	a = parts_put(owner, cup, set, 1, NULL, 0);
	want(a, 409);
	want_at(a, "error.code", "BUNDLE_IS_PART");
	want_sql_of("SELECT count(*) FROM bundle_part WHERE bundle_id = '%s'",
	    set, "0");
	orders_are_sound();
}
END_TEST

START_TEST(target_7_too_many_parts_stock_of_its_own_and_what_was_sold)
{
	const char	*cup, *full;
	char		 json[4000], *p = json;
	struct client	*guest = client_new();
	struct answer	*a;

	orders_open();
	cup = good_new("Petite tasse", "2.00", 9);
	full = good_new("Déjà en stock", "10.00", 3);
	a = parts_put(owner, full, cup, 1, NULL, 0);
	want(a, 409);
	want_at(a, "error.code", "BUNDLE_HAS_STOCK");
	order_new(guest, full, 3, "");
	a = parts_put(owner, full, cup, 1, NULL, 0);
	want(a, 409);
	want_at(a, "error.code", "BUNDLE_WAS_SOLD");
	p += sprintf(p, "{\"parts\":[");
	for (int i = 0; i < 51; i++)
		p += sprintf(p, "%s{\"variationId\":\"%s\"}", i > 0 ? "," :
		    "", cup);
	sprintf(p, "]}");
	a = client_json(owner, "PUT", parts_path(full), "%s", json);
	want(a, 400);
	ck_assert_ptr_nonnull(strstr(a->body, "\"parts\""));
	client_free(guest);
}
END_TEST

START_TEST(target_7_one_tax_class_for_a_bundle_and_its_parts)
{
	const char	*cup, *book, *set;
	struct answer	*a;

	orders_open();
	cup = good_new("Tasse taxée", "2.00", 9);
	book = good_new("Livre de thé", "9.00", 9);
	want(client_json(owner, "PATCH", path_of(PRODUCTS, product_of(book),
	    ""), "{\"taxClass\":\"reduced\"}"), 200);
	set = bundle_new("Coffret", "10.00", cup, 1, NULL, 0);
	a = parts_put(owner, set, cup, 1, book, 1);
	want(a, 400);
	ck_assert_ptr_nonnull(strstr(a->body, "classe de taxe"));
	ck_assert_ptr_nonnull(strstr(a->body, "parts[1].variationId"));
	a = client_json(owner, "PATCH", path_of(PRODUCTS, product_of(cup),
	    ""), "{\"taxClass\":\"reduced\"}");
	want(a, 400);
	ck_assert_ptr_nonnull(strstr(a->body, "taxClass"));
	want(client_json(owner, "PATCH", path_of(PRODUCTS, product_of(set),
	    ""), "{\"taxClass\":\"zero\"}"), 400);
	want(client_json(owner, "PATCH", path_of(PRODUCTS, product_of(set),
	    ""), "{\"taxClass\":\"standard\",\"vendor\":\"Souk\"}"), 200);
	want(client_json(owner, "PUT", parts_path(set), "{\"parts\":[]}"),
	    200);
	want(client_json(owner, "PATCH", path_of(PRODUCTS, product_of(set),
	    ""), "{\"taxClass\":\"zero\"}"), 200);
	orders_are_sound();
}
END_TEST

START_TEST(target_7_what_is_in_a_bundle_is_not_deleted)
{
	const char	*cup, *set;
	struct answer	*a;

	orders_open();
	cup = good_new("Tasse gardée", "2.00", 9);
	set = bundle_new("Lot gardé", "10.00", cup, 2, NULL, 0);
	a = client_send(owner, "DELETE", path_of(PRODUCTS, product_of(cup),
	    ""), NULL, NULL, 0);
	want(a, 409);
	want_at(a, "error.code", "PART_OF_BUNDLE");
	a = client_json(owner, "PATCH", path_of(PRODUCTS, product_of(cup),
	    ""), "{\"variations\":[{\"name\":\"T\",\"value\":\"Autre\"}]}");
	want(a, 409);
	want_at(a, "error.code", "PART_OF_BUNDLE");
	want_stock(cup, "9", cup, "9", set, "4");
	want(client_send(owner, "DELETE", path_of(PRODUCTS, product_of(set),
	    ""), NULL, NULL, 0), 200);
	want(client_send(owner, "DELETE", path_of(PRODUCTS, product_of(cup),
	    ""), NULL, NULL, 0), 200);
	orders_are_sound();
}
END_TEST

START_TEST(target_7_parts_are_the_staffs_of_that_brand_and_of_that_version)
{
	const char	*cup, *set, *path;
	struct answer	*a;

	orders_open();
	cup = good_new("Tasse à nous", "2.00", 9);
	set = good_new("Lot à nous", "10.00", 0);
	path = parts_path(set);
	want(client_get(anyone, path), 401);
	want(parts_put(anyone, set, cup, 1, NULL, 0), 401);
	a = client_get(reader, path);
	want(a, 200);
	want_at(a, "data.parts", "[]");
	want(parts_put(reader, set, cup, 1, NULL, 0), 403);
	want(client_get(stranger, path), 403);
	want(parts_put(stranger, set, cup, 1, NULL, 0), 403);
	want(client_get(owner, parts_path("var_01h455vb4pex5vsknk084sn02q")),
	    404);
	client_header(manager, "If-Match: \"v9\"");
	want(parts_put(manager, set, cup, 1, NULL, 0), 412);
	client_header(manager, NULL);
	client_header(manager, "If-Match: \"v1\"");
	a = parts_put(manager, set, cup, 3, NULL, 0);
	want(a, 200);
	ck_assert_ptr_nonnull(strstr(answer_header(a, "ETag"), "v2"));
	want_at(a, "data.stock", "3");
	want(parts_put(manager, set, cup, 2, NULL, 0), 412);
	client_header(manager, NULL);
	want_sql_of("SELECT count(*) FROM audit_log WHERE entity_id = '%s'"
	    " AND action = 'update_product'", product_of(set), "1");
	/* By SKU as well, of the own brand only. */
	want(client_json(owner, "PATCH", path_of(PRODUCTS, product_of(cup),
	    ""), "{\"variations\":[{\"id\":\"%s\",\"sku\":\"OURS\"}]}", cup),
	    200);
	a = client_json(owner, "PUT", parts_path(set), "{\"parts\":"
	    "[{\"sku\":\"OURS\",\"quantity\":9}]}");
	want(a, 200);
	want_at(a, "data.parts.0.variationId", cup);
	want_at(a, "data.stock", "1");
	orders_are_sound();
}
END_TEST

/* ---- sold ------------------------------------------------------------------------ */

START_TEST(target_9_pieces_of_bundles_and_of_their_parts_are_summed)
{
	const char	*cup, *pot, *set, *pair, *id;
	struct client	*guest = client_new();
	struct answer	*a;

	orders_open();
	cup = good_new("Gobelet", "4.50", 10);
	pot = good_new("Cafetière", "23.90", 3);
	set = bundle_new("Service à café", "39.00", cup, 4, pot, 1);
	pair = bundle_new("Deux gobelets", "8.00", cup, 2, NULL, 0);
	/* 4 + 4 + 3 are more than ten, though neither line is. */
	want(cart_put(guest, set, 2), 201);
	want(cart_put(guest, cup, 3), 201);
	a = client_get(guest, CART);
	want_at(a, "data.lines.0.problem.code", "TOO_FEW_TOGETHER");
	want_at(a, "data.lines.0.stock", "1");
	want_at(a, "data.lines.1.problem.code", "TOO_FEW_TOGETHER");
	want_at(a, "data.lines.1.stock", "2");
	a = order_post(guest, "");
	want(a, 409);
	ck_assert_ptr_nonnull(strstr(a->body, "lines[0].variationId"));
	ck_assert_ptr_nonnull(strstr(a->body, "lines[1].variationId"));
	want_stock(cup, "10", pot, "3", set, "2");
	a = client_get(guest, CART);
	want(client_json(guest, "PATCH", path_of(ITEMS, answer_at(a,
	    "data.lines.1.id"), ""), "{\"quantity\":2}"), 200);
	a = order_post(guest, "");
	want(a, 201);
	id = id_kept(a);
	want_at(a, "data.total", "87.00");
	want_at(a, "data.lines.0.parts.0.name", "Gobelet");
	want_at(a, "data.lines.0.parts.0.quantity", "4");
	want_at(a, "data.lines.0.parts.1.variationId", pot);
	want_at(a, "data.lines.1.parts", "[]");
	want_stock(cup, "0", pot, "1", set, "0");
	/* One move of each piece, though two lines took it. */
	want_sql_of("SELECT count(*) FROM stock_movement WHERE reference ="
	    " '%s'", id, "2");
	want_sql_of(STOCK_OF, pair, "0");
	want(order_to(owner, id, "cancelled"), 200);
	want_stock(cup, "10", pot, "3", set, "2");
	want_sql_of(STOCK_OF, pair, "5");
	/* Two bundles with a part in common: 4 + 4 + 2 × 2. */
	want(cart_put(guest, set, 2), 201);
	want(cart_put(guest, pair, 2), 201);
	a = order_post(guest, "");
	want(a, 409);
	want_stock(cup, "10", pot, "3", set, "2");
	client_free(guest);
}
END_TEST

/* Both had it in the cart when the other one bought. */
START_TEST(target_9_the_last_piece_goes_to_one_whether_as_itself_or_in_a_bundle)
{
	const char	*cup, *pot, *set, *id;
	struct client	*guest = client_new(), *other = client_new();
	struct answer	*a;

	orders_open();
	cup = good_new("Coupe", "4.50", 4);
	pot = good_new("Carafon", "23.90", 1);
	set = bundle_new("Service à eau", "39.00", cup, 4, pot, 1);
	want(cart_put(guest, set, 1), 201);
	want(cart_put(other, pot, 1), 201);
	a = order_post(guest, ",\"paymentMethod\":\"transfer\"");
	want(a, 201);
	id = id_kept(a);
	want_stock(cup, "0", pot, "0", set, "0");
	want(order_post(other, ""), 409);
	want(client_json(guest, "POST", path_of(ORDERS, id, "/cancel"), "{}"),
	    200);
	want_stock(cup, "4", pot, "1", set, "1");
	want(client_json(guest, "POST", path_of(ORDERS, id, "/cancel"), "{}"),
	    409);
	want_stock(cup, "4", pot, "1", set, "1");
	want(cart_put(guest, set, 1), 201);
	want(order_post(other, ""), 201);
	a = order_post(guest, "");
	want(a, 409);
	want_stock(cup, "4", pot, "0", set, "0");
	client_free(guest);
	client_free(other);
}
END_TEST

/* Until the job has looked for what nobody paid. */
static void
expire(const char *id)
{
	char	sql[200];

	snprintf(sql, sizeof(sql), "UPDATE orders SET hold_until = 1"
	    " WHERE id = '%s'", id);
	free(shop_sql(sql));
	free(shop_sql("INSERT INTO job (id, kind, payload, state, due_at,"
	    " created_at) VALUES ('job_expire', 'orders.expire', '{}',"
	    " 'waiting', 1, 1)"));
	snprintf(sql, sizeof(sql), "SELECT count(*) FROM orders WHERE id ="
	    " '%s' AND state = 'cancelled'", id);
	for (int64_t end = now_ms() + SOON_MS; now_ms() < end; pause_ms(20)) {
		char	*n = shop_sql(sql);
		bool	 done = *n == '1';

		free(n);
		if (done)
			return;
	}
	ck_abort_msg("%s did not expire", id);
}

START_TEST(target_9_what_nobody_pays_gives_its_parts_back_once)
{
	const char	*cup, *pot, *set, *id;
	struct client	*guest = client_new();

	orders_open();
	cup = good_new("Assiette", "4.50", 9);
	pot = good_new("Soupière", "23.90", 2);
	set = bundle_new("Service de table", "39.00", cup, 4, pot, 1);
	id = order_new(guest, set, 2, ",\"paymentMethod\":\"transfer\"");
	want_stock(cup, "1", pot, "0", set, "0");
	/* Made otherwise meanwhile: what was taken comes back. */
	want(parts_put(owner, set, cup, 1, NULL, 0), 200);
	want_stock(cup, "1", pot, "0", set, "1");
	expire(id);
	want_stock(cup, "9", pot, "2", set, "9");
	want_sql_of("SELECT count(*) FROM stock_movement WHERE reference ="
	    " '%s' AND reason = 'released'", id, "2");
	client_free(guest);
}
END_TEST

/* An order paid in cash and brought to the door. */
static void
delivered(const char *id)
{
	pay_cash(id);
	want(order_to(owner, id, "shipped"), 200);
	want(order_to(owner, id, "delivered"), 200);
}

/* So many of a line come back, and their money goes. */
static void
come_back(struct client *guest, const char *id, int line, int n,
    const char *amount)
{
	struct answer	*a = client_json(guest, "POST", path_of(ORDERS, id,
			    "/returns"), "{\"reason\":\"Trop\",\"lines\":"
			    "[{\"lineId\":\"%s\",\"quantity\":%d}]}",
			    line_of(id, line), n);
	const char	*ret;

	want(a, 201);
	ret = id_kept(a);
	want(return_to(ret, "received", ",\"restock\":true"), 200);
	a = return_to(ret, "refunded", "");
	want(a, 200);
	want_at(a, "data.amount", amount);
}

/* 2 × 39.00 and 3 × 4.50 with a third off: 91.50 less 30.50. */
START_TEST(target_9_money_and_parts_come_back_exactly_as_they_were_ordered)
{
	const char	*cup, *pot, *set, *id;
	struct client	*guest = client_new();
	struct answer	*a;

	orders_open();
	cup = good_new("Mug", "4.50", 20);
	pot = good_new("Pichet", "23.90", 5);
	set = bundle_new("Service du matin", "39.00", cup, 4, pot, 1);
	want(client_json(owner, "POST", "/api/admin/promotions",
	    "{\"name\":\"Un tiers\",\"code\":\"TIERS\",\"kind\":\"percent\","
	    "\"rate\":333333}"), 201);
	want(cart_put(guest, set, 2), 201);
	want(cart_put(guest, cup, 3), 201);
	want(client_json(guest, "POST", "/api/cart/codes",
	    "{\"code\":\"TIERS\"}"), 200);
	a = order_post(guest, "");
	want(a, 201);
	id = id_kept(a);
	want_at(a, "data.subtotal", "91.50");
	want_at(a, "data.discount", "30.50");
	want_at(a, "data.total", "61.00");
	want_at(a, "data.lines.0.discount", "26.00");
	want_at(a, "data.lines.1.discount", "4.50");
	delivered(id);
	want_stock(cup, "9", pot, "3", set, "2");
	want(parts_put(owner, set, pot, 2, NULL, 0), 200);
	come_back(guest, id, 0, 1, "26.00");
	want_sql_of(STOCK_OF, cup, "13");
	want_sql_of(STOCK_OF, pot, "4");
	/* One that is nothing but itself now: its parts come back all the
	 * same. */
	want(client_json(owner, "PUT", parts_path(set), "{\"parts\":[]}"),
	    200);
	come_back(guest, id, 0, 1, "26.00");
	want_sql_of(STOCK_OF, cup, "17");
	want_sql_of(STOCK_OF, pot, "5");
	want_sql_of(STOCK_OF, set, "0");
	come_back(guest, id, 1, 3, "9.00");
	want_sql_of(STOCK_OF, cup, "20");
	want_sql_of("SELECT total - refunded FROM orders WHERE id = '%s'", id,
	    "0");
	want_sql_of("SELECT state FROM orders WHERE id = '%s'", id,
	    "returned");
	client_free(guest);
}
END_TEST

/* Only what is still in the catalogue goes back to the shelf. */
START_TEST(target_9_a_part_that_is_gone_does_not_come_back)
{
	const char	*cup, *pot, *set, *id;
	struct client	*guest = client_new();

	orders_open();
	cup = good_new("Sous-tasse", "4.50", 8);
	pot = good_new("Sucrier", "9.00", 2);
	set = bundle_new("Service du soir", "39.00", cup, 4, pot, 1);
	id = order_new(guest, set, 1, "");
	delivered(id);
	want(client_send(owner, "DELETE", path_of(PRODUCTS, product_of(set),
	    ""), NULL, NULL, 0), 200);
	want(client_send(owner, "DELETE", path_of(PRODUCTS, product_of(pot),
	    ""), NULL, NULL, 0), 200);
	come_back(guest, id, 0, 1, "39.00");
	want_sql_of(STOCK_OF, cup, "8");
	client_free(guest);
}
END_TEST

SUITE_MAIN("bundles",
    target_7_a_bundle_is_counted_from_its_parts_and_shown_with_them,
    target_7_a_bundles_stock_is_not_set_by_hand,
    target_7_what_cannot_be_a_part_is_refused_and_named,
    target_7_too_many_parts_stock_of_its_own_and_what_was_sold,
    target_7_one_tax_class_for_a_bundle_and_its_parts,
    target_7_what_is_in_a_bundle_is_not_deleted,
    target_7_parts_are_the_staffs_of_that_brand_and_of_that_version,
    target_9_pieces_of_bundles_and_of_their_parts_are_summed,
    target_9_the_last_piece_goes_to_one_whether_as_itself_or_in_a_bundle,
    target_9_what_nobody_pays_gives_its_parts_back_once,
    target_9_money_and_parts_come_back_exactly_as_they_were_ordered,
    target_9_a_part_that_is_gone_does_not_come_back)
