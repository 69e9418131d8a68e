/* SPDX-License-Identifier: ISC */
/* Templates as Meta tells them. */
#include <string.h>

#include "lib/base/arena.h"
#include "lib/base/buf.h"
#include "lib/base/json_out.h"
#include "lib/base/text.h"
#include "lib/base/typeid.h"
#include "lib/db/db.h"
#include "lib/whatsapp/graph.h"
#include "lib/whatsapp/template.h"
#include "lib/whatsapp/template_parts.h"
#include "lib/whatsapp/told.h"

#define COMPONENTS_MOST	32768		/* bytes; Meta's own are far less */

static const char sql_put[] =
    "INSERT INTO wa_template (id, brand_id, account_id, meta_id, name,"
    " language, category, status, components, variables, quality, reason,"
    " synced_at)"
    " VALUES (:id, :brand, :account, :meta, :name, :language, :category,"
    " :status, :components, :variables, :quality, :reason, :now)"
    " ON CONFLICT (account_id, name, language, brand_id) DO UPDATE"
    " SET meta_id = excluded.meta_id, category = excluded.category,"
    " status = excluded.status, components = excluded.components,"
    " variables = excluded.variables, quality = excluded.quality,"
    " reason = excluded.reason, synced_at = excluded.synced_at";

static const char sql_gone[] =
    "UPDATE wa_template SET status = 'GONE' WHERE account_id = :account"
    " AND synced_at < :now AND status <> 'GONE'";

static const char *
source_of(struct act *act, const struct json_in *components)
{
	struct buf	 b;
	struct json_out	 json = { .buf = &b };

	buf_init(&b, act->arena, 1024);
	json_copy(&json, NULL, components);
	return b.len <= COMPONENTS_MOST ? b.p : NULL;
}

static const char *
quality_of(const struct json_in *template)
{
	return wa_text(wa_object(template, "quality_score"), "score");
}

/* What Meta calls an account's template, and what we need of it. */
struct told {
	const char	*id, *name, *language, *category, *status, *source;
	const char	*reason;
};

static bool
told_read(struct act *act, const struct json_in *template, struct told *t)
{
	const struct json_in	*components;

	if (template->type != JSON_OBJECT)
		return false;
	components = json_member(template, "components");
	t->id = wa_text(template, "id");
	t->name = wa_text(template, "name");
	t->language = wa_text(template, "language");
	t->category = wa_text(template, "category");
	t->status = wa_text(template, "status");
	t->reason = wa_text(template, "rejected_reason");
	t->source = components != NULL && components->type == JSON_ARRAY ?
	    source_of(act, components) : NULL;
	return t->id != NULL && t->name != NULL && t->language != NULL &&
	    t->category != NULL && t->status != NULL && t->source != NULL;
}

bool
wa_template_store(struct act *act, const char *brand_id,
    const char *account_id, const struct json_in *template,
    enum outcome *e)
{
	struct wa_variables	 v;
	struct told		 t;
	struct stmt		*s;

	*e = SOUK_OK;
	if (!told_read(act, template, &t))
		return false;
	wa_body_variables(act->arena, wa_body_text(json_member(template,
	    "components")), &v);
	s = db_sql(act->db, sql_put);
	db_bind_text(s, ":id", typeid_new(act->arena, "watpl", act->now));
	db_bind_text(s, ":brand", brand_id);
	db_bind_text(s, ":account", account_id);
	db_bind_text(s, ":meta", t.id);
	db_bind_text(s, ":name", t.name);
	db_bind_text(s, ":language", t.language);
	db_bind_text(s, ":category", text_lower(act->arena, t.category));
	db_bind_text(s, ":status", t.status);
	db_bind_text(s, ":components", t.source);
	db_bind_int(s, ":variables", (int64_t)v.count);
	db_bind_text(s, ":quality", quality_of(template));
	db_bind_text(s, ":reason", text_equal(t.reason, "NONE") ? NULL :
	    t.reason);
	db_bind_int(s, ":now", act->now);
	*e = db_run(s);
	return true;
}

enum outcome
wa_template_forget(struct act *act, const char *account_id)
{
	struct stmt	*s = db_sql(act->db, sql_gone);

	db_bind_text(s, ":account", account_id);
	db_bind_int(s, ":now", act->now);
	return db_run(s);
}
