/* SPDX-License-Identifier: ISC */
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "lib/base/clock.h"
#include "lib/base/log.h"
#include "lib/ops/supervisor.h"

#define YOUNG		CLOCK_SECOND	/* died so soon: back off */
#define BACKOFF_MAX	(30 * CLOCK_SECOND)
#define BACKOFF_STEPS	5
#define KILLED_PAUSE	(CLOCK_SECOND / 10)

struct child *
child_add(struct supervisor *s, const struct program *p)
{
	for (int i = 0; i < CHILDREN_MAX; i++)
		if (s->children[i].program == NULL) {
			s->children[i] = (struct child){ .program = p };
			return &s->children[i];
		}
	return NULL;
}

/*
 * The child's side: never returns.  It is a process group of its own, so that
 * Ctrl-C reaches the supervisor alone, and ends with the supervisor, however
 * that ends.
 */
static void
child_become(struct supervisor *s, const struct program *p, pid_t parent)
{
	int		 listener = s->listeners[p - s->programs];
	sigset_t	 none;

	setpgid(0, 0);
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
	/*
	 * Whoever connects and says nothing holds a worker so long, in ms.  It
	 * is nginx, which on a machine with too much to do may be held up
	 * between the one and the other: closed too early, that is a 502.
	 */
	setenv("LIBFCGI_IS_AF_UNIX_KEEPER_POLL_TIMEOUT", "2000", 1);
	sigemptyset(&none);
	sigprocmask(SIG_SETMASK, &none, NULL);
	execv(p->argv[0], (char *const *)(uintptr_t)p->argv);
	_exit(127);
}

/* Changes with any of the files: another file, other bytes, another time. */
static uint64_t
files_mark(const char *const *files)
{
	uint64_t	 mark = 1;
	struct stat	 st;

	for (; files != NULL && *files != NULL; files++) {
		if (stat(*files, &st) != 0)
			st = (struct stat){ .st_ino = 0 };
		mark = mark * 31 + st.st_ino;
		mark = mark * 31 + (uint64_t)st.st_size;
		mark = mark * 31 + (uint64_t)st.st_mtim.tv_sec;
		mark = mark * 31 + (uint64_t)st.st_mtim.tv_nsec;
	}
	return mark;
}

void
child_reload(struct child *c)
{
	const uint64_t	 files = files_mark(c->program->reload_files);

	if (files == c->files && c->program->reload_files != NULL)
		return;
	c->files = files;
	kill(c->pid, c->program->reload_signal);
}

void
child_start(struct supervisor *s, struct child *c, int64_t now)
{
	pid_t	 parent = getpid();

	c->since = now;
	c->files = files_mark(c->program->reload_files);
	if ((c->pid = fork()) == 0)
		child_become(s, c->program, parent);
	c->life = c->pid == -1 ? IDLE : RUNNING;
	c->due = now + CLOCK_SECOND;
}

void
child_drain(struct child *c, int64_t now)
{
	c->life = DRAINING;
	c->since = now;
	kill(c->pid, c->program->stop_signal);
}

/* ---- the end of one ------------------------------------------------------ */

static void
log_end(const struct child *c, int status)
{
	char	 pid[16], how[32];

	snprintf(pid, sizeof(pid), "%d", (int)c->pid);
	snprintf(how, sizeof(how), "%s %d",
	    WIFSIGNALED(status) ? "signal" : "exit",
	    WIFSIGNALED(status) ? WTERMSIG(status) : WEXITSTATUS(status));
	log_line(status == 0 ? LOG_INFO : LOG_WARN, "program ended",
	    "name", c->program->name, "child", pid, "how", how, NULL);
}

/* The new one does not live: those that do stay. */
static void
roll_give_up(struct supervisor *s, struct child *fresh)
{
	log_line(LOG_ERROR, "the new worker fails; the old ones stay", "name",
	    fresh->program->name, NULL);
	for (int i = 0; i < CHILDREN_MAX; i++)
		if (s->children[i].life == STALE)
			s->children[i].life = RUNNING;
	*fresh = (struct child){ .program = NULL };
}

