/* SPDX-License-Identifier: ISC */
/*
 * A buyer chooses how they hear of an order; the staff see the bell, read what
 * it rang for, say how they want to be told, and look at what nobody could be
 * told.
 */
#include "tests/browser/buyer.h"
#include "tests/http/meta.h"
#include "tests/http/twilio.h"

#define BELLS	"/compte/avis"
#define NOTICES	"/admin/avis"
#define LINA	"33612345678"
#define ACCOUNT_READY "document.documentElement.dataset.ready === 'account'"
#define SAVED	"document.querySelector('#wishes output').textContent !== ''"
#define TOLD	"SELECT state || ' ' || coalesce(told_by, '-') FROM notice" \
		" WHERE topic = 'orders' ORDER BY id DESC LIMIT 1"

static void
home_made(const char *home)
{
	buyer_home(home);
	meta_start(home);
	twilio_start(home);
}

static void
setup(void)
{
	struct client	*c;

	shop_home_made = home_made;
	buyer_start();
	c = client_login("owner");
	want(client_json(c, "PATCH", "/api/admin/settings",
	    "{\"payments\":{\"cash\":true}}"), 200);
	client_free(c);
	meta_begin();
	twilio_hooks("now");
	browser_visit(b, "/locale/fr?to=/catalogue");
}

/* ---- a buyer --------------------------------------------------------------------- */

static void
checkout(const char *email, const char *way)
{
	char	 selector[80];

	puts_in(1);
	buying("/commander");
	browser_wait(b, "document.querySelector('#ways :checked')");
	type_named("email", email);
	type_named("name", "Lina B.");
	type_named(ADDRESS "line1", "3 rue des Lilas");
	type_named(ADDRESS "postcode", "75011");
	type_named(ADDRESS "city", "Paris");
	browser_click(b, "[name=paymentMethod][value=cash]");
	snprintf(selector, sizeof(selector), "[name=toldBy][value=%s]", way);
	browser_click(b, selector);
}

static void
order(void)
{
	browser_click(b, "#go");
	browser_wait(b, "location.pathname.startsWith('/commande/')");
	browser_wait(b, READY);
}

START_TEST(s1_not_01_a_buyer_chooses_and_is_asked_for_what_it_needs)
{
	checkout("lina@shop.test", "sms");
	ck_assert(browser_has(b, "[name=toldBy][value=whatsapp]"));
	browser_picture(b, "commander-avis");
	browser_click(b, "#go");
	browser_wait(b, "document.querySelector('[name=phone]"
	    "[aria-invalid]')");
	ck_assert_str_eq(browser_script(b, "return document.activeElement"
	    ".name"), "phone");
	browser_picture(b, "commander-telephone");
	want_named();
	browser_errors(b);	/* the refusal itself */
	type_named("phone", "+" LINA);
	order();
	await_value(TOLD, "told sms");
	ck_assert_ptr_nonnull(strstr(browser_text(b, "#told-by"), "SMS"));
	want_no_errors();
}
END_TEST

/* Nobody wrote to us from there, and no template: mail follows. */
START_TEST(s4_not_05_what_cannot_go_so_goes_by_mail)
{
	checkout("nour@shop.test", "whatsapp");
	type_named("phone", "+33612000077");
	order();
	await_value(TOLD, "told email");
	mailbox_await("nour@shop.test");
	want_no_errors();
}
END_TEST

/* ---- the staff -------------------------------------------------------------------- */

#define UNREAD	"(document.querySelector('#bell-link .tally')?.textContent" \
		" ?? '0')"

START_TEST(s1_not_01_the_bell_says_how_many_and_is_read)
{
	sign_in_to("owner", "/admin");
	browser_wait(b, OFFICE_READY);
	ck_assert_str_eq(browser_script(b, "return " UNREAD), "2");
	browser_picture(b, "cloche");
	browser_click(b, "#bell-link");
	browser_wait(b, "location.pathname === '" BELLS "' && "
	    ACCOUNT_READY);
	ck_assert_str_eq(browser_script(b, "return document.querySelectorAll("
	    "'#bells .unread a').length"), "2");
	want_named();
	browser_click(b, "#read-all button");
	browser_wait(b, "document.querySelector('#bells li.read') && "
	    ACCOUNT_READY);
	ck_assert_str_eq(browser_script(b, "return " UNREAD), "0");
	ck_assert(!browser_has(b, "#bells .unread"));
	/* And each leads to what it is about. */
	browser_click(b, "#bells a");
	browser_wait(b, "location.pathname.startsWith('/admin/commandes/')");
	want_no_errors();
}
END_TEST

