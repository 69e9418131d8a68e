/* SPDX-License-Identifier: ISC */
#include <assert.h>

#include "lib/net/net.h"

static const char *const	names[] = {
	[NET_OK] = "ok",
	[NET_REFUSED] = "refused",
	[NET_UNREACHED] = "unreached",
	[NET_UNKNOWN] = "unknown",
};
static_assert(sizeof(names) / sizeof(names[0]) == NET_UNKNOWN + 1,
    "a name for each result");

const char *
net_result_name(enum net_result result)
{
	return names[result];
}
