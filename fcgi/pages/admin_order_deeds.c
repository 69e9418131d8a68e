/* SPDX-License-Identifier: ISC */
#include "fcgi/pages/admin_orders.h"
#include "lib/base/text.h"

/* What the staff does with an order.  Every form and button is sent as it is
 * by orders.js, and the page read anew. */

static const char *
id_of(const struct record *o)
{
	return o->values[ORDER_ID].text;
}

static enum order_state
state_of(const struct record *o)
{
	return (enum order_state)o->values[ORDER_STATE].num;
}

static void
form_open(const struct page *p, const char *path, const char *method)
{
	html(p->body, "<form class=\"stack box\" data-order=\"%s\" "
	    "data-method=\"%s\" data-problem=\"%s\" novalidate>\n", path,
	    method, page_text(p, UI_FAILED));
}

static void
form_close(const struct page *p, enum ui_text button)
{
	html(p->body, "<p class=\"problem\" role=\"alert\" hidden></p>\n"
	    "<button class=\"button\">%s</button>\n</form>\n",
	    page_text(p, button));
}

static void
input_put(const struct page *p, enum ui_text text, const char *name,
    const char *type)
{
	html(p->body, "<label>%s <input name=\"%s\" type=\"%s\" dir=\"auto\" "
	    "autocomplete=\"off\"></label>\n", page_text(p, text), name,
	    type);
}

static void
check_put(const struct page *p, enum ui_text text, const char *name)
{
	html(p->body, "<label class=\"check\"><input type=\"checkbox\" "
	    "name=\"%s\"> %s</label>\n", name, page_text(p, text));
}

/* A number a line, at most so many. */
static void
pieces_put(const struct page *p, const struct record *o, int most_field,
    int less_field, bool all)
{
	const struct value	*lines = &o->values[ORDER_LINES];

	html_raw(p->body, "<ul class=\"pieces\">\n");
	for (size_t i = 0; i < lines->count; i++) {
		const struct value	*v = lines->items[i].values;
		const int64_t		 left = v[most_field].num -
					    v[less_field].num;

		if (left <= 0)
			continue;
		html(p->body, "<li><label><bdi>%s <small>%s</small></bdi> "
		    "<input type=\"number\" data-line=\"%s\" min=\"0\" "
		    "max=\"%lld\" value=\"%lld\"></label></li>\n",
		    v[ORDER_LINE_NAME].text,
		    v[ORDER_LINE_OPTIONS].state == VALUE_SET ?
		    v[ORDER_LINE_OPTIONS].text : "", v[ORDER_LINE_ID].text,
		    (long long)left, all ? (long long)left : 0LL);
	}
	html_raw(p->body, "</ul>\n");
}

/* ---- on its way ------------------------------------------------------------------ */

static void
button_put(const struct page *p, const char *path, const char *method,
    const char *state, const char *text)
{
	html(p->body, "<button type=\"button\" class=\"button\" "
	    "data-order=\"%s\" data-method=\"%s\"", path, method);
	html_attr(p->body, "data-state", state);
	html(p->body, ">%s</button>\n", text);
}

static void
states_put(const struct page *p, const struct record *o)
{
	const char	*path = arena_printf(p->act->arena, ORDERS_API "/%s",
			    id_of(o));

	html(p->body, "<div class=\"stack box\"><h2>%s</h2>\n",
	    page_text(p, UI_ORDER_STEP));
	if (state_of(o) == IS_DRAFT)
		button_put(p, arena_printf(p->act->arena, "%s/send", path),
		    "POST", NULL, page_text(p, UI_ORDER_SEND));
	for (int i = 0; order_states[i] != NULL; i++)
		if (i != IS_CANCELLED && order_may(state_of(o),
		    (enum order_state)i, BY_STAFF))
			button_put(p, path, "PATCH", order_states[i],
			    arena_printf(p->act->arena, "%s %s",
			    page_text(p, UI_ORDER_MARK), order_state_text(p,
			    (enum order_state)i)));
	if (order_may(state_of(o), IS_CANCELLED, BY_STAFF)) {
		html(p->body, "<details><summary>%s</summary>\n<p>%s</p>\n",
		    page_text(p, UI_ORDER_CANCEL),
		    page_text(p, UI_ORDER_CANCEL_TEXT));
		html(p->body, "<form data-order=\"%s\" data-method=\"PATCH\" "
		    "data-problem=\"%s\" novalidate>\n<input type=\"hidden\" "
		    "name=\"state\" value=\"cancelled\">\n", path,
		    page_text(p, UI_FAILED));
		input_put(p, UI_ORDER_REASON, "reason", "text");
		form_close(p, UI_ORDER_CANCEL);
		html_raw(p->body, "</details>\n");
	}
	html_raw(p->body, "</div>\n");
}

