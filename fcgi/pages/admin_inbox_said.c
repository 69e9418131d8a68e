/* SPDX-License-Identifier: ISC */
#include <string.h>

#include "fcgi/pages/admin_inbox.h"
#include "lib/base/text.h"
#include "lib/whatsapp/whatsapp.h"

/* One message of a conversation. */

#define QUOTED	80	/* letters of what is answered */

/* How far ours got, with a sign for it. */
static const struct state {
	const char	*name, *sign;
	enum ui_text	 text;
} states[] = {
	{ "waiting", "…", UI_SAID_WAITING },
	{ "doubt", "?", UI_SAID_DOUBT },
	{ "sent", "✓", UI_SAID_SENT },
	{ "delivered", "✓✓", UI_SAID_DELIVERED },
	{ "read", "✓✓", UI_SAID_READ },
	{ "played", "✓✓", UI_SAID_PLAYED },
	{ "failed", "!", UI_SAID_FAILED },
	{ "dropped", "×", UI_SAID_DROPPED },
};

/* ---- kinds ------------------------------------------------------------------------ */

static const struct choice kinds[] = {
	{ "text", UI_SAID_TEXT }, { "image", UI_SAID_IMAGE },
	{ "video", UI_SAID_VIDEO }, { "audio", UI_SAID_AUDIO },
	{ "voice", UI_SAID_AUDIO }, { "document", UI_SAID_FILE },
	{ "file", UI_SAID_FILE }, { "sticker", UI_SAID_STICKER },
	{ "location", UI_SAID_PLACE }, { "contacts", UI_SAID_PEOPLE },
	{ "order", UI_SAID_ORDER }, { "reaction", UI_SAID_REACTION },
	{ "template", UI_WRITE_TEMPLATE }, { "note", UI_SAID_NOTE },
	{ "interactive", UI_SAID_TEXT }, { "button", UI_SAID_TEXT },
};
#define KINDS	((int)(sizeof(kinds) / sizeof(kinds[0])))

static bool
is_known(const char *kind)
{
	for (int i = 0; i < KINDS; i++)
		if (text_equal(kinds[i].value, kind))
			return true;
	return false;
}

const char *
said_kind_text(const struct page *p, const char *kind)
{
	return is_known(kind) ? choice_text(p, kinds, KINDS, kind) :
	    page_text(p, UI_SAID_UNKNOWN);
}

const char *
excerpt_text(const struct page *p, const char *excerpt)
{
	const size_t	 len = strlen(excerpt);
	const char	*kind;

	if (len < 2 || excerpt[0] != '[' || excerpt[len - 1] != ']')
		return excerpt;
	kind = arena_text(p->act->arena, excerpt + 1, len - 2);
	return is_known(kind) || text_equal(kind, "unsupported") ?
	    said_kind_text(p, kind) : excerpt;
}

/* ---- texts ------------------------------------------------------------------------ */

/* How much of a text is an address that may be followed. */
static size_t
link_length(const char *text)
{
	size_t	 len = strcspn(text, " \t\r\n\"<>'`\\^{|}");

	while (len > 0 && strchr(".,;:!?)]", text[len - 1]) != NULL)
		len--;
	return len > strlen("https://") ? len : 0;
}

static void
link_put(const struct page *p, const char *address)
{
	html_raw(p->body, "<a rel=\"noopener nofollow\" target=\"_blank\"");
	html_url(p->body, "href", address);
	html(p->body, ">%s</a>", address);
}

/* Whatever it says is text; only https addresses may be followed. */
static void
text_put(const struct page *p, const char *text)
{
	const char	*link;
	size_t		 len;

	while ((link = strstr(text, "https://")) != NULL) {
		html_text(p->body, arena_text(p->act->arena, text,
		    (size_t)(link - text)));
		if ((len = link_length(link)) > 0)
			link_put(p, arena_text(p->act->arena, link, len));
		else
			html_raw(p->body, "https://");
		text = link + (len > 0 ? len : strlen("https://"));
	}
	html_text(p->body, text);
}

