/* SPDX-License-Identifier: ISC */
#include "fcgi/pages/admin.h"
#include "fcgi/pages/cards.h"
#include "fcgi/pages/pages.h"
#include "lib/base/text.h"
#include "lib/catalog/catalog.h"

/*
 * The list of collections and the form of one.  As with products, inputs are
 * named as the API names the fields, and collection.js sends what was changed.
 */

/* ---- GET /admin/collections ------------------------------------------------ */

static void
row_put(const struct page *p, const struct record *row)
{
	const struct value	*v = row->values;
	const bool		 by_rules = text_equal(
				    v[COLLECTION_KIND].text, "rules");

	html(p->body, "<tr><td><a href=\"%s\"><bdi>%s</bdi></a></td>"
	    "<td>%s</td><td class=\"number\">%lld</td>"
	    "<td class=\"number\">%lld</td><td><span class=\"status%s\">%s"
	    "</span></td></tr>\n", path_of(p->act->arena,
	    "/admin/collections/", v[COLLECTION_ID].text),
	    v[COLLECTION_NAME].text, page_text(p, by_rules ? UI_KIND_RULES :
	    UI_KIND_MANUAL), (long long)v[COLLECTION_PRODUCTS].num,
	    (long long)v[COLLECTION_POSITION].num,
	    v[COLLECTION_ACTIVE].num ? " ACTIVE" : "",
	    page_text(p, v[COLLECTION_ACTIVE].num ? UI_YES : UI_NO));
}

static enum outcome
rows_put(const struct page *p, struct rows *rows)
{
	struct record	*row = record_new(p->act->arena, &collection_fields);
	enum outcome	 e;

	html(p->body, "<div class=\"table\" tabindex=\"0\" role=\"region\" "
	    "aria-label=\"%s\"><table>\n<thead><tr><th>%s</th><th>%s</th>"
	    "<th class=\"number\">%s</th><th class=\"number\">%s</th>"
	    "<th>%s</th></tr></thead>\n<tbody>\n",
	    page_text(p, UI_COLLECTIONS), page_text(p, UI_NAME),
	    page_text(p, UI_KIND), page_text(p, UI_PRODUCTS),
	    page_text(p, UI_ORDER), page_text(p, UI_SHOWN));
	while ((e = collection_row(p->act, rows, row)) == SOUK_OK)
		row_put(p, row);
	html_raw(p->body, "</tbody>\n</table></div>\n");
	return e == SOUK_NOT_FOUND ? SOUK_OK : e;
}

/* GET /admin/collections?page=: the brand's collections. */
enum outcome
admin_collections_page(struct req *r, struct res *out)
{
	struct page	 p;
	struct rows	 rows;
	struct paging	 paging;
	enum outcome	 e;

	if ((e = admin_start(&p, r, out, UI_COLLECTIONS)) != SOUK_OK)
		return e;
	paging = (struct paging){ .at = paging_query(&p),
		.path = "/admin/collections" };
	e = collection_list(p.act, &paging.at, false, &rows);
	if (e != SOUK_OK)
		return e;
	paging.total = rows.total;
	page_open(&p);
	html(p.body, "<div class=\"heading\"><h1>%s</h1>\n", p.title);
	if (r->act.actor.permissions & CATEGORY_MANAGE)
		html(p.body, "<a class=\"button\" "
		    "href=\"/admin/collections/nouvelle\">%s</a>\n",
		    page_text(&p, UI_COLLECTION_NEW));
	html_raw(p.body, "</div>\n");
	e = rows_put(&p, &rows);
	paging_put(&p, &paging);
	page_close(&p);
	return e;
}

/* ---- texts -------------------------------------------------------------------- */

static void
text_inputs(const struct page *p, const char *prefix, enum locale l,
    const char *name, const char *about, bool required)
{
	html(p->body, "<label>%s (%s) <input name=\"%sname\" lang=\"%s\" "
	    "dir=\"auto\" maxlength=\"100\"", page_text(p, UI_NAME),
	    locale_name(l), prefix, locale_tag(l));
	html_flag(p->body, "required", required);
	html_attr(p->body, "value", name == NULL ? "" : name);
	html(p->body, "></label>\n<label>%s (%s) <textarea "
	    "name=\"%sdescription\" lang=\"%s\" dir=\"auto\" rows=\"3\" "
	    "maxlength=\"2000\">\n%s</textarea></label>\n",
	    page_text(p, UI_DESCRIPTION), locale_name(l), prefix,
	    locale_tag(l), about == NULL ? "" : about);
}

