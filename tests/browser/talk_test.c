/* SPDX-License-Identifier: ISC */
/*
 * What people send on WhatsApp besides text, as the staff see it: files, places,
 * people, orders, reactions and quotes, with whatever they are called; and the
 * files of the staff.
 */
#include "tests/browser/talk_office.h"
#include "tests/http/small_picture.h"
#include "tests/http/stock.h"

#define NADIA	"33612345678"
#define EVIL	"<img src=x onerror=alert(1)>"
#define FILES	"SELECT count(*) FROM message_file WHERE state = 'waiting'"

static const char	pdf[] = "%PDF-1.7\n1 0 obj\n<<>>\nendobj\n%%EOF\n";
static const char	page[] = "<!doctype html><script>alert(1)</script>";
static const char	voice[] =
    "OggS\0\2aaaaaaaaaaaaaaaaaaaaaaOpusHead";

static void
setup(void)
{
	talk_office_start("owner", TALKS_PAGE);
	clients_open();
	piece_new("TAPIS-1", 5);
	meta_ask("person", "wa_id=" NADIA "&name=%s", "Nadia " EVIL);
}

/* ---- helpers -------------------------------------------------------------- */

static void
file_came(const char *kind, const char *type, const char *name,
    const void *bytes, size_t len)
{
	meta_ask("file", "from=" NADIA "&file=%s&type=%s&kind=%s%s%s",
	    file_made("sent", bytes, len), type, kind,
	    name == NULL ? "" : "&name=", name == NULL ? "" : name);
	meta_wait();
	await_value(FILES, "0");
}

/* What the newest message that people see holds. */
#define LAST	"#said > li:last-child "

static void
visit_talk(void)
{
	visit_office(talk_path(NADIA));
}

/* What a link of the page leads to: its status, kind and first bytes. */
static const char *
fetched(const char *selector)
{
	return browser_script(b, "return fetch(document.querySelector('%s')"
	    ".href).then(async a => [a.status, a.headers.get('Content-Type'),"
	    " a.headers.get('Content-Disposition'), (await a.text())"
	    ".slice(0, 5)].join(' '))", selector);
}

/* ---- what they are called --------------------------------------------------- */

START_TEST(s1_wa_03_a_name_from_outside_is_text)
{
	came(NADIA, "Bonjour");
	visit_office(TALKS_PAGE);
	browser_wait(b, SAYS("#talks", "Nadia " EVIL));
	visit_talk();
	browser_wait(b, SAYS("h1", "Nadia " EVIL));
	browser_wait(b, SAYS("#talk-side", "Nadia " EVIL));
	ck_assert(!browser_has(b, "main img"));
	ck_assert_ptr_nonnull(strstr(browser_script(b, "return document"
	    ".title"), EVIL));
	want_no_errors();
}
END_TEST

/* ---- files -------------------------------------------------------------------- */

START_TEST(target_60_a_picture_is_shown_and_a_document_handed_out)
{
	static unsigned char	 png[SMALL_ROOM];

	file_came("image", "image/png", NULL, png,
	    small_picture_make(png, 7));
	visit_talk();
	browser_wait(b, "document.querySelector('" LAST ".picture img')"
	    ".naturalWidth === 400");
	file_came("document", "application/pdf", "facture%20%3Cb%3E.pdf",
	    pdf, sizeof(pdf) - 1);
	browser_wait(b, "document.querySelector('" LAST "a.file')");
	ck_assert(!browser_has(b, "#said b"));
	ck_assert_ptr_nonnull(strstr(browser_text(b, LAST), "KiB"));
	ck_assert_ptr_nonnull(strstr(fetched(LAST "a.file"),
	    "200 application/pdf attachment"));
	ck_assert_ptr_nonnull(strstr(fetched(LAST "a.file"), "%PDF-"));
	file_came("audio", "audio/ogg; codecs=opus", NULL, voice,
	    sizeof(voice) - 1);
	browser_wait(b, "document.querySelector('" LAST "audio[controls]')");
	want_named();
	want_no_errors();
}
END_TEST

/* A list says what came, in the reader's words. */
START_TEST(s1_wa_03_the_list_says_of_what_kind_the_last_was)
{
	visit_office(TALKS_PAGE);
	browser_wait(b, SAYS("#talks .excerpt", "Message vocal"));
	want_no_errors();
}
END_TEST

START_TEST(target_60_a_file_that_lies_says_so_and_is_not_there)
{
	file_came("image", "image/jpeg", NULL, pdf, sizeof(pdf) - 1);
	visit_talk();
	browser_wait(b, SAYS(LAST ".missing", "fichier refusé"));
	browser_wait(b, SAYS(LAST ".missing", "pas ce qu\\'il dit être"));
	ck_assert(!browser_has(b, LAST "a.file") &&
	    !browser_has(b, LAST "img"));
	file_came("image", "image/png", NULL, "\x89PNG\r\n\x1a\nbroken", 14);
	browser_wait(b, SAYS(LAST ".missing", "fichier refusé"));
	browser_picture(b, "message-fichiers");
	want_no_errors();
}
END_TEST

