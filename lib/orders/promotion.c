/* SPDX-License-Identifier: ISC */
#include "lib/base/arena.h"
#include "lib/catalog/internal.h"
#include "lib/catalog/resource.h"
#include "lib/db/compose.h"
#include "lib/orders/admin_messages.h"
#include "lib/orders/promotion_check.h"

/* The stored ones of promotion_fields, in order. */
#define PROMOTION_COLUMNS \
    "id, brand_id, name, code, kind, rate, currency, amount, buy_quantity," \
    " get_quantity, minimum, scope, group_id, stacks, priority, is_active," \
    " starts_at, ends_at, usage_limit, customer_limit, used, created_at," \
    " updated_at, version FROM promotion"

static const char sql_read[] =
    "SELECT " PROMOTION_COLUMNS " WHERE id = :id";
static const char sql_count[] =
    "SELECT count(*) FROM promotion WHERE brand_id = :owner";
static const char sql_page[] =
    "SELECT " PROMOTION_COLUMNS " WHERE brand_id = :owner AND id < :id"
    " ORDER BY id DESC LIMIT :limit OFFSET :offset";
static const char sql_delete[] = "DELETE FROM promotion WHERE id = :id";
static const char sql_used[] =
    "SELECT 1 FROM promotion_use WHERE promotion_id = :id LIMIT 1";
static const char sql_targets[] =
    "SELECT target_id FROM promotion_target WHERE promotion_id = :id"
    " ORDER BY target_id";
static const char sql_drop_targets[] =
    "DELETE FROM promotion_target WHERE promotion_id = :id";
static const char sql_put_target[] =
    "INSERT INTO promotion_target (promotion_id, target_id)"
    " VALUES (:id, :target) ON CONFLICT DO NOTHING";

/* ---- targets ------------------------------------------------------------------ */

static enum outcome
store(struct act *act, const char *id, const struct record *in)
{
	const struct value	*targets = &in->values[PROMOTION_TARGETS];
	struct stmt		*s;
	enum outcome		 e;
	size_t			 i;

	if (targets->state != VALUE_SET)
		return SOUK_OK;
	s = db_sql(act->db, sql_drop_targets);
	db_bind_text(s, ":id", id);
	e = db_run(s);
	for (i = 0; i < targets->count && e == SOUK_OK; i++) {
		s = db_sql(act->db, sql_put_target);
		db_bind_text(s, ":id", id);
		db_bind_text(s, ":target", targets->texts[i]);
		e = db_run(s);
	}
	return e;
}

static enum outcome
fill(struct act *act, struct record *promotion)
{
	struct value	*targets = &promotion->values[PROMOTION_TARGETS];
	struct stmt	*s = db_sql(act->db, sql_targets);
	enum outcome	 e;

	*targets = (struct value){ .state = VALUE_SET,
		.texts = arena_array(act->arena, PROMOTION_TARGETS_MAX,
		    sizeof(*targets->texts)) };
	db_bind_text(s, ":id", record_text(promotion, PROMOTION_ID));
	while ((e = db_step(s)) == SOUK_OK &&
	    targets->count < PROMOTION_TARGETS_MAX)
		targets->texts[targets->count++] = db_copy(s, 0, act->arena);
	db_done(s);
	return e == SOUK_NOT_FOUND ? SOUK_OK : e;
}

/* The books say what took something off. */
static enum outcome
may_go(struct act *act, const char *id)
{
	bool			 used;
	const enum outcome	 e = is_there(act, sql_used, id, &used);

	return e != SOUK_OK || !used ? e : act_refuse(act, SOUK_CONFLICT,
	    &admin_messages[OFF_USED]);
}

static const struct resource promotions = {
	.fields = &promotion_fields, .id = PROMOTION_ID,
	.brand = PROMOTION_BRAND, .version = PROMOTION_VERSION,
	.prefix = "promo", .type = "Promotion",
	.created = "create_promotion", .updated = "update_promotion",
	.deleted = "delete_promotion", .sql_read = sql_read,
	.sql_delete = sql_delete, .taken = &admin_messages[CODE_TAKEN],
	.check = promotion_check, .store = store, .fill = fill, .may_go = may_go,
};

/* ---- what others call ----------------------------------------------------------- */

enum outcome
promotion_create(struct act *act, const struct record *in,
    struct record **out)
{
	return resource_create(act, &promotions, in, out);
}

enum outcome
promotion_read(struct act *act, const char *id, struct record **out)
{
	return resource_read(act, &promotions, id, out);
}

enum outcome
promotion_change(struct act *act, const char *id, const struct record *in,
    struct record **out)
{
	return resource_change(act, &promotions, id, in, out);
}

enum outcome
promotion_delete(struct act *act, const char *id)
{
	return resource_delete(act, &promotions, id);
}

/* Ids grow with time; '~' is above all of them. */
static const struct plain_list plain = {
	.name = "promotions", .count = sql_count, .page = sql_page,
	.by = LIST_BY_ID, .start = { .id = "~" },
};

enum outcome
promotion_list(struct act *act, const struct list_query *query,
    struct rows *rows)
{
	return plain_list_open(act, &plain, act->actor.brand_id, query, rows);
}

enum outcome
promotion_list_next(struct act *act, struct rows *rows,
    struct record *promotion)
{
	const enum outcome	 e = rows_next(rows, act->arena, promotion);

	return e != SOUK_OK ? e : fill(act, promotion);
}

const char *
promotion_list_cursor(struct act *act, const struct rows *rows,
    const struct record *promotion)
{
	return rows_cursor_by_id(act, rows,
	    record_text(promotion, PROMOTION_ID));
}
