/* SPDX-License-Identifier: ISC */
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <sys/sendfile.h>
#include <unistd.h>
#include <xlsxwriter.h>

#include "lib/base/config.h"
#include "lib/base/log.h"
#include "lib/catalog/csv_guard.h"
#include "lib/catalog/exporting.h"
#include "lib/catalog/import_value.h"
#include "lib/settings/settings.h"

/*
 * The library writes to a file of a name only; that file lives as long as the
 * export, beside what else runs.  In constant memory, so row after row.
 */
struct sheet {
	char		 path[PATH_MAX];
	lxw_workbook	*book;
	lxw_worksheet	*sheet;
	lxw_row_t	 row;
};

static enum outcome
sheet_complain(const char *what, const char *why)
{
	log_line(LOG_ERROR, "export sheet", "step", what, "error", why, NULL);
	return SOUK_INTERNAL;
}

static enum outcome
file_complain(struct export *ex, const char *what)
{
	const int	 error = errno;

	sheet_complain(what, strerror(error));
	return act_refuse_errno(ex->act, error);
}

/* XML has no place for these two, which are no characters. */
static const char *
xml_clean(struct arena *arena, const char *text)
{
	char	*copy, *p;

	if (strstr(text, "\xef\xbf\xbe") == NULL &&
	    strstr(text, "\xef\xbf\xbf") == NULL)
		return text;
	copy = arena_copy(arena, text);
	for (p = copy; (p = strstr(p, "\xef\xbf")) != NULL; p += 3)
		if ((unsigned char)p[2] >= 0xbe)
			p[2] = (char)0xbd;
	return copy;
}

static enum outcome
row_put(struct export *ex, const struct export_line *line)
{
	const struct import_column	*columns = import_souk.columns;
	struct arena			*arena = ex->act->arena;
	struct sheet			*s = ex->sheet;
	const char			*text;
	lxw_error			 error;
	size_t				 i;

	for (i = 0; i < import_souk_written; i++) {
		if ((text = line->cells[columns[i].cell]) == NULL)
			continue;
		text = csv_guard_text(arena, import_trim(arena, text));
		error = worksheet_write_string(s->sheet, s->row, (lxw_col_t)i,
		    xml_clean(arena, text), NULL);
		if (error == LXW_ERROR_WORKSHEET_INDEX_OUT_OF_RANGE)
			return SOUK_TOO_LARGE;
		if (error != LXW_NO_ERROR)
			return sheet_complain("write", lxw_strerror(error));
	}
	s->row++;
	return SOUK_OK;
}

static enum outcome
sheet_open(struct export *ex, struct sheet *s)
{
	lxw_workbook_options	 options = {
		.constant_memory = LXW_TRUE,
		.tmpdir = arena_printf(ex->steps->keep, "%s/run",
		    ex->act->config->home),
	};
	int			 fd;

	if (snprintf(s->path, sizeof(s->path), "%s/export-XXXXXX",
	    options.tmpdir) >= (int)sizeof(s->path) ||
	    (fd = mkstemp(s->path)) == -1) {
		s->path[0] = '\0';
		return file_complain(ex, "mkstemp");
	}
	close(fd);
	if ((s->book = workbook_new_opt(s->path, &options)) == NULL ||
	    (s->sheet = workbook_add_worksheet(s->book, NULL)) == NULL)
		return sheet_complain("open", "out of memory");
	return SOUK_OK;
}

static enum outcome
xlsx_begin(struct export *ex)
{
	struct export_line	 head = { .cells = { NULL } };
	enum outcome		 e;
	size_t			 i;

	if (ex->sheet != NULL)
		return SOUK_INTERNAL;
	if ((ex->sheet = calloc(1, sizeof(*ex->sheet))) == NULL)
		return SOUK_BUSY;
	if ((e = sheet_open(ex, ex->sheet)) != SOUK_OK)
		return e;
	if (settings_locale(ex->act->settings) == LOCALE_AR)
		worksheet_right_to_left(ex->sheet->sheet);
	worksheet_freeze_panes(ex->sheet->sheet, 1, 0);
	for (i = 0; i < import_souk_written; i++)
		head.cells[import_souk.columns[i].cell] =
		    import_souk.columns[i].name;
	return row_put(ex, &head);
}

static enum outcome
xlsx_product(struct export *ex, const struct record *product)
{
	return export_lines(ex, product, row_put);
}

static enum outcome
file_send(struct export *ex)
{
	const int	 from = open(ex->sheet->path, O_RDONLY | O_CLOEXEC);
	enum outcome	 e = SOUK_OK;
	ssize_t		 n;

	if (from == -1)
		return file_complain(ex, "read");
	while ((n = sendfile(ex->fd, from, NULL, 1 << 20)) > 0)
		continue;
	if (n < 0)
		e = file_complain(ex, "copy");
	close(from);
	return e;
}

static enum outcome
xlsx_end(struct export *ex)
{
	enum outcome	 e = export_related_lines(ex, row_put);
	lxw_error	 error;

	if (e != SOUK_OK)
		return e;
	error = workbook_close(ex->sheet->book);
	ex->sheet->book = NULL;		/* closing frees it, whatever it says */
	if (error != LXW_NO_ERROR)
		return file_complain(ex, lxw_strerror(error));
	return file_send(ex);
}

static void
xlsx_free(struct export *ex)
{
	if (ex->sheet == NULL)
		return;
	if (ex->sheet->book != NULL)
		lxw_workbook_free(ex->sheet->book);
	if (ex->sheet->path[0] != '\0')
		unlink(ex->sheet->path);
	free(ex->sheet);
}

const struct export_writer export_xlsx = {
	.begin = xlsx_begin, .product = xlsx_product, .end = xlsx_end,
	.free = xlsx_free,
};
