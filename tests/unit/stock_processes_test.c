/* SPDX-License-Identifier: ISC */
/* Processes that want the same pieces, and processes that die with them. */
#include "tests/unit/stock_shop.h"

#include <poll.h>
#include <signal.h>

#define SELLERS		6
#define TRIES		120
#define KILLS		40
#define PIECES		10

/* ---- many who buy ----------------------------------------------------------- */

/* One of each a time; half of them name the two the other way round. */
static void
seller(int n, const char *a, const char *b)
{
	const struct stock_line	 there[] = { { a, NULL, -1 },
				    { b, NULL, -1 } };
	const struct stock_line	 back[] = { { b, NULL, -1 },
				    { a, NULL, -1 } };
	enum outcome		 e;
	int			 sold = 0;

	store_reopen();
	for (int i = 0; i < TRIES; i++) {
		e = lines_move("sold", n % 2 ? there : back, 2);
		if (e != SOUK_OK && e != SOUK_CONFLICT && e != SOUK_BUSY)
			_exit(100);
		sold += e == SOUK_OK;
	}
	_exit(sold);
}

START_TEST(target_08_of_many_processes_that_sell_none_sells_too_much)
{
	const char	*a = piece_new("Vase", PIECES);
	const char	*b = piece_new("Bol", PIECES);
	pid_t		 pids[SELLERS];
	int		 sold = 0, one;

	for (int i = 0; i < SELLERS; i++)
		if ((pids[i] = fork()) == 0)
			seller(i, a, b);
	for (int i = 0; i < SELLERS; i++) {
		one = store_wait(pids[i]);
		ck_assert_int_ge(one, 0);
		ck_assert_int_lt(one, 100);
		sold += one;
	}
	ck_assert_int_eq(sold, PIECES);
	ck_assert_int_eq(stock_of(a), 0);
	ck_assert_int_eq(stock_of(b), 0);
	ck_assert_int_eq(moved(a, "sold"), -PIECES);
	ck_assert_int_eq(shop_sql("SELECT count(*) FROM stock_notice")
	    .number, 2);
	stock_is_sound();
}
END_TEST

/* ---- some who die ------------------------------------------------------------ */

/* Until killed. */
static void
mover(unsigned seed, const char *const *variations, const char *const *places)
{
	store_reopen();
	for (;;) {
		const char		*v = variations[rand_r(&seed) % 3];
		const int64_t		 n = 1 + rand_r(&seed) % 3;
		const struct stock_line	 lines[] = {
			{ v, places[rand_r(&seed) % 2], -n },
			{ v, places[rand_r(&seed) % 2], n },
			{ variations[rand_r(&seed) % 3], NULL,
			    rand_r(&seed) % 5 - 2 },
		};
		const enum outcome	 e = lines_move("correction", lines,
					    3);

		if (e != SOUK_OK && e != SOUK_CONFLICT && e != SOUK_BUSY)
			_exit(1);
		arena_reset(store.arena);
		store.settings = shop_set;
	}
}

START_TEST(target_08_the_ledger_is_whole_whenever_a_process_is_killed)
{
	const char	*variations[] = { piece_new("Vase", 20),
			    piece_new("Bol", 20), piece_new("Pot", 20) };
	const char	*places[2];
	char		 ids[5][64];
	const char	*kept[5];
	int64_t		 before, after = 0;
	pid_t		 pid[2];

	places[0] = default_place();
	places[1] = place_new("Cave");
	for (int i = 0; i < 5; i++) {
		snprintf(ids[i], sizeof(ids[i]), "%s", i < 3 ? variations[i] :
		    places[i - 3]);
		kept[i] = ids[i];
	}
	before = shop_sql("SELECT count(*) FROM stock_movement").number;
	for (int i = 0; i < KILLS; i++) {
		for (int k = 0; k < 2; k++)
			if ((pid[k] = fork()) == 0)
				mover((unsigned)(2 * i + k + 1), kept,
				    kept + 3);
		poll(NULL, 0, 15 + i % 7);	/* somewhere in its work */
		for (int k = 0; k < 2; k++) {
			ck_assert_int_eq(kill(pid[k], SIGKILL), 0);
			ck_assert_int_eq(store_wait(pid[k]), -SIGKILL);
		}
		stock_is_sound();
	}
	after = shop_sql("SELECT count(*) FROM stock_movement").number;
	printf("%d killed, %lld movements\n", 2 * KILLS,
	    (long long)(after - before));
	ck_assert_int_gt(after, before + KILLS);
}
END_TEST

int
main(void)
{
	const TTest *const tests[] = {
		target_08_of_many_processes_that_sell_none_sells_too_much,
		target_08_the_ledger_is_whole_whenever_a_process_is_killed,
	};

	return catalog_run("stock processes", tests, COUNT(tests));
}
