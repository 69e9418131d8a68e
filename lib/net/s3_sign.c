/* SPDX-License-Identifier: ISC */
#include <ctype.h>
#include <string.h>

#include "lib/base/arena.h"
#include "lib/base/buf.h"
#include "lib/base/clock.h"
#include "lib/base/crypto.h"
#include "lib/net/s3.h"

#define ALGORITHM	"AWS4-HMAC-SHA256"

/* "2013-05-24T00:00:00.000Z" without what is between the digits. */
void
s3_time(int64_t ms, char out[S3_TIME])
{
	char	 text[CLOCK_TEXT];
	int	 n = 0;

	clock_text(ms, text);
	for (const char *p = text; *p != '\0' && *p != '.'; p++)
		if ((isdigit((unsigned char)*p) || *p == 'T') &&
		    n < S3_TIME - 2)
			out[n++] = *p;
	out[n++] = 'Z';
	out[n] = '\0';
}

char *
s3_encode(struct arena *arena, const char *text, bool keep_slash)
{
	static const char	 digits[] = "0123456789ABCDEF";
	char			*out = arena_alloc(arena, 3 * strlen(text) + 1);
	char			*to = out;

	for (const unsigned char *p = (const unsigned char *)text; *p != '\0';
	    p++) {
		if ((isalnum(*p) && *p < 0x80) || strchr("-._~", *p) != NULL ||
		    (*p == '/' && keep_slash)) {
			*to++ = (char)*p;
			continue;
		}
		*to++ = '%';
		*to++ = digits[*p >> 4];
		*to++ = digits[*p & 15];
	}
	return out;
}

/* "host;x-amz-date" */
static void
names_put(struct buf *b, const char *const *headers)
{
	for (const char *const *h = headers; *h != NULL; h++) {
		if (h != headers)
			buf_putc(b, ';');
		buf_put(b, *h, strcspn(*h, ":"));
	}
}

/* The canonical request: what is signed, a line each. */
static char *
canonical(struct arena *arena, const struct s3_signing *s)
{
	const char	*value;
	struct buf	 b;

	buf_init(&b, arena, 512);
	buf_printf(&b, "%s\n%s\n%s\n", s->method, s->path, s->query);
	for (const char *const *h = s->headers; *h != NULL; h++) {
		value = strchr(*h, ':') + 1;
		buf_put(&b, *h, (size_t)(value - *h));
		buf_printf(&b, "%s\n", value + strspn(value, " "));
	}
	buf_putc(&b, '\n');
	names_put(&b, s->headers);
	buf_printf(&b, "\n%s", s->payload);
	return b.p;
}

/* The secret never signs anything but the day. */
static void
key_make(struct arena *arena, const struct s3_signing *s, const char *day,
    uint8_t key[CRYPTO_HASH])
{
	const char *const	 parts[] = { s->region, s->service,
	    "aws4_request" };
	char			*first = arena_printf(arena, "AWS4%s",
				    s->secret);

	crypto_hmac(first, strlen(first), day, strlen(day), key);
	crypto_wipe(first, strlen(first));
	for (size_t i = 0; i < 3; i++)
		crypto_hmac(key, CRYPTO_HASH, parts[i], strlen(parts[i]),
		    key);
}

char *
s3_authorization(struct arena *arena, const struct s3_signing *s)
{
	char		 at[S3_TIME], *scope, *text, *day;
	uint8_t		 key[CRYPTO_HASH], mac[CRYPTO_HASH];
	struct buf	 b;

	s3_time(s->at, at);
	day = arena_text(arena, at, strcspn(at, "T"));
	scope = arena_printf(arena, "%s/%s/%s/aws4_request", day, s->region,
	    s->service);
	text = arena_printf(arena, ALGORITHM "\n%s\n%s\n%s", at, scope,
	    crypto_sha256_hex(arena, canonical(arena, s)));
	key_make(arena, s, day, key);
	crypto_hmac(key, sizeof(key), text, strlen(text), mac);
	crypto_wipe(key, sizeof(key));
	buf_init(&b, arena, 256);
	buf_printf(&b, ALGORITHM " Credential=%s/%s,SignedHeaders=", s->key,
	    scope);
	names_put(&b, s->headers);
	buf_printf(&b, ",Signature=%s", crypto_hex(arena, mac, sizeof(mac)));
	return b.p;
}
