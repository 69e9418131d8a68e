/* SPDX-License-Identifier: ISC */
/* /admin/avis: what people were told and how, texts that went, texts that
 * came. */
#include "fcgi/pages/cards.h"
#include "fcgi/pages/notices.h"
#include "fcgi/pages/office.h"
#include "fcgi/pages/pages.h"
#include "lib/base/text.h"

#define COUNT(TABLE) (sizeof(TABLE) / sizeof((TABLE)[0]))
#define HERE	"/admin/avis"
#define TEXTS	50	/* of each kind; more by the API */

static const struct choice states[] = {
	{ "dead", UI_NOTICE_DEAD }, { "under_way", UI_NOTICE_UNDER_WAY },
	{ "waiting", UI_NOTICE_WAITING }, { "told", UI_NOTICE_TOLD },
	{ "dropped", UI_NOTICE_DROPPED },
};
/* Of a try, and of a text. */
static const struct choice fates[] = {
	{ "under_way", UI_NOTICE_UNDER_WAY }, { "sent", UI_NOTICE_SENT },
	{ "delivered", UI_NOTICE_DELIVERED }, { "read", UI_NOTICE_READ },
	{ "failed", UI_NOTICE_FAILED }, { "skipped", UI_NOTICE_SKIPPED },
	{ "waiting", UI_NOTICE_WAITING }, { "sending", UI_NOTICE_UNDER_WAY },
	{ "doubt", UI_NOTICE_DOUBT }, { "dead", UI_NOTICE_DEAD },
	{ "dropped", UI_NOTICE_DROPPED },
};

/* Why a way was none; what Meta and Twilio say has their number. */
static const struct choice reasons[] = {
	{ "no_address", UI_NOTICE_NO_ADDRESS },
	{ "no_phone", UI_NOTICE_NO_PHONE },
	{ "not_wanted", UI_NOTICE_NOT_WANTED },
	{ "no_template", UI_NOTICE_NO_TEMPLATE },
	{ "off", UI_NOTICE_OFF }, { "late", UI_NOTICE_LATE },
	{ "refused", UI_NOTICE_FAILED }, { "mail", UI_NOTICE_FAILED },
};

static const char *
text_of(const struct value *v)
{
	return v->state == VALUE_SET ? v->text : "";
}

/* ---- notices ------------------------------------------------------------ */

/* A message in doubt is settled where WhatsApp's are. */
static void
fate_put(const struct page *p, const struct value *v)
{
	const char	*state = text_of(&v[NOTICE_TRY_STATE]);
	const char	*text = choice_text(p, fates, COUNT(fates), state);

	if (text_equal(state, "doubt") &&
	    text_equal(text_of(&v[NOTICE_TRY_WAY]), "whatsapp"))
		html(p->body, "<a href=\"/admin/whatsapp?state=doubt\">%s</a>",
		    text);
	else
		html(p->body, "%s", text);
}

static void
tries_put(const struct page *p, const struct value *tries)
{
	html_raw(p->body, "<td>");
	for (size_t i = 0; i < tries->count; i++) {
		const struct value	*v = tries->items[i].values;

		html(p->body, "<small>%s: ",
		    way_text(p, text_of(&v[NOTICE_TRY_WAY])));
		fate_put(p, v);
		if (v[NOTICE_TRY_REASON].state == VALUE_SET)
			html(p->body, " (<bdi>%s</bdi>)", choice_text(p,
			    reasons, COUNT(reasons),
			    v[NOTICE_TRY_REASON].text));
		html_raw(p->body, "</small> ");
	}
	html_raw(p->body, "</td>");
}

static void
notice_row(const struct page *p, const struct value *v)
{
	const char	*state = v[NOTICE_STATE].text, *id = v[NOTICE_ID].text;
	const bool	 over = text_equal(state, "told") ||
			    text_equal(state, "dropped");

	html_raw(p->body, "<tr><td>");
	time_put(p, &v[NOTICE_CREATED_AT]);
	html(p->body, "</td><td>%s<small><bdi>%s</bdi></small></td>"
	    "<td><bdi>%s</bdi><small><bdi>%s</bdi></small></td>",
	    topic_text(p, v[NOTICE_TOPIC].text), v[NOTICE_TEMPLATE].text,
	    text_of(&v[NOTICE_EMAIL]), text_of(&v[NOTICE_PHONE]));
	tries_put(p, &v[NOTICE_TRIES]);
	html(p->body, "<td><span class=\"status %s\">%s</span></td><td>",
	    state, choice_text(p, states, COUNT(states), state));
	if (text_equal(state, "dead"))
		post_put(p, "/api/admin/notices", id, "again",
		    UI_NOTICE_AGAIN);
	if (!over)
		post_put(p, "/api/admin/notices", id, "drop",
		    UI_NOTICE_DROP);
	html_raw(p->body, "</td></tr>\n");
}

