/* SPDX-License-Identifier: ISC */
/*
 * A shopkeeper takes an order by telephone, sends it, ships part of it, pays
 * some of it back, and sees all of it in the history.
 */
#include "tests/browser/office_orders.h"

static void
draft_fill(void)
{
	visit_office("/admin/commandes/nouvelle");
	browser_type(b, "#draft-find", "atlas");
	browser_click(b, "#draft-search");
	browser_wait(b, "document.querySelector('#draft-found button')");
	browser_click(b, "#draft-found button");
	browser_type(b, "#draft-lines [data-row=quantity]", "2");
	browser_click(b, "#draft-free");
	browser_type(b, "#draft-lines tr:nth-child(2) [data-row=name]",
	    "Pose à domicile");
	browser_type(b, "#draft-lines tr:nth-child(2) [data-row=unitPrice]",
	    "40,50");
	browser_type(b, "#draft [name=name]", "Nadia Benali");
	browser_type(b, "#draft [name=email]", "nadia@example.com");
	browser_type(b, "#draft [name='shippingAddress.line1']",
	    "3 rue du Port");
	browser_type(b, "#draft [name='shippingAddress.city']", "Marseille");
	browser_script(b, "document.querySelector('[name=paymentMethod]')"
	    ".value = 'cash'");
}

START_TEST(target_28_an_order_by_telephone_is_written_and_sent)
{
	draft_fill();
	browser_type(b, "#draft [name=discount]", "9999");
	browser_click(b, "#draft button.primary");
	browser_wait(b, "document.querySelector('[name=discount]"
	    "[aria-invalid]')");
	browser_wait(b, "!document.querySelector('#draft-unpriced').hidden");
	browser_picture(b, "commande-refus");
	browser_errors(b);	/* the refusal itself */
	browser_type(b, "#draft [name=discount]", "20,50");
	browser_click(b, "#draft button.primary");
	browser_wait(b, "location.pathname.startsWith('/admin/commandes/ord')");
	browser_wait(b, BADGE("brouillon"));
	ck_assert_str_eq(shop_sql("SELECT total || ' ' || stock_held FROM"
	    " orders"), "66000 0");
	browser_click(b, "#order-next [data-order$='/send']");
	browser_wait(b, BADGE("en attente"));
	ck_assert_str_eq(shop_sql("SELECT stock FROM product_variation"), "7");
	browser_picture(b, "commande-attente");
	want_no_errors();
}
END_TEST

START_TEST(s1_ord_01_an_order_is_moved_on_shipped_and_noted)
{
	browser_click(b, "#order-next [data-state=confirmed]");
	browser_wait(b, BADGE("confirmée"));
	browser_type(b, "[data-order$='/fulfilments'] li:nth-child(1) input",
	    "1");
	browser_type(b, "[data-order$='/fulfilments'] li:nth-child(2) input",
	    "0");
	browser_type(b, "[name=carrier]", "Colissimo");
	browser_type(b, "[name=trackingNumber]", "8R123");
	browser_type(b, "[name=trackingUrl]", "https://suivi.example/8R123");
	browser_click(b, "[data-order$='/fulfilments'] .button");
	browser_wait(b, BADGE("en préparation"));
	ck_assert_ptr_nonnull(strstr(browser_text(b, "#order-parcels"),
	    "8R123"));
	browser_click(b, "#order-deeds details:has([name=text]) summary");
	browser_type(b, "[name=text]", "Sonner chez le voisin");
	browser_click(b, "[data-order$='/notes'] .button");
	browser_wait(b, "document.querySelector('#order-history').textContent"
	    ".includes('voisin')");
	browser_wait(b, BADGE("en préparation"));
	ck_assert_str_eq(shop_sql("SELECT sum(fulfilled) FROM order_line"),
	    "1");
	browser_picture(b, "commande-colis");
	want_no_errors();
}
END_TEST

START_TEST(target_22_money_is_given_back_on_the_page)
{
	char	 path[160];

	snprintf(path, sizeof(path), "/api/admin/payments/%s/receive",
	    shop_sql("SELECT id FROM payment"));
	want(client_json(owner, "POST", path, "{}"), 200);
	visit_office(browser_script(b, "return location.pathname"));
	browser_click(b, "#order-refund summary");
	browser_type(b, "[data-order$='/refunds'] [name=amount]", "9999");
	browser_click(b, "[data-order$='/refunds'] .button");
	browser_wait(b, "!document.querySelector(\"[data-order$='/refunds'] "
	    "[role=alert]\").hidden");
	browser_errors(b);	/* the refusal itself */
	browser_type(b, "[data-order$='/refunds'] [name=amount]", "10,00");
	browser_click(b, "[data-order$='/refunds'] .button");
	browser_wait(b, "document.querySelector('#order-history').textContent"
	    ".includes('10,00')");
	ck_assert_str_eq(shop_sql("SELECT refunded FROM orders"), "1000");
	browser_visit(b, "/admin/commandes?q=nadia&unpaid=0");
	ck_assert_ptr_nonnull(strstr(browser_text(b, "#orders"),
	    "Nadia Benali"));
	browser_picture(b, "commandes-liste");
	ck_assert_str_eq(browser_script(b, "return fetch(document"
	    ".querySelector('.export a').href).then(a => a.text())"
	    ".then(text => String(text.split('\\r\\n').length))"), "3");
	browser_visit(b, "/admin/commandes?payment=cash&from=2026-01-01"
	    "&to=2099-01-01");
	ck_assert(browser_has(b, "#orders"));
	browser_visit(b, "/admin/commandes?to=2026-01-01");
	ck_assert(!browser_has(b, "#orders"));
	browser_visit(b, "/admin/commandes?q=personne");
	ck_assert(!browser_has(b, "#orders"));
	want_no_errors();
}
END_TEST

/* Neither a phone nor Arabic pushes anything over the edge. */
START_TEST(s1_ord_01_the_pages_fit_a_phone_in_every_language)
{
	char	 one[128];

	snprintf(one, sizeof(one), "/admin/commandes/%s",
	    shop_sql("SELECT id FROM orders"));
	pictures_of_office("/admin/commandes", "orders");
	pictures_of_office(one, "order");
	pictures_of_office("/admin/commandes/nouvelle", "order-new");
}
END_TEST

VISIT_MAIN("orders in the browser", office_orders_start,
    office_orders_stop,
    target_28_an_order_by_telephone_is_written_and_sent,
    s1_ord_01_an_order_is_moved_on_shipped_and_noted,
    target_22_money_is_given_back_on_the_page,
    s1_ord_01_the_pages_fit_a_phone_in_every_language)
