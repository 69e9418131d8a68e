/* SPDX-License-Identifier: ISC */
#include <string.h>

#include "lib/accounts/account.h"
#include "lib/base/arena.h"
#include "lib/base/buf.h"
#include "lib/base/clock.h"
#include "lib/base/config.h"
#include "lib/base/crypto.h"
#include "lib/base/json_in.h"
#include "lib/base/json_out.h"
#include "lib/base/text.h"
#include "lib/settings/settings.h"

#define KEY_BYTES	32
#define AUDIENCE	"souk"
#define TYPE		"access"
#define SKEW		60	/* seconds another clock may be ahead */

char *
access_token_new(struct act *act, const struct access_claims *claims,
    int64_t *seconds)
{
	uint8_t		 key[KEY_BYTES];
	struct buf	 payload;
	struct json_out	 json = { .buf = &payload };
	int64_t		 iat = act->now / CLOCK_SECOND;
	char		*token;

	*seconds = 60 * settings_int(act->settings, &accounts_settings,
	    ACCOUNTS_ACCESS_MINUTES);
	buf_init(&payload, act->arena, 256);
	json_open(&json, NULL);
	json_text(&json, "iss", act->config->base_url);
	json_text(&json, "aud", AUDIENCE);
	json_text(&json, "typ", TYPE);
	json_text(&json, "sub", claims->user_id);
	json_text(&json, "sid", claims->session_id);
	json_int(&json, "iat", iat);
	json_int(&json, "exp", iat + *seconds);
	json_close(&json);
	config_key(act->config, "access-token", key);
	token = crypto_jwt_sign(act->arena, payload.p, key, sizeof(key));
	crypto_wipe(key, sizeof(key));
	return token;
}

static const char *
claim_text(const struct json_in *claims, const char *name)
{
	const struct json_in	*claim = json_member(claims, name);

	return claim != NULL && claim->type == JSON_STRING ? claim->text : "";
}

static bool
claim_is(const struct json_in *claims, const char *name, const char *wanted)
{
	return strcmp(claim_text(claims, name), wanted) == 0;
}

static bool
claim_int(const struct json_in *claims, const char *name, int64_t *value)
{
	const struct json_in	*claim = json_member(claims, name);

	if (claim == NULL || claim->type != JSON_NUMBER || !claim->is_integer)
		return false;
	*value = claim->integer;
	return true;
}

/* Ours, for this use, and of this moment. */
static bool
claims_hold(struct act *act, const struct json_in *claims)
{
	int64_t	iat, exp, now = act->now / CLOCK_SECOND;

	return claims->type == JSON_OBJECT &&
	    claim_is(claims, "iss", act->config->base_url) &&
	    claim_is(claims, "aud", AUDIENCE) &&
	    claim_is(claims, "typ", TYPE) &&
	    claim_int(claims, "iat", &iat) && iat <= now + SKEW &&
	    claim_int(claims, "exp", &exp) && exp > now;
}

bool
access_token_read(struct act *act, const char *jwt,
    struct access_claims *claims)
{
	uint8_t		 key[KEY_BYTES];
	struct json_in	*json;
	const char	*payload, *name;
	size_t		 at;

	config_key(act->config, "access-token", key);
	payload = crypto_jwt_verify(act->arena, jwt, key, sizeof(key));
	crypto_wipe(key, sizeof(key));
	if (payload == NULL || json_parse(act->arena, payload, strlen(payload),
	    &json, &at, &name) != JSON_OK || !claims_hold(act, json))
		return false;
	claims->user_id = claim_text(json, "sub");
	claims->session_id = claim_text(json, "sid");
	return *claims->user_id != '\0' && *claims->session_id != '\0';
}

char *
session_csrf(struct act *act, const char *session_id)
{
	uint8_t	key[KEY_BYTES], mac[CRYPTO_HASH];

	config_key(act->config, "csrf", key);
	crypto_hmac(key, sizeof(key), session_id, strlen(session_id), mac);
	crypto_wipe(key, sizeof(key));
	return crypto_base64url(act->arena, mac, sizeof(mac));
}
