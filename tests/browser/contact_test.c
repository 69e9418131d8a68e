/* SPDX-License-Identifier: ISC */
/*
 * Somebody who looks for the shop finds where it is, and writes to it, with a
 * script and without.
 */
#include "tests/browser/visit.h"

#define HERE	"/contact"
#define COUNT	"SELECT count(*) FROM contact_message"
#define TRAPPED	"SELECT coalesce(sum(caught), 0) FROM contact_trap"
#define WORKED	"'worked' in document.querySelector('#contact').dataset"
#define THANKED	"location.search.includes('merci') &&" \
	" document.querySelector('#contact-thanks')"

static void
setup(void)
{
	struct client	*c;

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
	want_value(COUNT, "0");
	browser_errors(b);	/* the refusal itself */
	type("name", "Nadia Benali");
	type("email", "nadia@example.com");
	type("phone", "04 91 00 00 01");
	press();
	browser_wait(b, THANKED);
	browser_picture(b, "contact-merci");
	want_value(COUNT, "1");
	want_value("SELECT message FROM contact_message",
	    "Livrez-vous <b>Aix</b> & \"autour\" ?");
	browser_visit(b, HERE);		/* and nothing is sent once more */
	want_value(COUNT, "1");
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
	want_value(COUNT, "6");
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
	want_value(COUNT, "6");
	want_value(TRAPPED, "1");
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
    s4_ui_04_the_page_is_legible_in_both_directions)
