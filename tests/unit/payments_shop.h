/* SPDX-License-Identifier: ISC */
#ifndef SOUK_TESTS_PAYMENTS_SHOP_H
#define SOUK_TESTS_PAYMENTS_SHOP_H

#include "lib/base/text.h"
#include "lib/payments/parts.h"
#include "tests/unit/accounts_shop.h"
#include "tests/suite.h"

/*
 * A shop in which a "thing" is paid for.  Things are the test's own: what is
 * due for one, and what its module was told, stand in `thing`; its row of
 * what it heard is kept in memory, so only what commits is looked at.
 */
#define COUNT(TABLE)	(sizeof(TABLE) / sizeof((TABLE)[0]))

static struct thing {
	int64_t		 due;		/* 0: nothing */
	const char	*currency, *payer;	/* user id who may pay */
	bool		 give_back;
	int		 paid, refunded, refund_failed, failed, gone;
	int64_t		 came, back, again;
	const char	*code;
} thing;

static inline enum outcome
thing_may_see(struct act *act, const char *id)
{
	return !text_equal(id, "thing_1") || (thing.payer != NULL &&
	    !text_equal(act->actor.user_id, thing.payer)) ? SOUK_NOT_FOUND :
	    SOUK_OK;
}

static inline enum outcome
thing_due(struct act *act, const char *id, struct payment_due *due)
{
	if (thing_may_see(act, id) != SOUK_OK)
		return SOUK_NOT_FOUND;
	if (thing.due - thing.came == 0)
		return SOUK_CONFLICT;
	*due = (struct payment_due){ .brand_id = "brand_1",
		.currency = thing.currency, .amount = thing.due - thing.came,
		.purpose = "full", .label = "Thing 1",
		.email = "buyer@shop.test", .expires_at = 0,
		.return_path = "/thing/1" };
	return SOUK_OK;
}

static inline enum outcome
thing_paid(struct act *act, const char *id, const struct payment_told *told,
    bool *give_back)
{
	(void)act;
	ck_assert_str_eq(id, "thing_1");
	thing.paid++;
	thing.came += told->amount;
	*give_back = thing.give_back;
	return SOUK_OK;
}

static inline enum outcome
thing_refunded(struct act *act, const char *id,
    const struct payment_told *told)
{
	(void)act;
	(void)id;
	thing.refunded++;
	thing.back += told->amount;
	return SOUK_OK;
}

static inline enum outcome
thing_refund_failed(struct act *act, const char *id,
    const struct payment_told *told)
{
	(void)act;
	(void)id;
	thing.refund_failed++;
	thing.again += told->amount;
	thing.code = told->code;
	return SOUK_OK;
}

static inline enum outcome
thing_failed(struct act *act, const char *id, const struct payment_told *told)
{
	(void)act;
	(void)id;
	thing.failed++;
	thing.code = told->code;
	return SOUK_OK;
}

static inline enum outcome
thing_gone(struct act *act, const char *id, const struct payment_told *told)
{
	(void)act;
	(void)id;
	(void)told;
	thing.gone++;
	return SOUK_OK;
}

static const struct payment_user thing_user = {
	.subject = "thing", .due = thing_due, .may_see = thing_may_see,
	.paid = thing_paid, .refunded = thing_refunded,
	.refund_failed = thing_refund_failed, .failed = thing_failed,
	.gone = thing_gone,
};
static const struct payment_user *const	thing_users[] = { &thing_user, NULL };
static struct souk	pay_souk;
static struct config	pay_config;
static const char	*boss, *buyer;
static struct record	*paid, *refunded;
static int64_t		 given_back;

/* Staff of brand_1 acts; stripe and cash are on. */
static inline void
payments_open(void)
{
	shop_open();
	pay_souk = souk;
	pay_souk.payment_users = thing_users;
	store.souk = &pay_souk;
	pay_config = shop_config;
	pay_config.stripe_key = "sk_test_x";
	pay_config.stripe_url = "http://127.0.0.1:1";
	pay_config.stripe_public = "pk_test_x";
	pay_config.loopback = true;
	store.config = &pay_config;
	boss = shop_user("boss", "SUPER_ADMIN", "brand_1");
	buyer = shop_user("buyer", "CUSTOMER", "brand_1");
	shop_as(boss);
	store.now = 1800000000000;
	thing = (struct thing){ .due = 2390, .currency = "EUR" };
}

