/* SPDX-License-Identifier: ISC */
/* What conversations are sorted by: a name and a colour. */
#include <assert.h>
#include <string.h>

#include "lib/base/text.h"
#include "lib/catalog/internal.h"
#include "lib/catalog/resource.h"
#include "lib/db/compose.h"
#include "lib/inbox/inbox.h"
#include "lib/inbox/parts.h"

#define COUNT(TABLE) (sizeof(TABLE) / sizeof((TABLE)[0]))
#define LABELS_MAX	100
#define LABEL_COLUMNS \
    "id, brand_id, name, color, created_at, updated_at, version FROM label"

static const char sql_read[] =
    "SELECT " LABEL_COLUMNS " WHERE id = :id";
static const char sql_count[] =
    "SELECT count(*) FROM label WHERE brand_id = :owner";
static const char sql_page[] =
    "SELECT " LABEL_COLUMNS " WHERE brand_id = :owner"
    " AND (name_key, id) > (:key, :id) ORDER BY name_key, id"
    " LIMIT :limit OFFSET :offset";
static const char sql_room[] =
    "INSERT INTO label (id, brand_id, name, name_key, color, created_at,"
    " updated_at) SELECT :id, b.id, '', :id, '#000000', :now, :now"
    " FROM brand b WHERE b.id = :brand AND"
    " (SELECT count(*) FROM label l WHERE l.brand_id = :brand) < :most";
static const char sql_delete[] = "DELETE FROM label WHERE id = :id";
static const char sql_key[] =
    "UPDATE label SET name_key = :key WHERE id = :id";

static const struct field fields[] = {
	[LABEL_ID] = { .name = "id", .column = "id", .type = FIELD_ID,
		.flags = FIELD_READ_ONLY, .prefix = "label",
		.help = "TypeID" },
	[LABEL_BRAND] = { .name = "brandId", .column = "brand_id",
		.type = FIELD_ID, .flags = FIELD_READ_ONLY,
		.prefix = "brand", .help = "Whose it is" },
	[LABEL_NAME] = { .name = "name", .column = "name",
		.type = FIELD_TEXT, .flags = FIELD_REQUIRED, .min = 1,
		.max = 40, .help = "Once in the shop" },
	[LABEL_COLOR] = { .name = "color", .column = "color",
		.type = FIELD_TEXT, .min = 7, .max = 7,
		.initial = "\"#57606a\"", .help = "#rrggbb" },
	[LABEL_CREATED_AT] = { .name = "createdAt", .column = "created_at",
		.type = FIELD_TIME, .flags = FIELD_READ_ONLY },
	[LABEL_UPDATED_AT] = { .name = "updatedAt", .column = "updated_at",
		.type = FIELD_TIME, .flags = FIELD_READ_ONLY },
	[LABEL_VERSION] = { .name = "version", .column = "version",
		.type = FIELD_INTEGER, .flags = FIELD_READ_ONLY,
		.help = "Counts changes; for If-Match" },
};
static_assert(COUNT(fields) == LABEL__MAX, "a row for each field");
const struct fieldset label_fields = FIELDSET("Label", "label", fields);

static const char *
key_of(struct act *act, const char *name)
{
	return text_fold(act->arena, name, strlen(name));
}

static enum outcome
check(struct act *act, struct record *in, const struct record *before)
{
	const char	*name = record_text(in, LABEL_NAME);
	const char	*color = record_text(in, LABEL_COLOR);
	enum outcome	 e = SOUK_OK;

	(void)before;
	if (name != NULL && *key_of(act, name) == '\0')
		e = act_bad_field(act, "name",
		    &inbox_messages[INBOX_NO_NAME]);
	if (color != NULL && (color[0] != '#' ||
	    strspn(color + 1, "0123456789abcdefABCDEF") != 6))
		e = act_bad_field(act, "color",
		    &inbox_messages[INBOX_BAD_COLOR]);
	return e;
}

