/* SPDX-License-Identifier: ISC */
/*
 * A shop of the first released schema (tests/fixtures/schema/0001.sql) that
 * steps to the newest has what a fresh one has, and what it held.
 */
#include "tests/unit/store.h"

#include <signal.h>
#include <sqlite3.h>

/*
 * Every column, index column and foreign key, a line each, in a fixed order;
 * the search's tables are no part of a schema: opening the file makes them.
 */
#define OURS	" WHERE t.type = 'table' AND t.name NOT LIKE 'search%'"
static const char	 sql_shape[] =
    "SELECT group_concat(line, char(10)) FROM ("
    " SELECT 'column ' || t.name || '.' || c.name || ' ' || c.type || ' '"
    "  || c.\"notnull\" || ' ' || coalesce(c.dflt_value, '-') || ' ' || c.pk"
    "  AS line"
    "  FROM sqlite_schema t, pragma_table_xinfo(t.name) c"
    OURS
    " UNION ALL SELECT 'index ' || t.name || ' ' || i.\"unique\" || i.origin"
    "  || i.partial || ' ' || (SELECT group_concat(coalesce(x.name, '-') ||"
    "  x.\"desc\") FROM pragma_index_xinfo(i.name) x)"
    "  FROM sqlite_schema t, pragma_index_list(t.name) i"
    OURS
    " UNION ALL SELECT 'reference ' || t.name || '.' || f.\"from\" || ' '"
    "  || f.\"table\" || ' ' || f.on_delete"
    "  FROM sqlite_schema t, pragma_foreign_key_list(t.name) f"
    OURS
    " UNION ALL SELECT 'check ' || t.name || ' ' ||"
    "  (length(t.sql) - length(replace(t.sql, 'CHECK', ''))) / 5"
    "  FROM sqlite_schema t" OURS
    " ORDER BY 1)";

static char *
file_read(const char *path)
{
	FILE	*f = fopen(path, "r");
	char	*text = calloc(1, 1 << 20);

	ck_assert_msg(f != NULL && text != NULL, "%s", path);
	ck_assert_int_gt(fread(text, 1, (1 << 20) - 1, f), 0);
	fclose(f);
	return text;
}

/* A file of the first schema, with what a shop had in it. */
static void
make_first(void)
{
	char	*schema = file_read("tests/fixtures/schema/0001.sql");
	sqlite3	*raw;

	if (store.db != NULL)
		db_close(store.db);
	store.db = NULL;
	store_remove();
	ck_assert_int_eq(sqlite3_open(store_path, &raw), SQLITE_OK);
	ck_assert_int_eq(sqlite3_exec(raw, "PRAGMA synchronous=OFF; PRAGMA journal_mode=WAL", NULL,
	    NULL, NULL), SQLITE_OK);
	ck_assert_int_eq(sqlite3_exec(raw, schema, NULL, NULL, NULL),
	    SQLITE_OK);
	ck_assert_int_eq(sqlite3_exec(raw,
	    "INSERT INTO brand VALUES ('brand_01', 'B', 5);"
	    "INSERT INTO category (id, brand_id, created_at, updated_at)"
	    " VALUES ('cat_01', 'brand_01', 5, 5);"
	    "INSERT INTO product (id, brand_id, category_id, stock,"
	    " created_at, updated_at)"
	    " VALUES ('prod_01', 'brand_01', 'cat_01', 7, 5, 5);"
	    "INSERT INTO product_variation (id, brand_id, product_id, stock,"
	    " options, created_at)"
	    " VALUES ('var_01', 'brand_01', 'prod_01', 7, 'a', 5),"
	    " ('var_02', 'brand_01', 'prod_01', 0, 'b', 5);",
	    NULL, NULL, NULL), SQLITE_OK);
	sqlite3_close(raw);
	free(schema);
}

static void
migrate_now(void)
{
	const char	*why = "";

	store.db = db_open(store.arena, &(struct db_open){
	    .path = store_path, .any_version = true }, &why);
	ck_assert_msg(store.db != NULL, "%s", why);
	ck_assert_msg(db_migrate(store.db, store.arena, &why) == SOUK_OK,
	    "%s", why);
	db_close(store.db);
	store_reopen();
}

static char *
shape(void)
{
	struct stmt	*s = db_sql(store.db, sql_shape);
	char		*text;

	ck_assert_int_eq(db_step(s), SOUK_OK);
	text = db_copy(s, 0, store.arena);
	db_done(s);
	return text;
}

START_TEST(s1_gen_10_stepping_and_fresh_creation_agree)
{
	char	*fresh = shape();

	make_first();
	migrate_now();
	ck_assert_str_eq(shape(), fresh);
	ck_assert_int_eq(store_number("PRAGMA user_version"),
	    db_schema_version());
}
END_TEST

START_TEST(stock_of_the_first_schema_lies_at_the_brands_first_place)
{
	make_first();
	migrate_now();
	ck_assert_int_eq(store_number("SELECT quantity FROM stock_level l"
	    " JOIN place p ON p.id = l.place_id AND p.is_default = 1"
	    " WHERE l.variation_id = 'var_01'"), 7);
	ck_assert_int_eq(store_number("SELECT quantity FROM stock_level"
	    " WHERE variation_id = 'var_02'"), 0);
	ck_assert_int_eq(store_number("SELECT sum(change) FROM stock_movement"
	    " WHERE variation_id = 'var_01'"), 7);
	ck_assert_int_eq(store_number("SELECT count(*) FROM stock_movement"),
	    1);
}
END_TEST

/* Its facets come with a job that brings every product up to date. */
START_TEST(target_02_products_of_the_first_schema_are_refreshed)
{
	make_first();
	migrate_now();
	ck_assert_int_eq(store_number("SELECT count(*) FROM job WHERE"
	    " kind = 'catalog.refresh' AND state = 'waiting' AND due_at > 0"),
	    1);
}
END_TEST

