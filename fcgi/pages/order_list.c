/* SPDX-License-Identifier: ISC */
#include "fcgi/pages/cards.h"
#include "fcgi/pages/order.h"
#include "fcgi/pages/pages.h"

/* GET /mes-commandes: what somebody has ordered. */

static void
row_put(const struct page *p, const struct record *o)
{
	html_raw(p->body, "<li><span><a");
	html_url(p->body, "href", path_of(p->act->arena, "/commande/",
	    o->values[ORDER_ID].text));
	html(p->body, ">%s <bdi>%lld</bdi></a> ", page_text(p, UI_BUY_ORDER),
	    (long long)o->values[ORDER_NUMBER].num);
	order_time_put(p, o->values[ORDER_CREATED_AT].num);
	html_raw(p->body, "</span> <span>");
	order_state_put(p, o->values[ORDER_STATE].text);
	html_raw(p->body, " ");
	buy_amount(p, o, ORDER_TOTAL, o->values[ORDER_CURRENCY].text);
	html_raw(p->body, "</span></li>\n");
}

static enum outcome
rows_put(struct page *p, struct rows *rows)
{
	struct record	*order = record_new(p->act->arena, &order_fields);
	enum outcome	 e;

	html_raw(p->body, "<ul class=\"few orders\">\n");
	while ((e = order_list_next(p->act, rows, order)) == SOUK_OK)
		row_put(p, order);
	html_raw(p->body, "</ul>\n");
	if (rows->total == 0)
		html(p->body, "<p>%s</p>\n", page_text(p, UI_BUY_NO_ORDERS));
	return e == SOUK_NOT_FOUND ? SOUK_OK : e;
}

/* GET /mes-commandes: the customer's, or those of a guest's cookie. */
enum outcome
orders_page(struct req *r, struct res *out)
{
	struct paging	 paging = { .path = "/mes-commandes" };
	struct rows	 rows;
	struct page	 p;
	enum outcome	 e;

	if ((e = buy_start(&p, r, out, UI_BUY_ORDERS)) != SOUK_OK)
		return e;
	paging.at = paging_query(&p);
	e = order_list_own(p.act, &paging.at, &rows);
	if (e == SOUK_UNAUTHENTICATED)
		return res_redirect(out, 303, "/connexion?to=/mes-commandes");
	if (e != SOUK_OK)
		return e;
	paging.total = rows.total;
	page_open(&p);
	html(p.body, "<h1>%s</h1>\n", p.title);
	if ((e = rows_put(&p, &rows)) != SOUK_OK)
		return e;
	paging_put(&p, &paging);
	page_close(&p);
	return SOUK_OK;
}
