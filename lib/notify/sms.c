/* SPDX-License-Identifier: ISC */
#include <string.h>

#include "lib/base/config.h"
#include "lib/base/crypto.h"
#include "lib/base/text.h"
#include "lib/base/typeid.h"
#include "lib/db/db.h"
#include "lib/notify/sms_parts.h"

#define LONGEST	1600

static const char sql_put[] =
    "INSERT INTO sms (id, brand_id, user_id, recipient, sealed, subject,"
    " subject_id, segments, created_at)"
    " VALUES (:id, :brand, :user, :to, :sealed, :subject, :subject_id,"
    " :segments, :now)";

bool
sms_is_on(const struct act *act)
{
	return *act->config->twilio_account != '\0' &&
	    *act->config->twilio_from != '\0';
}

static enum outcome
check(struct act *act, const struct sms_new *new)
{
	const size_t	 length = utf8_length(new->text, strlen(new->text));
	bool		 stopped;
	enum outcome	 e;

	if (new->to == NULL || !text_is_phone(new->to))
		return act_refuse(act, SOUK_INVALID,
		    &notice_messages[SMS_NO_PHONE]);
	if (length == 0 || length > LONGEST)
		return act_refuse(act, SOUK_INVALID,
		    &notice_messages[SMS_LONG]);
	if (!sms_is_on(act))
		return act_refuse(act, SOUK_CONFLICT,
		    &notice_messages[SMS_OFF]);
	e = sms_is_stopped(act, new->brand_id, new->to, &stopped);
	return e != SOUK_OK || !stopped ? e : act_refuse(act, SOUK_CONFLICT,
	    &notice_messages[SMS_STOPPED]);
}

enum outcome
sms_put(struct act *act, const struct sms_new *new, const char **id)
{
	struct stmt	*s;
	enum outcome	 e;

	if ((e = check(act, new)) != SOUK_OK)
		return e;
	*id = typeid_new(act->arena, "sms", act->now);
	s = db_sql(act->db, sql_put);
	db_bind_text(s, ":id", *id);
	db_bind_text(s, ":brand", new->brand_id);
	db_bind_text(s, ":user", new->user_id);
	db_bind_text(s, ":to", new->to);
	db_bind_text(s, ":sealed", crypto_seal(act->arena, act->config,
	    sms_label(act, *id), new->text));
	db_bind_text(s, ":subject", new->subject);
	db_bind_text(s, ":subject_id", new->subject_id);
	db_bind_int(s, ":segments", sms_segments(new->text));
	db_bind_int(s, ":now", act->now);
	if ((e = db_run(s)) != SOUK_OK)
		return e;
	return sms_queue(act, *id, 0);
}
