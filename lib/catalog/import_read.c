/* SPDX-License-Identifier: ISC */
#include "lib/base/buf.h"
#include "lib/catalog/import.h"
#include "lib/db/compose.h"

static const char sql_brand[] =
    "SELECT brand_id FROM catalog_import WHERE id = :id";
static const char sql_errors[] =
    "SELECT line, field, code, number FROM catalog_import_error"
    " WHERE import_id = :id ORDER BY line, field";
static const char sql_count[] =
    "SELECT count(*) FROM catalog_import WHERE brand_id = :owner";
/* The columns of import_fields, in their order; ids are in order of time. */
static const char sql_page[] =
    "SELECT id, status, format, dry_run, lines, created, changed, unchanged,"
    " rejected, created_at, updated_at FROM catalog_import"
    " WHERE brand_id = :owner AND id < :id"
    " ORDER BY id DESC LIMIT :limit OFFSET :offset";


/* The text of a code in the reader's language. */
static const char *
error_text(struct act *act, const char *code, int64_t number)
{
	const int64_t	 numbers[MESSAGE_NUMBERS] = { number };
	struct buf	 text;

	buf_init(&text, act->arena, 128);
	message_put(&text, import_message(code), act->locale, numbers);
	return text.p;
}

static enum outcome
errors_read(struct act *act, const char *id, struct value *list)
{
	struct stmt	*s = db_sql(act->db, sql_errors);
	struct record	*error;
	enum outcome	 e;

	*list = (struct value){ .state = VALUE_SET };
	db_bind_text(s, ":id", id);
	while ((e = db_step(s)) == SOUK_OK) {
		error = list_add(act->arena, list, &import_error_fields);
		compose_row(s, 0, act->arena, error);
		record_set_text(error, IMPORT_ERROR_MESSAGE, error_text(act,
		    record_text(error, IMPORT_ERROR_CODE), db_int(s, 3)));
	}
	return e == SOUK_NOT_FOUND ? SOUK_OK : e;
}

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
import_read(struct act *act, const char *id, struct record **import)
{
	const struct column_value	 key = { "id", id, 0 };
	enum outcome			 e;

	if ((e = brand_check(act, id)) != SOUK_OK ||
	    (e = compose_get(act->db, act->arena, &import_fields, &key, 1,
	    import)) != SOUK_OK)
		return e;
	if ((e = errors_read(act, id,
	    &(*import)->values[IMPORT_ERRORS])) != SOUK_OK)
		return e;
	return import_left_read(act, id,
	    &(*import)->values[IMPORT_DIFFERENCES]);
}

/* ---- newest first ------------------------------------------------------ */

static const struct plain_list plain = {
	.name = "imports", .count = sql_count, .page = sql_page,
	.start = { .id = "import_~" },		/* above every id */
};

enum outcome
import_list(struct act *act, const struct list_query *query,
    struct rows *rows)
{
	return plain_list_open(act, &plain, act->actor.brand_id, query, rows);
}

const char *
import_list_cursor(struct act *act, const struct rows *rows,
    const struct record *import)
{
	return rows_cursor(act, rows, &(struct cursor){
		.id = record_text(import, IMPORT_ID) });
}
