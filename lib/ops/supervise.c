/* SPDX-License-Identifier: ISC */
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/prctl.h>
#include <sys/signalfd.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <unistd.h>

#include "lib/base/clock.h"
#include "lib/base/config.h"
#include "lib/base/log.h"
#include "lib/ops/ops.h"

#define CHILDREN_MAX	160
#define PROGRAMS_MAX	8
#define BACKLOG		1024
#define YOUNG		CLOCK_SECOND	/* died so soon: back off */
#define BACKOFF_MAX	(30 * CLOCK_SECOND)
#define FRONT_GRACE	(5 * CLOCK_SECOND)

/*
 * A place for one process.  IDLE waits until due; STALE is to be replaced;
 * DRAINING was told to end and is not replaced again.
 */
enum life { IDLE, RUNNING, STALE, DRAINING };

struct child {
	const struct program	*program;	/* NULL: a free place */
	enum life		 life;
	pid_t			 pid;
	int64_t			 started, due;
	int			 failures;	/* in a row, each within YOUNG */
};

struct supervisor {
	const struct config	*config;
	const struct program	*programs;
	int			 program_count;
	int			 listeners[PROGRAMS_MAX];
	struct child		 children[CHILDREN_MAX];
	struct rotate		*log;
	int			 signal_fd, log_pipe[2], lock_fd;
	int64_t			 stopping;	/* since; 0: not */
	bool			 back_told;	/* all but the front, too */
};

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

static bool
signals_open(struct supervisor *s)
{
	sigset_t	 set;

	sigemptyset(&set);
	sigaddset(&set, SIGTERM);
	sigaddset(&set, SIGINT);
	sigaddset(&set, SIGHUP);
	sigaddset(&set, SIGCHLD);
	sigaddset(&set, SIGPIPE);
	sigprocmask(SIG_BLOCK, &set, NULL);
	s->signal_fd = signalfd(-1, &set, SFD_CLOEXEC | SFD_NONBLOCK);
	return s->signal_fd != -1;
}

/* NULL, or what is in the way. */
static const char *
supervisor_open(struct supervisor *s)
{
	if (chdir(s->config->home) != 0)
		return "SOUK_HOME cannot be entered";
	s->lock_fd = open("run/souk.lock", O_RDWR | O_CREAT | O_CLOEXEC, 0600);
	if (s->lock_fd == -1)
		return "run/souk.lock cannot be made";
	if (flock(s->lock_fd, LOCK_EX | LOCK_NB) != 0)
		return "this shop is running already";
	if ((s->log = rotate_open("log/souk.log")) == NULL)
		return "log/souk.log cannot be written";
	if (pipe2(s->log_pipe, O_CLOEXEC) != 0 || !signals_open(s))
		return strerror(errno);
	for (int i = 0; i < s->program_count; i++) {
		s->listeners[i] = -1;
		if (s->programs[i].socket != NULL && (s->listeners[i] =
		    listener_open(s->programs[i].socket)) == -1)
			return "a socket below run/ cannot be opened";
	}
	return NULL;
}

/* ---- children ------------------------------------------------------------ */

/* The child's side: never returns. */
static void
child_become(struct supervisor *s, const struct program *p, pid_t parent)
{
	int		 listener = s->listeners[p - s->programs];
	sigset_t	 none;

	prctl(PR_SET_PDEATHSIG, p->stop_signal);
	if (getppid() != parent)
		_exit(0);
	if (listener == -1)
		listener = open("/dev/null", O_RDONLY);
	dup2(listener, STDIN_FILENO);
	dup2(s->log_pipe[1], STDERR_FILENO);
	dup2(s->log_pipe[1], STDOUT_FILENO);
	if (p->pool != NULL)
		setenv("SOUK_POOL", p->pool, 1);
	setenv("LIBFCGI_IS_AF_UNIX_KEEPER_POLL_TIMEOUT", "200", 1);
	sigemptyset(&none);
	sigprocmask(SIG_SETMASK, &none, NULL);
	execv(p->argv[0], (char *const *)p->argv);
	_exit(127);
}

