/* SPDX-License-Identifier: ISC */
#ifndef SOUK_TESTS_HTTP_SERVER_H
#define SOUK_TESTS_HTTP_SERVER_H

#include <check.h>
#include <fcntl.h>
#include <ftw.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "tests/http/process.h"

/*
 * A server of tests/servers that takes a folder of its own, says "port N" and
 * runs until its standard input ends.  server_says() writes its rules.
 */

struct server {
	char	 folder[64];
	int	 port, hold;
	pid_t	 pid;
};

static inline int
server_remove(const char *path, const struct stat *st, int type,
    struct FTW *at)
{
	(void)st;
	(void)type;
	(void)at;
	return remove(path);
}

static inline void
server_end(struct server *server)
{
	if (server->pid <= 0)
		return;
	close(server->hold);
	waitpid(server->pid, NULL, 0);
	server->pid = 0;
	nftw(server->folder, server_remove, 8, FTW_DEPTH | FTW_PHYS);
}

static inline void
server_run(struct server *server, const char *script)
{
	char	 line[32];
	int	 in[2], out[2];
	FILE	*said;

	snprintf(server->folder, sizeof(server->folder),
	    "/tmp/souk-server.XXXXXX");
	ck_assert_ptr_nonnull(mkdtemp(server->folder));
	ck_assert_int_eq(pipe2(in, O_CLOEXEC), 0);
	ck_assert_int_eq(pipe2(out, O_CLOEXEC), 0);
	if ((server->pid = fork()) == 0) {
		dup2(in[0], STDIN_FILENO);
		dup2(out[1], STDOUT_FILENO);
		execl("/usr/bin/python3", "python3", script, server->folder,
		    (char *)NULL);
		_exit(127);
	}
	ck_assert_int_gt(server->pid, 0);
	close(in[0]);
	close(out[1]);
	server->hold = in[1];
	ck_assert_int_eq(poll(&(struct pollfd){ out[0], POLLIN, 0 }, 1,
	    SOON_MS), 1);
	ck_assert_ptr_nonnull(said = fdopen(out[0], "re"));
	ck_assert_ptr_nonnull(fgets(line, sizeof(line), said));
	ck_assert_int_eq(strncmp(line, "port ", 5), 0);
	server->port = (int)strtol(line + 5, NULL, 10);
	fclose(said);
}

/* Its file "control": what goes wrong, in the words of the script. */
static inline void
server_says(const struct server *server, const char *rules)
{
	char	 path[96], fresh[112];
	FILE	*f;

	snprintf(path, sizeof(path), "%s/control", server->folder);
	snprintf(fresh, sizeof(fresh), "%s.new", path);
	ck_assert_ptr_nonnull(f = fopen(fresh, "we"));
	ck_assert_int_ge(fputs(rules, f), 0);
	ck_assert_int_eq(fclose(f), 0);
	ck_assert_int_eq(rename(fresh, path), 0);
}

#endif
