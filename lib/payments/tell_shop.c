/* SPDX-License-Identifier: ISC */
#include "lib/payments/shop.h"
#include "lib/settings/settings.h"
#include "lib/watch/rule.h"
#include "lib/watch/watch.h"

#define OWNERS_ROOM	2000	/* of addresses */

enum outcome
payments_tell_shop(struct act *act, enum mail_template template,
    const struct mail_field *fields)
{
	const char	*list = settings_text(act->settings, &watch_settings,
			    WATCH_EMAILS), *address;
	char		 owners[OWNERS_ROOM];
	enum outcome	 e = SOUK_OK;

	if (*list == '\0') {
		if ((e = watch_owners(act, owners, sizeof(owners))) != SOUK_OK)
			return e;
		list = owners;
	}
	/* An address that no mail can carry is no reason to tell nobody. */
	while ((e == SOUK_OK || e == SOUK_INVALID) &&
	    (address = watch_address_next(act, &list)) != NULL)
		e = act->souk->mail(act, &(struct mail_new){
			.template = template,
			.brand_id = act->actor.brand_id, .to = address,
			.locale = settings_locale(act->settings),
			.fields = fields });
	return e == SOUK_INVALID ? SOUK_OK : e;
}
