/* SPDX-License-Identifier: ISC */
/* Releases: which one this is. */
#include <stdio.h>

#include "fcgi/programs/commands.h"

int
command_version(struct process *p, int argc, char **argv)
{
	(void)p;
	(void)argc;
	(void)argv;
	printf("souk %s, schema %lld\n", SOUK_VERSION,
	    (long long)db_schema_version());
	return 0;
}
