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

static inline void
want_same_workers(const struct workers *before, const char *what)
{
	struct workers	 now = workers_look("souk-web");

	ck_assert_int_eq(now.count, before->count);
	for (int i = 0; i < now.count; i++)
		ck_assert_msg(now.list[i].pid == before->list[i].pid,
		    "a worker died: %s", what);
}

#endif
