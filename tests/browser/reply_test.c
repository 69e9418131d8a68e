/* SPDX-License-Identifier: ISC */
/*
 * What is answered where Meta lets only a template through, what is said often,
 * and what becomes of an answer that did not go, or may have gone.
 */
#include "tests/browser/talk_office.h"

#define NADIA	"33612345678"
#define WRITE	".write[data-kind=text] "
#define TEMPLATE ".write[data-kind=template] "
#define LAST	"#said > li:last-child "
#define STATE	"SELECT state FROM message WHERE direction = 'out'" \
		" ORDER BY id DESC LIMIT 1"
#define PREVIEW	"document.querySelector('.preview p').textContent === '%s'"

static void
template_put(const char *name, const char *language, const char *body)
{
	char	*plain = curl_easy_escape(NULL, body, 0);

	meta_ask("template", "name=%s&language=%s&body=%s", name, language,
	    plain);
	curl_free(plain);
}

static void
setup(void)
{
	struct client	*c;

	talk_office_start("owner", TALKS_PAGE);
	template_put("relance", "fr", "Bonjour {{1}}, votre {{2}} est là <b>!");
	template_put("salut", "fr", "Bonjour de la part du souk.");
	c = client_login("owner");
	want(client_json(c, "POST", "/api/admin/whatsapp/sync", "{}"), 202);
	want(client_json(c, "POST", "/api/canned-replies", "{\"shortcut\":"
	    "\"merci\",\"title\":\"Remerciement\",\"text\":\"Merci {name},"
	    " à bientôt <b>chez</b> {shop} !\"}"), 201);
	client_free(c);
	await_value("SELECT count(*) FROM wa_template WHERE language = 'fr'",
	    "2");
	meta_ask("person", "wa_id=" NADIA "&name=Nadia");
	came(NADIA, "Bonjour");
}

static void
visit_talk(void)
{
	visit_office(talk_path(NADIA));
}

static void
answer(const char *text)
{
	browser_type(b, WRITE "[name=text]", text);
	browser_click(b, WRITE ".save button");
	browser_wait(b, "document.querySelector('" LAST "')?.textContent"
	    ".includes('%s')", text);
}

/* ---- what is said often ------------------------------------------------------ */

#define WRITTEN	"document.querySelector('" WRITE "[name=text]').value"

START_TEST(target_48_what_is_said_often_is_a_stroke_and_a_word)
{
	static const char	 said[] = "Merci Nadia, à bientôt <b>chez</b>";

	visit_talk();
	browser_type(b, WRITE "[name=text]", "/rien ");
	ck_assert_str_eq(browser_script(b, "return " WRITTEN), "/rien ");
	browser_type(b, WRITE "[name=text]", "/merci ");
	browser_wait(b, WRITTEN ".startsWith('%s')", said);
	browser_type(b, WRITE "[name=text]", "");
	browser_script(b, "const s = document.querySelector('[name=canned]');"
	    "s.value = 'merci';"
	    "s.dispatchEvent(new Event('change', { bubbles: true }))");
	browser_wait(b, WRITTEN ".startsWith('%s')", said);
	ck_assert_str_eq(browser_script(b, "return document.activeElement"
	    ".name"), "text");
	browser_click(b, WRITE ".save button");
	browser_wait(b, "document.querySelector('" LAST ".lines')"
	    "?.textContent.startsWith('%s')", said);
	ck_assert(!browser_has(b, "#said b"));
	want_no_errors();
}
END_TEST

/* ---- what did not go ----------------------------------------------------------- */

START_TEST(target_54_what_failed_says_why_and_goes_by_a_button)
{
	visit_talk();
	server_says(&meta, "code:131051 to=send times=1\n");
	answer("Premier essai");
	await_value(STATE, "failed");
	browser_wait(b, SAYS(LAST ".problem", "131051"));
	browser_wait(b, SAYS(LAST ".ticks.failed", "non distribué"));
	browser_picture(b, "message-echec");
	browser_click(b, LAST "[data-deed$=again]");
	browser_wait(b, "document.querySelector('" LAST ".ticks')"
	    ".matches('.sent, .delivered, .read')");
	ck_assert(!browser_has(b, LAST ".problem"));
	want_no_errors();
}
END_TEST

/* Sent, and Meta's answer lost: a rule is counted anew as its text changes. */
static void
doubt(const char *text)
{
	static int	 turn;
	char		 rules[80];

	snprintf(rules, sizeof(rules), "lose to=send times=1\nlose"
	    " to=nobody%d\n", turn++);
	meta_ask("hook", "way=hold");
	server_says(&meta, rules);
	answer(text);
	await_value(STATE, "doubt");
	browser_wait(b, SAYS(LAST ".problem", "deux fois"));
}

START_TEST(target_52_what_is_in_doubt_is_for_a_person_to_settle)
{
	const long	 before = meta_books(NADIA, "sent");

	visit_talk();
	doubt("Est-ce parti ?");
	browser_picture(b, "message-doute");
	want_named();
	browser_click(b, LAST "[data-deed$=drop]");
	browser_wait(b, SAYS(LAST ".ticks", "abandonné"));
	want_value(STATE, "dropped");
	ck_assert_int_eq((int)meta_books(NADIA, "sent"), (int)before + 1);
	doubt("Et cela ?");
	browser_click(b, LAST "[data-deed$=again]");
	browser_wait(b, "document.querySelector('" LAST ".ticks')"
	    ".matches('.sent, .delivered, .read')");
	meta_await_sent(NADIA, before + 3);
	meta_hooks("now");
	meta_ask("deliver", "%s", "order=as");
	want_no_errors();
}
END_TEST

