/* SPDX-License-Identifier: ISC */
#include "lib/base/text.h"
#include "lib/catalog/internal.h"
#include "lib/catalog/pictures.h"
#include "lib/db/db.h"
#include "lib/media/media.h"

/* In the order of images_read(); 8 and 33: behind "/media/", the name. */
static const char sql_look[] =
    "SELECT m.width, m.height, m.color, m.placeholder, s.state, s.error"
    " FROM product_image i"
    " LEFT JOIN media m ON m.brand_id = :brand"
    " AND m.name = substr(i.url, 8, 33) AND m.is_private = 0"
    " LEFT JOIN media_source s ON s.brand_id = :brand AND s.url = i.url"
    " WHERE i.product_id = :id ORDER BY i.position, i.id";

static void
look_set(struct act *act, struct record *image, struct stmt *s)
{
	if (db_is_null(s, 0))
		return;
	record_set_int(image, IMAGE_WIDTH, db_int(s, 0));
	record_set_int(image, IMAGE_HEIGHT, db_int(s, 1));
	record_set_text(image, IMAGE_COLOR, db_copy(s, 2, act->arena));
	record_set_text(image, IMAGE_PLACEHOLDER, arena_printf(act->arena,
	    "data:image/webp;base64,%s", db_text(s, 3, NULL)));
}

static void
state_set(struct act *act, struct record *image, struct stmt *s,
    bool why_not)
{
	const char	*url = record_text(image, IMAGE_URL);
	const char	*state = db_text(s, 4, NULL);
	bool		 failed = state != NULL &&
			    text_equal(state, "failed");

	record_set_text(image, IMAGE_STATE, *url == '/' ? "ready" :
	    failed ? "failed" : "waiting");
	if (failed && why_not && !db_is_null(s, 5))
		record_set_text(image, IMAGE_ERROR, media_error_text(act,
		    db_copy(s, 5, act->arena)));
	if (!media_is_ours(url))
		return;
	record_set_text(image, IMAGE_SRCSET,
	    media_srcset(act, url, "webp"));
	record_set_text(image, IMAGE_SRCSET_JPEG,
	    media_srcset(act, url, "jpg"));
}

enum outcome
product_pictures(struct act *act, struct record *product, bool why_not)
{
	struct value	*list = &product->values[PRODUCT_IMAGES];
	struct stmt	*s;
	enum outcome	 e;
	size_t		 i;

	if (list->count == 0)
		return SOUK_OK;
	s = db_sql(act->db, sql_look);
	db_bind_text(s, ":brand", record_text(product, PRODUCT_BRAND));
	db_bind_text(s, ":id", record_text(product, PRODUCT_ID));
	for (i = 0; (e = db_step(s)) == SOUK_OK && i < list->count; i++) {
		look_set(act, &list->items[i], s);
		state_set(act, &list->items[i], s, why_not);
	}
	db_done(s);
	return e == SOUK_NOT_FOUND ? SOUK_OK : e;
}
