/* SPDX-License-Identifier: ISC */
#ifndef SOUK_QUEUE_QUEUE_ROW_H
#define SOUK_QUEUE_QUEUE_ROW_H

#include "lib/queue/queue.h"

/*
 * A job while it runs here.  Its row is ours as long as worker and attempts
 * still match: whoever takes it over counts one attempt more.
 */
struct running {
	struct job		 job;
	const struct job_kind	*kind;
	const struct queue_runner *runner;
	char			 id[64];	/* outlives the arena */
	bool			 postponed;	/* its row is settled */
	int64_t			 start;		/* act->now at the claim */
	int64_t			 start_us;	/* monotonic */
};

extern const char *const	lane_names[LANE__MAX];	/* in the database */
/* NULL: nobody knows it. */
const struct job_kind	*job_kind_find(const struct job_kind *const *,
			    const char *name);

/* Now, as the act counts time. */
int64_t		running_now(const struct running *);

/* Claim the first due job; NOT_FOUND.  In a WRITE transaction. */
enum outcome	job_claim(struct act *, struct running *);
/* OK: done.  NOT_FOUND: the lease was lost, so nothing was changed. */
enum outcome	job_finish(struct act *, const struct running *,
		    enum outcome, const char *error);
/* In that lane; 0: nothing waits. */
enum outcome	job_next_due(struct act *, enum job_lane, int64_t *);

#endif
