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

START_TEST(target_50_a_closed_window_offers_templates_only)
{
	free(shop_sql("UPDATE wa_pair SET last_in_at = last_in_at -"
	    " 90000000"));
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
    s1_wa_03_the_pages_are_legible_in_both_directions,
    target_50_a_closed_window_offers_templates_only)
