/* SPDX-License-Identifier: ISC */
#include "lib/base/text.h"
#include "lib/catalog/csv_write.h"
#include "lib/catalog/exporting.h"
#include "lib/settings/settings.h"

#define PRODUCTS_TX	1000	/* products a transaction */

const char *const export_format_names[] = {
	[EXPORT_CSV] = "csv", [EXPORT_XLSX] = "xlsx", [EXPORT_JSON] = "json",
	[EXPORT_FORMAT__MAX] = NULL
};

const char *const export_content_types[] = {
	[EXPORT_CSV] = "text/csv; charset=utf-8",
	[EXPORT_XLSX] = "application/vnd.openxmlformats-officedocument"
	    ".spreadsheetml.sheet",
	[EXPORT_JSON] = "application/json; charset=utf-8",
};

static const struct export_writer *const writers[] = {
	[EXPORT_CSV] = &export_csv, [EXPORT_XLSX] = &export_xlsx,
	[EXPORT_JSON] = &export_json,
};

/* ---- out ---------------------------------------------------------------- */

static void
out_open(struct export *ex)
{
	spill_open(&ex->out, ex->steps->keep, &ex->fd);
	ex->json = (struct json_out){ .buf = &ex->out };
}

/* ---- categories --------------------------------------------------------- */

static void
name_put(struct buf *b, const char *name)
{
	for (; *name != '\0'; name++) {
		if (*name == '>' || *name == '\\')
			buf_putc(b, '\\');
		buf_putc(b, *name);
	}
}

const struct export_category *
export_category(const struct export *ex, const char *id)
{
	const int64_t	 n = id == NULL ? -1 :
			    import_set_get(&ex->by_id, "category", id);

	return n < 0 ? NULL : &ex->categories[n];
}

/* "A > B"; those above it come first in tree order. */
static const char *
path_of(struct export *ex, const char *parent_id, const char *name)
{
	const struct export_category	*up = export_category(ex, parent_id);
	struct buf			 path;

	buf_init(&path, ex->steps->keep, 64);
	if (up != NULL)
		buf_printf(&path, "%s > ", up->path);
	name_put(&path, name);
	return path.p;
}

static void
category_add(struct export *ex, const struct record *row)
{
	struct arena		*keep = ex->steps->keep;
	const size_t		 n = ex->category_count;
	struct export_category	*c;
	const char		*parent = record_text(row, CATEGORY_PARENT);

	ex->categories = arena_more(keep, ex->categories, n,
	    sizeof(*ex->categories));
	c = &ex->categories[ex->category_count];
	c->id = arena_copy(keep, record_text(row, CATEGORY_ID));
	c->parent_id = arena_copy(keep, parent);
	c->slug = arena_copy(keep, record_text(row, CATEGORY_SLUG));
	c->path = path_of(ex, parent, record_text(row, CATEGORY_NAME));
	import_set_add(&ex->by_id, "category", c->id, (int64_t)n);
	ex->category_count++;
}

static enum outcome
categories_read(struct export *ex)
{
	struct act	*act = ex->act;
	struct record	*row = record_new(act->arena, &category_fields);
	struct stmt	*rows;
	enum outcome	 e;

	act->locale = settings_locale(act->settings);
	if ((e = category_list(act, false, &rows)) != SOUK_OK)
		return e;
	while ((e = category_row(act, rows, row)) == SOUK_OK)
		category_add(ex, row);
	return e == SOUK_NOT_FOUND ? SOUK_OK : e;
}

/* ---- products ----------------------------------------------------------- */

static enum outcome
export_begin(struct act *act, void *arg)
{
	struct export	*ex = arg;
	enum outcome	 e;

	(void)act;
	import_set_clear(&ex->by_id);
	ex->category_count = 0;
	if ((e = categories_read(ex)) != SOUK_OK ||
	    (e = selection_by_slug(ex->act, ex->steps->keep, ex->filter,
	    &ex->products)) != SOUK_OK)
		return e;
	return SOUK_OK;
}

static enum outcome
export_step(struct act *act, void *arg)
{
	struct export	*ex = arg;
	struct record	*product;
	enum outcome	 e;

	for (; ex->from < ex->to; ex->from++) {
		e = product_read(act, ex->products.ids[ex->from], &product);
		if (e == SOUK_OK)
			e = ex->writer->product(ex, product);
		if (e != SOUK_OK && e != SOUK_NOT_FOUND)
			return e;
	}
	return SOUK_OK;
}

static enum outcome
export_head(struct act *act, void *arg)
{
	struct export	*ex = arg;

	(void)act;
	return ex->writer->begin(ex);
}

/* Each step is short, so that no reader holds up a checkpoint for long. */
static enum outcome
export_run(struct steps *steps, void *arg)
{
	struct export	*ex = arg;
	enum outcome	 e;

	ex->steps = steps;
	ex->act = &steps->act;
	out_open(ex);
	if ((e = db_tx(ex->act, DB_READ, export_begin, ex)) != SOUK_OK ||
	    (e = db_tx(ex->act, DB_READ, export_head, ex)) != SOUK_OK)
		return e;
	while (e == SOUK_OK && ex->from < ex->products.count) {
		steps_next(steps);
		ex->to = ex->from + PRODUCTS_TX;
		if (ex->to > ex->products.count)
			ex->to = ex->products.count;
		e = db_tx(ex->act, DB_READ, export_step, ex);
	}
	if (e != SOUK_OK || (e = ex->writer->end(ex)) != SOUK_OK)
		return e;
	spill_end(&ex->out);
	return SOUK_OK;
}

enum outcome
product_export(struct act *act, const struct record *filter,
    const struct export_how *how, int fd)
{
	struct export	 ex = { .filter = filter, .how = how, .fd = fd,
			    .writer = writers[how->format] };
	enum outcome	 e = steps_run(act, export_run, &ex);

	if (ex.writer->free != NULL)
		ex.writer->free(&ex);
	import_set_clear(&ex.by_id);
	return e;
}
