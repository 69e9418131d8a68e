/* SPDX-License-Identifier: ISC */
/* Orders through the whole shop: placed, seen, moved on, called off. */
#include "tests/http/order.h"

#define STOCK_OF "SELECT stock FROM product_variation WHERE id = '%s'"

/* ---- placing ----------------------------------------------------------------- */

START_TEST(s1_ord_02_an_order_is_what_the_cart_was_and_its_sums_the_servers)
{
	const char	*cup, *pot, *id;
	struct client	*guest = client_new();
	struct answer	*a;

	orders_open();
	cup = good_new("Tasse", "4.50", 9);
	pot = good_new("Théière bleue", "23.90", 5);
	want(cart_put(guest, cup, 3), 201);
	want(cart_put(guest, pot, 1), 201);
	a = order_post(guest, ",\"note\":\"Sonner deux fois\","
	    "\"expectedTotal\":\"37.40\"");
	want(a, 201);
	id = id_kept(a);
	want_at(a, "data.state", "pending");
	want_at(a, "data.total", "37.40");
	want_at(a, "data.subtotal", "37.40");
	want_at(a, "data.due", "37.40");
	want_at(a, "data.email", "lina@shop.test");
	want_at(a, "data.name", "Lina B.");
	want_at(a, "data.stockHeld", "true");
	want_at(a, "data.holdUntil", "null");
	want_at(a, "data.lines.0.quantity", "3");
	want_at(a, "data.lines.0.unitPrice", "4.50");
	want_at(a, "data.lines.0.subtotal", "13.50");
	want_at(a, "data.lines.1.name", "Théière bleue");
	want_at(a, "data.shippingAddress.city", "Paris");
	want_at(a, "data.history.0.to", "pending");
	ck_assert_ptr_null(answer_at(a, "data.guest"));
	ck_assert_ptr_nonnull(strstr(answer_header(a, "Location"), id));
	want_sql_of(STOCK_OF, cup, "6");
	want_sql_of(STOCK_OF, pot, "4");
	want_sql_of("SELECT count(*) FROM payment WHERE subject_id = '%s'"
	    " AND provider = 'cash' AND amount = 3740", id, "1");
	a = client_get(guest, CART);
	want_at(a, "data.itemCount", "0");
	want(order_post(guest, ""), 409);
	/* What the catalogue says later changes nothing. */
	want_sql_of("SELECT unit_price FROM order_line WHERE order_id = '%s'"
	    " ORDER BY position LIMIT 1", id, "450");
	orders_are_sound();
	client_free(guest);
}
END_TEST

/* ---- the address book ---------------------------------------------------------- */

#define BOOK	"/api/users/me/addresses"

static struct answer *
order_kept(struct client *c, const char *keep)
{
	const char	*good = good_new("Bol", "3.00", 9);
	char		 more[40];

	want(cart_put(c, good, 1), 201);
	snprintf(more, sizeof(more), ",\"saveAddress\":%s", keep);
	return order_post(c, more);
}

START_TEST(target_18_an_address_of_an_order_is_kept_if_wanted)
{
	struct client	*guest = client_new();
	struct answer	*a;

	orders_open();
	want(order_kept(reader, "false"), 201);
	want_at(client_get(reader, BOOK), "pagination.total", "0");
	want(order_kept(reader, "true"), 201);
	want(order_kept(reader, "true"), 201);	/* it is there */
	a = client_get(reader, BOOK);
	want_at(a, "pagination.total", "1");
	want_at(a, "data.0.city", "Paris");
	want_at(a, "data.0.isDefault", "true");
	want(order_kept(guest, "true"), 201);	/* has no book */
	a = order_kept(reader, "1");
	want(a, 400);
	ck_assert_ptr_nonnull(answer_at(a, "error.details.saveAddress"));
	/* A full book is no reason not to sell. */
	for (int i = 0; i < 49; i++)
		want(client_json(reader, "POST", BOOK, "{\"name\":\"L\","
		    "\"line1\":\"%d quai\",\"postcode\":\"75011\",\"city\":"
		    "\"Paris\",\"country\":\"FR\"}", i), 201);
	want(client_json(reader, "PATCH", path_of(BOOK,
	    answer_at(client_get(reader, BOOK), "data.0.id"), ""),
	    "{\"line1\":\"9 quai\"}"), 200);
	want(order_kept(reader, "true"), 201);
	want_at(client_get(reader, BOOK), "pagination.total", "50");
	client_free(guest);
}
END_TEST

