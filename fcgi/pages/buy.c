/* SPDX-License-Identifier: ISC */
#include "fcgi/pages/buy.h"
#include "lib/orders/orders.h"

enum outcome
buy_start(struct page *p, struct req *r, struct res *out, enum ui_text title)
{
	enum outcome	 e = page_start(p, r, out);

	if (e != SOUK_OK)
		return e;
	p->title = page_text(p, title);
	p->buying = true;
	return SOUK_OK;
}

const char *
buy_home_country(const struct page *p)
{
	return settings_text(p->act->settings, &orders_settings,
	    ORDERS_COUNTRY);
}

void
buy_amount(const struct page *p, const struct record *record, int field,
    const char *currency)
{
	page_price(p, record->values[field].num, currency);
}

void
buy_sum(const struct page *p, enum ui_text label, int64_t amount,
    const char *currency, bool always)
{
	if (amount == 0 && !always)
		return;
	html(p->body, "<div><dt>%s</dt><dd>", page_text(p, label));
	page_price(p, amount, currency);
	html_raw(p->body, "</dd></div>\n");
}

void
buy_input(const struct page *p, const char *prefix,
    const struct buy_input *in, const char *value)
{
	html(p->body, "<label>%s <input name=\"%s%s\" type=\"%s\" "
	    "maxlength=\"%d\" dir=\"auto\"", page_text(p, in->label), prefix,
	    in->name, in->type, in->max);
	html_attr(p->body, "autocomplete", in->autocomplete);
	html_attr(p->body, "value", value);
	html_flag(p->body, "required", in->required);
	html_raw(p->body, "></label>\n");
}
