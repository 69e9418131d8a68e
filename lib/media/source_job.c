/* SPDX-License-Identifier: ISC */
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#include "lib/audit/audit.h"
#include "lib/base/arena.h"
#include "lib/base/clock.h"
#include "lib/base/config.h"
#include "lib/base/log.h"
#include "lib/base/text.h"
#include "lib/db/db.h"
#include "lib/media/source.h"
#include "lib/souk.h"

#define ATTEMPTS	8	/* within about two hours */

static const char sql_waits[] =
    "SELECT 1 FROM media_source WHERE brand_id = :brand AND url = :url"
    " AND state = 'waiting'";

static const char sql_ready[] =
    "UPDATE media_source SET state = 'ready', media_id = :media,"
    " error = NULL, updated_at = :now"
    " WHERE brand_id = :brand AND url = :url AND state = 'waiting'";

static const char sql_failed[] =
    "UPDATE media_source SET state = :state, error = :error"
    " WHERE brand_id = :brand AND url = :url AND state = 'waiting'";

/* One address under way. */
struct taking {
	const char		*brand, *url, *path;
	struct record		*media;
	const struct message	*why;	/* not; NULL: it is here */
	int64_t			 number;	/* in it */
	bool			 again;
};

static enum outcome
still_waits(struct act *act, void *arg)
{
	const struct taking	*t = arg;
	struct stmt		*s = db_sql(act->db, sql_waits);
	enum outcome		 e;

	db_bind_text(s, ":brand", t->brand);
	db_bind_text(s, ":url", t->url);
	e = db_step(s);
	db_done(s);
	return e;
}

/* ---- getting it ------------------------------------------------------------- */

/* What souk-media and the store make of it. */
static void
accept_it(struct act *act, struct taking *t)
{
	const struct problem	*problem = &act->problem;
	enum outcome		 e;

	e = media_accept(act, &(struct media_new){ .path = t->path,
		.type = "", .field = "url" }, &t->media);
	if (e == SOUK_OK)
		return;
	t->again = e != SOUK_INVALID && e != SOUK_UNSUPPORTED &&
	    e != SOUK_TOO_LARGE;
	t->why = problem->message;
	if (problem->count > 0) {
		t->why = problem->fields[0].message;
		t->number = problem->fields[0].numbers[0];
	}
	if (t->why == NULL)
		t->why = &source_messages[t->again ? SOURCE_NO_ROOM :
		    SOURCE_NOT_GIVEN];
}

static void
get_it(struct act *act, struct taking *t)
{
	int	fd = open(t->path, O_CREAT | O_TRUNC | O_RDWR | O_CLOEXEC |
		    O_NOFOLLOW, 0600);

	if (fd == -1) {
		log_line(LOG_ERROR, "a picture cannot be put down", "why",
		    strerror(errno), NULL);
		t->why = &source_messages[SOURCE_NO_ROOM];
		t->again = true;
		return;
	}
	t->why = source_fetch(act, t->url, fd, &t->again);
	close(fd);
	if (t->why == NULL)
		accept_it(act, t);
	unlink(t->path);
}

/* ---- what came of it -------------------------------------------------------- */

static enum outcome
ready(struct act *act, void *arg)
{
	const struct taking			*t = arg;
	const struct value			*media = t->media->values;
	const struct media_user *const		*user;
	struct stmt				*s = db_sql(act->db,
						    sql_ready);
	enum outcome				 e;

	db_bind_text(s, ":brand", t->brand);
	db_bind_text(s, ":url", t->url);
	db_bind_text(s, ":media", media[MEDIA_ID].text);
	db_bind_int(s, ":now", act->now);
	if ((e = db_run_changed(s)) != SOUK_OK)
		return e == SOUK_NOT_FOUND ? SOUK_OK : e;
	for (user = act->souk->media_users; *user != NULL; user++)
		if ((e = (*user)->moved(act, t->url,
		    media[MEDIA_URL].text)) != SOUK_OK)
			return e;
	return audit_write(act, &(struct audit){ .action = "take_picture",
		.entity_type = "Media", .entity_id = media[MEDIA_ID].text });
}

static enum outcome
failed(struct act *act, void *arg)
{
	const struct taking	*t = arg;
	struct stmt		*s = db_sql(act->db, sql_failed);
	enum outcome		 e;

	db_bind_text(s, ":brand", t->brand);
	db_bind_text(s, ":url", t->url);
	db_bind_text(s, ":state", t->again ? "waiting" : "failed");
	db_bind_text(s, ":error", t->number == 0 ? t->why->code :
	    arena_printf(act->arena, "%s %lld", t->why->code,
	    (long long)t->number));
	e = db_run_changed(s);
	return e == SOUK_NOT_FOUND ? SOUK_OK : e;
}

static enum outcome
fetch_run(struct act *act, const struct job *job)
{
	struct taking	 t = { .brand = job_text(act, job, "brand"),
	    .url = job_text(act, job, "url") };
	enum outcome	 e;

	if (t.brand == NULL || t.url == NULL)
		return SOUK_INVALID;
	act->actor.brand_id = t.brand;
	t.path = arena_printf(act->arena, "%s/run/picture-%s",
	    act->config->home, job->id);
	/* Here already, or not wanted any more. */
	if ((e = db_tx(act, DB_READ, still_waits, &t)) != SOUK_OK)
		return e == SOUK_NOT_FOUND ? SOUK_OK : e;
	get_it(act, &t);
	if (t.why == NULL)
		return db_tx(act, DB_WRITE, ready, &t);
	if (job->attempts >= ATTEMPTS)
		t.again = false;
	if ((e = db_tx(act, DB_WRITE, failed, &t)) != SOUK_OK)
		return e;
	return t.again ? act_refuse(act, SOUK_UPSTREAM, t.why) : SOUK_OK;
}

const struct job_kind media_fetch = {
	.name = "media.fetch",
	.shown = (const char *const[]){ "url", NULL },
	.lane = LANE_CALL,
	.run = fetch_run,
	.max_attempts = ATTEMPTS,
	.lease = CLOCK_MINUTE,
	.first_pause = CLOCK_MINUTE,
};
