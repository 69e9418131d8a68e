/* SPDX-License-Identifier: ISC */
#include "fcgi/pages/admin_orders.h"

/* What came back of an order, and entering what somebody says comes back. */
const struct choice return_state_names[RETURN_STATES] = {
	{ "requested", UI_RETURN_REQUESTED },
	{ "approved", UI_RETURN_APPROVED }, { "refused", UI_RETURN_REFUSED },
	{ "received", UI_RETURN_RECEIVED },
	{ "refunded", UI_RETURN_REFUNDED },
};

static void
return_put(const struct page *p, const struct record *o,
    const struct value *v)
{
	html_raw(p->body, "<tr><td><a");
	html_url(p->body, "href", path_of(p->act->arena, RETURNS_HERE "/",
	    v[RETURN_ID].text));
	html_raw(p->body, ">");
	time_put(p, &v[RETURN_CREATED_AT]);
	html_raw(p->body, "</a></td><td>");
	pieces_told(p, o, &v[RETURN_LINES]);
	html(p->body, "</td><td><bdi>%s</bdi></td><td>%s ",
	    v[RETURN_REASON].text, choice_text(p, return_state_names,
	    RETURN_STATES, v[RETURN_STATE].text));
	if (v[RETURN_AMOUNT].num > 0)
		page_price(p, v[RETURN_AMOUNT].num, v[RETURN_CURRENCY].text);
	html_raw(p->body, "</td></tr>\n");
}

static void
return_form(const struct page *p, const struct record *o)
{
	const enum order_state	 state =
	    (enum order_state)o->values[ORDER_STATE].num;

	if (!order_may_edit(p) || (state != IS_SHIPPED &&
	    state != IS_DELIVERED))
		return;
	html(p->body, "<details class=\"box\" id=\"order-return\"><summary>%s"
	    "</summary>\n", page_text(p, UI_ORDER_RETURN_ENTER));
	deed_open(p, &(struct order_deed){ .method = "POST",
		.path = arena_printf(p->act->arena, ORDERS_API "/%s/returns",
		o->values[ORDER_ID].text) });
	deed_pieces(p, o, &(struct deed_pieces){ ORDER_LINE_FULFILLED,
		ORDER_LINE_RETURNED, false, false });
	deed_input(p, UI_REASON, "reason", "text");
	deed_close(p, UI_ORDER_RETURN_ENTER);
	html_raw(p->body, "</details>\n");
}

void
order_returns_put(const struct page *p, const struct record *o)
{
	static const enum ui_text	 heads[] = { UI_IMPORT_WHEN, UI_ORDER_LINES,
		UI_REASON, UI_STATUS };
	const struct value		*list = &o->values[ORDER_RETURNS];

	if (list->count > 0) {
		html(p->body, "<h2>%s</h2>\n",
		    page_text(p, UI_ORDER_RETURNS));
		table_open(p, "order-returns", UI_ORDER_RETURNS, heads, 4);
		for (size_t i = 0; i < list->count; i++)
			return_put(p, o, list->items[i].values);
		table_close(p);
	}
	return_form(p, o);
}
