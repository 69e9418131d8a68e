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

/* ---- supervise.c: pre-fork supervisor, `souk run` ---------------------
 * Opens the sockets, starts every program, respawns a dead one at once
 * (backing off only when it died within a second of its start).  SIGHUP
 * replaces the workers one by one, each new one before its old one ends, and
 * tells nginx only if one of its files changed: to reload closes connections;
 * SIGTERM and SIGINT drain all, within SUPERVISE_GRACE, and leave nothing.
 * SIGUSR2 drains all too, then lets go of the lock on home/run, waits until
 * nobody holds a lock on home/run/hold, and becomes home/bin/souk anew: who
 * holds both locks has the shop to himself, and if he dies it goes on.
 * Its process id stands in home/run/souk.pid while home/run is locked.
 * What the programs write to descriptor 2 goes to home/log/souk.log, which
 * is rotated by size.
 */
#define SUPERVISE_GRACE	INT64_C(10000)	/* ms until SIGKILL */

struct program {
	const char		*name;		/* in logs */
	const char *const	*argv;		/* argv[0]: path below home */
	const char		*socket;	/* below home; NULL: none */
	const char		*pool;		/* SOUK_POOL, or NULL */
	int			 count;
	int			 stop_signal;
	int			 reload_signal;	/* 0: replaced on SIGHUP */
	const char *const	*reload_files;	/* below home, ends with NULL:
						   signalled if one is new */
	bool			 front;		/* stopped before the others */
	bool			 one_job;	/* ends after each: that, and to
						   be killed at it, is no
						   failure, nor worth a line */
};
/* The exit status of `souk run`. */
int	supervise(const struct config *, const struct program *, int count);

/* ---- ask.c --------------------------------------------------------------
 * The whole answer to a GET; its status, 0 if there was none.
 */
struct arena;
int	ops_ask(struct arena *, const char *home, const char *uri,
	    struct buf *out);

/* ---- rotate.c: the log behind the supervisor --------------------------- */
#define ROTATE_BYTES	(16 << 20)
#define ROTATE_KEEP	8		/* souk.log.1 … */
#define ROTATE_DAYS	90		/* older ones are removed */
struct rotate;
struct rotate	*rotate_open(const char *path);	/* NULL: errno */
/* Bytes as they come; what is no JSON object is made one. */
void		 rotate_lines(struct rotate *, const char *, size_t);
void		 rotate_close(struct rotate *);

/* ---- owner.c: root becomes the owner of the home -------------------------
 * so that nothing root does by hand leaves a file that the shop cannot read.
 * Anybody else stays who they are.  False: *why (static).
 */
bool	owner_become(const char *home, const char **why);

/* ---- nginx.c: what differs from machine to machine ------------------------
 * Writes etc/nginx.conf from etc/nginx.conf.in, and the locations of the
 * route rows beside it.
 */
bool	nginx_write(struct arena *, const struct config *,
	    const struct buf *locations, const char **why);

/* ---- sandbox.c: fails closed ---------------------------------------------
 * No new privileges, no core file, no other program or process, no tracing,
 * no namespaces, no new code, no io_uring (which would open a socket unseen);
 * with network false no socket but AF_UNIX.
 */
bool	sandbox_enter(bool network, const char **why);
/* Tries what that refuses, a line each; how many succeeded (attack.c). */
int	sandbox_attack(bool network);
/* sandbox_strict.c: memory, and what is open already to read and to send;
 * nothing else at all. */
bool	sandbox_strict(const char **why);
int	sandbox_attack_strict(void);

/* ---- health.c ------------------------------------------------------------- */
struct health { const char *name; bool ok; const char *detail; };
#define HEALTH_MAX	8
/* Database, schema, disk, queue.  Outside a transaction. */
int	health_check(struct act *, struct health[HEALTH_MAX]);

/* ---- certificate.c: until etc/tls.crt ends; false: it cannot be read ------- */
bool	certificate_days(struct act *, int *days);

/* ---- doctor.c: `souk doctor`, a line a finding; 0 is healthy --------------- */
int	doctor(struct act *, struct buf *out);
int	doctor_database(struct act *, struct buf *out);	/* of it alone */

#endif
