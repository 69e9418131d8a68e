/* SPDX-License-Identifier: ISC */
#include <sys/resource.h>
#include <time.h>

#include "lib/base/text.h"
#include "lib/catalog/xlsx.h"
#include "tests/unit/import_book.h"
#include "tests/suite.h"

#define HEAD	"slug,name,price,stock,featured\n"
#define LINES	"a-a,First,12.5,3,yes\nb-b,Second,1299,4,no\n"

static const struct value *
book_import(struct bytes b)
{
	return bytes_import(b.p, b.len, false);
}

/* ---- what a file is --------------------------------------------------------- */

/* Text in any coding, one byte a sign where the sign is ASCII. */
static struct bytes
utf16(const char *text, bool big)
{
	const size_t	 n = strlen(text);
	struct bytes	 b = { arena_alloc(store.arena, 2 * n + 2), 2 };
	const char	*p = text, *end = text + n;
	int32_t		 c;

	b.p[big ? 0 : 1] = (char)0xfe;
	b.p[big ? 1 : 0] = (char)0xff;
	while ((c = utf8_next(&p, end)) >= 0) {
		b.p[b.len + (big ? 1 : 0)] = (char)(c & 0xff);
		b.p[b.len + (big ? 0 : 1)] = (char)(c >> 8);
		b.len += 2;
	}
	return b;
}

#define TEA(SEP) "slug" SEP "name" SEP "price" SEP "stock\n" \
	"the" SEP "Thé à la menthe" SEP "12.50" SEP "3\n" \
	"ar" SEP "شاي بالنعناع" SEP "7" SEP "1\n"

static const struct { const char *text; bool wide, big; } texts[] = {
	{ TEA(","), false, false }, { TEA(";"), false, false },
	{ TEA("\t"), false, false }, { TEA("|"), false, false },
	{ "\xef\xbb\xbf" TEA(";"), false, false },
	{ TEA(","), true, false }, { TEA(";"), true, true },
	{ TEA("\t"), true, false }, { TEA("|"), true, true },
};

START_TEST(s3_bulk_01_every_encoding_and_separator_is_told_by_itself)
{
	struct bytes	 b = { arena_copy(store.arena, texts[_i].text),
			    strlen(texts[_i].text) };

	if (texts[_i].wide)
		b = utf16(texts[_i].text, texts[_i].big);
	want_tally(book_import(b), "done 2/2/0/0/0");
	want_sql("SELECT group_concat(name, ' ') FROM (SELECT name"
	    " FROM product_text ORDER BY slug)",
	    "شاي بالنعناع Thé à la menthe");
}
END_TEST

START_TEST(broken_utf_16_costs_its_line_only)
{
	struct bytes	 b = utf16("slug,name,price\nbad,Bx,1\nok,Okay,1\n",
			    false);

	b.p[2 + 2 * 21] = 0;			/* half of a pair */
	b.p[2 + 2 * 21 + 1] = (char)0xd8;
	want_tally(book_import(b), "done 2/1/0/0/1");
	b.len--;
	want_tally(book_import(b), "done 2/0/0/0/2");
}
END_TEST

static const struct { const char *bytes; size_t len; const char *type; }
    others[] = {
	{ "\x89PNG\r\n\x1a\n\0\0\0\rIHDR", 16, "image/png" },
	{ "\xff\xd8\xff\xe0\0\x10JFIF", 10, "image/jpeg" },
	{ "%PDF-1.7\n", 9, "application/pdf" },
	{ "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", 8, "application/vnd.ms-excel" },
	{ "\x1f\x8b\x08\0", 4, "application/gzip" },
	{ "PK\5\6\0\0\0\0", 8, "application/zip" },
	{ "<!DOCTYPE html><html>", 21, "text/html" },
	{ "  <?xml version=\"1.0\"?><a/>", 27, "application/xml" },
};

/* The refusal names what it is and what it was said to be. */
START_TEST(a_file_that_lies_about_its_kind_is_refused_naming_both)
{
	struct begin	 b = { .new = { .type = "text/csv; charset=utf-8" } };
	const struct problem_field	*f = &store.problem.fields[0];

	b.new.path = home_path("/upload");
	file_write(b.new.path, others[_i].bytes, others[_i].len);
	store.problem = (struct problem){ .message = NULL };
	ck_assert_int_eq(db_tx(&store, DB_WRITE, begin_step, &b),
	    SOUK_INVALID);
	ck_assert_str_eq(f->name, "file");
	ck_assert_str_eq(f->message->code, "IMPORT_KIND");
	ck_assert_ptr_nonnull(strstr(f->message->text[LOCALE_AR],
	    others[_i].type));
	ck_assert_ptr_nonnull(strstr(f->message->text[LOCALE_FR],
	    "text/csv"));
	unlink(b.new.path);
	want_sql("SELECT count(*) FROM catalog_import", "0");
}
END_TEST

