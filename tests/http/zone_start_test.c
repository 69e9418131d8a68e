/* SPDX-License-Identifier: ISC */
/* A shop that has no zones is given its first ones, once. */
#include "tests/http/catalog.h"

#define START		"/api/admin/zones/start"
#define METHODS		"/api/admin/shipping-methods"

START_TEST(target_19_first_zones_are_made_once_whoever_asks_at_once)
{
	struct burst	 b;
	struct answer	*a;

	clients_open();
	want(client_json(anyone, "POST", START, "{}"), 401);
	want(client_json(manager, "POST", START, "{}"), 403);
	a = client_json(owner, "POST", START, "{\"country\":\"ZZ\"}");
	want(a, 400);
	ck_assert_ptr_nonnull(answer_at(a, "error.details.country"));
	want(client_json(owner, "POST", START, "{\"country\":\"FRA\"}"), 400);
	want(client_json(owner, "POST", START, "{\"zones\":[]}"), 400);
	ck_assert_str_eq(shop_sql("SELECT count(*) FROM zone"), "0");
	client_burst(owner, 6, "POST", START, "{\"country\":\"de\"}", &b);
	ck_assert_int_eq(b.by_status[201], 1);
	ck_assert_int_eq(b.by_status[409], 5);
	ck_assert_str_eq(shop_sql("SELECT count(*) FROM zone"), "3");
	ck_assert_str_eq(shop_sql("SELECT value FROM setting WHERE name ="
	    " 'orders.country'"), "\"DE\"");
	ck_assert_str_eq(shop_sql("SELECT count(*) FROM audit_log WHERE"
	    " action IN ('create_zone', 'create_shipping_method')"), "6");
	a = client_get(owner, "/api/admin/zones");
	want_at(a, "data.0.name", "National (DE)");
	want_at(a, "data.0.rates.0.rate", "190000");
	want_at(a, "data.0.rates.1.name", "TVA 7 %");
	want_at(client_json(owner, "POST", START, "{}"), "error.code",
	    "ZONES_EXIST");
}
END_TEST

START_TEST(target_19_what_is_made_is_not_offered_before_it_has_a_price)
{
	struct answer	*a;
	const char	*method;

	clients_open();
	a = client_json(stranger, "POST", START, "{\"country\":\"FR\"}");
	want(a, 201);		/* another brand begins by itself */
	want_at(a, "data.areas.0.country", "FR");
	want_at(a, "data.areas.1.country", "MC");
	want_at(a, "data.rates.1.name", "TVA 5,5 %");
	ck_assert_ptr_nonnull(answer_header(a, "Location"));
	a = client_get(stranger, METHODS);
	want_at(a, "pagination.total", "3");
	want_at(a, "data.0.isActive", "false");
	want_at(a, "data.0.zoneName", "National (FR)");
	method = id_kept(client_get(stranger, path_of(METHODS, answer_at(a,
	    "data.0.id"), "")));
	want(client_json(stranger, "PATCH", path_of(METHODS, method, ""),
	    "{\"isActive\":true,\"rates\":[{\"currency\":\"EUR\","
	    "\"amount\":\"4.90\"}]}"), 200);
}
END_TEST

SUITE_MAIN("zone start",
    target_19_first_zones_are_made_once_whoever_asks_at_once,
    target_19_what_is_made_is_not_offered_before_it_has_a_price)
