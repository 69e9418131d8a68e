/* SPDX-License-Identifier: ISC */
/*
 * What a buyer is told on the way, when it does not go straight: nothing left
 * of it, a code that is no good, a card that pays a part, a payment broken off,
 * a transfer to make, and an order in every state.
 */
#include "tests/browser/buyer.h"

static struct client	*owner;
static char		 order[80];

static void
settings(const char *json)
{
	want(client_json(owner, "PATCH", "/api/admin/settings", "%s", json),
	    200);
}

static void
checkout_fill(const char *way)
{
	char	 selector[80];

	buying("/commander");
	browser_wait(b, "document.querySelector('#ways :checked')");
	type_named("email", "lina@shop.test");
	type_named("name", "Lina B.");
	type_named(ADDRESS "line1", "3 rue des Lilas");
	type_named(ADDRESS "postcode", "75011");
	type_named(ADDRESS "city", "Paris");
	snprintf(selector, sizeof(selector), "[name=paymentMethod][value=%s]",
	    way);
	browser_click(b, selector);
}

static void
order_placed(void)
{
	browser_click(b, "#go");
	browser_wait(b, "location.pathname.startsWith('/commande/')");
	browser_wait(b, READY);
	snprintf(order, sizeof(order), "%s", browser_script(b,
	    "return location.pathname.split('/').pop()"));
}

START_TEST(s1_ord_02_what_cannot_be_bought_is_told_on_its_line)
{
	owner = client_login("owner");
	browser_visit(b, "/locale/fr?to=/panier");
	browser_wait(b, READY);
	ck_assert(browser_has(b, "#buying a.button"));
	pictures("panier-vide");
	puts_in(3);
	free(shop_sql("UPDATE product_variation SET stock = 1 WHERE value ="
	    " 'Grande'"));
	buying("/panier");
	ck_assert(browser_has(b, ".line .what .problem"));
	ck_assert(!browser_has(b, "a#go"));
	pictures("panier-rupture");
	buying("/commander");
	ck_assert(!browser_has(b, "button#go"));
	ck_assert(browser_has(b, "#go a[href='/panier']"));
	free(shop_sql("UPDATE product_variation SET stock = 9 WHERE value ="
	    " 'Grande'"));
	buying("/panier");
	ck_assert(!browser_has(b, ".line .what .problem"));
	ck_assert(browser_has(b, "a#go"));
	/* More than anybody may have of it is told beside the number. */
	type_named("quantity", "99999");
	browser_keys(b, KEY_ENTER);
	browser_wait(b, "document.querySelector('[name=quantity]"
	    "[aria-invalid]')");
	ck_assert_str_eq(browser_script(b, "return document.activeElement"
	    ".name"), "quantity");
	browser_errors(b);
}
END_TEST

START_TEST(s1_ord_02_a_code_is_refused_beside_its_field_and_the_total_told)
{
	buying("/panier");
	type_named("code", "RIEN");
	browser_keys(b, KEY_ENTER);
	browser_wait(b, "document.querySelector('[name=code][aria-invalid]')");
	ck_assert(browser_has(b, "#code .problem.field"));
	ck_assert_str_eq(browser_script(b, "return document.activeElement"
	    ".name"), "code");
	browser_picture(b, "panier-code-refus");
	browser_errors(b);
	type_named("code", "BIENVENUE");
	browser_keys(b, KEY_ENTER);
	browser_wait(b, "document.querySelector('.used li')");
	/* Who does not see the sums change hears what they came to. */
	browser_wait(b, "[...document.querySelectorAll('[aria-live=polite]')]"
	    ".some(e => e.textContent.includes('100,75'))");
	browser_click(b, ".used button");
	browser_wait(b, "!document.querySelector('.used li')");
	ck_assert_str_eq(browser_script(b, "return document.activeElement.id"),
	    "main");
	want_no_errors();
}
END_TEST

