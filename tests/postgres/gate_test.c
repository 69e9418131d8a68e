/* SPDX-License-Identifier: ISC */
/*
 * Every statement that the test suite ran on SQLite is one that PostgreSQL
 * accepts, with the types that were bound.
 *
 *	gate_test LIST [SCHEMA]
 *
 * LIST is what lib/db wrote with SOUK_TEST_SQL; SCHEMA is schema.sql.
 */
#include <check.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "lib/base/arena.h"
#include "lib/base/json_in.h"
#include "tests/postgres/server.h"
#include "tests/postgres/translate.h"

#define OID_BIGINT	20
#define OID_TEXT	25

/* What is known of a parameter: NULL was bound, or a type. */
enum kind { KIND_NULL, KIND_INT, KIND_TEXT, KIND__MAX };

struct statement {
	struct statement	*next;
	uint64_t		 hash;
	const char		*sql;
	struct translated	 t;
	enum kind		 kinds[PARAMETERS_MAX];
};

static const char	*list_path, *schema_path = "schema.sql";
static struct arena	*arena;		/* of the whole run */
static struct statement	*statements;
static int		 distinct;
static PGconn		*pg;
static bool		 loaded;	/* the schema */

/* ---- the list --------------------------------------------------------- */

static uint64_t
hash_of(const char *text)
{
	uint64_t	 hash = 0xcbf29ce484222325u;

	for (; *text != '\0'; text++)
		hash = (hash ^ (unsigned char)*text) * 0x100000001b3u;
	return hash;
}

static struct statement *
statement_find(const char *sql)
{
	const uint64_t	 hash = hash_of(sql);
	struct statement *s;

	for (s = statements; s != NULL; s = s->next)
		if (s->hash == hash && strcmp(s->sql, sql) == 0)
			return s;
	s = arena_alloc(arena, sizeof(*s));
	s->hash = hash;
	s->sql = arena_copy(arena, sql);
	translate_statement(arena, s->sql, &s->t);
	s->next = statements;
	statements = s;
	distinct++;
	return s;
}

static enum kind
kind_from(const char *name)
{
	return strcmp(name, "int") == 0 ? KIND_INT :
	    strcmp(name, "text") == 0 ? KIND_TEXT : KIND_NULL;
}

static void
kind_note(struct statement *s, const char *name, enum kind kind)
{
	for (int i = 0; i < s->t.count; i++)
		if (strcmp(s->t.names[i], name) == 0 && kind != KIND_NULL)
			s->kinds[i] = kind;
}

/* A line that its writer was killed over is no line. */
static void
line_read(struct arena *scratch, const char *line, size_t len)
{
	const struct json_in	*sql, *binds;
	struct json_in		*json;
	struct statement	*s;
	const char		*name;
	size_t			 at;

	if (json_parse(scratch, line, len, &json, &at, &name) != JSON_OK ||
	    (sql = json_member(json, "sql")) == NULL ||
	    (binds = json_member(json, "binds")) == NULL)
		return;
	s = statement_find(sql->text);
	for (size_t i = 0; i < binds->count; i++)
		kind_note(s, binds->names[i], kind_from(binds->items[i].text));
}

static bool
list_read(void)
{
	struct arena	*scratch = arena_new((size_t)16 << 20);
	FILE		*f = fopen(list_path, "r");
	char		*line = NULL;
	size_t		 size = 0;
	ssize_t		 len;

	while (f != NULL && (len = getline(&line, &size, f)) > 0) {
		line_read(scratch, line, (size_t)len);
		arena_reset(scratch);
	}
	free(line);
	if (f != NULL)
		fclose(f);
	arena_free(scratch);
	return f != NULL;
}

/* Of a parameter only ever NULL: what its name is elsewhere, if anything. */
static enum kind
kind_elsewhere(const char *name)
{
	int	 seen[KIND__MAX] = { 0 };

	for (const struct statement *s = statements; s != NULL; s = s->next)
		for (int i = 0; i < s->t.count; i++)
			if (strcmp(s->t.names[i], name) == 0)
				seen[s->kinds[i]]++;
	if (seen[KIND_INT] == 0 && seen[KIND_TEXT] == 0)
		return KIND_NULL;
	return seen[KIND_INT] > seen[KIND_TEXT] ? KIND_INT : KIND_TEXT;
}

/* ---- PostgreSQL ------------------------------------------------------- */

static void
pg_run(const char *sql)
{
	PQclear(PQexec(pg, sql));
}

/* Class 22 and 23 are about the sample values, not about the statement. */
static bool
is_accepted(const PGresult *r)
{
	const char	*state = PQresultErrorField(r, PG_DIAG_SQLSTATE);

	return state != NULL ? strncmp(state, "22", 2) == 0 ||
	    strncmp(state, "23", 2) == 0 :
	    PQresultStatus(r) == PGRES_COMMAND_OK ||
	    PQresultStatus(r) == PGRES_TUPLES_OK;
}

static bool
show_result(const struct translated *t, PGresult *r, bool quiet)
{
	const bool	 ok = is_accepted(r);

	if (!ok && !quiet)
		fprintf(stderr, "\n%s\n    %s", t->sql,
		    PQresultErrorMessage(r));
	PQclear(r);
	return ok;
}

