/* SPDX-License-Identifier: ISC */
#ifndef SOUK_NOTIFY_PACE_H
#define SOUK_NOTIFY_PACE_H

#include <stdint.h>

#include "lib/base/act.h"

/* How fast, and how many in a month: the owner's settings. */
struct mail_transport;

struct mail_quota {
	int64_t	 used, most;
	int64_t	 ends;		/* the month does, in the shop's zone */
};
enum outcome	 mail_quota(struct act *, const struct mail_transport *,
		    struct mail_quota *);
/* When another mail may go; 0: now.  In a transaction. */
enum outcome	 mail_pace(struct act *, const struct mail_transport *,
		    int64_t *due);

#endif
