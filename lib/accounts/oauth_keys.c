/* SPDX-License-Identifier: ISC */
#include <string.h>

#include "lib/accounts/oauth_parts.h"
#include "lib/base/arena.h"
#include "lib/base/clock.h"
#include "lib/base/config.h"
#include "lib/base/crypto_rs256.h"
#include "lib/base/json_in.h"
#include "lib/base/log.h"
#include "lib/base/text.h"

/*
 * What a worker keeps of Google between requests: where things are, and its
 * keys, as the JSON that came, for as long as Cache-Control lets it.  A token
 * with a key that is not there makes it ask once more, at most once in
 * MISS_PAUSE, since anybody can make up a key's name.
 */
#define DISCOVERY	"/.well-known/openid-configuration"
#define KEPT_MOST	((size_t)64 << 10)
#define KEPT_LEAST_MS	(5 * CLOCK_MINUTE)
#define MISS_PAUSE	(10 * CLOCK_SECOND)

static struct kept {
	char	 text[KEPT_MOST];
	size_t	 len;		/* 0: nothing */
	int64_t	 until, asked;	/* by the clock that nobody sets, ms */
} discovery, keys;

static int64_t
now_ms(void)
{
	return clock_monotonic_us() / 1000;
}

static void
keep(struct kept *kept, const struct oauth_answer *answer)
{
	int64_t	 ms = answer->max_age * CLOCK_SECOND;

	kept->len = 0;
	if (answer->len > sizeof(kept->text))
		return;
	memcpy(kept->text, answer->text, answer->len);
	kept->len = answer->len;
	kept->asked = now_ms();
	kept->until = kept->asked + (ms > KEPT_LEAST_MS ? ms : KEPT_LEAST_MS);
}

/* Refusing to tell is as good as not answering. */
static enum outcome
fetch(struct act *act, struct kept *kept, const char *base, const char *path,
    struct json_in **json)
{
	struct oauth_answer	answer;
	enum outcome		e;

	e = oauth_call(act, base, path, NULL, &answer);
	if (e == SOUK_UNAUTHENTICATED)
		return oauth_is_down(act, "no document");
	if (e != SOUK_OK)
		return e;
	keep(kept, &answer);
	*json = answer.json;
	return SOUK_OK;
}

/* False: not kept, or not any more. */
static bool
kept_parse(struct act *act, const struct kept *kept, struct json_in **json)
{
	const char	*name;
	size_t		 at;

	return kept->len > 0 && kept->until > now_ms() &&
	    json_parse(act->arena, kept->text, kept->len, json, &at, &name) ==
	    JSON_OK;
}

/* ---- where things are ------------------------------------------------------ */

static size_t
origin_length(const char *url)
{
	const char	*host = strstr(url, "://");

	return host == NULL ? 0 : (size_t)(host + 3 - url) +
	    strcspn(host + 3, "/?#");
}

/* Of the issuer itself, or of Google: an answer names no other host. */
static bool
endpoint_is_allowed(struct act *act, const char *url)
{
	static const char *const	 hosts[] = { "oauth2.googleapis.com",
	    "www.googleapis.com", "accounts.google.com",
	    "openidconnect.googleapis.com" };
	const char	*issuer = act->config->google_issuer;
	size_t		 len = origin_length(issuer);

	if (url == NULL || !text_is_http_url(url) ||
	    strchr(url, '#') != NULL)
		return false;
	if (origin_length(url) == len && strncmp(url, issuer, len) == 0)
		return true;
	for (size_t i = 0; i < sizeof(hosts) / sizeof(hosts[0]); i++)
		if (text_starts(url, "https://") &&
		    origin_length(url) == 8 + strlen(hosts[i]) &&
		    strncmp(url + 8, hosts[i], strlen(hosts[i])) == 0)
			return true;
	return false;
}

/* NULL: nothing is wrong. */
static const char *
document_fault(struct act *act, const struct json_in *document)
{
	static const char *const	 names[] = { "authorization_endpoint",
	    "token_endpoint", "jwks_uri" };

	if (!text_equal(oauth_text(document, "issuer"),
	    act->config->google_issuer))
		return "another issuer";
	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		if (!endpoint_is_allowed(act, oauth_text(document, names[i])))
			return names[i];
	return NULL;
}

static enum outcome
discovery_read(struct act *act, struct json_in **document)
{
	const char	*fault;
	enum outcome	 e;

	if (kept_parse(act, &discovery, document))
		return SOUK_OK;
	e = fetch(act, &discovery, act->config->google_issuer, DISCOVERY,
	    document);
	if (e != SOUK_OK || (fault = document_fault(act, *document)) == NULL)
		return e;
	discovery.len = 0;
	return oauth_is_down(act, fault);
}

enum outcome
oauth_endpoints(struct act *act, struct oauth_endpoints *at)
{
	const struct json_in	*names;
	struct json_in		*document = NULL;
	enum outcome		 e;

	if ((e = discovery_read(act, &document)) != SOUK_OK)
		return e;
	at->authorize = oauth_text(document, "authorization_endpoint");
	at->token = oauth_text(document, "token_endpoint");
	names = json_member(document,
	    "authorization_response_iss_parameter_supported");
	at->names_issuer = names != NULL && names->type == JSON_BOOL &&
	    names->boolean;
	return SOUK_OK;
}

/* ---- keys -------------------------------------------------------------------- */

static enum outcome
keys_fetch(struct act *act, struct json_in **set)
{
	struct json_in	*document = NULL;
	enum outcome	 e = discovery_read(act, &document);

	return e != SOUK_OK ? e : fetch(act, &keys,
	    oauth_text(document, "jwks_uri"), "", set);
}

enum outcome
oauth_signed(struct act *act, const char *token, struct json_in **payload)
{
	enum rs256_result	 result;
	struct json_in		*set = NULL;
	enum outcome		 e;
	bool			 fresh = false;

	if (!kept_parse(act, &keys, &set)) {
		if ((e = keys_fetch(act, &set)) != SOUK_OK)
			return e;
		fresh = true;
	}
	result = crypto_rs256_read(act->arena, token, set, payload);
	if (result == RS256_NO_KEY && !fresh &&
	    keys.asked + MISS_PAUSE <= now_ms()) {
		if ((e = keys_fetch(act, &set)) != SOUK_OK)
			return e;
		result = crypto_rs256_read(act->arena, token, set, payload);
	}
	return result == RS256_OK ? SOUK_OK : SOUK_UNAUTHENTICATED;
}
