/* SPDX-License-Identifier: ISC */
/* A guest's cart where a session begins, by whichever door. */
#include "tests/http/authenticator.h"
#include "tests/http/cart.h"
#include "tests/http/people.h"

#define COOKIE	"__Host-cart"

static struct answer *
signs_in(struct client *c, const char *name)
{
	return client_json(c, "POST", "/api/auth/login",
	    "{\"username\":\"%s\",\"password\":\"%s\"}", name, shop_password);
}

START_TEST(target_18_who_signs_up_keeps_their_cart)
{
	const char	*v = good_new("Lanterne", "30.00", 9);
	struct client	*c = client_new();
	struct answer	*a;
	char		*token;

	people_lift_limits();
	want(cart_put(c, v, 3), 201);
	want(people_register(c, "zoe@shop.test", PEOPLE_PASSWORD), 201);
	token = people_token(mailbox_await("zoe@shop.test"));
	a = people_prove(c, "/api/auth/verify-email", token, PEOPLE_PASSWORD);
	want(a, 200);
	ck_assert_str_eq(cookie_set_by(a, COOKIE), "");
	want_at(client_get(c, CART), "data.itemCount", "3");
	free(token);
	token = shop_sql("SELECT count(*) FROM cart c JOIN users u ON u.id ="
	    " c.user_id WHERE u.email = 'zoe@shop.test' AND c.guest IS NULL");
	ck_assert_str_eq(token, "1");
	free(token);
	client_free(c);
}
END_TEST

START_TEST(target_18_a_cart_follows_at_the_end_of_the_second_step)
{
	static const char	 own[] = "/api/users/me/second-factor";
	const char		*v = good_new("Miroir", "30.00", 9);
	struct client		*c = client_login("manager");
	struct client		*next = client_new();
	struct answer		*a;
	char			 secret[64], challenge[64];

	a = client_json(c, "POST", own, "{\"currentPassword\":\"%s\"}",
	    shop_password);
	want(a, 200);
	snprintf(secret, sizeof(secret), "%s", answer_at(a, "data.secret"));
	want(client_json(c, "POST", "/api/users/me/second-factor/confirm",
	    "{\"code\":\"%s\"}", app_code(secret, -1)), 200);
	want(cart_put(next, v, 4), 201);
	a = signs_in(next, "manager");
	want(a, 200);			/* half of the way */
	ck_assert_ptr_null(cookie_set_by(a, COOKIE));
	snprintf(challenge, sizeof(challenge), "%s",
	    answer_at(a, "data.challenge"));
	want_at(client_get(next, CART), "data.itemCount", "4");
	a = client_json(next, "POST", "/api/auth/login/second-factor",
	    "{\"challenge\":\"%s\",\"code\":\"%s\"}", challenge,
	    app_code(secret, 0));
	want(a, 200);
	ck_assert_str_eq(cookie_set_by(a, COOKIE), "");
	want_at(client_get(c, CART), "data.itemCount", "4");
	client_free(next);
	client_free(c);
}
END_TEST

/* What goes wrong with the cart is not the sign-in's to suffer. */
START_TEST(target_18_a_cart_that_cannot_follow_stops_no_sign_in)
{
	const char	*v = good_new("Tabouret", "30.00", 9);
	struct client	*c = client_new();
	struct answer	*a;

	want(cart_put(c, v, 2), 201);
	free(shop_sql("CREATE TRIGGER stuck BEFORE UPDATE ON cart BEGIN"
	    " SELECT RAISE(ABORT, 'stuck'); END"));
	a = signs_in(c, "reader");
	want(a, 200);
	ck_assert_ptr_nonnull(cookie_set_by(a, "__Host-session"));
	ck_assert_ptr_null(cookie_set_by(a, COOKIE));
	people_trust(c, a);
	want_at(client_get(c, CART), "data.itemCount", "0");
	free(shop_sql("DROP TRIGGER stuck"));
	a = signs_in(c, "reader");		/* again, and it comes along */
	want(a, 200);
	ck_assert_str_eq(cookie_set_by(a, COOKIE), "");
	want_at(client_get(c, CART), "data.itemCount", "2");
	client_free(c);
}
END_TEST

MAILBOX_MAIN("cart merge",
    target_18_who_signs_up_keeps_their_cart,
    target_18_a_cart_follows_at_the_end_of_the_second_step,
    target_18_a_cart_that_cannot_follow_stops_no_sign_in)
