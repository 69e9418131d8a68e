/* SPDX-License-Identifier: ISC */
#ifndef SOUK_BASE_SHARED_H
#define SOUK_BASE_SHARED_H

#include <stdbool.h>
#include <stdint.h>

struct buf;

/*
 * What all processes of one host share and may lose: a mapped file
 * SOUK_HOME/run/shared of fixed layout, changed by atomics only.
 */
struct shared;

enum generation { GENERATION_SETTINGS, GENERATION_CATALOG,
	GENERATION__MAX };

#define SHARED_ROUTES	512
#define SHARED_BUCKETS	16384	/* rate limits; the stalest is evicted */
#define SHARED_VIEWS	8192

struct shared	*shared_open(const char *path);	/* NULL: errno */
void		 shared_close(struct shared *);

uint64_t	 shared_generation(const struct shared *, enum generation);
void		 shared_advance(struct shared *, enum generation);

/*
 * Token bucket for key (hashed; 64 bits): `limit` a `window` ms.  False:
 * none left, *retry_ms until the next.  *left is what remains, *reset_ms
 * until the bucket is full again.
 */
bool		 shared_take(struct shared *, uint64_t key, uint32_t limit,
		    int64_t window, int64_t now, uint32_t *left,
		    int64_t *retry_ms, int64_t *reset_ms);
uint64_t	 shared_key(const char *class, const char *who);

/* Requests by route: count by status class, summed µs, histogram. */
void		 shared_count_request(struct shared *, int route, int status,
		    int64_t us);
struct shared_route {
	uint64_t	 by_class[6];	/* [2] is 2xx */
	uint64_t	 us_sum;
	uint64_t	 us_le[12];	/* SHARED_LE, not cumulative */
};
extern const int64_t	shared_le_us[12];	/* last: no bound */
void		 shared_route(const struct shared *, int route,
		    struct shared_route *);

/* Views of products: counted here, moved to the database by a job. */
void		 shared_view(struct shared *, const char *product_id);
/* Takes every counter; false from fn puts that one back. */
void		 shared_take_views(struct shared *,
		    bool (*fn)(void *, const char *id, uint64_t n), void *);

#endif
