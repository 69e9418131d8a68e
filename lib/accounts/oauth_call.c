/* SPDX-License-Identifier: ISC */
#include <string.h>

#include "lib/accounts/oauth_parts.h"
#include "lib/base/buf.h"
#include "lib/base/json_in.h"
#include "lib/base/log.h"
#include "lib/base/text.h"
#include "lib/net/net.h"

#define CALL_MS		5000	/* three of them, and somebody waits */
#define ANSWER_MOST	((size_t)64 << 10)

const char *
oauth_form(struct act *act, const struct oauth_pair *pairs)
{
	struct buf	b;

	buf_init(&b, act->arena, 512);
	for (; pairs->name != NULL; pairs++) {
		buf_printf(&b, "%s%s=", b.len > 0 ? "&" : "", pairs->name);
		text_url_encode(&b, pairs->value);
	}
	return b.p;
}

const char *
oauth_text(const struct json_in *object, const char *name)
{
	const struct json_in	*m = json_member(object, name);

	return m != NULL && m->type == JSON_STRING ? m->text : NULL;
}

enum outcome
oauth_is_down(struct act *act, const char *what)
{
	log_line(LOG_WARN, "a sign-in provider does not answer", "what", what,
	    "request", act->request_id, NULL);
	return act_refuse(act, SOUK_UPSTREAM, &oauth_messages[OAUTH_DOWN]);
}

static enum outcome
answer_read(struct act *act, const struct net_answer *in,
    struct oauth_answer *answer)
{
	const char	*name;
	size_t		 at;

	if (in->status / 100 == 5)
		return oauth_is_down(act, "5xx");
	if (in->status != 200)
		return SOUK_UNAUTHENTICATED;
	*answer = (struct oauth_answer){ .status = in->status,
		.text = in->body, .len = in->len, .max_age = in->max_age };
	if (json_parse(act->arena, in->body, in->len, &answer->json, &at,
	    &name) != JSON_OK || answer->json->type != JSON_OBJECT)
		return oauth_is_down(act, "no JSON object");
	return SOUK_OK;
}

enum outcome
oauth_call(struct act *act, const char *base, const char *path,
    const char *form, struct oauth_answer *answer)
{
	static const char *const	 headers[] = { "Accept: application/json",
	    "Content-Type: application/x-www-form-urlencoded", NULL };
	static const char *const	 asking[] = { "Accept: application/json",
	    NULL };
	const struct net_request	 request = {
		.method = form == NULL ? "GET" : "POST",
		.base = base, .path = path,
		.headers = form == NULL ? asking : headers,
		.body = form, .len = form == NULL ? 0 : strlen(form),
		.timeout_ms = CALL_MS, .most = ANSWER_MOST,
	};
	struct net_answer		 in;
	enum net_result			 result = net_http(act, &request, &in);

	if (result != NET_OK)
		return oauth_is_down(act, net_result_name(result));
	return answer_read(act, &in, answer);
}
