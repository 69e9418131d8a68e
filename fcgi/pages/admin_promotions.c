/* SPDX-License-Identifier: ISC */
#include "fcgi/pages/admin_prices.h"
#include "fcgi/pages/cards.h"
#include "fcgi/pages/office.h"
#include "fcgi/pages/pages.h"
#include "fcgi/pages/selling.h"
#include "lib/orders/promotions.h"

#define COUNT(TABLE) (sizeof(TABLE) / sizeof((TABLE)[0]))
#define HERE	"/admin/promotions"

static const struct choice kinds[] = {
	{ "percent", UI_PROMOTION_PERCENT },
	{ "amount", UI_PROMOTION_AMOUNT },
	{ "free_shipping", UI_PROMOTION_FREE_SHIPPING },
	{ "buy_get", UI_PROMOTION_BUY_GET },
};
static const struct choice scopes[] = {
	{ "all", UI_PROMOTION_ALL },
	{ "products", UI_PRODUCTS },
	{ "categories", UI_CATEGORIES },
	{ "collections", UI_COLLECTIONS },
};

/* ---- the form ------------------------------------------------------------------ */

/* A kind is chosen once; v NULL: a new one. */
static void
kind_put(const struct page *p, const struct value *v)
{
	if (v == NULL) {
		sell_select(p, UI_PROMOTION_KIND, "kind", kinds,
		    COUNT(kinds), NULL);
		return;
	}
	html(p->body, "<p>%s : <strong data-kind=\"%s\">%s</strong></p>\n",
	    page_text(p, UI_PROMOTION_KIND), v[PROMOTION_KIND].text,
	    choice_text(p, kinds, COUNT(kinds), v[PROMOTION_KIND].text));
}

static void
worth_put(const struct page *p, const struct value *v)
{
	const char	*currency = v == NULL ? NULL :
			    v[PROMOTION_CURRENCY].text;

	html_raw(p->body, "<div class=\"pair\">\n");
	sell_input(p, &(struct sell_input){ .label = UI_PROMOTION_RATE,
	    .name = "rate", .as = "percent", .max = 8, .number = true,
	    .shown_for = "percent",
	    .value = sell_percent(p, v == NULL ? NULL : &v[PROMOTION_RATE]) });
	sell_input(p, &(struct sell_input){ .label = UI_PROMOTION_OFF,
	    .name = "amount", .as = "amount", .max = 16, .number = true,
	    .shown_for = "amount", .value = sell_money(p, v == NULL ? NULL :
	    &v[PROMOTION_AMOUNT_OFF], currency) });
	sell_input(p, &(struct sell_input){ .label = UI_PROMOTION_BUY,
	    .name = "buyQuantity", .as = "integerOrNull", .max = 4,
	    .number = true, .shown_for = "buy_get",
	    .value = sell_integer(p, v == NULL ? NULL : &v[PROMOTION_BUY]) });
	sell_input(p, &(struct sell_input){ .label = UI_PROMOTION_GET,
	    .name = "getQuantity", .as = "integerOrNull", .max = 4,
	    .number = true, .shown_for = "buy_get",
	    .value = sell_integer(p, v == NULL ? NULL : &v[PROMOTION_GET]) });
	sell_input(p, &(struct sell_input){ .label = UI_PROMOTION_MINIMUM,
	    .name = "minimum", .as = "amount", .max = 16, .number = true,
	    .value = sell_money(p, v == NULL ? NULL : &v[PROMOTION_MINIMUM],
	    currency) });
	sell_input(p, &(struct sell_input){ .label = UI_PRICES_CURRENCY,
	    .name = "currency", .as = "orNull", .max = 3,
	    .value = v != NULL ? currency :
	    settings_currency(p->act->settings) });
	html_raw(p->body, "</div>\n");
}

