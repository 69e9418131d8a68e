/* SPDX-License-Identifier: ISC */
#include <string.h>

#include "fcgi/pages/admin_inbox.h"
#include "fcgi/pages/pages.h"
#include "lib/base/clock.h"
#include "lib/base/text.h"
#include "lib/base/typeid.h"

#define COUNT(TABLE)	((int)(sizeof(TABLE) / sizeof((TABLE)[0])))

const struct choice talk_states[TALK_STATES] = {
	{ "open", UI_TALK_OPEN },
	{ "handoff", UI_TALK_HANDOFF },
	{ "closed", UI_TALK_CLOSED },
};
const struct choice talk_channels[TALK_CHANNELS] = {
	{ "whatsapp", UI_TALK_WHATSAPP },
	{ "contact", UI_TALK_CONTACT },
};
static const struct choice whose[] = {
	{ "me", UI_TALK_MINE },
	{ "none", UI_TALK_NOBODY },
};

/* ---- filters -------------------------------------------------------------------- */

static void
filter_set(struct record *filter, int field, const char *text)
{
	const struct field	*f = &filter->set->fields[field];

	if (f->type == FIELD_BOOLEAN) {
		if (text_equal(text, "true"))
			record_set_int(filter, field, 1);
		return;
	}
	if (f->type == FIELD_ID && !typeid_valid(text, f->prefix))
		return;
	if (f->type != FIELD_ENUM) {
		record_set_text(filter, field, text);
		return;
	}
	for (int i = 0; f->choices[i] != NULL; i++)
		if (text_equal(f->choices[i], text)) {
			record_set_text(filter, field, text);
			filter->values[field].num = i;
		}
}

struct record *
filter_of(const struct page *p, const struct fieldset *set)
{
	struct record	*filter = record_new(p->act->arena, set);
	const char	*text;

	for (size_t i = 0; i < set->count; i++) {
		text = page_query(p, set->fields[i].name);
		if (text != NULL && *text != '\0')
			filter_set(filter, (int)i, text);
	}
	return filter;
}

const char *
filter_path(const struct page *p, const char *path, const struct fieldset *set)
{
	const struct record	*filter = filter_of(p, set);

	for (size_t i = 0; i < set->count; i++) {
		const struct value	*v = &filter->values[i];

		if (v->state == VALUE_SET)
			path = path_with(p, path, set->fields[i].name,
			    v->text != NULL ? v->text : "true");
	}
	return path;
}

const char *
text_of(const struct record *r, int field)
{
	return r->values[field].state == VALUE_SET ? r->values[field].text :
	    NULL;
}

/* ---- staff ------------------------------------------------------------------------ */

enum outcome
staff_load(const struct page *p, struct staff *staff)
{
	return colleague_list(p->act, MESSAGE_MANAGE, &staff->list,
	    &staff->count);
}

const char *
staff_name(const struct staff *staff, const char *id)
{
	for (size_t i = 0; i < staff->count; i++)
		if (text_equal(staff->list[i].id, id))
			return staff->list[i].name;
	return "";
}

void
staff_options(const struct page *p, const struct staff *staff,
    const char *chosen)
{
	for (size_t i = 0; i < staff->count; i++) {
		html(p->body, "<option value=\"%s\"", staff->list[i].id);
		html_flag(p->body, "selected",
		    text_equal(staff->list[i].id, chosen));
		html(p->body, ">%s</option>\n", staff->list[i].name);
	}
}

/* ---- what a conversation is like ------------------------------------------------------ */

/* A colour cannot stand in a style here, but in a drawing. */
void
label_put(const struct page *p, const struct record *label)
{
	html(p->body, "<span class=\"label\"><svg viewBox=\"0 0 10 10\" "
	    "aria-hidden=\"true\"><circle cx=\"5\" cy=\"5\" r=\"5\" "
	    "fill=\"%s\"/></svg><bdi>%s</bdi></span>\n",
	    text_of(label, LABEL_COLOR), text_of(label, LABEL_NAME));
}

void
labels_put(const struct page *p, const struct value *labels)
{
	for (size_t i = 0; i < labels->count; i++)
		label_put(p, &labels->items[i]);
}

bool
window_is_open(const struct page *p, const struct record *talk)
{
	const struct value	*until =
				    &talk->values[CONVERSATION_WINDOW_UNTIL];

	return !text_equal(text_of(talk, CONVERSATION_CHANNEL), "whatsapp") ||
	    (until->state == VALUE_SET && until->num > p->act->now);
}

