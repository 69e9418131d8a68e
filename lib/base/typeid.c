/* SPDX-License-Identifier: ISC */
#include "lib/base/typeid.h"

#include <string.h>

#include "lib/base/arena.h"
#include "lib/base/crypto.h"

#define PREFIX_MAX	63

static const char	alphabet[] = "0123456789abcdefghjkmnpqrstvwxyz";

static void
time_put(int64_t ms, uint8_t uuid[16])
{
	for (int i = 0; i < 6; i++)
		uuid[i] = (uint8_t)((uint64_t)ms >> (40 - 8 * i));
}

/* RFC 9562 5.7: 48 bits of ms, the version, the variant, 74 random bits. */
static bool
uuid_make(int64_t ms, uint8_t uuid[16])
{
	if (!crypto_random(uuid, 16))
		return false;
	time_put(ms, uuid);
	uuid[6] = 0x70 | (uuid[6] & 0x0f);
	uuid[8] = 0x80 | (uuid[8] & 0x3f);
	return true;
}

/* 128 bits as 26 digits of 5, the first of which holds only 3. */
static void
suffix_put(const uint8_t uuid[16], char suffix[TYPEID_SUFFIX])
{
	unsigned __int128	 n = 0;

	for (int i = 0; i < 16; i++)
		n = n << 8 | uuid[i];
	for (int i = TYPEID_SUFFIX - 1; i >= 0; i--, n >>= 5)
		suffix[i] = alphabet[n & 31];
}

/* Without prefix the id is the bare suffix. */
static char *
typeid_put(struct arena *arena, const char *prefix, const uint8_t uuid[16])
{
	char	 suffix[TYPEID_SUFFIX + 1] = "";

	suffix_put(uuid, suffix);
	return arena_printf(arena, "%s%s%s", prefix,
	    *prefix == '\0' ? "" : "_", suffix);
}

char *
typeid_new(struct arena *arena, const char *prefix, int64_t now_ms)
{
	uint8_t	 uuid[16];

	if (!uuid_make(now_ms, uuid))
		arena_give_up(arena);
	return typeid_put(arena, prefix, uuid);
}

char *
typeid_first(struct arena *arena, const char *prefix, int64_t ms)
{
	uint8_t	 uuid[16] = { 0 };

	time_put(ms < 0 ? 0 : ms, uuid);
	return typeid_put(arena, prefix, uuid);
}

static bool
prefix_valid(const char *p, size_t len)
{
	if (len > PREFIX_MAX || p[0] == '_' || p[len - 1] == '_')
		return false;
	for (size_t i = 0; i < len; i++)
		if (p[i] != '_' && (p[i] < 'a' || p[i] > 'z'))
			return false;
	return true;
}

static bool
suffix_valid(const char *suffix)
{
	return suffix[0] >= '0' && suffix[0] <= '7' &&
	    strspn(suffix, alphabet) == TYPEID_SUFFIX &&
	    suffix[TYPEID_SUFFIX] == '\0';
}

/* prefix NULL: any, or none. */
bool
typeid_valid(const char *id, const char *prefix)
{
	const char	*last = strrchr(id, '_');
	size_t		 len = last == NULL ? 0 : (size_t)(last - id);

	if (prefix != NULL && (strlen(prefix) != len ||
	    memcmp(prefix, id, len) != 0))
		return false;
	if (last == NULL)
		return suffix_valid(id);
	return len > 0 && prefix_valid(id, len) && suffix_valid(last + 1);
}
