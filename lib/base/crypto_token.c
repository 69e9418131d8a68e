/* SPDX-License-Identifier: ISC */
#include "lib/base/crypto.h"

#include <string.h>

#include "lib/base/arena.h"
#include "lib/base/text.h"

/* base64url of {"alg":"HS256","typ":"JWT"} and the dot behind it. */
#define JWT_HEADER	"eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9."
#define JWT_SIGNATURE	43	/* characters of 32 bytes */

static const char	alphabet[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
    "abcdefghijklmnopqrstuvwxyz0123456789-_";

char *
crypto_base64(struct arena *arena, const void *bytes, size_t len)
{
	char	*text = crypto_base64url(arena, bytes, len);

	for (char *p = text; *p != '\0'; p++)
		*p = (char)(*p == '-' ? '+' : *p == '_' ? '/' : *p);
	return arena_printf(arena, "%s%s", text, len % 3 == 0 ? "" :
	    len % 3 == 1 ? "==" : "=");
}

char *
crypto_base64url(struct arena *arena, const void *bytes, size_t len)
{
	const uint8_t	*p = bytes;
	char		*text, *to;
	uint32_t	 bits = 0;
	int		 count = 0;

	text = to = arena_alloc(arena, (len + 2) / 3 * 4 + 1);
	for (size_t i = 0; i < len; i++) {
		bits = bits << 8 | p[i];
		for (count += 8; count >= 6; count -= 6)
			*to++ = alphabet[bits >> (count - 6) & 63];
	}
	if (count > 0)
		*to++ = alphabet[bits << (6 - count) & 63];
	return text;
}

/* Strict: no padding, no blanks, and no stray bits at the end. */
bool
crypto_base64url_decode(struct arena *arena, const char *text, size_t len,
    uint8_t **bytes, size_t *bytes_len)
{
	uint8_t		*to = arena_alloc(arena, len / 4 * 3 + 3);
	const char	*digit;
	uint32_t	 bits = 0;
	int		 count = 0;
	size_t		 n = 0;

	if (len % 4 == 1)
		return false;
	for (size_t i = 0; i < len; i++) {
		if (text[i] == '\0' ||
		    (digit = strchr(alphabet, text[i])) == NULL)
			return false;
		bits = bits << 6 | (uint32_t)(digit - alphabet);
		if ((count += 6) >= 8) {
			count -= 8;
			to[n++] = (uint8_t)(bits >> count);
		}
	}
	*bytes = to;
	*bytes_len = n;
	return (bits & ((1u << count) - 1)) == 0;
}

/* The signature of header and payload, as text. */
static char *
jwt_signature(struct arena *arena, const char *signed_part, size_t len,
    const void *key, size_t key_len)
{
	uint8_t	 mac[CRYPTO_HASH];

	crypto_hmac(key, key_len, signed_part, len, mac);
	return crypto_base64url(arena, mac, sizeof(mac));
}

char *
crypto_jwt_sign(struct arena *arena, const char *payload, const void *key,
    size_t key_len)
{
	char	*body = arena_printf(arena, JWT_HEADER "%s",
	    crypto_base64url(arena, payload, strlen(payload)));

	return arena_printf(arena, "%s.%s", body,
	    jwt_signature(arena, body, strlen(body), key, key_len));
}

char *
crypto_jwt_verify(struct arena *arena, const char *token, const void *key,
    size_t key_len)
{
	const char	*body = token + sizeof(JWT_HEADER) - 1, *dot;
	uint8_t		*payload;
	size_t		 len;

	if (key_len == 0 || !text_starts(token, JWT_HEADER) ||
	    (dot = strchr(body, '.')) == NULL ||
	    strlen(dot + 1) != JWT_SIGNATURE)
		return NULL;
	if (!crypto_equal_text(dot + 1, jwt_signature(arena, token,
	    (size_t)(dot - token), key, key_len)))
		return NULL;
	if (!crypto_base64url_decode(arena, body, (size_t)(dot - body),
	    &payload, &len) || memchr(payload, '\0', len) != NULL)
		return NULL;
	return arena_text(arena, (const char *)payload, len);
}
