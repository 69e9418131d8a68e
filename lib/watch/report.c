/* SPDX-License-Identifier: ISC */
/*
 * Errors of the log to a service that speaks Sentry's protocol: one event an
 * envelope.  A kind of error is told at once, then at most once an hour with
 * how often it came; all together at most REPORTS_HOUR an hour.
 */
#include <inttypes.h>
#include <string.h>

#include "lib/base/arena.h"
#include "lib/base/buf.h"
#include "lib/base/clock.h"
#include "lib/base/config.h"
#include "lib/base/crypto.h"
#include "lib/base/json_out.h"
#include "lib/base/log.h"
#include "lib/base/text.h"
#include "lib/db/db.h"
#include "lib/net/net.h"
#include "lib/queue/queue.h"
#include "lib/watch/sample.h"
#include "lib/watch/watch.h"

#define REPORTS_HOUR	30
#define CLIENT		"souk/1.0"

static const char sql_due[] =
    "SELECT fingerprint, program, message, tags, times, reported, last_at"
    " FROM watch_error WHERE due_at <= :now ORDER BY due_at LIMIT 1";
static const char sql_reported[] =
    "UPDATE watch_error SET reported = :times, due_at = CASE WHEN times >"
    " :times THEN :later ELSE NULL END WHERE fingerprint = :fingerprint";

/* ---- where to: https://KEY@HOST/PATH/PROJECT --------------------------------- */

struct dsn { const char *base, *key, *project; };

static bool
dsn_read(struct act *act, struct dsn *dsn)
{
	const char	*text = act->config->sentry_dsn;
	const char	*scheme = strstr(text, "://"), *at, *slash;

	if (scheme == NULL || (at = strchr(scheme + 3, '@')) == NULL ||
	    (slash = strrchr(at, '/')) == NULL || slash[1] == '\0')
		return false;
	dsn->key = arena_text(act->arena, scheme + 3,
	    strcspn(scheme + 3, ":@"));	/* a secret key is of old times */
	dsn->base = arena_printf(act->arena, "%.*s%.*s",
	    (int)(scheme + 3 - text), text, (int)(slash - at - 1), at + 1);
	dsn->project = slash + 1;
	return true;
}

/* ---- what ----------------------------------------------------------------------- */

struct event {
	const char	*fingerprint, *program, *message, *tags;
	int64_t		 times, reported, at;
	int64_t		 hour, sent;	/* of this hour */
};

/* The same for the same: who is killed before it was noted tells it again,
 * and the other side knows. */
static const char *
event_id(struct act *act, const struct event *event)
{
	const char	*hash = crypto_sha256_hex(act->arena, arena_printf(
			    act->arena, "%s %" PRId64 " %" PRId64,
			    event->fingerprint, event->times, event->at));

	return arena_text(act->arena, hash, 32);
}

static const char *
event_text(struct act *act, const struct event *event)
{
	struct buf	 b;
	struct json_out	 json = { .buf = &b };

	buf_init(&b, act->arena, 512);
	json_open(&json, NULL);
	json_text(&json, "event_id", event_id(act, event));
	json_time(&json, "timestamp", event->at);
	json_text(&json, "platform", "c");
	json_text(&json, "level", "error");
	json_text(&json, "logger", event->program);
	json_text(&json, "server_name", text_url_host(act->arena,
	    act->config->base_url));
	json_open(&json, "logentry");
	json_text(&json, "formatted", event->message);
	json_close(&json);
	json_raw(&json, "tags", event->tags);
	json_open_list(&json, "fingerprint");
	json_text(&json, NULL, event->fingerprint);
	json_close_list(&json);
	json_open(&json, "extra");
	json_int(&json, "times", event->times);
	json_close(&json);
	json_close(&json);
	return b.p;
}

static const char *
envelope_text(struct act *act, const struct event *event, size_t *len)
{
	const char	*text = event_text(act, event);
	char		 now[CLOCK_TEXT];
	struct buf	 b;

	clock_text(clock_now(), now);
	buf_init(&b, act->arena, 1024);
	buf_printf(&b, "{\"event_id\":\"%s\",\"sent_at\":\"%s\"}\n"
	    "{\"type\":\"event\",\"content_type\":\"application/json\","
	    "\"length\":%zu}\n%s\n", event_id(act, event), now, strlen(text),
	    text);
	*len = b.len;
	return b.p;
}