/* Prepared with the types, run with sample values, rolled back. */
static bool
statement_try(const struct translated *t, const enum kind *kinds, bool quiet)
{
	Oid		 types[PARAMETERS_MAX];
	const char	*values[PARAMETERS_MAX];
	bool		 ok;

	for (int i = 0; i < t->count; i++) {
		enum kind	 k = kinds[i] != KIND_NULL ? kinds[i] :
		    kind_elsewhere(t->names[i]);

		/* What was only ever NULL has the type of its place. */
		types[i] = k == KIND_INT ? OID_BIGINT : k == KIND_TEXT ?
		    OID_TEXT : 0;
		values[i] = k == KIND_INT ? "1" : k == KIND_TEXT ? "x" : NULL;
	}
	pg_run("BEGIN");
	ok = show_result(t, PQprepare(pg, "", t->sql, t->count, types),
	    quiet) && show_result(t, PQexecPrepared(pg, "", t->count, values,
	    NULL, NULL, 0), quiet);
	pg_run("ROLLBACK");
	return ok;
}

/* ---- tests ------------------------------------------------------------ */

static char *
file_text(const char *path)
{
	FILE	*f = fopen(path, "r");
	char	*text = arena_alloc(arena, 1 << 20);

	ck_assert_msg(f != NULL, "%s", path);
	ck_assert_uint_gt(fread(text, 1, (1 << 20) - 1, f), 0);
	fclose(f);
	return text;
}

START_TEST(the_schema_is_one_that_postgresql_takes)
{
	PGresult	*r = PQexec(pg, translate_schema(arena,
	    file_text(schema_path)));
	const char	*fault = arena_copy(arena, PQresultErrorMessage(r));

	loaded = PQresultStatus(r) == PGRES_COMMAND_OK;
	PQclear(r);
	ck_assert_msg(loaded, "%s", fault);
}
END_TEST

static const struct { const char *sql; bool accepted; } known[] = {
	{ "SELECT id FROM product WHERE slug_of_old = :x", false },
	{ "SELECT id FROM nowhere", false },
	{ "SELECT id FROM product WHERE stock = :text", false },
	{ "INSERT OR IGNORE INTO brand VALUES ('a', 'b', 1)", false },
	{ "SELECT MAX(stock, 0) FROM product", false },
	{ "SELECT json_extract(payload, '$.a') FROM job", false },
	{ "SELECT id, COUNT(*) FROM product GROUP BY status", false },
	{ "SELECT id FROM product WHERE is_new", false },
	{ "SELECT id FROM product LIMIT -1", true },	/* class 22 */
	{ "SELECT ':x', id FROM product WHERE id = :text", true },
	{ "INSERT INTO brand VALUES (:a, :a, :int)", true },
	{ "INSERT INTO category_text VALUES ('c', 'fr', 's', 'n', NULL)",
	    true },				/* class 23 */
};

START_TEST(the_gate_tells_good_from_bad)
{
	static const enum kind	 kinds[] = { KIND_TEXT, KIND_INT };
	struct translated	 t;

	ck_assert(loaded);
	for (size_t i = 0; i < sizeof(known) / sizeof(known[0]); i++) {
		translate_statement(arena, known[i].sql, &t);
		ck_assert_msg(statement_try(&t, kinds, true) ==
		    known[i].accepted, "%s", known[i].sql);
	}
}
END_TEST

START_TEST(every_statement_of_the_suite_runs_on_postgresql)
{
	int	 refused = 0;

	ck_assert(loaded);
	ck_assert_msg(list_read(), "cannot read %s", list_path);
	ck_assert_msg(distinct > 0, "%s holds no statement", list_path);
	for (struct statement *s = statements; s != NULL; s = s->next)
		refused += !statement_try(&s->t, s->kinds, false);
	fprintf(stderr, "\n%d of %d statements refused\n", refused, distinct);
	ck_assert_int_eq(refused, 0);
}
END_TEST

static int
run(void)
{
	Suite	*suite = suite_create("postgres");
	TCase	*tc = tcase_create("gate");
	SRunner	*runner = srunner_create(suite);
	int	 failed;

	tcase_add_test(tc, the_schema_is_one_that_postgresql_takes);
	tcase_add_test(tc, the_gate_tells_good_from_bad);
	tcase_add_test(tc, every_statement_of_the_suite_runs_on_postgresql);
	tcase_set_timeout(tc, 120);
	suite_add_tcase(suite, tc);
	srunner_set_fork_status(runner, CK_NOFORK);	/* one server for all */
	srunner_run_all(runner, CK_ENV);
	failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}

int
main(int argc, char **argv)
{
	int	 status = EXIT_FAILURE;

	if (argc < 2) {
		fprintf(stderr, "usage: gate_test LIST [SCHEMA]\n");
		return 2;
	}
	list_path = argv[1];
	if (argc > 2)
		schema_path = argv[2];
	if ((arena = arena_new((size_t)256 << 20)) == NULL || !server_start())
		return EXIT_FAILURE;
	pg = server_connect();
	if (PQstatus(pg) == CONNECTION_OK)
		status = run();
	PQfinish(pg);
	server_stop();
	arena_free(arena);
	return status;
}
