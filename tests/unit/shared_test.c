/* SPDX-License-Identifier: ISC */
#include <fcntl.h>
#include <stdio.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "lib/base/clock.h"
#include "lib/base/shared.h"
#include "tests/unit/base_unit.h"

#define NOW	INT64_C(1795234500000)
#define WINDOW	INT64_C(900000)

static char		 path[] = "/tmp/souk-shared-XXXXXX";
static struct shared	*s;

static void
fresh(void)
{
	char	template[] = "/tmp/souk-shared-XXXXXX";
	int	fd = mkstemp(template);

	ck_assert_int_ne(fd, -1);
	close(fd);
	memcpy(path, template, sizeof(path));
	ck_assert_ptr_nonnull(s = shared_open(path));
}

static void
gone(void)
{
	shared_close(s);
	unlink(path);
}

static bool
take(uint64_t key, uint32_t limit, int64_t now, uint32_t *left,
    int64_t *retry, int64_t *reset)
{
	return shared_take(s, key, limit, WINDOW, now, left, retry, reset);
}

/* S2-AUTH-08 */
START_TEST(a_bucket_gives_its_limit_and_then_one_at_a_time)
{
	int64_t		 retry, reset;
	uint32_t	 left;

	fresh();
	for (uint32_t i = 0; i < 5; i++) {
		ck_assert(take(1, 5, NOW, &left, &retry, &reset));
		ck_assert_uint_eq(left, 4 - i);
		ck_assert_int_eq(retry, 0);
		ck_assert_int_eq(reset, (i + 1) * WINDOW / 5);
	}
	ck_assert(!take(1, 5, NOW, &left, &retry, &reset));
	ck_assert_uint_eq(left, 0);
	ck_assert_int_eq(retry, WINDOW / 5);
	ck_assert_int_eq(reset, WINDOW);
	ck_assert(take(2, 5, NOW, &left, &retry, &reset));
	ck_assert(!take(1, 5, NOW + WINDOW / 5 - 1, &left, &retry, &reset));
	ck_assert_int_eq(retry, 1);
	ck_assert(take(1, 5, NOW + WINDOW / 5, &left, &retry, &reset));
	ck_assert(!take(1, 5, NOW + WINDOW / 5, &left, &retry, &reset));
	ck_assert(take(1, 5, NOW + 9 * WINDOW, &left, &retry, &reset));
	ck_assert_uint_eq(left, 4);
	gone();
}
END_TEST

START_TEST(odd_limits_and_clocks_are_survived)
{
	int64_t		 retry, reset;
	uint32_t	 left;
	int		 given = 0;

	fresh();
	ck_assert(!take(1, 0, NOW, &left, &retry, &reset));
	ck_assert_int_eq(retry, WINDOW);
	for (int i = 0; i < 10; i++)
		given += take(2, 7, NOW, &left, &retry, &reset);
	ck_assert_int_eq(given, 7);
	/* Another was a little later: still none, and soon one again. */
	ck_assert(!take(2, 7, NOW - 5, &left, &retry, &reset));
	ck_assert_int_le(retry, WINDOW / 7 + 1);
	ck_assert_int_eq(reset, WINDOW);
	/* Another clock, a year behind: nobody waits for that. */
	ck_assert(take(2, 7, NOW - INT64_C(31536000000), &left, &retry,
	    &reset));
	ck_assert_uint_eq(left, 6);
	ck_assert(take(0, 1, NOW, &left, &retry, &reset));
	ck_assert(!take(0, 1, NOW, &left, &retry, &reset));
	ck_assert(shared_take(s, 3, UINT32_MAX, 1, NOW, &left, &retry,
	    &reset));
	gone();
}
END_TEST

START_TEST(processes_share_a_limit_exactly)
{
	enum { PROCESSES = 8, LIMIT = 1000 };
	int		 pipes[2], total = 0, given;
	int64_t		 retry, reset;
	uint32_t	 left;

	fresh();
	ck_assert_int_eq(pipe(pipes), 0);
	for (int i = 0; i < PROCESSES; i++)
		if (fork() == 0) {
			given = 0;
			for (int n = 0; n < LIMIT; n++) {
				given += take(42, LIMIT, NOW, &left, &retry,
				    &reset);
				shared_view(s, n % 2 ? "prod_a" : "prod_b");
				shared_count_request(s, 3, 200, 1500);
			}
			_exit(write(pipes[1], &given, sizeof(given)) !=
			    sizeof(given));
		}
	for (int i = 0; i < PROCESSES; i++) {
		ck_assert_int_eq(read(pipes[0], &given, sizeof(given)),
		    sizeof(given));
		total += given;
	}
	while (wait(NULL) > 0)
		;
	close(pipes[0]);
	close(pipes[1]);
	ck_assert_int_eq(total, LIMIT);
	gone();
}
END_TEST

