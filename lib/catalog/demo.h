/* SPDX-License-Identifier: ISC */
#ifndef SOUK_CATALOG_DEMO_H
#define SOUK_CATALOG_DEMO_H

#include "lib/base/act.h"

/*
 * The demo shop: 24 products of a household and craft shop in 6 categories,
 * in every language, with pictures in /assets/demo.  In the
 * caller's WRITE transaction; the actor's brand, or the first one, which is
 * made when missing.  A brand that has a category already is left alone.
 */
enum outcome	demo_load(struct act *);

#endif
