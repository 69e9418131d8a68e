/* SPDX-License-Identifier: ISC */
#ifndef SOUK_ORDERS_DOCTOR_H
#define SOUK_ORDERS_DOCTOR_H

#include "lib/base/finding.h"

/* For `souk doctor`: lines into out; how many tell of a fault. */
int	 orders_findings(struct act *, struct buf *out);

#endif