/* ---- XLSX -------------------------------------------------------------------- */

START_TEST(s3_bulk_01_a_workbook_is_read_whatever_it_is_called)
{
	struct bytes	 b = book_of(HEAD LINES);

	sending.type = "text/csv";
	want_tally(book_import(b), "done 2/2/0/0/0");
	want_sql("SELECT group_concat(x, ' ') FROM (SELECT t.slug ||"
	    " p.price_from || '/' || p.stock || p.is_featured AS x"
	    " FROM product p JOIN product_text t ON t.product_id = p.id"
	    " ORDER BY t.slug)", "a-a1250/31 b-b129900/40");
	want_tally(text_import(HEAD LINES), "done 2/0/0/2/0");
}
END_TEST

START_TEST(the_first_sheet_is_read_or_the_one_named)
{
	const char	*path = home_path("/book.xlsx");
	lxw_workbook	*book = workbook_new(path);
	struct bytes	 b;

	sheet_fill(workbook_add_worksheet(book, "Notes"), HEAD "x,Xx,1,1,no");
	sheet_fill(workbook_add_worksheet(book, "Prix & co"), HEAD LINES);
	workbook_close(book);
	b = book_take(path);
	want_tally(book_import(b), "done 1/0/0/0/1");
	sending.sheet = "Prix & co";
	want_tally(book_import(b), "done 2/2/0/0/0");
	sending.sheet = "Nowhere";
	want_errors(book_import(b), "1 sheet IMPORT_NO_SHEET");
}
END_TEST

#define SHEET(ROWS) "<worksheet><sheetData>" ROWS "</sheetData></worksheet>"
#define TEXT_CELL(REF, TEXT) "<c r=\"" REF "\" t=\"inlineStr\"><is><t>" TEXT \
	"</t></is></c>"
#define HEAD_ROW(N) "<row r=\"" N "\">" TEXT_CELL("A" N, "slug") \
	TEXT_CELL("B" N, "name") TEXT_CELL("C" N, "price") \
	TEXT_CELL("D" N, "featured") TEXT_CELL("E" N, "description") "</row>"

START_TEST(every_type_of_cell_is_read)
{
	const struct value	*v;

	v = book_import(book_by_hand(SHEET(HEAD_ROW("3")
	    "<row r=\"5\">" TEXT_CELL("A5", "a-a") "<c r=\"B5\" t=\"s\">"
	    "<v>1</v></c><c r=\"C5\"><v>19.989999999999998</v></c>"
	    "<c r=\"D5\" t=\"b\"><v>1</v></c><c r=\"E5\" t=\"str\"><f>A1</f>"
	    "<v>Written by a formula</v></c></row>"
	    "<row><c><v>77</v></c>" TEXT_CELL("B6", "Plain &amp; simple")
	    "<c><v>1.25E+3</v></c><c t=\"e\"><v>#N/A</v></c></row>"
	    "<row r=\"9\"><c r=\"A9\"/></row>"
	    "<row r=\"10\"><c r=\"B10\" t=\"s\"><v>0</v></c>"
	    "<c r=\"C10\"><v>oops</v></c></row>"),
	    "<sst><si><t>Third_x0021_</t></si><si><r><t>Rich </t></r>"
	    "<r><t>text</t></r><rPh><t>not said</t></rPh></si></sst>"));
	want_tally(v, "done 3/2/0/0/1");
	want_errors(v, "10 price IMPORT_PRICE");
	want_sql("SELECT group_concat(x, ', ') FROM (SELECT t.slug || ' ' ||"
	    " t.name || ' ' || p.price_from || ' ' || p.is_featured || ' ' ||"
	    " t.description AS x FROM product p JOIN product_text t"
	    " ON t.product_id = p.id ORDER BY t.slug)",
	    "77 Plain & simple 125000 0 Plain & simple,"
	    " a-a Rich text 1999 1 Written by a formula");
}
END_TEST

static const struct { const char *raw, *text; } numbers[] = {
	{ "12.5", "12.5" }, { "19.989999999999998", "19.99" },
	{ "0.1", "0.1" }, { "0.30000000000000004", "0.3" },
	{ "1E2", "100" }, { "1.2345E-2", "0.012345" }, { "-7", "-7" },
	{ "0", "0" }, { "-0", "0" }, { "100", "100" }, { "1e-7", "0.0000001" },
	{ "9.9999999999999995E+22", "100000000000000000000000" },
	{ "999999999999999.9", "1000000000000000" }, { "abc", "abc" },
	{ "1.2.3", "1.2.3" }, { "1e999", "1e999" }, { "", "" }, { ".5", "0.5" },
	{ "1E", "1E" },
};

