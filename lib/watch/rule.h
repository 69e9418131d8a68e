/* SPDX-License-Identifier: ISC */
#ifndef SOUK_WATCH_RULE_H
#define SOUK_WATCH_RULE_H

#include "lib/watch/watch.h"

/*
 * Private to lib/watch: what must not be.  A rule looks at one number of a
 * sample; it opens an alert after so many bad minutes in a row and closes it
 * after so many good ones, so that what wavers is told once.
 */
struct watch_rule {
	const char			*name;
	enum watch_sample_field		 measure;
	enum { TOO_HIGH, TOO_LOW }	 bad;	/* beyond, or below, … */
	int				 setting;	/* … this; -1: … */
	int64_t				 fixed;		/* … that */
	int				 open_after, close_after;
	bool				 by_gaps;	/* a minute without a
							   look is bad, too */
	/* Told only of a minute with some traffic, else 0; of_requests: as
	 * hundredths of the requests. */
	bool				 by_traffic, of_requests;
	bool				 critical;
	const char			*unit;
	const char			*title[LOCALE__MAX];
};
extern const struct watch_rule	watch_rules[];		/* ends: name NULL */
const struct watch_rule		*watch_rule_find(const char *name);

/* How long it has been so. */
struct watch_streak { int64_t bad, good; };

enum watch_turn { TURN_NONE, TURN_OPENS, TURN_CLOSES };

/*
 * One more minute: the streak goes on or breaks.  gap is how many minutes
 * nobody looked before this one; value NULL: it could not be told.
 */
enum watch_turn	 watch_judge(const struct watch_rule *, struct watch_streak *,
		    bool is_open, const int64_t *value, int64_t threshold,
		    int64_t gap);
/* Is a worse than b? */
bool		 watch_is_worse(const struct watch_rule *, int64_t a,
		    int64_t b);

/* ---- evaluate.c: in the transaction of the sample ----------------------------- */
/* gap: minutes without a row between the last and this one. */
enum outcome	 watch_evaluate(struct act *, const struct record *sample,
		    int64_t gap);

/* ---- tell.c ------------------------------------------------------------------ */
struct watch_alert {
	const char	*id, *rule;
	int64_t		 value, threshold, opened_at;
};
/* To these addresses, or to the owners if there is none.  *told: to one at
 * least. */
enum outcome	 watch_tell(struct act *, const struct watch_alert *,
		    enum mail_template, const char *addresses, bool *told);
/* The owners' addresses, a comma between, as far as they fit. */
enum outcome	 watch_owners(struct act *, char *all, size_t);
/* The first address of a list, a comma between; moves it on.  NULL: none. */
const char	*watch_address_next(struct act *, const char **list);

#endif
