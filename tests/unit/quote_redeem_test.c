/* SPDX-License-Identifier: ISC */
/* How often promotions are used: by one after the other, and by many at
 * once. */
#include "lib/orders/demo.h"
#include "tests/unit/quote_shop.h"

#define BUYERS	6
#define TRIES	40
#define LIMIT	25

struct redemption { const char *order, *customer; };

static enum outcome
redeem_step(struct act *act, void *arg)
{
	const struct redemption	*r = arg;

	memset(&act->problem, 0, sizeof(act->problem));
	return quote_redeem(act, quoted, r->order, r->customer);
}

static enum outcome
redeem(const char *order, const char *customer)
{
	struct redemption	 r = { order, customer };

	return db_tx(&store, DB_WRITE, redeem_step, &r);
}

static enum outcome
unredeem_step(struct act *act, void *arg)
{
	return quote_unredeem(act, arg);
}

static void
unredeem(const char *order)
{
	ck_assert_int_eq(db_tx(&store, DB_WRITE, unredeem_step,
	    arena_copy(store.arena, order)), SOUK_OK);
}

static int64_t
used(void)
{
	return shop_sql("SELECT used FROM promotion WHERE id = 'promo_x'")
	    .number;
}

/* One article at 10 % off by a code with those limits. */
static void
limited(const char *columns, const char *values)
{
	const char	*category = category_new("C", NULL);

	promotion_row("promo_x", "dix", "percent", arena_printf(store.arena,
	    ", rate%s", columns), arena_printf(store.arena, ", 100000%s",
	    values));
	ask_for(goods_new("A", category, "10.00", "standard"), 1);
	ask_code("dix");
	quote_amounts(1000, 100, 0, 0, 900);
}

START_TEST(b05_a_promotion_is_used_so_often_and_no_more)
{
	limited(", usage_limit", ", 2");
	ck_assert_int_eq(redeem("order_1", "a"), SOUK_OK);
	ck_assert_int_eq(redeem("order_2", NULL), SOUK_OK);
	ck_assert_int_eq(redeem("order_3", "b"), SOUK_CONFLICT);
	ck_assert_str_eq(store.problem.message->code, "PROMOTION_LIMIT");
	ck_assert_int_eq(used(), 2);
	quote_ok();
	ck_assert_str_eq(code_problem(0), "CODE_USED_UP");
	unredeem("order_3");		/* it never was */
	ck_assert_int_eq(used(), 2);
	unredeem("order_1");
	unredeem("order_1");
	ck_assert_int_eq(used(), 1);
	quote_ok();
	ck_assert_int_eq(redeem("order_4", "b"), SOUK_OK);
	ck_assert_int_eq(shop_sql("SELECT count(*) FROM promotion_use")
	    .number, 2);
}
END_TEST

START_TEST(b05_a_customer_uses_a_promotion_so_often_and_no_more)
{
	limited(", customer_limit", ", 2");
	ck_assert_int_eq(redeem("order_1", "a"), SOUK_OK);
	ck_assert_int_eq(redeem("order_2", "a"), SOUK_OK);
	ck_assert_int_eq(redeem("order_3", "a"), SOUK_CONFLICT);
	ck_assert_int_eq(used(), 2);		/* nothing of it is left */
	ck_assert_int_eq(redeem("order_4", "b"), SOUK_OK);
	ask.customer = "a";
	quote_ok();
	ck_assert_str_eq(code_problem(0), "CODE_USED_BY_YOU");
	ask.customer = NULL;
	quote_ok();
	unredeem("order_1");			/* the first slot is free */
	ck_assert_int_eq(redeem("order_5", "a"), SOUK_OK);
	ck_assert_int_eq(shop_sql("SELECT slot FROM promotion_use WHERE"
	    " order_id = 'order_5'").number, 1);
	ck_assert_int_eq(redeem("order_5", "b"), SOUK_CONFLICT);
	ck_assert_int_eq(used(), 3);
}
END_TEST

