/* SPDX-License-Identifier: ISC */
#ifndef SOUK_NOTIFY_WHEN_H
#define SOUK_NOTIFY_WHEN_H

#include "lib/base/act.h"

/* An instant (RFC 3339) as people write it, by the shop's clock; what is no
 * instant stays as it is. */
const char	*mail_time(struct act *, enum locale, const char *text);

#endif
