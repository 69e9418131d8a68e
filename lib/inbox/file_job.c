/* SPDX-License-Identifier: ISC */
#include <errno.h>
#include <string.h>
#include <unistd.h>

#include "lib/base/arena.h"
#include "lib/base/clock.h"
#include "lib/base/log.h"
#include "lib/base/text.h"
#include "lib/db/db.h"
#include "lib/inbox/file.h"
#include "lib/queue/queue.h"
#include "lib/whatsapp/whatsapp.h"

/*
 * Fetches the file of a message.  Meta keeps one for so long; until then it is
 * asked for again, with pauses of an hour at most.
 */
#define KEPT_BY_META	(7 * CLOCK_DAY)
#define ATTEMPTS	200
#define CHANGED_TIMES	4	/* broken on its way, perhaps */

static const char sql_load[] =
    "SELECT f.brand_id, f.meta_id, f.claimed_type, f.claimed_sha256,"
    " f.file_name, f.created_at, m.kind, c.number_id, f.broken"
    " FROM message_file f"
    " JOIN message m ON m.id = f.message_id"
    " JOIN conversation c ON c.id = m.conversation_id"
    " WHERE f.id = :id AND f.state = 'waiting'";
static const char sql_ready[] =
    "UPDATE message_file SET state = 'ready', type = :type,"
    " sha256 = :sha256, bytes = :bytes, media_id = :media, error = NULL"
    " WHERE id = :id AND state = 'waiting'";
static const char sql_failed[] =
    "UPDATE message_file SET state = :state, error = :error"
    " WHERE id = :id AND state = 'waiting'";
static const char sql_broken[] =
    "UPDATE message_file SET broken = broken + 1"
    " WHERE id = :id AND state = 'waiting'";
static const char sql_moved[] =
    "UPDATE conversation SET updated_at = :now, version = version + 1"
    " WHERE id = (SELECT m.conversation_id FROM message_file f"
    " JOIN message m ON m.id = f.message_id WHERE f.id = :id)";

/* One file under way. */
struct fetching {
	const char		*id, *meta_id, *sha256, *number_id;
	struct file_said	 said;
	int64_t			 created_at, broken;
	bool			 is_broken;	/* once more */
	struct file_taken	 taken;
	const char		*state;		/* "ready", …; NULL: again */
	const struct message	*why;
};

static enum outcome
load(struct act *act, void *arg)
{
	struct fetching	*f = arg;
	struct stmt	*s = db_sql(act->db, sql_load);
	enum outcome	 e;

	db_bind_text(s, ":id", f->id);
	if ((e = db_step(s)) == SOUK_OK) {
		act->actor.brand_id = db_copy(s, 0, act->arena);
		f->meta_id = db_copy(s, 1, act->arena);
		f->said.type = db_copy(s, 2, act->arena);
		f->sha256 = db_copy(s, 3, act->arena);
		f->said.name = db_copy(s, 4, act->arena);
		f->created_at = db_int(s, 5);
		f->said.kind = db_copy(s, 6, act->arena);
		f->number_id = db_copy(s, 7, act->arena);
		f->broken = db_int(s, 8);
	}
	db_done(s);
	return e;
}

/* ---- getting it -------------------------------------------------------------------- */

static void
ends(struct fetching *f, const char *state, const struct message *why)
{
	f->state = state;
	f->why = why;
}

static void
keep(struct act *act, struct fetching *f, const char *name, int fd)
{
	const enum outcome	 e = file_keep(act, name, fd, &f->said,
				    &f->taken);

	if (e == SOUK_OK && f->sha256 != NULL && f->taken.sha256 != NULL &&
	    !text_equal(f->sha256, f->taken.sha256))
		ends(f, NULL, &file_faults[FILE_CHANGED]);
	else if (e == SOUK_OK)
		ends(f, "ready", NULL);
	else if (e == SOUK_INVALID)
		ends(f, "refused", f->taken.why);
}

