/* SPDX-License-Identifier: ISC */
#include <sys/statvfs.h>

#include "lib/base/clock.h"
#include "lib/base/config.h"
#include "lib/db/db.h"
#include "lib/ops/ops.h"
#include "lib/queue/queue.h"

#define DISK_FREE_PERCENT	5
#define QUEUE_DEAD_MAX		100

static const char sql_ping[] = "SELECT count(*) FROM schedule";

static enum outcome
ping(struct act *act, void *arg)
{
	struct stmt	*s = db_sql(act->db, sql_ping);
	enum outcome	 e = db_step(s);

	(void)arg;
	db_done(s);
	return e;
}

static enum outcome
dead_jobs(struct act *act, void *arg)
{
	int64_t	 waiting, running;

	return queue_counts(act, &waiting, &running, arg);
}

static bool
disk_has_room(const char *path)
{
	struct statvfs	 v;

	return statvfs(path, &v) == 0 &&
	    v.f_bavail * 100 > v.f_blocks * DISK_FREE_PERCENT;
}

int
health_check(struct act *act, struct health checks[HEALTH_MAX])
{
	int64_t	 dead = 0;
	bool	 database, queue;
	int	 n = 0;

	database = db_tx(act, DB_READ, ping, NULL) == SOUK_OK;
	queue = database && db_tx(act, DB_READ, dead_jobs, &dead) == SOUK_OK &&
	    dead < QUEUE_DEAD_MAX;
	checks[n++] = (struct health){ "database", database,
		database ? "" : "does not answer" };
	checks[n++] = (struct health){ "disk",
		disk_has_room(act->config->home), "" };
	checks[n++] = (struct health){ "queue", queue,
		queue ? "" : "many jobs were given up" };
	return n;
}
