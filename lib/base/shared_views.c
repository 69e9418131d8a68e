/* SPDX-License-Identifier: ISC */
#include <string.h>

#include "lib/base/shared_layout.h"

#define COUNT_BITS	24
#define COUNT_MAX	((UINT64_C(1) << COUNT_BITS) - 1)

/* An id as it is stored: in whole words, padded with NULs. */
union id {
	uint64_t	 words[VIEW_WORDS];
	char		 text[VIEW_WORDS * sizeof(uint64_t)];
};

/* The upper 40 bits of the id's hash, never 0. */
static uint64_t
tag_of(const char *id)
{
	uint64_t	 tag = shared_key("view", id) & ~COUNT_MAX;

	return tag == 0 ? COUNT_MAX + 1 : tag;
}

static bool
tag_is(uint64_t tag_count, uint64_t tag)
{
	return (tag_count & ~COUNT_MAX) == tag;
}

static void
id_read(const struct shared_views *v, union id *id)
{
	for (int i = 0; i < VIEW_WORDS; i++)
		id->words[i] = atomic_load(&v->id[i]);
	id->text[sizeof(id->text) - 1] = '\0';
}

/* Write what differs: usually nothing. */
static void
id_write(struct shared_views *v, const union id *id)
{
	for (int i = 0; i < VIEW_WORDS; i++)
		if (atomic_load(&v->id[i]) != id->words[i])
			atomic_store(&v->id[i], id->words[i]);
}

/* Add n if the slot is the tag's, or free where that will do. */
static bool
slot_add(struct shared_views *v, uint64_t tag, bool free_too, uint64_t n)
{
	uint64_t	 old = atomic_load(&v->tag_count), sum;

	do {
		if (!tag_is(old, tag) && !(free_too && old == 0))
			return false;
		sum = (old & COUNT_MAX) + n;
		if (sum > COUNT_MAX)
			sum = COUNT_MAX;
	} while (!atomic_compare_exchange_weak(&v->tag_count, &old,
	    tag | sum));
	return true;
}

/* Its own slot first, then a free one; views beyond that are lost. */
static void
views_add(struct shared *s, const char *product_id, uint64_t n)
{
	uint64_t		 tag = tag_of(product_id);
	union id		 id = { .words = { 0 } };
	struct shared_views	*v;

	if (strlen(product_id) >= sizeof(id.text))
		return;
	memcpy(id.text, product_id, strlen(product_id));
	for (unsigned i = 0; i < 2 * SHARED_PROBE; i++) {
		v = &s->map->views[((tag >> COUNT_BITS) + i % SHARED_PROBE) %
		    SHARED_VIEWS];
		if (slot_add(v, tag, i >= SHARED_PROBE, n)) {
			id_write(v, &id);
			return;
		}
	}
}

void
shared_view(struct shared *s, const char *product_id)
{
	views_add(s, product_id, 1);
}

void
shared_take_views(struct shared *s,
    bool (*fn)(void *, const char *id, uint64_t n), void *arg)
{
	struct shared_views	*v;
	uint64_t		 taken;
	union id		 id;

	for (v = s->map->views; v < s->map->views + SHARED_VIEWS; v++) {
		if ((taken = atomic_load(&v->tag_count)) == 0)
			continue;
		/* Counted, but its id not yet written: next time. */
		id_read(v, &id);
		if (!tag_is(taken, tag_of(id.text)))
			continue;
		if (!atomic_compare_exchange_strong(&v->tag_count, &taken, 0))
			continue;
		if (!fn(arg, id.text, taken & COUNT_MAX))
			views_add(s, id.text, taken & COUNT_MAX);
	}
}
