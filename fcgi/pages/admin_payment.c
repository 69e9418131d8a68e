/* SPDX-License-Identifier: ISC */
#include "fcgi/pages/admin_payments.h"
#include "fcgi/pages/pages.h"
#include "lib/accounts/accounts.h"
#include "lib/base/text.h"
#include "lib/payments/payments.h"

#define COUNT(TABLE) (sizeof(TABLE) / sizeof((TABLE)[0]))

static const struct choice refund_names[] = {
	{ "waiting", UI_REFUND_WAITING }, { "sent", UI_REFUND_SENT },
	{ "succeeded", UI_REFUND_SUCCEEDED }, { "failed", UI_REFUND_FAILED },
	{ "cancelled", UI_REFUND_FAILED },
};
static const struct choice reasons[] = {
	{ "", UI_REFUND_NO_REASON },
	{ "requested_by_customer", UI_REFUND_BUYER },
	{ "duplicate", UI_REFUND_DUPLICATE },
	{ "fraudulent", UI_REFUND_FRAUD },
};

/* ---- forms ---------------------------------------------------------------------- */

void
send_open(const struct page *p, const char *path, bool once)
{
	html_raw(p->body, "<form class=\"stack\"");
	html_attr(p->body, "data-send", path);
	html_flag(p->body, "data-once", once);
	html(p->body, " data-problem=\"%s\" novalidate>\n",
	    page_text(p, UI_FAILED));
}

void
send_amount(const struct page *p, enum ui_text hint)
{
	html(p->body, "<label>%s <input name=\"amount\" data-amount "
	    "class=\"number\" inputmode=\"decimal\" maxlength=\"16\" "
	    "autocomplete=\"off\">", page_text(p, UI_PAYMENT_AMOUNT));
	if (hint != UI_TEXT__MAX)
		html(p->body, "<small>%s</small>", page_text(p, hint));
	html_raw(p->body, "</label>\n");
}

void
send_text(const struct page *p, enum ui_text name, const char *field,
    int most)
{
	html(p->body, "<label>%s <input name=\"%s\" maxlength=\"%d\" "
	    "dir=\"auto\" autocomplete=\"off\"></label>\n",
	    page_text(p, name), field, most);
}

void
send_close(const struct page *p, enum ui_text button)
{
	html(p->body, "<p class=\"save\"><button class=\"button primary\">%s"
	    "</button> <output role=\"status\" dir=\"ltr\"></output></p>\n"
	    "<p class=\"problem\" role=\"alert\" hidden></p>\n</form>\n",
	    page_text(p, button));
}

/* ---- what it is ------------------------------------------------------------------- */

static void
money_row(const struct page *p, enum ui_text name, const struct value *v,
    int field)
{
	html(p->body, "<dt>%s</dt><dd>", page_text(p, name));
	page_price(p, v[field].num, v[PAYMENT_CURRENCY].text);
	html_raw(p->body, "</dd>\n");
}

static void
facts_put(const struct page *p, const struct value *v)
{
	html_raw(p->body, "<p>");
	payment_status_put(p, v);
	html(p->body, "</p>\n<dl class=\"facts\">\n<dt>%s</dt><dd>%s</dd>\n",
	    page_text(p, UI_PAYMENT_BY), choice_text(p,
	    payment_provider_names, PAYMENT_PROVIDERS,
	    v[PAYMENT_PROVIDER].text));
	html(p->body, "<dt>%s</dt><dd>", page_text(p, UI_PAYMENT_FOR));
	if (text_equal(v[PAYMENT_SUBJECT].text, "order"))
		html(p->body, "<a href=\"/admin/commandes/%s\"><bdi>%s</bdi>"
		    "</a>", v[PAYMENT_SUBJECT_ID].text,
		    v[PAYMENT_SUBJECT_ID].text);
	else
		html(p->body, "<bdi>%s</bdi>", v[PAYMENT_SUBJECT_ID].text);
	html_raw(p->body, "</dd>\n");
	money_row(p, UI_PAYMENT_AMOUNT, v, PAYMENT_AMOUNT);
	money_row(p, UI_PAYMENT_RECEIVED, v, PAYMENT_RECEIVED);
	money_row(p, UI_PAYMENT_REFUNDED, v, PAYMENT_REFUNDED);
	html(p->body, "<dt>%s</dt><dd>", page_text(p, UI_IMPORT_WHEN));
	time_put(p, &v[PAYMENT_CREATED_AT]);
	html_raw(p->body, "</dd>\n</dl>\n");
	if (v[PAYMENT_REASON].state == VALUE_SET)
		html(p->body, "<p class=\"problem\">%s</p>\n",
		    v[PAYMENT_REASON].text);
	if (v[PAYMENT_FLAG].state == VALUE_SET)
		html(p->body, "<p class=\"problem\">%s: <bdi>%s</bdi></p>\n",
		    page_text(p, UI_PAYMENT_FLAGGED), choice_text(p,
		    payment_flag_names, PAYMENT_FLAGS,
		    v[PAYMENT_FLAG].text));
	if (text_equal(v[PAYMENT_PROVIDER].text, "stripe") &&
	    v[PAYMENT_LIVEMODE].num == 0)
		html(p->body, "<p class=\"count\">%s</p>\n",
		    page_text(p, UI_PAYMENT_TEST));
}

/* ---- what went back ------------------------------------------------------------------ */

