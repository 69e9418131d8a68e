/* SPDX-License-Identifier: ISC */
#include "fcgi/pages/admin_orders.h"
#include "fcgi/pages/cards.h"
#include "fcgi/pages/pages.h"
#include "lib/base/clock.h"
#include "lib/base/text.h"

const char *
order_state_text(const struct page *p, enum order_state state)
{
	return order_state_names[state][p->locale];
}

void
order_money(const struct page *p, const struct record *order, int field)
{
	page_price(p, order->values[field].num,
	    order->values[ORDER_CURRENCY].text);
}

bool
order_may_edit(const struct page *p)
{
	return (p->act->actor.permissions & ORDER_EDIT) != 0;
}

/* ---- which of them -------------------------------------------------------------- */

/* As the page is asked for them. */
static const char *const names[] = { "q", "state", "unpaid", "payment",
	"from", "to", "client" };
static const struct choice ways[] = {
	{ "stripe", UI_ORDER_WAY_CARD }, { "cash", UI_ORDER_WAY_CASH },
	{ "transfer", UI_ORDER_WAY_TRANSFER },
	{ "gift_card", UI_ORDER_WAY_GIFT }, { "none", UI_ORDER_WAY_NONE },
};
static const struct choice money[] = {
	{ "1", UI_ORDERS_UNPAID }, { "0", UI_ORDERS_PAID },
};
#define COUNT(TABLE) ((int)(sizeof(TABLE) / sizeof((TABLE)[0])))

/* What is no choice is as if it were not there. */
static void
choice_set(const struct page *p, struct record *filter, int field,
    const char *name)
{
	const char *const	*choices =
				    order_filters.fields[field].choices;
	const char		*text = page_query(p, name);

	for (int i = 0; choices[i] != NULL; i++)
		if (text_equal(choices[i], text)) {
			record_set_text(filter, field, text);
			filter->values[field].num = i;
		}
}

static struct record *
filter_read(const struct page *p)
{
	struct record	*filter = record_new(p->act->arena, &order_filters);
	const char	*q = page_query(p, "q");
	const char	*client = page_query(p, "client");
	const char	*unpaid = page_query(p, "unpaid");

	if (q != NULL && *q != '\0')
		record_set_text(filter, ORDERS_OF_Q, q);
	if (client != NULL && *client != '\0')
		record_set_text(filter, ORDERS_OF_CUSTOMER, client);
	choice_set(p, filter, ORDERS_OF_STATE, "state");
	choice_set(p, filter, ORDERS_OF_WAY, "payment");
	if (text_equal(unpaid, "1") || text_equal(unpaid, "0"))
		record_set_int(filter, ORDERS_OF_UNPAID, *unpaid == '1');
	day_set(p, filter, ORDERS_FROM, page_query(p, "from"), 0);
	day_set(p, filter, ORDERS_TO, page_query(p, "to"), 1);
	return filter;
}

static void
any_put(const struct page *p, enum ui_text label, const char *name)
{
	html(p->body, "<label>%s <select name=\"%s\"><option value=\"\">%s"
	    "</option>\n", page_text(p, label), name,
	    page_text(p, UI_ORDERS_ANY));
}

static void
choices_put(const struct page *p)
{
	any_put(p, UI_STATUS, "state");
	for (int i = 0; order_states[i] != NULL; i++) {
		html(p->body, "<option value=\"%s\"", order_states[i]);
		html_flag(p->body, "selected", text_equal(order_states[i],
		    page_query(p, "state")));
		html(p->body, ">%s</option>\n", order_state_text(p,
		    (enum order_state)i));
	}
	html_raw(p->body, "</select></label>\n");
	any_put(p, UI_ORDERS_MONEY, "unpaid");
	choice_options(p, money, COUNT(money), page_query(p, "unpaid"));
	html_raw(p->body, "</select></label>\n");
	any_put(p, UI_ORDER_WAY, "payment");
	choice_options(p, ways, COUNT(ways), page_query(p, "payment"));
	html_raw(p->body, "</select></label>\n");
}

static void
filter_put(const struct page *p)
{
	html(p->body, "<form class=\"filters\" role=\"search\" action=\""
	    ORDERS_HERE "\">\n<label>%s <input name=\"q\" type=\"search\" "
	    "maxlength=\"100\" dir=\"auto\"", page_text(p, UI_ORDERS_Q));
	html_attr(p->body, "value", page_query(p, "q"));
	html_raw(p->body, "></label>\n");
	choices_put(p);
	day_put(p, "from", UI_DAY_FROM);
	day_put(p, "to", UI_DAY_TO);
	if (page_query(p, "client") != NULL)
		html(p->body, "<label class=\"check\"><input "
		    "type=\"checkbox\" name=\"client\" value=\"%s\" checked> "
		    "%s</label>\n", page_query(p, "client"),
		    page_text(p, UI_ORDERS_OF_BUYER));
	html(p->body, "<button class=\"button\">%s</button>\n<a href=\""
	    ORDERS_HERE "\">%s</a></form>\n", page_text(p, UI_APPLY),
	    page_text(p, UI_CLEAR));
}

