/* SPDX-License-Identifier: ISC */
#ifndef SOUK_TESTS_FAULTS_STEERED_H
#define SOUK_TESTS_FAULTS_STEERED_H

#include "tests/faults/faults.h"
#include "tests/faults/preload.h"
#include "tests/faults/steered_by.h"

/* A shop whose processes have the library of preload.c, steered by *fault. */
static struct fault	*fault;

__attribute__((constructor)) static void
preload(void)
{
	fault = steered_by("SOUK_FAULT", sizeof(*fault), "/preload.so");
}

/* Mapped by whoever needs it; the name goes with the shop. */
__attribute__((destructor)) static void
preload_end(void)
{
	unlink(getenv("SOUK_FAULT"));
}

#endif
