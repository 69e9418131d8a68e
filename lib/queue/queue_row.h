/* SPDX-License-Identifier: ISC */
#ifndef SOUK_QUEUE_QUEUE_ROW_H
#define SOUK_QUEUE_QUEUE_ROW_H

#include "lib/queue/queue.h"

struct stmt;

#define HELD_MAX	32

/*
 * A job that was claimed here.  Its row is ours as long as worker and attempts
 * still match: whoever takes it over counts one attempt more.
 */
struct running {
	struct job		 job;		/* kind, payload: job_open() */
	const struct job_kind	*kind;
	const struct queue_runner *runner;
	char			 id[64];	/* outlives the arena */
	bool			 postponed;	/* its row is settled */
	int64_t			 start;		/* act->now at the claim */
	int64_t			 start_us;	/* monotonic */
};

/* Either one of any kind, or some whose kinds are all tx. */
struct held {
	struct running	 jobs[HELD_MAX];
	int		 count;
	int		 most;		/* to claim at once; 1: nor ahead */
};

/* NULL: nobody knows it. */
const struct job_kind	*job_kind_find(const struct job_kind *const *,
			    const char *name);

/* Now, as the act counts time. */
int64_t		running_now(const struct running *);

/* claim.c.  Claim what is due; count 0: nothing is.  In a WRITE transaction. */
enum outcome	jobs_claim(struct act *, const struct queue_runner *,
		    struct held *);
/* Not begun.  As it was; or with its attempt, and so to be run alone. */
enum outcome	job_give_back(struct act *, const struct running *,
		    bool as_it_was);

/* queue_row.c.  NOT_FOUND: the lease was lost, so nothing was changed. */
enum outcome	job_open(struct act *, struct running *);
enum outcome	job_finish(struct act *, const struct running *,
		    enum outcome, const char *error);
void		job_bind(struct stmt *, const struct running *);
/* In that lane; 0: nothing waits. */
enum outcome	job_next_due(struct act *, enum job_lane, int64_t *);

#endif