static const struct value *
translation_find(const struct record *collection, const char *locale)
{
	const struct value	*list = &collection->values[COLLECTION_TEXTS];
	size_t			 i;

	for (i = 0; i < list->count; i++)
		if (text_equal(list->items[i].values[TEXT_LOCALE].text,
		    locale))
			return list->items[i].values;
	return NULL;
}

/* The shop's language, and the others folded away. */
static void
texts_put(const struct page *p, const struct record *collection)
{
	const enum locale	 shop = settings_locale(p->act->settings);
	const struct value	*v = collection->values, *t;
	enum locale		 l;
	int			 n = 0;

	text_inputs(p, "", shop, v[COLLECTION_NAME].text,
	    v[COLLECTION_DESCRIPTION].text, true);
	html(p->body, "<details>\n<summary>%s</summary>\n",
	    page_text(p, UI_TRANSLATIONS));
	for (l = 0; l < LOCALE__MAX; l++) {
		if (l == shop)
			continue;
		t = translation_find(collection, locale_tag(l));
		html(p->body, "<div class=\"stack\" data-translation=\"%s\">\n",
		    locale_tag(l));
		text_inputs(p, arena_printf(p->act->arena,
		    "translations[%d].", n++), l,
		    t == NULL ? NULL : t[TEXT_NAME].text,
		    t == NULL ? NULL : t[TEXT_DESCRIPTION].text, false);
		html_raw(p->body, "</div>\n");
	}
	html_raw(p->body, "</details>\n");
}

/* ---- the form ------------------------------------------------------------------- */

static void
options_put(const struct page *p, const char *name, enum ui_text label,
    const struct admin_status choices[2], const char *chosen)
{
	int	 i;

	html(p->body, "<label>%s <select name=\"%s\">\n", page_text(p, label),
	    name);
	for (i = 0; i < 2; i++) {
		html(p->body, "<option value=\"%s\"", choices[i].value);
		html_flag(p->body, "selected",
		    text_equal(choices[i].value, chosen));
		html(p->body, ">%s</option>\n", page_text(p,
		    choices[i].text));
	}
	html_raw(p->body, "</select></label>\n");
}

static void
placing_put(const struct page *p, const struct value *v)
{
	html(p->body, "<div class=\"pair\">\n<label>%s <input class=\"number\" "
	    "name=\"order\" inputmode=\"numeric\" maxlength=\"4\" "
	    "autocomplete=\"off\" value=\"%lld\"></label>\n"
	    "<label>%s <input name=\"imageUrl\" maxlength=\"2048\" dir=\"ltr\" "
	    "autocomplete=\"off\"", page_text(p, UI_ORDER),
	    (long long)v[COLLECTION_POSITION].num, page_text(p, UI_PICTURE));
	html_attr(p->body, "value", v[COLLECTION_IMAGE].text);
	html_raw(p->body, "></label>\n</div>\n<label class=\"check\">"
	    "<input type=\"checkbox\" name=\"isActive\"");
	html_flag(p->body, "checked", v[COLLECTION_ACTIVE].num == 1);
	html(p->body, "> %s</label>\n", page_text(p, UI_SHOWN));
}

/* All members; there are at most 1,000 of a collection by hand. */
static enum outcome
members_put(const struct page *p, const char *id)
{
	struct list_query	 at = { .page = 1, .limit = PAGE_LIMIT_MAX };
	struct record		*row = record_new(p->act->arena,
				    &product_summary_fields);
	struct product_list	 list;
	enum outcome		 e;

	admin_beside_open(p, UI_MEMBERS, UI_MEMBERS_HINT);
	do {
		e = collection_products(p->act, id, &at, &list);
		if (e != SOUK_OK)
			return e;
		while ((e = product_list_next(p->act, &list, row)) == SOUK_OK)
			admin_beside_row(p, row);
		at.cursor = product_list_cursor(p->act, &list, row);
	} while (e == SOUK_NOT_FOUND && at.cursor != NULL);
	admin_beside_close(p);
	return e == SOUK_NOT_FOUND ? SOUK_OK : e;
}

