/* SPDX-License-Identifier: ISC */
#include <string.h>

#include "lib/base/messages.h"
#include "lib/base/text.h"
#include "lib/catalog/import.h"
#include "lib/catalog/import_value.h"
#include "lib/catalog/pictures.h"
#include "lib/settings/settings.h"

/* NULL is not said. */
void
import_pair(struct import_pairs *pairs, const char *name,
    const char *value)
{
	if (value != NULL)
		pairs->pair[pairs->count++] = (struct text_pair){ name, value };
}

struct record *
import_row_validate(struct import *im, struct import_group *g,
    struct import_row *row, const struct fieldset *set,
    const struct import_pairs *pairs)
{
	struct record	*record;

	if (validate_texts(&im->act, set, VALIDATE_CHANGE, pairs->pair,
	    pairs->count, im->currency, &record) == SOUK_OK)
		return record;
	import_refuse_problem(im, &g->parts, row);
	return NULL;
}

/* ---- the product as a whole -------------------------------------------- */

const char *
import_cell_boolean(struct import *im, struct import_row *row,
    enum import_cell cell)
{
	const char	*text = import_cell_text(row, cell);
	bool		 value;

	if (text == NULL)
		return NULL;
	if (!import_boolean(im->act.arena, text, &value)) {
		import_refuse(im, row, cell,
		    &base_messages[BASE_NOT_BOOLEAN], 0);
		return NULL;
	}
	return value ? "true" : "false";
}

/* A description below the least says nothing: NULL. */
static const char *
description_of(const char *text)
{
	const int64_t	 least =
	    product_fields.fields[PRODUCT_DESCRIPTION].min;

	if (text == NULL || utf8_length(text, strlen(text)) < (size_t)least)
		return NULL;
	return text;
}

/* May it be a product at all? */
static bool
head_check(struct import *im, struct import_group *g)
{
	struct import_row	*head = g->parts.head;

	if (import_cell_text(head, CELL_NAME) == NULL)
		import_refuse(im, head, CELL_NAME,
		    &catalog_messages[CATALOG_IMPORT_NO_NAME], 0);
	else if (*g->key == '\0')
		import_refuse(im, head, CELL_SLUG,
		    &base_messages[BASE_BAD_SLUG], 0);
	else if (g->again)
		import_refuse(im, head, CELL_SLUG,
		    &catalog_messages[CATALOG_SLUG_TAKEN], 0);
	else if (import_row_is_text(head))
		import_refuse(im, head, CELL_TRANSLATION_OF,
		    &catalog_messages[CATALOG_IMPORT_NO_NAME], 0);
	else
		return true;
	return false;
}

static struct record *
head_read(struct import *im, struct import_group *g)
{
	const struct import_parts	*parts = &g->parts;
	struct import_row		*head = parts->head;
	struct import_pairs			 pairs = { 0 };

	import_pair(&pairs, "slug", g->key);
	import_pair(&pairs, "name", import_cell_text(head, CELL_NAME));
	import_pair(&pairs, "description", description_of(parts->description));
	import_pair(&pairs, "status", parts->status);
	import_pair(&pairs, "isFeatured",
	    import_cell_boolean(im, head, CELL_FEATURED));
	import_pair(&pairs, "isNew", import_cell_boolean(im, head, CELL_NEW));
	import_pair(&pairs, "seoTitle", import_cell_text(head, CELL_SEO_TITLE));
	import_pair(&pairs, "seoDescription",
	    import_cell_text(head, CELL_SEO_DESCRIPTION));
	import_pair(&pairs, "vendor", import_cell_text(head, CELL_VENDOR));
	import_pair(&pairs, "tags", parts->tags);
	import_pair(&pairs, "taxClass", parts->tax_class);
	return import_row_validate(im, g, head, &product_fields, &pairs);
}

/* ---- images and translations ------------------------------------------- */

static struct record *
image_read(struct import *im, const struct import_image *image)
{
	const char	*url = image->url;
	struct problem	*problem = &im->act.problem;
	struct record	*record;
	struct import_pairs	 pairs = { 0 };

	import_pair(&pairs, "url", url);
	import_pair(&pairs, "altText", image->alt == NULL ||
	    *image->alt == '\0' ? NULL : image->alt);
	import_pair(&pairs, "isPrimary", image->primary ? "true" : NULL);
	if (validate_texts(&im->act, &image_fields, VALIDATE_CHANGE,
	    pairs.pair, pairs.count, im->currency, &record) == SOUK_OK &&
	    picture_check(&im->act, "url", url) == SOUK_OK &&
	    picture_known(&im->act, &url) == SOUK_OK) {
		record_set_text(record, IMAGE_URL, url);
		return record;
	}
	import_refuse(im, image->row, image->cell, problem->fields[0].message,
	    problem->fields[0].numbers[0]);
	*problem = (struct problem){ 0 };
	return NULL;
}

static void
images_add(struct import *im, struct import_group *g, struct record *product)
{
	const size_t		 most = (size_t)settings_int(im->act.settings,
	    &catalog_settings, CATALOG_IMAGES_MAX);
	struct import_parts	*parts = &g->parts;
	struct value		*list = &product->values[PRODUCT_IMAGES];
	struct import_image	*image;
	struct record		*record;
	size_t			 i, kept = 0;

	for (i = 0; i < parts->image_count; i++) {
		image = &parts->images[i];
		if (list->count == most)
			import_refuse(im, image->row, image->cell,
			    &catalog_messages[CATALOG_IMAGES_TOO_MANY],
			    (int64_t)most);
		else if ((record = image_read(im, image)) != NULL) {
			*list_add(im->act.arena, list, &image_fields) =
			    *record;
			parts->images[kept++] = *image;
		}
	}
	parts->image_count = kept;
}