static void
child_start(struct supervisor *s, struct child *c)
{
	pid_t	 parent = getpid();

	c->started = clock_monotonic_us() / 1000;
	if ((c->pid = fork()) == 0)
		child_become(s, c->program, parent);
	if (c->pid == -1) {
		c->life = IDLE;
		c->due = c->started + CLOCK_SECOND;
		return;
	}
	c->life = RUNNING;
}

static struct child *
child_add(struct supervisor *s, const struct program *p)
{
	for (int i = 0; i < CHILDREN_MAX; i++)
		if (s->children[i].program == NULL) {
			s->children[i] = (struct child){ .program = p };
			return &s->children[i];
		}
	return NULL;
}

static void
log_end(const struct child *c, int status)
{
	char	 pid[16], how[32];

	snprintf(pid, sizeof(pid), "%d", (int)c->pid);
	snprintf(how, sizeof(how), "%s %d",
	    WIFSIGNALED(status) ? "signal" : "exit",
	    WIFSIGNALED(status) ? WTERMSIG(status) : WEXITSTATUS(status));
	log_line(c->life == DRAINING ? LOG_INFO : LOG_WARN, "program ended",
	    "name", c->program->name, "child", pid, "how", how, NULL);
}

/* At once, unless it died young. */
static void
child_ended(struct supervisor *s, struct child *c, int status)
{
	int64_t	 now = clock_monotonic_us() / 1000, pause = 0;
	bool	 young = now - c->started < YOUNG;

	if (!WIFEXITED(status) || WEXITSTATUS(status) != 0 ||
	    s->stopping == 0)
		log_end(c, status);
	if (s->stopping != 0 || c->life == DRAINING) {
		c->program = NULL;
		return;
	}
	c->failures = young ? c->failures + 1 : 0;
	if (c->failures > 0)
		pause = CLOCK_SECOND << (c->failures > 5 ? 5 : c->failures - 1);
	c->life = IDLE;
	c->due = now + (pause > BACKOFF_MAX ? BACKOFF_MAX : pause);
}

static void
children_reap(struct supervisor *s)
{
	int	 status;
	pid_t	 pid;

	while ((pid = waitpid(-1, &status, WNOHANG)) > 0)
		for (int i = 0; i < CHILDREN_MAX; i++)
			if (s->children[i].program != NULL &&
			    s->children[i].life != IDLE &&
			    s->children[i].pid == pid)
				child_ended(s, &s->children[i], status);
}

static void
children_start_due(struct supervisor *s, int64_t now)
{
	for (int i = 0; i < CHILDREN_MAX; i++)
		if (s->children[i].program != NULL &&
		    s->children[i].life == IDLE && s->children[i].due <= now)
			child_start(s, &s->children[i]);
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
			kill(c->pid, c->program->reload_signal);
		else
			c->life = STALE;
	}
}

/* One at a time; the new one listens before the old one is told. */
static void
roll_step(struct supervisor *s)
{
	struct child	*stale = NULL, *fresh;

	for (int i = 0; i < CHILDREN_MAX; i++) {
		if (s->children[i].program == NULL)
			continue;
		if (s->children[i].life == DRAINING)
			return;
		if (s->children[i].life == STALE && stale == NULL)
			stale = &s->children[i];
	}
	if (stale == NULL || (fresh = child_add(s, stale->program)) == NULL)
		return;
	child_start(s, fresh);
	stale->life = DRAINING;
	stale->started = clock_monotonic_us() / 1000;
	kill(stale->pid, stale->program->stop_signal);
}

/* ---- SIGTERM -------------------------------------------------------------- */

static void
tell_all(struct supervisor *s, bool front, int sig)
{
	for (int i = 0; i < CHILDREN_MAX; i++) {
		struct child	*c = &s->children[i];

		if (c->program == NULL || c->program->front != front)
			continue;
		if (c->life == IDLE)
			c->program = NULL;
		else
			kill(c->pid, sig != 0 ? sig : c->program->stop_signal);
	}
}

