/* SPDX-License-Identifier: ISC */
#include "fcgi/pages/admin_payments.h"
#include "fcgi/pages/cards.h"
#include "fcgi/pages/pages.h"
#include "lib/base/text.h"
#include "lib/payments/dispute.h"
#include "lib/payments/flagged.h"

#define COUNT(TABLE) (sizeof(TABLE) / sizeof((TABLE)[0]))

/* ---- disputes ---------------------------------------------------------------------- */

static void
state_put(const struct page *p, const struct value *v)
{
	const bool	 open = v[DISPUTE_CLOSED_AT].state != VALUE_SET;

	html(p->body, "<span class=\"status %s\">%s</span><small>"
	    "<bdi>%s</bdi></small>", open ? "dead" : "sent", page_text(p,
	    open ? UI_DISPUTE_OPEN : UI_DISPUTE_CLOSED),
	    v[DISPUTE_STATE].text);
	if (v[DISPUTE_WITHDRAWN].num != 0)
		html(p->body, "<small>%s</small>", page_text(p,
		    v[DISPUTE_REINSTATED].num != 0 ? UI_DISPUTE_BACK :
		    UI_DISPUTE_TAKEN));
}

static void
dispute_row(const struct page *p, const struct value *v)
{
	html_raw(p->body, "<tr><td>");
	time_put(p, &v[DISPUTE_CREATED_AT]);
	html_raw(p->body, "</td><td class=\"number\">");
	page_price(p, v[DISPUTE_AMOUNT].num, v[DISPUTE_CURRENCY].text);
	html(p->body, "</td><td><bdi>%s</bdi><small><bdi>%s</bdi></small>"
	    "</td><td>", v[DISPUTE_REASON].text, v[DISPUTE_REF].text);
	state_put(p, v);
	html_raw(p->body, "</td><td>");
	if (v[DISPUTE_CLOSED_AT].state != VALUE_SET)
		time_put(p, &v[DISPUTE_DUE_AT]);
	html(p->body, "</td><td><bdi>%s</bdi></td></tr>\n",
	    v[DISPUTE_PAYMENT].state == VALUE_SET ? v[DISPUTE_PAYMENT].text :
	    "");
}

static enum outcome
disputes_table(const struct page *p, struct rows *rows)
{
	static const enum ui_text	 heads[] = { UI_IMPORT_WHEN,
		UI_DISPUTE_AMOUNT, UI_REASON, UI_STATUS, UI_DISPUTE_DUE,
		UI_DISPUTE_PAYMENT };
	struct record			*row = record_new(p->act->arena,
					    &dispute_fields);
	enum outcome			 e;

	table_open(p, "disputes", UI_DISPUTES, heads, COUNT(heads));
	while ((e = rows_next(rows, p->act->arena, row)) == SOUK_OK)
		dispute_row(p, row->values);
	table_close(p);
	return e == SOUK_NOT_FOUND ? SOUK_OK : e;
}

/* ---- payments that need a look --------------------------------------------------------- */

static void
flagged_row(const struct page *p, const struct value *v)
{
	html_raw(p->body, "<tr><td>");
	time_put(p, &v[FLAGGED_UPDATED_AT]);
	html_raw(p->body, "</td><td class=\"number\">");
	page_price(p, v[FLAGGED_AMOUNT].num, v[FLAGGED_CURRENCY].text);
	html(p->body, "</td><td>%s</td><td><bdi>%s</bdi><small><bdi>%s</bdi>"
	    "</small></td><td>", choice_text(p, payment_flag_names,
	    PAYMENT_FLAGS, v[FLAGGED_FLAG].text), v[FLAGGED_ID].text,
	    v[FLAGGED_INTENT].state == VALUE_SET ? v[FLAGGED_INTENT].text :
	    "");
	if (p->act->actor.permissions & PAYMENT_REFUND)
		html(p->body, "<button type=\"button\" class=\"quiet\" "
		    "data-end=\"/api/admin/flagged-payments/%s\">%s</button>",
		    v[FLAGGED_ID].text, page_text(p, UI_FLAGGED_SEEN));
	html_raw(p->body, "</td></tr>\n");
}

/* The newest of them; where there are none, nothing is said. */
static enum outcome
flagged_put(const struct page *p)
{
	static const enum ui_text	 heads[] = { UI_IMPORT_WHEN,
		UI_DISPUTE_AMOUNT, UI_FLAGGED_WHY, UI_DISPUTE_PAYMENT,
		UI_TEXT__MAX };
	struct list_query		 first = paging_query(p);
	struct record			*row = record_new(p->act->arena,
					    &flagged_fields);
	struct rows			 rows;
	enum outcome			 e;

	first.page = 1;
	if ((e = flagged_list(p->act, &first, &rows)) != SOUK_OK ||
	    rows.total == 0)
		return e;
	html(p->body, "<h2>%s</h2>\n<p>%s</p>\n", page_text(p, UI_FLAGGED),
	    page_text(p, UI_FLAGGED_TEXT));
	table_open(p, "flagged", UI_FLAGGED, heads, COUNT(heads));
	while ((e = rows_next(&rows, p->act->arena, row)) == SOUK_OK)
		flagged_row(p, row->values);
	table_close(p);
	return e == SOUK_NOT_FOUND ? SOUK_OK : e;
}

/* GET /admin/litiges: what banks ask back, and what does not add up. */
enum outcome
admin_disputes_page(struct req *r, struct res *out)
{
	struct paging	 paging;
	struct rows	 rows;
	struct page	 p;
	enum outcome	 e;

	if ((e = admin_start(&p, r, out, UI_DISPUTES)) != SOUK_OK)
		return e;
	paging = (struct paging){ .at = paging_query(&p),
		.path = "/admin/litiges" };
	page_open(&p);
	html(p.body, "<h1>%s</h1>\n<p class=\"lead\">%s</p>\n", p.title,
	    page_text(&p, UI_DISPUTES_TEXT));
	problem_put(&p);
	if ((e = flagged_put(&p)) != SOUK_OK ||
	    (e = dispute_list(p.act, &paging.at, &rows)) != SOUK_OK)
		return e;
	paging.total = rows.total;
	html(p.body, "<h2>%s</h2>\n", p.title);
	if (rows.total == 0)
		html(p.body, "<p>%s</p>\n", page_text(&p, UI_NOTHING));
	else if ((e = disputes_table(&p, &rows)) != SOUK_OK)
		return e;
	paging_put(&p, &paging);
	page_close(&p);
	return SOUK_OK;
}
