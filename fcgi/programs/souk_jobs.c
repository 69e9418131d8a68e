/* SPDX-License-Identifier: ISC */
/*
 * The job runner: schedules, jobs, and the checkpoints of the database, one
 * after the other.  Ends on SIGTERM after the job in hand.
 */
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/signalfd.h>
#include <unistd.h>

#include "fcgi/programs/start.h"
#include "lib/base/clock.h"
#include "lib/db/moved.h"
#include "lib/ops/ops.h"
#include "lib/queue/queue.h"

#define LOOK_MS	250	/* how soon a job made elsewhere is seen */

static int
signals_open(void)
{
	sigset_t	 set;

	sigemptyset(&set);
	sigaddset(&set, SIGTERM);
	sigaddset(&set, SIGINT);
	sigprocmask(SIG_BLOCK, &set, NULL);
	return signalfd(-1, &set, SFD_CLOEXEC);
}

static enum outcome
make_scheduled(struct act *act, void *arg)
{
	(void)arg;
	return queue_schedule(act, souk.schedules, souk.schedule_count);
}

static enum outcome
move_all(struct act *act, void *arg)
{
	(void)arg;
	db_moved(act, GENERATION_CATALOG);
	return SOUK_OK;
}

/*
 * What a killed writer left is settled, and pages that nobody can reach any
 * more are removed.
 */
static void
pages_tend(struct process *p)
{
	if (db_settle(process_act(p)) != SOUK_OK)
		log_line(LOG_WARN, "generations are not settled", NULL);
	shared_pages_sweep(p->shared);
}

static bool
told_to_end(int signals, int ms)
{
	struct pollfd	 fd = { .fd = signals, .events = POLLIN };

	return poll(&fd, 1, ms) == 1;
}

static void
work_all(struct process *p, int signals)
{
	char		 worker[32];
	int64_t		 looked = 0, next;
	int		 pause = 0;
	enum outcome	 e;

	snprintf(worker, sizeof(worker), "jobs-%d", (int)getpid());
	/* Another program may make other pages of the same catalogue; of those
	 * that are replaced together this one is the last. */
	db_tx(process_act(p), DB_WRITE, move_all, NULL);
	while (!told_to_end(signals, pause)) {
		if (clock_now() - looked >= CLOCK_SECOND) {
			looked = clock_now();
			pages_tend(p);
			db_tx(process_act(p), DB_WRITE, make_scheduled, NULL);
			db_checkpoint(p->db, DB_WAL_BYTES);
		}
		e = queue_run_one(process_act(p), souk.jobs, worker, &next);
		pause = e == SOUK_OK ? 0 : LOOK_MS;
	}
}

int
main(int argc, char **argv)
{
	struct process	 p = { .file = -1 };
	struct db_open	 how = { 0 };
	const char	*why = "";
	int		 signals = signals_open(), status;

	if (process_attacks(argc, argv, true, &status))
		return status;
	if ((status = process_start(&p, "souk-jobs")) != 0)
		return status;
	how.path = p.config.database;
	if (!process_database(&p, &how))
		return 1;
	if (!sandbox_enter(true, &why)) {
		log_line(LOG_ERROR, "cannot start", "why", why, NULL);
		return 1;
	}
	work_all(&p, signals);
	process_end(&p);
	return 0;
}
