/* SPDX-License-Identifier: ISC */
#ifndef SOUK_ORDERS_ADMIN_MESSAGES_H
#define SOUK_ORDERS_ADMIN_MESSAGES_H

#include "lib/base/message.h"

/* What is said to whoever keeps zones, ways of shipping and promotions. */
enum admin_message { ZONE_NAME_TAKEN, ZONE_USED, ZONE_UNKNOWN, AREA_TWICE,
	AREA_BAD_COUNTRY, AREA_EVERYWHERE, RATE_TWICE, RATE_NOTHING,
	METHOD_NAME_TAKEN, METHOD_NO_ZONE, METHOD_PICKUP, METHOD_PLACE,
	METHOD_DAYS, STEP_TWICE, CODE_TAKEN, CODE_EMPTY,
	OFF_NEEDS, OFF_TARGET, OFF_USED,
	ZONES_ARE_THERE, ADMIN_MESSAGE__MAX };
extern const struct message	admin_messages[];

#endif