START_TEST(b05_a_promotion_made_inactive_meanwhile_is_not_used)
{
	limited("", "");
	shop_sql("UPDATE promotion SET is_active = 0");
	ck_assert_int_eq(redeem("order_1", "a"), SOUK_CONFLICT);
	ck_assert_int_eq(used(), 0);
}
END_TEST

/* ---- many at once ---------------------------------------------------------- */

/* Every third tells nobody who they are; some give back what they got. */
static void
buyer(int n)
{
	enum outcome	 e;
	int		 kept = 0;

	store_reopen();
	for (int i = 0; i < TRIES; i++) {
		const char	*order = arena_printf(store.arena,
				    "order_%d_%d", n, i);

		e = redeem(order, n % 3 == 0 ? NULL : n % 2 ? "a" : "b");
		if (e != SOUK_OK && e != SOUK_CONFLICT && e != SOUK_BUSY)
			_exit(100);
		kept += e == SOUK_OK;
		if (e == SOUK_OK && i % 4 == 1) {
			unredeem(order);
			kept--;
		}
	}
	_exit(kept);
}

static int
buyers_run(void)
{
	pid_t	 pids[BUYERS];
	int	 kept = 0, one;

	for (int i = 0; i < BUYERS; i++)
		if ((pids[i] = fork()) == 0)
			buyer(i);
	for (int i = 0; i < BUYERS; i++) {
		one = store_wait(pids[i]);
		ck_assert_int_ge(one, 0);
		ck_assert_int_lt(one, 100);
		kept += one;
	}
	ck_assert_int_eq(used(), kept);
	ck_assert_int_eq(shop_sql("SELECT count(*) FROM promotion_use")
	    .number, kept);
	return kept;
}

START_TEST(b05_of_many_processes_none_passes_the_limit)
{
	limited(", usage_limit", ", 25");
	ck_assert_int_eq(buyers_run(), LIMIT);
	ck_assert_int_eq(redeem("order_last", "c"), SOUK_CONFLICT);
}
END_TEST

START_TEST(b05_of_many_processes_none_passes_a_customers_limit)
{
	limited(", customer_limit", ", 3");
	buyers_run();
	ck_assert_int_eq(shop_sql("SELECT count(*) FROM promotion_use WHERE"
	    " customer IN ('a', 'b')").number, 6);
	ck_assert_int_eq(shop_sql("SELECT max(slot) FROM promotion_use WHERE"
	    " customer IN ('a', 'b')").number, 3);
}
END_TEST

/* ---- the demo ------------------------------------------------------------------ */

static enum outcome
demo_step(struct act *act, void *arg)
{
	(void)arg;
	return orders_demo_load(act);
}

START_TEST(target_19_the_demo_can_check_out)
{
	const char	*a;

	for (int i = 0; i < 2; i++)	/* again changes nothing */
		ck_assert_int_eq(db_tx(&store, DB_WRITE, demo_step, NULL),
		    SOUK_OK);
	a = goods_new("A", category_new("C", NULL), "12.00", "standard");
	ask_for(a, 1);
	quote_amounts(1200, 0, 0, 200, 1200);
	ck_assert_uint_eq(quoted->method_count, 3);
	ck_assert_int_eq(quoted->methods[0].amount, 590);
	ask_code("bienvenue");
	ask.method_id = quoted->methods[0].id;
	quote_amounts(1200, 120, 590, 278, 1670);
	ask.to = (struct destination){ .country = "DE",
		.vat_number = "DE123456789" };
	quote_ok();
	ck_assert(quoted->reverse_charge);
	ck_assert_uint_eq(quoted->method_count, 2);
	ask.to.country = "US";
	quote_ok();
	ck_assert_uint_eq(quoted->method_count, 1);
}
END_TEST

int
main(void)
{
	const TTest *const tests[] = {
		b05_a_promotion_is_used_so_often_and_no_more,
		b05_a_customer_uses_a_promotion_so_often_and_no_more,
		b05_a_promotion_made_inactive_meanwhile_is_not_used,
		b05_of_many_processes_none_passes_the_limit,
		b05_of_many_processes_none_passes_a_customers_limit,
		target_19_the_demo_can_check_out,
	};

	return catalog_run("quote redeem", tests, COUNT(tests));
}
