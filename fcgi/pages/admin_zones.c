/* SPDX-License-Identifier: ISC */
#include "fcgi/pages/buy.h"
#include "fcgi/pages/cards.h"
#include "fcgi/pages/office.h"
#include "fcgi/pages/pages.h"
#include "fcgi/pages/selling.h"
#include "lib/base/text.h"
#include "lib/orders/orders.h"
#include "lib/orders/vat_rates.h"
#include "lib/orders/zones.h"

#define COUNT(TABLE) (sizeof(TABLE) / sizeof((TABLE)[0]))
#define HERE	"/admin/zones"

/* ---- the form ------------------------------------------------------------------ */

/* An area a line: "FR", "FR/IDF", "FR//20". */
static void
areas_put(const struct page *p, const struct value *areas)
{
	struct buf	 text;
	size_t		 i;

	buf_init(&text, p->act->arena, 256);
	for (i = 0; areas != NULL && i < areas->count; i++) {
		const struct value	*v = areas->items[i].values;
		const bool		 region = *v[AREA_REGION].text != '\0';
		const bool		 postcode =
		    *v[AREA_POSTCODE].text != '\0';

		buf_printf(&text, "%s%s%s%s%s\n", v[AREA_COUNTRY].text,
		    region || postcode ? "/" : "", v[AREA_REGION].text,
		    postcode ? "/" : "", v[AREA_POSTCODE].text);
	}
	sell_lines(p, &(struct sell_lines){ .label = UI_ZONE_AREAS,
	    .hint = UI_ZONE_AREAS_HINT, .name = "areas", .as = "areas",
	    .text = text.p, .rows = 5, .code = true });
}

/* v NULL: an empty one. */
static void
rate_put(const struct page *p, const struct value *v)
{
	html_raw(p->body, "<tr>");
	sell_cell(p, &(struct sell_input){ .label = UI_ZONE_RATE,
	    .name = "rate", .as = "percent", .max = 8, .number = true,
	    .value = sell_percent(p, v == NULL ? NULL : &v[TAX_RATE_RATE]) });
	sell_cell(p, &(struct sell_input){ .label = UI_ZONE_TAX_NAME,
	    .name = "name", .as = "text", .max = 50,
	    .value = v == NULL ? NULL : v[TAX_RATE_NAME].text });
	html(p->body, "<td><select name=\"taxClass\" data-as=\"text\" "
	    "aria-label=\"%s\">\n", page_text(p, UI_TAX_CLASS));
	admin_tax_options(p, v == NULL ? "standard" :
	    v[TAX_RATE_CLASS].text);
	html(p->body, "</select></td><td><button type=\"button\" "
	    "class=\"quiet\" data-row-remove>%s</button></td></tr>\n",
	    page_text(p, UI_REMOVE));
}

static void
rates_put(const struct page *p, const struct value *rates)
{
	static const enum ui_text	 heads[] = { UI_ZONE_RATE,
		UI_ZONE_TAX_NAME, UI_TAX_CLASS, UI_TEXT__MAX };
	size_t				 i;

	html(p->body, "<div data-rows=\"rates\">\n<p>%s</p>\n",
	    page_text(p, UI_ZONE_RATES));
	table_open(p, "rates", UI_ZONE_RATES, heads, COUNT(heads));
	for (i = 0; rates != NULL && i < rates->count; i++)
		rate_put(p, rates->items[i].values);
	if (rates == NULL || rates->count == 0)
		rate_put(p, NULL);
	table_close(p);
	html_raw(p->body, "<template>");
	rate_put(p, NULL);
	html(p->body, "</template>\n<button type=\"button\" class=\"button\" "
	    "data-row-add>%s</button>\n</div>\n",
	    page_text(p, UI_SHIPPING_ROW));
}

enum outcome
zone_form(const struct page *p, const struct record *zone)
{
	const struct value	*v = zone == NULL ? NULL : zone->values;
	const struct sell_form	 f = { .api = "/api/admin/zones",
		.page = HERE, .next = HERE,
		.id = v == NULL ? NULL : v[ZONE_ID].text,
		.version = v == NULL ? 0 : v[ZONE_VERSION].num };

	sell_form_open(p, &f);
	sell_input(p, &(struct sell_input){ .label = UI_NAME, .name = "name",
	    .as = "text", .max = 100, .required = true,
	    .value = v == NULL ? NULL : v[ZONE_NAME].text });
	areas_put(p, v == NULL ? NULL : &v[ZONE_AREAS]);
	rates_put(p, v == NULL ? NULL : &v[ZONE_RATES]);
	sell_check(p, UI_ZONE_REVERSE, "reverseCharge",
	    v != NULL && v[ZONE_REVERSE].num == 1);
	sell_form_close(p, &f);
	return SOUK_OK;
}

