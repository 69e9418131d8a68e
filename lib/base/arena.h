/* SPDX-License-Identifier: ISC */
#ifndef SOUK_BASE_ARENA_H
#define SOUK_BASE_ARENA_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

/*
 * Memory that lives as long as one request (job, command).
 *
 * Nothing is freed singly: arena_reset() takes all of it back and keeps the
 * first block.  An allocation never returns NULL: when the limit is reached
 * or malloc fails, control goes to the jump set with arena_guard(), which
 * the dispatcher, the job runner and the commands set around each unit of
 * work (they roll back and answer BUSY).  Code between guard and allocation
 * must therefore hold nothing outside the arena that it alone can release.
 * Freed space is poisoned under AddressSanitizer.
 */
struct arena;

struct arena	*arena_new(size_t limit);	/* NULL: no memory */
void		 arena_free(struct arena *);	/* NULL is allowed */
void		 arena_reset(struct arena *);
size_t		 arena_used(const struct arena *);

/* NULL takes the guard away; without one, exhaustion aborts. */
void		 arena_guard(struct arena *, jmp_buf *);
/* As if memory had run out: for what else a process cannot go on without. */
void		 arena_give_up(struct arena *) __attribute__((noreturn));

/* Zeroed, aligned for any type. */
void		*arena_alloc(struct arena *, size_t)
		    __attribute__((returns_nonnull));
void		*arena_array(struct arena *, size_t n, size_t size)
		    __attribute__((returns_nonnull));
/* Room for one more behind n that were added in this way, the first to NULL:
 * the array as it is, or moved to a place of twice its size. */
void		*arena_more(struct arena *, void *array, size_t n, size_t size)
		    __attribute__((returns_nonnull));
char		*arena_text(struct arena *, const char *, size_t len)
		    __attribute__((returns_nonnull));	/* adds the NUL */
char		*arena_copy(struct arena *, const char *);	/* NULL: NULL */
char		*arena_printf(struct arena *, const char *, ...)
		    __attribute__((format(printf, 2, 3), returns_nonnull));

#endif