/* ---- killed on the way ------------------------------------------------------ */

#define NEWEST	8	/* room for versions */

static int	statements_left;

/* Before each statement, those of triggers included. */
static int
count_down(unsigned event, void *arg, void *p, void *x)
{
	(void)event;
	(void)arg;
	(void)p;
	(void)x;
	if (statements_left-- == 0)
		raise(SIGKILL);
	return 0;
}

static int
trace_begin(sqlite3 *raw, const char **why, const void *api)
{
	(void)why;
	(void)api;
	return sqlite3_trace_v2(raw, SQLITE_TRACE_STMT, count_down, NULL);
}

/* A child migrates, and is killed before its nth statement; true: it was. */
static bool
migrate_killed(int nth)
{
	const char	*why = "";
	struct db	*db;
	int		 status;
	pid_t		 pid = fork();

	if (pid == 0) {
		statements_left = nth;
		sqlite3_auto_extension((void (*)(void))trace_begin);
		db = db_open(store.arena, &(struct db_open){
		    .path = store_path, .any_version = true }, &why);
		_exit(db == NULL || db_migrate(db, store.arena, &why) !=
		    SOUK_OK);
	}
	ck_assert_int_eq(waitpid(pid, &status, 0), pid);
	ck_assert(WIFSIGNALED(status) || WEXITSTATUS(status) == 0);
	return WIFSIGNALED(status);
}

/* One value of the file, by the library alone. */
static char *
raw_text(const char *query)
{
	sqlite3		*raw;
	sqlite3_stmt	*s;
	char		*text;

	ck_assert_int_eq(sqlite3_open(store_path, &raw), SQLITE_OK);
	ck_assert_int_eq(sqlite3_prepare_v2(raw, query, -1, &s, NULL),
	    SQLITE_OK);
	ck_assert_int_eq(sqlite3_step(s), SQLITE_ROW);
	text = strdup((const char *)sqlite3_column_text(s, 0));
	sqlite3_finalize(s);
	sqlite3_close(raw);
	return text;
}

/* The shape of each version, by its file alone. */
static void
shapes_make(char *shapes[NEWEST])
{
	char	 path[64], *sql;
	sqlite3	*raw;

	make_first();
	shapes[1] = raw_text(sql_shape);
	for (int v = 2; v <= db_schema_version(); v++) {
		snprintf(path, sizeof(path), "lib/db/migrations/%04d.sql", v);
		sql = file_read(path);
		ck_assert_int_eq(sqlite3_open(store_path, &raw), SQLITE_OK);
		ck_assert_int_eq(sqlite3_exec(raw, sql, NULL, NULL, NULL),
		    SQLITE_OK);
		sqlite3_close(raw);
		free(sql);
		shapes[v] = raw_text(sql_shape);
	}
}

static void
is_whole(char *const shapes[NEWEST], int nth)
{
	char		*version = raw_text("PRAGMA user_version"),
			*check = raw_text("PRAGMA integrity_check"),
			*now = raw_text(sql_shape);
	const long	 v = strtol(version, NULL, 10);

	ck_assert_msg(v >= 1 && v <= db_schema_version() &&
	    strcmp(now, shapes[v]) == 0, "statement %d: half of version %ld",
	    nth, v);
	ck_assert_str_eq(check, "ok");
	free(version);
	free(check);
	free(now);
}

/* Hundreds of files, each synced: in memory, where there is some. */
static void
memory_begin(char usual[sizeof(store_path)])
{
	memcpy(usual, store_path, sizeof(store_path));
	db_close(store.db);
	store.db = NULL;
	if (access("/dev/shm", W_OK) == 0)
		snprintf(store_path, sizeof(store_path),
		    "/dev/shm/souk-unit-%d.db", (int)getpid());
}

static void
memory_end(const char usual[sizeof(store_path)])
{
	db_close(store.db);
	store.db = NULL;
	if (strcmp(store_path, usual) != 0)
		store_remove();
	memcpy(store_path, usual, sizeof(store_path));
	store_reopen();
}

/* Each of them with SOUK_TEST_EVERY set: that takes a minute or two. */
START_TEST(f27_killed_before_any_statement_a_schema_is_old_or_new)
{
	char	*shapes[NEWEST] = { NULL };
	char	 usual[sizeof(store_path)];
	const int stride = getenv("SOUK_TEST_EVERY") == NULL ? 17 : 1;
	int	 nth = 0;
	bool	 killed;

	ck_assert_int_lt(db_schema_version(), NEWEST);
	memory_begin(usual);
	shapes_make(shapes);
	do {
		make_first();
		killed = migrate_killed(nth);
		is_whole(shapes, nth);
		if (nth / stride % 10 == 0) {	/* and it can be taken up again */
			ck_assert(!migrate_killed(-1));
			is_whole(shapes, nth);
		}
		nth += stride;
	} while (killed);
	ck_assert_int_gt(nth, 100);
	migrate_now();
	ck_assert_int_eq(store_number("PRAGMA user_version"),
	    db_schema_version());
	for (int v = 1; v < NEWEST; v++)
		free(shapes[v]);
	memory_end(usual);
}
END_TEST

int
main(void)
{
	const TTest *const	 tests[] = {
		s1_gen_10_stepping_and_fresh_creation_agree,
		stock_of_the_first_schema_lies_at_the_brands_first_place,
		target_02_products_of_the_first_schema_are_refreshed,
		f27_killed_before_any_statement_a_schema_is_old_or_new,
	};

	store_keep_private();
	return store_run("migrate_steps", tests,
	    sizeof(tests) / sizeof(tests[0]));
}
