/* SPDX-License-Identifier: ISC */
#ifndef SOUK_TESTS_BENCH_TALKING_H
#define SOUK_TESTS_BENCH_TALKING_H

#include "tests/bench/load.h"

/* Before the shop starts: Meta's stand-in. */
void	 talking_environment(void);
/* 5,000 people write, 500 a second, one in a delivery; *kept: of them. */
void	 talking_inbound(struct load_result *, int *kept);
/* Messages a second that go out, where Meta would take 1,000. */
double	 talking_outbound(void);

#endif
