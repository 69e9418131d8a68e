/* SPDX-License-Identifier: ISC */
/* S3-BULK-01: files of one's own columns, and where they may lie. */
#include "tests/unit/import_shop.h"
#include "tests/suite.h"

#define HEAD	"Nr,Titel,Zustand,Sichtbar,Steuer,Bild,Platz,Bildtext,VK," \
	"Merkmal,Wert\n"
#define MAPPING	"{\"Nr\":\"slug\",\"Titel\":\"name\"," \
	"\"Zustand\":\"status\",\"Sichtbar\":\"published\"," \
	"\"Steuer\":\"taxClass\",\"Bild\":\"image\"," \
	"\"Platz\":\"imagePosition\",\"Bildtext\":\"imageAlt\"," \
	"\"VK\":\"price\",\"Merkmal\":\"option1Name\"," \
	"\"Wert\":\"option1Value\"}"
#define IMAGE	"https://x.test/"

/* What a line of HEAD becomes: "status tax_class images", or is refused for. */
static const struct { const char *what, *line, *is, *errors; } lines[] = {
	{ "a status", "a-a,Aaa,ACTIVE,,,/1,,,7,,", "ACTIVE standard 1", "" },
	{ "a status in French", "a-a,Aaa,archivé,,,/1,,,7,,",
	  "ARCHIVED standard 1", "" },
	{ "no such status", "a-a,Aaa,sold,,,/1,,,7,,", "",
	  "2 Zustand NOT_A_CHOICE" },
	{ "shown", "a-a,Aaa,,yes,,/1,,,7,,", "ACTIVE standard 1", "" },
	{ "not shown", "a-a,Aaa,,0,,/1,,,7,,", "INACTIVE standard 1", "" },
	{ "shown or not?", "a-a,Aaa,,perhaps,,/1,,,7,,", "",
	  "2 Sichtbar NOT_BOOLEAN" },
	{ "the status is nearer", "a-a,Aaa,draft,yes,,/1,,,7,,",
	  "DRAFT standard 1", "" },
	{ "active without a picture", "a-a,Aaa,,yes,,,,,7,,",
	  "DRAFT standard 0", "" },
	{ "a rate of tax", "a-a,Aaa,,,reduced,/1,,,7,,", "DRAFT reduced 1", "" },
	{ "no such rate", "a-a,Aaa,,,luxury,/1,,,7,,", "DRAFT standard 1", "" },
};

START_TEST(s3_bulk_01_a_line_of_own_columns_becomes_or_is_refused)
{
	const struct value	*v;
	const char		*is;

	sending.mapping = MAPPING;
	v = text_import(arena_printf(store.arena, HEAD "%s\n",
	    lines[_i].line));
	is = sql("SELECT status || ' ' || tax_class || ' ' || (SELECT"
	    " count(*) FROM product_image WHERE product_id = p.id)"
	    " FROM product p");
	ck_assert_msg(strcmp(errors(v), lines[_i].errors) == 0 &&
	    strcmp(is, lines[_i].is) == 0, "%s: %s [%s] %s", lines[_i].what,
	    is, errors(v), tally(v));
}
END_TEST

START_TEST(pictures_stand_where_their_numbers_say)
{
	sending.mapping = MAPPING;
	want_tally(text_import(HEAD
	    "a-a,Aaa,,,," IMAGE "second.jpg,2,Two,7,Farbe,rot\n"
	    "a-a,,,,," IMAGE "last.jpg,,,,Farbe,blau\n"
	    "a-a,,,,," IMAGE "first.jpg,1,One,,Farbe,gelb\n"), "done 3/1/0/0/0");
	want_sql("SELECT group_concat(x, ' ') FROM (SELECT substr(url, 16) ||"
	    " '=' || coalesce(alt_text, '-') || is_primary AS x"
	    " FROM product_image ORDER BY position)",
	    "first.jpg=One1 second.jpg=Two0 last.jpg=-0");
}
END_TEST

/* A second name for the file cannot be had there, so it is copied. */
START_TEST(a_file_on_another_file_system_is_copied)
{
	static const char	 text[] = SOUK_HEAD
				    "a-a,Aaa,,,DRAFT,7,,,,,,,,\n";
	char			 path[] = "/dev/shm/souk-unit-XXXXXX";
	struct begin		 b = { .new = { .path = path } };
	const int		 fd = mkstemp(path);
	struct stat		 there, here;

	ck_assert_int_ge(fd, 0);
	close(fd);
	file_write(path, text, sizeof(text) - 1);
	ck_assert_int_eq(stat(path, &there), 0);
	ck_assert_int_eq(stat(store_dir, &here), 0);
	if (there.st_dev == here.st_dev)
		fprintf(stderr, "/dev/shm is where the tests are: no copy\n");
	ck_assert_int_eq(db_tx(&store, DB_WRITE, begin_step, &b), SOUK_OK);
	unlink(path);
	ck_assert_int_eq(import_run(&store, b.import->values[IMPORT_ID].text),
	    SOUK_OK);
	want_sql("SELECT slug FROM product_text", "a-a");
}
END_TEST

int
main(void)
{
	const struct suite_row	 tests[] = {
		{ s3_bulk_01_a_line_of_own_columns_becomes_or_is_refused,
		    COUNT(lines) },
		{ pictures_stand_where_their_numbers_say, 1 },
		{ a_file_on_another_file_system_is_copied, 1 },
	};
	const struct suite	 suite = { "import, own columns", import_shop_open,
	    import_shop_close, true, 120 };

	return suite_rows(&suite, tests,
	    sizeof(tests) / sizeof(tests[0]));
}
