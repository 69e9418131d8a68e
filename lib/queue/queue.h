/* SPDX-License-Identifier: ISC */
#ifndef SOUK_QUEUE_QUEUE_H
#define SOUK_QUEUE_QUEUE_H

#include <stdbool.h>
#include <stdint.h>

#include "lib/base/act.h"
#include "lib/base/zone.h"

/*
 * Work done later, at least once: a table of jobs, enqueued in the caller's
 * transaction, claimed with a lease, so that a killed worker's job is taken
 * over when the lease ends.  A kind is retried with growing pauses and
 * jitter until max_attempts, then kept as dead and shown.
 *
 * A kind's run() does its work in short db_tx() steps and makes each effect
 * idempotent; queue_extend() between long steps keeps the lease.
 */
struct job {
	const char	*id, *kind;
	const char	*payload;	/* JSON */
	int64_t		 attempts;	/* this one included */
	int64_t		 created_at;
};

/*
 * Each lane has a process of its own: what somebody waits for (SEND: mail)
 * stands neither behind what is worked on nor behind strangers' machines
 * that may be slow or dead (CALL).  KEEP looks after the shop itself: what it
 * copies and checks takes minutes, and only what others leave of processor
 * and disk.  CHAT (WhatsApp) and TEXT (texts) talk with people, each at a pace
 * that somebody else sets; FILE fetches what people send along, which may be
 * long.  WORK does not reach the network.
 */
enum job_lane { LANE_WORK, LANE_SEND, LANE_CALL, LANE_KEEP, LANE_CHAT,
	LANE_TEXT, LANE_FILE, LANE__MAX };
extern const char *const	lane_names[LANE__MAX];	/* in the database */

struct job_kind {
	const char	*name;		/* "catalog.import" */
	enum job_lane	 lane;
	/*
	 * The effect is all SQL: run() works inside the transaction that also
	 * ends the job, so the effect is there exactly once, and many such
	 * jobs share a commit.  It never begins one, and is quick.
	 */
	bool		 tx;
	enum outcome	(*run)(struct act *, const struct job *);
	int		 max_attempts;
	int64_t		 lease;		/* ms, at most a minute: so long a
					   killed worker's job lies */
	int64_t		 first_pause;	/* ms, doubles, capped at 1 h */
	const char *const *shown;	/* texts of the payload that an admin
					   may read; NULL: none */
};

/*
 * A job made every `period` ms, or at a time of day where the shop is, each day
 * or on one of the week: once each time, and once if the machine slept over
 * some.  At most one is waiting.
 */
struct schedule {
	const char	*kind;
	int64_t		 period;	/* 0: by the day */
	enum weekday	 weekday;	/* ANY_DAY: each */
	int		 minute;	/* of the day */
	bool		 by_clock;	/* also when the clock was set */
	bool		 on_the_dot;	/* at multiples of the period: looking
					   late never adds up to one less */
};

struct job_new {
	const char	*kind;
	const char	*payload;	/* JSON; NULL is {} */
	int64_t		 due;		/* 0: now */
	const char	*unique_key;	/* NULL: none; while one waits or runs,
					   enqueueing it again does nothing */
};

/* In the caller's transaction, into the lane of its kind in act->souk.  id may
 * be NULL; it is NULL for a duplicate. */
enum outcome	queue_put(struct act *, const struct job_new *,
		    const char **id);
/* Make the jobs of due schedules.  In the caller's transaction. */
enum outcome	queue_schedule(struct act *, const struct schedule *, int n,
		    const char *zone);
/*
 * The wall clock was set by so many ms, or may have been (0: nobody looked).
 * Who waits for a pause or a lease to pass waits as long as before; who waits
 * for a moment that was asked for waits for that.  In the caller's
 * transaction.
 */
enum outcome	queue_clock_set(struct act *, int64_t by,
		    const struct schedule *, int n);
/* Who runs the jobs of one lane. */
struct queue_runner {
	const struct job_kind *const	*kinds;		/* ends with NULL */
	const char			*worker;
	enum job_lane			 lane;
	struct held			*held;		/* queue_hold() */
};

/*
 * Claim and run one due job, or several whose kinds are tx.  NOT_FOUND: none
 * is due; *next_due is when the next one is (0: nothing waits).  Begins its
 * own transactions.
 */
enum outcome	queue_run(struct act *, const struct queue_runner *,
		    int64_t *next_due);
/* Lets a runner claim several at once, and the next while it ends some; false:
 * no memory.  What it then still holds it gives back. */
bool		queue_hold(struct queue_runner *);
void		queue_let_go(struct act *, struct queue_runner *);
/* One job of any lane, for tests. */
enum outcome	queue_run_one(struct act *, const struct job_kind *const *,
		    const char *worker, int64_t *next_due);
enum outcome	queue_extend(struct act *, const struct job *);
/*
 * Rows that are kept for a time, for a kind's run().  Each statement deletes
 * at most :rows of those that are of :before or earlier, and returns a row for
 * each; it is repeated, in transactions of their own, until none is left.
 */
struct queue_kept { const char *sql; int64_t ms; };	/* ends: sql NULL */
enum outcome	queue_sweep(struct act *, const struct job *,
		    const struct queue_kept *);
/* A text of the payload, by its name; NULL: there is none. */
const char	*job_text(struct act *, const struct job *, const char *name);
/*
 * Not now: the job in hand waits until then, and this attempt does not count.
 * In a transaction of run(), which then returns OK.  NOT_FOUND: another
 * worker has taken it over.
 */
enum outcome	queue_postpone(struct act *, const struct job *, int64_t due);
/*
 * The job in hand is done with this transaction, so that whoever puts it anew
 * behind what it saw makes another.  As queue_postpone() otherwise.
 */
enum outcome	queue_end(struct act *, const struct job *);
/* The one of that key, if it waits, is due then or before. */
enum outcome	queue_hasten(struct act *, const char *unique_key,
		    int64_t due);
/* Fields of a job for the admin and metrics. */
enum outcome	queue_counts(struct act *, int64_t *waiting, int64_t *running,
		    int64_t *dead);

#endif