START_TEST(s1_ord_03_all_that_is_missing_is_told_at_once)
{
	static const char *const	 missing[] = { "email", "name",
		ADDRESS "line1", ADDRESS "city" };

	buying("/commander");
	browser_wait(b, "document.querySelector('#ways :checked')");
	browser_click(b, "#go");
	browser_wait(b, "document.querySelector('[aria-invalid]')");
	for (size_t i = 0; i < 4; i++)
		ck_assert_msg(is_refused(missing[i]), "%s", missing[i]);
	ck_assert(!is_refused(ADDRESS "line2"));
	ck_assert_str_eq(browser_script(b, "return document.activeElement"
	    ".name"), "email");
	want_named();
	browser_errors(b);
	checkout_fill("cash");
	type_named(ADDRESS "postcode", "7501");
	browser_click(b, "#go");
	browser_wait(b, "document.querySelector('[name=\"" ADDRESS
	    "postcode\"][aria-invalid]')");
	ck_assert(!is_refused("email"));
	browser_errors(b);
}
END_TEST

/* What it costs changed while somebody looked at it. */
START_TEST(b01_another_total_is_shown_before_it_is_ordered)
{
	checkout_fill("cash");
	free(shop_sql("UPDATE shipping_rate SET amount = 990"));
	browser_click(b, "#go");
	browser_wait(b, "!document.querySelector('#checkout [role=alert]')"
	    ".hidden");
	browser_wait(b, "document.querySelector('.sums').textContent"
	    ".includes('9,90')");
	ck_assert_str_eq(shop_sql("SELECT count(*) FROM orders"), "0");
	ck_assert_str_eq(browser_script(b, "return document.querySelector("
	    "'[name=\"" ADDRESS "city\"]').value"), "Paris");
	browser_picture(b, "commander-autre-total");
	free(shop_sql("UPDATE shipping_rate SET amount = 490"));
	browser_errors(b);
}
END_TEST

START_TEST(target_07_a_gift_card_pays_a_part_and_a_bad_one_is_told)
{
	struct answer	*a = client_json(owner, "POST",
			    "/api/admin/gift-cards",
			    "{\"amount\":\"40.00\",\"currency\":\"EUR\"}");
	char		 code[64];

	want(a, 201);
	snprintf(code, sizeof(code), "%s", answer_at(a, "data.code"));
	settings("{\"payments\":{\"accountHolder\":\"Souk SARL\",\"iban\":"
	    "\"FR76 3000 6000 0112 3456 7890 189\",\"bic\":\"AGRIFRPP\","
	    "\"transferNote\":\"Sous sept jours.\"}}");
	checkout_fill("transfer");
	type_named("giftCard", "AAAA-BBBB-CCCC");
	browser_click(b, "#go");
	browser_wait(b, "document.querySelector('[name=giftCard]"
	    "[aria-invalid]')");
	ck_assert_str_eq(shop_sql("SELECT count(*) FROM orders"), "0");
	browser_errors(b);
	type_named("giftCard", code);
	order_placed();
	ck_assert_ptr_nonnull(strstr(browser_text(b, ".sums"), "40,00"));
	ck_assert_ptr_nonnull(strstr(browser_text(b, "#bank"), "FR76"));
	ck_assert_ptr_nonnull(strstr(browser_text(b, "#bank"), "71,40"));
	ck_assert(browser_has(b, "#hold time"));
	pictures("commande-carte-cadeau");
	want_no_errors();
}
END_TEST

