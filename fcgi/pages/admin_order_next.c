/* SPDX-License-Identifier: ISC */
#include "fcgi/pages/admin_orders.h"
#include "lib/base/text.h"
#include "lib/payments/dispute.h"
#include "lib/payments/payments.h"

/* What an order waits for, and the buttons that somebody looks for first. */

static enum order_state
state_of(const struct record *o)
{
	return (enum order_state)o->values[ORDER_STATE].num;
}

static struct order_deed
deed_of(const struct page *p, const struct record *o, const char *below,
    const char *method)
{
	return (struct order_deed){ .path = arena_printf(p->act->arena,
		ORDERS_API "/%s%s", o->values[ORDER_ID].text, below),
		.method = method, .version = o->values[ORDER_VERSION].num };
}

/* ---- what is owed --------------------------------------------------------------- */

static void
owed_put(const struct page *p, const struct record *o)
{
	const struct value	*v = o->values;
	const bool		 back = v[ORDER_PAID].num > 0 &&
				    v[ORDER_REFUNDED].num == v[ORDER_PAID].num;

	html_raw(p->body, "<p class=\"owed\" id=\"order-owed\">");
	if (v[ORDER_DUE].num > 0) {
		html(p->body, "<b>%s</b> ", page_text(p, UI_ORDER_DUE));
		order_money(p, o, ORDER_DUE);
	} else if (back)
		html(p->body, "<b>%s</b>", page_text(p, UI_PAID_BACK_ALL));
	else if (v[ORDER_PAID].num > 0)
		html(p->body, "<b class=\"good\">%s</b>",
		    page_text(p, UI_PAID_ALL));
	else {
		html(p->body, "<b>%s</b> ", page_text(p, UI_ORDER_TOTAL));
		order_money(p, o, ORDER_TOTAL);
	}
	if (v[ORDER_REFUNDED].num > 0 && !back) {
		html(p->body, " · %s ", page_text(p, UI_ORDER_REFUNDED));
		order_money(p, o, ORDER_REFUNDED);
	}
	html_raw(p->body, "</p>\n");
}

static bool
return_waits(const struct record *o)
{
	const struct value	*list = &o->values[ORDER_RETURNS];

	for (size_t i = 0; i < list->count; i++) {
		const char	*state =
		    list->items[i].values[RETURN_STATE].text;

		if (!text_equal(state, "refused") &&
		    !text_equal(state, "refunded"))
			return true;
	}
	return false;
}

static void
look_put(const struct page *p, enum ui_text text, const char *path)
{
	html(p->body, "<p class=\"problem\"><a href=\"%s\">%s</a></p>\n", path,
	    page_text(p, text));
}

static enum outcome
looks_put(const struct page *p, const struct record *o)
{
	bool		 disputed = false;
	enum outcome	 e = SOUK_OK;

	if (p->act->actor.permissions & PAYMENT_VIEW)
		e = dispute_open_of(p->act, "order", o->values[ORDER_ID].text,
		    &disputed);
	if (e != SOUK_OK)
		return e;
	if (disputed)
		look_put(p, UI_ORDER_DISPUTED, "/admin/litiges");
	if (return_waits(o))
		look_put(p, UI_ORDER_RETURN_WAITS, "#order-returns");
	if (o->values[ORDER_SHORT].state == VALUE_SET &&
	    text_equal(o->values[ORDER_SHORT].text, "offer"))
		html(p->body, "<p class=\"problem\">%s</p>\n",
		    page_text(p, UI_ORDER_SHORT));
	return SOUK_OK;
}

/* ---- paying ------------------------------------------------------------------------ */

/* Money in hand, by the ways that the shop takes. */
static void
paid_put(const struct page *p, const struct record *o)
{
	const struct order_deed	 d = deed_of(p, o, "/paid", "POST");

	if (!(p->act->actor.permissions & PAYMENT_REFUND))
		return;
	if (provider_is_on(p->act, PROVIDER_CASH))
		deed_button(p, &d, "data-way", "cash",
		    page_text(p, UI_PAID_CASH));
	if (provider_is_on(p->act, PROVIDER_TRANSFER))
		deed_button(p, &d, "data-way", "transfer",
		    page_text(p, UI_PAID_TRANSFER));
}

