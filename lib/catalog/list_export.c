/* SPDX-License-Identifier: ISC */
#include "lib/catalog/list_export.h"

#include "lib/base/arena.h"
#include "lib/catalog/steps.h"

#define ROWS_TX	1000	/* rows a transaction */

struct writing {
	const struct list_export *list;
	const struct record	*filter;
	const struct export_how	*how;
	struct steps		*steps;
	struct buf		 buf;
	struct csv_out		 out;
	const char		*cursor;	/* of the step to come */
	int			 fd;
};

static enum outcome
next(struct act *act, const struct list_export *list, struct rows *rows,
    struct record *row)
{
	return list->next != NULL ? list->next(act, rows, row) :
	    rows_next(rows, act->arena, row);
}

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
	while ((e = next(act, w->list, &rows, row)) == SOUK_OK)
		w->list->put(&w->out, w->filter, row);
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
enum outcome
list_export(struct act *act, const struct list_export *list,
    const struct record *filter, const struct export_how *how, int fd)
{
	struct writing	 w = { .list = list, .filter = filter, .how = how,
			    .fd = fd };

	return steps_run(act, file_write, &w);
}
