/* SPDX-License-Identifier: ISC */
/*
 * Whoever answers messages notes who may buy, finds them, merges two that are
 * one and erases somebody; and keeps labels and replies that are said often.
 */
#include "tests/browser/visit.h"

#define HERE	"/admin/prospects"
#define LABELS	"/admin/messages/etiquettes"
#define CANNED	"/admin/messages/reponses"
#define SETTINGS "/admin/messages/reglages"
#define SEND	".selling button.primary"
#define ALERT	"!document.querySelector('.selling [role=alert]').hidden"
#define SAID	"document.querySelector('.selling output').textContent !== ''"
#define EVIL	"<img src=x onerror=alert(1)> & \\\"N\\\""

static void
setup(void)
{
	visit_start();
	browser_visit(b, "/locale/fr?to=/connexion");
	sign_in_to("manager", HERE);
	browser_wait(b, OFFICE_READY);
}

static void
type(const char *name, const char *text)
{
	char	 selector[64];

	snprintf(selector, sizeof(selector), ".selling [name=%s]", name);
	browser_type(b, selector, text);
}

/* On to the page of what was made. */
static void
want_page(const char *below)
{
	browser_wait(b, "location.pathname.startsWith('%s/') && %s", below,
	    OFFICE_READY);
}

START_TEST(s1_pro_01_somebody_is_noted_by_hand)
{
	visit_office(HERE);
	ck_assert(browser_has(b, ".menu a[href='" HERE "']"));
	type("phone", "demain");
	browser_click(b, SEND);
	browser_wait(b, ALERT);
	ck_assert(browser_has(b, "[name=name][aria-invalid]"));
	ck_assert(browser_has(b, "[name=phone][aria-invalid]"));
	browser_picture(b, "prospects-refus");
	browser_errors(b);	/* the refusal itself */
	type("name", "Nadia Benali");
	type("phone", "+33612345678");
	type("email", "nadia@example.com");
	type("tags", "vip\ngrossiste");
	browser_click(b, SEND);
	want_page(HERE);
	want_value("SELECT status || ' ' || source FROM prospect",
	    "new staff");
	browser_script(b, "document.querySelector('[name=status]').value ="
	    " 'qualified'");
	type("notes", "Préfère le soir.");
	browser_click(b, SEND);
	browser_wait(b, SAID);
	want_value("SELECT status || ' ' || notes FROM prospect",
	    "qualified Préfère le soir.");
	want_named();
	want_no_errors();
}
END_TEST

START_TEST(s1_pro_01_somebody_is_found_and_goes_out_as_csv)
{
	browser_visit(b, HERE "?q=nadia&status=qualified");
	ck_assert_ptr_nonnull(strstr(browser_text(b, "#prospects"),
	    "Nadia Benali"));
	ck_assert_ptr_nonnull(strstr(browser_text(b, "#prospects"),
	    "+33612345678"));
	ck_assert_str_eq(browser_script(b, "return fetch(document"
	    ".querySelector('.export a').href).then(a => a.text())"
	    ".then(text => String(text.includes('Nadia Benali')))"), "true");
	browser_visit(b, HERE "?tag=vip");
	ck_assert(browser_has(b, "#prospects"));
	browser_visit(b, HERE "?status=lost");
	ck_assert(!browser_has(b, "#prospects"));
	browser_visit(b, HERE "?status=nothing&owner=nobody");
	want_no_errors();
}
END_TEST

START_TEST(s1_pro_01_a_name_from_outside_is_text)
{
	struct client	*c = client_login("owner");

	want(client_json(c, "POST", "/api/prospects", "{\"name\":\"" EVIL
	    "\",\"phone\":\"+33612345679\",\"notes\":\"</textarea>" EVIL
	    "\",\"tags\":[\"<b>x</b>\"]}"), 201);
	client_free(c);
	visit_office(HERE);
	ck_assert_ptr_nonnull(strstr(browser_text(b, "#prospects"),
	    "<img src=x onerror=alert(1)> & \"N\""));
	browser_click(b, "#prospects tr:first-child a");
	want_page(HERE);
	ck_assert(!browser_has(b, "main img, main b"));
	ck_assert_str_eq(browser_text(b, "h1"),
	    "<img src=x onerror=alert(1)> & \"N\"");
	want_no_errors();
}
END_TEST

START_TEST(s1_pro_01_two_that_are_one_are_merged)
{
	browser_click(b, "#prospect-merge summary");
	browser_type(b, "#prospect-merge [name=q]", "nadia");
	browser_click(b, "#prospect-merge form button");
	browser_wait(b, "document.querySelector('#prospect-merge li button')");
	browser_picture(b, "prospect-fusion");
	browser_click(b, "#prospect-merge li button");
	browser_wait(b, "document.querySelector('[name=tags]')?.value"
	    ".includes('grossiste')");
	want_value("SELECT count(*) FROM prospect WHERE merged_into IS NULL",
	    "1");
	want_no_errors();
}
END_TEST

