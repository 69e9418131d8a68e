/* SPDX-License-Identifier: ISC */
#include <string.h>

#include "lib/accounts/accounts.h"
#include "lib/base/arena.h"
#include "lib/base/crypto.h"
#include "lib/base/json_out.h"
#include "lib/db/db.h"
#include "lib/whatsapp/told.h"

#define COUNT(TABLE) (sizeof(TABLE) / sizeof((TABLE)[0]))
#define SHOWN_MAX	64	/* bytes of a field's or a type's name */

/* ---- lists --------------------------------------------------------------- */

static const struct list {
	const char	*field, *list;
	enum wa_sort	 sort;
	const char	*kind, *type;	/* the member that tells its type */
} lists[] = {
	{ "messages", "messages", WA_MESSAGE, "message", "type" },
	{ "messages", "statuses", WA_STATUS, "status", "status" },
	{ "messages", "errors", WA_FAULT, "error", "code" },
	{ "user_preferences", "user_preferences", WA_PREFERENCE, "other",
	  "value" },
	{ "smb_message_echoes", "message_echoes", WA_ECHO, "other", "type" },
};
static const struct list none = { "", "", WA_OTHER, "other", "event" };

const char *
wa_list_at(size_t i, const char **field)
{
	if (i >= COUNT(lists))
		return NULL;
	*field = lists[i].field;
	return lists[i].list;
}

static const struct list *
list_of(const char *field, const char *list)
{
	for (size_t i = 0; i < COUNT(lists); i++)
		if (text_equal(lists[i].field, field) &&
		    text_equal(lists[i].list, list))
			return &lists[i];
	return &none;
}

/* ---- writing ------------------------------------------------------------- */

static void
piece_put(struct buf *b, const char *name, struct span piece)
{
	if (piece.len == 0)
		return;
	buf_printf(b, "%s\"%s\":", b->len > 1 ? "," : "", name);
	wa_mend(b, piece);
}

void
wa_item_write(struct buf *b, const struct wa_part *part)
{
	buf_putc(b, '{');
	piece_put(b, "account", part->account);
	piece_put(b, "time", part->time);
	piece_put(b, "field", part->field);
	buf_printf(b, "%s\"list\":\"%s\"", b->len > 1 ? "," : "", part->list);
	piece_put(b, "metadata", part->metadata);
	piece_put(b, "contact", part->contact);
	piece_put(b, "item", part->item);
	buf_putc(b, '}');
}

/* ---- reading ------------------------------------------------------------- */

static const char *
hash_key(struct arena *arena, const char *what, const char *text)
{
	return arena_printf(arena, "%s:#%s", what,
	    crypto_sha256_hex(arena, text));
}

const char *
wa_item_key(struct arena *arena, const char *what, const char *name)
{
	const size_t	 len = name == NULL ? 0 : strlen(name);

	if (len == 0 || len > WA_NAME_MAX || *name == '#' ||
	    text_has_control(name, len, false))
		return hash_key(arena, what, name == NULL ? "" : name);
	return arena_printf(arena, "%s:%s", what, name);
}

const char *
wa_gone_key(struct arena *arena, const char *key)
{
	return text_starts(key, "gone:") ? key : hash_key(arena, "gone", key);
}

static const char *
status_key(struct arena *arena, const struct wa_item *it, const char *id)
{
	const char	*to = wa_text(it->item, "recipient_participant_id");

	if (to == NULL)
		to = wa_text(it->item, "recipient_participant_user_id");
	return arena_printf(arena, "%s:%s", wa_item_key(arena, "status", id),
	    hash_key(arena, it->type, to == NULL ? "" : to));
}

/* Meta's name for it, or else the whole of it. */
static const char *
key_of(struct arena *arena, const struct wa_item *it)
{
	const char	*id = wa_text(it->item, "id");

	if (id != NULL && it->sort == WA_MESSAGE)
		return wa_item_key(arena, "message", id);
	if (id != NULL && it->sort == WA_ECHO)
		return wa_item_key(arena, "echo", id);
	if (id != NULL && it->type != NULL && it->sort == WA_STATUS)
		return status_key(arena, it, id);
	return hash_key(arena, it->kind, it->body);
}

static void
sort_read(struct act *act, const struct json_in *in, struct wa_item *it)
{
	const char		*field = wa_text(in, "field");
	const struct list	*list = list_of(field, wa_text(in, "list"));

	it->field = wa_clean(act->arena, field, SHOWN_MAX, false);
	if (it->field == NULL)
		it->field = "?";
	it->sort = list->sort;
	it->kind = list->kind;
	it->type = wa_clean(act->arena, wa_text(it->item, list->type),
	    SHOWN_MAX, false);
}

bool
wa_item_read(struct act *act, const char *body, struct wa_item *it)
{
	struct json_in	*in;
	const char	*name;
	size_t		 at;

	*it = (struct wa_item){ .sort = WA_OTHER, .kind = "other",
		.field = "?", .body = body, .made_at = act->now };
	if (json_parse(act->arena, body, strlen(body), &in, &at, &name) !=
	    JSON_OK || in->type != JSON_OBJECT) {
		it->key = hash_key(act->arena, "broken", body);
		return false;
	}
	it->account = wa_text(in, "account");
	it->metadata = wa_object(in, "metadata");
	it->contact = wa_object(in, "contact");
	it->item = wa_object(in, "item");
	sort_read(act, in, it);
	it->made_at = it->sort == WA_OTHER ? wa_when(act, in, "time") :
	    wa_when(act, it->item, "timestamp");
	it->key = key_of(act->arena, it);
	return true;
}

/* ---- whose --------------------------------------------------------------- */

static const char sql_number[] =
    "SELECT id, brand_id FROM wa_number WHERE meta_id = :name";
static const char sql_account[] =
    "SELECT NULL, brand_id FROM wa_number WHERE account_id = :name"
    " ORDER BY id LIMIT 1";

/* NOT_FOUND: it is none of ours. */
static enum outcome
place_by(struct act *act, const char *sql, const char *name,
    struct wa_item *it)
{
	struct stmt	*s = db_sql(act->db, sql);
	enum outcome	 e;

	db_bind_text(s, ":name", name);
	if ((e = db_step(s)) == SOUK_OK) {
		it->number_id = db_copy(s, 0, act->arena);
		it->brand_id = db_copy(s, 1, act->arena);
	}
	db_done(s);
	return e;
}

/* What is nobody's is shown to whoever had the first shop here. */
enum outcome
wa_item_place(struct act *act, struct wa_item *it)
{
	const char	*number = wa_text(it->metadata, "phone_number_id");
	enum outcome	 e = SOUK_NOT_FOUND;

	if (number != NULL)
		e = place_by(act, sql_number, number, it);
	else if (it->account != NULL)
		e = place_by(act, sql_account, it->account, it);
	if (e != SOUK_NOT_FOUND)
		return e;
	it->outcome = "stranger";
	return brand_ensure(act, &it->brand_id);
}
