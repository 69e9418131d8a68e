/* SPDX-License-Identifier: ISC */
#include <errno.h>
#include <openssl/evp.h>
#include <unistd.h>

#include "lib/base/crypto.h"

#define BLOCK	65536

static bool
blocks_add(EVP_MD_CTX *md, int fd, int64_t size)
{
	uint8_t	 block[BLOCK];
	int64_t	 at = 0, left;
	ssize_t	 n;

	while ((left = size - at) > 0) {
		n = pread(fd, block, left < BLOCK ? (size_t)left : BLOCK,
		    (off_t)at);
		if (n == -1 && errno == EINTR)
			continue;
		if (n <= 0 || EVP_DigestUpdate(md, block, (size_t)n) != 1)
			return false;
		at += n;
	}
	return size >= 0;
}

bool
crypto_sha256_part(int fd, int64_t size, uint8_t hash[CRYPTO_HASH])
{
	EVP_MD_CTX	*md = EVP_MD_CTX_new();
	bool		 ok = md != NULL &&
			    EVP_DigestInit_ex(md, EVP_sha256(), NULL) == 1 &&
			    blocks_add(md, fd, size) &&
			    EVP_DigestFinal_ex(md, hash, NULL) == 1;

	EVP_MD_CTX_free(md);
	return ok;
}