/* What is chosen, and how more of it is found. */
static enum outcome
scope_put(const struct page *p, const struct value *v)
{
	struct stmt	*s;
	enum outcome	 e = SOUK_NOT_FOUND;

	sell_select(p, UI_PROMOTION_SCOPE, "scope", scopes, COUNT(scopes),
	    v == NULL ? NULL : v[PROMOTION_SCOPE].text);
	html_raw(p->body, "<div class=\"targets\">\n<ul class=\"rows\" "
	    "data-targets>\n");
	if (v != NULL) {
		s = promotion_target_names(p->act, v[PROMOTION_ID].text);
		while ((e = db_step(s)) == SOUK_OK)
			html(p->body, "<li data-target=\"%s\"><bdi>%s</bdi>"
			    "<button type=\"button\" class=\"button\" "
			    "aria-label=\"%s\">×</button></li>\n",
			    db_text(s, 0, NULL), db_text(s, 1, NULL),
			    page_text(p, UI_REMOVE));
	}
	html(p->body, "</ul>\n<label>%s <input type=\"search\" data-find "
	    "maxlength=\"100\" autocomplete=\"off\" dir=\"auto\"></label>\n"
	    "<ul class=\"chips\" data-found aria-live=\"polite\" "
	    "data-none=\"%s\" data-remove-text=\"%s\"></ul>\n</div>\n",
	    page_text(p, UI_PROMOTION_FIND), page_text(p, UI_SEARCH_NONE),
	    page_text(p, UI_REMOVE));
	return e == SOUK_NOT_FOUND ? SOUK_OK : e;
}

static enum outcome
when_put(const struct page *p, const struct value *v)
{
	enum outcome	 e;

	e = admin_group_options(p, v == NULL ? NULL :
	    v[PROMOTION_GROUP].text);
	html_raw(p->body, "<div class=\"pair\">\n");
	admin_time_input(p, "startsAt", UI_PRICES_STARTS,
	    v == NULL ? NULL : &v[PROMOTION_STARTS]);
	admin_time_input(p, "endsAt", UI_PRICES_ENDS,
	    v == NULL ? NULL : &v[PROMOTION_ENDS]);
	html(p->body, "</div>\n<p class=\"count\">%s <bdi>%s</bdi>. %s</p>\n"
	    "<div class=\"pair\">\n", page_text(p, UI_PRICES_ZONE),
	    page_shop(p, SHOP_ZONE), page_text(p, UI_PRICES_DATES_HINT));
	sell_input(p, &(struct sell_input){ .label = UI_PROMOTION_LIMIT,
	    .name = "usageLimit", .as = "integerOrNull", .max = 9,
	    .number = true, .value = sell_integer(p, v == NULL ? NULL :
	    &v[PROMOTION_LIMIT]) });
	sell_input(p, &(struct sell_input){
	    .label = UI_PROMOTION_CUSTOMER_LIMIT, .name = "customerLimit",
	    .as = "integerOrNull", .max = 9, .number = true,
	    .value = sell_integer(p, v == NULL ? NULL :
	    &v[PROMOTION_CUSTOMER_LIMIT]) });
	sell_input(p, &(struct sell_input){ .label = UI_PRICES_PRIORITY,
	    .name = "priority", .as = "integer", .max = 4, .number = true,
	    .value = v == NULL ? "0" : sell_integer(p,
	    &v[PROMOTION_PRIORITY]) });
	html_raw(p->body, "</div>\n");
	sell_check(p, UI_PROMOTION_STACKS, "stacks",
	    v == NULL || v[PROMOTION_STACKS].num == 1);
	sell_check(p, UI_PROMOTION_ACTIVE, "isActive",
	    v == NULL || v[PROMOTION_ACTIVE].num == 1);
	return e;
}

enum outcome
promotion_form(const struct page *p, const struct record *promotion)
{
	const struct value	*v = promotion == NULL ? NULL :
				    promotion->values;
	const struct sell_form	 f = { .api = "/api/admin/promotions",
		.page = HERE, .next = HERE,
		.id = v == NULL ? NULL : v[PROMOTION_ID].text,
		.version = v == NULL ? 0 : v[PROMOTION_VERSION].num };
	enum outcome		 e;

	sell_form_open(p, &f);
	html_raw(p->body, "<div class=\"pair\">\n");
	sell_input(p, &(struct sell_input){ .label = UI_NAME, .name = "name",
	    .as = "text", .max = 100, .required = true,
	    .value = v == NULL ? NULL : v[PROMOTION_NAME].text });
	sell_input(p, &(struct sell_input){ .label = UI_PROMOTION_CODE,
	    .name = "code", .as = "orNull", .max = 50,
	    .value = v == NULL ? NULL : v[PROMOTION_CODE].text });
	html_raw(p->body, "</div>\n");
	kind_put(p, v);
	worth_put(p, v);
	if ((e = scope_put(p, v)) != SOUK_OK || (e = when_put(p, v)) !=
	    SOUK_OK)
		return e;
	sell_form_close(p, &f);
	return SOUK_OK;
}

/* ---- GET /admin/promotions ---------------------------------------------------------- */

