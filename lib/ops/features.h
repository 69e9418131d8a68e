/* SPDX-License-Identifier: ISC */
#ifndef SOUK_OPS_FEATURES_H
#define SOUK_OPS_FEATURES_H

#include <stdbool.h>

#include "lib/base/act.h"
#include "lib/base/field.h"

/*
 * What an owner may turn off while the shop runs, as settings "features".  A
 * route's row names its feature; while that is off the route is not there,
 * and no page links to it.  0: always there.
 */
enum feature { FEATURE_ALWAYS, FEATURE_SIGN_UP, FEATURE_SOCIAL_SIGN_IN,
	FEATURE_FEED, FEATURE_SUGGESTIONS, FEATURE_CART, FEATURE__MAX };

/* The setting of feature f is field f - 1. */
extern const struct fieldset	features_settings;

bool	feature_is_on(const struct act *, enum feature);

#endif
