/* SPDX-License-Identifier: ISC */
#include "lib/base/clock.h"
#include "lib/base/text.h"
#include "lib/catalog/list_export.h"
#include "lib/catalog/stock_parts.h"

/* ---- what there is -------------------------------------------------------- */

static const char *const	stock_heads[] = {
	"variation id", "product", "variation", "sku", "place id", "place",
	"quantity", "stock", "threshold", "low", "active", NULL
};

static const char *
flag(const struct value *v)
{
	return v->num == 1 ? "true" : "false";
}

/* level NULL: it never lay anywhere. */
static void
level_put(struct csv_out *out, const struct record *item,
    const struct value *level)
{
	const struct value	*v = item->values;

	csv_put(out, record_text(item, STOCK_VARIATION));
	csv_put(out, record_text(item, STOCK_NAME));
	csv_put(out, record_text(item, STOCK_OPTIONS));
	csv_put(out, record_text(item, STOCK_SKU));
	csv_put(out, level == NULL ? NULL : level[LEVEL_PLACE].text);
	csv_put(out, level == NULL ? NULL : level[LEVEL_NAME].text);
	csv_put_int(out, level == NULL ? 0 : level[LEVEL_QUANTITY].num);
	csv_put_int(out, v[STOCK_QUANTITY].num);
	csv_put_int(out, v[STOCK_THRESHOLD].num);
	csv_put(out, flag(&v[STOCK_LOW]));
	csv_put(out, flag(&v[STOCK_ACTIVE]));
	csv_put_end(out);
}

static void
item_put(struct csv_out *out, const struct record *filter,
    const struct record *item)
{
	const struct value	*levels = &item->values[STOCK_PLACES];
	const char		*place = record_text(filter, STOCK_OF_PLACE);
	const struct value	*level;
	size_t			 i;

	for (i = 0; i < levels->count; i++) {
		level = levels->items[i].values;
		if (place == NULL ||
		    text_equal(level[LEVEL_PLACE].text, place))
			level_put(out, item, level);
	}
	if (levels->count == 0)
		level_put(out, item, NULL);
}

/* ---- what moved ----------------------------------------------------------- */

static const char *const	movement_heads[] = {
	"id", "time", "variation id", "product", "variation", "sku",
	"place id", "place", "change", "quantity", "reason", "reference",
	"note", "user", NULL
};

static void
movement_put(struct csv_out *out, const struct record *filter,
    const struct record *m)
{
	static const int	 before[] = { MOVEMENT_VARIATION,
				    MOVEMENT_NAME, MOVEMENT_OPTIONS,
				    MOVEMENT_SKU, MOVEMENT_PLACE,
				    MOVEMENT_PLACE_NAME };
	static const int	 after[] = { MOVEMENT_REASON,
				    MOVEMENT_REFERENCE, MOVEMENT_NOTE,
				    MOVEMENT_USERNAME };
	char			 time[CLOCK_TEXT];
	size_t			 i;

	(void)filter;
	clock_text(m->values[MOVEMENT_CREATED_AT].num, time);
	csv_put(out, record_text(m, MOVEMENT_ID));
	csv_put(out, time);
	for (i = 0; i < sizeof(before) / sizeof(before[0]); i++)
		csv_put(out, record_text(m, before[i]));
	csv_put_int(out, m->values[MOVEMENT_CHANGE].num);
	csv_put_int(out, m->values[MOVEMENT_QUANTITY].num);
	for (i = 0; i < sizeof(after) / sizeof(after[0]); i++)
		csv_put(out, record_text(m, after[i]));
	csv_put_end(out);
}

enum outcome
stock_export(struct act *act, const struct record *filter,
    const struct export_how *how, int fd)
{
	static const struct list_export	 levels = {
		&stock_item_fields, stock_heads, stock_list_on,
		stock_list_next, stock_list_cursor, item_put
	};

	return list_export(act, &levels, filter, how, fd);
}

enum outcome
movement_export(struct act *act, const struct record *filter,
    const struct export_how *how, int fd)
{
	static const struct list_export	 movements = {
		&movement_fields, movement_heads, movement_list_on,
		NULL, movement_list_cursor, movement_put
	};

	return list_export(act, &movements, filter, how, fd);
}
