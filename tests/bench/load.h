/* SPDX-License-Identifier: ISC */
#ifndef SOUK_TESTS_BENCH_LOAD_H
#define SOUK_TESTS_BENCH_LOAD_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

/*
 * A client of many connections in one process: HTTP/1.1 over TLS, kept
 * alive, one request at a time on each.  The requests are whole texts, sent
 * in turn; load_run() goes on where the last one ended.
 */
struct requests {
	char	**texts;
	size_t	  count, size, next;
};

void		 requests_add(struct requests *, const char *method,
		    const char *path, const char *head, const char *body);
void		 requests_free(struct requests *);

struct load_result {
	int	 done, failed;		/* failed: not 2xx, or cut off */
	double	 seconds;
	double	 p50_ms, p99_ms;
};

struct load;

/* Of another kind, what is asked beside it, until the first is done. */
struct beside { struct requests *requests; int connections; int done, failed; };

/* NULL: cannot connect to localhost:port. */
struct load	*load_open(int port, int connections);
void		 load_close(struct load *);
/* n requests; the connections stay open. */
void		 load_run(struct load *, struct requests *, int n,
		    struct load_result *);
/* So many a second; times count from when a request was due. */
void		 load_run_at(struct load *, struct requests *, int n,
		    double rate, struct load_result *);
/* n requests on the first `connections`; the others repeat `beside`. */
void		 load_run_beside(struct load *, struct requests *, int n,
		    struct beside *, struct load_result *);

/* ---- processes.c: what the server's processes cost ----------------------- */

/* CPU seconds, user and system, of all these and their descendants. */
double		 processes_cpu(const pid_t *, int count);
/* KiB: the share of memory that is their own. */
long		 processes_pss(const pid_t *, int count);

#endif