static void
attach(const char *name, const void *bytes, size_t len)
{
	browser_type(b, "[type=file]", file_made(name, bytes, len));
}

START_TEST(target_60_a_file_of_the_staff_is_looked_at_and_sent)
{
	const long	 before = meta_books(NADIA, "sent");

	visit_talk();
	attach("mensonge.pdf", page, sizeof(page) - 1);
	browser_wait(b, "!document.querySelector('.write [role=alert]')"
	    ".hidden");
	ck_assert_str_eq(browser_text(b, ".taken"), "");
	browser_errors(b);	/* the refusal itself */
	attach("devis.pdf", pdf, sizeof(pdf) - 1);
	browser_wait(b, SAYS(".taken", "devis.pdf"));
	browser_wait(b, "document.querySelector('.write [role=alert]')"
	    ".hidden");
	want_named();
	browser_click(b, ".attach button");
	browser_wait(b, "document.querySelector('.taken').textContent === ''");
	attach("devis.pdf", pdf, sizeof(pdf) - 1);
	browser_wait(b, SAYS(".taken", "devis.pdf"));
	browser_type(b, ".write[data-kind=text] [name=text]", "Notre devis");
	browser_picture(b, "message-joindre");
	browser_click(b, ".write[data-kind=text] .save button");
	browser_wait(b, SAYS("#said .out .file", "devis.pdf"));
	browser_wait(b, SAYS("#said .out", "Notre devis"));
	browser_wait(b, "document.querySelector('.taken').textContent === ''");
	meta_await_sent(NADIA, before + 1);
	ck_assert_ptr_nonnull(strstr(meta_said.text, "document"));
	want_no_errors();
}
END_TEST

/* ---- what else there is ------------------------------------------------------- */

static const struct { const char *json, *says, *link; } others[] = {
	{ "{\"type\":\"location\",\"location\":{\"latitude\":43.29,"
	  "\"longitude\":5.37,\"name\":\"Chez moi " EVIL "\",\"address\":"
	  "\"12 rue du Panier\"}}", "Chez moi " EVIL,
	  "https://www.openstreetmap.org/?mlat=43.29&mlon=5.37" },
	{ "{\"type\":\"contacts\",\"contacts\":[{\"name\":{\"formatted_name\":"
	  "\"Karim " EVIL "\"},\"phones\":[{\"phone\":\"+33 6 11 22 33 44\"}],"
	  "\"emails\":[{\"email\":\"karim@example.com\"}]}]}",
	  "Karim " EVIL, NULL },
	{ "{\"type\":\"hologram\",\"hologram\":{\"body\":\"" EVIL "\"}}",
	  "genre inconnu", NULL },
	{ "{\"type\":\"button\",\"button\":{\"text\":\"Oui " EVIL "\","
	  "\"payload\":\"YES\"}}", "Oui " EVIL, NULL },
	{ "{\"type\":\"text\",\"text\":{\"body\":\"" EVIL " https://"
	  "\\\" onclick=x\"}}", EVIL, NULL },
	{ "{\"type\":\"location\",\"location\":{\"latitude\":\"1&x=\\\"\","
	  "\"longitude\":\"javascript:\",\"name\":\"Nulle part\"}}",
	  "Nulle part", NULL },
};

START_TEST(s1_wa_02_what_is_no_text_is_shown_as_what_it_is)
{
	visit_talk();
	for (size_t i = 0; i < COUNT(others); i++) {
		meta_message(NADIA, others[i].json);
		meta_wait();
		browser_wait(b, "document.querySelector('" LAST "')"
		    "?.textContent.includes('%s')", others[i].says);
		ck_assert_msg(!browser_has(b, LAST "img"), "%s",
		    others[i].json);
		ck_assert_msg(browser_has(b, LAST "a[href]") ==
		    (others[i].link != NULL), "%s", others[i].json);
		if (others[i].link != NULL)
			ck_assert_str_eq(browser_attribute(b, LAST "a",
			    "href"), others[i].link);
	}
	browser_picture(b, "message-genres");
	want_named();
	want_no_errors();
}
END_TEST

