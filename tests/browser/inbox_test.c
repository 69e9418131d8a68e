/* SPDX-License-Identifier: ISC */
/*
 * Somebody writes on WhatsApp; one of the staff reads it, answers, sees how far
 * the answer got, and puts the conversation in order.
 */
#include "tests/browser/visit.h"
#include "tests/http/meta.h"

#define HERE	"/admin/messages"
#define NADIA	"33612345678"
#define KARIM	"212612345678"
#define EVIL	"33699999999"

/* ---- helpers -------------------------------------------------------------- */

static void
setup(void)
{
	shop_home_made = meta_start;
	visit_start();
	meta_begin();
	/* Whatever brand was there first: theirs is the shop's. */
	free(shop_sql("UPDATE wa_number SET brand_id = (SELECT brand_id FROM"
	    " users WHERE username = 'owner')"));
	browser_visit(b, "/locale/fr?to=/connexion");
	sign_in_to("manager", HERE);
	browser_wait(b, OFFICE_READY);
}

/* One value of the shop's database. */
static void
want_value(const char *query, const char *value)
{
	char	*is = shop_sql(query);

	ck_assert_msg(strcmp(is, value) == 0, "%s: %s, not %s", query, is,
	    value);
	free(is);
}

static const char *
talk_path(const char *phone)
{
	static char	 path[160];
	char		 query[300], *id;

	snprintf(query, sizeof(query), "SELECT c.id FROM conversation c"
	    " JOIN wa_person w ON w.id = c.person_id WHERE w.phone ="
	    " '%s'", phone);
	id = shop_sql(query);
	ck_assert_msg(*id != '\0', "%s has no conversation", phone);
	snprintf(path, sizeof(path), HERE "/%s", id);
	free(id);
	return path;
}

static void
came(const char *from, const char *text)
{
	meta_say(from, text);
	meta_wait();
}

#define SAYS(SELECTOR, TEXT) "document.querySelector('" SELECTOR "')" \
	"?.textContent.includes('" TEXT "')"

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

START_TEST(s1_wa_03_the_pages_are_legible_in_both_directions)
{
	pictures_of_office(HERE, "messages");
	pictures_of_office(talk_path(NADIA), "message");
}
END_TEST

VISIT_MAIN("inbox", setup, visit_stop,
    s1_wa_03_what_comes_is_in_the_list_without_a_reload,
    s1_cnv_01_a_conversation_is_read_as_it_was_said,
    s1_wa_03_the_pages_are_legible_in_both_directions)
