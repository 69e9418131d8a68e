/* SPDX-License-Identifier: ISC */
/* Whoever waits for an answer for too long is told of, once each time. */
#include "lib/accounts/accounts.h"
#include "lib/base/arena.h"
#include "lib/base/buf.h"
#include "lib/base/clock.h"
#include "lib/base/config.h"
#include "lib/db/db.h"
#include "lib/inbox/inbox.h"
#include "lib/queue/queue.h"
#include "lib/settings/settings.h"

#define NAMED	10	/* in one notice */

static const char sql_brands[] = "SELECT id FROM brand ORDER BY id";
static const char sql_assignees[] =
    "SELECT DISTINCT c.assignee_id, u.email, u.locale FROM conversation c"
    " LEFT JOIN users u ON u.id = c.assignee_id AND u.is_active = 1"
    " WHERE c.brand_id = :brand AND c.waiting_since <= :since"
    " AND c.warned_at IS NULL";
static const char sql_waiting[] =
    "SELECT p.name FROM conversation c JOIN prospect p"
    " ON p.id = c.prospect_id WHERE c.brand_id = :brand"
    " AND c.waiting_since <= :since AND c.warned_at IS NULL"
    " AND coalesce(c.assignee_id, '') = :assignee"
    " ORDER BY c.waiting_since, c.id";
static const char sql_warned[] =
    "UPDATE conversation SET warned_at = :now WHERE brand_id = :brand"
    " AND waiting_since <= :since AND warned_at IS NULL";

/* Who is to answer: somebody; id "" is all who may. */
struct answerer { const char *id, *email; enum locale locale; };
struct warning {
	const char		*brand;
	int64_t			 since;
	struct answerer		*whom;
	size_t			 count;
};

static enum outcome
whom_read(struct act *act, struct warning *w)
{
	struct stmt	*s = db_sql(act->db, sql_assignees);
	const char	*tag;
	enum outcome	 e;

	w->whom = NULL;
	w->count = 0;
	db_bind_text(s, ":brand", w->brand);
	db_bind_int(s, ":since", w->since);
	while ((e = db_step(s)) == SOUK_OK) {
		struct answerer	*a;

		w->whom = arena_more(act->arena, w->whom, w->count,
		    sizeof(*w->whom));
		a = &w->whom[w->count++];
		*a = (struct answerer){ .id = db_is_null(s, 0) ? "" :
			db_copy(s, 0, act->arena),
			.email = db_copy(s, 1, act->arena) };
		tag = db_text(s, 2, NULL);
		a->locale = tag == NULL ? LOCALE__MAX : locale_from_tag(tag);
		if (a->locale == LOCALE__MAX)
			a->locale = settings_locale(act->settings);
	}
	return e == SOUK_NOT_FOUND ? SOUK_OK : e;
}

/* Their names, the first ones; how many there are. */
static enum outcome
names_read(struct act *act, const struct warning *w, const char *assignee,
    struct buf *names, int64_t *count)
{
	struct stmt	*s = db_sql(act->db, sql_waiting);
	enum outcome	 e;

	*count = 0;
	db_bind_text(s, ":brand", w->brand);
	db_bind_int(s, ":since", w->since);
	db_bind_text(s, ":assignee", assignee);
	while ((e = db_step(s)) == SOUK_OK)
		if ((*count)++ < NAMED)
			buf_printf(names, "%s%s", *count > 1 ? ", " : "",
			    db_text(s, 0, NULL));
	if (*count > NAMED)
		buf_puts(names, ", …");
	return e == SOUK_NOT_FOUND ? SOUK_OK : e;
}

static enum outcome
tell(struct act *act, const struct warning *w, const struct answerer *a)
{
	const char		*link = INBOX_OVERDUE;
	struct mail_field	 fields[] = { { "count", NULL },
				    { "text", NULL },
				    { "link", arena_printf(act->arena,
				    "%s%s", act->config->base_url, link) },
				    { NULL, NULL } };
	struct notice_new	 notice = { .topic = "messages",
		.template = MAIL_CONTACT_WAITS, .brand_id = w->brand,
		.locale = a->locale, .link = link, .fields = fields };
	struct buf		 names;
	int64_t			 count;
	enum outcome		 e;

	buf_init(&names, act->arena, 256);
	if ((e = names_read(act, w, a->id, &names, &count)) != SOUK_OK)
		return e;
	fields[0].text = arena_printf(act->arena, "%lld", (long long)count);
	fields[1].text = names.p;
	if (a->email == NULL)
		return act->souk->notice_staff(act, &notice, MESSAGE_MANAGE);
	notice.user_id = a->id;
	notice.email = a->email;
	return act->souk->notice(act, &notice);
}

static enum outcome
brand_warn(struct act *act, const char *brand)
{
	struct warning	 w = { .brand = brand, .since = act->now -
		CLOCK_HOUR * settings_int(act->settings, &inbox_settings,
		INBOX_WARN_HOURS) };
	struct stmt	*s;
	enum outcome	 e = whom_read(act, &w);

	for (size_t i = 0; i < w.count && e == SOUK_OK; i++)
		e = tell(act, &w, &w.whom[i]);
	if (e != SOUK_OK || w.count == 0)
		return e;
	s = db_sql(act->db, sql_warned);
	db_bind_text(s, ":brand", brand);
	db_bind_int(s, ":since", w.since);
	db_bind_int(s, ":now", act->now);
	return db_run(s);
}

static enum outcome
warn_run(struct act *act, const struct job *job)
{
	const char	**brands = NULL;
	size_t		  n = 0;
	struct stmt	 *s = db_sql(act->db, sql_brands);
	enum outcome	  e;

	(void)job;
	while ((e = db_step(s)) == SOUK_OK) {
		brands = arena_more(act->arena, brands, n, sizeof(*brands));
		brands[n++] = db_copy(s, 0, act->arena);
	}
	if (e != SOUK_NOT_FOUND)
		return e;
	e = SOUK_OK;
	for (size_t i = 0; i < n && e == SOUK_OK; i++)
		e = brand_warn(act, brands[i]);
	return e;
}

const struct job_kind inbox_warn = {
	.name = "inbox.warn",
	.tx = true,
	.run = warn_run,
	.max_attempts = 5,
	.lease = CLOCK_MINUTE,
	.first_pause = CLOCK_MINUTE,
};
