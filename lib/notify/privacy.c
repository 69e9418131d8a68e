/* SPDX-License-Identifier: ISC */
#include <unistd.h>

#include "lib/db/db.h"
#include "lib/db/show.h"
#include "lib/notify/notice_privacy.h"
#include "lib/notify/notify.h"
#include "lib/notify/transport.h"

/* By the account, or to its address from before there was one. */
#define THEIRS(USER) \
    " WHERE user_id = " USER \
    " OR recipient = (SELECT email FROM users WHERE id = " USER ")"

static const char sql_show[] =
    "SELECT template, state, recipient, created_at, sent_at FROM mail"
    THEIRS(":owner") " ORDER BY id";
static const char *const columns[] = { "template", "state", "recipient",
	"createdAt@", "sentAt@", NULL };

/* What was sent stays as a number for the quota, of nobody. */
static const char sql_erase[] =
    "UPDATE mail SET recipient = '', sealed = NULL, reply = NULL,"
    " user_id = NULL,"
    " state = CASE WHEN state = 'sent' THEN 'sent' ELSE 'dropped' END"
    THEIRS(":user") " RETURNING id";

static enum outcome
show(struct act *act, const char *user_id, struct json_out *json)
{
	const struct show_rows	 rows = { "mails", sql_show, columns, false };

	enum outcome		 e = show_rows(act, json, &rows, user_id);

	return e != SOUK_OK ? e : notice_privacy_show(act, user_id, json);
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
	return e != SOUK_NOT_FOUND ? e : notice_privacy_erase(act, user_id);
}

const struct privacy notify_privacy = {
	.module = "notify",
	.show = show,
	.erase = erase,
};
