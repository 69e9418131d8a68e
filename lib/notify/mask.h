/* SPDX-License-Identifier: ISC */
#ifndef SOUK_NOTIFY_MASK_H
#define SOUK_NOTIFY_MASK_H

#include "lib/base/act.h"
#include "lib/base/field.h"

/* Addresses and telephones as those see them who may not manage people:
 * "l…@shop.test", "+336…78". */
void	mask_email(struct act *, struct value *);
void	mask_phone(struct act *, struct value *);

#endif
