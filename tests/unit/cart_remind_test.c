/* SPDX-License-Identifier: ISC */
/* Carts that were left: who hears of them, once, and when they are forgotten. */
#include <poll.h>
#include <signal.h>

#include "lib/queue/queue.h"
#include "tests/unit/cart_shop.h"

#define HOURS	24
#define LEFT	(STORE_NOW + (HOURS + 1) * CLOCK_HOUR)

static const struct job_kind *const	 kinds[] = { &orders_carts, NULL };
static const char			*goods, *lina;

static enum outcome
job_put(struct act *act, void *arg)
{
	(void)arg;
	return queue_put(act, &(struct job_new){ .kind = "orders.carts" },
	    NULL);
}

/* The job, at that moment. */
static void
runs_at(int64_t now)
{
	int64_t	 next;

	store.now = now;
	shop_nobody("-");
	shop_sql("DELETE FROM job");
	ck_assert_int_eq(db_tx(&store, DB_WRITE, job_put, NULL), SOUK_OK);
	ck_assert_int_eq(queue_run_one(&store, kinds, "tester", &next),
	    SOUK_OK);
	ck_assert_int_eq(shop_sql("SELECT count(*) FROM job"
	    " WHERE kind = 'orders.carts'").number, 0);
	store.now = STORE_NOW;
}

static int64_t
mails_to(const char *address)
{
	return shop_sql("SELECT count(*) FROM mail WHERE recipient = '%s'"
	    " AND template = 'cart_left'", address).number;
}

static void
shop_make(void)
{
	goods = goods_new("un", category_new("Rayon", NULL), "10", "standard");
	shop_setting(SOUK_SETTINGS_ORDERS, ORDERS_CART_HOURS, NULL, HOURS);
	lina = shop_user("lina", "CUSTOMER", OURS);
}

static void
consents(const char *user, bool granted)
{
	shop_sql("INSERT INTO consent (id, user_id, purpose, granted,"
	    " created_at) SELECT 'consent_' || count(*), '%s', 'newsletter',"
	    " %d, 1 FROM consent", user, granted);
}

static void
leaves_a_cart(const char *guest, const char *email, bool news)
{
	as_guest(guest);
	ck_assert_int_eq(adds(goods, 2), SOUK_OK);
	if (email != NULL)
		ck_assert_int_eq(cart_does(CHANGES, NULL,
		    "{'email':'%s','remind':%s}", email, news ? "true" :
		    "false"), SOUK_OK);
}

START_TEST(target_25_who_agreed_hears_of_a_cart_once)
{
	shop_make();
	consents(lina, true);
	shop_as(lina);
	ck_assert_int_eq(adds(goods, 1), SOUK_OK);
	leaves_a_cart(GUEST, "guest@shop.test", true);
	runs_at(LEFT - 2 * CLOCK_HOUR);		/* not yet */
	ck_assert_int_eq(mails_to("guest@shop.test"), 0);
	runs_at(LEFT);
	ck_assert_int_eq(mails_to("guest@shop.test"), 1);
	ck_assert_int_eq(mails_to("lina@shop.test"), 1);
	runs_at(LEFT + CLOCK_HOUR);
	as_guest(GUEST);
	ck_assert_int_eq(adds(goods, 1), SOUK_OK);	/* once, at all */
	runs_at(LEFT + 3 * CLOCK_DAY);
	ck_assert_int_eq(mails_to("guest@shop.test"), 1);
	ck_assert_int_eq(mails_to("lina@shop.test"), 1);
}
END_TEST

START_TEST(target_25_nobody_else_hears_of_it)
{
	const char	*silent, *gone;

	shop_make();
	gone = shop_user("gone", "CUSTOMER", OURS);
	silent = shop_user("silent", "CUSTOMER", OURS);
	consents(lina, true);
	consents(lina, false);			/* taken back */
	shop_as(lina);
	ck_assert_int_eq(adds(goods, 1), SOUK_OK);
	shop_as(silent);			/* never asked */
	ck_assert_int_eq(adds(goods, 1), SOUK_OK);
	shop_as(gone);				/* may not sign in any more */
	ck_assert_int_eq(adds(goods, 1), SOUK_OK);
	ck_assert_int_eq(cart_does(CHANGES, NULL,
	    "{'email':'gone@shop.test','remind':true}"), SOUK_OK);
	shop_sql("UPDATE users SET is_active = 0 WHERE id = '%s'", gone);
	leaves_a_cart(GUEST, "no@shop.test", false);
	leaves_a_cart(OTHER, NULL, true);
	runs_at(LEFT);
	ck_assert_int_eq(shop_sql("SELECT count(*) FROM mail").number, 0);
	ck_assert_int_eq(shop_sql("SELECT count(*) FROM cart"
	    " WHERE reminded_at IS NULL").number, 0);
	/* Who agrees later is told of it when they have left again. */
	leaves_a_cart(GUEST, "no@shop.test", true);
	runs_at(LEFT);
	ck_assert_int_eq(mails_to("no@shop.test"), 1);
}
END_TEST

