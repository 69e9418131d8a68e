/* SPDX-License-Identifier: ISC */
#include "fcgi/pages/admin.h"

#include "fcgi/pages/cards.h"
#include "fcgi/pages/pages.h"
#include "lib/base/text.h"

#define RECENT	8

/* Values of product_filter_admin's status. */
const struct admin_status admin_statuses[ADMIN_STATUSES] = {
	{ "ACTIVE", UI_STATUS_ACTIVE },
	{ "DRAFT", UI_STATUS_DRAFT },
	{ "INACTIVE", UI_STATUS_INACTIVE },
	{ "ARCHIVED", UI_STATUS_ARCHIVED },
};

enum outcome
admin_start(struct page *p, struct req *r, struct res *out, enum ui_text title)
{
	page_start_bare(p, r, out);
	p->admin = p->office = true;
	p->title = page_text(p, title);
	return SOUK_OK;
}

void
admin_status_options(const struct page *p, const char *chosen)
{
	size_t	 i;

	for (i = 0; i < ADMIN_STATUSES; i++) {
		html(p->body, "<option value=\"%s\"", admin_statuses[i].value);
		html_flag(p->body, "selected",
		    text_equal(chosen, admin_statuses[i].value));
		html(p->body, ">%s</option>\n",
		    page_text(p, admin_statuses[i].text));
	}
}

const char *
admin_status_text(const struct page *p, const char *value)
{
	size_t	 i;

	for (i = 0; i < ADMIN_STATUSES; i++)
		if (text_equal(value, admin_statuses[i].value))
			return page_text(p, admin_statuses[i].text);
	return value;
}

/* ---- lists of products -------------------------------------------------- */

struct record *
admin_filter(const struct page *p, const char *q, const char *status)
{
	struct record		*filter;
	const char *const	*choices;
	int			 i;

	filter = record_new(p->act->arena, &product_filter_admin);
	if (q != NULL && *q != '\0')
		record_set_text(filter, FILTER_Q, q);
	choices = product_filter_admin.fields[FILTER_STATUS].choices;
	for (i = 0; choices[i] != NULL; i++)
		if (text_equal(choices[i], status)) {
			record_set_text(filter, FILTER_STATUS, choices[i]);
			filter->values[FILTER_STATUS].num = i;
		}
	return filter;
}

static bool
may_edit(const struct page *p)
{
	return (p->act->actor.permissions & PRODUCT_EDIT) != 0;
}

static void
choice_put(const struct page *p, const struct value *v)
{
	html(p->body, "<td class=\"tick\"><label class=\"check\">"
	    "<input type=\"checkbox\" data-id=\"%s\" aria-label=\"%s\">"
	    "</label></td>", v[SUMMARY_ID].text, v[SUMMARY_NAME].text);
}

/* choose: with a box to tick. */
static void
row_put(const struct page *p, const struct record *row, bool choose)
{
	const struct value	*v = row->values;
	const struct picture	 picture = { .url = v[SUMMARY_IMAGE].text,
		.size = 56 };

	html_raw(p->body, "<tr>");
	if (choose)
		choice_put(p, v);
	html_raw(p->body, "<td>");
	picture_put(p, &picture);
	html(p->body, "</td><td><a href=\"%s\">%s</a></td><td>%s</td>"
	    "<td class=\"number\">", path_of(p->act->arena, "/admin/produits/",
	    v[SUMMARY_ID].text), v[SUMMARY_NAME].text,
	    v[SUMMARY_CATEGORY_NAME].text);
	if (v[SUMMARY_PRICE_FROM].state == VALUE_SET)
		page_price(p, v[SUMMARY_PRICE_FROM].num,
		    v[SUMMARY_CURRENCY].text);
	html(p->body, "</td><td class=\"number\">%lld</td>"
	    "<td><span class=\"status %s\">%s</span></td></tr>\n",
	    (long long)v[SUMMARY_STOCK].num, v[SUMMARY_STATUS].text,
	    admin_status_text(p, v[SUMMARY_STATUS].text));
}

