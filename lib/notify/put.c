/* SPDX-License-Identifier: ISC */
#include "lib/notify/notify.h"

#include <stdbool.h>
#include <string.h>

#include "lib/base/arena.h"
#include "lib/base/buf.h"
#include "lib/base/crypto.h"
#include "lib/base/json_in.h"
#include "lib/base/json_out.h"
#include "lib/base/text.h"
#include "lib/base/typeid.h"
#include "lib/db/db.h"
#include "lib/notify/queued.h"
#include "lib/notify/template.h"
#include "lib/queue/queue.h"

static const char sql_put[] =
    "INSERT INTO mail (id, brand_id, user_id, template, locale, recipient,"
    " sealed, created_at)"
    " VALUES (:id, :brand, :user, :template, :locale, :to, :sealed, :now)";

/* Nothing that could end a line, or an address, of SMTP. */
bool
mail_is_deliverable(const char *to)
{
	const char	*p;

	if (!text_is_email(to))
		return false;
	for (p = to; *p != '\0'; p++)
		if ((unsigned char)*p <= ' ' || strchr("<>\"\\,;:", *p) != NULL ||
		    (unsigned char)*p >= 0x7f)
			return false;
	return true;
}

char *
mail_fields_json(struct act *act, const struct mail_field *fields)
{
	struct buf	 b;
	struct json_out	 json = { .buf = &b };

	buf_init(&b, act->arena, 256);
	json_open(&json, NULL);
	for (; fields != NULL && fields->name != NULL; fields++)
		json_text(&json, fields->name, fields->text);
	json_close(&json);
	return b.p;
}

static char *
fields_seal(struct act *act, const char *id, const struct mail_field *fields)
{
	return crypto_seal(act->arena, act->config,
	    arena_printf(act->arena, "mail:%s", id),
	    mail_fields_json(act, fields));
}

const struct mail_field *
mail_fields_read(struct act *act, const char *text)
{
	struct mail_field	*fields;
	struct json_in		*json;
	const char		*name;
	size_t			 at;

	if (text == NULL || json_parse(act->arena, text, strlen(text), &json,
	    &at, &name) != JSON_OK || json->type != JSON_OBJECT)
		return NULL;
	fields = arena_array(act->arena, json->count + 1, sizeof(*fields));
	for (size_t i = 0; i < json->count; i++)
		fields[i] = (struct mail_field){ json->names[i],
			json->items[i].type == JSON_STRING ?
			json->items[i].text : "" };
	return fields;
}

/* Its job, by its id: at most one at a time. */
enum outcome
mail_queue(struct act *act, const char *id)
{
	return queue_put(act, &(struct job_new){ .kind = "notify.mail",
		.unique_key = id, .payload = arena_printf(act->arena,
		"{\"mail\":\"%s\"}", id) }, NULL);
}

enum outcome
mail_put_as(struct act *act, const struct mail_new *new, const char **id)
{
	struct stmt	*s = db_sql(act->db, sql_put);
	enum outcome	 e;

	if (!mail_is_deliverable(new->to))
		return SOUK_INVALID;
	*id = typeid_new(act->arena, "mail", act->now);
	db_bind_text(s, ":id", *id);
	db_bind_text(s, ":brand", new->brand_id);
	db_bind_text(s, ":user", new->user_id);
	db_bind_text(s, ":template", mail_templates[new->template].name);
	db_bind_text(s, ":locale", locale_tag(new->locale));
	db_bind_text(s, ":to", new->to);
	db_bind_text(s, ":sealed", fields_seal(act, *id,
	    new->fields));
	db_bind_int(s, ":now", act->now);
	if ((e = db_run(s)) != SOUK_OK)
		return e;
	return mail_queue(act, *id);
}

enum outcome
mail_put(struct act *act, const struct mail_new *new)
{
	const char	*id;

	return mail_put_as(act, new, &id);
}
