/* SPDX-License-Identifier: ISC */
/* S3-MON-03: requests, errors and percentiles of a minute, from counters that
 * go on for ever. */
#include "lib/base/shared.h"
#include "lib/watch/sample.h"
#include "tests/unit/accounts_shop.h"
#include "tests/suite.h"

static void
answered(int n, int status, int64_t us)
{
	for (int i = 0; i < n; i++)
		shared_count_request(store.shared, i % 7, status, us);
}

static enum outcome
sample_step(struct act *act, void *sample)
{
	return traffic_sample(act, sample);
}

/* What came since the last look. */
static const struct value *
look(void)
{
	struct record	*sample = record_new(store.arena,
			    &watch_sample_fields);

	ck_assert_int_eq(db_tx(&store, DB_WRITE, sample_step, sample),
	    SOUK_OK);
	return sample->values;
}

START_TEST(s3_mon_03_a_look_counts_what_came_since_the_last)
{
	const struct value	*v;

	answered(50, 200, 500);
	/* Nobody knows since when: not told. */
	ck_assert_int_ne(look()[SAMPLE_REQUESTS].state, VALUE_SET);
	answered(90, 200, 800);
	answered(5, 404, 40000);
	answered(5, 503, 40000);
	shared_count_slow(store.shared);
	v = look();
	ck_assert_int_eq(v[SAMPLE_REQUESTS].num, 100);
	ck_assert_int_eq(v[SAMPLE_ERRORS].num, 5);
	ck_assert_int_eq(v[SAMPLE_SLOW].num, 1);
	ck_assert_int_le(v[SAMPLE_P50].num, 1);
	/* Between 25 and 50 ms, where the histogram has a step. */
	ck_assert_int_ge(v[SAMPLE_P95].num, 25);
	ck_assert_int_le(v[SAMPLE_P95].num, 50);
	ck_assert_int_ge(v[SAMPLE_P99].num, v[SAMPLE_P95].num);
	ck_assert_int_le(v[SAMPLE_P99].num, 50);
	v = look();
	ck_assert_int_eq(v[SAMPLE_REQUESTS].num, 0);
	ck_assert_int_eq(v[SAMPLE_SLOW].num, 0);
	ck_assert_int_ne(v[SAMPLE_P95].state, VALUE_SET);
}
END_TEST

/* Beyond the last step there is no telling how long. */
START_TEST(s3_mon_03_what_takes_for_ever_is_as_long_as_the_last_step)
{
	look();
	answered(10, 200, 60000000);
	ck_assert_int_eq(look()[SAMPLE_P50].num, 2500);
}
END_TEST

/* The shared file was made anew: its counters begin again. */
START_TEST(s3_mon_03_counters_that_begin_again_are_no_loss)
{
	char	path[128];

	answered(100, 200, 800);
	look();
	shared_close(store.shared);
	snprintf(path, sizeof(path), "%s/shared", store_dir);
	unlink(path);
	store.shared = shared_open(path);
	answered(30, 200, 800);
	ck_assert_int_eq(look()[SAMPLE_REQUESTS].num, 30);
}
END_TEST

int
main(void)
{
	const TTest *const	 tests[] = {
		s3_mon_03_a_look_counts_what_came_since_the_last,
		s3_mon_03_what_takes_for_ever_is_as_long_as_the_last_step,
		s3_mon_03_counters_that_begin_again_are_no_loss,
	};
	const struct suite	 suite = { "watch_traffic", shop_open,
	    shop_close, true, 60 };

	return suite_of(&suite, tests,
	    sizeof(tests) / sizeof(tests[0]));
}
