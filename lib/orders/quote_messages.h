/* SPDX-License-Identifier: ISC */
#ifndef SOUK_ORDERS_QUOTE_MESSAGES_H
#define SOUK_ORDERS_QUOTE_MESSAGES_H

#include "lib/base/message.h"

/* Why a line cannot be bought so, why a code takes nothing off. */
enum quote_message {
	LINE_GONE, LINE_NO_PRICE, LINE_OUT,
	LINE_FEW,			/* {0}: the line's stock */
	LINE_SHARED,			/* {0}: what goes beside the others */
	CODE_UNKNOWN, CODE_NOT_YET, CODE_OVER, CODE_USED_UP,
	CODE_USED_BY_YOU, CODE_FOR_OTHERS, CODE_CURRENCY, CODE_MINIMUM,
	CODE_NOTHING, CODE_NOT_TOGETHER,
	QUOTE_LIMIT_REACHED,		/* of quote_redeem() */
	QUOTE_MESSAGE__MAX
};

extern const struct message	quote_messages[];

#endif
