/* SPDX-License-Identifier: ISC */
/*
 * S3-PERF-02: COUNT reads (100,000), each the next one after an edit that was
 * acknowledged, while others fill every cache.
 *
 * Guard: shared_moving() before each commit (lib/base/shared_generation.c).
 */
#include "tests/faults/faults.h"
#include "tests/http/stale_load.h"

START_TEST(s3_perf_02_no_read_after_an_edit_is_old)
{
	struct stale_sum	 sum;
	int64_t			 began = now_ms();

	limits_raise();
	stale_start(0, fault_count(100000), false);
	sum = stale_end();
	fault_say("P-02", "%lld reads, each right after one of %lld edits:"
	    " 0 were old; nginx alone had the page before %lld of them;"
	    " %lld other reads beside; %lld s", (long long)sum.reads,
	    (long long)sum.edits, (long long)sum.alone,
	    (long long)atomic_load(&stale.crowd_reads),
	    (long long)(now_ms() - began) / 1000);
}
END_TEST

SUITE_MAIN("stale", s3_perf_02_no_read_after_an_edit_is_old)
