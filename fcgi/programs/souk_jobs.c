/* SPDX-License-Identifier: ISC */
/*
 * A job runner: of what is sent where SOUK_POOL says so, else of the work; that
 * one also makes scheduled jobs, follows the clock and keeps the database's WAL
 * short.  Ends on SIGTERM after the job in hand.
 */
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/signalfd.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "fcgi/programs/start.h"
#include "lib/base/arena.h"
#include "lib/base/clock.h"
#include "lib/db/moved.h"
#include "lib/ops/ops.h"
#include "lib/queue/queue.h"
#include "lib/watch/guard.h"

#define LOOK_MS	250	/* how soon a job made elsewhere is seen */

/* linux/ioprio.h, which not every system has: the last of the usual class. */
#define IOPRIO_LAST		(2 << 13 | 7)
#define IOPRIO_WHO_PROCESS	1
#define BEHIND			10	/* of 19; see setpriority(2) */

/*
 * Who looks after the shop does so behind everybody it looks after; but not so
 * far that a busy machine is never copied.
 */
static void
step_back(void)
{
	setpriority(PRIO_PROCESS, 0, BEHIND);
	syscall(SYS_ioprio_set, IOPRIO_WHO_PROCESS, 0, IOPRIO_LAST);
}

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
	return queue_schedule(act, souk.schedules, souk.schedule_count,
	    settings_text(act->settings, &shop_settings, SHOP_ZONE));
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

static enum job_lane
lane_asked(void)
{
	const char	*pool = getenv("SOUK_POOL");

	for (int lane = 0; pool != NULL && lane < LANE__MAX; lane++)
		if (strcmp(pool, lane_names[lane]) == 0)
			return (enum job_lane)lane;
	return LANE_WORK;
}

/* What one of the runners does for all. */
static void
tend(struct process *p, struct watch *watch, int64_t *looked)
{
	const int64_t	 now = clock_monotonic_us() / 1000;

	clock_look(p, watch);
	if (*looked != 0 && now - *looked < CLOCK_SECOND)
		return;
	*looked = now;
	pages_tend(p);
	db_tx(process_act(p), DB_WRITE, make_scheduled, NULL);
	db_checkpoint(p->db, DB_WAL_BYTES);
}

/* Whatever the queue does, or cannot do. */
static void
guard(struct process *p, int64_t *guarded)
{
	const int64_t	 now = clock_monotonic_us() / 1000;

	if (*guarded != 0 && now - *guarded < GUARD_EVERY)
		return;
	*guarded = now;
	watch_guard(process_act(p));
}

static void
work_all(struct process *p, int signals, enum job_lane lane)
{
	struct watch		 watch = { .ahead = clock_ahead() };
	char			 worker[32];
	struct queue_runner	 runner = { .kinds = souk.jobs,
		.worker = worker, .lane = lane };
	int64_t			 looked = 0, guarded = 0, next;
	int			 pause = 0;

	snprintf(worker, sizeof(worker), "%s-%d", lane_names[lane],
	    (int)getpid());
	/* Another program may make other pages of the same catalogue (of those
	 * that are replaced together the runners are the last), and nobody
	 * knows what the clock did meanwhile. */
	if (lane == LANE_WORK)
		db_tx(process_act(p), DB_WRITE, clock_set, &watch);
	if (!queue_hold(&runner))
		log_line(LOG_WARN, "no memory to claim ahead", NULL);
	while (!told_to_end(signals, pause)) {
		if (lane == LANE_WORK)
			tend(p, &watch, &looked);
		if (lane == LANE_KEEP)
			guard(p, &guarded);
		pause = queue_run(process_act(p), &runner, &next) == SOUK_OK ?
		    0 : LOOK_MS;
	}
	queue_let_go(process_act(p), &runner);
}

int
main(int argc, char **argv)
{
	struct process		 p = { .file = -1 };
	struct db_open		 how = { 0 };
	const enum job_lane	 lane = lane_asked();
	const char		*why = "";
	int			 signals = signals_open(), status;

	if (process_attacks(argc, argv, lane != LANE_WORK, &status))
		return status;
	if ((status = process_start(&p, "souk-jobs")) != 0)
		return status;
	if (lane == LANE_KEEP)
		step_back();
	how.path = p.config.database;
	if (!process_database(&p, &how))
		return 1;
	if (!sandbox_enter(lane != LANE_WORK, &why)) {
		log_line(LOG_ERROR, "cannot start", "why", why, NULL);
		return 1;
	}
	work_all(&p, signals, lane);
	process_end(&p);
	return 0;
}