/* A place whose successor runs already is not filled again. */
static bool
is_succeeded(struct supervisor *s, const struct child *c)
{
	for (int i = 0; i < CHILDREN_MAX; i++)
		if (s->children[i].program != NULL &&
		    s->children[i].replaces == c) {
			s->children[i].replaces = NULL;
			return true;
		}
	return false;
}

/*
 * Started again at once, unless it died young.  Whom somebody else killed did
 * not fail: that is not counted.
 */
static void
child_again(struct child *c, int status, int64_t now)
{
	bool	 died_young = status != 0 && now - c->since < YOUNG;
	int	 steps;

	c->life = IDLE;
	if (died_young && WIFSIGNALED(status) &&
	    (WTERMSIG(status) == SIGKILL || c->program->one_job)) {
		c->due = now + KILLED_PAUSE;
		return;
	}
	c->failures = died_young ? c->failures + 1 : 0;
	steps = c->failures > BACKOFF_STEPS ? BACKOFF_STEPS : c->failures - 1;
	c->due = died_young ? now + (CLOCK_SECOND << steps) : now;
	if (c->due > now + BACKOFF_MAX)
		c->due = now + BACKOFF_MAX;
}

/* It did what it was for, or what it had in hand was its end. */
static bool
has_done_its_job(const struct child *c, int status)
{
	return c->program->one_job && (status == 0 || WIFSIGNALED(status));
}

/* What it replaces need not wait until it has lived a while. */
static void
roll_go_on(struct child *fresh, int64_t now)
{
	if (fresh->replaces != NULL)
		child_drain(fresh->replaces, now);
	fresh->replaces = NULL;
}

static void
child_ended(struct supervisor *s, struct child *c, int status, int64_t now)
{
	if (has_done_its_job(c, status))
		roll_go_on(c, now);
	if (status != 0 || !c->program->one_job)
		log_end(c, status);
	/* What it left of its own: nginx's workers would hold the port. */
	if (c->pid > 0)
		kill(-c->pid, SIGKILL);
	if (c->replaces != NULL)
		roll_give_up(s, c);
	else if (s->stopping != 0 || c->life == DRAINING || is_succeeded(s, c))
		*c = (struct child){ .program = NULL };
	else
		child_again(c, status, now);
}

void
children_reap(struct supervisor *s, int64_t now)
{
	int	 status;
	pid_t	 pid;

	while ((pid = waitpid(-1, &status, WNOHANG)) > 0)
		for (int i = 0; i < CHILDREN_MAX; i++)
			if (s->children[i].program != NULL &&
			    s->children[i].life != IDLE &&
			    s->children[i].pid == pid) {
				child_ended(s, &s->children[i], status, now);
				break;
			}
}

/* ---- all of them ------------------------------------------------------------ */

void
children_start_due(struct supervisor *s, int64_t now)
{
	for (int i = 0; i < CHILDREN_MAX; i++)
		if (s->children[i].program != NULL &&
		    s->children[i].life == IDLE && s->children[i].due <= now)
			child_start(s, &s->children[i], now);
}

void
children_bound(struct supervisor *s, int64_t now)
{
	for (int i = 0; i < CHILDREN_MAX; i++)
		if (s->children[i].program != NULL &&
		    s->children[i].life == DRAINING &&
		    now - s->children[i].since > SUPERVISE_GRACE)
			kill(s->children[i].pid, SIGKILL);
}

int
children_left(const struct supervisor *s, bool front_only)
{
	int	 n = 0;

	for (int i = 0; i < CHILDREN_MAX; i++)
		n += s->children[i].program != NULL &&
		    (!front_only || s->children[i].program->front);
	return n;
}
