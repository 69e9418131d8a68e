/* SPDX-License-Identifier: ISC */
#include "fcgi/pages/admin_stock.h"
#include "fcgi/pages/cards.h"
#include "fcgi/pages/pages.h"
#include "lib/base/clock.h"
#include "lib/base/text.h"

/* Of movement_fields' reason; those by hand can be chosen. */
static const struct {
	const char	*value;
	enum ui_text	 text;
	bool		 by_hand;
} reasons[] = {
	{ "received", UI_REASON_RECEIVED, true },
	{ "returned", UI_REASON_RETURNED, true },
	{ "sold", UI_REASON_SOLD, true },
	{ "damaged", UI_REASON_DAMAGED, true },
	{ "correction", UI_REASON_CORRECTION, true },
	{ "count", UI_REASON_COUNT, false },
	{ "transfer", UI_REASON_TRANSFER, false },
	{ "opening", UI_REASON_OPENING, false },
	{ "edit", UI_REASON_EDIT, false },
	{ "import", UI_REASON_IMPORT, false },
};
#define REASONS	(sizeof(reasons) / sizeof(reasons[0]))

static const char *
reason_text(const struct page *p, const char *value)
{
	size_t	 i;

	for (i = 0; i < REASONS; i++)
		if (text_equal(value, reasons[i].value))
			return page_text(p, reasons[i].text);
	return value;
}

/* ---- what lies where ------------------------------------------------------ */

static void
level_put(const struct page *p, const struct value *v, const char *variation,
    bool may_edit)
{
	html(p->body, "<tr><th scope=\"row\"><bdi>%s</bdi></th><td>",
	    v[LEVEL_NAME].text);
	if (may_edit)
		admin_count_form(p, variation, v[LEVEL_PLACE].text,
		    v[LEVEL_NAME].text, v[LEVEL_QUANTITY].num);
	else
		html(p->body, "%lld", (long long)v[LEVEL_QUANTITY].num);
	html_raw(p->body, "</td></tr>\n");
}

static void
levels_put(const struct page *p, const struct record *item, bool may_edit)
{
	const struct value	*v = item->values;
	const struct value	*levels = &v[STOCK_PLACES];
	size_t			 i;

	html(p->body, "<p data-stock=\"%s\">%s <b class=\"total%s\">%lld</b>"
	    " · %s %lld</p>\n", v[STOCK_VARIATION].text,
	    page_text(p, UI_STOCK), v[STOCK_LOW].num ? " low" : "",
	    (long long)v[STOCK_QUANTITY].num, page_text(p, UI_THRESHOLD),
	    (long long)v[STOCK_THRESHOLD].num);
	if (levels->count == 0)
		return;
	html(p->body, "<div class=\"table\"><table>\n<thead><tr><th>%s</th>"
	    "<th>%s</th></tr></thead>\n<tbody>\n", page_text(p, UI_PLACE),
	    page_text(p, UI_QUANTITY));
	for (i = 0; i < levels->count; i++)
		level_put(p, levels->items[i].values, v[STOCK_VARIATION].text,
		    may_edit);
	html_raw(p->body, "</tbody>\n</table></div>\n");
}

/* ---- moving it ------------------------------------------------------------ */

static void
form_open(const struct page *p, const char *id, enum ui_text title,
    const char *variation)
{
	html(p->body, "<form id=\"%s\" class=\"stack box\" "
	    "data-variation=\"%s\" data-problem=\"%s\" novalidate>\n"
	    "<h2>%s</h2>\n", id, variation, page_text(p, UI_FAILED),
	    page_text(p, title));
}

static void
form_end(const struct page *p, enum ui_text button)
{
	html(p->body, "<label>%s <input name=\"note\" dir=\"auto\" "
	    "maxlength=\"500\"></label>\n<p class=\"save\">"
	    "<button class=\"button primary\">%s</button></p>\n"
	    "<p class=\"problem\" role=\"alert\" hidden></p>\n</form>\n",
	    page_text(p, UI_NOTE), page_text(p, button));
}

static void
quantity_input(const struct page *p, const char *name)
{
	html(p->body, "<label>%s <input class=\"number\" name=\"%s\" "
	    "dir=\"ltr\" inputmode=\"numeric\" maxlength=\"11\" "
	    "autocomplete=\"off\" required></label>\n",
	    page_text(p, UI_QUANTITY), name);
}

/* Reasons that take away turn the number round: stock.js. */
static void
adjust_form(const struct page *p, const char *variation,
    const struct admin_places *places)
{
	const struct record	*first = admin_place_find(places, NULL);
	size_t			 i;

	form_open(p, "adjust", UI_ADJUST, variation);
	html(p->body, "<div class=\"pair\">\n<label>%s <select "
	    "name=\"reason\">\n", page_text(p, UI_REASON));
	for (i = 0; i < REASONS; i++)
		if (reasons[i].by_hand)
			html(p->body, "<option value=\"%s\">%s</option>\n",
			    reasons[i].value, page_text(p, reasons[i].text));
	html_raw(p->body, "</select></label>\n");
	if (first != NULL) {
		html(p->body, "<label>%s <select name=\"placeId\">\n",
		    page_text(p, UI_PLACE));
		admin_place_options(p, places,
		    first->values[PLACE_ID].text, false);
		html_raw(p->body, "</select></label>\n");
	}
	quantity_input(p, "change");
	html_raw(p->body, "</div>\n");
	form_end(p, UI_SAVE);
}

