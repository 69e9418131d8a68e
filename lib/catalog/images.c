/* SPDX-License-Identifier: ISC */
#include "lib/base/typeid.h"
#include "lib/catalog/internal.h"
#include "lib/catalog/pictures.h"
#include "lib/db/compose.h"
#include "lib/settings/settings.h"

/* Columns in the order of image_fields. */
static const char sql_read[] =
    "SELECT id, url, alt_text, position, is_primary FROM product_image"
    " WHERE product_id = :id ORDER BY position, id";
static const char sql_drop[] =
    "DELETE FROM product_image WHERE product_id = :id";

enum outcome
images_read(struct act *act, const char *id, struct record *product)
{
	struct value	*list = &product->values[PRODUCT_IMAGES];
	struct stmt	*s = db_sql(act->db, sql_read);
	enum outcome	 e;

	*list = (struct value){ .state = VALUE_SET };
	db_bind_text(s, ":id", id);
	while ((e = db_step(s)) == SOUK_OK)
		compose_row(s, 0, act->arena,
		    list_add(act->arena, list, &image_fields));
	return e == SOUK_NOT_FOUND ? SOUK_OK : e;
}

/* The index of the primary image; the first when none is marked. */
static enum outcome
primary_find(struct act *act, const struct value *list, size_t *primary)
{
	bool	 marked = false;
	size_t	 i;

	*primary = 0;
	for (i = 0; i < list->count; i++) {
		if (list->items[i].values[IMAGE_PRIMARY].num != 1)
			continue;
		if (marked)
			return act_bad_field(act,
			    item_name(act, "images", i, "isPrimary"),
			    &catalog_messages[CATALOG_PRIMARY_TWICE]);
		marked = true;
		*primary = i;
	}
	return SOUK_OK;
}

static bool
image_is_there(const struct value *old, const char *id)
{
	size_t	 i;

	for (i = 0; i < old->count; i++)
		if (record_is(&old->items[i], IMAGE_ID, id))
			return true;
	return false;
}

static enum outcome
image_insert(struct act *act, const char *product_id, struct record *image,
    size_t i, const struct value *old)
{
	const struct column_value	 extra[] = {
		{ "product_id", product_id, 0 },
		{ "created_at", NULL, act->now },
	};
	const char			*id = record_text(image, IMAGE_ID);
	const char			*url = record_text(image, IMAGE_URL);
	enum outcome			 e;

	e = picture_take(act, item_name(act, "images", i, "url"), &url);
	if (e != SOUK_OK)
		return e;
	record_set_text(image, IMAGE_URL, url);
	if (id == NULL)
		record_set_text(image, IMAGE_ID,
		    typeid_new(act->arena, "img", act->now));
	else if (!image_is_there(old, id))
		return act_bad_field(act, item_name(act, "images", i, "id"),
		    &catalog_messages[CATALOG_NO_PART]);
	return compose_insert(act->db, image, extra, 2);
}

/* All rows are made anew: they are few, and nothing refers to them. */
enum outcome
images_write(struct act *act, const char *id, const struct value *list,
    const struct value *old)
{
	const int64_t	 most = settings_int(act->settings, &catalog_settings,
			    CATALOG_IMAGES_MAX);
	struct stmt	*s = db_sql(act->db, sql_drop);
	struct record	*image;
	enum outcome	 e;
	size_t		 i, primary;

	if (list->count > (size_t)most)
		return act_bad_number(act, "images",
		    &catalog_messages[CATALOG_IMAGES_TOO_MANY], most, 0);
	if ((e = primary_find(act, list, &primary)) != SOUK_OK)
		return e;
	db_bind_text(s, ":id", id);
	if ((e = db_run(s)) != SOUK_OK)
		return e;
	for (i = 0; i < list->count; i++) {
		image = record_copy(act->arena, &list->items[i]);
		record_set_int(image, IMAGE_PRIMARY, i == primary);
		if (!record_has(image, IMAGE_POSITION))
			record_set_int(image, IMAGE_POSITION, (int64_t)i);
		if ((e = image_insert(act, id, image, i, old)) != SOUK_OK)
			return e;
	}
	return SOUK_OK;
}
