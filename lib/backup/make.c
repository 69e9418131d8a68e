/* SPDX-License-Identifier: ISC */
/* A copy of the shop as it is now. */
#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "lib/backup/copy.h"
#include "lib/base/arena.h"
#include "lib/base/clock.h"
#include "lib/base/config.h"
#include "lib/base/log.h"
#include "lib/base/shared.h"
#include "lib/db/db.h"
#include "lib/settings/settings.h"

/* ---- one at a time ------------------------------------------------------ */

/* By hand one waits for the other.  -1: another is at it, or errno. */
static int
lock_take(struct work *w, bool wait)
{
	char	 path[PLACE_PATH];
	int	 fd;

	snprintf(path, sizeof(path), "%s/backup/lock", w->act->config->home);
	fd = open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
	if (fd == -1) {
		work_fails(w, "%s: %s", path, strerror(errno));
		return -1;
	}
	if (flock(fd, LOCK_EX | (wait ? 0 : LOCK_NB)) == 0)
		return fd;
	work_fails(w, "another copy is being made");
	close(fd);
	return -1;
}

/* ---- the database ---------------------------------------------------------- */

static void
table_put(void *list, const char *name, int64_t rows)
{
	list_put(list, "table %s %" PRId64 "\n", name, rows);
}

static void
snapshot_path(const struct work *w, char path[PLACE_PATH])
{
	snprintf(path, PLACE_PATH, "%s/backup/snapshot",
	    w->act->config->home);
}

static bool
database_chunks(struct work *w, int fd)
{
	chunk_name	 name;
	int64_t		 bytes = 0;
	ssize_t		 n;

	while ((n = read(fd, w->plain, CHUNK_DATABASE)) > 0) {
		if (!chunk_put(w, &w->home, w->plain, (size_t)n, name) ||
		    !work_goes_on(w))
			return false;
		list_put(&w->copy, "chunk %s\n", name);
		bytes += n;
	}
	posix_fadvise(fd, 0, 0, POSIX_FADV_DONTNEED);
	w->bytes += bytes;
	return n == 0 || work_fails(w, "the snapshot: %s", strerror(errno));
}

static bool
database_keep(struct work *w, const char *path)
{
	const int	 fd = open(path, O_RDONLY | O_CLOEXEC);
	struct stat	 st;
	bool		 ok;

	if (fd == -1 || fstat(fd, &st) == -1)
		return work_fails(w, "%s: %s", path, strerror(errno));
	list_put(&w->copy, "database %" PRId64 "\n", (int64_t)st.st_size);
	ok = database_chunks(w, fd);
	close(fd);
	return ok;
}

/* Nothing more is written to the shop's until somebody has looked. */
static void
database_is_damaged(const struct work *w)
{
	log_line(LOG_ERROR, "the database is damaged", "why", w->why, NULL);
	if (w->act->shared != NULL)
		shared_set_damaged(w->act->shared, true);
}

static enum outcome
database_check(struct work *w, const char *path)
{
	struct db_copy_look	 look = { .table = table_put,
				    .arg = &w->copy };
	enum outcome		 e;

	e = db_copy_check(path, &look, &w->patience, w->why);
	list_put(&w->copy, "schema %" PRId64 "\n", look.version);
	return e;
}

static enum outcome
database_put(struct work *w)
{
	char		 path[PLACE_PATH];
	enum outcome	 e;

	snapshot_path(w, path);
	unlink(path);
	e = db_copy_to(w->act->db, path, &w->patience, w->why);
	if (e == SOUK_OK)
		e = database_check(w, path);
	if (e == SOUK_INTERNAL)
		database_is_damaged(w);
	if (e == SOUK_OK && !database_keep(w, path))
		e = SOUK_BUSY;
	unlink(path);
	return e;
}

/* ---- all of it -------------------------------------------------------------- */

static enum outcome
copy_make(struct work *w, struct backup *b)
{
	const int64_t	 at = clock_now();
	char		 before[COPY_NAME];
	enum outcome	 e;

	if (!place_tidy(&w->home)) {
		work_fails(w, "%s", w->home.why);
		return SOUK_BUSY;
	}
	copies_newest(w, &w->home, &w->copy_before, before);
	w->why[0] = '\0';
	copy_name_make(at, b->kind, b->name);
	list_put(&w->copy, "souk copy 1\nkind %s\nat %" PRId64 "\n", b->kind,
	    at);
	imports_release(w);
	if (!imports_hold(w))
		return SOUK_BUSY;
	if ((e = database_put(w)) != SOUK_OK)
		return e;
	if (!imports_hold(w) || !parts_put(w))
		return SOUK_BUSY;
	imports_release(w);
	list_put(&w->copy, "files %" PRId64 " %" PRId64 "\n", w->files,
	    w->bytes);
	return copy_put(w, &w->home, b->name) ? SOUK_OK : SOUK_BUSY;
}

static int64_t
setting(const struct act *act, int field)
{
	return settings_int(act->settings, &backup_settings, field);
}

/* Whether or not something can be removed, the copy is there. */
static void
sweep(struct work *w, struct place *place)
{
	const struct keep_how	 how = {
		.all = setting(w->act, BACKUP_ALL_HOURS) * CLOCK_HOUR,
		.daily = setting(w->act, BACKUP_DAILY_DAYS) * CLOCK_DAY,
		.weekly = setting(w->act, BACKUP_WEEKLY_DAYS) * CLOCK_DAY,
	};

	if (!place_sweep(w, place, &how))
		log_line(LOG_WARN, "old copies are not removed", "why",
		    w->why, NULL);
}

/* What the second place lacks it gets with the next copy. */
static void
second_make(struct work *w, struct backup *b)
{
	const char	*to = b->to != NULL ? b->to :
	    w->act->config->backup_place;

	if (*to == '\0')
		return;
	w->why[0] = '\0';
	if (!place_open(&w->second, w->act, to, true))
		work_fails(w, "%s", w->second.why);
	else if (second_put(w, b->name)) {
		b->in_second = true;
		sweep(w, &w->second);
	}
	if (b->in_second)
		return;
	if (w->second.kind != NULL)
		w->second.kind->settle(&w->second);
	log_line(LOG_ERROR, "the second place has no copy", "why", w->why,
	    NULL);
	snprintf(b->why, sizeof(b->why), "the second place: %.500s", w->why);
}

static enum outcome
make_locked(struct work *w, struct backup *b)
{
	enum outcome	 e;

	if ((e = copy_make(w, b)) != SOUK_OK) {
		w->home.kind->settle(&w->home);
		snprintf(b->why, sizeof(b->why), "%s", w->why);
		return e;
	}
	b->bytes = w->bytes;
	b->new_bytes = w->new_bytes;
	b->files = w->files;
	sweep(w, &w->home);
	second_make(w, b);
	return SOUK_OK;
}

enum outcome
backup_make(struct act *act, const struct job *job, struct backup *b)
{
	struct work	*w = arena_alloc(act->arena, sizeof(*w));
	enum outcome	 e = SOUK_BUSY;
	int		 lock;

	work_open(w, act, job);
	if (!place_open_home(&w->home, act))
		work_fails(w, "%s", w->home.why);
	else if ((lock = lock_take(w, job == NULL)) != -1) {
		e = run_begin(w, b);
		/* Who cannot even be told of it may be what is damaged. */
		if (e == SOUK_OK || e == SOUK_INTERNAL) {
			e = make_locked(w, b);
			run_end(w, b, e);
		}
		close(lock);
		return e;
	}
	snprintf(b->why, sizeof(b->why), "%s", w->why);
	return e;
}
