/* SPDX-License-Identifier: ISC */
#include <string.h>

#include "lib/catalog/internal.h"

/* Weights 3 and 1 in turn, from the right, the check digit's own being 1. */
static bool
digits_hold(const char *digits, size_t len)
{
	int	 sum = 0;
	size_t	 i;

	for (i = 0; i < len; i++)
		sum += (digits[i] - '0') * ((len - i) % 2 == 0 ? 3 : 1);
	return sum % 10 == 0;
}

const char *
barcode_clean(struct arena *arena, const char *text)
{
	char	*digits = arena_copy(arena, text);
	size_t	 len = 0;

	for (; *text != '\0'; text++)
		if (*text != ' ' && *text != '-')
			digits[len++] = *text;
	digits[len] = '\0';
	if (strspn(digits, "0123456789") != len || (len != 8 &&
	    (len < 12 || len > 14)) || !digits_hold(digits, len))
		return NULL;
	return digits;
}
