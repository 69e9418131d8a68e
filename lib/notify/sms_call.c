/* SPDX-License-Identifier: ISC */
#include <inttypes.h>
#include <string.h>
#include <time.h>

#include "lib/base/arena.h"
#include "lib/base/buf.h"
#include "lib/base/clock.h"
#include "lib/base/config.h"
#include "lib/base/crypto.h"
#include "lib/base/json_in.h"
#include "lib/base/log.h"
#include "lib/base/shared.h"
#include "lib/base/text.h"
#include "lib/net/net.h"
#include "lib/notify/message.h"
#include "lib/notify/sms_parts.h"

#define COUNT(TABLE)	(sizeof(TABLE) / sizeof((TABLE)[0]))
#define TIMEOUT_MS	10000
#define ANSWER_MOST	((size_t)512 << 10)

/*
 * The first row that fits; 0 stands for any.  What a 5xx did nobody knows:
 * Twilio has no key under which asking again would be the same text.
 */
static const struct {
	int		 class, status;
	int64_t		 code;
	enum sms_end	 end;
} judgements[] = {
	{ 2, 0, 0, SMS_TAKEN },
	{ 4, 429, 0, SMS_UNSENT },
	{ 4, 0, 20429, SMS_UNSENT },
	{ 4, 408, 0, SMS_UNSURE },
	{ 4, 409, 0, SMS_UNSURE },
	{ 4, 0, 0, SMS_REFUSED },
	{ 3, 0, 0, SMS_UNSENT },
};

enum sms_end
sms_judge(int status, int64_t code)
{
	for (size_t i = 0; i < COUNT(judgements); i++)
		if (judgements[i].class == status / 100 &&
		    (judgements[i].status == 0 ||
		    judgements[i].status == status) &&
		    (judgements[i].code == 0 || judgements[i].code == code))
			return judgements[i].end;
	return SMS_UNSURE;
}

/* By a key if there is one, else by the account's own token. */
static const char *
proof(struct act *act)
{
	const struct config	*c = act->config;
	const bool		 key = *c->twilio_key != '\0';
	const char		*pair = arena_printf(act->arena, "%s:%s",
				    key ? c->twilio_key : c->twilio_account,
				    key ? c->twilio_key_secret :
				    c->twilio_token);

	return arena_printf(act->arena, "Authorization: Basic %s",
	    crypto_base64(act->arena, pair, strlen(pair)));
}

static const struct json_in *
object_of(struct act *act, const struct net_answer *in)
{
	struct json_in	*json;
	const char	*name;
	size_t		 at;

	return json_parse_most(act->arena, in->body, in->len, 16384, &json,
	    &at, &name) == JSON_OK && json->type == JSON_OBJECT ? json : NULL;
}

static void
answer_read(struct act *act, const struct net_answer *in,
    struct sms_answer *out)
{
	const struct json_in	*json = object_of(act, in), *m;

	m = json == NULL ? NULL : json_member(json, "code");
	if (in->status >= 300 && m != NULL && m->type == JSON_NUMBER &&
	    m->is_integer)
		out->code = m->integer;
	m = json == NULL ? NULL : json_member(json, "message");
	out->error = m != NULL && m->type == JSON_STRING ?
	    mail_line(act->arena, m->text) :
	    arena_printf(act->arena, "HTTP %d", in->status);
	out->end = sms_judge(in->status, out->code);
	out->json = json;
	if (out->end == SMS_TAKEN && json == NULL)
		out->end = SMS_UNSURE;
}

bool
sms_lets(struct act *act)
{
	return shared_breaker_lets(act->shared, BREAKER_TWILIO,
	    clock_monotonic_us() / 1000);
}

static void
ask(struct act *act, const struct net_request *wanted, struct sms_answer *out)
{
	const char *const	 headers[] = { proof(act),
		"Accept: application/json", wanted->body == NULL ? NULL :
		"Content-Type: application/x-www-form-urlencoded", NULL };
	struct net_request	 request = *wanted;
	struct net_answer	 in;
	enum net_result		 result;

	*out = (struct sms_answer){ .end = SMS_UNSENT };
	request.base = act->config->twilio_url;
	request.headers = headers;
	request.timeout_ms = TIMEOUT_MS;
	request.most = ANSWER_MOST;
	result = net_http(act, &request, &in);
	shared_breaker_told(act->shared, BREAKER_TWILIO, result == NET_OK &&
	    in.status / 100 != 5, clock_monotonic_us() / 1000);
	if (result == NET_OK) {
		answer_read(act, &in, out);
		return;
	}
	out->error = net_result_name(result);
	out->end = result == NET_UNKNOWN ? SMS_UNSURE : SMS_UNSENT;
}

static const char *
messages_path(struct act *act)
{
	return arena_printf(act->arena,
	    "/2010-04-01/Accounts/%s/Messages.json",
	    act->config->twilio_account);
}

static void
param(struct buf *b, const char *name, const char *value)
{
	buf_printf(b, "%s%s=", b->len == 0 ? "" : "&", name);
	text_url_encode(b, value);
}

/* Its own name rides in the address where we are told of it: so what was
 * taken is known even where the answer to this never came. */
void
sms_post(struct act *act, const struct sms_call *call, struct sms_answer *out)
{
	const char	*from = act->config->twilio_from;
	struct buf	 form;

	buf_init(&form, act->arena, 512);
	param(&form, "To", call->to);
	param(&form, text_starts(from, "MG") ? "MessagingServiceSid" : "From",
	    from);
	param(&form, "Body", call->text);
	param(&form, "StatusCallback", arena_printf(act->arena,
	    "%s" SMS_STATUS "?sms=%s", act->config->base_url, call->id));
	ask(act, &(struct net_request){ .method = "POST",
		.path = messages_path(act), .body = form.p, .len = form.len },
	    out);
	if (out->end != SMS_TAKEN)
		log_line(LOG_WARN, "Twilio did not take a text", "sms",
		    call->id, "code", arena_printf(act->arena, "%" PRId64,
		    out->code), "why", out->error, NULL);
}

void
sms_look(struct act *act, const char *to, int64_t since,
    struct sms_answer *out)
{
	const time_t	 day = (time_t)((since - CLOCK_HOUR) / CLOCK_SECOND);
	struct tm	 tm;
	struct buf	 query;
	char		 date[16];

	gmtime_r(&day, &tm);
	strftime(date, sizeof(date), "%Y-%m-%d", &tm);
	buf_init(&query, act->arena, 128);
	param(&query, "To", to);
	param(&query, "DateSent%3E", date);
	param(&query, "PageSize", "200");
	ask(act, &(struct net_request){ .method = "GET",
		.path = arena_printf(act->arena, "%s?%s", messages_path(act),
		query.p) }, out);
}
