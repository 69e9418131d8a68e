/* SPDX-License-Identifier: ISC */
#ifndef SOUK_PAYMENTS_STRIPE_H
#define SOUK_PAYMENTS_STRIPE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "lib/base/act.h"
#include "lib/base/buf.h"
#include "lib/base/json_in.h"

/*
 * A small client of Stripe's API, of one fixed version.  Never inside a
 * transaction.  What it answers is not trusted: a type that is not what it
 * should be is a field that is not there.  Client secrets go to the browser
 * they are for, and are neither stored nor logged.
 */
#define STRIPE_VERSION	"2026-10-28.endive"
#define STRIPE_MS	10000

/* ---- what is sent (stripe_form.c) ------------------------------------------ */

struct stripe_form { struct buf text; };

void		 stripe_form_init(struct stripe_form *, struct arena *);
/* The name as Stripe writes it, with brackets: "metadata[x]".  value NULL or
 * "": nothing is put. */
void		 stripe_put(struct stripe_form *, const char *name,
		    const char *value);
void		 stripe_put_int(struct stripe_form *, const char *name,
		    int64_t);
/* An amount of ours in Stripe's units, with its currency in lower case; both
 * names.  False: it cannot be said there. */
bool		 stripe_put_amount(struct act *, struct stripe_form *,
		    const char *amount_name, int64_t minor,
		    const char *currency_name, const char *currency);

/* ---- a call (stripe_call.c) -------------------------------------------------- */

struct stripe_call {
	const char	*path;		/* "/v1/refunds", with its query */
	const char	*form;		/* NULL: GET */
	/* Of a POST: derived from a row of ours, so that whatever happens the
	 * same is never done twice. */
	const char	*key;
};

enum stripe_end {
	STRIPE_TAKEN,		/* done; the object is in json */
	STRIPE_REFUSED,		/* not done, and asking again is no use */
	STRIPE_UNSURE,		/* it may have been done: again, same key */
	STRIPE_UNSENT,		/* not done: away, asked too often, our key */
};

struct stripe_answer {
	enum stripe_end		 end;
	int			 status;	/* 0: none */
	const struct json_in	*json;		/* TAKEN */
	/* Of an error, "" if it does not say. */
	const char		*type, *code, *decline_code, *param;
	bool			 replayed;	/* what that key was answered */
	int64_t			 retry_after;	/* seconds, at least */
	int64_t			 date;		/* there, seconds; 0: not said */
};

void		 stripe_ask(struct act *, const struct stripe_call *,
		    struct stripe_answer *);
/* What an answer of that status means (the table of errors). */
enum stripe_end	 stripe_judge(int status, int should_retry, const char *type,
		    const char *code);
/* The same for whoever waits: UPSTREAM, BUSY, or CONFLICT for what can never
 * be paid so; OK. */
enum outcome	 stripe_outcome(struct act *, const struct stripe_answer *);

/* ---- reading -------------------------------------------------------------------- */

/* Is its amount in that currency just this of ours, is it the object, and is
 * it of the mode of our key? */
struct stripe_expected {
	const char	*object;		/* "payment_intent" */
	const char	*amount_name;
	int64_t		 minor;
	const char	*currency;
	const char	*payment_id;		/* in its metadata */
	bool		 live;
};
bool		 stripe_is_expected(struct act *, const struct json_in *,
		    const struct stripe_expected *);

#endif