START_TEST(a_flood_of_keys_never_blocks_and_evicts_the_stalest)
{
	int64_t		 retry, reset;
	uint32_t	 left;
	int		 given = 0;

	fresh();
	for (uint64_t key = 1; key < 10 * SHARED_BUCKETS; key++)
		ck_assert(take(key * UINT64_C(0x9e3779b97f4a7c15), 3,
		    NOW + (int64_t)key * WINDOW, &left, &retry, &reset));
	/* All in the same slots: each pushes the one that is oldest out. */
	for (uint64_t i = 1; i <= 20; i++)
		take(i * SHARED_BUCKETS, 3, NOW, &left, &retry, &reset);
	for (int i = 0; i < 5; i++)
		given += take(7777, 3, NOW + INT64_C(1000) * WINDOW *
		    SHARED_BUCKETS, &left, &retry, &reset);
	ck_assert_int_eq(given, 3);
	gone();
}
END_TEST

struct taken { uint64_t a, b, other; bool keep; };

static bool
note_views(void *arg, const char *id, uint64_t n)
{
	struct taken	*t = arg;

	if (strcmp(id, "prod_a") == 0)
		t->a += n;
	else if (strcmp(id, "prod_b") == 0)
		t->b += n;
	else
		t->other += n;
	return !t->keep;
}

START_TEST(views_are_taken_once_or_put_back)
{
	struct taken	 t = { .keep = true };

	fresh();
	for (int i = 0; i < 5; i++)
		shared_view(s, "prod_a");
	shared_view(s, "prod_b");
	shared_view(s, "");
	shared_view(s, "an id that is much too long to be counted by anybody, "
	    "ever, and so is not");
	for (int round = 0; round < 3; round++) {
		t = (struct taken){ .keep = round < 2 };
		shared_take_views(s, note_views, &t);
		ck_assert_uint_eq(t.a, 5);
		ck_assert_uint_eq(t.b, 1);
		ck_assert_uint_eq(t.other, 1);
	}
	t = (struct taken){ .keep = false };
	shared_take_views(s, note_views, &t);
	ck_assert_uint_eq(t.a + t.b + t.other, 0);
	gone();
}
END_TEST

START_TEST(views_of_many_products_are_counted_while_they_are_taken)
{
	struct taken	 t = { .keep = false };

	fresh();
	if (fork() == 0) {
		for (int i = 0; i < 20000; i++) {
			shared_view(s, "prod_a");
			shared_view(s, arena_printf(arena, "prod_%d",
			    i % 2000));
		}
		_exit(0);
	}
	while (waitpid(-1, NULL, WNOHANG) == 0)
		shared_take_views(s, note_views, &t);
	shared_take_views(s, note_views, &t);
	ck_assert_uint_eq(t.a, 20000);
	ck_assert_uint_eq(t.other, 20000);
	gone();
}
END_TEST

START_TEST(requests_are_counted_by_route)
{
	struct shared_route	 r;

	fresh();
	shared_count_request(s, 5, 200, 999);
	shared_count_request(s, 5, 204, 1000);
	shared_count_request(s, 5, 503, 1001);
	shared_count_request(s, 5, 0, INT64_C(3600000000));
	shared_count_request(s, -1, 200, 1);
	shared_count_request(s, SHARED_ROUTES, 200, 1);
	shared_count_request(s, 5, 200, -1);
	shared_route(s, 5, &r);
	ck_assert_uint_eq(r.by_class[2], 2);
	ck_assert_uint_eq(r.by_class[5], 1);
	ck_assert_uint_eq(r.by_class[0], 1);
	ck_assert_uint_eq(r.us_sum, UINT64_C(3600003000));
	ck_assert_uint_eq(r.us_le[0], 2);
	ck_assert_uint_eq(r.us_le[1], 1);
	ck_assert_uint_eq(r.us_le[11], 1);
	gone();
}
END_TEST

