/* SPDX-License-Identifier: ISC */
#include "lib/catalog/csv_write.h"
#include "lib/catalog/import.h"

static void
line_put(struct csv_out *out, int64_t line, const struct record *r,
    const int fields[3])
{
	size_t	 i;

	if (line > 0)
		csv_put_int(out, line);
	else
		csv_put(out, NULL);
	for (i = 0; i < 3; i++)
		csv_put(out, fields[i] >= 0 ? record_text(r, fields[i]) :
		    catalog_messages[CATALOG_IMPORT_LEFT].code);
	csv_put_end(out);
}

enum outcome
import_report(struct act *act, const char *id, struct buf *buf)
{
	static const int	 error[] = { IMPORT_ERROR_FIELD,
	    IMPORT_ERROR_CODE, IMPORT_ERROR_MESSAGE };
	static const int	 left[] = { IMPORT_LEFT_COLUMN, -1,
	    IMPORT_LEFT_MESSAGE };
	struct csv_out		 out = { .buf = buf, .arena = act->arena,
				    .separator = ',' };
	const struct value	*list;
	struct record		*import;
	enum outcome		 e;
	size_t			 i;

	if ((e = import_read(act, id, &import)) != SOUK_OK)
		return e;
	buf_puts(buf, CSV_BOM "line,field,code,message\r\n");
	list = &import->values[IMPORT_ERRORS];
	for (i = 0; i < list->count; i++)
		line_put(&out, list->items[i].values[IMPORT_ERROR_LINE].num,
		    &list->items[i], error);
	list = &import->values[IMPORT_DIFFERENCES];
	for (i = 0; i < list->count; i++)
		line_put(&out, 0, &list->items[i], left);
	return SOUK_OK;
}