static void
link_put(const struct page *p, const struct record *o, const char *mail,
    enum ui_text text)
{
	html(p->body, "<button type=\"button\" class=\"button\" data-link=\""
	    ORDERS_API "/%s/link\"", o->values[ORDER_ID].text);
	html_attr(p->body, "data-mail", mail);
	html(p->body, ">%s</button>\n", page_text(p, text));
}

static void
links_put(const struct page *p, const struct record *o)
{
	link_put(p, o, NULL, UI_LINK_COPY);
	if (o->values[ORDER_EMAIL].state == VALUE_SET)
		link_put(p, o, "true", UI_LINK_MAIL);
}

/* Whoever pays by card needs the link first; others hand over the money. */
static void
pay_put(const struct page *p, const struct record *o)
{
	const struct value	*way = &o->values[ORDER_PAYMENT_METHOD];
	const bool		 card = way->state == VALUE_SET &&
				    text_equal(way->text, "stripe");

	if (o->values[ORDER_DUE].num == 0)
		return;
	if (card)
		links_put(p, o);
	paid_put(p, o);
	if (!card)
		links_put(p, o);
}

/* Filled once somebody asks for it. */
static void
link_place(const struct page *p)
{
	html(p->body, "<p id=\"order-link\" data-sent=\"%s\" hidden><label>%s "
	    "<input readonly dir=\"ltr\"></label> <output role=\"status\">"
	    "</output></p>\n", page_text(p, UI_LINK_SENT),
	    page_text(p, UI_LINK_HERE));
}

/* ---- by state ---------------------------------------------------------------------- */

static void
draft_put(const struct page *p, const struct record *o)
{
	const struct order_deed	 send = deed_of(p, o, "/send", "POST");

	if (o->values[ORDER_EMAIL].state == VALUE_SET)
		deed_button(p, &send, NULL, NULL,
		    page_text(p, UI_ORDER_SEND));
	paid_put(p, o);
	html(p->body, "<a class=\"button\" href=\"" ORDERS_HERE
	    "/%s/brouillon\">%s</a>\n", o->values[ORDER_ID].text,
	    page_text(p, UI_DRAFT_EDIT));
	if (o->values[ORDER_EMAIL].state != VALUE_SET)
		html(p->body, "<p>%s</p>\n", page_text(p,
		    UI_DRAFT_NO_EMAIL));
}

static void
moves_put(const struct page *p, const struct record *o)
{
	const struct order_deed	 d = deed_of(p, o, "", "PATCH");

	for (int i = 0; order_states[i] != NULL; i++)
		if (i != IS_CANCELLED && order_may(state_of(o),
		    (enum order_state)i, BY_STAFF))
			deed_button(p, &d, "data-state", order_states[i],
			    arena_printf(p->act->arena, "%s %s",
			    page_text(p, UI_ORDER_MARK), order_state_text(p,
			    (enum order_state)i)));
}

static void
buttons_put(const struct page *p, const struct record *o)
{
	html_raw(p->body, "<div class=\"next\" id=\"order-next\">\n");
	if (state_of(o) == IS_DRAFT)
		draft_put(p, o);
	else {
		if (state_of(o) == IS_CONFIRMED || state_of(o) == IS_PREPARING)
			html(p->body, "<a class=\"button\" "
			    "href=\"#order-ship\">%s</a>\n",
			    page_text(p, UI_ORDER_SHIP));
		if (state_of(o) == IS_PENDING)
			pay_put(p, o);
		moves_put(p, o);
		if (state_of(o) != IS_PENDING)
			pay_put(p, o);
	}
	html_raw(p->body, "</div>\n");
	link_place(p);
}

enum outcome
order_next_put(const struct page *p, const struct record *o)
{
	enum outcome	 e;

	owed_put(p, o);
	if ((e = looks_put(p, o)) == SOUK_OK && order_may_edit(p))
		buttons_put(p, o);
	return e;
}
