/* SPDX-License-Identifier: ISC */
#include <dirent.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "lib/base/arena.h"
#include "lib/base/clock.h"
#include "lib/base/config.h"
#include "lib/db/db.h"
#include "lib/notify/notice_parts.h"
#include "lib/notify/notify.h"
#include "lib/notify/webhook_parts.h"
#include "lib/queue/queue.h"

#define MAILS_KEPT	(31 * CLOCK_DAY)
#define NOTICES_KEPT	(400 * CLOCK_DAY)
#define EVENTS_KEPT	(30 * CLOCK_DAY)	/* of Twilio */
#define WORDS_KEPT	(30 * CLOCK_DAY)

/* Its job took every worker along, until the queue gave it up. */
static const char sql_lost[] =
    "UPDATE mail SET state = 'dead', reply = 'its job was lost'"
    " WHERE state = 'waiting' AND created_at < :before AND NOT EXISTS"
    " (SELECT 1 FROM job j WHERE j.unique_key = mail.id"
    "  AND j.state IN ('waiting', 'running'))";

static const char sql_lost_delivery[] =
    "UPDATE webhook_delivery SET state = 'dead', answer = 'its job was lost'"
    " WHERE state = 'waiting' AND created_at < :before AND NOT EXISTS"
    " (SELECT 1 FROM job j WHERE j.unique_key = webhook_delivery.id"
    "  AND j.state IN ('waiting', 'running'))";

#define LOST		1000	/* of a day, at most */
static const char sql_unheard[] =
    "SELECT m.id FROM mail m JOIN notice_try t ON t.ref = m.id"
    " WHERE m.state = 'dead' AND t.state = 'under_way' LIMIT :rows";

/* What was sent this month still counts for its quota: no month is longer. */
static const char sql_mails[] =
    "DELETE FROM mail WHERE id IN (SELECT o.id FROM mail o"
    " WHERE o.created_at <= :before AND o.state <> 'waiting'"
    " AND (o.sent_at IS NULL OR o.sent_at <= :before) LIMIT :rows)"
    " RETURNING 1";

/* A job of one that is gone has nothing to do. */
static const char sql_deliveries[] =
    "DELETE FROM webhook_delivery WHERE id IN"
    " (SELECT o.id FROM webhook_delivery o"
    " WHERE o.created_at <= :before LIMIT :rows) RETURNING 1";

/* Its tries go along. */
static const char sql_notices[] =
    "DELETE FROM notice WHERE id IN (SELECT o.id FROM notice o"
    " WHERE o.created_at <= :before LIMIT :rows) RETURNING 1";
static const char sql_texts[] =
    "DELETE FROM sms WHERE id IN (SELECT o.id FROM sms o"
    " WHERE o.created_at <= :before LIMIT :rows) RETURNING 1";
static const char sql_bells[] =
    "DELETE FROM bell WHERE id IN (SELECT o.id FROM bell o"
    " WHERE o.created_at <= :before LIMIT :rows) RETURNING 1";
static const char sql_told[] =
    "DELETE FROM sms_event WHERE id IN (SELECT o.id FROM sms_event o"
    " WHERE o.received_at <= :before LIMIT :rows) RETURNING 1";
/* Nothing that is over is told again after so long: what it says goes. */
static const char sql_words[] =
    "UPDATE notice SET sealed = NULL WHERE id IN (SELECT o.id FROM notice o"
    " WHERE o.created_at <= :before AND o.sealed IS NOT NULL"
    " AND o.state <> 'waiting' LIMIT :rows) RETURNING 1";

static const struct queue_kept kept[] = {
	{ sql_notices, NOTICES_KEPT },
	{ sql_texts, NOTICES_KEPT },
	{ sql_bells, NOTICES_KEPT },
	{ sql_told, EVENTS_KEPT },
	{ sql_words, WORDS_KEPT },
	{ sql_mails, MAILS_KEPT },
	{ sql_deliveries, WEBHOOK_KEPT },
	{ NULL, 0 },
};

/* Whoever waits for such a mail is told another way. */
static enum outcome
lost_tell(struct act *act)
{
	const char	*refs[LOST];
	struct stmt	*s = db_sql(act->db, sql_unheard);
	size_t		 count = 0;
	enum outcome	 e;

	db_bind_int(s, ":rows", LOST);
	while ((e = db_step(s)) == SOUK_OK && count < LOST)
		refs[count++] = db_copy(s, 0, act->arena);
	db_done(s);
	if (e != SOUK_OK && e != SOUK_NOT_FOUND)
		return e;
	e = SOUK_OK;
	for (size_t i = 0; i < count && e == SOUK_OK; i++)
		e = notice_fate(act, refs[i], "failed", "mail");
	return e;
}

static enum outcome
lost(struct act *act, void *arg)
{
	static const char *const	 steps[] = { sql_lost,
					    sql_lost_delivery };
	struct stmt			*s;
	enum outcome			 e = SOUK_OK;

	(void)arg;
	for (size_t i = 0; i < 2 && e == SOUK_OK; i++) {
		s = db_sql(act->db, steps[i]);
		db_bind_int(s, ":before", act->now - CLOCK_DAY);
		e = db_run(s);
	}
	return e != SOUK_OK ? e : lost_tell(act);
}

/* Files that a shop without a mail server writes. */
static void
files_remove(struct act *act)
{
	DIR		*dir = opendir(arena_printf(act->arena, "%s/mail",
			    act->config->home));
	struct dirent	*entry;
	struct stat	 st;

	if (dir == NULL)
		return;
	while ((entry = readdir(dir)) != NULL)
		if (strstr(entry->d_name, ".eml") != NULL &&
		    fstatat(dirfd(dir), entry->d_name, &st,
		    AT_SYMLINK_NOFOLLOW) == 0 &&
		    (int64_t)st.st_mtime * CLOCK_SECOND < act->now - MAILS_KEPT)
			unlinkat(dirfd(dir), entry->d_name, 0);
	closedir(dir);
}

static enum outcome
sweep_run(struct act *act, const struct job *job)
{
	enum outcome	 e;

	if ((e = db_tx(act, DB_WRITE, lost, NULL)) != SOUK_OK ||
	    (e = queue_sweep(act, job, kept)) != SOUK_OK)
		return e;
	files_remove(act);
	return SOUK_OK;
}

const struct job_kind notify_sweep = {
	.name = "notify.sweep",
	.run = sweep_run,
	.max_attempts = 5,
	.lease = CLOCK_MINUTE,
	.first_pause = CLOCK_MINUTE,
};
