/* SPDX-License-Identifier: ISC */
#include <assert.h>
#include <string.h>

#include "lib/base/arena.h"
#include "lib/base/buf.h"
#include "lib/base/text.h"
#include "lib/catalog/json_source.h"

#define COUNT(TABLE) (sizeof(TABLE) / sizeof((TABLE)[0]))

const char *const json_columns[] = {
	"kind", "id", "slug", "name", "description", "category", "status",
	"isFeatured", "isNew", "basePrice", "compareAtPrice", "currency",
	"images", "vendor", "tags", "taxClass", "seoTitle", "seoDescription",
	"sku", "stock", "barcode", "weight", "lowStockAt", "option1Name",
	"option1Value", "option2Name", "option2Value", "option3Name",
	"option3Value", "icon", "order", "parent", "isActive", "",
	"locale", "prices", "(own)", "(text of)", "(related)", "(body)",
};
static_assert(COUNT(json_columns) == JSON_COLUMN__MAX, "every column");

/* What members are called besides the columns' own names. */
static const struct { const char *name; enum json_column column; } others[] = {
	{ "handle", JSON_SLUG }, { "title", JSON_NAME },
	{ "categoryId", JSON_CATEGORY }, { "categorySlug", JSON_CATEGORY },
	{ "featured", JSON_FEATURED }, { "new", JSON_NEW },
	{ "price", JSON_PRICE }, { "image", JSON_IMAGES },
	{ "imageUrl", JSON_IMAGES }, { "brand", JSON_VENDOR },
	{ "position", JSON_ORDER }, { "parentId", JSON_PARENT },
	{ "parentSlug", JSON_PARENT },
};

/* Read by themselves: an object's parts. */
static const char *const	parts[] = {
	"variations", "variants", "children", "subcategories", "options"
};
/* "value" is what the options say, "id" what the slug does. */
static const char *const	own_parts[] = {
	"translations", "relatedIds", "value", "id"
};

static bool
is_among(const char *const *names, size_t count, const char *name)
{
	size_t	 i;

	for (i = 0; i < count; i++)
		if (strcmp(names[i], name) == 0)
			return true;
	return false;
}

static bool
is_part(const char *name, bool own)
{
	return is_among(parts, COUNT(parts), name) ||
	    (own && is_among(own_parts, COUNT(own_parts), name));
}

static enum json_column
column_of(const char *name, bool own)
{
	const enum json_column	 end = own ? JSON_OWN : JSON_LEFT;
	size_t			 i;

	for (i = JSON_ID; i < end; i++)
		if (strcmp(json_columns[i], name) == 0)
			return (enum json_column)i;
	for (i = 0; i < COUNT(others); i++)
		if (strcmp(others[i].name, name) == 0)
			return others[i].column;
	return JSON_LEFT;
}

/* ---- values as text ------------------------------------------------------ */

/* What an object is called by others. */
static const struct json_in *
name_of(const struct json_in *object)
{
	static const char *const	 names[] = {
		"slug", "id", "name", "url", "src", "value"
	};
	const struct json_in		*member;
	size_t				 i;

	for (i = 0; i < COUNT(names); i++)
		if ((member = json_member(object, names[i])) != NULL)
			return member;
	return NULL;
}

static const char *
scalar_text(const struct json_in *v)
{
	switch (v->type) {
	case JSON_BOOL:
		return v->boolean ? "true" : "false";
	case JSON_NUMBER: case JSON_STRING:
		return v->text;
	case JSON_NULL: case JSON_ARRAY: case JSON_OBJECT:
		break;
	}
	return "";
}

/* A list is one item a line, so an item is one line. */
static void
line_put(struct buf *out, const char *text)
{
	for (; *text != '\0'; text++)
		buf_putc(out, *text == '\n' || *text == '\t' ||
		    *text == '\r' ? ' ' : *text);
}

/* What it shows, and whether it is the first to be seen. */
static void
picture_put(struct buf *out, const struct json_in *object)
{
	const struct json_in	*alt = json_member(object, "altText");
	const struct json_in	*primary = json_member(object, "isPrimary");

	if (alt == NULL)
		alt = json_member(object, "alt");
	if (alt != NULL) {
		buf_putc(out, '\t');
		line_put(out, scalar_text(alt));
	}
	if (primary != NULL && primary->type == JSON_BOOL && primary->boolean)
		buf_puts(out, alt == NULL ? "\t\tprimary" : "\tprimary");
}

static void
item_put(struct buf *out, const struct json_in *item)
{
	const struct json_in	*object = item;

	if (item->type == JSON_OBJECT)
		item = name_of(item);
	if (item == NULL || *scalar_text(item) == '\0')
		return;
	if (out->len > 0)
		buf_putc(out, '\n');
	line_put(out, scalar_text(item));
	if (object->type == JSON_OBJECT)
		picture_put(out, object);
}

