/* SPDX-License-Identifier: ISC */
#ifndef SOUK_TESTS_FAULTS_WITHOUT_SHOP_H
#define SOUK_TESTS_FAULTS_WITHOUT_SHOP_H

#include <signal.h>

#include "tests/faults/steered_by.h"
#include "tests/faults/without.h"
#include "tests/http/workers.h"

/* A shop out of which guards may be left. */
static struct without	*without;

__attribute__((constructor)) static void
without_begin(void)
{
	without = steered_by("SOUK_WITHOUT", sizeof(*without), "/without.so");
}

__attribute__((destructor)) static void
without_end(void)
{
	unlink(getenv("SOUK_WITHOUT"));
}

static inline void
without_swap(const char *from, const char *to)
{
	struct without_swap	*s = &without->swaps[atomic_load(
				    &without->count)];

	ck_assert_int_lt(atomic_load(&without->count), WITHOUT_SWAPS);
	snprintf(s->from, sizeof(s->from), "%s", from);
	snprintf(s->to, sizeof(s->to), "%s", to);
	atomic_fetch_add(&without->count, 1);
}

/* All guards are there again, from the next reload on. */
static inline void
without_nothing(void)
{
	atomic_store(&without->count, 0);
	atomic_store(&without->unchecked, 0);
	atomic_store(&without->loose, 0);
}

/* Who answers people prepares every statement anew. */
static inline void
without_restart(void)
{
	const struct workers	 before = workers_look("souk-web");

	for (int i = 0; i < before.count; i++)
		kill(before.list[i].pid, SIGKILL);
	ck_assert_int_lt(workers_renewed(&before), WORKERS_RENEWED_MS);
}

#endif
