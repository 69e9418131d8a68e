/* SPDX-License-Identifier: ISC */
#include "lib/accounts/accounts.h"
#include "lib/audit/audit.h"
#include "lib/base/arena.h"
#include "lib/base/crypto.h"
#include "lib/base/text.h"
#include "lib/db/compose.h"
#include "lib/whatsapp/number.h"
#include "lib/whatsapp/send.h"

/* In the order of wa_number_fields. */
#define COLUMNS \
    "id, brand_id, meta_id, account_id, phone, name, is_default, is_active," \
    " coexists, quality, per_second, per_day, held_until, problem," \
    " synced_at, gone_at, created_at, updated_at, version"

static const char sql_count[] =
    "SELECT count(*) FROM wa_number WHERE brand_id = :owner";
static const char sql_page[] =
    "SELECT " COLUMNS " FROM wa_number WHERE brand_id = :owner AND id > :id"
    " ORDER BY id LIMIT :limit OFFSET :offset";
static const char sql_undefault[] =
    "UPDATE wa_number SET is_default = 0, updated_at = :now,"
    " version = version + 1"
    " WHERE brand_id = :brand AND is_default = 1 AND id <> :id";
static const char sql_seal[] =
    "UPDATE wa_number SET sealed = :sealed WHERE id = :id";

static const struct plain_list plain = {
	.name = "whatsapp numbers", .count = sql_count, .page = sql_page,
	.by = LIST_BY_ID, .start = { .id = "" },
};

enum outcome
wa_number_list(struct act *act, const struct list_query *query,
    struct rows *rows)
{
	if (!(act->actor.permissions & SETTINGS_EDIT))
		return SOUK_DENIED;
	return plain_list_open(act, &plain, act->actor.brand_id, query, rows);
}

const char *
wa_number_cursor(struct act *act, const struct rows *rows,
    const struct record *number)
{
	return rows_cursor_by_id(act, rows,
	    number->values[WA_NUMBER_ID].text);
}

static enum outcome
row_get(struct act *act, const char *id, struct record **number)
{
	const struct column_value	 key = { "id", id, 0 };

	return compose_get(act->db, act->arena, &wa_number_fields, &key, 1,
	    number);
}

enum outcome
wa_number_read(struct act *act, const char *id, struct record **number)
{
	enum outcome	 e;

	if (!(act->actor.permissions & SETTINGS_EDIT))
		return SOUK_DENIED;
	if ((e = row_get(act, id, number)) != SOUK_OK)
		return e;
	return text_equal((*number)->values[WA_NUMBER_BRAND].text,
	    act->actor.brand_id) ? SOUK_OK : act_refuse(act, SOUK_DENIED,
	    &wa_messages[WA_FOREIGN]);
}

/* ---- changing one -------------------------------------------------------- */

/* One of a brand at most. */
static enum outcome
undefault(struct act *act, const char *id, const char *brand_id,
    const struct record *in)
{
	struct stmt	*s;

	if (!record_has(in, WA_NUMBER_DEFAULT) ||
	    in->values[WA_NUMBER_DEFAULT].num == 0)
		return SOUK_OK;
	s = db_sql(act->db, sql_undefault);
	db_bind_text(s, ":id", id);
	db_bind_text(s, ":brand", brand_id);
	db_bind_int(s, ":now", act->now);
	return db_run(s);
}

static enum outcome
token_seal(struct act *act, const char *id, const struct record *in)
{
	const struct value	*token = &in->values[WA_NUMBER_TOKEN];
	const bool		 own = token->state == VALUE_SET &&
				    *token->text != '\0';
	struct stmt		*s;

	if (token->state == VALUE_ABSENT)
		return SOUK_OK;
	s = db_sql(act->db, sql_seal);
	db_bind_text(s, ":id", id);
	db_bind_text(s, ":sealed", own ? crypto_seal(act->arena, act->config,
	    wa_number_label(act, id), token->text) : NULL);
	return db_run(s);
}

static enum outcome
row_change(struct act *act, const struct record *before,
    const struct record *in)
{
	const char			*id =
					    before->values[WA_NUMBER_ID].text;
	const struct column_value	 key = { "id", id, 0 };
	const struct column_value	 extra[] = {
		{ "updated_at", NULL, act->now },
		{ "version", NULL, before->values[WA_NUMBER_VERSION].num + 1 },
	};
	const char			*from =
					    before->values[WA_NUMBER_BRAND].text;
	const char			*brand = record_has(in,
					    WA_NUMBER_BRAND) ? in->values[
					    WA_NUMBER_BRAND].text : from;
	enum outcome			 e = SOUK_OK;

	if (!text_equal(brand, from))
		e = wa_number_leave(act, before, brand);
	if (e != SOUK_OK || (e = undefault(act, id, brand, in)) != SOUK_OK ||
	    (e = compose_update(act->db, in, extra, 2, &key, 1)) != SOUK_OK ||
	    (e = token_seal(act, id, in)) != SOUK_OK ||
	    (e = wa_number_well(act, id)) != SOUK_OK)
		return e;
	if (!text_equal(brand, from) &&
	    ((e = wa_number_default(act, from)) != SOUK_OK ||
	    (e = wa_number_default(act, brand)) != SOUK_OK))
		return e;
	return wa_send_wake(act, id, act->now);
}

enum outcome
wa_number_change(struct act *act, const char *id, const struct record *in,
    struct record **number)
{
	struct record	*before;
	enum outcome	 e;

	if ((e = wa_number_read(act, id, &before)) != SOUK_OK)
		return e;
	if (act->expected_version != 0 && act->expected_version !=
	    before->values[WA_NUMBER_VERSION].num)
		return SOUK_STALE;
	*number = before;
	if (record_mask(in) == 0)
		return SOUK_OK;
	if ((e = row_change(act, before, in)) != SOUK_OK ||
	    (e = row_get(act, id, number)) != SOUK_OK)
		return e;
	return audit_write(act, &(struct audit){
		.action = "update_whatsapp_number",
		.entity_type = "WhatsAppNumber", .entity_id = id,
		.before = before, .after = *number });
}
