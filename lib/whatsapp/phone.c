/* SPDX-License-Identifier: ISC */
#include <string.h>

#include "lib/base/arena.h"
#include "lib/base/text.h"
#include "lib/whatsapp/told.h"

#define COUNT(TABLE) (sizeof(TABLE) / sizeof((TABLE)[0]))

/*
 * Where a mobile number has one digit more than others, which Meta keeps or
 * drops: behind `head` and so many digits more stands `more` in the long form.
 */
static const struct {
	const char	*head, *more;
	size_t		 behind;	/* digits between head and more */
	size_t		 longer;	/* length of the long form */
} doubles[] = {
	{ "52", "1", 0, 13 },		/* Mexico */
	{ "54", "9", 0, 13 },		/* Argentina */
	{ "55", "9", 2, 13 },		/* Brazil, behind the area */
};

const char *
wa_other_phone(struct arena *arena, const char *digits)
{
	const size_t	 len = strlen(digits);

	for (size_t i = 0; i < COUNT(doubles); i++) {
		const size_t	 at = strlen(doubles[i].head) +
				    doubles[i].behind;

		if (!text_starts(digits, doubles[i].head))
			continue;
		if (len == doubles[i].longer &&
		    digits[at] == *doubles[i].more)
			return arena_printf(arena, "%.*s%s", (int)at, digits,
			    digits + at + 1);
		if (len == doubles[i].longer - 1)
			return arena_printf(arena, "%.*s%s%s", (int)at,
			    digits, doubles[i].more, digits + at);
	}
	return NULL;
}
