/* SPDX-License-Identifier: ISC */
#include "fcgi/pages/cards.h"
#include "fcgi/pages/office.h"
#include "fcgi/pages/pages.h"
#include "lib/base/text.h"
#include "lib/notify/notify.h"

#define COUNT(TABLE) (sizeof(TABLE) / sizeof((TABLE)[0]))

static const struct choice states[] = {
	{ "waiting", UI_MAIL_WAITING }, { "sent", UI_MAIL_SENT },
	{ "dead", UI_MAIL_DEAD }, { "dropped", UI_MAIL_DROPPED },
};

/* What it is called for people: its subject in their language. */
static const char *
mail_title(const struct page *p, const char *template)
{
	struct record	*text;

	return mail_text_read(p->act, template, locale_tag(p->locale),
	    &text) == SOUK_OK ? text->values[MAIL_TEXT_SUBJECT].text :
	    template;
}

/* ---- the outbox ---------------------------------------------------------- */

static void
act_put(const struct page *p, const char *id, const char *act,
    enum ui_text text)
{
	html(p->body, "<button type=\"button\" class=\"quiet\" "
	    "data-mail=\"/api/admin/mail/outbox/%s/%s\">%s</button>\n", id,
	    act, page_text(p, text));
}

static void
state_put(const struct page *p, const struct value *v)
{
	const char	*state = v[OUTBOX_STATE].text;

	html(p->body, "<td><span class=\"status %s\">%s</span>", state,
	    choice_text(p, states, COUNT(states), state));
	if (v[OUTBOX_REPLY].state == VALUE_SET)
		html(p->body, "<small><bdi>%s</bdi></small>",
		    v[OUTBOX_REPLY].text);
	if (v[OUTBOX_DUE_AT].state == VALUE_SET) {
		html(p->body, "<small>%s ", page_text(p, UI_MAIL_NEXT));
		time_put(p, &v[OUTBOX_DUE_AT]);
		html_raw(p->body, "</small>");
	}
	html_raw(p->body, "</td><td>");
	if (text_equal(state, "dead")) {
		act_put(p, v[OUTBOX_ID].text, "retry", UI_MAIL_RETRY);
		act_put(p, v[OUTBOX_ID].text, "drop", UI_MAIL_DROP);
	}
	html_raw(p->body, "</td></tr>\n");
}

static void
mail_row(const struct page *p, const struct value *v)
{
	html_raw(p->body, "<tr><td>");
	time_put(p, &v[OUTBOX_CREATED_AT]);
	html(p->body, "</td><td><bdi>%s</bdi></td><td><bdi>%s</bdi>"
	    "<small>%s</small></td>", v[OUTBOX_RECIPIENT].text,
	    mail_title(p, v[OUTBOX_TEMPLATE].text),
	    v[OUTBOX_LOCALE].text);
	state_put(p, v);
}

static enum outcome
outbox_table(const struct page *p, struct rows *rows)
{
	struct record	*mail = record_new(p->act->arena, &outbox_fields);
	enum outcome	 e;

	html(p->body, "<div class=\"table\" tabindex=\"0\" role=\"region\" "
	    "aria-label=\"%s\"><table id=\"outbox\">\n<thead><tr><th>%s</th>"
	    "<th>%s</th><th>%s</th><th>%s</th><th></th></tr></thead>\n"
	    "<tbody>\n", page_text(p, UI_MAIL_OUTBOX),
	    page_text(p, UI_IMPORT_WHEN), page_text(p, UI_MAIL_TO),
	    page_text(p, UI_MAIL_WHAT), page_text(p, UI_STATUS));
	while ((e = outbox_next(p->act, rows, mail)) == SOUK_OK)
		mail_row(p, mail->values);
	html_raw(p->body, "</tbody>\n</table></div>\n");
	return e == SOUK_NOT_FOUND ? SOUK_OK : e;
}

