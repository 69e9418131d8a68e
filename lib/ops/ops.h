/* SPDX-License-Identifier: ISC */
#ifndef SOUK_OPS_OPS_H
#define SOUK_OPS_OPS_H

#include <stdbool.h>

#include "lib/base/act.h"

/*
 * Running souk on one machine: the supervisor, the sandbox of a worker, the
 * checks of the owner.
 */
struct config;
struct buf;

/* ---- supervise.c: pre-fork supervisor, `souk run` --------------------
 * Opens the sockets, starts every process, respawns a dead one at once
 * (backing off only when it died within a second of its start), SIGHUP
 * replaces them one by one, SIGTERM and SIGINT drain all and leave nothing.
 */
struct program {
	const char	*name;		/* "web", in logs */
	const char	*file;		/* "bin/souk-web", below home */
	const char	*socket;	/* "run/web.sock"; NULL: none */
	const char	*pool;		/* SOUK_POOL, NULL */
	int		 count;
	const char *const *argv;	/* NULL: file alone */
};
int	supervise(const struct config *, const struct program *, int count);

/* ---- sandbox.c: fails closed ------------------------------------------
 * No new privileges, no core, no execve, no ptrace; with network false no
 * socket family but AF_UNIX and no io_uring.
 */
bool	sandbox_enter(bool network, const char **why);

/* ---- health.c ----------------------------------------------------------- */
struct health { const char *name; bool ok; const char *detail; };
#define HEALTH_MAX	8
/* Database readable, schema version, disk space, queue age. */
int	health_check(struct act *, struct health[HEALTH_MAX]);

/* ---- doctor.c: `souk doctor`, one line a finding; 0 is healthy ----------- */
int	doctor(struct act *, struct buf *out);

#endif