static enum outcome
store(struct act *act, const char *id, const struct record *in)
{
	const char	*name = record_text(in, LABEL_NAME);
	struct stmt	*s;
	enum outcome	 e;

	if (name == NULL)
		return SOUK_OK;
	s = db_sql(act->db, sql_key);
	db_bind_text(s, ":id", id);
	db_bind_text(s, ":key", key_of(act, name));
	e = db_run(s);
	return e == SOUK_CONFLICT ? act_refuse(act, e,
	    &inbox_messages[INBOX_LABEL_TAKEN]) : e;
}

const struct resource label_resource = {
	.fields = &label_fields, .id = LABEL_ID, .brand = LABEL_BRAND,
	.version = LABEL_VERSION, .prefix = "label", .type = "Label",
	.created = "create_label", .updated = "update_label",
	.deleted = "delete_label", .sql_read = sql_read,
	.sql_delete = sql_delete, .taken = &inbox_messages[INBOX_LABEL_TAKEN],
	.sql_room = sql_room, .most = LABELS_MAX,
	.full = &inbox_messages[INBOX_FULL], .check = check, .store = store,
};

static const struct plain_list plain = {
	.name = "labels", .count = sql_count, .page = sql_page,
	.by = LIST_BY_TEXT, .start = { .text = "", .id = "" },
};

enum outcome
label_list(struct act *act, const struct list_query *query,
    struct rows *rows)
{
	return plain_list_open(act, &plain, act->actor.brand_id, query, rows);
}

const char *
label_cursor(struct act *act, const struct rows *rows,
    const struct record *label)
{
	const char	*name = record_text(label, LABEL_NAME);

	return rows_cursor(act, rows, &(struct cursor){
		.text = name == NULL ? NULL : key_of(act, name),
		.id = record_text(label, LABEL_ID) });
}

/* ---- on a conversation ----------------------------------------------------------- */

static const char sql_of[] =
    "SELECT l.id, l.brand_id, l.name, l.color, l.created_at, l.updated_at,"
    " l.version FROM conversation_label c JOIN label l ON l.id = c.label_id"
    " WHERE c.conversation_id = :id ORDER BY l.name_key";
static const char sql_drop[] =
    "DELETE FROM conversation_label WHERE conversation_id = :id";
static const char sql_put[] =
    "INSERT INTO conversation_label (conversation_id, label_id)"
    " VALUES (:id, :label) ON CONFLICT DO NOTHING";
static const char sql_ours[] =
    "SELECT 1 FROM label WHERE id = :id AND brand_id = :brand";

enum outcome
labels_fill(struct act *act, const char *conversation_id, struct value *list)
{
	return list_fill(act, sql_of, conversation_id, &label_fields, list);
}

static enum outcome
is_ours(struct act *act, const char *id, size_t i)
{
	struct stmt	*s = db_sql(act->db, sql_ours);
	enum outcome	 e;

	db_bind_text(s, ":id", id);
	db_bind_text(s, ":brand", act->actor.brand_id);
	e = db_step(s);
	db_done(s);
	return e == SOUK_NOT_FOUND ? act_bad_field(act,
	    arena_printf(act->arena, "labels[%zu]", i),
	    &inbox_messages[INBOX_NO_LABEL]) : e;
}

enum outcome
labels_check(struct act *act, const struct value *ids)
{
	enum outcome	 one, e = SOUK_OK;

	for (size_t i = 0; i < ids->count; i++)
		if ((one = is_ours(act, ids->texts[i], i)) != SOUK_OK)
			e = one;
	return e;
}

enum outcome
labels_store(struct act *act, const char *conversation_id,
    const struct value *ids)
{
	struct stmt	*s = db_sql(act->db, sql_drop);
	enum outcome	 e;

	db_bind_text(s, ":id", conversation_id);
	e = db_run(s);
	for (size_t i = 0; i < ids->count && e == SOUK_OK; i++) {
		s = db_sql(act->db, sql_put);
		db_bind_text(s, ":id", conversation_id);
		db_bind_text(s, ":label", ids->texts[i]);
		e = db_run(s);
	}
	return e;
}