/* "{h}" and "{m}" are what is left; inbox.js says it again as time goes by. */
static void
left_put(const struct page *p, int64_t left)
{
	const char	*text = page_text(p, UI_TALK_LEFT);
	const char	*open;

	for (; (open = strchr(text, '{')) != NULL; text = open + 3) {
		html(p->body, "%s", arena_text(p->act->arena, text,
		    (size_t)(open - text)));
		if (open[1] == 'h')
			html(p->body, "%lld", (long long)(left / CLOCK_HOUR));
		else
			html(p->body, "%s", arena_printf(p->act->arena,
			    "%02d", (int)(left % CLOCK_HOUR / CLOCK_MINUTE)));
	}
	html_text(p->body, text);
}

void
window_put(const struct page *p, const struct record *talk)
{
	const struct value	*until =
				    &talk->values[CONVERSATION_WINDOW_UNTIL];

	if (!text_equal(text_of(talk, CONVERSATION_CHANNEL), "whatsapp"))
		return;
	if (!window_is_open(p, talk)) {
		html(p->body, "<span class=\"window over\">%s</span>\n",
		    page_text(p, until->state == VALUE_SET ? UI_TALK_OVER :
		    UI_TALK_NEVER));
		return;
	}
	html(p->body, "<span class=\"window\" data-until=\"%lld\" "
	    "data-left=\"%s\" data-over=\"%s\">", (long long)until->num,
	    page_text(p, UI_TALK_LEFT), page_text(p, UI_TALK_OVER));
	left_put(p, until->num - p->act->now);
	html_raw(p->body, "</span>\n");
}

/* ---- the list --------------------------------------------------------------------------- */

static void
marks_put(const struct page *p, const struct record *talk,
    const struct staff *staff)
{
	const struct value	*v = talk->values;
	const char		*state = text_of(talk, CONVERSATION_STATE);

	html(p->body, "<span class=\"marks\"><span>%s</span>\n",
	    choice_text(p, talk_channels, TALK_CHANNELS,
	    text_of(talk, CONVERSATION_CHANNEL)));
	if (v[CONVERSATION_OVERDUE].num == 1)
		html(p->body, "<span class=\"late\">%s</span>\n",
		    page_text(p, UI_TALK_OVERDUE));
	if (!text_equal(state, "open"))
		html(p->body, "<span class=\"status %s\">%s</span>\n", state,
		    choice_text(p, talk_states, TALK_STATES, state));
	else
		window_put(p, talk);
	if (text_of(talk, CONVERSATION_ASSIGNEE) != NULL)
		html(p->body, "<span><bdi>%s</bdi></span>\n", staff_name(staff,
		    text_of(talk, CONVERSATION_ASSIGNEE)));
	labels_put(p, &v[CONVERSATION_LABELS]);
	html_raw(p->body, "</span>\n");
}

static void
row_put(const struct page *p, const struct record *talk,
    const struct staff *staff, const char *current)
{
	const struct value	*v = talk->values;
	const char		*id = v[CONVERSATION_ID].text;

	html(p->body, "<li id=\"row-%s\"><a", id);
	html_url(p->body, "href", filter_path(p, path_of(p->act->arena,
	    TALKS_HERE "/", id), &conversation_filters));
	html_attr(p->body, "aria-current",
	    text_equal(id, current) ? "page" : NULL);
	html_attr(p->body, "class", v[CONVERSATION_UNREAD].num > 0 ?
	    "unread" : NULL);
	html(p->body, "><span class=\"who\"><bdi>%s</bdi>",
	    v[CONVERSATION_NAME].text);
	if (v[CONVERSATION_UNREAD].num > 0)
		html(p->body, " <span class=\"badge\">%lld <span "
		    "class=\"hidden\">%s</span></span>",
		    (long long)v[CONVERSATION_UNREAD].num,
		    page_text(p, UI_TALK_UNREAD));
	html_raw(p->body, "</span> ");
	time_put(p, &v[CONVERSATION_LAST_AT]);
	html(p->body, "\n<span class=\"excerpt\" dir=\"auto\">%s</span>\n",
	    excerpt_text(p, v[CONVERSATION_EXCERPT].text));
	marks_put(p, talk, staff);
	html_raw(p->body, "</a></li>\n");
}

enum outcome
talks_put(const struct page *p, const struct record *filter,
    const struct staff *staff, const char *current, struct paging *paging)
{
	struct record	*talk = record_new(p->act->arena,
			    &conversation_fields);
	struct rows	 rows;
	enum outcome	 e;

	e = conversation_list(p->act, filter, &paging->at, &rows);
	if (e != SOUK_OK)
		return e;
	paging->total = rows.total > PAGE_REACH ? PAGE_REACH : rows.total;
	html(p->body, "<nav class=\"talks\" id=\"talks\" aria-label=\"%s\"",
	    page_text(p, UI_MESSAGES_LIST));
	if (paging->path != NULL)
		html_attr(p->body, "data-poll", filter_path(p,
		    arena_printf(p->act->arena, TALKS_API
		    "?limit=%lld&page=%lld", (long long)paging->at.limit,
		    (long long)paging->at.page), &conversation_filters));
	html_raw(p->body, ">\n");
	if (rows.total == 0)
		html(p->body, "<p class=\"count\">%s</p>\n",
		    page_text(p, UI_MESSAGES_NONE));
	html_raw(p->body, "<ul>\n");
	while ((e = conversation_next(p->act, &rows, talk)) == SOUK_OK)
		row_put(p, talk, staff, current);
	html_raw(p->body, "</ul>\n</nav>\n");
	return e == SOUK_NOT_FOUND ? SOUK_OK : e;
}

