/* SPDX-License-Identifier: ISC */
#include "lib/accounts/mailed.h"
#include "lib/accounts/privacy.h"
#include "lib/audit/audit.h"
#include "lib/base/arena.h"
#include "lib/base/buf.h"
#include "lib/base/clock.h"
#include "lib/base/json_out.h"
#include "lib/db/db.h"
#include "lib/queue/queue.h"

#define PEOPLE	100	/* a transaction: others write too */

static const char sql_count[] =
    "SELECT count(*) FROM session WHERE ended_at IS NULL"
    " AND expires_at > :now";

static const char sql_sessions[] =
    "UPDATE session SET ended_at = :now WHERE ended_at IS NULL";

static const char sql_tokens[] =
    "UPDATE mailed_token SET ended_at = :now WHERE ended_at IS NULL";

static const char sql_challenges[] =
    "UPDATE login_challenge SET expires_at = :now WHERE expires_at > :now";

static const char sql_keys[] =
    "UPDATE api_key SET revoked_at = :now WHERE revoked_at IS NULL";

static const char sql_people[] =
    "SELECT id FROM users WHERE id > :after AND is_active = 1"
    " ORDER BY id LIMIT :people";

/* What lets somebody in, each ended by one statement that takes :now. */
static const char *const	 ends[] = { sql_sessions, sql_tokens,
	sql_challenges, sql_keys };

enum outcome
revoke_all(struct act *act, int64_t *sessions)
{
	struct stmt	*s = db_sql(act->db, sql_count);
	enum outcome	 e;

	db_bind_int(s, ":now", act->now);
	if ((e = db_step(s)) != SOUK_OK)
		return e;
	*sessions = db_int(s, 0);
	db_done(s);
	for (size_t i = 0; i < sizeof(ends) / sizeof(ends[0]) &&
	    e == SOUK_OK; i++) {
		s = db_sql(act->db, ends[i]);
		db_bind_int(s, ":now", act->now);
		e = db_run(s);
	}
	return e == SOUK_OK ? audit_write(act, &(struct audit){
		.action = "revoke_all", .entity_type = "Shop" }) : e;
}

/* ---- telling people ---------------------------------------------------------- */

static enum outcome
incident_put(struct act *act, const char *after, const char *text)
{
	struct buf	 b;
	struct json_out	 json = { .buf = &b };

	buf_init(&b, act->arena, 256);
	json_open(&json, NULL);
	json_text(&json, "after", after);
	json_text(&json, "text", text);
	json_close(&json);
	return queue_put(act, &(struct job_new){
		.kind = accounts_incident.name, .payload = b.p }, NULL);
}

enum outcome
incident_tell(struct act *act, const char *text)
{
	return incident_put(act, "", text);
}

/* The next ones in order of id; their number. */
static enum outcome
people_take(struct act *act, const char *after, const char *ids[PEOPLE],
    int *n)
{
	struct stmt	*s = db_sql(act->db, sql_people);
	enum outcome	 e;

	*n = 0;
	db_bind_text(s, ":after", after);
	db_bind_int(s, ":people", PEOPLE);
	while ((e = db_step(s)) == SOUK_OK)
		ids[(*n)++] = db_copy(s, 0, act->arena);
	return e == SOUK_NOT_FOUND ? SOUK_OK : e;
}

static enum outcome
incident_run(struct act *act, const struct job *job)
{
	const char	*after = job_text(act, job, "after");
	const char	*text = job_text(act, job, "text"), *ids[PEOPLE];
	enum outcome	 e;
	int		 n;

	if (after == NULL || text == NULL)
		return SOUK_INVALID;
	e = people_take(act, after, ids, &n);
	for (int i = 0; i < n && e == SOUK_OK; i++)
		e = mailed_tell(act, &(struct notice){
			.template = MAIL_INCIDENT, .user_id = ids[i],
			.more = { { "text", text } } });
	return e == SOUK_OK && n == PEOPLE ?
	    incident_put(act, ids[n - 1], text) : e;
}

const struct job_kind accounts_incident = {
	.name = "accounts.incident",
	.tx = true,
	.run = incident_run,
	.max_attempts = 20,
	.lease = CLOCK_MINUTE,
	.first_pause = 5 * CLOCK_SECOND,
};
