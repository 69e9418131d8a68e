/* SPDX-License-Identifier: ISC */
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#include "lib/audit/audit.h"
#include "lib/base/arena.h"
#include "lib/base/config.h"
#include "lib/base/crypto.h"
#include "lib/base/log.h"
#include "lib/base/text.h"
#include "lib/base/typeid.h"
#include "lib/db/compose.h"
#include "lib/media/parts.h"
#include "lib/media/store.h"
#include "lib/settings/settings.h"

#define MEGA		INT64_C(1000000)
#define TRIES		3	/* files swept away just then */

static const char sql_same[] =
    "SELECT width, height, largest, bytes, color, placeholder FROM media"
    " WHERE name = :name AND is_private = :private LIMIT 1";

static const char sql_taken[] =
    "SELECT CAST(coalesce(sum(bytes), 0) AS BIGINT) FROM media"
    " WHERE user_id = :user AND is_private = 1";

static const char sql_back[] =
    "UPDATE media SET deleted_at = NULL WHERE id = :id AND deleted_at > 0";

/* One picture on its way in. */
struct coming {
	const struct media_new	*new;
	const struct media_kind	*kind;
	const char		*name;
	char			 path[MEDIA_FOLDER];	/* of its files */
	struct record		*row;		/* what is known of it */
	struct record		*stored;	/* as the database has it */
	bool			 is_known;	/* by another row, or its own */
	bool			 is_gone;	/* its files, meanwhile */
};

static enum outcome
disk_refuse(struct act *act, const char *what)
{
	const int	 error = errno;

	log_line(LOG_ERROR, what, "error", strerror(error), NULL);
	return act_refuse_errno(act, error);
}

/* ---- its name ------------------------------------------------------------------ */

/* What is read of it here; no memory is taken while it is open. */
static enum outcome
file_look(struct act *act, struct coming *c, uint8_t hash[CRYPTO_HASH])
{
	const int	 fd = open(c->new->path, O_RDONLY | O_CLOEXEC |
			    O_NOFOLLOW);
	enum outcome	 e;

	if (fd == -1)
		return disk_refuse(act, "a picture cannot be read");
	e = media_kind_check(act, c->new, fd, &c->kind);
	if (e == SOUK_OK && !crypto_sha256_file(fd, hash))
		e = SOUK_INTERNAL;
	close(fd);
	return e;
}

static enum outcome
name_make(struct act *act, struct coming *c)
{
	uint8_t		 hash[CRYPTO_HASH];
	const char	*owner = c->new->is_private ? act->actor.user_id : NULL;
	const char	*hex;
	enum outcome	 e;

	if ((e = file_look(act, c, hash)) != SOUK_OK)
		return e;
	hex = crypto_sha256_hex(act->arena, arena_printf(act->arena,
	    "%d %s %s", MEDIA_RECIPE, owner == NULL ? "" : owner,
	    crypto_hex(act->arena, hash, sizeof(hash))));
	c->name = arena_printf(act->arena, "%.2s/%.30s", hex, hex + 2);
	media_folder_path(c->path, c->new->is_private, c->name);
	return SOUK_OK;
}

/* ---- whether it may ---------------------------------------------------------- */

static enum outcome
quota_check(struct act *act, const struct coming *c, int64_t more)
{
	const int64_t	 megabytes = settings_int(act->settings,
			    &media_settings, MEDIA_PERSON_MEGABYTES);
	struct stmt	*s;
	int64_t		 taken;
	enum outcome	 e;

	if (!c->new->is_private || act->actor.user_id == NULL)
		return SOUK_OK;
	s = db_sql(act->db, sql_taken);
	db_bind_text(s, ":user", act->actor.user_id);
	if ((e = db_step(s)) != SOUK_OK)
		return e;
	taken = db_int(s, 0);
	db_done(s);
	return taken + more <= megabytes * MEGA ? SOUK_OK : media_refuse(act,
	    c->new, SOUK_CONFLICT, &media_messages[MEDIA_FULL], megabytes);
}

