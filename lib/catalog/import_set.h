/* SPDX-License-Identifier: ISC */
#ifndef SOUK_CATALOG_IMPORT_SET_H
#define SOUK_CATALOG_IMPORT_SET_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/*
 * What an import has met, by a hash of 64 bits of its name, with a number
 * (private to import*.c).  Fixed bounds: beyond IMPORT_SET_MAX names nothing
 * more is remembered, and the database's own constraints have to do.
 */
#define IMPORT_SET_MAX	((size_t)1 << 20)

struct import_set {
	struct import_met { uint64_t key; int64_t number; } *slots;
	size_t	 size, used;
};

/* What a name is remembered by; the second takes it instead of a name. */
uint64_t import_set_key(const char *kind, const char *name);
int64_t	 import_set_get_key(const struct import_set *, uint64_t);
void	 import_set_clear(struct import_set *);	/* gives the memory back */
/* The number remembered for this kind of name, or -1. */
int64_t	 import_set_get(const struct import_set *, const char *kind,
	    const char *name);
/* Remember it unless it is there already. */
void	 import_set_add(struct import_set *, const char *kind, const char *name,
	    int64_t number);

#endif
