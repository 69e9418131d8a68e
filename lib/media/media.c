/* SPDX-License-Identifier: ISC */
#include "lib/media/media.h"

#include <string.h>

#include "lib/audit/audit.h"
#include "lib/base/arena.h"
#include "lib/base/text.h"
#include "lib/db/compose.h"
#include "lib/db/listed.h"
#include "lib/media/address.h"
#include "lib/media/parts.h"

static const char sql_count[] =
    "SELECT count(*) FROM (SELECT 1 FROM media WHERE brand_id = :brand"
    " AND is_private = :private";

/* The columns of media_fields, in their order. */
static const char sql_page[] =
    "SELECT id, width, height, largest, bytes, color, placeholder, file_name,"
    " is_private, created_at, deleted_at, brand_id, user_id, name FROM media"
    " WHERE brand_id = :brand AND is_private = :private";

static const char sql_delete[] =
    "UPDATE media SET deleted_at = :now WHERE id = :id AND deleted_at IS NULL";
static const char sql_restore[] =
    "UPDATE media SET deleted_at = NULL WHERE id = :id AND deleted_at > 0";

/* ---- addresses -------------------------------------------------------------- */

void
media_complete(struct act *act, struct record *media)
{
	const struct value	*v = media->values;
	const int		 largest = (int)v[MEDIA_LARGEST].num;

	record_set_text(media, MEDIA_URL, v[MEDIA_PRIVATE].num == 1 ?
	    arena_printf(act->arena, "/api/media/%s/%d", v[MEDIA_ID].text,
	    largest) : media_address(act->arena, v[MEDIA_NAME].text, largest));
}

enum outcome
media_by_url(struct act *act, const char *url, struct record **media)
{
	const char		*name = media_name_of(act->arena, url);
	struct column_value	 keys[] = { { "brand_id",
				    act->actor.brand_id, 0 },
				    { "name", name, 0 },
				    { "is_private", NULL, 0 } };
	enum outcome		 e;

	if (name == NULL || act->actor.brand_id == NULL)
		return SOUK_NOT_FOUND;
	e = compose_get(act->db, act->arena, &media_fields, keys, 3, media);
	if (e == SOUK_OK)
		media_complete(act, *media);
	return e;
}

/* ---- one ---------------------------------------------------------------------- */

/* Whoever may do anything in the shop is of its staff. */
static bool
may_see(const struct act *act, const struct record *media)
{
	const struct value	*v = media->values;

	return act->actor.permissions != 0 || v[MEDIA_PRIVATE].num == 0 ||
	    text_equal(v[MEDIA_USER].text, act->actor.user_id);
}

/* A row that is as good as gone: of somebody erased. */
static bool
is_erased(const struct record *media)
{
	const struct value	*deleted = &media->values[MEDIA_DELETED];

	return deleted->state == VALUE_SET && deleted->num == 0;
}

enum outcome
media_read(struct act *act, const char *id, struct record **media)
{
	const struct column_value	 key = { "id", id, 0 };
	enum outcome			 e;

	e = compose_get(act->db, act->arena, &media_fields, &key, 1, media);
	if (e != SOUK_OK)
		return e;
	if (is_erased(*media))
		return SOUK_NOT_FOUND;
	if (!text_equal((*media)->values[MEDIA_BRAND].text,
	    act->actor.brand_id))
		return act_refuse(act, SOUK_DENIED,
		    &media_messages[MEDIA_FOREIGN]);
	if (!may_see(act, *media))
		return SOUK_NOT_FOUND;
	media_complete(act, *media);
	return SOUK_OK;
}

static bool
has_width(const struct record *media, int64_t width)
{
	int	 list[MEDIA_LEVELS];
	int	 n = media_widths_of(media->values[MEDIA_WIDTH].num, list);

	while (n-- > 0)
		if (list[n] == width)
			return true;
	return false;
}

enum outcome
media_file(struct act *act, const char *id, int64_t width,
    const char *extension, struct media_file *file)
{
	struct record		*media;
	const struct value	*v;
	enum outcome		 e;

	if ((e = media_read(act, id, &media)) != SOUK_OK)
		return e;
	v = media->values;
	if (v[MEDIA_DELETED].state == VALUE_SET || !has_width(media, width))
		return SOUK_NOT_FOUND;
	file->path = arena_printf(act->arena, "/media%s/%s/%d.%s",
	    v[MEDIA_PRIVATE].num == 1 ? "-private" : "", v[MEDIA_NAME].text,
	    (int)width, extension);
	file->type = text_equal(extension, "webp") ? "image/webp" :
	    "image/jpeg";
	file->name = v[MEDIA_FILE_NAME].state == VALUE_SET ?
	    v[MEDIA_FILE_NAME].text : v[MEDIA_ID].text;
	return SOUK_OK;
}

