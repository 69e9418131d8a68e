/* SPDX-License-Identifier: ISC */
#include "tests/postgres/server.h"

#include <errno.h>
#include <fcntl.h>
#include <ftw.h>
#include <grp.h>
#include <poll.h>
#include <pwd.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#define STEP_MS		50
#define STEPS		600		/* half a minute for anything */

static char	 dir[64], data[80], bin[256];
static pid_t	 server = -1;

static const struct passwd *
ordinary_user(void)
{
	return getuid() == 0 ? getpwnam("postgres") : getpwuid(getuid());
}

/* Where the server's programs are, as pg_config says. */
static bool
bin_find(void)
{
	FILE	*f = popen("pg_config --bindir", "r");
	bool	 found;

	found = f != NULL && fgets(bin, sizeof(bin), f) != NULL;
	if (f != NULL)
		pclose(f);
	bin[strcspn(bin, "\n")] = '\0';
	return found;
}

static bool
dir_make(const struct passwd *user)
{
	snprintf(dir, sizeof(dir), "/tmp/souk-postgres-XXXXXX");
	if (mkdtemp(dir) == NULL || chown(dir, user->pw_uid, user->pw_gid) ==
	    -1)
		return false;
	snprintf(data, sizeof(data), "%s/data", dir);
	return true;
}

/* In the child: become the user, end when our parent does, say nothing. */
static void
run_as(const struct passwd *user, const char *const argv[])
{
	char	 path[512];
	int	 log;

	if (getuid() == 0 && (initgroups(user->pw_name, user->pw_gid) == -1 ||
	    setgid(user->pw_gid) == -1 || setuid(user->pw_uid) == -1))
		_exit(126);
	prctl(PR_SET_PDEATHSIG, SIGQUIT);
	snprintf(path, sizeof(path), "%s/log", dir);
	if ((log = open(path, O_WRONLY | O_CREAT | O_APPEND, 0600)) == -1 ||
	    dup2(log, 1) == -1 || dup2(log, 2) == -1 || chdir(dir) == -1)
		_exit(126);
	/* initdb looks for postgres, and for itself, by its name alone. */
	setenv("PATH", bin, 1);
	snprintf(path, sizeof(path), "%s/%s", bin, argv[0]);
	execv(path, (char *const *)(uintptr_t)argv);
	_exit(127);
}

static pid_t
spawn(const struct passwd *user, const char *const argv[])
{
	pid_t	 pid = fork();

	if (pid == 0)
		run_as(user, argv);
	return pid;
}

/* Its exit status; -1: killed, or not over in time. */
static int
wait_for(pid_t pid)
{
	int	 status;

	for (int i = 0; i < STEPS; i++) {
		if (waitpid(pid, &status, WNOHANG) == pid)
			return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
		poll(NULL, 0, STEP_MS);
	}
	kill(pid, SIGKILL);
	waitpid(pid, &status, 0);
	return -1;
}

PGconn *
server_connect(void)
{
	const char *const	 names[] = { "host", "user", "dbname", NULL };
	const char *const	 values[] = { dir, "souk", "postgres", NULL };

	return PQconnectdbParams(names, values, 0);
}

static bool
server_answers(void)
{
	for (int i = 0; i < STEPS; i++) {
		PGconn	*c = server_connect();
		bool	 ok = PQstatus(c) == CONNECTION_OK;

		PQfinish(c);
		if (ok || waitpid(server, NULL, WNOHANG) == server)
			return ok;
		poll(NULL, 0, STEP_MS);
	}
	return false;
}

static bool
server_try(const struct passwd *user)
{
	const char *const initdb[] = { "initdb", "-D", data, "-A", "trust",
	    "-U", "souk", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync",
	    NULL };
	const char *const postgres[] = { "postgres", "-D", data, "-k", dir,
	    "-c", "listen_addresses=", "-c", "fsync=off", NULL };

	if (wait_for(spawn(user, initdb)) != 0)
		return false;
	server = spawn(user, postgres);
	return server > 0 && server_answers();
}

bool
server_start(void)
{
	const struct passwd	*user = ordinary_user();

	if (user == NULL || !bin_find() || !dir_make(user)) {
		fprintf(stderr, "PostgreSQL: no user, no pg_config or no "
		    "directory: %s\n", strerror(errno));
		return false;
	}
	if (server_try(user))
		return true;
	fprintf(stderr, "PostgreSQL does not start; see %s/log\n", dir);
	dir[0] = '\0';		/* kept, to be looked at */
	server_stop();
	return false;
}

static int
remove_entry(const char *path, const struct stat *st, int type,
    struct FTW *where)
{
	(void)st;
	(void)type;
	(void)where;
	return remove(path);
}

void
server_stop(void)
{
	if (server > 0) {
		kill(server, SIGINT);
		wait_for(server);
	}
	server = -1;
	if (dir[0] != '\0')
		nftw(dir, remove_entry, 16, FTW_DEPTH | FTW_PHYS);
}
