/* SPDX-License-Identifier: ISC */
#ifndef SOUK_PAYMENTS_SHOP_H
#define SOUK_PAYMENTS_SHOP_H

#include "lib/base/act.h"
#include "lib/souk.h"

/* To whoever looks after the shop: ops.alertEmails, or else every owner of the
 * actor's brand, in the shop's language.  In the caller's transaction. */
enum outcome	 payments_tell_shop(struct act *, enum mail_template,
		    const struct mail_field *);

#endif
