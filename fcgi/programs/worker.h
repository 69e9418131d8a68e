/* SPDX-License-Identifier: ISC */
#ifndef SOUK_FCGI_PROGRAMS_WORKER_H
#define SOUK_FCGI_PROGRAMS_WORKER_H

#include <stdbool.h>
#include <stdint.h>

#include <fcgiapp.h>

#include "fcgi/http/http.h"

/*
 * The loop of every program behind nginx: one request at a time from the
 * listening socket on descriptor 0, inside the sandbox, until about `most`
 * were served or SIGTERM came; never ended in the middle of one.
 */
struct worker {
	struct server	*server;
	int		 signals;	/* worker_signals() */
	bool		 groups;	/* writes that wait are committed together */
	bool		 network;	/* it may reach other machines */
	/* the loop's own */
	int		 waiter;
	bool		 rested;	/* since the last request */
	int		 taken;
	struct place {
		FCGX_Request	 r;
		struct pending	 pending;
	}		 places[HTTP_GROUP];
};

/* First of all: the signals that end the loop come by this descriptor. */
int	worker_signals(void);
/* NULL when it ended as told, else why it could not begin. */
const char	*worker_run(struct worker *, int64_t most);

/*
 * serve.c: all that the main() of such a program has to do; its exit status.
 */
struct worker_kind {
	const char	*name;
	enum pool	 pool;
	bool		 groups, network;
};
int	worker_main(const struct worker_kind *, int argc, char **argv);

#endif
