/* SPDX-License-Identifier: ISC */
#include "fcgi/pages/cards.h"
#include "fcgi/pages/office.h"
#include "fcgi/pages/pages.h"
#include "lib/base/text.h"
#include "lib/whatsapp/event.h"

#define COUNT(TABLE) (sizeof(TABLE) / sizeof((TABLE)[0]))
#define HERE	"/admin/whatsapp/evenements"
#define API	"/api/admin/whatsapp/events"

static const struct choice outcomes[] = {
	{ "applied", UI_WA_EVENT_APPLIED }, { "nothing", UI_WA_EVENT_NOTHING },
	{ "unknown", UI_WA_EVENT_UNKNOWN },
	{ "stranger", UI_WA_EVENT_STRANGER },
	{ "refused", UI_WA_EVENT_REFUSED }, { "early", UI_WA_EVENT_EARLY },
};
static const struct choice kinds[] = {
	{ "message", UI_WA_EVENT_MESSAGE }, { "status", UI_WA_EVENT_STATUS },
	{ "error", UI_WA_EVENT_ERROR }, { "other", UI_WA_EVENT_OTHER },
};
static const enum ui_text heads[] = { UI_IMPORT_WHEN, UI_WA_KIND,
	UI_WA_EVENT_WHAT, UI_STATUS, UI_TEXT__MAX };

/* ---- the list ------------------------------------------------------------------ */

static void
filter_put(const struct page *p)
{
	html_raw(p->body, "<form class=\"filters\" action=\"" HERE "\">\n");
	choosing_put(p, &(struct choosing){ UI_STATUS, UI_STATUS_ANY,
	    "outcome", outcomes, COUNT(outcomes) });
	choosing_put(p, &(struct choosing){ UI_WA_KIND, UI_STATUS_ANY,
	    "kind", kinds, COUNT(kinds) });
	html(p->body, "<button class=\"button\">%s</button>\n</form>\n",
	    page_text(p, UI_APPLY));
}

/* What the page was asked for with, if it is one of them. */
static void
filter_take(const struct page *p, struct record *filter, int field,
    const char *name, const struct choice *all, int n)
{
	const char	*value = choice_asked(p, name, all, n);

	if (value != NULL)
		record_set_text(filter, field, value);
}

static void
outcome_put(const struct page *p, const struct value *v)
{
	const char	*outcome = v[WA_EVENT_OUTCOME].text;
	const bool	 good = text_equal(outcome, "applied") ||
			    text_equal(outcome, "nothing");

	html(p->body, "<span class=\"status %s\">%s</span>", good ? "sent" :
	    text_equal(outcome, "early") ? "waiting" : "dead",
	    choice_text(p, outcomes, COUNT(outcomes), outcome));
	if (v[WA_EVENT_PROBLEM].state == VALUE_SET)
		html(p->body, "<small><bdi>%s</bdi></small>",
		    v[WA_EVENT_PROBLEM].text);
}

static void
event_row(const struct page *p, const struct value *v)
{
	const char	*outcome = v[WA_EVENT_OUTCOME].text;

	html_raw(p->body, "<tr><td>");
	time_put(p, &v[WA_EVENT_RECEIVED_AT]);
	html(p->body, "</td><td><a href=\"" HERE "/%s\">%s</a></td><td><bdi>"
	    "%s</bdi>", v[WA_EVENT_ID].text, choice_text(p, kinds,
	    COUNT(kinds), v[WA_EVENT_KIND].text), v[WA_EVENT_FIELD].text);
	if (v[WA_EVENT_TYPE].state == VALUE_SET)
		html(p->body, "<small><bdi>%s</bdi></small>",
		    v[WA_EVENT_TYPE].text);
	html_raw(p->body, "</td><td>");
	outcome_put(p, v);
	html_raw(p->body, "</td><td>");
	if (text_equal(outcome, "stranger") || text_equal(outcome,
	    "refused") || text_equal(outcome, "unknown"))
		post_put(p, API, v[WA_EVENT_ID].text, "replay",
		    UI_WA_EVENT_AGAIN);
	html_raw(p->body, "</td></tr>\n");
}

static enum outcome
events_table(const struct page *p, struct rows *rows)
{
	struct record	*event = record_new(p->act->arena, &wa_event_fields);
	enum outcome	 e;

	table_open(p, "events", UI_WA_EVENTS, heads, COUNT(heads));
	while ((e = rows_next(rows, p->act->arena, event)) == SOUK_OK)
		event_row(p, event->values);
	table_close(p);
	return e == SOUK_NOT_FOUND ? SOUK_OK : e;
}

/* GET /admin/whatsapp/evenements: what Meta told. */
enum outcome
admin_wa_events_page(struct req *r, struct res *out)
{
	struct record	*filter;
	struct paging	 paging;
	struct rows	 rows;
	struct page	 p;
	enum outcome	 e;

	if ((e = admin_start(&p, r, out, UI_WA_EVENTS)) != SOUK_OK)
		return e;
	paging = (struct paging){ .at = paging_query(&p), .path = path_with(&p,
	    path_with(&p, HERE, "outcome", page_query(&p, "outcome")),
	    "kind", page_query(&p, "kind")) };
	filter = record_new(p.act->arena, &wa_event_filters);
	filter_take(&p, filter, WA_EVENTS_OF_OUTCOME, "outcome", outcomes,
	    COUNT(outcomes));
	filter_take(&p, filter, WA_EVENTS_OF_KIND, "kind", kinds,
	    COUNT(kinds));
	if ((e = wa_event_list(p.act, filter, &paging.at, &rows)) != SOUK_OK)
		return e;
	page_open(&p);
	html(p.body, "<h1>%s</h1>\n<p class=\"lead\">%s</p>\n", p.title,
	    page_text(&p, UI_WA_EVENTS_TEXT));
	filter_put(&p);
	problem_put(&p);
	paging.total = rows.total > PAGE_REACH ? PAGE_REACH : rows.total;
	if (rows.total == 0)
		html(p.body, "<p>%s</p>\n", page_text(&p, UI_NOTHING));
	else if ((e = events_table(&p, &rows)) != SOUK_OK)
		return e;
	paging_put(&p, &paging);
	page_close(&p);
	return SOUK_OK;
}

/* ---- one -------------------------------------------------------------------------- */

/* GET /admin/whatsapp/evenements/{id}: with what it says; 403, 404. */
enum outcome
admin_wa_event_page(struct req *r, struct res *out)
{
	struct record	*event;
	struct page	 p;
	enum outcome	 e;

	if ((e = admin_start(&p, r, out, UI_WA_EVENTS)) != SOUK_OK ||
	    (e = wa_event_read(p.act, req_param(r, 0), &event)) != SOUK_OK)
		return e;
	page_open(&p);
	html(p.body, "<div class=\"heading\"><h1>%s</h1>\n<a href=\"" HERE
	    "\">%s</a></div>\n", choice_text(&p, kinds, COUNT(kinds),
	    event->values[WA_EVENT_KIND].text), page_text(&p, UI_WA_EVENTS));
	problem_put(&p);
	table_open(&p, "events", UI_WA_EVENTS, heads, COUNT(heads));
	event_row(&p, event->values);
	table_close(&p);
	html(p.body, "<pre class=\"as-told\" dir=\"ltr\">%s</pre>\n",
	    event->values[WA_EVENT_BODY].text);
	page_close(&p);
	return SOUK_OK;
}
