/* SPDX-License-Identifier: ISC */
#ifndef SOUK_TESTS_FUZZ_SOURCE_H
#define SOUK_TESTS_FUZZ_SOURCE_H

#include <setjmp.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "lib/base/arena.h"
#include "lib/catalog/import_set.h"
#include "lib/catalog/source.h"

/*
 * What holds of every file that is read as records, whatever is in it: each
 * ends further on than the one before, what is at fault has no cells, and
 * read again it is the same.
 */
static inline uint64_t
fuzz_records(const char *path, struct arena *arena)
{
	const struct source_from	 from = { .path = path, .arena = arena };
	struct source			*source = NULL;
	struct csv_record		 r;
	uint64_t			 sum = 0;
	int64_t				 end = -1;
	size_t				 i;

	if (source_open(&source, &from))
		while (source_next(source, &r)) {
			if (r.end < end || r.line < 1 ||
			    r.count > CSV_CELLS_MAX ||
			    (r.fault != CSV_FINE && r.count != 0))
				abort();
			end = r.end;
			sum = sum * 31 + (uint64_t)r.end + (uint64_t)r.line +
			    (uint64_t)r.fault;
			for (i = 0; i < r.count; i++)
				sum = sum * 31 + import_set_key("", r.cells[i]);
		}
	if (source != NULL && source->why.message != NULL)
		sum = sum * 31 + 1;
	source_close(source);
	return sum;
}

static inline void
fuzz_source(const char *path)
{
	struct arena	*arena = arena_new((size_t)96 << 20);
	jmp_buf		 guard;
	uint64_t	 first;

	if (arena == NULL)
		return;
	if (setjmp(guard) == 0) {
		arena_guard(arena, &guard);
		first = fuzz_records(path, arena);
		arena_reset(arena);
		if (fuzz_records(path, arena) != first)
			abort();
	}
	arena_free(arena);
}

#endif
