/* SPDX-License-Identifier: ISC */
/*
 * What was delivered goes back: asked for on the order's page by who has the
 * link of the mail, followed there until the money is back, and refused, with
 * the reason, when it cannot be.
 */
#include "tests/browser/buyer.h"

#define RETURNS	"document.querySelector('#returns').textContent"

static struct client	*owner;
static char		 order[80], link_of[400];

/* ---- what the shop does ----------------------------------------------------- */

static struct answer *
shop_does(const char *method, const char *format, const char *id,
    const char *json)
{
	char	 path[200];

	snprintf(path, sizeof(path), format, id);
	return client_json(owner, method, path, "%s", json);
}

#define BUYER	"{\"email\":\"lina@shop.test\",\"shippingAddress\":{\"name\":" \
	"\"Lina B.\",\"line1\":\"1 rue des Lilas\",\"postcode\":\"75011\"," \
	"\"city\":\"Paris\",\"country\":\"FR\"},\"shippingMethodId\":\"%s\"," \
	"\"paymentMethod\":\"cash\"}"

/* By a guest, over the API: two small ones and a large one. */
static void
order_make(void)
{
	struct client	*c = client_new();
	struct answer	*a;

	for (int i = 0; i < 2; i++)
		want(client_json(c, "POST", "/api/cart/items",
		    "{\"variationId\":\"%s\",\"quantity\":%d}", shop_sql(
		    i == 0 ? "SELECT id FROM product_variation WHERE value ="
		    " 'Petite'" : "SELECT id FROM product_variation WHERE"
		    " value = 'Grande'"), 2 - i), 201);
	a = client_json(c, "POST", "/api/orders", BUYER,
	    shop_sql("SELECT id FROM shipping_method WHERE name ="
	    " 'Colissimo'"));
	want(a, 201);
	snprintf(order, sizeof(order), "%s", answer_at(a, "data.id"));
	snprintf(link_of, sizeof(link_of), "%s",
	    mail_link(mailbox_await("lina@shop.test"), 0));
	client_free(c);
}

static void
order_deliver(void)
{
	want(shop_does("PATCH", "/api/admin/orders/%s", order,
	    "{\"state\":\"confirmed\"}"), 200);
	want(shop_does("POST", "/api/admin/orders/%s/fulfilments", order,
	    "{\"carrier\":\"Colissimo\",\"trackingNumber\":\"8R123\"}"), 201);
	want(shop_does("PATCH", "/api/admin/orders/%s", order,
	    "{\"state\":\"delivered\"}"), 200);
}

static struct answer *
return_to(const char *json)
{
	return shop_does("PATCH", "/api/admin/returns/%s",
	    shop_sql("SELECT max(id) FROM order_return"), json);
}

/* ---- what its buyer does ------------------------------------------------------ */

static void
order_see(void)
{
	reload();
	browser_wait(b, "document.querySelector('#returns')");
}

static const char *
piece(int n)
{
	static char	 selector[80];

	snprintf(selector, sizeof(selector),
	    ".pieces-back label:nth-of-type(%d) input", n);
	return selector;
}

static void
reason_choose(int n)
{
	browser_script(b, "document.querySelector('#back [name=reason]')"
	    ".selectedIndex = %d", n);
}

static void
form_open(void)
{
	browser_click(b, "#back-form summary");
	browser_wait(b, "document.querySelector('#back-form').open");
}

START_TEST(target_23_before_delivery_the_page_says_when)
{
	owner = client_login("owner");
	order_make();
	browser_visit(b, "/locale/fr?to=/catalogue");
	browser_open(b, link_of);
	browser_wait(b, READY " && document.querySelector('#returns')");
	ck_assert_ptr_nonnull(strstr(browser_text(b, "#returns"),
	    "14 jours après la livraison"));
	ck_assert(!browser_has(b, "#back"));
	order_deliver();
	order_see();
	ck_assert(browser_has(b, "#back"));
	ck_assert(browser_has(b, "#returns time"));
	ck_assert_ptr_nonnull(strstr(browser_text(b, "#history"),
	    "Colis expédié"));
	browser_errors(b);	/* before the pass was shown */
}
END_TEST

START_TEST(target_23_what_is_wrong_in_a_return_stands_beside_it)
{
	form_open();
	want_named();
	browser_click(b, "#back .button");
	browser_wait(b, "document.querySelector('#back [aria-invalid]')");
	ck_assert(browser_has(b, "[data-piece][aria-invalid]"));
	ck_assert(is_refused("reason"));
	ck_assert_str_eq(browser_script(b, "return 'piece' in document"
	    ".activeElement.dataset"), "true");
	browser_type(b, piece(2), "9");
	reason_choose(2);
	browser_click(b, "#back .button");
	browser_wait(b, "document.querySelector('.pieces-back label"
	    ":nth-of-type(2) input[aria-invalid]')");
	ck_assert(!is_refused("reason"));
	ck_assert(browser_has(b, "#back .problem.field"));
	browser_picture(b, "retour-refus");
	browser_type(b, piece(2), "1.5");
	browser_click(b, "#back .button");
	browser_wait(b, "document.querySelector('.pieces-back label"
	    ":nth-of-type(2) input[aria-invalid]')");
	ck_assert_str_eq(shop_sql("SELECT count(*) FROM order_return"), "0");
	browser_errors(b);	/* the refusals themselves */
}
END_TEST

