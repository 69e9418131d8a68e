/* SPDX-License-Identifier: ISC */
#include "fcgi/pages/admin_inbox.h"
#include "lib/base/text.h"
#include "lib/whatsapp/whatsapp.h"

/* Beside a conversation: who it is with, whose it is, what becomes of it. */

static void
fact_put(const struct page *p, enum ui_text name, const char *text)
{
	if (text != NULL && *text != '\0')
		html(p->body, "<dt>%s</dt><dd><bdi>%s</bdi></dd>\n",
		    page_text(p, name), text);
}

static void
prospect_put(const struct page *p, const struct talk *t)
{
	const struct record	*who = t->prospect;
	const struct value	*tags = &who->values[PROSPECT_TAGS];

	html(p->body, "<h2><a href=\"" PROSPECTS_HERE "/%s\"><bdi>%s</bdi>"
	    "</a></h2>\n<dl class=\"facts\">\n", text_of(who, PROSPECT_ID),
	    text_of(who, PROSPECT_NAME));
	fact_put(p, UI_STATUS, choice_text(p, prospect_states,
	    PROSPECT_STATUSES, text_of(who, PROSPECT_STATUS)));
	fact_put(p, UI_PHONE, text_of(who, PROSPECT_PHONE));
	fact_put(p, UI_EMAIL, text_of(who, PROSPECT_EMAIL));
	fact_put(p, UI_PROSPECT_COMPANY, text_of(who, PROSPECT_COMPANY));
	if (tags->count > 0)
		html(p->body, "<dt>%s</dt><dd>", page_text(p, UI_TAGS));
	for (size_t i = 0; i < tags->count; i++)
		html(p->body, "%s<bdi>%s</bdi>", i == 0 ? "" : " · ",
		    tags->texts[i]);
	if (tags->count > 0)
		html_raw(p->body, "</dd>\n");
	fact_put(p, UI_PROSPECT_NOTES, text_of(who, PROSPECT_NOTES));
	html_raw(p->body, "</dl>\n");
}

/* ---- what may be written to them --------------------------------------------------- */

static enum outcome
may_put(const struct page *p, const char *person, enum wa_purpose purpose,
    enum ui_text name)
{
	bool		 may = false;
	enum outcome	 e = wa_may(p->act, person, purpose, &may);

	if (e == SOUK_OK)
		fact_put(p, name, page_text(p, may ? UI_SIDE_YES :
		    UI_SIDE_NO));
	return e;
}

static enum outcome
consents_put(const struct page *p, const struct talk *t)
{
	const char	*person = text_of(t->it, CONVERSATION_PERSON);
	enum outcome	 e;

	if (person == NULL)
		return SOUK_OK;
	html_raw(p->body, "<dl class=\"facts\">\n");
	if ((e = may_put(p, person, WA_SERVICE, UI_SIDE_SERVICE)) != SOUK_OK ||
	    (e = may_put(p, person, WA_MARKETING, UI_SIDE_MARKETING)) !=
	    SOUK_OK)
		return e;
	html_raw(p->body, "</dl>\n");
	return SOUK_OK;
}

/* ---- whose it is, and what becomes of it ---------------------------------------------- */

static void
assign_put(const struct page *p, const struct talk *t)
{
	html(p->body, "<label>%s <select name=\"assigneeId\" "
	    "data-change><option value=\"\">%s</option>\n",
	    page_text(p, UI_SIDE_ASSIGN), page_text(p, UI_TALK_NOBODY));
	staff_options(p, &t->staff, text_of(t->it, CONVERSATION_ASSIGNEE));
	html_raw(p->body, "</select></label>\n");
}

static bool
has_label(const struct talk *t, const char *id)
{
	const struct value	*labels = &t->it->values[CONVERSATION_LABELS];

	for (size_t i = 0; i < labels->count; i++)
		if (text_equal(labels->items[i].values[LABEL_ID].text, id))
			return true;
	return false;
}

