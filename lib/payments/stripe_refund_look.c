/* SPDX-License-Identifier: ISC */
#include "lib/base/arena.h"
#include "lib/base/clock.h"
#include "lib/base/log.h"
#include "lib/base/text.h"
#include "lib/payments/stripe_refund.h"

#define PAGE		50
#define PAGES		20

static bool
is_known_there(const struct record *payment)
{
	return payment_text(payment, PAYMENT_INTENT) != NULL ||
	    payment_text(payment, PAYMENT_CHARGE) != NULL;
}

bool
refund_which_put(struct stripe_form *form, const struct record *payment)
{
	const char	*intent = payment_text(payment, PAYMENT_INTENT);

	if (intent != NULL)
		stripe_put(form, "payment_intent", intent);
	else
		stripe_put(form, "charge", payment_text(payment,
		    PAYMENT_CHARGE));
	return is_known_there(payment);
}

static bool
is_named(const struct json_in *json, const struct sending *s)
{
	const struct json_in	*notes = json_member(json, "metadata");

	return notes != NULL && notes->type == JSON_OBJECT &&
	    text_equal(stripe_text(notes, STRIPE_NOTE_REFUND), s->id);
}

bool
refund_is_this(struct act *act, const struct json_in *json, struct sending *s)
{
	const struct record	*payment = s->payment;

	s->news = (struct refund_news){ .at = act->now / CLOCK_SECOND,
		.intent_ref = payment_text(payment, PAYMENT_INTENT),
		.charge_ref = payment_text(payment, PAYMENT_CHARGE) };
	return is_named(json, s) && stripe_refund_read(act, json, &s->news) &&
	    s->news.amount == payment_number(s->refund, REFUND_AMOUNT) &&
	    text_equal(s->news.currency,
	    payment_text(payment, PAYMENT_CURRENCY));
}

/* ---- among all of a payment's -------------------------------------------------------- */

/* Behind the last id of the page before.  False: there was no answer. */
static bool
page_ask(struct act *act, const struct sending *s, const char *after,
    struct stripe_answer *answer)
{
	struct stripe_form	 query;

	stripe_form_init(&query, act->arena);
	refund_which_put(&query, s->payment);
	stripe_put_int(&query, "limit", PAGE);
	stripe_put(&query, "starting_after", after);
	stripe_ask(act, &(struct stripe_call){ .path = arena_printf(
	    act->arena, "/v1/refunds?%s", query.text.p) }, answer);
	return answer->end == STRIPE_TAKEN;
}

static enum refund_seen
page_look(struct act *act, struct sending *s, const struct json_in *items,
    size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (items[i].type == JSON_OBJECT && is_named(&items[i], s)) {
			if (refund_is_this(act, &items[i], s))
				return REFUND_THERE;
			log_line(LOG_ERROR, "Stripe has another refund under "
			    "our name", "refund", s->id, NULL);
			return REFUND_UNKNOWN;
		}
	return REFUND_NOT_THERE;
}

enum refund_seen
refund_look(struct act *act, struct sending *s, struct stripe_answer *answer)
{
	const struct json_in	*items, *more;
	const char		*after = NULL;
	enum refund_seen	 seen;
	size_t			 count;

	*answer = (struct stripe_answer){ .end = STRIPE_UNSURE };
	if (!is_known_there(s->payment))
		return REFUND_NOT_THERE;
	for (int page = 0; page < PAGES; page++) {
		if (!page_ask(act, s, after, answer))
			return REFUND_UNKNOWN;
		items = stripe_items(answer->json, "data", &count);
		seen = page_look(act, s, items, count);
		more = json_member(answer->json, "has_more");
		if (seen != REFUND_NOT_THERE)
			return seen;
		if (more == NULL || more->type != JSON_BOOL)
			break;		/* no list of theirs */
		if (!more->boolean)
			return REFUND_NOT_THERE;
		if (count == 0 || (after = stripe_text(&items[count - 1],
		    "id")) == NULL)
			break;
	}
	return REFUND_UNKNOWN;
}