static void
transfer_form(const struct page *p, const char *variation,
    const struct admin_places *places)
{
	if (places->count < 2)
		return;
	form_open(p, "transfer", UI_STOCK_TRANSFER, variation);
	html(p->body, "<div class=\"pair\">\n<label>%s <select "
	    "name=\"fromPlaceId\">\n", page_text(p, UI_FROM));
	admin_place_options(p, places, NULL, false);
	html(p->body, "</select></label>\n<label>%s <select "
	    "name=\"toPlaceId\">\n", page_text(p, UI_TO));
	admin_place_options(p, places, places->list[1]->values[PLACE_ID].text,
	    true);
	html_raw(p->body, "</select></label>\n");
	quantity_input(p, "quantity");
	html_raw(p->body, "</div>\n");
	form_end(p, UI_STOCK_TRANSFER);
}

/* ---- its movements -------------------------------------------------------- */

static void
movement_put(const struct page *p, const struct record *movement)
{
	const struct value	*v = movement->values;
	char			 when[CLOCK_TEXT];

	clock_text(v[MOVEMENT_CREATED_AT].num, when);
	html(p->body, "<tr><td><time datetime=\"%s\">%s</time></td>"
	    "<td>%s<small><bdi>%s</bdi> <bdi>%s</bdi></small></td>"
	    "<td><bdi>%s</bdi></td>", when, when,
	    reason_text(p, v[MOVEMENT_REASON].text),
	    v[MOVEMENT_NOTE].text == NULL ? "" : v[MOVEMENT_NOTE].text,
	    v[MOVEMENT_REFERENCE].text == NULL ? "" :
	    v[MOVEMENT_REFERENCE].text, v[MOVEMENT_PLACE_NAME].text);
	html(p->body, "<td class=\"number\"><bdi dir=\"ltr\">%s%lld</bdi></td>"
	    "<td class=\"number\">%lld</td><td><bdi>%s</bdi></td></tr>\n",
	    v[MOVEMENT_CHANGE].num > 0 ? "+" : "",
	    (long long)v[MOVEMENT_CHANGE].num,
	    (long long)v[MOVEMENT_QUANTITY].num,
	    v[MOVEMENT_USERNAME].text == NULL ? "" :
	    v[MOVEMENT_USERNAME].text);
}

static enum outcome
movements_put(const struct page *p, struct rows *rows)
{
	struct record	*movement = record_new(p->act->arena,
			    &movement_fields);
	enum outcome	 e;

	html(p->body, "<h2>%s</h2>\n<div class=\"table\" tabindex=\"0\" "
	    "role=\"region\" aria-label=\"%s\"><table>\n<thead><tr>"
	    "<th>%s</th><th>%s</th><th>%s</th>", page_text(p, UI_MOVEMENTS),
	    page_text(p, UI_MOVEMENTS), page_text(p, UI_IMPORT_WHEN),
	    page_text(p, UI_REASON), page_text(p, UI_PLACE));
	html(p->body, "<th class=\"number\">%s</th><th class=\"number\">%s"
	    "</th><th>%s</th></tr></thead>\n<tbody>\n",
	    page_text(p, UI_CHANGE), page_text(p, UI_AFTER),
	    page_text(p, UI_BY));
	while ((e = rows_next(rows, p->act->arena, movement)) == SOUK_OK)
		movement_put(p, movement);
	html_raw(p->body, "</tbody>\n</table></div>\n");
	return e == SOUK_NOT_FOUND ? SOUK_OK : e;
}

/* ---- GET /admin/stock/{variationId} --------------------------------------- */

static void
heading_put(struct page *p, const struct record *item)
{
	const struct value	*v = item->values;

	p->title = v[STOCK_NAME].text;
	page_open(p);
	html(p->body, "<div class=\"heading\"><h1><bdi>%s</bdi></h1>\n"
	    "<a href=\"%s\">%s</a></div>\n<p class=\"count\"><bdi>%s</bdi> "
	    "<bdi>%s</bdi></p>\n", p->title, path_of(p->act->arena,
	    "/admin/produits/", v[STOCK_PRODUCT].text), page_text(p, UI_EDIT),
	    v[STOCK_OPTIONS].text == NULL ? "" : v[STOCK_OPTIONS].text,
	    v[STOCK_SKU].text == NULL ? "" : v[STOCK_SKU].text);
}

/* A variation's stock, to move, and its movements.  403, 404. */
enum outcome
admin_stock_item_page(struct req *r, struct res *out)
{
	const bool		 may_edit = r->act.actor.permissions &
				    PRODUCT_EDIT;
	const char		*id = req_param(r, 0);
	struct admin_places	 places;
	struct record		*item, *filter;
	struct paging		 paging;
	struct rows		 rows;
	struct page		 p;
	enum outcome		 e;

	if ((e = admin_start(&p, r, out, UI_STOCK)) != SOUK_OK ||
	    (e = stock_item_read(p.act, id, &item)) != SOUK_OK ||
	    (e = admin_places_read(&p, &places)) != SOUK_OK)
		return e;
	filter = record_new(p.act->arena, &movement_filters);
	record_set_text(filter, MOVEMENT_OF_VARIATION, id);
	paging = (struct paging){ .at = paging_query(&p),
		.path = path_of(p.act->arena, "/admin/stock/", id) };
	if ((e = movement_list(p.act, filter, &paging.at, &rows)) != SOUK_OK)
		return e;
	paging.total = rows.total;
	heading_put(&p, item);
	levels_put(&p, item, may_edit);
	if (may_edit) {
		html_raw(p.body, "<div class=\"forms\">\n");
		adjust_form(&p, id, &places);
		transfer_form(&p, id, &places);
		html_raw(p.body, "</div>\n");
	}
	e = movements_put(&p, &rows);
	paging_put(&p, &paging);
	page_close(&p);
	return e;
}
