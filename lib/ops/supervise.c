/* SPDX-License-Identifier: ISC */
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/file.h>
#include <sys/signalfd.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include "lib/base/clock.h"
#include "lib/base/config.h"
#include "lib/base/log.h"
#include "lib/ops/supervisor.h"

#define BACKLOG		1024
#define TICK		100			/* ms */
#define TRIAL		(CLOCK_SECOND / 2)	/* of a new worker */
#define FRONT_GRACE	(5 * CLOCK_SECOND)

/* ---- set-up ------------------------------------------------------------ */

/* Relative to home, the working directory: sun_path is short. */
static int
listener_open(const char *path)
{
	struct sockaddr_un	 sun = { .sun_family = AF_UNIX };
	int			 fd;

	if (strlen(path) >= sizeof(sun.sun_path))
		return -1;
	memcpy(sun.sun_path, path, strlen(path) + 1);
	unlink(path);
	fd = socket(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
	if (fd == -1)
		return -1;
	if (bind(fd, (struct sockaddr *)&sun, sizeof(sun)) == 0 &&
	    chmod(path, 0660) == 0 && listen(fd, BACKLOG) == 0)
		return fd;
	close(fd);
	return -1;
}

static void
listeners_close(struct supervisor *s)
{
	for (int i = 0; i < s->program_count; i++)
		if (s->listeners[i] != -1) {
			close(s->listeners[i]);
			unlink(s->programs[i].socket);
		}
}

static bool
listeners_open(struct supervisor *s)
{
	for (int i = 0; i < s->program_count; i++)
		s->listeners[i] = -1;
	for (int i = 0; i < s->program_count; i++)
		if (s->programs[i].socket != NULL && (s->listeners[i] =
		    listener_open(s->programs[i].socket)) == -1) {
			listeners_close(s);
			return false;
		}
	return true;
}

static bool
signals_open(struct supervisor *s)
{
	static const int	 numbers[] = { SIGTERM, SIGINT, SIGHUP,
	    SIGCHLD, SIGPIPE, SIGUSR2 };
	sigset_t		 set;

	sigemptyset(&set);
	for (size_t i = 0; i < sizeof(numbers) / sizeof(numbers[0]); i++)
		sigaddset(&set, numbers[i]);
	sigprocmask(SIG_BLOCK, &set, NULL);
	s->signal_fd = signalfd(-1, &set, SFD_CLOEXEC | SFD_NONBLOCK);
	return s->signal_fd != -1;
}

/*
 * From here on the supervisor's own lines go the way of the others'.  It
 * writes through an open file of its own that never blocks, because it is
 * also the one who empties the pipe.
 */
static bool
log_join(struct supervisor *s)
{
	char	 path[32];
	int	 fd;

	snprintf(path, sizeof(path), "/proc/self/fd/%d", s->log_pipe[1]);
	s->stderr_fd = fcntl(STDERR_FILENO, F_DUPFD_CLOEXEC, 3);
	if ((fd = open(path, O_WRONLY | O_NONBLOCK | O_CLOEXEC)) == -1)
		return false;
	return dup2(fd, STDERR_FILENO) != -1 && close(fd) == 0;
}

#define PID	"run/souk.pid"

/* For whoever has a signal to send.  It counts while run/ is locked. */
static bool
pid_write(void)
{
	FILE	*f = fopen(PID, "we");
	bool	 ok = f != NULL && fprintf(f, "%d\n", (int)getpid()) > 0;

	return f != NULL && fclose(f) == 0 && ok;
}

/* The lock is on the folder itself, so that nothing is left of it. */
static const char *
supervisor_open(struct supervisor *s)
{
	if (chdir(s->config->home) != 0)
		return "SOUK_HOME cannot be entered";
	s->lock_fd = open("run", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (s->lock_fd == -1)
		return "run/ cannot be entered";
	if (flock(s->lock_fd, LOCK_EX | LOCK_NB) != 0)
		return "this shop is running already";
	if ((s->log = rotate_open("log/souk.log")) == NULL || !pid_write())
		return "log/souk.log or run/souk.pid cannot be written";
	if (pipe2(s->log_pipe, O_CLOEXEC) != 0 || !signals_open(s))
		return strerror(errno);
	if (!listeners_open(s))
		return "a socket below run/ cannot be opened";
	return log_join(s) ? NULL : "the log cannot be joined";
}

/* ---- SIGHUP ------------------------------------------------------------- */

static void
roll_begin(struct supervisor *s)
{
	log_line(LOG_INFO, "replacing the workers", NULL);
	for (int i = 0; i < CHILDREN_MAX; i++) {
		struct child	*c = &s->children[i];

		if (c->program == NULL || c->life != RUNNING)
			continue;
		if (c->program->reload_signal != 0)
			child_reload(c);
		else
			c->life = STALE;
	}
}

/* One at a time: start the new one, let it live a little, drain the old. */
static void
roll_step(struct supervisor *s, int64_t now)
{
	struct child	*stale = NULL, *fresh;

	for (int i = 0; i < CHILDREN_MAX; i++) {
		struct child	*c = &s->children[i];

		if (c->program == NULL)
			continue;
		if (c->replaces != NULL && now - c->since >= TRIAL) {
			child_drain(c->replaces, now);
			c->replaces = NULL;
			return;
		}
		if (c->life == DRAINING || c->replaces != NULL)
			return;
		if (c->life == STALE && stale == NULL)
			stale = c;
	}
	if (stale == NULL || (fresh = child_add(s, stale->program)) == NULL)
		return;
	fresh->replaces = stale;
	child_start(s, fresh, now);
}

/* ---- SIGTERM -------------------------------------------------------------- */

static void
drain_all(struct supervisor *s, bool front, int64_t now)
{
	for (int i = 0; i < CHILDREN_MAX; i++) {
		struct child	*c = &s->children[i];

		if (c->program == NULL || c->program->front != front)
			continue;
		c->replaces = NULL;
		if (c->life == IDLE)
			c->program = NULL;
		else
			child_drain(c, now);
	}
}

static void
stop_begin(struct supervisor *s, int64_t now)
{
	if (s->stopping != 0)
		return;
	log_line(LOG_INFO, "stopping", NULL);
	s->stopping = now;
	drain_all(s, true, now);
}

/* First nginx ends its requests, then the workers have none left. */
static void
stop_step(struct supervisor *s, int64_t now)
{
	if (s->back_told || (children_left(s, true) > 0 &&
	    now - s->stopping < FRONT_GRACE))
		return;
	s->back_told = true;
	drain_all(s, false, now);
}

/* ---- the loop ------------------------------------------------------------- */

static void
signals_read(struct supervisor *s, int64_t now)
{
	struct signalfd_siginfo	 info;

	while (read(s->signal_fd, &info, sizeof(info)) == sizeof(info)) {
		if (info.ssi_signo == SIGHUP && s->stopping == 0)
			roll_begin(s);
		else if (info.ssi_signo == SIGUSR2) {
			s->again = s->stopping == 0 || s->again;
			stop_begin(s, now);
		} else if (info.ssi_signo == SIGTERM ||
		    info.ssi_signo == SIGINT) {
			s->again = false;
			stop_begin(s, now);
		}
	}
}

static bool
log_pass(struct supervisor *s, int wait_ms)
{
	struct pollfd	 fds[] = {
		{ .fd = s->log_pipe[0], .events = POLLIN },
		{ .fd = s->signal_fd, .events = POLLIN },
	};
	char		 bytes[65536];
	ssize_t		 n;

	if (poll(fds, wait_ms == 0 ? 1 : 2, wait_ms) <= 0 ||
	    !(fds[0].revents & POLLIN))
		return false;
	if ((n = read(s->log_pipe[0], bytes, sizeof(bytes))) > 0)
		rotate_lines(s->log, bytes, (size_t)n);
	return n > 0;
}

static void
supervise_loop(struct supervisor *s)
{
	int64_t	 now;

	while (s->stopping == 0 || children_left(s, false) > 0) {
		log_pass(s, TICK);
		now = clock_monotonic_us() / 1000;
		signals_read(s, now);
		children_reap(s, now);
		children_bound(s, now);
		if (s->stopping != 0) {
			stop_step(s, now);
			continue;
		}
		children_start_due(s, now);
		roll_step(s, now);
	}
	log_line(LOG_INFO, "stopped", NULL);
	while (log_pass(s, 0))
		continue;
}

/* ---- anew: SIGUSR2 ---------------------------------------------------------- */

#define HOLD	"run/hold"

/* True once nobody holds it; false: told to end. */
static bool
hold_await(struct supervisor *s)
{
	struct pollfd	 told = { .fd = s->signal_fd, .events = POLLIN };
	int		 fd = open(HOLD, O_RDWR | O_CREAT | O_CLOEXEC, 0600);

	while (s->again && fd != -1 && flock(fd, LOCK_EX | LOCK_NB) != 0) {
		poll(&told, 1, TICK);
		signals_read(s, 0);
	}
	unlink(HOLD);
	if (fd != -1)
		close(fd);
	return s->again;
}

/* Of the release that stands in the home by now.  Same process, so whoever
 * watches it sees nothing end. */
static void
become_anew(struct supervisor *s)
{
	static const char *const	 argv[] = { "bin/souk", "run", NULL };

	if (!hold_await(s))
		return;
	dup2(s->stderr_fd, STDERR_FILENO);
	execv(argv[0], (char *const *)(uintptr_t)argv);
	log_line(LOG_ERROR, "bin/souk cannot be run", NULL);
}

int
supervise(const struct config *config, const struct program *programs,
    int count)
{
	static struct supervisor	 s;
	const char			*why;
	int64_t				 now = clock_monotonic_us() / 1000;

	s = (struct supervisor){ .config = config, .programs = programs,
		.program_count = count };
	why = count > PROGRAMS_MAX ? "too many programs" : supervisor_open(&s);
	if (why != NULL) {
		log_line(LOG_ERROR, "cannot run", "why", why, NULL);
		return 1;
	}
	log_line(LOG_INFO, "starting", "url", config->base_url, NULL);
	for (int i = 0; i < count; i++)
		for (int k = 0; k < programs[i].count; k++)
			child_start(&s, child_add(&s, &programs[i]), now);
	supervise_loop(&s);
	listeners_close(&s);
	rotate_close(s.log);
	unlink(PID);
	close(s.lock_fd);
	if (s.again)
		become_anew(&s);
	return s.again ? 1 : 0;
}
