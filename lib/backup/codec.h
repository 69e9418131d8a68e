/* SPDX-License-Identifier: ISC */
#ifndef SOUK_BACKUP_CODEC_H
#define SOUK_BACKUP_CODEC_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "lib/base/crypto.h"

/*
 * Private to lib/backup: bytes as a copy keeps them.  A chunk has the name of
 * its content: SHA-256, or with SOUK_BACKUP_KEY an HMAC, so that nobody
 * without the key can tell whether a certain file is in it.  Stored are 16
 * bytes that say how, and the content, packed where that makes it shorter and
 * sealed where there is a key.
 *
 * Whoever decodes gets exactly what was encoded under that name, or hears
 * what is wrong: the name is made again from what came out.
 */
#define CHUNK_MAX	((size_t)2 << 20)
#define CHUNK_DATABASE	((size_t)256 << 10)
#define STORED_HEAD	16
#define STORED_MAX	(CHUNK_MAX + (CHUNK_MAX >> 8) + 1024)
#define NAME_HEX	(2 * CRYPTO_HASH)

typedef char	chunk_name[NAME_HEX + 1];

struct arena;

struct codec {
	bool	 sealed;
	uint8_t	 naming[CRYPTO_HASH], sealing[CRYPTO_HASH];
	uint8_t	 key_id[4];
	uint8_t	*packed;		/* STORED_MAX */
};

/* key "": names are plain hashes and nothing is sealed. */
void		 codec_open(struct codec *, struct arena *, const char *key);
void		 codec_name(const struct codec *, const void *, size_t,
		    chunk_name);
bool		 chunk_is_name(const char *);
/* label: what it is stored as.  0: no memory.  stored: STORED_MAX. */
size_t		 codec_encode(const struct codec *, const char *label,
		    const void *plain, size_t, uint8_t *stored);
/* NULL, or what is wrong with it.  plain: CHUNK_MAX.  The name is not looked
 * at. */
const char	*codec_decode(const struct codec *, const char *label,
		    const uint8_t *stored, size_t, uint8_t *plain,
		    size_t *len);

#endif
