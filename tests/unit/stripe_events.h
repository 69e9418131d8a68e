/* SPDX-License-Identifier: ISC */
#ifndef SOUK_TESTS_STRIPE_EVENTS_H
#define SOUK_TESTS_STRIPE_EVENTS_H

#include "lib/payments/event.h"
#include "lib/payments/webhook.h"
#include "tests/unit/payments_shop.h"
#include "tests/suite.h"

/* A shop that is told of payments: thing_1 of payments_shop.h, paid by card as
 * pi_1, and Stripe's events by hand. */
#define HOOK_SECRET	"whsec_souk_unit_tests_not_a_real_one"
#define hook_config	pay_config

static inline void
hooks_open(void)
{
	payments_open();
	hook_config.stripe_secrets = HOOK_SECRET;
	store.actor = (struct actor){ .address = "192.0.2.7" };
}

/* ---- what others wrote ------------------------------------------------------ */

static inline const char *
file_text(const char *path, size_t *len)
{
	static char	 text[1 << 17];
	FILE		*f = fopen(path, "re");

	ck_assert_msg(f != NULL, "%s", path);
	*len = fread(text, 1, sizeof(text) - 1, f);
	fclose(f);
	return text;
}

static inline const struct json_in *
json_of(const char *text, size_t len)
{
	struct json_in	*in;
	const char	*name;
	size_t		 at;

	ck_assert_int_eq(json_parse_most(store.arena, text, len,
	    STRIPE_VALUES, &in, &at, &name), JSON_OK);
	return in;
}

static inline const struct json_in *
fixture(const char *name)
{
	size_t		 len;
	const char	*text = file_text(arena_printf(store.arena,
			    "tests/fixtures/stripe/%s", name), &len);

	return json_of(text, len);
}

/* ---- delivering --------------------------------------------------------------- */

struct delivery {
	const char		*header, *body;	/* of a webhook; or */
	const struct json_in	*event;
	struct stripe_taken	 taken;
};

static inline enum outcome
delivery_step(struct act *act, void *arg)
{
	struct delivery		*d = arg;
	struct stripe_event	 event;

	memset(&act->problem, 0, sizeof(act->problem));
	if (d->body != NULL)
		return stripe_deliver(act, d->header, d->body,
		    strlen(d->body));
	return stripe_event_read(d->event, &event) ?
	    stripe_event_take(act, &event, false, &d->taken) : SOUK_INVALID;
}

static inline enum outcome
deliver(const char *header, const char *body)
{
	return db_tx(&store, DB_WRITE, delivery_step,
	    &(struct delivery){ .header = header, .body = body });
}

static inline enum outcome
event_take(const struct json_in *event, struct stripe_taken *taken)
{
	struct delivery	 d = { .event = event };
	enum outcome	 e = db_tx(&store, DB_WRITE, delivery_step, &d);

	if (taken != NULL)
		*taken = d.taken;
	return e;
}

/* {type, at, object}: an event of its own id. */
static int	event_number;

static inline const char *
event_text(const char *type, int64_t at, const char *object)
{
	return arena_printf(store.arena, "{\"id\":\"evt_%d\",\"object\":"
	    "\"event\",\"api_version\":\"2026-10-28.endive\",\"created\":%lld,"
	    "\"livemode\":false,\"type\":\"%s\",\"data\":{\"object\":%s}}",
	    ++event_number, (long long)at, type, object);
}

static inline const struct json_in *
event_of(const char *type, int64_t at, const char *object)
{
	const char	*text = event_text(type, at, object);

	return json_of(text, strlen(text));
}

/* What came of the last event: its outcome as stored. */
static inline const char *
event_outcome(void)
{
	return shop_sql("SELECT outcome FROM payment_event WHERE id ="
	    " 'evt_%d'", event_number).text;
}

#define want_event(OUTCOME, ...) do {					\
	ck_assert_int_eq(event_take(event_of(__VA_ARGS__), NULL), SOUK_OK); \
	ck_assert_str_eq(event_outcome(), OUTCOME);			\
} while (0)

/* ---- one payment by card --------------------------------------------------------- */

#define PI(STATUS, MORE) \
	"{\"id\":\"pi_1\",\"object\":\"payment_intent\",\"amount\":2390," \
	"\"currency\":\"eur\",\"livemode\":false,\"status\":\"" STATUS "\"" \
	MORE "}"
#define PI_PAID	PI("succeeded", ",\"amount_received\":2390," \
	"\"latest_charge\":\"ch_1\"")
#define PI_FAILED PI("requires_payment_method", ",\"last_payment_error\":{" \
	"\"type\":\"card_error\",\"code\":\"card_declined\"," \
	"\"decline_code\":\"generic_decline\"}")
#define RE(ID, AMOUNT, STATUS) \
	"{\"id\":\"" ID "\",\"object\":\"refund\",\"amount\":" #AMOUNT "," \
	"\"currency\":\"eur\",\"charge\":\"ch_1\",\"payment_intent\":" \
	"\"pi_1\",\"status\":\"" STATUS "\"}"
#define DU(STATUS) \
	"{\"id\":\"du_1\",\"object\":\"dispute\",\"amount\":2390," \
	"\"currency\":\"eur\",\"charge\":\"ch_1\",\"payment_intent\":" \
	"\"pi_1\",\"reason\":\"fraudulent\",\"status\":\"" STATUS "\"," \
	"\"evidence_details\":{\"due_by\":1800600000}}"

static inline const char *
card_payment(void)
{
	const struct actor	 before = store.actor;

	shop_as(boss);
	ck_assert_int_eq(pay(PAY_OPENS, .provider = PROVIDER_STRIPE), SOUK_OK);
	store.actor = before;
	shop_sql("UPDATE payment SET intent_ref = 'pi_1' WHERE id = '%s'",
	    pay_id());
	return pay_id();
}

static inline int
hooks_run(const char *name, const TTest *const *tests, size_t n)
{
	const struct suite	 suite = { name, hooks_open, shop_close,
	    true, 240 };

	return suite_of(&suite, tests, n);
}

#endif
