/* SPDX-License-Identifier: ISC */
#include "lib/base/text.h"

#include <string.h>

#include "lib/base/arena.h"
#include "lib/base/buf.h"

#define COUNT(TABLE)	(sizeof(TABLE) / sizeof((TABLE)[0]))
#define DROPPED		0
#define LATIN_FIRST	0xa0
#define VIETNAMESE_FIRST 0x1e00

/* U+00A0 to U+023F, a letter for each; '?' stands for itself. */
static const char	latin[] =
    "          a       23 ?   1o ??? "	/* U+00A0 */
    "aaaaaa?ceeeeiiiidnooooo ouuuuy??"
    "aaaaaa?ceeeeiiiidnooooo ouuuuy?y"
    "aaaaaaccccccccddddeeeeeeeeeegggg"	/* U+0100 */
    "gggghhhhiiiiiiiiii??jjkkklllllll"
    "lllnnnnnnnnnoooooo??rrrrrrssssss"
    "ssttttttuuuuuuuuuuuuwwyyyzzzzzzs"
    "????????????????????????????????"
    "oo?????????????uu???????????????"
    "?????????????aaiioouuuuuuuuuu?aa"
    "aa????ggkkoooo??j???gg??nnaa????"
    "aaaaeeeeiiiioooorrrruuuusstt??hh"	/* U+0200 */
    "??????aaeeooooooooyy????????????";

/* U+1E00 to U+1EFF. */
static const char	vietnamese[] =
    "aabbbbbbccddddddddddeeeeeeeeeeff"
    "gghhhhhhhhhhiiiikkkkkkllllllllmm"
    "mmmmnnnnnnnnoooooooopppprrrrrrrr"
    "ssssssssssttttttttuuuuuuuuuuvvvv"
    "wwwwwwwwwwxxxxyyzzzzzzhtwy?s????"
    "aaaaaaaaaaaaaaaaaaaaaaaaeeeeeeee"
    "eeeeeeeeiiiioooooooooooooooooooo"
    "oooouuuuuuuuuuuuuuyyyyyyyy??????";

static const struct { int32_t c; const char *is; } pairs[] = {
	{ 0x00c6, "ae" }, { 0x00e6, "ae" }, { 0x01fc, "ae" }, { 0x01fd, "ae" },
	{ 0x0152, "oe" }, { 0x0153, "oe" }, { 0x00df, "ss" }, { 0x1e9e, "ss" },
	{ 0x00de, "th" }, { 0x00fe, "th" }, { 0x0132, "ij" }, { 0x0133, "ij" },
};

