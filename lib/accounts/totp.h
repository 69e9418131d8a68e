/* SPDX-License-Identifier: ISC */
#ifndef SOUK_ACCOUNTS_TOTP_H
#define SOUK_ACCOUNTS_TOTP_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct arena;

/*
 * The codes of an authenticator app (RFC 6238): HMAC-SHA-1 of the number of
 * 30 seconds since 1970, six digits.  A code is taken one step early or late.
 */
#define TOTP_BYTES	20	/* of a secret: RFC 4226 4, as long as a hash */
#define TOTP_DIGITS	6

int64_t	 totp_step(int64_t ms);
/* RFC 4226 5.3, of so many digits. */
uint32_t totp_value(const uint8_t *key, size_t len, int64_t step, int digits);
/*
 * Is it the code of a step around `now` behind `last`?  A last step that is
 * ahead of now was used while the clock was wrong, and keeps nobody out.
 */
bool	 totp_match(const uint8_t key[TOTP_BYTES], const char *code,
	    int64_t now, int64_t last, int64_t *step);

/* A new secret as base 32 (RFC 4648), and back. */
char	*totp_secret(struct arena *);
bool	 totp_secret_read(const char *text, uint8_t key[TOTP_BYTES]);
/* What an app takes as a QR code: otpauth://totp/… */
char	*totp_uri(struct arena *, const char *issuer, const char *account,
	    const char *secret);

#endif
