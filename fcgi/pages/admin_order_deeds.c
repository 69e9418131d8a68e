/* SPDX-License-Identifier: ISC */
#include "fcgi/pages/admin_orders.h"

/* What the staff does with an order besides its next step. */

static const char *
path_below(const struct page *p, const struct record *o, const char *below)
{
	return arena_printf(p->act->arena, ORDERS_API "/%s%s",
	    o->values[ORDER_ID].text, below);
}

static void
note_put(const struct page *p, const struct record *o)
{
	html(p->body, "<details class=\"box\"><summary>%s</summary>\n",
	    page_text(p, UI_ORDER_NOTE_ADD));
	deed_open(p, &(struct order_deed){ .method = "POST",
		.path = path_below(p, o, "/notes") });
	html(p->body, "<label>%s <textarea name=\"text\" rows=\"3\" "
	    "maxlength=\"4000\" dir=\"auto\"></textarea></label>\n",
	    page_text(p, UI_ORDER_NOTE));
	deed_check(p, UI_ORDER_NOTE_PUBLIC, "isPublic");
	deed_close(p, UI_ORDER_NOTE_ADD);
	html_raw(p->body, "</details>\n");
}

static void
cancel_put(const struct page *p, const struct record *o)
{
	const enum order_state	 state =
	    (enum order_state)o->values[ORDER_STATE].num;
	const bool		 draft = state == IS_DRAFT;
	const enum ui_text	 name = draft ? UI_DRAFT_DELETE :
				    UI_ORDER_CANCEL;

	if (!order_may(state, IS_CANCELLED, BY_STAFF))
		return;
	html(p->body, "<details class=\"box\" id=\"order-cancel\"><summary>%s"
	    "</summary>\n<p>%s</p>\n", page_text(p, name), page_text(p,
	    draft ? UI_DRAFT_DELETE_TEXT : UI_ORDER_CANCEL_TEXT));
	deed_open(p, &(struct order_deed){ .method = "PATCH",
		.path = path_below(p, o, ""),
		.version = o->values[ORDER_VERSION].num });
	html_raw(p->body, "<input type=\"hidden\" name=\"state\" "
	    "value=\"cancelled\">\n");
	if (!draft)
		deed_input(p, UI_ORDER_REASON, "reason", "text");
	deed_close(p, name);
	html_raw(p->body, "</details>\n");
}

void
order_deeds_put(const struct page *p, const struct record *o)
{
	html(p->body, "<h2>%s</h2>\n<div class=\"forms\" "
	    "id=\"order-deeds\">\n", page_text(p, UI_ORDER_OTHER));
	order_ship_put(p, o);
	order_refund_put(p, o);
	note_put(p, o);
	cancel_put(p, o);
	html_raw(p->body, "</div>\n");
}
