/* SPDX-License-Identifier: ISC */
/* What orders may become, and how they get there. */
#include "tests/http/order.h"

static const char *const	states[] = { "draft", "pending", "confirmed",
	"preparing", "shipped", "delivered", "cancelled", "returned" };

/* What the staff may make of an order that never left. */
static const struct { const char *from, *to; } legal[] = {
	{ "draft", "cancelled" },
	{ "pending", "confirmed" }, { "pending", "cancelled" },
	{ "confirmed", "preparing" }, { "confirmed", "shipped" },
	{ "confirmed", "cancelled" }, { "preparing", "shipped" },
	{ "preparing", "cancelled" }, { "shipped", "delivered" },
};

static bool
is_legal(const char *from, const char *to)
{
	for (size_t i = 0; i < COUNT(legal); i++)
		if (strcmp(legal[i].from, from) == 0 &&
		    strcmp(legal[i].to, to) == 0)
			return true;
	return false;
}

/* An order in a state, by the ways there are. */
static const char *
order_in(struct client *guest, const char *cup, const char *state)
{
	static const char *const	 way[] = { "confirmed", "preparing",
		"shipped", "delivered", NULL };
	const char			*id = order_new(guest, cup, 1, "");
	struct answer			*a;

	if (strcmp(state, "cancelled") == 0) {
		want(order_to(owner, id, "cancelled"), 200);
		return id;
	}
	for (int i = 0; way[i] != NULL && strcmp(state, "pending") != 0; i++) {
		want(order_to(owner, id, way[i]), 200);
		if (strcmp(way[i], state) == 0)
			return id;
	}
	if (strcmp(state, "returned") != 0)
		return id;
	a = client_get(owner, path_of(SHOP_ORDERS, id, ""));
	a = client_json(owner, "POST", path_of(SHOP_ORDERS, id, "/returns"),
	    "{\"reason\":\"Trop grand\",\"lines\":[{\"lineId\":\"%s\","
	    "\"quantity\":1}]}", answer_at(a, "data.lines.0.id"));
	want(a, 201);
	want(client_json(owner, "PATCH", path_of("/api/admin/returns",
	    id_kept(a), ""), "{\"state\":\"received\"}"), 200);
	return id;
}

START_TEST(target_21_b02_every_state_and_every_move_and_only_the_listed_change)
{
	struct client	*guest = client_new();
	const char	*cup, *id;
	struct answer	*a;
	int		 status;

	orders_open();
	cup = good_new("Vase", "7.00", 100);
	for (size_t f = 1; f < COUNT(states); f++)
		for (size_t t = 0; t < COUNT(states); t++) {
			id = order_in(guest, cup, states[f]);
			a = order_to(owner, id, states[t]);
			status = a->status;
			ck_assert_msg(status == (is_legal(states[f],
			    states[t]) ? 200 : 409), "%s to %s: %d %.300s",
			    states[f], states[t], status, a->body);
			if (status == 409)
				want_at(a, "error.code", "ORDER_STATE");
			a = client_get(owner, path_of(SHOP_ORDERS, id, ""));
			want_at(a, "data.state", states[status == 200 ? t :
			    f]);
		}
	orders_are_sound();
	client_free(guest);
}
END_TEST

START_TEST(b02_the_buyer_calls_off_only_what_nobody_prepares)
{
	struct client	*guest = client_new();
	const char	*cup, *id;

	orders_open();
	cup = good_new("Assiette", "6.00", 50);
	for (size_t f = 1; f < COUNT(states); f++) {
		id = order_in(guest, cup, states[f]);
		want(client_json(guest, "POST", path_of(ORDERS, id,
		    "/cancel"), "{}"), f <= 2 ? 200 : 409);
	}
	id = order_in(guest, cup, "pending");
	client_header(guest, "If-Match: \"v77\"");
	want(client_json(guest, "POST", path_of(ORDERS, id, "/cancel"), "{}"),
	    412);
	client_header(guest, NULL);
	orders_are_sound();
	client_free(guest);
}
END_TEST