static void
row_put(const struct page *p, const struct record *promotion)
{
	const struct value	*v = promotion->values;
	const bool		 active = v[PROMOTION_ACTIVE].num == 1;

	html(p->body, "<tr><td><a href=\"" HERE "/%s\"><bdi>%s</bdi></a></td>"
	    "<td><bdi>%s</bdi></td><td>%s", v[PROMOTION_ID].text,
	    v[PROMOTION_NAME].text, v[PROMOTION_CODE].state == VALUE_SET ?
	    v[PROMOTION_CODE].text : "–",
	    choice_text(p, kinds, COUNT(kinds), v[PROMOTION_KIND].text));
	if (v[PROMOTION_RATE].state == VALUE_SET)
		html(p->body, " <bdi>%s %%</bdi>",
		    sell_percent(p, &v[PROMOTION_RATE]));
	if (v[PROMOTION_AMOUNT_OFF].state == VALUE_SET) {
		html_raw(p->body, " ");
		page_price(p, v[PROMOTION_AMOUNT_OFF].num,
		    v[PROMOTION_CURRENCY].text);
	}
	html_raw(p->body, "</td><td>");
	time_put(p, &v[PROMOTION_ENDS]);
	html(p->body, "</td><td class=\"number\"><bdi dir=\"ltr\">%lld",
	    (long long)v[PROMOTION_USED].num);
	if (v[PROMOTION_LIMIT].state == VALUE_SET)
		html(p->body, " / %lld", (long long)v[PROMOTION_LIMIT].num);
	html(p->body, "</bdi></td><td><span class=\"status%s\">%s</span></td>"
	    "</tr>\n", active ? " ACTIVE" : "", page_text(p, active ?
	    UI_PRICES_ON : UI_PRICES_OFF));
}

static enum outcome
rows_put(const struct page *p, struct rows *rows)
{
	static const enum ui_text	 heads[] = { UI_NAME,
		UI_CODE, UI_PROMOTION_KIND, UI_PRICES_ENDS,
		UI_PROMOTION_USED, UI_STATUS };
	struct record			*promotion = record_new(p->act->arena,
					    &promotion_fields);
	enum outcome			 e;

	table_open(p, "promotions", UI_PROMOTIONS, heads, COUNT(heads));
	while ((e = rows_next(rows, p->act->arena, promotion)) == SOUK_OK)
		row_put(p, promotion);
	table_close(p);
	return e == SOUK_NOT_FOUND ? SOUK_OK : e;
}

/* The promotions, and a form for another. */
enum outcome
admin_promotions_page(struct req *r, struct res *out)
{
	struct page	 p;
	struct rows	 rows;
	struct paging	 paging;
	enum outcome	 e;

	if ((e = admin_start(&p, r, out, UI_PROMOTIONS)) != SOUK_OK)
		return e;
	paging = (struct paging){ .at = paging_query(&p), .path = HERE };
	if ((e = promotion_list(p.act, &paging.at, &rows)) != SOUK_OK)
		return e;
	paging.total = rows.total;
	page_open(&p);
	html(p.body, "<h1>%s</h1>\n<p class=\"lead\">%s</p>\n", p.title,
	    page_text(&p, UI_PROMOTIONS_TEXT));
	if (rows.total > 0 && (e = rows_put(&p, &rows)) != SOUK_OK)
		return e;
	paging_put(&p, &paging);
	html(p.body, "<h2>%s</h2>\n", page_text(&p, UI_PROMOTION_NEW));
	e = promotion_form(&p, NULL);
	page_close(&p);
	return e;
}

/* GET /admin/promotions/{id}: 403, 404. */
enum outcome
admin_promotion_page(struct req *r, struct res *out)
{
	struct record	*promotion;
	struct page	 p;
	enum outcome	 e;

	if ((e = admin_start(&p, r, out, UI_PROMOTIONS)) != SOUK_OK ||
	    (e = promotion_read(p.act, req_param(r, 0), &promotion)) !=
	    SOUK_OK)
		return e;
	p.title = promotion->values[PROMOTION_NAME].text;
	page_open(&p);
	html(p.body, "<div class=\"heading\"><h1><bdi>%s</bdi></h1>\n"
	    "<a href=\"" HERE "\">%s</a></div>\n<p class=\"count\">%s : %lld"
	    "</p>\n", p.title, page_text(&p, UI_PROMOTIONS),
	    page_text(&p, UI_PROMOTION_USED),
	    (long long)promotion->values[PROMOTION_USED].num);
	e = promotion_form(&p, promotion);
	page_close(&p);
	return e;
}
