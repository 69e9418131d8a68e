/* SPDX-License-Identifier: ISC */
#include "lib/notify/webhook.h"

#include <string.h>

#include "lib/accounts/accounts.h"
#include "lib/audit/audit.h"
#include "lib/base/text.h"
#include "lib/base/typeid.h"
#include "lib/db/compose.h"
#include "lib/net/public.h"
#include "lib/notify/webhook_parts.h"

#define COUNT(TABLE) (sizeof(TABLE) / sizeof((TABLE)[0]))

static const char sql_count[] =
    "SELECT count(*) FROM webhook_endpoint WHERE brand_id = :owner";
static const char sql_page[] =
    "SELECT id, brand_id, url, events, description, is_active, created_at,"
    " updated_at, version FROM webhook_endpoint"
    " WHERE brand_id = :owner AND id > :id"
    " ORDER BY id LIMIT :limit OFFSET :offset";
static const char sql_delete[] =
    "DELETE FROM webhook_endpoint WHERE id = :id";

/* ---- the list ----------------------------------------------------------- */

static const struct plain_list plain = {
	.name = "webhooks", .count = sql_count, .page = sql_page,
	.by = LIST_BY_ID, .start = { .id = "" },
};

enum outcome
webhook_list(struct act *act, const struct list_query *query,
    struct rows *rows)
{
	if (!(act->actor.permissions & SETTINGS_EDIT))
		return SOUK_DENIED;
	return plain_list_open(act, &plain, act->actor.brand_id, query, rows);
}

const char *
webhook_list_cursor(struct act *act, const struct rows *rows,
    const struct record *webhook)
{
	return rows_cursor(act, rows, &(struct cursor){
		.id = webhook->values[WEBHOOK_ID].text });
}

/* ---- one ---------------------------------------------------------------- */

static enum outcome
row_read(struct act *act, const char *id, struct record **webhook)
{
	const struct column_value	 key = { "id", id, 0 };

	return compose_get(act->db, act->arena, &webhook_fields, &key, 1,
	    webhook);
}

enum outcome
webhook_read(struct act *act, const char *id, struct record **webhook)
{
	enum outcome	 e;

	if (!(act->actor.permissions & SETTINGS_EDIT))
		return SOUK_DENIED;
	if ((e = row_read(act, id, webhook)) != SOUK_OK)
		return e;
	return text_equal((*webhook)->values[WEBHOOK_BRAND].text,
	    act->actor.brand_id) ? SOUK_OK : act_refuse(act, SOUK_DENIED,
	    &webhook_messages[WEBHOOK_FOREIGN]);
}

static enum outcome
take(struct act *act, const char *id, struct record **webhook)
{
	enum outcome	 e = webhook_read(act, id, webhook);

	if (e == SOUK_OK && act->expected_version != 0 &&
	    act->expected_version != (*webhook)->values[WEBHOOK_VERSION].num)
		return SOUK_STALE;
	return e;
}

/* Behind the host: printable ASCII, as it goes over the wire. */
static bool
is_callable(struct act *act, const char *url)
{
	const char	*path;

	if (!net_is_public_url(act->arena, act->config, url))
		return false;
	path = strstr(url, "://") + 3;
	path += strcspn(path, "/?#");
	if (*path != '\0' && *path != '/')
		return false;
	for (; *path != '\0'; path++)
		if (*path <= ' ' || *path == '#' ||
		    (unsigned char)*path >= 0x7f)
			return false;
	return true;
}

static enum outcome
input_check(struct act *act, const struct record *in)
{
	const struct value	*url = &in->values[WEBHOOK_URL];
	const struct value	*events = &in->values[WEBHOOK_EVENTS];
	enum outcome		 e = SOUK_OK;

	if (url->state == VALUE_SET && !is_callable(act, url->text))
		e = act_bad_field(act, "url",
		    &webhook_messages[WEBHOOK_BAD_URL]);
	for (size_t i = 0; i < events->count; i++)
		if (!webhook_is_event(events->texts[i]))
			e = act_bad_field(act, "events",
			    &webhook_messages[WEBHOOK_BAD_EVENT]);
	return e;
}

static enum outcome
told(struct act *act, const char *action, const char *id,
    const struct record *before, const struct record *after)
{
	return audit_write(act, &(struct audit){ .action = action,
		.entity_type = "Webhook", .entity_id = id,
		.before = before, .after = after });
}

