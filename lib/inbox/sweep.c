/* SPDX-License-Identifier: ISC */
/* What is over: files of messages, and answers by mail whose rows go soon. */
#include "lib/base/arena.h"
#include "lib/base/clock.h"
#include "lib/db/db.h"
#include "lib/inbox/file.h"
#include "lib/media/media.h"
#include "lib/queue/queue.h"
#include "lib/settings/settings.h"

#define UPLOADS_KEPT	CLOCK_DAY	/* until they are sent */
#define MAILS_KNOWN	(35 * CLOCK_DAY)	/* for longer than notify keeps
						   them */

static const char sql_due[] =
    "SELECT id, sha256, media_id FROM message_file WHERE state = 'ready'"
    " AND created_at <= :before ORDER BY created_at LIMIT 1";
static const char sql_unsent[] =
    "SELECT id, sha256, media_id FROM message_file"
    " WHERE conversation_id IS NOT NULL AND created_at <= :before LIMIT 1";
static const char sql_gone[] =
    "UPDATE message_file SET state = 'gone', sha256 = NULL, media_id = NULL,"
    " conversation_id = NULL WHERE id = :id";
static const char sql_shared[] =
    "SELECT 1 FROM message_file WHERE media_id = :media"
    " AND state = 'ready' LIMIT 1";
/* What became of answers by mail, before their rows are forgotten. */
static const char sql_mails[] =
    "UPDATE message SET state = 'failed' WHERE state = 'waiting'"
    " AND send_id IN (SELECT id FROM mail WHERE created_at > :since"
    " AND state = 'dead')";
static const char sql_sent[] =
    "UPDATE message SET state = 'sent' WHERE state = 'waiting'"
    " AND send_id IN (SELECT id FROM mail WHERE created_at > :since"
    " AND state = 'sent')";

struct swept { const char *sql; int64_t before; const char *id, *sha256; };

/* A picture that no other message shows goes with it. */
static enum outcome
picture_release(struct act *act, const char *media_id)
{
	struct stmt	*s;
	enum outcome	 e;

	if (media_id == NULL)
		return SOUK_OK;
	s = db_sql(act->db, sql_shared);
	db_bind_text(s, ":media", media_id);
	e = db_step(s);
	db_done(s);
	return e == SOUK_NOT_FOUND ? media_end(act, media_id) : e;
}

static enum outcome
file_over(struct act *act, void *arg)
{
	struct swept	*w = arg;
	struct stmt	*s = db_sql(act->db, w->sql);
	const char	*media = NULL;
	enum outcome	 e;

	w->id = NULL;
	db_bind_int(s, ":before", w->before);
	if ((e = db_step(s)) == SOUK_OK) {
		w->id = db_copy(s, 0, act->arena);
		w->sha256 = db_copy(s, 1, act->arena);
		media = db_copy(s, 2, act->arena);
	}
	db_done(s);
	if (e != SOUK_OK)
		return e == SOUK_NOT_FOUND ? SOUK_OK : e;
	s = db_sql(act->db, sql_gone);
	db_bind_text(s, ":id", w->id);
	e = db_run(s);
	return e == SOUK_OK ? picture_release(act, media) : e;
}

static enum outcome
files_over(struct act *act, const struct job *job, const char *sql,
    int64_t kept)
{
	struct swept	 w = { .sql = sql, .before = act->now - kept };
	enum outcome	 e;

	do {
		if ((e = db_tx(act, DB_WRITE, file_over, &w)) != SOUK_OK ||
		    w.id == NULL)
			return e;
		if (w.sha256 != NULL &&
		    (e = file_release(act, w.sha256)) != SOUK_OK)
			return e;
	} while ((e = queue_extend(act, job)) == SOUK_OK);
	return e;
}

static enum outcome
mails_settle(struct act *act, void *arg)
{
	static const char *const	 sql[] = { sql_mails, sql_sent };
	struct stmt			*s;
	enum outcome			 e = SOUK_OK;

	(void)arg;
	for (int i = 0; i < 2 && e == SOUK_OK; i++) {
		s = db_sql(act->db, sql[i]);
		db_bind_int(s, ":since", act->now - MAILS_KNOWN);
		e = db_run(s);
	}
	return e;
}

static enum outcome
sweep_run(struct act *act, const struct job *job)
{
	const char	*sha256 = job_text(act, job, "sha256");
	const int64_t	 days = settings_int(act->settings, &inbox_settings,
			    INBOX_FILE_DAYS);
	enum outcome	 e;

	if (sha256 != NULL)
		return file_release(act, sha256);
	if ((e = files_over(act, job, sql_due, days * CLOCK_DAY)) !=
	    SOUK_OK ||
	    (e = files_over(act, job, sql_unsent, UPLOADS_KEPT)) !=
	    SOUK_OK || (e = db_tx(act, DB_WRITE, mails_settle, NULL)) !=
	    SOUK_OK)
		return e;
	return files_sweep(act, job);
}

enum outcome
file_release_later(struct act *act, const char *sha256)
{
	return queue_put(act, &(struct job_new){ .kind = "inbox.sweep",
		.payload = arena_printf(act->arena, "{\"sha256\":\"%s\"}",
		sha256) }, NULL);
}

const struct job_kind inbox_sweep = {
	.name = "inbox.sweep",
	.run = sweep_run,
	.max_attempts = 5,
	.lease = CLOCK_MINUTE,
	.first_pause = CLOCK_MINUTE,
};