/* ---- deeds, each in a transaction of its own ----------------------------------- */

struct pay_deed {
	enum { PAY_OPENS, PAY_READS, PAY_RECEIVES, PAY_CANCELS,
		PAY_CANCELS_OF, PAY_REFUNDS, PAY_REFUNDS_ALL, PAY_DONE,
		PAY_SETTLES, PAY_MOVES }
				 deed;
	enum payment_provider	 provider;
	const char		*id, *cause;
	int64_t			 amount;
	enum refund_state	 state;
	struct ledger_move	 move;
};

static inline enum outcome
pay_step(struct act *act, void *arg)
{
	struct pay_deed	*d = arg;

	memset(&act->problem, 0, sizeof(act->problem));
	switch (d->deed) {
	case PAY_OPENS:
		return payment_open(act, &(struct payment_ask){
		    .subject = "thing", .subject_id = d->id == NULL ?
		    "thing_1" : d->id, .provider = d->provider }, &paid);
	case PAY_READS:
		return payment_read(act, d->id, &paid);
	case PAY_RECEIVES:
		return payment_receive(act, d->id, d->amount, &paid);
	case PAY_CANCELS:
		return payment_cancel(act, d->id);
	case PAY_CANCELS_OF:
		return payment_cancel_of(act, "thing", "thing_1");
	case PAY_REFUNDS:
		return refund_ask(act, &(struct refund_ask){
		    .payment_id = d->id, .amount = d->amount,
		    .cause = d->cause, .note = "n" }, &refunded);
	case PAY_REFUNDS_ALL:
		return refund_subject(act, "thing", "thing_1", d->amount,
		    d->cause, &given_back);
	case PAY_DONE:
		return refund_done(act, d->id, &refunded);
	case PAY_SETTLES:
		return refund_settle(act, d->id, &(struct refund_end){
		    .state = d->state, .provider_ref = "re_1",
		    .error_code = d->cause, .at = 5 }, NULL);
	case PAY_MOVES:
		return ledger_move(act, "brand_1", &d->move);
	}
	return SOUK_INTERNAL;
}

static inline enum outcome
pay_do(struct pay_deed d)
{
	return db_tx(&store, DB_WRITE, pay_step, &d);
}

#define pay(...)	pay_do((struct pay_deed){ .deed = __VA_ARGS__ })

static inline const char *
pay_id(void)
{
	return payment_text(paid, PAYMENT_ID);
}

static inline const char *
pay_state(const char *id)
{
	return shop_sql("SELECT state FROM payment WHERE id = '%s'", id).text;
}

static inline int64_t
pay_column(const char *id, const char *column)
{
	return shop_sql("SELECT %s FROM payment WHERE id = '%s'", column, id)
	    .number;
}

/* A payment of so much, opened and received. */
static inline const char *
pay_cash(int64_t amount)
{
	thing.due = thing.came + amount;
	ck_assert_int_eq(pay(PAY_OPENS, .provider = PROVIDER_CASH), SOUK_OK);
	ck_assert_int_eq(pay(PAY_RECEIVES, .id = pay_id()), SOUK_OK);
	return pay_id();
}

/* ---- the books -------------------------------------------------------------------- */

static inline int64_t
pay_balance(enum account account)
{
	int64_t	n = -1;

	ck_assert_int_eq(ledger_balance(&store, account, "EUR", &n), SOUK_OK);
	return n;
}

static inline void
books_are_sound(void)
{
	const char	*one;
	int64_t		 wrong, sum = 0;

	ck_assert_int_eq(ledger_check(&store, &wrong, &one), SOUK_OK);
	ck_assert_msg(wrong == 0, "%s", one);
	for (enum account a = 0; a < ACCOUNT__MAX; a++)
		sum += pay_balance(a);
	ck_assert_int_eq(sum, 0);
	ck_assert_int_eq(shop_sql("SELECT count(*) FROM payment p WHERE"
	    " refunded > received OR refunded <> (SELECT coalesce(sum("
	    "r.amount), 0) FROM payment_refund r WHERE r.payment_id = p.id"
	    " AND r.state NOT IN ('failed', 'cancelled'))").number, 0);
}

static inline int
payments_run(const char *name, const TTest *const *tests, size_t n)
{
	const struct suite	 suite = { name, payments_open, shop_close,
	    true, 120 };

	return suite_of(&suite, tests, n);
}

#endif
