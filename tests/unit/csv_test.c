/* SPDX-License-Identifier: ISC */
#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "tests/suite.h"

#include "lib/catalog/csv.h"

static const char	fault_letters[] = {
	[CSV_FINE] = ' ', [CSV_CELL] = 'C', [CSV_QUOTE] = 'Q',
	[CSV_ENCODING] = 'E',
};

static struct csv *
csv_of(const char *bytes, size_t len)
{
	const int	 fd = memfd_create("csv", 0);
	struct csv	*csv;

	ck_assert_int_ge(fd, 0);
	ck_assert_int_eq(write(fd, bytes, len), (ssize_t)len);
	ck_assert_ptr_nonnull(csv = csv_open(fd));
	return csv;
}

/* "line:cell|cell" or "line!fault", each record followed by '/'. */
static void
csv_show(const char *bytes, size_t len, char *out, size_t size)
{
	struct csv		*csv = csv_of(bytes, len);
	struct csv_record	 r;
	int64_t			 end = 0;
	size_t			 n = 0, i;

	out[0] = '\0';
	while (csv_next(csv, &r)) {
		ck_assert_int_gt(r.end, end);
		ck_assert_int_le(r.end, (int64_t)len);
		end = r.end;
		n += (size_t)snprintf(out + n, size - n, "%d", (int)r.line);
		if (r.fault != CSV_FINE)
			n += (size_t)snprintf(out + n, size - n, "!%c",
			    fault_letters[r.fault]);
		for (i = 0; i < r.count; i++)
			n += (size_t)snprintf(out + n, size - n, "%c%s",
			    i == 0 ? ':' : '|', r.cells[i]);
		n += (size_t)snprintf(out + n, size - n, "/");
		ck_assert_uint_lt(n, size);
	}
	ck_assert(!csv_broken(csv));
	csv_close(csv);
}

static const struct { const char *what, *bytes, *want; } cases[] = {
	{ "nothing", "", "" },
	{ "only a mark", "\xef\xbb\xbf", "" },
	{ "one cell, no line end", "a", "1:a/" },
	{ "LF", "a,b\nc,d\n", "1:a|b/2:c|d/" },
	{ "CRLF", "a,b\r\nc,d\r\n", "1:a|b/2:c|d/" },
	{ "CR", "a,b\rc,d\r", "1:a|b/2:c|d/" },
	{ "all line ends in one file", "a\rb\nc\r\nd", "1:a/2:b/3:c/4:d/" },
	{ "empty lines are passed over", "a\n\n\r\nb\n\n", "1:a/4:b/" },
	{ "a quoted empty cell is a record", "a\n\"\"\n", "1:a/2:/" },
	{ "empty cells", "a,b,c\n,,\n", "1:a|b|c/2:||/" },
	{ "blanks are kept", "a, b \n", "1:a| b /" },
	{ "a mark", "\xef\xbb\xbf" "a,b\n", "1:a|b/" },
	{ "semicolons", "a;b,c;d\n1;2;3\n", "1:a|b,c|d/2:1|2|3/" },
	{ "tabs", "a\tb\n1,5\t2\n", "1:a|b/2:1,5|2/" },
	{ "delimiters in quotes do not count",
	  "\"a;;;;\",b,c\n1,2,3\n", "1:a;;;;|b|c/2:1|2|3/" },
	{ "a spreadsheet's hint", "sep=;\na;b\n", "2:a|b/" },
	{ "quotes", "\"a\",\"b\"\"c\"\n", "1:a|b\"c/" },
	{ "a quoted delimiter", "\"a,b\",c\n", "1:a,b|c/" },
	{ "a quoted line break", "a,b\n\"x\ny\",z\nc,d\n",
	  "1:a|b/2:x\ny|z/4:c|d/" },
	{ "a quoted CRLF is one LF", "a\n\"x\r\ny\"\nb\n",
	  "1:a/2:x\ny/4:b/" },
	{ "a quoted CR is an LF", "\"x\ry\"\nb\n", "1:x\ny/3:b/" },
	{ "blanks behind a closing quote", "\"a\"  ,b\n", "1:a|b/" },
	{ "a quote inside a bare cell is text", "6\" pipe,a\"b\"\n",
	  "1:6\" pipe|a\"b\"/" },
	{ "text behind a closing quote", "h,i\n\"a\"b,c\nd,e\n",
	  "1:h|i/2!Q/3:d|e/" },
	{ "an unclosed quote costs its own line",
	  "h,i\na,\"b\nc,d\ne,f\n", "1:h|i/2!Q/3:c|d/4:e|f/" },
	{ "an unclosed quote before a quoted cell",
	  "h,i\na,\"b\nc,\"d\"\ne,f\n", "1:h|i/2!Q/3:c|d/4:e|f/" },
	{ "an unclosed quote in the last line", "h\n\"a", "1:h/2!Q/" },
	{ "a broken quote behind a line break goes on behind its opening",
	  "h,i\n\"x\ny\",\"u\"v\nc,d\n", "1:h|i/2!Q/4:c|d/" },
	{ "a lone quote", "h\n\"\nb\n", "1:h/2!Q/3:b/" },
	{ "only quotes", "h\n\"\"\"\n\"\"\"\"\n", "1:h/2!Q/3:\"/" },
	{ "formulas are text", "=cmd|' /C calc'!A0,+1,-1,@x\n",
	  "1:=cmd|' /C calc'!A0|+1|-1|@x/" },
	{ "UTF-8", "é,œ,ع\n", "1:é|œ|ع/" },
	{ "Latin-1", "caf\xe9,na\xefve\n", "1:café|naïve/" },
	{ "Windows-1252", "\x80 5,\x8cuvre,\x93x\x94\n", "1:€ 5|Œuvre|“x”/" },
	{ "a byte that Windows-1252 lacks", "\xe9\n\x81\nb\n", "1:é/2!E/3:b/" },
	{ "one broken sequence among whole ones",
	  "é\nè\nà\n\xe9x\nü\n", "1:é/2:è/3:à/4!E/5:ü/" },
	{ "overlong forms and surrogates", "éééééé\n\xc0\xaf\n\xed\xa0\x80\n",
	  "1:éééééé/2!E/3!E/" },
	{ "UTF-16", "\xff\xfe" "a,b\n", "1:ÿþa|b/" },
};

