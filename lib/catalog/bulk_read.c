/* SPDX-License-Identifier: ISC */
#include "lib/base/text.h"
#include "lib/catalog/bulk_plan.h"
#include "lib/db/compose.h"
#include "lib/settings/settings.h"


static const char sql_brand[] = "SELECT brand_id FROM bulk_edit WHERE id = :id";
static const char sql_count[] =
    "SELECT count(*) FROM bulk_edit WHERE brand_id = :owner";
/* The columns of bulk_edit_fields, in their order. */
static const char sql_page[] =
    "SELECT id, status, total, changed, unchanged, rejected, undone, kept,"
    " request, created_at, updated_at FROM bulk_edit"
    " WHERE brand_id = :owner AND (created_at, id) < (:key, :id)"
    " ORDER BY created_at DESC, id DESC LIMIT :limit OFFSET :offset";

static const char sql_items_count[] =
    "SELECT count(*) FROM bulk_edit_item WHERE edit_id = :edit";
static const char sql_items_count_state[] =
    "SELECT count(*) FROM bulk_edit_item"
    " WHERE edit_id = :edit AND state = :state";

/* The columns of bulk_item_fields, then what a message needs. */
#define ITEM_SQL(WHERE) \
	"SELECT i.product_id," \
	" coalesce((SELECT t.name FROM product_text t" \
	"  WHERE t.product_id = i.product_id AND t.locale = :shop)," \
	"  (SELECT min(o.name) FROM product_text o" \
	"  WHERE o.product_id = i.product_id)) AS name," \
	" i.state, i.before, i.after, i.field, i.code, i.number" \
	" FROM bulk_edit_item i WHERE i.edit_id = :edit" WHERE \
	" AND i.product_id > :after" \
	" ORDER BY i.product_id LIMIT :limit OFFSET :offset"
#define ITEM_NUMBER	7

static const char sql_items[] = ITEM_SQL("");
static const char sql_items_state[] = ITEM_SQL(" AND i.state = :state");

static enum outcome
brand_check(struct act *act, const char *id)
{
	struct stmt	*s = db_sql(act->db, sql_brand);
	enum outcome	 e;

	db_bind_text(s, ":id", id);
	if ((e = db_step(s)) == SOUK_OK)
		e = catalog_brand(act, db_text(s, 0, NULL));
	db_done(s);
	return e;
}

enum outcome
bulk_edit_read(struct act *act, const char *id, struct record **edit)
{
	const struct column_value	 key = { "id", id, 0 };
	enum outcome			 e;

	if ((e = brand_check(act, id)) != SOUK_OK)
		return e;
	return compose_get(act->db, act->arena, &bulk_edit_fields, &key, 1,
	    edit);
}

/* ---- newest first ------------------------------------------------------- */

static const struct plain_list plain = {
	.name = "bulk edits", .count = sql_count, .page = sql_page,
	.by = LIST_BY_NUMBER, .start = { .num = INT64_MAX, .id = "" },
};

enum outcome
bulk_edit_list(struct act *act, const struct list_query *query,
    struct rows *rows)
{
	return plain_list_open(act, &plain, act->actor.brand_id, query, rows);
}

const char *
bulk_edit_list_cursor(struct act *act, const struct rows *rows,
    const struct record *edit)
{
	return rows_cursor(act, rows, &(struct cursor){
		.num = edit->values[BULK_EDIT_CREATED_AT].num,
		.id = record_text(edit, BULK_EDIT_ID) });
}

/* ---- its products ------------------------------------------------------- */

static void
items_bind(struct stmt *s, const char *id, const char *state)
{
	db_bind_text(s, ":edit", id);
	if (state != NULL)
		db_bind_text(s, ":state", state);
}

enum outcome
bulk_edit_items(struct act *act, const char *id, const struct record *filter,
    const struct list_query *query, struct rows *rows)
{
	const char	*state = record_text(filter, 0);
	struct cursor	 after = { .id = "" };
	struct stmt	*s;
	enum outcome	 e;

	rows->filters = arena_printf(act->arena, "items %s %s", id,
	    state != NULL ? state : "");
	if ((e = brand_check(act, id)) != SOUK_OK ||
	    (query->cursor != NULL && (e = cursor_read(act, query->cursor,
	    rows->filters, &after)) != SOUK_OK))
		return e;
	s = db_sql(act->db, state != NULL ? sql_items_count_state :
	    sql_items_count);
	items_bind(s, id, state);
	if ((e = rows_count(rows, s)) != SOUK_OK)
		return e;
	s = db_sql(act->db, state != NULL ? sql_items_state : sql_items);
	items_bind(s, id, state);
	db_bind_text(s, ":after", after.id);
	db_bind_text(s, ":shop", locale_tag(settings_locale(act->settings)));
	rows_open(rows, s, query);
	return SOUK_OK;
}

enum outcome
bulk_edit_item(struct act *act, struct rows *rows, struct record *item)
{
	enum outcome	 e = rows_next(rows, act->arena, item);

	if (e == SOUK_OK)
		record_set_text(item, BULK_ITEM_MESSAGE, bulk_message(act,
		    record_text(item, BULK_ITEM_CODE),
		    db_int(rows->stmt, ITEM_NUMBER)));
	return e;
}

const char *
bulk_edit_items_cursor(struct act *act, const struct rows *rows,
    const struct record *item)
{
	const struct cursor	 last = {
		.id = record_text(item, BULK_ITEM_PRODUCT)
	};

	return rows_cursor(act, rows, &last);
}
