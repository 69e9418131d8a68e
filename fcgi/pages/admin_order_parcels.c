/* SPDX-License-Identifier: ISC */
#include "fcgi/pages/admin_orders.h"
#include "lib/base/text.h"

/* What left, and sending what is left. */
static const struct choice parcel_states[] = {
	{ "shipped", UI_ORDER_PARCEL_SHIPPED },
	{ "delivered", UI_ORDER_PARCEL_DELIVERED },
	{ "cancelled", UI_ORDER_PARCEL_CANCELLED },
};

static const char *
text_of(const struct value *v)
{
	return v->state == VALUE_SET ? v->text : "";
}

void
order_ship_put(const struct page *p, const struct record *o)
{
	const enum order_state	 state =
	    (enum order_state)o->values[ORDER_STATE].num;

	if (state != IS_CONFIRMED && state != IS_PREPARING)
		return;
	html(p->body, "<details class=\"box\" id=\"order-ship\" open><summary>"
	    "%s</summary>\n", page_text(p, UI_ORDER_SHIP));
	deed_open(p, &(struct order_deed){ .method = "POST",
		.path = arena_printf(p->act->arena, ORDERS_API
		"/%s/fulfilments", o->values[ORDER_ID].text),
		.version = o->values[ORDER_VERSION].num });
	deed_pieces(p, o, &(struct deed_pieces){ ORDER_LINE_QUANTITY,
		ORDER_LINE_FULFILLED, true, false });
	deed_input(p, UI_ORDER_CARRIER, "carrier", "text");
	deed_input(p, UI_ORDER_TRACKING, "trackingNumber", "text");
	deed_input(p, UI_ORDER_TRACKING_URL, "trackingUrl", "url");
	deed_close(p, UI_ORDER_SHIP);
	html_raw(p->body, "</details>\n");
}

static void
tracking_put(const struct page *p, const struct value *v)
{
	html(p->body, "<bdi>%s</bdi> ", text_of(&v[FULFILMENT_CARRIER]));
	if (v[FULFILMENT_URL].state != VALUE_SET) {
		html(p->body, "<bdi>%s</bdi>", text_of(&v[FULFILMENT_NUMBER]));
		return;
	}
	html_raw(p->body, "<a rel=\"noreferrer noopener\"");
	html_url(p->body, "href", v[FULFILMENT_URL].text);
	html(p->body, "><bdi>%s</bdi></a>",
	    v[FULFILMENT_NUMBER].state == VALUE_SET ?
	    v[FULFILMENT_NUMBER].text : v[FULFILMENT_URL].text);
}

static void
steps_put(const struct page *p, const struct record *o, const char *id)
{
	const struct order_deed	 d = { .method = "PATCH",
		.path = arena_printf(p->act->arena, ORDERS_API
		"/%s/fulfilments/%s", o->values[ORDER_ID].text, id),
		.version = o->values[ORDER_VERSION].num };

	deed_button(p, &d, "data-state", "delivered",
	    page_text(p, UI_ORDER_PARCEL_DELIVERED));
	deed_button(p, &d, "data-state", "cancelled",
	    page_text(p, UI_ORDER_CALL_BACK));
}

static void
parcel_put(const struct page *p, const struct record *o,
    const struct value *v)
{
	html_raw(p->body, "<tr><td>");
	time_put(p, &v[FULFILMENT_CREATED_AT]);
	html_raw(p->body, "</td><td>");
	tracking_put(p, v);
	html_raw(p->body, "</td><td>");
	pieces_told(p, o, &v[FULFILMENT_LINES]);
	html(p->body, "</td><td>%s</td><td>", choice_text(p, parcel_states,
	    3, v[FULFILMENT_STATE].text));
	if (text_equal(v[FULFILMENT_STATE].text, "shipped") &&
	    order_may_edit(p))
		steps_put(p, o, v[FULFILMENT_ID].text);
	html_raw(p->body, "</td></tr>\n");
}

void
order_parcels_put(const struct page *p, const struct record *o)
{
	static const enum ui_text	 heads[] = { UI_IMPORT_WHEN,
		UI_ORDER_TRACKING, UI_ORDER_LINES, UI_STATUS, UI_TEXT__MAX };
	const struct value		*list = &o->values[ORDER_FULFILMENTS];

	if (list->count == 0)
		return;
	html(p->body, "<h2>%s</h2>\n", page_text(p, UI_ORDER_PARCELS));
	table_open(p, "order-parcels", UI_ORDER_PARCELS, heads, 5);
	for (size_t i = 0; i < list->count; i++)
		parcel_put(p, o, list->items[i].values);
	table_close(p);
}
