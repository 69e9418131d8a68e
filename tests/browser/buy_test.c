/* SPDX-License-Identifier: ISC */
/*
 * Somebody buys: as a guest and as a customer, with cash; what is refused is
 * told where it belongs, and an order opens for who placed it alone.
 */
#include "tests/browser/buyer.h"

#define COUNTED	"document.querySelector('#cart-link .pieces')" \
	".textContent === '(%d)'"

/* ---- tests ------------------------------------------------------------------- */

START_TEST(target_18_a_guest_fills_and_changes_a_cart)
{
	browser_visit(b, "/locale/fr?to=/panier");
	browser_wait(b, READY);
	ck_assert_ptr_nonnull(strstr(browser_text(b, "#buying"), "vide"));
	browser_visit(b, "/produit/theiere-de-fes");
	browser_type(b, "#add [name=quantity]", "0");
	browser_click(b, "#add button");
	browser_wait(b, "!document.querySelector('#add [role=alert]').hidden");
	browser_errors(b);	/* the refusal itself */
	puts_in(2);
	browser_wait(b, COUNTED, 2);
	browser_picture(b, "produit-panier");
	/* The page itself stays everybody's; the number comes apart. */
	browser_visit(b, "/catalogue");
	browser_wait(b, COUNTED, 2);
	buying("/panier");
	ck_assert_ptr_nonnull(strstr(browser_text(b, ".sums .all"), "71"));
	type_named("quantity", "3");
	browser_keys(b, KEY_ENTER);
	browser_wait(b, COUNTED, 3);
	browser_wait(b, "document.querySelector('.sums .all').textContent"
	    ".includes('106')");
	type_named("code", "RIEN");
	browser_click(b, "#code button");
	browser_wait(b, "document.querySelector('[name=code][aria-invalid]')");
	browser_errors(b);
	type_named("code", "bienvenue");
	browser_keys(b, KEY_ENTER);
	browser_wait(b, "document.querySelector('.used li')");
	ck_assert_ptr_nonnull(strstr(browser_text(b, ".sums"), "Bienvenue"));
	browser_click(b, "#ways input");
	browser_wait(b, "document.querySelector('.sums').textContent"
	    ".includes('4,90') || document.querySelector('.sums').textContent"
	    ".includes('4.90')");
	pictures("panier");
	browser_click(b, ".used button");
	browser_wait(b, "!document.querySelector('.used li')");
	browser_click(b, "[data-remove]");
	browser_wait(b, "!document.querySelector('.line')");
	want_no_errors();
}
END_TEST

START_TEST(s1_ord_03_a_guest_buys_with_cash)
{
	puts_in(2);
	browser_click(b, "#add a");
	browser_wait(b, "location.pathname === '/panier'");
	browser_wait(b, READY);
	browser_click(b, "#go");
	browser_wait(b, "location.pathname === '/commander'");
	browser_wait(b, READY " && document.querySelector('#ways :checked')");
	pictures("commander");
	browser_click(b, "#go");
	browser_wait(b, "document.querySelector('[aria-invalid]')");
	ck_assert(is_refused(ADDRESS "line1"));
	ck_assert(is_refused(ADDRESS "city"));
	browser_picture(b, "commander-refus");
	browser_errors(b);
	type_named("email", "lina@shop.test");
	type_named("name", "Lina B.");
	type_named(ADDRESS "line1", "3 rue des Lilas");
	type_named(ADDRESS "postcode", "75011");
	type_named(ADDRESS "city", "Paris");
	browser_click(b, "[name=paymentMethod][value=cash]");
	browser_click(b, "#go");
	browser_wait(b, "location.pathname.startsWith('/commande/')");
	browser_wait(b, READY);
	ck_assert_ptr_nonnull(strstr(browser_text(b, "#buying"), "Merci"));
	ck_assert_ptr_nonnull(strstr(browser_text(b, ".sums .all"), "75"));
	pictures("commande");
	ck_assert_str_eq(shop_sql("SELECT count(*) || ' ' || max(total) ||"
	    " ' ' || max(payment_method) FROM orders"), "1 7590 cash");
	ck_assert_str_eq(shop_sql("SELECT count(*) FROM cart_line"), "0");
	want_no_errors();
	/* By the cookie it is there, and for nobody without. */
	buying("/mes-commandes");
	ck_assert(browser_has(b, ".orders li a"));
	pictures("mes-commandes");
}
END_TEST

