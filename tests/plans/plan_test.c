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
#define MADE_MAX	9
#define STEPS_MAX	100
#define TEXT_MAX	300
#define LEAST		200	/* statements; fewer are a list cut short */

static const char	*list_path, *schema_path = "schema.sql";
static sqlite3		*db;
static struct arena	*arena;

/* As long as somebody's own list: made by hand, or one row each. */
static const char *const	small[] = { "setting", "schedule", "brand",
	"category", "category_text", "place", "customer_group", "price_list",
	"collection", "collection_text", "collection_rule", "webhook_endpoint",
	"wa_number", "wa_template",
	"watch_rule", "watch_state", "watch_slow", "sqlite_schema" };

/*
 * A value of these has much of a table: most shops have one brand, and most
 * products are ACTIVE.  Featured and new ones are few.
 */
static const char *const	coarse[] = { "brand_id", "status", "kind",
	"locale", "is_active", "state", "currency" };

/* Statements that may, and why. */
static const struct { const char *begins, *why; } excused[] = {
	{ "UPDATE session SET ended_at = :now WHERE ended_at IS NULL",
	  "souk revoke-all ends everybody's" },
	{ "UPDATE mailed_token SET ended_at = :now WHERE ended_at IS NULL",
	  "souk revoke-all" },
	{ "UPDATE api_key SET revoked_at = :now WHERE revoked_at IS NULL",
	  "souk revoke-all" },
	{ "SELECT count(*), count(CASE WHEN user_totp.confirmed_at IS NULL",
	  "souk doctor looks at every owner" },
	{ "SELECT name, is_private FROM media ORDER BY id",
	  "souk doctor looks for every picture's files" },
	{ "SELECT COUNT(*) FROM payment WHERE flag IS NOT NULL",
	  "souk doctor counts what needs a look, by its own index" },
	{ "UPDATE reconcile_run SET state = 'failed', error = 'not finished'",
	  "one row a night, once a night" },
	{ "DELETE FROM session WHERE id IN", "a sweep, some rows at a time" },
	{ "DELETE FROM login_failure WHERE id IN", "a sweep" },
	{ "DELETE FROM login_success WHERE (user_id", "a sweep" },
	{ "UPDATE stock_notice SET closed_at = :now WHERE closed_at IS NULL",
	    "open notices, by their own index, when the threshold changes" },
	{ "SELECT state, COUNT(*) FROM job", "metrics, by a small index" },
	{ "SELECT MIN(t.at) FROM (SELECT MIN(due_at) AS at FROM job",
	    "as many jobs run as there are runners" },
	{ "SELECT id, kind, attempts FROM job WHERE lane = :lane AND state ="
	    " 'running'", "as above" },
	{ "UPDATE job SET lease_until = ", "as above" },
	{ "UPDATE backup_run SET status = 'failed', ended_at = :now",
	    "one copy at most is being made" },
	{ "UPDATE job SET due_at = due_at + :by", "once, when somebody sets "
	    "the clock of the machine" },
	{ "UPDATE job SET due_at = :now WHERE state = 'waiting' AND due_at >",
	    "as above, and when a runner starts" },
	{ "SELECT f.value, count(*) AS n, f.kind, f.name FROM product_facet",
	    "facets of much of the shop count much of the shop" },
	{ "SELECT p.category_id, count(*), sum(CASE WHEN p.stock", "as above" },
	{ "SELECT (p.price_from - :start) / :step AS n, count(*)", "as above" },
	{ "INSERT INTO bulk_edit_item (edit_id, product_id, state) SELECT",
	    "one pass for an edit of as many (selection.c)" },
	{ "SELECT p.id FROM product p WHERE 1 = 1 AND p.brand_id",
	    "one pass for a dry run of such an edit" },
	{ "SELECT CAST(coalesce(sum(bytes), 0) AS BIGINT) FROM media",
	  "once an hour, what pictures take" },
	{ "DELETE FROM audit_log WHERE id IN (SELECT a.id FROM (SELECT id,",
	  "a sweep: the first ones, by their ids" },
	{ "SELECT MIN(at), CAST(coalesce(sum(up), 0) AS BIGINT) FROM watch_sample",
	  "ninety days of minutes at most, when somebody looks" },
	{ "SELECT p.id, coalesce((SELECT t.slug", "one pass for an export" },
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

/* ---- the steps of one plan ---------------------------------------------- */

struct plan {
	struct { int parent; char text[TEXT_MAX]; } steps[STEPS_MAX];
	int	 count;
	char	 made[MADE_MAX][64];	/* names of the rows of subqueries */
	int	 made_count;
};

static void
plan_read(const char *sql, struct plan *plan)
{
	sqlite3_stmt	*s = NULL;
	char		*explain = sqlite3_mprintf("EXPLAIN QUERY PLAN %s", sql);

	plan->count = plan->made_count = 0;
	if (sqlite3_prepare_v2(db, explain, -1, &s, NULL) == SQLITE_OK)
		while (sqlite3_step(s) == SQLITE_ROW) {
			ck_assert_int_lt(plan->count, STEPS_MAX);
			plan->steps[plan->count].parent =
			    sqlite3_column_int(s, 1);
			snprintf(plan->steps[plan->count++].text, TEXT_MAX,
			    "%s", (const char *)sqlite3_column_text(s, 3));
		}
	sqlite3_finalize(s);
	sqlite3_free(explain);
}

/* What it finds is sorted before the first row comes. */
static bool
is_sorted(const struct plan *plan, int step)
{
	for (int i = 0; i < plan->count; i++)
		if (plan->steps[i].parent == plan->steps[step].parent &&
		    strcmp(plan->steps[i].text,
		    "USE TEMP B-TREE FOR ORDER BY") == 0)
			return true;
	return false;
}

/* "(brand_id=? AND kind=?)": all that the index is asked for is coarse. */
static bool
is_coarse_search(const char *step)
{
	const char	*p = strrchr(step, '(');
	size_t		 len, i;

	if (p == NULL || step[strlen(step) - 1] != ')')
		return false;
	for (p++; *p != '\0'; p += strspn(p, " AND)")) {
		len = strcspn(p, "=<> )");
		for (i = 0; i < COUNT(coarse); i++)
			if (strlen(coarse[i]) == len &&
			    strncmp(p, coarse[i], len) == 0 && p[len] == '=')
				break;
		if (i == COUNT(coarse))
			return false;
		p += len + strlen("=?");
	}
	return true;
}

/*
 * What reads all there is of a table: a SCAN; a SEARCH in an index made for
 * this statement alone (AUTOMATIC), for which the whole table was read; one
 * by coarse columns alone (where the index has all it takes, it counts).
 */
static bool
is_through(const char *step, char name[64])
{
	if (sscanf(step, "SCAN %63s", name) == 1)
		return true;
	return sscanf(step, "SEARCH %63s", name) == 1 &&
	    (strstr(step, "AUTOMATIC") != NULL ||
	    (is_coarse_search(step) && strstr(step, "COVERING") == NULL));
}

/*
 * An index walked from its beginning ends early where there is a LIMIT and
 * nothing to sort.
 */
static bool
step_is_fine(const char *sql, const struct plan *plan, int i)
{
	const char	*step = plan->steps[i].text, *table;
	char		 name[64];

	if (!is_through(step, name) ||
	    (table = table_of(sql, name)) == NULL || is_small(table))
		return true;
	return strstr(step, "AUTOMATIC") == NULL &&
	    strstr(step, "INDEX") != NULL && strstr(sql, "LIMIT") != NULL &&
	    !is_sorted(plan, i);
}

/* Rows of a subquery may go by the name of a table: "CO-ROUTINE p". */
static void
subquery_note(const char *step, struct plan *plan)
{
	char	*name = plan->made[plan->made_count];

	if (plan->made_count < MADE_MAX - 1 &&
	    (sscanf(step, "CO-ROUTINE %63s", name) == 1 ||
	    sscanf(step, "MATERIALIZE %63s", name) == 1))
		plan->made_count++;
}

/* Once each. */
static bool
is_of_subquery(const char *step, struct plan *plan)
{
	char	 name[64];

	if (sscanf(step, "SCAN %63s", name) != 1 ||
	    strstr(step, "USING") != NULL)
		return false;
	for (int i = 0; i < plan->made_count; i++)
		if (strcmp(name, plan->made[i]) == 0) {
			plan->made[i][0] = '\0';
			return true;
		}
	return false;
}

/* How many steps read through a table; says which. */
static int
plan_faults(const char *sql)
{
	static struct plan	 plan;
	const char		*step;
	int			 faults = 0;

	plan_read(sql, &plan);
	for (int i = 0; i < plan.count; i++) {
		step = plan.steps[i].text;
		subquery_note(step, &plan);
		if (is_of_subquery(step, &plan) ||
		    step_is_fine(sql, &plan, i))
			continue;
		fprintf(stderr, "%s\n    %s%s\n", sql, step,
		    is_sorted(&plan, i) ? ", and sorts it" : "");
		faults++;
	}
	return faults;
}

/* ---- the list ------------------------------------------------------------ */

static bool
is_excused(const char *sql)
{
	for (size_t i = 0; i < COUNT(excused); i++)
		if (strncmp(sql, excused[i].begins,
		    strlen(excused[i].begins)) == 0)
			return true;
	return false;
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
		{ "SELECT id FROM audit_log WHERE brand_id = 'a'"
		    " ORDER BY created_at LIMIT 5", 1 },
		{ "SELECT id FROM audit_log WHERE brand_id = 'a'"
		    " ORDER BY id LIMIT 5", 0 },
		{ "SELECT count(*) FROM audit_log WHERE brand_id = 'a'"
		    " AND ip_address = 'b'", 1 },
		{ "SELECT price_from, stock FROM product"
		    " WHERE status = 'ACTIVE'", 1 },
		{ "SELECT count(*) FROM product WHERE status = 'ACTIVE'", 0 },
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
