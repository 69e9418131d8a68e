/* SPDX-License-Identifier: ISC */
#include "lib/ops/features.h"

#include <assert.h>

#include "lib/settings/settings.h"

#define SWITCH(NAME, HELP) \
	{ .name = (NAME), .type = FIELD_BOOLEAN, .initial = "true", \
	  .help = (HELP) }

static const struct field fields[] = {
	[FEATURE_SIGN_UP - 1] = SWITCH("signUp",
	    "Visitors may open an account"),
	[FEATURE_SOCIAL_SIGN_IN - 1] = SWITCH("socialSignIn",
	    "Signing in with another service, where one is set up"),
	[FEATURE_FEED - 1] = SWITCH("feed",
	    "The list of all products for Google Merchant and the like"),
	[FEATURE_SUGGESTIONS - 1] = SWITCH("suggestions",
	    "Suggestions while a word is typed into the search"),
	[FEATURE_CART - 1] = SWITCH("cart",
	    "A cart, and ordering; off: the shop only shows"),
};
static_assert(sizeof(fields) / sizeof(fields[0]) == FEATURE__MAX - 1,
    "a row for each feature");

const struct fieldset features_settings =
    FIELDSET("FeatureSettings", NULL, fields);

bool
feature_is_on(const struct act *act, enum feature f)
{
	return f == FEATURE_ALWAYS || settings_int(act->settings,
	    &features_settings, (int)f - 1) != 0;
}