static enum outcome
outbox_put(const struct page *p)
{
	const char	*state = choice_asked(p, "state", states,
			    COUNT(states));
	struct record	*filter = record_new(p->act->arena, &outbox_filters);
	struct paging	 paging = { .at = paging_query(p),
		.path = path_with(p, "/admin/mails", "state", state) };
	struct rows	 rows;
	enum outcome	 e;

	if (state != NULL)
		record_set_text(filter, OUTBOX_OF_STATE, state);
	if ((e = outbox_list(p->act, filter, &paging.at, &rows)) != SOUK_OK)
		return e;
	paging.total = rows.total;
	html(p->body, "<h2>%s</h2>\n<p>%s</p>\n",
	    page_text(p, UI_MAIL_OUTBOX), page_text(p, UI_MAIL_OUTBOX_TEXT));
	state_filter_put(p, "/admin/mails", states, COUNT(states));
	html(p->body, "<p class=\"problem\" id=\"mail-problem\" "
	    "role=\"alert\" data-problem=\"%s\" hidden></p>\n",
	    page_text(p, UI_FAILED));
	if (rows.total == 0)
		html(p->body, "<p>%s</p>\n", page_text(p, UI_MAIL_NONE));
	else if ((e = outbox_table(p, &rows)) != SOUK_OK)
		return e;
	paging_put(p, &paging);
	return SOUK_OK;
}

/* ---- the texts ---------------------------------------------------------------- */

static enum outcome
text_cell(const struct page *p, const char *name, enum locale locale)
{
	struct record	*text;
	enum outcome	 e;

	e = mail_text_read(p->act, name, locale_tag(locale), &text);
	if (e != SOUK_OK)
		return e;
	html(p->body, "<td><a href=\"/admin/mails/%s/%s\" lang=\"%s\">%s</a>",
	    name, locale_tag(locale), locale_tag(locale),
	    locale_name(locale));
	if (text->values[MAIL_TEXT_CUSTOM].num == 1)
		html(p->body, " <small>%s</small>",
		    page_text(p, UI_MAIL_OWN));
	html_raw(p->body, "</td>");
	return SOUK_OK;
}

static enum outcome
texts_put(const struct page *p)
{
	const struct list_query	 all = { .page = 1,
		.limit = mail_text_total };
	struct record		**texts;
	const char		*name;
	size_t			 count;
	enum outcome		 e;

	if ((e = mail_text_list(p->act, &all, &texts, &count)) != SOUK_OK)
		return e;
	html(p->body, "<h2>%s</h2>\n<div class=\"table\" tabindex=\"0\" "
	    "role=\"region\" aria-label=\"%s\"><table id=\"texts\">\n<tbody>\n",
	    page_text(p, UI_MAIL_TEXTS), page_text(p, UI_MAIL_TEXTS));
	for (size_t i = 0; i < count && e == SOUK_OK; i += LOCALE__MAX) {
		name = texts[i]->values[MAIL_TEXT_NAME].text;
		html(p->body, "<tr><th scope=\"row\"><bdi>%s</bdi></th>",
		    texts[i + p->locale]->values[MAIL_TEXT_SUBJECT].text);
		for (int l = 0; l < LOCALE__MAX && e == SOUK_OK; l++)
			e = text_cell(p, name, (enum locale)l);
		html_raw(p->body, "</tr>\n");
	}
	html_raw(p->body, "</tbody>\n</table></div>\n");
	return e;
}

/* GET /admin/mails?state=&page=: what was mailed, and what mails say. */
enum outcome
admin_mails_page(struct req *r, struct res *out)
{
	struct page	 p;
	enum outcome	 e;

	if ((e = admin_start(&p, r, out, UI_MAILS)) != SOUK_OK)
		return e;
	page_open(&p);
	html(p.body, "<h1>%s</h1>\n<p class=\"lead\">%s</p>\n", p.title,
	    page_text(&p, UI_MAILS_TEXT));
	if ((e = outbox_put(&p)) != SOUK_OK || (e = texts_put(&p)) != SOUK_OK)
		return e;
	page_close(&p);
	return SOUK_OK;
}