static int
children_left(const struct supervisor *s, bool front_only)
{
	int	 n = 0;

	for (int i = 0; i < CHILDREN_MAX; i++)
		n += s->children[i].program != NULL &&
		    (!front_only || s->children[i].program->front);
	return n;
}

static void
stop_begin(struct supervisor *s, int64_t now)
{
	if (s->stopping != 0)
		return;
	log_line(LOG_INFO, "stopping", NULL);
	s->stopping = now;
	tell_all(s, true, 0);
}

/* First nginx ends its requests, then the workers have none left. */
static void
stop_step(struct supervisor *s, int64_t now)
{
	if (!s->back_told && (children_left(s, true) == 0 ||
	    now - s->stopping > FRONT_GRACE)) {
		s->back_told = true;
		tell_all(s, false, 0);
	}
	if (now - s->stopping > SUPERVISE_GRACE) {
		tell_all(s, true, SIGKILL);
		tell_all(s, false, SIGKILL);
	}
}

/* ---- the loop ------------------------------------------------------------- */

static void
signals_read(struct supervisor *s, int64_t now)
{
	struct signalfd_siginfo	 info;

	while (read(s->signal_fd, &info, sizeof(info)) == sizeof(info)) {
		if (info.ssi_signo == SIGHUP && s->stopping == 0)
			roll_begin(s);
		else if (info.ssi_signo == SIGTERM || info.ssi_signo == SIGINT)
			stop_begin(s, now);
	}
}

static void
log_pass(struct supervisor *s)
{
	char	 lines[65536];
	ssize_t	 n;

	if ((n = read(s->log_pipe[0], lines, sizeof(lines))) > 0)
		rotate_write(s->log, lines, (size_t)n);
}

/* A draining worker that does not end within its grace is killed. */
static void
drains_bound(struct supervisor *s, int64_t now)
{
	for (int i = 0; i < CHILDREN_MAX; i++)
		if (s->children[i].program != NULL &&
		    s->children[i].life == DRAINING &&
		    now - s->children[i].started > SUPERVISE_GRACE)
			kill(s->children[i].pid, SIGKILL);
}

static void
supervise_loop(struct supervisor *s)
{
	struct pollfd	 fds[] = {
		{ .fd = s->signal_fd, .events = POLLIN },
		{ .fd = s->log_pipe[0], .events = POLLIN },
	};
	int64_t		 now;

	while (s->stopping == 0 || children_left(s, false) > 0) {
		poll(fds, 2, 100);
		now = clock_monotonic_us() / 1000;
		if (fds[1].revents & POLLIN)
			log_pass(s);
		signals_read(s, now);
		children_reap(s);
		if (s->stopping != 0) {
			stop_step(s, now);
			continue;
		}
		drains_bound(s, now);
		children_start_due(s, now);
		roll_step(s);
	}
}

static void
supervisor_close(struct supervisor *s)
{
	struct pollfd	 left = { .fd = s->log_pipe[0], .events = POLLIN };

	while (poll(&left, 1, 0) == 1 && left.revents & POLLIN)
		log_pass(s);
	for (int i = 0; i < s->program_count; i++)
		if (s->listeners[i] != -1) {
			close(s->listeners[i]);
			unlink(s->programs[i].socket);
		}
	rotate_close(s->log);
	close(s->lock_fd);
}

int
supervise(const struct config *config, const struct program *programs,
    int count)
{
	static struct supervisor	 s;
	const char			*why;

	s = (struct supervisor){ .config = config, .programs = programs,
		.program_count = count };
	if (count > PROGRAMS_MAX || (why = supervisor_open(&s)) != NULL) {
		log_line(LOG_ERROR, "cannot run", "why",
		    count > PROGRAMS_MAX ? "too many programs" : why, NULL);
		return 1;
	}
	for (int i = 0; i < count; i++)
		for (int k = 0; k < programs[i].count; k++)
			child_start(&s, child_add(&s, &programs[i]));
	supervise_loop(&s);
	supervisor_close(&s);
	return 0;
}