static struct answer *
parcel(const char *id, const char *line, int n)
{
	return client_json(owner, "POST", path_of(SHOP_ORDERS, id,
	    "/fulfilments"), "{\"carrier\":\"Colissimo\",\"trackingNumber\":"
	    "\"8R123\",\"trackingUrl\":\"https://suivi.test/8R123\","
	    "\"lines\":[{\"lineId\":\"%s\",\"quantity\":%d}]}", line, n);
}

START_TEST(target_22_parcels_leave_in_parts_and_never_more_than_there_is)
{
	struct client	*guest = client_new();
	const char	*cup, *id, *other, *one;
	struct answer	*a;
	char		 path[240];

	orders_open();
	cup = good_new("Chaise", "40.00", 30);
	id = order_new(guest, cup, 3, "");
	other = order_new(guest, cup, 1, "");
	want(parcel(id, line_of(id, 0), 1), 409);	/* pending */
	want(order_to(owner, id, "confirmed"), 200);
	want(parcel(id, line_of(id, 0), 4), 400);
	want(parcel(id, line_of(id, 0), 0), 400);
	want(parcel(id, line_of(other, 0), 1), 400);
	want(client_json(stranger, "POST", path_of(SHOP_ORDERS, id,
	    "/fulfilments"), "{}"), 403);
	a = parcel(id, line_of(id, 0), 2);
	want(a, 201);
	want_at(a, "data.state", "preparing");
	want_at(a, "data.lines.0.fulfilled", "2");
	want_at(a, "data.fulfilments.0.trackingNumber", "8R123");
	one = answer_at(a, "data.fulfilments.0.id");
	snprintf(path, sizeof(path), "%s/fulfilments/%s", path_of(SHOP_ORDERS,
	    id, ""), one);
	/* What is on its way is not called off. */
	want(order_to(owner, id, "cancelled"), 409);
	want(parcel(id, line_of(id, 0), 2), 400);
	a = client_json(owner, "PATCH", path, "{\"state\":\"cancelled\"}");
	want(a, 200);
	want_at(a, "data.lines.0.fulfilled", "0");
	want(client_json(owner, "PATCH", path, "{\"state\":\"delivered\"}"),
	    409);
	want(client_json(owner, "PATCH", path, "{\"state\":\"lost\"}"), 400);
	a = client_json(owner, "POST", path_of(SHOP_ORDERS, id,
	    "/fulfilments"), "{}");
	want(a, 201);
	want_at(a, "data.state", "shipped");
	snprintf(path, sizeof(path), "%s/fulfilments/%s", path_of(SHOP_ORDERS,
	    id, ""), answer_at(a, "data.fulfilments.1.id"));
	want(client_json(owner, "POST", path_of(SHOP_ORDERS, id,
	    "/fulfilments"), "{}"), 409);
	a = client_json(owner, "PATCH", path, "{\"state\":\"delivered\"}");
	want(a, 200);
	want_at(a, "data.state", "delivered");
	ck_assert_str_ne(answer_at(a, "data.returnUntil"), "null");
	a = client_get(guest, path_of(ORDERS, id, ""));
	ck_assert_ptr_nonnull(strstr(a->body, "https://suivi.test/8R123"));
	orders_are_sound();
	client_free(guest);
}
END_TEST

static void
books_of(const char *id, const char *account, const char *balance)
{
	char	 query[600], *found;

	snprintf(query, sizeof(query), "SELECT coalesce(sum(CASE WHEN debit ="
	    " '%s' THEN amount WHEN credit = '%s' THEN -amount ELSE 0 END),"
	    " 0) FROM ledger_entry WHERE subject_id = '%s' OR subject_id IN"
	    " (SELECT id FROM payment WHERE subject_id = '%s')", account,
	    account, id, id);
	found = shop_sql(query);
	ck_assert_msg(strcmp(found, balance) == 0, "%s: %s, not %s", account,
	    found, balance);
	free(found);
}

static struct answer *
refund(const char *id, const char *body)
{
	return client_json(owner, "POST", path_of(SHOP_ORDERS, id,
	    "/refunds"), "%s", body);
}

