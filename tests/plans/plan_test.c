/* SPDX-License-Identifier: ISC */
/*
 * How SQLite answers every statement that the test suite ran: none may read
 * through a table that grows with the shop.
 *
 *	plan_test LIST [SCHEMA]
 *
 * LIST is what lib/db wrote with SOUK_TEST_SQL; SCHEMA is schema.sql.
 */
#include <check.h>
#include <ctype.h>
#include <sqlite3.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "lib/base/arena.h"
#include "lib/base/json_in.h"

#define COUNT(TABLE)	(sizeof(TABLE) / sizeof((TABLE)[0]))
#define MADE_MAX	8
#define LEAST		200	/* statements; fewer are a list cut short */

static const char	*list_path, *schema_path = "schema.sql";
static sqlite3		*db;
static struct arena	*arena;

/* As long as somebody's own list: made by hand, or one row each. */
static const char *const	small[] = { "setting", "schedule", "brand",
	"category", "category_text", "place", "customer_group", "price_list",
	"collection", "collection_text", "collection_rule", "sqlite_schema" };

/* Statements that may, since no request waits for them. */
static const struct { const char *begins, *why; } excused[] = {
	{ "DELETE FROM session WHERE id IN", "a sweep, some rows at a time" },
	{ "DELETE FROM login_failure WHERE id IN", "a sweep" },
	{ "DELETE FROM login_success WHERE (user_id", "a sweep" },
	{ "UPDATE stock_notice SET closed_at = :now WHERE closed_at IS NULL",
	    "open notices, by their own index, when the threshold changes" },
	{ "SELECT state, COUNT(*) FROM job", "metrics, by a small index" },
	{ "SELECT f.value, count(*) AS n, f.kind, f.name FROM product_facet",
	    "facets of much of the shop count much of the shop" },
	{ "INSERT INTO product_variation (id, brand_id, product_id, options,"
	    " sku, created_at) SELECT 'var_x'", "a test's own" },
};

static char *
file_text(const char *path)
{
	FILE	*f = fopen(path, "re");
	char	*text = NULL;
	size_t	 size = 0;

	ck_assert_msg(f != NULL, "%s cannot be read", path);
	ck_assert_int_ne(getdelim(&text, &size, '\0', f), -1);
	fclose(f);
	return text;
}

static bool
is_small(const char *table)
{
	for (size_t i = 0; i < COUNT(small); i++)
		if (strcmp(small[i], table) == 0)
			return true;
	return false;
}

static bool
is_table(const char *name)
{
	return sqlite3_table_column_metadata(db, NULL, name, NULL, NULL, NULL,
	    NULL, NULL, NULL) == SQLITE_OK;
}

/* The word before the alias, if that is a table. */
static const char *
table_of(const char *sql, const char *alias)
{
	static char	 table[64];
	size_t		 len = strlen(alias), n;

	if (is_table(alias))
		return alias;
	for (const char *p = sql; (p = strstr(p, alias)) != NULL; p += len) {
		if (p == sql || p[-1] != ' ' || isalnum((unsigned char)p[len])
		    || p[len] == '_' || p[len] == '.')
			continue;
		for (n = 1; p - n > sql && (isalnum((unsigned char)p[-1 - n]) ||
		    p[-1 - n] == '_'); n++)
			continue;
		snprintf(table, sizeof(table), "%.*s", (int)n - 1, p - n);
		if (is_table(table))
			return table;
	}
	return NULL;
}

/*
 * An index walked from its beginning ends early where there is a LIMIT; one
 * made for this statement alone (AUTOMATIC) has read the whole table.
 */
static bool
step_is_fine(const char *sql, const char *step)
{
	char		 name[64];
	const char	*table;

	if ((sscanf(step, "SCAN %63s", name) != 1 &&
	    (sscanf(step, "SEARCH %63s", name) != 1 ||
	    strstr(step, "AUTOMATIC") == NULL)) ||
	    (table = table_of(sql, name)) == NULL || is_small(table))
		return true;
	return strstr(step, "AUTOMATIC") == NULL && 
	    strstr(step, "INDEX") != NULL && strstr(sql, "LIMIT") != NULL;
}

static bool
is_excused(const char *sql)
{
	for (size_t i = 0; i < COUNT(excused); i++)
		if (strncmp(sql, excused[i].begins,
		    strlen(excused[i].begins)) == 0)
			return true;
	return false;
}

/* Rows of a subquery may go by the name of a table: "CO-ROUTINE p". */
struct made { char names[MADE_MAX][64]; int count; };

static void
subquery_note(const char *step, struct made *made)
{
	if (made->count < MADE_MAX &&
	    (sscanf(step, "CO-ROUTINE %63s", made->names[made->count]) == 1 ||
	    sscanf(step, "MATERIALIZE %63s", made->names[made->count]) == 1))
		made->count++;
}

