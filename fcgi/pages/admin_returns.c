/* SPDX-License-Identifier: ISC */
#include "fcgi/pages/admin_orders.h"
#include "fcgi/pages/cards.h"
#include "fcgi/pages/pages.h"
#include "lib/base/text.h"

/* GET /admin/retours: returns of all orders. */

static const char *const names[] = { "open", "state", "number" };
static const struct choice opens[] = {
	{ "1", UI_RETURNS_OPEN }, { "0", UI_RETURNS_DONE },
};

static struct record *
filter_read(const struct page *p)
{
	struct record	*filter = record_new(p->act->arena, &return_filters);
	const char	*open = page_query(p, "open");
	const char	*state = page_query(p, "state");
	const char	*number = page_query(p, "number");
	int64_t		 n;

	if (text_equal(open, "1") || text_equal(open, "0"))
		record_set_int(filter, RETURNS_OF_OPEN, *open == '1');
	for (int i = 0; order_return_states[i] != NULL; i++)
		if (text_equal(order_return_states[i], state)) {
			record_set_text(filter, RETURNS_OF_STATE, state);
			filter->values[RETURNS_OF_STATE].num = i;
		}
	if (number != NULL && *number != '\0')
		record_set_int(filter, RETURNS_OF_NUMBER,
		    text_to_int(number + (*number == '#'), &n) ? n : 0);
	return filter;
}

static void
filter_put(const struct page *p)
{
	html(p->body, "<form class=\"filters\" role=\"search\" action=\""
	    RETURNS_HERE "\">\n<label>%s <input name=\"number\" "
	    "type=\"search\" inputmode=\"numeric\" maxlength=\"20\" "
	    "dir=\"ltr\"", page_text(p, UI_RETURNS_NUMBER));
	html_attr(p->body, "value", page_query(p, "number"));
	html_raw(p->body, "></label>\n");
	choosing_put(p, &(struct choosing){ UI_RETURNS_WHICH, UI_ORDERS_ANY,
	    "open", opens, 2 });
	choosing_put(p, &(struct choosing){ UI_STATUS, UI_ORDERS_ANY,
	    "state", return_state_names, RETURN_STATES });
	html(p->body, "<button class=\"button\">%s</button>\n<a href=\""
	    RETURNS_HERE "\">%s</a></form>\n", page_text(p, UI_APPLY),
	    page_text(p, UI_CLEAR));
}

static void
row_put(const struct page *p, const struct value *v)
{
	html_raw(p->body, "<tr><td><a");
	html_url(p->body, "href", path_of(p->act->arena, RETURNS_HERE "/",
	    v[RETURN_ID].text));
	html(p->body, ">%s %lld</a><small>", page_text(p, UI_ORDER_NUMBER),
	    (long long)v[RETURN_NUMBER].num);
	time_put(p, &v[RETURN_CREATED_AT]);
	html(p->body, "</small></td><td><bdi>%s</bdi></td>"
	    "<td class=\"number\">", v[RETURN_REASON].text);
	if (v[RETURN_AMOUNT].num > 0)
		page_price(p, v[RETURN_AMOUNT].num, v[RETURN_CURRENCY].text);
	html(p->body, "</td><td><span class=\"status %s\">%s</span></td>"
	    "</tr>\n", v[RETURN_STATE].text, choice_text(p,
	    return_state_names, RETURN_STATES, v[RETURN_STATE].text));
}

static enum outcome
rows_put(const struct page *p, struct rows *rows)
{
	static const enum ui_text	 heads[] = { UI_RETURN,
		UI_REASON, UI_RETURN_REFUNDED, UI_STATUS };
	struct record			*r = record_new(p->act->arena,
					    &return_fields);
	enum outcome			 e;

	if (rows->total == 0) {
		html(p->body, "<p class=\"count\">%s</p>\n",
		    page_text(p, UI_RETURNS_NONE));
		return SOUK_OK;
	}
	table_open(p, "returns", UI_ORDER_RETURNS, heads, 4);
	while ((e = rows_next(rows, p->act->arena, r)) == SOUK_OK)
		row_put(p, r->values);
	table_close(p);
	return e == SOUK_NOT_FOUND ? SOUK_OK : e;
}

enum outcome
admin_returns_page(struct req *r, struct res *out)
{
	struct paging	 paging;
	struct rows	 rows;
	struct page	 p;
	enum outcome	 e;

	if ((e = admin_start(&p, r, out, UI_ORDER_RETURNS)) != SOUK_OK)
		return e;
	paging = (struct paging){ .at = paging_query(&p),
		.path = RETURNS_HERE };
	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		paging.path = path_with(&p, paging.path, names[i],
		    page_query(&p, names[i]));
	if ((e = return_list(p.act, filter_read(&p), &paging.at, &rows)) !=
	    SOUK_OK)
		return e;
	paging.total = rows.total > PAGE_REACH ? PAGE_REACH : rows.total;
	page_open(&p);
	html(p.body, "<h1>%s</h1>\n<p class=\"lead\">%s</p>\n", p.title,
	    page_text(&p, UI_RETURNS_TEXT));
	filter_put(&p);
	if ((e = rows_put(&p, &rows)) != SOUK_OK)
		return e;
	paging_put(&p, &paging);
	page_close(&p);
	return SOUK_OK;
}
