/* SPDX-License-Identifier: ISC */
#include "fcgi/pages/admin_stock.h"

#include "fcgi/pages/cards.h"
#include "fcgi/pages/pages.h"
#include "lib/base/text.h"

/* ---- what the pages of stock share --------------------------------------- */

/* The brand's places, by their order. */
enum outcome
admin_places_read(const struct page *p, struct admin_places *places)
{
	const struct list_query	 all = { .page = 1, .limit = ADMIN_PLACES };
	struct rows		 rows;
	enum outcome		 e;

	*places = (struct admin_places){ .count = 0 };
	if ((e = place_list(p->act, &all, &rows)) != SOUK_OK)
		return e;
	do {
		places->list[places->count] = record_new(p->act->arena,
		    &place_fields);
		e = rows_next(&rows, p->act->arena,
		    places->list[places->count]);
	} while (e == SOUK_OK && ++places->count < ADMIN_PLACES);
	db_done(rows.stmt);
	return e == SOUK_NOT_FOUND ? SOUK_OK : e;
}

/* The place of this id, else the default one; NULL: there is none yet. */
const struct record *
admin_place_find(const struct admin_places *places, const char *id)
{
	const struct record	*found = NULL;
	size_t			 i;

	for (i = 0; i < places->count; i++) {
		const struct value	*v = places->list[i]->values;

		if (text_equal(v[PLACE_ID].text, id))
			return places->list[i];
		if (v[PLACE_DEFAULT].num == 1)
			found = places->list[i];
	}
	return found;
}

void
admin_place_options(const struct page *p, const struct admin_places *places,
    const char *chosen, bool active_only)
{
	size_t	 i;

	for (i = 0; i < places->count; i++) {
		const struct value	*v = places->list[i]->values;

		if (active_only && v[PLACE_ACTIVE].num == 0)
			continue;
		html(p->body, "<option value=\"%s\"", v[PLACE_ID].text);
		html_flag(p->body, "selected",
		    text_equal(v[PLACE_ID].text, chosen));
		html(p->body, ">%s</option>\n", v[PLACE_NAME].text);
	}
}

/* What was counted, or what came or left: stock.js sends it. */
void
admin_count_form(const struct page *p, const char *variation,
    const char *place, const char *label, int64_t quantity)
{
	html(p->body, "<form class=\"count-form\" data-variation=\"%s\" "
	    "data-problem=\"%s\" novalidate>", variation,
	    page_text(p, UI_FAILED));
	if (place != NULL)
		html(p->body, "<input type=\"hidden\" name=\"placeId\" "
		    "value=\"%s\">", place);
	html(p->body, "<input class=\"number\" name=\"quantity\" dir=\"ltr\" "
	    "maxlength=\"11\" size=\"5\" autocomplete=\"off\" "
	    "aria-label=\"%s, %s\" value=\"%lld\"> <button class=\"button\">"
	    "%s</button>\n<p class=\"problem\" role=\"alert\" hidden></p>"
	    "</form>", page_text(p, UI_QUANTITY), label, (long long)quantity,
	    page_text(p, UI_SAVE));
}

/* ---- GET /admin/stock ----------------------------------------------------- */

struct stock_page {
	struct page		 page;
	struct admin_places	 places;
	const char		*q, *chosen;	/* chosen: id of a place */
	bool			 low, may_edit;
	const struct record	*counted;	/* at which place; or NULL */
};

static struct record *
filter_of(const struct stock_page *s)
{
	struct record	*filter = record_new(s->page.act->arena,
			    &stock_filters);

	if (s->q != NULL && *s->q != '\0')
		record_set_text(filter, STOCK_OF_Q, s->q);
	if (s->chosen != NULL)
		record_set_text(filter, STOCK_OF_PLACE, s->chosen);
	if (s->low)
		record_set_int(filter, STOCK_OF_LOW, 1);
	return filter;
}

static const char *
list_path(const struct stock_page *s)
{
	struct arena	*arena = s->page.act->arena;

	return arena_printf(arena, "%s%s%s",
	    path_of(arena, "/admin/stock?q=", s->q == NULL ? "" : s->q),
	    path_of(arena, "&place=", s->chosen == NULL ? "" : s->chosen),
	    s->low ? "&low=1" : "");
}

