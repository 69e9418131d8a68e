/* SPDX-License-Identifier: ISC */
#include "fcgi/pages/selling.h"

#include <string.h>

#include "fcgi/pages/office.h"
#include "lib/base/money.h"
#include "lib/base/text.h"

#define PERCENT	10000	/* millionths */

void
sell_form_open(const struct page *p, const struct sell_form *f)
{
	html(p->body, "<form class=\"stack selling\" data-api=\"%s\" "
	    "data-page=\"%s\" data-zone=\"%s\" data-saved=\"%s\" "
	    "data-stale=\"%s\" data-problem=\"%s\" novalidate", f->api,
	    f->page, page_shop(p, SHOP_ZONE), page_text(p, UI_SAVED),
	    page_text(p, UI_PRICES_STALE), page_text(p, UI_FAILED));
	if (f->id != NULL)
		html(p->body, " data-id=\"%s\" data-version=\"%lld\"", f->id,
		    (long long)f->version);
	html_raw(p->body, ">\n<fieldset>\n");
}

void
sell_form_close(const struct page *p, const struct sell_form *f)
{
	html(p->body, "<p class=\"save\"><button class=\"button primary\">%s"
	    "</button> ", page_text(p, f->send != 0 ? f->send :
	    f->id == NULL ? UI_ADD : UI_SAVE));
	if (f->id != NULL && f->next != NULL)
		html(p->body, "<button type=\"button\" class=\"quiet remove\" "
		    "data-remove=\"%s/%s\" data-next=\"%s\">%s</button> ",
		    f->api, f->id, f->next, page_text(p, UI_DELETE));
	html_raw(p->body, "<output role=\"status\"></output></p>\n"
	    "<p class=\"problem\" role=\"alert\" hidden></p>\n</fieldset>\n"
	    "</form>\n");
}

static void
input_put(const struct page *p, const struct sell_input *in)
{
	const bool	 secret = text_equal(in->as, "secret");

	html(p->body, "<input name=\"%s\" data-as=\"%s\" maxlength=\"%d\" "
	    "autocomplete=\"%s\" value=\"%s\"", in->name, in->as, in->max,
	    secret ? "new-password" : "off",
	    in->value == NULL ? "" : in->value);
	if (secret)
		html_raw(p->body, " type=\"password\" dir=\"ltr\"");
	else if (in->number)
		html_raw(p->body, " class=\"number\" inputmode=\"decimal\" "
		    "dir=\"ltr\"");
	else
		html_raw(p->body, " dir=\"auto\"");
	html_flag(p->body, "required", in->required);
}

void
sell_input(const struct page *p, const struct sell_input *in)
{
	html_raw(p->body, "<label");
	html_attr(p->body, "data-for", in->shown_for);
	html(p->body, ">%s ", page_text(p, in->label));
	input_put(p, in);
	html_raw(p->body, "></label>\n");
}

void
sell_cell(const struct page *p, const struct sell_input *in)
{
	html_raw(p->body, "<td>");
	input_put(p, in);
	html(p->body, " size=\"8\" aria-label=\"%s\"></td>",
	    page_text(p, in->label));
}

void
sell_lines(const struct page *p, const struct sell_lines *in)
{
	html(p->body, "<label>%s <textarea name=\"%s\" data-as=\"%s\" "
	    "rows=\"%d\" dir=\"%s\" spellcheck=\"false\" "
	    "aria-describedby=\"%s-hint\">\n%s</textarea>"
	    "<small id=\"%s-hint\">%s</small></label>\n",
	    page_text(p, in->label), in->name, in->as, in->rows,
	    in->code ? "ltr" : "auto", in->name, in->text, in->name,
	    page_text(p, in->hint));
}

void
sell_check(const struct page *p, enum ui_text label, const char *name,
    bool checked)
{
	html(p->body, "<label class=\"check\"><input type=\"checkbox\" "
	    "name=\"%s\" data-as=\"check\"", name);
	html_flag(p->body, "checked", checked);
	html(p->body, "> %s</label>\n", page_text(p, label));
}

void
sell_select(const struct page *p, enum ui_text label, const char *name,
    const struct choice *choices, int n, const char *chosen)
{
	html(p->body, "<label>%s <select name=\"%s\" data-as=\"text\">\n",
	    page_text(p, label), name);
	choice_options(p, choices, n, chosen);
	html_raw(p->body, "</select></label>\n");
}

/* ---- as people write them ----------------------------------------------------- */

const char *
sell_percent(const struct page *p, const struct value *v)
{
	char	*text;
	size_t	 len;

	if (v == NULL || v->state != VALUE_SET)
		return NULL;
	text = arena_printf(p->act->arena, "%lld.%04lld",
	    (long long)(v->num / PERCENT), (long long)(v->num % PERCENT));
	for (len = strlen(text); text[len - 1] == '0'; len--)
		text[len - 1] = '\0';
	if (text[len - 1] == '.')
		text[len - 1] = '\0';
	return text;
}

const char *
sell_money(const struct page *p, const struct value *v, const char *currency)
{
	struct buf	 b;

	if (v == NULL || v->state != VALUE_SET)
		return NULL;
	buf_init(&b, p->act->arena, 16);
	money_put(&b, v->num, money_decimals(currency != NULL ? currency :
	    settings_currency(p->act->settings)));
	return b.p;
}

const char *
sell_integer(const struct page *p, const struct value *v)
{
	return v == NULL || v->state != VALUE_SET ? NULL :
	    arena_printf(p->act->arena, "%lld", (long long)v->num);
}
