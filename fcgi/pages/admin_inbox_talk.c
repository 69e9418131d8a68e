/* SPDX-License-Identifier: ISC */
#include "fcgi/pages/admin_inbox.h"
#include "fcgi/pages/pages.h"
#include "lib/base/text.h"

/* GET /admin/messages/{id}: a conversation, between the others and what is
 * known of whom it is with. */

#define SHOWN	50	/* messages on a page */
#define BESIDE	20	/* conversations */

/* ---- what was said ------------------------------------------------------------------ */

/* They come the newest first, and are read from the oldest. */
static void
turn_round(struct talk *t)
{
	for (size_t i = 0; i < t->count / 2; i++) {
		struct record	*late = t->said[i];

		t->said[i] = t->said[t->count - 1 - i];
		t->said[t->count - 1 - i] = late;
	}
}

static enum outcome
said_load(const struct page *p, struct talk *t)
{
	const char		*cursor = page_query(p, "cursor");
	const struct list_query	 query = { .page = 1, .limit = SHOWN,
		.cursor = cursor != NULL && *cursor != '\0' ? cursor : NULL };
	struct record		*message;
	struct rows		 rows;
	enum outcome		 e;

	e = message_list(p->act, text_of(t->it, CONVERSATION_ID), &query,
	    &rows);
	if (e != SOUK_OK)
		return e;
	t->said = arena_array(p->act->arena, SHOWN, sizeof(struct record *));
	for (;;) {
		message = record_new(p->act->arena, &message_fields);
		e = message_next(p->act, &rows, message);
		if (e != SOUK_OK || t->count == SHOWN)
			break;
		t->said[t->count++] = message;
	}
	if (t->count > 0)
		t->older = message_cursor(p->act, &rows,
		    t->said[t->count - 1]);
	turn_round(t);
	return e == SOUK_NOT_FOUND ? SOUK_OK : e;
}

/* The same page at other messages. */
static void
page_link(const struct page *p, const struct talk *t, const char *cursor,
    enum ui_text text)
{
	const char	*path = filter_path(p, path_of(p->act->arena,
			    TALKS_HERE "/", text_of(t->it, CONVERSATION_ID)),
			    &conversation_filters);

	html_raw(p->body, "<p class=\"older\"><a");
	html_url(p->body, "href", path_with(p, path, "cursor", cursor));
	html(p->body, ">%s</a></p>\n", page_text(p, text));
}

static enum outcome
messages_put(const struct page *p, const struct talk *t)
{
	const bool	 newest = page_query(p, "cursor") == NULL;
	enum outcome	 e;

	if (t->older != NULL)
		page_link(p, t, t->older, UI_SAID_OLDER);
	html(p->body, "<ol id=\"said\" role=\"log\" aria-label=\"%s\"",
	    page_text(p, UI_SAID));
	if (newest)
		html(p->body, " data-poll=\"" TALKS_API
		    "/%s/messages?limit=%d\"",
		    text_of(t->it, CONVERSATION_ID), SHOWN);
	if (newest && t->it->values[CONVERSATION_UNREAD].num > 0)
		html(p->body, " data-seen=\"" TALKS_API "/%s/seen\"",
		    text_of(t->it, CONVERSATION_ID));
	html_raw(p->body, ">\n");
	for (size_t i = 0; i < t->count; i++)
		if ((e = said_put(p, t, t->said[i])) != SOUK_OK)
			return e;
	html_raw(p->body, "</ol>\n");
	if (!newest)
		page_link(p, t, NULL, UI_SAID_NEWEST);
	return SOUK_OK;
}

/* ---- what stands above ------------------------------------------------------------------ */

static void
head_put(const struct page *p, const struct talk *t)
{
	const struct value	*v = t->it->values;
	const char		*state = text_of(t->it, CONVERSATION_STATE);

	html(p->body, "<div id=\"talk-head\">\n<p class=\"back\"><a "
	    "href=\"%s\">%s</a></p>\n<h1><bdi>%s</bdi> <span class=\"badge\">"
	    "%s</span></h1>\n", filter_path(p, TALKS_HERE,
	    &conversation_filters), page_text(p, UI_MESSAGES),
	    v[CONVERSATION_NAME].text, choice_text(p, talk_states,
	    TALK_STATES, state));
	html(p->body, "<p class=\"marks\"><span>%s</span>\n", choice_text(p,
	    talk_channels, TALK_CHANNELS, v[CONVERSATION_CHANNEL].text));
	window_put(p, t->it);
	if (v[CONVERSATION_OVERDUE].num == 1)
		html(p->body, "<span class=\"late\">%s</span>\n",
		    page_text(p, UI_TALK_OVERDUE));
	labels_put(p, &v[CONVERSATION_LABELS]);
	html_raw(p->body, "</p>\n");
	if (text_of(t->it, CONVERSATION_SUBJECT) != NULL)
		html(p->body, "<p class=\"subject\"><bdi>%s</bdi></p>\n",
		    v[CONVERSATION_SUBJECT].text);
	html_raw(p->body, "</div>\n");
}

/* ---- the page -------------------------------------------------------------------------- */

static enum outcome
talk_load(const struct page *p, const char *id, struct talk *t)
{
	enum outcome	 e;

	*t = (struct talk){ .count = 0 };
	if ((e = conversation_read(p->act, id, &t->it)) != SOUK_OK ||
	    (e = prospect_read(p->act, text_of(t->it, CONVERSATION_PROSPECT),
	    &t->prospect)) != SOUK_OK ||
	    (e = staff_load(p, &t->staff)) != SOUK_OK)
		return e;
	return said_load(p, t);
}

/* GET /admin/messages/{id}: 400 for a cursor of something else; 403, 404. */
enum outcome
admin_talk_page(struct req *r, struct res *out)
{
	struct paging	 beside = { .at = { .page = 1, .limit = BESIDE } };
	struct talk	 t;
	struct page	 p;
	enum outcome	 e;

	if ((e = admin_start(&p, r, out, UI_MESSAGES)) != SOUK_OK ||
	    (e = talk_load(&p, req_param(r, 0), &t)) != SOUK_OK)
		return e;
	p.title = text_of(t.it, CONVERSATION_NAME);
	page_open(&p);
	problem_put(&p);
	html_raw(p.body, "<div class=\"inbox\">\n");
	e = talks_put(&p, filter_of(&p, &conversation_filters), &t.staff,
	    text_of(t.it, CONVERSATION_ID), &beside);
	if (e != SOUK_OK)
		return e;
	html_raw(p.body, "<section class=\"talk\">\n");
	head_put(&p, &t);
	if ((e = messages_put(&p, &t)) != SOUK_OK ||
	    (e = write_put(&p, &t)) != SOUK_OK)
		return e;
	html_raw(p.body, "</section>\n");
	if ((e = side_put(&p, &t)) != SOUK_OK)
		return e;
	html_raw(p.body, "</div>\n");
	page_close(&p);
	return SOUK_OK;
}