START_TEST(s1_pro_01_somebody_is_erased)
{
	visit_office(HERE);
	browser_click(b, "#prospects tr:first-child a");
	want_page(HERE);
	browser_click(b, "details.danger:last-of-type summary");
	browser_click(b, "[data-end]");
	browser_wait(b, "location.pathname === '" HERE "'");
	want_value("SELECT count(*) FROM prospect WHERE name LIKE '%img%'"
	    " AND merged_into IS NULL", "0");
	want_no_errors();
}
END_TEST

START_TEST(target_48_labels_are_kept)
{
	visit_office(LABELS);
	browser_click(b, SEND);
	browser_wait(b, ALERT);
	browser_errors(b);	/* the refusal itself */
	type("name", "Urgent");
	browser_click(b, SEND);
	want_page(LABELS);
	type("name", "Très urgent");
	browser_script(b, "document.querySelector('[type=color]').value ="
	    " '#2060a0'");
	browser_click(b, SEND);
	browser_wait(b, SAID);
	want_value("SELECT name || color FROM label", "Très urgent#2060a0");
	browser_picture(b, "etiquette");
	browser_click(b, ".danger summary");
	browser_click(b, "[data-end]");
	browser_wait(b, "location.pathname === '" LABELS "'");
	want_value("SELECT count(*) FROM label", "0");
	want_no_errors();
}
END_TEST

START_TEST(target_48_canned_replies_are_kept)
{
	visit_office(CANNED);
	type("shortcut", "merci");
	type("title", "Remerciement");
	type("text", "Merci {name}, à bientôt chez {shop} !\n{agent}");
	browser_click(b, SEND);
	want_page(CANNED);
	want_value("SELECT shortcut FROM canned_reply", "merci");
	browser_visit(b, CANNED);
	ck_assert_ptr_nonnull(strstr(browser_text(b, "#canned"), "/merci"));
	want_named();
	want_no_errors();
}
END_TEST

START_TEST(s1_pro_01_the_pages_are_legible_in_both_directions)
{
	struct client	*c = client_login("owner");
	struct answer	*a = client_json(c, "POST", "/api/prospects",
	    "{\"name\":\"سلمى العلوي\",\"phone\":\"+212612345678\",\"company\":"
	    "\"Riad Atlas SARL\",\"tags\":[\"hôtel\",\"devis\"]}");
	char		 path[160];

	want(a, 201);
	snprintf(path, sizeof(path), HERE "/%s", answer_at(a, "data.id"));
	want(client_json(c, "POST", "/api/labels", "{\"name\":\"SAV\","
	    "\"color\":\"#2060a0\"}"), 201);
	client_free(c);
	pictures_of_office(HERE, "prospects");
	pictures_of_office(path, "prospect");
	pictures_of_office(LABELS, "etiquettes");
	pictures_of_office(CANNED, "reponses");
}
END_TEST

START_TEST(s4_ui_04_hours_and_place_are_set_by_the_owner)
{
	sign_in_anew("owner", "fr", SETTINGS);
	browser_wait(b, OFFICE_READY);
	browser_type(b, "[name='inbox.hours']", "lundi : 9 h – 12 h");
	browser_type(b, "[name='inbox.warnHours']", "0");
	browser_click(b, "#inbox-settings button");
	browser_wait(b, "!document.querySelector('#inbox-settings"
	    " [role=alert]').hidden");
	ck_assert(browser_has(b, "[name='inbox.warnHours'][aria-invalid]"));
	browser_errors(b);	/* the refusal itself */
	browser_type(b, "[name='inbox.warnHours']", "12");
	browser_click(b, "#inbox-settings button");
	browser_wait(b, "document.querySelector('#inbox-settings output')"
	    ".textContent !== ''");
	pictures_of_office(SETTINGS, "reglages");
	browser_visit(b, "/contact");
	ck_assert_ptr_nonnull(strstr(browser_text(b, "main"),
	    "lundi : 9 h – 12 h"));
	want_no_errors();
}
END_TEST

VISIT_MAIN("prospects", setup, visit_stop,
    s1_pro_01_somebody_is_noted_by_hand,
    s1_pro_01_somebody_is_found_and_goes_out_as_csv,
    s1_pro_01_a_name_from_outside_is_text,
    s1_pro_01_two_that_are_one_are_merged,
    s1_pro_01_somebody_is_erased,
    target_48_labels_are_kept,
    target_48_canned_replies_are_kept,
    s1_pro_01_the_pages_are_legible_in_both_directions,
    s4_ui_04_hours_and_place_are_set_by_the_owner)
