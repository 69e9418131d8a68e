/* SPDX-License-Identifier: ISC */
/*
 * F-01 for paying: souk-remote is killed before every single step of a
 * statement of a payment that it opens at Stripe, and in the middle of its call;
 * souk-stripe the same while it takes many events into one transaction.
 * Whoever asks again finds one payment, there and here, and pays once.
 *
 * Guards: the payment's row comes before the call, whose key it is
 * (lib/payments/payment_open.c, stripe_start.c); one is under way at a time
 * (schema.sql, payment_under_way); a group is one transaction
 * (fcgi/http/group.c).
 */
#include "tests/faults/statement.h"
#include "tests/http/buy_race.h"

#define PAY	"/api/payments/"
#define BATCH	4	/* orders that are paid at once */

static const char	*piece;
static struct client	*buyer;
static char		 order[64], url[600], intent[128];

static void
order_make(int serial)
{
	(void)serial;
	if (piece == NULL)
		piece = good_new("Payé", "10.00", 100000);
	client_free(buyer);
	buyer = guest_with(piece, 1);
	snprintf(order, sizeof(order), "%s", order_new(buyer, "stripe"));
}

static struct answer *
opened(const char *how)
{
	char		 path[64];
	struct answer	*a;

	snprintf(path, sizeof(path), PAY "%s", how);
	a = client_json(buyer, "POST", path, "{\"orderId\":\"%s\"}", order);
	ck_assert_msg(a->status / 100 == 2 || a->status == 0 ||
	    a->status == 409 || a->status >= 502, "%d %s", a->status,
	    a->body);
	return a;
}

/* So many of them are there for the order. */
static void
want_there(const char *kind, size_t n)
{
	stripe_ask("all", "kind=%s&order=%s", kind, order);
	ck_assert_uint_eq(json_member(stripe_said.json, "data")->count, n);
}

static void
want_paid_once(void)
{
	stripe_wait();
	want_state(order, "confirmed");
	ck_assert_int_eq(stripe_books(order, "charges"), 1);
	ck_assert_int_eq(sql_long("SELECT count(*) FROM payment WHERE"
	    " subject_id = '%s'", order), 1);
	ck_assert_int_eq(order_long(order, "paid"), 1490);
}

/* ---- on Stripe's page ------------------------------------------------------------- */

static bool
page_try(int serial)
{
	struct answer	*a = opened("checkout-session");

	(void)serial;
	if (a->status / 100 == 2)
		snprintf(url, sizeof(url), "%s", answer_at(a, "data.url"));
	return a->status / 100 == 2;
}

static void
page_check(int serial)
{
	ck_assert(page_try(serial));
	want_there("checkout_session", 1);
	ck_assert_str_ne(stripe_pay(url, "pm_card_visa"), "");
	want_paid_once();
}

static const struct between	 page = { "a payment page", "souk-remote",
	order_make, page_try, page_check };

/* ---- on ours ---------------------------------------------------------------------- */

static bool
intent_try(int serial)
{
	struct answer	*a = opened("create-intent");

	(void)serial;
	if (a->status / 100 != 2)
		return false;
	snprintf(intent, sizeof(intent), "%s", answer_at(a,
	    "data.clientSecret"));
	ck_assert_ptr_nonnull(strstr(intent, "_secret"));
	*strstr(intent, "_secret") = '\0';
	return true;
}

static void
intent_check(int serial)
{
	ck_assert(intent_try(serial));
	want_there("payment_intent", 1);
	stripe_ask("confirm", "intent=%s", intent);
	want_paid_once();
}

static const struct between	 own = { "a payment intent", "souk-remote",
	order_make, intent_try, intent_check };

START_TEST(f_01_opening_a_payment_between_any_two_statements)
{
	int	 serial = 300000;

	stripe_hooks("now");
	ck_assert_int_gt(between_statements(&page, &serial,
	    fault_count(1000)), 0);
	ck_assert_int_gt(between_statements(&own, &serial,
	    fault_count(1000)), 0);
	books_agree();
	race_is_sound();
}
END_TEST

/* ---- and in the middle of the call -------------------------------------------------- */