/* ---- GET /admin/zones --------------------------------------------------------------- */

static void
row_put(const struct page *p, const struct value *v)
{
	size_t	 i;

	html(p->body, "<tr><td><a href=\"" HERE "/%s\"><bdi>%s</bdi></a></td>"
	    "<td class=\"number\">%lld</td><td>", v[ZONE_ID].text,
	    v[ZONE_NAME].text, (long long)v[ZONE_AREA_COUNT].num);
	for (i = 0; i < v[ZONE_RATES].count; i++)
		html(p->body, "%s<bdi>%s</bdi>", i == 0 ? "" : ", ",
		    v[ZONE_RATES].items[i].values[TAX_RATE_NAME].text);
	html_raw(p->body, "</td></tr>\n");
}

static enum outcome
rows_put(const struct page *p, struct rows *rows)
{
	static const enum ui_text	 heads[] = { UI_NAME, UI_ZONE_AREAS,
		UI_ZONE_RATES };
	struct record			*zone = record_new(p->act->arena,
					    &zone_fields);
	enum outcome			 e;

	table_open(p, "zones", UI_ZONES, heads, COUNT(heads));
	while ((e = zone_list_next(p->act, rows, zone)) == SOUK_OK)
		row_put(p, zone->values);
	table_close(p);
	return e == SOUK_NOT_FOUND ? SOUK_OK : e;
}

/* While there are none: make the usual ones at once. */
static void
start_put(const struct page *p)
{
	const struct sell_form	 f = { .api = "/api/admin/zones/start",
		.page = HERE, .send = UI_ZONES_START_SEND };

	html(p->body, "<h2>%s</h2>\n<p>%s</p>\n<p>%s <bdi dir=\"ltr\">%s"
	    "</bdi>. %s</p>\n", page_text(p, UI_ZONES_START),
	    page_text(p, UI_ZONES_START_TEXT),
	    page_text(p, UI_ZONES_START_RATES), VAT_RATES_DAY,
	    page_text(p, UI_ZONES_START_LOWER));
	sell_form_open(p, &f);
	buy_countries(p, "country", settings_text(p->act->settings,
	    &orders_settings, ORDERS_COUNTRY));
	sell_form_close(p, &f);
}

/* The zones, and a form for another. */
enum outcome
admin_zones_page(struct req *r, struct res *out)
{
	struct page	 p;
	struct rows	 rows;
	struct paging	 paging;
	enum outcome	 e;

	if ((e = admin_start(&p, r, out, UI_ZONES)) != SOUK_OK)
		return e;
	paging = (struct paging){ .at = paging_query(&p), .path = HERE };
	if ((e = zone_list(p.act, &paging.at, &rows)) != SOUK_OK)
		return e;
	paging.total = rows.total;
	page_open(&p);
	html(p.body, "<div class=\"heading\"><h1>%s</h1>\n"
	    "<a href=\"/admin/livraison\">%s</a></div>\n<p class=\"lead\">%s"
	    "</p>\n", p.title, page_text(&p, UI_SHIPPING),
	    page_text(&p, UI_ZONES_TEXT));
	if (rows.total == 0)
		start_put(&p);
	else if ((e = rows_put(&p, &rows)) != SOUK_OK)
		return e;
	paging_put(&p, &paging);
	html(p.body, "<h2>%s</h2>\n", page_text(&p, UI_ZONE_NEW));
	e = zone_form(&p, NULL);
	page_close(&p);
	return e;
}

/* GET /admin/zones/{id}: 403, 404. */
enum outcome
admin_zone_page(struct req *r, struct res *out)
{
	struct record	*zone;
	struct page	 p;
	enum outcome	 e;

	if ((e = admin_start(&p, r, out, UI_ZONES)) != SOUK_OK ||
	    (e = zone_read(p.act, req_param(r, 0), &zone)) != SOUK_OK)
		return e;
	p.title = zone->values[ZONE_NAME].text;
	page_open(&p);
	html(p.body, "<div class=\"heading\"><h1><bdi>%s</bdi></h1>\n"
	    "<a href=\"" HERE "\">%s</a></div>\n", p.title,
	    page_text(&p, UI_ZONES));
	e = zone_form(&p, zone);
	page_close(&p);
	return e;
}
