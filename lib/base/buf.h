/* SPDX-License-Identifier: ISC */
#ifndef SOUK_BASE_BUF_H
#define SOUK_BASE_BUF_H

#include <stddef.h>
#include <stdint.h>

struct arena;

/*
 * A growing byte string in an arena, always followed by a NUL that len does
 * not count.  Writers never fail (see arena.h).  With a spill function set,
 * content above spill_at is handed to it and len starts again from 0; total
 * counts all that was ever put.
 */
struct buf {
	struct arena	*arena;
	char		*p;
	size_t		 len, cap;
	size_t		 total;
	size_t		 spill_at;		/* 0: never */
	void		(*spill)(struct buf *);	/* takes p[0..len) */
	void		*spill_arg;
};

void	 buf_init(struct buf *, struct arena *, size_t hint);
void	 buf_put(struct buf *, const char *, size_t);
void	 buf_puts(struct buf *, const char *);
void	 buf_putc(struct buf *, char);
void	 buf_int(struct buf *, int64_t);
void	 buf_printf(struct buf *, const char *, ...)
	    __attribute__((format(printf, 2, 3)));

#endif
