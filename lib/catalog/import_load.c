/* SPDX-License-Identifier: ISC */
#include <string.h>

#include "lib/accounts/accounts.h"
#include "lib/base/clock.h"
#include "lib/base/json_in.h"
#include "lib/catalog/import.h"
#include "lib/settings/settings.h"

static const char sql_load[] =
    "SELECT brand_id, user_id, path, status, dry_run, at_byte, lines,"
    " created, changed, unchanged, rejected,"
    " (SELECT count(*) FROM catalog_import_error e WHERE e.import_id = i.id),"
    " sheet, mapping"
    " FROM catalog_import i WHERE i.id = :id";
static const char sql_progress[] =
    "UPDATE catalog_import SET status = :status, format = :format,"
    " at_byte = :to, lines = :lines, created = :created,"
    " changed = :changed, unchanged = :unchanged, rejected = :rejected,"
    " updated_at = :now"
    " WHERE id = :id AND at_byte = :from"
    " AND status IN ('waiting', 'running')";

/* Whoever may begin an import may do what it does. */
static void
actor_load(struct import *im, struct stmt *s)
{
	im->act.actor = (struct actor){
		.brand_id = db_copy(s, 0, im->keep),
		.user_id = db_copy(s, 1, im->keep),
		.role = ROLE_ADMIN,
		.permissions = PRODUCT_VIEW | PRODUCT_CREATE | PRODUCT_EDIT |
		    CATEGORY_MANAGE,
	};
	im->act.locale = settings_locale(im->act.settings);
}

/* Checked when the import began. */
static void
mapping_load(struct import *im, const char *text)
{
	struct json_in	*in;
	const char	*name;
	size_t		 at;

	if (text != NULL && json_parse(im->keep, text, strlen(text), &in, &at,
	    &name) == JSON_OK)
		im->mapping = in;
}

enum outcome
import_load(struct import *im, const char *id)
{
	struct stmt	*s = db_sql(im->act.db, sql_load);
	enum outcome	 e;

	db_bind_text(s, ":id", id);
	if ((e = db_step(s)) == SOUK_OK) {
		actor_load(im, s);
		im->id = im->act.origin = arena_copy(im->keep, id);
		im->path = db_copy(s, 2, im->keep);
		im->status = db_copy(s, 3, im->keep);
		im->dry_run = db_int(s, 4) == 1;
		im->sheet = db_copy(s, 12, im->keep);
		mapping_load(im, db_text(s, 13, NULL));
		im->progress = (struct import_progress){
			.at_byte = db_int(s, 5), .lines = db_int(s, 6),
			.created = db_int(s, 7), .changed = db_int(s, 8),
			.unchanged = db_int(s, 9), .rejected = db_int(s, 10),
			.kept = db_int(s, 11),
		};
	}
	db_done(s);
	return e;
}

enum outcome
import_progress_write(struct import *im, const char *status,
    const struct import_progress *to)
{
	struct stmt	*s = db_sql(im->act.db, sql_progress);
	enum outcome	 e;

	db_bind_text(s, ":id", im->id);
	db_bind_int(s, ":from", im->progress.at_byte);
	db_bind_text(s, ":status", status);
	db_bind_text(s, ":format",
	    im->map.format == NULL ? NULL : im->map.format->name);
	db_bind_int(s, ":to", to->at_byte);
	db_bind_int(s, ":lines", to->lines);
	db_bind_int(s, ":created", to->created);
	db_bind_int(s, ":changed", to->changed);
	db_bind_int(s, ":unchanged", to->unchanged);
	db_bind_int(s, ":rejected", to->rejected);
	db_bind_int(s, ":now", clock_now());
	e = db_run_changed(s);
	return e == SOUK_NOT_FOUND ? SOUK_CONFLICT : e;
}
