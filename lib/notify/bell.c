/* SPDX-License-Identifier: ISC */
#include "lib/base/arena.h"
#include "lib/base/text.h"
#include "lib/base/typeid.h"
#include "lib/db/db.h"
#include "lib/notify/notice_parts.h"
#include "lib/notify/queued.h"
#include "lib/notify/template.h"

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
