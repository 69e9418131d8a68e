/* SPDX-License-Identifier: ISC */
#include "lib/catalog/csv_guard.h"

#include <stddef.h>

#include "lib/base/arena.h"
#include "lib/base/text.h"

#define MARK	'\''

static const char *const formula_starts[] = {
	"=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠"
};

bool
csv_is_formula(const char *text)
{
	size_t	 i;

	for (i = 0; i < sizeof(formula_starts) / sizeof(formula_starts[0]);
	    i++)
		if (text_starts(text, formula_starts[i]))
			return true;
	return false;
}

/* Apostrophes, at least one, and then a formula. */
static bool
is_guarded(const char *text)
{
	const char	*p = text;

	while (*p == MARK)
		p++;
	return p > text && csv_is_formula(p);
}

const char *
csv_guard_text(struct arena *arena, const char *text)
{
	return is_guarded(text) ? arena_printf(arena, "%c%s", MARK, text) :
	    text;
}

const char *
csv_guard(struct arena *arena, const char *text)
{
	return csv_is_formula(text) ? arena_printf(arena, "%c%s", MARK, text) :
	    csv_guard_text(arena, text);
}

const char *
csv_unguard(const char *text)
{
	return is_guarded(text) ? text + 1 : text;
}
