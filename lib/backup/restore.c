/* SPDX-License-Identifier: ISC */
/*
 * A shop out of a copy.  All of it is read into restore.new/ of the home and
 * found right before anything is put in place; then files go where they
 * belong, and last the database, in one exchange of folders.
 */
#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdarg.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "lib/backup/copy.h"
#include "lib/backup/put_back.h"
#include "lib/base/arena.h"
#include "lib/base/clock.h"
#include "lib/base/config.h"
#include "lib/base/shared.h"

static void
say(const struct put_back *r, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

static void
say(const struct put_back *r, const char *format, ...)
{
	char	 line[BACKUP_WHY + 200];
	va_list	 ap;

	va_start(ap, format);
	vsnprintf(line, sizeof(line), format, ap);
	va_end(ap);
	r->how->say(r->how->arg, line);
}

/* ---- may it be? ------------------------------------------------------- */

/* The lock that a supervisor holds as long as the shop runs. */
static bool
shop_is_still(struct put_back *r)
{
	char	 path[PLACE_PATH];

	snprintf(path, sizeof(path), "%s/run", r->w->act->config->home);
	r->lock = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (r->lock == -1)
		return work_fails(r->w, "%s: %s", path, strerror(errno));
	return flock(r->lock, LOCK_EX | LOCK_NB) == 0 ||
	    work_fails(r->w, "this shop is running: end it first");
}

static bool
home_is_free(struct put_back *r)
{
	char	 path[PLACE_PATH];

	snprintf(path, sizeof(path), "%s/db/souk.db",
	    r->w->act->config->home);
	if (strcmp(path, r->w->act->config->database) != 0)
		return work_fails(r->w, "SOUK_DATABASE is elsewhere: take it "
		    "out of the configuration");
	return access(path, F_OK) == -1 || r->how->replace ||
	    work_fails(r->w, "there is a database already: --replace puts "
	    "it aside");
}

/* ---- reading all of it ---------------------------------------------------- */

static bool
chunk_write(struct put_back *r, int fd, const char *name, int64_t *bytes)
{
	struct work	*w = r->w;
	size_t		 n;

	if (chunk_get(w, &w->home, name, w->plain, &n) != FOUND)
		return false;
	*bytes += (int64_t)n;
	return put_back_write(r, fd, w->plain, n);
}

static bool
entry_write(struct put_back *r, int fd, const struct entry *e)
{
	chunk_name	 name;
	int64_t		 bytes = 0;

	for (int i = 0; entry_chunk(e, i, name); i++)
		if (!chunk_write(r, fd, name, &bytes))
			return false;
	return bytes == e->size || work_fails(r->w, "not as long as listed");
}

/* Whatever fails is said, and the next is looked at all the same. */
static void
entry_stage(struct put_back *r, const char *folder, const struct entry *e)
{
	char	 of[2 * ENTRY_PATH];
	bool	 ok;
	int	 fd;

	snprintf(of, sizeof(of), "%s/%s", folder, e->path);
	if ((fd = put_back_create(r, of, e->mode)) == -1) {
		say(r, "%s", r->w->why);
		r->faults++;
		return;
	}
	ok = entry_write(r, fd, e);
	ok = close(fd) == 0 && ok;
	r->files++;
	r->bytes += e->size;
	if (ok)
		return;
	say(r, "%s (of %s)", r->w->why, of);
	r->faults++;
}

static void
part_stage(struct put_back *r, const char *folder, const char *name)
{
	struct work	*w = r->w;
	struct entry	 e;
	size_t		 at = 0;

	if (list_get(w, &w->home, name, &w->part) == FOUND) {
		while (list_entry(&w->part, &at, &e))
			entry_stage(r, folder, &e);
		if (at == w->part.len)
			return;
		work_fails(w, "its list cannot be read");
	}
	say(r, "%s (of %s)", w->why, folder);
	r->faults++;
}

static void
files_stage(struct put_back *r)
{
	char		 line[LIST_LINE], folder[ENTRY_PATH];
	chunk_name	 name;
	size_t		 at = 0;

	while (list_line(&r->w->copy, &at, line, sizeof(line)))
		if (line_part(line, folder, name))
			part_stage(r, folder, name);
}

static bool
database_write(struct put_back *r, int fd)
{
	char		 line[LIST_LINE];
	chunk_name	 name;
	int64_t		 bytes = 0;
	size_t		 at = 0;

	while (list_line(&r->w->copy, &at, line, sizeof(line)))
		if (line_chunk(line, name) &&
		    !chunk_write(r, fd, name, &bytes)) {
			say(r, "%s (of the database)", r->w->why);
			r->faults++;
		}
	r->bytes += bytes;
	return r->faults > 0 || bytes == list_number(&r->w->copy,
	    "database") || work_fails(r->w, "the database is not as long as "
	    "listed");
}

/* ---- is it what was copied? -------------------------------------------------- */

static void
table_look(void *arg, const char *name, int64_t rows)
{
	struct put_back	*r = arg;
	char		 word[300];

	snprintf(word, sizeof(word), "table %s", name);
	if (list_number(&r->w->copy, word) == rows)
		return;
	say(r, "table %s has %" PRId64 " rows and not %" PRId64, name, rows,
	    list_number(&r->w->copy, word));
	r->faults++;
}

static bool
database_is_right(struct put_back *r, const char *path)
{
	struct db_copy_look	 look = { .table = table_look, .arg = r };

	if (db_copy_check(path, &look, NULL, r->w->why) != SOUK_OK)
		return false;
	r->schema = look.version;
	return look.version <= db_schema_version() ||
	    work_fails(r->w, "the copy has schema %" PRId64 ", this program "
	    "knows only %" PRId64 ": it is too old", look.version,
	    db_schema_version());
}

static bool
database_stage(struct put_back *r)
{
	char	 path[PLACE_PATH];
	bool	 ok;
	int	 fd;

	if ((fd = put_back_create(r, "db/souk.db", 0600)) == -1)
		return false;
	ok = database_write(r, fd);
	ok = close(fd) == 0 && ok;
	if (!ok || r->faults > 0)
		return ok;
	snprintf(path, sizeof(path), "%s/restore.new/db/souk.db",
	    r->w->act->config->home);
	return database_is_right(r, path);
}

/* ---- all of it ---------------------------------------------------------------- */

static bool
copy_choose(struct put_back *r, char name[COPY_NAME])
{
	struct work	*w = r->w;

	if (r->how->copy != NULL) {
		snprintf(name, COPY_NAME, "%s", r->how->copy);
		return copy_get(w, &w->home, name, &w->copy);
	}
	if (copies_newest(w, &w->home, &w->copy, name))
		return true;
	return w->why[0] != '\0' ? false :
	    work_fails(w, "there is no copy in %s", w->home.called);
}

/* Where there is one it is as good as the second place's, and near. */
static bool
home_has_copy(struct work *w)
{
	const char	**names;

	return place_open_home(&w->home, w->act) &&
	    copies_list(w, &w->home, &names) > 0;
}

static bool
stage_all(struct put_back *r)
{
	files_stage(r);
	if (!database_stage(r))
		return false;
	return r->faults == 0 ||
	    work_fails(r->w, "the copy is damaged: nothing was changed");
}

static bool
restore_steps(struct put_back *r)
{
	struct work		*w = r->w;
	const struct config	*config = w->act->config;
	const char		*from = r->how->from;
	char			 name[COPY_NAME];

	if (from == NULL && !home_has_copy(w))
		from = config->backup_place;
	if (from == NULL || *from == '\0' ? !place_open_home(&w->home,
	    w->act) : !place_open(&w->home, w->act, from, false))
		return work_fails(w, "%s", w->home.why);
	if (!shop_is_still(r) || !home_is_free(r) || !copy_choose(r, name))
		return false;
	say(r, "restoring %s into %s", name, config->home);
	if (!put_back_begin(r) || !stage_all(r) || !put_back_switch(r))
		return false;
	if (w->act->shared != NULL)
		shared_set_damaged(w->act->shared, false);
	say(r, "restored %" PRId64 " files and the database, %" PRId64
	    " bytes, all found right", r->files, r->bytes);
	if (r->schema < db_schema_version())
		say(r, "its schema is %" PRId64 ": run `souk migrate`",
		    r->schema);
	return true;
}

enum outcome
backup_restore(struct act *act, const struct restore *how)
{
	struct put_back	*r = arena_alloc(act->arena, sizeof(*r));
	bool		 ok;

	*r = (struct put_back){ .how = how, .lock = -1 };
	r->w = arena_alloc(act->arena, sizeof(*r->w));
	work_open(r->w, act, NULL);
	ok = restore_steps(r);
	if (!ok)
		how->say(how->arg, r->w->why);
	put_back_end(r);
	if (r->lock != -1)
		close(r->lock);
	return ok ? SOUK_OK : SOUK_CONFLICT;
}
