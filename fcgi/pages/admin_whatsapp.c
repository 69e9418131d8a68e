/* SPDX-License-Identifier: ISC */
#include "fcgi/pages/admin_inbox.h"
#include "fcgi/pages/admin_whatsapp.h"
#include "fcgi/pages/cards.h"
#include "fcgi/pages/office.h"
#include "fcgi/pages/pages.h"
#include "fcgi/pages/selling.h"
#include "lib/base/config.h"
#include "lib/base/text.h"
#include "lib/whatsapp/send_list.h"
#include "lib/whatsapp/template.h"
#include "lib/whatsapp/whatsapp.h"

#define COUNT(TABLE) (sizeof(TABLE) / sizeof((TABLE)[0]))

static const struct choice states[] = {
	{ "doubt", UI_WA_DOUBT }, { "failed", UI_WA_FAILED },
	{ "waiting", UI_WA_WAITING }, { "sending", UI_WA_SENDING },
	{ "sent", UI_WA_SENT }, { "delivered", UI_WA_DELIVERED },
	{ "read", UI_WA_READ }, { "played", UI_WA_PLAYED },
	{ "dropped", UI_WA_DROPPED },
};

static bool
may_set(const struct page *p)
{
	return p->act->actor.permissions & SETTINGS_EDIT;
}

/* ---- what goes out ------------------------------------------------------- */

static void
deeds_put(const struct page *p, const struct value *v)
{
	const char	*state = v[WA_SEND_STATE].text;
	const char	*id = v[WA_SEND_ID].text;

	if (text_equal(state, "doubt"))
		post_put(p, WA_API "/sends", id, "retry", UI_WA_AGAIN_TWICE);
	else if (wa_may_follow(state, "waiting"))
		post_put(p, WA_API "/sends", id, "retry", UI_WA_AGAIN);
	if (wa_may_follow(state, "dropped"))
		post_put(p, WA_API "/sends", id, "drop", UI_WA_DROP);
}

/* Colours are those of the outbox of mails. */
static const char *
colour_of(const char *state)
{
	return text_equal(state, "failed") || text_equal(state, "doubt") ?
	    "dead" : text_equal(state, "waiting") ||
	    text_equal(state, "sending") ? "waiting" :
	    text_equal(state, "dropped") ? "dropped" : "sent";
}

static void
send_row(const struct page *p, const struct value *v)
{
	const char	*state = v[WA_SEND_STATE].text;

	html_raw(p->body, "<tr><td>");
	time_put(p, &v[WA_SEND_CREATED_AT]);
	html(p->body, "</td><td><bdi>%s</bdi><small><bdi>%s</bdi></small>"
	    "</td><td><span class=\"status %s\">%s</span>",
	    said_kind_text(p, v[WA_SEND_KIND].text), v[WA_SEND_SUBJECT].text, colour_of(state),
	    choice_text(p, states, COUNT(states), state));
	if (v[WA_SEND_CODE].state == VALUE_SET)
		html(p->body, "<small>%lld</small>",
		    (long long)v[WA_SEND_CODE].num);
	if (v[WA_SEND_ERROR].state == VALUE_SET)
		html(p->body, "<small><bdi>%s</bdi></small>",
		    wa_error_text(p->act, v[WA_SEND_ERROR].text));
	html(p->body, "</td><td class=\"number\">%lld</td><td>",
	    (long long)v[WA_SEND_ATTEMPTS].num);
	if (text_equal(state, "waiting"))
		time_put(p, &v[WA_SEND_DUE_AT]);
	html_raw(p->body, "</td><td>");
	deeds_put(p, v);
	html_raw(p->body, "</td></tr>\n");
}

static enum outcome
sends_table(const struct page *p, struct rows *rows)
{
	static const enum ui_text	 heads[] = { UI_IMPORT_WHEN,
		UI_WA_KIND, UI_STATUS, UI_JOB_ATTEMPTS, UI_JOB_DUE,
		UI_TEXT__MAX };
	struct record			*send = record_new(p->act->arena,
					    &wa_send_fields);
	enum outcome			 e;

	table_open(p, "sends", UI_WA_SENDS, heads, COUNT(heads));
	while ((e = rows_next(rows, p->act->arena, send)) == SOUK_OK)
		send_row(p, send->values);
	table_close(p);
	return e == SOUK_NOT_FOUND ? SOUK_OK : e;
}