/* ---- GET /admin/messages -------------------------------------------------------------------- */

static void
select_open(const struct page *p, enum ui_text label, const char *name)
{
	html(p->body, "<label>%s <select name=\"%s\"><option value=\"\">%s"
	    "</option>\n", page_text(p, label), name,
	    page_text(p, UI_ORDERS_ANY));
}

static void
select_close(const struct page *p)
{
	html_raw(p->body, "</select></label>\n");
}

static enum outcome
label_choices(const struct page *p)
{
	const struct list_query	 all = { .page = 1, .limit = PAGE_LIMIT_MAX };
	struct record		*label = record_new(p->act->arena,
				    &label_fields);
	struct rows		 rows;
	enum outcome		 e;

	if ((e = label_list(p->act, &all, &rows)) != SOUK_OK)
		return e;
	select_open(p, UI_LABEL, "label");
	while ((e = rows_next(&rows, p->act->arena, label)) == SOUK_OK) {
		html(p->body, "<option value=\"%s\"",
		    label->values[LABEL_ID].text);
		html_flag(p->body, "selected", text_equal(page_query(p,
		    "label"), label->values[LABEL_ID].text));
		html(p->body, ">%s</option>\n", label->values[LABEL_NAME].text);
	}
	select_close(p);
	return e == SOUK_NOT_FOUND ? SOUK_OK : e;
}

static void
check_put(const struct page *p, enum ui_text label, const char *name)
{
	html(p->body, "<label class=\"check\"><input type=\"checkbox\" "
	    "name=\"%s\" value=\"true\"", name);
	html_flag(p->body, "checked", text_equal(page_query(p, name), "true"));
	html(p->body, "> %s</label>\n", page_text(p, label));
}

static enum outcome
filters_put(const struct page *p, const struct staff *staff)
{
	enum outcome	 e;

	html(p->body, "<form class=\"filters\" role=\"search\" action=\""
	    TALKS_HERE "\">\n<label>%s <input name=\"q\" type=\"search\" "
	    "maxlength=\"100\" dir=\"auto\"", page_text(p, UI_MESSAGES_Q));
	html_attr(p->body, "value", page_query(p, "q"));
	html_raw(p->body, "></label>\n");
	select_open(p, UI_STATUS, "state");
	choice_options(p, talk_states, TALK_STATES, page_query(p, "state"));
	select_close(p);
	select_open(p, UI_TALK_WHO, "assignee");
	choice_options(p, whose, COUNT(whose), page_query(p, "assignee"));
	staff_options(p, staff, page_query(p, "assignee"));
	select_close(p);
	select_open(p, UI_TALK_CHANNEL, "channel");
	choice_options(p, talk_channels, TALK_CHANNELS,
	    page_query(p, "channel"));
	select_close(p);
	if ((e = label_choices(p)) != SOUK_OK)
		return e;
	check_put(p, UI_TALK_UNREAD, "unread");
	check_put(p, UI_TALK_OVERDUE, "overdue");
	html(p->body, "<button class=\"button\">%s</button>\n<a href=\""
	    TALKS_HERE "\">%s</a></form>\n", page_text(p, UI_APPLY),
	    page_text(p, UI_CLEAR));
	return SOUK_OK;
}

/* The conversations; who wrote last stands first. */
enum outcome
admin_messages_page(struct req *r, struct res *out)
{
	struct paging	 paging;
	struct staff	 staff;
	struct page	 p;
	enum outcome	 e;

	if ((e = admin_start(&p, r, out, UI_MESSAGES)) != SOUK_OK ||
	    (e = staff_load(&p, &staff)) != SOUK_OK)
		return e;
	paging = (struct paging){ .at = paging_query(&p),
	    .path = filter_path(&p, TALKS_HERE, &conversation_filters) };
	page_open(&p);
	html(p.body, "<h1>%s</h1>\n<p class=\"lead\">%s</p>\n", p.title,
	    page_text(&p, UI_MESSAGES_TEXT));
	if ((e = filters_put(&p, &staff)) != SOUK_OK ||
	    (e = talks_put(&p, filter_of(&p, &conversation_filters), &staff,
	    NULL, &paging)) != SOUK_OK)
		return e;
	paging_put(&p, &paging);
	page_close(&p);
	return SOUK_OK;
}
