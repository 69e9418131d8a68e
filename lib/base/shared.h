/* SPDX-License-Identifier: ISC */
#ifndef SOUK_BASE_SHARED_H
#define SOUK_BASE_SHARED_H

#include <stdbool.h>
#include <stddef.h>
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

/*
 * Generations say whether what was kept of an answer still holds, to workers
 * and, by the link run/cache/live, to nginx, which hands out kept pages
 * without asking anybody.  They work like a sequence lock:
 *
 *   Writers.  All hold the write lock of the database (lib/db).  Before its
 *   COMMIT a transaction that changed the catalogue or the settings makes
 *   the generation odd and takes `live` away; when SQLite is done with it,
 *   committed or not, and before the lock is given back, every odd
 *   generation becomes the next even number and `live` points to g/C-S, the
 *   folder of this pair of generations (lib/db/moved.c).  No number and no
 *   name ever comes again.
 *
 *   Readers.  The generations are read before the snapshot of the database
 *   begins.  Odd: nothing is looked up and nothing kept.  Even: what was
 *   kept under the same pair answers, and what is made is kept under that
 *   pair: in memory, or as a file below g/C-S.
 *
 * Invariant: whatever is kept under an even pair is what the database says
 * as long as the shared pair is the same, or `live` points to its folder.
 *
 *   Proof.  Let P be read even by a reader, and W be any write that moves
 *   one of its numbers.  If W made it odd before P was read, the number was
 *   made even since, under the lock, so W's transaction had ended (a process
 *   that was killed gives up its lock with its transaction ended, one way or
 *   the other): the later snapshot shows all of it or none ever will.  If W
 *   made it odd after P was read, W may be missing in the snapshot; but then
 *   the pair is another before W commits, `live` is gone before W commits,
 *   and neither comes back to P.  So an answer that lacks W is neither found
 *   by its pair nor by its name once W is committed, let alone acknowledged.
 *   A process killed on the way leaves an odd number or no `live`: nobody
 *   keeps or finds anything, which is never wrong, until the next writer or
 *   the job runner, which looks every second, has settled it under the lock.
 */
uint64_t	 shared_generation(const struct shared *, enum generation);
static inline bool
shared_is_even(uint64_t generation)
{
	return (generation & 1) == 0;
}
/* Under the write lock, before COMMIT.  False: `live` could not be taken
 * away (errno), so the transaction must not commit. */
bool		 shared_moving(struct shared *, enum generation);
/* Under the write lock, when no transaction is under way. */
void		 shared_settle(struct shared *);
/* Is there nothing to settle? */
bool		 shared_is_settled(const struct shared *);

/* ---- pages in files, for nginx (shared_pages.c) ------------------------- */

#define SHARED_PAGES		20000		/* files of one pair, … */
#define SHARED_PAGES_QUERY	4000		/* … with a query */
#define SHARED_PAGES_BYTES	(INT64_C(256) << 20)

/* The folder of a pair; not made. */
void		 shared_pages_folder(const struct shared *,
		    const uint64_t generations[GENERATION__MAX], char *path,
		    size_t size);
/* Counts one more page; false: the pair has as many as it may have. */
bool		 shared_pages_room(struct shared *, size_t bytes,
		    bool has_query);
/* At the start of a shop: removes all pages, and makes the place for new
 * ones or (on false) removes that too.  False: errno. */
bool		 shared_pages_begin(struct shared *, bool on);
/* Removes the folders of earlier pairs. */
void		 shared_pages_sweep(struct shared *);
/* run/views.log, in which nginx counts; -1: there is none.  And how far the
 * job runner has read it. */
int		 shared_views_open(const struct shared *);
uint64_t	 shared_views_read(const struct shared *);
void		 shared_views_set_read(struct shared *, uint64_t);

/*
 * Token bucket for key (hashed; 64 bits): `limit` a `window` ms, by the
 * monotonic clock, which goes on from boot to boot only.  False:
 * none left, *retry_ms until the next.  *left is what remains, *reset_ms
 * until the bucket is full again.
 */
bool		 shared_take(struct shared *, uint64_t key, uint32_t limit,
		    int64_t window, int64_t now, uint32_t *left,
		    int64_t *retry_ms, int64_t *reset_ms);
uint64_t	 shared_key(const char *class, const char *who);

/*
 * A service that fails is left alone by all processes together: after 5
 * failures within a minute nobody calls it for 30 s, then one tries, and its
 * success lets everybody again (shared_breaker.c).  now: monotonic, ms.
 */
enum breaker { BREAKER_STRIPE, BREAKER_META, BREAKER_TWILIO, BREAKER__MAX };
#define BREAKER_PAUSE	INT64_C(30000)
bool		 shared_breaker_lets(struct shared *, enum breaker,
		    int64_t now);
void		 shared_breaker_told(struct shared *, enum breaker,
		    bool answered, int64_t now);

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

/* Statements that took long. */
void		 shared_count_slow(struct shared *);
uint64_t	 shared_slow(const struct shared *);

/*
 * The database was found damaged: nothing more is to be written to it before
 * somebody has looked (`souk doctor`), or another is in its place (`souk
 * restore`).
 */
void		 shared_set_damaged(struct shared *, bool);
bool		 shared_is_damaged(const struct shared *);

/* Views of products: counted here, moved to the database by a job. */
void		 shared_view(struct shared *, const char *product_id);
/* Takes every counter; false from fn puts that one back. */
void		 shared_take_views(struct shared *,
		    bool (*fn)(void *, const char *id, uint64_t n), void *);

#endif
