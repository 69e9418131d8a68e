/* SPDX-License-Identifier: ISC */
#ifndef SOUK_NOTIFY_QUEUED_H
#define SOUK_NOTIFY_QUEUED_H

#include <stdbool.h>

#include "lib/base/act.h"

/* An address that stays one in a command of SMTP. */
bool		 mail_is_deliverable(const char *to);
/* The job of a mail, unless one waits or runs.  In a WRITE transaction. */
enum outcome	 mail_queue(struct act *, const char *id);

#endif
