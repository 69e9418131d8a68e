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

/* The supervisor with all it started, by SIGKILL. */
static inline void
shop_kill(void)
{
	static const char *const	 names[] = { "souk-web", "souk-jobs",
	    "souk-remote", "souk-stripe", "souk-meta", "souk-media",
	    "nginx" };
	struct workers			 w[COUNT(names)];
	int				 status;

	for (size_t i = 0; i < COUNT(names); i++)
		w[i] = workers_look(names[i]);
	kill(shop_supervisor(), SIGKILL);
	for (size_t i = 0; i < COUNT(names); i++)
		for (int k = 0; k < w[i].count; k++)
			kill(-w[i].list[k].pid, SIGKILL);
	if (!process_ended(shop_supervisor(), 5000, &status))
		note_trouble("the supervisor lives", 0, 5000, 0);
	for (size_t i = 0; i < COUNT(names); i++)
		for (int k = 0; k < w[i].count; k++)
			for (int64_t end = now_ms() + 5000;
			    kill(w[i].list[k].pid, 0) == 0 && now_ms() < end; )
				pause_ms(5);
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
