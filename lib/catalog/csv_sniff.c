/* SPDX-License-Identifier: ISC */
#include "lib/catalog/csv_sniff.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

#include "lib/base/text.h"

#define SNIFF_BYTES	(64 << 10)

static const char	 mark[] = "\xef\xbb\xbf";	/* of UTF-8 */
static const char	 delimiters[] = ",;\t|";		/* likeliest first */

/* 0x80 to 0x9f; beyond, Windows-1252 is Unicode. */
static const uint16_t	 windows[32] = {
	0x20ac, 0, 0x201a, 0x0192, 0x201e, 0x2026, 0x2020, 0x2021,
	0x02c6, 0x2030, 0x0160, 0x2039, 0x0152, 0, 0x017d, 0,
	0, 0x2018, 0x2019, 0x201c, 0x201d, 0x2022, 0x2013, 0x2014,
	0x02dc, 0x2122, 0x0161, 0x203a, 0x0153, 0, 0x017e, 0x0178,
};

uint16_t
csv_windows(unsigned char c)
{
	return c < 0xa0 ? windows[c - 0x80] : c;
}

long
csv_pread(int fd, void *to, size_t size, int64_t offset)
{
	size_t	 have = 0;
	ssize_t	 n;

	while (have < size) {
		n = pread(fd, (char *)to + have, size - have,
		    offset + (int64_t)have);
		if (n == 0)
			break;
		if (n < 0 && errno != EINTR)
			return -1;
		if (n > 0)
			have += (size_t)n;
	}
	return (long)have;
}

/* The length that a UTF-8 sequence beginning with this byte has; 0: none. */
static size_t
sequence_length(unsigned char lead)
{
	if (lead >= 0xc2 && lead <= 0xdf)
		return 2;
	if (lead >= 0xe0 && lead <= 0xef)
		return 3;
	return lead >= 0xf0 && lead <= 0xf4 ? 4 : 0;
}

/* More sequences broken than whole?  One cut off by the end counts as none. */
static bool
is_windows(const char *p, const char *end)
{
	size_t	 whole = 0, broken = 0, n;

	while (p < end) {
		if ((unsigned char)*p < 0x80) {
			p++;
			continue;
		}
		n = sequence_length((unsigned char)*p);
		if (n > (size_t)(end - p) && broken + whole > 0)
			break;
		if (n != 0 && n <= (size_t)(end - p) && utf8_valid(p, n)) {
			whole++;
			p += n;
		} else {
			broken++;
			p++;
		}
	}
	return broken > whole;
}

/* Judge by the 64 KiB that follow the first byte beyond ASCII. */
static bool
sniff_encoding(int fd, char *block, struct csv_kind *kind)
{
	int64_t	 offset = kind->start;
	long	 n, i;

	while ((n = csv_pread(fd, block, SNIFF_BYTES, offset)) > 0) {
		for (i = 0; i < n && (unsigned char)block[i] < 0x80; i++)
			continue;
		if (i == 0) {
			kind->windows = is_windows(block, block + n);
			break;
		}
		offset += i;
	}
	return n >= 0;
}

/* The commonest of the first line, outside quotes. */
static char
sniff_delimiter(const char *p, const char *end)
{
	size_t		 counts[sizeof(delimiters)] = { 0 }, i, best = 0;
	const char	*found;
	bool		 quoted = false;

	for (; p < end && (quoted || (*p != '\n' && *p != '\r')); p++) {
		if (*p == '"')
			quoted = !quoted;
		else if (!quoted && *p != '\0' &&
		    (found = strchr(delimiters, *p)) != NULL)
			counts[found - delimiters]++;
	}
	for (i = 1; delimiters[i] != '\0'; i++)
		if (counts[i] > counts[best])
			best = i;
	return delimiters[best];
}

/* Spreadsheets may say "sep=;" in a line of its own; its length, or 0. */
static size_t
sniff_hint(const char *p, size_t n, char *delimiter)
{
	size_t	 len = 5;

	if (n < len || memcmp(p, "sep=", 4) != 0 || p[4] == '\0' ||
	    strchr(delimiters, p[4]) == NULL)
		return 0;
	if (n > len && p[len] == '\r')
		len++;
	if (n > len && p[len] == '\n')
		len++;
	if (len == 5)
		return 0;
	*delimiter = p[4];
	return len;
}

bool
csv_sniff(int fd, struct csv_kind *kind)
{
	static const size_t	 mark_len = sizeof(mark) - 1;
	char			 block[SNIFF_BYTES], *p = block;
	long			 n;
	size_t			 len, hint;

	*kind = (struct csv_kind){ .line = 1 };
	if ((n = csv_pread(fd, block, sizeof(block), 0)) < 0)
		return false;
	len = (size_t)n;
	if (len >= mark_len && memcmp(p, mark, mark_len) == 0) {
		kind->start = (int64_t)mark_len;
		p += mark_len;
		len -= mark_len;
	}
	if ((hint = sniff_hint(p, len, &kind->delimiter)) > 0) {
		kind->start += (int64_t)hint;
		kind->line++;
	} else
		kind->delimiter = sniff_delimiter(p, p + len);
	return p != block || sniff_encoding(fd, block, kind);
}
