/* SPDX-License-Identifier: ISC */
/* Carts through the whole shop: guests, customers, and who may see what. */
#include "tests/http/cart.h"

#define COOKIE	"__Host-cart"

static struct client *
with_cookie(const char *secret)
{
	struct client	*c = client_new();
	char		 line[160];

	snprintf(line, sizeof(line), "Cookie: " COOKIE "=%s", secret);
	client_header(c, line);
	return c;
}

START_TEST(target_18_a_guest_fills_a_cart_by_cookie)
{
	const char	*v = good_new("Théière", "23.90", 9), *line;
	struct client	*guest = client_new(), *thief;
	char		 secret[128], path[160];
	struct answer	*a = client_get(guest, CART);

	want(a, 200);
	want_at(a, "data.id", "null");
	want_at(a, "data.currency", "EUR");
	ck_assert_ptr_null(cookie_set_by(a, COOKIE));
	a = cart_put(guest, v, 2);
	want(a, 201);
	want_at(a, "data.lines.0.quantity", "2");
	want_at(a, "data.itemCount", "2");
	want_at(a, "data.lines.0.unitPrice", "23.90");
	want_at(a, "data.lines.0.name", "Théière");
	want_at(a, "data.lines.0.problem", "null");
	want_at(a, "data.total", "47.80");
	want_at(a, "data.canOrder", "true");
	snprintf(secret, sizeof(secret), "%s", cookie_set_by(a, COOKIE));
	ck_assert_uint_eq(strlen(secret), 43);
	ck_assert_ptr_nonnull(strcasestr(a->head, "; Path=/; Secure; HttpOnly;"
	    " SameSite=Lax; Max-Age=7776000"));
	ck_assert_ptr_null(strstr(a->body, secret));
	a = cart_put(guest, v, 3);
	want(a, 201);
	ck_assert_ptr_null(cookie_set_by(a, COOKIE));
	want_at(a, "data.lines.0.quantity", "5");
	line = answer_at(a, "data.lines.0.id");
	snprintf(path, sizeof(path), ITEMS "/%s", line);
	a = client_get(guest, CART);
	ck_assert_str_eq(cookie_set_by(a, COOKIE), secret);
	/* The secret is the only key, and the id of a line is none. */
	thief = client_new();
	want(client_json(thief, "PATCH", path, "{\"quantity\":1}"), 404);
	want(client_json(thief, "DELETE", path, "{}"), 404);
	want(cart_put(thief, v, 1), 201);
	want(client_json(thief, "PATCH", path, "{\"quantity\":1}"), 404);
	want(client_json(thief, "DELETE", path, "{}"), 404);
	want(client_json(guest, "PATCH", path, "{\"quantity\":4}"), 200);
	a = client_json(guest, "DELETE", path, "{}");
	want(a, 200);
	want_at(a, "data.itemCount", "0");
	want(client_json(guest, "DELETE", path, "{}"), 404);
	client_free(thief);
	client_free(guest);
}
END_TEST

START_TEST(z03_no_cookie_but_ones_own_opens_a_cart)
{
	const char	*v = good_new("Verre", "3.50", 9);
	static const char *const forged[] = { "", "0", "null", "cart_1",
		"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
		"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
		"' OR 1=1 --", "%00" };
	struct client	*guest = client_new(), *c;
	struct answer	*a;

	want(cart_put(guest, v, 2), 201);
	for (size_t i = 0; i < COUNT(forged); i++) {
		c = with_cookie(forged[i]);
		a = client_get(c, CART);
		want(a, 200);
		want_at(a, "data.id", "null");
		/* What is too short to be ours makes no cart of its own. */
		if (strlen(forged[i]) != 43)
			ck_assert_ptr_nonnull(cookie_set_by(cart_put(c, v, 1),
			    COOKIE));
		client_free(c);
	}
	/* What is in the database opens nothing. */
	char	*hash = shop_sql("SELECT guest FROM cart WHERE guest"
		    " IS NOT NULL ORDER BY id DESC LIMIT 1");

	c = with_cookie(hash);
	want_at(client_get(c, CART), "data.id", "null");
	client_free(c);
	free(hash);
	client_free(guest);
}
END_TEST

