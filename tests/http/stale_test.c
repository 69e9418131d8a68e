/* SPDX-License-Identifier: ISC */
/*
 * S3-PERF-02: an acknowledged change of price, stock or text is in the very
 * next read, on every worker and through nginx alone.
 */
#include "tests/http/stale_load.h"

#define EDITS	2000

START_TEST(s3_perf_02_the_read_after_an_edit_shows_it)
{
	struct stale_sum	 sum;

	clients_open();
	want(client_json(owner, "PATCH", "/api/admin/settings",
	    "{\"limits\":{\"credential\":100000,\"read\":10000000,"
	    "\"write\":10000000,\"user\":10000000}}"), 200);
	stale_start(EDITS, 0, false);
	sum = stale_end();
	ck_assert_int_ge(sum.edits, EDITS);
	/* Else nothing was kept that could have been old. */
	ck_assert_msg(sum.alone > sum.edits / 20, "nginx had the page before"
	    " %lld of %lld edits only", (long long)sum.alone,
	    (long long)sum.edits);
}
END_TEST

SUITE_MAIN("stale", s3_perf_02_the_read_after_an_edit_shows_it)
