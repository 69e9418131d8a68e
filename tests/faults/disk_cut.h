/* SPDX-License-Identifier: ISC */
#ifndef SOUK_TESTS_FAULTS_DISK_CUT_H
#define SOUK_TESTS_FAULTS_DISK_CUT_H

#include "tests/faults/disk.h"

/*
 * The power goes: what waits to be synced is there, wholly, in part, in another
 * order, or not at all.
 */
enum fate { LOSE_ALL, KEEP_ALL, KEEP_SOME, TEAR, KEEP_FIRST, FATE__MAX };

struct cut {
	struct disk	*disk;
	enum fate	 fate;
	unsigned	 seed;
	bool		 kept[STEPS];	/* of what waits for a folder's sync */
};

static inline bool
coin(void *seed)
{
	return rand_r(seed) % 2 == 0;
}

static inline void
cut_now(struct cut *c, struct disk *d, enum fate fate, unsigned seed)
{
	c->disk = d;
	c->fate = fate;
	c->seed = seed;
	for (int i = 0; i < d->step_count; i++)
		c->kept[i] = fate == KEEP_ALL || (fate != LOSE_ALL &&
		    coin(&c->seed));
}

/* The bytes of a file then, to be freed. */
static inline struct node
cut_bytes(struct cut *c, const struct node *n)
{
	struct node	 out = { .ino = n->ino };
	int		 most = n->waits;

	bytes_length(&out, n->len);
	if (n->len > 0)
		memcpy(out.bytes, n->bytes, n->len);
	if (c->fate == KEEP_FIRST)
		most = rand_r(&c->seed) % (n->waits + 1);
	for (int i = 0; i < most; i++)
		if (c->fate == KEEP_ALL || (c->fate == KEEP_FIRST &&
		    i + 1 < most))
			write_do(&out, n->waiting[i], NULL, NULL);
		else if (c->fate == TEAR || c->fate == KEEP_FIRST)
			write_do(&out, n->waiting[i], coin, &c->seed);
		else if (c->fate == KEEP_SOME && coin(&c->seed))
			write_do(&out, n->waiting[i], NULL, NULL);
	return out;
}

/* The file or folder of that path below the home; NULL: not there. */
static inline struct node *
cut_find(const struct cut *c, const char *path)
{
	struct node	*n = c->disk->root;
	char		 text[DIARY_NAME];
	int		 used;

	while (n != NULL && sscanf(path, "%95[^/]%n", text, &used) == 1) {
		n = name_look(c->disk, c->kept, n, text);
		path += used + (path[used] == '/');
	}
	return n;
}

#endif