/* B01: no number of the body counts. */
START_TEST(b01_prices_of_the_body_are_unknown_and_another_total_is_refused)
{
	static const char *const	 tampered[] = {
		",\"total\":\"0.01\"", ",\"subtotal\":1", ",\"tax\":0",
		",\"shipping\":0", ",\"discount\":\"20.00\"",
		",\"currency\":\"JPY\"", ",\"lines\":[]",
		",\"items\":[{\"price\":1}]", ",\"state\":\"confirmed\"",
		",\"paid\":5", ",\"number\":1", ",\"userId\":\"user_1\"",
		",\"expectedTotal\":\"x\"", ",\"expectedTotal\":\"1.234\"",
		",\"paymentMethod\":\"free\"", ",\"paymentMethod\":\"none\"",
		",\"paymentMethod\":\"gift_card\"", ",\"email\":7",
		",\"addressId\":\"addr_01h455vb4pex5vsknk084sn02q\"",
		",\"shippingMethodId\":\"none_01h455vb4pex5vsknk084sn02q\"" };
	struct client			*guest = client_new();
	struct answer			*a;
	const char			*cup;

	orders_open();
	cup = good_new("Bol", "5.00", 9);
	want(cart_put(guest, cup, 2), 201);
	for (size_t i = 0; i < COUNT(tampered); i++) {
		a = order_post(guest, tampered[i]);
		ck_assert_msg(a->status == 400, "%s: %d %.300s", tampered[i],
		    a->status, a->body);
	}
	a = order_post(guest, ",\"expectedTotal\":\"9.99\"");
	want(a, 409);
	want_at(a, "error.code", "TOTAL_CHANGED");
	ck_assert_ptr_nonnull(answer_at(a, "error.details.expectedTotal"));
	want_sql_of(STOCK_OF, cup, "9");
	want(client_json(guest, "POST", ORDERS, "{\"paymentMethod\":\"cash\","
	    "\"shippingAddress\":" ADDRESS "}"), 400);
	want(client_json(guest, "POST", ORDERS, "{\"paymentMethod\":\"cash\","
	    "\"email\":\"a@b.test\"}"), 400);
	a = client_json(guest, "POST", ORDERS, "{\"paymentMethod\":\"cash\","
	    "\"email\":\"a@b.test\",\"shippingAddress\":{\"name\":\"A\","
	    "\"line1\":\"1\",\"city\":\"X\",\"country\":\"!!\"}}");
	want(a, 400);
	ck_assert_ptr_nonnull(strstr(a->body, "shippingAddress.country"));
	want(order_post(guest, ""), 201);
	client_free(guest);
}
END_TEST

START_TEST(target_09_stock_is_held_by_one_move_and_given_back_once)
{
	const char	*cup, *id;
	struct client	*guest = client_new(), *other = client_new();
	struct answer	*a;

	orders_open();
	cup = good_new("Carafe", "12.00", 4);
	want(cart_put(other, cup, 2), 201);
	id = order_new(guest, cup, 3, ",\"paymentMethod\":\"transfer\"");
	want_sql_of(STOCK_OF, cup, "1");
	want_sql_of("SELECT count(*) FROM orders WHERE id = '%s'"
	    " AND hold_until > placed_at", id, "1");
	a = order_post(other, "");
	want(a, 409);
	want_sql_of(STOCK_OF, cup, "1");
	a = client_json(guest, "POST", path_of(ORDERS, id, "/cancel"),
	    "{\"reason\":\"Trop long\"}");
	want(a, 200);
	want_at(a, "data.state", "cancelled");
	want_at(a, "data.cancelReason", "Trop long");
	want_at(a, "data.stockHeld", "false");
	want_sql_of(STOCK_OF, cup, "4");
	want(client_send(guest, "DELETE", path_of(ORDERS, id, ""), NULL, NULL,
	    0), 409);
	want_sql_of(STOCK_OF, cup, "4");
	want_sql_of("SELECT count(*) FROM stock_movement WHERE reference ="
	    " '%s' AND reason = 'released'", id, "1");
	want_sql_of("SELECT state FROM payment WHERE subject_id = '%s'", id,
	    "cancelled");
	want(order_post(other, ""), 201);
	orders_are_sound();
	client_free(guest);
	client_free(other);
}
END_TEST

