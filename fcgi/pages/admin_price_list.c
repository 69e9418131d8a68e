/* SPDX-License-Identifier: ISC */
#include "fcgi/pages/admin_prices.h"
#include "fcgi/pages/cards.h"
#include "fcgi/pages/pages.h"
#include "lib/base/money.h"

/*
 * A price list and its prices.  What is found by its name is added to the
 * table by prices.js; only amounts that were changed are sent.
 */

static void
price_cells(const struct page *p, const struct value *v)
{
	const char	*currency = v[PRICE_ROW_CURRENCY].text;
	struct buf	 b;

	html_raw(p->body, "<td class=\"number\">");
	if (v[PRICE_ROW_USUAL].state == VALUE_SET)
		page_price(p, v[PRICE_ROW_USUAL].num, currency);
	buf_init(&b, p->act->arena, 32);
	money_put(&b, v[PRICE_ROW_AMOUNT].num, money_decimals(currency));
	html(p->body, "</td><td><input class=\"number\" inputmode=\"decimal\" "
	    "maxlength=\"16\" size=\"8\" autocomplete=\"off\" "
	    "aria-label=\"%s\" value=\"%s\"></td>",
	    page_text(p, UI_PRICES_HERE), b.p);
}

/* v NULL: the empty row that prices.js fills in. */
static void
price_row(const struct page *p, const struct value *v)
{
	html(p->body, "<tr data-variation=\"%s\"><th scope=\"row\">"
	    "<bdi class=\"product\">%s</bdi><small><bdi>%s%s%s</bdi></small>"
	    "</th>", v == NULL ? "" : v[PRICE_ROW_VARIATION].text,
	    v == NULL ? "" : v[PRICE_ROW_PRODUCT_NAME].text,
	    v == NULL || v[PRICE_ROW_LABEL].state != VALUE_SET ? "" :
	    v[PRICE_ROW_LABEL].text,
	    v == NULL || v[PRICE_ROW_LABEL].state != VALUE_SET ||
	    v[PRICE_ROW_SKU].state != VALUE_SET ? "" : " · ",
	    v == NULL || v[PRICE_ROW_SKU].state != VALUE_SET ? "" :
	    v[PRICE_ROW_SKU].text);
	if (v != NULL)
		price_cells(p, v);
	else
		html(p->body, "<td class=\"number usual\"></td><td>"
		    "<input class=\"number\" inputmode=\"decimal\" "
		    "maxlength=\"16\" size=\"8\" autocomplete=\"off\" "
		    "aria-label=\"%s\"></td>", page_text(p, UI_PRICES_HERE));
	html(p->body, "<td><button type=\"button\" class=\"quiet remove\">%s"
	    "</button></td></tr>\n", page_text(p, UI_REMOVE));
}

static enum outcome
prices_table(const struct page *p, const struct record *list,
    struct rows *rows)
{
	struct record	*row = record_new(p->act->arena, &price_row_fields);
	enum outcome	 e;

	html(p->body, "<div class=\"table\"><table>\n<thead><tr><th>%s</th>"
	    "<th class=\"number\">%s</th><th>%s (%s)</th><td></td></tr>"
	    "</thead>\n<tbody>\n", page_text(p, UI_PRODUCTS),
	    page_text(p, UI_PRICES_USUAL), page_text(p, UI_PRICES_HERE),
	    list->values[PRICE_LIST_CURRENCY].text);
	while ((e = rows_next(rows, p->act->arena, row)) == SOUK_OK)
		price_row(p, row->values);
	html_raw(p->body, "</tbody>\n</table></div>\n<template>\n");
	price_row(p, NULL);
	html_raw(p->body, "</template>\n");
	return e == SOUK_NOT_FOUND ? SOUK_OK : e;
}

static void
find_put(const struct page *p)
{
	html(p->body, "<form id=\"price-find\" class=\"filters\" "
	    "role=\"search\"><label>%s <input name=\"q\" type=\"search\" "
	    "maxlength=\"200\" autocomplete=\"off\"></label>\n"
	    "<button class=\"button\">%s</button></form>\n"
	    "<ul id=\"price-found\" class=\"chips\" aria-live=\"polite\" "
	    "data-none=\"%s\"></ul>\n", page_text(p, UI_PRICES_FIND),
	    page_text(p, UI_SEARCH), page_text(p, UI_SEARCH_NONE));
}

static enum outcome
prices_put(const struct page *p, const struct record *list,
    struct paging *paging)
{
	const bool	 may_edit = p->act->actor.permissions & PRODUCT_EDIT;
	struct rows	 rows;
	enum outcome	 e;

	e = price_list_prices(p->act, list->values[PRICE_LIST_ID].text,
	    &paging->at, &rows);
	if (e != SOUK_OK)
		return e;
	paging->total = rows.total;
	html(p->body, "<h2>%s</h2>\n", page_text(p, UI_PRICES_ROWS));
	if (may_edit)
		find_put(p);
	html(p->body, "<form id=\"price-rows\" class=\"rows\" data-id=\"%s\" "
	    "data-currency=\"%s\" data-saved=\"%s\" data-problem=\"%s\" "
	    "novalidate>\n<fieldset%s>\n", list->values[PRICE_LIST_ID].text,
	    list->values[PRICE_LIST_CURRENCY].text, page_text(p, UI_SAVED),
	    page_text(p, UI_FAILED), may_edit ? "" : " disabled");
	if ((e = prices_table(p, list, &rows)) != SOUK_OK)
		return e;
	html(p->body, "<p class=\"save\"><button class=\"button primary\">%s"
	    "</button> <output role=\"status\"></output></p>\n"
	    "<p class=\"problem\" role=\"alert\" hidden></p>\n"
	    "</fieldset>\n</form>\n", page_text(p, UI_PRICES_SAVE));
	paging_put(p, paging);
	return SOUK_OK;
}

/* GET /admin/prix/{id}: a price list of the brand, to edit.  403, 404. */
enum outcome
admin_price_list_page(struct req *r, struct res *out)
{
	struct record	*list;
	struct paging	 paging;
	struct page	 p;
	enum outcome	 e;

	if ((e = admin_start(&p, r, out, UI_PRICES)) != SOUK_OK ||
	    (e = price_list_read(p.act, req_param(r, 0), &list)) != SOUK_OK)
		return e;
	p.title = list->values[PRICE_LIST_NAME].text;
	paging = (struct paging){ .at = paging_query(&p),
	    .path = path_of(p.act->arena, "/admin/prix/", req_param(r, 0)) };
	page_open(&p);
	html(p.body, "<div class=\"heading\"><h1><bdi>%s</bdi></h1>\n"
	    "<a href=\"/admin/prix\">%s</a></div>\n", p.title,
	    page_text(&p, UI_PRICES));
	if (list->values[PRICE_LIST_APPLYING].num == 1)
		html(p.body, "<p class=\"count\" role=\"status\">%s</p>\n",
		    page_text(&p, UI_PRICES_APPLYING_TEXT));
	if ((e = price_list_form(&p, list)) != SOUK_OK ||
	    (e = prices_put(&p, list, &paging)) != SOUK_OK)
		return e;
	page_close(&p);
	return SOUK_OK;
}
