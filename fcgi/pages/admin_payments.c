/* SPDX-License-Identifier: ISC */
#include "fcgi/pages/admin_payments.h"

#include "fcgi/pages/cards.h"
#include "fcgi/pages/pages.h"
#include "lib/base/text.h"
#include "lib/payments/payments.h"
#include "lib/payments/staff.h"

#define PAYMENTS	"/admin/paiements"

const struct choice payment_state_names[PAYMENT_STATES] = {
	{ "open", UI_PAYMENT_OPEN }, { "action", UI_PAYMENT_ACTION },
	{ "processing", UI_PAYMENT_PROCESSING },
	{ "authorised", UI_PAYMENT_AUTHORISED },
	{ "cancelled", UI_PAYMENT_CANCELLED },
	{ "succeeded", UI_PAYMENT_SUCCEEDED },
};
const struct choice payment_provider_names[PAYMENT_PROVIDERS] = {
	{ "stripe", UI_PAYMENT_STRIPE }, { "cash", UI_PAYMENT_CASH },
	{ "transfer", UI_PAYMENT_TRANSFER },
	{ "gift_card", UI_PAYMENT_GIFT },
};
const struct choice payment_flag_names[PAYMENT_FLAGS] = {
	{ "intent", UI_FLAG_INTENT }, { "livemode", UI_FLAG_LIVEMODE },
	{ "currency", UI_FLAG_CURRENCY }, { "amount", UI_FLAG_AMOUNT },
	{ "subject", UI_FLAG_SUBJECT }, { "refunds", UI_FLAG_REFUNDS },
	{ "stuck", UI_FLAG_STUCK },
};

void
payment_status_put(const struct page *p, const struct value *v)
{
	const char	*state = v[PAYMENT_STATE].text;

	html(p->body, "<span class=\"status %s\">%s</span>",
	    text_equal(state, "succeeded") ? "ACTIVE" :
	    text_equal(state, "cancelled") ? "dead" : "waiting",
	    choice_text(p, payment_state_names, PAYMENT_STATES, state));
	if (v[PAYMENT_FLAG].state == VALUE_SET)
		html(p->body, " <span class=\"status dead\">%s</span>",
		    page_text(p, UI_PAYMENT_FLAGGED));
}

static void
row_put(const struct page *p, const struct value *v)
{
	html_raw(p->body, "<tr><td>");
	time_put(p, &v[PAYMENT_CREATED_AT]);
	html(p->body, "</td><td><a href=\"" PAYMENTS "/%s\">%s</a></td>"
	    "<td class=\"number\">", v[PAYMENT_ID].text,
	    choice_text(p, payment_provider_names, PAYMENT_PROVIDERS,
	    v[PAYMENT_PROVIDER].text));
	page_price(p, v[PAYMENT_AMOUNT].num, v[PAYMENT_CURRENCY].text);
	html_raw(p->body, "</td><td class=\"number\">");
	page_price(p, v[PAYMENT_RECEIVED].num, v[PAYMENT_CURRENCY].text);
	html_raw(p->body, "</td><td class=\"number\">");
	page_price(p, v[PAYMENT_REFUNDED].num, v[PAYMENT_CURRENCY].text);
	html_raw(p->body, "</td><td>");
	payment_status_put(p, v);
	html_raw(p->body, "</td></tr>\n");
}

static enum outcome
table_put(const struct page *p, struct rows *rows)
{
	static const enum ui_text	 heads[] = { UI_IMPORT_WHEN, UI_PAYMENT_BY,
		UI_PAYMENT_AMOUNT, UI_PAYMENT_RECEIVED, UI_PAYMENT_REFUNDED,
		UI_STATUS };
	struct record			*row = record_new(p->act->arena,
					    &payment_fields);
	enum outcome			 e;

	table_open(p, "payments", UI_PAYMENTS, heads, 6);
	while ((e = rows_next(rows, p->act->arena, row)) == SOUK_OK)
		row_put(p, row->values);
	table_close(p);
	return e == SOUK_NOT_FOUND ? SOUK_OK : e;
}

/* ---- what is looked for ------------------------------------------------------- */

static bool
is_flagged(const struct page *p)
{
	return text_equal(page_query(p, "flagged"), "1");
}

static void
filter_put(const struct page *p)
{
	html_raw(p->body, "<form class=\"filters\" action=\"" PAYMENTS
	    "\">\n");
	choosing_put(p, &(struct choosing){ UI_STATUS, UI_PAYMENT_ANY,
	    "state", payment_state_names, PAYMENT_STATES });
	choosing_put(p, &(struct choosing){ UI_PAYMENT_BY, UI_PAYMENT_ANY,
	    "provider", payment_provider_names, PAYMENT_PROVIDERS });
	html_raw(p->body, "<label class=\"check\"><input type=\"checkbox\" "
	    "name=\"flagged\" value=\"1\"");
	html_flag(p->body, "checked", is_flagged(p));
	html(p->body, "> %s</label>\n<button class=\"button\">%s</button>\n"
	    "</form>\n", page_text(p, UI_PAYMENT_FLAGGED),
	    page_text(p, UI_APPLY));
}

/* One of the choices, or not asked for. */
static const char *
chosen(const struct page *p, const char *name, const struct choice *choices,
    int n)
{
	for (int i = 0; i < n; i++)
		if (text_equal(choices[i].value, page_query(p, name)))
			return choices[i].value;
	return NULL;
}

static struct record *
filter_read(const struct page *p, struct paging *paging)
{
	struct record	*filter = record_new(p->act->arena, &payment_filters);
	const char	*state = chosen(p, "state", payment_state_names,
			    PAYMENT_STATES);
	const char	*provider = chosen(p, "provider",
			    payment_provider_names, PAYMENT_PROVIDERS);

	if (state != NULL)
		record_set_text(filter, PAYMENT_OF_STATE, state);
	if (provider != NULL)
		record_set_text(filter, PAYMENT_OF_PROVIDER, provider);
	if (is_flagged(p))
		record_set_int(filter, PAYMENT_OF_FLAGGED, 1);
	paging->path = path_with(p, path_with(p, path_with(p, PAYMENTS,
	    "state", state), "provider", provider), "flagged",
	    is_flagged(p) ? "1" : NULL);
	return filter;
}

/* GET /admin/paiements: newest first. */
enum outcome
admin_payments_page(struct req *r, struct res *out)
{
	struct record	*filter;
	struct paging	 paging;
	struct rows	 rows;
	struct page	 p;
	enum outcome	 e;

	if ((e = admin_start(&p, r, out, UI_PAYMENTS)) != SOUK_OK)
		return e;
	paging = (struct paging){ .at = paging_query(&p) };
	filter = filter_read(&p, &paging);
	if ((e = payment_list(p.act, filter, &paging.at, &rows)) != SOUK_OK)
		return e;
	paging.total = rows.total > PAGE_REACH ? PAGE_REACH : rows.total;
	page_open(&p);
	html(p.body, "<h1>%s</h1>\n<p class=\"lead\">%s</p>\n", p.title,
	    page_text(&p, UI_PAYMENTS_TEXT));
	filter_put(&p);
	if (rows.total == 0)
		html(p.body, "<p>%s</p>\n", page_text(&p, UI_NOTHING));
	if ((e = table_put(&p, &rows)) != SOUK_OK)
		return e;
	paging_put(&p, &paging);
	page_close(&p);
	return SOUK_OK;
}
