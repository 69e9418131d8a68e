/* SPDX-License-Identifier: ISC */
/* Who is told what of an order, and in which language. */
#include "tests/http/bundle.h"
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
	want_at(client_get(other, ORDERS), "pagination.total", "0");
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
	want(cart_put(guest, bundle_new("Guirlande", "25.00", cup, 3, NULL,
	    0), 2), 201);
	one = order_of(guest, "sara@shop.test", "cash", "en");
	m = mailbox_await("sara@shop.test");
	ck_assert_ptr_nonnull(strstr(mail_text(m, "subject"), "Your order"));
	ck_assert_ptr_nonnull(strstr(mail_text(m, "text"), "in cash"));
	ck_assert_ptr_nonnull(strstr(mail_text(m, "text"), "2 × Guirlande"));
	ck_assert_ptr_nonnull(strstr(mail_text(m, "text"),
	    "\n– 6 × Lanterne\n"));
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

static struct answer *
draft_post(const char *more, const char *variation)
{
	return client_json(owner, "POST", SHOP_ORDERS, "{\"lines\":"
	    "[{\"variationId\":\"%s\",\"quantity\":2,\"unitPrice\":"
	    "\"9.00\"},{\"name\":\"Gravure\",\"unitPrice\":\"5.00\","
	    "\"quantity\":1}]%s}", variation, more);
}

START_TEST(target_28_what_nobody_can_pay_is_no_draft)
{
	static const char *const	 bad[] = {
		",\"discount\":\"99\"", ",\"discount\":\"x\"",
		",\"discount\":\"-1\"", ",\"email\":\"x\"",
		",\"shippingAmount\":\"1.234\"", ",\"source\":\"web\"",
		",\"currency\":\"XXX\"", ",\"total\":1",
		",\"customerId\":\"user_01h455vb4pex5vsknk084sn02q\"",
		",\"shippingMethodId\":\"none_01h455vb4pex5vsknk084sn02q\"" };
	struct answer			*a;
	const char			*cup;

	settings_open();
	cup = good_new("Timbale", "10.00", 3);
	for (size_t i = 0; i < COUNT(bad); i++) {
		a = draft_post(bad[i], cup);
		ck_assert_msg(a->status == 400, "%s: %d %.200s", bad[i],
		    a->status, a->body);
	}
	want(client_json(owner, "POST", SHOP_ORDERS, "{\"lines\":[]}"), 400);
	want(client_json(owner, "POST", SHOP_ORDERS, "{\"lines\":[{"
	    "\"quantity\":1}]}"), 400);
	want(client_json(reader, "POST", SHOP_ORDERS, "{\"lines\":[{"
	    "\"name\":\"x\",\"unitPrice\":1,\"quantity\":1}]}"), 403);
	want_sql_of("SELECT stock FROM product_variation WHERE id = '%s'",
	    cup, "3");
}
END_TEST

START_TEST(target_28_a_draft_is_written_sent_and_seen_by_its_link)
{
	struct client		*buyer = client_new();
	struct answer		*a;
	const struct mail	*m;
	const char		*cup, *id;

	settings_open();
	cup = good_new("Gobelet", "10.00", 3);
	a = draft_post(",\"discount\":\"2.30\",\"source\":\"phone\","
	    "\"shippingAmount\":\"4.00\",\"name\":\"Nadia\"", cup);
	want(a, 201);
	id = id_kept(a);
	want_at(a, "data.state", "draft");
	want_at(a, "data.subtotal", "23.00");
	want_at(a, "data.total", "24.70");
	want_at(a, "data.stockHeld", "false");
	want_at(a, "data.lines.0.discount", "1.80");
	want_sql_of("SELECT stock FROM product_variation WHERE id = '%s'",
	    cup, "3");
	want(client_json(owner, "POST", path_of(SHOP_ORDERS, id, "/send"),
	    "{}"), 409);
	a = client_json(owner, "PUT", path_of(SHOP_ORDERS, id, ""),
	    "{\"email\":\"nadia@shop.test\",\"locale\":\"ar\",\"lines\":"
	    "[{\"variationId\":\"%s\",\"quantity\":3}],"
	    "\"paymentMethod\":\"transfer\"}", cup);
	want(a, 200);
	want_at(a, "data.total", "30.00");
	want(client_json(stranger, "POST", path_of(SHOP_ORDERS, id, "/send"),
	    "{}"), 403);
	a = client_json(owner, "POST", path_of(SHOP_ORDERS, id, "/send"),
	    "{}");
	want(a, 200);
	want_at(a, "data.state", "pending");
	want_at(a, "data.stockHeld", "true");
	ck_assert_str_ne(answer_at(a, "data.holdUntil"), "null");
	want_sql_of("SELECT stock FROM product_variation WHERE id = '%s'",
	    cup, "0");
	want(client_json(owner, "POST", path_of(SHOP_ORDERS, id, "/send"),
	    "{}"), 409);
	want(client_json(owner, "PUT", path_of(SHOP_ORDERS, id, ""),
	    "{\"lines\":[{\"name\":\"x\",\"unitPrice\":1,"
	    "\"quantity\":1}]}"), 409);
	m = mailbox_await("nadia@shop.test");
	ck_assert_ptr_nonnull(strstr(mail_text(m, "subject"), "جاهز للدفع"));
	client_header(buyer, pass_of(m));
	a = client_get(buyer, path_of(ORDERS, id, ""));
	want(a, 200);
	want_at(a, "data.due", "30.00");
	orders_are_sound();
	client_free(buyer);
}
END_TEST

START_TEST(s3_gdpr_02_orders_are_shown_to_their_person_and_forgotten)
{
	struct client	*c;
	struct answer	*a;
	const char	*cup, *id;
	char		 path[120];

	settings_open();
	people_lift_limits();
	cup = good_new("Coffret", "70.00", 9);
	c = people_customer("amina@shop.test");
	want(cart_put(c, cup, 1), 201);
	id = order_new(c, cup, 1, ",\"note\":\"Pour Amina\"");
	want(client_get(c, path_of(ORDERS, id, "")), 200);
	a = client_get(c, "/api/users/me/export");
	want(a, 200);
	want_at(a, "data.orders.orders.0.id", id);
	want_at(a, "data.orders.orderAddresses.0.city", "Paris");
	snprintf(path, sizeof(path), "%s", answer_at(a,
	    "data.accounts.account.id"));
	want(client_json(c, "POST", "/api/users/me/erase",
	    "{\"currentPassword\":\"" PEOPLE_PASSWORD "\"}"), 200);
	want_sql_of("SELECT coalesce(email, '') || coalesce(name, '') ||"
	    " coalesce(note, '') || total FROM orders WHERE id = '%s'", id,
	    "14000");
	want_sql_of("SELECT name || line1 || city || coalesce(postcode, '') ||"
	    " country FROM order_address WHERE order_id = '%s'", id, "FR");
	client_free(c);
}
END_TEST

MAILBOX_MAIN("order_mail",
    s1_ord_04_buyer_and_shop_hear_of_each_step,
    s1_ord_04_in_the_language_of_the_order_and_a_pass_opens_one_only,
    target_28_what_nobody_can_pay_is_no_draft,
    target_28_a_draft_is_written_sent_and_seen_by_its_link,
    s3_gdpr_02_orders_are_shown_to_their_person_and_forgotten)