/* ---- making one --------------------------------------------------------- */

static enum outcome
has_room(struct act *act)
{
	struct rows	 rows;
	struct stmt	*s = db_sql(act->db, sql_count);
	enum outcome	 e;

	db_bind_text(s, ":owner", act->actor.brand_id);
	if ((e = rows_count(&rows, s)) != SOUK_OK ||
	    rows.total < WEBHOOKS_MAX)
		return e;
	act->problem.numbers[0] = WEBHOOKS_MAX;
	return act_refuse(act, SOUK_CONFLICT,
	    &webhook_messages[WEBHOOK_MANY]);
}

enum outcome
webhook_create(struct act *act, const struct record *in,
    struct record **webhook)
{
	const char			*id = typeid_new(act->arena, "webhook",
					    act->now);
	const char			*secret =
					    webhook_secret_new(act->arena);
	const struct column_value	 extra[] = {
		{ "id", id, 0 },
		{ "brand_id", act->actor.brand_id, 0 },
		{ "sealed", webhook_seal(act, id, secret), 0 },
		{ "created_at", NULL, act->now },
		{ "updated_at", NULL, act->now },
	};
	enum outcome			 e;

	if (!(act->actor.permissions & SETTINGS_EDIT))
		return SOUK_DENIED;
	if ((e = input_check(act, in)) != SOUK_OK ||
	    (e = has_room(act)) != SOUK_OK ||
	    (e = compose_insert(act->db, in, extra, COUNT(extra))) !=
	    SOUK_OK || (e = row_read(act, id, webhook)) != SOUK_OK ||
	    (e = told(act, "create_webhook", id, NULL, *webhook)) != SOUK_OK)
		return e;
	record_set_text(*webhook, WEBHOOK_SECRET, secret);
	return SOUK_OK;
}

/* ---- changing one ------------------------------------------------------- */

/* What was read, with its next version; sealed NULL: the same secret. */
static enum outcome
row_change(struct act *act, const struct record *before,
    const struct record *in, const char *sealed, struct record **webhook)
{
	const struct column_value	 key = { "id",
		before->values[WEBHOOK_ID].text, 0 };
	const struct column_value	 extra[] = {
		{ "updated_at", NULL, act->now },
		{ "version", NULL, before->values[WEBHOOK_VERSION].num + 1 },
		{ "sealed", sealed, 0 },
	};
	enum outcome			 e;

	e = compose_update(act->db, in, extra, sealed != NULL ? 3 : 2, &key,
	    1);
	return e != SOUK_OK ? e : row_read(act, key.text, webhook);
}

enum outcome
webhook_change(struct act *act, const char *id, const struct record *in,
    struct record **webhook)
{
	struct record	*before;
	enum outcome	 e;

	if ((e = take(act, id, &before)) != SOUK_OK ||
	    (e = input_check(act, in)) != SOUK_OK)
		return e;
	*webhook = before;
	if (record_mask(in) == 0)
		return SOUK_OK;
	e = row_change(act, before, in, NULL, webhook);
	return e != SOUK_OK ? e :
	    told(act, "update_webhook", id, before, *webhook);
}

enum outcome
webhook_rotate(struct act *act, const char *id, struct record **webhook)
{
	const char	*secret = webhook_secret_new(act->arena);
	struct record	*before;
	enum outcome	 e;

	if ((e = take(act, id, &before)) != SOUK_OK ||
	    (e = row_change(act, before, record_new(act->arena,
	    &webhook_fields), webhook_seal(act, id, secret), webhook)) !=
	    SOUK_OK ||
	    (e = told(act, "rotate_webhook_secret", id, NULL, NULL)) !=
	    SOUK_OK)
		return e;
	record_set_text(*webhook, WEBHOOK_SECRET, secret);
	return SOUK_OK;
}

enum outcome
webhook_delete(struct act *act, const char *id)
{
	struct record	*before;
	struct stmt	*s;
	enum outcome	 e;

	if ((e = take(act, id, &before)) != SOUK_OK)
		return e;
	s = db_sql(act->db, sql_delete);
	db_bind_text(s, ":id", id);
	return (e = db_run(s)) != SOUK_OK ? e :
	    told(act, "delete_webhook", id, before, NULL);
}
