/* SPDX-License-Identifier: ISC */
/*
 * A second copy of every picture, in a store that speaks S3 (net/s3.h), for
 * the day the disk is lost: `souk media-restore` brings back what is missing.
 * Keys are media/<name>/<file> for what everybody may see, private/… for the
 * rest, so that a bucket can show the one and not the other.
 *
 * Jobs of this lane run one after the other.  So a picture that is taken out
 * of the store and comes back to the shop meanwhile is put there again by the
 * job that its new row has put, after this one.
 */
#include "lib/media/store.h"

#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "lib/base/arena.h"
#include "lib/base/clock.h"
#include "lib/base/log.h"
#include "lib/db/db.h"
#include "lib/media/parts.h"
#include "lib/net/s3.h"

#define AT_ONCE		500
#define ATTEMPTS	12

static const char sql_load[] =
    "SELECT name, is_private, width FROM media WHERE id = :id"
    " AND stored_at IS NULL";
static const char sql_stored[] =
    "UPDATE media SET stored_at = :now WHERE id = :id";
static const char sql_unstored[] =
    "SELECT id FROM media WHERE stored_at IS NULL AND id > :after"
    " ORDER BY id LIMIT :rows";
static const char sql_known[] =
    "SELECT 1 FROM media WHERE name = :name AND is_private = :private"
    " LIMIT 1";

struct picture {
	const char	*id, *name;
	bool		 is_private;
	int		 widths[MEDIA_LEVELS], count;
};

const char *
media_store_key(struct arena *arena, bool is_private, const char *name,
    const char *file)
{
	return arena_printf(arena, "%s/%s/%s", is_private ? "private" :
	    "media", name, file);
}

/* ---- in ---------------------------------------------------------------------- */

static enum outcome
load(struct act *act, void *arg)
{
	struct picture	*p = arg;
	struct stmt	*s = db_sql(act->db, sql_load);
	enum outcome	 e;

	db_bind_text(s, ":id", p->id);
	if ((e = db_step(s)) != SOUK_OK)
		return e;
	p->name = db_copy(s, 0, act->arena);
	p->is_private = db_int(s, 1) == 1;
	p->count = media_widths_of(db_int(s, 2), p->widths);
	db_done(s);
	return SOUK_OK;
}

static enum outcome
refused(struct act *act)
{
	return act_refuse(act, SOUK_UPSTREAM,
	    &media_messages[MEDIA_NOT_STORED]);
}

static enum outcome
file_put(struct act *act, const struct picture *p, int folder,
    const char *file)
{
	const char	*key = media_store_key(act->arena, p->is_private,
			    p->name, file);
	const char	*type = strchr(file, 'w') != NULL ? "image/webp" :
			    "image/jpeg";
	const int	 fd = openat(folder, file, O_RDONLY | O_NOFOLLOW |
			    O_CLOEXEC);
	enum net_result	 result = NET_REFUSED;
	struct stat	 st;
	int		 status = 0;

	if (fd == -1 || fstat(fd, &st) != 0) {
		log_line(LOG_ERROR, "a file of a picture is missing", "file",
		    key, NULL);
		if (fd != -1)
			close(fd);
		return SOUK_INTERNAL;
	}
	result = p->is_private ? s3_put(act, key, fd, st.st_size, type,
	    &status) : s3_put_fixed(act, key, fd, st.st_size, type, &status);
	close(fd);
	return result == NET_OK && status >= 200 && status < 300 ? SOUK_OK :
	    refused(act);
}

static enum outcome
files_put(struct act *act, const struct picture *p, const struct job *job,
    int folder)
{
	enum outcome	 e = SOUK_OK;
	char		 file[32];

	for (int i = 0; i < 2 * p->count && e == SOUK_OK; i++) {
		snprintf(file, sizeof(file), "%d.%s", p->widths[i / 2],
		    i % 2 == 0 ? "jpg" : "webp");
		if ((e = file_put(act, p, folder, file)) == SOUK_OK)
			e = queue_extend(act, job);
	}
	return e;
}

static enum outcome
stored(struct act *act, void *arg)
{
	const struct picture	*p = arg;
	struct stmt		*s = db_sql(act->db, sql_stored);
	enum outcome		 e;

	db_bind_text(s, ":id", p->id);
	db_bind_int(s, ":now", act->now);
	e = db_run_changed(s);
	return e == SOUK_NOT_FOUND ? SOUK_OK : e;
}

static enum outcome
picture_put(struct act *act, const struct job *job, const char *id)
{
	struct picture	 p = { .id = id };
	char		 path[MEDIA_FOLDER];
	int		 folder, root;
	enum outcome	 e;

	if ((e = db_tx(act, DB_READ, load, &p)) != SOUK_OK)
		return e == SOUK_NOT_FOUND ? SOUK_OK : e;
	media_folder_path(path, p.is_private, p.name);
	if ((root = media_open_root(act)) == -1)
		return SOUK_INTERNAL;
	folder = openat(root, path, O_RDONLY | O_DIRECTORY | O_NOFOLLOW |
	    O_CLOEXEC);
	close(root);
	if (folder == -1)
		return SOUK_INTERNAL;
	e = files_put(act, &p, job, folder);
	close(folder);
	return e == SOUK_OK ? db_tx(act, DB_WRITE, stored, &p) : e;
}

