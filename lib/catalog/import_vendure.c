/* SPDX-License-Identifier: ISC */
#include <string.h>

#include "lib/base/buf.h"
#include "lib/base/text.h"
#include "lib/catalog/import.h"
#include "lib/catalog/import_value.h"

/*
 * Vendure's product file: a line a variant, of which the first alone says
 * what the product is.  Many in one cell stand between bars.  Facets are
 * "kind:value": the last category, the brand, and what else there is as tags.
 */
static const struct import_column columns[] = {
	{ "name", CELL_NAME },
	{ "slug", CELL_SLUG },
	{ "description", CELL_DESCRIPTION },
	{ "assets", CELL_IMAGES },
	{ "facets", CELL_FACETS },
	{ "optionGroups", CELL_OPTION_NAMES },
	{ "optionValues", CELL_OPTION_VALUES },
	{ "sku", CELL_SKU },
	{ "price", CELL_PRICE },
	{ "taxCategory", CELL_TAX_CLASS },
	{ "stockOnHand", CELL_STOCK },
	{ "variantAssets", CELL_VARIANT_IMAGES },
	{ "variantFacets", CELL_VARIANT_FACETS },
	{ "enabled", CELL_PUBLISHED },
	{ NULL, CELL__MAX }
};

static const enum import_cell needed[] = {
	CELL_NAME, CELL_OPTION_NAMES, CELL_OPTION_VALUES, CELL__MAX
};

static const struct import_word tax_classes[] = {
	{ "standard", "standard" }, { "standard tax", "standard" },
	{ "reduced", "reduced" }, { "reduced tax", "reduced" },
	{ "zero", "zero" }, { "zero tax", "zero" }, { "exempt", "exempt" },
	{ NULL, NULL }
};

/* ---- facets ---------------------------------------------------------------- */

struct facets { struct buf path, tags; const char *brand; };

static void
facet_add(struct import *im, struct facets *f, const char *facet)
{
	const char	*colon = strchr(facet, ':');
	const char	*value = import_trim(im->act.arena,
	    colon == NULL ? facet : colon + 1);

	if (text_starts(facet, "category:"))
		buf_printf(&f->path, "%s%s", f->path.len == 0 ? "" : " > ",
		    value);
	else if (text_starts(facet, "brand:"))
		f->brand = value;
	else
		buf_printf(&f->tags, "%s\n", value);
}

static void
facets_split(struct import *im, struct facets *f, const char *text)
{
	const char	*end;

	for (; text != NULL && *text != '\0'; text = end + (*end != '\0')) {
		end = text + strcspn(text, "|");
		facet_add(im, f, import_trim(im->act.arena,
		    arena_text(im->act.arena, text, (size_t)(end - text))));
	}
}

static void
vendure_facets(struct import *im, struct import_group *g)
{
	struct import_parts	*parts = &g->parts;
	struct facets		 f = { .brand = NULL };

	buf_init(&f.path, im->act.arena, 64);
	buf_init(&f.tags, im->act.arena, 64);
	facets_split(im, &f, import_cell_text(parts->head, CELL_FACETS));
	if (f.path.len > 0)
		parts->category = f.path.p;
	parts->category_is_path = true;
	parts->tags = import_tags(im->act.arena, f.tags.p);
	parts->head->cells[CELL_VENDOR] = f.brand;
}

/* ---- lines ----------------------------------------------------------------- */

static void
vendure_row(struct import *im, struct import_group *g, struct import_row *row)
{
	struct import_parts	*parts = &g->parts;

	import_split_options(im, row,
	    import_cell_text(parts->head, CELL_OPTION_NAMES),
	    import_cell_text(row, CELL_OPTION_VALUES));
	parts->variations[parts->variation_count++] = row;
	import_parts_images(im, g, row, CELL_IMAGES, true);
	import_parts_images(im, g, row, CELL_VARIANT_IMAGES, true);
	if (import_cell_text(row, CELL_VARIANT_FACETS) != NULL)
		import_left_cell(im, CELL_VARIANT_FACETS);
}

static void
vendure_read(struct import *im, struct import_group *g)
{
	struct import_parts	*parts = &g->parts;
	const char		*tax, *enabled;
	bool			 shown = true;
	size_t			 i;

	import_parts_new(im, g);
	tax = import_cell_text(parts->head, CELL_TAX_CLASS);
	enabled = import_cell_text(parts->head, CELL_PUBLISHED);
	parts->description = import_description(im, parts->head);
	parts->tax_class = import_word(im, tax, tax_classes);
	if (tax != NULL && parts->tax_class == NULL)
		import_left_cell(im, CELL_TAX_CLASS);
	if (enabled != NULL)
		import_boolean(im->act.arena, enabled, &shown);
	parts->status = shown ? "ACTIVE" : "INACTIVE";
	parts->draft_if_bare = true;
	vendure_facets(im, g);
	for (i = 0; i < g->count; i++)
		vendure_row(im, g, &g->rows[i]);
}

const struct import_format import_vendure = {
	.name = "vendure",
	.columns = columns,
	.needed = needed,
	.lenient = true,
	.continues = true,
	.read = vendure_read,
};
