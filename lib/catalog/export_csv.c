/* SPDX-License-Identifier: ISC */
#include <string.h>

#include "lib/catalog/csv_guard.h"
#include "lib/catalog/exporting.h"
#include "lib/catalog/import_value.h"

#define BOM	"\xef\xbb\xbf"

static bool
needs_quotes(const char *text, char separator)
{
	return strpbrk(text, "\"\r\n") != NULL ||
	    strchr(text, separator) != NULL;
}

/* Reading makes one line break of each kind, so only that is written. */
static void
quoted_put(struct buf *out, const char *text)
{
	buf_putc(out, '"');
	for (; *text != '\0'; text++) {
		if (*text == '\r' && text[1] == '\n')
			continue;
		if (*text == '"')
			buf_putc(out, '"');
		buf_putc(out, *text == '\r' ? '\n' : *text);
	}
	buf_putc(out, '"');
}

static void
cell_put(struct export *ex, const char *text)
{
	text = csv_guard(ex->act->arena, import_trim(ex->act->arena, text));
	if (needs_quotes(text, ex->how->separator))
		quoted_put(&ex->out, text);
	else
		buf_puts(&ex->out, text);
}

static enum outcome
line_put(struct export *ex, const struct export_line *line)
{
	const struct import_column	*columns = import_souk.columns;
	const char			*text;
	size_t				 i;

	for (i = 0; i < import_souk_written; i++) {
		if (i > 0)
			buf_putc(&ex->out, ex->how->separator);
		if ((text = line->cells[columns[i].cell]) != NULL)
			cell_put(ex, text);
	}
	buf_puts(&ex->out, "\r\n");
	return SOUK_OK;
}

static enum outcome
csv_begin(struct export *ex)
{
	struct export_line	 head = { .cells = { NULL } };
	size_t			 i;

	if (ex->how->bom)
		buf_puts(&ex->out, BOM);
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
