/* SPDX-License-Identifier: ISC */
#include <string.h>
#include <strings.h>

#include "lib/accounts/oauth_parts.h"
#include "lib/base/clock.h"
#include "lib/base/crypto.h"
#include "lib/base/json_in.h"
#include "lib/base/text.h"

/*
 * OpenID Connect Core 3.1.3.7, without what it lets one skip.  Whoever can
 * choose one of these claims could be anybody.
 */
#define SKEW		60	/* seconds another clock may be off */
#define OLDEST		3600	/* it was made for this very sign-in */
#define SUBJECT_MOST	255
#define NAME_MOST	100	/* as of user_fields */

static bool
number_of(const struct json_in *claims, const char *name, int64_t *n)
{
	const struct json_in	*m = json_member(claims, name);

	if (m == NULL || m->type != JSON_NUMBER || !m->is_integer)
		return false;
	*n = m->integer;
	return true;
}

static bool
issuer_is_right(const struct json_in *claims, const struct id_token_rules *r)
{
	const char	*iss = oauth_text(claims, "iss");

	return iss != NULL && (text_equal(iss, r->issuer) ||
	    (r->other_issuer != NULL && text_equal(iss, r->other_issuer)));
}

/* One of several, then it must have been made for us ("azp"). */
static bool
audience_is_us(const struct json_in *claims, const char *us)
{
	const struct json_in	*aud = json_member(claims, "aud");
	const char		*azp = oauth_text(claims, "azp");
	bool			 found = false;

	if (aud == NULL || (azp == NULL && json_member(claims, "azp") != NULL)
	    || (azp != NULL && strcmp(azp, us) != 0))
		return false;
	if (aud->type == JSON_STRING)
		return strcmp(aud->text, us) == 0;
	if (aud->type != JSON_ARRAY || (aud->count > 1 && azp == NULL))
		return false;
	for (size_t i = 0; i < aud->count; i++) {
		if (aud->items[i].type != JSON_STRING)
			return false;
		found |= strcmp(aud->items[i].text, us) == 0;
	}
	return found;
}

static bool
times_hold(const struct json_in *claims, int64_t now)
{
	int64_t	 exp, iat, nbf;

	if (!number_of(claims, "exp", &exp) || exp <= now - SKEW ||
	    !number_of(claims, "iat", &iat) || iat > now + SKEW ||
	    iat < now - OLDEST)
		return false;
	return json_member(claims, "nbf") == NULL ||
	    (number_of(claims, "nbf", &nbf) && nbf <= now + SKEW);
}

static bool
is_subject(const char *text)
{
	size_t	len = text == NULL ? 0 : strlen(text);

	return len > 0 && len <= SUBJECT_MOST &&
	    !text_has_control(text, len, false);
}

bool
id_token_holds(struct arena *arena, const struct json_in *claims,
    const struct id_token_rules *r)
{
	const char	*nonce = oauth_text(claims, "nonce");

	return claims->type == JSON_OBJECT && *r->client_id != '\0' &&
	    issuer_is_right(claims, r) &&
	    audience_is_us(claims, r->client_id) &&
	    times_hold(claims, r->now / CLOCK_SECOND) &&
	    nonce != NULL && crypto_equal_text(crypto_sha256_hex(arena,
	    nonce), r->nonce_hash) && is_subject(oauth_text(claims, "sub"));
}

static bool
is_true(const struct json_in *claims, const char *name)
{
	const struct json_in	*m = json_member(claims, name);

	return m != NULL && m->type == JSON_BOOL && m->boolean;
}

static bool
is_name(const char *text)
{
	size_t	len = text == NULL ? 0 : strlen(text);

	return len > 0 && utf8_length(text, len) <= NAME_MOST &&
	    !text_has_control(text, len, false);
}

/* Gmail is Google's own, and so is what a Workspace ("hd") administers. */
static bool
is_run_by_google(const struct json_in *claims, const char *email)
{
	static const char	 gmail[] = "@gmail.com";
	const char		*hd = oauth_text(claims, "hd");
	size_t			 len = email == NULL ? 0 : strlen(email);

	return (hd != NULL && *hd != '\0') || (len >= sizeof(gmail) &&
	    strcasecmp(email + len - (sizeof(gmail) - 1), gmail) == 0);
}

void
id_token_claims(const struct json_in *claims, struct oauth_claims *c)
{
	const char	*email = oauth_text(claims, "email");
	const char	*name = oauth_text(claims, "name");

	c->subject = oauth_text(claims, "sub");
	c->email = email != NULL && text_is_email(email) ? email : NULL;
	c->name = is_name(name) ? name : NULL;
	c->verified = c->email != NULL && is_true(claims, "email_verified");
	c->runs_address = c->verified && is_run_by_google(claims, c->email);
}
