/* SPDX-License-Identifier: ISC */
/*
 * Target row 28 on pages: an order by telephone is priced while it is written,
 * changed, sent by its link or paid in hand, and deleted; what somebody else
 * did in the meantime is told and never overwritten.
 */
#include "tests/browser/office_orders.h"
#include "tests/http/twilio.h"

#define PRICED	"document.documentElement.dataset.priced === 'yes'"
#define TOTAL	"document.querySelector('[data-sum=total]').textContent"

/* A shop that can text. */
static void
setup(void)
{
	shop_home_made = twilio_start;
	office_orders_start();
}

static void
total_is(const char *text)
{
	browser_wait(b, PRICED " && " TOTAL ".replace(/\\s/g, ' ') === '%s'",
	    text);
}

static void
rug_add(const char *words)
{
	browser_type(b, "#draft-find", words);
	browser_click(b, "#draft-search");
	browser_wait(b, "document.querySelector('#draft-found button')");
	browser_click(b, "#draft-found button");
}

/* A draft of so many rugs by the API; its id. more: behind a comma. */
static const char *
draft_made(int pieces, const char *more)
{
	char	*variation = shop_sql("SELECT id FROM product_variation");
	char	 json[400];

	snprintf(json, sizeof(json), "{\"lines\":[{\"variationId\":\"%s\","
	    "\"quantity\":%d}]%s}", variation, pieces, more);
	free(variation);
	return office_made("/api/admin/orders", json);
}

START_TEST(target_28_what_it_costs_is_shown_while_it_is_written)
{
	visit_office("/admin/commandes/nouvelle");
	rug_add("TA-1");
	total_is("320,00 €");
	browser_click(b, "#draft-found button");	/* once more */
	total_is("640,00 €");
	browser_type(b, "[data-row=unitPrice]", "300");
	total_is("600,00 €");
	browser_type(b, "[name=discount]", "50");
	total_is("550,00 €");
	browser_wait(b, "document.querySelectorAll('#draft-methods label')"
	    ".length === 3");
	browser_click(b, "#draft-methods label:nth-child(2) input");
	total_is("554,90 €");
	browser_type(b, "[name=shippingAmount]", "2,5");
	total_is("552,50 €");
	browser_click(b, "#draft-methods label:nth-child(3) input");
	total_is("550,00 €");
	/* More than there is, told beside it, before anything is saved. */
	browser_type(b, "[data-row=quantity]", "10");
	browser_wait(b, PRICED " && !document.querySelector('#draft-lines"
	    " .problem').hidden");
	browser_picture(b, "brouillon-stock");
	browser_click(b, "#draft button.primary");
	browser_wait(b, "document.querySelector('[data-row=quantity]"
	    "[aria-invalid]')");
	browser_errors(b);	/* the refusal itself */
	want_value("SELECT count(*) FROM orders", "0");
	browser_type(b, "[data-row=quantity]", "1");
	browser_click(b, "#draft-free");
	browser_type(b, "tr:nth-child(2) [data-row=name]", "Pose");
	browser_type(b, "tr:nth-child(2) [data-row=unitPrice]", "40");
	total_is("290,00 €");
	browser_click(b, "tr:nth-child(2) .remove");
	total_is("250,00 €");
	browser_picture(b, "brouillon");
	want_named();
	want_no_errors();
}
END_TEST

