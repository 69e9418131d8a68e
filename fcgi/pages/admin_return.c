/* SPDX-License-Identifier: ISC */
#include "fcgi/pages/admin_orders.h"
#include "fcgi/pages/pages.h"
#include "lib/base/text.h"

/* GET /admin/retours/{id}: what comes back, and what the shop says to it. */

static bool
may(const struct record *r, const char *to)
{
	return return_may(r->values[RETURN_STATE].text, to);
}

static void
fact_put(const struct page *p, enum ui_text name, const struct value *v)
{
	if (v->state == VALUE_SET)
		html(p->body, "<dt>%s</dt><dd><bdi>%s</bdi></dd>\n",
		    page_text(p, name), v->text);
}

static void
facts_put(const struct page *p, const struct record *r,
    const struct record *o)
{
	const struct value	*v = r->values;
	const char		*state = v[RETURN_STATE].text;

	html(p->body, "<dl class=\"facts\">\n<dt>%s</dt><dd><a href=\""
	    ORDERS_HERE "/%s\">%lld</a> <bdi>%s</bdi></dd>\n",
	    page_text(p, UI_ORDER_NUMBER), v[RETURN_ORDER].text,
	    (long long)v[RETURN_NUMBER].num,
	    o->values[ORDER_NAME].state == VALUE_SET ?
	    o->values[ORDER_NAME].text : "");
	html(p->body, "<dt>%s</dt><dd>", page_text(p, UI_IMPORT_WHEN));
	time_put(p, &v[RETURN_CREATED_AT]);
	html(p->body, "</dd>\n<dt>%s</dt><dd>", page_text(p, UI_ORDER_LINES));
	pieces_told(p, o, &v[RETURN_LINES]);
	html_raw(p->body, "</dd>\n");
	fact_put(p, UI_REASON, &v[RETURN_REASON]);
	fact_put(p, UI_RETURN_NOTE, &v[RETURN_NOTE]);
	fact_put(p, UI_RETURN_ANSWER, &v[RETURN_ANSWER]);
	if (text_equal(state, "received") || text_equal(state, "refunded"))
		html(p->body, "<dt>%s</dt><dd>%s</dd>\n",
		    page_text(p, UI_STOCK), page_text(p,
		    v[RETURN_RESTOCK].num == 1 ? UI_RETURN_RESTOCKED :
		    UI_RETURN_NOT_RESTOCKED));
	if (v[RETURN_AMOUNT].num > 0) {
		html(p->body, "<dt>%s</dt><dd>",
		    page_text(p, UI_RETURN_REFUNDED));
		page_price(p, v[RETURN_AMOUNT].num, v[RETURN_CURRENCY].text);
		html_raw(p->body, "</dd>\n");
	}
	html_raw(p->body, "</dl>\n");
}

/* ---- what may become of it -------------------------------------------------------- */

static void
step_open(const struct page *p, const struct record *r, const char *to)
{
	html_raw(p->body, "<div class=\"stack box\">\n");
	deed_open(p, &(struct order_deed){ .method = "PATCH",
		.path = arena_printf(p->act->arena, RETURNS_API "/%s",
		r->values[RETURN_ID].text),
		.version = r->values[RETURN_VERSION].num });
	html(p->body, "<input type=\"hidden\" name=\"state\" value=\"%s\">\n",
	    to);
}

static void
answer_put(const struct page *p, enum ui_text label)
{
	html(p->body, "<label>%s <textarea name=\"answer\" rows=\"2\" "
	    "maxlength=\"2000\" dir=\"auto\"", page_text(p, label));
	html_flag(p->body, "required", label == UI_RETURN_WHY_NOT);
	html_raw(p->body, "></textarea></label>\n");
}

static void
step_close(const struct page *p, enum ui_text button)
{
	deed_close(p, button);
	html_raw(p->body, "</div>\n");
}

static void
steps_put(const struct page *p, const struct record *r)
{
	html_raw(p->body, "<div class=\"forms\" id=\"return-steps\">\n");
	if (may(r, "approved")) {
		step_open(p, r, "approved");
		answer_put(p, UI_RETURN_ANSWER);
		step_close(p, UI_RETURN_APPROVE);
	}
	if (may(r, "received")) {
		step_open(p, r, "received");
		html(p->body, "<label class=\"check\"><input "
		    "type=\"checkbox\" name=\"restock\" data-both checked> %s"
		    "</label>\n", page_text(p, UI_RETURN_RESTOCK));
		step_close(p, UI_RETURN_CAME);
	}
	if (may(r, "refunded")) {
		step_open(p, r, "refunded");
		deed_check(p, UI_RETURN_SHIPPING, "shipping");
		step_close(p, UI_RETURN_PAY);
	}
	if (may(r, "refused")) {
		step_open(p, r, "refused");
		answer_put(p, UI_RETURN_WHY_NOT);
		step_close(p, UI_RETURN_REFUSE);
	}
	html_raw(p->body, "</div>\n");
}

enum outcome
admin_return_page(struct req *r, struct res *out)
{
	struct record	*back, *o;
	struct page	 p;
	enum outcome	 e;

	if ((e = admin_start(&p, r, out, UI_RETURN)) != SOUK_OK ||
	    (e = return_read(p.act, req_param(r, 0), &back)) != SOUK_OK ||
	    (e = order_read(p.act, back->values[RETURN_ORDER].text, &o)) !=
	    SOUK_OK)
		return e;
	page_open(&p);
	html(p.body, "<div class=\"heading\"><h1>%s <span class=\"badge\">%s"
	    "</span></h1>\n<a href=\"" RETURNS_HERE "\">%s</a></div>\n",
	    p.title, choice_text(&p, return_state_names, RETURN_STATES,
	    back->values[RETURN_STATE].text),
	    page_text(&p, UI_ORDER_RETURNS));
	problem_put(&p);
	facts_put(&p, back, o);
	if (order_may_edit(&p))
		steps_put(&p, back);
	page_close(&p);
	return SOUK_OK;
}
