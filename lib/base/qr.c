/* SPDX-License-Identifier: ISC */
#include "lib/base/qr.h"

#include <errno.h>
#include <qrencode.h>
#include <string.h>

#include "lib/base/arena.h"
#include "lib/base/buf.h"

#define QUIET	4
#define MOST	177	/* modules a side of the largest */

/* The dark modules of a line, neighbours as one stroke. */
static void
line_put(struct buf *b, const QRcode *code, int y)
{
	const unsigned char	*line = code->data + y * code->width;
	int			 x = 0, run;

	while (x < code->width) {
		for (run = 0; x + run < code->width && line[x + run] & 1; run++)
			continue;
		if (run > 0)
			buf_printf(b, "M%d %dh%dv1h-%dz", x + QUIET, y + QUIET,
			    run, run);
		x += run + 1;
	}
}

static char *
svg_of(struct arena *arena, const QRcode *code)
{
	const int	 size = code->width + 2 * QUIET;
	struct buf	 b;

	buf_init(&b, arena, 16384);
	buf_printf(&b, "<svg xmlns=\"http://www.w3.org/2000/svg\" "
	    "viewBox=\"0 0 %d %d\" shape-rendering=\"crispEdges\">"
	    "<rect width=\"%d\" height=\"%d\" fill=\"#fff\"/>"
	    "<path fill=\"#000\" d=\"", size, size, size, size);
	for (int y = 0; y < code->width; y++)
		line_put(&b, code, y);
	buf_puts(&b, "\"/></svg>");
	return b.p;
}

char *
qr_svg(struct arena *arena, const char *text)
{
	unsigned char	*modules = arena_alloc(arena, MOST * MOST);
	QRcode		*code = QRcode_encodeString8bit(text, 0, QR_ECLEVEL_M);
	QRcode		 kept;

	if (code == NULL) {
		if (errno == ERANGE)
			return NULL;
		arena_give_up(arena);
	}
	/* Writing may jump out of here: what malloc holds is freed before. */
	kept = *code;
	kept.data = memcpy(modules, code->data,
	    (size_t)code->width * (size_t)code->width);
	QRcode_free(code);
	return svg_of(arena, &kept);
}
