/* SPDX-License-Identifier: ISC */
/*
 * A stranger becomes a customer, in a browser: signs up, confirms by the link
 * of a mail that a server got, forgets the password and gets back in, changes
 * what they said, and goes.
 */
#include "tests/browser/visit.h"
#include "tests/http/people.h"

static void
setup(void)
{
	shop_home_made = mailbox_start;
	visit_start();
	people_lift_limits();
}

static void
click(const char *form)
{
	char	 selector[64];

	snprintf(selector, sizeof(selector), "#%s button", form);
	browser_click(b, selector);
}

static void
want_output(const char *form)
{
	browser_wait(b, "document.querySelector('#%s output').textContent"
	    " !== ''", form);
}

static void
want_path(const char *path)
{
	browser_wait(b, "location.pathname === '%s'", path);
}

static void
picture_in(const char *path, const char *lang, const char *name)
{
	char	 to[160], file[64];

	snprintf(to, sizeof(to), "%s?lang=%s", path, lang);
	browser_visit(b, to);
	snprintf(file, sizeof(file), "%s-%s", name, lang);
	browser_picture(b, file);
}

/* S4-AUTH-10 */
START_TEST(s4_auth_09_a_stranger_signs_up_and_confirms_by_mail)
{
	browser_visit(b, "/connexion");
	browser_click(b, "a[href='/inscription']");
	want_path("/inscription");
	browser_type(b, "[name=name]", "Lina B.");
	browser_type(b, "[name=email]", "lina@x.test");
	browser_type(b, "[name=password]", "court");
	click("sign-up");
	browser_wait(b, "document.querySelector('[name=password]"
	    "[aria-invalid]') && document.querySelector('[name=acceptTerms]"
	    "[aria-invalid]')");
	browser_picture(b, "sign-up-refused");
	browser_errors(b);	/* the refusal is one */
	browser_type(b, "[name=password]", PEOPLE_PASSWORD);
	browser_click(b, "[name=acceptTerms]");
	click("sign-up");
	want_output("sign-up");
	browser_picture(b, "sign-up-done");
	browser_open(b, mail_link(mailbox_await("lina@x.test"), 0));
	/* The secret does not stay in the address, nor in the history. */
	browser_wait(b, "location.hash === ''");
	browser_type(b, "#confirm [name=password]", "pas celui-là");
	click("confirm");
	browser_wait(b, "document.querySelector('#confirm [aria-invalid]')");
	browser_errors(b);
	browser_type(b, "#confirm [name=password]", PEOPLE_PASSWORD);
	click("confirm");
	want_path("/compte");
	mailbox_await("lina@x.test");		/* welcome */
	want_no_errors();
}
END_TEST

START_TEST(s1_usr_02_a_customer_changes_their_account)
{
	browser_type(b, "#profile [name=phone]", "06 12");
	click("profile");
	browser_wait(b, "document.querySelector('#profile [name=phone]"
	    "[aria-invalid]')");
	browser_errors(b);
	browser_type(b, "#profile [name=phone]", "+33612345678");
	browser_type(b, "#profile [name=businessName]", "Chez Lina");
	click("profile");
	want_output("profile");
	browser_click(b, "#preferences [name=orderMail]");
	click("preferences");
	want_output("preferences");
	browser_click(b, "#consents [name=newsletter]");
	want_output("consents");
	browser_visit(b, "/compte");
	ck_assert_str_eq(browser_script(b, "return document.querySelector("
	    "'#profile [name=phone]').value"), "+33612345678");
	ck_assert_str_eq(browser_script(b, "return document.querySelector("
	    "'#preferences [name=orderMail]').checked"), "false");
	ck_assert_str_eq(browser_script(b, "return document.querySelector("
	    "'#consents [name=newsletter]').checked"), "true");
	picture_in("/compte", "fr", "account");
	browser_size(b, 390, 844);
	picture_in("/compte", "ar", "account-phone");
	picture_in("/inscription", "ar", "sign-up-phone");
	picture_in("/inscription/confirmer", "ar", "confirm-phone");
	browser_size(b, 1280, 900);
	want_no_errors();
}
END_TEST

START_TEST(a03_a_customer_moves_to_another_address)
{
	browser_visit(b, "/compte");
	browser_type(b, "#email [name=email]", "lina2@x.test");
	browser_type(b, "#email [name=currentPassword]", PEOPLE_PASSWORD);
	click("email");
	want_output("email");
	browser_open(b, mail_link(mailbox_await("lina2@x.test"), 0));
	want_path("/compte/adresse");
	click("address");
	want_path("/compte");
	browser_wait(b, "document.body.textContent.includes('lina2@x.test')");
	/* And back, for the tests to come. */
	browser_type(b, "#email [name=email]", "lina@x.test");
	browser_type(b, "#email [name=currentPassword]", PEOPLE_PASSWORD);
	click("email");
	want_output("email");
	mailbox_await("lina@x.test");		/* the notice of the first */
	browser_open(b, mail_link(mailbox_await("lina@x.test"), 0));
	want_path("/compte/adresse");
	click("address");
	want_path("/compte");
	want_no_errors();
}
END_TEST

START_TEST(s4_auth_08_a_forgotten_password_is_set_anew)
{
	browser_visit(b, "/compte");
	browser_click(b, "#sign-out");
	want_path("/");
	browser_visit(b, "/connexion");
	browser_click(b, "a[href='/mot-de-passe']");
	want_path("/mot-de-passe");
	browser_type(b, "[name=email]", "lina@x.test");
	click("forgot");
	want_output("forgot");
	browser_picture(b, "forgot");
	browser_open(b, mail_link(mailbox_await("lina@x.test"), 0));
	browser_wait(b, "location.hash === ''");
	browser_type(b, "[name=password]", "encore un autre secret");
	click("reset");
	want_path("/connexion");
	browser_visit(b, "/connexion");
	sign_in_form("lina@x.test", PEOPLE_PASSWORD);
	browser_wait(b, "!document.querySelector('[role=alert]').hidden");
	browser_visit(b, "/connexion");
	sign_in_form("lina@x.test", "encore un autre secret");
	want_path("/compte");
	browser_errors(b);
}
END_TEST

START_TEST(s3_gdpr_02_a_customer_erases_their_account)
{
	browser_visit(b, "/compte");
	browser_click(b, ".danger summary");
	browser_type(b, "#erase [name=currentPassword]",
	    "encore un autre secret");
	browser_picture(b, "erase");
	click("erase");
	want_path("/");
	ck_assert_str_eq(shop_sql("SELECT count(*) FROM users"
	    " WHERE role = 'CUSTOMER'"), "0");
	browser_visit(b, "/compte");
	want_path("/connexion");
	want_no_errors();
}
END_TEST

VISIT_MAIN("account", setup, visit_stop,
    s4_auth_09_a_stranger_signs_up_and_confirms_by_mail,
    s1_usr_02_a_customer_changes_their_account,
    a03_a_customer_moves_to_another_address,
    s4_auth_08_a_forgotten_password_is_set_anew,
    s3_gdpr_02_a_customer_erases_their_account)
