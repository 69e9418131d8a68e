/* SPDX-License-Identifier: ISC */
#ifndef SOUK_TESTS_FAULTS_H
#define SOUK_TESTS_FAULTS_H

#include "tests/faults/figure.h"
#include "tests/http/durability_ledger.h"

/*
 * A fault program: a shop of its own, one fault, one line with its figure.
 */
static inline void
limits_raise(void)
{
	clients_open();
	want(client_json(owner, "PATCH", "/api/admin/settings",
	    "{\"limits\":{\"credential\":100000,\"read\":10000000,"
	    "\"write\":10000000,\"user\":10000000}}"), 200);
}

#endif