static struct record *
text_read(struct import *im, struct import_group *g, struct import_row *row)
{
	const char	*name = import_cell_text(row, CELL_NAME);
	const char	*about = import_cell_text(row, CELL_DESCRIPTION);
	struct record	*text;
	struct import_pairs	 pairs = { 0 };

	if (name == NULL) {
		import_refuse(im, row, CELL_NAME,
		    &catalog_messages[CATALOG_IMPORT_NO_NAME], 0);
		return NULL;
	}
	import_pair(&pairs, "locale", import_cell_text(row, CELL_LOCALE));
	import_pair(&pairs, "slug", import_cell_text(row, CELL_SLUG));
	import_pair(&pairs, "name", name);
	import_pair(&pairs, "description", description_of(about));
	import_pair(&pairs, "seoTitle", import_cell_text(row, CELL_SEO_TITLE));
	import_pair(&pairs, "seoDescription",
	    import_cell_text(row, CELL_SEO_DESCRIPTION));
	text = import_row_validate(im, g, row, &product_text_fields, &pairs);
	if (text != NULL && record_text(text, TEXT_DESCRIPTION) == NULL)
		record_set_text(text, TEXT_DESCRIPTION, name);
	return text;
}

bool
import_text_is_new(struct import *im, struct import_row *row,
    const struct record *text, const struct value *list)
{
	const char	*locale = record_text(text, TEXT_LOCALE);
	bool		 taken = locale == NULL || text_equal(locale,
	    locale_tag(settings_locale(im->act.settings)));
	size_t		 i;

	for (i = 0; i < list->count && !taken; i++)
		taken = record_is(&list->items[i], TEXT_LOCALE, locale);
	if (taken)
		import_refuse(im, row, CELL_LOCALE,
		    &catalog_messages[CATALOG_LOCALE_TWICE], 0);
	return !taken;
}

static void
texts_add(struct import *im, struct import_group *g, struct record *product)
{
	struct import_parts	*parts = &g->parts;
	struct value		*list = &product->values[PRODUCT_TEXTS];
	struct record		*text;
	size_t			 i, kept = 0;

	for (i = 0; i < parts->text_count; i++) {
		text = text_read(im, g, parts->texts[i]);
		if (text == NULL ||
		    !import_text_is_new(im, parts->texts[i], text, list))
			continue;
		*list_add(im->act.arena, list, &product_text_fields) = *text;
		parts->texts[kept++] = parts->texts[i];
	}
	parts->text_count = kept;
}

/* ---- all of it --------------------------------------------------------- */

/* ACTIVE needs an image and a price; what has not is a draft. */
static void
status_settle(const struct import_group *g, struct record *product)
{
	if (g->parts.draft_if_bare &&
	    record_is(product, PRODUCT_STATUS, "ACTIVE") &&
	    (product->values[PRODUCT_IMAGES].count == 0 ||
	    product->values[PRODUCT_BASE_PRICE].state != VALUE_SET))
		record_set_text(product, PRODUCT_STATUS, "DRAFT");
}

static bool
group_is_refused(const struct import_group *g)
{
	size_t	 i;

	for (i = 0; i < g->count; i++)
		if (!g->rows[i].refused)
			return false;
	return true;
}

static struct record *
product_make(struct import *im, struct import_group *g)
{
	const size_t	 variations = g->parts.variation_count;
	struct record	*product;

	if (!head_check(im, g) || (product = head_read(im, g)) == NULL)
		return NULL;
	import_variations(im, g, product);
	images_add(im, g, product);
	texts_add(im, g, product);
	if (variations > 0 && g->parts.variation_count == 0)
		return NULL;
	status_settle(g, product);
	return product;
}

/* No more than which product it is about. */
static struct record *
related_make(struct import *im, struct import_group *g)
{
	struct record	*product = record_new(im->act.arena, &product_fields);

	record_set_text(product, PRODUCT_SLUG, g->key);
	return product;
}

static bool
is_product(const struct import_group *g)
{
	const char	*kind = g->rows[0].cells[CELL_KIND];

	return !text_equal(kind, "category") &&
	    !text_equal(kind, "collection");
}

void
import_product(struct import *im, struct import_group *g)
{
	size_t	 i;

	if (g->count == 0)
		return;
	im->map.format->read(im, g);
	g->only_related = g->parts.related != NULL &&
	    g->parts.variation_count == 0 && g->parts.text_count == 0;
	if (g->only_related)
		g->product = related_make(im, g);
	else if (is_product(g))
		g->product = product_make(im, g);
	if ((g->product == NULL && g->category == NULL &&
	    g->collection == NULL) || group_is_refused(g)) {
		g->product = g->category = g->collection = NULL;
		import_refuse_group(im, g);
	}
	for (i = 0; i < g->count; i++) {
		g->torn = g->torn || g->rows[i].refused;
		g->rows[i].refused_early = g->rows[i].refused;
	}
}
