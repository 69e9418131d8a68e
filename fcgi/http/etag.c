/* SPDX-License-Identifier: ISC */
#include <stdio.h>
#include <string.h>

#include "fcgi/http/server.h"
#include "lib/base/arena.h"
#include "lib/base/crypto.h"
#include "lib/base/text.h"

/*
 * A thing that is edited carries its version as "v3", and "v3-en" where it
 * is not told in the shop's own language; anything else the hash of its data
 * (not of meta, which differs each time).
 */
#define HASHED	16		/* bytes of the hash that are shown */

void
res_version(struct res *res, int64_t version)
{
	const struct act	*act = &res->req->act;
	bool			 own;

	own = act->locale == settings_locale(act->settings);
	snprintf(res->etag, sizeof(res->etag), "\"v%lld%s%s\"",
	    (long long)version, own ? "" : "-",
	    own ? "" : locale_tag(act->locale));
}

/* A chain: the hash of what came before and of this part. */
void
etag_part(struct exchange *x, const char *p, size_t len)
{
	uint8_t	 both[2 * CRYPTO_HASH];

	memcpy(both, x->spilled, CRYPTO_HASH);
	crypto_sha256(p, len, both + CRYPTO_HASH);
	crypto_sha256(both, sizeof(both), x->spilled);
}

void
etag_set(struct exchange *x)
{
	struct res	*res = &x->res;
	const bool	 whole = res->body.total == res->body.len;
	uint8_t		 hash[CRYPTO_HASH];

	if (!is_safe(x) || res->status != 200 || res->etag[0] != '\0' ||
	    (!whole && !is_page(x)))
		return;
	if (whole)
		crypto_sha256(res->body.p + res->data_at,
		    x->meta_at - res->data_at, hash);
	else {
		etag_part(x, res->body.p, res->body.len);
		memcpy(hash, x->spilled, CRYPTO_HASH);
	}
	snprintf(res->etag, sizeof(res->etag), "\"%s\"",
	    crypto_base64url(x->req.act.arena, hash, HASHED));
}

/* RFC 9110 13.1.2: a list, compared weakly. */
static bool
is_named(const char *list, const char *etag)
{
	size_t	 len = strlen(etag);

	for (const char *p = list; (p = strstr(p, etag)) != NULL; p += len)
		if ((p == list || strchr(", \t/", p[-1]) != NULL) &&
		    (p[len] == '\0' || strchr(", \t", p[len]) != NULL))
			return true;
	return strcmp(list, "*") == 0;
}

/* What may not be kept is not asked about either: a version says nothing of
 * what changes by itself, as stock does. */
void
etag_compare(struct exchange *x)
{
	const char	*known = req_header(&x->req, "HTTP_IF_NONE_MATCH");

	if (known == NULL || x->req.route == NULL || !is_safe(x) ||
	    x->res.status != 200 || x->res.etag[0] == '\0' ||
	    (x->req.route->flags & ROUTE_NO_STORE))
		return;
	if (is_named(known, x->res.etag))
		x->res.status = 304;
}

/*
 * The version in a tag that res_version() made.  nginx marks the tag of what
 * it compressed as weak ("W/"); the version is no less sure for that.
 */
static bool
version_of(struct arena *arena, const char *tag, int64_t *version)
{
	size_t	 len;

	if (text_starts(tag, "W/"))
		tag += 2;
	if (!text_starts(tag, "\"v"))
		return false;
	tag += 2;
	len = strcspn(tag, "-\"");
	if (!text_to_int(arena_text(arena, tag, len), version) ||
	    *version <= 0)
		return false;
	tag += len;
	return strcmp(tag, "\"") == 0 || (tag[0] == '-' &&
	    strlen(tag) == sizeof("-en\"") - 1 && tag[3] == '"');
}

enum outcome
etag_if_match(struct exchange *x)
{
	const char	*header = req_header(&x->req, "HTTP_IF_MATCH");
	struct act	*act = &x->req.act;

	if (header == NULL || is_safe(x) || strcmp(header, "*") == 0 ||
	    version_of(act->arena, header, &act->expected_version))
		return SOUK_OK;
	return act_bad_field(act, "If-Match", &http_messages[HTTP_IF_MATCH]);
}
