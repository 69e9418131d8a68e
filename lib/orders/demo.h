/* SPDX-License-Identifier: ISC */
#ifndef SOUK_ORDERS_DEMO_H
#define SOUK_ORDERS_DEMO_H

#include "lib/base/act.h"

/*
 * What the demo shop needs to sell: French taxes in France and the European
 * Union, two ways of shipping, a pickup and a code.  In the caller's WRITE
 * transaction; a brand that has a zone or a
 * way of shipping already is left alone.
 */
enum outcome	orders_demo_load(struct act *);

#endif
