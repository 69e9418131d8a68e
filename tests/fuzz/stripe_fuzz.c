/* SPDX-License-Identifier: ISC */
#include <stdlib.h>
#include <string.h>

#include "lib/base/arena.h"
#include "lib/base/crypto.h"
#include "lib/payments/event.h"
#include "lib/payments/webhook.h"

int	LLVMFuzzerTestOneInput(const uint8_t *, size_t);

#define SECRET	"whsec_a_secret_that_nobody_guesses_by_chance"
#define NOW	1790000000

/* Signed: only by who has the secret. */
static void
header_check(struct arena *arena, const char *header, bool good)
{
	const bool	 is = stripe_check(arena, &(struct stripe_signed){
	    .secrets = "whsec_first," SECRET, .header = header,
	    .body = "{}", .len = 2, .now = NOW }) == STRIPE_SIGNED;

	if (is != good)
		abort();
}

/* A good header with some bytes changed: taken only if none was. */
static void
edits_check(struct arena *arena, const uint8_t *bytes, size_t len)
{
	static const char	 text[] = "1790000000.{}";
	uint8_t			 mac[CRYPTO_HASH];
	const char		*good;
	char			*header;
	size_t			 n;

	crypto_hmac(SECRET, strlen(SECRET), text, strlen(text), mac);
	good = arena_printf(arena, "t=1790000000,v1=%s", crypto_hex(arena,
	    mac, sizeof(mac)));
	header = arena_copy(arena, good);
	n = strlen(header);
	for (size_t i = 0; i + 1 < len && i < 8; i += 2)
		if (bytes[i + 1] != '\0')
			header[bytes[i] % n] = (char)bytes[i + 1];
	header_check(arena, header, strcmp(header, good) == 0);
}

static void
name_check(const char *name)
{
	if (name != NULL && (*name == '\0' || strlen(name) > 255))
		abort();
}

static void
payment_check(const struct payment_news *news)
{
	name_check(news->intent_ref);
	name_check(news->session_ref);
	name_check(news->charge_ref);
	name_check(news->payment_id);
	if (news->state < STATE_OPEN || news->state >= STATE__MAX ||
	    news->amount < -1 || news->received < -1 ||
	    (news->currency != NULL && strlen(news->currency) != 3))
		abort();
}

static void
object_check(struct act *act, const struct json_in *object)
{
	struct payment_news	 news = { .payment_id = NULL };
	struct refund_news	 refund = { .refund_id = NULL };
	struct dispute_news	 dispute = { .provider_ref = NULL };

	if (stripe_intent_read(act, object, &news))
		payment_check(&news);
	news = (struct payment_news){ .payment_id = NULL };
	if (stripe_charge_read(act, object, &news))
		payment_check(&news);
	news = (struct payment_news){ .payment_id = NULL };
	if (stripe_session_read(act, object, &news))
		payment_check(&news);
	if (stripe_refund_read(act, object, &refund) &&
	    (refund.amount <= 0 || refund.provider_ref == NULL))
		abort();
	if (stripe_dispute_read(act, object, &dispute) &&
	    (dispute.amount < 0 || dispute.state == NULL ||
	    dispute.reason == NULL))
		abort();
}

/* A header, and behind a line break an event. */
int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
	struct act		 act = { .arena = arena_new((size_t)64 << 20) };
	struct stripe_event	 event;
	struct json_in		*in;
	const char		*name;
	char			*text, *body;
	size_t			 at;

	if (act.arena == NULL)
		return 0;
	text = arena_text(act.arena, (const char *)bytes, len);
	if ((body = memchr(text, '\n', len)) != NULL) {
		*body++ = '\0';
		if (json_parse_most(act.arena, body, len -
		    (size_t)(body - text), STRIPE_VALUES, &in, &at, &name) ==
		    JSON_OK && stripe_event_read(in, &event) && !event.thin)
			object_check(&act, event.object);
	}
	header_check(act.arena, text, false);
	edits_check(act.arena, bytes, len);
	arena_free(act.arena);
	return 0;
}
