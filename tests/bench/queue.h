/* SPDX-License-Identifier: ISC */
#ifndef SOUK_TESTS_BENCH_QUEUE_H
#define SOUK_TESTS_BENCH_QUEUE_H

/* A second: jobs of a kind that is all SQL, and their floor. */
void	 queue_measure(double *rate, double *least);

#endif
