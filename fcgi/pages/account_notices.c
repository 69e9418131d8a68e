/* SPDX-License-Identifier: ISC */
/* /compte/avis: what one was told within the shop, and how one wants to be. */
#include "fcgi/pages/account.h"
#include "fcgi/pages/notices.h"
#include "fcgi/pages/office.h"
#include "fcgi/pages/pages.h"
#include "lib/base/text.h"

#define COUNT(TABLE) (sizeof(TABLE) / sizeof((TABLE)[0]))
#define SHOWN	50	/* bells; more by the API */

static const enum ui_text	topics[NOTICE_TOPIC__MAX] = {
	[NOTICE_ORDERS] = UI_TOPIC_ORDERS,
	[NOTICE_RETURNS] = UI_TOPIC_RETURNS,
	[NOTICE_PAYMENTS] = UI_TOPIC_PAYMENTS,
	[NOTICE_STOCK] = UI_TOPIC_STOCK,
	[NOTICE_MESSAGES] = UI_TOPIC_MESSAGES,
	[NOTICE_SHOP] = UI_TOPIC_SHOP,
};
static const enum ui_text	ways[NOTICE_WAY__MAX] = {
	[NOTICE_BY_EMAIL] = UI_WAY_EMAIL,
	[NOTICE_BY_WHATSAPP] = UI_WAY_WHATSAPP,
	[NOTICE_BY_SMS] = UI_WAY_SMS,
	[NOTICE_IN_APP] = UI_WAY_APP,
};

const char *
topic_text(const struct page *p, const char *name)
{
	for (int i = 0; i < NOTICE_TOPIC__MAX; i++)
		if (text_equal(notice_topics[i], name))
			return page_text(p, topics[i]);
	return name;
}

const char *
way_text(const struct page *p, const char *name)
{
	for (int i = 0; i < NOTICE_WAY__MAX; i++)
		if (text_equal(notice_ways[i], name))
			return page_text(p, ways[i]);
	return name;
}

/* ---- what one was told -------------------------------------------------- */

static void
bell_put(const struct page *p, const struct value *v)
{
	html(p->body, "<li class=\"%s\"><bdi>", v[BELL_READ_AT].state ==
	    VALUE_SET ? "read" : "unread");
	if (v[BELL_LINK].state == VALUE_SET) {
		html_raw(p->body, "<a");
		html_url(p->body, "href", v[BELL_LINK].text);
		html(p->body, ">%s</a>", v[BELL_TITLE].text);
	} else
		html(p->body, "%s", v[BELL_TITLE].text);
	html_raw(p->body, "</bdi> ");
	time_put(p, &v[BELL_CREATED_AT]);
	html_raw(p->body, "</li>\n");
}

static enum outcome
bells_put(const struct page *p)
{
	static const struct account_form	 all = { .id = "read-all",
		.send = "POST /api/notifications/read-all",
		.to = "/compte/avis", .submit = UI_BELLS_READ_ALL };
	const struct list_query			 first = { .page = 1,
						    .limit = SHOWN };
	struct record				*row = record_new(
						    p->act->arena,
						    &bell_fields);
	struct rows				 rows;
	enum outcome				 e;

	if ((e = bell_list(p->act, &first, &rows)) != SOUK_OK)
		return e;
	if (rows.total == 0)
		html(p->body, "<p>%s</p>\n", page_text(p, UI_BELLS_NONE));
	else
		account_form_put(p, &all, NULL);
	html_raw(p->body, "<ul class=\"bells\" id=\"bells\">\n");
	while ((e = bell_next(p->act, &rows, row)) == SOUK_OK)
		bell_put(p, row->values);
	html_raw(p->body, "</ul>\n");
	return e == SOUK_NOT_FOUND ? SOUK_OK : e;
}

/* ---- how one wants to be told ------------------------------------------- */

static bool
has(const struct value *chosen, enum notice_way way)
{
	for (size_t i = 0; i < chosen->count; i++)
		if (text_equal(chosen->texts[i], notice_ways[way]))
			return true;
	return false;
}

/* The first of those that write, not the bell. */
static const char *
first_of(const struct value *chosen)
{
	for (size_t i = 0; i < chosen->count; i++)
		if (!text_equal(chosen->texts[i], notice_ways[NOTICE_IN_APP]))
			return chosen->texts[i];
	return "";
}