static void
wish(const char *topic, const char *way)
{
	browser_script(b, "document.querySelector('[data-topic=%s] select')"
	    ".value = '%s'", topic, way);
}

static void
hour(const char *name, const char *time)
{
	browser_script(b, "document.querySelector('[name=%s]').value = '%s'",
	    name, time);
}

START_TEST(s1_not_01_wishes_and_quiet_hours_are_kept)
{
	browser_visit(b, BELLS);
	browser_wait(b, ACCOUNT_READY);
	/* No telephone is known: a text cannot be wished for. */
	wish("messages", "sms");
	hour("quietFrom", "22:30");
	browser_click(b, "#wishes button");
	browser_wait(b, "document.querySelector('[data-topic=messages]"
	    " [aria-invalid]')");
	browser_picture(b, "avis-refus");
	want_named();
	browser_errors(b);	/* the refusal itself */
	wish("messages", "email");
	browser_click(b, "#wishes button");
	browser_wait(b, "document.querySelector('[name=quietUntil]"
	    "[aria-invalid]')");
	browser_errors(b);	/* the refusal itself */
	hour("quietUntil", "07:15");
	browser_click(b, "[data-topic=messages] [value=app]");
	browser_click(b, "#wishes button");
	browser_wait(b, SAVED);
	browser_visit(b, BELLS);
	browser_wait(b, ACCOUNT_READY);
	ck_assert_str_eq(browser_script(b, "return [document.querySelector("
	    "'[name=quietFrom]').value, document.querySelector("
	    "'[name=quietUntil]').value, document.querySelector("
	    "'[data-topic=messages] [value=app]').checked].join(' ')"),
	    "22:30 07:15 false");
	want_no_errors();
}
END_TEST

START_TEST(s4_not_05_what_nobody_could_be_told_is_told_again_or_let_go)
{
	sign_out();
	mailbox_fail("rcpt 550-5.1.1-no_such_user to=gone@shop.test\n");
	checkout("gone@shop.test", "email");
	order();
	await_value(TOLD, "dead -");
	sign_in_to("owner", NOTICES "?state=dead");
	browser_wait(b, OFFICE_READY);
	ck_assert_ptr_nonnull(strstr(browser_text(b, "#notices"),
	    "gone@shop.test"));
	browser_picture(b, "avis-echec");
	want_named();
	mailbox_fail("");
	browser_click(b, "#notices [data-post$=again]");
	await_value(TOLD, "told email");
	mailbox_await("gone@shop.test");
	visit_office(NOTICES "?state=told");
	browser_wait(b, "document.querySelector('#notices').textContent"
	    ".includes('aucun modèle approuvé')");
	ck_assert(browser_has(b, "#texts td"));
	ck_assert(!browser_has(b, "#notices [data-post]"));
	browser_visit(b, NOTICES "?state=nonsense&page=99");
	want_no_errors();
}
END_TEST

START_TEST(s1_not_01_the_pages_are_legible_in_both_directions)
{
	pictures_of_office(NOTICES, "avis");
	pictures_of(BELLS, "cloches", ACCOUNT_READY);
}
END_TEST

VISIT_MAIN("notices", setup, visit_stop,
    s1_not_01_a_buyer_chooses_and_is_asked_for_what_it_needs,
    s4_not_05_what_cannot_go_so_goes_by_mail,
    s1_not_01_the_bell_says_how_many_and_is_read,
    s1_not_01_wishes_and_quiet_hours_are_kept,
    s4_not_05_what_nobody_could_be_told_is_told_again_or_let_go,
    s1_not_01_the_pages_are_legible_in_both_directions)
