/* SPDX-License-Identifier: ISC */
/* A text of ours among those that Twilio has. */
#include <string.h>

#include "lib/base/json_in.h"
#include "lib/base/text.h"
#include "lib/db/db.h"
#include "lib/notify/sms_parts.h"

static const char sql_of_another[] =
    "SELECT 1 FROM sms WHERE sid = :sid AND id <> :id";

static const char *
text_of(const struct json_in *json, const char *name)
{
	const struct json_in	*m = json_member(json, name);

	return m != NULL && m->type == JSON_STRING ? m->text : NULL;
}

void
sms_name_read(const struct json_in *json, const char *text,
    struct sms_found *out)
{
	const char	*count = text_of(json, "num_segments");

	out->sid = text_of(json, "sid");
	if (count == NULL || !text_to_int(count, &out->segments) ||
	    out->segments == 0)
		out->segments = sms_segments(text);
}

/* A trial account writes its own words before ours. */
static bool
says_the_same(const struct json_in *m, const struct sms_call *s)
{
	const char	*body = text_of(m, "body");
	const size_t	 all = body == NULL ? 0 : strlen(body);
	const size_t	 len = strlen(s->text);

	return all >= len && strcmp(body + all - len, s->text) == 0 &&
	    text_equal(text_of(m, "to"), s->to) && text_of(m, "sid") != NULL;
}

static enum outcome
is_of_another(struct act *act, const struct sms_call *s, const char *sid,
    bool *yes)
{
	struct stmt	*q = db_sql(act->db, sql_of_another);
	enum outcome	 e;

	db_bind_text(q, ":sid", sid);
	db_bind_text(q, ":id", s->id);
	e = db_step(q);
	db_done(q);
	*yes = e == SOUK_OK;
	return e == SOUK_NOT_FOUND ? SOUK_OK : e;
}

/* The oldest that no other text of ours is. */
enum outcome
sms_find(struct act *act, const struct sms_call *s,
    const struct json_in *answer, struct sms_found *out)
{
	const struct json_in	*list = json_member(answer,
				    "messages");
	enum outcome		 e = SOUK_OK;
	bool			 taken;

	out->sid = NULL;
	if (list == NULL || list->type != JSON_ARRAY)
		return SOUK_UPSTREAM;
	for (size_t i = list->count; e == SOUK_OK && i-- > 0;) {
		const struct json_in	*m = &list->items[i];

		if (m->type != JSON_OBJECT || !says_the_same(m, s))
			continue;
		e = is_of_another(act, s, text_of(m, "sid"), &taken);
		if (e == SOUK_OK && !taken) {
			sms_name_read(m, s->text, out);
			return SOUK_OK;
		}
	}
	return e;
}
