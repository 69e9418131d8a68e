/* SPDX-License-Identifier: ISC */
#include <fcntl.h>
#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

#include "fcgi/http/server.h"
#include "lib/base/clock.h"
#include "tests/unit/base_unit.h"

static void
spin(int ms)
{
	const int64_t	 end = clock_monotonic_us() + (int64_t)ms * 1000;

	while (clock_monotonic_us() < end)
		continue;
}

/* The times of requests that follow each other, and how long each takes. */
static const struct {
	struct { int limit, takes; } requests[4];
	int		 ends;		/* in which, -1: in none */
} rows[] = {
	{ { { 60, 5000 } }, 0 },
	{ { { 60, 10 }, { 60, 10 }, { 60, 5000 } }, 2 },
	/* The timer of the first rings in the second, which has time left. */
	{ { { 60, 20 }, { 200, 120 }, { 60, 20 } }, -1 },
	{ { { 60, 20 }, { 200, 5000 } }, 1 },
	/* Much time, then little. */
	{ { { 60000, 10 }, { 60, 5000 } }, 1 },
	{ { { 60000, 10 }, { 60, 10 }, { 60000, 100 } }, -1 },
};

static void
serve(size_t row)
{
	struct timer	*t = timer_new();
	char		 path[] = "/0";

	for (int i = 0; i < 4 && rows[row].requests[i].limit > 0; i++) {
		path[1] = (char)('0' + i);
		timer_start(t, rows[row].requests[i].limit, path, "id");
		spin(rows[row].requests[i].takes);
		timer_stop(t);
	}
	spin(100);		/* it rings while nothing runs */
	timer_free(t);
	_exit(0);
}

START_TEST(a_request_that_exceeds_its_time_ends_the_process)
{
	char	 said[512], route[32];
	int	 pipes[2], status;
	ssize_t	 n;

	for (size_t i = 0; i < COUNT(rows); i++) {
		ck_assert_int_eq(pipe2(pipes, O_CLOEXEC), 0);
		if (fork() == 0) {
			dup2(pipes[1], STDERR_FILENO);
			serve(i);
		}
		close(pipes[1]);
		n = read(pipes[0], said, sizeof(said) - 1);
		said[n > 0 ? n : 0] = '\0';
		close(pipes[0]);
		ck_assert_int_gt(wait(&status), 0);
		ck_assert_int_eq(WEXITSTATUS(status),
		    rows[i].ends < 0 ? 0 : 75);
		ck_assert_int_eq(n > 0, rows[i].ends >= 0);
		snprintf(route, sizeof(route), "\"route\":\"/%d\"",
		    rows[i].ends);
		if (rows[i].ends >= 0)
			ck_assert_msg(strstr(said, route) != NULL &&
			    strstr(said, "\"id\":\"id\"}\n") != NULL,
			    "%zu: %s", i, said);
	}
}
END_TEST

UNIT_MAIN("timer",
    a_request_that_exceeds_its_time_ends_the_process)