static enum outcome
sends_put(const struct page *p)
{
	const char	*state = choice_asked(p, "state", states,
			    COUNT(states));
	struct record	*filter = record_new(p->act->arena, &wa_send_filters);
	struct paging	 paging = { .at = paging_query(p),
		.path = path_with(p, WA_PAGE, "state", state) };
	struct rows	 rows;
	enum outcome	 e;

	if (state != NULL)
		record_set_text(filter, WA_SENDS_OF_STATE, state);
	if ((e = wa_send_list(p->act, filter, &paging.at, &rows)) != SOUK_OK)
		return e;
	paging.total = rows.total > PAGE_REACH ? PAGE_REACH : rows.total;
	html(p->body, "<h2>%s</h2>\n<p>%s</p>\n", page_text(p, UI_WA_SENDS),
	    page_text(p, UI_WA_SENDS_TEXT));
	state_filter_put(p, WA_PAGE, states, COUNT(states));
	if (rows.total == 0)
		html(p->body, "<p>%s</p>\n", page_text(p, UI_NOTHING));
	else if ((e = sends_table(p, &rows)) != SOUK_OK)
		return e;
	paging_put(p, &paging);
	return SOUK_OK;
}

/* ---- templates ----------------------------------------------------------- */

/* What Meta may say besides stands as it came. */
static const struct choice categories[] = {
	{ "marketing", UI_WA_MARKETING }, { "utility", UI_WA_UTILITY },
	{ "authentication", UI_WA_AUTHENTICATION },
};
static const struct choice judged[] = {
	{ "APPROVED", UI_WA_APPROVED }, { "PENDING", UI_WA_PENDING },
	{ "REJECTED", UI_WA_REJECTED }, { "PAUSED", UI_WA_PAUSED },
	{ "DISABLED", UI_WA_DISABLED },
};

static void
template_row(const struct page *p, const struct record *template)
{
	const struct value	*v = template->values;
	const bool		 ok = text_equal(v[WA_TEMPLATE_STATUS].text,
				    "APPROVED");

	html(p->body, "<tr><td><bdi>%s</bdi></td><td>%s</td><td>%s</td><td>"
	    "<span class=\"status %s\"><bdi>%s</bdi></span>",
	    v[WA_TEMPLATE_NAME].text, v[WA_TEMPLATE_LANGUAGE].text,
	    choice_text(p, categories, COUNT(categories),
	    v[WA_TEMPLATE_CATEGORY].text), ok ? "sent" : "dead",
	    choice_text(p, judged, COUNT(judged),
	    v[WA_TEMPLATE_STATUS].text));
	if (v[WA_TEMPLATE_REASON].state == VALUE_SET)
		html(p->body, "<small><bdi>%s</bdi></small>",
		    v[WA_TEMPLATE_REASON].text);
	html(p->body, "</td><td class=\"number\">%lld</td><td><bdi>%s</bdi>"
	    "</td></tr>\n", (long long)v[WA_TEMPLATE_VARIABLES].num,
	    wa_template_text(p->act, template, NULL, 0));
}

static enum outcome
templates_put(const struct page *p)
{
	static const enum ui_text	 heads[] = { UI_WA_NAME,
		UI_WA_LANGUAGE, UI_WA_CATEGORY, UI_STATUS, UI_WA_VARIABLES,
		UI_WA_BODY };
	const struct list_query		 first = { .page = 1, .limit = WA_SHOWN };
	struct record			*row = record_new(p->act->arena,
					    &wa_template_fields);
	struct rows			 rows;
	enum outcome			 e;

	if ((e = wa_template_list(p->act, record_new(p->act->arena,
	    &wa_template_filters), &first, &rows)) != SOUK_OK)
		return e;
	html(p->body, "<h2>%s</h2>\n<p>%s</p>\n", page_text(p,
	    UI_WA_TEMPLATES), page_text(p, UI_WA_TEMPLATES_TEXT));
	if (rows.total == 0) {
		html(p->body, "<p>%s</p>\n", page_text(p, UI_NOTHING));
		return SOUK_OK;
	}
	table_open(p, "templates", UI_WA_TEMPLATES, heads, COUNT(heads));
	while ((e = rows_next(&rows, p->act->arena, row)) == SOUK_OK)
		template_row(p, row);
	table_close(p);
	return e == SOUK_NOT_FOUND ? SOUK_OK : e;
}

/* GET /admin/whatsapp?state=&page=. */
enum outcome
admin_whatsapp_page(struct req *r, struct res *out)
{
	struct page	 p;
	enum outcome	 e;

	if ((e = admin_start(&p, r, out, UI_WA)) != SOUK_OK)
		return e;
	page_open(&p);
	html(p.body, "<h1>%s</h1>\n<p class=\"lead\">%s</p>\n", p.title,
	    page_text(&p, UI_WA_TEXT));
	problem_put(&p);
	if ((may_set(&p) && (e = admin_wa_numbers_put(&p)) != SOUK_OK) ||
	    (e = sends_put(&p)) != SOUK_OK ||
	    (e = templates_put(&p)) != SOUK_OK)
		return e;
	page_close(&p);
	return SOUK_OK;
}