static enum outcome
rows_put(const struct page *p, struct product_list *list, bool choose)
{
	struct record	*row = record_new(p->act->arena,
			    &product_summary_fields);
	enum outcome	 e;

	html(p->body, "<div class=\"table\" tabindex=\"0\" role=\"region\" "
	    "aria-label=\"%s\"><table>\n<thead><tr>",
	    page_text(p, UI_PRODUCTS));
	if (choose)
		html(p->body, "<td class=\"tick\"><label class=\"check\">"
		    "<input type=\"checkbox\" data-all aria-label=\"%s\">"
		    "</label></td>", page_text(p, UI_BULK_PAGE));
	html(p->body, "<td></td><th>%s</th>"
	    "<th>%s</th><th class=\"number\">%s</th>"
	    "<th class=\"number\">%s</th><th>%s</th></tr></thead>\n<tbody>\n",
	    page_text(p, UI_NAME), page_text(p, UI_CATEGORY), page_text(p, UI_PRICE),
	    page_text(p, UI_STOCK), page_text(p, UI_STATUS));
	while ((e = product_list_next(p->act, list, row)) == SOUK_OK)
		row_put(p, row, choose);
	html_raw(p->body, "</tbody>\n</table></div>\n");
	return e == SOUK_NOT_FOUND ? SOUK_OK : e;
}

/* ---- GET /admin --------------------------------------------------------- */

/* How many products have this status, as a link to them. */
static enum outcome
tile_put(const struct page *p, const struct admin_status *status)
{
	const struct list_query	 first = { .page = 1, .limit = 1 };
	struct product_list	 list;
	enum outcome		 e;

	e = product_list(p->act, admin_filter(p, NULL, status->value), &first,
	    false, &list);
	if (e != SOUK_OK)
		return e;
	html(p->body, "<li><a href=\"/admin/produits?status=%s\"><b>%lld</b> "
	    "<span>%s</span></a></li>\n", status->value,
	    (long long)list.total, page_text(p, status->text));
	return SOUK_OK;
}

/* How many variations ran low and have not been filled up since. */
static enum outcome
notices_put(const struct page *p)
{
	int64_t		 open = 0;
	enum outcome	 e;

	if ((e = notice_count_open(p->act, &open)) != SOUK_OK)
		return e;
	html(p->body, "<li><a class=\"notices%s\" "
	    "href=\"/admin/stock?low=1\"><b>%lld</b> <span>%s</span></a>"
	    "</li>\n", open > 0 ? " some" : "", (long long)open,
	    page_text(p, UI_STOCK_LOW));
	return SOUK_OK;
}

/* GET /admin: how many products there are, what changed, what came in. */
enum outcome
admin_page(struct req *r, struct res *out)
{
	const struct list_query	 first = { .page = 1, .limit = RECENT };
	struct product_list	 list;
	struct page		 p;
	enum outcome		 e;
	size_t			 i;

	if ((e = admin_start(&p, r, out, UI_OVERVIEW)) != SOUK_OK)
		return e;
	page_open(&p);
	html(p.body, "<h1>%s</h1>\n<ul class=\"tiles\">\n", p.title);
	for (i = 0; i < ADMIN_STATUSES; i++)
		if ((e = tile_put(&p, &admin_statuses[i])) != SOUK_OK)
			return e;
	if ((e = notices_put(&p)) != SOUK_OK)
		return e;
	html(p.body, "</ul>\n<div class=\"heading\"><h2>%s</h2>\n"
	    "<a href=\"/admin/produits\">%s</a></div>\n",
	    page_text(&p, UI_RECENT), page_text(&p, UI_SEE_ALL));
	e = product_list(p.act, admin_filter(&p, NULL, NULL), &first, false,
	    &list);
	if (e != SOUK_OK || (e = rows_put(&p, &list, false)) != SOUK_OK ||
	    (e = admin_imports_put(&p)) != SOUK_OK)
		return e;
	page_close(&p);
	return SOUK_OK;
}

/* ---- GET /admin/produits ------------------------------------------------ */