static enum outcome
labels_choose(const struct page *p, const struct talk *t)
{
	const struct list_query	 all = { .page = 1, .limit = PAGE_LIMIT_MAX };
	struct record		*label = record_new(p->act->arena,
				    &label_fields);
	struct rows		 rows;
	enum outcome		 e;

	if ((e = label_list(p->act, &all, &rows)) != SOUK_OK)
		return e;
	html(p->body, "<fieldset id=\"talk-labels\"><legend>%s</legend>\n",
	    page_text(p, UI_SIDE_LABELS));
	while ((e = rows_next(&rows, p->act->arena, label)) == SOUK_OK) {
		html(p->body, "<label class=\"check\"><input "
		    "type=\"checkbox\" name=\"labels\" data-change "
		    "value=\"%s\"", text_of(label, LABEL_ID));
		html_flag(p->body, "checked",
		    has_label(t, text_of(label, LABEL_ID)));
		html(p->body, "> <bdi>%s</bdi></label>\n",
		    text_of(label, LABEL_NAME));
	}
	html(p->body, "<p><a href=\"" LABELS_HERE "\">%s</a></p>\n"
	    "</fieldset>\n", page_text(p, UI_LABEL_NEW));
	return e == SOUK_NOT_FOUND ? SOUK_OK : e;
}

static void
states_put(const struct page *p, const struct talk *t)
{
	static const struct choice	 deeds[TALK_STATES] = {
		{ "open", UI_SIDE_REOPEN },
		{ "handoff", UI_SIDE_HANDOFF },
		{ "closed", UI_SIDE_CLOSE },
	};
	const char			*state = text_of(t->it,
					    CONVERSATION_STATE);

	html_raw(p->body, "<p class=\"deeds\">\n");
	for (int i = 0; i < TALK_STATES; i++)
		if (!text_equal(deeds[i].value, state))
			html(p->body, "<button type=\"button\" "
			    "class=\"button\" data-state=\"%s\">%s</button>\n",
			    deeds[i].value, page_text(p, deeds[i].text));
	html_raw(p->body, "</p>\n");
}

/* ---- what came by the form ---------------------------------------------------------------- */

static const struct choice statuses[] = {
	{ "NEW", UI_CONTACT_IS_NEW },
	{ "READ", UI_CONTACT_IS_READ },
	{ "REPLIED", UI_CONTACT_IS_REPLIED },
	{ "ARCHIVED", UI_CONTACT_IS_ARCHIVED },
};

static enum outcome
contact_put(const struct page *p, const struct talk *t)
{
	struct record	*contact;
	enum outcome	 e;

	if (!text_equal(text_of(t->it, CONVERSATION_CHANNEL), "contact"))
		return SOUK_OK;
	e = contact_of(p->act, text_of(t->it, CONVERSATION_ID), &contact);
	if (e == SOUK_NOT_FOUND)
		return SOUK_OK;
	if (e != SOUK_OK)
		return e;
	html(p->body, "<label>%s <select data-contact=\"" CONTACTS_API
	    "/%s\">\n", page_text(p, UI_SIDE_CONTACT),
	    text_of(contact, CONTACT_ID));
	choice_options(p, statuses, 4, text_of(contact, CONTACT_STATUS));
	html_raw(p->body, "</select></label>\n");
	return SOUK_OK;
}

enum outcome
side_put(const struct page *p, const struct talk *t)
{
	enum outcome	 e;

	html(p->body, "<aside class=\"stack box\" id=\"talk-side\" "
	    "aria-label=\"%s\" data-api=\"" TALKS_API "/%s\">\n",
	    page_text(p, UI_SIDE), text_of(t->it, CONVERSATION_ID));
	prospect_put(p, t);
	if ((e = consents_put(p, t)) != SOUK_OK)
		return e;
	assign_put(p, t);
	if ((e = labels_choose(p, t)) != SOUK_OK ||
	    (e = contact_put(p, t)) != SOUK_OK)
		return e;
	states_put(p, t);
	html_raw(p->body, "</aside>\n");
	return SOUK_OK;
}
