/* SPDX-License-Identifier: ISC */
#include <inttypes.h>

#include "lib/base/buf.h"
#include "lib/base/clock.h"
#include "lib/base/config.h"
#include "lib/base/typeid.h"
#include "lib/db/db.h"
#include "lib/notify/deliver.h"
#include "lib/notify/notice.h"
#include "lib/notify/notify.h"
#include "lib/notify/pace.h"
#include "lib/notify/queued.h"
#include "lib/settings/settings.h"

#define COUNT(TABLE)	(sizeof(TABLE) / sizeof((TABLE)[0]))

static const char sql_mails[] =
    "SELECT count(*) FROM mail WHERE state = 'dead' AND created_at > :since";
static const char sql_notices[] =
    "SELECT count(*) FROM notice WHERE state = 'dead'"
    " AND created_at > :since";
static const char sql_texts[] =
    "SELECT count(*) FROM sms WHERE state IN ('dead', 'doubt')"
    " AND created_at > :since";

#define RECENT	CLOCK_DAY

/* What waits for a person. */
static const struct { const char *sql, *what, *is, *where; } stuck[] = {
	{ sql_mails, "mail", "given up", "/admin/mails" },
	{ sql_notices, "notices", "told to nobody", "/admin/avis" },
	{ sql_texts, "texts", "given up or in doubt", "/admin/avis" },
};

struct findings {
	const struct mail_transport	*transport;
	struct mail_quota		 quota;
	int64_t				 stuck[COUNT(stuck)];
};

static enum outcome
look(struct act *act, void *arg)
{
	struct findings	*f = arg;
	struct stmt	*s;
	enum outcome	 e;

	for (size_t i = 0; i < COUNT(stuck); i++) {
		s = db_sql(act->db, stuck[i].sql);
		db_bind_int(s, ":since", act->now - RECENT);
		if ((e = db_step(s)) != SOUK_OK)
			return e;
		f->stuck[i] = db_int(s, 0);
		db_done(s);
	}
	return mail_quota(act, f->transport, &f->quota);
}

/* The settings that were stored, for a command that has only initial ones. */
int
mail_findings(struct act *act, struct buf *out)
{
	struct findings	 f = { .transport = mail_transport(act->config) };

	if (f.transport == &mail_by_file)
		buf_puts(out, "mail: written to files below mail/; "
		    "set SOUK_SMTP_URL or SOUK_RESEND_KEY to send it\n");
	if (sms_is_on(act) && *act->config->twilio_token == '\0')
		buf_puts(out, "texts: without SOUK_TWILIO_TOKEN nobody knows "
		    "what became of them\n");
	if (db_tx(act, DB_READ, look, &f) != SOUK_OK) {
		buf_puts(out, "mail: the outbox cannot be read\n");
		return 1;
	}
	for (size_t i = 0; i < COUNT(stuck); i++)
		if (f.stuck[i] > 0)
			buf_printf(out, "%s: %" PRId64 " %s since yesterday; "
			    "see %s\n", stuck[i].what, f.stuck[i],
			    stuck[i].is, stuck[i].where);
	if (!f.transport->has_quota || f.quota.used < f.quota.most)
		return 0;
	buf_printf(out, "mail: this month's %" PRId64 " are used up; what "
	    "comes waits for the next month\n", f.quota.most);
	return 1;
}

/* What to do about it, where that is not plain from what was said. */
static const char *
advice(enum mail_fate fate)
{
	switch (fate) {
	case MAIL_WENT:
		return "it went; see whether it arrives";
	case MAIL_LATER:
		return "too much for now; the queue would try it later";
	case MAIL_AGAIN:
		return "it did not go; the queue would try it again";
	case MAIL_NEVER:
		break;
	}
	return "it was refused; the queue would give it up";
}

bool
mail_try(struct act *act, const char *to, struct buf *out)
{
	const enum locale		 locale = settings_locale(
					    act->settings);
	const struct mail_transport	*transport = mail_transport(
					    act->config);
	char				 now[CLOCK_TEXT];
	const struct mail_field		 fields[] = { { "time", now },
		{ NULL, NULL } };
	const struct mail_letter	 letter = { .to = to,
		.id = typeid_new(act->arena, "mail", act->now),
		.text = mail_builtin(MAIL_TEST, locale), .locale = locale,
		.fields = fields };
	struct mail_reply		 reply = { .text = "" };
	enum mail_fate			 fate;

	if (!mail_is_deliverable(to)) {
		buf_printf(out, "mail: %s is no address for a mail\n", to);
		return false;
	}
	clock_text(act->now, now);
	fate = mail_deliver(act, transport, &letter, &reply);
	buf_printf(out, "mail: by %s to %s: %s\nmail: %s\n", transport->name,
	    to, reply.text, advice(fate));
	return fate == MAIL_WENT;
}