START_TEST(target_53_an_order_leads_to_what_was_made_of_it)
{
	char	*order;

	visit_talk();
	meta_message(NADIA, "{\"type\":\"order\",\"order\":{\"catalog_id\":"
	    "\"1\",\"text\":\"Vite " EVIL "\",\"product_items\":[{"
	    "\"product_retailer_id\":\"TAPIS-1\",\"quantity\":2,"
	    "\"item_price\":0.01,\"currency\":\"USD\"}]}}");
	meta_wait();
	await_value("SELECT state FROM chat_order", "made");
	browser_wait(b, "document.querySelector('#said .in a[href^="
	    "\"/admin/commandes/\"]')");
	browser_wait(b, SAYS("#said", "2 × TAPIS-1"));
	browser_wait(b, SAYS("#said", "Vite " EVIL));
	browser_picture(b, "message-commande");
	browser_click(b, "#said .in a[href^='/admin/commandes/']");
	order = shop_sql("SELECT id FROM orders");
	browser_wait(b, "location.pathname === '/admin/commandes/%s' && "
	    OFFICE_READY, order);
	free(order);
	meta_message(NADIA, "{\"type\":\"order\",\"order\":{\"catalog_id\":"
	    "\"1\",\"product_items\":[{\"product_retailer_id\":\"RIEN\","
	    "\"quantity\":1}]}}");
	meta_wait();
	await_value("SELECT count(*) FROM chat_order WHERE state = 'refused'",
	    "1");
	visit_talk();
	browser_wait(b, SAYS("#said", "1 × RIEN"));
	browser_wait(b, SAYS("#said", "Aucune commande"));
	want_no_errors();
}
END_TEST

/* Both ways. */
START_TEST(s1_wa_02_a_quote_says_what_it_answers)
{
	char	 json[600];

	snprintf(json, sizeof(json), "{\"type\":\"text\",\"text\":{\"body\":"
	    "\"Je parle de cela\"},\"context\":{\"from\":\"" META_PHONE "\","
	    "\"id\":\"%s\"}}", meta_say(NADIA, "La teinture <i>tient</i> ?"));
	meta_message(NADIA, json);
	meta_wait();
	visit_talk();
	browser_wait(b, SAYS(LAST ".quoted", "La teinture <i>tient</i> ?"));
	ck_assert(!browser_has(b, "#said i"));
	browser_click(b, LAST "[data-reply]");
	browser_wait(b, "!document.querySelector('#answered').hidden");
	browser_wait(b, SAYS("#answered q", "Je parle de cela"));
	want_named();
	browser_click(b, "#answered button");
	browser_wait(b, "document.querySelector('#answered').hidden");
	browser_click(b, LAST "[data-reply]");
	browser_type(b, ".write[data-kind=text] [name=text]", "Elle tient.");
	browser_click(b, ".write[data-kind=text] .save button");
	browser_wait(b, SAYS(LAST ".quoted", "Je parle de cela"));
	browser_wait(b, "document.querySelector('#answered').hidden");
	browser_picture(b, "message-cite");
	want_no_errors();
}
END_TEST

START_TEST(s1_wa_02_a_reaction_and_what_is_taken_back_stand_at_the_message)
{
	char	 wamid[200], json[600];

	snprintf(wamid, sizeof(wamid), "%s", meta_say(NADIA, "Joli tapis"));
	snprintf(json, sizeof(json), "{\"type\":\"reaction\",\"reaction\":{"
	    "\"message_id\":\"%s\",\"emoji\":\"<b>👍</b>\"}}", wamid);
	meta_message(NADIA, json);
	meta_wait();
	visit_talk();
	browser_wait(b, SAYS("#said .reaction", "👍"));
	ck_assert(!browser_has(b, "#said .reaction b"));
	snprintf(json, sizeof(json), "{\"type\":\"revoke\",\"revoke\":{"
	    "\"original_message_id\":\"%s\"}}", wamid);
	meta_message(NADIA, json);
	meta_wait();
	browser_wait(b, SAYS(LAST ".revoked", "supprimé"));
	ck_assert_ptr_null(strstr(browser_text(b, "#said"), "Joli tapis"));
	ck_assert(!browser_has(b, LAST "[data-reply]"));
	want_no_errors();
}
END_TEST

START_TEST(s1_wa_03_all_of_it_is_legible_in_both_directions)
{
	pictures_of_office(talk_path(NADIA), "message-plein");
}
END_TEST

VISIT_MAIN("talk", setup, visit_stop,
    s1_wa_03_a_name_from_outside_is_text,
    target_60_a_picture_is_shown_and_a_document_handed_out,
    s1_wa_03_the_list_says_of_what_kind_the_last_was,
    target_60_a_file_that_lies_says_so_and_is_not_there,
    target_60_a_file_of_the_staff_is_looked_at_and_sent,
    s1_wa_02_what_is_no_text_is_shown_as_what_it_is,
    target_53_an_order_leads_to_what_was_made_of_it,
    s1_wa_02_a_quote_says_what_it_answers,
    s1_wa_02_a_reaction_and_what_is_taken_back_stand_at_the_message,
    s1_wa_03_all_of_it_is_legible_in_both_directions)