START_TEST(a_number_is_what_a_person_wrote)
{
	char	 out[XLSX_NUMBER];

	xlsx_number(out, numbers[_i].raw);
	ck_assert_str_eq(out, numbers[_i].text);
}
END_TEST

/* ---- workbooks that mean harm --------------------------------------------------- */

static const struct { const char *what, *sheet, *strings, *tally, *errors; }
    harmful[] = {
	{ "a DTD", "<!DOCTYPE x [<!ENTITY a \"aaaa\">]>" SHEET(HEAD_ROW("1")),
	  NULL, "failed 0/0/0/0/0",
	  "1 xl/worksheets/sheet1.xml IMPORT_XLSX" },
	{ "an entity", SHEET(HEAD_ROW("1") "<row>" TEXT_CELL("B2", "&lol;")
	  "</row>"), NULL, "failed 0/0/0/0/0",
	  "1 xl/worksheets/sheet1.xml IMPORT_XLSX" },
	{ "a DTD in the strings", SHEET(HEAD_ROW("1")),
	  "<!DOCTYPE sst><sst/>", "failed 0/0/0/0/0",
	  "1 xl/sharedStrings.xml IMPORT_XLSX" },
	{ "no XML", "slug,name", NULL, "failed 0/0/0/0/0",
	  "1 xl/worksheets/sheet1.xml IMPORT_XLSX" },
	{ "no such string", SHEET(HEAD_ROW("1") "<row r=\"2\"><c r=\"B2\""
	  " t=\"s\"><v>5</v></c></row>"), NULL, "failed 0/0/0/0/0",
	  "1 xl/worksheets/sheet1.xml IMPORT_XLSX" },
	{ "a row beyond all rows", SHEET(HEAD_ROW("1") "<row r=\"2\">"
	  TEXT_CELL("B2", "Name") "</row><row r=\"1048577\"/>"), NULL,
	  "failed 1/1/0/0/0", "2  IMPORT_TOO_LONG" },
	{ "a column beyond all columns", SHEET(HEAD_ROW("1") "<row r=\"2\">"
	  TEXT_CELL("B2", "Name") "</row><row r=\"3\">"
	  TEXT_CELL("ZZZZZZZZ3", "x") "</row>"), NULL, "done 2/1/0/0/1",
	  "3  IMPORT_CELL" },
	{ "columns backwards", SHEET(HEAD_ROW("1") "<row r=\"2\">"
	  TEXT_CELL("B2", "Name") TEXT_CELL("A2", "x") "</row>"), NULL,
	  "done 1/0/0/0/1", "2  IMPORT_CELL" },
	{ "nothing at all", SHEET(""), NULL, "failed 0/0/0/0/0",
	  "1  IMPORT_EMPTY" },
};

START_TEST(a_workbook_that_means_harm_is_refused)
{
	const struct value	*v = book_import(book_by_hand(
				    harmful[_i].sheet, harmful[_i].strings));

	ck_assert_msg(strcmp(tally(v), harmful[_i].tally) == 0 &&
	    strcmp(errors(v), harmful[_i].errors) == 0, "%s: %s [%s]",
	    harmful[_i].what, tally(v), errors(v));
}
END_TEST

START_TEST(a_sheet_too_deep_is_refused)
{
	char	*deep = arena_alloc(store.arena, 4096);
	int	 i;

	for (i = 0; i < 200; i++)
		memcpy(deep + 3 * i, "<a>", 3);
	want_errors(book_import(book_by_hand(deep, NULL)),
	    "1 xl/worksheets/sheet1.xml IMPORT_XLSX");
}
END_TEST

/* More than any buffer, and one tag that is more than any tag. */
START_TEST(a_large_sheet_is_read_and_a_tag_without_end_refused)
{
	const size_t	 n = 6 << 20;
	char		*sheet = arena_alloc(store.arena, n + 4096);
	char		*p = sheet;
	int		 i;

	p = stpcpy(p, "<worksheet><sheetData>" HEAD_ROW("1"));
	for (i = 2; i < 30000; i++)
		p += snprintf(p, 400, "<row r=\"%d\"><c r=\"A%d\"><v>%d</v></c>"
		    "<c r=\"C%d\" t=\"inlineStr\"><is><t>x</t></is></c>"
		    "<c r=\"E%d\" t=\"inlineStr\"><is><t>%d is a number"
		    "</t></is></c></row>", i, i, i, i, i, i * 7919);
	p = stpcpy(p, "</sheetData></worksheet>");
	want_tally(book_import(book_by_hand(sheet, NULL)),
	    "done 29998/0/0/0/29998");
	for (p = sheet, p = stpcpy(p, "<worksheet a=\""), i = 0;
	    (size_t)i < n; i++)
		*p++ = (char)('a' +
		    ((unsigned)i * 2654435761U >> 20) % 26);
	*p = '\0';
	want_errors(book_import(book_by_hand(sheet, NULL)),
	    "1 xl/worksheets/sheet1.xml IMPORT_XLSX");
}
END_TEST

