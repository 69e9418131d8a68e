/* SPDX-License-Identifier: ISC */
#include <argon2.h>
#include <ctype.h>
#include <malloc.h>
#include <stdlib.h>
#include <string.h>

#include "lib/accounts/accounts.h"
#include "lib/base/arena.h"
#include "lib/base/crypto.h"
#include "lib/base/log.h"
#include "lib/base/text.h"

#define SALT_BYTES	16
#define TAG_BYTES	32
#define COST_TIME	2
#define COST_KIB	19456
#define COST_LANES	1
#define CURRENT_PREFIX	"$argon2id$v=19$m=19456,t=2,p=1$"
#define CURRENT_LENGTH	97

/* The most that souk obeys of what a stored hash asks for. */
#define MOST_KIB	65536
#define MOST_TIME	6
#define MOST_LANES	4
#define MOST_LENGTH	256

/* argon2 takes its 19 MiB from the heap, which would keep them. */
static enum outcome
give_back(int argon2_error)
{
	malloc_trim(0);
	if (argon2_error == ARGON2_OK)
		return SOUK_OK;
	if (argon2_error == ARGON2_MEMORY_ALLOCATION_ERROR)
		return SOUK_BUSY;
	log_line(LOG_ERROR, "argon2", "error",
	    argon2_error_message(argon2_error), NULL);
	return SOUK_INTERNAL;
}

enum outcome
password_hash(struct arena *arena, const char *plain, char **hash)
{
	uint8_t	salt[SALT_BYTES];
	char	encoded[CURRENT_LENGTH + 1];
	int	error;

	if (!crypto_random(salt, sizeof(salt)))
		return SOUK_INTERNAL;
	error = argon2id_hash_encoded(COST_TIME, COST_KIB, COST_LANES,
	    plain, strlen(plain), salt, sizeof(salt), TAG_BYTES,
	    encoded, sizeof(encoded));
	*hash = error == ARGON2_OK ? arena_copy(arena, encoded) : NULL;
	return give_back(error);
}

/* A decimal after its label, at most `most`; moves *p behind it. */
static bool
cost_is_within(const char **p, const char *label, unsigned long most)
{
	char	*end;

	if (!text_starts(*p, label))
		return false;
	*p += strlen(label);
	if (!isdigit((unsigned char)**p) || strtoul(*p, &end, 10) > most)
		return false;
	*p = end;
	return true;
}

/*
 * argon2id_verify() does what the stored text asks, be it 4 TiB; so the
 * costs are read and capped first.
 */
static bool
is_affordable(const char *hash)
{
	const char	*p = hash;

	return strlen(hash) <= MOST_LENGTH &&
	    cost_is_within(&p, "$argon2id$v=", ARGON2_VERSION_NUMBER) &&
	    cost_is_within(&p, "$m=", MOST_KIB) &&
	    cost_is_within(&p, ",t=", MOST_TIME) &&
	    cost_is_within(&p, ",p=", MOST_LANES) && *p == '$';
}

enum outcome
password_verify(const char *plain, const char *hash, bool *right,
    bool *outdated)
{
	int	error;

	*right = *outdated = false;
	if (!is_affordable(hash))
		return SOUK_OK;
	error = argon2id_verify(hash, plain, strlen(plain));
	malloc_trim(0);
	if (error == ARGON2_MEMORY_ALLOCATION_ERROR)
		return SOUK_BUSY;
	if (error != ARGON2_OK)
		return SOUK_OK;
	*right = true;
	*outdated = strlen(hash) != CURRENT_LENGTH ||
	    strncmp(hash, CURRENT_PREFIX, strlen(CURRENT_PREFIX)) != 0;
	return SOUK_OK;
}
