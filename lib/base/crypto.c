/* SPDX-License-Identifier: ISC */
#include "lib/base/crypto.h"

#include <errno.h>
#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <string.h>
#include <sys/random.h>
#include <unistd.h>

#include "lib/base/arena.h"

bool
crypto_random(void *p, size_t len)
{
	uint8_t	*to = p;
	ssize_t	 n;

	while (len > 0) {
		if ((n = getrandom(to, len, 0)) == -1) {
			if (errno == EINTR)
				continue;
			return false;
		}
		to += n;
		len -= (size_t)n;
	}
	return true;
}

char *
crypto_token(struct arena *arena, size_t n)
{
	uint8_t	*bytes = arena_alloc(arena, n);
	char	*token;

	if (!crypto_random(bytes, n))
		arena_give_up(arena);
	token = crypto_base64url(arena, bytes, n);
	crypto_wipe(bytes, n);
	return token;
}

static bool	 spoiled;

bool
crypto_spoiled(void)
{
	bool	 was = spoiled;

	spoiled = false;
	return was;
}

/* libcrypto failed (no memory): a hash that nothing else will equal. */
static void
hash_spoil(uint8_t *hash, size_t len)
{
	spoiled = true;
	if (!crypto_random(hash, len))
		__builtin_trap();
}

void
crypto_sha256(const void *p, size_t len, uint8_t hash[CRYPTO_HASH])
{
	if (EVP_Digest(p, len, hash, NULL, EVP_sha256(), NULL) != 1)
		hash_spoil(hash, CRYPTO_HASH);
}

#define BLOCK	65536

static bool
file_digest(EVP_MD_CTX *md, int fd)
{
	uint8_t	 block[BLOCK];
	off_t	 at = 0;
	ssize_t	 n;

	while ((n = pread(fd, block, sizeof(block), at)) > 0) {
		if (EVP_DigestUpdate(md, block, (size_t)n) != 1)
			return false;
		at += n;
	}
	return n == 0;
}

bool
crypto_sha256_file(int fd, uint8_t hash[CRYPTO_HASH])
{
	EVP_MD_CTX	*md = EVP_MD_CTX_new();
	bool		 done;

	done = md != NULL && EVP_DigestInit_ex(md, EVP_sha256(), NULL) == 1 &&
	    file_digest(md, fd) && EVP_DigestFinal_ex(md, hash, NULL) == 1;
	EVP_MD_CTX_free(md);
	return done;
}

char *
crypto_hex(struct arena *arena, const void *bytes, size_t len)
{
	static const char	 digits[] = "0123456789abcdef";
	const uint8_t		*p = bytes;
	char			*hex = arena_alloc(arena, 2 * len + 1);

	for (size_t i = 0; i < len; i++) {
		hex[2 * i] = digits[p[i] >> 4];
		hex[2 * i + 1] = digits[p[i] & 15];
	}
	return hex;
}

char *
crypto_sha256_hex(struct arena *arena, const char *text)
{
	uint8_t	 hash[CRYPTO_HASH];

	crypto_sha256(text, strlen(text), hash);
	return crypto_hex(arena, hash, sizeof(hash));
}

void
crypto_hmac(const void *key, size_t key_len, const void *p, size_t len,
    uint8_t mac[CRYPTO_HASH])
{
	if (HMAC(EVP_sha256(), key, (int)key_len, p, len, mac, NULL) == NULL)
		hash_spoil(mac, CRYPTO_HASH);
}

void
crypto_sha1(const void *p, size_t len, uint8_t hash[CRYPTO_SHA1])
{
	if (EVP_Digest(p, len, hash, NULL, EVP_sha1(), NULL) != 1)
		hash_spoil(hash, CRYPTO_SHA1);
}

void
crypto_hmac_sha1(const void *key, size_t key_len, const void *p, size_t len,
    uint8_t mac[CRYPTO_SHA1])
{
	if (HMAC(EVP_sha1(), key, (int)key_len, p, len, mac, NULL) == NULL)
		hash_spoil(mac, CRYPTO_SHA1);
}

bool
crypto_equal(const void *a, const void *b, size_t len)
{
	return CRYPTO_memcmp(a, b, len) == 0;
}

bool
crypto_equal_text(const char *a, const char *b)
{
	size_t	 len;

	if (a == NULL || b == NULL || *a == '\0')
		return false;
	len = strlen(a);
	return strlen(b) == len && crypto_equal(a, b, len);
}

void
crypto_wipe(void *p, size_t len)
{
	OPENSSL_cleanse(p, len);
}