/* Sorted; from first to last each is shifted, or becomes, `by`. */
static const struct fold_range {
	int32_t	 first, last;
	enum { BECOME, SHIFT } how;
	int32_t	 by;
} ranges[] = {
	{ 0x0000, 0x002f, BECOME, ' ' },
	{ 0x0030, 0x0039, SHIFT, 0 },
	{ 0x003a, 0x0040, BECOME, ' ' },
	{ 0x0041, 0x005a, SHIFT, 'a' - 'A' },
	{ 0x005b, 0x0060, BECOME, ' ' },
	{ 0x0061, 0x007a, SHIFT, 0 },
	{ 0x007b, 0x009f, BECOME, ' ' },
	{ 0x00ad, 0x00ad, BECOME, DROPPED },	/* soft hyphen */
	{ 0x02c2, 0x02df, BECOME, ' ' },
	{ 0x0300, 0x036f, BECOME, DROPPED },	/* combining accents */
	{ 0x0391, 0x03ab, SHIFT, 0x20 },	/* Greek capitals */
	{ 0x0400, 0x040f, SHIFT, 0x50 },	/* Cyrillic capitals */
	{ 0x0410, 0x042f, SHIFT, 0x20 },
	{ 0x0600, 0x060f, BECOME, ' ' },	/* Arabic punctuation */
	{ 0x0610, 0x061a, BECOME, DROPPED },	/* marks above */
	{ 0x061b, 0x061f, BECOME, ' ' },
	{ 0x0622, 0x0623, BECOME, 0x0627 },	/* alef with madda, hamza */
	{ 0x0624, 0x0624, BECOME, 0x0648 },	/* waw with hamza */
	{ 0x0625, 0x0625, BECOME, 0x0627 },	/* alef with hamza below */
	{ 0x0626, 0x0626, BECOME, 0x064a },	/* yeh with hamza */
	{ 0x0629, 0x0629, BECOME, 0x0647 },	/* teh marbuta */
	{ 0x0640, 0x0640, BECOME, DROPPED },	/* tatweel */
	{ 0x0649, 0x0649, BECOME, 0x064a },	/* alef maksura */
	{ 0x064b, 0x065f, BECOME, DROPPED },	/* tashkeel */
	{ 0x0660, 0x0669, SHIFT, '0' - 0x0660 },
	{ 0x066a, 0x066d, BECOME, ' ' },
	{ 0x0670, 0x0670, BECOME, DROPPED },	/* superscript alef */
	{ 0x0671, 0x0671, BECOME, 0x0627 },	/* alef wasla */
	{ 0x06d4, 0x06d4, BECOME, ' ' },
	{ 0x06d6, 0x06dc, BECOME, DROPPED },	/* Koranic marks */
	{ 0x06dd, 0x06de, BECOME, ' ' },
	{ 0x06df, 0x06e8, BECOME, DROPPED },
	{ 0x06e9, 0x06e9, BECOME, ' ' },
	{ 0x06ea, 0x06ed, BECOME, DROPPED },
	{ 0x06f0, 0x06f9, SHIFT, '0' - 0x06f0 },
	{ 0x2000, 0x200b, BECOME, ' ' },	/* blanks */
	{ 0x200c, 0x200f, BECOME, DROPPED },	/* joiners, marks of direction */
	{ 0x2010, 0x205f, BECOME, ' ' },	/* dashes, quotes */
	{ 0x2060, 0x2064, BECOME, DROPPED },
	{ 0x2065, 0x206f, BECOME, ' ' },
	{ 0x207a, 0x207e, BECOME, ' ' },
	{ 0x208a, 0x208e, BECOME, ' ' },
	{ 0x20a0, 0x20ff, BECOME, ' ' },	/* currencies */
	{ 0x2100, 0x2101, BECOME, ' ' },
	{ 0x2116, 0x2117, BECOME, ' ' },
	{ 0x2120, 0x2123, BECOME, ' ' },
	{ 0x2190, 0x245f, BECOME, ' ' },	/* arrows, mathematics */
	{ 0x2500, 0x2bff, BECOME, ' ' },	/* drawings, symbols */
	{ 0x2e00, 0x2e7f, BECOME, ' ' },
	{ 0x3000, 0x3004, BECOME, ' ' },	/* CJK punctuation */
	{ 0x3008, 0x3020, BECOME, ' ' },
	{ 0x3030, 0x3030, BECOME, ' ' },
	{ 0x30fb, 0x30fb, BECOME, ' ' },
	{ 0xe000, 0xf8ff, BECOME, ' ' },	/* private use */
	{ 0xfd3e, 0xfd3f, BECOME, ' ' },
	{ 0xfe00, 0xfe0f, BECOME, DROPPED },	/* variation selectors */
	{ 0xfe10, 0xfe6f, BECOME, ' ' },
	{ 0xfeff, 0xfeff, BECOME, DROPPED },	/* byte order mark */
	{ 0xff01, 0xff0f, BECOME, ' ' },	/* full-width forms */
	{ 0xff10, 0xff19, SHIFT, '0' - 0xff10 },
	{ 0xff1a, 0xff20, BECOME, ' ' },
	{ 0xff21, 0xff3a, SHIFT, 'a' - 0xff21 },
	{ 0xff3b, 0xff40, BECOME, ' ' },
	{ 0xff41, 0xff5a, SHIFT, 'a' - 0xff41 },
	{ 0xff5b, 0xff65, BECOME, ' ' },
	{ 0xffe0, 0xffff, BECOME, ' ' },
	{ 0x1f000, 0x1faff, BECOME, ' ' },	/* emoji */
	{ 0xe0000, 0x10ffff, BECOME, ' ' },
};