START_TEST(the_file_is_shared_by_name_and_remade_when_it_is_another)
{
	const uint64_t	 version = 1;
	struct shared	*other, *third;
	uint64_t	 first;
	int		 fd;

	fresh();
	first = shared_generation(s, GENERATION_SETTINGS);
	ck_assert(shared_is_even(first));
	ck_assert_ptr_nonnull(other = shared_open(path));
	shared_moving(s, GENERATION_SETTINGS);
	ck_assert_uint_eq(shared_generation(other, GENERATION_SETTINGS),
	    first + 1);
	shared_settle(other);
	ck_assert_uint_eq(shared_generation(s, GENERATION_SETTINGS),
	    first + 2);
	shared_close(other);

	/* As an older souk would have left it: who has that trusts nothing. */
	fd = open(path, O_RDWR | O_CLOEXEC);
	ck_assert_int_eq(pwrite(fd, &version, sizeof(version),
	    sizeof(version)), sizeof(version));
	close(fd);
	while (clock_now() * 1024 <= (int64_t)first + 2)
		continue;	/* generations start at the time */
	ck_assert_ptr_nonnull(other = shared_open(path));
	ck_assert_uint_gt(shared_generation(other, GENERATION_SETTINGS),
	    first + 2);
	ck_assert(shared_is_even(shared_generation(other,
	    GENERATION_SETTINGS)));
	ck_assert(!shared_is_even(shared_generation(s, GENERATION_SETTINGS)));
	shared_settle(s);
	ck_assert(!shared_is_even(shared_generation(s, GENERATION_SETTINGS)));
	shared_close(other);

	ck_assert_int_eq(truncate(path, 100), 0);
	ck_assert_ptr_nonnull(third = shared_open(path));
	ck_assert(shared_is_even(shared_generation(third,
	    GENERATION_SETTINGS)));
	shared_close(third);
	ck_assert_ptr_null(shared_open("/no/such/place/shared"));
	gone();
}
END_TEST

START_TEST(keys_are_of_class_and_caller)
{
	ck_assert(shared_key("read", "1.2.3.4") == shared_key("read",
	    "1.2.3.4"));
	ck_assert(shared_key("read", "1.2.3.4") != shared_key("write",
	    "1.2.3.4"));
	ck_assert(shared_key("read", "1.2.3.4") != shared_key("read",
	    "1.2.3.5"));
}
END_TEST

/* F-20 */
START_TEST(a_service_that_fails_is_left_alone_and_tried_by_one)
{
	int64_t	 now = 100000;

	fresh();
	for (int i = 0; i < 4; i++)
		shared_breaker_told(s, BREAKER_STRIPE, false, now);
	ck_assert(shared_breaker_lets(s, BREAKER_STRIPE, now));
	/* The window is over: four are forgotten. */
	now += 61000;
	for (int i = 0; i < 4; i++)
		shared_breaker_told(s, BREAKER_STRIPE, false, now);
	ck_assert(shared_breaker_lets(s, BREAKER_STRIPE, now));
	shared_breaker_told(s, BREAKER_STRIPE, false, now);
	ck_assert(!shared_breaker_lets(s, BREAKER_STRIPE, now));
	now += BREAKER_PAUSE;
	ck_assert(shared_breaker_lets(s, BREAKER_STRIPE, now));
	ck_assert(!shared_breaker_lets(s, BREAKER_STRIPE, now));
	shared_breaker_told(s, BREAKER_STRIPE, false, now);
	ck_assert(!shared_breaker_lets(s, BREAKER_STRIPE, now + 1000));
	now += BREAKER_PAUSE;
	ck_assert(shared_breaker_lets(s, BREAKER_STRIPE, now));
	shared_breaker_told(s, BREAKER_STRIPE, true, now);
	for (int i = 0; i < 3; i++)
		ck_assert(shared_breaker_lets(s, BREAKER_STRIPE, now));
	/* One who tried was killed: another does, half a minute later. */
	for (int i = 0; i < 5; i++)
		shared_breaker_told(s, BREAKER_STRIPE, false, now);
	now += BREAKER_PAUSE;
	ck_assert(shared_breaker_lets(s, BREAKER_STRIPE, now));
	ck_assert(!shared_breaker_lets(s, BREAKER_STRIPE, now + 1));
	ck_assert(shared_breaker_lets(s, BREAKER_STRIPE,
	    now + BREAKER_PAUSE));
	/* The machine was started again, and its clock with it. */
	ck_assert(shared_breaker_lets(s, BREAKER_STRIPE, 5));
	gone();
}
END_TEST

UNIT_MAIN("shared",
    a_bucket_gives_its_limit_and_then_one_at_a_time,
    odd_limits_and_clocks_are_survived,
    processes_share_a_limit_exactly,
    a_flood_of_keys_never_blocks_and_evicts_the_stalest,
    views_are_taken_once_or_put_back,
    views_of_many_products_are_counted_while_they_are_taken,
    requests_are_counted_by_route,
    the_file_is_shared_by_name_and_remade_when_it_is_another,
    keys_are_of_class_and_caller,
    a_service_that_fails_is_left_alone_and_tried_by_one)
