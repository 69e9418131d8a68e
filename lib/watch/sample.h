/* SPDX-License-Identifier: ISC */
#ifndef SOUK_WATCH_SAMPLE_H
#define SOUK_WATCH_SAMPLE_H

#include "lib/watch/watch.h"

/*
 * Private to lib/watch: where the numbers of a sample come from.  What cannot
 * be told stays absent.
 */

/* ---- outside of a transaction ------------------------------------------------ */
/* A request like anybody's to the shop's own front (probe.c). */
void		 probe_sample(struct act *, struct record *);
/* Disk, log of the database, processes, connections (machine.c). */
void		 machine_sample(struct act *, struct record *);

/* ---- in the transaction that stores it ---------------------------------------- */
/* Requests since the last look (traffic.c). */
enum outcome	 traffic_sample(struct act *, struct record *);
/* Queue, quotas, copies (stores.c). */
enum outcome	 stores_sample(struct act *, struct record *);
/* CPU, growth and clock, which compare with the last look (machine.c). */
enum outcome	 machine_compare(struct act *, struct record *);

/* ---- state.c: what is remembered from one look to the next --------------------- */
/* NULL: nothing. */
enum outcome	 state_read(struct act *, const char *name, const char **value);
enum outcome	 state_write(struct act *, const char *name,
		    const char *value);
/* Numbers in it, a blank between; how many there are. */
int		 state_numbers(const char *value, int64_t *numbers, int most);

/* ---- processes.c: from /proc ------------------------------------------------- */
#define PROCESSES_MAX	64
struct process_seen { int64_t pid, start, ticks, kib; };
/* The supervisor's, it included, with nginx. */
int		 processes_read(struct process_seen[PROCESSES_MAX]);

#endif