START_TEST(target_22_parts_of_a_refund_are_what_was_paid_to_the_cent)
{
	struct client	*guest = client_new();
	const char	*cup, *id;
	char		 body[200];
	struct answer	*a;

	orders_open();
	cup = good_new("Couteau", "33.33", 30);
	id = order_new(guest, cup, 3, "");
	want(refund(id, "{\"amount\":\"1.00\"}"), 409);
	pay_cash(id);
	a = client_get(owner, path_of(SHOP_ORDERS, id, ""));
	want_at(a, "data.state", "confirmed");
	want_at(a, "data.paid", "99.99");
	want_at(a, "data.due", "0.00");
	books_of(id, "customers", "0");
	books_of(id, "cash", "9999");
	snprintf(body, sizeof(body), "{\"lines\":[{\"lineId\":\"%s\","
	    "\"quantity\":1}]}", line_of(id, 0));
	a = refund(id, body);
	want(a, 201);
	want_at(a, "data.refunded", "33.33");
	want_at(a, "data.lines.0.refundedPieces", "1");
	books_of(id, "customers", "0");
	want(refund(id, "{\"amount\":\"66.67\"}"), 409);
	want(refund(id, "{\"amount\":\"0\"}"), 400);
	want(refund(id, "{\"amount\":\"-1\"}"), 400);
	want(refund(id, "{\"amount\":\"0.001\"}"), 400);
	want(refund(id, "{}"), 409);
	want(client_json(reader, "POST", path_of(SHOP_ORDERS, id,
	    "/refunds"), "{\"amount\":\"1\"}"), 403);
	want(refund(id, "{\"amount\":\"0.66\",\"note\":\"Geste\"}"), 201);
	snprintf(body, sizeof(body), "{\"lines\":[{\"lineId\":\"%s\","
	    "\"quantity\":3}]}", line_of(id, 0));
	want(refund(id, body), 400);
	want(order_to(owner, id, "cancelled"), 200);
	a = client_get(owner, path_of(SHOP_ORDERS, id, ""));
	want_at(a, "data.refunded", "99.99");
	books_of(id, "customers", "0");
	books_of(id, "sales", "0");
	books_of(id, "cash", "0");
	books_of(id, "tax", "0");
	orders_are_sound();
	client_free(guest);
}
END_TEST

/* The last piece of three, so all of it is back. */
static void
last_back(struct client *guest, const char *id)
{
	char		 body[300];
	struct answer	*a;
	const char	*ret;

	snprintf(body, sizeof(body), "{\"reason\":\"Aussi\",\"lines\":"
	    "[{\"lineId\":\"%s\",\"quantity\":1}]}", line_of(id, 0));
	a = client_json(guest, "POST", path_of(ORDERS, id, "/returns"), "%s",
	    body);
	want(a, 201);
	ret = id_kept(a);
	want(return_to(ret, "received", ",\"restock\":false"), 200);
	want_sql_of("SELECT state FROM orders WHERE id = '%s'", id,
	    "returned");
	want(return_to(ret, "refunded", ""), 200);
	want_sql_of("SELECT total - refunded FROM orders WHERE id = '%s'", id,
	    "0");
	books_of(id, "sales", "0");
	books_of(id, "customers", "0");
}

