/* SPDX-License-Identifier: ISC */
#include <string.h>

#include "lib/catalog/import.h"
#include "lib/catalog/import_value.h"

/* "USD 12.50" or "USD 12.50 (15.00)"; false: it is neither. */
static bool
price_split(struct arena *arena, const char *text, struct import_pairs *pairs)
{
	const char	*amount = strchr(text, ' ');
	const char	*open = strchr(text, '(');
	const size_t	 len = strlen(text);

	if (amount == NULL || (open != NULL &&
	    (open < amount || text[len - 1] != ')')))
		return false;
	import_pair(pairs, "currency", arena_text(arena, text,
	    (size_t)(amount - text)));
	import_pair(pairs, "amount", import_trim(arena, arena_text(arena,
	    amount, open == NULL ? strlen(amount) :
	    (size_t)(open - amount))));
	if (open != NULL)
		import_pair(pairs, "compareAt", arena_text(arena, open + 1,
		    strlen(open) - 2));
	return true;
}

static bool
price_add(struct import *im, struct import_group *g, struct import_row *row,
    enum import_cell cell, const char *text, struct value *list)
{
	struct import_pairs	 pairs = { 0 };
	struct record		*price;

	if (!price_split(im->act.arena, text, &pairs)) {
		import_refuse(im, row, cell,
		    &catalog_messages[CATALOG_IMPORT_PRICE], 0);
		return false;
	}
	price = import_row_validate(im, g, row, &price_fields, &pairs);
	if (price != NULL)
		*list_add(im->act.arena, list, &price_fields) = *price;
	return price != NULL;
}

bool
import_prices(struct import *im, struct import_group *g,
    struct import_row *row, enum import_cell cell, struct value *list)
{
	const char	*p = row->cells[cell], *end, *one;

	if (p == NULL)
		return true;
	list->state = VALUE_SET;
	for (; *p != '\0'; p = end + (*end != '\0')) {
		end = p + strcspn(p, ",;");
		one = import_trim(im->act.arena, arena_text(im->act.arena, p,
		    (size_t)(end - p)));
		if (*one != '\0' &&
		    !price_add(im, g, row, cell, one, list))
			return false;
	}
	return true;
}
