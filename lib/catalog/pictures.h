/* SPDX-License-Identifier: ISC */
#ifndef SOUK_CATALOG_PICTURES_H
#define SOUK_CATALOG_PICTURES_H

#include <stdbool.h>

#include "lib/base/act.h"
#include "lib/base/field.h"
#include "lib/souk.h"

/*
 * The pictures of products, categories and collections.  What is on record
 * is the address of a picture of ours (lib/media), or, until the shop has
 * taken it over, the one it came with: that one is not shown to anybody.
 */

/* As it came in, checked (`field` is bad), into as it goes on record. */
enum outcome	 picture_take(struct act *, const char *field,
		    const char **url);
/* The same for a field of what came in, if it has one. */
enum outcome	 picture_take_in(struct act *, const struct record **in,
		    int field);
/* As it would be on record, if that is known: nothing is noted. */
enum outcome	 picture_known(struct act *, const char **url);
/* For other shops: in full where it is ours. */
const char	*picture_in_full(struct act *, const char *url);

/*
 * What its pictures look like, for whoever shows a product that was read;
 * why not is for those who may change it.  Nothing of this is on record here.
 */
enum outcome	 product_pictures(struct act *, struct record *product,
		    bool why_not);

/* {images: [that one]} */
struct record	*images_of(struct act *, const struct record *image);
/* NOT_FOUND, DENIED: to be asked before a picture is looked at. */
enum outcome	 product_may_change(struct act *, const char *id);
/* NOT_FOUND: no such product, or image of it.  INVALID: the last one of an
 * active product. */
enum outcome	 product_drop_image(struct act *, const char *id,
		    const char *image, struct record **);
/* CONFLICT: it did not fail. */
enum outcome	 product_retry_image(struct act *, const char *id,
		    const char *image, struct record **);

extern const struct media_user	catalog_media;
/* Once, after an upgrade: what was put on record before pictures were taken
 * over. */
extern const struct job_kind	catalog_pictures;

#endif
