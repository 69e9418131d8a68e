/* SPDX-License-Identifier: ISC */
#include "lib/media/source.h"

#include <string.h>

#include "lib/audit/audit.h"
#include "lib/base/arena.h"
#include "lib/base/buf.h"
#include "lib/base/clock.h"
#include "lib/base/crypto.h"
#include "lib/base/json_out.h"
#include "lib/base/text.h"
#include "lib/media/address.h"

/*
 * Pictures of an import by the thousand begin one after the other: each job is
 * due so long after the one before, so that what else is called (webhooks) goes
 * in between.
 */
#define PACE_MS		500

static const char sql_find[] =
    "SELECT s.state, s.error, m.id, m.name, m.largest, m.deleted_at"
    " FROM media_source s LEFT JOIN media m ON m.id = s.media_id"
    " WHERE s.brand_id = :brand AND s.url = :url";

/* The latest moment that one which waits was due at. */
static const char sql_last[] =
    "SELECT COALESCE(MAX(updated_at), 0) FROM media_source"
    " WHERE state = 'waiting'";

static const char sql_note[] =
    "INSERT INTO media_source (brand_id, url, state, created_at, updated_at)"
    " VALUES (:brand, :url, 'waiting', :now, :due)";

static const char sql_again[] =
    "UPDATE media_source SET state = 'waiting', error = NULL,"
    " updated_at = :now WHERE brand_id = :brand AND url = :url"
    " AND state = 'failed'";

/* ---- jobs ------------------------------------------------------------------ */

static enum outcome
job_put(struct act *act, const char *url, int64_t due)
{
	const char	*brand = act->actor.brand_id;
	struct json_out	 json;
	struct buf	 b;

	buf_init(&b, act->arena, 256);
	json = (struct json_out){ .buf = &b };
	json_open(&json, NULL);
	json_text(&json, "brand", brand);
	json_text(&json, "url", url);
	json_close(&json);
	return queue_put(act, &(struct job_new){ .kind = media_fetch.name,
		.payload = b.p, .due = due,
		.unique_key = arena_printf(act->arena, "media.fetch:%s",
		    crypto_sha256_hex(act->arena, arena_printf(act->arena,
		    "%s %s", brand, url))) }, NULL);
}

static enum outcome
next_due(struct act *act, int64_t *due)
{
	struct stmt	*s = db_sql(act->db, sql_last);
	enum outcome	 e = db_step(s);

	*due = act->now;
	if (e == SOUK_OK && db_int(s, 0) > act->now - PACE_MS)
		*due = db_int(s, 0) + PACE_MS;
	db_done(s);
	return e;
}

static enum outcome
note(struct act *act, const char *url)
{
	struct stmt	*s;
	enum outcome	 e;
	int64_t		 due;

	if ((e = next_due(act, &due)) != SOUK_OK)
		return e;
	s = db_sql(act->db, sql_note);
	db_bind_text(s, ":brand", act->actor.brand_id);
	db_bind_text(s, ":url", url);
	db_bind_int(s, ":now", act->now);
	db_bind_int(s, ":due", due);
	if ((e = db_run(s)) != SOUK_OK)
		return e;
	return job_put(act, url, due);
}

/* ---- what is known of an address -------------------------------------------- */

struct source {
	const char	*state, *error, *media_id, *address;
	bool		 in_bin;
};

static enum outcome
find(struct act *act, const char *url, struct source *source)
{
	struct stmt	*s = db_sql(act->db, sql_find);
	enum outcome	 e;

	db_bind_text(s, ":brand", act->actor.brand_id);
	db_bind_text(s, ":url", url);
	if ((e = db_step(s)) != SOUK_OK)
		return e;
	*source = (struct source){ .state = db_copy(s, 0, act->arena),
	    .error = db_copy(s, 1, act->arena),
	    .media_id = db_copy(s, 2, act->arena),
	    .in_bin = !db_is_null(s, 5) };
	if (source->media_id != NULL)
		source->address = media_address(act->arena,
		    db_text(s, 3, NULL), db_int(s, 4));
	db_done(s);
	return SOUK_OK;
}

