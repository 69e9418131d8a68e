/* SPDX-License-Identifier: ISC */
#include "lib/base/field.h"

#include <string.h>

#include "lib/base/arena.h"

struct record *
record_new(struct arena *arena, const struct fieldset *set)
{
	struct record	*r = arena_alloc(arena, sizeof(*r));

	r->set = set;
	r->values = arena_array(arena, set->count, sizeof(*r->values));
	return r;
}

/* The text is kept, not copied; NULL is the null value. */
void
record_set_text(struct record *r, int field, const char *text)
{
	r->values[field] = (struct value){
		.state = text == NULL ? VALUE_NULL : VALUE_SET,
		.text = text,
		.len = text == NULL ? 0 : strlen(text),
	};
}

void
record_set_int(struct record *r, int field, int64_t num)
{
	r->values[field] = (struct value){ .state = VALUE_SET, .num = num };
}

uint64_t
record_mask(const struct record *r)
{
	uint64_t	 mask = 0;

	for (size_t i = 0; i < r->set->count; i++)
		if (r->values[i].state != VALUE_ABSENT)
			mask |= UINT64_C(1) << i;
	return mask;
}
