/* SPDX-License-Identifier: ISC */
#ifndef SOUK_TESTS_FAULTS_FIGURE_H
#define SOUK_TESTS_FAULTS_FIGURE_H

#include <stdio.h>
#include <stdlib.h>

/* COUNT in the environment says how often a fault is tried. */
static inline int
fault_count(int unless_set)
{
	const char	*given = getenv("COUNT");

	return given == NULL || *given == '\0' ? unless_set :
	    (int)strtol(given, NULL, 10);
}

#define fault_say(ID, ...) do {						\
	printf("%-6s", ID);						\
	printf(__VA_ARGS__);						\
	printf("\n");							\
	fflush(stdout);							\
} while (0)

#endif