static bool
event_send(struct act *act, const struct dsn *dsn, const struct event *event)
{
	const char	*headers[] = {
		"Content-Type: application/x-sentry-envelope",
		arena_printf(act->arena, "X-Sentry-Auth: Sentry "
		    "sentry_version=7, sentry_client=" CLIENT
		    ", sentry_key=%s", dsn->key), NULL };
	struct net_request	 request = { .method = "POST",
		.base = dsn->base, .path = arena_printf(act->arena,
		"/api/%s/envelope/", dsn->project), .headers = headers,
		.cut = true, .most = 4096 };
	struct net_answer	 answer;

	request.body = envelope_text(act, event, &request.len);
	if (net_http(act, &request, &answer) != NET_OK)
		return false;
	if (answer.status == 200)
		return true;
	log_line(LOG_WARN, "an error report was refused", "status",
	    arena_printf(act->arena, "%d", answer.status), NULL);
	return false;
}

/* ---- when ------------------------------------------------------------------------- */

/* NOT_FOUND: nothing is due, or enough was told in this hour. */
static enum outcome
event_next(struct act *act, void *arg)
{
	struct event	*event = arg;
	struct stmt	*s;
	const char	*text;
	int64_t		 n[2];
	enum outcome	 e;

	*event = (struct event){ .hour = act->now / CLOCK_HOUR };
	if ((e = state_read(act, "reports", &text)) != SOUK_OK)
		return e;
	if (state_numbers(text, n, 2) == 2 && n[0] == event->hour)
		event->sent = n[1];
	if (event->sent >= REPORTS_HOUR)
		return SOUK_NOT_FOUND;
	s = db_sql(act->db, sql_due);
	db_bind_int(s, ":now", act->now);
	if ((e = db_step(s)) != SOUK_OK)
		return e;
	event->fingerprint = db_copy(s, 0, act->arena);
	event->program = db_copy(s, 1, act->arena);
	event->message = db_copy(s, 2, act->arena);
	event->tags = db_copy(s, 3, act->arena);
	event->times = db_int(s, 4);
	event->reported = db_int(s, 5);
	event->at = db_int(s, 6);
	db_done(s);
	return SOUK_OK;
}

static enum outcome
event_sent(struct act *act, void *arg)
{
	const struct event	*event = arg;
	struct stmt		*s = db_sql(act->db, sql_reported);
	enum outcome		 e;

	db_bind_int(s, ":times", event->times);
	db_bind_int(s, ":later", act->now + CLOCK_HOUR);
	db_bind_text(s, ":fingerprint", event->fingerprint);
	if ((e = db_run(s)) != SOUK_OK)
		return e;
	return state_write(act, "reports", arena_printf(act->arena,
	    "%" PRId64 " %" PRId64, event->hour, event->sent + 1));
}

/* What does not go waits for the next minute; so nothing is ever lost, and
 * nobody waits. */
static enum outcome
report_run(struct act *act, const struct job *job)
{
	struct event	 event;
	struct dsn	 dsn;
	enum outcome	 e;

	if (*act->config->sentry_dsn == '\0')
		return SOUK_OK;
	if (!dsn_read(act, &dsn)) {
		log_line(LOG_WARN, "SOUK_SENTRY_DSN is no address", NULL);
		return SOUK_OK;
	}
	while ((e = db_tx(act, DB_READ, event_next, &event)) == SOUK_OK) {
		if (!event_send(act, &dsn, &event))
			return SOUK_OK;
		if ((e = db_tx(act, DB_WRITE, event_sent, &event)) !=
		    SOUK_OK || (e = queue_extend(act, job)) != SOUK_OK)
			return e;
	}
	return e == SOUK_NOT_FOUND ? SOUK_OK : e;
}

const struct job_kind watch_report = {
	.name = "watch.report",
	.lane = LANE_CALL,
	.run = report_run,
	.max_attempts = 2,
	.lease = CLOCK_MINUTE,
	.first_pause = CLOCK_MINUTE,
};