START_TEST(every_shape_of_csv_is_read_or_refused_record_by_record)
{
	char	 got[512];

	csv_show(cases[_i].bytes, strlen(cases[_i].bytes), got, sizeof(got));
	ck_assert_msg(strcmp(got, cases[_i].want) == 0, "%s: %s, want %s",
	    cases[_i].what, got, cases[_i].want);
}
END_TEST

START_TEST(a_nul_byte_costs_its_record_only)
{
	char	 got[64];

	csv_show("a,b\nc\0d,e\nf,g\n", 14, got, sizeof(got));
	ck_assert_str_eq(got, "1:a|b/2!E/3:f|g/");
}
END_TEST

/* "h", then a cell of n bytes, quoted or not, then "ok". */
static void
cell_of(size_t n, bool quoted, char *got, size_t size)
{
	char	*bytes = malloc(n + 64);
	size_t	 at = 2;

	memcpy(bytes, "h\n", 2);
	if (quoted)
		bytes[at++] = '"';
	memset(bytes + at, 'x', n);
	at += n;
	if (quoted)
		bytes[at++] = '"';
	memcpy(bytes + at, "\nok\n", 4);
	csv_show(bytes, at + 4, got, size);
	free(bytes);
}

START_TEST(a_cell_of_64_kib_is_read_and_a_longer_one_refused)
{
	static const size_t	 sizes[] = { CSV_CELL_MAX, CSV_CELL_MAX + 1,
	    1 << 20 };
	static char		 got[CSV_CELL_MAX + 64];
	size_t			 i;

	for (i = 0; i < 6; i++) {
		cell_of(sizes[i / 2], i % 2 == 1, got, sizeof(got));
		if (i < 2)
			ck_assert_uint_eq(strlen(got), CSV_CELL_MAX + 12);
		else
			ck_assert_str_eq(got, "1:h/2!C/3:ok/");
	}
}
END_TEST

