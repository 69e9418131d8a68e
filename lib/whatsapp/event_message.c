/* SPDX-License-Identifier: ISC */
/* What people write: to whoever takes part, in the shape of wa_inbound. */
#include <string.h>

#include "lib/base/arena.h"
#include "lib/base/crypto.h"
#include "lib/base/text.h"
#include "lib/db/db.h"
#include "lib/whatsapp/told.h"

#define COUNT(TABLE) (sizeof(TABLE) / sizeof((TABLE)[0]))
#define NAME_MAX	400
#define REF_MAX		300

/* ---- files --------------------------------------------------------------- */

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

/* ---- who, and what of it ------------------------------------------------- */

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

/* ---- what is about another message --------------------------------------- */

static const char *
edited_text(struct act *act, const struct json_in *edit)
{
	const struct json_in	*message = wa_object(edit, "message");
	const struct wa_kind	*k = wa_kind_of(wa_text(message, "type"));

	return k == NULL ? NULL : wa_words(act, k, message);
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

/* ---- a message ----------------------------------------------------------- */

static enum outcome
came_apply(struct act *act, struct wa_item *it, const struct wa_kind *k)
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
		m.text = wa_words(act, k, it->item);
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

enum outcome
wa_message_apply(struct act *act, struct wa_item *it)
{
	static const char *const	 deeds[] = {
		[WA_REACTED] = "reaction", [WA_EDITED] = "edit",
		[WA_REVOKED] = "revoke" };
	const struct wa_kind		*k = wa_kind_of(it->type);

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
	if (k != NULL && !wa_kind_fits(k, it->item))
		k = NULL;
	if (k == NULL && !text_equal(it->type, "unsupported"))
		it->outcome = "unknown";
	return came_apply(act, it, k);
}
