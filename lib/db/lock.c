/* SPDX-License-Identifier: ISC */
/*
 * The one lock that every write transaction and every checkpoint holds: a
 * blocking flock(2), which the kernel grants in turn, ended by a timer of its
 * own.  SIGRTMIN belongs to it; its handler does nothing but make flock()
 * return EINTR.
 */
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <string.h>
#include <sys/file.h>
#include <unistd.h>

#include "lib/base/clock.h"
#include "lib/base/log.h"
#include "lib/db/connection.h"

/* Rings again this often, in case the first came just before flock(). */
#define AGAIN_NS	(5 * 1000000L)

static void
on_timer(int sig)
{
	(void)sig;
}

/* The signal interrupts system calls: no SA_RESTART, and not blocked. */
static bool
signal_prepare(void)
{
	struct sigaction	 act = { .sa_handler = on_timer };
	sigset_t		 set;

	sigemptyset(&act.sa_mask);
	sigemptyset(&set);
	sigaddset(&set, SIGRTMIN);
	return sigaction(SIGRTMIN, &act, NULL) == 0 &&
	    sigprocmask(SIG_UNBLOCK, &set, NULL) == 0;
}

bool
lock_open(struct db *db)
{
	struct sigevent	 event = { .sigev_notify = SIGEV_SIGNAL };
	char		 path[4096];

	event.sigev_signo = SIGRTMIN;
	if (strlen(db->path) + sizeof(".lock") > sizeof(path)) {
		errno = ENAMETOOLONG;
		return false;
	}
	memcpy(path, db->path, strlen(db->path));
	memcpy(path + strlen(db->path), ".lock", sizeof(".lock"));
	db->lock_fd = open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW,
	    0600);
	if (db->lock_fd == -1 || !signal_prepare())
		return false;
	db->has_timer =
	    timer_create(CLOCK_MONOTONIC, &event, &db->lock_timer) == 0;
	return db->has_timer;
}

void
lock_close(struct db *db)
{
	if (db->has_timer)
		timer_delete(db->lock_timer);
	if (db->lock_fd != -1)
		close(db->lock_fd);
	db->has_timer = false;
	db->lock_fd = -1;
}

int64_t
lock_deadline(void)
{
	return clock_monotonic_us() + DB_LOCK_MS * 1000;
}

/* 0: off. */
static void
timer_arm(struct db *db, int64_t us)
{
	struct itimerspec	 when = {
		.it_value = { us / 1000000, us % 1000000 * 1000 },
		.it_interval = { 0, us == 0 ? 0 : AGAIN_NS },
	};

	timer_settime(db->lock_timer, 0, &when, NULL);
}

/* False: the deadline passed. */
bool
lock_take(struct db *db, int64_t deadline_us)
{
	int64_t	 left;
	int	 rc;

	if (flock(db->lock_fd, LOCK_EX | LOCK_NB) == 0)
		return db->locked = true;
	if ((left = deadline_us - clock_monotonic_us()) <= 0)
		return false;
	timer_arm(db, left);
	while ((rc = flock(db->lock_fd, LOCK_EX)) == -1 && errno == EINTR &&
	    clock_monotonic_us() < deadline_us)
		continue;
	timer_arm(db, 0);
	if (rc == -1 && errno != EINTR)
		log_line(LOG_ERROR, "database lock", "error", strerror(errno),
		    NULL);
	return db->locked = rc == 0;
}

void
lock_give(struct db *db)
{
	if (db->locked)
		flock(db->lock_fd, LOCK_UN);
	db->locked = false;
}
