/* SPDX-License-Identifier: ISC */
#include "lib/accounts/totp.h"

#include <string.h>

#include "lib/base/arena.h"
#include "lib/base/buf.h"
#include "lib/base/clock.h"
#include "lib/base/crypto.h"
#include "lib/base/text.h"

#define STEP		(30 * CLOCK_SECOND)
#define AROUND		1	/* steps that clocks may differ by */
#define SECRET_TEXT	32	/* characters of 20 bytes */

static const char	base32[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

int64_t
totp_step(int64_t ms)
{
	return ms / STEP;
}

uint32_t
totp_value(const uint8_t *key, size_t len, int64_t step, int digits)
{
	uint8_t		 mac[CRYPTO_SHA1], counter[8];
	uint32_t	 value = 0, limit = 1;
	int		 i, at;

	for (i = 7; i >= 0; i--, step >>= 8)
		counter[i] = (uint8_t)(step & 255);
	crypto_hmac_sha1(key, len, counter, sizeof(counter), mac);
	at = mac[CRYPTO_SHA1 - 1] & 15;
	for (i = 0; i < 4; i++)
		value = value << 8 | mac[at + i];
	for (i = 0; i < digits; i++)
		limit *= 10;
	return (value & 0x7fffffff) % limit;
}

/* Six digits, however they are grouped; -1: something else. */
static int64_t
code_read(const char *text)
{
	int64_t	 code = 0;
	int	 digits = 0;

	for (; *text != '\0'; text++) {
		if (*text == ' ')
			continue;
		if (*text < '0' || *text > '9' || ++digits > TOTP_DIGITS)
			return -1;
		code = 10 * code + (*text - '0');
	}
	return digits == TOTP_DIGITS ? code : -1;
}

bool
totp_match(const uint8_t key[TOTP_BYTES], const char *code, int64_t now,
    int64_t last, int64_t *step)
{
	int64_t	 given = code_read(code), at;
	bool	 found = false;

	if (last > now + AROUND)
		last = 0;
	for (at = now - AROUND; at <= now + AROUND; at++)
		if (totp_value(key, TOTP_BYTES, at, TOTP_DIGITS) == given &&
		    at > last && !found) {
			*step = at;
			found = true;
		}
	return found;
}

char *
totp_secret(struct arena *arena)
{
	uint8_t	 key[TOTP_BYTES];
	char	*text = arena_alloc(arena, SECRET_TEXT + 1);
	uint32_t bits = 0;
	int	 count = 0, n = 0;

	if (!crypto_random(key, sizeof(key)))
		arena_give_up(arena);
	for (size_t i = 0; i < sizeof(key); i++) {
		bits = bits << 8 | key[i];
		for (count += 8; count >= 5; count -= 5)
			text[n++] = base32[bits >> (count - 5) & 31];
	}
	crypto_wipe(key, sizeof(key));
	return text;
}

bool
totp_secret_read(const char *text, uint8_t key[TOTP_BYTES])
{
	const char	*digit;
	uint32_t	 bits = 0;
	int		 count = 0, n = 0;

	if (strlen(text) != SECRET_TEXT)
		return false;
	for (; *text != '\0'; text++) {
		if ((digit = strchr(base32, *text)) == NULL)
			return false;
		bits = bits << 5 | (uint32_t)(digit - base32);
		if ((count += 5) >= 8) {
			count -= 8;
			key[n++] = (uint8_t)(bits >> count);
		}
	}
	return true;
}

char *
totp_uri(struct arena *arena, const char *issuer, const char *account,
    const char *secret)
{
	struct buf	 b;

	buf_init(&b, arena, 128);
	buf_puts(&b, "otpauth://totp/");
	text_url_encode(&b, issuer);
	buf_puts(&b, ":");
	text_url_encode(&b, account);
	buf_printf(&b, "?secret=%s&issuer=", secret);
	text_url_encode(&b, issuer);
	return b.p;
}
