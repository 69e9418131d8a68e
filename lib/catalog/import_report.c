/* SPDX-License-Identifier: ISC */
#include <inttypes.h>
#include <string.h>

#include "lib/base/buf.h"
#include "lib/base/text.h"
#include "lib/catalog/csv_guard.h"
#include "lib/catalog/import.h"

#define BOM	"\xef\xbb\xbf"		/* without it Excel takes Latin-1 */

static void
cell_put(struct buf *out, struct arena *arena, const char *text)
{
	buf_putc(out, '"');
	for (text = csv_guard(arena, text); *text != '\0'; text++) {
		if (*text == '"')
			buf_putc(out, '"');
		buf_putc(out, *text);
	}
	buf_putc(out, '"');
}

static void
line_put(struct buf *out, struct arena *arena, const char *line,
    const struct record *r, const int fields[3])
{
	size_t	 i;

	buf_puts(out, line);
	for (i = 0; i < 3; i++) {
		buf_putc(out, ',');
		if (fields[i] >= 0)
			cell_put(out, arena, record_text(r, fields[i]));
		else
			buf_puts(out, catalog_messages[
			    CATALOG_IMPORT_LEFT].code);
	}
	buf_puts(out, "\r\n");
}

enum outcome
import_report(struct act *act, const char *id, struct buf *out)
{
	static const int	 error[] = { IMPORT_ERROR_FIELD,
	    IMPORT_ERROR_CODE, IMPORT_ERROR_MESSAGE };
	static const int	 left[] = { IMPORT_LEFT_COLUMN, -1,
	    IMPORT_LEFT_MESSAGE };
	const struct value	*list;
	struct record		*import;
	enum outcome		 e;
	size_t			 i;

	if ((e = import_read(act, id, &import)) != SOUK_OK)
		return e;
	buf_puts(out, BOM "line,field,code,message\r\n");
	list = &import->values[IMPORT_ERRORS];
	for (i = 0; i < list->count; i++)
		line_put(out, act->arena, arena_printf(act->arena, "%" PRId64,
		    list->items[i].values[IMPORT_ERROR_LINE].num),
		    &list->items[i], error);
	list = &import->values[IMPORT_DIFFERENCES];
	for (i = 0; i < list->count; i++)
		line_put(out, act->arena, "", &list->items[i], left);
	return SOUK_OK;
}
