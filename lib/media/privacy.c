/* SPDX-License-Identifier: ISC */
#include "lib/db/show.h"
#include "lib/media/media.h"

static const char sql_show[] =
    "SELECT id, file_name, width, height, bytes, is_private, created_at,"
    " deleted_at FROM media WHERE user_id = :owner ORDER BY id";
static const char *const columns[] = { "id", "fileName", "width#", "height#",
	"bytes#", "isPrivate?", "createdAt@", "deletedAt@", NULL };

/* What only they could see goes, at once and for good; what the shop shows is
 * the shop's, of nobody. */
static const char sql_end[] =
    "UPDATE media SET deleted_at = 0, user_id = NULL, file_name = NULL"
    " WHERE user_id = :user AND is_private = 1";
static const char sql_end_one[] =
    "UPDATE media SET deleted_at = 0, user_id = NULL, file_name = NULL"
    " WHERE id = :id AND is_private = 1";
static const char sql_forget[] =
    "UPDATE media SET user_id = NULL, file_name = NULL WHERE user_id = :user";

static enum outcome
show(struct act *act, const char *user_id, struct json_out *json)
{
	const struct show_rows	 rows = { "pictures", sql_show, columns, false };

	return show_rows(act, json, &rows, user_id);
}

static enum outcome
erase_by(struct act *act, const char *sql, const char *user_id)
{
	struct stmt	*s = db_sql(act->db, sql);

	db_bind_text(s, ":user", user_id);
	return db_run_changed(s);
}

static enum outcome
sweep_soon(struct act *act)
{
	return queue_put(act, &(struct job_new){ .kind = "media.sweep",
		.unique_key = "media.sweep of who is erased" }, NULL);
}

enum outcome
media_end(struct act *act, const char *id)
{
	struct stmt	*s = db_sql(act->db, sql_end_one);
	enum outcome	 e;

	db_bind_text(s, ":id", id);
	e = db_run_changed(s);
	return e == SOUK_OK ? sweep_soon(act) : e == SOUK_NOT_FOUND ?
	    SOUK_OK : e;
}

static enum outcome
erase(struct act *act, const char *user_id)
{
	enum outcome	 e = erase_by(act, sql_end, user_id);

	if (e == SOUK_OK)
		e = sweep_soon(act);
	if (e != SOUK_OK && e != SOUK_NOT_FOUND)
		return e;
	e = erase_by(act, sql_forget, user_id);
	return e == SOUK_NOT_FOUND ? SOUK_OK : e;
}

const struct privacy media_privacy = {
	.module = "media",
	.show = show,
	.erase = erase,
};