START_TEST(s1_ord_02_prices_and_totals_are_not_the_buyers)
{
	static const char *const bodies[] = { "\"price\":0", "\"unitPrice\":1",
		"\"total\":\"0.01\"", "\"discount\":100", "\"currency\":\"EUR\"",
		"\"cartId\":\"cart_01h455vb4pex5vsknk084sn02q\"",
		"\"userId\":\"user_01h455vb4pex5vsknk084sn02q\"" };
	const char	*v = good_new("Bol", "9.99", 9);
	struct client	*guest = client_new();
	struct answer	*a;

	for (size_t i = 0; i < COUNT(bodies); i++) {
		a = client_json(guest, "POST", ITEMS,
		    "{\"variationId\":\"%s\",%s}", v, bodies[i]);
		want(a, 400);
		ck_assert_ptr_null(cookie_set_by(a, COOKIE));
	}
	want(client_json(guest, "POST", ITEMS, "{\"quantity\":1}"), 400);
	want(client_json(guest, "POST", ITEMS, "{\"variationId\":\"%s\","
	    "\"quantity\":99999999999999999999}", v), 400);
	want(client_json(guest, "POST", ITEMS, "{\"variationId\":\"%s\","
	    "\"quantity\":1.5}", v), 400);
	want(client_json(guest, "POST", ITEMS, "{\"variationId\":"
	    "\"var_01h455vb4pex5vsknk084sn02q\"}"), 400);
	want(client_json(guest, "PUT", CART, "{}"), 405);
	want(client_json(guest, "POST", CART, "{}"), 405);
	want(client_get(guest, ITEMS), 405);
	want(client_json(guest, "PATCH", CART, "{\"country\":\"FR\"}"), 404);
	want(cart_put(guest, v, 10000), 201);
	a = cart_put(guest, v, 1);
	want(a, 400);
	ck_assert_ptr_nonnull(answer_at(a, "error.details.quantity"));
	want(client_json(guest, "PATCH", CART, "{\"country\":\"XX\"}"), 400);
	want(client_json(guest, "PATCH", CART, "{\"total\":0}"), 400);
	a = client_json(guest, "PATCH", CART, "{\"country\":\"MA\","
	    "\"postcode\":\"80000\"}");
	want(a, 200);
	want_at(a, "data.country", "MA");
	want(client_json(guest, "PATCH", CART, "{\"shippingMethodId\":"
	    "\"ship_01h455vb4pex5vsknk084sn02q\"}"), 400);
	a = client_json(guest, "POST", CART "/codes", "{\"code\":\"RIEN\"}");
	want(a, 400);
	ck_assert_ptr_nonnull(answer_at(a, "error.details.code"));
	want(client_json(guest, "DELETE", CART "/codes/RIEN", "{}"), 404);
	a = client_json(guest, "PATCH", CART, "{\"currency\":\"MAD\"}");
	want_at(a, "data.lines.0.problem.code", "NO_PRICE");
	want_at(a, "data.canOrder", "false");
	client_free(guest);
}
END_TEST

START_TEST(target_18_a_guests_cart_is_merged_at_sign_in)
{
	const char	*a = good_new("Plat", "12.00", 9);
	const char	*b = good_new("Tajine", "40.00", 9);
	struct client	*c = client_login("reader"), *fresh = client_new();
	struct answer	*in;

	want(cart_put(c, a, 4), 201);
	ck_assert_ptr_null(cookie_set_by(cart_put(c, b, 1), COOKIE));
	want(cart_put(fresh, a, 2), 201);
	want(cart_put(fresh, b, 6), 201);
	in = client_json(fresh, "POST", "/api/auth/login",
	    "{\"username\":\"reader\",\"password\":\"%s\"}", shop_password);
	want(in, 200);
	ck_assert_str_eq(cookie_set_by(in, COOKIE), "");
	in = client_get(fresh, CART);
	want(in, 200);
	want_at(in, "data.itemCount", "10");
	want_at(in, "data.lines.1.quantity", "6");
	want_at(client_get(c, CART), "data.itemCount", "10");
	/* Only at sign-in: who has no guest's cart is told nothing. */
	in = client_json(fresh, "POST", "/api/auth/refresh", "{}");
	want(in, 200);
	ck_assert_ptr_null(cookie_set_by(in, COOKIE));
	want_at(client_get(anyone, CART), "data.id", "null");
	client_free(c);
	client_free(fresh);
}
END_TEST

