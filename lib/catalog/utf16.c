/* SPDX-License-Identifier: ISC */
#include "lib/catalog/utf16.h"

#include <stdint.h>
#include <string.h>
#include <unistd.h>

#include "lib/catalog/csv_sniff.h"
#include "lib/catalog/spool.h"

#define BLOCK		(32 << 10)
#define BROKEN		'\xff'	/* stands in no UTF-8 */

struct utf16_copy {
	enum utf16	 order;
	uint16_t	 high;		/* of a pair begun; 0: none */
	size_t		 len;
	char		 out[BLOCK * 2];	/* 4 bytes at most from 2, and
						   what a pair begun leaves */
};

enum utf16
utf16_sniff(int fd)
{
	unsigned char	 mark[2];

	if (csv_pread(fd, mark, sizeof(mark), 0) != (long)sizeof(mark))
		return UTF16_NOT;
	if (mark[0] == 0xff && mark[1] == 0xfe)
		return UTF16_LE;
	return mark[0] == 0xfe && mark[1] == 0xff ? UTF16_BE : UTF16_NOT;
}

static void
code_put(struct utf16_copy *u, uint32_t c)
{
	if (c < 0x80) {
		u->out[u->len++] = (char)c;
		return;
	}
	if (c < 0x800)
		u->out[u->len++] = (char)(0xc0 | c >> 6);
	else {
		if (c < 0x10000)
			u->out[u->len++] = (char)(0xe0 | c >> 12);
		else {
			u->out[u->len++] = (char)(0xf0 | c >> 18);
			u->out[u->len++] = (char)(0x80 | (c >> 12 & 0x3f));
		}
		u->out[u->len++] = (char)(0x80 | (c >> 6 & 0x3f));
	}
	u->out[u->len++] = (char)(0x80 | (c & 0x3f));
}

static void
unit_put(struct utf16_copy *u, uint16_t unit)
{
	const uint16_t	 high = u->high;

	u->high = 0;
	if (high != 0 && unit >= 0xdc00 && unit <= 0xdfff) {
		code_put(u, 0x10000 + ((uint32_t)(high - 0xd800) << 10) +
		    (uint32_t)(unit - 0xdc00));
		return;
	}
	if (high != 0)
		u->out[u->len++] = BROKEN;
	if (unit >= 0xd800 && unit <= 0xdbff)
		u->high = unit;
	else if (unit >= 0xdc00 && unit <= 0xdfff)
		u->out[u->len++] = BROKEN;
	else
		code_put(u, unit);
}

static bool
block_copy(struct utf16_copy *u, const unsigned char *in, long n, int to)
{
	const int	 first = u->order == UTF16_LE ? 0 : 1;
	long		 i;

	u->len = 0;
	for (i = 0; i + 1 < n; i += 2)
		unit_put(u, (uint16_t)(in[i + first] |
		    in[i + 1 - first] << 8));
	if (n % 2 != 0)
		u->out[u->len++] = BROKEN;
	return spool_write(to, u->out, u->len);
}

int
utf16_copy(int fd, enum utf16 order, const char *path)
{
	struct utf16_copy	 u = { .order = order };
	unsigned char		 in[BLOCK];
	int64_t			 at = 2;
	long			 n;
	int			 to;

	if ((to = spool_open(path)) < 0)
		return -1;
	while ((n = csv_pread(fd, in, sizeof(in), at)) > 0) {
		if (!block_copy(&u, in, n, to))
			break;
		at += n;
	}
	if (n == 0)
		return to;
	close(to);
	return -1;
}
