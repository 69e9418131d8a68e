/* SPDX-License-Identifier: ISC */
#include <stdbool.h>
#include <string.h>

#include "lib/base/arena.h"
#include "lib/base/crypto.h"
#include "lib/base/text.h"
#include "lib/notify/webhook_parts.h"

#define START		"whsec_"
#define SECRET_BYTES	32	/* the specification asks for 24 to 64 */

/* From the alphabet of mail to that of URLs; no '=' inside. */
static void
translate(char *p, const char *from, const char *to)
{
	for (; *p != '\0'; p++)
		if (*p == from[0])
			*p = to[0];
		else if (*p == from[1])
			*p = to[1];
}

const char *
webhook_secret_new(struct arena *arena)
{
	uint8_t		 key[SECRET_BYTES];
	const char	*secret;

	if (!crypto_random(key, sizeof(key)))
		arena_give_up(arena);
	secret = arena_printf(arena, START "%s",
	    crypto_base64(arena, key, sizeof(key)));
	crypto_wipe(key, sizeof(key));
	return secret;
}

static bool
key_read(struct arena *arena, const char *secret, uint8_t **key, size_t *len)
{
	const char	*coded = secret + strlen(START);
	char		*text;

	if (!text_starts(secret, START))
		return false;
	text = arena_text(arena, coded, strcspn(coded, "="));
	translate(text, "+/", "-_");
	return crypto_base64url_decode(arena, text, strlen(text), key, len) &&
	    *len > 0;
}

const char *
webhook_sign(struct arena *arena, const char *secret, const char *id,
    int64_t timestamp, const char *body)
{
	uint8_t		 mac[CRYPTO_HASH], *key;
	const char	*text;
	size_t		 len;

	if (!key_read(arena, secret, &key, &len))
		return NULL;
	text = arena_printf(arena, "%s.%lld.%s", id, (long long)timestamp,
	    body);
	crypto_hmac(key, len, text, strlen(text), mac);
	crypto_wipe(key, len);
	return arena_printf(arena, "v1,%s",
	    crypto_base64(arena, mac, sizeof(mac)));
}

static const char *
label(struct act *act, const char *id)
{
	return arena_printf(act->arena, "webhook:%s", id);
}

char *
webhook_seal(struct act *act, const char *id, const char *secret)
{
	return crypto_seal(act->arena, act->config, label(act, id), secret);
}

char *
webhook_unseal(struct act *act, const char *id, const char *sealed)
{
	return crypto_unseal(act->arena, act->config, label(act, id), sealed);
}
