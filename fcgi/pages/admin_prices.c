/* SPDX-License-Identifier: ISC */
#include "fcgi/pages/admin_prices.h"

#include "fcgi/pages/cards.h"
#include "fcgi/pages/pages.h"
#include "lib/base/clock.h"
#include "lib/base/text.h"

/* ---- the form of a list --------------------------------------------------- */

void
admin_time_input(const struct page *p, const char *name, enum ui_text label,
    const struct value *v)
{
	char	 when[CLOCK_TEXT] = "";

	if (v != NULL && v->state == VALUE_SET)
		clock_text(v->num, when);
	html(p->body, "<label>%s <input name=\"%s\" type=\"datetime-local\" "
	    "step=\"60\" data-time=\"%s\"></label>\n", page_text(p, label),
	    name, when);
}

enum outcome
admin_group_options(const struct page *p, const char *chosen)
{
	struct stmt	*s;
	enum outcome	 e;

	if ((e = group_names(p->act, &s)) != SOUK_OK)
		return e;
	html(p->body, "<label>%s <select name=\"groupId\">\n"
	    "<option value=\"\">%s</option>\n",
	    page_text(p, UI_PRICES_FOR), page_text(p, UI_PRICES_EVERYBODY));
	while ((e = db_step(s)) == SOUK_OK) {
		html(p->body, "<option value=\"%s\"", db_text(s, 0, NULL));
		html_flag(p->body, "selected",
		    text_equal(chosen, db_text(s, 0, NULL)));
		html(p->body, ">%s</option>\n", db_text(s, 1, NULL));
	}
	html_raw(p->body, "</select></label>\n");
	return e == SOUK_NOT_FOUND ? SOUK_OK : e;
}

/* The currency is chosen once; list NULL: a new one. */
static void
currency_input(const struct page *p, const struct record *list)
{
	html(p->body, "<label>%s <input name=\"currency\" maxlength=\"3\" "
	    "size=\"4\" autocomplete=\"off\" dir=\"ltr\"%s value=\"%s\">"
	    "</label>\n", page_text(p, UI_PRICES_CURRENCY),
	    list == NULL ? "" : " disabled", list == NULL ?
	    settings_currency(p->act->settings) :
	    list->values[PRICE_LIST_CURRENCY].text);
}

static void
form_end(const struct page *p, const struct record *list)
{
	html(p->body, "<p class=\"save\"><button class=\"button primary\">%s"
	    "</button> ", page_text(p, list == NULL ? UI_ADD : UI_SAVE));
	if (list != NULL)
		html(p->body, "<button type=\"button\" class=\"quiet\" "
		    "data-delete=\"/api/admin/price-lists/%s\" "
		    "data-next=\"/admin/prix\">%s</button> ",
		    list->values[PRICE_LIST_ID].text,
		    page_text(p, UI_DELETE));
	html_raw(p->body, "<output role=\"status\"></output></p>\n"
	    "<p class=\"problem\" role=\"alert\" hidden></p>\n</fieldset>\n"
	    "</form>\n");
}

static void
form_begin(const struct page *p, const struct record *list)
{
	html_raw(p->body, "<form id=\"price-list\" class=\"stack\"");
	if (list != NULL)
		html(p->body, " data-id=\"%s\" data-version=\"%lld\"",
		    list->values[PRICE_LIST_ID].text,
		    (long long)list->values[PRICE_LIST_VERSION].num);
	html(p->body, " data-zone=\"%s\" data-saved=\"%s\" data-stale=\"%s\" "
	    "data-problem=\"%s\" novalidate>\n<fieldset%s>\n",
	    page_shop(p, SHOP_ZONE), page_text(p, UI_SAVED),
	    page_text(p, UI_PRICES_STALE), page_text(p, UI_FAILED),
	    p->act->actor.permissions & PRODUCT_EDIT ? "" : " disabled");
}

enum outcome
price_list_form(const struct page *p, const struct record *list)
{
	const struct value	*v = list == NULL ? NULL : list->values;
	enum outcome		 e;

	form_begin(p, list);
	html(p->body, "<label>%s <input name=\"name\" maxlength=\"100\" "
	    "dir=\"auto\" required value=\"%s\"></label>\n"
	    "<div class=\"pair\">\n", page_text(p, UI_NAME),
	    v == NULL ? "" : v[PRICE_LIST_NAME].text);
	currency_input(p, list);
	e = admin_group_options(p, v == NULL ? NULL : v[PRICE_LIST_GROUP].text);
	if (e != SOUK_OK)
		return e;
	html_raw(p->body, "</div>\n<div class=\"pair\">\n");
	admin_time_input(p, "startsAt", UI_PRICES_STARTS,
	    v == NULL ? NULL : &v[PRICE_LIST_STARTS]);
	admin_time_input(p, "endsAt", UI_PRICES_ENDS,
	    v == NULL ? NULL : &v[PRICE_LIST_ENDS]);
	html(p->body, "</div>\n<p class=\"count\">%s <bdi>%s</bdi>. %s</p>\n"
	    "<label>%s <input name=\"priority\" inputmode=\"numeric\" "
	    "maxlength=\"4\" size=\"5\" autocomplete=\"off\" value=\"%lld\">"
	    "</label>\n<label class=\"check\"><input name=\"isActive\" "
	    "type=\"checkbox\"", page_text(p, UI_PRICES_ZONE),
	    page_shop(p, SHOP_ZONE), page_text(p, UI_PRICES_DATES_HINT),
	    page_text(p, UI_PRICES_PRIORITY),
	    v == NULL ? 0LL : (long long)v[PRICE_LIST_PRIORITY].num);
	html_flag(p->body, "checked",
	    v == NULL || v[PRICE_LIST_ACTIVE].num == 1);
	html(p->body, "> %s</label>\n", page_text(p, UI_PRICES_ACTIVE));
	form_end(p, list);
	return SOUK_OK;
}

