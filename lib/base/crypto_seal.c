/* SPDX-License-Identifier: ISC */
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
	const char	*label;
};

static bool
sealer_begin(struct sealer *s, const struct config *config, const char *label,
    const uint8_t *nonce, int encrypt)
{
	int	 len;

	s->label = label;
	config_key(config, "seal", s->key);
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
seal_into(struct sealer *s, uint8_t *out, const char *plain, size_t len)
{
	int	 n, last;

	return EVP_CipherUpdate(s->ctx, out, &n, (const uint8_t *)plain,
	    (int)len) == 1 &&
	    EVP_CipherFinal_ex(s->ctx, out + n, &last) == 1 &&
	    EVP_CIPHER_CTX_ctrl(s->ctx, EVP_CTRL_GCM_GET_TAG, TAG,
	    out + len) == 1;
}

char *
crypto_seal(struct arena *arena, const struct config *config,
    const char *label, const char *plain)
{
	size_t		 len = strlen(plain);
	uint8_t		*sealed = arena_alloc(arena, NONCE + len + TAG);
	struct sealer	 s = { .ctx = NULL };
	bool		 ok;

	ok = crypto_random(sealed, NONCE) &&
	    sealer_begin(&s, config, label, sealed, 1) &&
	    seal_into(&s, sealed + NONCE, plain, len);
	sealer_end(&s);
	if (!ok)
		arena_give_up(arena);
	return crypto_base64url(arena, sealed, NONCE + len + TAG);
}

static bool
open_into(struct sealer *s, char *out, const uint8_t *sealed, size_t len)
{
	uint8_t	 tag[TAG];
	int	 n, last;

	memcpy(tag, sealed + len, TAG);
	return EVP_CipherUpdate(s->ctx, (uint8_t *)out, &n, sealed,
	    (int)len) == 1 &&
	    EVP_CIPHER_CTX_ctrl(s->ctx, EVP_CTRL_GCM_SET_TAG, TAG, tag) == 1 &&
	    EVP_CipherFinal_ex(s->ctx, (uint8_t *)out + n, &last) == 1;
}

char *
crypto_unseal(struct arena *arena, const struct config *config,
    const char *label, const char *sealed)
{
	struct sealer	 s = { .ctx = NULL };
	uint8_t		*bytes;
	size_t		 len;
	char		*plain;
	bool		 ok;

	if (sealed == NULL || !crypto_base64url_decode(arena, sealed,
	    strlen(sealed), &bytes, &len) || len < NONCE + TAG)
		return NULL;
	len -= NONCE + TAG;
	plain = arena_alloc(arena, len + 1);
	ok = sealer_begin(&s, config, label, bytes, 0) &&
	    open_into(&s, plain, bytes + NONCE, len);
	sealer_end(&s);
	return ok && memchr(plain, '\0', len) == NULL ? plain : NULL;
}
