/* SPDX-License-Identifier: ISC */
#include <dirent.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "lib/audit/audit.h"
#include "lib/base/arena.h"
#include "lib/base/clock.h"
#include "lib/base/crypto.h"
#include "lib/db/compose.h"
#include "lib/media/parts.h"
#include "lib/media/store.h"
#include "lib/settings/settings.h"

/*
 * Rows go first and their files after them, so no row is ever without.  A
 * folder that no row knows is moved away under the write lock, where
 * media_accept() looks before it makes a row, and emptied then.
 */
#define LEFT_FOR	CLOCK_DAY	/* what somebody may be at just now */

static const char sql_due[] =
    "SELECT id FROM media WHERE deleted_at IS NOT NULL"
    " AND deleted_at <= :before ORDER BY deleted_at, id LIMIT 1";
static const char sql_delete[] = "DELETE FROM media WHERE id = :id";
static const char sql_keep[] =
    "UPDATE media SET deleted_at = NULL WHERE id = :id";
static const char sql_known[] =
    "SELECT 1 FROM media WHERE name = :name AND is_private = :private"
    " LIMIT 1";

struct swept {
	int64_t		 before;
	bool		 is_private;
	const char	*name;			/* NULL: none was left */
	char		 from[MEDIA_FOLDER], to[MEDIA_FOLDER];
	bool		 is_moved;
};

/* ---- rows ------------------------------------------------------------------------ */

static enum outcome
row_run(struct act *act, const char *sql, const char *id, const char *action)
{
	struct stmt	*s = db_sql(act->db, sql);
	enum outcome	 e;

	db_bind_text(s, ":id", id);
	if ((e = db_run(s)) != SOUK_OK)
		return e;
	return audit_write(act, &(struct audit){ .action = action,
		.entity_type = "Media", .entity_id = id });
}

/* What was put to use again while it lay in the bin is none of its. */
static enum outcome
row_end(struct act *act, struct swept *w, const char *id)
{
	const struct column_value	 key = { "id", id, 0 };
	struct record			*media;
	bool				 used;
	enum outcome			 e;

	e = compose_get(act->db, act->arena, &media_fields, &key, 1, &media);
	if (e != SOUK_OK || (e = media_is_used(act, media, &used)) != SOUK_OK)
		return e;
	act->actor.brand_id = media->values[MEDIA_BRAND].text;
	w->name = media->values[MEDIA_NAME].text;
	w->is_private = media->values[MEDIA_PRIVATE].num == 1;
	return used ? row_run(act, sql_keep, id, "restore_media") :
	    row_run(act, sql_delete, id, "purge_media");
}

static enum outcome
row_next(struct act *act, void *arg)
{
	struct swept	*w = arg;
	struct stmt	*s = db_sql(act->db, sql_due);
	const char	*id;
	enum outcome	 e;

	w->name = NULL;
	db_bind_int(s, ":before", w->before);
	if ((e = db_step(s)) != SOUK_OK)
		return e == SOUK_NOT_FOUND ? SOUK_OK : e;
	id = db_copy(s, 0, act->arena);
	db_done(s);
	return row_end(act, w, id);
}

/* ---- folders ------------------------------------------------------------------------ */

static enum outcome
folder_release(struct act *act, void *arg)
{
	struct swept	*w = arg;
	struct stmt	*s = db_sql(act->db, sql_known);
	enum outcome	 e;
	int		 root;

	w->is_moved = false;
	db_bind_text(s, ":name", w->name);
	db_bind_int(s, ":private", w->is_private);
	e = db_step(s);
	db_done(s);
	if (e != SOUK_NOT_FOUND)
		return e;
	if ((e = media_unstore_ask(act, w->is_private, w->name)) != SOUK_OK)
		return e;
	if ((root = media_open_root(act)) != -1) {
		w->is_moved = renameat(root, w->from, root, w->to) == 0;
		close(root);
	}
	return SOUK_OK;
}

static enum outcome
folder_end(struct act *act, struct swept *w)
{
	enum outcome	 e;

	media_folder_path(w->from, w->is_private, w->name);
	snprintf(w->to, sizeof(w->to), "new-%s",
	    crypto_token(act->arena, 16));
	e = db_tx(act, DB_WRITE, folder_release, w);
	if (w->is_moved)
		media_folder_remove(act, w->to);
	return e;
}

static enum outcome
bin_empty(struct act *act, const struct job *job)
{
	struct swept	 w = { .before = act->now - CLOCK_DAY *
			    settings_int(act->settings, &media_settings,
			    MEDIA_BIN_DAYS) };
	enum outcome	 e;

	do {
		if ((e = db_tx(act, DB_WRITE, row_next, &w)) != SOUK_OK ||
		    w.name == NULL)
			return e;
		if ((e = folder_end(act, &w)) != SOUK_OK)
			return e;
	} while ((e = queue_extend(act, job)) == SOUK_OK);
	return e;
}

