/* SPDX-License-Identifier: ISC */
#ifndef SOUK_BASE_FINDING_H
#define SOUK_BASE_FINDING_H

#include <stdbool.h>

#include "lib/base/act.h"
#include "lib/base/buf.h"
#include "lib/base/config.h"

/*
 * What `souk doctor` prints: one line a finding, what is wrong, how it is, what
 * to do.  Returns 1, so that checks add up.
 */
int	finding(struct buf *, const char *what, const char *why,
	    const char *todo);
/* The shop has an address that others can reach. */
bool	finding_is_public(const struct config *);

#endif
