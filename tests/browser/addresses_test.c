/* SPDX-License-Identifier: ISC */
/*
 * A customer keeps an address book: what is refused is told beside its field,
 * and a checkout begins with what the book says.
 */
#include "tests/browser/buyer.h"

#define OWN		"document.documentElement.dataset.ready === 'account'"
#define BOOK		"/compte/adresses"
#define IN_BOOK		"location.pathname === '" BOOK "' && " OWN

static void
book(const char *path)
{
	browser_visit(b, path);
	browser_wait(b, OWN);
}

static void
address_type(const char *name, const char *line1, const char *postcode,
    const char *city)
{
	type_named("name", name);
	type_named("line1", line1);
	type_named("postcode", postcode);
	type_named("city", city);
}

static void
address_save(void)
{
	browser_click(b, "#address button");
	browser_wait(b, IN_BOOK);
}

/* The n-th of the book, counted from 1. */
static const char *
entry(int n, const char *within)
{
	static char	 selector[120];

	snprintf(selector, sizeof(selector), ".book > li:nth-child(%d) %s", n,
	    within);
	return selector;
}

START_TEST(target_18_a_customer_keeps_an_address_book)
{
	browser_visit(b, "/locale/fr?to=/catalogue");
	sign_in_to("reader", BOOK);
	browser_wait(b, OWN);
	ck_assert(browser_has(b, ".menu [aria-current][href='" BOOK "']"));
	ck_assert(!browser_has(b, ".book li"));
	browser_picture(b, "carnet-vide");
	browser_click(b, "#add");
	browser_wait(b, "location.pathname === '" BOOK "/nouvelle' && " OWN);
	/* Countries by the names the reader has for them, in their order. */
	ck_assert_str_eq(browser_script(b, "return document.querySelector("
	    "'[name=country] :checked').textContent"), "France");
	ck_assert_str_eq(browser_script(b, "return document.querySelector("
	    "'[name=country] option').textContent"), "Afghanistan");
	address_type("Rita Amrani", "1 quai Sud", "13001", "Marseille");
	address_save();
	ck_assert_ptr_nonnull(strstr(browser_text(b, entry(1, "")),
	    "Marseille"));
	ck_assert_ptr_nonnull(strstr(browser_text(b, entry(1, ".badge")),
	    "Livraison"));
	book(BOOK "/nouvelle");
	address_type("Rita Amrani", "3 rue des Lilas", "75011", "Paris");
	type_named("label", "Bureau");
	browser_click(b, "[name=isBilling]");
	address_save();
	ck_assert_ptr_nonnull(strstr(browser_text(b, entry(2, "h2")),
	    "Bureau Facturation"));
	want_named();
	want_no_errors();
	pictures_of(BOOK, "carnet", OWN);
	pictures_of(BOOK "/nouvelle", "carnet-nouvelle", OWN);
	browser_visit(b, "/locale/fr?to=" BOOK);
	browser_wait(b, OWN);
}
END_TEST

START_TEST(s1_ord_03_what_is_wrong_in_an_address_stands_beside_it)
{
	book(BOOK "/nouvelle");
	want_named();
	browser_click(b, "#address button");
	browser_wait(b, "document.querySelector('[aria-invalid]')");
	ck_assert(is_refused("name"));
	ck_assert(is_refused("line1"));
	ck_assert(is_refused("city"));
	ck_assert(!is_refused("company"));
	ck_assert_str_eq(browser_script(b, "return document.activeElement"
	    ".name"), "name");
	ck_assert_str_eq(browser_script(b, "return document.getElementById("
	    "document.activeElement.getAttribute('aria-describedby'))"
	    ".className"), "problem field");
	browser_picture(b, "carnet-refus");
	address_type("Rita", "2 rue Courte", "7501", "Paris");
	browser_click(b, "#address button");
	browser_wait(b, "document.querySelector("
	    "'[name=postcode][aria-invalid]')");
	ck_assert(!is_refused("name"));
	type_named("postcode", "75010");
	type_named("phone", "0102");
	browser_click(b, "#address button");
	browser_wait(b, "document.querySelector('[name=phone][aria-invalid]')");
	ck_assert_str_eq(shop_sql("SELECT count(*) FROM address"), "2");
	browser_errors(b);	/* the refusals themselves */
	/* Another page changed it meanwhile: nothing is lost silently. */
	book(BOOK);
	browser_click(b, entry(2, ".deeds a"));
	browser_wait(b, "document.querySelector('#address[data-version]') && "
	    OWN);
	free(shop_sql("UPDATE address SET version = version + 1"));
	type_named("city", "Lyon");
	browser_click(b, "#address button");
	browser_wait(b, "!document.querySelector('#address > [role=alert]')"
	    ".hidden");
	ck_assert_str_eq(shop_sql("SELECT count(*) FROM address WHERE city ="
	    " 'Lyon'"), "0");
	browser_errors(b);
}
END_TEST

