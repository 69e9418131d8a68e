/* SPDX-License-Identifier: ISC */
#include <string.h>

#include "lib/base/buf.h"
#include "lib/base/text.h"
#include "lib/catalog/import.h"
#include "lib/catalog/import_value.h"
#include "lib/settings/settings.h"

/* Oldest first: of two with one name it is the one found. */
static const char sql_names[] =
    "SELECT c.id, t.name FROM category c"
    " JOIN category_text t ON t.category_id = c.id"
    " WHERE c.brand_id = :brand AND t.locale = :locale"
    " ORDER BY c.created_at, c.id";

#define CHILD_SQL(BELOW) \
	"SELECT c.id FROM category c" \
	" JOIN category_text t ON t.category_id = c.id" \
	" WHERE c.brand_id = :brand AND t.locale = :locale" \
	" AND t.name = :name AND c.parent_id " BELOW \
	" ORDER BY c.created_at, c.id LIMIT 1"
static const char sql_root[] = CHILD_SQL("IS NULL");
static const char sql_child[] = CHILD_SQL("= :parent");

const char *
import_category_other(const struct import *im)
{
	static const char *const	 names[LOCALE__MAX] = {
		[LOCALE_FR] = "Divers",
		[LOCALE_EN] = "Other",
		[LOCALE_AR] = "متفرقات",
	};

	return names[settings_locale(im->act.settings)];
}

void
import_categories_forget(struct import *im)
{
	import_set_clear(&im->names);
	arena_reset(im->names_arena);
	im->category_ids = NULL;
	im->categories = 0;
	im->names_read = im->collections_read = im->names_new = false;
}

void
import_name_remember(struct import *im, const char *kind, const char *name,
    const char *id)
{
	const size_t	 n = im->categories;

	im->category_ids = arena_more(im->names_arena, im->category_ids, n,
	    sizeof(*im->category_ids));
	im->category_ids[n] = arena_copy(im->names_arena, id);
	import_set_add(&im->names, kind, name, (int64_t)n);
	im->categories++;
}

const char *
import_name_find(struct import *im, const char *kind, const char *name)
{
	const int64_t	 n = import_set_get(&im->names, kind, name);

	return n < 0 || im->category_ids == NULL ? NULL : im->category_ids[n];
}

static const char *
folded(struct import *im, const char *name)
{
	return text_fold(im->act.arena, name, strlen(name));
}

static enum outcome
categories_read(struct import *im)
{
	struct stmt	*s = db_sql(im->act.db, sql_names);
	const bool	 made = im->names_new;
	enum outcome	 e;

	import_categories_forget(im);
	im->names_new = made;
	db_bind_text(s, ":brand", im->act.actor.brand_id);
	db_bind_text(s, ":locale",
	    locale_tag(settings_locale(im->act.settings)));
	while ((e = db_step(s)) == SOUK_OK)
		import_name_remember(im, "category", folded(im,
		    db_text(s, 1, NULL)), db_text(s, 0, NULL));
	im->names_read = e == SOUK_NOT_FOUND;
	return im->names_read ? SOUK_OK : e;
}

/* parent NULL: at the root. */
static enum outcome
category_make(struct import *im, const char *name, const char *parent,
    const char **id)
{
	struct record	*in = record_new(im->act.arena, &category_fields);
	struct record	*made;
	enum outcome	 e;

	if (*name == '\0' || utf8_length(name, strlen(name)) >
	    (size_t)category_fields.fields[CATEGORY_NAME].max ||
	    text_has_control(name, strlen(name), false))
		return act_bad_field(&im->act, "categoryId",
		    &catalog_messages[CATALOG_NO_CATEGORY]);
	record_set_text(in, CATEGORY_NAME, name);
	if (parent != NULL)
		record_set_text(in, CATEGORY_PARENT, parent);
	record_set_int(in, CATEGORY_POSITION, 0);
	record_set_int(in, CATEGORY_ACTIVE, 1);
	if ((e = category_create(&im->act, in, &made)) != SOUK_OK)
		return e;
	*id = record_text(made, CATEGORY_ID);
	import_name_remember(im, "category", folded(im, name), *id);
	im->names_new = true;
	return SOUK_OK;
}

enum outcome
import_category(struct import *im, const char *name, const char **id)
{
	enum outcome	 e;

	if (!im->names_read && (e = categories_read(im)) != SOUK_OK)
		return e;
	*id = import_name_find(im, "category", folded(im, name));
	return *id != NULL ? SOUK_OK : category_make(im, name, NULL, id);
}

/* ---- paths -------------------------------------------------------------- */

/* The category of this very name below another. */
static enum outcome
child_find(struct import *im, const char *name, const char *parent,
    const char **id)
{
	struct stmt	*s = db_sql(im->act.db,
			    parent == NULL ? sql_root : sql_child);
	enum outcome	 e;

	db_bind_text(s, ":brand", im->act.actor.brand_id);
	db_bind_text(s, ":locale",
	    locale_tag(settings_locale(im->act.settings)));
	db_bind_text(s, ":name", name);
	if (parent != NULL)
		db_bind_text(s, ":parent", parent);
	if ((e = db_step(s)) == SOUK_OK)
		*id = db_copy(s, 0, im->act.arena);
	db_done(s);
	return e;
}

/* One name of a path, with what stands for > and \\; *path moves behind. */
static const char *
path_name(struct arena *arena, const char **path)
{
	struct buf	 name;
	const char	*p;

	buf_init(&name, arena, 64);
	for (p = *path; *p != '\0' && *p != '>'; p++) {
		if (*p == '\\' && p[1] != '\0')
			p++;
		buf_putc(&name, *p);
	}
	*path = *p == '>' ? p + 1 : p;
	return import_trim(arena, name.p);
}

enum outcome
import_category_path(struct import *im, const char *path, const char **id)
{
	const char	*rest = path, *parent = NULL, *name;
	enum outcome	 e;

	if (!im->names_read && (e = categories_read(im)) != SOUK_OK)
		return e;
	if ((*id = import_name_find(im, "path", path)) != NULL)
		return SOUK_OK;
	while (*rest != '\0') {
		name = path_name(im->act.arena, &rest);
		e = child_find(im, name, parent, id);
		if (e == SOUK_NOT_FOUND)
			e = category_make(im, name, parent, id);
		if (e != SOUK_OK)
			return e;
		parent = *id;
	}
	import_name_remember(im, "path", path, *id);
	return SOUK_OK;
}

enum outcome
import_category_slug(struct import *im, const char *slug, const char **id)
{
	const char	*brand;
	enum outcome	 e = SOUK_NOT_FOUND;

	if (text_is_slug(slug))
		e = category_find(&im->act, slug, id, &brand);
	if (e == SOUK_OK && !text_equal(brand, im->act.actor.brand_id))
		e = SOUK_NOT_FOUND;
	if (e != SOUK_NOT_FOUND)
		return e;
	return strchr(slug, '>') != NULL ? import_category_path(im, slug, id) :
	    import_category(im, slug, id);
}