/* Ours; one that was thrown away is wanted again. */
static enum outcome
take_own(struct act *act, const char *own)
{
	struct record	*media;
	enum outcome	 e = media_by_url(act, own, &media);

	if (e == SOUK_NOT_FOUND)
		return SOUK_OK;
	if (e != SOUK_OK ||
	    media->values[MEDIA_DELETED].state != VALUE_SET)
		return e;
	e = media_restore(act, media->values[MEDIA_ID].text);
	return e == SOUK_DENIED ? SOUK_OK : e;
}

/* Of this very shop: its own address, or a file beside the pictures. */
static const char *
own_path(struct act *act, const char *url)
{
	const char	*own = media_own_address(act, url);

	return own == NULL && *url == '/' ? url : own;
}

enum outcome
media_shown(struct act *act, const char *url, const char **shown)
{
	struct source	 source = { .address = NULL };
	enum outcome	 e;

	if ((*shown = own_path(act, url)) != NULL)
		return SOUK_OK;
	e = find(act, url, &source);
	*shown = source.address;
	return e == SOUK_NOT_FOUND ? SOUK_OK : e;
}

enum outcome
media_take_over(struct act *act, const char *url, const char **shown)
{
	struct source	 source = { .address = NULL };
	enum outcome	 e;

	if ((*shown = own_path(act, url)) != NULL)
		return media_is_ours(*shown) ? take_own(act, *shown) :
		    SOUK_OK;
	if ((e = find(act, url, &source)) != SOUK_OK)
		return e == SOUK_NOT_FOUND ? note(act, url) : e;
	*shown = source.address;
	return source.in_bin ? media_restore(act, source.media_id) :
	    SOUK_OK;
}

/* ---- why not ---------------------------------------------------------------- */

static const struct message *
message_find(const struct message *table, int n, const char *code)
{
	for (int i = 0; i < n; i++)
		if (text_equal(table[i].code, code))
			return &table[i];
	return NULL;
}

/* "CODE", or "CODE 40" where the message has a number. */
static const struct message *
error_message(struct act *act, const char *error, int64_t *number)
{
	const size_t		 len = strcspn(error, " ");
	const char		*code = arena_text(act->arena, error, len);
	const struct message	*m;

	*number = 0;
	if (error[len] == ' ' && !text_to_int(error + len + 1, number))
		*number = 0;
	m = message_find(source_messages, SOURCE_MESSAGE__MAX, code);
	return m != NULL ? m : message_find(media_messages,
	    MEDIA_MESSAGE__MAX, code);
}

const char *
media_error_text(struct act *act, const char *error)
{
	int64_t			 numbers[MESSAGE_NUMBERS] = { 0 };
	const struct message	*m = error_message(act, error, numbers);
	struct buf		 b;

	if (m == NULL)
		return error;
	buf_init(&b, act->arena, 128);
	message_put(&b, m, act->locale, numbers);
	return b.p;
}

enum outcome
media_source_error(struct act *act, const char *url,
    const struct message **message)
{
	struct source	 source;
	enum outcome	 e = find(act, url, &source);
	int64_t		 number;

	*message = NULL;
	if (e == SOUK_NOT_FOUND)
		return SOUK_OK;
	if (e == SOUK_OK && text_equal(source.state, "failed"))
		*message = error_message(act, source.error, &number);
	return e;
}

enum outcome
media_source_again(struct act *act, const char *url)
{
	struct stmt	*s = db_sql(act->db, sql_again);
	enum outcome	 e;

	db_bind_text(s, ":brand", act->actor.brand_id);
	db_bind_text(s, ":url", url);
	db_bind_int(s, ":now", act->now);
	if ((e = db_run_changed(s)) != SOUK_OK ||
	    (e = job_put(act, url, act->now)) != SOUK_OK)
		return e;
	return audit_write(act, &(struct audit){ .action = "retry_picture",
		.entity_type = "Media" });
}
