/* SPDX-License-Identifier: ISC */
#include "fcgi/pages/admin_payments.h"
#include "fcgi/pages/cards.h"
#include "fcgi/pages/pages.h"
#include "lib/accounts/accounts.h"
#include "lib/payments/gift_cards.h"

#define WAYS	3

static const struct choice ways[WAYS] = {
	{ "cash", UI_PAYMENT_CASH }, { "transfer", UI_PAYMENT_TRANSFER },
	{ "given", UI_GIFT_CARD_GIVEN },
};

static void
row_put(const struct page *p, const struct value *v, bool may_edit)
{
	const bool	 active = v[GIFT_CARD_ACTIVE].num != 0;

	html(p->body, "<tr><th scope=\"row\" dir=\"ltr\">…%s</th>"
	    "<td class=\"number\">", v[GIFT_CARD_LETTERS].text);
	page_price(p, v[GIFT_CARD_AMOUNT].num, v[GIFT_CARD_CURRENCY].text);
	html_raw(p->body, "</td><td class=\"number\">");
	page_price(p, v[GIFT_CARD_BALANCE].num, v[GIFT_CARD_CURRENCY].text);
	html_raw(p->body, "</td><td>");
	time_put(p, &v[GIFT_CARD_EXPIRES]);
	html(p->body, "</td><td><span class=\"status %s\">%s</span></td>"
	    "<td><bdi>%s</bdi></td><td>", active ? "ACTIVE" : "dead",
	    page_text(p, active ? UI_GIFT_CARD_ON : UI_GIFT_CARD_OFF),
	    v[GIFT_CARD_NOTE].state == VALUE_SET ? v[GIFT_CARD_NOTE].text :
	    "");
	if (may_edit)
		post_put(p, "/api/admin/gift-cards", v[GIFT_CARD_ID].text,
		    active ? "deactivate" : "activate", active ?
		    UI_GIFT_CARD_STOP : UI_GIFT_CARD_START);
	html_raw(p->body, "</td></tr>\n");
}

static enum outcome
table_put(const struct page *p, struct rows *rows, bool may_edit)
{
	static const enum ui_text	 heads[] = { UI_GIFT_CARD_LETTERS,
		UI_PAYMENT_AMOUNT, UI_GIFT_CARD_LEFT, UI_GIFT_CARD_UNTIL,
		UI_STATUS, UI_REFUND_NOTE, UI_TEXT__MAX };
	struct record			*row = record_new(p->act->arena,
					    &gift_card_fields);
	enum outcome			 e;

	table_open(p, "gift-cards", UI_GIFT_CARDS, heads, 7);
	while ((e = rows_next(rows, p->act->arena, row)) == SOUK_OK)
		row_put(p, row->values, may_edit);
	table_close(p);
	return e == SOUK_NOT_FOUND ? SOUK_OK : e;
}

static void
form_put(const struct page *p)
{
	html(p->body, "<h2>%s</h2>\n", page_text(p, UI_GIFT_CARD_NEW));
	send_open(p, "/api/admin/gift-cards", false);
	send_amount(p, UI_TEXT__MAX);
	html(p->body, "<label>%s <select name=\"paidBy\">\n",
	    page_text(p, UI_GIFT_CARD_PAID));
	choice_options(p, ways, WAYS, "cash");
	html(p->body, "</select></label>\n<label>%s <input name=\"expiresAt\" "
	    "type=\"date\" data-day></label>\n",
	    page_text(p, UI_GIFT_CARD_UNTIL));
	send_text(p, UI_REFUND_NOTE, "note", 500);
	send_close(p, UI_GIFT_CARD_NEW);
}

/* GET /admin/cartes-cadeaux: newest first, and a form for one more. */
enum outcome
admin_gift_cards_page(struct req *r, struct res *out)
{
	const bool	 may_edit = r->act.actor.permissions & PAYMENT_REFUND;
	struct paging	 paging;
	struct rows	 rows;
	struct page	 p;
	enum outcome	 e;

	if ((e = admin_start(&p, r, out, UI_GIFT_CARDS)) != SOUK_OK)
		return e;
	paging = (struct paging){ .at = paging_query(&p),
		.path = "/admin/cartes-cadeaux" };
	if ((e = gift_card_list(p.act, &paging.at, &rows)) != SOUK_OK)
		return e;
	paging.total = rows.total;
	page_open(&p);
	html(p.body, "<h1>%s</h1>\n<p class=\"lead\">%s</p>\n", p.title,
	    page_text(&p, UI_GIFT_CARDS_TEXT));
	problem_put(&p);
	if (may_edit)
		form_put(&p);
	if ((e = table_put(&p, &rows, may_edit)) != SOUK_OK)
		return e;
	paging_put(&p, &paging);
	page_close(&p);
	return SOUK_OK;
}