static bool
is_shown(const struct page *p, const struct value *chosen,
    enum notice_way way)
{
	return has(chosen, way) || notice_way_is_on(p->act,
	    p->act->actor.brand_id, way);
}

/* Its id is what the API calls what is wrong with it. */
static void
first_put(const struct page *p, const struct value *chosen, size_t place)
{
	html(p->body, "<label>%s <select id=\"topics[%lld].ways\">\n"
	    "<option value=\"\">–</option>\n", page_text(p, UI_WISH_FIRST),
	    (long long)place);
	for (int w = 0; w < NOTICE_IN_APP; w++) {
		if (!is_shown(p, chosen, (enum notice_way)w))
			continue;
		html(p->body, "<option value=\"%s\"", notice_ways[w]);
		html_flag(p->body, "selected", text_equal(first_of(chosen),
		    notice_ways[w]));
		html(p->body, ">%s</option>\n", page_text(p, ways[w]));
	}
	html_raw(p->body, "</select></label>\n");
}

static void
topic_put(const struct page *p, const struct value *v, size_t place)
{
	const struct value	*chosen = &v[WISH_WAYS];

	html(p->body, "<fieldset data-topic=\"%s\">\n<legend>%s</legend>\n",
	    v[WISH_TOPIC].text, topic_text(p, v[WISH_TOPIC].text));
	first_put(p, chosen, place);
	html(p->body, "<span class=\"soft\">%s</span>\n",
	    page_text(p, UI_WISH_ALSO));
	for (int w = 0; w < NOTICE_WAY__MAX; w++) {
		if (!is_shown(p, chosen, (enum notice_way)w))
			continue;
		html(p->body, "<label class=\"check\"><input "
		    "type=\"checkbox\" value=\"%s\"", notice_ways[w]);
		html_flag(p->body, "checked", has(chosen,
		    (enum notice_way)w));
		html(p->body, "> %s</label>\n", page_text(p, ways[w]));
	}
	html_raw(p->body, "</fieldset>\n");
}

static void
hour_put(const struct page *p, const char *name, enum ui_text label,
    const struct value *v)
{
	html(p->body, "<label>%s <input type=\"time\" name=\"%s\"",
	    page_text(p, label), name);
	html_attr(p->body, "value", v->state == VALUE_SET ? v->text : "");
	html_raw(p->body, "></label>\n");
}

static enum outcome
wishes_put(const struct page *p)
{
	static const struct account_form	 form = { .id = "wishes",
		.send = "PUT /api/users/me/notices", .submit = UI_SAVE,
		.done = UI_SAVED };
	struct record				*wishes;
	const struct value			*list;
	enum outcome				 e;

	if ((e = wish_read(p->act, &wishes)) != SOUK_OK)
		return e;
	list = &wishes->values[WISH_TOPICS];
	html(p->body, "<h2>%s</h2>\n<p>%s</p>\n", page_text(p, UI_WISHES),
	    page_text(p, UI_WISHES_TEXT));
	account_form_open(p, &form);
	for (size_t i = 0; i < list->count; i++)
		topic_put(p, list->items[i].values, i);
	if (notice_way_is_on(p->act, p->act->actor.brand_id,
	    NOTICE_BY_WHATSAPP))
		html(p->body, "<small>%s</small>\n",
		    notice_messages[NOTICE_AGREED].text[p->act->locale]);
	html(p->body, "<fieldset>\n<legend>%s</legend>\n",
	    page_text(p, UI_WISH_QUIET));
	hour_put(p, "quietFrom", UI_WISH_FROM,
	    &wishes->values[WISH_QUIET_FROM]);
	hour_put(p, "quietUntil", UI_WISH_UNTIL,
	    &wishes->values[WISH_QUIET_UNTIL]);
	html_raw(p->body, "</fieldset>\n");
	account_form_close(p, &form);
	return SOUK_OK;
}

/* GET /compte/avis */
enum outcome
account_notices_page(struct req *r, struct res *out)
{
	struct page	 p;
	enum outcome	 e;

	if ((e = account_start(&p, r, out, UI_BELLS)) != SOUK_OK)
		return e;
	page_open(&p);
	html(p.body, "<h1>%s</h1>\n", p.title);
	if ((e = bells_put(&p)) != SOUK_OK || (e = wishes_put(&p)) != SOUK_OK)
		return e;
	page_close(&p);
	return SOUK_OK;
}
