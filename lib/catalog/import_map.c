/* SPDX-License-Identifier: ISC */
#include <string.h>

#include "lib/base/text.h"
#include "lib/catalog/import.h"
#include "lib/catalog/import_value.h"

static const struct import_format *const formats[] = {
	&import_shopify, &import_souk, NULL
};

/* The cell that a column of this squeezed name holds, or -1. */
static int16_t
column_find(struct import *im, const struct import_format *format,
    const char *name)
{
	const struct import_column	*c;

	for (c = format->columns; c->name != NULL; c++)
		if (text_equal(import_squeeze(im->act.arena, c->name), name))
			return (int16_t)c->cell;
	return -1;
}

/* Match every column; the first of a name counts. */
static void
map_fill(struct import *im, const struct import_format *format,
    const struct csv_record *header)
{
	struct import_map	*map = &im->map;
	const char		*name;
	size_t			 i;
	int16_t			 cell;

	*map = (struct import_map){
		.format = format, .columns = header->count
	};
	memset(map->columns_of, 0xff, sizeof(map->columns_of));
	for (i = 0; i < header->count; i++) {
		name = import_squeeze(im->act.arena, header->cells[i]);
		cell = column_find(im, format, name);
		if (cell >= 0 && map->names[cell] != NULL)
			cell = -1;
		map->cells[i] = cell;
		if (cell < 0)
			continue;
		map->columns_of[cell] = (int16_t)i;
		map->names[cell] = import_trim(im->keep, header->cells[i]);
	}
}

/* The first column that the format needs and the file lacks. */
static const char *
map_missing(const struct import_map *map)
{
	const enum import_cell		*need = map->format->needed;
	const struct import_column	*c = map->format->columns;

	while (*need != CELL__MAX && map->names[*need] != NULL)
		need++;
	if (*need == CELL__MAX)
		return NULL;
	while (c->cell != *need)
		c++;
	return c->name;
}

/* Columns that a strict format does not know are noted as errors. */
static bool
map_is_clean(struct import *im, const struct csv_record *header)
{
	bool	 clean = true;
	size_t	 i;

	for (i = 0; im->map.format->strict && i < header->count; i++)
		if (im->map.cells[i] < 0 && !import_blank(header->cells[i])) {
			import_refuse_line(im, header->line,
			    import_trim(im->keep, header->cells[i]),
			    &catalog_messages[CATALOG_IMPORT_COLUMNS], 0);
			clean = false;
		}
	return clean;
}

bool
import_map_read(struct import *im, const struct csv_record *header)
{
	const struct import_format *const	*f;
	const char				*missing = NULL;

	for (f = formats; *f != NULL; f++) {
		map_fill(im, *f, header);
		if ((missing = map_missing(&im->map)) == NULL)
			return map_is_clean(im, header);
	}
	import_refuse_line(im, header->line, missing,
	    &catalog_messages[CATALOG_IMPORT_COLUMNS], 0);
	return false;
}