/* The list of all that goes out has the same buttons. */
START_TEST(target_52_all_that_goes_out_stands_in_one_list)
{
	visit_talk();
	doubt("Toujours là ?");
	visit_office("/admin/whatsapp?state=doubt");
	browser_wait(b, SAYS("#sends", "En doute"));
	browser_picture(b, "whatsapp-doute");
	want_named();
	browser_click(b, "#sends [data-post$=drop]");
	browser_wait(b, OFFICE_READY " && !document.querySelector('#sends')");
	await_value(STATE, "dropped");
	meta_hooks("now");
	want_no_errors();
}
END_TEST

/* ---- a closed window --------------------------------------------------------------- */

static void
choose(const char *template)
{
	browser_script(b, "const s = document.querySelector('[name=template]'"
	    "); s.value = '%s';"
	    "s.dispatchEvent(new Event('change', { bubbles: true }))",
	    template);
}

START_TEST(target_50_a_template_is_filled_in_and_looked_at_and_goes)
{
	const long	 before = meta_books(NADIA, "sent");

	window_ends();
	visit_talk();
	ck_assert(!browser_has(b, WRITE));
	choose("salut");
	browser_wait(b, PREVIEW, "Bonjour de la part du souk.");
	ck_assert(!browser_has(b, "[name=\"values[0]\"]"));
	choose("relance");
	browser_wait(b, PREVIEW, "Bonjour {{1}}, votre {{2}} est là <b>!");
	browser_type(b, "[name=\"values[0]\"]", "Nadia");
	browser_wait(b, PREVIEW, "Bonjour Nadia, votre {{2}} est là <b>!");
	want_named();
	browser_click(b, TEMPLATE ".save button");
	browser_wait(b, "document.querySelector('[name=\"values[1]\"]')"
	    ".matches('[aria-invalid]')");
	browser_picture(b, "message-modele-refus");
	browser_errors(b);	/* the refusal itself */
	ck_assert_int_eq((int)meta_books(NADIA, "sent"), (int)before);
	browser_type(b, "[name=\"values[1]\"]", "tapis {{1}} & <i>");
	browser_wait(b, PREVIEW, "Bonjour Nadia, votre tapis {{1}} & <i> est"
	    " là <b>!");
	browser_picture(b, "message-modele");
	browser_click(b, TEMPLATE ".save button");
	browser_wait(b, SAYS(LAST ".lines", "votre tapis {{1}} & <i> est là"));
	ck_assert(!browser_has(b, "#said i, #said b"));
	meta_await_sent(NADIA, before + 1);
	ck_assert_ptr_nonnull(strstr(meta_said.text, "relance"));
	want_no_errors();
}
END_TEST

/* The window opens while somebody fills in: what they wrote is not taken away;
 * afterwards anything may be written. */
START_TEST(target_50_who_writes_opens_the_window_and_takes_nothing_away)
{
	visit_talk();
	choose("relance");
	browser_type(b, "[name=\"values[0]\"]", "Chère Nadia");
	came(NADIA, "Me voici");
	browser_wait(b, SAYS("#said", "Me voici"));
	ck_assert_str_eq(browser_script(b, "return document.querySelector("
	    "'[name=\"values[0]\"]').value"), "Chère Nadia");
	browser_type(b, "[name=\"values[0]\"]", "");
	came(NADIA, "Alors ?");
	browser_wait(b, "document.querySelector('" WRITE "')");
	answer("Vous voilà");
	want_no_errors();
}
END_TEST

/* What is left of a day may end while a message waits: it is said in words. */
START_TEST(target_50_what_the_window_stopped_says_so_in_words)
{
	visit_talk();
	meta_ask("hook", "way=hold");
	server_says(&meta, "429 to=send times=1\n");
	answer("Trop tard ?");
	window_ends();
	await_value(STATE, "failed");
	browser_wait(b, SAYS(LAST ".problem", "Plus de 24 heures"));
	browser_wait(b, SAYS(LAST ".problem", "131047"));
	meta_hooks("now");
	want_no_errors();
}
END_TEST

START_TEST(target_50_the_pages_are_legible_in_both_directions)
{
	pictures_of_office(talk_path(NADIA), "message-ferme");
}
END_TEST

VISIT_MAIN("reply", setup, visit_stop,
    target_48_what_is_said_often_is_a_stroke_and_a_word,
    target_54_what_failed_says_why_and_goes_by_a_button,
    target_52_what_is_in_doubt_is_for_a_person_to_settle,
    target_52_all_that_goes_out_stands_in_one_list,
    target_50_a_template_is_filled_in_and_looked_at_and_goes,
    target_50_who_writes_opens_the_window_and_takes_nothing_away,
    target_50_what_the_window_stopped_says_so_in_words,
    target_50_the_pages_are_legible_in_both_directions)
