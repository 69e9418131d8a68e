/* SPDX-License-Identifier: ISC */
#ifndef SOUK_BASE_SHARED_LAYOUT_H
#define SOUK_BASE_SHARED_LAYOUT_H

#include <limits.h>
#include <stdatomic.h>

#include "lib/base/shared.h"

/* Private to shared*.c: the mapped file. */
#define SHARED_MAGIC	UINT64_C(0x736f756b73686172)	/* "soukshar" */
#define SHARED_VERSION	4
#define SHARED_TARGET	64	/* "g/C-S" */
#define SHARED_FOLDER	(PATH_MAX - 320)	/* names below it fit */
#define SHARED_PROBE	8	/* slots that may hold a key, in a row */
#define VIEW_WORDS	8	/* an id of less than 64 bytes */

/*
 * A rate limit: `full_at` is when the bucket will be full again, in µs (the
 * "theoretical arrival time" of GCRA).  key 0: the slot is free.
 */
struct shared_bucket {
	_Atomic uint64_t	 key;
	_Atomic int64_t		 full_at;
};

/*
 * Views of one product: 40 bits of its id's hash and 24 of the count change
 * together, so no view goes to the wrong product.  0: the slot is free.  The
 * id belongs to the count only if its hash agrees.
 */
struct shared_views {
	_Atomic uint64_t	 tag_count;
	_Atomic uint64_t	 id[VIEW_WORDS];
};

/* Closed while `until` is 0; ms of the monotonic clock. */
struct shared_breaker {
	_Atomic int64_t		 until, since, failures;
};

struct shared_counters {
	_Atomic uint64_t	 by_class[6];
	_Atomic uint64_t	 us_sum;
	_Atomic uint64_t	 us_le[12];
};

/*
 * The first three are where they are in every layout.  Who makes a file of
 * another layout takes the magic out of this one: who still maps it then
 * trusts no generation of it.
 */
struct shared_map {
	_Atomic uint64_t	 magic;
	uint64_t		 version, size;
	_Atomic uint64_t	 generations[GENERATION__MAX];
	_Atomic uint64_t	 page_files, page_bytes;	/* of this pair */
	_Atomic uint64_t	 page_views_read;	/* of run/views.log */
	_Atomic uint64_t	 slow;			/* statements */
	_Atomic uint64_t	 damaged;		/* 1: the database */
	struct shared_breaker	 breakers[BREAKER__MAX];
	struct shared_counters	 routes[SHARED_ROUTES];
	struct shared_bucket	 buckets[SHARED_BUCKETS];
	struct shared_views	 views[SHARED_VIEWS];
};

/* A process's own: what it has mapped, and where that file stands. */
struct shared {
	struct shared_map	*map;
	char			 folder[SHARED_FOLDER];	/* SOUK_HOME/run */
};

#endif
