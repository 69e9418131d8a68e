/* SPDX-License-Identifier: ISC */
#include "fcgi/pages/admin_inbox.h"
#include "lib/base/text.h"
#include "lib/whatsapp/whatsapp.h"

/*
 * What is answered: freely, or by a template where Meta lets nothing else
 * through; and what the staff note between themselves.  write.js sends it.
 */
#define CHOICES	50	/* canned replies and templates to choose from */

static const struct list_query choices = { .page = 1, .limit = CHOICES };

/* ---- freely ----------------------------------------------------------------------- */

static enum outcome
canned_options(const struct page *p, const struct talk *t)
{
	struct record	*canned = record_new(p->act->arena, &canned_fields);
	struct rows	 rows;
	const char	*text;
	enum outcome	 e;

	if ((e = canned_list(p->act, &choices, &rows)) != SOUK_OK)
		return e;
	while ((e = rows_next(&rows, p->act->arena, canned)) == SOUK_OK) {
		e = canned_text(p->act, text_of(canned, CANNED_ID),
		    text_of(t->it, CONVERSATION_ID), &text);
		if (e != SOUK_OK)
			return e;
		html(p->body, "<option value=\"%s\" data-text=\"%s\">/%s – %s"
		    "</option>\n", text_of(canned, CANNED_SHORTCUT), text,
		    text_of(canned, CANNED_SHORTCUT),
		    text_of(canned, CANNED_TITLE));
	}
	return e == SOUK_NOT_FOUND ? SOUK_OK : e;
}

static void
form_open(const struct page *p, const struct talk *t, const char *kind)
{
	html(p->body, "<form class=\"stack write\" data-write=\"" TALKS_API
	    "/%s/messages\" data-kind=\"%s\" data-problem=\"%s\" novalidate>"
	    "\n", text_of(t->it, CONVERSATION_ID), kind,
	    page_text(p, UI_FAILED));
}

static void
form_close(const struct page *p, enum ui_text button, bool primary)
{
	html(p->body, "<p class=\"problem\" role=\"alert\" hidden></p>\n"
	    "<p class=\"save\"><button class=\"button%s\">%s</button></p>\n"
	    "</form>\n", primary ? " primary" : "", page_text(p, button));
}

static void
reply_shown(const struct page *p)
{
	html(p->body, "<p class=\"quoted\" id=\"answered\" hidden>%s <q></q> "
	    "<button type=\"button\" class=\"quiet\" aria-label=\"%s\">×"
	    "</button></p>\n<input type=\"hidden\" name=\"replyTo\">\n",
	    page_text(p, UI_SAID_REPLY_TO),
	    page_text(p, UI_WRITE_REPLY_END));
}

static void
file_input(const struct page *p, const struct talk *t)
{
	html(p->body, "<div class=\"attach\"><label class=\"button\">%s "
	    "<input type=\"file\" name=\"file\" data-files=\"" TALKS_API
	    "/%s/files\"></label>\n<span class=\"taken\" role=\"status\" "
	    "data-taken=\"%s\"></span>\n<button type=\"button\" "
	    "class=\"quiet\" aria-label=\"%s\" hidden>×</button>\n"
	    "<input type=\"hidden\" name=\"fileId\"></div>\n",
	    page_text(p, UI_WRITE_FILE), text_of(t->it, CONVERSATION_ID),
	    page_text(p, UI_WRITE_TAKEN), page_text(p, UI_REMOVE));
}

static enum outcome
text_form(const struct page *p, const struct talk *t)
{
	const bool	 chat = text_equal(text_of(t->it,
			    CONVERSATION_CHANNEL), "whatsapp");
	enum outcome	 e;

	form_open(p, t, "text");
	if (!chat)
		html(p->body, "<p class=\"count\">%s <bdi>%s</bdi></p>\n",
		    page_text(p, UI_WRITE_MAIL),
		    text_of(t->prospect, PROSPECT_EMAIL) == NULL ? "" :
		    text_of(t->prospect, PROSPECT_EMAIL));
	reply_shown(p);
	html(p->body, "<label>%s <textarea name=\"text\" rows=\"3\" "
	    "maxlength=\"4096\" dir=\"auto\" required></textarea></label>\n"
	    "<label>%s <select name=\"canned\" aria-describedby="
	    "\"canned-hint\"><option value=\"\"></option>\n",
	    page_text(p, UI_WRITE), page_text(p, UI_WRITE_CANNED));
	if ((e = canned_options(p, t)) != SOUK_OK)
		return e;
	html(p->body, "</select><small id=\"canned-hint\">%s</small></label>"
	    "\n", page_text(p, UI_WRITE_CANNED_HINT));
	if (chat)
		file_input(p, t);
	form_close(p, UI_WRITE_SEND, true);
	return SOUK_OK;
}

