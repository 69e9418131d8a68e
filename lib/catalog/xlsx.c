/* SPDX-License-Identifier: ISC */
#include "lib/catalog/xlsx.h"

#include <stdlib.h>
#include <string.h>

#include "lib/base/text.h"
#include "lib/catalog/catalog.h"

enum cell_type { TYPE_NUMBER, TYPE_SHARED, TYPE_TEXT, TYPE_BOOLEAN,
	TYPE_ERROR };

struct xlsx {
	struct source		*source;
	struct xlsx_zip		 zip;
	struct xlsx_book	 book;
	struct xlsx_strings	 strings;
	struct xlsx_xml		 xml;

	/* The cell being read. */
	enum cell_type		 type;
	bool			 in_value;
	int			 phonetic;
	size_t			 column;
	size_t			 raw_len;
	char			 raw[CSV_CELL_MAX + 1];

	/* The row being read. */
	int64_t			 row;
	bool			 ready;		/* it is complete */
	enum csv_fault		 fault;
	size_t			 text_len, count;
	char			 text[CSV_RECORD_MAX];
	const char		*cells[CSV_CELLS_MAX];
};

/* ---- cells --------------------------------------------------------------- */

/* "AB12" is 27; a cell without an address stands beside the last. */
static size_t
column_of(const char *address, size_t next)
{
	size_t	 n = 0;

	if (address == NULL || *address < 'A' || *address > 'Z')
		return next;
	for (; *address >= 'A' && *address <= 'Z' && n < CSV_CELLS_MAX * 26;
	    address++)
		n = n * 26 + (size_t)(*address - 'A') + 1;
	return n - 1;
}

static enum cell_type
type_of(const char *type)
{
	static const struct { const char *name; enum cell_type type; } types[] =
	{
		{ "s", TYPE_SHARED }, { "str", TYPE_TEXT },
		{ "inlineStr", TYPE_TEXT }, { "b", TYPE_BOOLEAN },
		{ "e", TYPE_ERROR }, { "d", TYPE_TEXT },
	};
	size_t	 i;

	for (i = 0; type != NULL && i < sizeof(types) / sizeof(types[0]); i++)
		if (strcmp(type, types[i].name) == 0)
			return types[i].type;
	return TYPE_NUMBER;
}

/* Cells that were left out are empty ones. */
static void
cell_put(struct xlsx *x, const char *text)
{
	const size_t	 len = strlen(text);
	char		*to = x->text + x->text_len;

	if (len == 0)
		return;
	if (x->column >= CSV_CELLS_MAX || x->column < x->count ||
	    len > CSV_CELL_MAX || x->text_len + len >= sizeof(x->text)) {
		x->fault = CSV_CELL;
		return;
	}
	while (x->count < x->column)
		x->cells[x->count++] = "";
	memcpy(to, text, len + 1);
	x->cells[x->count++] = to;
	x->text_len += len + 1;
}

static void
cell_end(struct xlsx *x)
{
	char		 number[XLSX_NUMBER];
	const char	*text = x->raw;

	x->raw[x->raw_len] = '\0';
	switch (x->type) {
	case TYPE_NUMBER:
		xlsx_number(number, x->raw);
		text = number;
		break;
	case TYPE_SHARED:
		text = xlsx_string(&x->strings, x->raw);
		break;
	case TYPE_BOOLEAN:
		text = strcmp(x->raw, "1") == 0 ? "true" : "false";
		break;
	case TYPE_ERROR:
		text = "";
		break;
	case TYPE_TEXT:
		x->raw[xlsx_unescape(x->raw, x->raw_len)] = '\0';
		break;
	}
	if (text == NULL)
		xlsx_xml_refuse(&x->xml);
	else if (x->raw_len > 0)
		cell_put(x, text);
	x->column++;
}

/* ---- rows ---------------------------------------------------------------- */