/* Once each. */
static bool
is_of_subquery(const char *step, struct made *made)
{
	char	 name[64];

	if (sscanf(step, "SCAN %63s", name) != 1 ||
	    strstr(step, "USING") != NULL)
		return false;
	for (int i = 0; i < made->count; i++)
		if (strcmp(name, made->names[i]) == 0) {
			made->names[i][0] = '\0';
			return true;
		}
	return false;
}

/* How many steps read through a table; says which. */
static int
plan_faults(const char *sql)
{
	sqlite3_stmt	*s = NULL;
	const char	*step;
	struct made	 made = { .count = 0 };
	char		*explain = sqlite3_mprintf("EXPLAIN QUERY PLAN %s", sql);
	int		 faults = 0;

	if (sqlite3_prepare_v2(db, explain, -1, &s, NULL) == SQLITE_OK)
		while (sqlite3_step(s) == SQLITE_ROW) {
			step = (const char *)sqlite3_column_text(s, 3);
			subquery_note(step, &made);
			if (is_of_subquery(step, &made) ||
			    step_is_fine(sql, step))
				continue;
			fprintf(stderr, "%s\n    %s\n", sql, step);
			faults++;
		}
	sqlite3_finalize(s);
	sqlite3_free(explain);
	return faults;
}

/* Not what a test asked for itself, of tables of its own or of a plan. */
static const char *
line_sql(const char *line)
{
	const struct json_in	*sql;
	struct json_in		*in;
	const char		*name;
	size_t			 at;

	if (json_parse(arena, line, strlen(line), &in, &at, &name) != JSON_OK ||
	    (sql = json_member(in, "sql")) == NULL ||
	    strncmp(sql->text, "EXPLAIN", 7) == 0 || is_excused(sql->text))
		return NULL;
	return sql->text;
}

static void
schema_load(void)
{
	char	*schema = file_text(schema_path), *error = NULL;

	ck_assert_int_eq(sqlite3_open(":memory:", &db), SQLITE_OK);
	ck_assert_msg(sqlite3_exec(db, schema, NULL, NULL, &error) ==
	    SQLITE_OK, "%s: %s", schema_path, error);
	free(schema);
}

START_TEST(the_check_itself_sees_a_scan)
{
	static const struct { const char *sql; int faults; } rows[] = {
		{ "SELECT count(*) FROM product", 1 },
		{ "SELECT * FROM product p WHERE p.vendor = 'a'", 1 },
		{ "SELECT v.id FROM category c JOIN product_variation v"
		    " ON v.barcode = c.icon", 1 },
		{ "UPDATE product SET stock = 0 WHERE vendor = 'a'", 1 },
		{ "DELETE FROM audit_log WHERE created_at < 5", 1 },
		{ "SELECT id FROM product ORDER BY vendor LIMIT 5", 1 },
		{ "SELECT id FROM product WHERE id = 'a'", 0 },
		{ "SELECT id FROM product WHERE id > 'a' LIMIT 5", 0 },
		{ "SELECT * FROM category", 0 },
	};

	schema_load();
	fprintf(stderr, "expected of the check itself:\n");
	for (size_t i = 0; i < COUNT(rows); i++)
		ck_assert_msg(plan_faults(rows[i].sql) == rows[i].faults,
		    "%s", rows[i].sql);
	sqlite3_close(db);
}
END_TEST

START_TEST(s3_perf_01_s4_perf_03_no_statement_reads_through_a_growing_table)
{
	char		*list = file_text(list_path), *rest = list, *line;
	const char	*sql;
	int		 faults = 0, count = 0;

	schema_load();
	arena = arena_new((size_t)16 << 20);
	while ((line = strsep(&rest, "\n")) != NULL) {
		arena_reset(arena);
		if ((sql = line_sql(line)) == NULL)
			continue;
		faults += plan_faults(sql);
		count++;
	}
	arena_free(arena);
	sqlite3_close(db);
	free(list);
	ck_assert_int_ge(count, LEAST);
	ck_assert_int_eq(faults, 0);
}
END_TEST

int
main(int argc, char **argv)
{
	Suite	*suite = suite_create("plans");
	TCase	*tcase = tcase_create("plans");
	SRunner	*runner = srunner_create(suite);
	int	 failed;

	if (argc < 2)
		return EXIT_FAILURE;
	list_path = argv[1];
	if (argc > 2)
		schema_path = argv[2];
	tcase_set_timeout(tcase, 300);
	tcase_add_test(tcase, the_check_itself_sees_a_scan);
	tcase_add_test(tcase,
	    s3_perf_01_s4_perf_03_no_statement_reads_through_a_growing_table);
	suite_add_tcase(suite, tcase);
	srunner_run_all(runner, CK_ENV);
	failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