START_TEST(target_25_what_was_bought_or_is_gone_is_not_told_of)
{
	shop_make();
	leaves_a_cart(GUEST, "bought@shop.test", true);
	looks();
	shop_sql("DELETE FROM cart WHERE id = '%s'", cart.id);
	leaves_a_cart(OTHER, "gone@shop.test", true);
	shop_sql("UPDATE product SET status = 'INACTIVE'");
	runs_at(LEFT);
	ck_assert_int_eq(shop_sql("SELECT count(*) FROM mail").number, 0);
	shop_sql("UPDATE product SET status = 'ACTIVE'");
	as_guest(GUEST);
	ck_assert_int_eq(adds(goods, 1), SOUK_OK);
	ck_assert_int_eq(cart_does(CHANGES, NULL,
	    "{'email':'empty@shop.test','remind':true}"), SOUK_OK);
	ck_assert_int_eq(cart_does(REMOVES, line_of(goods), "{}"), SOUK_OK);
	runs_at(LEFT);
	ck_assert_int_eq(shop_sql("SELECT count(*) FROM mail").number, 0);
	shop_setting(SOUK_SETTINGS_ORDERS, ORDERS_CART_HOURS, NULL, 0);
	leaves_a_cart(OTHER, "off@shop.test", true);
	runs_at(LEFT);
	ck_assert_int_eq(shop_sql("SELECT count(*) FROM mail").number, 0);
}
END_TEST

START_TEST(target_25_a_cart_nobody_touched_is_forgotten)
{
	shop_make();
	leaves_a_cart(GUEST, NULL, false);
	runs_at(STORE_NOW + 89 * CLOCK_DAY);
	ck_assert_int_eq(shop_sql("SELECT count(*) FROM cart").number, 1);
	runs_at(STORE_NOW + 91 * CLOCK_DAY);
	ck_assert_int_eq(shop_sql("SELECT count(*) FROM cart").number, 0);
	ck_assert_int_eq(shop_sql("SELECT count(*) FROM cart_line").number, 0);
}
END_TEST

/* ---- killed on the way ---------------------------------------------------------- */

#define CARTS	120
#define KILLS	12	/* at least, and until some were told */
#define MOST	100

static void
runner(void)
{
	int64_t	 next;

	store_reopen();
	queue_run_one(&store, kinds, "child", &next);
	_exit(0);
}

START_TEST(target_25_once_whoever_is_killed)
{
	int64_t	 told = 0;
	pid_t	 child;
	int	 kills = 0;

	shop_make();
	for (int i = 0; i < CARTS; i++)
		leaves_a_cart(arena_printf(store.arena, "%064d", i),
		    arena_printf(store.arena, "g%d@shop.test", i), true);
	store.now = LEFT;
	shop_nobody("-");
	for (; kills < KILLS || (told == 0 && kills < MOST); kills++) {
		shop_sql("DELETE FROM job");
		ck_assert_int_eq(db_tx(&store, DB_WRITE, job_put, NULL),
		    SOUK_OK);
		if ((child = fork()) == 0)
			runner();
		ck_assert_int_gt(child, 0);
		poll(NULL, 0, 1 + 3 * kills);	/* the moment of the kill */
		kill(child, SIGKILL);
		waitpid(child, NULL, 0);
		told = shop_sql("SELECT count(*) FROM mail").number;
		ck_assert_int_eq(told, shop_sql("SELECT count(*) FROM cart"
		    " WHERE reminded_at > 0").number);
	}
	ck_assert_int_gt(told, 0);
	runs_at(LEFT);
	ck_assert_int_eq(shop_sql("SELECT count(*) FROM mail").number, CARTS);
	ck_assert_int_eq(shop_sql("SELECT count(DISTINCT recipient)"
	    " FROM mail").number, CARTS);
	printf("killed %d times, %lld of %d told by then\n", kills,
	    (long long)told, CARTS);
}
END_TEST

int
main(void)
{
	const TTest *const	 tests[] = {
		target_25_who_agreed_hears_of_a_cart_once,
		target_25_nobody_else_hears_of_it,
		target_25_what_was_bought_or_is_gone_is_not_told_of,
		target_25_a_cart_nobody_touched_is_forgotten,
		target_25_once_whoever_is_killed,
	};

	return catalog_run("cart remind", tests, COUNT(tests));
}
