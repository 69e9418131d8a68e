/* SPDX-License-Identifier: ISC */
#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "lib/base/arena.h"
#include "lib/base/clock.h"
#include "lib/base/config.h"
#include "lib/base/log.h"
#include "lib/base/shared.h"
#include "lib/base/text.h"
#include "lib/net/net.h"
#include "lib/payments/event.h"
#include "lib/payments/messages.h"
#include "lib/payments/stripe.h"
#include "lib/payments/stripe_amount.h"

#define COUNT(TABLE) (sizeof(TABLE) / sizeof((TABLE)[0]))
#define ANSWER_MOST	((size_t)128 << 10)
#define PAUSE		5		/* seconds, where nothing is said */

/* ---- what an answer means --------------------------------------------------------- */

/*
 * The first row that fits; status 0 stands for all of its class, type and
 * code NULL for any.  A 4xx that is told to be worth another try is one; what
 * a 5xx did nobody knows, whatever it says.
 */
static const struct {
	int		 class, status;
	const char	*type, *code;
	enum stripe_end	 end;
} judgements[] = {
	{ 2, 0, NULL, NULL, STRIPE_TAKEN },
	{ 4, 401, NULL, NULL, STRIPE_UNSENT },
	{ 4, 403, NULL, NULL, STRIPE_UNSENT },
	{ 4, 409, NULL, NULL, STRIPE_UNSURE },
	{ 4, 408, NULL, NULL, STRIPE_UNSURE },
	{ 4, 424, NULL, NULL, STRIPE_UNSURE },
	{ 4, 429, NULL, NULL, STRIPE_UNSENT },
	{ 4, 400, NULL, "rate_limit", STRIPE_UNSENT },
	{ 4, 400, NULL, "lock_timeout", STRIPE_UNSURE },
	{ 4, 400, NULL, "idempotency_key_in_use", STRIPE_UNSURE },
	{ 4, 0, NULL, NULL, STRIPE_REFUSED },
	{ 5, 0, NULL, NULL, STRIPE_UNSURE },
};

enum stripe_end
stripe_judge(int status, int should_retry, const char *type, const char *code)
{
	enum stripe_end	 end = STRIPE_UNSURE;

	for (size_t i = 0; i < COUNT(judgements); i++)
		if (judgements[i].class == status / 100 &&
		    (judgements[i].status == 0 ||
		    judgements[i].status == status) &&
		    (judgements[i].type == NULL ||
		    text_equal(judgements[i].type, type)) &&
		    (judgements[i].code == NULL ||
		    text_equal(judgements[i].code, code))) {
			end = judgements[i].end;
			break;
		}
	if (end == STRIPE_REFUSED && should_retry > 0)
		return STRIPE_UNSURE;
	return end;
}

enum outcome
stripe_outcome(struct act *act, const struct stripe_answer *answer)
{
	switch (answer->end) {
	case STRIPE_TAKEN:
		return SOUK_OK;
	case STRIPE_REFUSED:
		if (text_equal(answer->code, "amount_too_small") ||
		    text_equal(answer->code, "amount_too_large"))
			return act_refuse(act, SOUK_CONFLICT,
			    &payments_messages[PAYMENTS_BAD_AMOUNT]);
		return act_refuse(act, SOUK_UPSTREAM,
		    &payments_messages[PAYMENTS_REFUSED]);
	case STRIPE_UNSENT:
		act->problem.retry_after = answer->retry_after;
		return act_refuse(act, SOUK_BUSY,
		    &payments_messages[PAYMENTS_DOWN]);
	case STRIPE_UNSURE:
		break;
	}
	return act_refuse(act, SOUK_UPSTREAM,
	    &payments_messages[PAYMENTS_DOWN]);
}

/* ---- reading ------------------------------------------------------------------------ */

/* A text in an object within; NULL. */
static const char *
within(const struct json_in *o, const char *object, const char *name)
{
	if (o != NULL)
		o = json_member(o, object);
	return o != NULL ? stripe_text(o, name) : NULL;
}

bool
stripe_is_expected(struct act *act, const struct json_in *json,
    const struct stripe_expected *x)
{
	const struct json_in	*amount = json_member(json, x->amount_name);
	const struct json_in	*live = json_member(json, "livemode");
	const char		*currency = stripe_text(json, "currency");
	int64_t			 minor;
	bool			 fits;

	fits = text_equal(stripe_text(json, "object"), x->object) &&
	    stripe_text(json, "id") != NULL && amount != NULL &&
	    amount->type == JSON_NUMBER && amount->is_integer &&
	    stripe_amount_in(amount->integer, x->currency, &minor) &&
	    minor == x->minor && currency != NULL &&
	    strcasecmp(currency, x->currency) == 0 && live != NULL &&
	    live->type == JSON_BOOL && live->boolean == x->live &&
	    text_equal(within(json, "metadata", STRIPE_NOTE_PAYMENT),
	    x->payment_id);
	if (!fits)
		log_line(LOG_ERROR, "Stripe answers with something else than "
		    "was asked for", "object", x->object, "payment",
		    x->payment_id, "request", act->request_id, NULL);
	return fits;
}

