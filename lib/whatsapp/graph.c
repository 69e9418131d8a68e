/* SPDX-License-Identifier: ISC */
#include "lib/whatsapp/graph.h"

#include <stdio.h>
#include <string.h>

#include "lib/base/arena.h"
#include "lib/base/clock.h"
#include "lib/base/config.h"
#include "lib/base/crypto.h"
#include "lib/base/log.h"
#include "lib/base/shared.h"
#include "lib/base/text.h"
#include "lib/whatsapp/told.h"

#define COUNT(TABLE) (sizeof(TABLE) / sizeof((TABLE)[0]))
#define ANSWER_MOST	((size_t)256 << 10)
#define ERROR_MOST	300		/* bytes of what it says */

/* ---- what an answer means ------------------------------------------------ */

/* From a code to a code, both included; the first row that fits. */
static const struct {
	int64_t		 from, to;
	enum graph_end	 end;
} judgements[] = {
	{ 0, 0, GRAPH_HELD },			/* the token */
	{ 1, 2, GRAPH_ILL },
	{ 4, 4, GRAPH_BUSY },
	{ 10, 10, GRAPH_HELD },
	{ 33, 33, GRAPH_REFUSED },
	{ 100, 100, GRAPH_REFUSED },
	{ 190, 190, GRAPH_HELD },
	{ 200, 299, GRAPH_HELD },
	{ 368, 368, GRAPH_HELD },		/* blocked for a policy */
	{ 80007, 80007, GRAPH_BUSY },
	{ 130429, 130429, GRAPH_BUSY },
	{ 130472, 130472, GRAPH_UNWANTED },	/* of an experiment */
	{ 130497, 130497, GRAPH_HELD },		/* not into that country */
	{ 131000, 131000, GRAPH_ILL },
	{ 131016, 131016, GRAPH_ILL },
	{ 131031, 131031, GRAPH_HELD },		/* locked */
	{ 131042, 131042, GRAPH_HELD },		/* not paid */
	{ 131047, 131047, GRAPH_CLOSED },
	{ 131048, 131048, GRAPH_HELD },		/* spam */
	{ 131049, 131050, GRAPH_UNWANTED },
	{ 131052, 131052, GRAPH_ILL },
	{ 131056, 131056, GRAPH_PAIR },
	{ 131057, 131057, GRAPH_BUSY },		/* being upgraded */
	{ 131064, 131064, GRAPH_HELD },
	{ 133016, 133016, GRAPH_BUSY },
};

enum graph_end
graph_judge(int64_t code)
{
	for (size_t i = 0; i < COUNT(judgements); i++)
		if (code >= judgements[i].from && code <= judgements[i].to)
			return judgements[i].end;
	return GRAPH_REFUSED;
}

/*
 * Where no error of Meta's can be read, somebody in between may have spoken: a
 * 4xx turned it away, what a 5xx did nobody knows.
 */
static const struct { int from, to; enum graph_end end; } statuses[] = {
	{ 300, 399, GRAPH_ILL },
	{ 401, 401, GRAPH_HELD },
	{ 403, 403, GRAPH_HELD },
	{ 408, 408, GRAPH_UNSURE },
	{ 429, 429, GRAPH_BUSY },
	{ 400, 499, GRAPH_REFUSED },
};

enum graph_end
graph_judge_status(int status)
{
	for (size_t i = 0; i < COUNT(statuses); i++)
		if (status >= statuses[i].from && status <= statuses[i].to)
			return statuses[i].end;
	return GRAPH_UNSURE;
}

/* ---- reading ------------------------------------------------------------- */

/* What it says for people, in one line. */
static const char *
error_said(struct act *act, const struct json_in *error)
{
	const char	*said = wa_text(wa_object(error, "error_data"),
			    "details");

	if (said == NULL)
		said = wa_text(error, "message");
	said = wa_clean(act->arena, said, ERROR_MOST, false);
	return said != NULL ? said : "";
}

static void
error_read(struct act *act, const struct json_in *error,
    struct graph_answer *answer)
{
	answer->error = error_said(act, error);
	answer->code = wa_int(error, "code", 0);
	answer->end = wa_text(error, "code") != NULL ? graph_judge(answer->code) : graph_judge_status(answer->status);
}