static void
fetch(struct act *act, struct fetching *f, const struct job *job, int fd)
{
	struct wa_file		 file = { .sha256 = NULL };
	const enum outcome	 e = wa_file_fetch(act, f->number_id,
				    f->meta_id, file_most(f->said.kind), fd,
				    &file);

	if (e == SOUK_OK)
		keep(act, f, job->id, fd);
	else if (e == SOUK_NOT_FOUND)
		ends(f, "lost", &file_faults[FILE_LOST]);
	else if (e == SOUK_TOO_LARGE)
		ends(f, "refused", &file_faults[FILE_LARGE]);
	else if (e == SOUK_INVALID) {
		f->is_broken = true;
		ends(f, f->broken + 1 < CHANGED_TIMES ? NULL : "refused",
		    &file_faults[FILE_CHANGED]);
	}
}

static void
get_it(struct act *act, struct fetching *f, const struct job *job)
{
	const int	 fd = file_new(act, job->id);

	if (fd == -1) {
		log_line(LOG_ERROR, "a file of a message cannot be put down",
		    "why", strerror(errno), NULL);
		return;
	}
	fetch(act, f, job, fd);
	close(fd);
	file_new_remove(act, job->id);
}

/* ---- what came of it ----------------------------------------------------------------- */

static enum outcome
moved(struct act *act, const struct fetching *f)
{
	struct stmt	*s = db_sql(act->db, sql_moved);

	db_bind_text(s, ":id", f->id);
	db_bind_int(s, ":now", act->now);
	return db_run(s);
}

/* Under the write lock, in which alone a file of no row is taken away. */
static enum outcome
ready(struct act *act, void *arg)
{
	const struct fetching	*f = arg;
	const struct file_taken	*t = &f->taken;
	struct stmt		*s;
	enum outcome		 e;

	if ((e = file_is_kept(act, t)) != SOUK_OK)
		return e;
	s = db_sql(act->db, sql_ready);
	db_bind_text(s, ":id", f->id);
	db_bind_text(s, ":type", t->type);
	db_bind_text(s, ":sha256", t->sha256);
	db_bind_int(s, ":bytes", t->bytes);
	db_bind_text(s, ":media", t->media_id);
	e = db_run_changed(s);
	return e == SOUK_OK ? moved(act, f) : e == SOUK_NOT_FOUND ? SOUK_OK :
	    e;
}

static enum outcome
failed(struct act *act, void *arg)
{
	const struct fetching	*f = arg;
	struct stmt		*s = db_sql(act->db, sql_failed);
	enum outcome		 e;

	db_bind_text(s, ":id", f->id);
	db_bind_text(s, ":state", f->state);
	db_bind_text(s, ":error", f->why->code);
	e = db_run_changed(s);
	return e == SOUK_OK ? moved(act, f) : e == SOUK_NOT_FOUND ? SOUK_OK :
	    e;
}

/* What Meta's being away costs is no sign of a broken file. */
static enum outcome
broken(struct act *act, void *arg)
{
	const struct fetching	*f = arg;
	struct stmt		*s = db_sql(act->db, sql_broken);

	db_bind_text(s, ":id", f->id);
	return db_run(s);
}

static enum outcome
file_run(struct act *act, const struct job *job)
{
	struct fetching	 f = { .id = job_text(act, job, "file") };
	enum outcome	 e;

	if (f.id == NULL)
		return SOUK_INVALID;
	/* Here already, or not wanted any more. */
	if ((e = db_tx(act, DB_READ, load, &f)) != SOUK_OK)
		return e == SOUK_NOT_FOUND ? SOUK_OK : e;
	get_it(act, &f, job);
	if (f.state == NULL && (job->attempts >= ATTEMPTS ||
	    act->now - f.created_at > KEPT_BY_META))
		ends(&f, "lost", &file_faults[FILE_LOST]);
	if (f.state == NULL && f.is_broken &&
	    (e = db_tx(act, DB_WRITE, broken, &f)) != SOUK_OK)
		return e;
	if (f.state == NULL)
		return act_refuse(act, SOUK_UPSTREAM, f.why);
	return db_tx(act, DB_WRITE, text_equal(f.state, "ready") ? ready :
	    failed, &f);
}

const struct job_kind inbox_file = {
	.name = "inbox.file",
	.shown = (const char *const[]){ "file", NULL },
	.lane = LANE_FILE,
	.run = file_run,
	.max_attempts = ATTEMPTS,
	.lease = CLOCK_MINUTE,
	.first_pause = 5 * CLOCK_SECOND,
};
