/* SPDX-License-Identifier: ISC */
#include <string.h>

#include "lib/base/arena.h"
#include "lib/base/buf.h"
#include "lib/base/text.h"
#include "lib/catalog/json_source.h"

/* How the records that follow name the product. */
static const char *
product_name(const struct json_product *p)
{
	return *p->cells[JSON_SLUG] != '\0' ? p->cells[JSON_SLUG] :
	    p->cells[JSON_NAME];
}

void
json_product_open(struct json_product *p, const struct json_in *object)
{
	json_cells(p->cells, "product", p->own);
	json_element(p->arena, object, p->cells);
	p->cells[JSON_CATEGORY] = json_tree_slug(p->tree,
	    p->cells[JSON_CATEGORY]);
	if (p->own)
		p->cells[JSON_LOCALE] = p->locale;
	p->variations = json_variations(object);
	p->texts = p->own ? json_texts(object) : NULL;
	p->next = 0;
}

/*
 * A variation costs what its product does, but for what it says itself.
 * One of souk's own files says both prices or none.
 */
static void
variation_cells(struct json_product *p, const struct json_in *v)
{
	json_cells(p->more, "variation", p->own);
	if (!p->own)
		p->more[JSON_COMPARE_AT] = p->cells[JSON_COMPARE_AT];
	if (v->type == JSON_OBJECT)
		json_element(p->arena, v, p->more);
	if (*p->more[JSON_PRICE] == '\0') {
		p->more[JSON_PRICE] = p->cells[JSON_PRICE];
		if (p->own)
			p->more[JSON_COMPARE_AT] = p->cells[JSON_COMPARE_AT];
	}
	p->more[JSON_SLUG] = p->cells[JSON_SLUG];
	p->more[JSON_NAME] = p->cells[JSON_NAME];
}

static void
text_cells(struct json_product *p, const struct json_in *text)
{
	json_cells(p->more, "text", true);
	if (text->type == JSON_OBJECT)
		json_element(p->arena, text, p->more);
	p->more[JSON_TEXT_OF] = product_name(p);
}

const char *const *
json_product_next(struct json_product *p)
{
	const struct json_in	**list = p->variations != NULL ?
				    &p->variations : &p->texts;
	const struct json_in	 *item;

	if (*list == NULL)
		return NULL;
	item = &(*list)->items[p->next++];
	if (list == &p->variations)
		variation_cells(p, item);
	else
		text_cells(p, item);
	if (p->next == (*list)->count) {
		*list = NULL;
		p->next = 0;
	}
	return p->more;
}

bool
json_product_related(struct json_product *p, const struct json_in *object)
{
	const struct json_in	*list = json_member(object, "relatedIds");
	const struct json_in	*slug = json_member(object, "slug");
	struct buf		 out;
	size_t			 i;

	if (list == NULL || list->type != JSON_ARRAY || list->count == 0 ||
	    slug == NULL || slug->type != JSON_STRING)
		return false;
	buf_init(&out, p->arena, 64);
	for (i = 0; i < list->count; i++)
		if (list->items[i].type == JSON_STRING)
			buf_printf(&out, "%s%s", out.len > 0 ? ", " : "",
			    list->items[i].text);
	json_cells(p->cells, "related", true);
	p->cells[JSON_SLUG] = slug->text;
	p->cells[JSON_RELATED] = out.p;
	return true;
}
