/* SPDX-License-Identifier: ISC */
#include <string.h>

#include "lib/base/messages.h"
#include "lib/base/text.h"
#include "lib/catalog/internal.h"

/* Without the blanks at both ends. */
static const char *
trimmed(struct arena *arena, const char *text)
{
	static const char	 blanks[] = " \t";
	size_t			 len;

	text += strspn(text, blanks);
	len = strlen(text);
	while (len > 0 && strchr(blanks, text[len - 1]) != NULL)
		len--;
	return arena_text(arena, text, len);
}

/* Signs fold to nothing: these are what they are. */
const char *
tag_key(struct arena *arena, const char *tag)
{
	const char	*folded = text_fold(arena, tag, strlen(tag));

	return folded[0] == '\0' ? tag : folded;
}

static bool
is_among(const char *key, const char *const *keys, size_t n)
{
	size_t	 i;

	for (i = 0; i < n; i++)
		if (text_equal(key, keys[i]))
			return true;
	return false;
}

enum outcome
tags_clean(struct act *act, const struct record **in)
{
	const struct value	*given = &(*in)->values[PRODUCT_TAGS];
	struct value		 tags = { .state = VALUE_SET };
	const char		**keys;
	struct record		*copy;
	size_t			 i;

	if (given->state != VALUE_SET || given->count == 0)
		return SOUK_OK;
	keys = arena_array(act->arena, given->count, sizeof(*keys));
	tags.texts = arena_array(act->arena, given->count,
	    sizeof(*tags.texts));
	for (i = 0; i < given->count; i++) {
		const char	*tag = trimmed(act->arena, given->texts[i]);

		if (tag[0] == '\0')
			return act_bad_number(act, arena_printf(act->arena,
			    "tags[%zu]", i), &base_messages[BASE_TOO_SHORT],
			    1, 0);
		keys[tags.count] = tag_key(act->arena, tag);
		if (!is_among(keys[tags.count], keys, tags.count))
			tags.texts[tags.count++] = tag;
	}
	copy = record_copy(act->arena, *in);
	copy->values[PRODUCT_TAGS] = tags;
	*in = copy;
	return SOUK_OK;
}
