/* SPDX-License-Identifier: ISC */
#include <string.h>

#include "lib/accounts/account.h"
#include "lib/base/arena.h"
#include "lib/base/buf.h"
#include "lib/base/crypto.h"
#include "lib/base/text.h"

#define LONGEST	40	/* before the letters of chance */
#define CHANCE	6

/* Without vowels, so that chance spells nothing. */
static const char	 letters[] = "0123456789bcdfghjkmnpqrstvwxz";

static const char *
chance(struct act *act)
{
	uint8_t	 bytes[CHANCE];
	char	 text[CHANCE + 1] = { 0 };

	if (!crypto_random(bytes, sizeof(bytes)))
		arena_give_up(act->arena);
	for (int i = 0; i < CHANCE; i++)
		text[i] = letters[bytes[i] % (sizeof(letters) - 1)];
	return arena_copy(act->arena, text);
}

char *
username_for(struct act *act, const char *wish)
{
	char	*name = text_slug(act->arena, arena_text(act->arena, wish,
		    strcspn(wish, "@+")), LONGEST);

	return arena_printf(act->arena, "%s-%s", *name == '\0' ? "client" :
	    name, chance(act));
}