START_TEST(target_23_a_guest_asks_to_send_a_piece_back)
{
	order_see();
	form_open();
	browser_type(b, piece(1), "1");
	reason_choose(2);
	browser_type(b, "#back [name=note]", "Le couvercle est fendu.");
	pictures("retour");
	order_see();
	form_open();
	browser_type(b, piece(1), "1");
	reason_choose(2);
	browser_type(b, "#back [name=note]", "Le couvercle est fendu.");
	browser_click(b, "#back .button");
	browser_wait(b, "document.querySelector('[data-return=requested]')");
	ck_assert_str_eq(browser_script(b, "return document.activeElement"
	    ".closest('#returns') !== null"), "true");
	ck_assert_str_eq(browser_attribute(b, piece(1), "max"), "1");
	ck_assert_str_eq(shop_sql("SELECT r.reason || ' ' || r.note || ' ' ||"
	    " l.quantity FROM order_return r JOIN order_return_line l ON"
	    " l.return_id = r.id"), "Abîmé ou défectueux Le couvercle est"
	    " fendu. 1");
	ck_assert_ptr_nonnull(strstr(browser_text(b, "#history"), "Demandé"));
	browser_errors(b);	/* before the pass was shown */
}
END_TEST

START_TEST(target_23_the_page_tells_what_became_of_it)
{
	char	*paid = shop_sql("SELECT id FROM payment");

	want(shop_does("POST", "/api/admin/payments/%s/receive", paid, "{}"),
	    200);
	want(return_to("{\"state\":\"approved\",\"answer\":\"Renvoyez-la dans"
	    " sa boîte.\"}"), 200);
	order_see();
	browser_wait(b, "document.querySelector('[data-return=approved]')");
	ck_assert_ptr_nonnull(strstr(browser_text(b, "#returns"),
	    "Renvoyez-la dans sa boîte."));
	want(return_to("{\"state\":\"received\"}"), 200);
	want(return_to("{\"state\":\"refunded\"}"), 200);
	order_see();
	browser_wait(b, "document.querySelector('.back [data-return="
	    "refunded]')");
	ck_assert_msg(strstr(browser_text(b, ".back"), "23,90") != NULL, "%s",
	    browser_text(b, ".back"));
	ck_assert_str_eq(shop_sql("SELECT refunded FROM orders"), "2390");
	pictures("retour-fini");
	browser_errors(b);
	free(paid);
}
END_TEST

/* Somebody else changed it meanwhile; the time is over; all went back. */
START_TEST(target_23_what_cannot_go_back_says_why)
{
	order_see();
	form_open();
	browser_type(b, piece(1), "1");
	reason_choose(1);
	free(shop_sql("UPDATE orders SET delivered_at = delivered_at -"
	    " 15 * 86400000"));
	browser_click(b, "#back .button");
	browser_wait(b, "!document.querySelector('#back > [role=alert]')"
	    ".hidden");
	ck_assert_str_eq(shop_sql("SELECT count(*) FROM order_return"), "1");
	order_see();
	ck_assert(!browser_has(b, "#back"));
	ck_assert_ptr_nonnull(strstr(browser_text(b, "#returns"),
	    "a pris fin le"));
	free(shop_sql("UPDATE orders SET delivered_at = delivered_at +"
	    " 15 * 86400000"));
	order_see();
	form_open();
	for (int i = 1; i <= 2; i++)
		browser_type(b, piece(i), "1");
	reason_choose(6);
	browser_click(b, "#back .button");
	browser_wait(b, RETURNS ".includes('tout ce qui a été livré')");
	ck_assert(!browser_has(b, "#back"));
	/* A shop that takes nothing back says nothing of it. */
	want(client_json(owner, "PATCH", "/api/admin/settings",
	    "{\"orders\":{\"returnDays\":0}}"), 200);
	free(shop_sql("DELETE FROM order_return"));
	reload();
	browser_wait(b, "document.querySelector('.line')");
	ck_assert(!browser_has(b, "#returns"));
	browser_errors(b);	/* the refusals themselves */
}
END_TEST

START_TEST(z03_without_the_link_nothing_can_be_sent_back)
{
	struct client	*c = client_new();
	char		 path[160];

	snprintf(path, sizeof(path), "/api/orders/%s/returns", order);
	want(client_json(c, "POST", path, "{\"reason\":\"x\",\"lines\":[]}"),
	    400);
	want(client_json(c, "POST", path, "{\"reason\":\"x\",\"lines\":"
	    "[{\"lineId\":\"%s\",\"quantity\":1}]}",
	    shop_sql("SELECT min(id) FROM order_line")), 404);
	browser_forget(b);
	snprintf(path, sizeof(path), "/commande/%s", order);
	buying(path);
	ck_assert(browser_has(b, "#buying[data-unseen]"));
	ck_assert(!browser_has(b, "#returns"));
	client_free(c);
	browser_errors(b);	/* that it is not there */
}
END_TEST

VISIT_MAIN("returns in the browser", buyer_start, visit_stop,
    target_23_before_delivery_the_page_says_when,
    target_23_what_is_wrong_in_a_return_stands_beside_it,
    target_23_a_guest_asks_to_send_a_piece_back,
    target_23_the_page_tells_what_became_of_it,
    target_23_what_cannot_go_back_says_why,
    z03_without_the_link_nothing_can_be_sent_back)
