/* SPDX-License-Identifier: ISC */
#include "fcgi/pages/cards.h"
#include "fcgi/pages/office.h"
#include "fcgi/pages/pages.h"
#include "lib/payments/reconcile.h"
#include "lib/settings/settings.h"

#define COUNT(TABLE) (sizeof(TABLE) / sizeof((TABLE)[0]))
#define RUNS	"/admin/rapprochements"

static const struct choice states[] = {
	{ "running", UI_RECONCILE_RUNNING }, { "done", UI_RECONCILE_DONE },
	{ "failed", UI_RECONCILE_FAILED },
};
static const struct choice kinds[] = {
	{ "only_ours", UI_DIFFERENCE_ONLY_OURS },
	{ "only_theirs", UI_DIFFERENCE_ONLY_THEIRS },
	{ "amount", UI_DIFFERENCE_AMOUNT }, { "state", UI_DIFFERENCE_STATE },
	{ "currency", UI_DIFFERENCE_CURRENCY },
	{ "refund", UI_DIFFERENCE_REFUND },
};

/* ---- all of them ---------------------------------------------------------------------- */

static void
run_row(const struct page *p, const struct value *v)
{
	html(p->body, "<tr><td><a href=\"" RUNS "/%s\">",
	    v[RECONCILE_ID].text);
	time_put(p, &v[RECONCILE_CREATED_AT]);
	html(p->body, "</a></td><td><span class=\"status %s\">%s</span></td>"
	    "<td class=\"number\">%lld</td><td class=\"number\">%lld</td>"
	    "</tr>\n", v[RECONCILE_STATE].text, choice_text(p, states,
	    COUNT(states), v[RECONCILE_STATE].text),
	    (long long)v[RECONCILE_SEEN].num,
	    (long long)v[RECONCILE_DIFFERENCES].num);
}

static enum outcome
runs_table(const struct page *p, struct rows *rows)
{
	static const enum ui_text	 heads[] = { UI_IMPORT_WHEN,
		UI_STATUS, UI_RECONCILE_SEEN, UI_RECONCILE_DIFFERENCES };
	struct record			*run = record_new(p->act->arena,
					    &reconcile_fields);
	enum outcome			 e;

	table_open(p, "runs", UI_RECONCILE, heads, COUNT(heads));
	while ((e = rows_next(rows, p->act->arena, run)) == SOUK_OK)
		run_row(p, run->values);
	table_close(p);
	return e == SOUK_NOT_FOUND ? SOUK_OK : e;
}

/* GET /admin/rapprochements: the newest first. */
enum outcome
admin_reconciliations_page(struct req *r, struct res *out)
{
	struct paging	 paging;
	struct rows	 rows;
	struct page	 p;
	enum outcome	 e;

	if ((e = admin_start(&p, r, out, UI_RECONCILE)) != SOUK_OK)
		return e;
	paging = (struct paging){ .at = paging_query(&p), .path = RUNS };
	if ((e = reconcile_list(p.act, &paging.at, &rows)) != SOUK_OK)
		return e;
	paging.total = rows.total;
	page_open(&p);
	html(p.body, "<h1>%s</h1>\n<p class=\"lead\">%s</p>\n", p.title,
	    page_text(&p, UI_RECONCILE_TEXT));
	if (rows.total == 0)
		html(p.body, "<p>%s</p>\n", page_text(&p, UI_NOTHING));
	else if ((e = runs_table(&p, &rows)) != SOUK_OK)
		return e;
	paging_put(&p, &paging);
	page_close(&p);
	return SOUK_OK;
}

/* ---- one of them ------------------------------------------------------------------------ */

static void
difference_row(const struct page *p, const struct value *v)
{
	const char	*currency = v[DIFFERENCE_CURRENCY].state ==
			    VALUE_SET ? v[DIFFERENCE_CURRENCY].text :
			    settings_currency(p->act->settings);
	const bool	 mended = v[DIFFERENCE_MENDED].num != 0;

	html(p->body, "<tr><td>%s</td><td><bdi>%s</bdi><small><bdi>%s</bdi>"
	    "</small></td><td class=\"number\">", choice_text(p, kinds,
	    COUNT(kinds), v[DIFFERENCE_KIND].text), v[DIFFERENCE_REF].text,
	    v[DIFFERENCE_PAYMENT].state == VALUE_SET ?
	    v[DIFFERENCE_PAYMENT].text : "");
	page_price(p, v[DIFFERENCE_OURS].num, currency);
	html_raw(p->body, "</td><td class=\"number\">");
	page_price(p, v[DIFFERENCE_THEIRS].num, currency);
	html(p->body, "</td><td><span class=\"status %s\">%s</span></td>"
	    "</tr>\n", mended ? "sent" : "dead", page_text(p, mended ?
	    UI_RECONCILE_MENDED : UI_RECONCILE_LEFT));
}

static enum outcome
differences_table(const struct page *p, struct rows *rows)
{
	static const enum ui_text	 heads[] = { UI_FLAGGED_WHY,
		UI_DISPUTE_PAYMENT, UI_RECONCILE_OURS, UI_RECONCILE_THEIRS,
		UI_STATUS };
	struct record			*row = record_new(p->act->arena,
					    &difference_fields);
	enum outcome			 e;

	table_open(p, "differences", UI_RECONCILE_DIFFERENCES, heads,
	    COUNT(heads));
	while ((e = rows_next(rows, p->act->arena, row)) == SOUK_OK)
		difference_row(p, row->values);
	table_close(p);
	return e == SOUK_NOT_FOUND ? SOUK_OK : e;
}

/* GET /admin/rapprochements/{id} */
enum outcome
admin_reconciliation_page(struct req *r, struct res *out)
{
	struct paging	 paging;
	struct record	*run;
	struct rows	 rows;
	struct page	 p;
	enum outcome	 e;

	if ((e = admin_start(&p, r, out, UI_RECONCILE)) != SOUK_OK ||
	    (e = reconcile_read(p.act, req_param(r, 0), &run)) != SOUK_OK)
		return e;
	paging = (struct paging){ .at = paging_query(&p),
		.path = path_of(p.act->arena, RUNS "/", req_param(r, 0)) };
	if ((e = difference_list(p.act, req_param(r, 0), &paging.at,
	    &rows)) != SOUK_OK)
		return e;
	paging.total = rows.total;
	page_open(&p);
	html(p.body, "<h1>%s</h1>\n<p class=\"lead\">", p.title);
	time_put(&p, &run->values[RECONCILE_CREATED_AT]);
	html(p.body, " · %s</p>\n", choice_text(&p, states, COUNT(states),
	    run->values[RECONCILE_STATE].text));
	if (rows.total == 0)
		html(p.body, "<p>%s</p>\n", page_text(&p, UI_NOTHING));
	else if ((e = differences_table(&p, &rows)) != SOUK_OK)
		return e;
	paging_put(&p, &paging);
	page_close(&p);
	return SOUK_OK;
}
