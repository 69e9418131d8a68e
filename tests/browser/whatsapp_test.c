/* SPDX-License-Identifier: ISC */
/*
 * The owner takes over numbers and templates from Meta, says how a number is
 * used, and reads what Meta told that nobody here knows.
 */
#include "tests/browser/talk_office.h"

#define HERE	"/admin/whatsapp"
#define EVENTS	HERE "/evenements"
#define SEND	".selling button.primary"
#define SAVED	"document.querySelector('.selling output').textContent !== ''"
#define EVIL	"<img src=x onerror=alert(1)>"

static void
setup(void)
{
	talk_office_start("owner", HERE);
}

/* What a form of one number says of a field. */
static void
tick(const char *name)
{
	char	 selector[64];

	snprintf(selector, sizeof(selector), ".selling [name=%s]", name);
	browser_click(b, selector);
}

static void
save(void)
{
	browser_script(b, "document.querySelector('.selling output')"
	    ".textContent = ''");
	browser_click(b, SEND);
	browser_wait(b, SAVED);
}

START_TEST(target_50_numbers_and_templates_come_by_a_button)
{
	meta_ask("number", "id=%s&quality_rating=YELLOW", META_NUMBER);
	meta_ask("template", "name=formule&language=fr&body=%s",
	    "Bonjour " EVIL " {{1}}");
	browser_click(b, "[data-post$=sync]");
	await_value("SELECT count(*) FROM wa_template", "3");
	await_value("SELECT quality FROM wa_number", "YELLOW");
	visit_office(HERE);
	ck_assert(!browser_has(b, "#numbers img, #templates img"));
	browser_wait(b, SAYS("#templates", "Bonjour " EVIL " {{1}}"));
	browser_wait(b, SAYS("#numbers", "moyenne"));
	browser_wait(b, SAYS("#templates .status", "approuvé"));
	browser_wait(b, SAYS("#numbers", "1000/24 h"));
	browser_wait(b, SAYS("#numbers .status", "Actif"));
	want_named();
	want_no_errors();
}
END_TEST

START_TEST(target_46_how_a_number_is_used_is_said_in_a_form)
{
	browser_click(b, "#numbers a");
	browser_wait(b, "location.pathname.startsWith('" HERE "/wanum_') && "
	    OFFICE_READY);
	browser_wait(b, SAYS("#numbers", "moyenne"));
	browser_type(b, ".selling [name=perSecond]", "0");
	browser_type(b, ".selling [name=perDay]", "beaucoup");
	browser_click(b, SEND);
	browser_wait(b, "document.querySelectorAll('.selling"
	    " [aria-invalid]').length === 2");
	browser_picture(b, "whatsapp-refus");
	browser_errors(b);	/* the refusal itself */
	browser_type(b, ".selling [name=perSecond]", "40");
	browser_type(b, ".selling [name=perDay]", "");
	tick("coexists");
	save();
	want_value("SELECT per_second || ' ' || coalesce(per_day, '-') || ' '"
	    " || coexists FROM wa_number", "40 - 1");
	want_named();
	want_no_errors();
}
END_TEST

START_TEST(target_46_a_token_is_typed_and_never_shown_again)
{
	const char	*token = ".selling [name=token]";

	ck_assert_str_eq(browser_attribute(b, token, "type"), "password");
	browser_type(b, token, "EAA_MINE");
	save();
	want_value("SELECT count(*) FROM wa_number WHERE sealed IS NOT NULL",
	    "1");
	ck_assert_str_eq(browser_script(b, "return document.querySelector("
	    "'%s').value", token), "");
	browser_script(b, "location.reload()");
	browser_wait(b, OFFICE_READY);
	ck_assert_str_eq(browser_script(b, "return String(document"
	    ".documentElement.outerHTML.includes('EAA_MINE'))"), "false");
	save();			/* with nothing in it: as it was */
	want_value("SELECT count(*) FROM wa_number WHERE sealed IS NOT NULL",
	    "1");
	browser_type(b, token, "-");
	save();
	want_value("SELECT count(*) FROM wa_number WHERE sealed IS NOT NULL",
	    "0");
	want_no_errors();
}
END_TEST

START_TEST(target_46_a_number_is_switched_off_and_on)
{
	tick("isActive");
	save();
	visit_office(HERE);
	browser_wait(b, SAYS("#numbers .status", "Arrêté"));
	browser_click(b, "#numbers a");
	browser_wait(b, "location.pathname !== '" HERE "' && " OFFICE_READY);
	tick("isActive");
	save();
	want_value("SELECT is_active FROM wa_number", "1");
	want_no_errors();
}
END_TEST

/* Kept as it came, and shown as text. */
START_TEST(s1_wh_01_what_nobody_knows_is_kept_and_shown)
{
	char	*value = curl_easy_escape(NULL, "{\"event\":\"" EVIL "\","
		    "\"messaging_product\":\"whatsapp\"}", 0);

	meta_ask("tell", "field=brand_new%%3Cb%%3E&value=%s", value);
	curl_free(value);
	meta_message("33612345678", "{\"type\":\"hologram\",\"hologram\":"
	    "{\"body\":\"</pre>" EVIL "\"}}");
	meta_wait();
	visit_office(EVENTS "?outcome=unknown");
	ck_assert(browser_has(b, ".menu a[href='" EVENTS "']"));
	ck_assert(!browser_has(b, "#events img, #events b"));
	browser_wait(b, SAYS("#events", "hologram"));
	browser_wait(b, SAYS("#events", "brand_new<b>"));
	want_named();
	browser_click(b, "#events tbody a");
	browser_wait(b, "location.pathname.startsWith('" EVENTS "/') && "
	    OFFICE_READY);
	browser_wait(b, SAYS("pre", EVIL));
	ck_assert(!browser_has(b, "main img"));
	browser_click(b, "[data-post$=replay]");
	browser_wait(b, OFFICE_READY);
	want_value("SELECT count(*) FROM wa_event WHERE outcome = 'unknown'",
	    "2");
	browser_visit(b, EVENTS "?outcome=nonsense&kind=%3Cb%3E&page=99");
	want_no_errors();
}
END_TEST

START_TEST(target_46_the_pages_are_legible_in_both_directions)
{
	char	*number = shop_sql("SELECT '" HERE "/' || id FROM wa_number");
	char	*event = shop_sql("SELECT '" EVENTS "/' || max(id) FROM"
		    " wa_event");

	pictures_of_office(HERE, "whatsapp");
	pictures_of_office(number, "whatsapp-numero");
	pictures_of_office(EVENTS, "whatsapp-evenements");
	pictures_of_office(event, "whatsapp-evenement");
	free(number);
	free(event);
}
END_TEST

VISIT_MAIN("whatsapp", setup, visit_stop,
    target_50_numbers_and_templates_come_by_a_button,
    target_46_how_a_number_is_used_is_said_in_a_form,
    target_46_a_token_is_typed_and_never_shown_again,
    target_46_a_number_is_switched_off_and_on,
    s1_wh_01_what_nobody_knows_is_kept_and_shown,
    target_46_the_pages_are_legible_in_both_directions)