/* How its first line begins. */
static const char *
quote_of(const struct page *p, const struct record *message)
{
	const char	*text = text_of(message, MESSAGE_TEXT);
	const char	*at = text, *end;

	if (text == NULL)
		return said_kind_text(p, text_of(message, MESSAGE_KIND));
	end = text + strcspn(text, "\r\n");
	for (int i = 0; i < QUOTED && at < end; i++)
		if (utf8_next(&at, end) < 0)
			break;
	return arena_printf(p->act->arena, "%.*s%s", (int)(at - text), text,
	    at < end ? "…" : "");
}

/* ---- what it answers ---------------------------------------------------------------- */

static const struct record *
said_find(const struct talk *t, const char *id)
{
	for (size_t i = 0; i < t->count; i++)
		if (text_equal(text_of(t->said[i], MESSAGE_ID), id))
			return t->said[i];
	return NULL;
}

static void
answered_put(const struct page *p, const struct talk *t,
    const struct record *message)
{
	const char		*id = text_of(message, MESSAGE_REPLY_TO);
	const struct record	*first;

	if (id == NULL)
		return;
	html(p->body, "<p class=\"quoted\">%s ",
	    page_text(p, UI_SAID_REPLY_TO));
	if ((first = said_find(t, id)) != NULL)
		html(p->body, "<a href=\"#%s\"><bdi>%s</bdi></a></p>\n", id,
		    quote_of(p, first));
	else
		html(p->body, "<span>%s</span></p>\n",
		    page_text(p, UI_SAID_GONE));
}

/* ---- how far it got ------------------------------------------------------------------- */

static bool
is_chat(const struct talk *t)
{
	return text_equal(text_of(t->it, CONVERSATION_CHANNEL), "whatsapp");
}

static void
button_put(const struct page *p, const struct record *message,
    const char *deed, enum ui_text text)
{
	html(p->body, "<button type=\"button\" class=\"button\" "
	    "data-deed=\"" MESSAGES_API "/%s/%s\">%s</button>\n",
	    text_of(message, MESSAGE_ID), deed, page_text(p, text));
}

/* A mail has no such choice: it is tried again among all mails. */
static void
trouble_put(const struct page *p, const struct talk *t,
    const struct record *message)
{
	const struct value	*v = message->values;
	const char		*state = v[MESSAGE_STATE].text;

	if (!is_chat(t))
		return;
	if (text_equal(state, "failed")) {
		html_raw(p->body, "<p class=\"problem\">");
		if (v[MESSAGE_CODE].state == VALUE_SET)
			html(p->body, "<code>%lld</code> ",
			    (long long)v[MESSAGE_CODE].num);
		html(p->body, "<bdi>%s</bdi></p>\n",
		    text_of(message, MESSAGE_ERROR) == NULL ? "" :
		    wa_error_text(p->act, text_of(message, MESSAGE_ERROR)));
		button_put(p, message, "again", UI_SAID_AGAIN);
	} else if (text_equal(state, "doubt")) {
		html(p->body, "<p class=\"problem\">%s</p>\n",
		    page_text(p, UI_SAID_DOUBT_TEXT));
		html_raw(p->body, "<p class=\"deeds\">");
		button_put(p, message, "again", UI_SAID_AGAIN);
		button_put(p, message, "drop", UI_SAID_DROP);
		html_raw(p->body, "</p>\n");
	} else if (text_equal(state, "waiting"))
		button_put(p, message, "drop", UI_SAID_DROP);
}

static void
state_put(const struct page *p, const char *state)
{
	for (size_t i = 0; i < sizeof(states) / sizeof(states[0]); i++)
		if (text_equal(states[i].name, state))
			html(p->body, " <span class=\"ticks %s\"><span "
			    "aria-hidden=\"true\">%s</span> %s</span>", state,
			    states[i].sign, page_text(p, states[i].text));
}

/* When, who of the staff, and how far. */
static void
foot_put(const struct page *p, const struct talk *t,
    const struct record *message)
{
	const struct value	*v = message->values;
	const char		*author = staff_name(&t->staff,
				    text_of(message, MESSAGE_AUTHOR));

	html_raw(p->body, "<footer>");
	if (*author != '\0')
		html(p->body, "<bdi>%s</bdi> · ", author);
	time_put(p, &v[MESSAGE_MADE_AT]);
	if (v[MESSAGE_EDITED_AT].state == VALUE_SET)
		html(p->body, " · %s", page_text(p, UI_SAID_EDITED));
	if (text_equal(v[MESSAGE_DIRECTION].text, "out"))
		state_put(p, v[MESSAGE_STATE].text);
	html_raw(p->body, "</footer>\n");
}

