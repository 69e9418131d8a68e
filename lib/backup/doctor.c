/* SPDX-License-Identifier: ISC */
/* What `souk doctor` says about copies. */
#include "lib/backup/backup.h"
#include "lib/base/clock.h"
#include "lib/db/db.h"
#include "lib/base/finding.h"

static const char sql_newest[] = "SELECT started_at FROM backup_run"
    " WHERE status = 'good' ORDER BY ended_at DESC LIMIT 1";
static const char sql_oldest_user[] = "SELECT min(created_at) FROM users";

#define OLD	(2 * CLOCK_DAY)

static enum outcome
moment(struct act *act, const char *sql, int64_t *at)
{
	struct stmt	*s = db_sql(act->db, sql);
	enum outcome	 e = db_step(s);

	if (e == SOUK_OK)
		*at = db_int(s, 0);
	db_done(s);
	return e == SOUK_NOT_FOUND ? SOUK_OK : e;
}

/* Of a shop that was made just now none is missed. */
static enum outcome
newest_copy(struct act *act, void *at)
{
	enum outcome	 e = moment(act, sql_oldest_user, at);
	int64_t		 copy = 0;

	if (e == SOUK_OK && (e = moment(act, sql_newest, &copy)) == SOUK_OK &&
	    copy != 0)
		*(int64_t *)at = copy;
	return e;
}

int
backup_findings(struct act *act, struct buf *out)
{
	int64_t	 at = 0;

	if (db_tx(act, DB_READ, newest_copy, &at) != SOUK_OK || at == 0 ||
	    at > act->now - OLD)
		return 0;
	return finding(out, "backup", "the newest copy is older than two days",
	    "see log/souk.log for why, then `souk backup`");
}
