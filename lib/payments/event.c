/* SPDX-License-Identifier: ISC */
#include <string.h>

#include "lib/base/clock.h"
#include "lib/base/config.h"
#include "lib/base/text.h"
#include "lib/db/db.h"
#include "lib/payments/event.h"
#include "lib/payments/event_apply.h"

/* What it came to is written when it is known, in the same transaction. */
static const char sql_store[] =
    "INSERT INTO payment_event (id, type, object_id, api_version, made_at,"
    " received_at, pulled, outcome) VALUES (:id, :type, :object, :version,"
    " :made, :now, :pulled, 'nothing') ON CONFLICT DO NOTHING";
static const char sql_settle[] =
    "UPDATE payment_event SET outcome = :outcome, payment_id = :payment,"
    " problem = :problem WHERE id = :id";

bool
stripe_is_live(const struct act *act)
{
	return text_starts(act->config->stripe_key, "sk_live_") ||
	    text_starts(act->config->stripe_key, "rk_live_");
}

/* ---- reading ------------------------------------------------------------------ */

/* Thin events tell their time as a text, and nothing of the object. */
static bool
thin_read(const struct json_in *in, struct stripe_event *event)
{
	const char	*text = stripe_text(in, "created");
	int64_t		 ms;

	event->thin = true;
	if (text != NULL && clock_parse(text, &ms))
		event->made_at = ms / CLOCK_SECOND;
	return true;
}

bool
stripe_event_read(const struct json_in *in, struct stripe_event *event)
{
	const struct json_in	*live, *data;
	const char		*kind;

	*event = (struct stripe_event){ .id = NULL };
	if (in->type != JSON_OBJECT)
		return false;
	event->id = stripe_text(in, "id");
	event->type = stripe_text(in, "type");
	event->api_version = stripe_text(in, "api_version");
	event->account = stripe_text(in, "account");
	event->made_at = stripe_int(in, "created", 0);
	live = json_member(in, "livemode");
	event->livemode = live != NULL && live->type == JSON_BOOL &&
	    live->boolean;
	if (event->id == NULL || event->type == NULL)
		return false;
	kind = stripe_text(in, "object");
	if (kind != NULL && strcmp(kind, "v2.core.event") == 0)
		return thin_read(in, event);
	data = json_member(in, "data");
	event->object = data != NULL && data->type == JSON_OBJECT ?
	    json_member(data, "object") : NULL;
	if (event->object == NULL || event->object->type != JSON_OBJECT)
		return false;
	event->object_id = stripe_text(event->object, "id");
	return true;
}

/* ---- taking ---------------------------------------------------------------------- */

/* NOT_FOUND: it was there. */
static enum outcome
store(struct act *act, const struct stripe_event *event, bool pulled)
{
	struct stmt	*s = db_sql(act->db, sql_store);

	db_bind_text(s, ":id", event->id);
	db_bind_text(s, ":type", event->type);
	db_bind_text(s, ":object", event->object_id);
	db_bind_text(s, ":version", event->api_version);
	db_bind_int(s, ":made", event->made_at);
	db_bind_int(s, ":now", act->now);
	db_bind_int(s, ":pulled", pulled);
	return db_run_changed(s);
}

static enum outcome
settle(struct act *act, const struct stripe_event *event, const char *outcome,
    const struct stripe_taken *taken)
{
	struct stmt	*s = db_sql(act->db, sql_settle);

	db_bind_text(s, ":outcome", outcome);
	db_bind_text(s, ":payment", taken->payment_id);
	db_bind_text(s, ":problem", taken->problem);
	db_bind_text(s, ":id", event->id);
	return db_run(s);
}

/* NOT_FOUND: it is no concern of ours. */
static enum outcome
apply(struct act *act, const struct stripe_event *event,
    struct stripe_taken *taken)
{
	if (event->thin || event->account != NULL)
		return SOUK_NOT_FOUND;
	if (event->livemode != stripe_is_live(act)) {
		taken->problem = "livemode";
		return SOUK_OK;
	}
	return stripe_event_apply(act, event, taken);
}

enum outcome
stripe_event_take(struct act *act, const struct stripe_event *event,
    bool pulled, struct stripe_taken *taken)
{
	enum outcome	 e;

	*taken = (struct stripe_taken){ .known = false };
	if ((e = store(act, event, pulled)) == SOUK_NOT_FOUND) {
		taken->known = true;
		return SOUK_OK;
	}
	if (e != SOUK_OK)
		return e;
	e = apply(act, event, taken);
	if (e == SOUK_NOT_FOUND)
		return settle(act, event, "ignored", taken);
	if (e != SOUK_OK)
		return e;
	return settle(act, event, taken->problem != NULL ? "refused" :
	    taken->changed ? "applied" : "nothing", taken);
}
