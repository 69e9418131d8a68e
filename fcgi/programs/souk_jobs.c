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
#include "lib/base/arena.h"
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

/* Has the wall clock been set?  ahead: how far it was of the other one. */
struct watch { int64_t ahead, by; };

static int64_t
clock_ahead(void)
{
	return clock_now() - clock_monotonic_us() / 1000;
}

static bool
clock_was_set(struct watch *w)
{
	const int64_t	 before = w->ahead;

	w->ahead = clock_ahead();
	w->by = w->ahead - before;
	return w->by >= CLOCK_SECOND || w->by <= -CLOCK_SECOND;
}

/* What was kept may have been made by another clock. */
static enum outcome
clock_set(struct act *act, void *watch)
{
	const struct watch	*w = watch;

	db_moved(act, GENERATION_CATALOG);
	return queue_clock_set(act, w->by, souk.schedules,
	    souk.schedule_count);
}

/* Until it was possible: else what waits would wait for another time. */
static void
clock_look(struct process *p, struct watch *w)
{
	struct watch	 now = *w;

	if (!clock_was_set(&now)) {
		w->ahead = now.ahead;
		return;
	}
	log_line(LOG_WARN, "the clock was set", "ms", arena_printf(
	    process_act(p)->arena, "%lld", (long long)now.by), NULL);
	if (db_tx(&p->act, DB_WRITE, clock_set, &now) == SOUK_OK)
		w->ahead = now.ahead;
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
	struct watch	 watch = { .ahead = clock_ahead() };
	char		 worker[32];
	int64_t		 looked = 0, now, next;
	int		 pause = 0;
	enum outcome	 e;

	snprintf(worker, sizeof(worker), "jobs-%d", (int)getpid());
	/* Another program may make other pages of the same catalogue (of those
	 * that are replaced together this one is the last), and nobody knows
	 * what the clock did meanwhile. */
	db_tx(process_act(p), DB_WRITE, clock_set, &watch);
	while (!told_to_end(signals, pause)) {
		clock_look(p, &watch);
		now = clock_monotonic_us() / 1000;
		if (looked == 0 || now - looked >= CLOCK_SECOND) {
			looked = now;
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