/* ---- what nobody knows ---------------------------------------------------------------- */

static bool
is_left_behind(struct act *act, int dir, const char *name)
{
	struct stat	 st;

	return fstatat(dir, name, &st, AT_SYMLINK_NOFOLLOW) == 0 &&
	    (int64_t)st.st_mtime * CLOCK_SECOND < act->now - LEFT_FOR;
}

static DIR *
folder_list(int root, const char *path)
{
	const int	 fd = openat(root, path, O_RDONLY | O_DIRECTORY |
			    O_NOFOLLOW | O_CLOEXEC);
	DIR		*dir = fd == -1 ? NULL : fdopendir(fd);

	if (dir == NULL && fd != -1)
		close(fd);
	return dir;
}

#define NAMES	64	/* at a time: no folder stays open meanwhile */
#define NAME	40

struct names { char list[NAMES][NAME]; int count; bool more; };

/* Of one folder, behind so many: what is old. */
static void
names_read(struct act *act, const char *path, int behind, struct names *n)
{
	const int	 root = media_open_root(act);
	DIR		*dir = root == -1 ? NULL : folder_list(root, path);
	struct dirent	*e;

	*n = (struct names){ .count = 0 };
	while (dir != NULL && (e = readdir(dir)) != NULL) {
		if (e->d_name[0] == '.' || strlen(e->d_name) >= NAME ||
		    !is_left_behind(act, dirfd(dir), e->d_name) ||
		    behind-- > 0)
			continue;
		if ((n->more = n->count == NAMES))
			break;
		memcpy(n->list[n->count++], e->d_name,
		    strlen(e->d_name) + 1);
	}
	if (dir != NULL)
		closedir(dir);
	if (root != -1)
		close(root);
}

static enum outcome
is_known(struct act *act, void *arg)
{
	struct swept	*w = arg;
	struct stmt	*s = db_sql(act->db, sql_known);
	enum outcome	 e;

	db_bind_text(s, ":name", w->name);
	db_bind_int(s, ":private", w->is_private);
	e = db_step(s);
	db_done(s);
	return e;
}

/* "public/ab": who is in it, and is not known, goes. */
static enum outcome
shelf_sweep(struct act *act, bool is_private, const char *two)
{
	struct swept	 w = { .is_private = is_private };
	char		 path[MEDIA_FOLDER];
	struct names	 n;
	enum outcome	 e;
	int		 behind = 0;

	media_folder_path(path, is_private, two);
	do {
		names_read(act, path, behind, &n);
		for (int i = 0; i < n.count; i++) {
			w.name = arena_printf(act->arena, "%s/%s", two,
			    n.list[i]);
			e = db_tx(act, DB_READ, is_known, &w);
			if (e == SOUK_OK)
				behind++;
			else if (e != SOUK_NOT_FOUND ||
			    (e = folder_end(act, &w)) != SOUK_OK)
				return e;
		}
	} while (n.more);
	return SOUK_OK;
}

static enum outcome
shelves_sweep(struct act *act, const struct job *job)
{
	char		 two[8];
	enum outcome	 e;

	for (unsigned i = 0; i < 512; i++) {
		snprintf(two, sizeof(two), "%02x", i & 0xff);
		if ((e = shelf_sweep(act, i > 0xff, two)) != SOUK_OK ||
		    (i % 64 == 0 &&
		    (e = queue_extend(act, job)) != SOUK_OK))
			return e;
	}
	return SOUK_OK;
}

/* Half made, by somebody who was killed at it. */
static void
halves_remove(struct act *act)
{
	struct names	 n;
	int		 behind = 0;

	do {
		names_read(act, ".", behind, &n);
		for (int i = 0; i < n.count; i++)
			if (strncmp(n.list[i], "new-", 4) == 0)
				media_folder_remove(act, n.list[i]);
			else
				behind++;
	} while (n.more);
}

static enum outcome
sweep_run(struct act *act, const struct job *job)
{
	enum outcome	 e;

	if ((e = bin_empty(act, job)) != SOUK_OK ||
	    (e = shelves_sweep(act, job)) != SOUK_OK)
		return e;
	halves_remove(act);
	return SOUK_OK;
}

const struct job_kind media_sweep = {
	.name = "media.sweep",
	.run = sweep_run,
	.max_attempts = 5,
	.lease = CLOCK_MINUTE,
	.first_pause = CLOCK_MINUTE,
};
