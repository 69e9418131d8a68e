/* SPDX-License-Identifier: ISC */
#include <stdlib.h>
#include <string.h>

#include "lib/accounts/oauth_parts.h"
#include "lib/base/arena.h"
#include "lib/base/crypto_rs256.h"
#include "lib/base/json_in.h"
#include "lib/base/text.h"
#include "tests/unit/rs256_vector.h"

int	LLVMFuzzerTestOneInput(const uint8_t *, size_t);

static struct json_in *
parse(struct arena *arena, const char *text)
{
	struct json_in	*json;
	const char	*name;
	size_t		 at;

	return json_parse(arena, text, strlen(text), &json, &at, &name) ==
	    JSON_OK ? json : NULL;
}

/* Whatever a payload says, what is taken out of it is what it looks like. */
static void
claims_check(struct arena *arena, const struct json_in *payload)
{
	static const struct id_token_rules	 rules = {
		.issuer = "https://issuer.test", .client_id = "us",
		.nonce_hash = "1b16b1df538ba12dc3f97edbb85caa7050d46c148134290feba80f8236c83db9",
		.now = INT64_C(1790000000000),
	};
	struct oauth_claims			 c = { .issuer = "x" };

	if (!id_token_holds(arena, payload, &rules))
		return;
	id_token_claims(payload, &c);
	if (c.subject == NULL || *c.subject == '\0' ||
	    (c.email != NULL && !text_is_email(c.email)) ||
	    (c.verified && c.email == NULL) ||
	    (c.runs_address && !c.verified))
		abort();
}

/* A good token with some bytes changed: taken only if none was. */
static void
edits_check(struct arena *arena, const uint8_t *bytes, size_t len)
{
	char		*token = arena_text(arena, GOOD, strlen(GOOD));
	struct json_in	*set = parse(arena, SET(KEY(""))), *payload;
	const size_t	 n = strlen(token);

	for (size_t i = 0; i + 2 < len && i < 12; i += 3)
		if (bytes[i + 2] != '\0')
			token[(bytes[i] << 8 | bytes[i + 1]) % n] =
			    (char)bytes[i + 2];
	if ((crypto_rs256_read(arena, token, set, &payload) == RS256_OK) !=
	    (strcmp(token, GOOD) == 0))
		abort();
}

/* A token, and behind a line break a set of keys or a payload. */
int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
	struct arena	*arena = arena_new((size_t)32 << 20);
	char		*token, *second;
	struct json_in	*json, *payload;

	if (arena == NULL)
		return 0;
	token = arena_text(arena, (const char *)bytes, len);
	if ((second = strchr(token, '\n')) != NULL) {
		*second++ = '\0';
		if ((json = parse(arena, second)) != NULL) {
			claims_check(arena, json);
			if (crypto_rs256_read(arena, token, json, &payload) ==
			    RS256_OK)
				claims_check(arena, payload);
		}
	}
	edits_check(arena, bytes, len);
	arena_free(arena);
	return 0;
}
