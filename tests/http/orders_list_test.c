/* SPDX-License-Identifier: ISC */
/* Finding orders and returns among many. */
#include "tests/http/order.h"

#define RETURNS	"/api/admin/returns"

static struct client	*guest;
static const char	*cup, *paid_one, *sent_one;
static char		 number[24];

/* One pending by transfer, one paid in cash, one delivered and come back. */
static void
shop_fill(void)
{
	struct answer	*a;

	orders_open();
	if (cup != NULL)
		return;
	guest = client_new();
	cup = good_new("Service", "10.00", 50);
	order_new(guest, cup, 1, ",\"paymentMethod\":\"transfer\"");
	paid_one = order_new(guest, cup, 2, "");
	want(client_json(owner, "POST", path_of(SHOP_ORDERS, paid_one,
	    "/paid"), "{\"paymentMethod\":\"cash\"}"), 200);
	sent_one = order_new(guest, cup, 3, "");
	want(order_to(owner, sent_one, "confirmed"), 200);
	want(order_to(owner, sent_one, "shipped"), 200);
	a = order_to(owner, sent_one, "delivered");
	want(a, 200);
	snprintf(number, sizeof(number), "%s", answer_at(a, "data.number"));
	for (int i = 0; i < 2; i++) {
		a = client_get(owner, path_of(SHOP_ORDERS, sent_one, ""));
		a = client_json(owner, "POST", path_of(SHOP_ORDERS, sent_one,
		    "/returns"), "{\"reason\":\"Trop grand\",\"lines\":"
		    "[{\"lineId\":\"%s\",\"quantity\":1}]}",
		    answer_at(a, "data.lines.0.id"));
		want(a, 201);
		want_at(a, "data.orderNumber", number);
		want_at(a, "data.currency", "EUR");
	}
	want(client_json(owner, "PATCH", path_of(RETURNS, id_kept(a), ""),
	    "{\"state\":\"refused\",\"answer\":\"Porté\"}"), 200);
}

static void
counts(const char *list, const char *query, const char *total)
{
	char		 path[300];
	struct answer	*a;

	snprintf(path, sizeof(path), "%s?%s", list, query);
	a = client_get(owner, path);
	ck_assert_msg(a->status == 200, "%s: %d %.200s", path, a->status,
	    a->body);
	ck_assert_msg(strcmp(answer_at(a, "pagination.total"), total) == 0,
	    "%s: %s, not %s", path, answer_at(a, "pagination.total"), total);
}

START_TEST(s1_ord_01_orders_are_found_by_every_filter)
{
	static const struct { const char *query, *total; } of[] = {
		{ "paymentMethod=transfer", "1" },
		{ "paymentMethod=cash", "2" },
		{ "paymentMethod=cash&unpaid=true", "1" },
		{ "paymentMethod=cash&unpaid=false", "1" },
		{ "paymentMethod=stripe", "0" },
		{ "state=delivered", "1" }, { "state=draft", "0" },
		{ "from=2020-01-01T00:00:00Z", "3" },
		{ "to=2020-01-01T00:00:00Z", "0" },
		{ "q=lina@shop.test", "3" }, { "q=Lina", "3" },
		{ "customerId=user_01h455vb4pex5vsknk084sn02q", "0" },
	};
	char	 query[60];

	shop_fill();
	for (size_t i = 0; i < COUNT(of); i++)
		counts(SHOP_ORDERS, of[i].query, of[i].total);
	snprintf(query, sizeof(query), "q=%%23%s", number);
	counts(SHOP_ORDERS, query, "1");
}
END_TEST

START_TEST(target_23_returns_are_found_by_state_and_number)
{
	static const struct { const char *query, *total; } of[] = {
		{ "state=requested", "1" }, { "state=refused", "1" },
		{ "state=received", "0" }, { "open=true", "1" },
		{ "open=false", "1" }, { "open=true&state=refused", "0" },
		{ "number=999999", "0" }, { "limit=1", "2" },
	};
	char		 query[60], cursor[400], path[500];
	struct answer	*a;

	shop_fill();
	for (size_t i = 0; i < COUNT(of); i++)
		counts(RETURNS, of[i].query, of[i].total);
	snprintf(query, sizeof(query), "number=%s", number);
	counts(RETURNS, query, "2");
	/* The next page is of the same list, and of no other. */
	snprintf(path, sizeof(path), RETURNS "?limit=1&number=%s", number);
	a = client_get(owner, path);
	want(a, 200);
	want_at(a, "data.0.state", "refused");
	snprintf(cursor, sizeof(cursor), "%s", answer_at(a,
	    "pagination.nextCursor"));
	snprintf(path, sizeof(path), RETURNS "?limit=1&number=%s&cursor=%s",
	    number, cursor);
	a = client_get(owner, path);
	want(a, 200);
	want_at(a, "data.0.state", "requested");
	snprintf(path, sizeof(path), RETURNS "?cursor=%s", cursor);
	want(client_get(owner, path), 400);
}
END_TEST

