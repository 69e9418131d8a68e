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
 * begins anew each day (rotate.c).
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

/* ---- rotate.c: the log behind the supervisor -------------------------------
 * log/souk.log holds one day (UTC) or a part of it.  When the day is over, or
 * the file full, it becomes souk-YYYY-MM-DD.log, the next of that day
 * souk-YYYY-MM-DD.1.log …; lib/watch makes souk-….log.gz of these and ends
 * them.  If nobody does, only the last ROTATE_PLAIN stay.
 */
#define ROTATE_BYTES	(64 << 20)
#define ROTATE_PLAIN	16
#define ROTATE_DAYS	90		/* older ones are removed */
struct rotate;
struct rotate	*rotate_open(const char *path);	/* NULL: errno */
/* Bytes as they come; what is no JSON object is made one, and what has no
 * time gets that of its arrival. */
void		 rotate_lines(struct rotate *, const char *, size_t);
/* The same at that time, for tests. */
void		 rotate_lines_at(struct rotate *, int64_t now, const char *,
		    size_t);
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

/* ---- slow.c: statements beyond SOUK_SLOW_MS are logged and counted --------- */
struct db;
struct shared;
void	slow_watch(struct db *, const struct config *, struct shared *);

/* ---- certificate.c: until etc/tls.crt ends; false: it cannot be read ------- */
bool	certificate_days(struct act *, int *days);

/* ---- doctor.c: `souk doctor`, a line a finding; 0 is healthy --------------- */
int	doctor(struct act *, struct buf *out);
int	doctor_database(struct act *, struct buf *out);	/* of it alone */

#endif
