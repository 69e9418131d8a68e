/* SPDX-License-Identifier: ISC */
#include "lib/backup/codec.h"

#include <assert.h>
#include <string.h>
#include <zlib.h>

#include "lib/base/arena.h"

/*
 * The head: what it is, which form, how, which key (or without one a checksum
 * of what follows: packed bytes may differ and still say the same), how long
 * the content is.  Under a key it is sealed along with the label.
 */
#define FORM		1
#define IS_PACKED	1
#define IS_SEALED	2
#define LEVEL		1	/* nearly all of the gain, a little time */
#define SAMPLE		((size_t)16 << 10)
#define LABEL_MAX	256

static const uint8_t	magic[] = { 'S', 'O', 'U', 'K' };
static_assert(STORED_MAX - STORED_HEAD - CRYPTO_SEAL_MORE > CHUNK_MAX,
    "what cannot be packed still fits");

void
codec_open(struct codec *c, struct arena *arena, const char *key)
{
	uint8_t	 id[CRYPTO_HASH];

	*c = (struct codec){ .sealed = *key != '\0' };
	c->packed = arena_alloc(arena, STORED_MAX);
	if (!c->sealed)
		return;
	crypto_hmac(key, strlen(key), "backup name", 11, c->naming);
	crypto_hmac(key, strlen(key), "backup seal", 11, c->sealing);
	crypto_hmac(c->naming, sizeof(c->naming), "which key", 9, id);
	memcpy(c->key_id, id, sizeof(c->key_id));
}

void
codec_name(const struct codec *c, const void *p, size_t len, chunk_name name)
{
	static const char	 digits[] = "0123456789abcdef";
	uint8_t			 hash[CRYPTO_HASH];

	if (c->sealed)
		crypto_hmac(c->naming, sizeof(c->naming), p, len, hash);
	else
		crypto_sha256(p, len, hash);
	for (size_t i = 0; i < sizeof(hash); i++) {
		name[2 * i] = digits[hash[i] >> 4];
		name[2 * i + 1] = digits[hash[i] & 15];
	}
	name[NAME_HEX] = '\0';
}

bool
chunk_is_name(const char *name)
{
	return strspn(name, "0123456789abcdef") == NAME_HEX &&
	    name[NAME_HEX] == '\0';
}

static void
label_make(char text[LABEL_MAX], const char *label, const uint8_t *head)
{
	size_t	 n = strlen(label);

	n = n < LABEL_MAX - 2 * STORED_HEAD - 2 ? n :
	    LABEL_MAX - 2 * STORED_HEAD - 2;
	memcpy(text, label, n);
	text[n++] = ' ';
	for (int i = 0; i < STORED_HEAD; i++) {
		text[n++] = (char)('a' + (head[i] >> 4));
		text[n++] = (char)('a' + (head[i] & 15));
	}
	text[n] = '\0';
}

static void
number_put(uint8_t *to, size_t n)
{
	for (int i = 0; i < 4; i++)
		to[i] = (uint8_t)(n >> (8 * i));
}

static size_t
number_get(const uint8_t *from)
{
	size_t	 n = 0;

	for (int i = 3; i >= 0; i--)
		n = n << 8 | from[i];
	return n;
}

static void
head_make(const struct codec *c, uint8_t *head, bool packed, size_t len)
{
	memset(head, 0, STORED_HEAD);
	memcpy(head, magic, sizeof(magic));
	head[4] = FORM;
	head[5] = (uint8_t)((packed ? IS_PACKED : 0) |
	    (c->sealed ? IS_SEALED : 0));
	memcpy(head + 8, c->key_id, sizeof(c->key_id));
	number_put(head + 12, len);
}

/* Pictures are packed already: the beginning of a file tells. */
static bool
is_worth_packing(const struct codec *c, const uint8_t *plain, size_t len)
{
	uLongf	 n = STORED_MAX;

	return len <= SAMPLE || compress2(c->packed, &n, plain, SAMPLE,
	    LEVEL) != Z_OK || n < SAMPLE - SAMPLE / 16;
}

size_t
codec_encode(const struct codec *c, const char *label, const void *plain,
    size_t len, uint8_t *stored)
{
	uLongf		 n = STORED_MAX;
	const uint8_t	*from = c->packed;
	char		 text[LABEL_MAX];
	bool		 packed;

	if (len > CHUNK_MAX)
		return 0;
	packed = is_worth_packing(c, plain, len) && compress2(c->packed, &n, plain, len, LEVEL) == Z_OK &&
	    n < len - len / 16;
	if (!packed) {
		from = plain;
		n = len;
	}
	head_make(c, stored, packed, len);
	if (!c->sealed) {
		memcpy(stored + STORED_HEAD, from, n);
		number_put(stored + 8, crc32(0, from, (uInt)n));
		return STORED_HEAD + n;
	}
	label_make(text, label, stored);
	return crypto_seal_bytes(c->sealing, text, from, n,
	    stored + STORED_HEAD) ? STORED_HEAD + n + CRYPTO_SEAL_MORE : 0;
}

/* Of what is kept, or NULL. */
static const char *
head_fault(const struct codec *c, const uint8_t *head, size_t stored)
{
	if (stored < STORED_HEAD || memcmp(head, magic,
	    sizeof(magic)) != 0)
		return "is damaged";
	if (head[4] != FORM)
		return "was made by another version of souk";
	if (head[5] > (IS_PACKED | IS_SEALED) || head[6] != 0 ||
	    head[7] != 0)
		return "is damaged";
	if (((head[5] & IS_SEALED) != 0) != c->sealed)
		return c->sealed ? "is not encrypted, but there is a key" :
		    "is encrypted: SOUK_BACKUP_KEY is not set";
	if (!c->sealed)
		return crc32(0, head + STORED_HEAD, (uInt)(stored -
		    STORED_HEAD)) == number_get(head + 8) ? NULL :
		    "is damaged";
	if (memcmp(head + 8, c->key_id, sizeof(c->key_id)) != 0)
		return "was encrypted with another key, or is damaged";
	return NULL;
}

/* What was kept, unsealed, into the place for packed bytes if it is packed. */
static bool
body_open(const struct codec *c, const char *label, const uint8_t *stored,
    size_t n, uint8_t *to)
{
	char	 text[LABEL_MAX];

	if (!c->sealed) {
		memcpy(to, stored + STORED_HEAD, n - STORED_HEAD);
		return true;
	}
	label_make(text, label, stored);
	return crypto_open_bytes(c->sealing, text, stored + STORED_HEAD,
	    n - STORED_HEAD, to);
}

const char *
codec_decode(const struct codec *c, const char *label, const uint8_t *stored,
    size_t n, uint8_t *plain, size_t *len)
{
	const char	*fault = head_fault(c, stored, n);
	size_t		 body = n - STORED_HEAD;
	uLongf		 out = CHUNK_MAX;
	bool		 packed;

	if (fault != NULL)
		return fault;
	*len = number_get(stored + 12);
	packed = (stored[5] & IS_PACKED) != 0;
	if (c->sealed && body < CRYPTO_SEAL_MORE)
		return "is damaged";
	body -= c->sealed ? CRYPTO_SEAL_MORE : 0;
	if (*len > CHUNK_MAX || (packed ? body > STORED_MAX : body != *len))
		return "is damaged";
	if (!body_open(c, label, stored, n, packed ? c->packed : plain))
		return "is damaged";
	if (packed && (uncompress(plain, &out, c->packed, body) != Z_OK ||
	    out != *len))
		return "is damaged";
	return NULL;
}