/* In a READ transaction: another row has the same picture. */
static enum outcome
same_find(struct act *act, void *arg)
{
	static const int	 fields[] = { MEDIA_WIDTH, MEDIA_HEIGHT,
				    MEDIA_LARGEST, MEDIA_BYTES_ALL };
	struct coming		*c = arg;
	struct stmt		*s = db_sql(act->db, sql_same);
	enum outcome		 e;

	db_bind_text(s, ":name", c->name);
	db_bind_int(s, ":private", c->new->is_private);
	if ((e = db_step(s)) == SOUK_NOT_FOUND)
		return quota_check(act, c, 1);
	if (e != SOUK_OK)
		return e;
	for (int i = 0; i < 4; i++)
		record_set_int(c->row, fields[i], db_int(s, i));
	record_set_text(c->row, MEDIA_COLOR, db_copy(s, 4, act->arena));
	record_set_text(c->row, MEDIA_PLACEHOLDER, db_copy(s, 5, act->arena));
	db_done(s);
	c->is_known = true;
	return SOUK_OK;
}

static enum outcome
quota_recheck(struct act *act, void *arg)
{
	const struct coming	*c = arg;

	return quota_check(act, c, c->row->values[MEDIA_BYTES_ALL].num);
}

/* ---- its files ----------------------------------------------------------------- */

static enum outcome
result_refuse(struct act *act, const struct coming *c,
    enum wire_result result)
{
	const struct message	*m = &media_messages[
	    result == WIRE_TOO_LARGE ? MEDIA_MANY_PIXELS :
	    result == WIRE_ANIMATED ? MEDIA_IS_ANIMATED :
	    result == WIRE_UNKNOWN_KIND ? MEDIA_NOT_A_PICTURE :
	    MEDIA_IS_BROKEN];

	return media_refuse(act, c->new, result == WIRE_UNKNOWN_KIND ?
	    SOUK_UNSUPPORTED : SOUK_INVALID, m, c->kind->pixels / MEGA);
}

static void
told_note(struct act *act, struct coming *c, const struct told *t)
{
	record_set_int(c->row, MEDIA_WIDTH, t->width);
	record_set_int(c->row, MEDIA_HEIGHT, t->height);
	record_set_int(c->row, MEDIA_LARGEST, t->largest);
	record_set_int(c->row, MEDIA_BYTES_ALL, t->bytes);
	record_set_text(c->row, MEDIA_COLOR, arena_printf(act->arena,
	    "#%06x", t->color));
	record_set_text(c->row, MEDIA_PLACEHOLDER, crypto_base64(act->arena,
	    t->placeholder, t->placeholder_len));
}

static enum outcome
files_fill(struct act *act, struct coming *c, char folder[MEDIA_FOLDER],
    struct told *told)
{
	const int	 to = media_folder_new(act, folder);
	const int	 from = to == -1 ? -1 : open(c->new->path, O_RDONLY |
			    O_CLOEXEC | O_NOFOLLOW);
	enum outcome	 e;

	if (from == -1)
		e = disk_refuse(act, "a picture cannot be prepared");
	else
		e = media_ask(act, from, c->kind->pixels, to, told);
	if (from != -1)
		close(from);
	if (to != -1)
		close(to);
	return e;
}

static enum outcome
files_make(struct act *act, struct coming *c)
{
	char		 folder[MEDIA_FOLDER] = "";
	struct told	 told = { .result = WIRE_BROKEN };
	enum outcome	 e;

	if ((e = files_fill(act, c, folder, &told)) == SOUK_OK &&
	    told.result != WIRE_DONE)
		e = result_refuse(act, c, told.result);
	if (e == SOUK_OK) {
		told_note(act, c, &told);
		e = db_tx(act, DB_READ, quota_recheck, c);
	}
	if (e == SOUK_OK && !media_folder_place(act, folder, c->path))
		e = disk_refuse(act, "a picture cannot be put in place");
	if (folder[0] != '\0')
		media_folder_remove(act, folder);
	return e;
}

