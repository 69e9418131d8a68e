/* SPDX-License-Identifier: ISC */
/* What people write: to whoever takes part, in the shape of wa_inbound. */
#include <string.h>

#include "lib/base/arena.h"
#include "lib/base/crypto.h"
#include "lib/base/text.h"
#include "lib/db/db.h"
#include "lib/whatsapp/told.h"

#define COUNT(TABLE) (sizeof(TABLE) / sizeof((TABLE)[0]))
#define TEXT_MAX	16384	/* bytes; Meta's 4,096 characters fit */
#define NAME_MAX	400
#define REF_MAX		300

/* ---- what can be read of each kind ---------------------------------------------- */

typedef void read_fn(struct buf *, const struct json_in *object);

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

static const struct kind {
	const char	*type;
	read_fn		*read;
	bool		 is_file;
} kinds[] = {
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

static const struct kind *
kind_of(const char *type)
{
	for (size_t i = 0; i < COUNT(kinds); i++)
		if (text_equal(kinds[i].type, type))
			return &kinds[i];
	return NULL;
}

static const char *
text_of(struct act *act, const struct json_in *message, const struct kind *k)
{
	const bool	 whole = k->read == read_contacts;
	struct buf	 b;

	if (k->read == NULL)
		return NULL;
	buf_init(&b, act->arena, 0);
	k->read(&b, whole ? message : wa_object(message, k->type));
	return wa_clean(act->arena, b.p, TEXT_MAX, true);
}

/* ---- files ------------------------------------------------------------------------- */

/* Webhooks say a hash in base64, everything else in hexadecimal. */
static const char *
hash_of(struct arena *arena, const char *text)
{
	uint8_t	*bytes;
	size_t	 len;
	char	*url;

	if (text == NULL || strlen(text) > 2 * CRYPTO_HASH + 4)
		return NULL;
	url = arena_copy(arena, text);
	for (char *p = url; *p != '\0'; p++)
		*p = *p == '+' ? '-' : *p == '/' ? '_' : *p;
	return crypto_base64url_decode(arena, url, strcspn(url, "="), &bytes,
	    &len) && len == CRYPTO_HASH ? crypto_hex(arena, bytes, len) : NULL;
}

static void
file_read(struct act *act, const struct json_in *file, struct wa_inbound *m)
{
	const char	*name = wa_text(file, "filename");

	m->file_id = wa_clean(act->arena, wa_text(file, "id"), REF_MAX,
	    false);
	m->file_type = wa_clean(act->arena, wa_text(file, "mime_type"),
	    NAME_MAX, false);
	m->file_sha256 = hash_of(act->arena, wa_text(file, "sha256"));
	if (name != NULL)
		m->file_name = text_file_name(act->arena, name);
}

/* ---- who, and what of it --------------------------------------------------------------- */

static enum outcome
person_of(struct act *act, struct wa_item *it)
{
	const struct json_in	*profile = wa_object(it->contact, "profile");
	const char		*number = wa_text(it->contact, "wa_id");
	const char		*ref = wa_text(it->contact, "user_id");
	struct wa_names		 names = {
		.wa_id = wa_name(act->arena, number != NULL ? number :
		    wa_text(it->item, "from")),
		.user_ref = wa_name(act->arena, ref != NULL ? ref :
		    wa_text(it->item, "from_user_id")),
		.name = wa_clean(act->arena, wa_text(profile, "name"),
		    NAME_MAX, false),
		.username = wa_clean(act->arena, wa_text(profile, "username"),
		    NAME_MAX, false),
	};

	return wa_person_named(act, it->brand_id, &names, &it->person_id);
}

/* A word that stands alone is heard from a button too. */
static enum outcome
word_heard(struct act *act, const struct wa_item *it, const char *text)
{
	const enum wa_word	 word = wa_word(act->arena, text);

	return word == WA_NO_WORD ? SOUK_OK : wa_word_take(act,
	    &(struct wa_consent){ .brand_id = it->brand_id,
		.person_id = it->person_id, .granted = word == WA_START,
		.source = WA_BY_WORD, .evidence = text }, it->made_at);
}

/* ---- what is about another message ------------------------------------------------------- */

static const char *
edited_text(struct act *act, const struct json_in *edit)
{
	const struct json_in	*message = wa_object(edit, "message");
	const struct kind	*k = kind_of(wa_text(message, "type"));

	return k == NULL ? NULL : text_of(act, message, k);
}

static const char sql_message[] =
    "SELECT brand_id FROM wa_event WHERE key = :name AND number_id = :number";
static const char sql_sent[] =
    "SELECT brand_id FROM wa_send WHERE wamid = :name AND number_id = :number";

static enum outcome
brand_by(struct act *act, const char *sql, const char *name,
    struct wa_item *it)
{
	struct stmt	*s = db_sql(act->db, sql);
	enum outcome	 e;

	db_bind_text(s, ":name", name);
	db_bind_text(s, ":number", it->number_id);
	if ((e = db_step(s)) == SOUK_OK)
		it->brand_id = db_copy(s, 0, act->arena);
	db_done(s);
	return e;
}

/* It is theirs who have the message, whoever has the number by now.  What came
 * before its message is told once more behind it. */
static enum outcome
original_find(struct act *act, struct wa_item *it, const char *ref)
{
	enum outcome	 e = brand_by(act, sql_message, wa_item_key(act->arena,
			    "message", ref), it);

	if (e == SOUK_NOT_FOUND)
		e = brand_by(act, sql_sent, ref, it);
	if (e == SOUK_NOT_FOUND)
		it->outcome = "early";
	return e == SOUK_NOT_FOUND ? SOUK_OK : e;
}

static enum outcome
change_apply(struct act *act, struct wa_item *it, enum wa_deed deed)
{
	static const char *const	 refs[] = {
		[WA_REACTED] = "message_id",
		[WA_EDITED] = "original_message_id",
		[WA_REVOKED] = "original_message_id" };
	const struct json_in		*o = wa_object(it->item, it->type);
	struct wa_change		 c = { .number_id = it->number_id,
		.deed = deed,
		.ref = wa_text(o, refs[deed]), .made_at = it->made_at };
	enum outcome			 e;

	if (c.ref == NULL) {
		it->outcome = "unknown";
		return SOUK_OK;
	}
	if ((e = original_find(act, it, c.ref)) != SOUK_OK ||
	    (e = person_of(act, it)) != SOUK_OK)
		return e;
	c.brand_id = it->brand_id;
	c.person_id = it->person_id;
	c.text = deed == WA_EDITED ? edited_text(act, o) :
	    wa_clean(act->arena, wa_text(o, "emoji"), NAME_MAX, false);
	/* Others may know it for longer than we do: told either way. */
	return wa_tell_changed(act, &c);
}

/* ---- a message ------------------------------------------------------------------------------ */

static enum outcome
came_apply(struct act *act, struct wa_item *it, const struct kind *k)
{
	const struct json_in	*context = wa_object(it->item, "context");
	struct wa_inbound	 m = { .brand_id = it->brand_id,
		.number_id = it->number_id, .kind = "unsupported",
		.ref = wa_text(it->item, "id"), .body = it->item,
		.reply_ref = wa_text(context, "id"),
		.made_at = it->made_at };
	enum outcome		 e;

	if (m.ref == NULL || (e = person_of(act, it)) != SOUK_OK)
		return m.ref == NULL ? SOUK_INVALID : e;
	m.person_id = it->person_id;
	m.name = wa_clean(act->arena, wa_text(wa_object(it->contact,
	    "profile"), "name"), NAME_MAX, false);
	if (k != NULL) {
		m.kind = k->type;
		m.text = text_of(act, it->item, k);
	}
	if (k != NULL && k->is_file)
		file_read(act, wa_object(it->item, k->type), &m);
	if ((e = wa_window_open(act, it->number_id, it->person_id,
	    it->made_at, m.ref)) != SOUK_OK ||
	    (e = word_heard(act, it, m.text)) != SOUK_OK ||
	    (e = wa_tell_came(act, &m)) != SOUK_OK)
		return e;
	it->was_awaited = true;
	return SOUK_OK;
}

/* Whether it has what its type promises. */
static bool
is_whole(const struct json_in *message, const struct kind *k)
{
	const struct json_in	*o = json_member(message, k->type);

	return k->read == NULL || (o != NULL && o->type ==
	    (k->read == read_contacts ? JSON_ARRAY : JSON_OBJECT));
}

enum outcome
wa_message_apply(struct act *act, struct wa_item *it)
{
	static const char *const	 deeds[] = {
		[WA_REACTED] = "reaction", [WA_EDITED] = "edit",
		[WA_REVOKED] = "revoke" };
	const struct kind		*k = kind_of(it->type);

	if (it->item == NULL || wa_text(it->item, "group_id") != NULL) {
		it->outcome = "unknown";
		it->problem = it->item == NULL ? NULL : "GROUP";
		return SOUK_OK;
	}
	if (text_equal(it->type, "system"))
		return wa_system_apply(act, it);
	for (int i = 0; i < (int)COUNT(deeds); i++)
		if (text_equal(it->type, deeds[i]))
			return change_apply(act, it, (enum wa_deed)i);
	if (k != NULL && !is_whole(it->item, k))
		k = NULL;
	if (k == NULL && !text_equal(it->type, "unsupported"))
		it->outcome = "unknown";
	return came_apply(act, it, k);
}
