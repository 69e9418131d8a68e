/* SPDX-License-Identifier: ISC */
#include <assert.h>
#include <openssl/evp.h>
#include <string.h>

#include "lib/base/arena.h"
#include "lib/base/config.h"
#include "lib/base/crypto.h"

/*
 * AES-256-GCM (NIST SP 800-38D): nonce of 96 random bits, then the text, then
 * the tag of 128 bits.  A key seals far fewer than 2^32 texts, so random
 * nonces do not meet.  The label is authenticated too, so that what was
 * sealed for one purpose or row does not open as another's.
 */
#define NONCE	12
#define TAG	16
#define KEY	32

struct sealer {
	EVP_CIPHER_CTX	*ctx;
	uint8_t		 key[KEY];
};

static bool
sealer_begin(struct sealer *s, const char *label, const uint8_t *nonce,
    int encrypt)
{
	int	 len;

	return (s->ctx = EVP_CIPHER_CTX_new()) != NULL &&
	    EVP_CipherInit_ex(s->ctx, EVP_aes_256_gcm(), NULL, s->key, nonce,
	    encrypt) == 1 &&
	    EVP_CipherUpdate(s->ctx, NULL, &len, (const uint8_t *)label,
	    (int)strlen(label)) == 1;
}

static void
sealer_end(struct sealer *s)
{
	EVP_CIPHER_CTX_free(s->ctx);
	crypto_wipe(s->key, sizeof(s->key));
}

static bool
seal_into(struct sealer *s, uint8_t *out, const void *plain, size_t len)
{
	int	 n, last;

	return EVP_CipherUpdate(s->ctx, out, &n, plain, (int)len) == 1 &&
	    EVP_CipherFinal_ex(s->ctx, out + n, &last) == 1 &&
	    EVP_CIPHER_CTX_ctrl(s->ctx, EVP_CTRL_GCM_GET_TAG, TAG,
	    out + len) == 1;
}

/* The nonce goes before, the tag behind. */
static bool
seal_all(struct sealer *s, const char *label, const void *plain, size_t len,
    uint8_t *sealed)
{
	const bool	 ok = crypto_random(sealed, NONCE) &&
	    sealer_begin(s, label, sealed, 1) &&
	    seal_into(s, sealed + NONCE, plain, len);

	sealer_end(s);
	return ok;
}

char *
crypto_seal(struct arena *arena, const struct config *config,
    const char *label, const char *plain)
{
	size_t		 len = strlen(plain);
	uint8_t		*sealed = arena_alloc(arena, NONCE + len + TAG);
	struct sealer	 s = { .ctx = NULL };

	config_key(config, "seal", s.key);
	if (!seal_all(&s, label, plain, len, sealed))
		arena_give_up(arena);
	return crypto_base64url(arena, sealed, NONCE + len + TAG);
}

static bool
open_into(struct sealer *s, uint8_t *out, const uint8_t *sealed, size_t len)
{
	uint8_t	 tag[TAG];
	int	 n, last;

	memcpy(tag, sealed + len, TAG);
	return EVP_CipherUpdate(s->ctx, out, &n, sealed, (int)len) == 1 &&
	    EVP_CIPHER_CTX_ctrl(s->ctx, EVP_CTRL_GCM_SET_TAG, TAG, tag) == 1 &&
	    EVP_CipherFinal_ex(s->ctx, out + n, &last) == 1;
}

static bool
open_all(struct sealer *s, const char *label, const uint8_t *sealed,
    size_t len, void *plain)
{
	const bool	 ok = sealer_begin(s, label, sealed, 0) &&
	    open_into(s, plain, sealed + NONCE, len);

	sealer_end(s);
	return ok;
}

char *
crypto_unseal(struct arena *arena, const struct config *config,
    const char *label, const char *sealed)
{
	struct sealer	 s = { .ctx = NULL };
	uint8_t		*bytes;
	size_t		 len;
	char		*plain;

	if (sealed == NULL || !crypto_base64url_decode(arena, sealed,
	    strlen(sealed), &bytes, &len) || len < NONCE + TAG)
		return NULL;
	len -= NONCE + TAG;
	plain = arena_alloc(arena, len + 1);
	config_key(config, "seal", s.key);
	return open_all(&s, label, bytes, len, plain) &&
	    memchr(plain, '\0', len) == NULL ? plain : NULL;
}

/* ---- bytes ---------------------------------------------------------- */

static_assert(NONCE + TAG == CRYPTO_SEAL_MORE, "what the header says");

bool
crypto_seal_bytes(const uint8_t key[CRYPTO_HASH], const char *label,
    const void *plain, size_t len, uint8_t *sealed)
{
	struct sealer	 s = { .ctx = NULL };

	memcpy(s.key, key, KEY);
	return seal_all(&s, label, plain, len, sealed);
}

bool
crypto_open_bytes(const uint8_t key[CRYPTO_HASH], const char *label,
    const uint8_t *sealed, size_t len, void *plain)
{
	struct sealer	 s = { .ctx = NULL };

	if (len < CRYPTO_SEAL_MORE)
		return false;
	memcpy(s.key, key, KEY);
	return open_all(&s, label, sealed, len - CRYPTO_SEAL_MORE, plain);
}