START_TEST(target_28_a_customer_is_found_and_the_draft_is_changed_later)
{
	free(shop_sql("INSERT INTO users (id, brand_id, username,"
	    " username_key, email, email_key, name, password_hash, role,"
	    " created_at, updated_at, email_verified_at) SELECT"
	    " 'user_01h455vb4pex5vsknk084sn02q', brand_id, 'nadia', 'nadia',"
	    " 'nadia@example.com', 'nadia@example.com', 'Nadia Benali', '',"
	    " 'CUSTOMER', 1, 1, 1 FROM users WHERE username = 'owner'"));
	visit_office("/admin/commandes/nouvelle");
	rug_add("atlas");
	browser_type(b, "#draft-client", "nadia");
	browser_wait(b, "document.querySelector('#draft-clients button')");
	browser_click(b, "#draft-clients button");
	browser_wait(b, "document.querySelector('[name=email]').value ==="
	    " 'nadia@example.com'");
	browser_type(b, "[name='shippingAddress.line1']", "3 rue du Port");
	browser_type(b, "[name='shippingAddress.city']", "Marseille");
	browser_type(b, "[name=note]", "Sonner deux fois");
	browser_click(b, "#draft button.primary");
	browser_wait(b, BADGE("brouillon"));
	want_value("SELECT u.email || ' ' || o.total FROM orders o JOIN users"
	    " u ON u.id = o.user_id", "nadia@example.com 32000");
	browser_click(b, "a[href$='/brouillon']");
	browser_wait(b, PRICED);
	ck_assert_str_eq(browser_script(b, "return document.querySelector("
	    "'[name=note]').value"), "Sonner deux fois");
	browser_type(b, "[data-row=quantity]", "2");
	total_is("640,00 €");
	browser_click(b, "#draft button.primary");
	browser_wait(b, BADGE("brouillon"));
	want_value("SELECT o.total || ' ' || o.note || ' ' || a.city FROM"
	    " orders o JOIN order_address a ON a.order_id = o.id",
	    "64000 Sonner deux fois Marseille");
	browser_visit(b, "/admin/commandes?state=draft");
	ck_assert_ptr_nonnull(strstr(browser_text(b, "#orders"), "Nadia"));
	want_no_errors();
}
END_TEST

START_TEST(target_28_a_draft_that_somebody_changed_is_not_overwritten)
{
	const char	*id = draft_made(1, "");
	char		 path[160];

	snprintf(path, sizeof(path), "/admin/commandes/%s/brouillon", id);
	visit_office(path);
	browser_wait(b, PRICED);
	snprintf(path, sizeof(path), "/api/admin/orders/%s", id);
	want(client_json(owner, "PUT", path, "{\"lines\":[{\"name\":"
	    "\"Pose\",\"unitPrice\":\"7.00\",\"quantity\":1}]}"), 200);
	browser_type(b, "[data-row=quantity]", "3");
	total_is("960,00 €");
	browser_click(b, "#draft button.primary");
	browser_wait(b, "document.querySelector('#draft [role=alert]')"
	    ".textContent.includes('entre-temps')");
	browser_picture(b, "brouillon-conflit");
	browser_errors(b);	/* the refusal itself */
	want_value("SELECT total FROM orders ORDER BY created_at DESC"
	    " LIMIT 1", "700");
	want(client_json(owner, "PATCH", path, "{\"state\":\"cancelled\"}"),
	    200);
	want_no_errors();
}
END_TEST

/* Money in hand: one click; and what is paid is no draft to edit. */
START_TEST(target_28_paid_in_hand_it_is_an_order_and_no_draft_any_more)
{
	const char	*id = draft_made(1, "");
	char		 path[160];

	order_shown(id);
	ck_assert(!browser_has(b, "#order-next [data-order$='/send']"));
	browser_picture(b, "brouillon-sans-mail");
	browser_click(b, "#order-next [data-way=cash]");
	browser_wait(b, BADGE("confirmée"));
	ck_assert_ptr_nonnull(strstr(browser_text(b, "#order-owed"),
	    "Payée"));
	snprintf(path, sizeof(path), "/admin/commandes/%s/brouillon", id);
	browser_visit(b, path);
	browser_wait(b, BADGE("confirmée"));
	ck_assert(!browser_has(b, "#draft"));
	want_no_errors();
}
END_TEST