static bool
by_hand(const struct value *v)
{
	return text_equal(v[PAYMENT_PROVIDER].text, "cash") ||
	    text_equal(v[PAYMENT_PROVIDER].text, "transfer");
}

static void
refund_row(const struct page *p, const struct value *payment,
    const struct value *v, bool may_edit)
{
	const char	*state = v[REFUND_STATE].text;

	html_raw(p->body, "<tr><td>");
	time_put(p, &v[REFUND_CREATED_AT]);
	html_raw(p->body, "</td><td class=\"number\">");
	page_price(p, v[REFUND_AMOUNT].num, v[REFUND_CURRENCY].text);
	html(p->body, "</td><td><span class=\"status %s\">%s</span>",
	    text_equal(state, "succeeded") ? "ACTIVE" :
	    text_equal(state, "failed") || text_equal(state, "cancelled") ?
	    "dead" : "waiting", choice_text(p, refund_names,
	    COUNT(refund_names), state));
	if (v[REFUND_ERROR].state == VALUE_SET)
		html(p->body, "<small><bdi>%s</bdi></small>",
		    v[REFUND_ERROR].text);
	if (v[REFUND_STUCK_AT].state == VALUE_SET)
		html(p->body, "<br><span class=\"status dead\">%s</span>",
		    page_text(p, UI_REFUND_STUCK));
	html(p->body, "</td><td><bdi>%s</bdi></td><td>",
	    v[REFUND_NOTE].state == VALUE_SET ? v[REFUND_NOTE].text : "");
	if (may_edit && by_hand(payment) && text_equal(state, "waiting"))
		post_put(p, "/api/admin/refunds", v[REFUND_ID].text,
		    "done", UI_REFUND_DONE);
	if (may_edit && v[REFUND_STUCK_AT].state == VALUE_SET)
		post_put(p, "/api/admin/refunds", v[REFUND_ID].text,
		    "retry", UI_REFUND_RETRY);
	html_raw(p->body, "</td></tr>\n");
}

static void
refunds_put(const struct page *p, const struct value *v, bool may_edit)
{
	static const enum ui_text	 heads[] = { UI_IMPORT_WHEN,
		UI_PAYMENT_AMOUNT, UI_STATUS, UI_REFUND_NOTE, UI_TEXT__MAX };
	const struct value		*list = &v[PAYMENT_REFUNDS];

	if (list->count == 0)
		return;
	html(p->body, "<h2>%s</h2>\n", page_text(p, UI_REFUNDS));
	table_open(p, "refunds", UI_REFUNDS, heads, 5);
	for (size_t i = 0; i < list->count; i++)
		refund_row(p, v, list->items[i].values, may_edit);
	table_close(p);
}

static void
refund_form(const struct page *p, const struct value *v)
{
	if (v[PAYMENT_RECEIVED].num == v[PAYMENT_REFUNDED].num)
		return;
	html(p->body, "<h2>%s</h2>\n", page_text(p, UI_REFUND));
	send_open(p, arena_printf(p->act->arena, "/api/payments/%s/refund",
	    v[PAYMENT_ID].text), true);
	send_amount(p, UI_REFUND_LEFT);
	html(p->body, "<label>%s <select name=\"reason\">\n",
	    page_text(p, UI_REFUND_REASON));
	choice_options(p, reasons, COUNT(reasons), "");
	html_raw(p->body, "</select></label>\n");
	send_text(p, UI_REFUND_NOTE, "note", 500);
	send_close(p, UI_REFUND);
}

static void
deeds_put(const struct page *p, const struct value *v)
{
	const char	*id = v[PAYMENT_ID].text;
	const bool	 open = text_equal(v[PAYMENT_STATE].text, "open");

	if (open && by_hand(v)) {
		html(p->body, "<h2>%s</h2>\n",
		    page_text(p, UI_PAYMENT_RECEIVE));
		send_open(p, arena_printf(p->act->arena,
		    "/api/admin/payments/%s/receive", id), false);
		send_amount(p, UI_PAYMENT_ALL_OWED);
		send_close(p, UI_SAVE);
	}
	refund_form(p, v);
	if (open || text_equal(v[PAYMENT_STATE].text, "action"))
		danger_put(p, UI_PAYMENT_CANCEL, UI_PAYMENT_CANCEL_TEXT,
		    "data-post", arena_printf(p->act->arena,
		    "/api/admin/payments/%s/cancel", id), NULL);
}

/* GET /admin/paiements/{id}: 403, 404. */
enum outcome
admin_payment_page(struct req *r, struct res *out)
{
	const bool	 may_edit = r->act.actor.permissions & PAYMENT_REFUND;
	struct record	*payment;
	struct page	 p;
	enum outcome	 e;

	if ((e = admin_start(&p, r, out, UI_PAYMENT)) != SOUK_OK ||
	    (e = payment_read(p.act, req_param(r, 0), &payment)) != SOUK_OK)
		return e;
	page_open(&p);
	html(p.body, "<div class=\"heading\"><h1>%s</h1>\n"
	    "<a href=\"/admin/paiements\">%s</a></div>\n", p.title,
	    page_text(&p, UI_PAYMENTS));
	facts_put(&p, payment->values);
	problem_put(&p);
	refunds_put(&p, payment->values, may_edit);
	if (may_edit)
		deeds_put(&p, payment->values);
	page_close(&p);
	return SOUK_OK;
}
