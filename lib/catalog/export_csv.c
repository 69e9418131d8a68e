/* SPDX-License-Identifier: ISC */
#include "lib/catalog/csv_write.h"
#include "lib/catalog/exporting.h"
#include "lib/catalog/import_value.h"

static enum outcome
line_put(struct export *ex, const struct export_line *line)
{
	const struct import_column	*columns = import_souk.columns;
	struct arena			*arena = ex->act->arena;
	struct csv_out			 out = { .buf = &ex->out,
					    .arena = arena,
					    .separator = ex->how->separator };
	const char			*text;
	size_t				 i;

	for (i = 0; i < import_souk_written; i++) {
		text = line->cells[columns[i].cell];
		csv_put(&out, text == NULL ? NULL : import_trim(arena, text));
	}
	csv_put_end(&out);
	return SOUK_OK;
}

static enum outcome
csv_begin(struct export *ex)
{
	struct export_line	 head = { .cells = { NULL } };
	size_t			 i;

	if (ex->how->bom)
		buf_puts(&ex->out, CSV_BOM);
	for (i = 0; i < import_souk_written; i++)
		head.cells[import_souk.columns[i].cell] =
		    import_souk.columns[i].name;
	return line_put(ex, &head);
}

static enum outcome
csv_product(struct export *ex, const struct record *product)
{
	return export_lines(ex, product, line_put);
}

static enum outcome
csv_end(struct export *ex)
{
	return export_related_lines(ex, line_put);
}

const struct export_writer export_csv = {
	.begin = csv_begin, .product = csv_product, .end = csv_end,
};