/* ---- GET /admin/prix ------------------------------------------------------- */

static void
when_put(const struct page *p, const struct value *v)
{
	char	 when[CLOCK_TEXT];

	html_raw(p->body, "<td>");
	if (v->state == VALUE_SET) {
		clock_text(v->num, when);
		html(p->body, "<time datetime=\"%s\" data-zone=\"%s\">%s"
		    "</time>", when, page_shop(p, SHOP_ZONE), when);
	} else
		html_raw(p->body, "–");
	html_raw(p->body, "</td>");
}

static void
row_put(const struct page *p, const struct record *list)
{
	const struct value	*v = list->values;
	const bool		 active = v[PRICE_LIST_ACTIVE].num == 1;

	html(p->body, "<tr><td><a href=\"/admin/prix/%s\"><bdi>%s</bdi></a>"
	    "</td><td>%s</td><td><bdi>%s</bdi></td>", v[PRICE_LIST_ID].text,
	    v[PRICE_LIST_NAME].text, v[PRICE_LIST_CURRENCY].text,
	    v[PRICE_LIST_GROUP].state == VALUE_SET ?
	    v[PRICE_LIST_GROUP_NAME].text :
	    page_text(p, UI_PRICES_EVERYBODY));
	when_put(p, &v[PRICE_LIST_STARTS]);
	when_put(p, &v[PRICE_LIST_ENDS]);
	html(p->body, "<td class=\"number\">%lld</td>"
	    "<td><span class=\"status%s\">%s</span></td></tr>\n",
	    (long long)v[PRICE_LIST_PRIORITY].num, active ? " ACTIVE" : "",
	    page_text(p, v[PRICE_LIST_APPLYING].num == 1 ?
	    UI_PRICES_APPLYING : active ? UI_PRICES_ON : UI_PRICES_OFF));
}

static enum outcome
rows_put(const struct page *p, struct rows *rows)
{
	struct record	*list = record_new(p->act->arena, &price_list_fields);
	enum outcome	 e;

	html(p->body, "<div class=\"table\" tabindex=\"0\" role=\"region\" "
	    "aria-label=\"%s\"><table>\n<thead><tr><th>%s</th><th>%s</th>"
	    "<th>%s</th><th>%s</th><th>%s</th><th class=\"number\">%s</th>"
	    "<th>%s</th></tr></thead>\n<tbody>\n",
	    page_text(p, UI_PRICES), page_text(p, UI_NAME),
	    page_text(p, UI_PRICES_CURRENCY), page_text(p, UI_PRICES_FOR),
	    page_text(p, UI_PRICES_STARTS), page_text(p, UI_PRICES_ENDS),
	    page_text(p, UI_PRICES_PRIORITY), page_text(p, UI_STATUS));
	while ((e = rows_next(rows, p->act->arena, list)) == SOUK_OK)
		row_put(p, list);
	html_raw(p->body, "</tbody>\n</table></div>\n");
	return e == SOUK_NOT_FOUND ? SOUK_OK : e;
}

/* GET /admin/prix: the price lists, and a form for another. */
enum outcome
admin_prices_page(struct req *r, struct res *out)
{
	struct page	 p;
	struct rows	 rows;
	struct paging	 paging;
	enum outcome	 e;

	if ((e = admin_start(&p, r, out, UI_PRICES)) != SOUK_OK)
		return e;
	paging = (struct paging){ .at = paging_query(&p),
	    .path = "/admin/prix" };
	if ((e = price_list_list(p.act, &paging.at, &rows)) != SOUK_OK)
		return e;
	paging.total = rows.total;
	page_open(&p);
	html(p.body, "<h1>%s</h1>\n<p class=\"lead\">%s</p>\n", p.title,
	    page_text(&p, UI_PRICES_TEXT));
	if (rows.total > 0 && (e = rows_put(&p, &rows)) != SOUK_OK)
		return e;
	paging_put(&p, &paging);
	if (p.act->actor.permissions & PRODUCT_EDIT) {
		html(p.body, "<h2>%s</h2>\n", page_text(&p, UI_PRICES_NEW));
		e = price_list_form(&p, NULL);
	}
	page_close(&p);
	return e;
}
