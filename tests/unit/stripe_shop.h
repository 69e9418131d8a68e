/* SPDX-License-Identifier: ISC */
#ifndef SOUK_TESTS_STRIPE_SHOP_H
#define SOUK_TESTS_STRIPE_SHOP_H

#include "lib/base/buf.h"
#include "lib/base/clock.h"
#include "lib/base/crypto.h"
#include "lib/net/net.h"
#include "lib/payments/event.h"
#include "lib/payments/jobs.h"
#include "lib/payments/stripe.h"
#include "tests/http/server.h"
#include "tests/unit/payments_shop.h"
#include "tests/suite.h"

/* The shop of payments_shop.h beside tests/servers/stripe.py, one a test. */
#define STRIPE_KEY	"sk_test_souk51Hk2"

static struct server	 stripe;
static char		 stripe_base[64];
static struct payment_start	started;

static inline void
stripe_open(void)
{
	payments_open();
	store.now = clock_now();
	server_run(&stripe, "tests/servers/stripe.py");
	snprintf(stripe_base, sizeof(stripe_base), "http://127.0.0.1:%d",
	    stripe.port);
	pay_config.stripe_url = stripe_base;
	pay_config.stripe_key = STRIPE_KEY;
	pay_config.ca_file = "";
	pay_config.base_url = "https://shop.test";
}

static inline void
stripe_close(void)
{
	server_end(&stripe);
	shop_close();
}

/* How often it was asked something like that, or all it was asked. */
static inline int
stripe_asked(const char *what)
{
	char	 path[96], line[512];
	FILE	*f;
	int	 n = 0;

	snprintf(path, sizeof(path), "%s/asked", stripe.folder);
	if ((f = fopen(path, "re")) == NULL)
		return 0;
	while (fgets(line, sizeof(line), f) != NULL)
		n += strstr(line, what) != NULL;
	fclose(f);
	return n;
}

/* It notes what it was asked once that is answered. */
static inline void
stripe_was_asked(const char *what, int times)
{
	for (int i = 0; i < 500 && stripe_asked(what) < times; i++)
		poll(NULL, 0, 10);
	ck_assert_int_eq(stripe_asked(what), times);
}

/* As Stripe's own client would, past our breaker. */
static inline const struct json_in *
stripe_do(const char *path, const char *form)
{
	static struct stripe_answer	 answer;
	struct shared			*shared = store.shared;

	store.shared = NULL;
	stripe_ask(&store, &(struct stripe_call){ .path = path, .form = form,
	    .key = form == NULL ? NULL : crypto_token(store.arena, 8) },
	    &answer);
	store.shared = shared;
	ck_assert_msg(answer.end == STRIPE_TAKEN, "%s: %d %s", path,
	    answer.status, answer.code);
	return answer.json;
}

static inline int64_t
stripe_number(const char *path, const char *name)
{
	const struct json_in	*m = json_member(stripe_do(path, NULL), name);

	ck_assert_ptr_nonnull(m);
	return m->integer;
}

static inline enum outcome
start_intent(void)
{
	memset(&store.problem, 0, sizeof(store.problem));
	return payment_intent_start(&store, "thing", "thing_1", &started);
}

static inline enum outcome
start_session(void)
{
	memset(&store.problem, 0, sizeof(store.problem));
	return payment_session_start(&store, "thing", "thing_1", &started);
}

static inline const char *
started_id(void)
{
	return payment_text(started.payment, PAYMENT_ID);
}

static inline const char *
ref_of(const char *column)
{
	return shop_sql("SELECT coalesce(%s, '') FROM payment WHERE id ="
	    " '%s'", column, started_id()).text;
}

/* One job, whenever it is due; NOT_FOUND: none waits. */
static inline enum outcome
job_run(void)
{
	const int64_t	now = store.now;
	int64_t		due;
	enum outcome	e;

	shop_sql("UPDATE job SET due_at = 1 WHERE state = 'waiting'");
	e = queue_run_one(&store, pay_souk.jobs, "test", &due);
	store.now = now;
	return e;
}

/* What a webhook would have told: it was paid in full. */
static inline enum outcome
came_step(struct act *act, void *arg)
{
	struct record	*payment;

	ck_assert_int_eq(payment_find(act, arg, &payment), SOUK_OK);
	return payment_came(act, payment,
	    payment_number(payment, PAYMENT_RECEIVED));
}

static inline const char *
pay_by_card(int64_t amount)
{
	const char	*id, *intent;

	thing.due = thing.came + amount;
	ck_assert_int_eq(start_intent(), SOUK_OK);
	id = started_id();
	intent = ref_of("intent_ref");
	stripe_do(arena_printf(store.arena, "/v1/payment_intents/%s/confirm",
	    intent), "payment_method=pm_card_visa");
	shop_sql("UPDATE payment SET state = 'succeeded', received = amount"
	    " WHERE id = '%s'", id);
	ck_assert_int_eq(db_tx(&store, DB_WRITE, came_step,
	    (void *)(uintptr_t)id), SOUK_OK);
	return id;
}

/* So much of it went back, as Stripe has it. */
static inline int64_t
back_there(void)
{
	const char	*charge = stripe_text(stripe_do(arena_printf(
			    store.arena, "/v1/payment_intents/%s",
			    ref_of("intent_ref")), NULL), "latest_charge");

	return stripe_number(arena_printf(store.arena, "/v1/charges/%s",
	    charge), "amount_refunded");
}

static inline const char *
refund_state_of(const char *id)
{
	return shop_sql("SELECT state FROM payment_refund WHERE id = '%s'",
	    id).text;
}

static inline int
stripe_run_tests(const char *name, const TTest *const *tests, size_t n)
{
	const struct suite	 suite = { name, stripe_open, stripe_close,
	    true, 240 };

	return suite_of(&suite, tests, n);
}

#endif
