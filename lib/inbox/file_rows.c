/* SPDX-License-Identifier: ISC */
#include <string.h>

#include "lib/base/arena.h"
#include "lib/base/json_in.h"
#include "lib/base/text.h"
#include "lib/base/typeid.h"
#include "lib/catalog/internal.h"
#include "lib/catalog/resource.h"
#include "lib/inbox/file.h"
#include "lib/inbox/parts.h"
#include "lib/media/media.h"
#include "lib/queue/queue.h"
#include "lib/whatsapp/whatsapp.h"

static const char sql_put[] =
    "INSERT INTO message_file (id, brand_id, message_id, meta_id,"
    " claimed_type, claimed_sha256, file_name, created_at) VALUES (:id,"
    " :brand, :message, :meta, :type, :sha256, :name, :now)";
/* In the order of message_file_fields. */
static const char sql_of_message[] =
    "SELECT id, file_name, type, bytes, state, error FROM message_file"
    " WHERE message_id = :id ORDER BY id";
static const char sql_one[] =
    "SELECT f.brand_id, f.sha256, f.media_id, f.type, f.file_name"
    " FROM message_file f JOIN message m ON m.id = f.message_id"
    " WHERE f.id = :id AND f.message_id = :message AND f.state = 'ready'"
    " AND m.revoked_at IS NULL";
static const char sql_taken[] =
    "SELECT sha256, media_id, type, file_name FROM message_file"
    " WHERE id = :id AND conversation_id = :conversation"
    " AND state = 'ready'";
static const char sql_give[] =
    "UPDATE message_file SET message_id = :message, conversation_id = NULL"
    " WHERE id = :id";
static const char sql_picture[] =
    "SELECT name, largest FROM media WHERE id = :id";

/* ---- why not ------------------------------------------------------------------- */

const char *
file_error_text(struct act *act, const char *code)
{
	for (int i = 0; i < FILE_FAULT__MAX; i++)
		if (text_equal(file_faults[i].code, code))
			return file_faults[i].text[act->locale];
	return media_error_text(act, code);
}

/* ---- theirs -------------------------------------------------------------------- */

enum outcome
inbox_file_put(struct act *act, const char *message_id,
    const struct wa_inbound *in)
{
	const char	*id = typeid_new(act->arena, "file", act->now);
	struct stmt	*s;
	enum outcome	 e;

	if (in->file_id == NULL)
		return SOUK_OK;
	s = db_sql(act->db, sql_put);
	db_bind_text(s, ":id", id);
	db_bind_text(s, ":brand", in->brand_id);
	db_bind_text(s, ":message", message_id);
	db_bind_text(s, ":meta", in->file_id);
	db_bind_text(s, ":type", in->file_type);
	db_bind_text(s, ":sha256", in->file_sha256);
	db_bind_text(s, ":name", in->file_name == NULL ? NULL :
	    text_file_name(act->arena, in->file_name));
	db_bind_int(s, ":now", act->now);
	if ((e = db_run(s)) != SOUK_OK)
		return e;
	return queue_put(act, &(struct job_new){ .kind = "inbox.file",
		.unique_key = id, .payload = arena_printf(act->arena,
		"{\"file\":\"%s\"}", id) }, NULL);
}

/* ---- shown ------------------------------------------------------------------------ */

enum outcome
message_files_fill(struct act *act, struct record *message)
{
	return list_fill(act, sql_of_message, record_text(message,
	    MESSAGE_ID), &message_file_fields,
	    &message->values[MESSAGE_FILES]);
}

/* "photo.png" that became a JPEG is called photo.jpg. */
static const char *
name_of(struct act *act, const char *name, const char *type, const char *id)
{
	const char	*extension = file_extension(type);
	const char	*dot = name == NULL ? NULL : strrchr(name, '.');
	const int	 len = dot == NULL || dot == name ? 200 :
			    (int)(dot - name);

	return arena_printf(act->arena, "%.*s.%s", len,
	    name == NULL ? id : name, extension);
}

static enum outcome
picture_path(struct act *act, const char *media_id, const char **path)
{
	struct record		*media;
	struct media_file	 file;
	enum outcome		 e;

	if ((e = media_read(act, media_id, &media)) != SOUK_OK ||
	    (e = media_file(act, media_id,
	    media->values[MEDIA_LARGEST].num, "jpg", &file)) != SOUK_OK)
		return e;
	*path = file.path;
	return SOUK_OK;
}

enum outcome
message_file_open(struct act *act, const char *message, const char *file,
    struct inbox_download *d)
{
	struct stmt	*s = db_sql(act->db, sql_one);
	const char	*brand = NULL, *sha256 = NULL, *media = NULL;
	char		 path[FILE_PATH];
	enum outcome	 e;

	db_bind_text(s, ":id", file);
	db_bind_text(s, ":message", message);
	if ((e = db_step(s)) == SOUK_OK) {
		brand = db_copy(s, 0, act->arena);
		sha256 = db_copy(s, 1, act->arena);
		media = db_copy(s, 2, act->arena);
		d->type = db_copy(s, 3, act->arena);
		d->file_name = name_of(act, db_text(s, 4, NULL), d->type,
		    file);
		d->show = file_is_shown(d->type);
	}
	db_done(s);
	if (e != SOUK_OK || (e = inbox_brand(act, brand)) != SOUK_OK)
		return e;
	if (media != NULL)
		return picture_path(act, media, &d->path);
	file_path(path, sha256);
	d->path = arena_printf(act->arena, "/media-files/%s", path);
	return SOUK_OK;
}

/* ---- ours ---------------------------------------------------------------------------- */

/* Below the home. */
static enum outcome
path_to_send(struct act *act, const char *sha256, const char *media_id,
    const char **path)
{
	char		 at[FILE_PATH];
	struct stmt	*s;
	enum outcome	 e = SOUK_OK;

	if (media_id == NULL) {
		file_path(at, sha256);
		*path = arena_printf(act->arena, FILES "/%s", at);
		return SOUK_OK;
	}
	s = db_sql(act->db, sql_picture);
	db_bind_text(s, ":id", media_id);
	if ((e = db_step(s)) == SOUK_OK)
		*path = arena_printf(act->arena, "media/private/%s/%lld.jpg",
		    db_text(s, 0, NULL), (long long)db_int(s, 1));
	db_done(s);
	return e;
}

enum outcome
message_file_give(struct act *act, const char *file_id,
    const char *conversation_id, const char *message_id,
    struct wa_send_new *send)
{
	struct stmt	*s = db_sql(act->db, sql_taken);
	const char	*sha256 = NULL, *media = NULL;
	enum outcome	 e;

	db_bind_text(s, ":id", file_id);
	db_bind_text(s, ":conversation", conversation_id);
	if ((e = db_step(s)) == SOUK_OK) {
		sha256 = db_copy(s, 0, act->arena);
		media = db_copy(s, 1, act->arena);
		send->file_type = db_copy(s, 2, act->arena);
		send->file_name = name_of(act, db_text(s, 3, NULL),
		    send->file_type, file_id);
		send->kind = file_sent_as(send->file_type);
	}
	db_done(s);
	if (e != SOUK_OK ||
	    (e = path_to_send(act, sha256, media, &send->file)) != SOUK_OK)
		return e;
	s = db_sql(act->db, sql_give);
	db_bind_text(s, ":id", file_id);
	db_bind_text(s, ":message", message_id);
	return db_run_changed(s);
}
