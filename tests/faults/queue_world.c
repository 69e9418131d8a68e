/* SPDX-License-Identifier: ISC */
/*
 * A job runner as it is shipped, with four kinds more, that kills itself at
 * the steps of a job (queue_world.h).  The steps are seen where they reach
 * SQLite, so souk itself knows nothing of this.
 */
#include <dlfcn.h>
#include <fcntl.h>
#include <signal.h>
#include <sqlite3.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "lib/audit/audit.h"
#include "lib/base/clock.h"
#include "lib/db/db.h"
#include "lib/souk.h"
#include "tests/faults/queue_world.h"

static struct world	*world;
static char		 calls[200];

/* ---- the steps ------------------------------------------------------------- */

static void
pass(enum step step)
{
	long	 n;

	if (world == NULL || !atomic_load(&world->armed))
		return;
	n = atomic_fetch_add(&world->passed[step], 1) + 1;
	if (n % atomic_load(&world->every) != 0 ||
	    atomic_load(&world->killed[step]) >= atomic_load(&world->most))
		return;
	atomic_fetch_add(&world->killed[step], 1);
	atomic_store(&world->killed_at, clock_monotonic_us() / 1000);
	raise(SIGKILL);
}

static bool
begins(sqlite3_stmt *s, const char *with)
{
	const char	*sql = sqlite3_sql(s);

	return sql != NULL && strncmp(sql, with, strlen(with)) == 0;
}

/* In the place of SQLite's own. */
int
sqlite3_step(sqlite3_stmt *s)
{
	static int	(*next)(sqlite3_stmt *);
	static bool	 claimed;
	const bool	 ack = begins(s, "DELETE FROM job");
	int		 rc;

	if (next == NULL)
		next = (int (*)(sqlite3_stmt *))dlsym(RTLD_NEXT,
		    "sqlite3_step");
	if (begins(s, "UPDATE job SET state = 'running'")) {
		pass(BEFORE_CLAIM);
		claimed = true;
	}
	if (ack)
		pass(BEFORE_ACK);
	rc = next(s);
	if (ack)
		pass(AFTER_ACK);
	if (begins(s, "COMMIT") && claimed) {
		claimed = false;
		pass(AFTER_CLAIM);
	}
	return rc;
}

/* ---- the kinds -------------------------------------------------------------- */

/* In the transaction that ends the job. */
static enum outcome
row_run(struct act *act, const struct job *job)
{
	enum outcome	 e = audit_write(act, &(struct audit){
			    .action = "world_row", .entity_type = "Job",
			    .entity_id = job->id });

	pass(AFTER_EFFECT);
	return e;
}

static enum outcome
row_write(struct act *act, void *job)
{
	return audit_write(act, &(struct audit){ .action = "world_row",
	    .entity_type = "Job",
	    .entity_id = ((const struct job *)job)->id });
}

/* The same without that guard: in a transaction of its own. */
static enum outcome
loose_run(struct act *act, const struct job *job)
{
	enum outcome	 e = db_tx(act, DB_WRITE, row_write,
			    (void *)(uintptr_t)job);

	pass(AFTER_EFFECT);
	return e;
}

static enum outcome
call(const char *key, int64_t attempt)
{
	char	 line[100];
	int	 fd = open(calls, O_WRONLY | O_APPEND | O_CLOEXEC), n;
	bool	 wrote;

	n = attempt == 0 ? snprintf(line, sizeof(line), "%s\n", key) :
	    snprintf(line, sizeof(line), "%s-%d\n", key, (int)attempt);
	wrote = fd != -1 && write(fd, line, (size_t)n) == n;
	close(fd);
	pass(AFTER_EFFECT);
	return wrote ? SOUK_OK : SOUK_UPSTREAM;
}

/* The world knows the job again by its id. */
static enum outcome
call_run(struct act *act, const struct job *job)
{
	(void)act;
	return call(job->id, 0);
}

/* The same without that guard: another key each time. */
static enum outcome
stranger_run(struct act *act, const struct job *job)
{
	(void)act;
	return call(job->id, job->attempts);
}

#define KIND(VAR, NAME, RUN, ...) \
	static const struct job_kind VAR = { .name = (NAME), .run = (RUN), \
	    .max_attempts = 100, .lease = CLOCK_MINUTE, \
	    .first_pause = CLOCK_SECOND, __VA_ARGS__ }
KIND(row, "world.row", row_run, .tx = true);
KIND(loose, "world.loose", loose_run);
KIND(calling, "world.call", call_run, .lane = LANE_SEND);
KIND(stranger, "world.stranger", stranger_run, .lane = LANE_SEND);

/* ---- in the place of lib/souk.c's list ---------------------------------------- */

#define KINDS_MAX	100

extern const struct souk	souk_shipped;
extern struct souk		world_souk __asm__("souk");
struct souk			world_souk;

__attribute__((constructor)) static void
world_open(void)
{
	static const struct job_kind	*kinds[KINDS_MAX] = { &row, &loose,
	    &calling, &stranger };
	const char			*path = getenv("SOUK_WORLD");
	int				 n = 4, fd;
	void				*p;

	world_souk = souk_shipped;
	while (n < KINDS_MAX - 1 && souk_shipped.jobs[n - 4] != NULL) {
		kinds[n] = souk_shipped.jobs[n - 4];
		n++;
	}
	world_souk.jobs = kinds;
	if (path == NULL || (fd = open(path, O_RDWR | O_CLOEXEC)) == -1)
		return;
	snprintf(calls, sizeof(calls), "%s.calls", path);
	p = mmap(NULL, sizeof(*world), PROT_READ | PROT_WRITE, MAP_SHARED, fd,
	    0);
	close(fd);
	if (p != MAP_FAILED)
		world = p;
}
