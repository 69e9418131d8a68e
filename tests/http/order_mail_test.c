/* SPDX-License-Identifier: ISC */
/* Who is told what of an order, and in which language. */
#include "tests/http/people.h"
#include "tests/http/order.h"

#define SHOP	"boutique@shop.test"

/* The pass behind "#pass=" of a mail's link. */
static const char *
pass_of(const struct mail *m)
{
	static char	 line[200];
	const char	*at = strstr(mail_link(m, 0), "#pass=");

	ck_assert_msg(at != NULL, "no pass in %s", mail_link(m, 0));
	snprintf(line, sizeof(line), "X-Order-Pass: %s", at + 6);
	return line;
}

static void
settings_open(void)
{
	orders_open();
	want(client_json(owner, "PATCH", "/api/admin/settings",
	    "{\"shop\":{\"email\":\"" SHOP "\"},\"notify\":{\"perMinute\":"
	    "100000},\"payments\":{\"iban\":\"FR76 3000 1007 9412\","
	    "\"accountHolder\":\"Souk SARL\",\"bic\":\"BDFEFRPP\"}}"), 200);
}

static const char *
order_of(struct client *c, const char *email, const char *way,
    const char *locale)
{
	char		 line[60];
	struct answer	*a;

	snprintf(line, sizeof(line), "Accept-Language: %s", locale);
	client_header(c, line);
	a = client_json(c, "POST", ORDERS, "{\"email\":\"%s\","
	    "\"paymentMethod\":\"%s\",\"shippingAddress\":" ADDRESS "}",
	    email, way);
	want(a, 201);
	client_header(c, NULL);
	return id_kept(a);
}

START_TEST(s1_ord_04_buyer_and_shop_hear_of_each_step)
{
	struct client	*guest = client_new(), *other = client_new();
	const char	*cup, *id;
	const struct mail *m;

	settings_open();
	cup = good_new("Samovar", "100.00", 9);
	want(cart_put(guest, cup, 2), 201);
	id = order_of(guest, "Lina@shop.test", "transfer", "fr");
	m = mailbox_await("lina@shop.test");
	ck_assert_ptr_nonnull(strstr(mail_text(m, "subject"),
	    "Votre commande"));
	ck_assert_ptr_nonnull(strstr(mail_text(m, "text"), "2 × Samovar"));
	ck_assert_ptr_nonnull(strstr(mail_text(m, "text"), "200,00"));
	ck_assert_ptr_nonnull(strstr(mail_text(m, "text"),
	    "FR76 3000 1007 9412"));
	/* Who holds the mail sees the order, and no other one. */
	client_header(other, pass_of(m));
	want(client_get(other, path_of(ORDERS, id, "")), 200);
	want(client_get(other, ORDERS), 401);
	m = mailbox_await(SHOP);
	ck_assert_ptr_nonnull(strstr(mail_text(m, "subject"),
	    "Nouvelle commande"));
	ck_assert_ptr_nonnull(strstr(mail_link(m, 0), "/admin/commandes/"));
	want(order_to(owner, id, "confirmed"), 200);
	ck_assert_ptr_nonnull(strstr(mail_text(mailbox_await(
	    "lina@shop.test"), "subject"), "confirmée"));
	want(client_json(owner, "POST", path_of(SHOP_ORDERS, id,
	    "/fulfilments"), "{\"carrier\":\"Colissimo\","
	    "\"trackingNumber\":\"8R42\"}"), 201);
	m = mailbox_await("lina@shop.test");
	ck_assert_ptr_nonnull(strstr(mail_text(m, "text"), "8R42"));
	want(order_to(owner, id, "delivered"), 200);
	ck_assert_ptr_nonnull(strstr(mail_text(mailbox_await(
	    "lina@shop.test"), "subject"), "livrée"));
	client_free(guest);
	client_free(other);
}
END_TEST

START_TEST(s1_ord_04_in_the_language_of_the_order_and_a_pass_opens_one_only)
{
	struct client	*guest = client_new(), *other = client_new();
	const char	*cup, *one, *two;
	const struct mail *m;

	settings_open();
	cup = good_new("Lanterne", "10.00", 9);
	want(cart_put(guest, cup, 1), 201);
	one = order_of(guest, "sara@shop.test", "cash", "en");
	m = mailbox_await("sara@shop.test");
	ck_assert_ptr_nonnull(strstr(mail_text(m, "subject"), "Your order"));
	ck_assert_ptr_nonnull(strstr(mail_text(m, "text"), "in cash"));
	client_header(other, pass_of(m));
	mailbox_await(SHOP);
	want(cart_put(guest, cup, 1), 201);
	two = order_of(guest, "sara@shop.test", "cash", "ar");
	m = mailbox_await("sara@shop.test");
	ck_assert_ptr_nonnull(strstr(mail_text(m, "subject"), "طلبك"));
	want(client_get(other, path_of(ORDERS, one, "")), 200);
	want(client_get(other, path_of(ORDERS, two, "")), 404);
	want(client_json(other, "POST", path_of(ORDERS, one, "/cancel"),
	    "{\"reason\":\"Changed my mind\"}"), 200);
	m = mailbox_await("sara@shop.test");
	ck_assert_ptr_nonnull(strstr(mail_text(m, "subject"), "cancelled"));
	ck_assert_ptr_nonnull(strstr(mail_text(m, "text"),
	    "Changed my mind"));
	client_free(guest);
	client_free(other);
}
END_TEST

MAILBOX_MAIN("order_mail",
    s1_ord_04_buyer_and_shop_hear_of_each_step,
    s1_ord_04_in_the_language_of_the_order_and_a_pass_opens_one_only)
