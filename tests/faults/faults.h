/* SPDX-License-Identifier: ISC */
#ifndef SOUK_TESTS_FAULTS_H
#define SOUK_TESTS_FAULTS_H

#include <stdio.h>
#include <stdlib.h>

#include "tests/http/durability_ledger.h"

/*
 * A fault program: a shop of its own, one fault, one line with its figure.
 * COUNT in the environment says how often; each has its own default.
 */
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

static inline void
limits_raise(void)
{
	clients_open();
	want(client_json(owner, "PATCH", "/api/admin/settings",
	    "{\"limits\":{\"credential\":100000,\"read\":10000000,"
	    "\"write\":10000000,\"user\":10000000}}"), 200);
}

#endif