START_TEST(s1_ord_01_what_is_no_filter_is_refused_and_nothing_is_seen_of_others)
{
	static const char *const bad[] = {
		SHOP_ORDERS "?paymentMethod=gold", SHOP_ORDERS "?from=x",
		SHOP_ORDERS "?customerId=1", SHOP_ORDERS "?state=lost",
		RETURNS "?state=lost", RETURNS "?number=x",
		RETURNS "?number=-1", RETURNS "?open=maybe",
		RETURNS "?number=99999999999999999999",
		RETURNS "?order=1" };

	shop_fill();
	for (size_t i = 0; i < COUNT(bad); i++)
		ck_assert_msg(client_get(owner, bad[i])->status == 400, "%s",
		    bad[i]);
	want_at(client_get(stranger, RETURNS), "pagination.total", "0");
	want_at(client_get(stranger, SHOP_ORDERS), "pagination.total", "0");
	want(client_get(guest, RETURNS), 401);
}
END_TEST

/* ---- as a file ------------------------------------------------------------------ */

#define EXPORT	SHOP_ORDERS "/export"
#define HEAD	"number,time,state,source,name,email,phone,currency,subtotal," \
	"discount,shipping,tax,total,paid,refunded,due,payment method," \
	"shipping method,id\r\n"

static int
lines_of(const struct answer *a)
{
	int	 n = 0;

	for (const char *p = a->body; (p = strstr(p, "\r\n")) != NULL; p++)
		n++;
	return n - 1;
}

START_TEST(s1_ord_01_orders_go_out_as_csv_without_formulas)
{
	struct answer	*a;

	shop_fill();
	a = client_json(owner, "POST", SHOP_ORDERS, "{\"lines\":[{\"name\":"
	    "\"Pose\",\"unitPrice\":\"5.00\",\"quantity\":2}],\"name\":"
	    "\"=HYPERLINK(1)\",\"phone\":\"+33612345678\"}");
	want(a, 201);
	want(client_get(reader, EXPORT), 403);
	a = client_get(manager, EXPORT);
	want(a, 200);
	ck_assert_str_eq(answer_header(a, "Content-Type"),
	    "text/csv; charset=utf-8");
	ck_assert_ptr_nonnull(strstr(answer_header(a, "Content-Disposition"),
	    "orders-20"));
	ck_assert_int_eq(strncmp(a->body, HEAD, strlen(HEAD)), 0);
	ck_assert_int_eq(lines_of(a), 4);
	ck_assert_msg(strstr(a->body, ",draft,admin,'=HYPERLINK(1),,"
	    "'+33612345678,EUR,10.00,0.00,0.00,") != NULL, "%s", a->body);
	ck_assert_ptr_nonnull(strstr(a->body, ",20.00,20.00,0.00,0.00,cash,"));
	ck_assert_ptr_null(strstr(a->body, ",="));
}
END_TEST

START_TEST(s1_ord_01_a_file_holds_what_the_list_shows_and_nobody_elses)
{
	static const struct { const char *query; int lines; } of[] = {
		{ "?state=draft", 1 }, { "?unpaid=false", 1 },
		{ "?paymentMethod=transfer", 1 }, { "?q=nobody", 0 },
		{ "?to=2020-01-01T00:00:00Z&bom=true&separator=%3B", 0 } };
	static const char *const bad[] = { "?state=lost", "?separator=x",
		"?page=2", "?customerId=1", "?from=x" };
	char		 path[200];
	struct answer	*a;

	shop_fill();
	for (size_t i = 0; i < COUNT(of); i++) {
		snprintf(path, sizeof(path), EXPORT "%s", of[i].query);
		a = client_get(owner, path);
		want(a, 200);
		ck_assert_msg(lines_of(a) == of[i].lines, "%s: %s", path,
		    a->body);
	}
	for (size_t i = 0; i < COUNT(bad); i++) {
		snprintf(path, sizeof(path), EXPORT "%s", bad[i]);
		want(client_get(owner, path), 400);
	}
	a = client_get(stranger, EXPORT);
	want(a, 200);
	ck_assert_str_eq(a->body, HEAD);
	want(client_get(guest, EXPORT), 401);
}
END_TEST

SUITE_MAIN("orders_list",
    s1_ord_01_orders_are_found_by_every_filter,
    target_23_returns_are_found_by_state_and_number,
    s1_ord_01_what_is_no_filter_is_refused_and_nothing_is_seen_of_others,
    s1_ord_01_orders_go_out_as_csv_without_formulas,
    s1_ord_01_a_file_holds_what_the_list_shows_and_nobody_elses)