START_TEST(target_20_the_same_key_is_one_order_and_the_same_answer)
{
	struct client	*guest = client_new();
	struct answer	*a;
	const char	*cup, *id;
	char		*first;

	orders_open();
	cup = good_new("Plat", "30.00", 4);
	want(cart_put(guest, cup, 1), 201);
	client_header(guest, "Idempotency-Key: order-one");
	a = order_post(guest, "");
	want(a, 201);
	id = id_kept(a);
	first = strdup(a->body);
	for (int i = 0; i < 3; i++) {
		a = order_post(guest, "");
		want(a, 201);
		ck_assert_str_eq(a->body, first);
	}
	want(order_post(guest, ",\"note\":\"x\""), 409);
	client_header(guest, NULL);
	want(client_get(guest, path_of(ORDERS, id, "")), 200);
	want_sql_of(STOCK_OF, cup, "3");
	free(first);
	client_free(guest);
}
END_TEST

START_TEST(target_07_a_gift_card_pays_first_and_is_paid_back_first)
{
	struct client	*guest = client_new();
	struct answer	*a;
	const char	*cup, *id;
	char		 more[160], code[64];

	orders_open();
	cup = good_new("Fauteuil", "60.00", 9);
	a = client_json(owner, "POST", "/api/admin/gift-cards",
	    "{\"amount\":\"100.00\",\"currency\":\"EUR\"}");
	want(a, 201);
	snprintf(code, sizeof(code), "%s", answer_at(a, "data.code"));
	want(cart_put(guest, cup, 1), 201);
	a = order_post(guest, ",\"giftCard\":\"AAAA-BBBB-CCCC\"");
	want(a, 400);
	ck_assert_ptr_nonnull(answer_at(a, "error.details.giftCard"));
	want_sql_of(STOCK_OF, cup, "9");
	snprintf(more, sizeof(more), ",\"giftCard\":\"%s\"", code);
	a = order_post(guest, more);
	want(a, 201);
	want_at(a, "data.state", "confirmed");
	want_at(a, "data.due", "0.00");
	want(cart_put(guest, cup, 2), 201);
	a = order_post(guest, more);
	want(a, 201);
	id = id_kept(a);
	want_at(a, "data.state", "pending");
	want_at(a, "data.paid", "40.00");
	want_at(a, "data.due", "80.00");
	want_sql_of("SELECT amount FROM payment WHERE subject_id = '%s'"
	    " AND state = 'open'", id, "8000");
	/* Nothing is on it any more. */
	want(cart_put(guest, cup, 1), 201);
	want(order_post(guest, more), 409);
	want(client_json(guest, "POST", path_of(ORDERS, id, "/cancel"), "{}"),
	    200);
	want_sql("SELECT balance FROM gift_card", "4000");
	orders_are_sound();
	client_free(guest);
}
END_TEST

/* ---- whose ------------------------------------------------------------------- */

START_TEST(s1_ord_03_an_order_is_its_buyers_and_the_shops_to_see)
{
	struct client	*guest = client_new(), *thief = client_new();
	struct answer	*a;
	const char	*cup, *id;
	char		 line[160];

	orders_open();
	cup = good_new("Verre", "3.00", 50);
	id = order_new(guest, cup, 1, "");
	want(client_get(guest, path_of(ORDERS, id, "")), 200);
	a = client_get(guest, ORDERS);
	want(a, 200);
	want_at(a, "pagination.total", "1");
	want_at(a, "data.0.id", id);
	a = client_get(thief, ORDERS);
	want(a, 200);
	want_at(a, "pagination.total", "0");
	want(client_get(thief, path_of(ORDERS, id, "")), 404);
	want(client_send(thief, "DELETE", path_of(ORDERS, id, ""), NULL, NULL,
	    0), 404);
	want(client_json(thief, "POST", path_of(ORDERS, id, "/cancel"), "{}"),
	    404);
	for (int i = 0; i < 3; i++) {
		snprintf(line, sizeof(line), "X-Order-Pass: %s", i == 0 ?
		    "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA" : i == 1 ?
		    "x" : id);
		client_header(thief, line);
		want(client_get(thief, path_of(ORDERS, id, "")), 404);
	}
	client_header(thief, NULL);
	want(cart_put(thief, cup, 1), 201);
	want(client_get(thief, path_of(ORDERS, id, "")), 404);
	want(client_get(stranger, path_of(ORDERS, id, "")), 403);
	want(client_get(stranger, path_of(SHOP_ORDERS, id, "")), 403);
	want(order_to(stranger, id, "confirmed"), 403);
	want(client_get(reader, path_of(SHOP_ORDERS, id, "")), 403);
	want(order_to(thief, id, "confirmed"), 401);
	a = client_get(owner, path_of(SHOP_ORDERS, id, ""));
	want(a, 200);
	want_at(a, "data.history.0.kind", "state");
	want(client_get(manager, path_of(ORDERS, id, "")), 200);
	want(client_get(owner, path_of(SHOP_ORDERS,
	    "ord_01h455vb4pex5vsknk084sn02q", "")), 404);
	client_free(guest);
	client_free(thief);
}
END_TEST

