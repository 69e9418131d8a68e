/* SPDX-License-Identifier: ISC */
/*
 * Somebody who looks for the shop finds where it is, and writes to it, with a
 * script and without.
 */
#include "tests/browser/visit.h"
#include "tests/http/contact.h"

#define HERE	"/contact"
#define MESSAGES "SELECT count(*) FROM contact_message"
#define TRAPPED	"SELECT coalesce(sum(caught), 0) FROM contact_trap"
#define WORKED	"'worked' in document.querySelector('#contact').dataset"
#define THANKED	"location.search.includes('merci') &&" \
	" document.querySelector('#contact-thanks')"

static void
setup(void)
{
	struct client	*c;

	shop_home_made = mailbox_start;
	visit_start();
	c = client_login("owner");
	want(client_json(c, "PATCH", "/api/admin/settings", "{\"shop\":{"
	    "\"name\":\"Dar Nour\",\"email\":\"bonjour@dar-nour.example\","
	    "\"phone\":\"+33491000000\",\"address\":\"12 rue du Panier\\n"
	    "13002 Marseille\"},\"inbox\":{\"hours\":\"mardi – samedi : "
	    "10 h – 19 h\\ndimanche : sur rendez-vous\",\"place\":"
	    "\"Métro Joliette, puis cinq minutes à pied.\"},"
	    "\"limits\":{\"contact\":1000}}"), 200);
	client_free(c);
}

/* As a person takes longer than a program to fill it in. */
static void
wait_as_long_as_a_person(void)
{
	browser_wait(b, "Date.now() - document.querySelector('[name=stamp]')"
	    ".value.split('.')[0] > 2500");
}

static void
type(const char *name, const char *text)
{
	char	 selector[64];

	snprintf(selector, sizeof(selector), "#contact [name=%s]", name);
	browser_type(b, selector, text);
}

static void
fill(const char *message)
{
	type("name", "Nadia Benali");
	type("email", "nadia@example.com");
	type("message", message);
}

static void
press(void)
{
	wait_as_long_as_a_person();
	browser_click(b, "#contact button");
}

START_TEST(s4_ui_04_the_footer_leads_to_where_the_shop_is)
{
	static const char *const said[] = { "bonjour@dar-nour.example",
		"+33491000000", "12 rue du Panier", "10 h – 19 h",
		"Métro Joliette" };

	browser_visit(b, "/");
	browser_click(b, ".foot a[href='" HERE "']");
	browser_wait(b, "location.pathname === '" HERE "'");
	for (size_t i = 0; i < sizeof(said) / sizeof(said[0]); i++)
		ck_assert_msg(strstr(browser_text(b, "main"), said[i]) != NULL,
		    "%s", said[i]);
	ck_assert_str_eq(browser_attribute(b, "main a[href^=tel]", "href"),
	    "tel:+33491000000");
	want_named();
	want_no_errors();
}
END_TEST

START_TEST(s3_obj_02_what_is_missing_is_told_beside_it_and_nothing_is_lost)
{
	browser_visit(b, HERE);
	type("name", "  ");
	type("email", "nadia@");
	type("phone", "demain");
	type("message", "Livrez-vous <b>Aix</b> & \"autour\" ?");
	press();
	browser_wait(b, "document.querySelector('#contact [role=alert]')");
	ck_assert(browser_has(b, "[name=email][aria-invalid=true]"
	    "[aria-describedby=problem-email]"));
	ck_assert_ptr_nonnull(strstr(browser_text(b, "#problem-email"), " "));
	ck_assert_str_eq(browser_script(b, "return document.querySelector("
	    "'#contact [name=message]').value"),
	    "Livrez-vous <b>Aix</b> & \"autour\" ?");
	ck_assert_str_eq(browser_script(b, "return document.querySelector("
	    "'#contact [name=phone]').value"), "demain");
	ck_assert_str_eq(browser_script(b, "return document.activeElement"
	    ".getAttribute('aria-invalid')"), "true");
	browser_picture(b, "contact-refus");
	want_named();
	want_value(MESSAGES, "0");
	browser_errors(b);	/* the refusal itself */
	type("name", "Nadia Benali");
	type("email", "nadia@example.com");
	type("phone", "04 91 00 00 01");
	press();
	browser_wait(b, THANKED);
	browser_picture(b, "contact-merci");
	want_value(MESSAGES, "1");
	want_value("SELECT message FROM contact_message",
	    "Livrez-vous <b>Aix</b> & \"autour\" ?");
	browser_visit(b, HERE);		/* and nothing is sent once more */
	want_value(MESSAGES, "1");
	want_no_errors();
}
END_TEST

START_TEST(target_88_the_page_does_its_work_while_somebody_writes)
{
	browser_visit(b, HERE);
	browser_wait(b, WORKED);
	fill("Avec le travail.");
	press();
	browser_wait(b, THANKED);
	for (int i = 0; i < 4; i++) {
		browser_visit(b, HERE);
		browser_wait(b, WORKED);
		fill("Et encore.");
		press();
		browser_wait(b, THANKED);
	}
	want_value(MESSAGES, "6");
	want_no_errors();
}
END_TEST

START_TEST(s3_com_03_who_fills_in_what_nobody_sees_is_thanked_and_not_heard)
{
	browser_visit(b, HERE);
	ck_assert_str_eq(browser_script(b, "const { width, height } ="
	    " document.querySelector('[name=website]').parentElement"
	    ".parentElement.getBoundingClientRect();"
	    "return String(width * height <= 1)"), "true");
	ck_assert(browser_has(b, "[aria-hidden=true] [name=website]"
	    "[tabindex='-1']"));
	fill("Achetez mes liens !");
	browser_script(b, "document.querySelector('[name=website]').value ="
	    " 'https://spam.example'");
	press();
	browser_wait(b, THANKED);
	want_value(MESSAGES, "6");
	want_value(TRAPPED, "1");
	want_no_errors();
}
END_TEST

