/* SPDX-License-Identifier: ISC */
#include "lib/base/arena.h"

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#if defined(__SANITIZE_ADDRESS__)
#include <sanitizer/asan_interface.h>
#define POISON(P, N)	ASAN_POISON_MEMORY_REGION((P), (N))
#define UNPOISON(P, N)	ASAN_UNPOISON_MEMORY_REGION((P), (N))
#define GAP		16	/* poisoned bytes behind each allocation */
#else
#define POISON(P, N)	((void)0)
#define UNPOISON(P, N)	((void)0)
#define GAP		0
#endif

#define BLOCK		((size_t)64 << 10)	/* content of a usual block */
#define ALIGN		_Alignof(max_align_t)

struct block {
	struct block		*next;
	size_t			 size, used;
	_Alignas(max_align_t) char p[];
};

/* Blocks stand newest first; the first one made is kept by a reset. */
struct arena {
	struct block	*blocks, *first;
	size_t		 taken;		/* from malloc, blocks' content */
	size_t		 limit;
	jmp_buf		*guard;
};

static struct block *
block_new(size_t size)
{
	struct block	*b;

	if ((b = malloc(sizeof(*b) + size)) == NULL)
		return NULL;
	*b = (struct block){ .size = size };
	POISON(b->p, size);
	return b;
}

static void
block_free(struct block *b)
{
	UNPOISON(b->p, b->size);
	free(b);
}

struct arena *
arena_new(size_t limit)
{
	struct arena	*a;

	if ((a = calloc(1, sizeof(*a))) == NULL)
		return NULL;
	a->limit = limit;
	a->taken = limit < BLOCK ? limit : BLOCK;
	if ((a->first = block_new(a->taken)) == NULL) {
		free(a);
		return NULL;
	}
	a->blocks = a->first;
	return a;
}

void
arena_free(struct arena *a)
{
	if (a == NULL)
		return;
	arena_reset(a);
	block_free(a->first);
	free(a);
}

void
arena_reset(struct arena *a)
{
	struct block	*b;

	while ((b = a->blocks) != a->first) {
		a->blocks = b->next;
		block_free(b);
	}
	b->used = 0;
	a->taken = b->size;
	POISON(b->p, b->size);
}

size_t
arena_used(const struct arena *a)
{
	size_t	 used = 0;

	for (const struct block *b = a->blocks; b != NULL; b = b->next)
		used += b->used;
	return used;
}

void
arena_guard(struct arena *a, jmp_buf *guard)
{
	a->guard = guard;
}

void
arena_give_up(struct arena *a)
{
	if (a->guard == NULL)
		__builtin_trap();
	longjmp(*a->guard, 1);
}

/* A block with room for need bytes, which becomes the newest. */
static struct block *
block_add(struct arena *a, size_t need)
{
	size_t		 size = need > BLOCK / 4 ? need : BLOCK;
	struct block	*b;

	if (size > a->limit - a->taken)
		size = need;
	if (size > a->limit - a->taken || (b = block_new(size)) == NULL)
		arena_give_up(a);
	a->taken += size;
	b->next = a->blocks;
	return a->blocks = b;
}

void *
arena_alloc(struct arena *a, size_t size)
{
	struct block	*b = a->blocks;
	size_t		 need;
	void		*p;

	if (size > a->limit)
		arena_give_up(a);
	need = (size + GAP + ALIGN - 1) / ALIGN * ALIGN;
	if (need > b->size - b->used)
		b = block_add(a, need);
	p = b->p + b->used;
	b->used += need;
	UNPOISON(p, size);
	return memset(p, 0, size);
}

void *
arena_array(struct arena *a, size_t n, size_t size)
{
	size_t	 bytes;

	if (__builtin_mul_overflow(n, size, &bytes))
		arena_give_up(a);
	return arena_alloc(a, bytes);
}

char *
arena_text(struct arena *a, const char *p, size_t len)
{
	char	*text;

	if (len == SIZE_MAX)
		arena_give_up(a);
	text = arena_alloc(a, len + 1);
	if (len > 0)
		memcpy(text, p, len);
	return text;
}

void *
arena_more(struct arena *a, void *array, size_t n, size_t size)
{
	void	*more;

	if (array != NULL && (n & (n - 1)) != 0)
		return array;
	more = arena_array(a, n == 0 ? 1 : 2 * n, size);
	if (array != NULL)
		memcpy(more, array, n * size);
	return more;
}

char *
arena_copy(struct arena *a, const char *text)
{
	return text == NULL ? NULL : arena_text(a, text, strlen(text));
}

char *
arena_printf(struct arena *a, const char *format, ...)
{
	va_list	 args;
	char	*text;
	int	 len;

	va_start(args, format);
	len = vsnprintf(NULL, 0, format, args);
	va_end(args);
	if (len < 0)
		arena_give_up(a);
	text = arena_alloc(a, (size_t)len + 1);
	va_start(args, format);
	vsnprintf(text, (size_t)len + 1, format, args);
	va_end(args);
	return text;
}
