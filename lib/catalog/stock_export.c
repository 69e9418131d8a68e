/* SPDX-License-Identifier: ISC */
#include "lib/base/clock.h"
#include "lib/base/text.h"
#include "lib/catalog/csv_write.h"
#include "lib/catalog/steps.h"
#include "lib/catalog/stock_parts.h"

#define ROWS_TX	1000	/* rows a transaction */

struct writing;

/* One of the two lists, row after row. */
struct listed {
	const struct fieldset	*set;
	const char		*const *heads;	/* ends with NULL */
	enum outcome		(*open)(struct act *, const struct record *,
				    const struct list_query *, struct rows *);
	enum outcome		(*next)(struct act *, struct rows *,
				    struct record *);
	const char		*(*cursor)(struct act *, const struct rows *,
				    const struct record *);
	void			(*put)(struct writing *, const struct record *);
};

struct writing {
	const struct listed	*list;
	const struct record	*filter;
	const struct export_how	*how;
	struct steps		*steps;
	struct buf		 buf;
	struct csv_out		 out;
	const char		*cursor;	/* of the step to come */
	int			 fd;
};

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
level_put(struct writing *w, const struct record *item,
    const struct value *level)
{
	struct csv_out		*out = &w->out;
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
item_put(struct writing *w, const struct record *item)
{
	const struct value	*levels = &item->values[STOCK_PLACES];
	const char		*place = record_text(w->filter,
				    STOCK_OF_PLACE);
	const struct value	*level;
	size_t			 i;

	for (i = 0; i < levels->count; i++) {
		level = levels->items[i].values;
		if (place == NULL ||
		    text_equal(level[LEVEL_PLACE].text, place))
			level_put(w, item, level);
	}
	if (levels->count == 0)
		level_put(w, item, NULL);
}

/* ---- what moved ----------------------------------------------------------- */

static const char *const	movement_heads[] = {
	"id", "time", "variation id", "product", "variation", "sku",
	"place id", "place", "change", "quantity", "reason", "reference",
	"note", "user", NULL
};

static enum outcome
movement_next(struct act *act, struct rows *rows, struct record *movement)
{
	return rows_next(rows, act->arena, movement);
}

static void
movement_put(struct writing *w, const struct record *m)
{
	static const int	 before[] = { MOVEMENT_VARIATION,
				    MOVEMENT_NAME, MOVEMENT_OPTIONS,
				    MOVEMENT_SKU, MOVEMENT_PLACE,
				    MOVEMENT_PLACE_NAME };
	static const int	 after[] = { MOVEMENT_REASON,
				    MOVEMENT_REFERENCE, MOVEMENT_NOTE,
				    MOVEMENT_USERNAME };
	struct csv_out		*out = &w->out;
	char			 time[CLOCK_TEXT];
	size_t			 i;

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

/* ---- step by step --------------------------------------------------------- */

static enum outcome
step_write(struct act *act, void *arg)
{
	struct writing		*w = arg;
	const struct list_query	 query = { .page = 1, .limit = ROWS_TX,
				    .cursor = w->cursor };
	struct record		*row = record_new(act->arena, w->list->set);
	struct rows		 rows;
	enum outcome		 e;

	if ((e = w->list->open(act, w->filter, &query, &rows)) != SOUK_OK)
		return e;
	while ((e = w->list->next(act, &rows, row)) == SOUK_OK)
		w->list->put(w, row);
	if (e != SOUK_NOT_FOUND)
		return e;
	w->cursor = arena_copy(w->steps->keep,
	    w->list->cursor(act, &rows, row));
	return SOUK_OK;
}

static enum outcome
file_write(struct steps *steps, void *arg)
{
	struct writing		*w = arg;
	const char *const	*head = w->list->heads;
	enum outcome		 e;

	w->steps = steps;
	spill_open(&w->buf, steps->keep, &w->fd);
	w->out = (struct csv_out){ .buf = &w->buf,
	    .arena = steps->act.arena, .separator = w->how->separator };
	if (w->how->bom)
		buf_puts(&w->buf, CSV_BOM);
	for (; *head != NULL; head++)
		csv_put(&w->out, *head);
	csv_put_end(&w->out);
	do {
		e = db_tx(&steps->act, DB_READ, step_write, w);
		if (e != SOUK_OK)
			return e;
		steps_next(steps);
	} while (w->cursor != NULL);
	spill_end(&w->buf);
	return SOUK_OK;
}

/* Bad filters keep their words, which are of the step. */
static enum outcome
list_write(struct act *act, const struct listed *list,
    const struct record *filter, const struct export_how *how, int fd)
{
	struct writing	 w = { .list = list, .filter = filter, .how = how,
			    .fd = fd };

	return steps_run(act, file_write, &w);
}

enum outcome
stock_export(struct act *act, const struct record *filter,
    const struct export_how *how, int fd)
{
	static const struct listed	 levels = {
		&stock_item_fields, stock_heads, stock_list_on,
		stock_list_next, stock_list_cursor, item_put
	};

	return list_write(act, &levels, filter, how, fd);
}

enum outcome
movement_export(struct act *act, const struct record *filter,
    const struct export_how *how, int fd)
{
	static const struct listed	 movements = {
		&movement_fields, movement_heads, movement_list_on,
		movement_next, movement_list_cursor, movement_put
	};

	return list_write(act, &movements, filter, how, fd);
}
