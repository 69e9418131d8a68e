/* SPDX-License-Identifier: ISC */
/* How many parts a text is sent, and paid, in (GSM 03.38, 03.40). */
#include <string.h>

#include "lib/base/arena.h"
#include "lib/base/buf.h"
#include "lib/base/text.h"
#include "lib/notify/sms_parts.h"

static const char	gsm[] =
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?"
    "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà";
static const char	twice[] = "^{}\\[~]|€\f";

static bool
is_among(const char *set, int32_t c)
{
	const char	*end = set + strlen(set);

	while (set < end)
		if (utf8_next(&set, end) == c)
			return true;
	return false;
}

static int
parts(int64_t length, int one, int many)
{
	return length <= one ? 1 : (int)((length + many - 1) / many);
}

int
sms_segments(const char *text)
{
	const char	*p = text, *end = text + strlen(text);
	int64_t		 septets = 0, units = 0;
	bool		 is_gsm = true;
	int32_t		 c;

	while (p < end) {
		c = utf8_next(&p, end);
		units += c > 0xffff ? 2 : 1;
		if (is_among(gsm, c))
			septets++;
		else if (is_among(twice, c))
			septets += 2;
		else
			is_gsm = false;
	}
	return is_gsm ? parts(septets, 160, 153) : parts(units, 70, 67);
}

/* One such sign has a whole text sent two bytes a letter. */
static const struct { int32_t c; const char *plain; } plains[] = {
	{ 0x2018, "'" }, { 0x2019, "'" }, { 0x201c, "\"" }, { 0x201d, "\"" },
	{ 0x2013, "-" }, { 0x2014, "-" }, { 0x2026, "..." }, { 0xa0, " " },
	{ 0x202f, " " }, { 0xab, "\"" }, { 0xbb, "\"" }, { 0xe2, "a" },
	{ 0xea, "e" }, { 0xee, "i" }, { 0xf4, "o" }, { 0xfb, "u" },
	{ 0xeb, "e" }, { 0xef, "i" }, { 0xe7, "c" }, { 0x153, "oe" },
};

const char *
sms_plain(struct arena *arena, const char *text)
{
	const char	*end = text + strlen(text);
	struct buf	 b;
	size_t		 i;
	int32_t		 c;

	buf_init(&b, arena, (size_t)(end - text) + 1);
	while (text < end) {
		c = utf8_next(&text, end);
		for (i = 0; i < sizeof(plains) / sizeof(plains[0]); i++)
			if (plains[i].c == c)
				break;
		if (i < sizeof(plains) / sizeof(plains[0]))
			buf_puts(&b, plains[i].plain);
		else
			utf8_put(&b, c);
	}
	return b.p;
}