/* ---- many --------------------------------------------------------------------- */

static const struct listed_filter filters[MEDIA_OF__MAX] = {
	/* [MEDIA_OF_DELETED], [MEDIA_OF_PRIVATE]: always said, by which_add() */
	[MEDIA_OF_PRIVATE] = { NULL, NULL, NULL },
};

static void
which_add(struct act *act, const struct record *filter,
    struct listed_where *w)
{
	(void)act;
	listed_if(w, filter->values[MEDIA_OF_DELETED].num == 1 ?
	    "deleted_at IS NOT NULL" : "deleted_at IS NULL");
	listed_int(w, ":private", filter->values[MEDIA_OF_PRIVATE].num);
}

static const struct listed listed = {
	.name = "media", LISTED_FILTERS(filters), .more = which_add,
	.count = sql_count, .page = sql_page, LISTED_NEWEST("id"),
};

enum outcome
media_list(struct act *act, const struct record *filter,
    struct list_query *query, struct rows *rows)
{
	return listed_open(act, &listed, filter, query, rows);
}

const char *
media_list_cursor(struct act *act, const struct rows *rows,
    const struct record *media)
{
	return rows_cursor_by_id(act, rows,
	    media->values[MEDIA_ID].text);
}

enum outcome
media_list_next(struct act *act, struct rows *rows, struct record *media)
{
	enum outcome	 e = rows_next(rows, act->arena, media);

	if (e == SOUK_OK)
		media_complete(act, media);
	return e;
}

/* ---- the bin -------------------------------------------------------------------- */

static enum outcome
url_is_used(struct act *act, const char *url, bool *used)
{
	const struct media_user *const	*user = act->souk->media_users;
	enum outcome			 e = SOUK_OK;

	for (; *user != NULL && e == SOUK_OK && !*used; user++)
		e = (*user)->uses(act, url, used);
	return e;
}

/* In whichever width somebody has put it there. */
enum outcome
media_is_used(struct act *act, const struct record *media, bool *used)
{
	const struct value	*v = media->values;
	int			 list[MEDIA_LEVELS];
	int			 n = media_widths_of(v[MEDIA_WIDTH].num, list);
	enum outcome		 e = SOUK_OK;

	*used = false;
	if (v[MEDIA_PRIVATE].num == 1)
		return SOUK_OK;
	for (int i = 2 * n; i-- > 0 && e == SOUK_OK && !*used;)
		e = url_is_used(act, arena_printf(act->arena,
		    "/media/%s/%d.%s", v[MEDIA_NAME].text, list[i / 2],
		    i % 2 == 0 ? "webp" : "jpg"), used);
	return e;
}

static enum outcome
bin_write(struct act *act, const char *sql, const char *id,
    const char *action)
{
	struct stmt	*s = db_sql(act->db, sql);
	enum outcome	 e;

	db_bind_text(s, ":id", id);
	if (sql == sql_delete)
		db_bind_int(s, ":now", act->now);
	if ((e = db_run_changed(s)) != SOUK_OK)
		return e;
	return audit_write(act, &(struct audit){ .action = action,
		.entity_type = "Media", .entity_id = id });
}

enum outcome
media_delete(struct act *act, const char *id)
{
	struct record	*media;
	enum outcome	 e;
	bool		 used;

	if ((e = media_read(act, id, &media)) != SOUK_OK ||
	    (e = media_is_used(act, media, &used)) != SOUK_OK)
		return e;
	if (used)
		return act_refuse(act, SOUK_CONFLICT,
		    &media_messages[MEDIA_IN_USE]);
	return bin_write(act, sql_delete, id, "delete_media");
}

enum outcome
media_restore(struct act *act, const char *id)
{
	struct record	*media;
	enum outcome	 e;

	if ((e = media_read(act, id, &media)) != SOUK_OK)
		return e;
	return media->values[MEDIA_DELETED].state != VALUE_SET ? SOUK_OK :
	    bin_write(act, sql_restore, id, "restore_media");
}