/* ---- by a template ------------------------------------------------------------------ */

#define VALUES	32	/* variables of a template that are shown by name */

/* As it reads where nothing is filled in: "{{1}}" … */
static const char *
unfilled(const struct page *p, const struct record *template)
{
	const char	*values[VALUES];
	int64_t		 count = template->values[WA_TEMPLATE_VARIABLES].num;

	for (int64_t i = 0; i < count && i < VALUES; i++)
		values[i] = arena_printf(p->act->arena, "{{%lld}}",
		    (long long)i + 1);
	return wa_template_text(p->act, template, values,
	    (size_t)(count < VALUES ? count : VALUES));
}

static enum outcome
template_options(const struct page *p, struct rows *rows)
{
	struct record	*template = record_new(p->act->arena,
			    &wa_template_fields);
	const char	*text;
	enum outcome	 e;

	while ((e = rows_next(rows, p->act->arena, template)) == SOUK_OK) {
		text = unfilled(p, template);
		html(p->body, "<option value=\"%s\" data-language=\"%s\" "
		    "data-variables=\"%lld\" data-text=\"%s\">%s (%s)"
		    "</option>\n", text_of(template, WA_TEMPLATE_NAME),
		    text_of(template, WA_TEMPLATE_LANGUAGE), (long long)
		    template->values[WA_TEMPLATE_VARIABLES].num,
		    text == NULL ? "" : text,
		    text_of(template, WA_TEMPLATE_NAME),
		    text_of(template, WA_TEMPLATE_LANGUAGE));
	}
	return e == SOUK_NOT_FOUND ? SOUK_OK : e;
}

/* The fitting ones first; what they say stands beneath while it is filled in. */
static enum outcome
template_form(const struct page *p, const struct talk *t)
{
	struct rows	 rows;
	enum outcome	 e;

	html(p->body, "<p class=\"closed\" role=\"note\">%s</p>\n",
	    page_text(p, UI_WRITE_CLOSED));
	e = conversation_templates(p->act, text_of(t->it, CONVERSATION_ID),
	    &choices, &rows);
	if (e != SOUK_OK)
		return e;
	if (rows.total == 0) {
		html(p->body, "<p>%s</p>\n",
		    page_text(p, UI_WRITE_NO_TEMPLATE));
		return SOUK_OK;
	}
	form_open(p, t, "template");
	html(p->body, "<label>%s <select name=\"template\">\n",
	    page_text(p, UI_WRITE_TEMPLATE));
	if ((e = template_options(p, &rows)) != SOUK_OK)
		return e;
	html(p->body, "</select></label>\n<div class=\"pair\" "
	    "data-values=\"%s\"></div>\n<figure class=\"preview\"><figcaption>"
	    "%s</figcaption><p class=\"lines\" dir=\"auto\" "
	    "aria-live=\"polite\"></p></figure>\n",
	    page_text(p, UI_WRITE_VALUE), page_text(p, UI_WRITE_PREVIEW));
	form_close(p, UI_WRITE_SEND, true);
	return SOUK_OK;
}

/* ---- notes --------------------------------------------------------------------------- */

static void
note_form(const struct page *p, const struct talk *t)
{
	html(p->body, "<details class=\"box\"><summary>%s</summary>\n",
	    page_text(p, UI_WRITE_NOTE));
	form_open(p, t, "note");
	html(p->body, "<label>%s <textarea name=\"text\" rows=\"2\" "
	    "maxlength=\"4096\" dir=\"auto\" required></textarea></label>\n",
	    page_text(p, UI_WRITE_NOTE));
	form_close(p, UI_WRITE_NOTE_ADD, false);
	html_raw(p->body, "</details>\n");
}

enum outcome
write_put(const struct page *p, const struct talk *t)
{
	const bool	 open = window_is_open(p, t->it);
	enum outcome	 e;

	html(p->body, "<div id=\"talk-write\" data-open=\"%d\">\n", open);
	e = open ? text_form(p, t) : template_form(p, t);
	if (e != SOUK_OK)
		return e;
	note_form(p, t);
	html(p->body, "<noscript><p class=\"problem\">%s</p></noscript>\n"
	    "</div>\n", page_text(p, UI_NEEDS_SCRIPT));
	return SOUK_OK;
}
