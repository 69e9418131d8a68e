/* SPDX-License-Identifier: ISC */
/* Copies as jobs: on time, on demand, and read back once a week. */
#include <string.h>

#include "lib/audit/audit.h"
#include "lib/backup/copy.h"
#include "lib/base/arena.h"
#include "lib/base/clock.h"
#include "lib/base/config.h"
#include "lib/base/log.h"
#include "lib/db/db.h"
#include "lib/settings/settings.h"

/* ---- a copy -------------------------------------------------------------- */

#define AFTER_FAILURE	(5 * CLOCK_MINUTE)
#define KEPT_FOR	(400 * CLOCK_DAY)

static const char sql_last[] =
    "SELECT started_at, status FROM backup_run ORDER BY id DESC LIMIT 1";
static const char sql_old[] =
    "DELETE FROM backup_run WHERE id IN (SELECT id FROM backup_run"
    " WHERE started_at <= :before ORDER BY started_at LIMIT :rows)"
    " RETURNING id";

/* A clock that was set back must not stop copies. */
static enum outcome
is_due(struct act *act, void *due)
{
	const int64_t	 every = settings_int(act->settings, &backup_settings,
			    BACKUP_EVERY) * CLOCK_MINUTE;
	struct stmt	*s = db_sql(act->db, sql_last);
	enum outcome	 e = db_step(s);
	int64_t		 pause, since;

	*(bool *)due = true;
	if (e == SOUK_OK) {
		pause = strcmp(db_text(s, 1, NULL), "good") == 0 ? every :
		    every < AFTER_FAILURE ? every : AFTER_FAILURE;
		since = act->now - db_int(s, 0);
		*(bool *)due = since < 0 || since >= pause;
		db_done(s);
	}
	return e == SOUK_NOT_FOUND ? SOUK_OK : e;
}

/* The schedule looks each minute; what was asked for comes at once. */
static enum outcome
run(struct act *act, const struct job *job)
{
	static const struct queue_kept	 kept[] = { { sql_old, KEPT_FOR },
					    { NULL, 0 } };
	const bool	 asked = job_text(act, job, "kind") != NULL;
	struct backup	 b = { .kind = asked ? "asked" : "auto" };
	bool		 due = asked;
	enum outcome	 e;

	if (!asked && (e = db_tx(act, DB_READ, is_due, &due)) != SOUK_OK)
		return e;
	if (!due)
		return SOUK_OK;
	if ((e = backup_make(act, job, &b)) == SOUK_OK)
		return queue_sweep(act, job, kept);
	return asked ? e : SOUK_OK;
}

const struct job_kind backup_run = {
	.name = "backup.run",
	.lane = LANE_KEEP,
	.run = run,
	.max_attempts = 3,
	.lease = CLOCK_MINUTE,
	.first_pause = 10 * CLOCK_SECOND,
};

enum outcome
backup_ask(struct act *act, const char **job_id)
{
	const struct job_new	 job = { .kind = "backup.run",
		.payload = "{\"kind\":\"asked\"}",
		.unique_key = "backup.asked" };
	enum outcome		 e;

	if ((e = queue_put(act, &job, job_id)) != SOUK_OK)
		return e;
	return audit_write(act, &(struct audit){ .action = "ask_backup",
		.entity_type = "Backup", .entity_id = *job_id });
}

/* ---- read back ------------------------------------------------------------- */

static const char sql_not_good[] =
    "UPDATE backup_run SET status = 'failed', error = :error"
    " WHERE name = :name";

struct fault { const char *name; char why[BACKUP_WHY]; };

/* The first is enough to know; all of them are in the log. */
static void
fault_note(void *arg, const char *line)
{
	struct fault	*f = arg;

	log_line(LOG_ERROR, "a copy is damaged", "what", line, NULL);
	if (f->why[0] == '\0')
		snprintf(f->why, sizeof(f->why), "read back: %.500s", line);
}

static enum outcome
not_good(struct act *act, void *arg)
{
	const struct fault	*f = arg;
	struct stmt		*s = db_sql(act->db, sql_not_good);

	db_bind_text(s, ":name", f->name);
	db_bind_text(s, ":error", f->why);
	return db_run(s);
}

/* The newest of a place: what was kept well yesterday may be gone today. */
static enum outcome
newest_read(struct work *w, struct place *place)
{
	struct fault	 f = { .why = "" };
	const char	**names;

	if (copies_list(w, place, &names) <= 0)
		return SOUK_OK;
	f.name = names[0];
	if (copy_verify(w, place, f.name, fault_note, &f) == -1)
		return SOUK_BUSY;
	return f.why[0] == '\0' ? SOUK_OK :
	    db_tx(w->act, DB_WRITE, not_good, &f);
}

static enum outcome
read_back(struct act *act, const struct job *job)
{
	struct work	*w = arena_alloc(act->arena, sizeof(*w));
	const char	*second = act->config->backup_place;
	enum outcome	 e = SOUK_OK;

	work_open(w, act, job);
	if (place_open_home(&w->home, act))
		e = newest_read(w, &w->home);
	if (e == SOUK_OK && *second != '\0' &&
	    place_open(&w->second, act, second, true))
		e = newest_read(w, &w->second);
	return e;
}

const struct job_kind backup_read_back = {
	.name = "backup.read_back",
	.lane = LANE_KEEP,
	.run = read_back,
	.max_attempts = 3,
	.lease = CLOCK_MINUTE,
	.first_pause = CLOCK_MINUTE,
};
