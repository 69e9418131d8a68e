/* SPDX-License-Identifier: ISC */
#include <string.h>

#include "lib/accounts/oauth_parts.h"
#include "lib/base/arena.h"
#include "lib/base/config.h"
#include "lib/base/crypto.h"
#include "lib/base/text.h"

/* Google by OpenID Connect, with PKCE and a nonce. */
#define GOOGLE		"https://accounts.google.com"
#define GOOGLE_BARE	"accounts.google.com"	/* its other spelling */

static bool
google_is_on(const struct config *config)
{
	return *config->google_client_id != '\0';
}

static const char *
google_issuer(const struct config *config)
{
	return config->google_issuer;
}

static const char *
challenge_of(struct act *act, const char *verifier)
{
	uint8_t	hash[CRYPTO_HASH];

	crypto_sha256(verifier, strlen(verifier), hash);
	return crypto_base64url(act->arena, hash, sizeof(hash));
}

static enum outcome
google_ask(struct act *act, const struct oauth_secrets *secrets,
    const char *redirect, const char **url)
{
	const struct oauth_pair	pairs[] = {
		{ "response_type", "code" },
		{ "client_id", act->config->google_client_id },
		{ "redirect_uri", redirect },
		{ "scope", "openid email profile" },
		{ "state", secrets->state },
		{ "nonce", secrets->nonce },
		{ "code_challenge", challenge_of(act, secrets->verifier) },
		{ "code_challenge_method", "S256" },
		{ NULL, NULL },
	};
	struct oauth_endpoints	at;
	enum outcome		e;

	if ((e = oauth_endpoints(act, &at)) != SOUK_OK)
		return e;
	*url = arena_printf(act->arena, "%s%c%s", at.authorize,
	    strchr(at.authorize, '?') == NULL ? '?' : '&',
	    oauth_form(act, pairs));
	return SOUK_OK;
}

/* RFC 9207: who says that it always tells its name must. */
static bool
google_is_from(struct act *act, const char *issuer)
{
	struct oauth_endpoints	at;

	if (issuer != NULL)
		return strcmp(issuer, act->config->google_issuer) == 0;
	return oauth_endpoints(act, &at) != SOUK_OK || !at.names_issuer;
}

static enum outcome
token_fetch(struct act *act, const struct oauth_redeem *r,
    const char **id_token)
{
	const struct oauth_pair	pairs[] = {
		{ "grant_type", "authorization_code" },
		{ "code", r->code },
		{ "redirect_uri", r->redirect },
		{ "client_id", act->config->google_client_id },
		{ "client_secret", act->config->google_client_secret },
		{ "code_verifier", r->state->verifier },
		{ NULL, NULL },
	};
	struct oauth_endpoints	at;
	struct oauth_answer	answer;
	enum outcome		e;

	if ((e = oauth_endpoints(act, &at)) != SOUK_OK ||
	    (e = oauth_call(act, at.token, "", oauth_form(act, pairs),
	    &answer)) != SOUK_OK)
		return e;
	*id_token = oauth_text(answer.json, "id_token");
	return *id_token != NULL ? SOUK_OK : SOUK_UNAUTHENTICATED;
}

static enum outcome
google_redeem(struct act *act, const struct oauth_redeem *r,
    struct oauth_claims *claims)
{
	const char			*issuer = act->config->google_issuer;
	const struct id_token_rules	 rules = {
		.issuer = issuer,
		.other_issuer = text_equal(issuer, GOOGLE) ? GOOGLE_BARE :
		    NULL,
		.client_id = act->config->google_client_id,
		.nonce_hash = r->state->nonce_hash, .now = act->now,
	};
	struct json_in			*payload;
	const char			*token;
	enum outcome			 e;

	if ((e = token_fetch(act, r, &token)) != SOUK_OK ||
	    (e = oauth_signed(act, token, &payload)) != SOUK_OK)
		return e;
	if (!id_token_holds(act->arena, payload, &rules))
		return SOUK_UNAUTHENTICATED;
	claims->issuer = issuer;
	id_token_claims(payload, claims);
	return SOUK_OK;
}

const struct oauth_service oauth_google = {
	.name = "google", .label = "Google", .is_on = google_is_on,
	.issuer = google_issuer, .ask = google_ask,
	.is_from = google_is_from, .redeem = google_redeem,
};
