/* SPDX-License-Identifier: ISC */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "lib/base/arena.h"
#include "lib/base/log.h"
#include "lib/db/db.h"
#include "lib/media/parts.h"
#include "lib/media/store.h"
#include "lib/media/wire.h"
#include "lib/net/s3.h"

static const char sql_next[] =
    "SELECT id, name, is_private, width FROM media WHERE id > :after"
    " AND (deleted_at IS NULL OR deleted_at > 0) ORDER BY id LIMIT 1";

struct lost {
	char	 id[64], name[MEDIA_FOLDER];
	bool	 is_private;
	int	 widths[MEDIA_LEVELS], count;
};

static enum outcome
next(struct act *act, void *arg)
{
	struct lost	*l = arg;
	struct stmt	*s = db_sql(act->db, sql_next);
	enum outcome	 e;

	db_bind_text(s, ":after", l->id);
	if ((e = db_step(s)) != SOUK_OK)
		return e;
	snprintf(l->id, sizeof(l->id), "%s", db_text(s, 0, NULL));
	snprintf(l->name, sizeof(l->name), "%s", db_text(s, 1, NULL));
	l->is_private = db_int(s, 2) == 1;
	l->count = media_widths_of(db_int(s, 3), l->widths);
	db_done(s);
	return SOUK_OK;
}

static bool
file_get(struct act *act, const struct lost *l, int folder, const char *file)
{
	const char	*key = media_store_key(act->arena, l->is_private,
			    l->name, file);
	const int	 fd = openat(folder, file, O_CREAT | O_EXCL |
			    O_WRONLY | O_NOFOLLOW | O_CLOEXEC, 0640);
	int		 status = 0;
	bool		 whole;

	if (fd == -1)
		return false;
	whole = s3_get(act, key, fd, WIRE_PART_BYTES, &status) == NET_OK &&
	    status == 200 && fsync(fd) == 0;
	close(fd);
	return whole;
}

static bool
files_get(struct act *act, const struct lost *l, int folder)
{
	char	 file[32];

	for (int i = 0; i < 2 * l->count; i++) {
		snprintf(file, sizeof(file), "%d.%s", l->widths[i / 2],
		    i % 2 == 0 ? "jpg" : "webp");
		if (!file_get(act, l, folder, file))
			return false;
	}
	return fsync(folder) == 0;
}

/* All of its files, or none. */
static bool
folder_get(struct act *act, const struct lost *l, const char *to)
{
	char	 from[MEDIA_FOLDER];
	int	 folder = media_folder_new(act, from);
	bool	 whole;

	if (folder == -1)
		return false;
	whole = files_get(act, l, folder);
	close(folder);
	if (whole)
		whole = media_folder_place(act, from, to);
	media_folder_remove(act, from);
	return whole;
}

enum outcome
media_bring_back(struct act *act, struct media_restored *done)
{
	struct lost	 l = { .id = "" };
	char		 path[MEDIA_FOLDER];
	enum outcome	 e;

	*done = (struct media_restored){ 0 };
	while ((e = db_tx(act, DB_READ, next, &l)) == SOUK_OK) {
		done->looked_at++;
		media_folder_path(path, l.is_private, l.name);
		if (media_folder_is(act, path))
			continue;
		if (folder_get(act, &l, path))
			done->brought++;
		else {
			done->missing++;
			log_line(LOG_ERROR, "a picture is not in the store",
			    "media", l.id, NULL);
		}
	}
	if (e != SOUK_NOT_FOUND)
		return e;
	return done->missing > 0 ? SOUK_UPSTREAM : SOUK_OK;
}