static long
peak_kib(void)
{
	struct rusage	 use;

	getrusage(RUSAGE_SELF, &use);
	return use.ru_maxrss;
}

/* size bytes of one letter: a thousandth of it in the file. */
static struct bytes
bomb_make(const char *name, size_t size, int copies)
{
	const char	*path = home_path("/bomb.xlsx");
	zipFile		 zip = zipOpen64(path, APPEND_STATUS_CREATE);
	char		*block = arena_alloc(store.arena, 1 << 20);
	size_t		 n;

	memset(block, ' ', 1 << 20);
	part_put(zip, "xl/workbook.xml", BOOK_XML, strlen(BOOK_XML));
	part_put(zip, "xl/_rels/workbook.xml.rels", RELS_XML,
	    strlen(RELS_XML));
	while (copies-- > 0) {
		zipOpenNewFileInZip(zip, name, NULL, NULL, 0, NULL, 0, NULL,
		    Z_DEFLATED, 9);
		for (n = 0; n < size; n += 1 << 20)
			zipWriteInFileInZip(zip, block, 1 << 20);
		zipCloseFileInZip(zip);
	}
	zipClose(zip, NULL);
	return book_take(path);
}

/* Lower what the directory says of the last entries, in both places. */
static void
bomb_lie(struct bytes b)
{
	char	*p;

	for (p = b.p; (p = memmem(p, b.len - (size_t)(p - b.p), "PK\1\2",
	    4)) != NULL; p += 4)
		if (memmem(p, 80, "sheet1", 6) != NULL)
			memcpy(p + 24, "\0\4\0\0", 4);
}

START_TEST(a_zip_bomb_is_refused_unread)
{
	const long	 before = peak_kib();
	const time_t	 start = time(NULL);
	struct bytes	 b = bomb_make("xl/worksheets/sheet1.xml",
			    (size_t)64 << 20, 1);

	want_errors(book_import(b), "1  IMPORT_TOO_LARGE");
	bomb_lie(b);
	want_tally(book_import(b), "failed 0/0/0/0/0");
	want_errors(book_import(bomb_make("xl/sharedStrings.xml",
	    (size_t)64 << 20, 1)), "1  IMPORT_TOO_LARGE");
	want_errors(book_import(bomb_make("xl/media/x.png", 0, 3000)),
	    "1  IMPORT_TOO_LARGE");
	ck_assert_int_lt(time(NULL) - start, 20);
	ck_assert_int_lt(peak_kib() - before, 256 << 10);
}
END_TEST

/* A good book beside pictures that the directory says are 400 MiB each. */
static struct bytes
book_beside(int pictures)
{
	static const unsigned char	 sizes[] = { 0, 0, 0, 2, 0, 0, 0, 25 };
	const char			*path = home_path("/book.xlsx");
	zipFile				 zip = zipOpen64(path,
					    APPEND_STATUS_CREATE);
	struct bytes			 b;
	char				*p;

	part_put(zip, "xl/workbook.xml", BOOK_XML, strlen(BOOK_XML));
	part_put(zip, "xl/_rels/workbook.xml.rels", RELS_XML,
	    strlen(RELS_XML));
	part_put(zip, "xl/worksheets/sheet1.xml", "<worksheet><row><c t=\"str\">"
	    "<v>slug</v></c></row></worksheet>", 60);
	part_put(zip, "xl/sharedStrings.xml", "<sst/>", 6);
	while (pictures-- > 0)
		part_put(zip, arena_printf(store.arena, "xl/media/%d.png",
		    pictures), "x", 1);
	zipClose(zip, NULL);
	b = book_take(path);
	for (p = b.p; (p = memmem(p, b.len - (size_t)(p - b.p), "PK\1\2",
	    4)) != NULL; p += 4)
		if (memmem(p, 80, "media", 5) != NULL)
			memcpy(p + 20, sizes, sizeof(sizes));
	return b;
}

