/* SPDX-License-Identifier: ISC */
#ifndef SOUK_BASE_CRYPTO_H
#define SOUK_BASE_CRYPTO_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct arena;
struct config;

/* OpenSSL's libcrypto behind the few operations souk needs. */
#define CRYPTO_HASH	32	/* bytes of SHA-256 and HMAC-SHA-256 */

bool	 crypto_random(void *, size_t);		/* getrandom(2) */
/* n random bytes as base64url without padding. */
char	*crypto_token(struct arena *, size_t n);
void	 crypto_sha256(const void *, size_t, uint8_t[CRYPTO_HASH]);
/* Of the first bytes of a file; false: so many are not there. */
bool	 crypto_sha256_part(int fd, int64_t size, uint8_t[CRYPTO_HASH]);
/* Of a file from its start, in blocks; false: it cannot be read. */
bool	 crypto_sha256_file(int fd, uint8_t[CRYPTO_HASH]);
char	*crypto_hex(struct arena *, const void *, size_t);
/* SHA-256 as 64 hex digits: how secrets are stored and compared. */
char	*crypto_sha256_hex(struct arena *, const char *);
void	 crypto_hmac(const void *key, size_t, const void *, size_t,
	    uint8_t[CRYPTO_HASH]);
/* SHA-1, for what others fixed long ago: codes of an authenticator app
 * (RFC 6238), lists of leaked passwords.  For nothing else. */
#define CRYPTO_SHA1	20
void	 crypto_sha1(const void *, size_t, uint8_t[CRYPTO_SHA1]);
void	 crypto_hmac_sha1(const void *key, size_t, const void *, size_t,
	    uint8_t[CRYPTO_SHA1]);
/*
 * Since it was last asked: did libcrypto lack the memory for a hash?  Such a
 * hash equals none, so who is asked for it is refused; a transaction that
 * made one does not commit, and its caller is told to come again.
 */
bool	 crypto_spoiled(void);
bool	 crypto_equal(const void *, const void *, size_t);	/* constant time */
bool	 crypto_equal_text(const char *, const char *);	/* NULL, "": false */
void	 crypto_wipe(void *, size_t);

/*
 * A secret that must be read again (a token of another service, what a mail
 * will say), as text for the database: AES-256-GCM under a key of
 * SOUK_SECRET.  The label says whose it is ("mail:" and its id) and must be
 * the same to open it.  Unseal: NULL if it is not what was sealed so.
 */
char	*crypto_seal(struct arena *, const struct config *, const char *label,
	    const char *plain);
char	*crypto_unseal(struct arena *, const struct config *,
	    const char *label, const char *sealed);

/*
 * The same for bytes, under a key that the caller has: `sealed` has room for
 * CRYPTO_SEAL_MORE beyond len, `plain` needs as much less.  False: libcrypto
 * lacks memory; it is not what was sealed so.
 */
#define CRYPTO_SEAL_MORE	28
bool	 crypto_seal_bytes(const uint8_t key[CRYPTO_HASH], const char *label,
	    const void *plain, size_t len, uint8_t *sealed);
bool	 crypto_open_bytes(const uint8_t key[CRYPTO_HASH], const char *label,
	    const uint8_t *sealed, size_t len, void *plain);

char	*crypto_base64url(struct arena *, const void *, size_t);
char	*crypto_base64(struct arena *, const void *, size_t);	/* and '=' */
bool	 crypto_base64url_decode(struct arena *, const char *, size_t,
	    uint8_t **, size_t *);

/*
 * JWS compact serialisation, HS256 only (RFC 7515).  The header is fixed
 * text, compared byte for byte, so no other algorithm can be asked for.
 */
char	*crypto_jwt_sign(struct arena *, const char *payload_json,
	    const void *key, size_t);
/* The payload, or NULL: shape, header or signature is wrong. */
char	*crypto_jwt_verify(struct arena *, const char *token,
	    const void *key, size_t);

#endif
