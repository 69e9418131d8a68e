/* SPDX-License-Identifier: ISC */
/* Shipping and taxes: ways of shipping, and the zones they go to. */
#include "lib/orders/shipping.h"

#include "fcgi/pages/cards.h"
#include "fcgi/pages/office.h"
#include "fcgi/pages/pages.h"
#include "fcgi/pages/selling.h"
#include "lib/base/text.h"
#include "lib/catalog/stock.h"
#include "lib/orders/zones.h"

#define COUNT(TABLE) (sizeof(TABLE) / sizeof((TABLE)[0]))
#define HERE	"/admin/livraison"

static const struct choice kinds[] = {
	{ "carrier", UI_SHIPPING_CARRIER },
	{ "courier", UI_SHIPPING_COURIER },
	{ "pickup", UI_SHIPPING_PICKUP },
};

/* ---- the form of a way -------------------------------------------------------- */

static void
option_put(const struct page *p, const char *value, const char *text,
    const char *chosen)
{
	html(p->body, "<option value=\"%s\"", value);
	html_flag(p->body, "selected", text_equal(value, chosen));
	html(p->body, ">%s</option>\n", text);
}

/* The first hundred zones, and places; an empty one is none. */
static enum outcome
where_put(const struct page *p, const struct value *v)
{
	const struct list_query	 all = { .page = 1, .limit = PAGE_LIMIT_MAX };
	struct record		*zone = record_new(p->act->arena,
				    &zone_fields);
	struct record		*place = record_new(p->act->arena,
				    &place_fields);
	struct rows		 rows;
	enum outcome		 e;

	if ((e = zone_list(p->act, &all, &rows)) != SOUK_OK)
		return e;
	html(p->body, "<label data-for=\"carrier courier\">%s "
	    "<select name=\"zoneId\" data-as=\"orNull\">\n"
	    "<option value=\"\">–</option>\n",
	    page_text(p, UI_SHIPPING_ZONE));
	while ((e = rows_next(&rows, p->act->arena, zone)) == SOUK_OK)
		option_put(p, zone->values[ZONE_ID].text,
		    zone->values[ZONE_NAME].text,
		    v == NULL ? NULL : v[SHIPPING_ZONE].text);
	if (e != SOUK_NOT_FOUND ||
	    (e = place_list(p->act, &all, &rows)) != SOUK_OK)
		return e;
	html(p->body, "</select></label>\n<label data-for=\"pickup\">%s "
	    "<select name=\"placeId\" data-as=\"orNull\">\n"
	    "<option value=\"\">–</option>\n",
	    page_text(p, UI_SHIPPING_PLACE));
	while ((e = rows_next(&rows, p->act->arena, place)) == SOUK_OK)
		option_put(p, place->values[PLACE_ID].text,
		    place->values[PLACE_NAME].text,
		    v == NULL ? NULL : v[SHIPPING_PLACE].text);
	html_raw(p->body, "</select></label>\n");
	return e == SOUK_NOT_FOUND ? SOUK_OK : e;
}

/* v NULL: an empty one. */
static void
step_put(const struct page *p, const struct value *v)
{
	const char	*currency = v == NULL ?
			    settings_currency(p->act->settings) :
			    v[STEP_CURRENCY].text;

	html_raw(p->body, "<tr>");
	sell_cell(p, &(struct sell_input){ .label = UI_SHIPPING_AMOUNT,
	    .name = "amount", .as = "amount", .max = 16, .number = true,
	    .value = sell_money(p, v == NULL ? NULL : &v[STEP_AMOUNT],
	    currency) });
	sell_cell(p, &(struct sell_input){ .label = UI_PRICES_CURRENCY,
	    .name = "currency", .as = "text", .max = 3, .value = currency });
	sell_cell(p, &(struct sell_input){ .label = UI_SHIPPING_FROM_AMOUNT,
	    .name = "fromAmount", .as = "amountOr0", .max = 16,
	    .number = true, .value = sell_money(p, v == NULL ? NULL :
	    &v[STEP_FROM_AMOUNT], currency) });
	sell_cell(p, &(struct sell_input){ .label = UI_SHIPPING_FROM_WEIGHT,
	    .name = "fromWeight", .as = "integerOr0", .max = 9,
	    .number = true, .value = sell_integer(p, v == NULL ? NULL :
	    &v[STEP_FROM_WEIGHT]) });
	html(p->body, "<td><button type=\"button\" class=\"quiet\" "
	    "data-row-remove>%s</button></td></tr>\n",
	    page_text(p, UI_REMOVE));
}

