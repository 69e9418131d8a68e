/* SPDX-License-Identifier: ISC */
#include <stdlib.h>
#include <string.h>

#include "lib/base/arena.h"
#include "lib/base/crypto.h"
#include "lib/base/text.h"

int	LLVMFuzzerTestOneInput(const uint8_t *, size_t);

static const char	 key[] = "a key of thirty-two bytes, or so";

/*
 * A token is taken if and only if it is what signing its own payload gives:
 * no other spelling, algorithm or signature.  Half of the inputs are edits
 * of a good token: "position byte" pairs.
 */
static void
check(struct arena *arena, const char *token)
{
	const char	*payload = crypto_jwt_verify(arena, token, key,
			    sizeof(key) - 1);

	if (payload != NULL && strcmp(crypto_jwt_sign(arena, payload, key,
	    sizeof(key) - 1), token) != 0)
		abort();
}

int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
	struct arena	*arena = arena_new((size_t)16 << 20);
	char		*good;
	size_t		 i, n;

	if (arena == NULL)
		return 0;
	check(arena, arena_text(arena, (const char *)bytes, len));
	good = crypto_jwt_sign(arena, "{\"sub\":\"user_01\",\"exp\":1}", key,
	    sizeof(key) - 1);
	n = strlen(good);
	for (i = 0; i + 1 < len && i < 16; i += 2)
		if (bytes[i + 1] != '\0')
			good[bytes[i] % n] = (char)bytes[i + 1];
	check(arena, good);
	arena_free(arena);
	return 0;
}
