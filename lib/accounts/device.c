/* SPDX-License-Identifier: ISC */
#include "lib/accounts/device.h"

#include <stddef.h>
#include <string.h>

#include "lib/base/arena.h"

/* The first that matches: most also say the names of those below them. */
static const struct known { const char *sign, *name; } programs[] = {
	{ "Edg/", "Edge" }, { "OPR/", "Opera" },
	{ "SamsungBrowser/", "Samsung Internet" }, { "Firefox/", "Firefox" },
	{ "FxiOS/", "Firefox" }, { "CriOS/", "Chrome" },
	{ "HeadlessChrome/", "Chrome" }, { "Chrome/", "Chrome" },
	{ "Safari/", "Safari" }, { "okhttp", "okhttp" },
	{ "python-requests/", "Python" }, { NULL, NULL },
}, systems[] = {
	{ "Android", "Android" }, { "iPhone", "iPhone" }, { "iPad", "iPad" },
	{ "Windows", "Windows" }, { "Mac OS X", "macOS" },
	{ "CrOS", "ChromeOS" }, { "Linux", "Linux" }, { NULL, NULL },
};

static const char *
name_in(const struct known *table, const char *agent)
{
	while (table->sign != NULL && strstr(agent, table->sign) == NULL)
		table++;
	return table->name;
}

const char *
device_name(struct arena *arena, const char *agent)
{
	const char	*program, *system;

	if (agent == NULL)
		return "";
	program = name_in(programs, agent);
	system = name_in(systems, agent);
	if (program != NULL && system != NULL)
		return arena_printf(arena, "%s, %s", program, system);
	return program != NULL ? program : system != NULL ? system : "";
}
