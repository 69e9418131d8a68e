/* SPDX-License-Identifier: ISC */
#include <string.h>

#include "lib/base/arena.h"
#include "lib/base/config.h"
#include "lib/base/crypto.h"
#include "lib/base/log.h"
#include "lib/whatsapp/told.h"

#define CHALLENGE_MAX	40	/* digits */
#define SCHEME		"sha256="
#define HEX		(2 * CRYPTO_HASH)
/* So much is applied before Meta is answered: some hundred messages, in the
 * memory of a request. */
#define AT_ONCE_BYTES	((size_t)192 << 10)
#define AT_ONCE_VALUES	8192

static bool
is_off(const struct act *act)
{
	return *act->config->meta_token == '\0' ||
	    *act->config->meta_secrets == '\0';
}

/* Nothing but digits goes back, so nobody makes a page of ours with it. */
enum outcome
wa_challenge(struct act *act, const char *mode, const char *token,
    const char *challenge)
{
	const size_t	 len = challenge == NULL ? 0 : strlen(challenge);

	if (is_off(act))
		return SOUK_NOT_FOUND;
	return crypto_equal_text(act->config->meta_verify, token) &&
	    text_equal(mode, "subscribe") && len > 0 &&
	    len <= CHALLENGE_MAX && strspn(challenge, "0123456789") == len ?
	    SOUK_OK : SOUK_DENIED;
}

/* Every secret is tried, so that how long it takes tells nothing. */
bool
wa_is_signed(struct act *act, const char *header, const char *body, size_t len)
{
	const char	*secret = act->config->meta_secrets;
	uint8_t		 mac[CRYPTO_HASH];
	bool		 found = false;
	size_t		 n;

	if (header == NULL || !text_starts(header, SCHEME) ||
	    strlen(header) != strlen(SCHEME) + HEX)
		return false;
	for (; *secret != '\0'; secret += n + (secret[n] == ',')) {
		if ((n = strcspn(secret, ",")) == 0)
			continue;
		crypto_hmac(secret, n, body, len, mac);
		found |= crypto_equal(header + strlen(SCHEME),
		    crypto_hex(act->arena, mac, sizeof(mac)), HEX);
	}
	return found;
}

enum outcome
wa_deliver(struct act *act, const char *header, const char *body, size_t len)
{
	const struct span	 all = { body, len };

	if (is_off(act))
		return SOUK_NOT_FOUND;
	if (!wa_is_signed(act, header, body, len)) {
		log_line(LOG_INFO, "a delivery that is not signed by Meta",
		    NULL);
		return act_refuse(act, SOUK_INVALID,
		    &wa_messages[WA_NOT_SIGNED]);
	}
	if (wa_split(act, all, NULL, NULL) != SOUK_OK)
		return wa_event_keep(act, all);
	if (len > AT_ONCE_BYTES || wa_weight(all) > AT_ONCE_VALUES)
		return wa_batch_put(act, all);
	return wa_split(act, all, wa_part_take, NULL);
}