static void
ship_put(const struct page *p, const struct record *o)
{
	if (state_of(o) != IS_CONFIRMED && state_of(o) != IS_PREPARING)
		return;
	form_open(p, arena_printf(p->act->arena, ORDERS_API "/%s/fulfilments",
	    id_of(o)), "POST");
	html(p->body, "<h2>%s</h2>\n", page_text(p, UI_ORDER_SHIP));
	pieces_put(p, o, ORDER_LINE_QUANTITY, ORDER_LINE_FULFILLED, true);
	input_put(p, UI_ORDER_CARRIER, "carrier", "text");
	input_put(p, UI_ORDER_TRACKING, "trackingNumber", "text");
	input_put(p, UI_ORDER_TRACKING_URL, "trackingUrl", "url");
	form_close(p, UI_ORDER_SHIP);
}

/* ---- money and words ---------------------------------------------------------------- */

static void
refund_put(const struct page *p, const struct record *o)
{
	if (!(p->act->actor.permissions & PAYMENT_REFUND) ||
	    o->values[ORDER_PAID].num <= o->values[ORDER_REFUNDED].num)
		return;
	form_open(p, arena_printf(p->act->arena, ORDERS_API "/%s/refunds",
	    id_of(o)), "POST");
	html(p->body, "<h2>%s</h2>\n", page_text(p, UI_ORDER_REFUND));
	pieces_put(p, o, ORDER_LINE_QUANTITY, ORDER_LINE_REFUNDED_PIECES,
	    false);
	check_put(p, UI_ORDER_REFUND_SHIPPING, "shipping");
	html(p->body, "<label>%s <input name=\"amount\" inputmode=\"decimal\" "
	    "data-amount autocomplete=\"off\"></label>\n",
	    page_text(p, UI_ORDER_AMOUNT));
	input_put(p, UI_ORDER_NOTE, "note", "text");
	form_close(p, UI_ORDER_REFUND);
}

static void
note_put(const struct page *p, const struct record *o)
{
	form_open(p, arena_printf(p->act->arena, ORDERS_API "/%s/notes",
	    id_of(o)), "POST");
	html(p->body, "<h2>%s</h2>\n<label>%s <textarea name=\"text\" "
	    "rows=\"3\" maxlength=\"4000\" dir=\"auto\"></textarea></label>\n",
	    page_text(p, UI_ORDER_NOTE), page_text(p, UI_ORDER_NOTE));
	check_put(p, UI_ORDER_NOTE_PUBLIC, "isPublic");
	form_close(p, UI_ORDER_NOTE_ADD);
}

void
order_deeds_put(const struct page *p, const struct record *o)
{
	html_raw(p->body, "<div class=\"forms\" id=\"order-deeds\">\n");
	states_put(p, o);
	ship_put(p, o);
	refund_put(p, o);
	note_put(p, o);
	html_raw(p->body, "</div>\n");
}

/* ---- parcels -------------------------------------------------------------------------- */

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

static void
parcel_put(const struct page *p, const struct record *o,
    const struct value *v)
{
	const char	*path = arena_printf(p->act->arena,
			    ORDERS_API "/%s/fulfilments/%s", id_of(o),
			    v[FULFILMENT_ID].text);

	html_raw(p->body, "<tr><td>");
	time_put(p, &v[FULFILMENT_CREATED_AT]);
	html(p->body, "</td><td><bdi>%s</bdi> ",
	    text_of(&v[FULFILMENT_CARRIER]));
	if (v[FULFILMENT_URL].state == VALUE_SET) {
		html_raw(p->body, "<a rel=\"noreferrer noopener\"");
		html_url(p->body, "href", v[FULFILMENT_URL].text);
		html(p->body, "><bdi>%s</bdi></a>",
		    v[FULFILMENT_NUMBER].state == VALUE_SET ?
		    v[FULFILMENT_NUMBER].text : v[FULFILMENT_URL].text);
	} else
		html(p->body, "<bdi>%s</bdi>", text_of(&v[FULFILMENT_NUMBER]));
	html(p->body, "</td><td>%s</td><td>", choice_text(p, parcel_states,
	    3, v[FULFILMENT_STATE].text));
	if (text_equal(v[FULFILMENT_STATE].text, "shipped") &&
	    p->act->actor.permissions & ORDER_EDIT) {
		button_put(p, path, "PATCH", "delivered",
		    page_text(p, UI_ORDER_PARCEL_DELIVERED));
		button_put(p, path, "PATCH", "cancelled",
		    page_text(p, UI_ORDER_CALL_BACK));
	}
	html_raw(p->body, "</td></tr>\n");
}