START_TEST(target_23_returns_in_time_answered_restocked_and_paid_back)
{
	struct client	*guest = client_new(), *thief = client_new();
	const char	*cup, *id, *ret;
	char		 body[300];
	struct answer	*a;

	orders_open();
	cup = good_new("Miroir", "50.00", 10);
	id = order_new(guest, cup, 3, "");
	pay_cash(id);
	snprintf(body, sizeof(body), "{\"reason\":\"Rayé\",\"lines\":"
	    "[{\"lineId\":\"%s\",\"quantity\":2}]}", line_of(id, 0));
	want(client_json(guest, "POST", path_of(ORDERS, id, "/returns"), "%s",
	    body), 409);
	want(order_to(owner, id, "shipped"), 200);
	want(order_to(owner, id, "delivered"), 200);
	want(client_json(thief, "POST", path_of(ORDERS, id, "/returns"), "%s",
	    body), 404);
	want(client_json(guest, "POST", path_of(ORDERS, id, "/returns"),
	    "{\"reason\":\"x\",\"lines\":[]}"), 400);
	a = client_json(guest, "POST", path_of(ORDERS, id, "/returns"), "%s",
	    body);
	want(a, 201);
	want_at(a, "data.state", "requested");
	ret = id_kept(a);
	/* Two of three are asked for already. */
	want(client_json(guest, "POST", path_of(ORDERS, id, "/returns"), "%s",
	    body), 400);
	want(return_to(ret, "refunded", ""), 409);
	want(client_json(stranger, "PATCH", path_of("/api/admin/returns",
	    ret, ""), "{\"state\":\"approved\"}"), 403);
	want(client_json(guest, "PATCH", path_of("/api/admin/returns", ret,
	    ""), "{\"state\":\"approved\"}"), 401);
	want(return_to(ret, "approved", ",\"answer\":\"Bien sûr\""), 200);
	want_sql_of("SELECT stock FROM product_variation WHERE id = '%s'",
	    cup, "7");
	want(return_to(ret, "received", ",\"restock\":true"), 200);
	want_sql_of("SELECT stock FROM product_variation WHERE id = '%s'",
	    cup, "9");
	a = return_to(ret, "refunded", "");
	want(a, 200);
	want_at(a, "data.amount", "100.00");
	want(return_to(ret, "refunded", ""), 409);
	want(return_to(ret, "approved", ""), 409);
	a = client_get(guest, path_of(ORDERS, id, ""));
	want_at(a, "data.refunded", "100.00");
	want_at(a, "data.returns.0.answer", "Bien sûr");
	want_at(a, "data.state", "delivered");
	books_of(id, "customers", "0");
	last_back(guest, id);
	a = client_get(owner, "/api/admin/returns?limit=1");
	want(a, 200);
	want_at(a, "data.0.orderId", id);
	client_free(guest);
	client_free(thief);
}
END_TEST

/* B02: money that comes moves only what waits for it. */
START_TEST(b02_money_moves_only_what_waits_for_it)
{
	static const char *const	 after[] = { "draft", "confirmed",
		"confirmed", "preparing", "shipped", "delivered", "cancelled",
		"returned" };
	struct client			*guest = client_new();
	const char			*cup, *id;
	char				 query[160], path[160], *pay;
	struct answer			*a;

	orders_open();
	cup = good_new("Cruche", "8.00", 50);
	for (size_t f = 1; f < COUNT(states); f++) {
		id = order_in(guest, cup, states[f]);
		snprintf(query, sizeof(query), "SELECT id FROM payment WHERE"
		    " subject_id = '%s'", id);
		pay = shop_sql(query);
		snprintf(path, sizeof(path), "/api/admin/payments/%s/receive",
		    pay);
		free(pay);
		a = client_json(owner, "POST", path, "{}");
		ck_assert_msg(a->status == (strcmp(states[f], "cancelled") ==
		    0 ? 409 : 200), "%s: %d", states[f], a->status);
		a = client_get(owner, path_of(SHOP_ORDERS, id, ""));
		want_at(a, "data.state", after[f]);
		/* What came back is not paid for any more. */
		want_at(a, "data.refunded", strcmp(states[f], "returned") ==
		    0 ? "8.00" : "0.00");
		want_at(a, "data.due", "0.00");
	}
	orders_are_sound();
	client_free(guest);
}
END_TEST

SUITE_MAIN("order_state",
    b02_money_moves_only_what_waits_for_it,
    target_21_b02_every_state_and_every_move_and_only_the_listed_change,
    b02_the_buyer_calls_off_only_what_nobody_prepares,
    target_22_parcels_leave_in_parts_and_never_more_than_there_is,
    target_22_parts_of_a_refund_are_what_was_paid_to_the_cent,
    target_23_returns_in_time_answered_restocked_and_paid_back)
