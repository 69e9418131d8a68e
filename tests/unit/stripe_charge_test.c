/* SPDX-License-Identifier: ISC */
/* Refunds of a charge that no payment has. */
#include "tests/unit/stripe_shop.h"

struct event_told { const char *id, *type, *refund, *charge, *state; };

static enum outcome
event_step(struct act *act, void *arg)
{
	const struct event_told	*t = arg;
	struct stripe_taken	 taken;
	struct stripe_event	 event;
	struct json_in		*in;
	const char		*why;
	char			*text = arena_printf(act->arena,
				    "{\"id\":\"%s\",\"object\":\"event\","
				    "\"type\":\"%s\",\"created\":%lld,"
				    "\"livemode\":false,\"data\":{\"object\":"
				    "{\"id\":\"%s\",\"object\":\"refund\","
				    "\"amount\":390,\"currency\":\"eur\","
				    "\"charge\":\"%s\",\"status\":\"%s\"}}}",
				    t->id, t->type, (long long)act->now / 1000,
				    t->refund, t->charge, t->state);
	size_t			 at;

	ck_assert_int_eq(json_parse(act->arena, text, strlen(text), &in, &at,
	    &why), JSON_OK);
	ck_assert(stripe_event_read(in, &event));
	return stripe_event_take(act, &event, false, &taken);
}

#define told(...) ck_assert_int_eq(db_tx(&store, DB_WRITE, event_step, \
	&(struct event_told){ __VA_ARGS__ }), SOUK_OK)

static int64_t
asks(void)
{
	return shop_sql("SELECT count(*) FROM job WHERE kind ="
	    " 'payments.charge'").number;
}

/* 390 of 2390 went back by hand; the charge's name. */
static const char *
back_by_hand(const char **refund)
{
	const struct json_in	*made;

	made = stripe_do("/v1/refunds", arena_printf(store.arena,
	    "payment_intent=%s&amount=390", ref_of("intent_ref")));
	*refund = arena_copy(store.arena, stripe_text(made, "id"));
	return arena_copy(store.arena, stripe_text(made, "charge"));
}

START_TEST(s4_pay_04_a_refund_of_an_unknown_charge_is_looked_up)
{
	const char	*id = pay_by_card(2390), *refund, *charge;

	charge = back_by_hand(&refund);
	told("evt_1", "refund.created", refund, charge, "succeeded");
	ck_assert_int_eq(asks(), 1);
	/* Told again, by another event too, it is asked for once. */
	told("evt_1", "refund.created", refund, charge, "succeeded");
	told("evt_2", "refund.updated", refund, charge, "succeeded");
	told("evt_3", "charge.refund.updated", refund, charge, "succeeded");
	ck_assert_int_eq(asks(), 1);
	for (int i = 0; i < 2; i++)	/* the charge, and its refunds */
		ck_assert_int_eq(job_run(), SOUK_OK);
	ck_assert_int_eq(job_run(), SOUK_NOT_FOUND);
	stripe_was_asked("GET /v1/charges", 1);
	ck_assert_int_eq(pay_column(id, "refunded"), 390);
	ck_assert_int_eq(thing.back, 390);
	ck_assert_str_eq(ref_of("charge_ref"), charge);
	/* From now on it is known. */
	told("evt_4", "refund.updated", refund, charge, "succeeded");
	ck_assert_int_eq(job_run(), SOUK_NOT_FOUND);
	books_are_sound();
}
END_TEST

/* Others share the account: one look, and that was it. */
START_TEST(s4_pay_04_a_refund_of_anothers_charge_is_looked_up_once)
{
	pay_by_card(2390);
	told("evt_1", "refund.created", "re_x", "ch_none", "succeeded");
	ck_assert_int_eq(job_run(), SOUK_OK);
	ck_assert_int_eq(job_run(), SOUK_NOT_FOUND);
	told("evt_2", "refund.updated", "re_x", "ch_none", "succeeded");
	told("evt_3", "refund.failed", "re_x", "ch_none", "failed");
	ck_assert_int_eq(job_run(), SOUK_NOT_FOUND);
	stripe_was_asked("GET /v1/charges", 1);
	/* One that says its intent is no riddle. */
	told("evt_4", "refund.created", "re_y",
	    "ch_1\",\"payment_intent\":\"pi_none", "succeeded");
	ck_assert_int_eq(job_run(), SOUK_NOT_FOUND);
	ck_assert_int_eq(thing.back, 0);
}
END_TEST

START_TEST(s4_pay_04_an_unknown_charge_waits_while_stripe_is_away)
{
	const char	*id = pay_by_card(2390), *refund, *charge;
	static const char *const	rules[] = { "500", "garbage", "close",
		"lie:id", "429" };
	struct shared	*shared = store.shared;

	charge = back_by_hand(&refund);
	told("evt_1", "refund.created", refund, charge, "succeeded");
	store.shared = NULL;
	for (size_t i = 0; i < COUNT(rules); i++) {
		server_says(&stripe, arena_printf(store.arena,
		    "%s to=GET/v1/charges/{id} times=1\n", rules[i]));
		ck_assert_int_eq(job_run(), SOUK_OK);
		ck_assert_msg(pay_column(id, "refunded") == 0, "%s",
		    rules[i]);
		ck_assert_int_eq(asks(), 1);
	}
	server_says(&stripe, "");
	while (job_run() == SOUK_OK)
		continue;
	store.shared = shared;
	ck_assert_int_eq(pay_column(id, "refunded"), 390);
}
END_TEST

int
main(void)
{
	const TTest *const	tests[] = {
		s4_pay_04_a_refund_of_an_unknown_charge_is_looked_up,
		s4_pay_04_a_refund_of_anothers_charge_is_looked_up_once,
		s4_pay_04_an_unknown_charge_waits_while_stripe_is_away,
	};

	return stripe_run_tests("stripe_charge", tests, COUNT(tests));
}