/* ---- without a script --------------------------------------------------------- */

START_TEST(s4_ui_04_who_has_no_script_writes_as_well)
{
	browser_scripts(b, false);
	browser_visit(b, HERE);
	type("name", "Sans script");
	type("email", "nadia@");
	type("message", "Bonjour <b>sans</b> script");
	press();
	browser_wait(b, "document.querySelector('#problem-email')");
	ck_assert_str_eq(browser_script(b, "return document.querySelector("
	    "'#contact [name=message]').value"), "Bonjour <b>sans</b> script");
	browser_errors(b);	/* the refusal itself */
	type("email", "sans@example.com");
	press();
	browser_wait(b, THANKED);
	ck_assert(!browser_has(b, "[data-worked]"));
	want_value("SELECT message FROM contact_message WHERE email ="
	    " 'sans@example.com'", "Bonjour <b>sans</b> script");
	want_no_errors();
}
END_TEST

/* Three an hour; the rest is told why, and keeps what it wrote. */
START_TEST(s3_com_03_who_comes_too_often_is_told_and_loses_nothing)
{
	for (int i = 0; i < 2; i++) {
		browser_visit(b, HERE);
		fill("Encore une fois.");
		press();
		browser_wait(b, THANKED);
	}
	browser_visit(b, HERE);
	fill("Et une de trop.");
	press();
	browser_wait(b, "document.querySelector('#contact .problem"
	    "[role=alert]')");
	ck_assert_str_eq(browser_script(b, "return document.querySelector("
	    "'#contact [name=message]').value"), "Et une de trop.");
	want_value("SELECT count(*) FROM contact_message WHERE message ="
	    " 'Et une de trop.'", "0");
	browser_picture(b, "contact-trop");
	browser_errors(b);	/* the refusal itself */
	browser_scripts(b, true);
}
END_TEST

/* Left open for days: it says so, and the same form goes the next time. */
START_TEST(s3_com_03_a_form_of_days_ago_goes_the_second_time)
{
	browser_visit(b, HERE);
	browser_wait(b, WORKED);
	fill("Depuis avant-hier.");
	browser_script(b, "document.querySelector('[name=stamp]').value ="
	    " '%s'", stamp_of(3 * CLOCK_DAY, true));
	browser_click(b, "#contact button");
	browser_wait(b, "document.querySelector('#contact .problem"
	    "[role=alert]')");
	browser_errors(b);	/* the refusal itself */
	browser_wait(b, WORKED);
	press();
	browser_wait(b, THANKED);
	want_value("SELECT count(*) FROM contact_message WHERE message ="
	    " 'Depuis avant-hier.'", "1");
	want_no_errors();
}
END_TEST

/* ---- the staff ------------------------------------------------------------------ */

START_TEST(s3_com_01_what_came_is_answered_by_mail)
{
	sign_in_anew("manager", "fr", "/admin/messages?q=avant-hier");
	browser_wait(b, OFFICE_READY);
	browser_click(b, "#talks a");
	browser_wait(b, "location.pathname.startsWith('/admin/messages/conv')"
	    " && " OFFICE_READY);
	ck_assert_ptr_nonnull(strstr(browser_text(b, ".write"),
	    "nadia@example.com"));
	ck_assert(!browser_has(b, "[type=file]"));
	ck_assert(!browser_has(b, "[data-reply]"));
	browser_wait(b, "document.querySelector('[data-contact]').value ==="
	    " 'READ'");
	browser_type(b, ".write[data-kind=text] [name=text]",
	    "Oui, nous livrons <Aix>.");
	browser_click(b, ".write[data-kind=text] .save button");
	browser_wait(b, "document.querySelector('#said .out')?.textContent"
	    ".includes('nous livrons <Aix>')");
	ck_assert(!browser_has(b, "#said [data-deed]"));
	ck_assert_ptr_nonnull(strstr(mail_text(mailbox_await(
	    "nadia@example.com"), "text"), "nous livrons <Aix>."));
	browser_wait(b, "document.querySelector('[data-contact]').value ==="
	    " 'REPLIED'");
	browser_picture(b, "contact-repondu");
	browser_script(b, "const s = document.querySelector('[data-contact]')"
	    "; s.value = 'ARCHIVED';"
	    "s.dispatchEvent(new Event('change', { bubbles: true }))");
	await_value("SELECT status FROM contact_message WHERE message ="
	    " 'Depuis avant-hier.'", "ARCHIVED");
	want_named();
	want_no_errors();
}
END_TEST

START_TEST(s4_ui_04_the_page_is_legible_in_both_directions)
{
	pictures_of(HERE, "contact", "document.readyState === 'complete'");
	pictures_of(HERE "?merci=1", "contact-merci",
	    "document.querySelector('#contact-thanks')");
}
END_TEST

VISIT_MAIN("contact", setup, visit_stop,
    s4_ui_04_the_footer_leads_to_where_the_shop_is,
    s3_obj_02_what_is_missing_is_told_beside_it_and_nothing_is_lost,
    target_88_the_page_does_its_work_while_somebody_writes,
    s3_com_03_who_fills_in_what_nobody_sees_is_thanked_and_not_heard,
    s4_ui_04_who_has_no_script_writes_as_well,
    s3_com_03_who_comes_too_often_is_told_and_loses_nothing,
    s3_com_03_a_form_of_days_ago_goes_the_second_time,
    s3_com_01_what_came_is_answered_by_mail,
    s4_ui_04_the_page_is_legible_in_both_directions)