START_TEST(a_book_that_would_inflate_to_more_than_a_gibibyte_is_refused)
{
	want_errors(book_import(book_beside(2)), "1 name IMPORT_COLUMNS");
	want_errors(book_import(book_beside(3)), "1  IMPORT_TOO_LARGE");
}
END_TEST

START_TEST(a_zip_that_is_no_workbook_or_is_cut_off_is_refused)
{
	struct bytes	 b = book_of(HEAD LINES);
	zipFile		 zip = zipOpen64(home_path("/other.zip"),
			    APPEND_STATUS_CREATE);

	part_put(zip, "word/document.xml", "<w/>", 4);
	zipClose(zip, NULL);
	want_errors(book_import(book_take(home_path("/other.zip"))),
	    "1 xl/workbook.xml IMPORT_XLSX");
	b.len -= 40;
	want_errors(book_import(b), "1  IMPORT_XLSX");
	want_sql("SELECT count(*) FROM product", "0");
}
END_TEST

/* Every byte of a small workbook changed, one at a time: never a crash. */
START_TEST(a_workbook_broken_anywhere_is_read_or_refused)
{
	struct bytes	 b = book_of("slug,name,price\na-a,Name,1\n");
	size_t		 i;

	for (i = 0; i < b.len; i += 37) {
		const char	 was = b.p[i];

		if (i < 4)
			continue;
		b.p[i] = (char)(was ^ 0x41);
		book_import(b);
		b.p[i] = was;
	}
}
END_TEST

/* ---- too much of it --------------------------------------------------------------- */

START_TEST(a_million_columns_are_refused_at_once)
{
	const size_t	 n = 1000000;
	char		*text = arena_alloc(store.arena, 2 * n + 64);
	const long	 before = peak_kib();
	size_t		 i;

	for (i = 0; i < n; i++)
		memcpy(text + 2 * i, "a,", 2);
	memcpy(text + 2 * n, "b\n1,2\n", 7);
	want_errors(text_import(text), "1  IMPORT_CELL");
	ck_assert_int_lt(peak_kib() - before, 64 << 10);
}
END_TEST

START_TEST(a_million_variations_of_one_product_are_refused_by_row)
{
	const size_t		 size = 16 << 20;
	char			*text = malloc(size);
	const long		 before = peak_kib();
	const struct value	*v;
	size_t			 n;
	int			 i;

	n = (size_t)snprintf(text, size, "slug,name,price,option1 name,"
	    "option1 value\nx,Many,1,N,0\n");
	for (i = 1; i < 1000000; i++)
		n += (size_t)snprintf(text + n, size - n, "x,,1,,%d\n", i);
	v = bytes_import(text, n, false);
	free(text);
	want_tally(v, "done 1000000/1/0/0/999900");
	ck_assert_uint_eq(v[IMPORT_ERRORS].count, 1000);
	want_sql("SELECT count(*) FROM product_variation", "100");
	/* The first that were noted: those that were not even kept. */
	want_sql("SELECT min(line) || '-' || max(line)"
	    " FROM catalog_import_error", "402-1401");
	ck_assert_int_lt(peak_kib() - before, 256 << 10);
}
END_TEST

int
main(void)
{
	const struct suite_row	 tests[] = {
		{ s3_bulk_01_every_encoding_and_separator_is_told_by_itself,
		    COUNT(texts) },
		{ broken_utf_16_costs_its_line_only, 1 },
		{ a_file_that_lies_about_its_kind_is_refused_naming_both,
		    COUNT(others) },
		{ s3_bulk_01_a_workbook_is_read_whatever_it_is_called, 1 },
		{ the_first_sheet_is_read_or_the_one_named, 1 },
		{ every_type_of_cell_is_read, 1 },
		{ a_number_is_what_a_person_wrote, COUNT(numbers) },
		{ a_workbook_that_means_harm_is_refused, COUNT(harmful) },
		{ a_sheet_too_deep_is_refused, 1 },
		{ a_large_sheet_is_read_and_a_tag_without_end_refused, 1 },
		{ a_zip_bomb_is_refused_unread, 1 },
		{ a_book_that_would_inflate_to_more_than_a_gibibyte_is_refused,
		    1 },
		{ a_zip_that_is_no_workbook_or_is_cut_off_is_refused, 1 },
		{ a_workbook_broken_anywhere_is_read_or_refused, 1 },
		{ a_million_columns_are_refused_at_once, 1 },
		{ a_million_variations_of_one_product_are_refused_by_row, 1 },
	};
	const struct suite	 suite = { "import files", import_shop_open,
	    import_shop_close, true, 300 };

	return suite_rows(&suite, tests,
	    sizeof(tests) / sizeof(tests[0]));
}
