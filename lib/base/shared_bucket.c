/* SPDX-License-Identifier: ISC */
#include <stddef.h>

#include "lib/base/shared_layout.h"

static struct shared_bucket *
slot(struct shared *s, uint64_t key, unsigned i)
{
	return &s->map->buckets[(key + i) % SHARED_BUCKETS];
}

/* The key's bucket, or the first free slot, which it then takes. */
static struct shared_bucket *
bucket_claim(struct shared *s, uint64_t key)
{
	struct shared_bucket	*b;
	uint64_t		 owner;

	for (unsigned i = 0; i < SHARED_PROBE; i++) {
		b = slot(s, key, i);
		owner = atomic_load(&b->key);
		if (owner == 0 &&
		    atomic_compare_exchange_strong(&b->key, &owner, key))
			return b;
		if (owner == key)	/* also when another was faster */
			return b;
	}
	return NULL;
}

/* The bucket that is full the longest, or will be first. */
static struct shared_bucket *
bucket_stalest(struct shared *s, uint64_t key)
{
	struct shared_bucket	*stalest = slot(s, key, 0), *b;

	for (unsigned i = 1; i < SHARED_PROBE; i++) {
		b = slot(s, key, i);
		if (atomic_load(&b->full_at) < atomic_load(&stalest->full_at))
			stalest = b;
	}
	return stalest;
}

/*
 * Buckets never move and are never freed, so a key is found before the first
 * free slot; when all its slots are taken the stalest changes hands.  That one
 * is nearly always full: only under pressure does a new key begin with less.
 */
static struct shared_bucket *
bucket_find(struct shared *s, uint64_t key)
{
	struct shared_bucket	*b;
	uint64_t		 owner;

	while ((b = bucket_claim(s, key)) == NULL) {
		b = bucket_stalest(s, key);
		owner = atomic_load(&b->key);
		if (atomic_compare_exchange_strong(&b->key, &owner, key))
			return b;
	}
	return b;
}

static int64_t
ms_up(int64_t us)
{
	return us <= 0 ? 0 : (us + 999) / 1000;
}

/*
 * When a bucket is full, for who looks now.  Others may have looked later, so
 * a little more than a whole bucket ahead is an empty one; far ahead is of
 * another clock (the machine was started anew), which says nothing.
 */
static int64_t
full_seen(int64_t full_at, int64_t now_us, int64_t burst)
{
	if (full_at < now_us || full_at > now_us + 2 * burst)
		return now_us;
	return full_at > now_us + burst ? now_us + burst : full_at;
}

/*
 * GCRA: each token moves full_at by window / limit, and may be taken while
 * full_at stays within limit tokens from now.
 */
bool
shared_take(struct shared *s, uint64_t key, uint32_t limit, int64_t window,
    int64_t now, uint32_t *left, int64_t *retry_ms, int64_t *reset_ms)
{
	struct shared_bucket	*b = bucket_find(s, key == 0 ? 1 : key);
	int64_t			 now_us = now * 1000, token, burst;
	int64_t			 before = atomic_load(&b->full_at), from, after;

	token = limit == 0 ? window * 1000 : window * 1000 / limit;
	if (token < 1)
		token = 1;
	burst = token * limit;
	do {
		from = full_seen(before, now_us, burst);
		after = from + token;
		if (after - now_us > burst) {
			*left = 0;
			*retry_ms = ms_up(after - now_us - burst);
			*reset_ms = ms_up(from - now_us);
			return false;
		}
	} while (!atomic_compare_exchange_weak(&b->full_at, &before, after));
	*left = (uint32_t)((burst - (after - now_us)) / token);
	*retry_ms = 0;
	*reset_ms = ms_up(after - now_us);
	return true;
}
