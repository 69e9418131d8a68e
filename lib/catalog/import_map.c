/* SPDX-License-Identifier: ISC */
#include <ctype.h>
#include <string.h>

#include "lib/base/json_in.h"
#include "lib/base/text.h"
#include "lib/catalog/import.h"
#include "lib/catalog/import_value.h"

/* The first that has all it needs; souk's own names are the plainest. */
const struct import_format *const import_formats[] = {
	&import_json, &import_shopify, &import_medusa, &import_woo,
	&import_vendure, &import_souk, NULL
};

/* ---- names ---------------------------------------------------------------- */

/* A squeezed name of a format: what stands before and behind the wild. */
struct pattern { const char *head, *tail; char wild; enum import_cell cell; };

static struct pattern *
patterns_make(struct import *im, const struct import_format *format)
{
	const struct import_column	*c = format->columns;
	struct pattern			*all;
	const char			*wild;
	size_t				 n = 0;

	while (c[n].name != NULL)
		n++;
	all = arena_array(im->keep, n + 1, sizeof(*all));
	for (n = 0; c[n].name != NULL; n++) {
		wild = strpbrk(c[n].name, "#@");
		all[n] = (struct pattern){ .cell = c[n].cell };
		all[n].head = import_squeeze(im->keep, wild == NULL ?
		    c[n].name : arena_text(im->keep, c[n].name,
		    (size_t)(wild - c[n].name)));
		if (wild != NULL) {
			all[n].wild = *wild;
			all[n].tail = import_squeeze(im->keep, wild + 1);
		}
	}
	return all;
}

/* A number for '#', the three letters of a currency for '@'. */
static bool
wild_matches(const struct pattern *p, const char *name, char currency[4])
{
	const size_t	 head = strlen(p->head);
	const char	*at;
	size_t		 n = 0;

	if (!text_starts(name, p->head))
		return false;
	at = name + head;
	if (p->wild == '#')
		n = strspn(at, "0123456789");
	else
		while (n < 3 && at[n] >= 'a' && at[n] <= 'z') {
			currency[n] = (char)toupper((unsigned char)at[n]);
			n++;
		}
	return (p->wild == '#' ? n > 0 : n == 3) &&
	    strcmp(at + n, p->tail) == 0;
}

/* The cell that a column of this squeezed name holds, or -1. */
static int16_t
column_find(const struct pattern *p, const char *name, char currency[4])
{
	for (; p->head != NULL; p++)
		if (p->wild == '\0' ? text_equal(p->head, name) :
		    wild_matches(p, name, currency))
			return (int16_t)p->cell;
	return -1;
}

/* ---- columns -------------------------------------------------------------- */

static void
column_set(struct import *im, size_t i, int16_t cell)
{
	struct import_map	*map = &im->map;

	if (cell >= 0 && map->names[cell] != NULL &&
	    !import_cell_is_list((enum import_cell)cell))
		cell = -1;
	map->cells[i] = cell;
	if (cell < 0 || map->names[cell] != NULL)
		return;
	map->columns_of[cell] = (int16_t)i;
	map->names[cell] = map->header[i];
}

/* What the shopkeeper chose for a column; false: nothing. */
static bool
column_choose(struct import *im, size_t i)
{
	const struct json_in	*choice;

	if (im->mapping == NULL || (choice = json_member(im->mapping,
	    im->map.header[i])) == NULL)
		return false;
	column_set(im, i, choice->type != JSON_STRING || *choice->text ==
	    '\0' ? -1 : (int16_t)import_cell_find(choice->text));
	return true;
}

/* The price column of the shop's own currency is the price. */
static int16_t
column_cell(const struct import *im, size_t i, int16_t cell)
{
	return cell == CELL_PRICES && strcmp(im->map.currency[i],
	    im->currency) == 0 ? CELL_PRICE : cell;
}

static void
map_start(struct import *im, const struct import_format *format,
    const struct csv_record *header)
{
	struct import_map	*map = &im->map;
	size_t			 i;

	memset(map, 0, sizeof(*map));
	map->format = format;
	map->columns = header->count;
	memset(map->columns_of, 0xff, sizeof(map->columns_of));
	for (i = 0; i < header->count; i++)
		map->header[i] = import_trim(im->keep, header->cells[i]);
}

/* Match every column, the chosen ones first; the first of a name counts. */
static void
map_fill(struct import *im, const struct import_format *format,
    const struct csv_record *header)
{
	const struct pattern	*patterns = patterns_make(im, format);
	bool			*chosen = arena_array(im->keep,
				    header->count + 1, sizeof(*chosen));
	struct import_map	*map = &im->map;
	const char		*name;
	size_t			 i;

	map_start(im, format, header);
	for (i = 0; i < header->count; i++)
		chosen[i] = column_choose(im, i);
	for (i = 0; i < header->count; i++) {
		if (chosen[i])
			continue;
		name = import_squeeze(im->keep, header->cells[i]);
		column_set(im, i, column_cell(im, i, column_find(patterns,
		    name, map->currency[i])));
	}
}

/* Chosen columns, and for the rest what any format calls so. */
static void
map_guess(struct import *im, const struct csv_record *header)
{
	const struct import_format *const	*f;
	const struct pattern			*patterns;
	const char				*name;
	size_t					 i;
	int16_t					 cell;

	map_fill(im, &import_custom, header);
	for (f = import_formats; *f != NULL; f++) {
		patterns = patterns_make(im, *f);
		for (i = 0; i < header->count; i++) {
			name = import_squeeze(im->keep, header->cells[i]);
			if (im->map.cells[i] >= 0 || (im->mapping != NULL &&
			    json_member(im->mapping, im->map.header[i]) !=
			    NULL))
				continue;
			cell = column_find(patterns, name,
			    im->map.currency[i]);
			if (cell >= 0 && import_cell_name(
			    (enum import_cell)cell) != NULL)
				column_set(im, i, cell);
		}
	}
	im->map.guessed = true;
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

	if (!im->map.format->strict || im->mapping != NULL)
		return true;
	for (i = 0; i < header->count; i++)
		if (im->map.cells[i] < 0 && !import_blank(header->cells[i])) {
			import_refuse_line(im, header->line,
			    im->map.header[i],
			    &catalog_messages[CATALOG_IMPORT_COLUMNS], 0);
			clean = false;
		}
	return clean;
}

/* The first that the file's own names fit, chosen columns or not. */
static const struct import_format *
format_find(struct import *im, const struct csv_record *header,
    const char **missing)
{
	const struct json_in			*mapping = im->mapping;
	const struct import_format *const	*f;

	im->mapping = NULL;
	for (f = import_formats; *f != NULL; f++) {
		map_fill(im, *f, header);
		if ((*missing = map_missing(&im->map)) == NULL)
			break;
	}
	im->mapping = mapping;
	return *f;
}

bool
import_map_read(struct import *im, const struct csv_record *header)
{
	const char			*missing = NULL;
	const struct import_format	*format = format_find(im, header,
					    &missing);

	if (format != NULL && im->mapping != NULL) {
		map_fill(im, format, header);
		missing = map_missing(&im->map);
	}
	if (format == NULL && (im->mapping != NULL || im->preview)) {
		map_guess(im, header);
		missing = map_missing(&im->map);
	}
	if (missing == NULL)
		return map_is_clean(im, header) || im->preview;
	import_refuse_line(im, header->line, missing,
	    &catalog_messages[CATALOG_IMPORT_COLUMNS], 0);
	return false;
}