static void
steps_put(const struct page *p, const struct value *steps)
{
	static const enum ui_text	 heads[] = { UI_SHIPPING_AMOUNT,
		UI_PRICES_CURRENCY, UI_SHIPPING_FROM_AMOUNT,
		UI_SHIPPING_FROM_WEIGHT, UI_TEXT__MAX };
	size_t				 i;

	html(p->body, "<div data-rows=\"rates\">\n<p>%s</p>\n<p "
	    "class=\"count\">%s</p>\n", page_text(p, UI_SHIPPING_RATES),
	    page_text(p, UI_SHIPPING_RATES_HINT));
	table_open(p, "rates", UI_SHIPPING_RATES, heads, COUNT(heads));
	for (i = 0; steps != NULL && i < steps->count; i++)
		step_put(p, steps->items[i].values);
	if (steps == NULL || steps->count == 0)
		step_put(p, NULL);
	table_close(p);
	html_raw(p->body, "<template>");
	step_put(p, NULL);
	html(p->body, "</template>\n<button type=\"button\" class=\"button\" "
	    "data-row-add>%s</button>\n</div>\n",
	    page_text(p, UI_SHIPPING_ROW));
}

static void
kind_put(const struct page *p, const struct value *v)
{
	if (v == NULL) {
		sell_select(p, UI_SHIPPING_KIND, "kind", kinds, COUNT(kinds),
		    NULL);
		return;
	}
	html(p->body, "<p>%s : <strong data-kind=\"%s\">%s</strong></p>\n",
	    page_text(p, UI_SHIPPING_KIND), v[SHIPPING_KIND].text,
	    choice_text(p, kinds, COUNT(kinds), v[SHIPPING_KIND].text));
}

static void
details_put(const struct page *p, const struct value *v)
{
	sell_input(p, &(struct sell_input){
	    .label = UI_SHIPPING_DESCRIPTION, .name = "description",
	    .as = "orNull", .max = 1000,
	    .value = v == NULL ? NULL : v[SHIPPING_DESCRIPTION].text });
	html_raw(p->body, "<div class=\"pair\">\n");
	sell_input(p, &(struct sell_input){ .label = UI_SHIPPING_DAYS_MIN,
	    .name = "daysMin", .as = "integerOrNull", .max = 3,
	    .number = true, .value = sell_integer(p, v == NULL ? NULL :
	    &v[SHIPPING_DAYS_MIN]) });
	sell_input(p, &(struct sell_input){ .label = UI_SHIPPING_DAYS_MAX,
	    .name = "daysMax", .as = "integerOrNull", .max = 3,
	    .number = true, .value = sell_integer(p, v == NULL ? NULL :
	    &v[SHIPPING_DAYS_MAX]) });
	sell_input(p, &(struct sell_input){ .label = UI_SHIPPING_POSITION,
	    .name = "position", .as = "integer", .max = 7, .number = true,
	    .value = v == NULL ? "0" : sell_integer(p,
	    &v[SHIPPING_POSITION]) });
	html(p->body, "<label>%s <select name=\"taxClass\" "
	    "data-as=\"text\">\n", page_text(p, UI_TAX_CLASS));
	admin_tax_options(p, v == NULL ? "standard" :
	    v[SHIPPING_TAX_CLASS].text);
	html_raw(p->body, "</select></label>\n</div>\n");
}

enum outcome
shipping_form(const struct page *p, const struct record *method)
{
	const struct value	*v = method == NULL ? NULL : method->values;
	const struct sell_form	 f = { .api = "/api/admin/shipping-methods",
		.page = HERE, .next = HERE,
		.id = v == NULL ? NULL : v[SHIPPING_ID].text,
		.version = v == NULL ? 0 : v[SHIPPING_VERSION].num };
	enum outcome		 e;

	sell_form_open(p, &f);
	sell_input(p, &(struct sell_input){ .label = UI_NAME, .name = "name",
	    .as = "text", .max = 100, .required = true,
	    .value = v == NULL ? NULL : v[SHIPPING_NAME].text });
	html_raw(p->body, "<div class=\"pair\">\n");
	kind_put(p, v);
	if ((e = where_put(p, v)) != SOUK_OK)
		return e;
	html_raw(p->body, "</div>\n");
	details_put(p, v);
	steps_put(p, v == NULL ? NULL : &v[SHIPPING_RATES]);
	sell_check(p, UI_SHIPPING_ACTIVE, "isActive",
	    v == NULL || v[SHIPPING_ACTIVE].num == 1);
	sell_form_close(p, &f);
	return SOUK_OK;
}

