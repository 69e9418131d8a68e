/* SPDX-License-Identifier: ISC */
/* What is said often. */
#include <assert.h>
#include <string.h>

#include "lib/base/buf.h"
#include "lib/base/text.h"
#include "lib/catalog/internal.h"
#include "lib/catalog/resource.h"
#include "lib/inbox/inbox.h"
#include "lib/inbox/parts.h"
#include "lib/settings/settings.h"

#define COUNT(TABLE) (sizeof(TABLE) / sizeof((TABLE)[0]))
#define CANNED_MAX	500
#define CANNED_COLUMNS \
    "id, brand_id, shortcut, title, text, created_at, updated_at, version" \
    " FROM canned_reply"

static const char sql_read[] =
    "SELECT " CANNED_COLUMNS " WHERE id = :id";
static const char sql_count[] =
    "SELECT count(*) FROM canned_reply WHERE brand_id = :owner";
static const char sql_page[] =
    "SELECT " CANNED_COLUMNS " WHERE brand_id = :owner"
    " AND (shortcut, id) > (:key, :id) ORDER BY shortcut, id LIMIT :limit OFFSET :offset";
static const char sql_room[] =
    "INSERT INTO canned_reply (id, brand_id, shortcut, title, text,"
    " created_at, updated_at) SELECT :id, b.id, :id, '', '', :now, :now"
    " FROM brand b WHERE b.id = :brand AND (SELECT count(*)"
    " FROM canned_reply c WHERE c.brand_id = :brand) < :most";
static const char sql_delete[] = "DELETE FROM canned_reply WHERE id = :id";
static const char sql_name[] =
    "SELECT p.name FROM conversation c JOIN prospect p"
    " ON p.id = c.prospect_id WHERE c.id = :id";
static const char sql_agent[] =
    "SELECT coalesce(name, username) FROM users WHERE id = :id";

static const struct field fields[] = {
	[CANNED_ID] = { .name = "id", .column = "id", .type = FIELD_ID,
		.flags = FIELD_READ_ONLY, .prefix = "canned",
		.help = "TypeID" },
	[CANNED_BRAND] = { .name = "brandId", .column = "brand_id",
		.type = FIELD_ID, .flags = FIELD_READ_ONLY,
		.prefix = "brand", .help = "Whose it is" },
	[CANNED_SHORTCUT] = { .name = "shortcut", .column = "shortcut",
		.type = FIELD_TEXT, .flags = FIELD_REQUIRED, .min = 1,
		.max = 30, .help = "Typed behind a slash: merci" },
	[CANNED_TITLE] = { .name = "title", .column = "title",
		.type = FIELD_TEXT, .flags = FIELD_REQUIRED, .min = 1,
		.max = 100 },
	[CANNED_TEXT] = { .name = "text", .column = "text",
		.type = FIELD_TEXT, .flags = FIELD_REQUIRED | FIELD_LINES,
		.min = 1, .max = 4000,
		.help = "{name}, {shop} and {agent} stand for who is "
		    "written to, the shop and who writes" },
	[CANNED_CREATED_AT] = { .name = "createdAt", .column = "created_at",
		.type = FIELD_TIME, .flags = FIELD_READ_ONLY },
	[CANNED_UPDATED_AT] = { .name = "updatedAt", .column = "updated_at",
		.type = FIELD_TIME, .flags = FIELD_READ_ONLY },
	[CANNED_VERSION] = { .name = "version", .column = "version",
		.type = FIELD_INTEGER, .flags = FIELD_READ_ONLY,
		.help = "Counts changes; for If-Match" },
};
static_assert(COUNT(fields) == CANNED__MAX, "a row for each field");
const struct fieldset canned_fields =
    FIELDSET("CannedReply", "canned_reply", fields);

static enum outcome
check(struct act *act, struct record *in, const struct record *before)
{
	const char	*shortcut = record_text(in, CANNED_SHORTCUT);

	(void)before;
	if (shortcut == NULL || text_is_slug(shortcut))
		return SOUK_OK;
	return act_bad_field(act, "shortcut",
	    &inbox_messages[INBOX_BAD_SHORTCUT]);
}

/* It has no lists. */
static enum outcome
store(struct act *act, const char *id, const struct record *in)
{
	(void)act;
	(void)id;
	(void)in;
	return SOUK_OK;
}

const struct resource canned_resource = {
	.fields = &canned_fields, .id = CANNED_ID, .brand = CANNED_BRAND,
	.version = CANNED_VERSION, .prefix = "canned",
	.type = "CannedReply", .created = "create_canned_reply",
	.updated = "update_canned_reply", .deleted = "delete_canned_reply",
	.sql_read = sql_read, .sql_delete = sql_delete,
	.taken = &inbox_messages[INBOX_SHORTCUT_TAKEN], .sql_room = sql_room,
	.most = CANNED_MAX, .full = &inbox_messages[INBOX_FULL],
	.check = check, .store = store,
};

static const struct plain_list plain = {
	.name = "canned replies", .count = sql_count, .page = sql_page,
	.by = LIST_BY_TEXT, .start = { .text = "", .id = "" },
};

enum outcome
canned_list(struct act *act, const struct list_query *query,
    struct rows *rows)
{
	return plain_list_open(act, &plain, act->actor.brand_id, query, rows);
}

const char *
canned_cursor(struct act *act, const struct rows *rows,
    const struct record *canned)
{
	return rows_cursor(act, rows, &(struct cursor){
		.text = record_text(canned, CANNED_SHORTCUT),
		.id = record_text(canned, CANNED_ID) });
}

/* ---- said --------------------------------------------------------------------------- */

static enum outcome
text_of(struct act *act, const char *sql, const char *id, const char **text)
{
	struct stmt	*s;
	enum outcome	 e;

	*text = "";
	if (id == NULL)
		return SOUK_OK;
	s = db_sql(act->db, sql);
	db_bind_text(s, ":id", id);
	if ((e = db_step(s)) == SOUK_OK && !db_is_null(s, 0))
		*text = db_copy(s, 0, act->arena);
	db_done(s);
	return e == SOUK_NOT_FOUND ? SOUK_OK : e;
}

struct stands { const char *name, *text; };

static const char *
filled(struct act *act, const char *text, const struct stands *for_what)
{
	const struct stands	*f;
	struct buf		 b;

	buf_init(&b, act->arena, 512);
	while (*text != '\0') {
		for (f = for_what; f->name != NULL; f++)
			if (text_starts(text, f->name))
				break;
		if (f->name == NULL) {
			buf_putc(&b, *text++);
			continue;
		}
		buf_puts(&b, f->text);
		text += strlen(f->name);
	}
	return b.p;
}

/* A name that is only a number, or none, is no name to say. */
enum outcome
canned_text(struct act *act, const char *id, const char *conversation,
    const char **text)
{
	struct stands	 s[] = { { "{name}", "" },
			    { "{shop}", settings_text(act->settings,
				&shop_settings, SHOP_NAME) },
			    { "{agent}", "" }, { NULL, NULL } };
	struct record	*canned;
	enum outcome	 e;

	if ((e = resource_read(act, &canned_resource, id, &canned)) !=
	    SOUK_OK || (e = text_of(act, sql_name, conversation,
	    &s[0].text)) != SOUK_OK || (e = text_of(act, sql_agent,
	    act->actor.user_id, &s[2].text)) != SOUK_OK)
		return e;
	if (*s[0].text == '+')
		s[0].text = "";
	*text = filled(act, record_text(canned, CANNED_TEXT), s);
	return SOUK_OK;
}
