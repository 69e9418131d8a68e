/* SPDX-License-Identifier: ISC */
#include "lib/base/arena.h"
#include "lib/base/crypto.h"
#include "lib/base/text.h"
#include "lib/db/db.h"
#include "lib/notify/notice_parts.h"
#include "lib/notify/queued.h"
#include "lib/notify/template.h"

static const char sql_load[] =
    "SELECT brand_id, user_id, topic, template, subject, subject_id, locale,"
    " email, phone, ways, sealed, state, created_at FROM notice"
    " WHERE id = :id";
static const char sql_tries[] =
    "SELECT way, place FROM notice_try WHERE notice_id = :id ORDER BY place";
static const char sql_insert[] =
    "INSERT INTO notice (id, brand_id, user_id, topic, template, subject,"
    " subject_id, locale, email, phone, ways, sealed, due_at, created_at)"
    " VALUES (:id, :brand, :user, :topic, :template, :subject, :subject_id,"
    " :locale, :email, :phone, :ways, :sealed, :now, :now)";
static const char sql_try[] =
    "INSERT INTO notice_try (notice_id, place, way, state, ref, reason,"
    " created_at, updated_at)"
    " VALUES (:id, :place, :way, :state, :ref, :reason, :now, :now)";
static const char sql_end[] =
    "UPDATE notice SET state = :state, told_by = :way, ended_at = :now,"
    " sealed = CASE WHEN :kept = 1 THEN sealed ELSE NULL END"
    " WHERE id = :id AND state <> 'dropped'";
static const char sql_state[] =
    "UPDATE notice SET state = :state, due_at = :due"
    " WHERE id = :id AND state IN ('waiting', 'under_way')";

static const char *
label_of(struct act *act, const char *id)
{
	return arena_printf(act->arena, "notice:%s", id);
}

/* What it says; NULL once it is gone, or under another secret. */
static const struct mail_field *
fields_open(struct act *act, const char *id, const char *sealed)
{
	return sealed == NULL ? NULL : mail_fields_read(act,
	    crypto_unseal(act->arena, act->config, label_of(act, id),
	    sealed));
}

static enum outcome
tries_load(struct act *act, struct notice *n)
{
	struct stmt	*s = db_sql(act->db, sql_tries);
	enum outcome	 e;

	n->tried = 0;
	n->places = 0;
	db_bind_text(s, ":id", n->id);
	while ((e = db_step(s)) == SOUK_OK) {
		n->tried |= 1U << notice_way_find(db_text(s, 0, NULL));
		n->places = db_int(s, 1);
	}
	return e == SOUK_NOT_FOUND ? SOUK_OK : e;
}

static void
row_copy(struct act *act, struct stmt *s, struct notice *n)
{
	const char	*state = db_text(s, 11, NULL);

	n->brand_id = db_copy(s, 0, act->arena);
	n->user_id = db_copy(s, 1, act->arena);
	n->topic = db_copy(s, 2, act->arena);
	n->template = mail_template_find(db_text(s, 3, NULL));
	n->subject = db_copy(s, 4, act->arena);
	n->subject_id = db_copy(s, 5, act->arena);
	n->locale = locale_from_tag(db_text(s, 6, NULL));
	n->email = db_copy(s, 7, act->arena);
	n->phone = db_copy(s, 8, act->arena);
	plan_read(act->arena, db_text(s, 9, NULL), &n->plan);
	n->fields = fields_open(act, n->id, db_text(s, 10, NULL));
	n->is_open = text_equal(state, "waiting") ||
	    text_equal(state, "under_way");
	n->created_at = db_int(s, 12);
}

enum outcome
notice_load(struct act *act, const char *id, struct notice *n)
{
	struct stmt	*s = db_sql(act->db, sql_load);
	enum outcome	 e;

	*n = (struct notice){ .id = id };
	db_bind_text(s, ":id", id);
	if ((e = db_step(s)) == SOUK_OK)
		row_copy(act, s, n);
	db_done(s);
	return e != SOUK_OK ? e : tries_load(act, n);
}

enum outcome
notice_insert(struct act *act, const struct notice *n)
{
	struct stmt	*s = db_sql(act->db, sql_insert);

	db_bind_text(s, ":id", n->id);
	db_bind_text(s, ":brand", n->brand_id);
	db_bind_text(s, ":user", n->user_id);
	db_bind_text(s, ":topic", n->topic);
	db_bind_text(s, ":template", mail_templates[n->template].name);
	db_bind_text(s, ":subject", n->subject);
	db_bind_text(s, ":subject_id", n->subject_id);
	db_bind_text(s, ":locale", locale_tag(n->locale));
	db_bind_text(s, ":email", n->email);
	db_bind_text(s, ":phone", n->phone);
	db_bind_text(s, ":ways", plan_text(act->arena, &n->plan));
	db_bind_text(s, ":sealed", crypto_seal(act->arena, act->config,
	    label_of(act, n->id), mail_fields_json(act, n->fields)));
	db_bind_int(s, ":now", act->now);
	return db_run(s);
}

enum outcome
notice_try_put(struct act *act, struct notice *n, const struct notice_try *t)
{
	struct stmt	*s = db_sql(act->db, sql_try);

	n->tried |= 1U << t->way;
	db_bind_text(s, ":id", n->id);
	db_bind_int(s, ":place", ++n->places);
	db_bind_text(s, ":way", notice_ways[t->way]);
	db_bind_text(s, ":state", t->state);
	db_bind_text(s, ":ref", t->ref);
	db_bind_text(s, ":reason", t->reason);
	db_bind_int(s, ":now", act->now);
	return db_run(s);
}

enum outcome
notice_end(struct act *act, const char *id, const char *told_by, bool kept)
{
	struct stmt	*s = db_sql(act->db, sql_end);

	db_bind_text(s, ":id", id);
	db_bind_text(s, ":state", told_by == NULL ? "dead" : "told");
	db_bind_text(s, ":way", told_by);
	db_bind_int(s, ":kept", kept);
	db_bind_int(s, ":now", act->now);
	return db_run(s);
}

enum outcome
notice_state_put(struct act *act, const char *id, const char *state,
    int64_t due)
{
	struct stmt	*s = db_sql(act->db, sql_state);

	db_bind_text(s, ":id", id);
	db_bind_text(s, ":state", state);
	db_bind_int(s, ":due", due);
	return db_run(s);
}