START_TEST(s1_ord_03_staff_find_orders_by_state_number_name_and_money)
{
	struct client	*guest = client_new();
	struct answer	*a;
	const char	*cup, *id, *number;
	char		 path[200];

	orders_open();
	cup = good_new("Lampe", "80.00", 9);
	want(cart_put(guest, cup, 1), 201);
	a = client_json(guest, "POST", ORDERS, "{\"paymentMethod\":\"cash\","
	    "\"email\":\"Zoe.Q@Shop.test\",\"name\":\"Zoé 100%% d'Or\","
	    "\"shippingAddress\":" ADDRESS "}");
	want(a, 201);
	id = id_kept(a);
	snprintf(path, sizeof(path), SHOP_ORDERS "?q=%s",
	    answer_at(a, "data.number"));
	a = client_get(owner, path);
	want(a, 200);
	want_at(a, "pagination.total", "1");
	want_at(a, "data.0.id", id);
	want_at(a, "data.0.due", "80.00");
	a = client_get(owner, SHOP_ORDERS "?q=zoe.q%40shop.TEST");
	want_at(a, "pagination.total", "1");
	a = client_get(owner, SHOP_ORDERS "?q=100%25%20d");
	want_at(a, "pagination.total", "1");
	a = client_get(owner, SHOP_ORDERS "?q=100%25x");
	want_at(a, "pagination.total", "0");
	a = client_get(owner, SHOP_ORDERS "?state=delivered&q=zo");
	want_at(a, "pagination.total", "0");
	a = client_get(owner, SHOP_ORDERS "?unpaid=true&q=100%25");
	want_at(a, "pagination.total", "1");
	a = client_get(owner, SHOP_ORDERS "?unpaid=false&q=100%25");
	want_at(a, "pagination.total", "0");
	want(client_get(owner, SHOP_ORDERS "?state=lost"), 400);
	want(client_get(owner, SHOP_ORDERS "?from=yesterday"), 400);
	want(client_get(owner, SHOP_ORDERS "?from=2020-01-01T00:00:00Z"
	    "&to=2021-01-01T00:00:00Z"), 200);
	a = client_get(owner, SHOP_ORDERS "?limit=1");
	want(a, 200);
	number = answer_at(a, "pagination.nextCursor");
	ck_assert_ptr_nonnull(number);
	snprintf(path, sizeof(path), SHOP_ORDERS "?limit=1&cursor=%s", number);
	want(client_get(owner, path), 200);
	client_free(guest);
}
END_TEST

/* Of lines, an order and a product have many of each other; what was bought
 * outlives the catalogue. */