/* ---- all of it ---------------------------------------------------------------------------- */

/* Places and people are shown by their parts, which say the same. */
static bool
is_by_parts(const struct record *message)
{
	const char	*kind = text_of(message, MESSAGE_KIND);

	return text_of(message, MESSAGE_BODY) != NULL &&
	    (text_equal(kind, "location") || text_equal(kind, "contacts"));
}

/* What was done to the conversation, and what it is now. */
static void
event_put(const struct page *p, const struct record *message)
{
	static const struct choice	 events[] = {
		{ "state", UI_STATUS }, { "subject", UI_CONTACT_SUBJECT },
		{ "assignee", UI_SIDE_ASSIGN }, { "labels", UI_SIDE_LABELS },
	};
	const char	*kind = text_of(message, MESSAGE_KIND);
	const char	*text = text_of(message, MESSAGE_TEXT);

	if (text == NULL || *text == '\0')
		text = "–";
	else if (text_equal(kind, "state"))
		text = choice_text(p, talk_states, TALK_STATES, text);
	html(p->body, "<p>%s: <bdi>%s</bdi></p>\n", choice_text(p, events,
	    sizeof(events) / sizeof(events[0]), kind), text);
}

static void
words_put(const struct page *p, const struct record *message)
{
	const char	*text = text_of(message, MESSAGE_TEXT);

	if (message->values[MESSAGE_REVOKED_AT].state == VALUE_SET)
		html(p->body, "<p class=\"revoked\">%s</p>\n",
		    page_text(p, UI_SAID_REVOKED));
	if (is_by_parts(message))
		return;
	if (text != NULL && *text != '\0') {
		html_raw(p->body, "<p class=\"lines\" dir=\"auto\">");
		text_put(p, text);
		html_raw(p->body, "</p>\n");
	} else if (!is_known(text_of(message, MESSAGE_KIND)))
		html(p->body, "<p class=\"revoked\">%s <code>%s</code></p>\n",
		    page_text(p, UI_SAID_UNKNOWN),
		    text_of(message, MESSAGE_KIND));
}

static void
reaction_put(const struct page *p, const struct record *message)
{
	if (text_of(message, MESSAGE_REACTION) != NULL)
		html(p->body, "<span class=\"reaction\"><span "
		    "class=\"hidden\">%s</span> <bdi>%s</bdi></span>\n",
		    page_text(p, UI_SAID_REACTION),
		    text_of(message, MESSAGE_REACTION));
}

/* Only what Meta knows can be answered by itself. */
static void
reply_put(const struct page *p, const struct talk *t,
    const struct record *message)
{
	if (text_of(message, MESSAGE_REF) == NULL ||
	    message->values[MESSAGE_REVOKED_AT].state == VALUE_SET ||
	    !is_chat(t) || !window_is_open(p, t->it))
		return;
	html(p->body, "<button type=\"button\" class=\"quiet\" "
	    "data-reply=\"%s\" data-quote=\"%s\">%s</button>\n",
	    text_of(message, MESSAGE_ID), quote_of(p, message),
	    page_text(p, UI_WRITE_REPLY));
}

enum outcome
said_put(const struct page *p, const struct talk *t,
    const struct record *message)
{
	const struct value	*v = message->values;
	const char		*direction = v[MESSAGE_DIRECTION].text;

	html(p->body, "<li class=\"said %s\" id=\"%s\">\n", direction,
	    v[MESSAGE_ID].text);
	if (text_equal(direction, "note"))
		html(p->body, "<p class=\"kind\">%s</p>\n",
		    page_text(p, UI_SAID_NOTE));
	answered_put(p, t, message);
	if (text_equal(direction, "event"))
		event_put(p, message);
	else
		words_put(p, message);
	said_parts_put(p, message);
	reaction_put(p, message);
	foot_put(p, t, message);
	if (text_equal(direction, "out"))
		trouble_put(p, t, message);
	if (text_equal(direction, "in") || text_equal(direction, "out"))
		reply_put(p, t, message);
	html_raw(p->body, "</li>\n");
	return SOUK_OK;
}
