/* SPDX-License-Identifier: ISC */
#ifndef SOUK_PAYMENTS_DISPUTE_MAIL_H
#define SOUK_PAYMENTS_DISPUTE_MAIL_H

#include "lib/base/act.h"

/* A mail to the shop, in the transaction that stores the dispute. */
enum outcome	 dispute_tell_begun(struct act *, const char *id);

#endif
