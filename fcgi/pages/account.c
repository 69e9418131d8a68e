/* SPDX-License-Identifier: ISC */
#include "fcgi/pages/account.h"

#include "lib/base/text.h"

void
account_input_put(const struct page *p, const struct account_input *in,
    const char *value)
{
	const bool	 check = text_equal(in->type, "checkbox");

	if (check) {
		html(p->body, "<label class=\"check\"><input name=\"%s\" "
		    "type=\"checkbox\"", in->name);
		html_flag(p->body, "checked", text_equal(value, "1"));
		html(p->body, "> %s</label>\n", page_text(p, in->label));
		return;
	}
	html(p->body, "<label>%s <input name=\"%s\" type=\"%s\" "
	    "maxlength=\"%d\" dir=\"auto\"", page_text(p, in->label), in->name,
	    in->type, in->max);
	html_attr(p->body, "autocomplete", in->autocomplete);
	html_attr(p->body, "value", value);
	html_flag(p->body, "required", in->required);
	html_raw(p->body, "></label>\n");
}

void
account_form_open(const struct page *p, const struct account_form *form)
{
	html(p->body, "<form id=\"%s\" class=\"stack\" method=\"post\" "
	    "data-send=\"%s\" data-problem=\"%s\"", form->id, form->send,
	    page_text(p, UI_FAILED));
	html_attr(p->body, "data-to", form->to);
	if (form->done != 0)
		html_attr(p->body, "data-done", page_text(p, form->done));
	html_flag(p->body, "data-token", form->token);
	html_flag(p->body, "data-partial", form->partial);
	if (form->version != 0)
		html(p->body, " data-version=\"%lld\"",
		    (long long)form->version);
	html_raw(p->body, " novalidate>\n"
	    "<p class=\"problem\" role=\"alert\" hidden></p>\n");
}

void
account_form_close(const struct page *p, const struct account_form *form)
{
	html(p->body, "<p class=\"save\"><button class=\"button primary\">%s"
	    "</button> <output></output></p>\n<noscript><p class=\"problem\">"
	    "%s</p></noscript>\n</form>\n", page_text(p, form->submit),
	    page_text(p, UI_NEEDS_SCRIPT));
}

void
account_form_put(const struct page *p, const struct account_form *form,
    const char *const *values)
{
	account_form_open(p, form);
	for (size_t i = 0; i < form->count; i++)
		account_input_put(p, &form->inputs[i],
		    values == NULL ? NULL : values[i]);
	account_form_close(p, form);
}

enum outcome
account_start(struct page *p, struct req *r, struct res *out,
    enum ui_text title)
{
	enum outcome	 e = page_start(p, r, out);

	if (e != SOUK_OK)
		return e;
	p->title = page_text(p, title);
	p->account = p->office = true;
	return SOUK_OK;
}