static const char *
error_text(const struct json_in *json, const char *name)
{
	const char	*text = within(json, "error", name);

	return text != NULL ? text : "";
}

/* NULL: no JSON object. */
static const struct json_in *
object_of(struct act *act, const struct net_answer *in)
{
	struct json_in	*json;
	const char	*name;
	size_t		 at;

	return json_parse_most(act->arena, in->body, in->len, STRIPE_VALUES,
	    &json, &at, &name) == JSON_OK && json->type == JSON_OBJECT ? json : NULL;
}

/* ---- the call -------------------------------------------------------------------------- */

static int64_t
monotonic(void)
{
	return clock_monotonic_us() / 1000;
}

static void
tell_log(struct act *act, const struct stripe_call *call,
    const struct stripe_answer *answer, const char *what)
{
	char	status[16];

	snprintf(status, sizeof(status), "%d", answer->status);
	log_line(answer->status == 401 || answer->status == 403 ? LOG_ERROR :
	    LOG_WARN, "Stripe did not do what was asked", "path",
	    arena_text(act->arena, call->path, strcspn(call->path, "?")),
	    "what", what, "status", status, "type", answer->type, "code",
	    answer->code, "request", act->request_id, NULL);
}

static void
answer_read(struct act *act, const struct stripe_call *call,
    const struct net_answer *in, struct stripe_answer *answer)
{
	const struct json_in	*json = object_of(act, in);

	answer->status = in->status;
	answer->date = in->date;
	answer->replayed = in->replayed;
	answer->type = error_text(json, "type");
	answer->code = error_text(json, "code");
	answer->decline_code = error_text(json, "decline_code");
	answer->param = error_text(json, "param");
	answer->end = stripe_judge(in->status, in->should_retry, answer->type,
	    answer->code);
	answer->retry_after = in->retry_after > 0 ? in->retry_after : PAUSE;
	if (answer->end == STRIPE_TAKEN && json == NULL)
		answer->end = STRIPE_UNSURE;
	if (answer->end == STRIPE_TAKEN)
		answer->json = json;
	else
		tell_log(act, call, answer, "answered");
}

static const char *
header(struct act *act, const char *name, const char *value)
{
	return arena_printf(act->arena, "%s: %s", name, value);
}

static enum net_result
exchange(struct act *act, const struct stripe_call *call,
    struct net_answer *in)
{
	const char *const	 headers[] = {
		header(act, "Authorization", arena_printf(act->arena,
		    "Bearer %s", act->config->stripe_key)),
		header(act, "Stripe-Version", STRIPE_VERSION),
		"Accept: application/json",
		call->form == NULL ? NULL :
		    "Content-Type: application/x-www-form-urlencoded",
		call->key == NULL ? NULL :
		    header(act, "Idempotency-Key", call->key), NULL };

	return net_http(act, &(struct net_request){
		.method = call->form == NULL ? "GET" : "POST",
		.base = act->config->stripe_url, .path = call->path,
		.headers = headers, .body = call->form,
		.len = call->form == NULL ? 0 : strlen(call->form),
		.timeout_ms = STRIPE_MS, .most = ANSWER_MOST }, in);
}

void
stripe_ask(struct act *act, const struct stripe_call *call,
    struct stripe_answer *answer)
{
	struct net_answer	 in;
	enum net_result		 result;

	*answer = (struct stripe_answer){ .end = STRIPE_UNSENT, .type = "",
		.code = "", .decline_code = "", .param = "",
		.retry_after = BREAKER_PAUSE / CLOCK_SECOND };
	if (!shared_breaker_lets(act->shared, BREAKER_STRIPE, monotonic()))
		return;
	result = exchange(act, call, &in);
	shared_breaker_told(act->shared, BREAKER_STRIPE, result == NET_OK &&
	    in.status / 100 != 5, monotonic());
	if (result == NET_OK) {
		answer_read(act, call, &in, answer);
		return;
	}
	if (result == NET_UNKNOWN)
		answer->end = STRIPE_UNSURE;
	tell_log(act, call, answer, net_result_name(result));
}
