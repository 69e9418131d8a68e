/* SPDX-License-Identifier: ISC */
#ifndef SOUK_PAYMENTS_FAULT_H
#define SOUK_PAYMENTS_FAULT_H

#include "lib/base/message.h"

/*
 * Why a try to pay failed, for whom it concerns: by the decline code of the
 * buyer's bank, else by the provider's error.  What a thief would like to know
 * (a card is known as lost, stolen, watched) is told as any other refusal.
 * NULL: nothing failed.
 */
const struct message	*payment_fault(const char *error, const char *decline);
/* The same of a decline code: what its payer may read. */
const char		*payment_decline_shown(const char *decline);

#endif
