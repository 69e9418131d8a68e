/* SPDX-License-Identifier: ISC */
#include "lib/base/arena.h"
#include "lib/base/text.h"
#include "lib/base/typeid.h"
#include "lib/db/db.h"
#include "lib/notify/notice_parts.h"
#include "lib/notify/queued.h"
#include "lib/notify/render.h"

static const char sql_put[] =
    "INSERT INTO bell (id, brand_id, user_id, topic, template, fields, link,"
    " created_at) VALUES (:id, :brand, :user, :topic, :template, :fields,"
    " :link, :now)";

/* A mail's link may carry what proves who reads it: here they are signed in. */
static const struct mail_field *
without_link(struct act *act, const struct mail_field *fields)
{
	struct mail_field	*out;
	size_t			 n = 0, count = 0;

	while (fields != NULL && fields[n].name != NULL)
		n++;
	out = arena_array(act->arena, n + 1, sizeof(*out));
	for (size_t i = 0; i < n; i++)
		if (!text_equal(fields[i].name, "link"))
			out[count++] = fields[i];
	out[count] = (struct mail_field){ NULL, NULL };
	return out;
}

enum outcome
bell_put(struct act *act, const struct notice *n, const char *link)
{
	struct stmt	*s = db_sql(act->db, sql_put);

	db_bind_text(s, ":id", typeid_new(act->arena, "bell", act->now));
	db_bind_text(s, ":brand", n->brand_id);
	db_bind_text(s, ":user", n->user_id);
	db_bind_text(s, ":topic", n->topic);
	db_bind_text(s, ":template", mail_templates[n->template].name);
	db_bind_text(s, ":fields", mail_fields_json(act,
	    without_link(act, n->fields)));
	db_bind_text(s, ":link", link);
	db_bind_int(s, ":now", act->now);
	return db_run(s);
}

/* ---- one's own ---------------------------------------------------------- */

static const char sql_count[] =
    "SELECT count(*) FROM (SELECT 1 FROM bell WHERE user_id = :owner"
    " LIMIT :reach) c";
static const char sql_page[] =
    "SELECT id, topic, template, fields, link, created_at, read_at FROM bell"
    " WHERE user_id = :owner AND id < :id"
    " ORDER BY id DESC LIMIT :limit OFFSET :offset";
static const char sql_unread[] =
    "SELECT count(*) FROM bell WHERE user_id = :user AND read_at IS NULL";
static const char sql_seen[] =
    "UPDATE bell SET read_at = coalesce(read_at, :now)"
    " WHERE id = :id AND user_id = :user";
static const char sql_all_seen[] =
    "UPDATE bell SET read_at = :now WHERE user_id = :user"
    " AND read_at IS NULL";

static const struct plain_list plain = {
	.name = "bells", .count = sql_count, .page = sql_page,
	.by = LIST_BY_ID, .start = { .id = "~" }, .reach = true,
};

enum outcome
bell_list(struct act *act, const struct list_query *query, struct rows *rows)
{
	return act->actor.user_id == NULL ? SOUK_UNAUTHENTICATED :
	    plain_list_open(act, &plain, act->actor.user_id, query, rows);
}

/* The subject of the mail that says the same, and what it is about. */
static enum outcome
words_put(struct act *act, struct record *bell)
{
	const struct mail_field	*fields = mail_fields_read(act,
				    bell->values[BELL_TEXT].text);
	const struct mail_which	 which = { mail_template_find(
				    bell->values[BELL_TITLE].text),
				    act->locale };
	struct mail_text	 text = { "", "" };
	struct mail_rendered	 out;
	int64_t			 version;
	enum outcome		 e = SOUK_OK;

	if (which.template != MAIL_TEMPLATE__MAX && (e = mail_text_load(act,
	    act->actor.brand_id, &which, &text, &version)) != SOUK_OK)
		return e;
	mail_render(act, &(struct mail_content){ .text = &text,
	    .locale = act->locale, .fields = fields }, &out);
	record_set_text(bell, BELL_TITLE, out.subject);
	record_set_text(bell, BELL_TEXT, mail_field_text(fields, "text"));
	if (bell->values[BELL_TEXT].text == NULL)
		bell->values[BELL_TEXT].state = VALUE_NULL;
	return SOUK_OK;
}

enum outcome
bell_next(struct act *act, struct rows *rows, struct record *bell)
{
	enum outcome	 e = rows_next(rows, act->arena, bell);

	return e != SOUK_OK ? e : words_put(act, bell);
}

const char *
bell_cursor(struct act *act, const struct rows *rows,
    const struct record *bell)
{
	return rows_cursor_by_id(act, rows, bell->values[BELL_ID].text);
}

enum outcome
bell_count(struct act *act, int64_t *unread)
{
	struct stmt	*s;
	enum outcome	 e;

	*unread = 0;
	if (act->actor.user_id == NULL)
		return SOUK_UNAUTHENTICATED;
	s = db_sql(act->db, sql_unread);
	db_bind_text(s, ":user", act->actor.user_id);
	if ((e = db_step(s)) == SOUK_OK)
		*unread = db_int(s, 0);
	db_done(s);
	return e;
}

enum outcome
bell_seen(struct act *act, const char *id)
{
	struct stmt	*s;

	if (act->actor.user_id == NULL)
		return SOUK_UNAUTHENTICATED;
	s = db_sql(act->db, id == NULL ? sql_all_seen : sql_seen);
	db_bind_text(s, ":user", act->actor.user_id);
	db_bind_int(s, ":now", act->now);
	if (id == NULL)
		return db_run(s);
	db_bind_text(s, ":id", id);
	return db_run_changed(s);
}
