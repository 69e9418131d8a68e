/* SPDX-License-Identifier: ISC */

#include "lib/base/arena.h"
#include "lib/base/text.h"
#include "lib/payments/stripe.h"
#include "lib/payments/stripe_amount.h"

void
stripe_form_init(struct stripe_form *form, struct arena *arena)
{
	buf_init(&form->text, arena, 512);
}

void
stripe_put(struct stripe_form *form, const char *name, const char *value)
{
	if (value == NULL || *value == '\0')
		return;
	buf_printf(&form->text, "%s%s=", form->text.len > 0 ? "&" : "", name);
	text_url_encode(&form->text, value);
}

void
stripe_put_int(struct stripe_form *form, const char *name, int64_t value)
{
	buf_printf(&form->text, "%s%s=%lld", form->text.len > 0 ? "&" : "",
	    name, (long long)value);
}

bool
stripe_put_amount(struct act *act, struct stripe_form *form,
    const char *amount_name, int64_t minor, const char *currency_name,
    const char *currency)
{
	int64_t	 theirs;

	if (!stripe_amount_out(minor, currency, &theirs))
		return false;
	stripe_put_int(form, amount_name, theirs);
	stripe_put(form, currency_name,
	    text_lower(act->arena, currency));
	return true;
}