/* ---- all that are not there yet ------------------------------------------------ */

static enum outcome
ask_some(struct act *act, void *arg)
{
	const char	**after = arg, *ids[AT_ONCE];
	struct stmt	*s = db_sql(act->db, sql_unstored);
	int		 n = 0;
	enum outcome	 e;

	db_bind_text(s, ":after", *after);
	db_bind_int(s, ":rows", AT_ONCE);
	while ((e = db_step(s)) == SOUK_OK)
		ids[n++] = db_copy(s, 0, act->arena);
	for (int i = 0; i < n && e == SOUK_NOT_FOUND; i++)
		if ((e = media_store_ask(act, ids[i])) == SOUK_OK)
			e = SOUK_NOT_FOUND;
	*after = n == AT_ONCE ? ids[n - 1] : NULL;
	return e == SOUK_NOT_FOUND ? SOUK_OK : e;
}

enum outcome
media_store_ask(struct act *act, const char *id)
{
	if (!s3_is_on(act->config))
		return SOUK_OK;
	return queue_put(act, &(struct job_new){ .kind = media_store.name,
		.payload = arena_printf(act->arena, "{\"media\":\"%s\"}", id),
		.unique_key = arena_printf(act->arena, "media.store %s", id) },
	    NULL);
}

/* With a picture: that one.  Without, each day: jobs for those that lack. */
static enum outcome
store_run(struct act *act, const struct job *job)
{
	const char	*id = job_text(act, job, "media"), *after = "";
	enum outcome	 e = SOUK_OK;

	if (!s3_is_on(act->config))
		return SOUK_OK;
	if (id != NULL)
		return picture_put(act, job, id);
	while (after != NULL && e == SOUK_OK)
		if ((e = db_tx(act, DB_WRITE, ask_some, &after)) == SOUK_OK)
			e = queue_extend(act, job);
	return e;
}

const struct job_kind media_store = {
	.name = "media.store",
	.shown = (const char *const[]){ "media", NULL },
	.lane = LANE_CALL,
	.run = store_run,
	.max_attempts = ATTEMPTS,
	.lease = CLOCK_MINUTE,
	.first_pause = CLOCK_MINUTE,
};

/* ---- out ---------------------------------------------------------------------- */

enum outcome
media_unstore_ask(struct act *act, bool is_private, const char *name)
{
	if (!s3_is_on(act->config))
		return SOUK_OK;
	return queue_put(act, &(struct job_new){ .kind = media_unstore.name,
		.payload = arena_printf(act->arena,
		"{\"name\":\"%s\",\"of\":\"%s\"}", name,
		is_private ? "private" : "media") }, NULL);
}

static enum outcome
is_known(struct act *act, void *arg)
{
	const struct picture	*p = arg;
	struct stmt		*s = db_sql(act->db, sql_known);
	enum outcome		 e;

	db_bind_text(s, ":name", p->name);
	db_bind_int(s, ":private", p->is_private);
	e = db_step(s);
	db_done(s);
	return e;
}

static enum outcome
key_drop(struct act *act, const char *key)
{
	int	 status;

	return s3_delete(act, key, &status) == NET_OK &&
	    ((status >= 200 && status < 300) || status == 404) ? SOUK_OK :
	    refused(act);
}

#define KEYS		32	/* of one picture, and more */
#define KEY_BYTES	80

struct keys { char list[KEYS][KEY_BYTES]; int count; };

static void
key_note(void *arg, const struct s3_object *object)
{
	struct keys	*keys = arg;

	if (keys->count < KEYS && strlen(object->key) < KEY_BYTES)
		memcpy(keys->list[keys->count++], object->key,
		    strlen(object->key) + 1);
}

/* Every width there may have been. */
static enum outcome
unstore_run(struct act *act, const struct job *job)
{
	struct picture	 p = { .name = job_text(act, job, "name") };
	const char	*of = job_text(act, job, "of");
	struct keys	 keys = { .count = 0 };
	int		 status;
	enum outcome	 e;

	if (p.name == NULL || of == NULL)
		return SOUK_INVALID;
	if (!s3_is_on(act->config))
		return SOUK_OK;
	p.is_private = strcmp(of, "private") == 0;
	if ((e = db_tx(act, DB_READ, is_known, &p)) != SOUK_NOT_FOUND)
		return e;
	if (s3_list(act, arena_printf(act->arena, "%s/%s/", of, p.name), "",
	    key_note, &keys, &status) != NET_OK || status != 200)
		return refused(act);
	for (int i = 0; i < keys.count; i++)
		if ((e = key_drop(act, keys.list[i])) != SOUK_OK)
			return e;
	return SOUK_OK;
}

const struct job_kind media_unstore = {
	.name = "media.unstore",
	.shown = (const char *const[]){ "name", NULL },
	.lane = LANE_CALL,
	.run = unstore_run,
	.max_attempts = ATTEMPTS,
	.lease = CLOCK_MINUTE,
	.first_pause = CLOCK_MINUTE,
};