/* An item is a tag, whatever it holds; a text has them between commas. */
static void
tag_put(struct buf *out, const struct json_in *item)
{
	const struct json_in	*named = item->type == JSON_OBJECT ?
				    name_of(item) : item;
	const char		*p = named == NULL ? "" : scalar_text(named);

	if (out->len > 0)
		buf_putc(out, ',');
	for (; *p != '\0'; p++) {
		if (*p == ',' || *p == '\\')
			buf_putc(out, '\\');
		buf_putc(out, *p == '\n' || *p == '\r' ? ' ' : *p);
	}
}

static void
price_put(struct buf *out, const struct json_in *price)
{
	static const char *const	 names[] = {
		"currency", "amount", "compareAt"
	};
	const struct json_in		*member;
	const char			*text[3];
	size_t				 i;

	for (i = 0; i < 3; i++) {
		member = json_member(price, names[i]);
		text[i] = member == NULL ? "" : scalar_text(member);
	}
	buf_printf(out, "%s%s %s", out->len > 0 ? ", " : "", text[0],
	    text[1]);
	if (*text[2] != '\0')
		buf_printf(out, " (%s)", text[2]);
}

static const char *
list_text(struct arena *arena, const struct json_in *list,
    void (*put)(struct buf *, const struct json_in *))
{
	struct buf	 out;
	size_t		 i;

	buf_init(&out, arena, 64);
	for (i = 0; i < list->count; i++)
		put(&out, &list->items[i]);
	return out.p;
}

static const char *
value_text(struct arena *arena, const struct json_in *v)
{
	struct buf	 out;

	if (v->type == JSON_ARRAY)
		return list_text(arena, v, item_put);
	if (v->type != JSON_OBJECT)
		return scalar_text(v);
	buf_init(&out, arena, 64);
	item_put(&out, v);
	return out.p;
}

static const char *
member_text(struct arena *arena, enum json_column column,
    const struct json_in *v)
{
	if (column == JSON_TAGS && v->type == JSON_ARRAY)
		return list_text(arena, v, tag_put);
	if (column == JSON_PRICES && v->type == JSON_ARRAY)
		return list_text(arena, v, price_put);
	return value_text(arena, v);
}

/* ---- objects ------------------------------------------------------------- */

static void
left_add(struct arena *arena, const char **left, const char *name)
{
	*left = **left == '\0' ? arena_copy(arena, name) :
	    arena_printf(arena, "%s\n%s", *left, name);
}

/* [{"name": "Size", "value": "M"}, …], or {"Size": "M"} */
static void
options_fill(struct arena *arena, const struct json_in *options,
    const char *cells[JSON_COLUMN__MAX])
{
	const struct json_in	*name, *value;
	size_t			 i;

	for (i = 0; i < options->count; i++) {
		value = &options->items[i];
		name = NULL;
		if (options->type == JSON_ARRAY) {
			name = json_member(value, "name");
			value = json_member(value, "value");
		}
		if (i >= 3 || value == NULL ||
		    (options->type == JSON_ARRAY && name == NULL)) {
			left_add(arena, &cells[JSON_LEFT], "options");
			continue;
		}
		cells[JSON_OPTION1 + 2 * i] = name != NULL ?
		    value_text(arena, name) : options->names[i];
		cells[JSON_VALUE1 + 2 * i] = value_text(arena, value);
	}
}

void
json_element(struct arena *arena, const struct json_in *object,
    const char *cells[JSON_COLUMN__MAX])
{
	const struct json_in	*options = json_member(object, "options");
	const bool		 own = *cells[JSON_OWN] != '\0';
	enum json_column	 column;
	size_t			 i;

	for (i = 0; i < object->count; i++) {
		if (is_part(object->names[i], own))
			continue;
		column = column_of(object->names[i], own);
		if (column != JSON_LEFT)
			cells[column] = member_text(arena, column,
			    &object->items[i]);
		else if (object->items[i].type != JSON_NULL)
			left_add(arena, &cells[JSON_LEFT], object->names[i]);
	}
	if (options != NULL && (options->type == JSON_ARRAY ||
	    options->type == JSON_OBJECT))
		options_fill(arena, options, cells);
}

void
json_cells(const char *cells[JSON_COLUMN__MAX], const char *kind, bool own)
{
	size_t	 i;

	for (i = 0; i < JSON_COLUMN__MAX; i++)
		cells[i] = "";
	cells[JSON_KIND] = kind;
	if (own)
		cells[JSON_OWN] = "souk";
}

static const struct json_in *
list_of(const struct json_in *object, const char *name, const char *other)
{
	const struct json_in	*list = json_member(object, name);

	if (list == NULL)
		list = json_member(object, other);
	return list != NULL && list->type == JSON_ARRAY && list->count > 0 ?
	    list : NULL;
}

const struct json_in *
json_variations(const struct json_in *product)
{
	return list_of(product, "variations", "variants");
}

const struct json_in *
json_children(const struct json_in *category)
{
	return list_of(category, "children", "subcategories");
}

const struct json_in *
json_texts(const struct json_in *object)
{
	return list_of(object, "translations", "translations");
}