static pid_t
killer_start(int ms)
{
	const struct workers	 w = workers_look("souk-remote");
	pid_t			 pid = fork();

	if (pid != 0)
		return pid;
	pause_ms(ms);
	for (int i = 0; i < w.count; i++)
		kill(w.list[i].pid, SIGKILL);
	_exit(w.count > 0 ? 0 : 1);
}

/* Stripe has done it at once, and says so half a second later. */
static int
killed_calling(const struct between *b, const char *whom, int rounds)
{
	char	 rules[96];
	int	 status, lost = 0;

	for (int i = 0; i < rounds; i++) {
		b->prepare(i);
		snprintf(rules, sizeof(rules), "late:0.5 to=%s times=1\n",
		    whom);
		server_says(&stripe, rules);
		pid_t	 killer = killer_start(150 + i * 37 % 300);

		lost += !b->try(i);
		ck_assert_int_eq(waitpid(killer, &status, 0), killer);
		ck_assert_int_eq(status, 0);
		between_again(b, i, 0);
		server_says(&stripe, "");
		b->check(i);
	}
	return lost;
}

START_TEST(f_01_opening_a_payment_while_stripe_is_called)
{
	const int	 rounds = fault_count(20);
	int		 lost;

	stripe_hooks("now");
	lost = killed_calling(&page, "POST/v1/checkout/sessions", rounds);
	lost += killed_calling(&own, "POST/v1/payment_intents", rounds);
	books_agree();
	fault_say("F-01", "souk-remote killed %d times while Stripe answers, %d"
	    " times before it had heard: one payment each, paid once",
	    2 * rounds, lost);
	ck_assert_int_gt(lost, rounds);
}
END_TEST

/* ---- many events in one transaction ------------------------------------------------- */

static char	 orders[BATCH][64];

static void
batch_make(int serial)
{
	stripe_hooks("hold");
	for (int i = 0; i < BATCH; i++) {
		order_make(serial);
		snprintf(orders[i], sizeof(orders[i]), "%s", order);
		ck_assert_str_ne(stripe_pay(pay_page_surely(buyer, order),
		    "pm_card_visa"), "");
	}
}

static bool
batch_try(int serial)
{
	char	 path[16];
	bool	 taken = true;

	(void)serial;
	stripe_ask("deliver", "%s", "order=together&keep=1");
	for (int i = 0; i < 999; i++) {
		snprintf(path, sizeof(path), "said.%d", i);
		if (stripe_at(path) == NULL)
			break;
		taken = taken && strcmp(stripe_at(path), "200") == 0;
	}
	return taken;
}

static void
batch_check(int serial)
{
	ck_assert(batch_try(serial));
	stripe_ask("deliver", "%s", "order=as&sign=absent");
	for (int i = 0; i < BATCH; i++) {
		want_state(orders[i], "confirmed");
		ck_assert_int_eq(order_long(orders[i], "paid"), 1490);
		ck_assert_int_eq(sql_long("SELECT count(*) FROM ledger_entry"
		    " WHERE debit = 'stripe' AND cause LIKE 'payment:%s:%%'",
		    payment_of(orders[i])), 1);
		ck_assert_int_eq(sql_long("SELECT count(*) FROM order_event"
		    " WHERE order_id = '%s' AND state_to = 'confirmed'",
		    orders[i]), 1);
	}
}

START_TEST(f_01_a_batch_of_webhooks_between_any_two_statements)
{
	static const struct between	 batch = { "many events at once",
	    "souk-stripe", batch_make, batch_try, batch_check };
	int				 serial = 400000;

	ck_assert_int_gt(between_statements(&batch, &serial,
	    fault_count(200)), 0);
	books_agree();
	race_is_sound();
}
END_TEST

int
main(void)
{
	const TTest *const	tests[] = {
		f_01_opening_a_payment_between_any_two_statements,
		f_01_opening_a_payment_while_stripe_is_called,
		f_01_a_batch_of_webhooks_between_any_two_statements,
	};

	return suite_run_with("statement pay", buy_start, tests,
	    COUNT(tests));
}