/* ---- GET /admin/commandes ---------------------------------------------------- */

static void
row_put(const struct page *p, const struct record *o)
{
	const struct value	*v = o->values;

	html(p->body, "<tr><td><a href=\"" ORDERS_HERE "/%s\">%lld</a><small>",
	    v[ORDER_ID].text, (long long)v[ORDER_NUMBER].num);
	time_put(p, &v[ORDER_CREATED_AT]);
	html(p->body, "</small></td><td><bdi>%s</bdi><small><bdi>%s</bdi>"
	    "</small></td><td class=\"number\">",
	    v[ORDER_NAME].state == VALUE_SET ? v[ORDER_NAME].text : "",
	    v[ORDER_EMAIL].state == VALUE_SET ? v[ORDER_EMAIL].text : "");
	order_money(p, o, ORDER_TOTAL);
	html_raw(p->body, "</td><td class=\"number\">");
	if (v[ORDER_DUE].num > 0)
		order_money(p, o, ORDER_DUE);
	html(p->body, "</td><td><span class=\"status %s\">%s</span></td>"
	    "</tr>\n", order_states[v[ORDER_STATE].num],
	    order_state_text(p, (enum order_state)v[ORDER_STATE].num));
}

static enum outcome
rows_put(const struct page *p, struct rows *rows)
{
	static const enum ui_text	 heads[] = { UI_ORDER_NUMBER,
		UI_ORDER_BUYER, UI_ORDER_TOTAL, UI_ORDER_DUE, UI_STATUS };
	struct record			*o = record_new(p->act->arena,
					    &order_fields);
	enum outcome			 e;

	if (rows->total == 0) {
		html(p->body, "<p class=\"count\">%s</p>\n",
		    page_text(p, UI_ORDERS_NONE));
		return SOUK_OK;
	}
	table_open(p, "orders", UI_ORDERS, heads, 5);
	while ((e = order_list_next(p->act, rows, o)) == SOUK_OK)
		row_put(p, o);
	table_close(p);
	return e == SOUK_NOT_FOUND ? SOUK_OK : e;
}

static const char *
own_path(const struct page *p)
{
	const char	*path = ORDERS_HERE;

	for (int i = 0; i < COUNT(names); i++)
		path = path_with(p, path, names[i], page_query(p, names[i]));
	return path;
}

static void
heading_put(const struct page *p)
{
	html(p->body, "<div class=\"heading\"><h1>%s</h1>\n", p->title);
	if (order_may_edit(p))
		html(p->body, "<a class=\"button\" href=\"" ORDERS_HERE
		    "/nouvelle\">%s</a>", page_text(p, UI_ORDER_NEW));
	html(p->body, "</div>\n<p class=\"lead\">%s <a href=\"" ORDERS_HERE
	    "?state=draft\">%s</a> · <a href=\"" RETURNS_HERE "?open=1\">%s"
	    "</a></p>\n", page_text(p, UI_ORDERS_TEXT),
	    page_text(p, UI_DRAFTS), page_text(p, UI_ORDER_RETURNS));
}

/* The same orders as a file: a text of the filter by its name in the API. */
static const char *
export_path(const struct page *p, const struct record *filter)
{
	const char	*path = ORDERS_API "/export?bom=true";
	char		 time[CLOCK_TEXT];

	for (int i = 0; i < ORDERS_OF__MAX; i++) {
		const struct value	*v = &filter->values[i];
		const struct field	*f = &order_filters.fields[i];

		if (v->state != VALUE_SET)
			continue;
		if (f->type == FIELD_TIME)
			clock_text(v->num, time);
		path = path_with(p, path, f->name, v->text != NULL ? v->text :
		    f->type == FIELD_TIME ? time : v->num == 1 ? "true" :
		    "false");
	}
	return path;
}

/* GET /admin/commandes: orders of the brand, the newest first. */
enum outcome
admin_orders_page(struct req *r, struct res *out)
{
	struct paging	 paging;
	struct record	*filter;
	struct rows	 rows;
	struct page	 p;
	enum outcome	 e;

	if ((e = admin_start(&p, r, out, UI_ORDERS)) != SOUK_OK)
		return e;
	paging = (struct paging){ .at = paging_query(&p),
	    .path = own_path(&p) };
	filter = filter_read(&p);
	if ((e = order_list(p.act, filter, &paging.at, &rows)) != SOUK_OK)
		return e;
	paging.total = rows.total > PAGE_REACH ? PAGE_REACH : rows.total;
	page_open(&p);
	heading_put(&p);
	filter_put(&p);
	if ((e = rows_put(&p, &rows)) != SOUK_OK)
		return e;
	paging_put(&p, &paging);
	if (rows.total > 0)
		html(p.body, "<p class=\"export\"><a href=\"%s\" download>%s"
		    "</a></p>\n", export_path(&p, filter),
		    page_text(&p, UI_ORDERS_EXPORT));
	page_close(&p);
	return SOUK_OK;
}