START_TEST(z03_an_order_opens_by_its_pass_and_else_for_nobody)
{
	struct client	*c = client_new();
	const char	*link = mail_link(mailbox_await("lina@shop.test"), 0);
	char		 path[128];

	ck_assert_ptr_nonnull(strstr(link, "#pass="));
	snprintf(path, sizeof(path), "/commande/%s",
	    shop_sql("SELECT id FROM orders"));
	want(client_get(c, path), 404);
	ck_assert_ptr_null(strstr(client_get(c, path)->body, "Théière"));
	client_free(c);
	/* Another browser, as it were. */
	browser_forget(b);
	browser_visit(b, "/locale/fr?to=/catalogue");
	buying(path);
	ck_assert(browser_has(b, "#buying[data-unseen]"));
	browser_picture(b, "commande-autre");
	browser_errors(b);	/* that it is not there */
	browser_open(b, link);
	browser_wait(b, READY " && document.querySelector('.line')");
	ck_assert_str_eq(browser_script(b, "return location.hash"), "");
	browser_script(b, "location.reload()");
	browser_wait(b, READY " && document.querySelector('.line')");
	browser_script(b, "window.confirm = () => true");
	browser_click(b, "#cancel button");
	browser_wait(b, "document.querySelector('[data-state=cancelled]')");
	ck_assert_str_eq(shop_sql("SELECT state FROM orders"), "cancelled");
	browser_errors(b);	/* and before each time the pass was shown */
}
END_TEST

START_TEST(s1_ord_03_a_customer_buys_from_their_address_book)
{
	sign_in_to("reader", "/panier");
	browser_wait(b, READY);
	browser_script(b, "return fetch('/api/users/me/addresses', { method:"
	    " 'POST', headers: { 'Content-Type': 'application/json',"
	    " 'X-CSRF-Token': document.querySelector('meta[name=csrf-token]')"
	    ".content }, body: JSON.stringify({ name: 'Rita', line1:"
	    " '1 quai Sud', postcode: '13001', city: 'Marseille', country:"
	    " 'FR' }) }).then(a => a.status)");
	puts_in(1);
	buying("/commander");
	browser_wait(b, "document.querySelector('#ways :checked')");
	ck_assert(browser_has(b, "[name=addressId]:checked"));
	ck_assert(browser_has(b, "#new-address[hidden]"));
	browser_picture(b, "commander-carnet");
	browser_click(b, "[name=paymentMethod][value=transfer]");
	/* The same order twice is one: a slow answer, and a second press. */
	browser_click(b, "#go");
	browser_wait(b, "location.pathname.startsWith('/commande/')");
	browser_wait(b, READY);
	ck_assert_str_eq(shop_sql("SELECT count(*) FROM orders o JOIN"
	    " order_address a ON a.order_id = o.id WHERE a.city ="
	    " 'Marseille' AND o.user_id IS NOT NULL"), "1");
	browser_picture(b, "commande-virement");
	browser_visit(b, "/commander");	/* with nothing in the cart */
	browser_wait(b, "location.pathname === '/panier'");
	want_no_errors();
}
END_TEST

/* As the customer of before: the page where a card is charged is Stripe's. */
START_TEST(s4_pay_01_a_card_is_charged_on_the_page_of_its_provider)
{
	puts_in(1);
	buying("/commander");
	browser_wait(b, "document.querySelector('#ways :checked')");
	browser_click(b, "[name=paymentMethod][value=stripe]");
	browser_click(b, "#go");
	browser_wait(b, "location.pathname.startsWith('/c/pay/')");
	ck_assert_ptr_null(strstr(browser_script(b, "return document."
	    "referrer"), "/commande"));
	browser_click(b, "#cancel");		/* and back, once */
	browser_wait(b, "location.pathname.startsWith('/commande/')");
	browser_wait(b, READY);
	ck_assert(browser_has(b, "#pay button"));
	browser_picture(b, "commande-a-payer");
	browser_click(b, "#pay button");
	browser_wait(b, "location.pathname.startsWith('/c/pay/')");
	browser_click(b, "form button");
	browser_wait(b, "location.pathname.startsWith('/commande/')");
	browser_wait(b, "document.querySelector('[data-state=confirmed]')");
	browser_wait(b, "!document.querySelector('#awaited')");
	ck_assert_str_eq(shop_sql("SELECT state || ' ' || (paid = total) FROM"
	    " orders WHERE payment_method = 'stripe'"), "confirmed 1");
	browser_picture(b, "commande-payee");
}
END_TEST

VISIT_MAIN("buying in the browser", buyer_start, visit_stop,
    target_18_a_guest_fills_and_changes_a_cart,
    s1_ord_03_a_guest_buys_with_cash,
    z03_an_order_opens_by_its_pass_and_else_for_nobody,
    s1_ord_03_a_customer_buys_from_their_address_book,
    s4_pay_01_a_card_is_charged_on_the_page_of_its_provider)