START_TEST(a_record_of_too_many_or_too_many_bytes_of_cells_is_refused)
{
	const size_t	 n = 2 << 20;
	char		*bytes = malloc(n + 8), got[64];
	size_t		 i;

	memcpy(bytes, "h\n", 2);
	memset(bytes + 2, ',', CSV_CELLS_MAX);
	memcpy(bytes + 2 + CSV_CELLS_MAX, "\nok\n", 4);
	csv_show(bytes, CSV_CELLS_MAX + 6, got, sizeof(got));
	ck_assert_str_eq(got, "1:h/2!C/3:ok/");

	for (i = 2; i < n; i++)
		bytes[i] = i % 60000 == 0 ? ',' : 'x';
	memcpy(bytes + n, "\nok\n", 4);
	csv_show(bytes, n + 4, got, sizeof(got));
	ck_assert_str_eq(got, "1:h/2!C/3:ok/");
	free(bytes);
}
END_TEST

/* The first accent may stand far below 64 KiB. */
START_TEST(the_encoding_is_decided_where_the_first_accent_stands)
{
	static const char *const	 ends[] = { "caf\xe9\n", "café\n" };
	const size_t			 n = 200000;
	char				*bytes = malloc(n + 16);
	struct csv_record		 r = { 0 };
	struct csv			*csv;
	size_t				 i;

	for (i = 0; i < 2; i++) {
		memset(bytes, '\n', n);
		memcpy(bytes + n, ends[i], strlen(ends[i]));
		csv = csv_of(bytes, n + strlen(ends[i]));
		ck_assert(csv_next(csv, &r));
		ck_assert_int_eq(r.fault, CSV_FINE);
		ck_assert_str_eq(r.cells[0], "café");
		ck_assert_int_eq(r.line, (int64_t)n + 1);
		csv_close(csv);
	}
	free(bytes);
}
END_TEST

/* Cells that straddle the reader's blocks of 64 KiB. */
START_TEST(records_are_whole_across_every_block_boundary)
{
	const int		 lines = 20000;
	char			*bytes = malloc((size_t)lines * 40), want[32];
	size_t			 len = 0;
	struct csv_record	 r;
	struct csv		*csv;
	int			 i;

	for (i = 0; i < lines; i++)
		len += (size_t)snprintf(bytes + len, 40,
		    "%d,\"é\"\"%d\r\n\",x\r\n", i, i);
	csv = csv_of(bytes, len);
	for (i = 0; i < lines; i++) {
		ck_assert(csv_next(csv, &r));
		snprintf(want, sizeof(want), "é\"%d\n", i);
		ck_assert_int_eq(r.line, 2 * i + 1);
		ck_assert_uint_eq(r.count, 3);
		ck_assert_str_eq(r.cells[1], want);
	}
	ck_assert(!csv_next(csv, &r));
	ck_assert_int_eq(r.end, (int64_t)len);
	csv_close(csv);
	free(bytes);
}
END_TEST

START_TEST(what_cannot_be_read_is_said_so)
{
	int	 ends[2];

	ck_assert_int_eq(pipe(ends), 0);
	ck_assert_ptr_null(csv_open(ends[0]));
	close(ends[1]);
	csv_close(NULL);
}
END_TEST

int
main(void)
{
	const struct suite_row	 tests[] = {
		{ every_shape_of_csv_is_read_or_refused_record_by_record,
		    sizeof(cases) / sizeof(cases[0]) },
		{ a_nul_byte_costs_its_record_only, 1 },
		{ a_cell_of_64_kib_is_read_and_a_longer_one_refused, 1 },
		{ a_record_of_too_many_or_too_many_bytes_of_cells_is_refused,
		    1 },
		{ the_encoding_is_decided_where_the_first_accent_stands, 1 },
		{ records_are_whole_across_every_block_boundary, 1 },
		{ what_cannot_be_read_is_said_so, 1 },
	};
	const struct suite	 suite = { "csv", NULL, NULL, true, 30 };

	return suite_rows(&suite, tests,
	    sizeof(tests) / sizeof(tests[0]));
}