START_TEST(target_28_the_link_is_sent_shown_and_gone_when_it_ran_out)
{
	const char	*id = draft_made(2,
			    ",\"email\":\"sara@example.com\"");
	char		 path[160];

	order_shown(id);
	browser_click(b, "#order-next [data-order$='/send']");
	browser_wait(b, BADGE("en attente"));
	/* To be paid by card: the link is what somebody looks for first. */
	ck_assert_str_eq(browser_text(b, "#order-next > :first-child"),
	    "Copier le lien de paiement");
	browser_click(b, "#order-next [data-link][data-mail]");
	browser_wait(b, "document.querySelector('#order-link output')"
	    ".textContent !== ''");
	browser_click(b, "#order-next [data-link]:not([data-mail])");
	browser_wait(b, "document.querySelector('#order-link input')"
	    ".value.includes('#pass=')");
	browser_picture(b, "lien");
	want_value("SELECT count(*) FROM job WHERE kind = 'orders.tell'"
	    " AND state = 'dead'", "0");
	/* Run out in the meantime: the page says so at the next press. */
	snprintf(path, sizeof(path), "/api/admin/orders/%s", id);
	want(client_json(owner, "PATCH", path, "{\"state\":\"cancelled\"}"),
	    200);
	browser_click(b, "#order-next [data-link]:not([data-mail])");
	browser_wait(b, "!document.querySelector('#office-problem').hidden");
	browser_errors(b);	/* the refusal itself */
	browser_click(b, "#order-next [data-way=cash]");
	browser_wait(b, "document.querySelector('#office-problem')"
	    ".textContent.includes('entre-temps')");
	browser_errors(b);
	order_shown(id);
	ck_assert(!browser_has(b, "#order-next [data-link]"));
	want_no_errors();
}
END_TEST

/* By a way that the shop has; what it needs is asked for beside it. */
START_TEST(s1_not_01_who_writes_it_says_how_the_buyer_is_told)
{
	visit_office("/admin/commandes/nouvelle");
	ck_assert_str_eq(browser_script(b, "return [...document.querySelector("
	    "'[name=toldBy]').options].map(o => o.value).join()"),
	    ",email,sms");
	rug_add("TA-1");
	browser_script(b, "document.querySelector('[name=toldBy]').value ="
	    " 'sms'");
	browser_click(b, "#draft button.primary");
	browser_wait(b, "document.querySelector('[name=phone]"
	    "[aria-invalid]')");
	browser_picture(b, "brouillon-telephone");
	browser_errors(b);	/* the refusal itself */
	browser_type(b, "[name=phone]", "+33612345678");
	browser_click(b, "#draft button.primary");
	browser_wait(b, BADGE("brouillon"));
	ck_assert_ptr_nonnull(strstr(browser_text(b, "main"),
	    "Prévenir le client par"));
	want_value("SELECT told_by FROM orders ORDER BY id DESC LIMIT 1",
	    "sms");
	browser_click(b, "a[href$='/brouillon']");
	browser_wait(b, PRICED);
	ck_assert_str_eq(browser_script(b, "return document.querySelector("
	    "'[name=toldBy]').value"), "sms");
	browser_script(b, "document.querySelector('[name=toldBy]').value ="
	    " ''");
	browser_click(b, "#draft button.primary");
	browser_wait(b, BADGE("brouillon"));
	want_value("SELECT coalesce(told_by, '-') FROM orders ORDER BY id"
	    " DESC LIMIT 1", "-");
	want_no_errors();
}
END_TEST

START_TEST(target_28_a_draft_is_deleted)
{
	const char	*id = draft_made(1, "");

	order_shown(id);
	browser_click(b, "#order-cancel summary");
	browser_click(b, "#order-cancel button");
	browser_wait(b, BADGE("annulée"));
	want_no_errors();
}
END_TEST

START_TEST(target_28_the_form_fits_a_phone_in_every_language)
{
	const char	*id = draft_made(2, ",\"discount\":\"12.50\","
			    "\"name\":\"Nadia\"");
	char		 path[160];

	snprintf(path, sizeof(path), "/admin/commandes/%s/brouillon", id);
	pictures_of(path, "draft-edit", PRICED);
	order_shown(id);
	snprintf(path, sizeof(path), "/admin/commandes/%s", id);
	pictures_of_office(path, "draft-order");
}
END_TEST

VISIT_MAIN("drafts in the browser", setup, office_orders_stop,
    target_28_what_it_costs_is_shown_while_it_is_written,
    target_28_a_customer_is_found_and_the_draft_is_changed_later,
    target_28_a_draft_that_somebody_changed_is_not_overwritten,
    target_28_paid_in_hand_it_is_an_order_and_no_draft_any_more,
    target_28_the_link_is_sent_shown_and_gone_when_it_ran_out,
    s1_not_01_who_writes_it_says_how_the_buyer_is_told,
    target_28_a_draft_is_deleted,
    target_28_the_form_fits_a_phone_in_every_language)
