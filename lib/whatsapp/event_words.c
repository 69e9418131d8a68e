/* SPDX-License-Identifier: ISC */
/* What can be read of each kind of message. */
#include "lib/base/text.h"
#include "lib/whatsapp/told.h"

#define COUNT(TABLE) (sizeof(TABLE) / sizeof((TABLE)[0]))
#define TEXT_MAX	16384	/* bytes; Meta's 4,096 characters fit */

static void
line_put(struct buf *b, const char *text)
{
	if (text == NULL)
		return;
	if (b->len > 0)
		buf_putc(b, '\n');
	buf_puts(b, text);
}

static void
read_text(struct buf *b, const struct json_in *o)
{
	line_put(b, wa_text(o, "body"));
}

static void
read_caption(struct buf *b, const struct json_in *o)
{
	line_put(b, wa_text(o, "caption"));
}

static void
read_button(struct buf *b, const struct json_in *o)
{
	line_put(b, wa_text(o, "text"));
}

static void
read_location(struct buf *b, const struct json_in *o)
{
	const char	*latitude = wa_text(o, "latitude");
	const char	*longitude = wa_text(o, "longitude");

	line_put(b, wa_text(o, "name"));
	line_put(b, wa_text(o, "address"));
	if (latitude != NULL && longitude != NULL) {
		line_put(b, latitude);
		buf_printf(b, ", %s", longitude);
	}
}

static void
read_interactive(struct buf *b, const struct json_in *o)
{
	static const char *const	 replies[] = { "button_reply",
					    "list_reply", "nfm_reply" };
	const struct json_in		*reply;

	for (size_t i = 0; i < COUNT(replies); i++)
		if ((reply = wa_object(o, replies[i])) != NULL) {
			line_put(b, wa_text(reply, "title"));
			line_put(b, wa_text(reply, "description"));
			line_put(b, wa_text(reply, "body"));
		}
}

/* "contacts" of a message is a list: of each its name and numbers. */
static void
read_contacts(struct buf *b, const struct json_in *message)
{
	const struct json_in	*all, *phones;
	size_t			 count, numbers;

	all = wa_items(message, "contacts", &count);
	for (size_t i = 0; i < count; i++) {
		line_put(b, wa_text(wa_object(&all[i], "name"),
		    "formatted_name"));
		phones = wa_items(&all[i], "phones", &numbers);
		for (size_t k = 0; k < numbers; k++)
			line_put(b, wa_text(&phones[k], "phone"));
	}
}

static const struct wa_kind kinds[] = {
	{ "text", read_text, false },
	{ "image", read_caption, true },
	{ "video", read_caption, true },
	{ "audio", read_caption, true },
	{ "document", read_caption, true },
	{ "sticker", read_caption, true },
	{ "location", read_location, false },
	{ "contacts", read_contacts, false },
	{ "interactive", read_interactive, false },
	{ "button", read_button, false },
	{ "order", read_button, false },
	{ "request_welcome", NULL, false },
};

const struct wa_kind *
wa_kind_of(const char *type)
{
	for (size_t i = 0; i < COUNT(kinds); i++)
		if (text_equal(kinds[i].type, type))
			return &kinds[i];
	return NULL;
}

const char *
wa_words(struct act *act, const struct wa_kind *k,
    const struct json_in *message)
{
	const bool	 whole = k->read == read_contacts;
	struct buf	 b;

	if (k->read == NULL)
		return NULL;
	buf_init(&b, act->arena, 0);
	k->read(&b, whole ? message : wa_object(message, k->type));
	return wa_clean(act->arena, b.p, TEXT_MAX, true);
}

bool
wa_kind_fits(const struct wa_kind *k, const struct json_in *message)
{
	const struct json_in	*o = json_member(message, k->type);

	return k->read == NULL || (o != NULL && o->type ==
	    (k->read == read_contacts ? JSON_ARRAY : JSON_OBJECT));
}
