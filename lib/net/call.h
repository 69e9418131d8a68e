/* SPDX-License-Identifier: ISC */
#ifndef SOUK_NET_CALL_H
#define SOUK_NET_CALL_H

#include <curl/curl.h>

#include "lib/net/net.h"

/*
 * Private to lib/net: what every call has in common.
 *
 * A handle is freed by hand and an arena that is full jumps: whoever holds a
 * handle allocates nothing from the arena before net_close().
 */
#define NET_WHY		CURL_ERROR_SIZE

struct net_call {
	CURL		*curl;
	char		 why[NET_WHY];	/* of a failure, for the log */
	bool		 failed;	/* an option was not taken */
};

/*
 * May one call out now?  False (logged) in a transaction.
 */
bool	net_is_allowed(struct act *);
/*
 * A handle for that URL with all that holds for every call: protocols (as
 * "https,http"), time, trust, no redirects, no proxy, no signals.  False:
 * no memory.
 */
bool	net_open(struct act *, struct net_call *, const char *url,
	    const char *protocols, int timeout_ms);
/* curl_easy_setopt(), and failed if it was not taken. */
#define net_set(CALL, OPTION, VALUE) do {				\
	if (curl_easy_setopt((CALL)->curl, (OPTION), (VALUE)) != CURLE_OK) \
		(CALL)->failed = true;					\
} while (0)
/* Does it, logs what failed, and says what that means: sent or not. */
enum net_result	 net_perform(struct net_call *);
/* The same of a call that somebody else has done. */
enum net_result	 net_judge(struct net_call *, CURLcode);
void		 net_close(struct net_call *);

/* ---- one HTTP exchange (http.c) ------------------------------------------ */

/* An answer as it comes in; all room was made before. */
struct net_arrival {
	struct net_answer	*answer;
	size_t			 most;
	bool			 cut;
	char			*type, *location;
	CURL			*curl;
	int			 to_fd;
	int64_t			 size, room;	/* of that file: in all, left */
};
/* A file as it goes out. */
struct net_departure { int fd; int64_t at, size; };
struct net_exchange {
	const struct net_request	*request;
	const char			*url;	/* NULL: it is not allowed */
	bool				 public_only;
	struct net_call			 call;
	struct curl_slist		*headers, *to;
	struct net_arrival		 arrival;
	struct net_departure		 departure;
};
/* All that takes memory of the arena; false: it is not allowed (logged). */
bool		 net_prepare(struct act *, const struct net_request *,
		    struct net_answer *, struct net_exchange *);
/* All else up to the call itself; false: no memory, or a bad option. */
bool		 net_begin(struct act *, struct net_exchange *);
/* What came of it, and the end of what net_begin() made. */
enum net_result	 net_finish(struct net_exchange *, enum net_result);

#endif
