/* SPDX-License-Identifier: ISC */
#ifndef SOUK_NET_NET_H
#define SOUK_NET_NET_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/*
 * Calls to services outside: one HTTP exchange, or one mail to one recipient.
 * libcurl is known here only.  Never inside a transaction (INTERNAL).
 *
 * Where a call goes is configuration: base URLs come from `struct config`,
 * never from a request or an answer; one that somebody entered is called with
 * public_only.  TLS is verified always, against the
 * system's authorities or SOUK_CA_FILE; http:// and smtp:// without TLS only
 * to a loopback address and with SOUK_LOOPBACK=1.  No redirects, no cookies,
 * no proxy of the environment.
 */
struct act;

enum net_result {
	NET_OK,		/* an answer; its status says the rest */
	NET_REFUSED,	/* not sent: the address or an input is not allowed */
	NET_UNREACHED,	/* not sent: no name, no connection, no trust */
	NET_UNKNOWN,	/* sent, no whole answer: it may have happened */
};
const char	*net_result_name(enum net_result);	/* for logs, reply */

struct net_request {
	const char		*method;
	const char		*base;		/* from the configuration */
	const char		*path;		/* "/v1/x?y=z", "" */
	const char *const	*headers;	/* "Name: value"; ends NULL */
	const char		*body;		/* NULL: none */
	size_t			 len;
	/* Instead, `size` bytes of a file, from its begin; 0: none. */
	int			 from_fd;
	/* Where the body of an answer of 2xx goes, at most `size` bytes of
	 * it; 0: into body, as any other does. */
	int			 to_fd;
	int64_t			 size;
	int			 timeout_ms;	/* 0: 15 s, all of it */
	size_t			 most;		/* of an answer; 0: 1 MiB */
	bool			 cut;		/* beyond `most` an answer is
						   cut, not a failure */
	bool			 public_only;	/* base is not ours: only what
						   net_is_public() (public.h) */
	/* Our own front, whatever its name stands for: an address to connect
	 * to, and the file with the certificate that it must show.  No other
	 * authority is trusted then. */
	const char		*at, *pinned;
};

/* In the act's arena. */
struct net_answer {
	int		 status;
	const char	*type;		/* Content-Type, "" */
	char		*body;		/* NUL-terminated besides */
	size_t		 len;
	int64_t		 retry_after;	/* seconds, 0: not said */
	int		 should_retry;	/* Stripe-Should-Retry: 1, -1 not; 0:
					   not said */
	bool		 replayed;	/* Idempotent-Replayed: as it was
					   answered before */
	int64_t		 max_age;	/* Cache-Control, seconds, 0 */
	int64_t		 date;		/* when it was answered, seconds, 0 */
	int64_t		 size;		/* Content-Length; -1: not said */
	const char	*location;	/* where a 3xx leads, absolute; "" */
	bool		 too_long;	/* NET_UNKNOWN: for the file it was for */
};

enum net_result	 net_http(struct act *, const struct net_request *,
		    struct net_answer *);

/*
 * Several at once, each over a connection of its own and begun so many
 * microseconds after the call, in that order; waits for all of them.  may is
 * asked before each is begun and takes no memory of the arena; of one that may
 * not nobody hears (REFUSED), and for the time it takes the others wait, too.
 */
struct net_one { struct net_request request; int64_t after_us; };
struct net_gate { bool (*may)(void *arg, size_t); void *arg; };
void		 net_http_many(struct act *, const struct net_gate *,
		    const struct net_one *, size_t count, struct net_answer *,
		    enum net_result *);

/*
 * message is RFC 5322 with CRLF line ends throughout.  With user: STARTTLS
 * or smtps:// is a must, then AUTH.
 */
struct net_mail {
	const char	*url;		/* smtp[s]://host:port */
	const char	*user, *password;	/* "": no AUTH */
	const char	*name;		/* ours in EHLO */
	const char	*from, *to;	/* addresses, bare */
	const char	*message;
	size_t		 len;
	int		 timeout_ms;	/* 0: 30 s */
};

struct net_delivery {
	int		 code;		/* of the last reply; 0: none */
	const char	*text;		/* that reply, one line; "" */
};

enum net_result	 net_mail(struct act *, const struct net_mail *,
		    struct net_delivery *);

#endif
