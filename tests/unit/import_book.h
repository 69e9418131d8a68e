/* SPDX-License-Identifier: ISC */
#ifndef SOUK_TESTS_IMPORT_BOOK_H
#define SOUK_TESTS_IMPORT_BOOK_H

#include <minizip/zip.h>
#include <xlsxwriter.h>

#include "tests/unit/import_shop.h"

/* Workbooks for tests: well made ones by libxlsxwriter, odd ones by hand. */
struct bytes { char *p; size_t len; };

static inline struct bytes
book_take(const char *path)
{
	struct bytes	 b;

	b.p = file_read(path, &b.len);
	unlink(path);
	return b;
}

/* The lines of a CSV without quotes as a sheet; digits become numbers. */
static inline void
sheet_fill(lxw_worksheet *sheet, const char *csv)
{
	char		*copy = arena_copy(store.arena, csv), *end, *cell;
	lxw_row_t	 row = 0;
	lxw_col_t	 column;

	for (; *copy != '\0'; copy = end, row++) {
		end = copy + strcspn(copy, "\n");
		if (*end == '\n')
			*end++ = '\0';
		for (column = 0; (cell = strsep(&copy, ",")) != NULL;
		    column++) {
			char	*rest = cell;
			double	 n = strtod(cell, &rest);

			if (*cell != '\0' && *rest == '\0')
				worksheet_write_number(sheet, row, column, n,
				    NULL);
			else if (*cell != '\0')
				worksheet_write_string(sheet, row, column,
				    cell, NULL);
		}
	}
}

static inline struct bytes
book_of(const char *csv)
{
	const char	*path = home_path("/book.xlsx");
	lxw_workbook	*book = workbook_new(path);

	sheet_fill(workbook_add_worksheet(book, NULL), csv);
	ck_assert_int_eq(workbook_close(book), LXW_NO_ERROR);
	return book_take(path);
}

/* ---- by hand --------------------------------------------------------------- */

#define BOOK_XML	"<workbook xmlns:r=\"r\"><sheets><sheet name=\"One\"" \
	" sheetId=\"1\" r:id=\"rId1\"/></sheets></workbook>"
#define RELS_XML	"<Relationships><Relationship Id=\"rId1\"" \
	" Type=\"x/worksheet\" Target=\"worksheets/sheet1.xml\"/>" \
	"<Relationship Id=\"rId2\" Type=\"x/sharedStrings\"" \
	" Target=\"sharedStrings.xml\"/></Relationships>"

struct part { const char *name; struct bytes bytes; };

static inline void
part_put(zipFile zip, const char *name, const void *bytes, size_t len)
{
	ck_assert_int_eq(zipOpenNewFileInZip(zip, name, NULL, NULL, 0, NULL, 0,
	    NULL, Z_DEFLATED, 9), ZIP_OK);
	ck_assert_int_eq(zipWriteInFileInZip(zip, bytes, (unsigned)len),
	    ZIP_OK);
	ck_assert_int_eq(zipCloseFileInZip(zip), ZIP_OK);
}

/* A workbook of this sheet and these shared strings (NULL: none). */
static inline struct bytes
book_by_hand(const char *sheet, const char *strings)
{
	const char	*path = home_path("/book.xlsx");
	zipFile		 zip = zipOpen64(path, APPEND_STATUS_CREATE);

	part_put(zip, "xl/workbook.xml", BOOK_XML, strlen(BOOK_XML));
	part_put(zip, "xl/_rels/workbook.xml.rels", RELS_XML,
	    strlen(RELS_XML));
	if (strings == NULL)
		strings = "<sst/>";
	part_put(zip, "xl/sharedStrings.xml", strings, strlen(strings));
	part_put(zip, "xl/worksheets/sheet1.xml", sheet, strlen(sheet));
	ck_assert_int_eq(zipClose(zip, NULL), ZIP_OK);
	return book_take(path);
}

#endif
