/* SPDX-License-Identifier: ISC */
#ifndef SOUK_WHATSAPP_GRAPH_H
#define SOUK_WHATSAPP_GRAPH_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "lib/base/act.h"
#include "lib/base/json_in.h"
#include "lib/net/net.h"

/*
 * A small client of Meta's Graph API, of the configured version.  Never inside
 * a transaction.  What it answers is not trusted: a type that is not what it
 * should be is a field that is not there.
 */
#define GRAPH_MS	15000
#define GRAPH_VALUES	10000	/* in one answer */

/*
 * What an answer means, and so what is to be done.  Where Meta answers with an
 * error it did not do it, whatever the HTTP status; where it does not answer,
 * or says nothing that can be read, nobody knows.
 */
enum graph_end {
	GRAPH_TAKEN,	/* done; the object is in json */
	GRAPH_UNSENT,	/* Meta never heard: again */
	GRAPH_UNSURE,	/* it may have been done: never again by itself */
	GRAPH_ILL,	/* Meta's own trouble: again */
	GRAPH_BUSY,	/* too fast: the number waits a little */
	GRAPH_PAIR,	/* too fast for this person */
	GRAPH_HELD,	/* token, spam, account: a person must see to it */
	GRAPH_CLOSED,	/* the 24 hours are over */
	GRAPH_UNWANTED,	/* they do not want it, or not now */
	GRAPH_REFUSED,	/* this message, or this person, never */
	GRAPH__MAX
};

struct graph_answer {
	enum graph_end		 end;
	int			 status;	/* 0: none */
	int64_t			 code;		/* of an error; 0 */
	const char		*error;		/* what it says; "" */
	int64_t			 retry_after;	/* seconds, 0: not said */
	const struct json_in	*json;		/* TAKEN */
};

struct graph_call {
	const char	*token;		/* NULL: the configured one */
	const char	*method;	/* NULL: GET, with a body POST */
	const char	*path;		/* behind the version, "/123/messages" */
	const char	*body;		/* JSON; NULL: none */
	const char	*type;		/* of another body; NULL */
};

void		 graph_ask(struct act *, const struct graph_call *,
		    struct graph_answer *);

/* The parts of it, for many at once. */
void		 graph_request(struct act *, const struct graph_call *,
		    struct net_request *);
void		 graph_read(struct act *, enum net_result,
		    const struct net_answer *, struct graph_answer *);
/* May it be asked now?  Each yes must be followed by what came of it. */
bool		 graph_lets(struct act *);
void		 graph_told(struct act *, const struct graph_answer *);

/* What an error of that code means, and one of a status without a code. */
enum graph_end	 graph_judge(int64_t code);
enum graph_end	 graph_judge_status(int status);

/* hex(HMAC-SHA256(the app's first secret, token)). */
const char	*graph_proof(struct act *, const char *token);

#endif