START_TEST(k06_a_cart_is_kept_by_nobody_on_the_way)
{
	const char	*v = good_new("Lampe", "80.00", 9);
	struct client	*one = client_new(), *two = client_new();
	struct answer	*a;
	static char	 seen[20000];

	want(cart_put(one, v, 1), 201);
	for (int i = 0; i < 3; i++) {
		a = client_get(one, CART);
		want_at(a, "data.itemCount", "1");
		ck_assert_ptr_nonnull(strstr(answer_header(a,
		    "Cache-Control"), "no-store"));
		a = client_get(two, CART);
		want_at(a, "data.itemCount", "0");
		ck_assert_ptr_nonnull(strstr(answer_header(a,
		    "Cache-Control"), "no-store"));
		/* Pages of one's own, and a page that is everybody's. */
		a = client_get(one, "/panier");
		ck_assert_ptr_nonnull(strstr(a->body, "Lampe"));
		ck_assert_ptr_nonnull(strstr(answer_header(a,
		    "Cache-Control"), "no-store"));
		a = client_get(two, "/panier");
		want(a, 200);
		ck_assert_ptr_null(strstr(a->body, "class=\"line\""));
		snprintf(seen, sizeof(seen), "%.19999s",
		    client_get(one, "/produit/lampe")->body);
		ck_assert_str_eq(seen, client_get(two, "/produit/lampe")
		    ->body);
	}
	client_free(one);
	client_free(two);
}
END_TEST

START_TEST(k06_a_key_gives_nobody_elses_cart)
{
	const char	*v = good_new("Coussin", "15.00", 9);
	struct client	*one = client_new(), *two = client_new();
	struct answer	*a;
	char		*kept;

	/* The same key and body from one address, before there is a cart. */
	client_header(one, "Idempotency-Key: k06");
	client_header(two, "Idempotency-Key: k06");
	a = cart_put(one, v, 1);
	want(a, 201);
	ck_assert_ptr_nonnull(cookie_set_by(a, COOKIE));
	kept = shop_sql("SELECT count(*) FROM idempotency"
	    " WHERE head LIKE '%__Host-cart%'");
	ck_assert_str_eq(kept, "0");
	free(kept);
	a = cart_put(two, v, 1);
	want(a, 201);
	ck_assert_ptr_null(answer_header(a, "Idempotency-Replayed"));
	want_at(a, "data.itemCount", "1");
	/* With carts, each has an answer of its own, once. */
	for (int i = 0; i < 2; i++) {
		a = cart_put(one, v, 1);
		want(a, 201);
		want_at(a, "data.itemCount", "2");
		ck_assert_int_eq(answer_header(a, "Idempotency-Replayed") !=
		    NULL, i == 1);
	}
	a = cart_put(two, v, 1);
	ck_assert_ptr_null(answer_header(a, "Idempotency-Replayed"));
	client_free(one);
	client_free(two);
}
END_TEST

SUITE_MAIN("cart",
    target_18_a_guest_fills_a_cart_by_cookie,
    z03_no_cookie_but_ones_own_opens_a_cart,
    s1_ord_02_prices_and_totals_are_not_the_buyers,
    target_18_a_guests_cart_is_merged_at_sign_in,
    k06_a_cart_is_kept_by_nobody_on_the_way,
    k06_a_key_gives_nobody_elses_cart)
