/* SPDX-License-Identifier: ISC */
#include <string.h>

#include "lib/accounts/oauth_parts.h"
#include "lib/base/arena.h"
#include "lib/base/config.h"
#include "lib/base/crypto.h"
#include "lib/base/json_in.h"
#include "lib/base/text.h"

/*
 * Facebook by OAuth 2 and its Graph API: without id_token and, but for a
 * flow that is still being tried out, without PKCE.  A code is redeemed with
 * the app's secret; that the token was made for this app is asked for, and
 * the state is bound to the browser as everywhere.
 */
#define VERSION	"/v24.0"

static bool
facebook_is_on(const struct config *config)
{
	return *config->facebook_app_id != '\0';
}

static const char *
facebook_issuer(const struct config *config)
{
	return config->facebook_url;
}

static enum outcome
facebook_ask(struct act *act, const struct oauth_secrets *secrets,
    const char *redirect, const char **url)
{
	const struct oauth_pair	pairs[] = {
		{ "client_id", act->config->facebook_app_id },
		{ "redirect_uri", redirect },
		{ "state", secrets->state },
		{ "scope", "email,public_profile" },
		{ "response_type", "code" },
		{ NULL, NULL },
	};

	*url = arena_printf(act->arena, "%s" VERSION "/dialog/oauth?%s",
	    act->config->facebook_url, oauth_form(act, pairs));
	return SOUK_OK;
}

/* It has no name of its own in answers; another's is another's. */
static bool
facebook_is_from(struct act *act, const char *issuer)
{
	return issuer == NULL ||
	    strcmp(issuer, act->config->facebook_url) == 0;
}

/* ---- Graph ------------------------------------------------------------------ */

static enum outcome
graph_ask(struct act *act, const char *path, const struct oauth_pair *pairs,
    struct json_in **json)
{
	struct oauth_answer	answer;
	enum outcome		e;

	e = oauth_call(act, act->config->facebook_graph_url, arena_printf(
	    act->arena, VERSION "%s?%s", path, oauth_form(act, pairs)), NULL,
	    &answer);
	*json = answer.json;
	return e;
}

static enum outcome
token_fetch(struct act *act, const struct oauth_redeem *r, const char **token)
{
	const struct oauth_pair	pairs[] = {
		{ "client_id", act->config->facebook_app_id },
		{ "client_secret", act->config->facebook_app_secret },
		{ "redirect_uri", r->redirect },
		{ "code", r->code },
		{ NULL, NULL },
	};
	struct oauth_answer	answer;
	enum outcome		e;

	e = oauth_call(act, act->config->facebook_graph_url,
	    VERSION "/oauth/access_token", oauth_form(act, pairs), &answer);
	if (e != SOUK_OK)
		return e;
	*token = oauth_text(answer.json, "access_token");
	return *token != NULL ? SOUK_OK : SOUK_UNAUTHENTICATED;
}

/* Made for our app, and for whom; else another app's token would do. */
static enum outcome
token_check(struct act *act, const char *token, const char **user_id)
{
	const struct config	*config = act->config;
	const struct oauth_pair	 pairs[] = {
		{ "input_token", token },
		{ "access_token", arena_printf(act->arena, "%s|%s",
		    config->facebook_app_id, config->facebook_app_secret) },
		{ NULL, NULL },
	};
	const struct json_in	*data, *valid;
	struct json_in		*json;
	enum outcome		 e;

	if ((e = graph_ask(act, "/debug_token", pairs, &json)) != SOUK_OK)
		return e;
	data = json_member(json, "data");
	if (data == NULL || data->type != JSON_OBJECT)
		return SOUK_UNAUTHENTICATED;
	valid = json_member(data, "is_valid");
	*user_id = oauth_text(data, "user_id");
	return valid != NULL && valid->type == JSON_BOOL && valid->boolean &&
	    text_equal(oauth_text(data, "app_id"), config->facebook_app_id) &&
	    *user_id != NULL ? SOUK_OK : SOUK_UNAUTHENTICATED;
}

static const char *
proof_of(struct act *act, const char *token)
{
	const char	*secret = act->config->facebook_app_secret;
	uint8_t		 mac[CRYPTO_HASH];

	crypto_hmac(secret, strlen(secret), token, strlen(token), mac);
	return crypto_hex(act->arena, mac, sizeof(mac));
}

static bool
is_user_id(const char *text)
{
	size_t	len = text == NULL ? 0 : strlen(text);

	return len > 0 && len <= 64 && strspn(text, "0123456789") == len;
}

static enum outcome
person_fetch(struct act *act, const char *token, const char *user_id,
    struct oauth_claims *claims)
{
	const struct oauth_pair	 pairs[] = {
		{ "fields", "id,name,email" },
		{ "access_token", token },
		{ "appsecret_proof", proof_of(act, token) },
		{ NULL, NULL },
	};
	const char		*email;
	struct json_in		*json;
	enum outcome		 e;

	if ((e = graph_ask(act, "/me", pairs, &json)) != SOUK_OK)
		return e;
	claims->issuer = act->config->facebook_url;
	claims->subject = oauth_text(json, "id");
	email = oauth_text(json, "email");
	claims->email = email != NULL && text_is_email(email) ? email : NULL;
	return is_user_id(claims->subject) &&
	    text_equal(claims->subject, user_id) ? SOUK_OK :
	    SOUK_UNAUTHENTICATED;
}

static enum outcome
facebook_redeem(struct act *act, const struct oauth_redeem *r,
    struct oauth_claims *claims)
{
	const char	*token, *user_id;
	enum outcome	 e;

	if ((e = token_fetch(act, r, &token)) != SOUK_OK ||
	    (e = token_check(act, token, &user_id)) != SOUK_OK)
		return e;
	return person_fetch(act, token, user_id, claims);
}

const struct oauth_service oauth_facebook = {
	.name = "facebook", .label = "Facebook", .is_on = facebook_is_on,
	.issuer = facebook_issuer, .ask = facebook_ask,
	.is_from = facebook_is_from, .redeem = facebook_redeem,
};
