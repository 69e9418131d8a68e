/* SPDX-License-Identifier: ISC */
#include <stdio.h>
#include <string.h>

#include "fcgi/http/server.h"
#include "lib/base/arena.h"
#include "lib/base/crypto.h"
#include "lib/base/text.h"

/*
 * A thing that is edited carries its version as "v3"; anything else the hash
 * of its data (not of meta, which differs each time).
 */
#define HASHED	16		/* bytes of the hash that are shown */

void
res_version(struct res *res, int64_t version)
{
	snprintf(res->etag, sizeof(res->etag), "\"v%lld\"",
	    (long long)version);
}

void
etag_set(struct exchange *x)
{
	struct res	*res = &x->res;
	uint8_t		 hash[CRYPTO_HASH];

	if (!is_safe(x) || res->status != 200 || res->etag[0] != '\0' ||
	    res->body.total != res->body.len)
		return;
	crypto_sha256(res->body.p + res->data_at, x->meta_at - res->data_at,
	    hash);
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

void
etag_compare(struct exchange *x)
{
	const char	*known = req_header(&x->req, "HTTP_IF_NONE_MATCH");

	if (known == NULL || x->req.route == NULL || !is_safe(x) ||
	    x->res.status != 200 || x->res.etag[0] == '\0')
		return;
	if (is_named(known, x->res.etag))
		x->res.status = 304;
}

enum outcome
etag_if_match(struct exchange *x)
{
	const char	*header = req_header(&x->req, "HTTP_IF_MATCH");
	struct act	*act = &x->req.act;
	size_t		 len;

	if (header == NULL || is_safe(x) || strcmp(header, "*") == 0)
		return SOUK_OK;
	len = strlen(header);
	if (len >= 4 && strncmp(header, "\"v", 2) == 0 &&
	    header[len - 1] == '"' && text_to_int(arena_text(act->arena,
	    header + 2, len - 3), &act->expected_version) &&
	    act->expected_version > 0)
		return SOUK_OK;
	return act_bad_field(act, "If-Match", &http_messages[HTTP_IF_MATCH]);
}