/* ---- GET /admin/livraison ------------------------------------------------------------ */

static void
method_row(const struct page *p, const struct value *v)
{
	const bool	 active = v[SHIPPING_ACTIVE].num == 1;

	html(p->body, "<tr><td><a href=\"" HERE "/%s\"><bdi>%s</bdi></a></td>"
	    "<td>%s</td><td><bdi>%s</bdi></td><td><span class=\"status%s\">"
	    "%s</span></td></tr>\n", v[SHIPPING_ID].text,
	    v[SHIPPING_NAME].text, choice_text(p, kinds, COUNT(kinds),
	    v[SHIPPING_KIND].text), v[SHIPPING_ZONE].state == VALUE_SET ?
	    v[SHIPPING_ZONE_NAME].text :
	    v[SHIPPING_PLACE].state == VALUE_SET ?
	    v[SHIPPING_PLACE_NAME].text : "–", active ? " ACTIVE" : "",
	    page_text(p, active ? UI_PRICES_ON : UI_PRICES_OFF));
}

static enum outcome
methods_put(const struct page *p, struct rows *rows)
{
	static const enum ui_text	 heads[] = { UI_NAME,
		UI_SHIPPING_KIND, UI_SHIPPING_ZONE, UI_STATUS };
	struct record			*method = record_new(p->act->arena,
					    &shipping_fields);
	enum outcome			 e;

	table_open(p, "methods", UI_SHIPPING_WAYS, heads, COUNT(heads));
	while ((e = rows_next(rows, p->act->arena, method)) == SOUK_OK)
		method_row(p, method->values);
	table_close(p);
	return e == SOUK_NOT_FOUND ? SOUK_OK : e;
}

/* The ways of shipping, and a form for another. */
enum outcome
admin_shipping_page(struct req *r, struct res *out)
{
	struct page	 p;
	struct rows	 rows;
	struct paging	 paging;
	enum outcome	 e;

	if ((e = admin_start(&p, r, out, UI_SHIPPING)) != SOUK_OK)
		return e;
	paging = (struct paging){ .at = paging_query(&p), .path = HERE };
	if ((e = shipping_list(p.act, &paging.at, &rows)) != SOUK_OK)
		return e;
	paging.total = rows.total;
	page_open(&p);
	html(p.body, "<div class=\"heading\"><h1>%s</h1>\n"
	    "<a href=\"/admin/zones\">%s</a></div>\n<p class=\"lead\">%s</p>"
	    "\n", p.title, page_text(&p, UI_ZONES),
	    page_text(&p, UI_SHIPPING_TEXT));
	if (rows.total > 0 && (e = methods_put(&p, &rows)) != SOUK_OK)
		return e;
	paging_put(&p, &paging);
	html(p.body, "<h2>%s</h2>\n", page_text(&p, UI_SHIPPING_NEW));
	e = shipping_form(&p, NULL);
	page_close(&p);
	return e;
}

/* GET /admin/livraison/{id}: 403, 404. */
enum outcome
admin_shipping_method_page(struct req *r, struct res *out)
{
	struct record	*method;
	struct page	 p;
	enum outcome	 e;

	if ((e = admin_start(&p, r, out, UI_SHIPPING)) != SOUK_OK ||
	    (e = shipping_read(p.act, req_param(r, 0), &method)) != SOUK_OK)
		return e;
	p.title = method->values[SHIPPING_NAME].text;
	page_open(&p);
	html(p.body, "<div class=\"heading\"><h1><bdi>%s</bdi></h1>\n"
	    "<a href=\"" HERE "\">%s</a></div>\n", p.title,
	    page_text(&p, UI_SHIPPING));
	e = shipping_form(&p, method);
	page_close(&p);
	return e;
}
