/* SPDX-License-Identifier: ISC */
#include "lib/catalog/import_set.h"

#include <stdlib.h>

/* FNV-1a over kind, a zero byte and name; never 0, which marks a free slot. */
uint64_t
import_set_key(const char *kind, const char *name)
{
	const uint64_t	 prime = UINT64_C(0x100000001b3);
	uint64_t	 h = UINT64_C(0xcbf29ce484222325);

	for (; *kind != '\0'; kind++)
		h = (h ^ (unsigned char)*kind) * prime;
	h *= prime;
	for (; *name != '\0'; name++)
		h = (h ^ (unsigned char)*name) * prime;
	return h == 0 ? 1 : h;
}

/* The slot that holds the key or would take it. */
static struct import_met *
set_slot(const struct import_set *set, uint64_t key)
{
	size_t	 i = (size_t)(key ^ key >> 32) & (set->size - 1);

	while (set->slots[i].key != 0 && set->slots[i].key != key)
		i = (i + 1) & (set->size - 1);
	return &set->slots[i];
}

/* Room for one more; false: full, or no memory. */
static bool
set_grow(struct import_set *set)
{
	struct import_set	 big = { .used = set->used };
	size_t			 i;

	if (set->used >= IMPORT_SET_MAX)
		return false;
	if (set->used * 2 < set->size)
		return true;
	big.size = set->size == 0 ? 1024 : set->size * 2;
	if ((big.slots = calloc(big.size, sizeof(*big.slots))) == NULL)
		return false;
	for (i = 0; i < set->size; i++)
		if (set->slots[i].key != 0)
			*set_slot(&big, set->slots[i].key) = set->slots[i];
	free(set->slots);
	*set = big;
	return true;
}

void
import_set_clear(struct import_set *set)
{
	free(set->slots);
	*set = (struct import_set){ 0 };
}

int64_t
import_set_get_key(const struct import_set *set, uint64_t key)
{
	const struct import_met	*met;

	if (set->size == 0)
		return -1;
	met = set_slot(set, key);
	return met->key == 0 ? -1 : met->number;
}

int64_t
import_set_get(const struct import_set *set, const char *kind,
    const char *name)
{
	return import_set_get_key(set, import_set_key(kind, name));
}

void
import_set_add(struct import_set *set, const char *kind, const char *name,
    int64_t number)
{
	uint64_t		 key = import_set_key(kind, name);
	struct import_met	*met;

	if (!set_grow(set))
		return;
	met = set_slot(set, key);
	if (met->key == 0) {
		*met = (struct import_met){ .key = key, .number = number };
		set->used++;
	}
}