static void
form_open(const struct page *p, const struct value *v, bool may_edit)
{
	html_raw(p->body, "<form id=\"collection\" class=\"stack\"");
	html_attr(p->body, "data-id", v[COLLECTION_ID].text == NULL ? "" :
	    v[COLLECTION_ID].text);
	html(p->body, " data-version=\"%lld\" data-saved=\"%s\" "
	    "data-stale=\"%s\" data-problem=\"%s\" novalidate>\n"
	    "<fieldset%s>\n", (long long)v[COLLECTION_VERSION].num,
	    page_text(p, UI_SAVED), page_text(p, UI_COLLECTION_STALE),
	    page_text(p, UI_FAILED), may_edit ? "" : " disabled");
}

static void
form_close(const struct page *p)
{
	html(p->body, "<p class=\"save\"><button class=\"button primary\">%s"
	    "</button> <output role=\"status\"></output></p>\n"
	    "<p class=\"problem\" role=\"alert\" hidden></p>\n"
	    "</fieldset>\n</form>\n", page_text(p, UI_SAVE));
}

/* What it is made of: chosen once, when it is new. */
static enum outcome
content_put(const struct page *p, const struct record *collection)
{
	static const struct admin_status	 kinds[2] = {
		{ "manual", UI_KIND_MANUAL }, { "rules", UI_KIND_RULES },
	};
	static const struct admin_status	 matchings[2] = {
		{ "all", UI_MATCHING_ALL }, { "any", UI_MATCHING_ANY },
	};
	const struct value			*v = collection->values;

	if (v[COLLECTION_ID].text == NULL) {
		options_put(p, "kind", UI_KIND, kinds, NULL);
		return SOUK_OK;
	}
	if (text_equal(v[COLLECTION_KIND].text, "manual"))
		return members_put(p, v[COLLECTION_ID].text);
	if (v[COLLECTION_BUILDING].num == 1)
		html(p->body, "<p class=\"count\" role=\"status\">%s</p>\n",
		    page_text(p, UI_BUILDING));
	options_put(p, "matching", UI_MATCHING, matchings,
	    v[COLLECTION_MATCHING].text);
	return admin_rules_put(p, &v[COLLECTION_RULES]);
}

static enum outcome
form_put(const struct page *p, const struct record *collection)
{
	enum outcome	 e;

	form_open(p, collection->values,
	    p->act->actor.permissions & CATEGORY_MANAGE);
	texts_put(p, collection);
	placing_put(p, collection->values);
	if ((e = content_put(p, collection)) != SOUK_OK)
		return e;
	form_close(p);
	return SOUK_OK;
}

/* GET /admin/collections/nouvelle: an empty form. */
enum outcome
admin_collection_new_page(struct req *r, struct res *out)
{
	struct record	*none;
	struct page	 p;
	enum outcome	 e;

	if ((e = admin_start(&p, r, out, UI_COLLECTION_NEW)) != SOUK_OK)
		return e;
	none = record_new(p.act->arena, &collection_fields);
	record_set_int(none, COLLECTION_ACTIVE, 1);
	page_open(&p);
	html(p.body, "<h1>%s</h1>\n", p.title);
	e = form_put(&p, none);
	page_close(&p);
	return e;
}

/* GET /admin/collections/{id}: a collection of the brand, to edit.  403, 404. */
enum outcome
admin_collection_page(struct req *r, struct res *out)
{
	struct record		*collection;
	const struct value	*v;
	struct page		 p;
	enum outcome		 e;

	if ((e = admin_start(&p, r, out, UI_EDIT)) != SOUK_OK)
		return e;
	e = collection_read(p.act, req_param(r, 0), &collection);
	if (e != SOUK_OK)
		return e;
	v = collection->values;
	p.title = v[COLLECTION_NAME].text;
	page_open(&p);
	html(p.body, "<div class=\"heading\"><h1><bdi>%s</bdi></h1>\n",
	    p.title);
	if (v[COLLECTION_ACTIVE].num == 1)
		html(p.body, "<a href=\"%s\">%s</a>\n", path_of(p.act->arena,
		    "/collections/", v[COLLECTION_SLUG].text),
		    page_text(&p, UI_VIEW_PAGE));
	html_raw(p.body, "</div>\n<p class=\"count\">");
	ui_count(p.body, p.locale, UI_PRODUCTS_COUNT,
	    v[COLLECTION_PRODUCTS].num);
	html_raw(p.body, "</p>\n");
	e = form_put(&p, collection);
	page_close(&p);
	return e;
}