static void
filter_form(const struct page *p, const char *q, const char *status)
{
	html(p->body, "<form class=\"filters\" action=\"/admin/produits\" "
	    "role=\"search\">\n<label>%s <input name=\"q\" type=\"search\" "
	    "maxlength=\"200\"", page_text(p, UI_SEARCH));
	html_attr(p->body, "value", q);
	html(p->body, "></label>\n<label>%s <select name=\"status\">\n"
	    "<option value=\"\">%s</option>\n", page_text(p, UI_STATUS),
	    page_text(p, UI_STATUS_ANY));
	admin_status_options(p, status);
	html(p->body, "</select></label>\n<button class=\"button\">%s</button>"
	    "\n</form>\n", page_text(p, UI_APPLY));
}

/* The list's address with its filters, to page through. */
static const char *
list_path(const struct page *p, const char *q, const char *status)
{
	return arena_printf(p->act->arena, "%s%s",
	    path_of(p->act->arena, "/admin/produits?q=", q),
	    path_of(p->act->arena, "&status=", status));
}

/* Files of all that is shown here; the second as Excel likes it. */
static void
export_links(const struct page *p, const char *q, const char *status)
{
	static const struct { const char *query, *name; } files[] = {
		{ "csv", "CSV" }, { "csv&bom=true&separator=%3B", "CSV (Excel)" },
		{ "xlsx", "XLSX" }, { "json", "JSON" },
	};
	const char	*filter = "";
	size_t		 i;

	if (q != NULL && *q != '\0')
		filter = path_of(p->act->arena, "&q=", q);
	if (status != NULL && *status != '\0')
		filter = arena_printf(p->act->arena, "%s%s", filter,
		    path_of(p->act->arena, "&status=", status));
	html(p->body, "<p class=\"export\">%s\n", page_text(p, UI_EXPORT));
	for (i = 0; i < sizeof(files) / sizeof(files[0]); i++) {
		html_raw(p->body, "<a download");
		html_url(p->body, "href", arena_printf(p->act->arena,
		    "/api/admin/products/export?format=%s%s", files[i].query,
		    filter));
		html(p->body, ">%s</a>\n", files[i].name);
	}
	html_raw(p->body, "</p>\n");
}

/* What is ticked, or all of the list, goes to the page that edits it. */
static void
choose_form(const struct page *p, const char *q, const char *status,
    int64_t total)
{
	html_raw(p->body, "<form id=\"choose\" class=\"choose\"");
	html_attr(p->body, "data-q", q);
	html_attr(p->body, "data-status", status);
	html(p->body, ">\n<label class=\"check\"><input type=\"checkbox\" "
	    "name=\"all\"> %s (%lld)</label>\n<button class=\"button\" "
	    "disabled>%s</button> <output role=\"status\"></output>\n"
	    "</form>\n", page_text(p, UI_BULK_LIST), (long long)total,
	    page_text(p, UI_BULK_CHOOSE));
}

/* GET /admin/produits?q=&status=&page=: the brand's products. */
enum outcome
admin_products_page(struct req *r, struct res *out)
{
	struct page		 p;
	struct product_list	 list;
	struct paging		 paging;
	const char		*q, *status;
	enum outcome		 e;

	if ((e = admin_start(&p, r, out, UI_PRODUCTS)) != SOUK_OK)
		return e;
	q = page_query(&p, "q");
	status = page_query(&p, "status");
	paging = (struct paging){ .at = paging_query(&p),
		.path = list_path(&p, q, status) };
	e = product_list(p.act, admin_filter(&p, q, status), &paging.at, false,
	    &list);
	if (e != SOUK_OK)
		return e;
	paging.total = list.total;
	page_open(&p);
	html(p.body, "<div class=\"heading\"><h1>%s</h1>\n", p.title);
	if (p.act->actor.permissions & PRODUCT_CREATE)
		html(p.body, "<a href=\"/admin/produits/nouveau\">%s</a>\n",
		    page_text(&p, UI_PRODUCT_NEW));
	html_raw(p.body, "</div>\n");
	filter_form(&p, q, status);
	html_raw(p.body, "<p class=\"count\">");
	ui_count(p.body, p.locale, UI_PRODUCTS_COUNT, list.total);
	html_raw(p.body, "</p>\n");
	export_links(&p, q, status);
	if (may_edit(&p))
		choose_form(&p, q, status, list.total);
	e = rows_put(&p, &list, may_edit(&p));
	paging_put(&p, &paging);
	page_close(&p);
	return e;
}
