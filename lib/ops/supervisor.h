/* SPDX-License-Identifier: ISC */
#ifndef SOUK_OPS_SUPERVISOR_H
#define SOUK_OPS_SUPERVISOR_H

#include <stdbool.h>
#include <stdint.h>
#include <sys/types.h>

#include "lib/ops/ops.h"

/* What supervise.c and children.c share; nobody else includes it. */

#define CHILDREN_MAX	160
#define PROGRAMS_MAX	16

/*
 * A place for one process.  IDLE waits until due; STALE is to be replaced;
 * DRAINING was told to end and is not started again.
 */
enum life { IDLE, RUNNING, STALE, DRAINING };

struct child {
	const struct program	*program;	/* NULL: a free place */
	enum life		 life;
	pid_t			 pid;
	int64_t			 since;		/* of this life, ms */
	int64_t			 due;		/* IDLE */
	int			 failures;	/* in a row, each while young */
	uint64_t		 files;		/* what it has read */
	struct child		*replaces;	/* told to end once this one
						   has proved to live */
};

struct supervisor {
	const struct config	*config;
	const struct program	*programs;
	int			 program_count;
	int			 listeners[PROGRAMS_MAX];
	struct child		 children[CHILDREN_MAX];
	struct rotate		*log;
	int			 signal_fd, log_pipe[2], lock_fd;
	int			 stderr_fd;	/* before the log took over */
	bool			 again;		/* after stopping, anew */
	int64_t			 stopping;	/* since; 0: not */
	bool			 back_told;	/* all but the front, too */
};

/* children.c */
struct child	*child_add(struct supervisor *, const struct program *);
void		 child_start(struct supervisor *, struct child *, int64_t now);
void		 child_drain(struct child *, int64_t now);
/* Its reload signal, if a file it has read is another by now. */
void		 child_reload(struct child *);
void		 children_reap(struct supervisor *, int64_t now);
void		 children_start_due(struct supervisor *, int64_t now);
/* Kills who was told to end and did not within SUPERVISE_GRACE. */
void		 children_bound(struct supervisor *, int64_t now);
int		 children_left(const struct supervisor *, bool front_only);

#endif