static void
filter_form(const struct stock_page *s)
{
	const struct page	*p = &s->page;

	html(p->body, "<form class=\"filters\" action=\"/admin/stock\" "
	    "role=\"search\">\n<label>%s <input name=\"q\" type=\"search\" "
	    "maxlength=\"200\"", page_text(p, UI_SEARCH));
	html_attr(p->body, "value", s->q);
	html(p->body, "></label>\n<label>%s <select name=\"place\">\n"
	    "<option value=\"\">%s</option>\n", page_text(p, UI_PLACE),
	    page_text(p, UI_PLACE_ANY));
	admin_place_options(p, &s->places, s->chosen, false);
	html_raw(p->body, "</select></label>\n<label class=\"check\">"
	    "<input name=\"low\" type=\"checkbox\" value=\"1\"");
	html_flag(p->body, "checked", s->low);
	html(p->body, "> %s</label>\n<button class=\"button\">%s</button>\n"
	    "</form>\n", page_text(p, UI_STOCK_LOW), page_text(p, UI_APPLY));
}

/* Files of all that is shown here, and of all that ever moved. */
static void
export_links(const struct stock_page *s)
{
	static const struct {
		const char	*query, *name;
	} files[] = {
		{ "bom=false", "CSV" }, { "bom=true&separator=%3B", "CSV (Excel)" },
	};
	static const struct {
		const char	*path;
		enum ui_text	 text;
		bool		 filtered;
	} lists[] = {
		{ "levels", UI_EXPORT, true },
		{ "movements", UI_EXPORT_MOVEMENTS, false },
	};
	const struct page	*p = &s->page;
	struct arena		*arena = p->act->arena;
	const char		*filter = "";
	size_t			 i, j;

	if (s->q != NULL && *s->q != '\0')
		filter = path_of(arena, "&q=", s->q);
	if (s->chosen != NULL)
		filter = arena_printf(arena, "%s%s", filter,
		    path_of(arena, "&placeId=", s->chosen));
	if (s->low)
		filter = arena_printf(arena, "%s&low=true", filter);
	for (i = 0; i < sizeof(lists) / sizeof(lists[0]); i++) {
		html(p->body, "<p class=\"export\">%s\n",
		    page_text(p, lists[i].text));
		for (j = 0; j < sizeof(files) / sizeof(files[0]); j++) {
			html_raw(p->body, "<a download");
			html_url(p->body, "href", arena_printf(arena,
			    "/api/admin/stock/%s/export?%s%s", lists[i].path,
			    files[j].query, lists[i].filtered ? filter : ""));
			html(p->body, ">%s</a>\n", files[j].name);
		}
		html_raw(p->body, "</p>\n");
	}
}

static int64_t
level_at(const struct value *levels, const char *place)
{
	size_t	 i;

	for (i = 0; i < levels->count; i++)
		if (text_equal(levels->items[i].values[LEVEL_PLACE].text,
		    place))
			return levels->items[i].values[LEVEL_QUANTITY].num;
	return 0;
}

/* "Boutique 3 · Cave 2"; one place goes without saying. */
static void
levels_put(const struct page *p, const struct value *levels)
{
	const struct value	*v;
	size_t			 i;

	if (levels->count < 2)
		return;
	html_raw(p->body, "<small>");
	for (i = 0; i < levels->count; i++) {
		v = levels->items[i].values;
		html(p->body, "%s<bdi>%s</bdi> %lld", i == 0 ? "" : " · ",
		    v[LEVEL_NAME].text, (long long)v[LEVEL_QUANTITY].num);
	}
	html_raw(p->body, "</small>");
}

