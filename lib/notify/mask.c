/* SPDX-License-Identifier: ISC */
#include "lib/notify/mask.h"

#include <string.h>

#include "lib/accounts/accounts.h"
#include "lib/base/arena.h"

static void
put(struct value *v, const char *text)
{
	v->text = text;
	v->len = strlen(text);
}

static bool
is_masked(const struct act *act, const struct value *v)
{
	return v->state == VALUE_SET &&
	    !(act->actor.permissions & USER_MANAGE);
}

void
mask_email(struct act *act, struct value *v)
{
	const char	*at = is_masked(act, v) ? strchr(v->text, '@') : NULL;

	if (at != NULL)
		put(v, arena_printf(act->arena, "%c…%s", v->text[0], at));
}

void
mask_phone(struct act *act, struct value *v)
{
	if (is_masked(act, v) && v->len > 6)
		put(v, arena_printf(act->arena, "%.4s…%s", v->text,
		    v->text + v->len - 2));
}
