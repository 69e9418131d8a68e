/* SPDX-License-Identifier: ISC */
#include <string.h>

#include "lib/base/arena.h"
#include "lib/base/buf.h"
#include "lib/base/clock.h"
#include "lib/base/config.h"
#include "lib/base/json_in.h"
#include "lib/base/json_out.h"
#include "lib/base/text.h"
#include "lib/net/net.h"
#include "lib/notify/transport.h"

/*
 * POST /emails (resend.com/docs/api-reference).  The mail's id is the key of
 * idempotency, kept there for a day: a repetition is answered, not sent.
 */
#define WAIT_UNSAID	CLOCK_MINUTE
#define USED_ALREADY	"invalid_idempotent_request"

/* `Name <address>`: without what would end the name. */
static char *
sender(struct arena *arena, const struct mail_message *m)
{
	char	*name = mail_line(arena, m->from_name), *p;

	for (p = name; *p != '\0'; p++)
		if (strchr("\"<>\\,;:()[]@", *p) != NULL)
			*p = ' ';
	return arena_printf(arena, "\"%s\" <%s>", name, m->from);
}

static void
body_put(struct buf *b, const struct mail_message *m)
{
	struct json_out	 json = { .buf = b };

	json_open(&json, NULL);
	json_text(&json, "from", sender(b->arena, m));
	json_open_list(&json, "to");
	json_text(&json, NULL, m->to);
	json_close_list(&json);
	json_text(&json, "subject", mail_line(b->arena, m->subject));
	json_text(&json, "text", m->text);
	json_text(&json, "html", m->html);
	if (m->reply_to != NULL)
		json_text(&json, "reply_to", m->reply_to);
	json_open(&json, "headers");
	json_text(&json, "Auto-Submitted", "auto-generated");
	json_text(&json, "X-Entity-Ref-ID", m->id);
	json_close(&json);
	json_close(&json);
}

/* "id" of what was taken, else "message", else nothing. */
static const char *
answer_member(struct act *act, const struct net_answer *answer,
    const char *name)
{
	const struct json_in	*member;
	struct json_in		*json;
	const char		*wrong;
	size_t			 at;

	if (json_parse(act->arena, answer->body, answer->len, &json, &at,
	    &wrong) != JSON_OK || json->type != JSON_OBJECT ||
	    (member = json_member(json, name)) == NULL ||
	    member->type != JSON_STRING)
		return "";
	return member->text;
}

/*
 * 401 and 403 are about our key or domain, not about this mail.  A key of
 * idempotency that was used with other words is a mail that went already:
 * the owner changed a text between two tries.
 */
static enum mail_fate
fate(struct act *act, const struct net_answer *answer,
    struct mail_reply *reply)
{
	const int	 status = answer->status;

	if (status >= 200 && status < 300)
		return MAIL_WENT;
	if (status == 409)
		return text_equal(answer_member(act, answer, "name"),
		    USED_ALREADY) ? MAIL_WENT : MAIL_AGAIN;
	if (status == 429) {
		reply->wait = answer->retry_after > 0 ?
		    answer->retry_after * CLOCK_SECOND : WAIT_UNSAID;
		return MAIL_LATER;
	}
	return status >= 500 || status == 401 || status == 403 ||
	    status == 408 ? MAIL_AGAIN : MAIL_NEVER;
}

static enum mail_fate
resend_send(struct act *act, const struct mail_message *m,
    struct mail_reply *reply)
{
	const char *const	 headers[] = {
		arena_printf(act->arena, "Authorization: Bearer %s",
		    act->config->resend_key),
		"Content-Type: application/json",
		arena_printf(act->arena, "Idempotency-Key: %s", m->id), NULL };
	struct net_request	 request = { .method = "POST",
		.base = act->config->resend_url, .path = "/emails",
		.headers = headers, .most = 65536 };
	struct net_answer	 answer;
	enum net_result		 result;
	struct buf		 b;

	buf_init(&b, act->arena, 8192);
	body_put(&b, m);
	request.body = b.p;
	request.len = b.len;
	if ((result = net_http(act, &request, &answer)) != NET_OK) {
		reply->text = net_result_name(result);
		return result == NET_REFUSED ? MAIL_NEVER : MAIL_AGAIN;
	}
	reply->text = arena_printf(act->arena, "%d %s%s", answer.status,
	    answer_member(act, &answer, "id"),
	    answer_member(act, &answer, "message"));
	return fate(act, &answer, reply);
}

const struct mail_transport mail_by_resend = {
	.name = "resend",
	.has_quota = true,
	.send = resend_send,
};
