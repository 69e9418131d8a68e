/* SPDX-License-Identifier: ISC */
/* The pictures of a product, one at a time. */
#include "lib/base/text.h"
#include "lib/catalog/internal.h"
#include "lib/catalog/pictures.h"
#include "lib/media/media.h"

struct record *
images_of(struct act *act, const struct record *image)
{
	struct record	*list = record_new(act->arena, &image_list_fields);

	*list_add(act->arena, &list->values[0], &image_fields) = *image;
	return list;
}

enum outcome
product_may_change(struct act *act, const char *id)
{
	struct record	*product;
	enum outcome	 e;

	if ((e = product_row(act, id, &product)) != SOUK_OK)
		return e;
	return catalog_brand(act, record_text(product, PRODUCT_BRAND));
}

/* What is written of an image: what it looks like is looked up again. */
static struct record *
image_kept(struct arena *arena, const struct record *image)
{
	struct record	*kept = record_copy(arena, image);
	int		 f;

	for (f = IMAGE_PRIMARY + 1; f < IMAGE__MAX; f++)
		kept->values[f].state = VALUE_ABSENT;
	return kept;
}

/* A new one stands before the one at its place, else behind all. */
static void
image_insert_at(struct arena *arena, struct value *all,
    const struct record *image)
{
	const struct value	*place = &image->values[IMAGE_POSITION];
	size_t			 at = all->count;

	list_add(arena, all, &image_fields);
	if (place->state == VALUE_SET && (size_t)place->num < at)
		for (; at > (size_t)place->num; at--)
			all->items[at] = all->items[at - 1];
	all->items[at] = *image_kept(arena, image);
}

/* Those that are there and those that come; a new primary one takes over. */
static void
images_join(struct arena *arena, const struct value *old,
    const struct value *more, struct value *all)
{
	bool	 takes_over = false;
	size_t	 i;

	for (i = 0; i < more->count; i++)
		if (more->items[i].values[IMAGE_PRIMARY].num == 1)
			takes_over = true;
	for (i = 0; i < old->count; i++) {
		struct record	*image = list_add(arena, all, &image_fields);

		*image = *image_kept(arena, &old->items[i]);
		if (takes_over)
			record_set_int(image, IMAGE_PRIMARY, 0);
	}
	for (i = 0; i < more->count; i++)
		image_insert_at(arena, all, &more->items[i]);
	for (i = 0; i < all->count; i++)
		record_set_int(&all->items[i], IMAGE_POSITION, (int64_t)i);
}

static enum outcome
before_read(struct act *act, const char *id, struct record **before)
{
	enum outcome	 e;

	if ((e = product_row(act, id, before)) != SOUK_OK)
		return e;
	return images_read(act, id, *before);
}

enum outcome
product_add_images(struct act *act, const char *id,
    const struct record *images, struct record **out)
{
	struct record	*change = record_new(act->arena, &product_fields);
	struct record	*before;
	enum outcome	 e;

	if ((e = before_read(act, id, &before)) != SOUK_OK)
		return e;
	images_join(act->arena, &before->values[PRODUCT_IMAGES],
	    &images->values[0], &change->values[PRODUCT_IMAGES]);
	change->values[PRODUCT_IMAGES].state = VALUE_SET;
	return product_change(act, id, change, out);
}

enum outcome
product_drop_image(struct act *act, const char *id, const char *image,
    struct record **out)
{
	struct record		*change = record_new(act->arena,
				    &product_fields);
	struct value		*left = &change->values[PRODUCT_IMAGES];
	const struct value	*is;
	struct record		*before;
	enum outcome		 e;
	size_t			 i;

	if ((e = before_read(act, id, &before)) != SOUK_OK)
		return e;
	is = &before->values[PRODUCT_IMAGES];
	*left = (struct value){ .state = VALUE_SET };
	for (i = 0; i < is->count; i++)
		if (!record_is(&is->items[i], IMAGE_ID, image))
			*list_add(act->arena, left, &image_fields) =
			    *image_kept(act->arena, &is->items[i]);
	if (left->count == is->count && (e = product_may_change(act, id)) ==
	    SOUK_OK)
		e = SOUK_NOT_FOUND;
	return e != SOUK_OK ? e : product_change(act, id, change, out);
}

enum outcome
product_retry_image(struct act *act, const char *id, const char *image,
    struct record **out)
{
	const struct value	*is;
	enum outcome		 e;
	size_t			 i = 0;

	if ((e = product_read(act, id, out)) != SOUK_OK)
		return e;
	is = &(*out)->values[PRODUCT_IMAGES];
	while (i < is->count && !record_is(&is->items[i], IMAGE_ID, image))
		i++;
	if (i == is->count)
		return SOUK_NOT_FOUND;
	e = media_source_again(act, record_text(&is->items[i], IMAGE_URL));
	if (e == SOUK_NOT_FOUND)
		return SOUK_CONFLICT;
	return e != SOUK_OK ? e : product_pictures(act, *out, true);
}
