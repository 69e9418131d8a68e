/* SPDX-License-Identifier: ISC */
/*
 * Somebody writes on WhatsApp; one of the staff reads it, answers, sees how far
 * the answer got, and puts the conversation in order.
 */
#include "tests/browser/talk_office.h"

#define HERE	TALKS_PAGE
#define NADIA	"33612345678"
#define EVIL	"33699999999"

static void
setup(void)
{
	talk_office_start("manager", HERE);
}

/* ---- tests ------------------------------------------------------------------ */

START_TEST(s1_wa_03_what_comes_is_in_the_list_without_a_reload)
{
	browser_wait(b, SAYS("#talks", "Aucune"));
	came(NADIA, "Bonjour, avez-vous ce tapis en bleu ?");
	browser_wait(b, SAYS("#talks", "ce tapis en bleu"));
	ck_assert_ptr_null(strstr(browser_text(b, "#talks"), "Aucune"));
	browser_wait(b, "document.querySelector('#talks .unread .badge')");
	browser_wait(b, SAYS(".menu", "(1)"));
	browser_wait(b, "/encore 23 h 5\\d/.test(document.querySelector("
	    "'#talks .window').textContent)");
	browser_picture(b, "messages-premier");
	want_named();
	want_no_errors();
}
END_TEST

START_TEST(s1_cnv_01_a_conversation_is_read_as_it_was_said)
{
	browser_click(b, "#talks a");
	browser_wait(b, "location.pathname.startsWith('" HERE "/conv') && "
	    OFFICE_READY);
	browser_wait(b, SAYS("#said", "ce tapis en bleu"));
	browser_wait(b, "!document.querySelector('#talks .unread')");
	want_value("SELECT unread FROM conversation", "0");
	came(NADIA, "Le grand, voir https://exemple.test/tapis?x=1&y=2.");
	browser_wait(b, SAYS("#said", "Le grand"));
	ck_assert_str_eq(browser_attribute(b, "#said a[target]", "href"),
	    "https://exemple.test/tapis?x=1&y=2");
	ck_assert_str_eq(browser_attribute(b, "#said a[target]", "rel"),
	    "noopener nofollow");
	browser_picture(b, "message-deux");
	want_named();
	want_no_errors();
}
END_TEST

START_TEST(target_54_an_answer_goes_and_its_ticks_follow)
{
	visit_office(talk_path(NADIA));
	browser_type(b, ".write[data-kind=text] [name=text]",
	    "Oui, il est en bleu.");
	browser_click(b, ".write[data-kind=text] .save button");
	browser_wait(b, SAYS("#said .out", "Oui, il est en bleu."));
	meta_await_sent(NADIA, 1);
	browser_wait(b, "document.querySelector('#said .out .ticks')"
	    ".matches('.sent, .delivered, .read')");
	browser_click(b, "details:has([data-kind=note]) summary");
	browser_type(b, ".write[data-kind=note] [name=text]",
	    "Rappeler lundi <b>");
	browser_click(b, ".write[data-kind=note] .save button");
	browser_wait(b, SAYS("#said .note", "Rappeler lundi <b>"));
	ck_assert_int_eq((int)meta_books(NADIA, "sent"), 1);
	browser_picture(b, "message-repondu");
	want_no_errors();
}
END_TEST

START_TEST(s1_wa_03_markup_from_outside_is_text)
{
	came(EVIL, "<script>alert(1)</script> <img src=x onerror=alert(2)>");
	visit_office(talk_path(EVIL));
	ck_assert_ptr_nonnull(strstr(browser_text(b, "#said"),
	    "<script>alert(1)</script>"));
	ck_assert(!browser_has(b, "#said script, #said img"));
	want_no_errors();
}
END_TEST

START_TEST(target_48_a_conversation_is_assigned_and_closed)
{
	browser_script(b, "const s = document.querySelector("
	    "'[name=assigneeId]'); s.value = s.options[1].value;"
	    "s.dispatchEvent(new Event('change', { bubbles: true }))");
	browser_wait(b, "document.querySelector('#talks [aria-current] .marks"
	    " > span > bdi')");
	browser_click(b, "[data-state=closed]");
	browser_wait(b, SAYS("#talk-head .badge", "close"));
	browser_click(b, "[data-state=open]");
	browser_wait(b, SAYS("#talk-head .badge", "ouverte"));
	want_no_errors();
}
END_TEST

