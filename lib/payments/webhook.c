/* SPDX-License-Identifier: ISC */
#include <assert.h>

#include "lib/base/clock.h"
#include "lib/base/config.h"
#include "lib/base/json_in.h"
#include "lib/base/log.h"
#include "lib/payments/event.h"
#include "lib/payments/webhook.h"

#define COUNT(TABLE) (sizeof(TABLE) / sizeof((TABLE)[0]))
#define SAY(CODE, FR, EN, AR) { .code = (CODE), .text = { \
	[LOCALE_FR] = (FR), [LOCALE_EN] = (EN), [LOCALE_AR] = (AR) } }

const struct message stripe_messages[] = {
	[STRIPE_NOT_SIGNED] = SAY("SIGNATURE_INVALID",
	    "La signature est absente, fausse ou trop ancienne",
	    "The signature is missing, wrong or too old",
	    "التوقيع مفقود أو غير صحيح أو قديم جدًا"),
	[STRIPE_NO_EVENT] = SAY("NOT_AN_EVENT",
	    "Le contenu n'est pas un événement",
	    "The content is not an event",
	    "المحتوى ليس حدثًا"),
};
static_assert(COUNT(stripe_messages) == STRIPE_MESSAGE__MAX,
    "a text for each message");

static const char *const reasons[] = {
	[STRIPE_BAD_HEADER] = "no signature header",
	[STRIPE_NO_SIGNATURE] = "no v1 signature",
	[STRIPE_OLD] = "too old",
	[STRIPE_MISMATCH] = "mismatch",
};

static enum outcome
signature_check(struct act *act, const char *header, const char *body,
    size_t len)
{
	const enum stripe_verdict	 verdict = stripe_check(act->arena,
	    &(struct stripe_signed){ .secrets = act->config->stripe_secrets,
		.header = header, .body = body, .len = len,
		.now = act->now / CLOCK_SECOND });

	if (verdict == STRIPE_SIGNED)
		return SOUK_OK;
	log_line(LOG_INFO, "a delivery that is not signed by Stripe",
	    "why", reasons[verdict], NULL);
	return act_refuse(act, SOUK_INVALID,
	    &stripe_messages[STRIPE_NOT_SIGNED]);
}

enum outcome
stripe_deliver(struct act *act, const char *header, const char *body,
    size_t len)
{
	struct stripe_event	 event;
	struct stripe_taken	 taken;
	struct json_in		*in;
	const char		*name;
	size_t			 at;
	enum outcome		 e;

	if (*act->config->stripe_secrets == '\0' ||
	    *act->config->stripe_key == '\0')
		return SOUK_NOT_FOUND;
	if ((e = signature_check(act, header, body, len)) != SOUK_OK)
		return e;
	if (json_parse_most(act->arena, body, len, STRIPE_VALUES, &in, &at,
	    &name) != JSON_OK || !stripe_event_read(in, &event))
		return act_refuse(act, SOUK_INVALID,
		    &stripe_messages[STRIPE_NO_EVENT]);
	return stripe_event_take(act, &event, false, &taken);
}