static void
row_start(struct xlsx *x, const char *number)
{
	int64_t	 n;

	if (number == NULL || !text_to_int(number, &n) || n <= x->row)
		n = x->row + 1;
	x->row = n;
	x->fault = CSV_FINE;
	x->text_len = x->count = x->column = 0;
	if (n <= XLSX_ROWS)
		return;
	x->source->why = (struct source_why){
		&catalog_messages[CATALOG_IMPORT_TOO_LONG], XLSX_ROWS, ""
	};
	xlsx_xml_refuse(&x->xml);
}

static void
sheet_start(void *user, const char *name, const char **attrs)
{
	struct xlsx	*x = user;

	if (strcmp(name, "row") == 0)
		row_start(x, xlsx_attr(attrs, "r"));
	else if (strcmp(name, "c") == 0) {
		x->column = column_of(xlsx_attr(attrs, "r"), x->column);
		x->type = type_of(xlsx_attr(attrs, "t"));
		x->raw_len = 0;
	} else if (strcmp(name, "rPh") == 0)
		x->phonetic++;
	x->in_value = x->phonetic == 0 && (strcmp(name, "v") == 0 ||
	    (strcmp(name, "t") == 0 && x->type == TYPE_TEXT));
}

static void
sheet_end(void *user, const char *name)
{
	struct xlsx	*x = user;

	x->in_value = false;
	if (strcmp(name, "rPh") == 0)
		x->phonetic--;
	else if (strcmp(name, "c") == 0)
		cell_end(x);
	else if (strcmp(name, "row") == 0 &&
	    (x->count > 0 || x->fault != CSV_FINE)) {
		x->ready = true;
		xlsx_xml_pause(&x->xml);
	}
}

static void
sheet_text(void *user, const char *text, int len)
{
	struct xlsx	*x = user;

	if (!x->in_value)
		return;
	if (x->raw_len + (size_t)len > CSV_CELL_MAX) {
		x->fault = CSV_CELL;
		return;
	}
	memcpy(x->raw + x->raw_len, text, (size_t)len);
	x->raw_len += (size_t)len;
}

/* ---- as a source --------------------------------------------------------- */

static bool
sheet_open(struct xlsx *x)
{
	x->xml = (struct xlsx_xml){
		.user = x, .start = sheet_start, .end = sheet_end,
		.text = sheet_text
	};
	if (x->book.strings[0] != '\0' && !xlsx_strings_read(&x->zip,
	    x->book.strings, &x->strings))
		return false;
	return xlsx_xml_open(&x->xml, &x->zip, x->book.sheet);
}

static bool
next_row(void *reader, struct csv_record *record)
{
	struct xlsx	*x = reader;

	x->ready = false;
	if (x->source->why.message != NULL ||
	    (x->xml.parser == NULL && !sheet_open(x)) ||
	    !xlsx_xml_run(&x->xml) || !x->ready)
		return false;
	*record = (struct csv_record){
		.line = x->row, .end = x->row, .fault = x->fault,
		.count = x->fault == CSV_FINE ? x->count : 0,
		.cells = x->cells,
	};
	return true;
}

/* minizip does not tell a bad disk from a bad file. */
static bool
never_broken(const void *reader)
{
	(void)reader;
	return false;
}

static void
close_xlsx(void *reader)
{
	struct xlsx	*x = reader;

	if (x == NULL)
		return;
	xlsx_xml_close(&x->xml);
	xlsx_strings_free(&x->strings);
	xlsx_zip_close(&x->zip);
	free(x);
}

static const struct source_ops ops = { next_row, never_broken, close_xlsx };

bool
xlsx_open(struct source *s, const struct source_from *from)
{
	struct xlsx	*x;

	s->kind = "xlsx";
	s->ops = &ops;
	if ((s->reader = calloc(1, sizeof(*x))) == NULL)
		return false;
	x = s->reader;
	x->source = s;
	x->zip.why = &s->why;
	return xlsx_zip_open(&x->zip, from->path) &&
	    xlsx_book_read(&x->zip, from->sheet, &x->book);
}