START_TEST(s1_gen_09_orders_and_products_are_tied_by_lines)
{
	struct client	*guest = client_new();
	const char	*cup, *pot, *one, *two;
	char		*product;
	struct answer	*a;

	orders_open();
	cup = good_new("Soucoupe", "2.00", 9);
	pot = good_new("Bouilloire", "40.00", 9);
	want(cart_put(guest, cup, 1), 201);
	one = order_new(guest, pot, 1, "");
	two = order_new(guest, cup, 2, "");
	want_sql_of("SELECT count(*) FROM order_line WHERE order_id = '%s'",
	    one, "2");
	want_sql_of("SELECT count(DISTINCT order_id) FROM order_line WHERE"
	    " variation_id = '%s'", cup, "2");
	want_sql("SELECT \"table\" || ' ' || \"from\" || ' ' || on_delete"
	    " FROM pragma_foreign_key_list('order_line')",
	    "orders order_id CASCADE");
	product = shop_sql("SELECT product_id FROM order_line WHERE name ="
	    " 'Soucoupe' LIMIT 1");
	a = client_send(owner, "DELETE", path_of(PRODUCTS, product, ""), NULL,
	    NULL, 0);
	want(a, 200);
	free(product);
	a = client_get(guest, path_of(ORDERS, two, ""));
	want(a, 200);
	want_at(a, "data.lines.0.name", "Soucoupe");
	want_at(a, "data.lines.0.unitPrice", "2.00");
	/* What is gone needs no shelf. */
	want(client_json(guest, "POST", path_of(ORDERS, two, "/cancel"),
	    "{}"), 200);
	want(client_json(guest, "POST", path_of(ORDERS, one, "/cancel"),
	    "{}"), 200);
	want_sql_of(STOCK_OF, pot, "9");
	client_free(guest);
}
END_TEST

/* ---- moved on ------------------------------------------------------------------ */

START_TEST(s1_ord_01_from_order_to_delivery_with_its_history)
{
	struct client	*guest = client_new();
	struct answer	*a;
	const char	*cup, *id;

	orders_open();
	cup = good_new("Table", "100.00", 9);
	id = order_new(guest, cup, 2, "");
	a = order_to(owner, id, "confirmed");
	want(a, 200);
	want_at(a, "data.state", "confirmed");
	want_sql_of("SELECT sum(CASE WHEN debit = 'customers' THEN amount"
	    " ELSE -amount END) FROM ledger_entry WHERE subject_id = '%s'",
	    id, "20000");
	want(order_to(owner, id, "preparing"), 200);
	/* Nobody calls off what is being prepared, but the shop. */
	want(client_json(guest, "POST", path_of(ORDERS, id, "/cancel"), "{}"),
	    409);
	want(client_json(owner, "POST", path_of(SHOP_ORDERS, id, "/notes"),
	    "{\"text\":\"Fragile\\nSecret\"}"), 201);
	want(client_json(owner, "POST", path_of(SHOP_ORDERS, id, "/notes"),
	    "{\"text\":\"Bientôt\",\"isPublic\":true}"), 201);
	want(client_json(owner, "POST", path_of(SHOP_ORDERS, id, "/notes"),
	    "{\"text\":\"\"}"), 400);
	a = client_get(guest, path_of(ORDERS, id, ""));
	want(a, 200);
	ck_assert_ptr_null(strstr(a->body, "Fragile"));
	ck_assert_ptr_nonnull(strstr(a->body, "Bientôt"));
	a = client_json(owner, "PATCH", path_of(SHOP_ORDERS, id, ""),
	    "{\"phone\":\"+33612345678\",\"shippingAddress\":{\"name\":\"Z\","
	    "\"line1\":\"2 rue\",\"city\":\"Lyon\",\"country\":\"fr\"}}");
	want(a, 200);
	want_at(a, "data.shippingAddress.country", "FR");
	want_at(a, "data.shippingAddress.city", "Lyon");
	client_header(owner, "If-Match: \"v1\"");
	want(order_to(owner, id, "cancelled"), 412);
	client_header(owner, NULL);
	client_free(guest);
}
END_TEST

SUITE_MAIN("order",
    s1_ord_02_an_order_is_what_the_cart_was_and_its_sums_the_servers,
    b01_prices_of_the_body_are_unknown_and_another_total_is_refused,
    target_18_an_address_of_an_order_is_kept_if_wanted,
    target_09_stock_is_held_by_one_move_and_given_back_once,
    target_20_the_same_key_is_one_order_and_the_same_answer,
    target_07_a_gift_card_pays_first_and_is_paid_back_first,
    s1_ord_03_an_order_is_its_buyers_and_the_shops_to_see,
    s1_ord_03_staff_find_orders_by_state_number_name_and_money,
    s1_gen_09_orders_and_products_are_tied_by_lines,
    s1_ord_01_from_order_to_delivery_with_its_history)
