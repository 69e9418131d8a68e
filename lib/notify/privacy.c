/* SPDX-License-Identifier: ISC */
#include <unistd.h>

#include "lib/base/json_out.h"
#include "lib/db/db.h"
#include "lib/notify/notify.h"
#include "lib/notify/transport.h"

static const char sql_show[] =
    "SELECT template, state, recipient, created_at, sent_at FROM mail"
    " WHERE user_id = :user ORDER BY id";

/* What was sent stays as a number for the quota, of nobody. */
static const char sql_erase[] =
    "UPDATE mail SET recipient = '', sealed = NULL, reply = NULL,"
    " user_id = NULL,"
    " state = CASE WHEN state = 'sent' THEN 'sent' ELSE 'dropped' END"
    " WHERE user_id = :user RETURNING id";

static enum outcome
show(struct act *act, const char *user_id, struct json_out *json)
{
	struct stmt	*s = db_sql(act->db, sql_show);
	enum outcome	 e;

	db_bind_text(s, ":user", user_id);
	json_open_list(json, "mails");
	while ((e = db_step(s)) == SOUK_OK) {
		json_open(json, NULL);
		json_text(json, "template", db_text(s, 0, NULL));
		json_text(json, "state", db_text(s, 1, NULL));
		json_text(json, "recipient", db_text(s, 2, NULL));
		json_time(json, "createdAt", db_int(s, 3));
		if (!db_is_null(s, 4))
			json_time(json, "sentAt", db_int(s, 4));
		json_close(json);
	}
	json_close_list(json);
	return e == SOUK_NOT_FOUND ? SOUK_OK : e;
}

/* A file that is gone although the transaction fails is gone all the same. */
static enum outcome
erase(struct act *act, const char *user_id)
{
	struct stmt	*s = db_sql(act->db, sql_erase);
	enum outcome	 e;

	db_bind_text(s, ":user", user_id);
	while ((e = db_step(s)) == SOUK_OK)
		unlink(mail_file(act, db_text(s, 0, NULL)));
	return e == SOUK_NOT_FOUND ? SOUK_OK : e;
}

const struct privacy notify_privacy = {
	.module = "notify",
	.show = show,
	.erase = erase,
};