static void
item_put(const struct stock_page *s, const struct record *item)
{
	const struct page	*p = &s->page;
	const struct value	*v = item->values;
	const char		*place = s->counted == NULL ? NULL :
				    s->counted->values[PLACE_ID].text;

	html(p->body, "<tr data-stock=\"%s\"><th scope=\"row\">"
	    "<a href=\"%s\"><bdi>%s</bdi></a><small><bdi>%s</bdi>%s<bdi>%s"
	    "</bdi></small></th>\n", v[STOCK_VARIATION].text,
	    path_of(p->act->arena, "/admin/stock/", v[STOCK_VARIATION].text),
	    v[STOCK_NAME].text == NULL ? "" : v[STOCK_NAME].text,
	    v[STOCK_OPTIONS].state == VALUE_SET ? v[STOCK_OPTIONS].text : "",
	    v[STOCK_OPTIONS].state == VALUE_SET && v[STOCK_SKU].state ==
	    VALUE_SET ? " · " : "",
	    v[STOCK_SKU].state == VALUE_SET ? v[STOCK_SKU].text : "");
	html(p->body, "<td class=\"number\"><b class=\"total%s\">%lld</b>",
	    v[STOCK_LOW].num ? " low" : "",
	    (long long)v[STOCK_QUANTITY].num);
	levels_put(p, &v[STOCK_PLACES]);
	html_raw(p->body, "</td>\n");
	if (s->may_edit) {
		html_raw(p->body, "<td>");
		admin_count_form(p, v[STOCK_VARIATION].text, place,
		    v[STOCK_NAME].text, place == NULL ?
		    v[STOCK_QUANTITY].num :
		    level_at(&v[STOCK_PLACES], place));
		html_raw(p->body, "</td>");
	}
	html_raw(p->body, "</tr>\n");
}

static enum outcome
items_put(const struct stock_page *s, struct rows *rows)
{
	const struct page	*p = &s->page;
	struct record		*item = record_new(p->act->arena,
				    &stock_item_fields);
	enum outcome		 e;

	html(p->body, "<div class=\"table\" tabindex=\"0\" role=\"region\" "
	    "aria-label=\"%s\"><table>\n<thead><tr><th>%s</th>"
	    "<th class=\"number\">%s</th>", page_text(p, UI_STOCK),
	    page_text(p, UI_PRODUCT), page_text(p, UI_STOCK));
	if (s->may_edit)
		html(p->body, "<th>%s<small><bdi>%s</bdi></small></th>",
		    page_text(p, UI_QUANTITY), s->counted == NULL ? "" :
		    s->counted->values[PLACE_NAME].text);
	html_raw(p->body, "</tr></thead>\n<tbody>\n");
	while ((e = stock_list_next(p->act, rows, item)) == SOUK_OK)
		item_put(s, item);
	html_raw(p->body, "</tbody>\n</table></div>\n");
	return e == SOUK_NOT_FOUND ? SOUK_OK : e;
}

static enum outcome
stock_page_start(struct stock_page *s, struct req *r, struct res *out)
{
	const char	*place;
	enum outcome	 e;

	if ((e = admin_start(&s->page, r, out, UI_STOCK)) != SOUK_OK ||
	    (e = admin_places_read(&s->page, &s->places)) != SOUK_OK)
		return e;
	s->may_edit = r->act.actor.permissions & PRODUCT_EDIT;
	s->q = page_query(&s->page, "q");
	s->low = text_equal(page_query(&s->page, "low"), "1");
	place = page_query(&s->page, "place");
	s->counted = admin_place_find(&s->places, place);
	if (s->counted != NULL && text_equal(place,
	    s->counted->values[PLACE_ID].text))
		s->chosen = place;
	return SOUK_OK;
}

/* GET /admin/stock?q=&place=&low=1&page=: what there is, to be counted. */
enum outcome
admin_stock_page(struct req *r, struct res *out)
{
	struct stock_page	 s = { .low = false };
	const struct page	*p = &s.page;
	struct paging		 paging;
	struct rows		 rows;
	enum outcome		 e;

	if ((e = stock_page_start(&s, r, out)) != SOUK_OK)
		return e;
	paging = (struct paging){ .at = paging_query(p),
		.path = list_path(&s) };
	e = stock_list(p->act, filter_of(&s), &paging.at, &rows);
	if (e != SOUK_OK)
		return e;
	paging.total = rows.total;
	page_open(&s.page);
	html(p->body, "<div class=\"heading\"><h1>%s</h1>\n"
	    "<a href=\"/admin/emplacements\">%s</a></div>\n", p->title,
	    page_text(p, UI_PLACES));
	filter_form(&s);
	html_raw(p->body, "<p class=\"count\">");
	ui_count(p->body, p->locale, UI_VARIATIONS_COUNT, rows.total);
	html_raw(p->body, "</p>\n");
	export_links(&s);
	if (s.may_edit)
		html(p->body, "<p class=\"count\">%s</p>\n",
		    page_text(p, UI_STOCK_HINT));
	e = items_put(&s, &rows);
	paging_put(p, &paging);
	page_close(&s.page);
	return e;
}
