/* SPDX-License-Identifier: ISC */
#ifndef SOUK_BASE_SHARED_LAYOUT_H
#define SOUK_BASE_SHARED_LAYOUT_H

#include <stdatomic.h>

#include "lib/base/shared.h"

/* Private to shared*.c: the mapped file. */
#define SHARED_MAGIC	UINT64_C(0x736f756b73686172)	/* "soukshar" */
#define SHARED_VERSION	1
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

struct shared_counters {
	_Atomic uint64_t	 by_class[6];
	_Atomic uint64_t	 us_sum;
	_Atomic uint64_t	 us_le[12];
};

struct shared {
	uint64_t		 magic, version, size;
	_Atomic uint64_t	 generations[GENERATION__MAX];
	struct shared_counters	 routes[SHARED_ROUTES];
	struct shared_bucket	 buckets[SHARED_BUCKETS];
	struct shared_views	 views[SHARED_VIEWS];
};

#endif