START_TEST(s1_ord_01_an_order_shows_each_of_its_states)
{
	static const char *const	 states[] = { "pending", "confirmed",
		"preparing", "shipped", "delivered", "returned", "cancelled" };
	char				 sql[160];

	for (size_t i = 0; i < sizeof(states) / sizeof(states[0]); i++) {
		snprintf(sql, sizeof(sql), "UPDATE orders SET state = '%s',"
		    " delivered_at = CASE WHEN '%s' = 'delivered' THEN"
		    " updated_at END, cancel_reason = 'expired'", states[i],
		    states[i]);
		free(shop_sql(sql));
		reload();
		ck_assert_str_eq(browser_attribute(b, ".state", "data-state"),
		    states[i]);
		ck_assert_int_eq(browser_has(b, "#cancel"), i < 2);
		ck_assert_int_eq(browser_has(b, "#why"), i == 6);
		ck_assert_int_eq(browser_has(b, "#bank"), i < 5);
		want_named();
		snprintf(sql, sizeof(sql), "commande-%s", states[i]);
		browser_picture(b, sql);
	}
	ck_assert_ptr_nonnull(strstr(browser_text(b, "#why"),
	    "pas été payée à temps"));
	free(shop_sql("UPDATE orders SET state = 'pending', cancel_reason ="
	    " NULL"));
	want_no_errors();
}
END_TEST

START_TEST(s4_pay_01_a_payment_broken_off_is_told_and_can_be_taken_up)
{
	puts_in(1);
	checkout_fill("stripe");
	browser_click(b, "#go");
	browser_wait(b, "location.pathname.startsWith('/c/pay/')");
	browser_click(b, "#cancel");
	browser_wait(b, "location.pathname.startsWith('/commande/')");
	browser_wait(b, READY);
	ck_assert(browser_has(b, "#unpaid[role=status]"));
	ck_assert(browser_has(b, "#hold time"));
	ck_assert(browser_has(b, "#pay button"));
	pictures("commande-interrompue");
	browser_click(b, "#pay button");
	browser_wait(b, "location.pathname.startsWith('/c/pay/')");
	ck_assert_str_eq(shop_sql("SELECT count(*) FROM payment WHERE provider"
	    " = 'stripe'"), "1");
}
END_TEST

/* In a browser that never had the cart's cookie. */
START_TEST(target_25_a_reminders_link_finds_the_cart_in_another_browser)
{
	char	*link;

	browser_errors(b);	/* of the provider's page */
	puts_in(2);
	buying("/commander");
	type_named("email", "zoe@shop.test");
	browser_click(b, "[name=remind]");
	browser_wait(b, "fetch && document.querySelector('#go')");
	buying("/panier");
	want(client_json(owner, "PATCH", "/api/admin/settings",
	    "{\"orders\":{\"cartReminderHours\":1}}"), 200);
	free(shop_sql("UPDATE cart SET updated_at = updated_at - 7200000"));
	free(shop_sql("INSERT INTO job (id, kind, payload, state, due_at,"
	    " created_at) VALUES ('job_now', 'orders.carts', '{}', 'waiting',"
	    " 1, 1)"));
	link = strdup(mail_link(mailbox_await("zoe@shop.test"), 0));
	browser_forget(b);
	browser_visit(b, "/locale/fr?to=/catalogue");
	browser_open(b, link);
	browser_wait(b, READY " && document.querySelector('.line')");
	ck_assert_str_eq(browser_script(b, "return location.hash"), "");
	ck_assert(browser_has(b, "#left[hidden]"));
	browser_wait(b, "document.querySelector('#cart-link .pieces')"
	    ".textContent === '(2)'");
	want_no_errors();
	link[strlen(link) - 2] = '-';
	browser_open(b, link);
	browser_wait(b, "!document.querySelector('#left').hidden");
	ck_assert_ptr_nonnull(strstr(browser_text(b, "#left"), "aucun panier"));
	browser_errors(b);	/* the refusal itself */
	free(link);
}
END_TEST

VISIT_MAIN("what a buyer is told", buyer_start, visit_stop,
    s1_ord_02_what_cannot_be_bought_is_told_on_its_line,
    s1_ord_02_a_code_is_refused_beside_its_field_and_the_total_told,
    s1_ord_03_all_that_is_missing_is_told_at_once,
    b01_another_total_is_shown_before_it_is_ordered,
    target_07_a_gift_card_pays_a_part_and_a_bad_one_is_told,
    s1_ord_01_an_order_shows_each_of_its_states,
    s4_pay_01_a_payment_broken_off_is_told_and_can_be_taken_up,
    target_25_a_reminders_link_finds_the_cart_in_another_browser)
