/* SPDX-License-Identifier: ISC */
#ifndef SOUK_WATCH_GUARD_H
#define SOUK_WATCH_GUARD_H

#include "lib/base/act.h"

/*
 * What no rule can tell: that nothing can be written any more, not even a
 * job or a mail.  Who looks after the shop asks every minute, outside of the
 * queue; the second time in a row that a row cannot be written, a mail goes
 * out past the queue to whoever is told of alerts, at most once an hour by all
 * processes together.
 */
#define GUARD_EVERY	60000	/* ms */
void	 watch_guard(struct act *);

#endif