/* ---- its row -------------------------------------------------------------------- */

static enum outcome
row_told(struct act *act, const char *id, const char *action)
{
	return audit_write(act, &(struct audit){ .action = action,
		.entity_type = "Media", .entity_id = id });
}

/* There is one: it stays as it is, but not in the bin. */
static enum outcome
row_take(struct act *act, const struct record *row)
{
	const char	*id = row->values[MEDIA_ID].text;
	struct stmt	*s = db_sql(act->db, sql_back);
	enum outcome	 e;

	db_bind_text(s, ":id", id);
	e = db_run_changed(s);
	return e == SOUK_NOT_FOUND ? SOUK_OK : e != SOUK_OK ? e :
	    row_told(act, id, "restore_media");
}

static enum outcome
row_make(struct act *act, struct coming *c)
{
	const char			*id = typeid_new(act->arena, "media",
					    act->now);
	const struct column_value	 extra[] = {
		{ "id", id, 0 }, { "brand_id", act->actor.brand_id, 0 },
		{ "name", c->name, 0 },
		{ "is_private", NULL, c->new->is_private },
		{ "created_at", NULL, act->now },
		{ "user_id", act->actor.user_id, 0 },
	};
	const size_t			 n = act->actor.user_id == NULL ? 5 : 6;
	enum outcome			 e;

	if ((e = quota_recheck(act, c)) != SOUK_OK ||
	    (e = compose_insert(act->db, c->row, extra, n)) != SOUK_OK ||
	    (e = row_told(act, id, "create_media")) != SOUK_OK)
		return e;
	return media_store_ask(act, id);
}

/*
 * Under the write lock the files of no row are removed by anybody else, so
 * what is there now is there when the row is.
 */
static enum outcome
row_put(struct act *act, void *arg)
{
	struct coming			*c = arg;
	const struct column_value	 keys[] = {
		{ "brand_id", act->actor.brand_id, 0 },
		{ "name", c->name, 0 },
		{ "is_private", NULL, c->new->is_private },
	};
	struct record			*row;
	enum outcome			 e;

	c->is_gone = !media_folder_is(act, c->path);
	if (c->is_gone)
		return SOUK_CONFLICT;
	e = compose_get(act->db, act->arena, &media_fields, keys, 3, &row);
	e = e == SOUK_OK ? row_take(act, row) : e == SOUK_NOT_FOUND ?
	    row_make(act, c) : e;
	if (e == SOUK_OK)
		e = compose_get(act->db, act->arena, &media_fields, keys, 3,
		    &row);
	/* c->row stays: a transaction may be tried again. */
	if (e == SOUK_OK)
		c->stored = row;
	return e;
}

/* ---- all of it --------------------------------------------------------------------- */

static enum outcome
once(struct act *act, struct coming *c)
{
	enum outcome	 e;

	c->is_known = false;
	c->row = record_new(act->arena, &media_fields);
	if (c->new->file_name != NULL)
		record_set_text(c->row, MEDIA_FILE_NAME, c->new->file_name);
	if ((e = db_tx(act, DB_READ, same_find, c)) != SOUK_OK)
		return e;
	if ((!c->is_known || !media_folder_is(act, c->path)) &&
	    (e = files_make(act, c)) != SOUK_OK)
		return e;
	return db_tx(act, DB_WRITE, row_put, c);
}

enum outcome
media_accept(struct act *act, const struct media_new *new,
    struct record **media)
{
	struct coming	 c = { .new = new };
	enum outcome	 e;

	if ((e = name_make(act, &c)) != SOUK_OK)
		return e;
	for (int i = 0; i < TRIES; i++) {
		c.is_gone = false;
		if ((e = once(act, &c)) == SOUK_OK) {
			media_complete(act, c.stored);
			*media = c.stored;
		}
		if (!c.is_gone)
			return e;
	}
	return SOUK_BUSY;
}
