/* SPDX-License-Identifier: ISC */
#include <string.h>

#include "lib/base/buf.h"
#include "lib/base/text.h"
#include "lib/catalog/internal.h"

/* Neither sign can stand in a validated name or value. */
#define OPTION_HAS	'\t'
#define OPTION_ENDS	'\n'

/* "Size / Colour" from one field of every option. */
static const char *
options_join(struct arena *arena, const struct value *options, int field)
{
	struct buf	 b;
	size_t		 i;

	buf_init(&b, arena, 64);
	for (i = 0; i < options->count; i++) {
		if (i > 0)
			buf_puts(&b, " / ");
		buf_puts(&b, record_text(&options->items[i], field));
	}
	return b.p;
}

void
options_complete(struct arena *arena, struct record *variation)
{
	struct value	*options = &variation->values[VARIATION_OPTIONS];
	const char	*name = record_text(variation, VARIATION_NAME);
	const char	*value = record_text(variation, VARIATION_VALUE);
	struct record	*option;

	if (options->count > 0) {
		if (name == NULL)
			record_set_text(variation, VARIATION_NAME,
			    options_join(arena, options, OPTION_NAME));
		if (value == NULL)
			record_set_text(variation, VARIATION_VALUE,
			    options_join(arena, options, OPTION_VALUE));
	} else if (name != NULL && value != NULL) {
		option = list_add(arena, options, &option_fields);
		record_set_text(option, OPTION_NAME, name);
		record_set_text(option, OPTION_VALUE, value);
	}
}

static bool
option_is_in(const struct record *option, const struct value *options)
{
	size_t	 i;

	for (i = 0; i < options->count; i++)
		if (record_is(option, OPTION_NAME,
		    record_text(&options->items[i], OPTION_NAME)) &&
		    record_is(option, OPTION_VALUE,
		    record_text(&options->items[i], OPTION_VALUE)))
			return true;
	return false;
}

/* In any order: red and M is M and red. */
bool
options_equal(const struct record *a, const struct record *b)
{
	const struct value	*x = &a->values[VARIATION_OPTIONS];
	const struct value	*y = &b->values[VARIATION_OPTIONS];
	size_t			 i;

	if (x->count != y->count)
		return false;
	for (i = 0; i < x->count; i++)
		if (!option_is_in(&x->items[i], y))
			return false;
	return true;
}

const char *
options_write(struct arena *arena, const struct record *variation)
{
	const struct value	*options =
				    &variation->values[VARIATION_OPTIONS];
	struct buf		 b;
	size_t			 i;

	buf_init(&b, arena, 64);
	for (i = 0; i < options->count; i++) {
		buf_puts(&b, record_text(&options->items[i], OPTION_NAME));
		buf_putc(&b, OPTION_HAS);
		buf_puts(&b, record_text(&options->items[i], OPTION_VALUE));
		buf_putc(&b, OPTION_ENDS);
	}
	return b.p;
}

void
options_read(struct arena *arena, const char *stored, struct record *variation)
{
	struct value	*options = &variation->values[VARIATION_OPTIONS];
	struct record	*option;
	const char	*has, *ends;

	*options = (struct value){ .state = VALUE_SET };
	while ((has = strchr(stored, OPTION_HAS)) != NULL &&
	    (ends = strchr(has, OPTION_ENDS)) != NULL) {
		option = list_add(arena, options, &option_fields);
		record_set_text(option, OPTION_NAME,
		    arena_text(arena, stored, (size_t)(has - stored)));
		record_set_text(option, OPTION_VALUE,
		    arena_text(arena, has + 1, (size_t)(ends - has - 1)));
		stored = ends + 1;
	}
}