static enum outcome
notices_put(const struct page *p)
{
	static const enum ui_text	 heads[] = { UI_IMPORT_WHEN,
		UI_NOTICE_WHAT, UI_NOTICE_WHO, UI_NOTICE_TRIES, UI_STATUS,
		UI_TEXT__MAX };
	const char			*state = choice_asked(p, "state",
					    states, COUNT(states));
	struct record			*filter = record_new(p->act->arena,
					    &notice_filters);
	struct record			*row = record_new(p->act->arena,
					    &notice_fields);
	struct paging			 paging = { .at = paging_query(p),
					    .path = path_with(p, HERE,
					    "state", state) };
	struct rows			 rows;
	enum outcome			 e;

	if (state != NULL)
		record_set_text(filter, NOTICE_OF_STATE, state);
	if ((e = notice_list(p->act, filter, &paging.at, &rows)) != SOUK_OK)
		return e;
	paging.total = rows.total;
	if (rows.total == 0)
		html(p->body, "<p>%s</p>\n", page_text(p, UI_NOTICES_NONE));
	table_open(p, "notices", UI_NOTICES, heads, COUNT(heads));
	while ((e = notice_next(p->act, &rows, row)) == SOUK_OK)
		notice_row(p, row->values);
	table_close(p);
	paging_put(p, &paging);
	return e == SOUK_NOT_FOUND ? SOUK_OK : e;
}

/* ---- texts -------------------------------------------------------------- */

static void
sms_row(const struct page *p, const struct value *v)
{
	const char	*state = v[SMS_STATE].text, *id = v[SMS_ID].text;
	const bool	 stuck = text_equal(state, "doubt") ||
			    text_equal(state, "dead");

	html_raw(p->body, "<tr><td>");
	time_put(p, &v[SMS_CREATED_AT]);
	html(p->body, "</td><td><bdi>%s</bdi></td>"
	    "<td><span class=\"status %s\">%s</span><small><bdi>%s</bdi>"
	    "</small></td><td>", v[SMS_RECIPIENT].text, state,
	    choice_text(p, fates, COUNT(fates), state),
	    text_of(&v[SMS_ERROR]));
	if (stuck)
		post_put(p, "/api/admin/sms", id, "again",
		    UI_NOTICE_AGAIN);
	if (stuck || text_equal(state, "waiting"))
		post_put(p, "/api/admin/sms", id, "drop", UI_NOTICE_DROP);
	html_raw(p->body, "</td></tr>\n");
}

static enum outcome
texts_put(const struct page *p)
{
	static const enum ui_text	 heads[] = { UI_IMPORT_WHEN,
		UI_NOTICE_WHO, UI_STATUS, UI_TEXT__MAX };
	const struct list_query		 first = { .page = 1,
					    .limit = TEXTS };
	struct record			*row = record_new(p->act->arena,
					    &sms_fields);
	struct rows			 rows;
	enum outcome			 e;

	e = sms_list(p->act, record_new(p->act->arena, &sms_filters), &first,
	    &rows);
	if (e != SOUK_OK)
		return e;
	html(p->body, "<h2>%s</h2>\n<p>%s</p>\n",
	    page_text(p, UI_NOTICE_TEXTS),
	    page_text(p, UI_NOTICE_TEXTS_TEXT));
	if (rows.total == 0)
		html(p->body, "<p>%s</p>\n",
		    page_text(p, UI_NOTICE_NO_TEXTS));
	table_open(p, "texts", UI_NOTICE_TEXTS, heads, COUNT(heads));
	while ((e = sms_next(p->act, &rows, row)) == SOUK_OK)
		sms_row(p, row->values);
	table_close(p);
	return e == SOUK_NOT_FOUND ? SOUK_OK : e;
}

static enum outcome
came_put(const struct page *p)
{
	static const enum ui_text	 heads[] = { UI_IMPORT_WHEN,
		UI_NOTICE_WHO, UI_NOTICE_WHAT };
	const struct list_query		 first = { .page = 1,
					    .limit = TEXTS };
	struct record			*row = record_new(p->act->arena,
					    &sms_came_fields);
	struct rows			 rows;
	enum outcome			 e;

	if ((e = sms_came_list(p->act, &first, &rows)) != SOUK_OK)
		return e;
	html(p->body, "<h2>%s</h2>\n", page_text(p, UI_NOTICE_CAME));
	if (rows.total == 0)
		html(p->body, "<p>%s</p>\n",
		    page_text(p, UI_NOTICE_NO_TEXTS));
	table_open(p, "received", UI_NOTICE_CAME, heads, COUNT(heads));
	while ((e = sms_came_next(p->act, &rows, row)) == SOUK_OK) {
		html_raw(p->body, "<tr><td>");
		time_put(p, &row->values[SMS_CAME_AT]);
		html(p->body, "</td><td><bdi>%s</bdi></td>"
		    "<td><bdi>%s</bdi></td></tr>\n",
		    row->values[SMS_CAME_FROM].text,
		    row->values[SMS_CAME_TEXT].text);
	}
	table_close(p);
	return e == SOUK_NOT_FOUND ? SOUK_OK : e;
}

/* GET /admin/avis */
enum outcome
admin_notices_page(struct req *r, struct res *out)
{
	struct page	 p;
	enum outcome	 e;

	if ((e = admin_start(&p, r, out, UI_NOTICES)) != SOUK_OK)
		return e;
	page_open(&p);
	html(p.body, "<h1>%s</h1>\n<p class=\"lead\">%s</p>\n", p.title,
	    page_text(&p, UI_NOTICES_TEXT));
	problem_put(&p);
	state_filter_put(&p, HERE, states, COUNT(states));
	if ((e = notices_put(&p)) != SOUK_OK ||
	    (e = texts_put(&p)) != SOUK_OK || (e = came_put(&p)) != SOUK_OK)
		return e;
	page_close(&p);
	return SOUK_OK;
}
