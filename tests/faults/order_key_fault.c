/* SPDX-License-Identifier: ISC */
/*
 * F-13 for orders: 200 identical POSTs at once with one Idempotency-Key, again
 * and again, and the same with every web worker killed among them.
 *
 * Guard: key_keep() in the transaction of the order (fcgi/http/run.c).
 */
#include <signal.h>

#include "tests/faults/figure.h"
#include "tests/http/buy_race.h"
#include "tests/http/workers.h"

#define MANY	200

static void
killed_round(int i)
{
	struct workers	 w = workers_look("souk-web");
	struct once	 o = once_new(100000 + i);
	struct burst	 b;
	pid_t		 killer;

	if ((killer = fork()) == 0) {
		pause_ms(5 + i * 7 % 40);
		for (int k = 0; k < w.count; k++)
			kill(w.list[k].pid, SIGKILL);
		_exit(0);
	}
	client_burst(o.c, MANY, "POST", ORDERS, o.r.bodies[0], &b);
	waitpid(killer, NULL, 0);
	once_end(&o);
}

START_TEST(f_13_one_key_is_one_order)
{
	const int	 rounds = fault_count(20);
	struct burst	 b;
	int		 by[600] = { 0 };

	for (int i = 0; i < rounds; i++) {
		b = race_key(MANY, i);
		for (int s = 0; s < 600; s++)
			by[s] += b.by_status[s];
		killed_round(i);
	}
	fault_say("F-13", "%d rounds of %d orders with one key: 1 each (%d ×"
	    " 201, %d × 409, %d × 503), and 1 each with every worker killed"
	    " among them", rounds, MANY, by[201], by[409], by[503]);
}
END_TEST

int
main(void)
{
	const TTest *const	tests[] = {
		f_13_one_key_is_one_order,
	};

	return suite_run_with("order key", race_start, tests, COUNT(tests));
}