START_TEST(z03_anothers_address_is_no_page)
{
	char	 path[128];

	snprintf(path, sizeof(path), BOOK "/%s",
	    shop_sql("SELECT max(id) FROM address"));
	sign_in_anew("manager", "fr", BOOK);
	browser_wait(b, OWN);
	ck_assert(!browser_has(b, ".book li"));
	browser_visit(b, path);
	ck_assert(!browser_has(b, "#address"));
	ck_assert_ptr_null(strstr(browser_text(b, "body"), "Paris"));
	browser_errors(b);	/* that it is not there */
	sign_out();
	browser_visit(b, BOOK);
	browser_wait(b, "location.pathname === '/connexion'");
	browser_errors(b);
	sign_in_anew("reader", "fr", BOOK);
}
END_TEST

START_TEST(target_18_a_default_is_moved_and_an_address_removed)
{
	book(BOOK);
	browser_click(b, entry(2, "[data-body*=isDefault] button"));
	browser_wait(b, IN_BOOK " && document.querySelector('.book > "
	    "li:first-child h2').textContent.startsWith('Bureau')");
	ck_assert_str_eq(browser_script(b, "return document.querySelectorAll("
	    "'.book .badge').length"), "2");
	browser_script(b, "window.confirm = () => false");
	browser_click(b, entry(1, "[data-sure] button"));
	ck_assert(browser_has(b, ".book > li:nth-child(2)"));
	browser_script(b, "window.confirm = () => true");
	browser_click(b, entry(1, "[data-sure] button"));
	browser_wait(b, IN_BOOK " && !document.querySelector('.book > "
	    "li:nth-child(2)')");
	/* What is left is the default. */
	ck_assert_ptr_nonnull(strstr(browser_text(b, entry(1, "")),
	    "Marseille"));
	ck_assert_ptr_nonnull(strstr(browser_text(b, entry(1, ".badge")),
	    "Livraison"));
	ck_assert_str_eq(shop_sql("SELECT count(*) FROM address"), "1");
	want_no_errors();
}
END_TEST

START_TEST(target_18_a_checkout_keeps_an_address_and_bills_another)
{
	puts_in(1);
	buying("/commander");
	browser_wait(b, "document.querySelector('#ways :checked')");
	ck_assert(browser_has(b, "[name=addressId]:checked"));
	ck_assert(browser_has(b, "[name=same]:checked"));
	browser_click(b, "[name=addressId][value='']");
	browser_wait(b, "!document.querySelector('#new-address').hidden");
	type_named(ADDRESS "line1", "8 cours Neuf");
	type_named(ADDRESS "postcode", "69003");
	type_named(ADDRESS "city", "Lyon");
	browser_click(b, "[name=saveAddress]");
	browser_click(b, "[name=same]");
	ck_assert(browser_has(b, "[name=billingAddressId]:checked"));
	type_named("name", "Rita Amrani");
	browser_click(b, "[name=paymentMethod][value=transfer]");
	pictures("commander-carnet");
	browser_click(b, "[name=addressId][value='']");
	browser_click(b, "#go");
	browser_wait(b, "document.querySelector('[name=\"" ADDRESS
	    "line1\"][aria-invalid]')");
	browser_errors(b);
	type_named(ADDRESS "line1", "8 cours Neuf");
	type_named(ADDRESS "postcode", "69003");
	type_named(ADDRESS "city", "Lyon");
	type_named("name", "Rita Amrani");
	browser_click(b, "[name=saveAddress]");
	browser_click(b, "[name=same]");
	browser_click(b, "[name=paymentMethod][value=transfer]");
	browser_click(b, "#go");
	browser_wait(b, "location.pathname.startsWith('/commande/')");
	ck_assert_str_eq(shop_sql("SELECT group_concat(city, ' ') FROM (SELECT"
	    " city FROM order_address ORDER BY kind)"), "Marseille Lyon");
	ck_assert_str_eq(shop_sql("SELECT count(*) FROM address WHERE city ="
	    " 'Lyon' AND is_default = 0"), "1");
	/* Who is billed elsewhere as a rule need not say so again. */
	free(shop_sql("UPDATE address SET is_billing = 1 WHERE city = 'Lyon'"));
	puts_in(1);
	buying("/commander");
	ck_assert(!browser_has(b, "[name=same]:checked"));
	ck_assert_str_eq(browser_script(b, "return document.querySelector("
	    "'[name=billingAddressId]:checked').parentNode.textContent"
	    ".includes('Lyon')"), "true");
	want_no_errors();
}
END_TEST

VISIT_MAIN("address book in the browser", buyer_start, visit_stop,
    target_18_a_customer_keeps_an_address_book,
    s1_ord_03_what_is_wrong_in_an_address_stands_beside_it,
    z03_anothers_address_is_no_page,
    target_18_a_default_is_moved_and_an_address_removed,
    target_18_a_checkout_keeps_an_address_and_bills_another)
