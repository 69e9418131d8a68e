/* SPDX-License-Identifier: ISC */
#include "lib/catalog/csv_write.h"

#include <errno.h>
#include <inttypes.h>
#include <string.h>
#include <unistd.h>

#include "lib/base/arena.h"
#include "lib/base/log.h"
#include "lib/catalog/csv_guard.h"

#define OUT_BYTES	((size_t)256 << 10)

static void
gap_put(struct csv_out *out)
{
	if (out->begun)
		buf_putc(out->buf, out->separator);
	out->begun = true;
}

static bool
needs_quotes(const char *text, char separator)
{
	return strpbrk(text, "\"\r\n") != NULL ||
	    strchr(text, separator) != NULL;
}

/* Reading makes one line break of each kind, so only that is written. */
static void
quoted_put(struct buf *out, const char *text)
{
	buf_putc(out, '"');
	for (; *text != '\0'; text++) {
		if (*text == '\r' && text[1] == '\n')
			continue;
		if (*text == '"')
			buf_putc(out, '"');
		buf_putc(out, *text == '\r' ? '\n' : *text);
	}
	buf_putc(out, '"');
}

void
csv_put(struct csv_out *out, const char *text)
{
	gap_put(out);
	if (text == NULL)
		return;
	text = csv_guard(out->arena, text);
	if (needs_quotes(text, out->separator))
		quoted_put(out->buf, text);
	else
		buf_puts(out->buf, text);
}

void
csv_put_int(struct csv_out *out, int64_t n)
{
	gap_put(out);
	buf_printf(out->buf, "%" PRId64, n);
}

void
csv_put_end(struct csv_out *out)
{
	buf_puts(out->buf, "\r\n");
	out->begun = false;
}

/* ---- to a file ------------------------------------------------------------ */

static void
spill_write(struct buf *b)
{
	const int	 fd = *(const int *)b->spill_arg;
	const char	*p = b->p;
	size_t		 left = b->len;
	ssize_t		 n;

	for (; left > 0; p += n, left -= (size_t)n)
		if ((n = write(fd, p, left)) <= 0) {
			log_line(LOG_ERROR, "export", "error",
			    strerror(errno), NULL);
			arena_give_up(b->arena);
		}
}

void
spill_open(struct buf *b, struct arena *arena, int *fd)
{
	buf_init(b, arena, OUT_BYTES + 4096);
	b->spill = spill_write;
	b->spill_arg = fd;
	b->spill_at = OUT_BYTES;
}

void
spill_end(struct buf *b)
{
	spill_write(b);
}
