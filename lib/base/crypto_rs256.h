/* SPDX-License-Identifier: ISC */
#ifndef SOUK_BASE_CRYPTO_RS256_H
#define SOUK_BASE_CRYPTO_RS256_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct arena;
struct json_in;

/*
 * JWS compact serialisation by RS256 (RFC 7515, RFC 7518 3.3), verified with
 * keys that others publish as a JWK set (RFC 7517).  No other algorithm, and
 * never one that the token chooses.
 */
enum rs256_result {
	RS256_OK,
	RS256_REFUSED,		/* shape, header or signature is wrong */
	RS256_NO_KEY,		/* it names a key that the set has not */
};

/* An RSA key of 2048 to 8192 bits: modulus and exponent, big-endian. */
struct rsa_key { const uint8_t *n, *e; size_t n_len, e_len; };

/* Is this the signature of those bytes?  False also for a key out of bounds. */
bool	 crypto_rs256_verify(const struct rsa_key *, const void *, size_t,
	    const uint8_t *signature, size_t);
/*
 * The payload of a token, parsed, in *payload.  The set is a parsed JWK set;
 * the key is the one that the token's header names by "kid".
 */
enum rs256_result	 crypto_rs256_read(struct arena *,
			    const char *token, const struct json_in *set,
			    struct json_in **payload);

#endif
