/* SPDX-License-Identifier: ISC */
#include <string.h>

#include "lib/accounts/oauth_parts.h"
#include "lib/audit/audit.h"
#include "lib/base/arena.h"
#include "lib/base/config.h"
#include "lib/base/crypto.h"
#include "lib/base/json_in.h"
#include "lib/base/text.h"

/*
 * Facebook's word that somebody wants what it told us deleted: base64url of
 * an HMAC, a dot, base64url of JSON.
 */
#define CODE_BYTES	12

static const struct field deletion_table[] = {
	{ .name = "signed_request", .type = FIELD_TEXT,
	  .flags = FIELD_REQUIRED, .min = 1, .max = 4000,
	  .help = "As Facebook signs it" },
};
const struct fieldset oauth_deletion_fields =
    FIELDSET("FacebookDeletion", NULL, deletion_table);

static const char sql_forget[] =
    "DELETE FROM oauth_identity WHERE provider = :provider"
    " AND issuer = :issuer AND subject = :subject RETURNING id,"
    " (SELECT brand_id FROM users u WHERE u.id = user_id)";

static bool
is_signed(struct act *act, const char *request, const char *body)
{
	const char	*secret = act->config->facebook_app_secret;
	uint8_t		 mac[CRYPTO_HASH], *given;
	size_t		 len;

	crypto_hmac(secret, strlen(secret), body, strlen(body), mac);
	return crypto_base64url_decode(act->arena, request,
	    (size_t)(body - 1 - request), &given, &len) &&
	    len == sizeof(mac) && crypto_equal(given, mac, len);
}

/* Whom it is about; NULL: not Facebook's word. */
static const char *
request_read(struct act *act, const char *request)
{
	const char	*body = strchr(request, '.'), *name;
	struct json_in	*json;
	uint8_t		*bytes;
	size_t		 len, at;

	if (body == NULL || !oauth_is_on(act->config, OAUTH_FACEBOOK) ||
	    !is_signed(act, request, ++body) ||
	    !crypto_base64url_decode(act->arena, body, strlen(body), &bytes,
	    &len) || json_parse(act->arena, (const char *)bytes, len, &json,
	    &at, &name) != JSON_OK || json->type != JSON_OBJECT ||
	    !text_equal(oauth_text(json, "algorithm"), "HMAC-SHA256"))
		return NULL;
	return oauth_text(json, "user_id");
}

/* Whoever has no other way in asks for a password by mail. */
static enum outcome
subject_forget(struct act *act, const char *subject)
{
	struct stmt	*s = db_sql(act->db, sql_forget);
	struct actor	 as = { .address = act->actor.address,
			    .user_agent = act->actor.user_agent };
	const char	*id;
	enum outcome	 e;

	db_bind_text(s, ":provider", oauth_facebook.name);
	db_bind_text(s, ":issuer", act->config->facebook_url);
	db_bind_text(s, ":subject", subject);
	if ((e = db_step(s)) != SOUK_OK)
		return e == SOUK_NOT_FOUND ? SOUK_OK : e;
	id = db_copy(s, 0, act->arena);
	as.brand_id = db_copy(s, 1, act->arena);
	db_done(s);
	return login_audit(act, "oauth_forget", &as, id);
}

enum outcome
oauth_facebook_deletion(struct act *act, const struct record *in,
    const char **code)
{
	const char	*subject = request_read(act, in->values[0].text);

	if (subject == NULL)
		return act_bad_field(act, "signed_request",
		    &oauth_messages[OAUTH_UNSIGNED]);
	*code = crypto_token(act->arena, CODE_BYTES);
	return subject_forget(act, subject);
}
