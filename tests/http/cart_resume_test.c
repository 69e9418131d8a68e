/* SPDX-License-Identifier: ISC */
/* What a guest left, found again in another browser by the reminder's link. */
#include "tests/http/people.h"
#include "tests/http/cart.h"

#define RESUME	"/api/cart/resume"

static const char	*lamp, *rug;
static char		 token[200];

/* The guest's cart is reminded of; what its link carries. */
static void
reminded(struct client *guest)
{
	const struct mail	*m;
	const char		*at;

	clients_open();
	people_lift_limits();
	want(client_json(owner, "PATCH", "/api/admin/settings",
	    "{\"orders\":{\"cartReminderHours\":1}}"), 200);
	lamp = good_new("Lampe", "30.00", 90);
	rug = good_new("Tapis", "90.00", 90);
	want(cart_put(guest, lamp, 2), 201);
	want(cart_put(guest, rug, 1), 201);
	want(client_json(guest, "PATCH", CART, "{\"email\":\"lina@shop.test\","
	    "\"remind\":true,\"country\":\"FR\",\"postcode\":\"75011\"}"),
	    200);
	free(shop_sql("UPDATE cart SET updated_at = updated_at - 7200000"));
	free(shop_sql("INSERT INTO job (id, kind, payload, state, due_at,"
	    " created_at) VALUES ('job_now', 'orders.carts', '{}', 'waiting',"
	    " 1, 1)"));
	m = mailbox_await("lina@shop.test");
	at = strstr(mail_link(m, 0), "/panier#panier=");
	ck_assert_msg(at != NULL, "%s", mail_link(m, 0));
	snprintf(token, sizeof(token), "%s", strchr(at, '=') + 1);
}

static struct answer *
resumes(struct client *c, const char *with)
{
	return client_json(c, "POST", RESUME, "{\"token\":\"%s\"}", with);
}

START_TEST(target_25_a_reminders_link_brings_the_goods_into_any_browser)
{
	struct client	*guest = client_new(), *other = client_new();
	struct answer	*a;

	reminded(guest);
	a = resumes(other, token);
	want(a, 200);
	want_at(a, "data.itemCount", "3");
	ck_assert_ptr_nonnull(cookie_set_by(a, "__Host-cart"));
	/* The goods, and nothing that the guest said of themselves. */
	ck_assert_ptr_null(strstr(a->body, "lina@"));
	ck_assert_ptr_null(strstr(a->body, "75011"));
	want_at(a, "data.email", "null");
	/* However often; and the cart that was left is as it was. */
	want_at(resumes(other, token), "data.itemCount", "3");
	want_at(resumes(guest, token), "data.itemCount", "3");
	a = client_get(guest, CART);
	want_at(a, "data.email", "lina@shop.test");
	want_at(client_get(other, CART), "data.itemCount", "3");
	client_free(guest);
	client_free(other);
}
END_TEST

START_TEST(target_25_of_what_is_in_both_the_larger_quantity_stays)
{
	struct client	*c = client_new();
	struct answer	*a;
	char		 sql[200];

	want(cart_put(c, lamp, 5), 201);
	a = resumes(c, token);
	want(a, 200);
	want_at(a, "data.itemCount", "6");
	ck_assert_ptr_null(cookie_set_by(a, "__Host-cart"));
	/* Of a customer as well; what is no longer sold stays behind. */
	want_at(resumes(reader, token), "data.itemCount", "3");
	want(client_json(reader, "DELETE", CART, "{}"), 200);
	snprintf(sql, sizeof(sql), "UPDATE product SET status = 'DRAFT' WHERE"
	    " id = (SELECT product_id FROM product_variation WHERE id ="
	    " '%s')", rug);
	free(shop_sql(sql));
	want_at(resumes(reader, token), "data.itemCount", "2");
	free(shop_sql("UPDATE product SET status = 'ACTIVE'"));
	client_free(c);
}
END_TEST

START_TEST(z03_no_other_token_opens_a_cart)
{
	static const char *const	 bad[] = { "x", ".", "cart_1.", "", };
	struct client			*c = client_new();
	struct answer			*a;
	char				 other[200], *id;

	for (size_t i = 0; i < COUNT(bad); i++)
		want(resumes(c, bad[i]), 400);
	/* The sign of one cart for another one; a byte less, one changed. */
	id = shop_sql("SELECT max(id) FROM cart");
	snprintf(other, sizeof(other), "%s%s", id, strchr(token, '.'));
	if (strcmp(other, token) != 0)
		want(resumes(c, other), 400);
	snprintf(other, sizeof(other), "%.*s", (int)strlen(token) - 1, token);
	want(resumes(c, other), 400);
	snprintf(other, sizeof(other), "%s", token);
	other[strlen(other) - 3] = other[strlen(other) - 3] == 'A' ? 'B' : 'A';
	a = resumes(c, other);
	want(a, 400);
	ck_assert_ptr_nonnull(answer_at(a, "error.details.token"));
	want(client_json(c, "POST", RESUME, "{}"), 400);
	want(client_json(c, "POST", RESUME, "{\"token\":1}"), 400);
	want_at(client_get(c, CART), "data.itemCount", "0");
	/* A cart that became a customer's, or is gone, is nobody else's. */
	free(shop_sql("DELETE FROM cart WHERE user_id IS NOT NULL"));
	free(shop_sql("UPDATE cart SET user_id = (SELECT id FROM users WHERE"
	    " username = 'manager'), guest = NULL WHERE email IS NOT NULL"));
	want(resumes(c, token), 404);
	free(shop_sql("DELETE FROM cart WHERE email IS NOT NULL"));
	want(resumes(c, token), 404);
	free(id);
	client_free(c);
}
END_TEST

MAILBOX_MAIN("cart_resume",
    target_25_a_reminders_link_brings_the_goods_into_any_browser,
    target_25_of_what_is_in_both_the_larger_quantity_stays,
    z03_no_other_token_opens_a_cart)
