/* SPDX-License-Identifier: ISC */
#include <string.h>

#include "lib/base/text.h"
#include "lib/catalog/import.h"
#include "lib/catalog/import_value.h"

/* Some exports write line breaks as a backslash and an n. */
static const char *
breaks_decode(struct arena *arena, const char *text)
{
	char	*copy, *from, *to;

	if (strstr(text, "\\n") == NULL)
		return text;
	copy = arena_copy(arena, text);
	for (from = to = copy; *from != '\0'; from++) {
		if (from[0] == '\\' && from[1] == 'n') {
			*to++ = '\n';
			from++;
		} else
			*to++ = *from;
	}
	*to = '\0';
	return copy;
}

static const char *
text_plain(struct import *im, const char *text)
{
	if (text == NULL)
		return NULL;
	text = breaks_decode(im->act.arena, text);
	return text_from_html(im->act.arena, text, strlen(text));
}

const char *
import_description(struct import *im, const struct import_row *row)
{
	const char	*brief = text_plain(im,
	    import_cell_text(row, CELL_SHORT));
	const char	*whole = text_plain(im,
	    import_cell_text(row, CELL_DESCRIPTION));

	if (brief == NULL || *brief == '\0')
		return whole;
	if (whole == NULL || *whole == '\0')
		return brief;
	return arena_printf(im->act.arena, "%s\n\n%s", brief, whole);
}

const char *
import_word(struct import *im, const char *text,
    const struct import_word *words)
{
	const char	*folded;

	if (text == NULL)
		return NULL;
	folded = text_fold(im->act.arena, text, strlen(text));
	for (; words->theirs != NULL; words++)
		if (strcmp(words->theirs, folded) == 0)
			return words->ours;
	return NULL;
}

/* The n-th of what stands between bars; NULL: there are not so many. */
static const char *
bar_item(struct arena *arena, const char *text, int n)
{
	size_t	 len;

	for (; n > 0; n--) {
		text += strcspn(text, "|");
		if (*text++ == '\0')
			return NULL;
	}
	len = strcspn(text, "|");
	return import_trim(arena, arena_text(arena, text, len));
}

void
import_split_options(struct import *im, struct import_row *row,
    const char *names, const char *values)
{
	const char	*name, *value;
	int		 n;

	if (names == NULL || values == NULL)
		return;
	for (n = 0; (value = bar_item(im->act.arena, values, n)) != NULL;
	    n++) {
		name = bar_item(im->act.arena, names, n);
		if (name == NULL || n >= 3) {
			import_left_cell(im, CELL_OPTION_VALUES);
			return;
		}
		row->cells[CELL_OPTION1 + 2 * n] = name;
		row->cells[CELL_VALUE1 + 2 * n] = value;
	}
}
