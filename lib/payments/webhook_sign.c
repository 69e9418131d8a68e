/* SPDX-License-Identifier: ISC */
#include <string.h>

#include "lib/base/arena.h"
#include "lib/base/crypto.h"
#include "lib/base/text.h"
#include "lib/payments/webhook.h"

#define HEX		(2 * CRYPTO_HASH)
#define SIGNATURES	16	/* more of them are noise */
#define TIME_DIGITS	12

/* "t=1761933577,v1=…,v1=…,v0=…": what of it counts. */
struct parts {
	struct span	 time;
	struct span	 v1[SIGNATURES];
	size_t		 count;
};

static void
item_take(struct parts *parts, const char *p, size_t len)
{
	if (len >= 2 && memcmp(p, "t=", 2) == 0)
		parts->time = (struct span){ p + 2, len - 2 };
	else if (len >= 3 && memcmp(p, "v1=", 3) == 0 &&
	    parts->count < SIGNATURES)
		parts->v1[parts->count++] = (struct span){ p + 3, len - 3 };
}

static void
header_split(struct parts *parts, const char *p)
{
	size_t	 len;

	for (;; p += len + 1) {
		len = strcspn(p, ",");
		item_take(parts, p, len);
		if (p[len] == '\0')
			return;
	}
}

static bool
time_read(struct arena *arena, const struct parts *parts, int64_t *t)
{
	const struct span	 time = parts->time;

	return time.len > 0 && time.len <= TIME_DIGITS &&
	    strspn(time.p, "0123456789") >= time.len &&
	    text_to_int(arena_text(arena, time.p, time.len), t);
}

/* Every one is compared, so that how long it takes tells nothing. */
static bool
any_equals(const struct parts *parts, const char *expected)
{
	bool	 found = false;

	for (size_t i = 0; i < parts->count; i++)
		found |= parts->v1[i].len == HEX &&
		    crypto_equal(parts->v1[i].p, expected, HEX);
	return found;
}

static bool
any_signed(struct arena *arena, const struct stripe_signed *s,
    const struct parts *parts)
{
	const size_t	 all = parts->time.len + 1 + s->len;
	char		*text = arena_alloc(arena, all);
	const char	*secret = s->secrets;
	uint8_t		 mac[CRYPTO_HASH];
	bool		 found = false;
	size_t		 len;

	memcpy(text, parts->time.p, parts->time.len);
	text[parts->time.len] = '.';
	memcpy(text + parts->time.len + 1, s->body, s->len);
	for (; *secret != '\0'; secret += len + (secret[len] == ',')) {
		len = strcspn(secret, ",");
		if (len == 0)
			continue;
		crypto_hmac(secret, len, text, all, mac);
		found |= any_equals(parts, crypto_hex(arena, mac,
		    sizeof(mac)));
	}
	return found;
}

enum stripe_verdict
stripe_check(struct arena *arena, const struct stripe_signed *s)
{
	struct parts	 parts = { .count = 0 };
	int64_t		 t;

	if (s->header == NULL)
		return STRIPE_BAD_HEADER;
	header_split(&parts, s->header);
	if (!time_read(arena, &parts, &t))
		return STRIPE_BAD_HEADER;
	if (parts.count == 0)
		return STRIPE_NO_SIGNATURE;
	if (!any_signed(arena, s, &parts))
		return STRIPE_MISMATCH;
	return t < s->now - STRIPE_TOLERANCE || t > s->now + STRIPE_TOLERANCE ?
	    STRIPE_OLD : STRIPE_SIGNED;
}