void
order_parcels_put(const struct page *p, const struct record *o)
{
	static const enum ui_text	 heads[] = { UI_SINCE,
		UI_ORDER_TRACKING, UI_STATUS, UI_TEXT__MAX };
	const struct value		*list = &o->values[ORDER_FULFILMENTS];

	if (list->count == 0)
		return;
	html(p->body, "<h2>%s</h2>\n", page_text(p, UI_ORDER_PARCELS));
	table_open(p, "order-parcels", UI_ORDER_PARCELS, heads, 4);
	for (size_t i = 0; i < list->count; i++)
		parcel_put(p, o, list->items[i].values);
	table_close(p);
}

/* ---- returns ----------------------------------------------------------------------------- */

static const struct choice return_names[] = {
	{ "requested", UI_RETURN_REQUESTED },
	{ "approved", UI_RETURN_APPROVED }, { "refused", UI_RETURN_REFUSED },
	{ "received", UI_RETURN_RECEIVED },
	{ "refunded", UI_RETURN_REFUNDED },
};
/* The buttons of each state, as lib/orders has its moves. */
static const struct { const char *from, *to; enum ui_text text; } steps[] = {
	{ "requested", "approved", UI_RETURN_APPROVE },
	{ "requested", "refused", UI_RETURN_REFUSE },
	{ "approved", "received", UI_RETURN_RECEIVE },
	{ "approved", "refused", UI_RETURN_REFUSE },
	{ "received", "refunded", UI_RETURN_REFUND },
};
#define COUNT(TABLE) (sizeof(TABLE) / sizeof((TABLE)[0]))

static void
return_put(const struct page *p, const struct record *o,
    const struct value *v)
{
	const char	*path = arena_printf(p->act->arena,
			    "/api/admin/returns/%s", v[RETURN_ID].text);
	const struct value	*lines = &v[RETURN_LINES];
	int64_t		 pieces = 0;

	for (size_t i = 0; i < lines->count; i++)
		pieces += lines->items[i].values[ORDER_PART_QUANTITY].num;
	html(p->body, "<tr><td class=\"number\">%lld</td><td><bdi>%s</bdi>"
	    "<small><bdi>%s</bdi></small></td><td>%s ", (long long)pieces,
	    v[RETURN_REASON].text, text_of(&v[RETURN_NOTE]),
	    choice_text(p, return_names, 5, v[RETURN_STATE].text));
	if (v[RETURN_AMOUNT].num > 0)
		page_price(p, v[RETURN_AMOUNT].num,
		    o->values[ORDER_CURRENCY].text);
	html_raw(p->body, "</td><td>");
	for (size_t i = 0; i < COUNT(steps) &&
	    p->act->actor.permissions & ORDER_EDIT; i++)
		if (text_equal(steps[i].from, v[RETURN_STATE].text))
			button_put(p, path, "PATCH", steps[i].to,
			    page_text(p, steps[i].text));
	html_raw(p->body, "</td></tr>\n");
}

static void
return_form(const struct page *p, const struct record *o)
{
	if (!(p->act->actor.permissions & ORDER_EDIT) ||
	    (state_of(o) != IS_SHIPPED && state_of(o) != IS_DELIVERED))
		return;
	html(p->body, "<details><summary>%s</summary>\n",
	    page_text(p, UI_ORDER_RETURN_ENTER));
	form_open(p, arena_printf(p->act->arena, ORDERS_API "/%s/returns",
	    id_of(o)), "POST");
	pieces_put(p, o, ORDER_LINE_FULFILLED, ORDER_LINE_RETURNED, false);
	input_put(p, UI_ORDER_REASON, "reason", "text");
	form_close(p, UI_ORDER_RETURN_ENTER);
	html_raw(p->body, "</details>\n");
}

void
order_returns_put(const struct page *p, const struct record *o)
{
	static const enum ui_text	 heads[] = { UI_QUANTITY,
		UI_ORDER_REASON, UI_STATUS, UI_TEXT__MAX };
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