/* NULL: no JSON object. */
static const struct json_in *
object_of(struct act *act, const struct net_answer *in)
{
	struct json_in	*json;
	const char	*name;
	size_t		 at;

	return json_parse_most(act->arena, in->body, in->len, GRAPH_VALUES,
	    &json, &at, &name) == JSON_OK && json->type == JSON_OBJECT ?
	    json : NULL;
}

static void
answer_read(struct act *act, const struct net_answer *in,
    struct graph_answer *answer)
{
	const struct json_in	*json = object_of(act, in), *error;

	answer->status = in->status;
	answer->retry_after = in->retry_after;
	error = wa_object(json, "error");
	if (error != NULL)
		error_read(act, error, answer);
	else if (json != NULL && in->status / 100 == 2)
		answer->end = GRAPH_TAKEN;
	else
		answer->end = graph_judge_status(in->status);
	if (answer->end == GRAPH_TAKEN)
		answer->json = json;
}

static void
tell_log(struct act *act, const struct graph_answer *answer,
    const char *what)
{
	char	 status[16], code[24];

	snprintf(status, sizeof(status), "%d", answer->status);
	snprintf(code, sizeof(code), "%lld", (long long)answer->code);
	log_line(answer->end == GRAPH_HELD ? LOG_ERROR : LOG_WARN,
	    "Meta did not do what was asked", "what", what, "status", status,
	    "code", code, "request", act->request_id, NULL);
}

void
graph_read(struct act *act, enum net_result result,
    const struct net_answer *in, struct graph_answer *answer)
{
	*answer = (struct graph_answer){ .end = GRAPH_UNSENT, .error = "" };
	if (result == NET_OK)
		answer_read(act, in, answer);
	else if (result == NET_UNKNOWN)
		answer->end = GRAPH_UNSURE;
	if (answer->end != GRAPH_TAKEN)
		tell_log(act, answer, result == NET_OK ? "answered" :
		    net_result_name(result));
}

/* ---- asking -------------------------------------------------------------- */

const char *
graph_proof(struct act *act, const char *token)
{
	const char	*secrets = act->config->meta_secrets;
	uint8_t		 mac[CRYPTO_HASH];

	crypto_hmac(secrets, strcspn(secrets, ","), token, strlen(token),
	    mac);
	return crypto_hex(act->arena, mac, sizeof(mac));
}

void
graph_request(struct act *act, const struct graph_call *call,
    struct net_request *request)
{
	const char	*token = call->token != NULL ? call->token :
			    act->config->meta_token;
	const char	**headers = arena_array(act->arena, 4,
			    sizeof(*headers));

	headers[0] = arena_printf(act->arena, "Authorization: Bearer %s",
	    token);
	headers[1] = "Accept: application/json";
	if (call->type != NULL || call->body != NULL)
		headers[2] = arena_printf(act->arena, "Content-Type: %s",
		    call->type != NULL ? call->type : "application/json");
	*request = (struct net_request){ .base = act->config->meta_url,
		.method = call->method != NULL ? call->method :
		    call->body != NULL ? "POST" : "GET",
		.path = arena_printf(act->arena, "/%s%s%cappsecret_proof=%s",
		    act->config->meta_version, call->path,
		    strchr(call->path, '?') != NULL ? '&' : '?',
		    graph_proof(act, token)),
		.headers = headers, .body = call->body,
		.len = call->body == NULL ? 0 : strlen(call->body),
		.timeout_ms = GRAPH_MS, .most = ANSWER_MOST };
}

static int64_t
monotonic(void)
{
	return clock_monotonic_us() / 1000;
}

bool
graph_lets(struct act *act)
{
	return shared_breaker_lets(act->shared, BREAKER_META, monotonic());
}

/* A refusal is an answer: Meta is there.  Trouble of its own is none, whatever
 * it calls it. */
void
graph_told(struct act *act, const struct graph_answer *answer)
{
	shared_breaker_told(act->shared, BREAKER_META, answer->status != 0 &&
	    answer->status / 100 != 5, monotonic());
}

void
graph_ask(struct act *act, const struct graph_call *call,
    struct graph_answer *answer)
{
	struct net_request	 request;
	struct net_answer	 in;
	enum net_result		 result;

	*answer = (struct graph_answer){ .end = GRAPH_UNSENT, .error = "",
		.retry_after = BREAKER_PAUSE / CLOCK_SECOND };
	if (!graph_lets(act))
		return;
	graph_request(act, call, &request);
	result = net_http(act, &request, &in);
	graph_read(act, result, &in, answer);
	graph_told(act, answer);
}
