/* SPDX-License-Identifier: ISC */
#include "lib/base/buf.h"

#include <inttypes.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "lib/base/arena.h"

#define BUF_LEAST	128

/* Make room for n more bytes and the NUL. */
static void
buf_grow(struct buf *b, size_t n)
{
	size_t	 cap = b->cap;
	char	*p;

	if (n >= SIZE_MAX / 2 - b->len)
		arena_give_up(b->arena);
	while (cap < b->len + n + 1)
		cap *= 2;
	p = arena_alloc(b->arena, cap);
	memcpy(p, b->p, b->len);
	b->p = p;
	b->cap = cap;
}

void
buf_init(struct buf *b, struct arena *arena, size_t hint)
{
	size_t	 cap = hint < BUF_LEAST ? BUF_LEAST : hint + 1;

	*b = (struct buf){
		.arena = arena, .cap = cap, .p = arena_alloc(arena, cap)
	};
}

/* n bytes were written behind len: count them, and spill. */
static void
buf_advance(struct buf *b, size_t n)
{
	b->len += n;
	b->total += n;
	b->p[b->len] = '\0';
	if (b->spill == NULL || b->spill_at == 0 || b->len <= b->spill_at)
		return;
	b->spill(b);
	b->len = 0;
	b->p[0] = '\0';
}

void
buf_put(struct buf *b, const char *p, size_t n)
{
	if (n == 0)
		return;
	if (n >= b->cap - b->len)
		buf_grow(b, n);
	memcpy(b->p + b->len, p, n);
	buf_advance(b, n);
}

void
buf_puts(struct buf *b, const char *text)
{
	buf_put(b, text, strlen(text));
}

void
buf_putc(struct buf *b, char c)
{
	buf_put(b, &c, 1);
}

void
buf_int(struct buf *b, int64_t n)
{
	char	 digits[24];

	buf_put(b, digits,
	    (size_t)snprintf(digits, sizeof(digits), "%" PRId64, n));
}

void
buf_printf(struct buf *b, const char *format, ...)
{
	va_list	 args;
	int	 n;

	va_start(args, format);
	n = vsnprintf(b->p + b->len, b->cap - b->len, format, args);
	va_end(args);
	if (n < 0)
		arena_give_up(b->arena);
	if ((size_t)n >= b->cap - b->len) {
		buf_grow(b, (size_t)n);
		va_start(args, format);
		vsnprintf(b->p + b->len, b->cap - b->len, format, args);
		va_end(args);
	}
	buf_advance(b, (size_t)n);
}