/* The range that holds c, or NULL; the table is sorted. */
static const struct fold_range *
range_find(int32_t c)
{
	size_t	 low = 0, high = COUNT(ranges), middle;

	while (low < high) {
		middle = low + (high - low) / 2;
		if (c > ranges[middle].last)
			low = middle + 1;
		else
			high = middle;
	}
	return low < COUNT(ranges) && c >= ranges[low].first ? &ranges[low] :
	    NULL;
}

/* What one code point becomes: itself, another, a blank or DROPPED. */
static int32_t
fold_one(int32_t c)
{
	const struct fold_range	*r = range_find(c);
	char			 letter = '?';

	if (r != NULL)
		return r->how == SHIFT ? c + r->by : r->by;
	if (c >= LATIN_FIRST && c < LATIN_FIRST + (int32_t)sizeof(latin) - 1)
		letter = latin[c - LATIN_FIRST];
	else if (c >= VIETNAMESE_FIRST &&
	    c < VIETNAMESE_FIRST + (int32_t)sizeof(vietnamese) - 1)
		letter = vietnamese[c - VIETNAMESE_FIRST];
	return letter == '?' ? c : letter;
}

static const char *
fold_pair(int32_t c)
{
	if (c < LATIN_FIRST)
		return NULL;
	for (size_t i = 0; i < COUNT(pairs); i++)
		if (pairs[i].c == c)
			return pairs[i].is;
	return NULL;
}

char *
text_fold(struct arena *arena, const char *p, size_t len)
{
	const char	*end = p + len, *pair;
	struct buf	 b;
	bool		 blank = false;
	int32_t		 c;

	buf_init(&b, arena, len);
	while (p < end) {
		c = utf8_next(&p, end);
		pair = fold_pair(c);
		if (pair == NULL && (c = c < 0 ? ' ' : fold_one(c)) == DROPPED)
			continue;
		if (pair == NULL && c == ' ') {
			blank = b.len > 0;
			continue;
		}
		if (blank)
			buf_putc(&b, ' ');
		blank = false;
		if (pair != NULL)
			buf_puts(&b, pair);
		else
			utf8_put(&b, c);
	}
	return b.p;
}

/* Letters and digits of a slug, once folded. */
static bool
is_slug_letter(int32_t c)
{
	return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') ||
	    (c >= 0x0620 && c <= 0x064a) || (c >= 0x066e && c <= 0x06d3);
}

char *
text_slug(struct arena *arena, const char *text, size_t max)
{
	const char	*p = text_fold(arena, text, strlen(text)), *from;
	const char	*end = p + strlen(p);
	struct buf	 b;
	bool		 dash = false;

	buf_init(&b, arena, max);
	while (p < end) {
		from = p;
		if (!is_slug_letter(utf8_next(&p, end))) {
			dash = b.len > 0;
			continue;
		}
		if (b.len + dash + (size_t)(p - from) > max)
			break;
		if (dash)
			buf_putc(&b, '-');
		dash = false;
		buf_put(&b, from, (size_t)(p - from));
	}
	return b.p;
}

bool
text_is_slug(const char *text)
{
	const char	*p = text, *end = text + strlen(text);
	int32_t		 c, before = '-';

	while (p < end) {
		c = utf8_next(&p, end);
		if (c == '-' ? before == '-' :
		    !is_slug_letter(c) || fold_one(c) != c)
			return false;
		before = c;
	}
	return before != '-';
}