START_TEST(target_48_who_writes_again_opens_what_was_closed)
{
	visit_office(talk_path(EVIL));
	browser_click(b, "[data-state=closed]");
	browser_wait(b, SAYS("#talk-head .badge", "close"));
	came(EVIL, "Encore moi");
	browser_wait(b, SAYS("#talk-head .badge", "ouverte"));
	browser_wait(b, SAYS("#said", "Statut: close"));
	browser_wait(b, SAYS("#said", "Encore moi"));
	want_no_errors();
}
END_TEST

START_TEST(target_48_labels_are_put_on_and_found_again)
{
	struct client	*c = client_login("manager");

	want(client_json(c, "POST", "/api/labels", "{\"name\":\"Urgent"
	    " <b>\",\"color\":\"#aa2020\"}"), 201);
	client_free(c);
	visit_office(talk_path(NADIA));
	browser_click(b, "[name=labels]");
	browser_wait(b, SAYS("#talk-head .label", "Urgent <b>"));
	browser_wait(b, SAYS("#talks [aria-current] .label", "Urgent <b>"));
	ck_assert(!browser_has(b, "main b"));
	want_named();
	visit_office(HERE);
	browser_script(b, "const s = document.querySelector('[name=label]');"
	    "s.value = s.options[1].value");
	browser_click(b, ".filters button");
	browser_wait(b, "location.search.includes('label=') && " OFFICE_READY);
	browser_wait(b, "document.querySelectorAll('#talks li').length === 1");
	browser_click(b, "#talks a");
	browser_wait(b, "location.pathname !== '" HERE "' && " OFFICE_READY);
	browser_wait(b, "document.querySelector('[name=labels]').checked");
	browser_click(b, "[name=labels]");
	browser_wait(b, "!document.querySelector('#talk-head .label')");
	browser_wait(b, SAYS("#said", "Étiquettes: Urgent <b>"));
	browser_wait(b, SAYS("#said", "Étiquettes: –"));
	want_value("SELECT count(*) FROM conversation_label", "0");
	want_no_errors();
}
END_TEST

static const struct { const char *words; int found; } searches[] = {
	{ "tapis", 1 }, { "Encore moi", 1 }, { "Test Name", 2 },
	{ "<script>", 1 }, { "introuvable", 0 }, { "%_\"'", 0 },
};

START_TEST(target_48_conversations_are_found_by_words)
{
	for (size_t i = 0; i < sizeof(searches) / sizeof(searches[0]); i++) {
		visit_office(HERE);
		browser_type(b, ".filters [name=q]", searches[i].words);
		browser_click(b, ".filters button");
		browser_wait(b, "location.search.includes('q=') && "
		    OFFICE_READY);
		ck_assert_msg(strtol(browser_script(b, "return document"
		    ".querySelectorAll('#talks li').length"), NULL, 10) ==
		    searches[i].found, "%s: %s", searches[i].words,
		    browser_text(b, "#talks"));
		ck_assert(browser_has(b, "#talks p") ==
		    (searches[i].found == 0));
	}
	browser_visit(b, HERE "?state=nonsense&label=1&assignee=2&unread=3"
	    "&channel=%3Cb%3E&page=99");
	want_no_errors();
}
END_TEST

START_TEST(target_50_a_closed_window_offers_templates_only)
{
	window_ends();
	visit_office(talk_path(NADIA));
	ck_assert(!browser_has(b, ".write[data-kind=text]"));
	ck_assert(browser_has(b, "#talk-write .closed"));
	ck_assert(browser_has(b, "#talk-head .window.over"));
	ck_assert(browser_has(b, ".write[data-kind=note]"));
	browser_picture(b, "message-ferme");
	want_no_errors();
}
END_TEST

START_TEST(s1_wa_03_the_pages_are_legible_in_both_directions)
{
	pictures_of_office(HERE, "messages");
	pictures_of_office(talk_path(NADIA), "message");
}
END_TEST

VISIT_MAIN("inbox", setup, visit_stop,
    s1_wa_03_what_comes_is_in_the_list_without_a_reload,
    s1_cnv_01_a_conversation_is_read_as_it_was_said,
    target_54_an_answer_goes_and_its_ticks_follow,
    s1_wa_03_markup_from_outside_is_text,
    target_48_a_conversation_is_assigned_and_closed,
    target_48_who_writes_again_opens_what_was_closed,
    target_48_labels_are_put_on_and_found_again,
    target_48_conversations_are_found_by_words,
    s1_wa_03_the_pages_are_legible_in_both_directions,
    target_50_a_closed_window_offers_templates_only)
